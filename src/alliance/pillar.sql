-- name: pillar_list()
SELECT slug, name, name_fr, sentence, position FROM pillar ORDER BY position, slug;

-- name: pillar_insert(slug, name, name_fr, sentence, position)
INSERT INTO pillar (slug, name, name_fr, sentence, position)
VALUES (:slug, :name, :name_fr, :sentence, :position)
    ON CONFLICT DO NOTHING;

-- name: pillar_save(slug, name, name_fr, sentence)
INSERT INTO pillar (slug, name, name_fr, sentence, position)
VALUES (:slug, :name, :name_fr, :sentence, (SELECT coalesce(max(position), 0) + 1 FROM pillar))
    ON CONFLICT (slug) DO UPDATE
   SET name = excluded.name, name_fr = excluded.name_fr, sentence = excluded.sentence;

-- name: pillar_place(slug, position)
UPDATE pillar SET position = :position WHERE slug = :slug;
