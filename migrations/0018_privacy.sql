-- What people may do with what is held about them.

ALTER TABLE person ADD COLUMN links_n INTEGER NOT NULL DEFAULT 0; -- moved on, the standing links in earlier mails stop

CREATE TABLE erasure (
    person_id  INTEGER PRIMARY KEY REFERENCES person ON DELETE CASCADE, -- who is to be erased
    note       TEXT NOT NULL DEFAULT '',  -- how the secretariat knows of the wish, in its words; ''
    asked_at   INTEGER NOT NULL,          -- UTC
    due_at     INTEGER NOT NULL           -- not before, UTC
) STRICT;
CREATE INDEX erasure_by_due ON erasure (due_at);

CREATE TABLE inactivity (
    person_id  INTEGER PRIMARY KEY REFERENCES person ON DELETE CASCADE, -- who was not here for long
    warned_at  INTEGER NOT NULL,          -- first mail, UTC
    again_at   INTEGER                    -- second mail, UTC, or NULL
) STRICT;

CREATE TABLE data_copy (
    id         INTEGER PRIMARY KEY,       -- a copy of what is held about somebody, for that person
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- whose
    asked_at   INTEGER NOT NULL,          -- UTC
    made_at    INTEGER,                   -- UTC, or NULL: not yet
    expires_at INTEGER NOT NULL,          -- deleted then, UTC
    language   TEXT NOT NULL              -- of its words, BCP 47
) STRICT;
CREATE INDEX data_copy_by_person ON data_copy (person_id, asked_at);

CREATE TABLE data_copy_part (
    copy_id    INTEGER NOT NULL REFERENCES data_copy ON DELETE CASCADE, -- of which copy
    part       INTEGER NOT NULL,          -- 1, 2, ...: each is a whole zip
    size       INTEGER NOT NULL,          -- bytes
    content    BLOB NOT NULL,             -- the zip
    PRIMARY KEY (copy_id, part)
) STRICT, WITHOUT ROWID;
