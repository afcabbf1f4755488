-- Spellings of one organisation.

-- name: spelling_list_records()
SELECT organisation.id, organisation.slug, organisation.name, organisation.words,
       organisation.type, organisation.country, organisation.website, organisation.about,
       organisation.merged_into,
       (SELECT count(*) FROM person WHERE person.organisation_id = organisation.id) AS n_shown
  FROM organisation WHERE organisation.merged_into IS NULL
 ORDER BY organisation.id;

-- name: spelling_list_apart()
SELECT first_id, second_id FROM organisation_apart ORDER BY first_id, second_id;

-- name: spelling_set_apart(first_id, second_id)
INSERT INTO organisation_apart (first_id, second_id) VALUES (:first_id, :second_id)
    ON CONFLICT DO NOTHING;

-- name: spelling_merge(id, target_id, now)
UPDATE organisation SET merged_into = :target_id, merged_at = :now
 WHERE id = :id AND merged_into IS NULL AND id <> :target_id
   AND EXISTS (SELECT 1 FROM organisation target
                WHERE target.id = :target_id AND target.merged_into IS NULL);

-- name: spelling_note_people(id)
INSERT INTO organisation_move (organisation_id, person_id)
SELECT :id, id FROM person WHERE organisation_id = :id
    ON CONFLICT DO NOTHING;

-- name: spelling_move_people(id, target_id)
UPDATE person
   SET organisation_id = :target_id,
       organisation = (SELECT name FROM organisation WHERE id = :target_id),
       version = version + 1
 WHERE organisation_id = :id;

-- Only those who are still where the merge has brought them.
-- name: spelling_bring_back(id, root)
UPDATE person
   SET organisation_id = :id,
       organisation = (SELECT name FROM organisation WHERE id = :id),
       version = version + 1
 WHERE organisation_id = :root
   AND id IN (SELECT person_id FROM organisation_move WHERE organisation_id = :id);

-- name: spelling_forget_people(id)
DELETE FROM organisation_move WHERE organisation_id = :id;

-- name: spelling_split(id)
UPDATE organisation SET merged_into = NULL, merged_at = NULL
 WHERE id = :id AND merged_into IS NOT NULL;

-- name: spelling_list(limit)
SELECT organisation.id, organisation.merged_at, organisation.name, target.name AS target,
       target.slug AS target_slug
  FROM organisation JOIN organisation target ON target.id = organisation.merged_into
 ORDER BY organisation.merged_at DESC, organisation.id DESC
 LIMIT :limit;
