-- name: supporter_list()
SELECT id, kind, name, credit, url, position FROM supporter ORDER BY kind, position, id;

-- name: supporter_find(id)
SELECT id, kind, name, credit, url, position FROM supporter WHERE id = :id;

-- name: supporter_insert(kind, name, credit, url)
INSERT INTO supporter (kind, name, credit, url, position)
VALUES (:kind, :name, :credit, :url, (SELECT coalesce(max(position), 0) + 1 FROM supporter))
RETURNING id;

-- name: supporter_update(id, kind, name, credit, url)
UPDATE supporter SET kind = :kind, name = :name, credit = :credit, url = :url WHERE id = :id;

-- name: supporter_place(id, position)
UPDATE supporter SET position = :position WHERE id = :id;

-- name: supporter_delete(id)
DELETE FROM supporter WHERE id = :id;
