-- Works and what they are to each other; lists of works that an editor made, each with a reason.

CREATE TABLE library_relation (
    id         INTEGER PRIMARY KEY,
    work_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- this work
    type       TEXT NOT NULL,             -- is so to the other: a relationType of DataCite; between two works the first of its pair
    other_id   INTEGER REFERENCES item ON DELETE CASCADE, -- to this work here; NULL: to what is at url
    url        TEXT NOT NULL DEFAULT '',  -- elsewhere; '': other_id
    title      TEXT NOT NULL DEFAULT '',  -- of what is at url, as an editor wrote it
    created_at INTEGER NOT NULL           -- UTC
) STRICT;
CREATE UNIQUE INDEX library_relation_here ON library_relation (work_id, type, other_id) WHERE other_id IS NOT NULL;
CREATE UNIQUE INDEX library_relation_elsewhere ON library_relation (work_id, type, url) WHERE other_id IS NULL;
CREATE INDEX library_relation_by_other ON library_relation (other_id, type) WHERE other_id IS NOT NULL;

CREATE TABLE curated_entry (
    id         INTEGER PRIMARY KEY,       -- a work on a list
    list_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of the kind list
    work_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of the kind work
    place      INTEGER NOT NULL,          -- 1, 2, ... as an editor says; with gaps
    language   TEXT NOT NULL,             -- of heading and reason, BCP 47
    heading    TEXT NOT NULL DEFAULT '',  -- under which it stands; '': none
    reason     TEXT NOT NULL,             -- why it is there, plain text
    added_at   INTEGER NOT NULL,          -- UTC
    changed_at INTEGER NOT NULL,          -- UTC
    UNIQUE (list_id, work_id)
) STRICT;
CREATE INDEX curated_entry_by_work ON curated_entry (work_id);

CREATE TABLE curated_text (
    entry_id   INTEGER NOT NULL REFERENCES curated_entry ON DELETE CASCADE, -- its words in another language
    language   TEXT NOT NULL,             -- BCP 47
    heading    TEXT NOT NULL DEFAULT '',  -- '': as it was written first
    reason     TEXT NOT NULL DEFAULT '',  -- likewise
    PRIMARY KEY (entry_id, language)
) STRICT, WITHOUT ROWID;
