-- Which texts have words still to be learnt: beside the index, so that learning leaves it as it is.

CREATE TABLE search_unlearnt (
    text_id    INTEGER PRIMARY KEY REFERENCES search_text ON DELETE CASCADE -- was indexed since its words were learnt
) STRICT;
INSERT INTO search_unlearnt (text_id) SELECT id FROM search_text WHERE learnt = 0;

DROP INDEX search_text_unlearnt;
ALTER TABLE search_text DROP COLUMN learnt;
