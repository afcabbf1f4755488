-- Members by their clocks; group 0: all.
-- name: fairness_invited(group_id, now)
SELECT person.zone, coalesce(person.country, '') AS country, count(*) AS n
  FROM person
 WHERE (person.left_at IS NULL OR person.left_at > :now) AND person.erased_at IS NULL
   AND (:group_id = 0 OR EXISTS (SELECT 1 FROM group_member
                                  WHERE group_member.group_id = :group_id
                                    AND group_member.person_id = person.id
                                    AND group_member.state = 'in'))
 GROUP BY person.zone, person.country
 ORDER BY country, person.zone;

-- Who has a record by that, others by what they wrote.
-- name: fairness_registered(item_id)
SELECT zone, country, sum(people) AS n
  FROM (SELECT coalesce(person.zone, registration.zone) AS zone,
               coalesce(person.country, registration.country, '') AS country, registration.people
          FROM registration LEFT JOIN person ON person.id = registration.person_id
         WHERE registration.item_id = :item_id
           AND registration.state IN ('in', 'waiting', 'asked')) AS coming
 GROUP BY zone, country
 ORDER BY country, zone;

-- name: fairness_of(people)
SELECT person.zone, coalesce(person.country, '') AS country, count(*) AS n
  FROM json_each(:people) AS picked
  JOIN person ON person.id = CAST(picked.value AS INTEGER)
 GROUP BY person.zone, person.country
 ORDER BY country, person.zone;
