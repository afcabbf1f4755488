-- name: pillar_list()
SELECT slug, name, name_fr, sentence, position FROM pillar ORDER BY position, slug;

-- name: pillar_insert(slug, name, name_fr, sentence, position)
INSERT INTO pillar (slug, name, name_fr, sentence, position)
VALUES (:slug, :name, :name_fr, :sentence, :position)
    ON CONFLICT DO NOTHING;

-- name: pillar_update(slug, name, name_fr, sentence, position)
UPDATE pillar SET name = :name, name_fr = :name_fr, sentence = :sentence, position = :position
 WHERE slug = :slug;
