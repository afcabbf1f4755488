-- name: merge_find_person(id)
SELECT id, coalesce(picture_id, 0) AS picture_id, coalesce(organisation_id, 0) AS organisation_id,
       joined_at, version, email, name, coalesce(name_latin, '') AS name_latin,
       coalesce(country, '') AS country, organisation, position, headline, about,
       coalesce(level, '') AS level, language, zone,
       CASE WHEN erased_at IS NULL THEN 0 ELSE 1 END AS has_gone
  FROM person WHERE id = :id;

-- The row keeps its number for as long as the merge can be undone, and says nothing.
-- name: merge_entomb(id, now)
UPDATE person
   SET email = 'merged ' || CAST(:id AS TEXT), name = '', name_latin = NULL, organisation = '',
       organisation_id = NULL, position = '', headline = '', about = '', level = NULL,
       picture_id = NULL, handle = NULL, shown_public = 0, shown_members = 0,
       left_at = joined_at, erased_at = :now, version = version + 1
 WHERE id = :id;

-- name: merge_save(id, email, name, name_latin, country, organisation, organisation_id, position, headline, about, level, language, zone, picture_id, joined_at, handle)
UPDATE person
   SET email = :email, name = :name, name_latin = :name_latin, country = :country,
       organisation = :organisation, organisation_id = :organisation_id, position = :position,
       headline = :headline, about = :about, level = :level, language = :language, zone = :zone,
       picture_id = :picture_id, joined_at = :joined_at,
       handle = coalesce(handle, :handle), version = version + 1
 WHERE id = :id;

-- name: merge_insert(stays_id, gone_id, stays_before, gone_before, stays_version, now, me)
INSERT INTO merge (stays_id, gone_id, stays_before, gone_before, stays_version, merged_at, merged_by)
VALUES (:stays_id, :gone_id, :stays_before, :gone_before, :stays_version, :now, :me)
RETURNING id;

-- name: merge_insert_row(merge_id, relation, field, was_double, line)
INSERT INTO merge_row (merge_id, relation, field, was_double, line)
VALUES (:merge_id, :relation, :field, :was_double, :line);

-- name: merge_rows(merge_id)
SELECT relation, field, was_double, line FROM merge_row WHERE merge_id = :merge_id ORDER BY id;

-- name: merge_add_address(address, person_id)
INSERT INTO person_address (address, person_id) VALUES (:address, :person_id)
    ON CONFLICT (address) DO UPDATE SET person_id = excluded.person_id;

-- name: merge_take_addresses(email, other_email)
DELETE FROM person_address WHERE address = :email OR address = :other_email;

-- fragment: merge_columns
merge.id, merge.stays_id, merge.gone_id, merge.stays_version, merge.merged_at, merge.undone_at,
merge.stays_before, merge.gone_before, person.name

-- name: merge_find(id)
SELECT {merge_columns} FROM merge JOIN person ON person.id = merge.stays_id WHERE merge.id = :id;

-- name: merge_list(limit)
SELECT {merge_columns} FROM merge JOIN person ON person.id = merge.stays_id
 WHERE merge.undone_at IS NULL AND person.erased_at IS NULL
 ORDER BY merge.id DESC LIMIT :limit;

-- name: merge_set_undone(id, now)
UPDATE merge SET undone_at = :now WHERE id = :id AND undone_at IS NULL;

-- name: merge_email_is_free(email, id, other_id)
SELECT CASE WHEN EXISTS (SELECT 1 FROM person WHERE email = :email AND id <> :id AND id <> :other_id)
            THEN 0 ELSE 1 END;

-- The empty rows go, and with them all that was kept for undoing.
-- name: merge_delete_old(before)
DELETE FROM person
 WHERE email >= 'merged ' AND email < 'merged!'
   AND NOT EXISTS (SELECT 1 FROM merge
                    WHERE merge.gone_id = person.id AND merge.undone_at IS NULL
                      AND merge.merged_at >= :before);

-- name: merge_delete_undone(before)
DELETE FROM merge WHERE undone_at IS NOT NULL AND merged_at < :before;

-- ---- likeness ----

-- name: likeness_people(after, limit)
SELECT id, email, name, coalesce(name_latin, '') AS name_latin, coalesce(country, '') AS country,
       organisation
  FROM person WHERE id > :after AND erased_at IS NULL ORDER BY id LIMIT :limit;

-- name: likeness_keys(person_id)
SELECT reason, key FROM person_likeness WHERE person_id = :person_id ORDER BY reason, key;

-- name: likeness_insert(person_id, reason, key)
INSERT INTO person_likeness (person_id, reason, key) VALUES (:person_id, :reason, :key)
    ON CONFLICT (reason, key, person_id) DO NOTHING;

-- name: likeness_list(limit, offset)
SELECT mine.person_id AS id, theirs.person_id AS other_id, min(mine.reason) AS reason,
       person.name, other.name AS other_name, person.email, other.email AS other_email
  FROM person_likeness mine
  JOIN person_likeness theirs ON theirs.reason = mine.reason AND theirs.key = mine.key
                             AND theirs.person_id > mine.person_id
  JOIN person ON person.id = mine.person_id
  JOIN person other ON other.id = theirs.person_id
 WHERE person.erased_at IS NULL AND other.erased_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM person_distinct
                    WHERE person_distinct.person_id = mine.person_id
                      AND person_distinct.other_id = theirs.person_id)
 GROUP BY mine.person_id, theirs.person_id, person.name, other.name, person.email, other.email
 ORDER BY mine.person_id, theirs.person_id
 LIMIT :limit OFFSET :offset;

-- name: likeness_deny(person_id, other_id, now)
INSERT INTO person_distinct (person_id, other_id, decided_at) VALUES (:person_id, :other_id, :now)
    ON CONFLICT (person_id, other_id) DO NOTHING;
