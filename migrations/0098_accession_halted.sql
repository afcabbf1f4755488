-- A table of works stops when who let its work begin is no editor any more.

ALTER TABLE accession ADD COLUMN acted_by INTEGER REFERENCES person ON DELETE SET NULL; -- who let its present work begin, and as whom it works; NULL: command line, or gone
ALTER TABLE accession ADD COLUMN by_command INTEGER NOT NULL DEFAULT 0; -- 1: the command line did
ALTER TABLE accession ADD COLUMN halted TEXT NOT NULL DEFAULT '';       -- the state in which it stopped: check, apply, undo; '' it did not
ALTER TABLE accession ADD COLUMN halted_at INTEGER;                     -- then, UTC, or NULL
UPDATE accession SET acted_by = created_by, by_command = CASE WHEN created_by IS NULL THEN 1 ELSE 0 END;
CREATE INDEX accession_by_actor ON accession (acted_by) WHERE acted_by IS NOT NULL;
