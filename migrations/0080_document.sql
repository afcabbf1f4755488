-- The texts of files, page by page, and the index of their words.

CREATE TABLE document (
    file_id    INTEGER PRIMARY KEY REFERENCES file, -- that hangs on an item
    state      TEXT NOT NULL,             -- waiting, or what became of it: alliance/document.c
    format     TEXT NOT NULL DEFAULT '',  -- pdf, docx, ...: extract/extract.c; '': not known
    n_all      INTEGER NOT NULL DEFAULT 0, -- pages that it has
    n          INTEGER NOT NULL DEFAULT 0, -- pages whose text is here, from the first on
    size       INTEGER NOT NULL DEFAULT 0, -- bytes of their text
    has_macros INTEGER NOT NULL DEFAULT 0, -- 1: it brings programs for office software along
    tries      INTEGER NOT NULL DEFAULT 0, -- times that reading has begun since it was asked for
    asked_at   INTEGER NOT NULL,          -- UTC
    read_at    INTEGER                    -- UTC; NULL: not yet
) STRICT;
CREATE INDEX document_waiting ON document (asked_at) WHERE state = 'waiting';

CREATE TABLE document_page (
    id         INTEGER PRIMARY KEY,       -- grows with n within a file
    file_id    INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    n          INTEGER NOT NULL,          -- from 1
    size       INTEGER NOT NULL,          -- bytes of text
    text       TEXT NOT NULL,             -- paragraphs, an empty line between; "# " before a heading
    UNIQUE (file_id, n)
) STRICT;

-- sqlite:
CREATE VIRTUAL TABLE search_page USING fts5 (
    words,                -- of the page whose id is the rowid, as in search
    tokenize = 'ascii', prefix = '2 3', detail = none
);
-- postgres:
CREATE TABLE search_page (
    id         INTEGER PRIMARY KEY REFERENCES document_page ON DELETE CASCADE,
    words      tsvector NOT NULL
);
CREATE INDEX search_page_words ON search_page USING gin (words);
-- both:

-- What hangs there already is read as soon as the server runs.
INSERT INTO document (file_id, state, asked_at)
SELECT id, 'waiting', created_at FROM file
 WHERE type IN ('application/pdf', 'application/zip', 'text/plain') AND removed_at IS NULL
   AND EXISTS (SELECT 1 FROM item_file WHERE item_file.file_id = file.id);

CREATE TABLE download (
    file_id    INTEGER NOT NULL REFERENCES file,
    month      TEXT NOT NULL,             -- 2017-01, UTC
    n          INTEGER NOT NULL,          -- times that it was fetched; nothing is known of by whom
    PRIMARY KEY (file_id, month)
) STRICT, WITHOUT ROWID;
