-- What author and editors say about a text that is reviewed, and the steps to its publication.

-- fragment: review_note_columns
note.id, note.item_id, coalesce(note.person_id, 0) AS person_id, note.created_at,
coalesce(note.publish_at, 0) AS publish_at, note.act, note.words,
coalesce(person.name, '') AS name, coalesce(person.is_demo, 0) AS is_demo,
CASE WHEN note.person_id = :me THEN 1 ELSE 0 END AS mine

-- name: review_notes(item_id, me, limit)
SELECT {review_note_columns}
  FROM (SELECT id FROM post_note WHERE item_id = :item_id ORDER BY id DESC LIMIT :limit) picked
  JOIN post_note note ON note.id = picked.id
  LEFT JOIN person ON person.id = note.person_id
 ORDER BY note.id;

-- name: review_note_find(id, me)
SELECT {review_note_columns}
  FROM post_note note LEFT JOIN person ON person.id = note.person_id
 WHERE note.id = :id;

-- name: review_note_insert(item_id, me, act, words, publish_at, now)
INSERT INTO post_note (item_id, person_id, act, words, publish_at, created_at)
VALUES (:item_id, :me, :act, :words, :publish_at, :now) RETURNING id;

-- Who else has said something, and who wrote or contributed it; only those who are there, of the others editors.
-- name: review_talkers(item_id, me, now)
SELECT person.id, person.email, person.language
  FROM person
 WHERE person.id <> :me AND person.erased_at IS NULL
   AND (person.id = (SELECT author_id FROM item WHERE id = :item_id)
        OR person.id = (SELECT person_id FROM contribution WHERE item_id = :item_id)
        OR (person.id IN (SELECT person_id FROM post_note WHERE item_id = :item_id)
            AND EXISTS (SELECT 1 FROM person_role
                         WHERE person_role.person_id = person.id
                           AND person_role.role IN ('editor', 'secretariat')
                           AND {term_in_force})))
 ORDER BY person.id;

-- name: review_author_mail(item_id)
SELECT person.id, person.email, person.language
  FROM person JOIN item ON item.author_id = person.id
 WHERE item.id = :item_id AND person.erased_at IS NULL;

-- Was it noted in this moment that it is published?
-- name: review_is_noted(item_id, now)
SELECT count(*) FROM post_note
 WHERE item_id = :item_id AND act = 'publish' AND created_at = :now;

-- The last time it was handed in.
-- name: review_handed_in(item_id, me)
SELECT {review_note_columns}
  FROM post_note note LEFT JOIN person ON person.id = note.person_id
 WHERE note.id = (SELECT max(id) FROM post_note WHERE item_id = :item_id AND act = 'hand-in');
