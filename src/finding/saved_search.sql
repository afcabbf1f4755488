-- Searches of the library that a person saved.

-- name: saved_search_list(person_id)
SELECT id, query, mails, looked_at, created_at
  FROM saved_search WHERE person_id = :person_id ORDER BY created_at DESC, id DESC;

-- name: saved_search_find(person_id, id)
SELECT id, query, mails, looked_at, created_at
  FROM saved_search WHERE person_id = :person_id AND id = :id;

-- name: saved_search_count(person_id)
SELECT count(*) FROM saved_search WHERE person_id = :person_id;

-- Saved again, it comes by mail again.
-- name: saved_search_insert(person_id, query, now)
INSERT INTO saved_search (person_id, query, looked_at, created_at)
VALUES (:person_id, :query, :now, :now)
    ON CONFLICT (person_id, query)
    DO UPDATE SET looked_at = CASE WHEN saved_search.mails = 1 THEN saved_search.looked_at
                                   ELSE excluded.looked_at END, mails = 1;

-- name: saved_search_delete(person_id, id)
DELETE FROM saved_search WHERE person_id = :person_id AND id = :id;

-- What was published while it did not come is not news.
-- name: saved_search_mails(person_id, id, mails, now)
UPDATE saved_search SET mails = :mails, looked_at = :now
 WHERE person_id = :person_id AND id = :id AND mails <> :mails;

-- name: saved_search_stop(person_id)
UPDATE saved_search SET mails = 0 WHERE person_id = :person_id AND mails = 1;

-- Whose turn it is: somebody is here, looked a day ago, and something was published since.
-- fragment: to_look
FROM saved_search
JOIN person ON person.id = saved_search.person_id
WHERE saved_search.mails = 1 AND saved_search.looked_at <= :before
  AND saved_search.looked_at < (SELECT max(published_at) FROM item
                                 WHERE kind = 'work' AND status = 'published')
  AND person.erased_at IS NULL AND (person.left_at IS NULL OR person.left_at > :now)

-- name: saved_search_count_due(before, now)
SELECT count(*) FROM (SELECT 1 AS one {to_look} LIMIT 1) AS due;

-- name: saved_search_due(before, now, limit)
SELECT DISTINCT person.id, person.email, person.language {to_look} ORDER BY person.id LIMIT :limit;

-- name: saved_search_looked(person_id, now)
UPDATE saved_search SET looked_at = :now WHERE person_id = :person_id AND mails = 1;
