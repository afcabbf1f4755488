-- What people who are no members say in a public consultation, until they confirm it.

-- At most :most that wait for one address.
-- name: guest_insert(paragraph_id, token_hash, email, name, words, base, wording, language, now, expires_at, most)
INSERT INTO drafting_guest (paragraph_id, token_hash, email, name, words, base, wording, language,
                            created_at, expires_at)
SELECT :paragraph_id, CAST(:token_hash AS BLOB), :email, :name, :words, :base,
       CAST(:wording AS TEXT), :language, :now, :expires_at
 WHERE (SELECT count(*) FROM drafting_guest WHERE email = :email AND expires_at > :now) < :most;

-- name: guest_find(token_hash, now)
SELECT drafting_guest.id, paragraph.item_id, paragraph.id AS paragraph_id,
       paragraph.number AS paragraph, drafting_guest.email, drafting_guest.name,
       drafting_guest.words, drafting_guest.base, drafting_guest.wording, drafting_guest.language
  FROM drafting_guest
  JOIN drafting_paragraph AS paragraph ON paragraph.id = drafting_guest.paragraph_id
 WHERE drafting_guest.token_hash = :token_hash AND drafting_guest.expires_at > :now;

-- Of two that come at once one deletes the row.
-- name: guest_delete(id)
DELETE FROM drafting_guest WHERE id = :id;

-- name: guest_delete_expired(now)
DELETE FROM drafting_guest WHERE expires_at <= :now;

-- Who has subscribed and never said how he is called.
-- name: guest_name(person_id, name)
UPDATE person SET name = :name, version = version + 1 WHERE id = :person_id AND name = '';
