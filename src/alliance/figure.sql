-- As of :end means: as it was the moment before.  The people's figures read indexes alone, but for
-- who left and came back: those are few, and are taken off.

-- fragment: was_member
person.joined_at < :end AND (person.left_at IS NULL OR person.left_at >= :end)

-- fragment: was_absent
person_absence.since < :end AND person_absence.until >= :end

-- name: figure_members(end)
SELECT (SELECT count(*) FROM person WHERE {was_member})
       - (SELECT count(*) FROM person_absence JOIN person ON person.id = person_absence.person_id
           WHERE {was_absent} AND {was_member});

-- One look into the index for each country, however many members it has.
-- name: figure_countries(end)
SELECT count(*)
  FROM country
 WHERE EXISTS (SELECT 1
                 FROM person
                WHERE person.country = country.iso2 AND {was_member}
                  AND NOT EXISTS (SELECT 1 FROM person_absence
                                   WHERE person_absence.person_id = person.id AND {was_absent}));

-- name: figure_ambassadors(end)
SELECT count(DISTINCT person_id)
  FROM person_role
 WHERE role = 'ambassador' AND since < :end AND (until IS NULL OR until >= :end);

-- name: figure_items(end)
SELECT count(*)
  FROM item
 WHERE status IN ('published', 'archived') AND published_at < :end AND audience = 'public';

-- Held for certain before :day: of a date without a day or month its last day counts.
-- name: figure_held(kind, day)
SELECT count(*)
  FROM item
 WHERE kind = :kind AND status IN ('published', 'archived') AND audience = 'public'
   AND CASE length(actual_on) WHEN 4 THEN actual_on || '-12-31'
                              WHEN 7 THEN actual_on || '-31'
                              ELSE actual_on END < :day;

-- name: figure_members_by_country(end)
SELECT country AS iso2, CAST(sum(d) AS INTEGER) AS n
  FROM (SELECT country, count(*) AS d
          FROM person
         WHERE {was_member} AND country IS NOT NULL
         GROUP BY country
         UNION ALL
        SELECT person.country, -count(*)
          FROM person_absence JOIN person ON person.id = person_absence.person_id
         WHERE {was_absent} AND {was_member} AND person.country IS NOT NULL
         GROUP BY person.country) part
 GROUP BY country
HAVING sum(d) > 0
 ORDER BY n DESC, country;
-- postgres:
SELECT country AS iso2, CAST(sum(d) AS bigint) AS n
  FROM (SELECT country, count(*) AS d
          FROM person
         WHERE {was_member} AND country IS NOT NULL
         GROUP BY country
         UNION ALL
        SELECT person.country, -count(*)
          FROM person_absence JOIN person ON person.id = person_absence.person_id
         WHERE {was_absent} AND {was_member} AND person.country IS NOT NULL
         GROUP BY person.country) part
 GROUP BY country
HAVING sum(d) > 0
 ORDER BY n DESC, country;

-- Comings and goings by month and country; a country counts from the month in which it has its
-- first member to the one in which it has none.
-- name: figure_growth(end)
WITH change (month, country, d) AS (
    SELECT strftime('%Y-%m', joined_at, 'unixepoch'), coalesce(country, ''), 1
      FROM person
     WHERE joined_at < :end
     UNION ALL
    SELECT strftime('%Y-%m', left_at, 'unixepoch'), coalesce(country, ''), -1
      FROM person
     WHERE left_at < :end AND joined_at < :end
     UNION ALL
    SELECT strftime('%Y-%m', since, 'unixepoch'), coalesce(country, ''), -1
      FROM person_absence JOIN person ON person.id = person_absence.person_id
     WHERE since < :end
     UNION ALL
    SELECT strftime('%Y-%m', until, 'unixepoch'), coalesce(country, ''), 1
      FROM person_absence JOIN person ON person.id = person_absence.person_id
     WHERE until < :end
), net (month, country, d) AS (
    SELECT month, country, sum(d) FROM change GROUP BY month, country
), running (month, country, d, n) AS (
    SELECT month, country, d, sum(d) OVER (PARTITION BY country ORDER BY month) FROM net
), monthly (month, d, d_countries) AS (
    SELECT month, sum(d),
           sum(CASE WHEN country = '' THEN 0
                    WHEN n > 0 AND n - d <= 0 THEN 1
                    WHEN n <= 0 AND n - d > 0 THEN -1
                    ELSE 0 END)
      FROM running
     GROUP BY month
)
SELECT month, CAST(sum(d) OVER (ORDER BY month) AS INTEGER) AS members,
       CAST(sum(d_countries) OVER (ORDER BY month) AS INTEGER) AS countries
  FROM monthly
 ORDER BY month;
-- postgres:
WITH change (month, country, d) AS (
    SELECT to_char(to_timestamp(joined_at) AT TIME ZONE 'UTC', 'YYYY-MM'), coalesce(country, ''), 1
      FROM person
     WHERE joined_at < :end
     UNION ALL
    SELECT to_char(to_timestamp(left_at) AT TIME ZONE 'UTC', 'YYYY-MM'), coalesce(country, ''), -1
      FROM person
     WHERE left_at < :end AND joined_at < :end
     UNION ALL
    SELECT to_char(to_timestamp(since) AT TIME ZONE 'UTC', 'YYYY-MM'), coalesce(country, ''), -1
      FROM person_absence JOIN person ON person.id = person_absence.person_id
     WHERE since < :end
     UNION ALL
    SELECT to_char(to_timestamp(until) AT TIME ZONE 'UTC', 'YYYY-MM'), coalesce(country, ''), 1
      FROM person_absence JOIN person ON person.id = person_absence.person_id
     WHERE until < :end
), net (month, country, d) AS (
    SELECT month, country, sum(d) FROM change GROUP BY month, country
), running (month, country, d, n) AS (
    SELECT month, country, d, sum(d) OVER (PARTITION BY country ORDER BY month) FROM net
), monthly (month, d, d_countries) AS (
    SELECT month, sum(d),
           sum(CASE WHEN country = '' THEN 0
                    WHEN n > 0 AND n - d <= 0 THEN 1
                    WHEN n <= 0 AND n - d > 0 THEN -1
                    ELSE 0 END)
      FROM running
     GROUP BY month
)
SELECT month, CAST(sum(d) OVER (ORDER BY month) AS bigint) AS members,
       CAST(sum(d_countries) OVER (ORDER BY month) AS bigint) AS countries
  FROM monthly
 ORDER BY month;

-- name: figure_frozen(item_id)
SELECT name, asked, value, counted_at
  FROM figure_frozen
 WHERE item_id = :item_id
 ORDER BY name, asked;

-- name: figure_texts(item_id)
SELECT title, summary, body FROM item WHERE id = :item_id
 UNION ALL
SELECT title, summary, body FROM item_translation WHERE item_id = :item_id;

-- A figure that was published stays what it was.
-- name: figure_freeze(item_id, name, asked, value, now)
INSERT INTO figure_frozen (item_id, name, asked, value, counted_at)
VALUES (:item_id, :name, :asked, :value, :now)
    ON CONFLICT DO NOTHING;
