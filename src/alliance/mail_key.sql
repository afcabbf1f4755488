-- The keys that sign mails.

-- name: mail_key_list()
SELECT id, selector, record, created_at, coalesce(seen_at, 0) AS seen_at,
       coalesce(looked_at, 0) AS looked_at, answered
  FROM mail_key
 WHERE ended_at IS NULL
 ORDER BY id;

-- name: mail_key_count_unseen()
SELECT count(*) FROM mail_key WHERE ended_at IS NULL AND seen_at IS NULL;

-- name: mail_key_looked(id, answered, now)
UPDATE mail_key SET looked_at = :now, answered = :answered WHERE id = :id;

-- name: mail_key_signing()
SELECT selector, private FROM mail_key WHERE ended_at IS NULL AND seen_at IS NOT NULL ORDER BY id;

-- name: mail_key_insert(selector, algorithm, private, record, now)
INSERT INTO mail_key (selector, algorithm, private, record, created_at)
VALUES (:selector, :algorithm, :private, :record, :now);

-- name: mail_key_end_older(id, now)
UPDATE mail_key SET ended_at = :now
 WHERE ended_at IS NULL AND id < :id
   AND algorithm = (SELECT algorithm FROM mail_key AS seen WHERE seen.id = :id);

-- name: mail_key_seen(id, now)
UPDATE mail_key SET seen_at = :now WHERE id = :id AND seen_at IS NULL AND ended_at IS NULL;
