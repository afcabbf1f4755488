-- name: credential_find(person)
SELECT password, password_at FROM credential WHERE person_id = :person;

-- name: credential_write(person, password, now)
INSERT INTO credential (person_id, password, password_at)
VALUES (:person, :password, :now)
    ON CONFLICT (person_id) DO UPDATE SET password = excluded.password,
                                          password_at = excluded.password_at;

-- name: credential_renew(person, password)
UPDATE credential SET password = :password WHERE person_id = :person;

-- name: credential_delete(person)
DELETE FROM credential WHERE person_id = :person;
