-- name: welcome_note(person_id, now)
UPDATE person SET welcomed_at = :now
 WHERE id = :person_id AND welcomed_at IS NULL AND left_at IS NULL AND erased_at IS NULL;

-- Before the agreement that may be the first is noted.
-- name: welcome_is_due(person_id, now)
SELECT count(*) FROM person
 WHERE id = :person_id AND left_at <= :now AND erased_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM consent
                    WHERE consent.person_id = person.id AND consent.source = 'subscribe');

-- name: welcome_count_issues(since)
SELECT count(*) FROM item
 WHERE kind = 'newsletter' AND status = 'published' AND audience = 'public'
   AND published_at >= :since;
