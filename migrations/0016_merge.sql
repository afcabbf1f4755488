-- Records that may be one person's, and how two became one (src/merge).

CREATE TABLE person_distinct (
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- the smaller number
    other_id   INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- is not the same as this one
    decided_at INTEGER NOT NULL,          -- UTC
    PRIMARY KEY (person_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_distinct_by_other ON person_distinct (other_id);

-- What is compared, derived from people by a job.
CREATE TABLE person_likeness (
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- whose
    reason     TEXT NOT NULL,             -- address, name
    key        TEXT NOT NULL,             -- who has the same one may be the same person
    PRIMARY KEY (reason, key, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_likeness_by_person ON person_likeness (person_id);

CREATE TABLE merge (
    id         INTEGER PRIMARY KEY,       -- two records that became one
    stays_id   INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- into this one
    gone_id    INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- an empty row until it cannot be undone
    stays_before TEXT NOT NULL,           -- the row as it was (db/row.h)
    gone_before TEXT NOT NULL,            -- likewise
    stays_version INTEGER NOT NULL,       -- of the row that stays, right after
    merged_at  INTEGER NOT NULL,          -- UTC
    merged_by  INTEGER REFERENCES person ON DELETE SET NULL, -- who did it, or NULL
    undone_at  INTEGER                    -- UTC, or NULL
) STRICT;
CREATE INDEX merge_by_stays ON merge (stays_id);
CREATE INDEX merge_by_gone ON merge (gone_id);
CREATE INDEX merge_by_person ON merge (merged_by) WHERE merged_by IS NOT NULL;

CREATE TABLE person_address (
    address    TEXT NOT NULL PRIMARY KEY, -- a former address, folded: lists that have it mean
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE -- this person
) STRICT, WITHOUT ROWID;
CREATE INDEX person_address_by_person ON person_address (person_id);

CREATE TABLE merge_row (
    id         INTEGER PRIMARY KEY,       -- one row that was given to who stays
    merge_id   INTEGER NOT NULL REFERENCES merge ON DELETE CASCADE, -- by this
    relation   TEXT NOT NULL,             -- its table
    field      TEXT NOT NULL,             -- its column that refers to people
    was_double INTEGER NOT NULL,          -- 1: who stays had the same; it was deleted
    line       TEXT NOT NULL              -- the row as it was (db/row.h)
) STRICT;
CREATE INDEX merge_row_by_merge ON merge_row (merge_id);
