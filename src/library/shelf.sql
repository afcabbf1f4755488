-- All works and what one can choose them by.

-- Everybody's: who may see which is asked by circles.
-- name: shelf_works()
SELECT id, coalesce(published_at, 0) AS published_at, {circle} AS circle FROM item
 WHERE kind = 'work' AND status IN ('published', 'archived')
 ORDER BY listed_at DESC, id DESC;

-- The number of the facet is that of library/shelf.h.  An edition's year goes before the work's own:
-- it has the larger number in front.  A topic brings the one that it is a part of.  Places are taken apart there; with them come
-- the regions of all countries, of the work 0.
-- name: shelf_marks()
SELECT id AS work_id, 0 AS facet, pillar AS value, '' AS name
  FROM item WHERE kind = 'work' AND pillar IS NOT NULL
 UNION ALL
SELECT item.id AS work_id, 1 AS facet, topic.slug AS value, '' AS name
  FROM item
  JOIN item_topic ON item_topic.item_id = item.id
  JOIN topic part ON part.id = item_topic.topic_id
  JOIN topic ON topic.id = part.id OR topic.id = part.broader_id
 WHERE item.kind = 'work'
 UNION ALL
SELECT item_id AS work_id, 2 AS facet, type AS value, '' AS name
  FROM library_work WHERE type <> ''
 UNION ALL
SELECT item.parent_id AS work_id, 3 AS facet, item.language AS value, '' AS name
  FROM item JOIN library_edition ON library_edition.item_id = item.id
 WHERE item.kind = 'edition' AND library_edition.state IN ('published', 'superseded')
 UNION ALL
SELECT work_id, 4 AS facet, substr(max(year), 2) AS value, '' AS name
  FROM (SELECT item.parent_id AS work_id, '1' || substr(item.actual_on, 1, 4) AS year
          FROM item JOIN library_edition ON library_edition.item_id = item.id
         WHERE item.kind = 'edition' AND item.actual_on IS NOT NULL
           AND library_edition.state IN ('published', 'superseded')
         UNION ALL
        SELECT id AS work_id, '0' || substr(actual_on, 1, 4) AS year
          FROM item WHERE kind = 'work' AND actual_on IS NOT NULL) AS dated
 GROUP BY work_id
 UNION ALL
SELECT item_id AS work_id, 5 AS facet, places AS value, '' AS name
  FROM library_work WHERE places <> ''
 UNION ALL
SELECT 0 AS work_id, 5 AS facet, iso2 AS value, lower(region) AS name FROM country;

-- The texts of works and of their editions that the index has.
-- name: shelf_texts()
SELECT search_text.id AS text_id, item.id AS item_id,
       CASE WHEN item.kind = 'work' THEN item.id ELSE item.parent_id END AS work_id,
       search_text.language, {circle} AS circle,
       CASE WHEN search_text.language = item.language THEN 1 ELSE 0 END AS is_own
  FROM search_text JOIN item ON item.id = search_text.item_id
 WHERE item.kind IN ('work', 'edition')
 ORDER BY search_text.id;
