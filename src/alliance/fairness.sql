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
