-- People's own calendar addresses.

-- name: address_find(hash)
SELECT calendar_address.person_id, calendar_address.language
  FROM calendar_address JOIN person ON person.id = calendar_address.person_id
 WHERE calendar_address.token_hash = :hash AND person.left_at IS NULL AND person.erased_at IS NULL;

-- name: address_since(person_id)
SELECT created_at FROM calendar_address WHERE person_id = :person_id;

-- name: address_set(person_id, hash, language, now)
INSERT INTO calendar_address (person_id, token_hash, language, created_at)
VALUES (:person_id, :hash, :language, :now)
    ON CONFLICT (person_id) DO UPDATE
   SET token_hash = excluded.token_hash, language = excluded.language,
       created_at = excluded.created_at;
