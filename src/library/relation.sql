-- What works are to each other.

-- fragment: of_work
(relation.work_id = :work_id OR relation.other_id = :work_id)

-- What the acting person may see of them: from the side of the work that is asked about.
-- name: relation_list(work_id, lang, me, roles, limit)
SELECT relation.id, relation.type,
       CASE WHEN relation.work_id = :work_id THEN 0 ELSE 1 END AS turned,
       coalesce(item.id, 0) AS other_id, item.slug,
       coalesce(t.title, item.title, relation.title) AS title,
       coalesce(t.language, item.language) AS language, relation.url,
       coalesce(library_work.doi, '') AS doi,
       CASE WHEN item.status NOT IN ('published', 'archived') THEN 1 ELSE 0 END AS is_draft
  FROM library_relation relation
  LEFT JOIN item ON item.id = CASE WHEN relation.work_id = :work_id THEN relation.other_id
                                   ELSE relation.work_id END
  LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = :lang
  LEFT JOIN library_work ON library_work.item_id = item.id
 WHERE {of_work} AND (relation.other_id IS NULL OR {visible})
 ORDER BY relation.id LIMIT :limit;

-- name: relation_count(work_id)
SELECT count(*) FROM library_relation relation WHERE {of_work};

-- name: relation_is_there(work_id, type, other_id, url)
SELECT count(*) FROM library_relation
 WHERE work_id = :work_id AND type = :type AND coalesce(other_id, 0) = :other_id AND url = :url;

-- Does the type lead from @start to @goal?
-- name: relation_leads(start, goal, type)
WITH RECURSIVE step (id) AS (
    SELECT item.id FROM item WHERE item.id = :start
     UNION
    SELECT library_relation.other_id
      FROM step JOIN library_relation ON library_relation.work_id = step.id
     WHERE library_relation.type = :type AND library_relation.other_id IS NOT NULL)
SELECT count(*) FROM step WHERE id = :goal;

-- name: relation_insert(work_id, type, other_id, url, title, now)
INSERT INTO library_relation (work_id, type, other_id, url, title, created_at)
VALUES (:work_id, :type, :other_id, :url, :title, :now)
    ON CONFLICT DO NOTHING;

-- name: relation_delete(id, work_id)
DELETE FROM library_relation WHERE id = :id AND (work_id = :work_id OR other_id = :work_id);

-- name: relation_work_of_doi(doi, me, roles)
SELECT coalesce(max(item.id), 0) FROM library_work JOIN item ON item.id = library_work.item_id
 WHERE library_work.doi = :doi AND {visible};
