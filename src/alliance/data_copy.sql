-- Copies of what is held about a person.

-- name: data_copy_insert(person_id, language, now, expires_at)
INSERT INTO data_copy (person_id, language, asked_at, expires_at)
VALUES (:person_id, :language, :now, :expires_at)
RETURNING id;

-- name: data_copy_find(person_id, now)
SELECT id, asked_at, made_at, expires_at FROM data_copy
 WHERE person_id = :person_id AND expires_at > :now ORDER BY id DESC LIMIT 1;

-- name: data_copy_find_waiting(id)
SELECT person_id, language FROM data_copy WHERE id = :id AND made_at IS NULL;

-- name: data_copy_parts(copy_id)
SELECT copy_id, part, size FROM data_copy_part WHERE copy_id = :copy_id ORDER BY part;

-- name: data_copy_read(person_id, copy_id, part, now)
SELECT data_copy_part.content
  FROM data_copy_part JOIN data_copy ON data_copy.id = data_copy_part.copy_id
 WHERE data_copy.id = :copy_id AND data_copy.person_id = :person_id AND data_copy_part.part = :part
   AND data_copy.expires_at > :now;

-- name: data_copy_insert_part(copy_id, part, size, content)
INSERT INTO data_copy_part (copy_id, part, size, content) VALUES (:copy_id, :part, :size, :content);

-- name: data_copy_made(id, now, expires_at)
UPDATE data_copy SET made_at = :now, expires_at = :expires_at WHERE id = :id;

-- name: data_copy_delete_expired(now)
DELETE FROM data_copy WHERE expires_at <= :now;
