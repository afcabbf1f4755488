-- Searches of the library whose new works come to a person by mail.

CREATE TABLE saved_search (
    id         INTEGER PRIMARY KEY,       -- one search that a person saved
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- whose
    query      TEXT NOT NULL,             -- of the list's address: q=supervision&topic=planning; '': all works
    mails      INTEGER NOT NULL DEFAULT 1, -- 0: what is new comes by mail no longer
    looked_at  INTEGER NOT NULL,          -- what was published later is new, UTC
    created_at INTEGER NOT NULL,          -- UTC
    UNIQUE (person_id, query)
) STRICT;
CREATE INDEX saved_search_by_look ON saved_search (looked_at) WHERE mails = 1;
