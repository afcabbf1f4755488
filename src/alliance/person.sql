-- fragment: person_columns
person.id, person.email, person.name, person.name_latin, person.country, person.organisation,
person.position, person.headline, person.level, person.language, person.zone, person.picture_id,
person.joined_at, person.left_at, person.is_demo, person.version

-- fragment: person_filter
(:pattern = '' OR person.words LIKE :pattern ESCAPE '\') AND (:country = '' OR person.country = :country)

-- fragment: term_columns
person_role.id, person_role.person_id, person_role.since, person_role.until, person_role.role,
person.name, person.position, person.country, person.picture_id, person.is_demo,
CASE WHEN person_role.since <= :now AND (person_role.until IS NULL OR person_role.until > :now)
     THEN 1 ELSE 0 END AS in_force

-- name: person_find(id)
SELECT {person_columns} FROM person WHERE id = :id;

-- name: person_find_email(email)
SELECT {person_columns} FROM person WHERE email = :email;

-- name: person_insert(email, name, name_latin, country, organisation, position, headline, level, language, zone, picture_id, joined_at, left_at, is_demo, words)
INSERT INTO person (email, name, name_latin, country, organisation, position, headline, level,
                    language, zone, picture_id, joined_at, left_at, is_demo, words)
VALUES (:email, :name, :name_latin, :country, :organisation, :position, :headline, :level,
        :language, :zone, :picture_id, :joined_at, :left_at, :is_demo, :words)
    ON CONFLICT (email) DO NOTHING
RETURNING id;

-- name: person_list(pattern, country, limit, offset)
SELECT {person_columns}
  FROM (SELECT id FROM person WHERE {person_filter}
         ORDER BY joined_at DESC, id DESC LIMIT :limit OFFSET :offset) picked
  JOIN person ON person.id = picked.id
 ORDER BY person.joined_at DESC, person.id DESC;

-- name: person_list_count(pattern, country)
SELECT count(*) FROM person WHERE {person_filter};

-- name: person_terms(person_id, now)
SELECT {term_columns}
  FROM person_role JOIN person ON person.id = person_role.person_id
 WHERE person_role.person_id = :person_id
 ORDER BY person_role.since DESC, person_role.id DESC;

-- name: person_terms_of(role, now)
SELECT {term_columns}
  FROM person_role JOIN person ON person.id = person_role.person_id
 WHERE person_role.role = :role AND person_role.since <= :now
   AND (person_role.until IS NULL OR person_role.until > :now)
   AND person.left_at IS NULL
 ORDER BY person.name, person_role.id;

-- name: person_grant(person_id, role, since, until)
INSERT INTO person_role (person_id, role, since, until)
VALUES (:person_id, :role, :since, :until);

-- A term that has not begun ends when it would have.
-- name: person_revoke(id, now)
UPDATE person_role
   SET until = CASE WHEN since > :now THEN since ELSE :now END
 WHERE id = :id AND (until IS NULL OR until > :now);

-- name: person_countries()
SELECT DISTINCT country AS code FROM person WHERE country IS NOT NULL ORDER BY country;

-- name: person_set_reading(id, language, zone)
UPDATE person SET language = :language, zone = :zone, version = version + 1 WHERE id = :id;

-- A term of the secretariat may go when somebody else's lasts at least as long.
-- name: person_needs_term(id, now)
SELECT count(*) FROM person_role mine
 WHERE mine.id = :id AND mine.role = 'secretariat' AND mine.since <= :now
   AND (mine.until IS NULL OR mine.until > :now)
   AND NOT EXISTS (SELECT 1 FROM person_role other JOIN person ON person.id = other.person_id
                    WHERE other.id <> mine.id AND other.role = 'secretariat'
                      AND other.since <= :now AND person.left_at IS NULL
                      AND (other.until IS NULL
                           OR (other.until > :now AND other.until >= mine.until)));
