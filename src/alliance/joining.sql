-- Requests to join, until they are members or gone.

-- fragment: joining_columns
join_request.id, join_request.created_at, join_request.email, join_request.name,
join_request.country, join_request.organisation, join_request.organisation_type,
join_request.level, join_request.interests, join_request.languages, join_request.purposes,
join_request.language, join_request.zone, join_request.state, join_request.evidence

-- name: joining_insert(token_hash, email, name, country, organisation, organisation_type, level, interests, languages, purposes, language, evidence, now, expires_at)
INSERT INTO join_request (token_hash, email, name, country, organisation, organisation_type, level,
                          interests, languages, purposes, language, evidence, created_at,
                          expires_at)
VALUES (:token_hash, :email, :name, :country, :organisation, :organisation_type, :level, :interests,
        :languages, :purposes, :language, :evidence, :now, :expires_at);

-- name: joining_find(token_hash, now)
SELECT {joining_columns} FROM join_request
 WHERE token_hash = :token_hash AND state = 'open' AND expires_at > :now;

-- name: joining_find_waiting(id)
SELECT {joining_columns} FROM join_request WHERE id = :id AND state = 'waiting';

-- name: joining_list_waiting(limit)
SELECT {joining_columns} FROM join_request
 WHERE state = 'waiting' ORDER BY created_at, id LIMIT :limit;

-- name: joining_count_waiting()
SELECT count(*) FROM join_request WHERE state = 'waiting';

-- name: joining_wait(id, zone)
UPDATE join_request SET state = 'waiting', zone = :zone WHERE id = :id AND state = 'open';

-- name: joining_delete_email(email, but_id)
DELETE FROM join_request WHERE email = :email AND id <> :but_id;

-- name: joining_delete_expired(now)
DELETE FROM join_request WHERE expires_at <= :now AND state = 'open';

-- A subscriber becomes a member: the same record, with what such a record did not have.
-- name: joining_become(email, name, country, organisation, level, language, zone, now)
UPDATE person
   SET name = :name, country = :country, organisation = :organisation, level = :level,
       language = :language, zone = :zone, joined_at = :now, left_at = NULL, version = version + 1
 WHERE email = :email AND left_at = joined_at AND erased_at IS NULL
RETURNING id;

-- Who comes back was away in between.
-- name: joining_note_absence(email, now)
INSERT INTO person_absence (person_id, since, until)
SELECT id, left_at, :now FROM person WHERE email = :email AND left_at < :now
    ON CONFLICT DO NOTHING;

-- Who comes back keeps the record.
-- name: joining_return(email, now)
UPDATE person SET left_at = NULL, version = version + 1
 WHERE email = :email AND left_at IS NOT NULL AND left_at <= :now
RETURNING id;
