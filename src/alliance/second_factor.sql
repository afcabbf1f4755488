-- The second proof of who somebody is: codes of a device, and those on paper for when it is lost.

-- name: second_factor_find(person)
SELECT secret, begun_at, COALESCE(confirmed_at, 0) AS confirmed_at, last_step,
       (SELECT count(*) FROM recovery_code c WHERE c.person_id = :person) AS n_codes
  FROM second_factor WHERE person_id = :person;

-- name: second_factor_count(person)
SELECT (SELECT count(*) FROM second_factor
         WHERE person_id = :person AND confirmed_at IS NOT NULL) +
       (SELECT count(*) FROM passkey WHERE person_id = :person) AS n;

-- name: second_factor_begin(person, secret, now)
INSERT INTO second_factor (person_id, secret, begun_at) VALUES (:person, :secret, :now)
    ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, begun_at = excluded.begun_at,
                                          last_step = 0
     WHERE second_factor.confirmed_at IS NULL;

-- name: second_factor_confirm(person, step, now)
UPDATE second_factor SET confirmed_at = :now, last_step = :step
 WHERE person_id = :person AND confirmed_at IS NULL;

-- name: second_factor_spend(person, step)
-- Of two who show the same code at once only one is let through.
UPDATE second_factor SET last_step = :step
 WHERE person_id = :person AND confirmed_at IS NOT NULL AND last_step < :step;

-- name: second_factor_delete(person)
DELETE FROM second_factor WHERE person_id = :person AND confirmed_at IS NOT NULL;

-- name: second_factor_insert_code(person, hash)
INSERT INTO recovery_code (person_id, hash) VALUES (:person, :hash);

-- name: second_factor_spend_code(person, hash)
DELETE FROM recovery_code WHERE person_id = :person AND hash = :hash;

-- name: second_factor_delete_codes(person)
DELETE FROM recovery_code WHERE person_id = :person;

-- name: second_factor_delete_passkeys(person)
DELETE FROM passkey WHERE person_id = :person;
