-- Where people work.  A row with merged_into is a spelling of another row.

-- fragment: organisation_columns
organisation.id, organisation.slug, organisation.name, organisation.words, organisation.type,
organisation.country, organisation.website, organisation.about, organisation.merged_into

-- Somebody who shows name and organisation (33) to the acting person is there, or it speaks itself.
-- fragment: organisation_known
((:roles & 4) <> 0 OR organisation.about <> '' OR organisation.website IS NOT NULL
 OR EXISTS (SELECT 1 FROM person
             WHERE person.organisation_id = organisation.id AND ({shown} & 33) = 33))

-- fragment: organisation_filter
organisation.merged_into IS NULL
AND (:pattern = '' OR organisation.words LIKE :pattern ESCAPE '\'
     OR EXISTS (SELECT 1 FROM organisation spelling
                 WHERE spelling.merged_into = organisation.id
                   AND spelling.words LIKE :pattern ESCAPE '\'))
AND (:country = '' OR organisation.country = :country)
AND (:type = '' OR organisation.type = :type)
AND {organisation_known}

-- name: organisation_list_first(limit)
SELECT {organisation_columns}, 0 AS n_shown
  FROM organisation
 WHERE merged_into IS NULL
   AND (about <> '' OR website IS NOT NULL
        OR (SELECT count(*) FROM person WHERE person.organisation_id = organisation.id) > 1)
 ORDER BY id LIMIT :limit;

-- name: organisation_find_words(words, country)
SELECT id FROM organisation WHERE words = :words AND coalesce(country, '') = coalesce(:country, '');

-- name: organisation_has_slug(slug)
SELECT count(*) FROM organisation WHERE slug = :slug;

-- name: organisation_insert(slug, name, words, type, country, now)
INSERT INTO organisation (slug, name, words, type, country, created_at)
VALUES (:slug, :name, :words, :type, :country, :now)
    ON CONFLICT (words, coalesce(country, '')) DO UPDATE SET words = excluded.words
RETURNING id;

-- name: organisation_know_type(id, type)
UPDATE organisation SET type = :type WHERE id = :id AND type = '' AND :type <> '';

-- The record to which a spelling leads, by however many steps.
-- name: organisation_root(id)
WITH RECURSIVE step (id, next) AS (
    SELECT id, merged_into FROM organisation WHERE id = :id
     UNION ALL
    SELECT organisation.id, organisation.merged_into
      FROM step JOIN organisation ON organisation.id = step.next
)
SELECT id FROM step WHERE next IS NULL;

-- name: organisation_name(id)
SELECT name FROM organisation WHERE id = :id;

-- name: organisation_find(slug, me, roles)
SELECT {organisation_columns}, 0 AS n_shown
  FROM organisation
 WHERE slug = :slug AND (merged_into IS NOT NULL OR {organisation_known});

-- name: organisation_find_id(id, me, roles)
SELECT {organisation_columns}, 0 AS n_shown
  FROM organisation WHERE id = :id AND {organisation_known};

-- name: organisation_list(pattern, country, type, limit, offset, me, roles)
SELECT {organisation_columns},
       (SELECT count(*) FROM person
         WHERE person.organisation_id = organisation.id AND person.left_at IS NULL
           AND ({shown} & 33) = 33) AS n_shown
  FROM organisation
 WHERE {organisation_filter}
 ORDER BY organisation.words, organisation.id
 LIMIT :limit OFFSET :offset;

-- name: organisation_count(pattern, country, type, me, roles)
SELECT count(*) FROM organisation WHERE {organisation_filter};

-- name: organisation_countries(me, roles)
SELECT DISTINCT organisation.country AS code
  FROM organisation
 WHERE organisation.merged_into IS NULL AND organisation.country IS NOT NULL
   AND {organisation_known}
 ORDER BY organisation.country;

-- name: organisation_update(id, name, words, type, country, website, about)
UPDATE organisation
   SET name = :name, words = :words, type = :type, country = :country, website = :website,
       about = :about
 WHERE id = :id AND merged_into IS NULL;

-- name: organisation_rename_people(id)
UPDATE person
   SET organisation = (SELECT name FROM organisation WHERE id = :id),
       version = version + 1
 WHERE organisation_id = :id;

-- name: organisation_join(person_id, organisation_id)
UPDATE person
   SET organisation_id = :organisation_id,
       organisation = coalesce((SELECT name FROM organisation WHERE id = :organisation_id), '')
 WHERE id = :person_id;
