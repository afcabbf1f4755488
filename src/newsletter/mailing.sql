-- Mailings: issues on their way to many.

-- fragment: mailing_columns
mailing.id, mailing.item_id, mailing.filter, mailing.state, mailing.send_at, mailing.morning,
mailing.last_person, mailing.n_queued, mailing.created_at, mailing.created_by,
(SELECT title FROM item WHERE item.id = mailing.item_id) AS title,
(SELECT name FROM person WHERE person.id = mailing.created_by) AS creator

-- name: mailing_find(id)
SELECT {mailing_columns} FROM mailing WHERE id = :id;

-- name: mailing_list(item_id)
SELECT {mailing_columns} FROM mailing WHERE item_id = :item_id ORDER BY id DESC;

-- name: mailing_list_all(limit, offset)
SELECT {mailing_columns} FROM mailing ORDER BY id DESC LIMIT :limit OFFSET :offset;

-- name: mailing_counts(id)
SELECT coalesce(sum(CASE WHEN state IN ('waiting', 'sending') THEN 1 ELSE 0 END), 0) AS waiting,
       coalesce(sum(CASE WHEN state = 'sent' THEN 1 ELSE 0 END), 0) AS sent,
       coalesce(sum(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0) AS failed,
       coalesce(sum(CASE WHEN state = 'held' THEN 1 ELSE 0 END), 0) AS held,
       coalesce(sum(CASE WHEN state = 'kept' THEN 1 ELSE 0 END), 0) AS kept
  FROM outbox
 WHERE mailing_id = :id;

-- Has anybody a mail of the issue?
-- name: mailing_count_begun(item_id)
SELECT count(*) FROM mailing WHERE item_id = :item_id AND n_queued > 0;

-- Of the people whose numbers are in a JSON array, how many have one?
-- name: mailing_count_had(item_id, ids)
SELECT count(*)
  FROM json_each(:ids) AS wanted
 WHERE EXISTS (SELECT 1
                 FROM mailing
                 JOIN outbox ON outbox.mailing_id = mailing.id AND outbox.person_id = wanted.value
                WHERE mailing.item_id = :item_id);
-- postgres:
SELECT count(*)
  FROM json_array_elements_text(CAST(:ids AS json)) AS wanted (value)
 WHERE EXISTS (SELECT 1
                 FROM mailing
                 JOIN outbox ON outbox.mailing_id = mailing.id
                            AND outbox.person_id = CAST(wanted.value AS bigint)
                WHERE mailing.item_id = :item_id);

-- name: mailing_insert(item_id, filter, send_at, morning, me, now)
INSERT INTO mailing (item_id, filter, state, send_at, morning, created_by, created_at)
VALUES (:item_id, :filter, 'planned', :send_at, :morning, :me, :now)
RETURNING id;

-- name: mailing_set_state(id, from, to)
UPDATE mailing SET state = :to WHERE id = :id AND state = :from;

-- name: mailing_set_mails(id, from, to)
UPDATE outbox SET state = :to WHERE mailing_id = :id AND state = :from;

-- name: mailing_count_running(now)
SELECT count(*)
  FROM mailing
 WHERE state IN ('planned', 'queueing', 'sending') AND send_at <= :now;

-- Published issues only: what was withdrawn in between waits.
-- name: mailing_next(now)
SELECT {mailing_columns}
  FROM mailing
 WHERE state IN ('planned', 'queueing') AND send_at <= :now
   AND EXISTS (SELECT 1 FROM item WHERE item.id = mailing.item_id AND item.status = 'published')
 ORDER BY send_at, id
 LIMIT 1;

-- name: mailing_zones()
SELECT DISTINCT zone FROM person WHERE left_at IS NULL;

-- Of the people whose numbers are in a JSON array, those that did not have the issue yet.  @moments:
-- by zone, when it goes there; others at @send_at.
-- name: mailing_queue(id, item_id, ids, argument, moments, send_at, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at,
                    mailing_id)
SELECT 'newsletter', person.id, person.email, person.language, :argument, 8,
       coalesce(json_extract(:moments, '$."' || person.zone || '"'), :send_at), :now, :id
  FROM json_each(:ids) AS wanted
  JOIN person ON person.id = wanted.value
 WHERE person.email <> ''
   AND NOT EXISTS (SELECT 1
                     FROM mailing AS other
                     JOIN outbox AS had ON had.mailing_id = other.id AND had.person_id = person.id
                    WHERE other.item_id = :item_id);
-- postgres:
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at,
                    mailing_id)
SELECT 'newsletter', person.id, person.email, person.language, :argument, 8,
       coalesce(CAST(CAST(:moments AS json) ->> person.zone AS bigint), :send_at), :now, :id
  FROM json_array_elements_text(CAST(:ids AS json)) AS wanted (value)
  JOIN person ON person.id = CAST(wanted.value AS bigint)
 WHERE person.email <> ''
   AND NOT EXISTS (SELECT 1
                     FROM mailing AS other
                     JOIN outbox AS had ON had.mailing_id = other.id AND had.person_id = person.id
                    WHERE other.item_id = :item_id);

-- Who believes to be elsewhere keeps nothing.
-- name: mailing_move_on(id, before, after, n, state)
UPDATE mailing SET last_person = :after, n_queued = n_queued + :n, state = :state
 WHERE id = :id AND last_person = :before AND state IN ('planned', 'queueing');

-- name: mailing_end()
UPDATE mailing SET state = 'done'
 WHERE state = 'sending'
   AND NOT EXISTS (SELECT 1
                     FROM outbox
                    WHERE outbox.mailing_id = mailing.id
                      AND outbox.state IN ('waiting', 'sending', 'held'));
