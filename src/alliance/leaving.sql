-- The end of a membership.

-- Another one's term must last at least as long as the longest of this person.
-- name: leaving_is_last(person_id, now)
SELECT count(*) FROM person_role mine
 WHERE mine.person_id = :person_id AND mine.role = 'secretariat' AND mine.since <= :now
   AND (mine.until IS NULL OR mine.until > :now)
   AND NOT EXISTS (SELECT 1 FROM person_role other JOIN person ON person.id = other.person_id
                    WHERE other.person_id <> mine.person_id AND other.role = 'secretariat'
                      AND other.since <= :now AND person.left_at IS NULL
                      AND NOT EXISTS (SELECT 1 FROM erasure WHERE erasure.person_id = person.id)
                      AND (other.until IS NULL
                           OR (other.until > :now AND other.until >= mine.until)));

-- name: leaving_end(person_id, now)
UPDATE person SET left_at = :now, version = version + 1
 WHERE id = :person_id AND (left_at IS NULL OR left_at > :now);

-- name: leaving_end_terms(person_id, now)
UPDATE person_role
   SET until = CASE WHEN since > :now THEN since ELSE :now END
 WHERE person_id = :person_id AND (until IS NULL OR until > :now);

-- name: leaving_free_tasks(person_id)
UPDATE task SET assignee_id = NULL, assignee_role = coalesce(assignee_role, 'secretariat')
 WHERE assignee_id = :person_id AND state = 'open';

-- name: erasure_find(person_id)
SELECT person_id, asked_at, due_at, note FROM erasure WHERE person_id = :person_id;

-- name: erasure_ask(person_id, note, now, due_at)
INSERT INTO erasure (person_id, note, asked_at, due_at)
VALUES (:person_id, :note, :now, :due_at)
    ON CONFLICT (person_id) DO NOTHING;

-- name: erasure_list_due(now, limit)
SELECT person_id, asked_at, due_at, note FROM erasure
 WHERE due_at <= :now ORDER BY due_at, person_id LIMIT :limit;

-- name: erasure_count_due(now)
SELECT count(*) FROM (SELECT 1 AS one FROM erasure WHERE due_at <= :now LIMIT 1) AS due;
