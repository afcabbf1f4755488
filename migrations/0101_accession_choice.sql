-- Of what may be in the library already an editor says row by row whether it comes in.

ALTER TABLE accession_row ADD COLUMN is_double INTEGER NOT NULL DEFAULT 0; -- 1: may be in the library, or in this table, already
ALTER TABLE accession_row ADD COLUMN choice TEXT NOT NULL DEFAULT '';      -- take, leave: an editor said so of this row; '' as for the whole table
UPDATE accession_row SET is_double = 1
 WHERE outcome = 'double'
    OR (outcome = 'add' AND (notes LIKE '%The library has the same %' OR notes LIKE '%The same file stands in row%'
                             OR notes LIKE '%The same title stands in row%'));
