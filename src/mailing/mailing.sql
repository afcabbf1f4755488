-- Mailings: texts on their way to many.

-- fragment: mailing_columns
mailing.id, mailing.item_id, mailing.filter, mailing.state, mailing.send_at, mailing.morning,
mailing.last_person, mailing.n_queued, mailing.created_at, mailing.created_by,
mailing.subject, mailing.subject_b, mailing.share, mailing.again, mailing.counts_links,
(SELECT title FROM item WHERE item.id = mailing.item_id) AS title,
(SELECT kind FROM item WHERE item.id = mailing.item_id) AS kind,
(SELECT name FROM person WHERE person.id = mailing.created_by) AS creator

-- name: mailing_find(id)
SELECT {mailing_columns} FROM mailing WHERE id = :id;

-- name: mailing_list(item_id)
SELECT {mailing_columns} FROM mailing WHERE item_id = :item_id ORDER BY id DESC;

-- name: mailing_list_all(limit, offset)
SELECT {mailing_columns} FROM mailing ORDER BY id DESC LIMIT :limit OFFSET :offset;

-- By subject: '', or a and b of a trial.
-- name: mailing_counts(id)
SELECT subject,
       coalesce(sum(CASE WHEN state IN ('waiting', 'sending') THEN 1 ELSE 0 END), 0) AS waiting,
       coalesce(sum(CASE WHEN state = 'sent' THEN 1 ELSE 0 END), 0) AS sent,
       coalesce(sum(CASE WHEN came_back IS NOT NULL THEN 1 ELSE 0 END), 0) AS came_back,
       coalesce(sum(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0) AS failed,
       coalesce(sum(CASE WHEN state = 'held' THEN 1 ELSE 0 END), 0) AS held,
       coalesce(sum(CASE WHEN state = 'kept' THEN 1 ELSE 0 END), 0) AS kept,
       (SELECT coalesce(sum(n), 0) FROM mailing_count
         WHERE mailing_count.mailing_id = :id AND mailing_count.subject = outbox.subject
           AND deed = 'ended') AS ended,
       (SELECT coalesce(sum(n), 0) FROM mailing_count
         WHERE mailing_count.mailing_id = :id AND mailing_count.subject = outbox.subject
           AND deed = 'answered') AS answered
  FROM outbox
 WHERE mailing_id = :id
 GROUP BY subject
 ORDER BY subject;

-- How a mail's way ended, as it is told: its state, but that of one that came back.
-- fragment: outcome
CASE WHEN outbox.came_back IS NOT NULL THEN 'came-back'
     WHEN outbox.state = 'sending' THEN 'waiting'
     ELSE outbox.state END

-- One page, or one portion, of who gets it; @outcome '': all.
-- name: mailing_mails(id, outcome, after, limit, offset)
SELECT outbox.id, outbox.address, outbox.language, outbox.subject, {outcome} AS outcome,
       coalesce(outbox.sent_at, 0) AS sent_at, coalesce(outbox.came_back_at, 0) AS came_back_at,
       coalesce(outbox.came_back, '') AS came_back, coalesce(outbox.last_error, '') AS said,
       coalesce(outbox.person_id, 0) AS person_id,
       coalesce((SELECT name FROM person WHERE person.id = outbox.person_id), '') AS name
  FROM outbox
 WHERE outbox.mailing_id = :id AND outbox.id > :after
   AND (CAST(:outcome AS TEXT) = '' OR {outcome} = :outcome)
 ORDER BY outbox.id
 LIMIT :limit OFFSET :offset;

-- name: mailing_count_outcomes(id)
SELECT {outcome} AS outcome, count(*) AS n
  FROM outbox
 WHERE mailing_id = :id
 GROUP BY 1
 ORDER BY 1;

-- Has anybody a mail of the issue?
-- name: mailing_count_begun(item_id)
SELECT count(*) FROM mailing WHERE item_id = :item_id AND n_queued > 0;

-- A mail of the issue that did not arrive for a reason that passes: it came back so, or the server
-- said "not now" until nobody tried any more.
-- fragment: may_pass
(had.came_back IN ('soft', 'full') OR (had.state = 'failed' AND had.last_error LIKE '4%'))

-- Is a mail to the row of `person` due?  One who has none of the issue; @again: one to whom none but
-- such went.
-- fragment: is_due
((:again = 0 AND NOT EXISTS (SELECT 1 FROM mailing AS other
                               JOIN outbox AS had ON had.mailing_id = other.id
                                                 AND had.person_id = person.id
                              WHERE other.item_id = :item_id))
 OR (:again = 1
     AND EXISTS (SELECT 1 FROM mailing AS other
                   JOIN outbox AS had ON had.mailing_id = other.id AND had.person_id = person.id
                  WHERE other.item_id = :item_id)
     AND NOT EXISTS (SELECT 1 FROM mailing AS other
                       JOIN outbox AS had ON had.mailing_id = other.id
                                         AND had.person_id = person.id
                      WHERE other.item_id = :item_id AND NOT coalesce({may_pass}, FALSE))))

-- In a trial of two subjects: readers of the original only, since these are the words that are
-- tried; and a share of them, other ones with each issue.
-- fragment: is_tried
(:trial = 0
 OR ((person.id * 7919 + CAST(:item_id AS INTEGER) * 104729) % 100 < :share
     AND NOT EXISTS (SELECT 1 FROM item_translation
                      WHERE item_translation.item_id = :item_id
                        AND item_translation.language = person.language)))

-- Of the people whose numbers are in a JSON array, how many would get it?
-- name: mailing_count_due(item_id, ids, again, trial, share)
SELECT count(*)
  FROM json_each(:ids) AS wanted
  JOIN person ON person.id = CAST(wanted.value AS INTEGER)
 WHERE person.email <> '' AND {is_due} AND {is_tried};

-- name: mailing_insert(item_id, filter, send_at, morning, subject, subject_b, share, again, counts_links, me, now)
INSERT INTO mailing (item_id, filter, state, send_at, morning, subject, subject_b, share, again,
                     counts_links, created_by, created_at)
VALUES (:item_id, :filter, 'planned', :send_at, :morning, :subject, :subject_b, :share, :again,
        :counts_links, :me, :now)
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
SELECT DISTINCT {clock} AS zone FROM person WHERE erased_at IS NULL;

-- Of the people whose numbers are in a JSON array, those to whom a mail is due; in a trial every
-- second one gets the other subject.  @moments: by clock, when it goes there; others at @send_at.
-- name: mailing_queue(id, item_id, template, ids, argument, argument_b, moments, send_at, again, trial, share, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at,
                    mailing_id, subject)
SELECT CAST(:template AS TEXT), id, email, language,
       CASE WHEN :trial = 1 AND nth % 2 = 0 THEN :argument_b ELSE :argument END, 8,
       coalesce(json_extract(:moments, '$."' || clock || '"'), :send_at), :now, :id,
       CASE WHEN :trial = 0 THEN '' WHEN nth % 2 = 0 THEN 'b' ELSE 'a' END
  FROM (SELECT person.id, person.email, person.language, {clock} AS clock,
               row_number() OVER (ORDER BY person.id) AS nth
          FROM json_each(:ids) AS wanted
          JOIN person ON person.id = wanted.value
         WHERE person.email <> '' AND {is_due} AND {is_tried}) AS chosen;
-- postgres:
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at,
                    mailing_id, subject)
SELECT CAST(:template AS TEXT), id, email, language,
       CASE WHEN :trial = 1 AND nth % 2 = 0 THEN :argument_b ELSE :argument END, 8,
       coalesce(CAST(CAST(:moments AS json) ->> clock AS bigint), :send_at), :now, :id,
       CASE WHEN :trial = 0 THEN '' WHEN nth % 2 = 0 THEN 'b' ELSE 'a' END
  FROM (SELECT person.id, person.email, person.language, {clock} AS clock,
               row_number() OVER (ORDER BY person.id) AS nth
          FROM json_array_elements_text(CAST(:ids AS json)) AS wanted (value)
          JOIN person ON person.id = CAST(wanted.value AS bigint)
         WHERE person.email <> '' AND {is_due} AND {is_tried}) AS chosen;

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
