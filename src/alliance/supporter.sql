-- name: supporter_list()
SELECT id, kind, name, credit, url, position FROM supporter ORDER BY kind, position, id;

-- name: supporter_find(id)
SELECT id, kind, name, credit, url, position FROM supporter WHERE id = :id;

-- name: supporter_insert(kind, name, credit, url, position)
INSERT INTO supporter (kind, name, credit, url, position)
VALUES (:kind, :name, :credit, :url, :position)
RETURNING id;

-- name: supporter_update(id, kind, name, credit, url, position)
UPDATE supporter SET kind = :kind, name = :name, credit = :credit, url = :url, position = :position
 WHERE id = :id;

-- name: supporter_delete(id)
DELETE FROM supporter WHERE id = :id;
