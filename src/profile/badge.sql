-- Pages by which anybody can check a membership.

-- name: badge_find(token)
SELECT person.name, person.name_latin, person.joined_at, person.left_at, person.is_demo
  FROM badge JOIN person ON person.id = badge.person_id
 WHERE badge.token = :token AND person.erased_at IS NULL;

-- name: badge_token(person_id)
SELECT token FROM badge WHERE person_id = :person_id;

-- name: badge_insert(person_id, token, now)
INSERT INTO badge (person_id, token, created_at) VALUES (:person_id, :token, :now)
    ON CONFLICT (person_id) DO NOTHING;
