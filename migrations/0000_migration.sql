-- Which migrations this database has had.

CREATE TABLE migration (
    number     INTEGER NOT NULL PRIMARY KEY, -- of the file: migrations/0002_item.sql is 2
    name       TEXT NOT NULL,             -- "item"
    checksum   TEXT NOT NULL,             -- SHA-256 of the file: it never changes after release
    applied_at INTEGER NOT NULL           -- the machine's clock, UTC
) STRICT;
