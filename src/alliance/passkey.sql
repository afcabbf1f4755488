-- Keys on devices, and the questions that they sign.

-- name: passkey_insert_challenge(hash, holder, purpose, expires)
INSERT INTO passkey_challenge (hash, holder, purpose, expires_at)
VALUES (:hash, :holder, :purpose, :expires);

-- name: passkey_take_challenge(hash, holder, purpose, now)
DELETE FROM passkey_challenge
 WHERE hash = :hash AND holder = :holder AND purpose = :purpose AND expires_at > :now;

-- name: passkey_delete_expired(now)
DELETE FROM passkey_challenge WHERE expires_at <= :now;

-- name: passkey_list(person)
SELECT id, person_id, credential, public_key, counter, name, created_at,
       COALESCE(used_at, 0) AS used_at
  FROM passkey WHERE person_id = :person ORDER BY id;

-- name: passkey_find(credential)
SELECT id, person_id, credential, public_key, counter, name, created_at,
       COALESCE(used_at, 0) AS used_at
  FROM passkey WHERE credential = :credential;

-- name: passkey_count(person)
SELECT count(*) AS n FROM passkey WHERE person_id = :person;

-- name: passkey_insert(person, credential, public_key, counter, name, now)
INSERT INTO passkey (person_id, credential, public_key, counter, name, created_at)
VALUES (:person, :credential, :public_key, :counter, :name, :now)
    ON CONFLICT (credential) DO NOTHING
RETURNING id;

-- name: passkey_use(id, counter, now)
-- A device that counts never counts the same twice; one that does not says 0 for ever.
UPDATE passkey SET counter = :counter, used_at = :now
 WHERE id = :id AND (counter < :counter OR (counter = 0 AND :counter = 0));

-- name: passkey_delete(person, id)
DELETE FROM passkey WHERE id = :id AND person_id = :person;
