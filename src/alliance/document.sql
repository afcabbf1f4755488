-- The texts of files.

-- fragment: document
document.file_id, document.n_all, document.n, document.size, document.asked_at, document.read_at,
document.state, document.format, document.has_macros, document.light_size

-- name: document_find(file_id)
SELECT {document} FROM document WHERE file_id = :file_id;

-- name: document_list(item_id)
SELECT {document} FROM item_file JOIN document ON document.file_id = item_file.file_id
 WHERE item_file.item_id = :item_id
 ORDER BY document.file_id;

-- name: document_list_below(item_id)
SELECT {document} FROM document
 WHERE file_id IN (SELECT item_file.file_id FROM item
                     JOIN item_file ON item_file.item_id = item.id
                    WHERE item.parent_id = :item_id)
 ORDER BY file_id;

-- name: document_sizes(file_id)
SELECT n, size, '' AS text FROM document_page WHERE file_id = :file_id ORDER BY n;

-- name: document_pages(file_id, first, last)
SELECT n, size, text FROM document_page
 WHERE file_id = :file_id AND n >= :first AND n <= :last ORDER BY n;

-- Only what may have a text.
-- fragment: readable
file.removed_at IS NULL
AND (file.type IN ('application/pdf', 'text/plain') OR file.type LIKE 'application/%zip'
     OR file.type LIKE 'application/vnd.%')

-- name: document_ask(file_id, again, now)
INSERT INTO document (file_id, state, asked_at)
SELECT file.id, 'waiting', :now FROM file WHERE file.id = :file_id AND {readable}
    ON CONFLICT (file_id)
    DO UPDATE SET state = CASE WHEN :again = 1 THEN 'waiting' ELSE document.state END,
                  asked_at = CASE WHEN :again = 1 THEN excluded.asked_at ELSE document.asked_at END,
                  tries = CASE WHEN :again = 1 THEN 0 ELSE document.tries END;

-- name: document_ask_all(now)
INSERT INTO document (file_id, state, asked_at)
SELECT file.id, 'waiting', :now FROM file
 WHERE {readable} AND EXISTS (SELECT 1 FROM item_file WHERE item_file.file_id = file.id)
    ON CONFLICT (file_id)
    DO UPDATE SET state = 'waiting', asked_at = excluded.asked_at, tries = 0;

-- name: document_count_waiting()
SELECT count(*) FROM document WHERE state = 'waiting';

-- Whoever has begun it and has not ended it died of it, or was stopped.
-- name: document_take()
UPDATE document SET tries = tries + 1
 WHERE file_id = (SELECT file_id FROM document WHERE state = 'waiting'
                   ORDER BY tries, asked_at, file_id LIMIT 1)
RETURNING file_id, tries;

-- Nothing is written of a file that went in between.
-- name: document_write(file_id, state, format, n_all, n, size, has_macros, now)
UPDATE document
   SET state = :state, format = :format, n_all = :n_all, n = :n, size = :size,
       has_macros = :has_macros, read_at = :now, learnt = 0
 WHERE file_id = :file_id AND state = 'waiting';

-- A page is called by a number that says whose it is (document.h), so that a search need not look.
-- name: document_page_insert(id, file_id, n, size, text)
INSERT INTO document_page (id, file_id, n, size, text)
VALUES (:id, :file_id, :n, :size, :text);

-- name: document_search_put(id, words)
INSERT INTO search_page (rowid, words) VALUES (:id, :words);
-- postgres:
INSERT INTO search_page (id, words) VALUES (:id, CAST(:words AS tsvector));

-- name: document_search_take_out(file_id)
DELETE FROM search_page
 WHERE rowid IN (SELECT id FROM document_page WHERE file_id = :file_id);
-- postgres:
DELETE FROM search_page
 WHERE id IN (SELECT id FROM document_page WHERE file_id = :file_id);

-- name: document_pages_delete(file_id)
DELETE FROM document_page WHERE file_id = :file_id;

-- Gives back its lighter copy.
-- name: document_delete(file_id)
DELETE FROM document WHERE file_id = :file_id
RETURNING coalesce(light_id, 0) AS light_id;
