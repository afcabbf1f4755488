-- What members contribute to the library.

-- name: contribution_find(item_id)
SELECT contribution.item_id, contribution.made_at, contribution.credited, contribution.by_mail,
       coalesce(person.id, 0) AS person_id, coalesce(person.name, '') AS name,
       coalesce(person.is_demo, 0) AS is_demo
  FROM contribution
  LEFT JOIN person ON person.id = contribution.person_id AND person.erased_at IS NULL
 WHERE contribution.item_id = :item_id;

-- name: contribution_is_mine(item_id, me)
SELECT count(*) FROM contribution WHERE item_id = :item_id AND person_id = :me;

-- name: contribution_count_open(me)
SELECT count(*) FROM contribution JOIN item ON item.id = contribution.item_id
 WHERE contribution.person_id = :me AND item.status NOT IN ('published', 'archived');

-- name: contribution_insert(item_id, me, credited, by_mail, now)
INSERT INTO contribution (item_id, person_id, credited, by_mail, made_at)
VALUES (:item_id, :me, :credited, :by_mail, :now);

-- name: contribution_insert_work(item_id, now)
INSERT INTO library_work (item_id, changed_at) VALUES (:item_id, :now);

-- name: contribution_insert_edition(item_id)
INSERT INTO library_edition (item_id, number, state) VALUES (:item_id, 1, 'validation');

-- name: contribution_hold_files(item_id)
UPDATE item SET holds_files = 1 WHERE id = :item_id;

-- name: contribution_credit(item_id, credited)
UPDATE contribution SET credited = :credited WHERE item_id = :item_id;

-- The editions that come out with the work: those that waited for it.
-- name: contribution_editions(item_id)
SELECT item.id FROM item JOIN library_edition ON library_edition.item_id = item.id
 WHERE item.parent_id = :item_id AND library_edition.state = 'validation'
 ORDER BY item.id;

-- name: contribution_edition_out(item_id, now)
UPDATE library_edition SET state = 'published', out_at = :now WHERE item_id = :item_id;

-- name: contribution_open_files(item_id)
UPDATE item SET holds_files = 0 WHERE id = :item_id;

-- From now on it is nobody's, and so are its editions.
-- name: contribution_let_go(item_id)
UPDATE item SET author_id = NULL, author = ''
 WHERE (id = :item_id OR (parent_id = :item_id AND kind = 'edition'))
   AND author_id = (SELECT person_id FROM contribution WHERE contribution.item_id = :item_id);

-- name: contribution_list(me, roles, limit, offset)
SELECT item.id, item.title, item.slug, item.status, contribution.made_at,
       coalesce((SELECT act FROM post_note
                  WHERE post_note.id = (SELECT max(id) FROM post_note
                                         WHERE post_note.item_id = item.id AND act <> 'words')),
                '') AS act,
       CASE WHEN {visible} THEN 1 ELSE 0 END AS is_open
  FROM contribution JOIN item ON item.id = contribution.item_id
 WHERE contribution.person_id = :me
 ORDER BY contribution.item_id DESC LIMIT :limit OFFSET :offset;

-- name: contribution_count(me)
SELECT count(*) FROM contribution WHERE person_id = :me;

-- The first edition of a work, on which its files hang.
-- name: contribution_edition(item_id)
SELECT coalesce(min(item.id), 0) FROM item WHERE item.parent_id = :item_id AND item.kind = 'edition';
