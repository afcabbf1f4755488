-- The search index: derived from items, made anew by `baraza doctor --reindex`.

-- sqlite:
CREATE TABLE search_text (
    id         INTEGER PRIMARY KEY,       -- one text that can be found; rowid of its words in search
    item_id    INTEGER NOT NULL,          -- of this item
    language   TEXT NOT NULL,             -- in this language, BCP 47
    UNIQUE (item_id, language)
) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (
    title, summary, body, -- words divided by spaces, folded by alliance/search.c
    tokenize = 'ascii',   -- so that what C calls a word is one here
    prefix = '2 3'
);
-- postgres:
CREATE TABLE search_text (
    id         INTEGER PRIMARY KEY,       -- one text that can be found
    item_id    INTEGER NOT NULL,          -- of this item
    language   TEXT NOT NULL,             -- in this language, BCP 47
    words      tsvector NOT NULL DEFAULT CAST('' AS tsvector), -- A title, B summary, C body
    UNIQUE (item_id, language)
);
CREATE INDEX search_words ON search_text USING gin (words);
-- both:
