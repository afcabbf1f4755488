-- All works and what one can choose them by; :works is a JSON array of their numbers, ascending.

-- name: shelf_numbers()
SELECT id FROM item WHERE kind = 'work' ORDER BY id;

-- Everybody's: who may see which is asked by circles.
-- name: shelf_works(works)
SELECT item.id, coalesce(item.published_at, 0) AS published_at, coalesce(item.listed_at, 0) AS listed_at,
       CASE WHEN item.status IN ('published', 'archived') THEN 1 ELSE 0 END AS is_out, {circle} AS circle
  FROM json_each(:works) AS picked
  JOIN item ON item.id = CAST(picked.value AS INTEGER)
 WHERE item.kind = 'work'
 ORDER BY item.id;

-- Each asks the array itself: of a table that was made from it first, SQLite thinks that it is long, and
-- would walk all works to know which there are.
-- fragment: picked_works
json_each(:works) AS picked CROSS JOIN item
 WHERE item.id = CAST(picked.value AS INTEGER)

-- fragment: picked_editions
json_each(:works) AS picked CROSS JOIN item CROSS JOIN library_edition
 WHERE item.parent_id = CAST(picked.value AS INTEGER) AND item.kind = 'edition'
   AND library_edition.item_id = item.id AND library_edition.state IN ('published', 'superseded')

-- The number of the facet is that of finding/shelf.h.  An edition's year goes before the work's own:
-- it has the larger number in front.  A topic brings the one that it is a part of.  Places are taken apart there.
-- name: shelf_marks(works)
SELECT item.id AS work_id, 0 AS facet, item.pillar AS value
  FROM {picked_works} AND item.pillar IS NOT NULL
 UNION ALL
SELECT item_topic.item_id AS work_id, 1 AS facet, topic.slug AS value
  FROM json_each(:works) AS picked CROSS JOIN item_topic CROSS JOIN topic part CROSS JOIN topic
 WHERE item_topic.item_id = CAST(picked.value AS INTEGER) AND part.id = item_topic.topic_id
   AND topic.id IN (part.id, part.broader_id)
 UNION ALL
SELECT library_work.item_id AS work_id, 2 AS facet, library_work.type AS value
  FROM json_each(:works) AS picked CROSS JOIN library_work
 WHERE library_work.item_id = CAST(picked.value AS INTEGER) AND library_work.type <> ''
 UNION ALL
SELECT item.parent_id AS work_id, 3 AS facet, item.language AS value
  FROM {picked_editions}
 UNION ALL
SELECT work_id, 4 AS facet, substr(max(year), 2) AS value
  FROM (SELECT item.parent_id AS work_id, '1' || substr(item.actual_on, 1, 4) AS year
          FROM {picked_editions} AND item.actual_on IS NOT NULL
         UNION ALL
        SELECT item.id AS work_id, '0' || substr(item.actual_on, 1, 4) AS year
          FROM {picked_works} AND item.actual_on IS NOT NULL) AS dated
 GROUP BY work_id
 UNION ALL
SELECT library_work.item_id AS work_id, 5 AS facet, library_work.places AS value
  FROM json_each(:works) AS picked CROSS JOIN library_work
 WHERE library_work.item_id = CAST(picked.value AS INTEGER) AND library_work.places <> '';

-- name: shelf_regions()
SELECT iso2 AS country, lower(region) AS region FROM country;

-- The texts of works and of their editions that the index has.
-- fragment: shelf_text
search_text.id AS text_id, search_text.item_id, search_text.language,
CASE WHEN search_text.language = item.language THEN 1 ELSE 0 END AS is_own, {circle} AS circle

-- name: shelf_texts(works)
SELECT item.id AS work_id, {shelf_text}
  FROM json_each(:works) AS picked CROSS JOIN item CROSS JOIN search_text
 WHERE item.id = CAST(picked.value AS INTEGER) AND search_text.item_id = item.id
 UNION ALL
SELECT item.parent_id AS work_id, {shelf_text}
  FROM json_each(:works) AS picked CROSS JOIN item CROSS JOIN search_text
 WHERE item.parent_id = CAST(picked.value AS INTEGER) AND item.kind = 'edition'
   AND search_text.item_id = item.id;

-- ---- what was changed ----

-- As db/follow.h says.  Each new work has a note.
-- name: shelf_bell()
SELECT (SELECT coalesce(min(id), 0) FROM work_change) AS oldest,
       (SELECT coalesce(max(id), 0) FROM work_change) AS newest, 0 AS top, 0 AS horizon;
-- postgres:
SELECT (SELECT coalesce(min(id), 0) FROM work_change) AS oldest,
       (SELECT coalesce(max(id), 0) FROM work_change) AS newest, 0 AS top,
       txid_snapshot_xmin(txid_current_snapshot()) AS horizon;

-- name: shelf_changed(last, top, horizon)
SELECT DISTINCT work_id AS id FROM work_change
 WHERE id > :last AND :top >= 0 AND :horizon >= 0
 ORDER BY work_id;
-- postgres:
SELECT DISTINCT work_id AS id FROM work_change
 WHERE (id > :last OR writer >= :horizon) AND CAST(:top AS bigint) >= 0
 ORDER BY work_id;

-- name: shelf_forget_changes(keep)
DELETE FROM work_change WHERE id <= (SELECT max(id) FROM work_change) - :keep;
