-- The door's page for who has no account.

-- name: door_link_insert(item_id, token_hash, label, now)
INSERT INTO door_link (item_id, token_hash, label, created_at)
VALUES (:item_id, :token_hash, :label, :now)
RETURNING id;

-- name: door_link_find(token_hash)
SELECT item_id FROM door_link WHERE token_hash = :token_hash;

-- name: door_link_list(item_id, limit)
SELECT id, label, created_at FROM door_link WHERE item_id = :item_id ORDER BY id LIMIT :limit;

-- name: door_link_delete(id, item_id)
DELETE FROM door_link WHERE id = :id AND item_id = :item_id;

-- name: door_link_delete_old(before)
DELETE FROM door_link
 WHERE NOT EXISTS (SELECT 1 FROM occurrence WHERE occurrence.item_id = door_link.item_id
                                              AND occurrence.ends_at > :before);
