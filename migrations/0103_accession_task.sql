-- A task can be about a table of publications.

ALTER TABLE task ADD COLUMN accession_id INTEGER REFERENCES accession ON DELETE SET NULL; -- about this table, or NULL
CREATE UNIQUE INDEX task_only_one_accession ON task (kind, accession_id) WHERE state = 'open' AND accession_id IS NOT NULL;
