-- Members who were not seen for years.

-- fragment: unseen
person.left_at IS NULL AND person.erased_at IS NULL AND person.joined_at < :before
AND (person.seen_at IS NULL OR person.seen_at < :before)
AND NOT EXISTS (SELECT 1 FROM session
                 WHERE session.person_id = person.id AND session.seen_at >= :before)
AND NOT EXISTS (SELECT 1 FROM person_absence
                 WHERE person_absence.person_id = person.id AND person_absence.until >= :before)
AND NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.person_id = person.id)
AND NOT EXISTS (SELECT 1 FROM person_role
                 WHERE person_role.person_id = person.id
                   AND (person_role.until IS NULL OR person_role.until > :now))

-- name: inactivity_list_unseen(before, now, limit)
SELECT person.id, person.email, person.name, person.language FROM person
 WHERE {unseen}
   AND NOT EXISTS (SELECT 1 FROM inactivity WHERE inactivity.person_id = person.id)
 ORDER BY person.joined_at, person.id LIMIT :limit;

-- name: inactivity_list_again(warned_before, limit)
SELECT person.id, person.email, person.name, person.language
  FROM inactivity JOIN person ON person.id = inactivity.person_id
 WHERE inactivity.again_at IS NULL AND inactivity.warned_at <= :warned_before
 ORDER BY inactivity.warned_at, person.id LIMIT :limit;

-- name: inactivity_list_over(again_before, limit)
SELECT person.id, person.email, person.name, person.language
  FROM inactivity JOIN person ON person.id = inactivity.person_id
 WHERE inactivity.again_at <= :again_before
 ORDER BY inactivity.again_at, person.id LIMIT :limit;

-- name: inactivity_insert(person_id, now)
INSERT INTO inactivity (person_id, warned_at) VALUES (:person_id, :now) ON CONFLICT DO NOTHING;

-- name: inactivity_set_again(person_id, now)
UPDATE inactivity SET again_at = :now WHERE person_id = :person_id;

-- Who was seen since, or is not a member any more, or has an office now.
-- name: inactivity_delete_settled(now)
DELETE FROM inactivity
 WHERE person_id NOT IN (SELECT person.id FROM person
                          WHERE person.left_at IS NULL AND person.erased_at IS NULL
                            AND (person.seen_at IS NULL
                                 OR person.seen_at < inactivity.warned_at
                                                     - inactivity.warned_at % 86400)
                            AND NOT EXISTS (SELECT 1 FROM person_role
                                             WHERE person_role.person_id = person.id
                                               AND (person_role.until IS NULL
                                                    OR person_role.until > :now)));

-- name: inactivity_delete_all()
DELETE FROM inactivity;

-- name: inactivity_count(person_id)
SELECT count(*) FROM inactivity WHERE person_id = :person_id;
