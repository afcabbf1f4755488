-- Discussions: items in a group, in the order in which somebody last wrote.

-- fragment: discussion_columns
item.id, discussion.group_id, item.title, item.slug, item.status, item.author, coalesce(person.is_demo, 0) AS is_demo,
discussion.pinned, coalesce(discussion.solved_by, 0) AS solved_by, discussion.n_comments,
discussion.active_at, CASE WHEN item.status = 'archived' THEN 1 ELSE 0 END AS closed

-- name: discussion_list(group_id, me, roles, limit, offset)
SELECT {discussion_columns}
  FROM discussion
  JOIN item ON item.id = discussion.item_id
  LEFT JOIN person ON person.id = item.author_id
 WHERE discussion.group_id = :group_id AND item.status IN ('published', 'archived') AND {visible}
 ORDER BY discussion.pinned DESC, discussion.active_at DESC, discussion.item_id DESC
 LIMIT :limit OFFSET :offset;

-- name: discussion_count(group_id, me, roles, limit)
SELECT count(*) FROM (
    SELECT 1 FROM discussion JOIN item ON item.id = discussion.item_id
     WHERE discussion.group_id = :group_id AND item.status IN ('published', 'archived')
       AND {visible} LIMIT :limit) counted;

-- name: discussion_find(id)
SELECT {discussion_columns}
  FROM discussion
  JOIN item ON item.id = discussion.item_id
  LEFT JOIN person ON person.id = item.author_id
 WHERE discussion.item_id = :id;

-- name: discussion_insert(id, group_id, now)
INSERT INTO discussion (item_id, group_id, active_at) VALUES (:id, :group_id, :now);

-- Has the person written here before, and was it shown?
-- name: discussion_is_known(me)
SELECT CASE WHEN EXISTS (SELECT 1 FROM comment WHERE person_id = :me AND status = 'shown')
              OR EXISTS (SELECT 1 FROM item WHERE author_id = :me AND kind = 'discussion'
                            AND status IN ('published', 'archived'))
            THEN 1 ELSE 0 END;

-- What waits, whatever its audience: who asks leads the group.
-- name: discussion_list_held(group_id, limit)
SELECT item.id, item.created_at, item.title, item.body, item.author,
       coalesce(person.is_demo, 0) AS is_demo
  FROM discussion
  JOIN item ON item.id = discussion.item_id
  LEFT JOIN person ON person.id = item.author_id
 WHERE discussion.group_id = :group_id AND item.status = 'draft'
 ORDER BY item.created_at, item.id
 LIMIT :limit;

-- name: discussion_is_held(id, group_id)
SELECT count(*) FROM discussion JOIN item ON item.id = discussion.item_id
 WHERE discussion.item_id = :id AND discussion.group_id = :group_id AND item.status = 'draft';

-- name: discussion_delete(id)
DELETE FROM discussion WHERE item_id = :id;

-- name: discussion_wake(id, now)
UPDATE discussion SET active_at = :now WHERE item_id = :id;

-- name: discussion_pin(id, pinned)
UPDATE discussion SET pinned = :pinned WHERE item_id = :id;

-- name: discussion_solve(id, comment_id)
UPDATE discussion SET solved_by = :comment_id
 WHERE item_id = :id
   AND EXISTS (SELECT 1 FROM comment
                WHERE id = :comment_id AND item_id = :id AND status = 'shown');

-- name: discussion_unsolve(id)
UPDATE discussion SET solved_by = NULL WHERE item_id = :id;

-- The narrower of what it was and what the other group has.
-- name: discussion_move_item(id, group_id, inside, now)
UPDATE item
   SET parent_id = :group_id, group_id = :group_id, updated_at = :now,
       audience = CASE WHEN audience = 'public' OR (audience = 'members' AND :inside = 'group')
                       THEN :inside ELSE audience END
 WHERE id = :id AND kind = 'discussion';

-- name: discussion_move(id, group_id)
UPDATE discussion SET group_id = :group_id, pinned = 0 WHERE item_id = :id;
