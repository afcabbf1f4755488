-- What the review asks beyond items and figures.

-- Terms of a role that began in a period, of people who were members then.
-- name: review_terms(role, begin, end)
SELECT DISTINCT person_role.since
  FROM person_role JOIN person ON person.id = person_role.person_id
 WHERE person_role.role = :role AND person_role.since >= :begin AND person_role.since < :end
   AND person.joined_at < :end AND (person.left_at IS NULL OR person.left_at >= :begin)
 ORDER BY person_role.since
 LIMIT 100;
