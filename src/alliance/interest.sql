-- name: interest_list()
SELECT slug, name, name_fr FROM interest ORDER BY position, slug;

-- name: interest_insert(slug, name, name_fr)
INSERT INTO interest (slug, name, name_fr, position)
VALUES (:slug, :name, :name_fr, (SELECT coalesce(max(position), 0) + 1 FROM interest))
    ON CONFLICT (slug) DO NOTHING;
