-- Export and import of what is not simply a table's rows; the rest is in db/schema.h.

-- name: dump_chunks()
SELECT f.hash, c.n, c.data
  FROM file f
  JOIN file_chunk c ON c.file_id = f.id
 WHERE f.removed_at IS NULL
 ORDER BY c.file_id, c.n;

-- name: dump_files()
SELECT id, hash, size FROM file ORDER BY id;

-- name: dump_insert_chunk(file, n, data)
INSERT INTO file_chunk (file_id, n, data) VALUES (:file, :n, :data);
