-- A PDF has a copy with smaller pictures where that is worth it (decision 79).

ALTER TABLE document ADD COLUMN light TEXT NOT NULL DEFAULT ''; -- its copy: waiting, made, none; '': not asked for
ALTER TABLE document ADD COLUMN light_tries INTEGER NOT NULL DEFAULT 0; -- times that making it has begun
ALTER TABLE document ADD COLUMN light_id INTEGER REFERENCES file;
ALTER TABLE document ADD COLUMN light_size INTEGER NOT NULL DEFAULT 0; -- bytes of the copy
CREATE INDEX document_light_waiting ON document (asked_at) WHERE light = 'waiting';
CREATE INDEX document_light ON document (light_id) WHERE light_id IS NOT NULL;

UPDATE document SET light = 'waiting'
 WHERE state IN ('done', 'empty', 'large')
   AND file_id IN (SELECT id FROM file
                    WHERE type = 'application/pdf' AND size BETWEEN 524288 AND 50331648);
