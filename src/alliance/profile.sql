-- What a person shows.  {shown}, the rule of who sees what, stands in access.sql.

-- fragment: profile_columns
person.id, person.handle, {person_page}, person.name, person.name_latin, person.picture_id, person.headline,
person.about, person.country, person.organisation, organisation.slug AS organisation_slug,
organisation.type AS organisation_type, person.position, person.level, person.joined_at AS since,
person.email, person.is_demo, {shown} AS open

-- name: profile_find(handle, me, roles)
SELECT {profile_columns}
  FROM person LEFT JOIN organisation ON organisation.id = person.organisation_id
 WHERE person.handle = :handle AND person.erased_at IS NULL;

-- name: profile_find_id(id, me, roles)
SELECT {profile_columns}
  FROM person LEFT JOIN organisation ON organisation.id = person.organisation_id
 WHERE person.id = :id AND person.erased_at IS NULL;

-- Of those whose numbers are in a JSON array, in its order, who shows the name.
-- name: profile_list(ids, me, roles)
SELECT {profile_columns}
  FROM json_each(:ids) AS picked
  JOIN person ON person.id = CAST(picked.value AS INTEGER)
  LEFT JOIN organisation ON organisation.id = person.organisation_id
 WHERE person.erased_at IS NULL AND ({shown} & 1) = 1
 ORDER BY picked.key;

-- Only who shows both name and organisation (33) can be found by it; only who shows the name sorts
-- by it.
-- name: profile_list_organisation(organisation_id, limit, offset, me, roles)
SELECT {profile_columns}
  FROM person LEFT JOIN organisation ON organisation.id = person.organisation_id
 WHERE person.organisation_id = :organisation_id AND person.left_at IS NULL
   AND person.erased_at IS NULL AND ({shown} & 33) = 33
 ORDER BY person.name, person.id
 LIMIT :limit OFFSET :offset;

-- name: profile_count_organisation(organisation_id, me, roles)
SELECT count(*)
  FROM person
 WHERE person.organisation_id = :organisation_id AND person.left_at IS NULL
   AND person.erased_at IS NULL AND ({shown} & 33) = 33;

-- name: profile_audience(id)
SELECT person.id AS person_id, person.shown_public AS to_public, person.shown_members AS to_members,
       CASE WHEN {stands_in_directory} THEN 1 ELSE 0 END AS agrees,
       CASE WHEN person.left_at IS NULL AND person.erased_at IS NULL THEN 1 ELSE 0 END AS is_member
  FROM person WHERE person.id = :id;

-- name: profile_give_handle(id, handle)
UPDATE person SET handle = :handle, version = version + 1 WHERE id = :id AND handle IS NULL;

-- name: profile_languages(person_id)
SELECT language AS text FROM person_language WHERE person_id = :person_id ORDER BY language;

-- name: profile_interests(person_id)
SELECT interest.slug, interest.name, interest.name_fr
  FROM person_interest JOIN interest ON interest.slug = person_interest.interest
 WHERE person_interest.person_id = :person_id
 ORDER BY interest.position, interest.slug;

-- name: profile_links(person_id)
SELECT url, label FROM person_link WHERE person_id = :person_id ORDER BY position;

-- What hangs on those whose numbers are in a JSON array, in its order.
-- name: profile_list_languages(ids)
SELECT person_language.person_id, person_language.language AS text
  FROM json_each(:ids) AS picked
  JOIN person_language ON person_language.person_id = CAST(picked.value AS INTEGER)
 ORDER BY picked.key, person_language.language;

-- name: profile_list_interests(ids)
SELECT person_interest.person_id, interest.slug, interest.name, interest.name_fr
  FROM json_each(:ids) AS picked
  JOIN person_interest ON person_interest.person_id = CAST(picked.value AS INTEGER)
  JOIN interest ON interest.slug = person_interest.interest
 ORDER BY picked.key, interest.position, interest.slug;

-- name: profile_list_links(ids)
SELECT person_link.person_id, person_link.url, person_link.label
  FROM json_each(:ids) AS picked
  JOIN person_link ON person_link.person_id = CAST(picked.value AS INTEGER)
 ORDER BY picked.key, person_link.position;

-- name: profile_save(id, name, name_latin, headline, about, country, organisation, organisation_id, position, level, handle)
UPDATE person
   SET name = :name, name_latin = :name_latin, headline = :headline, about = :about,
       country = :country, organisation = :organisation, organisation_id = :organisation_id,
       position = :position, level = :level,
       handle = coalesce(handle, :handle), version = version + 1
 WHERE id = :id;

-- name: profile_show(id, to_public, to_members)
UPDATE person SET shown_public = :to_public, shown_members = :to_members, version = version + 1
 WHERE id = :id AND (shown_public <> :to_public OR shown_members <> :to_members);

-- name: profile_delete_languages(person_id)
DELETE FROM person_language WHERE person_id = :person_id;

-- name: profile_delete_interests(person_id)
DELETE FROM person_interest WHERE person_id = :person_id;

-- name: profile_delete_links(person_id)
DELETE FROM person_link WHERE person_id = :person_id;

-- name: profile_add_language(person_id, language)
INSERT INTO person_language (person_id, language) VALUES (:person_id, :language)
    ON CONFLICT DO NOTHING;

-- name: profile_add_interest(person_id, interest)
INSERT INTO person_interest (person_id, interest)
SELECT :person_id, slug FROM interest WHERE slug = :interest
    ON CONFLICT DO NOTHING;

-- name: profile_add_link(person_id, position, url, label)
INSERT INTO person_link (person_id, position, url, label)
VALUES (:person_id, :position, :url, :label);
