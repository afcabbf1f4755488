-- name: file_find_hash(hash)
SELECT id FROM file WHERE hash = :hash;

-- name: file_insert(hash, type, size, now, me)
INSERT INTO file (hash, type, size, created_at, created_by)
VALUES (:hash, :type, :size, :now, :me)
    ON CONFLICT (hash) DO NOTHING
RETURNING id;

-- name: file_insert_chunk(file_id, n, data)
INSERT INTO file_chunk (file_id, n, data) VALUES (:file_id, :n, :data);

-- name: file_find(id)
SELECT id, size, created_at, hash, type, CAST(NULL AS TEXT) AS name, CAST(NULL AS TEXT) AS title
  FROM file WHERE id = :id;

-- name: file_find_name(id)
SELECT name FROM item_file WHERE file_id = :id ORDER BY item_id LIMIT 1;

-- name: file_list(item_id)
SELECT file.id, file.size, file.created_at, file.hash, file.type, item_file.name, item_file.title
  FROM item_file JOIN file ON file.id = item_file.file_id
 WHERE item_file.item_id = :item_id
 ORDER BY item_file.position, item_file.name, file.id;

-- name: file_list_chunks(id, first, last)
SELECT data FROM file_chunk WHERE file_id = :id AND n >= :first AND n <= :last ORDER BY n;

-- name: file_attach(item_id, file_id, name, title)
INSERT INTO item_file (item_id, file_id, name, title, position)
VALUES (:item_id, :file_id, :name, :title,
        (SELECT coalesce(max(position), 0) + 1 FROM item_file WHERE item_id = :item_id))
    ON CONFLICT (item_id, file_id) DO UPDATE SET name = excluded.name, title = excluded.title;

-- name: file_detach(item_id, file_id)
DELETE FROM item_file WHERE item_id = :item_id AND file_id = :file_id;

-- A portrait or the alliance's mark is everybody's; the rest follows the items that show it.
-- name: file_may_see(id, me, roles)
SELECT EXISTS (SELECT 1 FROM person WHERE picture_id = :id)
    OR EXISTS (SELECT 1 FROM setting WHERE name = 'mark_id' AND value = CAST(:id AS TEXT))
    OR EXISTS (SELECT 1 FROM item WHERE item.image_id = :id AND {visible})
    OR EXISTS (SELECT 1 FROM item_file JOIN item ON item.id = item_file.item_id
                WHERE item_file.file_id = :id AND {visible});
-- postgres:
SELECT CASE WHEN EXISTS (SELECT 1 FROM person WHERE picture_id = :id)
    OR EXISTS (SELECT 1 FROM setting WHERE name = 'mark_id' AND value = CAST(:id AS TEXT))
    OR EXISTS (SELECT 1 FROM item WHERE item.image_id = :id AND {visible})
    OR EXISTS (SELECT 1 FROM item_file JOIN item ON item.id = item_file.item_id
                WHERE item_file.file_id = :id AND {visible}) THEN 1 ELSE 0 END;
