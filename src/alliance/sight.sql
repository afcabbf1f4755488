-- What the world sees of our sending, as it was looked at last.

-- name: sight_list()
SELECT topic, finding, subject, found, record_name, record_type, record_value, looked_at
  FROM sight
 ORDER BY place;

-- name: sight_delete_all()
DELETE FROM sight;

-- name: sight_insert(place, topic, finding, subject, found, record_name, record_type, record_value, now)
INSERT INTO sight (place, topic, finding, subject, found, record_name, record_type, record_value,
                   looked_at)
VALUES (:place, :topic, :finding, :subject, :found, :record_name, :record_type, :record_value, :now);

-- name: sight_looked_at()
SELECT coalesce(max(looked_at), 0) FROM sight;
