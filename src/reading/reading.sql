-- Where a file hangs that the acting person may have: the newest of these items.
-- name: reading_place(id, me, roles)
SELECT item.id AS item_id, item.kind, item.slug, item.title AS item_title, item.language,
       item_file.name, item_file.title, file.size, file.type
  FROM item_file
  JOIN item ON item.id = item_file.item_id
  JOIN file ON file.id = item_file.file_id
 WHERE item_file.file_id = :id AND {visible} AND {files_open}
 ORDER BY item.id DESC LIMIT 1;
