-- Lists of members that the secretariat reads in (src/import).

CREATE TABLE import (
    id         INTEGER PRIMARY KEY,       -- one list
    name       TEXT NOT NULL,             -- of the file, as its sender calls it
    file_id    INTEGER REFERENCES file,   -- its content; NULL: from the command line, or deleted
    state      TEXT NOT NULL,             -- look, match, check, checked, apply, done, undo, undone, failed
    fault      TEXT NOT NULL DEFAULT '',  -- why reading ended early, for people; ''
    mode       TEXT NOT NULL DEFAULT 'add', -- add, fill (empty fields, too), overwrite (others, too)
    dates      TEXT NOT NULL DEFAULT '',  -- 03/04/2016 is: day (3 April), month (March); '': as the columns tell
    has_header INTEGER NOT NULL DEFAULT 1, -- 1: the first row says what the columns are
    invite     INTEGER NOT NULL DEFAULT 0, -- 1: who is added gets a mail
    n_rows     INTEGER NOT NULL DEFAULT 0, -- in the file, without its header
    n_done     INTEGER NOT NULL DEFAULT 0, -- of these, in this state
    created_by INTEGER REFERENCES person ON DELETE SET NULL, -- by whom; NULL: command line, or gone
    created_at INTEGER NOT NULL,          -- UTC
    applied_at INTEGER,                   -- all was written then, UTC, or NULL
    cleared_at INTEGER                    -- file and rows were deleted then, UTC, or NULL
) STRICT;
CREATE INDEX import_by_file ON import (file_id) WHERE file_id IS NOT NULL;
CREATE INDEX import_by_person ON import (created_by) WHERE created_by IS NOT NULL;

CREATE TABLE import_column (
    import_id  INTEGER NOT NULL REFERENCES import ON DELETE CASCADE, -- of this list
    position   INTEGER NOT NULL,          -- from 1
    header     TEXT NOT NULL,             -- what the first row says
    samples    TEXT NOT NULL,             -- some values, a line each
    meaning    TEXT NOT NULL,             -- as in import/match.c; '' not used
    n_filled   INTEGER NOT NULL,          -- rows that have something there
    day_first  INTEGER NOT NULL,          -- values that are dates with the day first, and only so
    month_first INTEGER NOT NULL,         -- likewise the month
    n_unclear  INTEGER NOT NULL,          -- dates that can be read in both ways
    PRIMARY KEY (import_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_spelling (
    import_id  INTEGER NOT NULL REFERENCES import ON DELETE CASCADE, -- in this list
    words      TEXT NOT NULL,             -- a country that is not known, folded
    text       TEXT NOT NULL,             -- as written where it was first seen
    n_rows     INTEGER NOT NULL,          -- how often
    PRIMARY KEY (import_id, words)
) STRICT, WITHOUT ROWID;

CREATE TABLE country_spelling (
    words      TEXT NOT NULL PRIMARY KEY, -- what somebody wrote for a country, folded
    country    TEXT REFERENCES country,   -- what is meant; NULL: none
    decided_at INTEGER NOT NULL           -- UTC
) STRICT;

-- What becomes of rows, some thousand packed into one (import/part.h).
CREATE TABLE import_part (
    import_id  INTEGER NOT NULL REFERENCES import ON DELETE CASCADE, -- of this list
    n          INTEGER NOT NULL,          -- order, from 1
    rows       BLOB NOT NULL,             -- import/part.h
    PRIMARY KEY (import_id, n)
) STRICT;
CREATE TABLE import_count (
    import_id  INTEGER NOT NULL,          -- of this part
    n          INTEGER NOT NULL,          -- likewise
    outcome    INTEGER NOT NULL,          -- import/part.h
    n_rows     INTEGER NOT NULL,          -- so many rows of the part have it
    PRIMARY KEY (import_id, n, outcome),
    FOREIGN KEY (import_id, n) REFERENCES import_part ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Who was erased and must not come back by a list: no address can be read from it.
CREATE TABLE departed_address (
    mac        BLOB NOT NULL PRIMARY KEY, -- of the address, under the instance's key
    since      INTEGER NOT NULL           -- UTC
) STRICT, WITHOUT ROWID;
