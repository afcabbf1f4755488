-- Tables of works that are brought into the library together, with their files.

CREATE TABLE accession (
    id         INTEGER PRIMARY KEY,       -- one table of works
    name       TEXT NOT NULL,             -- of its file, as the sender calls it
    language   TEXT NOT NULL,             -- of who sent it: words in it may be in this one, BCP 47
    state      TEXT NOT NULL,             -- check, checked, apply, done, undo, undone
    publishes  INTEGER NOT NULL,          -- 1: works come in published; 0: as drafts
    takes_doubles INTEGER NOT NULL,       -- 1: also what may be in the library already
    n_rows     INTEGER NOT NULL,          -- works and translations in it
    n_done     INTEGER NOT NULL DEFAULT 0, -- of these, in this state
    created_by INTEGER REFERENCES person ON DELETE SET NULL, -- by whom; NULL: command line, or gone
    created_at INTEGER NOT NULL,          -- UTC
    applied_at INTEGER,                   -- all was written then, UTC, or NULL
    cleared_at INTEGER                    -- rows and files were deleted then, UTC, or NULL
) STRICT;
CREATE INDEX accession_by_person ON accession (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX accession_working ON accession (id) WHERE state IN ('check', 'apply', 'undo');

CREATE TABLE accession_column (
    accession_id INTEGER NOT NULL REFERENCES accession ON DELETE CASCADE, -- of this table
    position   INTEGER NOT NULL,          -- from 1
    header     TEXT NOT NULL,             -- what the first row says
    meaning    TEXT NOT NULL,             -- as in accession/column_names.c; '' not used
    PRIMARY KEY (accession_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE accession_row (
    accession_id INTEGER NOT NULL REFERENCES accession ON DELETE CASCADE, -- of this table
    place      INTEGER NOT NULL,          -- order in which rows are worked on: translations last, from 1
    line       INTEGER NOT NULL,          -- as spreadsheets number it
    cells      TEXT NOT NULL,             -- accession/cells.h
    title      TEXT NOT NULL,             -- plain text
    outcome    TEXT NOT NULL DEFAULT '',  -- as in accession/accession.c; '' not decided
    notes      TEXT NOT NULL DEFAULT '',  -- accession/cells.h
    old_path   TEXT NOT NULL DEFAULT '',  -- from this old address there is a redirect; ''
    work_id    INTEGER REFERENCES item ON DELETE SET NULL, -- that came of it, or NULL
    mark       TEXT NOT NULL DEFAULT '',  -- what that work was when all was done: another one means changed
    PRIMARY KEY (accession_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX accession_row_by_work ON accession_row (work_id) WHERE work_id IS NOT NULL;

CREATE TABLE accession_file (
    accession_id INTEGER NOT NULL REFERENCES accession ON DELETE CASCADE, -- came with this table
    name       TEXT NOT NULL,             -- with its folders, '/' between
    file_id    INTEGER REFERENCES file,   -- its content; NULL: refused, or let go
    size       INTEGER NOT NULL,          -- bytes
    fault      TEXT NOT NULL,             -- unknown, large: why it is refused; ''
    n_rows     INTEGER NOT NULL DEFAULT 0, -- rows that name it
    PRIMARY KEY (accession_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX accession_file_by_file ON accession_file (file_id) WHERE file_id IS NOT NULL;

CREATE TABLE accession_word (
    accession_id INTEGER NOT NULL REFERENCES accession ON DELETE CASCADE, -- in this table
    kind       TEXT NOT NULL,             -- type, licence, language, topic, place
    words      TEXT NOT NULL,             -- that are not known, folded
    text       TEXT NOT NULL,             -- as written where it was first seen
    n_rows     INTEGER NOT NULL DEFAULT 0, -- how often
    answer     TEXT NOT NULL DEFAULT '',  -- what is meant; '-' leave it out; '+' make a topic of it; '' not said
    PRIMARY KEY (accession_id, kind, words)
) STRICT, WITHOUT ROWID;
