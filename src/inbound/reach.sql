-- name: reach_find(address)
SELECT address, score, scored_at, day_weight, coalesce(paused_at, 0) AS paused_at
  FROM mail_reach WHERE address = :address;

-- name: reach_insert_event(address, class, status, reason, said, counted, now)
INSERT INTO bounce (address, class, status, reason, said, counted, at)
VALUES (:address, :class, :status, :reason, :said, :counted, :now);

-- A pause stays until somebody ends it.
-- name: reach_set(address, score, day_weight, paused_at, now)
INSERT INTO mail_reach (address, score, day_weight, paused_at, scored_at)
VALUES (:address, :score, :day_weight, CAST(:paused_at AS INTEGER), :now)
    ON CONFLICT (address) DO UPDATE
   SET score = excluded.score, day_weight = excluded.day_weight, scored_at = excluded.scored_at,
       paused_at = coalesce(mail_reach.paused_at, excluded.paused_at);

-- The reports about an address, and beside each since when it is paused; a row with id 0 if there is
-- no report.
-- name: reach_events(address, limit)
SELECT coalesce(bounce.id, 0) AS id, coalesce(bounce.at, 0) AS at, wanted.address,
       coalesce(bounce.class, '') AS class, coalesce(bounce.status, '') AS status,
       coalesce(bounce.reason, '') AS reason, coalesce(bounce.said, '') AS said,
       coalesce(bounce.counted, 0) AS counted, coalesce(mail_reach.paused_at, 0) AS paused_at
  FROM (SELECT CAST(:address AS TEXT) AS address) wanted
  LEFT JOIN mail_reach ON mail_reach.address = wanted.address
  LEFT JOIN bounce ON bounce.address = wanted.address
 ORDER BY bounce.id DESC
 LIMIT :limit;

-- name: reach_count_paused()
SELECT count(*) FROM mail_reach WHERE paused_at IS NOT NULL;

-- name: reach_resume(address)
DELETE FROM mail_reach WHERE address = :address AND paused_at IS NOT NULL;

-- name: reach_clean_events(before)
DELETE FROM bounce WHERE at < :before;

-- name: reach_clean_scores(before)
DELETE FROM mail_reach WHERE paused_at IS NULL AND scored_at < :before;
