-- Lighter copies of files.

-- After its text was read, or was found too long to be read; a copy that is there stays.
-- name: light_ask(file_id, least, most)
UPDATE document SET light = 'waiting', light_tries = 0
 WHERE file_id = :file_id AND light_id IS NULL AND state IN ('done', 'empty', 'large')
   AND EXISTS (SELECT 1 FROM file
                WHERE file.id = :file_id AND file.type = 'application/pdf'
                  AND file.size >= :least AND file.size <= :most);

-- name: light_count_waiting()
SELECT count(*) FROM document WHERE light = 'waiting';

-- Whoever has begun it and has not ended it died of it, or was stopped.
-- name: light_take()
UPDATE document SET light_tries = light_tries + 1
 WHERE file_id = (SELECT file_id FROM document WHERE light = 'waiting'
                   ORDER BY light_tries, asked_at, file_id LIMIT 1)
RETURNING file_id, light_tries AS tries;

-- Nothing is written of a file that went in between.
-- name: light_write(file_id, light_id)
UPDATE document
   SET light = CASE WHEN :light_id > 0 THEN 'made' ELSE 'none' END,
       light_id = nullif(:light_id, 0),
       light_size = coalesce((SELECT file.size FROM file WHERE file.id = :light_id), 0)
 WHERE file_id = :file_id AND light = 'waiting';

-- name: light_of(file_id)
SELECT coalesce((SELECT light_id FROM document WHERE file_id = :file_id), 0);
