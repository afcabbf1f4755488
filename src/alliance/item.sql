-- Finding and listing items.
--
-- A list first picks ids along an index that has its order, then joins the texts of these few
-- rows: nothing is sorted but one page.

-- fragment: columns
item.id, item.kind, item.slug, item.status, item.audience, item.pillar,
coalesce(t.language, item.language) AS language, item.language AS original_language,
coalesce(t.title, item.title) AS title, coalesce(t.summary, item.summary) AS summary,
CASE WHEN t.made_from < item.texts_version THEN 1 ELSE 0 END AS stale,
item.author_id, item.author,
CASE WHEN ({shown} & 3) = 3 THEN person.picture_id END AS author_picture_id,
coalesce(person.is_demo, 0) AS author_is_demo,
CASE WHEN person.erased_at IS NULL THEN 0 ELSE 1 END AS author_is_gone, item.credit, item.place,
item.spoken, item.link, item.image_id,
item.parent_id, item.planned_first, item.planned_on, item.actual_on, item.publish_at,
item.published_at, item.created_at, item.updated_at, item.version,
coalesce(item.group_id, 0) AS group_id, around.slug AS group_slug,
CASE WHEN {is_known} THEN around.title END AS group_title,
CASE WHEN {in_group} THEN 1 ELSE 0 END AS in_group, item.open_talk

-- fragment: joins
LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = :lang
LEFT JOIN person ON person.id = item.author_id
LEFT JOIN item around ON around.id = item.group_id

-- What a list asks for besides its order; '' and 0: any.  The status 'finished' is whatever was
-- published, archived or not.
-- fragment: filter
(:kind = '' OR item.kind = :kind)
AND (:kinds = '' OR :kinds LIKE '%,' || item.kind || ',%')
AND (:status = '' OR item.status = :status
     OR (:status = 'finished' AND item.status IN ('published', 'archived')))
AND (:pillar = '' OR item.pillar = :pillar)
AND (:parent = 0 OR item.parent_id = :parent)
AND (:author = 0 OR item.author_id = :author)
AND (:topic = '' OR {of_topic})
AND (:first = '' OR (item.planned_on >= :first AND item.planned_on < :last)
     OR (item.actual_on >= :first AND item.actual_on < :last))

-- What was published of a pillar and a topic.
-- fragment: of_period
item.status IN ('published', 'archived')
AND (:pillar = '' OR item.pillar = :pillar)
AND (:topic = '' OR {of_topic})

-- name: item_find(kind, slug, lang, me, roles)
SELECT {columns}, coalesce(t.body, item.body) AS body
  FROM item {joins}
 WHERE item.kind = :kind AND item.slug = :slug AND {visible};

-- name: item_find_id(id, lang, me, roles)
SELECT {columns}, coalesce(t.body, item.body) AS body
  FROM item {joins}
 WHERE item.id = :id AND {visible};

-- name: item_list_new(kind, kinds, status, pillar, parent, author, topic, first, last, limit, offset, lang, me, roles)
SELECT {columns}
  FROM (SELECT item.id FROM item
         WHERE {visible} AND {filter}
         ORDER BY item.listed_at DESC, item.id DESC LIMIT :limit OFFSET :offset) picked
  JOIN item ON item.id = picked.id {joins}
 ORDER BY item.listed_at DESC, item.id DESC;

-- name: item_list_kind(kind, kinds, status, pillar, parent, author, topic, first, last, limit, offset, lang, me, roles)
SELECT {columns}
  FROM (SELECT item.id FROM item
         WHERE item.kind = :kind AND {visible} AND {filter}
         ORDER BY item.listed_at DESC, item.id DESC LIMIT :limit OFFSET :offset) picked
  JOIN item ON item.id = picked.id {joins}
 ORDER BY item.listed_at DESC, item.id DESC;

-- name: item_list_parent(kind, kinds, status, pillar, parent, author, topic, first, last, limit, offset, lang, me, roles)
SELECT {columns}
  FROM (SELECT item.id FROM item
         WHERE item.parent_id = :parent AND {visible} AND {filter}
         ORDER BY item.listed_at DESC, item.id DESC LIMIT :limit OFFSET :offset) picked
  JOIN item ON item.id = picked.id {joins}
 ORDER BY item.listed_at DESC, item.id DESC;

-- name: item_list_author(kind, kinds, status, pillar, parent, author, topic, first, last, limit, offset, lang, me, roles)
SELECT {columns}
  FROM (SELECT item.id FROM item
         WHERE item.author_id = :author AND {visible} AND {filter}
         ORDER BY item.listed_at DESC, item.id DESC LIMIT :limit OFFSET :offset) picked
  JOIN item ON item.id = picked.id {joins}
 ORDER BY item.listed_at DESC, item.id DESC;

-- name: item_list_unfinished(kind, kinds, status, pillar, parent, author, topic, first, last, limit, offset, lang, me, roles)
SELECT {columns}
  FROM (SELECT item.id FROM item
         WHERE {unfinished} AND item.status = :status AND {visible} AND {filter}
         ORDER BY item.listed_at DESC, item.id DESC LIMIT :limit OFFSET :offset) picked
  JOIN item ON item.id = picked.id {joins}
 ORDER BY item.listed_at DESC, item.id DESC;

-- name: item_list_topic(kind, kinds, status, pillar, parent, author, topic, first, last, limit, offset, lang, me, roles)
SELECT {columns}
  FROM (SELECT item.id FROM item
         WHERE {of_topic}
           AND {visible} AND {filter}
         ORDER BY item.listed_at DESC, item.id DESC LIMIT :limit OFFSET :offset) picked
  JOIN item ON item.id = picked.id {joins}
 ORDER BY item.listed_at DESC, item.id DESC;

-- Of one kind by their plan, soonest first; with a year also what happened in it though it was
-- planned for another year or not at all.
-- name: item_list_planned(kind, kinds, status, pillar, parent, author, topic, first, last, limit, offset, lang, me, roles)
SELECT {columns}
  FROM (SELECT id, at FROM (
          SELECT id, at FROM (SELECT item.id, item.planned_on AS at FROM item
                          WHERE item.kind = :kind AND item.planned_on IS NOT NULL
                            AND item.planned_on >= :first AND item.planned_on < :last
                            AND {visible} AND {filter}
                          ORDER BY item.planned_on, item.id LIMIT CAST(:limit AS INTEGER) + CAST(:offset AS INTEGER)) planned
          UNION ALL
          SELECT id, at FROM (SELECT item.id, item.actual_on AS at FROM item
                          WHERE item.kind = :kind AND item.actual_on IS NOT NULL
                            AND item.actual_on >= :first AND item.actual_on < :last
                            AND :first <> ''
                            AND NOT (item.planned_on IS NOT NULL AND item.planned_on >= :first
                                     AND item.planned_on < :last)
                            AND {visible} AND {filter}
                          ORDER BY item.actual_on, item.id LIMIT CAST(:limit AS INTEGER) + CAST(:offset AS INTEGER)) happened
        ) both_lists
         ORDER BY at, id LIMIT :limit OFFSET :offset) picked
  JOIN item ON item.id = picked.id {joins}
 ORDER BY picked.at, item.id;

-- Like item_list_planned, of every kind: a smaller number of rows than one would fear, since few
-- kinds have plans; they are sorted.
-- name: item_list_plans(kind, kinds, status, pillar, parent, author, topic, first, last, limit, offset, lang, me, roles)
SELECT {columns}
  FROM (SELECT item.id,
               CASE WHEN item.planned_on >= :first AND item.planned_on < :last THEN item.planned_on
                    ELSE item.actual_on END AS at
          FROM item
         WHERE (item.planned_on IS NOT NULL OR (:first <> '' AND item.actual_on IS NOT NULL))
           AND {visible} AND {filter}
         ORDER BY at, item.id LIMIT :limit OFFSET :offset) picked
  JOIN item ON item.id = picked.id {joins}
 ORDER BY picked.at, item.id;

-- Of one kind, what belongs to a period, as item.h says; '~' stands behind every date.
-- name: item_list_in(kind, pillar, topic, first, last, begin, end, dated, limit, lang, me, roles)
SELECT {columns}
  FROM (SELECT id, at, published_at FROM (
          SELECT id, at, published_at FROM (
                        SELECT item.id, item.actual_on AS at, item.published_at FROM item
                         WHERE item.kind = :kind AND item.actual_on IS NOT NULL
                           AND item.actual_on >= :first AND item.actual_on < :last
                           AND {visible} AND {of_period}
                         ORDER BY item.actual_on, item.id LIMIT :limit) happened
          UNION ALL
          SELECT id, at, published_at FROM (
                        SELECT item.id, item.planned_on AS at, item.published_at FROM item
                         WHERE item.kind = :kind AND item.planned_on IS NOT NULL
                           AND item.planned_on >= :first AND item.planned_on < :last
                           AND :dated = 'any'
                           AND NOT (item.actual_on IS NOT NULL AND item.actual_on >= :first
                                    AND item.actual_on < :last)
                           AND {visible} AND {of_period}
                         ORDER BY item.planned_on, item.id LIMIT :limit) planned
          UNION ALL
          SELECT id, at, published_at FROM (
                        SELECT item.id, '' AS at, item.published_at FROM item
                         WHERE item.kind = :kind AND item.listed_at >= :begin
                           AND item.listed_at < :end AND item.actual_on IS NULL
                           AND (:dated = 'came-out'
                                OR (:dated = 'any' AND item.planned_on IS NULL))
                           AND {visible} AND {of_period}
                         ORDER BY item.listed_at, item.id LIMIT :limit) undated
        ) all_lists
         ORDER BY at, published_at, id LIMIT :limit) picked
  JOIN item ON item.id = picked.id {joins}
 ORDER BY picked.at, item.published_at, item.id;

-- Those with these numbers, a JSON array, in its order.
-- name: item_list_ids(ids, lang, me, roles)
SELECT {columns}
  FROM json_each(:ids) AS picked
  JOIN item ON item.id = CAST(picked.value AS INTEGER) {joins}
 WHERE {visible}
 ORDER BY picked.key;

-- Counts stop at :limit.
-- name: item_count_new(kind, kinds, status, pillar, parent, author, topic, first, last, limit, me, roles)
SELECT count(*) FROM (SELECT 1 FROM item WHERE {visible} AND {filter} LIMIT :limit) counted;

-- name: item_count_kind(kind, kinds, status, pillar, parent, author, topic, first, last, limit, me, roles)
SELECT count(*) FROM (SELECT 1 FROM item
                       WHERE item.kind = :kind AND {visible} AND {filter} LIMIT :limit) counted;

-- name: item_count_parent(kind, kinds, status, pillar, parent, author, topic, first, last, limit, me, roles)
SELECT count(*) FROM (SELECT 1 FROM item
                       WHERE item.parent_id = :parent AND {visible} AND {filter}
                       LIMIT :limit) counted;

-- name: item_count_author(kind, kinds, status, pillar, parent, author, topic, first, last, limit, me, roles)
SELECT count(*) FROM (SELECT 1 FROM item
                       WHERE item.author_id = :author AND {visible} AND {filter}
                       LIMIT :limit) counted;

-- name: item_count_unfinished(kind, kinds, status, pillar, parent, author, topic, first, last, limit, me, roles)
SELECT count(*) FROM (SELECT 1 FROM item
                       WHERE {unfinished} AND item.status = :status AND {visible} AND {filter}
                       LIMIT :limit) counted;

-- name: item_count_topic(kind, kinds, status, pillar, parent, author, topic, first, last, limit, me, roles)
SELECT count(*) FROM (SELECT 1 FROM item
                       WHERE {of_topic}
                         AND {visible} AND {filter} LIMIT :limit) counted;

-- name: item_count_planned(kind, kinds, status, pillar, parent, author, topic, first, last, limit, me, roles)
SELECT count(*) FROM (SELECT 1 FROM item
                       WHERE (item.planned_on IS NOT NULL
                              OR (:first <> '' AND item.actual_on IS NOT NULL))
                         AND {visible} AND {filter} LIMIT :limit) counted;
