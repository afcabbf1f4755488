-- Where a file hangs, and what is said of it there.
-- fragment: file_place
item.id AS item_id, file.id AS file_id, file.size, file.type, item.kind, item.slug,
item.title AS item_title, item.language, item_file.name, item_file.title,
coalesce(document.format, '') AS format, coalesce(document.n, 0) AS n_pages,
coalesce(document.size, 0) AS text_size, coalesce(document.light_id, 0) AS light_id,
coalesce(document.light_size, 0) AS light_size, coalesce(library_edition.number, 0) AS edition,
coalesce(library_edition.reason, '') AS reason

-- fragment: file_places
item_file
  JOIN item ON item.id = item_file.item_id
  JOIN file ON file.id = item_file.file_id
  LEFT JOIN document ON document.file_id = file.id
  LEFT JOIN library_edition ON library_edition.item_id = item.id

-- On this item, if the acting person may have it there; else on the newest on which he may.
-- name: file_place_find(id, item_id, me, roles)
SELECT {file_place}
  FROM {file_places}
 WHERE item_file.file_id = :id AND {visible} AND {files_open}
 ORDER BY CASE WHEN item.id = :item_id THEN 0 ELSE 1 END, item.id DESC LIMIT 1;

-- Where he may know of it and not have it: it is held back, or was taken back.
-- name: file_place_find_shut(id, item_id, me, roles)
SELECT {file_place}
  FROM {file_places}
 WHERE item_file.file_id = :id AND item.id = :item_id AND {visible};

-- name: file_place_list(item_id, me, roles)
SELECT {file_place}
  FROM {file_places}
 WHERE item.id = :item_id AND {visible} AND {files_open}
 ORDER BY item_file.position, item_file.name, file.id;

-- Does nothing for an address that has so many already.
-- name: file_request_insert(token_hash, email, file_id, item_id, wish, language, now, until, most)
INSERT INTO file_request (token_hash, email, file_id, item_id, wish, language, created_at,
                          expires_at)
SELECT :token_hash, :email, :file_id, :item_id, :wish, :language, :now, :until
 WHERE (SELECT count(*) FROM file_request WHERE email = :email AND expires_at > :now) < :most
RETURNING id;

-- name: file_request_find(token_hash, now)
SELECT id, file_id, item_id, email, wish, language
  FROM file_request WHERE token_hash = :token_hash AND expires_at > :now;

-- name: file_request_delete(id)
DELETE FROM file_request WHERE id = :id;

-- What is over: nothing of it is kept.
-- name: file_request_count_over(now, before)
SELECT (SELECT count(*) FROM file_request WHERE expires_at <= :now)
     + (SELECT count(*) FROM outbox
         WHERE template IN ('file.asked', 'file.link')
           AND (state IN ('sent', 'failed', 'kept')
                OR (state = 'waiting' AND created_at < :before)));

-- name: file_request_delete_over(now)
DELETE FROM file_request WHERE expires_at <= :now;

-- name: file_request_forget_mails(before)
DELETE FROM outbox
 WHERE template IN ('file.asked', 'file.link')
   AND (state IN ('sent', 'failed', 'kept') OR (state = 'waiting' AND created_at < :before));
