-- What the links in mails depend on.

-- name: standing_link_n(person_id)
SELECT links_n FROM person WHERE id = :person_id AND erased_at IS NULL;

-- name: standing_link_end(person_id)
UPDATE person SET links_n = links_n + 1 WHERE id = :person_id;
