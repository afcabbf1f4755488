-- What a person costs when a list of a million is read in: every index is written in random order.

-- Months and countries of everybody are counted in memory (src/roster); what a text keeps for ever
-- is counted when it is published, and may read the table.
DROP INDEX person_by_joined;
DROP INDEX person_by_country;
CREATE INDEX person_by_joined ON person (joined_at);
CREATE INDEX person_by_left ON person (left_at, joined_at) WHERE left_at IS NOT NULL;

-- New numbers are above all others where one transaction writes at a time: who knows the highest
-- one finds who is new without a note.
-- sqlite:
DROP TRIGGER person_is_new;
-- both:

-- Who may stand in a part: so that somebody's rows are found when the person is erased.
CREATE TABLE import_sieve (
    import_id  INTEGER NOT NULL,          -- of this part
    n          INTEGER NOT NULL,          -- likewise
    bits       BLOB NOT NULL,             -- import/sieve.h, of numbers and addresses
    PRIMARY KEY (import_id, n),
    FOREIGN KEY (import_id, n) REFERENCES import_part ON DELETE CASCADE
) STRICT;
