-- Subjects that items are about.  Kept in memory as a whole: alliance/vocabulary.h.

-- name: topic_list(me, roles)
SELECT topic.id, topic.slug, topic.name, count(*) AS n_items
  FROM topic
  JOIN item_topic ON item_topic.topic_id = topic.id
  JOIN item ON item.id = item_topic.item_id
 WHERE item.status IN ('published', 'archived') AND {visible}
 GROUP BY topic.id, topic.slug, topic.name
 ORDER BY topic.slug;

-- name: topic_list_of(item_id)
SELECT topic.id, topic.slug, topic.name, 0 AS n_items
  FROM item_topic JOIN topic ON topic.id = item_topic.topic_id
 WHERE item_topic.item_id = :item_id
 ORDER BY topic.slug;

-- Those of most texts, whoever may see these.
-- name: topic_most_used(limit)
SELECT topic_id AS id FROM item_topic GROUP BY topic_id ORDER BY count(*) DESC, topic_id LIMIT :limit;

-- How many items of each kind there are that the acting person may see.
-- name: topic_kinds(topic, me, roles)
SELECT item.kind, count(*) AS n
  FROM item
 WHERE {of_topic} AND item.status IN ('published', 'archived') AND {visible}
 GROUP BY item.kind;

-- An address that leads to another one is that one's.
-- name: topic_insert(slug, name, scope, broader_id)
INSERT INTO topic (slug, name, scope, broader_id)
SELECT CAST(:slug AS TEXT), CAST(:name AS TEXT), CAST(:scope AS TEXT), CAST(:broader_id AS BIGINT)
 WHERE NOT EXISTS (SELECT 1 FROM topic_former WHERE topic_former.slug = :slug)
    ON CONFLICT (slug) DO NOTHING
RETURNING id;

-- name: topic_attach(item_id, ids)
INSERT INTO item_topic (item_id, topic_id)
SELECT :item_id, topic.id FROM topic
 WHERE topic.id IN (SELECT CAST(picked.value AS INTEGER) FROM json_each(:ids) AS picked)
   AND topic.merged_into IS NULL
    ON CONFLICT DO NOTHING;

-- name: topic_detach_all(item_id)
DELETE FROM item_topic WHERE item_id = :item_id;

-- name: topic_all()
SELECT id, slug, name, scope, coalesce(broader_id, 0) AS broader_id, version,
       coalesce(merged_into, 0) AS merged_into, coalesce(merged_first, 0) AS merged_first,
       coalesce(merged_at, 0) AS merged_at, merged_version
  FROM topic ORDER BY id;

-- What else is said of each: translations, labels, and former addresses.
-- name: topic_words()
SELECT topic_id, 'text' AS kind, language, name, scope FROM topic_text
 UNION ALL
SELECT topic_id, 'label' AS kind, '' AS language, name, '' AS scope FROM topic_label
 UNION ALL
SELECT topic_id, 'slug' AS kind, '' AS language, slug AS name, '' AS scope FROM topic_former
 ORDER BY topic_id, kind, language, name;
