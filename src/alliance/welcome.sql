-- name: welcome_note(person_id, now)
UPDATE person SET welcomed_at = :now
 WHERE id = :person_id AND welcomed_at IS NULL AND left_at IS NULL AND erased_at IS NULL;
