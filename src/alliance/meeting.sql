-- Rooms of a server of meetings.

-- name: meeting_state(item_id)
SELECT coalesce(made_at, 0) AS made_at, coalesce(failed_at, 0) AS failed_at
  FROM meeting WHERE item_id = :item_id;

-- name: meeting_keep(item_id, made_at, failed_at)
INSERT INTO meeting (item_id, made_at, failed_at) VALUES (:item_id, :made_at, :failed_at)
    ON CONFLICT (item_id) DO UPDATE SET made_at = excluded.made_at, failed_at = excluded.failed_at;
