-- Changing topics.  Who saves or merges claims the version that he saw: of two, the second changes
-- no row.

-- name: topic_update(id, version, slug, name, scope, broader_id)
UPDATE topic
   SET slug = :slug, name = :name, scope = :scope, broader_id = :broader_id, version = version + 1
 WHERE id = :id AND version = :version AND merged_into IS NULL
   AND NOT EXISTS (SELECT 1 FROM topic other WHERE other.slug = :slug AND other.id <> :id)
   AND NOT EXISTS (SELECT 1 FROM topic_former
                    WHERE topic_former.slug = :slug AND topic_former.topic_id <> :id);

-- name: topic_forget_words(id)
DELETE FROM topic_text WHERE topic_id = :id;

-- name: topic_put_text(id, language, name, scope)
INSERT INTO topic_text (topic_id, language, name, scope) VALUES (:id, :language, :name, :scope);

-- name: topic_forget_labels(id)
DELETE FROM topic_label WHERE topic_id = :id;

-- Of a JSON array of names.
-- name: topic_put_labels(id, names)
INSERT INTO topic_label (topic_id, name)
SELECT :id, label.value FROM json_each(:names) AS label WHERE 1 = 1
    ON CONFLICT DO NOTHING;

-- name: topic_leave_slug(id, was)
INSERT INTO topic_former (slug, topic_id) VALUES (:was, :id)
    ON CONFLICT DO NOTHING;

-- name: topic_take_slug(slug)
DELETE FROM topic_former WHERE slug = :slug;

-- Harvesters are told that these records have changed.
-- name: topic_touch(id, now)
UPDATE library_work SET changed_at = :now
 WHERE item_id IN (SELECT item_id FROM item_topic WHERE topic_id = :id);

-- name: topic_delete(id, version)
DELETE FROM topic
 WHERE id = :id AND version = :version AND merged_into IS NULL
   AND NOT EXISTS (SELECT 1 FROM item_topic WHERE item_topic.topic_id = :id)
   AND NOT EXISTS (SELECT 1 FROM topic led WHERE led.merged_into = :id OR led.merged_first = :id);

-- How many texts have each, whatever their state and whoever may see them, and when the newest began.
-- name: topic_uses(ids)
SELECT item_topic.topic_id, item.kind, count(*) AS n, max(item.listed_at) AS last_at
  FROM item_topic JOIN item ON item.id = item_topic.item_id
 WHERE item_topic.topic_id IN (SELECT CAST(picked.value AS INTEGER) FROM json_each(:ids) AS picked)
 GROUP BY item_topic.topic_id, item.kind
 ORDER BY item_topic.topic_id, n DESC, item.kind;

-- ---- merging ----

-- name: topic_count_both(id, into)
SELECT count(*) FROM item_topic
  JOIN item_topic other ON other.item_id = item_topic.item_id AND other.topic_id = :into
 WHERE item_topic.topic_id = :id;

-- Both as they were seen.  What is a part of it would stand below nothing.
-- name: topic_lead(id, version, into, into_version, now)
UPDATE topic
   SET merged_into = :into, merged_first = :into, merged_at = :now,
       merged_version = CAST(:into_version AS INTEGER) + 1
 WHERE id = :id AND version = :version AND id <> :into AND merged_into IS NULL
   AND EXISTS (SELECT 1 FROM topic other WHERE other.id = :into AND other.version = :into_version
                                           AND other.merged_into IS NULL)
   AND NOT EXISTS (SELECT 1 FROM topic part WHERE part.broader_id = :id
                                              AND part.merged_into IS NULL);

-- name: topic_count_change(id)
UPDATE topic SET version = version + 1 WHERE id = :id;

-- What led to it leads on, in one step.
-- name: topic_lead_on(id, into)
UPDATE topic SET merged_into = :into WHERE merged_into = :id;

-- name: topic_note_moved(id, into)
INSERT INTO topic_moved (topic_id, item_id, had_both)
SELECT topic_id, item_id,
       CASE WHEN EXISTS (SELECT 1 FROM item_topic other
                          WHERE other.item_id = item_topic.item_id AND other.topic_id = :into)
            THEN 1 ELSE 0 END
  FROM item_topic WHERE topic_id = :id;

-- name: topic_move(id, into)
INSERT INTO item_topic (item_id, topic_id)
SELECT item_id, CAST(:into AS INTEGER) FROM item_topic WHERE topic_id = :id
    ON CONFLICT DO NOTHING;

-- name: topic_detach(id)
DELETE FROM item_topic WHERE topic_id = :id;

-- ---- the way back ----

-- As long as nothing else touched the other one; what it was a part of must still be there.
-- name: topic_stand_again(id, into)
UPDATE topic
   SET merged_into = NULL, merged_first = NULL, merged_at = NULL, merged_version = 0,
       broader_id = (SELECT whole.id FROM topic whole
                      WHERE whole.id = topic.broader_id AND whole.merged_into IS NULL
                        AND whole.broader_id IS NULL)
 WHERE id = :id AND merged_into = :into AND merged_first = :into
   AND merged_version = (SELECT other.version FROM topic other WHERE other.id = :into);

-- What had led to it by a merge of its own, however far.
-- name: topic_lead_back(id, into)
WITH RECURSIVE led (id) AS (
    SELECT topic.id FROM topic WHERE topic.merged_first = :id
     UNION
    SELECT topic.id FROM topic JOIN led ON topic.merged_first = led.id)
UPDATE topic SET merged_into = :id WHERE merged_into = :into AND id IN (SELECT id FROM led);

-- Texts that still have the other one.
-- name: topic_move_back(id, into)
INSERT INTO item_topic (item_id, topic_id)
SELECT topic_moved.item_id, topic_moved.topic_id
  FROM topic_moved
  JOIN item_topic kept ON kept.item_id = topic_moved.item_id AND kept.topic_id = :into
 WHERE topic_moved.topic_id = :id
    ON CONFLICT DO NOTHING;

-- name: topic_take_back(id, into)
DELETE FROM item_topic
 WHERE topic_id = :into
   AND item_id IN (SELECT item_id FROM topic_moved WHERE topic_id = :id AND had_both = 0);

-- name: topic_forget_moved(id)
DELETE FROM topic_moved WHERE topic_id = :id;
