-- Who asks: one statement for a cookie, one for a bearer token, one for who is known otherwise.

-- The person `p`, and a term that is in force or none.
-- fragment: session_person
CASE WHEN EXISTS (SELECT 1 FROM second_factor f
                   WHERE f.person_id = p.id AND f.confirmed_at IS NOT NULL)
     THEN 1 ELSE 0 END AS has_codes,
CASE WHEN EXISTS (SELECT 1 FROM passkey k WHERE k.person_id = p.id)
     THEN 1 ELSE 0 END AS has_passkey,
(SELECT value FROM setting WHERE name = 'second_factor') AS rule,
CASE WHEN EXISTS (SELECT 1 FROM mail_reach
                   WHERE mail_reach.address = p.email AND mail_reach.paused_at IS NOT NULL)
     THEN 1 ELSE 0 END AS unreachable,
p.id, CASE WHEN p.name = '' THEN p.email ELSE p.name END AS name, p.email, p.zone,
CASE WHEN p.left_at IS NULL OR p.left_at > :now THEN 1 ELSE 0 END AS member,
person_role.role, person_role.scope

-- A row for each term that is in force, one without a role if none is.
-- name: session_find(hash, now)
SELECT s.id AS session, s.seen_at, s.notice,
       CASE WHEN s.second_at IS NOT NULL THEN 1 ELSE 0 END AS proved,
       {session_person}
  FROM session s
  JOIN person p ON p.id = s.person_id
  LEFT JOIN person_role ON person_role.person_id = p.id AND {term_in_force}
 WHERE s.token_hash = :hash AND s.expires_at > :now
 ORDER BY person_role.id;

-- name: session_find_api(hash, now)
SELECT 0 AS session, COALESCE(t.used_at, 0) AS seen_at, 0 AS proved,
       {session_person}
  FROM api_token t
  JOIN person p ON p.id = t.person_id
  LEFT JOIN person_role ON person_role.person_id = p.id AND {term_in_force}
 WHERE t.token_hash = :hash AND (t.expires_at IS NULL OR t.expires_at > :now)
 ORDER BY person_role.id;

-- Who wrote a mail, or reads one: there is no session.
-- name: session_find_person(id, now)
SELECT 0 AS session, 0 AS seen_at, 0 AS proved,
       {session_person}
  FROM person p
  LEFT JOIN person_role ON person_role.person_id = p.id AND {term_in_force}
 WHERE p.id = :id AND p.erased_at IS NULL
 ORDER BY person_role.id;

-- name: session_insert(hash, person, now, expires, made_by, device)
INSERT INTO session (token_hash, person_id, created_at, seen_at, expires_at, made_by, device)
VALUES (:hash, :person, :now, :now, :expires, :made_by, :device)
RETURNING id;

-- name: session_prove(id, now)
UPDATE session SET second_at = :now WHERE id = :id;

-- name: session_find_own(id)
SELECT id, created_at, seen_at, expires_at, made_by, device FROM session WHERE id = :id;

-- name: session_touch(hash, now, expires, life, said)
-- The session lives on from now, but not for ever.  A notice was said, or none: another one may
-- have come meanwhile.
UPDATE session
   SET seen_at = :now,
       expires_at = CASE WHEN created_at + :life < :expires THEN created_at + :life
                         ELSE :expires END,
       notice = CASE WHEN notice = :said THEN NULL ELSE notice END
 WHERE token_hash = :hash;

-- name: session_touch_api(hash, now)
UPDATE api_token SET used_at = :now WHERE token_hash = :hash;

-- name: session_is_fresh(id, since)
SELECT count(*) FROM session
 WHERE id = :id AND made_by IN ('link', 'passkey') AND created_at > :since;

-- Written once a day: what was made from people's records is made anew then.
-- name: session_note_seen(person, day)
UPDATE person SET seen_before = seen_at, seen_at = :day
 WHERE id = :person AND (seen_at IS NULL OR seen_at < :day) AND erased_at IS NULL;

-- name: session_last_visit(person, today)
SELECT CASE WHEN seen_at < :today THEN seen_at ELSE seen_before END FROM person WHERE id = :person;

-- name: session_set_notice(id, notice)
UPDATE session SET notice = :notice WHERE id = :id;

-- name: session_delete(id)
DELETE FROM session WHERE id = :id;

-- name: session_delete_all(person)
DELETE FROM session WHERE person_id = :person;

-- name: session_delete_one(person, id)
DELETE FROM session WHERE id = :id AND person_id = :person;

-- name: session_delete_others(person, id)
DELETE FROM session WHERE person_id = :person AND id <> :id;

-- name: session_delete_expired(now)
DELETE FROM session WHERE expires_at <= :now;

-- name: session_list(person, now)
SELECT id, created_at, seen_at, expires_at, made_by, device FROM session
 WHERE person_id = :person AND expires_at > :now ORDER BY seen_at DESC, id DESC;

-- name: session_insert_api(hash, person, name, now, expires)
INSERT INTO api_token (token_hash, person_id, name, created_at, expires_at)
VALUES (:hash, :person, :name, :now, :expires)
RETURNING id;
