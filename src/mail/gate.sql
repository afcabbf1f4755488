-- Destinations: who takes the mail of a domain, and how much of it.

-- name: gate_asking()
SELECT name, next_at, rest_seconds, rest_until, said FROM destination WHERE rest_seconds > 0 ORDER BY name;

-- Those whose names are in a JSON array.
-- name: gate_find(names)
SELECT name, next_at, rest_seconds, rest_until, said
  FROM destination
 WHERE name IN (SELECT value FROM json_each(:names) AS asked);

-- name: gate_move_on(name, next_at)
INSERT INTO destination (name, next_at) VALUES (:name, :next_at)
    ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at;

-- Further refusals during a rest are those of mails that were on their way.
-- name: gate_refused(name, said, first, most, now)
INSERT INTO destination (name, said, rest_seconds, rest_until)
VALUES (:name, :said, :first, CAST(:now AS BIGINT) + :first)
    ON CONFLICT (name) DO UPDATE
   SET said = excluded.said,
       rest_until = CASE WHEN destination.rest_until > :now THEN destination.rest_until
                         WHEN destination.rest_seconds * 2 > :most THEN :now + :most
                         WHEN destination.rest_seconds > 0 THEN :now + destination.rest_seconds * 2
                         ELSE :now + :first END,
       rest_seconds = CASE WHEN destination.rest_until > :now THEN destination.rest_seconds
                           WHEN destination.rest_seconds * 2 > :most THEN :most
                           WHEN destination.rest_seconds > 0 THEN destination.rest_seconds * 2
                           ELSE :first END;

-- name: gate_succeeded(name, first)
UPDATE destination
   SET rest_seconds = CASE WHEN rest_seconds / 2 < :first THEN 0 ELSE rest_seconds / 2 END
 WHERE name = :name AND rest_seconds > 0;

-- name: gate_put_back(id, send_at)
UPDATE outbox SET state = 'waiting', send_at = :send_at, lease_until = 0, attempts = attempts - 1
 WHERE id = :id;

-- What else waits for a domain gets its place behind, so that it is not claimed in vain: one each
-- @interval milliseconds from @from on, but none later than @last.
-- name: gate_spread(domain, urgent, now, from, last, interval)
UPDATE outbox
   SET send_at = CASE WHEN :from + place.nth * :interval / 1000 > :last THEN :last
                      ELSE :from + place.nth * :interval / 1000 END
  FROM (SELECT id, row_number() OVER (ORDER BY priority, send_at, id) - 1 AS nth
          FROM outbox
         WHERE state = 'waiting' AND priority > :urgent AND send_at <= :now
           AND lower(address) LIKE '%@' || :domain) AS place
 WHERE place.id = outbox.id;
-- postgres:
UPDATE outbox
   SET send_at = CASE WHEN :from + place.nth * :interval / 1000 > :last THEN :last
                      ELSE :from + place.nth * :interval / 1000 END
  FROM (SELECT id, row_number() OVER (ORDER BY priority, send_at, id) - 1 AS nth
          FROM (SELECT id, priority, send_at
                  FROM outbox
                 WHERE state = 'waiting' AND priority > :urgent AND send_at <= :now
                   AND lower(address) LIKE '%@' || :domain
                   FOR UPDATE SKIP LOCKED) AS free) AS place
 WHERE place.id = outbox.id;

-- name: gate_forget(before)
DELETE FROM destination WHERE rest_seconds = 0 AND next_at < :before;
