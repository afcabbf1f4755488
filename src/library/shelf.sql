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

-- The number of the facet is that of library/shelf.h.  An edition's year goes before the work's own:
-- it has the larger number in front.  A topic brings the one that it is a part of.  Places are taken apart there.
-- name: shelf_marks(works)
WITH picked (id) AS (SELECT CAST(each_work.value AS INTEGER) FROM json_each(:works) AS each_work)
SELECT item.id AS work_id, 0 AS facet, item.pillar AS value
  FROM picked JOIN item ON item.id = picked.id
 WHERE item.pillar IS NOT NULL
 UNION ALL
SELECT picked.id AS work_id, 1 AS facet, topic.slug AS value
  FROM picked
  JOIN item_topic ON item_topic.item_id = picked.id
  JOIN topic part ON part.id = item_topic.topic_id
  JOIN topic ON topic.id = part.id OR topic.id = part.broader_id
 UNION ALL
SELECT library_work.item_id AS work_id, 2 AS facet, library_work.type AS value
  FROM picked JOIN library_work ON library_work.item_id = picked.id
 WHERE library_work.type <> ''
 UNION ALL
SELECT edition.parent_id AS work_id, 3 AS facet, edition.language AS value
  FROM picked
  JOIN item edition ON edition.parent_id = picked.id AND edition.kind = 'edition'
  JOIN library_edition ON library_edition.item_id = edition.id
 WHERE library_edition.state IN ('published', 'superseded')
 UNION ALL
SELECT work_id, 4 AS facet, substr(max(year), 2) AS value
  FROM (SELECT edition.parent_id AS work_id, '1' || substr(edition.actual_on, 1, 4) AS year
          FROM picked
          JOIN item edition ON edition.parent_id = picked.id AND edition.kind = 'edition'
          JOIN library_edition ON library_edition.item_id = edition.id
         WHERE edition.actual_on IS NOT NULL
           AND library_edition.state IN ('published', 'superseded')
         UNION ALL
        SELECT item.id AS work_id, '0' || substr(item.actual_on, 1, 4) AS year
          FROM picked JOIN item ON item.id = picked.id
         WHERE item.actual_on IS NOT NULL) AS dated
 GROUP BY work_id
 UNION ALL
SELECT library_work.item_id AS work_id, 5 AS facet, library_work.places AS value
  FROM picked JOIN library_work ON library_work.item_id = picked.id
 WHERE library_work.places <> '';

-- name: shelf_regions()
SELECT iso2 AS country, lower(region) AS region FROM country;

-- The texts of works and of their editions that the index has.
-- fragment: shelf_text
search_text.id AS text_id, search_text.item_id, search_text.language,
CASE WHEN search_text.language = item.language THEN 1 ELSE 0 END AS is_own, {circle} AS circle

-- name: shelf_texts(works)
WITH picked (id) AS (SELECT CAST(each_work.value AS INTEGER) FROM json_each(:works) AS each_work)
SELECT item.id AS work_id, {shelf_text}
  FROM picked
  JOIN item ON item.id = picked.id
  JOIN search_text ON search_text.item_id = item.id
 UNION ALL
SELECT item.parent_id AS work_id, {shelf_text}
  FROM picked
  JOIN item ON item.parent_id = picked.id AND item.kind = 'edition'
  JOIN search_text ON search_text.item_id = item.id;

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
