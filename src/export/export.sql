-- What the secretariat knows beside the profile, of those whose numbers are in a JSON array, in its
-- order; and who took out whom.

-- name: export_records(ids)
SELECT person.id, coalesce(person.left_at, 0) AS left_at, coalesce(person.seen_at, 0) AS seen_at,
       person.language, person.zone
  FROM json_each(:ids) AS picked
  JOIN person ON person.id = CAST(picked.value AS INTEGER)
 ORDER BY picked.key, person.id;

-- name: export_purposes(ids)
SELECT consent.person_id, consent.purpose AS text
  FROM json_each(:ids) AS picked
  JOIN consent ON consent.person_id = CAST(picked.value AS INTEGER) AND consent.given = 1
 WHERE NOT EXISTS (SELECT 1 FROM consent later
                    WHERE later.person_id = consent.person_id
                      AND later.purpose = consent.purpose AND later.id > consent.id)
 ORDER BY picked.key, consent.purpose;

-- name: export_terms(ids, now)
SELECT person_role.person_id, person_role.role AS text, person_role.scope
  FROM json_each(:ids) AS picked
  JOIN person_role ON person_role.person_id = CAST(picked.value AS INTEGER)
   AND person_role.since <= :now AND coalesce(person_role.until, :now + 1) > :now
 ORDER BY picked.key, person_role.role, person_role.scope;

-- name: export_insert(me, now, filter, format, eye, fields, rows_n, size)
INSERT INTO people_export (person_id, made_at, filter, format, eye, fields, rows_n, size)
VALUES (nullif(:me, 0), :now, :filter, :format, :eye, :fields, :rows_n, :size);

-- name: export_list(filter, limit)
SELECT people_export.made_at, people_export.format, people_export.eye, people_export.fields,
       people_export.rows_n, person.name
  FROM people_export
  LEFT JOIN person ON person.id = people_export.person_id AND person.erased_at IS NULL
 WHERE people_export.filter = :filter
 ORDER BY people_export.id DESC LIMIT :limit;

-- name: export_count(filter)
SELECT count(*) FROM people_export WHERE filter = :filter;
