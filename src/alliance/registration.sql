-- Who is registered for which event.

-- How many are in a state is counted from an index alone.
-- fragment: registration_terms_columns
terms.item_id, terms.is_open, terms.guests, terms.approval, terms.recording, terms.certificates,
terms.door, terms.seats, terms.closes, terms.reminders, terms.room,
terms.meeting, terms.meeting_counts, terms.places, coalesce(event.zone, 'UTC') AS zone,
coalesce(event.state, 'confirmed') AS event_state,
coalesce((SELECT max(ends_at) FROM occurrence WHERE occurrence.item_id = terms.item_id), 0)
    AS ends_at,
(SELECT count(*) FROM registration
  WHERE registration.item_id = terms.item_id AND registration.state = 'in') AS n_in

-- name: registration_terms(item_id)
SELECT {registration_terms_columns},
       (SELECT count(*) FROM registration
         WHERE registration.item_id = terms.item_id AND registration.state = 'waiting') AS n_waiting,
       (SELECT count(*) FROM registration
         WHERE registration.item_id = terms.item_id AND registration.state = 'asked') AS n_asked,
       (SELECT count(*) FROM registration
         WHERE registration.item_id = terms.item_id AND registration.state = 'recording')
           AS n_recording,
       coalesce((SELECT sum(people) FROM registration
                  WHERE registration.item_id = terms.item_id AND registration.state = 'in'), 0)
           AS n_people
  FROM registration_terms terms
  LEFT JOIN event ON event.item_id = terms.item_id
 WHERE terms.item_id = :item_id;

-- name: registration_terms_write(item_id, is_open, guests, approval, recording, certificates, door, seats, closes, reminders, room, meeting, meeting_counts)
INSERT INTO registration_terms (item_id, is_open, guests, approval, recording, certificates, door,
                                seats, closes, reminders, room, meeting, meeting_counts)
VALUES (:item_id, :is_open, :guests, :approval, :recording, :certificates, :door, :seats,
        :closes, :reminders, :room, :meeting, :meeting_counts)
    ON CONFLICT (item_id) DO UPDATE
   SET is_open = excluded.is_open, guests = excluded.guests, approval = excluded.approval,
       recording = excluded.recording, certificates = excluded.certificates, door = excluded.door, seats = excluded.seats, closes = excluded.closes,
       reminders = excluded.reminders, room = excluded.room, meeting = excluded.meeting,
       meeting_counts = excluded.meeting_counts,
       places = registration_terms.places + 1;

-- The same for who has the turn and wants a seat: all that counts is how many are in.
-- name: registration_terms_in_turn(item_id)
SELECT {registration_terms_columns}, 0 AS n_waiting, 0 AS n_asked, 0 AS n_recording, 0 AS n_people
  FROM registration_terms terms
  LEFT JOIN event ON event.item_id = terms.item_id
 WHERE terms.item_id = :item_id;

-- Whoever changes seats comes through here first, one after the other.
-- name: registration_queue(item_id)
UPDATE registration_terms SET places = places + 1 WHERE item_id = :item_id;

-- fragment: registration_columns
registration.id, registration.item_id, coalesce(registration.person_id, 0) AS person_id,
coalesce(person.email, registration.email, '') AS email,
coalesce(person.name, registration.name) AS name,
coalesce(person.language, registration.language) AS language,
coalesce(person.zone, registration.zone) AS zone,
coalesce(person.country, registration.country) AS country, registration.state,
registration.question, registration.question_open, registration.people, registration.place, registration.sequence,
registration.created_at, registration.changed_at, coalesce(registration.opened_at, 0) AS opened_at,
coalesce(registration.came_at, 0) AS came_at, registration.came_by,
coalesce((SELECT CASE WHEN terms.room = '' AND terms.meeting = '' THEN 0 ELSE 1 END FROM registration_terms terms
           WHERE terms.item_id = registration.item_id), 0) AS has_room,
coalesce((SELECT terms.door FROM registration_terms terms
           WHERE terms.item_id = registration.item_id AND registration.state = 'in'), 0)
    AS has_ticket,
coalesce((SELECT terms.certificates FROM registration_terms terms
           WHERE terms.item_id = registration.item_id AND registration.came_at IS NOT NULL), 0)
    AS is_certified,
coalesce(person.is_demo, 0) AS is_demo

-- fragment: registration_owner
registration LEFT JOIN person ON person.id = registration.person_id AND person.erased_at IS NULL

-- name: registration_find(id)
SELECT {registration_columns} FROM {registration_owner} WHERE registration.id = :id;

-- A person may have registered before there was a record.  The "+ 0" keeps from walking all of a
-- large event's rows: the few of one person are in an index, too.
-- name: registration_find_of(item_id, person_id, email)
SELECT {registration_columns} FROM {registration_owner}
 WHERE registration.id = (SELECT min(id)
                            FROM (SELECT id FROM registration
                                   WHERE item_id + 0 = :item_id AND person_id = :person_id
                                   UNION ALL
                                  SELECT id FROM registration
                                   WHERE item_id + 0 = :item_id AND email = :email) AS own);

-- name: registration_list(item_id, state, limit, offset)
SELECT {registration_columns} FROM {registration_owner}
 WHERE registration.item_id = :item_id
   AND (CAST(:state AS TEXT) = '' OR registration.state = :state)
 ORDER BY registration.place, registration.id LIMIT :limit OFFSET :offset;

-- What was written when registering and does not stand among the questions from the floor.
-- name: registration_list_questions(item_id, is_open, limit)
SELECT {registration_columns} FROM {registration_owner}
 WHERE registration.item_id = :item_id AND registration.question <> ''
   AND registration.question_open = :is_open AND registration.state IN ('in', 'waiting', 'recording')
   AND NOT EXISTS (SELECT 1 FROM floor_question
                    WHERE floor_question.registration_id = registration.id)
 ORDER BY registration.created_at, registration.id LIMIT :limit;

-- name: registration_count(item_id, state)
SELECT count(*) FROM registration
 WHERE item_id = :item_id AND (CAST(:state AS TEXT) = '' OR state = :state);

-- name: registration_open(id, now)
UPDATE registration SET opened_at = :now WHERE id = :id AND opened_at IS NULL;

-- True once for each that is told: of two mails one wins.
-- name: registration_claim_doubt(id, now, before)
UPDATE registration SET doubt_told_at = :now
 WHERE id = :id AND (doubt_told_at IS NULL OR doubt_told_at <= :before OR doubt_told_at > :now);

-- name: registration_count_before(item_id, place, id)
SELECT count(*) FROM registration
 WHERE item_id = :item_id AND state = 'waiting' AND (place < :place OR (place = :place AND id < :id));

-- name: registration_countries(item_id)
SELECT coalesce(person.country, registration.country) AS country, count(*) AS n
  FROM {registration_owner}
 WHERE registration.item_id = :item_id AND registration.state = 'in'
 GROUP BY 1 ORDER BY 2 DESC, 1;

-- name: registration_insert(item_id, person_id, email, name, country, language, zone, state, people, question, question_open, place, now)
INSERT INTO registration (item_id, person_id, email, name, country, language, zone, state, people,
                          question, question_open, place, created_at, changed_at)
VALUES (:item_id, :person_id, :email, :name, :country, :language, :zone, :state, :people, :question,
        :question_open, :place, :now, :now)
RETURNING id;

-- name: registration_update(id, person_id, email, state, people, question, question_open, place, now)
UPDATE registration
   SET person_id = :person_id, email = :email,
       name = CASE WHEN CAST(:person_id AS INTEGER) IS NULL THEN name ELSE '' END, people = :people,
       question = :question, question_open = :question_open,
       place = CASE WHEN state = :state THEN place ELSE :place END,
       sequence = sequence + CASE WHEN state = :state THEN 0 ELSE 1 END,
       changed_at = CASE WHEN state = :state THEN changed_at ELSE :now END,
       state = :state
 WHERE id = :id;

-- name: registration_set_state(id, was, state, now)
UPDATE registration SET state = :state, sequence = sequence + 1, changed_at = :now
 WHERE id = :id AND state = :was;

-- The first ones who wait get what is free.
-- name: registration_advance(item_id, free, now)
UPDATE registration SET state = 'in', sequence = sequence + 1, changed_at = :now
 WHERE id IN (SELECT id FROM registration WHERE item_id = :item_id AND state = 'waiting'
               ORDER BY place, id LIMIT :free)
RETURNING id;

-- How things stand now, to one (:id) or to all who have a part in what is not over.
-- fragment: registration_mail
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT 'registration', person.id, coalesce(person.email, registration.email),
       coalesce(person.language, registration.language),
       '{"registration":"' || registration.id || '","why":"' || :why || '","sequence":"'
           || (registration.sequence + coalesce(event.sequence, 0)) || '"}',
       :priority, :now, :now
  FROM {registration_owner}
  LEFT JOIN event ON event.item_id = registration.item_id
 WHERE coalesce(person.email, registration.email) IS NOT NULL

-- name: registration_tell(id, why, priority, now)
{registration_mail} AND registration.id = :id;

-- name: registration_tell_all(item_id, why, priority, now)
{registration_mail}
   AND registration.item_id = :item_id
   AND registration.state IN ('in', 'waiting', 'asked', 'recording')
   AND EXISTS (SELECT 1 FROM occurrence
                WHERE occurrence.item_id = registration.item_id AND occurrence.ends_at > :now)
 ORDER BY registration.id;

-- name: registration_list_mine(me, email, limit)
SELECT {registration_columns} FROM {registration_owner}
 WHERE (registration.person_id = :me OR registration.email = :email)
   AND registration.state <> 'left'
 ORDER BY (SELECT max(ends_at) FROM occurrence WHERE occurrence.item_id = registration.item_id) DESC,
          registration.id DESC LIMIT :limit;

-- What is not over, of one who is erased.
-- name: registration_list_alive(person_id, email, now)
SELECT {registration_columns} FROM {registration_owner}
 WHERE (registration.person_id = :person_id OR registration.email = :email)
   AND registration.state IN ('in', 'waiting', 'asked', 'recording')
   AND EXISTS (SELECT 1 FROM occurrence WHERE occurrence.item_id = registration.item_id
                                          AND occurrence.ends_at > :now)
 ORDER BY registration.id;

-- name: registration_forget_old(before)
UPDATE registration SET email = NULL, name = '', question = '', question_open = 0
 WHERE person_id IS NULL AND (email IS NOT NULL OR name <> '')
   AND NOT EXISTS (SELECT 1 FROM occurrence WHERE occurrence.item_id = registration.item_id
                                              AND occurrence.ends_at > :before);

-- ---- what nobody has confirmed yet ----

-- At most :most that work are there for one address.
-- name: registration_request_insert(item_id, token_hash, email, name, country, language, wish, people, question, question_open, now, expires_at, most)
INSERT INTO registration_request (item_id, token_hash, email, name, country, language, wish, people,
                                  question, question_open, created_at, expires_at)
SELECT CAST(:item_id AS INTEGER), CAST(:token_hash AS BLOB), :email, :name, :country, :language,
       :wish, CAST(:people AS INTEGER), :question, CAST(:question_open AS INTEGER), :now, :expires_at
 WHERE (SELECT count(*) FROM registration_request
         WHERE email = :email AND expires_at > :now) < :most
RETURNING id;

-- name: registration_request_find(token_hash, now)
SELECT id, item_id, email, name, country, language, wish, people, question, question_open
  FROM registration_request WHERE token_hash = :token_hash AND expires_at > :now;

-- name: registration_request_delete(email, item_id)
DELETE FROM registration_request WHERE email = :email AND item_id = :item_id;

-- name: registration_request_delete_expired(now)
DELETE FROM registration_request WHERE expires_at <= :now;

-- ---- who was there ----

-- Sent again it changes nothing.
-- name: attendance_mark_insert(key, id, came, at, by)
INSERT INTO attendance_mark (mark_key, registration_id, came, marked_at, came_by)
VALUES (:key, :id, :came, :at, :by) ON CONFLICT DO NOTHING;

-- Whoever notes something here sees all that was noted before: it is later than that.
-- name: attendance_mark_now(key, id, came, at, by)
INSERT INTO attendance_mark (mark_key, registration_id, came, marked_at, came_by)
SELECT :key, CAST(:id AS INTEGER), CAST(:came AS INTEGER),
       CASE WHEN max(marked_at) >= :at THEN max(marked_at) + 1 ELSE :at END, :by
  FROM attendance_mark WHERE registration_id = :id;

-- name: attendance_mark_find(key)
SELECT registration_id FROM attendance_mark WHERE mark_key = :key;

-- The first "came" after the last "not, after all".
-- fragment: attendance_standing
FROM attendance_mark mark
WHERE mark.registration_id = registration.id AND mark.came = 1
  AND mark.marked_at > coalesce((SELECT max(undone.marked_at) FROM attendance_mark undone
                                  WHERE undone.registration_id = registration.id
                                    AND undone.came = 0), 0)

-- Who only walked in has a seat for as long as it was there.
-- name: attendance_fold(id)
UPDATE registration
   SET came_at = (SELECT min(mark.marked_at) / 1000 {attendance_standing}),
       came_by = coalesce((SELECT mark.came_by {attendance_standing}
                            ORDER BY mark.marked_at, mark.mark_key LIMIT 1), ''),
       state = CASE WHEN NOT EXISTS (SELECT 1 FROM attendance_mark walk
                                      WHERE walk.registration_id = registration.id
                                        AND walk.came_by = 'walk-in') THEN state
                    WHEN EXISTS (SELECT 1 {attendance_standing}) THEN 'in'
                    ELSE 'left' END
 WHERE id = :id;

-- Cancelled registrations were none; people are from as many countries as those that came.
-- name: attendance_figures(item_id)
SELECT coalesce(sum(CASE WHEN registration.state IN ('in', 'waiting')
                          AND registration.came_by <> 'walk-in' THEN 1 END), 0) AS n_registered,
       coalesce(sum(CASE WHEN registration.came_at IS NOT NULL THEN 1 END), 0) AS n_came,
       coalesce(sum(CASE WHEN registration.came_at IS NOT NULL THEN registration.people END), 0)
           AS n_people,
       count(DISTINCT CASE WHEN registration.came_at IS NOT NULL
                           THEN coalesce(person.country, registration.country) END) AS n_countries
  FROM {registration_owner} WHERE registration.item_id = :item_id;

-- ---- reminding ----

-- What begins in this window and nobody was reminded of in this way.
-- fragment: reminder_due
FROM occurrence
JOIN registration_terms terms ON terms.item_id = occurrence.item_id
JOIN item ON item.id = occurrence.item_id
LEFT JOIN event ON event.item_id = occurrence.item_id
WHERE occurrence.starts_at > :after AND occurrence.starts_at <= :until
  AND (occurrence.timed = 1 OR :days = 1)
  AND (',' || terms.reminders || ',') LIKE ('%,' || :reminder || ',%')
  AND item.status IN ('published', 'archived') AND coalesce(event.state, 'confirmed') <> 'cancelled'
  AND NOT EXISTS (SELECT 1 FROM registration_reminder sent
                   WHERE sent.item_id = occurrence.item_id
                     AND sent.starts_at = occurrence.starts_at AND sent.reminder = :reminder)

-- name: reminder_due(reminder, after, until, days, limit)
SELECT occurrence.item_id, occurrence.starts_at {reminder_due}
 ORDER BY occurrence.starts_at, occurrence.item_id LIMIT :limit;

-- name: reminder_count_due(reminder, after, until, days)
SELECT count(*) {reminder_due};

-- name: reminder_note(item_id, starts_at, reminder)
INSERT INTO registration_reminder (item_id, starts_at, reminder)
VALUES (:item_id, :starts_at, :reminder) ON CONFLICT DO NOTHING;

-- name: reminder_queue(item_id, starts_at, reminder, priority, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT 'registration.reminder', person.id, coalesce(person.email, registration.email),
       coalesce(person.language, registration.language),
       '{"registration":"' || registration.id || '","reminder":"' || :reminder
           || '","starts":"' || CAST(:starts_at AS INTEGER) || '"}',
       :priority, :now, :now
  FROM {registration_owner}
 WHERE registration.item_id = :item_id AND registration.state = 'in'
   AND coalesce(person.email, registration.email) IS NOT NULL
 ORDER BY registration.id;

-- Those that went out before this one is written.
-- name: reminder_count_others(item_id, starts_at, reminder)
SELECT count(*) FROM registration_reminder
 WHERE item_id = :item_id AND starts_at = :starts_at AND reminder <> :reminder;

-- name: reminder_forget_old(before)
DELETE FROM registration_reminder WHERE starts_at < :before;

-- ---- asking afterwards ----

-- To all who are asked and have not answered.
-- name: survey_queue(item_id, priority, send_at, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT 'event.survey', person.id, coalesce(person.email, registration.email),
       coalesce(person.language, registration.language),
       '{"registration":"' || registration.id || '"}', :priority, :send_at, :now
  FROM {registration_owner}
 WHERE registration.item_id = :item_id
   AND (registration.state IN ('in', 'recording') OR registration.came_at IS NOT NULL)
   AND coalesce(person.email, registration.email) IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM survey_reply
                    WHERE survey_reply.registration_id = registration.id)
 ORDER BY registration.id;
