-- name: interest_list()
SELECT slug, name, name_fr FROM interest ORDER BY position, slug;

-- name: interest_insert(slug, name, name_fr)
INSERT INTO interest (slug, name, name_fr, position)
VALUES (:slug, :name, :name_fr, (SELECT coalesce(max(position), 0) + 1 FROM interest))
    ON CONFLICT (slug) DO NOTHING;

-- name: interest_find(slug)
SELECT slug, name, name_fr FROM interest WHERE slug = :slug;

-- name: interest_update(slug, name, name_fr)
UPDATE interest SET name = :name, name_fr = :name_fr WHERE slug = :slug;

-- name: interest_place(slug, position)
UPDATE interest SET position = :position WHERE slug = :slug;

-- name: interest_delete(slug)
DELETE FROM interest WHERE slug = :slug;
