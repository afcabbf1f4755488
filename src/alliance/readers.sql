-- Who takes the newsletter, as changes by day: of all, and of those who were members meanwhile.
-- A member is counted as in figure.sql.

-- name: reader_days(end)
WITH answer AS (
    SELECT person_id, given, answered_at AS since,
           lead(answered_at) OVER (PARTITION BY person_id ORDER BY id) AS until
      FROM consent
     WHERE purpose = 'newsletter' AND answered_at < :end),
yes AS (
    SELECT answer.person_id, answer.since, answer.until, person.joined_at, person.left_at
      FROM answer JOIN person ON person.id = answer.person_id
     WHERE answer.given = 1),
span AS (
    SELECT CASE WHEN since < joined_at THEN joined_at ELSE since END AS since,
           CASE WHEN left_at IS NULL OR until < left_at THEN until ELSE left_at END AS until,
           1 AS members
      FROM yes
    UNION ALL
    SELECT CASE WHEN yes.since < away.since THEN away.since ELSE yes.since END,
           CASE WHEN yes.until < away.until THEN yes.until ELSE away.until END, -1
      FROM yes JOIN person_absence away ON away.person_id = yes.person_id),
change AS (
    SELECT since AS at, 1 AS readers, 0 AS members FROM yes
    UNION ALL
    SELECT until, -1, 0 FROM yes WHERE until IS NOT NULL
    UNION ALL
    SELECT since, 0, members FROM span WHERE until IS NULL OR since < until
    UNION ALL
    SELECT until, 0, -members FROM span WHERE since < until)
SELECT CAST(at / 86400 AS INTEGER) AS day, CAST(sum(readers) AS INTEGER) AS readers,
       CAST(sum(members) AS INTEGER) AS members
  FROM change
 WHERE at < :end
 GROUP BY at / 86400
 ORDER BY 1;
