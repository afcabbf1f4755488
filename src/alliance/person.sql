-- fragment: person_columns
person.id, person.email, person.name, person.name_latin, person.country, person.organisation,
person.position, person.headline, person.level, person.language, person.zone, person.picture_id,
person.joined_at, person.left_at, person.is_demo, person.version, person.comment_mails,
person.poll_mails, person.pace

-- Who was erased is nobody any more.
-- name: person_find(id)
SELECT {person_columns} FROM person WHERE id = :id AND erased_at IS NULL;

-- name: person_find_email(email)
SELECT {person_columns} FROM person WHERE email = :email AND erased_at IS NULL;

-- name: person_insert(email, name, name_latin, country, organisation, position, headline, level, language, zone, picture_id, joined_at, left_at, is_demo, handle, shown_members)
INSERT INTO person (email, name, name_latin, country, organisation, position, headline, level,
                    language, zone, picture_id, joined_at, left_at, is_demo, handle,
                    shown_members)
VALUES (:email, :name, :name_latin, :country, :organisation, :position, :headline, :level,
        :language, :zone, :picture_id, :joined_at, :left_at, :is_demo, :handle,
        :shown_members)
    ON CONFLICT (email) DO NOTHING
RETURNING id;

-- Those whose numbers are in a JSON array, in its order.
-- name: person_list(ids)
SELECT {person_columns}
  FROM json_each(:ids) AS picked
  JOIN person ON person.id = CAST(picked.value AS INTEGER)
 ORDER BY picked.key;

-- name: person_set_reading(id, language, zone)
UPDATE person SET language = :language, zone = :zone, version = version + 1 WHERE id = :id;

-- name: person_form_countries()
SELECT iso2 AS code FROM country ORDER BY iso2;
