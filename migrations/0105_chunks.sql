-- Pieces of files have a row number on SQLite: in a table that is its own index each new piece of 256 kB was compared
-- with those around its place, which were read whole.

-- sqlite:
CREATE TABLE file_chunk_kept (
    file_id    INTEGER NOT NULL REFERENCES file ON DELETE CASCADE, -- whose content
    n          INTEGER NOT NULL,          -- 0, 1, ...; each but the last has FILE_CHUNK bytes
    data       BLOB NOT NULL,             -- the bytes
    PRIMARY KEY (file_id, n)
) STRICT;
INSERT INTO file_chunk_kept (file_id, n, data) SELECT file_id, n, data FROM file_chunk ORDER BY file_id, n;
DROP TABLE file_chunk;
ALTER TABLE file_chunk_kept RENAME TO file_chunk;
-- both:
