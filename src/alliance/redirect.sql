-- name: redirect_list(limit, offset)
SELECT path, target FROM redirect ORDER BY path LIMIT :limit OFFSET :offset;

-- name: redirect_find(path)
SELECT target FROM redirect WHERE path = :path;

-- The paths are a JSON array.
-- name: redirect_among(paths)
SELECT path, target FROM redirect WHERE path IN (SELECT value FROM json_each(:paths) AS asked);

-- name: redirect_insert(path, target, now)
INSERT INTO redirect (path, target, created_at)
VALUES (:path, :target, :now)
    ON CONFLICT (path) DO UPDATE SET target = excluded.target;

-- name: redirect_delete(path)
DELETE FROM redirect WHERE path = :path;
