-- name: topic_list(me, roles)
SELECT topic.id, topic.slug, topic.name, count(*) AS n_items
  FROM topic
  JOIN item_topic ON item_topic.topic_id = topic.id
  JOIN item ON item.id = item_topic.item_id
 WHERE {visible}
 GROUP BY topic.id, topic.slug, topic.name
 ORDER BY topic.slug;

-- name: topic_list_of(item_id)
SELECT topic.id, topic.slug, topic.name, 0 AS n_items
  FROM item_topic JOIN topic ON topic.id = item_topic.topic_id
 WHERE item_topic.item_id = :item_id
 ORDER BY topic.slug;

-- name: topic_insert(slug, name)
INSERT INTO topic (slug, name) VALUES (:slug, :name) ON CONFLICT (slug) DO NOTHING;

-- name: topic_attach(item_id, slug)
INSERT INTO item_topic (item_id, topic_id)
SELECT :item_id, topic.id FROM topic WHERE topic.slug = :slug
    ON CONFLICT DO NOTHING;

-- name: topic_detach_all(item_id)
DELETE FROM item_topic WHERE item_id = :item_id;
