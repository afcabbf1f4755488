-- The search index: derived from items, made anew by `baraza doctor --reindex`.

-- sqlite:
CREATE VIRTUAL TABLE search USING fts5 (
    item_id UNINDEXED,  -- the item
    language UNINDEXED, -- of this text
    title, summary, body,
    tokenize = "unicode61 remove_diacritics 2",
    prefix = '2 3'
);
-- postgres:
CREATE TABLE search (
    item_id    bigint NOT NULL,           -- the item
    language   text NOT NULL,             -- of this text
    title      text NOT NULL,             -- plain text
    summary    text NOT NULL,             -- plain text
    body       text NOT NULL,             -- plain text
    words      tsvector NOT NULL,         -- weighted, folded by alliance/search.c
    PRIMARY KEY (item_id, language)
);
CREATE INDEX search_words ON search USING gin (words);
-- both:
