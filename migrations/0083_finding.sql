-- Finding: where a work is about, what its list is walked along, and words that can be offered.

ALTER TABLE library_work ADD COLUMN places TEXT NOT NULL DEFAULT ''; -- where it is about: ISO 3166-1 alpha-2, regions, "global", commas between; '': not said

-- All works and all editions are read from these when something has changed.
CREATE INDEX item_work ON item (kind, listed_at, id, status, audience, author_id, group_id, pillar, actual_on)
    WHERE kind = 'work';
CREATE INDEX item_edition ON item (kind, parent_id, language, actual_on, id) WHERE kind = 'edition';

CREATE TABLE search_word (
    word       TEXT NOT NULL PRIMARY KEY  -- stands in a text or file that everybody may read; folded as in search
) STRICT, WITHOUT ROWID;

ALTER TABLE search_text ADD COLUMN learnt INTEGER NOT NULL DEFAULT 0; -- 1: its words are in search_word
CREATE INDEX search_text_unlearnt ON search_text (id) WHERE learnt = 0;
ALTER TABLE document ADD COLUMN learnt INTEGER NOT NULL DEFAULT 0; -- 1: likewise
CREATE INDEX document_unlearnt ON document (file_id) WHERE learnt = 0;
