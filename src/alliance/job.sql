-- name: job_insert(kind, argument, run_at, now)
INSERT INTO job (kind, argument, run_at, created_at)
VALUES (:kind, :argument, :run_at, :now);

-- name: job_count_queued(kind)
SELECT count(*) FROM job WHERE done_at IS NULL AND failed_at IS NULL AND kind = :kind;

-- name: job_is_due(now)
SELECT count(*)
  FROM (SELECT 1 AS one
          FROM job
         WHERE done_at IS NULL AND failed_at IS NULL AND run_at <= :now AND lease_until <= :now
         LIMIT 1) AS due;

-- A lease that ran out is a worker that died.
-- name: job_lease(now, until)
UPDATE job
   SET lease_until = :until, attempts = attempts + 1
 WHERE id = (SELECT id
               FROM job
              WHERE done_at IS NULL AND failed_at IS NULL AND run_at <= :now
                AND lease_until <= :now
              ORDER BY run_at, id
              LIMIT 1)
RETURNING id, kind, argument, run_at, lease_until, attempts, done_at, failed_at, last_error;
-- postgres:
UPDATE job
   SET lease_until = :until, attempts = attempts + 1
 WHERE id = (SELECT id
               FROM job
              WHERE done_at IS NULL AND failed_at IS NULL AND run_at <= :now
                AND lease_until <= :now
              ORDER BY run_at, id
              LIMIT 1
                FOR UPDATE SKIP LOCKED)
RETURNING id, kind, argument, run_at, lease_until, attempts, done_at, failed_at, last_error;

-- name: job_lease_until(id, until)
UPDATE job SET lease_until = :until WHERE id = :id;

-- name: job_done(id, lease_until, now)
UPDATE job SET done_at = :now, lease_until = 0, last_error = NULL
 WHERE id = :id AND lease_until = :lease_until;

-- name: job_again(id, run_at, error)
UPDATE job SET run_at = :run_at, lease_until = 0, last_error = :error WHERE id = :id;

-- name: job_give_up(id, error, now)
UPDATE job SET failed_at = :now, lease_until = 0, last_error = :error WHERE id = :id;

-- name: job_clean(before)
DELETE FROM job WHERE done_at < :before;

-- name: job_list(limit, offset)
SELECT id, kind, argument, run_at, lease_until, attempts, done_at, failed_at, last_error
  FROM job
 ORDER BY id DESC
 LIMIT :limit OFFSET :offset;

-- name: job_retry(id, now)
UPDATE job SET failed_at = NULL, attempts = 0, run_at = :now
 WHERE id = :id AND failed_at IS NOT NULL;

-- name: schedule_insert(kind, every, now)
INSERT INTO schedule (kind, every, next_at)
VALUES (:kind, :every, :now)
    ON CONFLICT (kind) DO UPDATE SET every = excluded.every;

-- name: schedule_delete(kind)
DELETE FROM schedule WHERE kind = :kind;

-- name: schedule_list()
SELECT kind, every, next_at, last_at, last_seconds, last_result FROM schedule ORDER BY kind;

-- Also what ran in a time that has not come yet: the clock was set back.
-- name: schedule_list_due(now, ahead)
SELECT kind, every, next_at, last_at, last_seconds, last_result
  FROM schedule
 WHERE next_at <= :now OR last_at > :ahead
 ORDER BY next_at, kind;

-- Whoever moves next_at on has it; if he dies it is due again at that time.
-- name: schedule_lease(kind, next_at, until, now, ahead)
UPDATE schedule SET next_at = :until, last_at = :now
 WHERE kind = :kind AND next_at = :next_at AND (next_at <= :now OR last_at > :ahead);

-- name: schedule_end(kind, next_at, seconds, result)
UPDATE schedule SET next_at = :next_at, last_seconds = :seconds, last_result = :result
 WHERE kind = :kind;
