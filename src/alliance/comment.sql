-- fragment: of_paragraph
coalesce((SELECT drafting_paragraph.number FROM drafting_paragraph
           WHERE drafting_paragraph.id = comment.paragraph_id), 0) AS paragraph

-- fragment: comment_columns
comment.id, comment.item_id, coalesce(comment.parent_id, 0) AS parent_id,
coalesce(comment.person_id, 0) AS person_id, comment.created_at,
coalesce(comment.edited_at, 0) AS edited_at, coalesce(person.name, '') AS name,
CASE WHEN comment.status = 'removed' THEN '' ELSE comment.body END AS body, comment.status,
coalesce(person.is_demo, 0) AS is_demo,
CASE WHEN comment.person_id = :me THEN 1 ELSE 0 END AS mine,
CASE WHEN comment.body = '' THEN 0 ELSE 1 END AS kept,
coalesce(comment.paragraph_id, 0) AS paragraph_id, {of_paragraph}

-- Held ones are for their author and for who decides (:decides is 1).
-- fragment: comment_is_open
(comment.status <> 'held' OR comment.person_id = :me OR :decides = 1)

-- About the whole (:paragraph_id 0), or about one paragraph without wordings that are proposed for it.
-- fragment: is_about
(CASE WHEN :paragraph_id = 0 THEN comment.paragraph_id IS NULL
      ELSE comment.paragraph_id = :paragraph_id
           AND NOT EXISTS (SELECT 1 FROM drafting_proposal
                            WHERE drafting_proposal.comment_id = comment.id) END)

-- name: comment_list(item_id, paragraph_id, me, decides, limit, offset)
SELECT {comment_columns}
  FROM comment LEFT JOIN person ON person.id = comment.person_id
 WHERE comment.item_id = :item_id AND {is_about}
   AND {comment_is_open}
 ORDER BY comment.created_at, comment.id
 LIMIT :limit OFFSET :offset;

-- name: comment_count(item_id, paragraph_id, me, decides)
SELECT count(*) FROM comment
 WHERE comment.item_id = :item_id AND {is_about} AND {comment_is_open};

-- What waits in a group, whatever its audience: who asks leads it.
-- name: comment_list_held_in(group_id, limit)
SELECT comment.id, comment.created_at, coalesce(person.name, '') AS name, comment.body,
       coalesce(person.is_demo, 0) AS is_demo, item.kind AS item_kind, item.slug AS item_slug,
       item.title AS item_title, {of_paragraph}
  FROM item
  JOIN comment ON comment.item_id = item.id
  LEFT JOIN person ON person.id = comment.person_id
 WHERE item.group_id = :group_id AND comment.status = 'held'
 ORDER BY comment.created_at, comment.id
 LIMIT :limit;

-- A discussion knows how many comments it has and when the last one came.
-- name: comment_touch(item_id)
UPDATE discussion
   SET n_comments = (SELECT count(*) FROM comment
                      WHERE comment.item_id = :item_id AND comment.status = 'shown'),
       active_at = (SELECT coalesce(max(comment.created_at), discussion.active_at) FROM comment
                     WHERE comment.item_id = :item_id AND comment.status = 'shown')
 WHERE discussion.item_id = :item_id;

-- name: comment_list_held(limit, me, roles)
SELECT comment.id, comment.created_at, coalesce(person.name, '') AS name, comment.body,
       coalesce(person.is_demo, 0) AS is_demo, item.kind AS item_kind, item.slug AS item_slug,
       item.title AS item_title, {of_paragraph}
  FROM (SELECT comment.id FROM comment
         WHERE comment.status = 'held'
           AND EXISTS (SELECT 1 FROM item WHERE item.id = comment.item_id AND {visible})
         ORDER BY comment.created_at, comment.id LIMIT :limit) picked
  JOIN comment ON comment.id = picked.id
  JOIN item ON item.id = comment.item_id
  LEFT JOIN person ON person.id = comment.person_id
 ORDER BY comment.created_at, comment.id;

-- name: comment_is_known(me)
SELECT 1 WHERE {is_known_writer};

-- A member's first comments are held until one of his was shown; never of who decides about them.
-- An answer is about the paragraph that its question is about.
-- name: comment_insert(item_id, parent_id, paragraph_id, me, decides, held, body, now)
INSERT INTO comment (item_id, parent_id, paragraph_id, person_id, status, body, created_at)
SELECT :item_id, CAST(:parent_id AS INTEGER),
       coalesce((SELECT question.paragraph_id FROM comment AS question
                  WHERE question.id = CAST(:parent_id AS INTEGER)),
                CAST(:paragraph_id AS INTEGER)),
       :me,
       CASE WHEN :held = 0 AND (:decides = 1 OR {is_known_writer}) THEN 'shown' ELSE 'held' END,
       :body, :now
 WHERE (CAST(:parent_id AS INTEGER) IS NULL
        OR EXISTS (SELECT 1 FROM comment
                    WHERE id = CAST(:parent_id AS INTEGER) AND item_id = :item_id))
   AND (CAST(:paragraph_id AS INTEGER) IS NULL
        OR EXISTS (SELECT 1 FROM drafting_paragraph
                    WHERE id = CAST(:paragraph_id AS INTEGER) AND item_id = :item_id))
RETURNING id;

-- name: comment_is_held(id)
SELECT 1 FROM comment WHERE id = :id AND status = 'held';

-- name: comment_find(id, me)
SELECT {comment_columns}
  FROM comment LEFT JOIN person ON person.id = comment.person_id
 WHERE comment.id = :id;

-- The only one that waits below an item, if it is one.
-- name: comment_find_only_held(item_id)
SELECT min(id) FROM comment WHERE item_id = :item_id AND status = 'held' HAVING count(*) = 1;

-- name: comment_moderate(id, status)
UPDATE comment SET status = :status
 WHERE id = :id AND status <> :status AND (body <> '' OR :status <> 'shown');

-- name: comment_count_held(item_id)
SELECT count(*) FROM comment WHERE item_id = :item_id AND status = 'held';

-- name: comment_count_all_held(me, roles)
SELECT count(*) FROM comment
 WHERE comment.status = 'held'
   AND EXISTS (SELECT 1 FROM item WHERE item.id = comment.item_id AND {visible});
