-- The blog: series, corrections, and what lists of posts show.

-- Who wrote it, if that one is still there.
-- name: post_author(id)
SELECT person.id FROM person JOIN item ON item.author_id = person.id
 WHERE item.id = :id AND person.erased_at IS NULL;

-- ---- series ----

-- name: post_part_find(item_id)
SELECT item_id AS id, series_id, place FROM post_part WHERE item_id = :item_id;

-- name: post_part_delete(item_id)
DELETE FROM post_part WHERE item_id = :item_id;

-- name: post_part_insert(item_id, series_id, place)
INSERT INTO post_part (item_id, series_id, place) VALUES (:item_id, :series_id, :place)
    ON CONFLICT (item_id) DO UPDATE SET series_id = excluded.series_id, place = excluded.place;

-- name: post_parts(series_id, limit, me, roles)
SELECT item.id
  FROM post_part JOIN item ON item.id = post_part.item_id
 WHERE post_part.series_id = :series_id AND item.status IN ('published', 'archived') AND {visible}
 ORDER BY post_part.place, item.published_at, item.id
 LIMIT :limit;

-- ---- corrections ----

-- name: post_corrections(item_id, limit)
SELECT id, item_id, corrected_at, words FROM post_correction
 WHERE item_id = :item_id ORDER BY id DESC LIMIT :limit;

-- name: post_correct(item_id, me, words, now)
INSERT INTO post_correction (item_id, person_id, words, corrected_at)
VALUES (:item_id, :me, :words, :now);

-- ---- lists ----

-- fragment: post_extra_columns
item.id, author.handle, coalesce(shown.alt, '') AS alt, coalesce(t.body, item.body) AS body,
coalesce(corrected.corrected_at, 0) AS corrected_at, corrected.words AS correction,
coalesce((SELECT day_id FROM week_post WHERE week_post.item_id = item.id), 0) AS day_id

-- fragment: post_extra_joins
LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = :lang
LEFT JOIN person author ON author.id = item.author_id AND author.erased_at IS NULL
LEFT JOIN item_file shown ON shown.item_id = item.id AND shown.file_id = item.image_id
LEFT JOIN post_correction corrected
       ON corrected.id = (SELECT max(id) FROM post_correction WHERE item_id = item.id)

-- name: post_extras(ids, lang)
SELECT {post_extra_columns}
  FROM json_each(:ids) AS picked
  JOIN item ON item.id = CAST(picked.value AS INTEGER) {post_extra_joins}
 ORDER BY picked.key;

-- name: post_author_find(handle, me, roles)
SELECT person.id FROM person
 WHERE person.handle = :handle AND person.erased_at IS NULL
   AND EXISTS (SELECT 1 FROM item WHERE item.author_id = person.id AND item.kind = 'post'
                  AND item.status IN ('published', 'archived') AND {visible});

-- name: post_first_at(me, roles)
SELECT item.listed_at FROM item
 WHERE item.kind = 'post' AND item.status IN ('published', 'archived') AND {visible}
 ORDER BY item.listed_at, item.id LIMIT 1;

-- What the posts are about that the acting person may see.
-- name: post_topics(limit, me, roles)
SELECT topic.id, topic.slug, topic.name, count(*) AS n_items
  FROM item
  JOIN item_topic ON item_topic.item_id = item.id
  JOIN topic ON topic.id = item_topic.topic_id
 WHERE item.kind = 'post' AND item.status IN ('published', 'archived') AND {visible}
 GROUP BY topic.id, topic.slug, topic.name
 ORDER BY n_items DESC, topic.name LIMIT :limit;
