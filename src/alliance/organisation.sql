-- name: organisation_list_first(limit)
SELECT id, name FROM organisation ORDER BY id LIMIT :limit;

-- name: organisation_save(name, words, type, country, now)
INSERT INTO organisation (name, words, type, country, created_at)
VALUES (:name, :words, :type, :country, :now)
    ON CONFLICT (words, coalesce(country, '')) DO UPDATE
   SET type = CASE WHEN organisation.type = '' THEN excluded.type ELSE organisation.type END
RETURNING id;
