-- name: file_find_hash(hash)
SELECT id FROM file WHERE hash = :hash;

-- name: file_insert(hash, type, size, now, me)
INSERT INTO file (hash, type, size, created_at, created_by)
VALUES (:hash, :type, :size, :now, :me)
    ON CONFLICT (hash) DO NOTHING
RETURNING id;

-- A content whose pieces are yet to come: it is nobody's, and has no hash.
-- name: file_begin(mark, type, now, me)
INSERT INTO file (hash, type, size, created_at, created_by, removed_at)
VALUES (:mark, :type, 0, :now, :me, :now)
RETURNING id;

-- name: file_count_arrived(me)
SELECT count(*) FROM file_arrival JOIN file ON file.id = file_arrival.file_id
 WHERE file.created_by = :me;

-- What hangs on texts of one author of which none is published yet, on the editions of such a work, too.
-- name: file_undecided(me)
WITH mine (id) AS (
    SELECT id FROM item
     WHERE author_id = :me AND kind <> 'edition' AND status NOT IN ('published', 'archived')),
part (id) AS (
    SELECT id FROM mine
     UNION
    SELECT item.id FROM item JOIN mine ON item.parent_id = mine.id WHERE item.kind = 'edition')
SELECT CAST(coalesce(sum(size), 0) AS INTEGER) FROM file
 WHERE id IN (SELECT item_file.file_id FROM item_file JOIN part ON part.id = item_file.item_id);

-- Bytes that came ahead and hang nowhere yet.
-- name: file_arrived_bytes(me)
SELECT CAST(coalesce(sum(file.size), 0) AS INTEGER)
  FROM file_arrival JOIN file ON file.id = file_arrival.file_id
 WHERE file.created_by = :me AND NOT EXISTS (SELECT 1 FROM item_file WHERE file_id = file.id);

-- name: file_arrival_put(file_id, now)
INSERT INTO file_arrival (file_id, arrived_at) VALUES (:file_id, :now)
    ON CONFLICT (file_id) DO UPDATE SET arrived_at = excluded.arrived_at;

-- The same content may have come meanwhile; and pieces that did not wait for the disk are gone where
-- PostgreSQL was started anew between two of them.
-- name: file_complete(id, hash, size)
UPDATE file SET hash = :hash, size = :size, removed_at = NULL
 WHERE id = :id AND (SELECT sum(length(data)) FROM file_chunk WHERE file_id = :id) = :size
   AND NOT EXISTS (SELECT 1 FROM file same WHERE same.hash = :hash);

-- A number that nobody was told.
-- name: file_abandon(id)
DELETE FROM file WHERE id = :id AND hash LIKE 'arriving %';

-- name: file_list_arrived(before)
SELECT file_id FROM file_arrival WHERE arrived_at < :before ORDER BY file_id;

-- name: file_arrival_delete(file_id)
DELETE FROM file_arrival WHERE file_id = :file_id;

-- name: file_insert_chunk(file_id, n, data)
INSERT INTO file_chunk (file_id, n, data) VALUES (:file_id, :n, :data);

-- fragment: alone
file.id, file.size, file.created_at, file.hash, file.type, CAST(NULL AS TEXT) AS name,
CAST(NULL AS TEXT) AS title, CAST(NULL AS TEXT) AS alt

-- name: file_find(id)
SELECT {alone} FROM file WHERE id = :id AND removed_at IS NULL;

-- The same picture in another size.
-- name: file_find_variant(id, width)
SELECT {alone} FROM file_variant JOIN file ON file.id = file_variant.variant_id
 WHERE file_variant.file_id = :id AND file_variant.width = :width AND file.removed_at IS NULL;

-- As it is called where the acting person may see it.
-- name: file_find_name(id, me, roles)
SELECT item_file.name FROM item_file JOIN item ON item.id = item_file.item_id
 WHERE item_file.file_id = :id AND {visible} AND {files_open}
 ORDER BY item_file.item_id LIMIT 1;

-- name: file_list(item_id)
SELECT file.id, file.size, file.created_at, file.hash, file.type, item_file.name, item_file.title,
       item_file.alt
  FROM item_file JOIN file ON file.id = item_file.file_id
 WHERE item_file.item_id = :item_id
 ORDER BY item_file.position, item_file.name, file.id;

-- Of the item and everything in it, however deep.
-- name: file_list_below(item_id)
WITH RECURSIVE below (id) AS (
    SELECT CAST(:item_id AS INTEGER)
     UNION
    SELECT item.id FROM item JOIN below ON item.parent_id = below.id)
SELECT {alone} FROM file
 WHERE id IN (SELECT item_file.file_id FROM item_file JOIN below ON below.id = item_file.item_id)
 ORDER BY id;

-- name: file_list_texts(item_id)
SELECT language, body, 1 AS original FROM item WHERE id = :item_id AND body LIKE '%/files/%'
 UNION ALL
SELECT language, body, 0 AS original FROM item_translation
 WHERE item_id = :item_id AND body LIKE '%/files/%'
 ORDER BY original DESC, language;

-- name: file_list_chunks(id, first, last)
SELECT data FROM file_chunk WHERE file_id = :id AND n >= :first AND n <= :last ORDER BY n;

-- name: file_attach(item_id, file_id, name, title, alt)
INSERT INTO item_file (item_id, file_id, name, title, alt, position)
VALUES (:item_id, :file_id, :name, :title, :alt,
        (SELECT coalesce(max(position), 0) + 1 FROM item_file WHERE item_id = :item_id))
    ON CONFLICT (item_id, file_id)
    DO UPDATE SET name = excluded.name, title = excluded.title, alt = excluded.alt;

-- name: file_describe(item_id, file_id, title, alt)
UPDATE item_file SET title = :title, alt = :alt WHERE item_id = :item_id AND file_id = :file_id;

-- name: file_detach(item_id, file_id)
DELETE FROM item_file WHERE item_id = :item_id AND file_id = :file_id;

-- The item has changed; what was taken from it is not its picture any more.
-- name: file_touch_item(item_id, gone_id, now)
UPDATE item
   SET image_id = CASE WHEN image_id = :gone_id THEN NULL ELSE image_id END, updated_at = :now
 WHERE id = :item_id;

-- Only a picture that hangs on the item; 0: none.
-- name: file_set_picture(item_id, file_id, now)
UPDATE item SET image_id = nullif(:file_id, 0), updated_at = :now
 WHERE id = :item_id
   AND (:file_id = 0
        OR EXISTS (SELECT 1 FROM item_file JOIN file ON file.id = item_file.file_id
                    WHERE item_file.item_id = :item_id AND item_file.file_id = :file_id
                      AND file.type LIKE 'image/%'));

-- name: file_forget(id, now)
UPDATE file
   SET hash = 'removed ' || CAST(id AS TEXT), size = 0, removed_at = :now
 WHERE id = :id AND removed_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM item_file WHERE file_id = :id)
   AND NOT EXISTS (SELECT 1 FROM item WHERE image_id = :id)
   AND NOT EXISTS (SELECT 1 FROM person WHERE picture_id = :id)
   AND NOT EXISTS (SELECT 1 FROM file_variant WHERE variant_id = :id)
   AND NOT EXISTS (SELECT 1 FROM document WHERE light_id = :id)
   AND NOT EXISTS (SELECT 1 FROM import WHERE file_id = :id)
   AND NOT EXISTS (SELECT 1 FROM accession_file WHERE file_id = :id)
   AND NOT EXISTS (SELECT 1 FROM setting WHERE name = 'mark_id' AND value = CAST(:id AS TEXT));

-- name: file_delete_chunks(id)
DELETE FROM file_chunk WHERE file_id = :id;

-- A portrait is for those to whom its owner shows it and the name (3), the alliance's mark
-- everybody's; the rest follows the items that show it.
-- name: file_may_see(id, me, roles)
SELECT EXISTS (SELECT 1 FROM person WHERE picture_id = :id AND ({shown} & 3) = 3)
    OR EXISTS (SELECT 1 FROM setting WHERE name = 'mark_id' AND value = CAST(:id AS TEXT))
    OR EXISTS (SELECT 1 FROM item WHERE item.image_id = :id AND {visible})
    OR EXISTS (SELECT 1 FROM item_file JOIN item ON item.id = item_file.item_id
                WHERE item_file.file_id = :id AND {visible} AND {files_open});
-- postgres:
SELECT CASE WHEN EXISTS (SELECT 1 FROM person WHERE picture_id = :id AND ({shown} & 3) = 3)
    OR EXISTS (SELECT 1 FROM setting WHERE name = 'mark_id' AND value = CAST(:id AS TEXT))
    OR EXISTS (SELECT 1 FROM item WHERE item.image_id = :id AND {visible})
    OR EXISTS (SELECT 1 FROM item_file JOIN item ON item.id = item_file.item_id
                WHERE item_file.file_id = :id AND {visible} AND {files_open}) THEN 1 ELSE 0 END;
