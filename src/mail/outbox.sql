-- What is known of the reader besides.
-- fragment: outbox_reader
coalesce((SELECT zone FROM person WHERE person.id = outbox.person_id), 'UTC') AS zone,
coalesce((SELECT country FROM person WHERE person.id = outbox.person_id), '') AS country,
coalesce((SELECT name FROM person WHERE person.id = outbox.person_id), '') AS name,
coalesce((SELECT links_n FROM person WHERE person.id = outbox.person_id), 0) AS links_n

-- name: outbox_insert(template, person_id, address, language, argument, secret, priority, now)
INSERT INTO outbox (template, person_id, address, language, argument, secret, priority, send_at,
                    created_at)
VALUES (:template, :person_id, :address, :language, :argument, :secret, :priority, :now, :now);

-- name: outbox_insert_role(template, role, argument, secret, priority, now)
INSERT INTO outbox (template, person_id, address, language, argument, secret, priority, send_at,
                    created_at)
SELECT :template, person.id, person.email, person.language, :argument, :secret, :priority, :now,
       :now
  FROM person
 WHERE person.left_at IS NULL
   AND person.id IN (SELECT person_id FROM person_role
                      WHERE role = :role AND since <= :now AND (until IS NULL OR until > :now));

-- name: outbox_list(state, limit, offset)
SELECT id, person_id, template, address, language, argument, '' AS secret, priority, state,
       send_at, attempts, last_error, sent_at, created_at, id || '.' || created_at AS message_id,
       {outbox_reader}
  FROM outbox
 WHERE CAST(:state AS TEXT) = '' OR state = :state
 ORDER BY created_at DESC, id DESC
 LIMIT :limit OFFSET :offset;

-- name: outbox_find(id)
SELECT id, person_id, template, address, language, argument, '' AS secret, priority, state,
       send_at, attempts, last_error, sent_at, created_at, id || '.' || created_at AS message_id,
       {outbox_reader}
  FROM outbox
 WHERE id = :id;

-- name: outbox_find_whole(id)
SELECT id, person_id, template, address, language, argument, secret, priority, state,
       send_at, attempts, last_error, sent_at, created_at, id || '.' || created_at AS message_id,
       {outbox_reader}
  FROM outbox
 WHERE id = :id;

-- name: outbox_count_due(now)
SELECT count(*)
  FROM (SELECT 1 AS one
          FROM outbox
         WHERE state IN ('waiting', 'sending') AND send_at <= :now AND lease_until <= :now
         LIMIT 1000) AS due;

-- A lease that ran out is a sender that died: the mail is claimed again.  One priority at a time:
-- else the index would be walked through what waits for its hour.
-- name: outbox_claim(priority, now, until, limit)
UPDATE outbox
   SET state = 'sending', lease_until = :until, attempts = attempts + 1
 WHERE id IN (SELECT id
                FROM outbox
               WHERE state IN ('waiting', 'sending') AND priority = :priority
                 AND send_at <= :now AND lease_until <= :now
               ORDER BY send_at, id
               LIMIT :limit)
RETURNING id, person_id, template, address, language, argument, secret, priority, state,
          send_at, attempts, last_error, sent_at, created_at,
          id || '.' || created_at AS message_id,
       {outbox_reader};
-- postgres:
UPDATE outbox
   SET state = 'sending', lease_until = :until, attempts = attempts + 1
 WHERE id IN (SELECT id
                FROM outbox
               WHERE state IN ('waiting', 'sending') AND priority = :priority
                 AND send_at <= :now AND lease_until <= :now
               ORDER BY send_at, id
               LIMIT :limit
                 FOR UPDATE SKIP LOCKED)
RETURNING id, person_id, template, address, language, argument, secret, priority, state,
          send_at, attempts, last_error, sent_at, created_at,
          id || '.' || created_at AS message_id,
       {outbox_reader};

-- Those whose numbers are in a JSON array.
-- name: outbox_sent(ids, now)
UPDATE outbox
   SET state = 'sent', sent_at = :now, lease_until = 0, secret = '', last_error = NULL
 WHERE id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids) AS sent);

-- name: outbox_give_back(id, now)
UPDATE outbox SET state = 'waiting', send_at = :now, lease_until = 0, attempts = attempts - 1
 WHERE id = :id;

-- name: outbox_later(id, send_at, error)
UPDATE outbox SET state = 'waiting', send_at = :send_at, lease_until = 0, last_error = :error
 WHERE id = :id;

-- What had a secret stays as it is: @mask stands in its arguments.
-- name: outbox_retry(id, mask, now)
UPDATE outbox SET state = 'waiting', send_at = :now, attempts = 0, last_error = NULL
 WHERE id = :id AND state IN ('failed', 'kept') AND argument NOT LIKE '%"' || :mask || '"%';

-- name: outbox_cancel(id)
UPDATE outbox SET state = 'kept', secret = '' WHERE id = :id AND state = 'waiting';

-- name: outbox_failed(id, error)
UPDATE outbox SET state = 'failed', lease_until = 0, secret = '', last_error = :error
 WHERE id = :id;

-- A mail whose link has expired helps nobody: it is not sent any more.
-- name: outbox_clean_secrets(before)
UPDATE outbox
   SET secret = '', lease_until = 0,
       state = CASE WHEN state IN ('waiting', 'sending') THEN 'kept' ELSE state END
 WHERE secret <> '' AND created_at < :before;

-- When the clock was set back, what it made wait while it was ahead would wait until that time comes
-- again: mails that were made then to go out soon, attempts put off, leases.  What is to wait for its
-- hour does.  @ahead is later than any right clock, @soon than any attempt, @lease than any lease.
-- name: outbox_after_clock(now, ahead, soon, lease, wait)
UPDATE outbox
   SET send_at = CASE WHEN send_at > :soon AND attempts > 0 THEN :now
                      WHEN created_at > :ahead AND send_at <= created_at + :wait THEN :now
                      ELSE send_at END,
       lease_until = CASE WHEN lease_until > :lease THEN :lease ELSE lease_until END
 WHERE state IN ('waiting', 'sending')
   AND (lease_until > :lease OR (send_at > :soon AND attempts > 0)
        OR (created_at > :ahead AND send_at > :now AND send_at <= created_at + :wait));

-- name: outbox_keep(before)
UPDATE outbox SET state = 'kept', lease_until = 0
 WHERE state IN ('waiting', 'sending') AND created_at < :before;
