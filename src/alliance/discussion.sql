-- Discussions: items in a group, in the order in which somebody last wrote.

-- fragment: discussion_columns
item.id, discussion.group_id, item.title, item.slug, item.status, item.author, coalesce(person.is_demo, 0) AS is_demo,
discussion.pinned, coalesce(discussion.solved_by, 0) AS solved_by, discussion.n_comments,
discussion.active_at, CASE WHEN item.status = 'archived' THEN 1 ELSE 0 END AS closed

-- What lies before the page is walked by numbers alone.
-- name: discussion_list(group_id, me, roles, limit, offset)
SELECT {discussion_columns}
  FROM (SELECT discussion.item_id
          FROM discussion
          JOIN item ON item.id = discussion.item_id
         WHERE discussion.group_id = :group_id AND item.status IN ('published', 'archived') AND {visible}
         ORDER BY discussion.pinned DESC, discussion.active_at DESC, discussion.item_id DESC
         LIMIT :limit OFFSET :offset) AS page
  JOIN discussion ON discussion.item_id = page.item_id
  JOIN item ON item.id = page.item_id
  LEFT JOIN person ON person.id = item.author_id
 ORDER BY discussion.pinned DESC, discussion.active_at DESC, discussion.item_id DESC;

-- name: discussion_count(group_id, me, roles, limit)
SELECT count(*) FROM (
    SELECT 1 FROM item
     WHERE item.group_id = :group_id AND item.kind = 'discussion'
       AND item.status IN ('published', 'archived') AND {visible} LIMIT :limit) counted;

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
-- fragment: held_discussion
SELECT item.id, item.created_at, item.title, item.body, item.author,
       coalesce(person.is_demo, 0) AS is_demo
  FROM discussion
  JOIN item ON item.id = discussion.item_id
  LEFT JOIN person ON person.id = item.author_id
 WHERE item.status = 'draft'

-- name: discussion_find_held(id)
{held_discussion} AND item.id = :id;

-- name: discussion_list_held(group_id, limit)
{held_discussion} AND discussion.group_id = :group_id
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

-- name: discussion_has_comment(id, comment_id)
SELECT count(*) FROM comment WHERE id = :comment_id AND item_id = :id AND status = 'shown';

-- The comment and what came after it, or the comment and what answers it, however deep.  An answer
-- whose question stays behind answers nothing any more.
-- name: discussion_split(id, comment_id, new_id, answers_only)
WITH RECURSIVE gone (id) AS (
    SELECT id FROM comment WHERE id = :comment_id
     UNION
    SELECT comment.id FROM comment JOIN gone ON comment.parent_id = gone.id
     WHERE :answers_only = 1),
first (created_at) AS (SELECT created_at FROM comment WHERE id = :comment_id)
UPDATE comment
   SET item_id = :new_id,
       parent_id = (SELECT question.id FROM comment AS question
                     WHERE question.id = comment.parent_id AND comment.id <> :comment_id
                       AND (question.id IN (SELECT id FROM gone)
                            OR (:answers_only = 0
                                AND (question.created_at > (SELECT created_at FROM first)
                                     OR (question.created_at = (SELECT created_at FROM first)
                                         AND question.id >= :comment_id)))))
 WHERE item_id = :id
   AND (id IN (SELECT id FROM gone)
        OR (:answers_only = 0
            AND (created_at > (SELECT created_at FROM first)
                 OR (created_at = (SELECT created_at FROM first) AND id >= :comment_id))));

-- Who gets the comments of the old one gets those of the new one, its author too.
-- name: discussion_follow_along(id, new_id)
INSERT INTO follow (item_id, person_id, wants, since)
SELECT CAST(:new_id AS INTEGER), follow.person_id, 1, follow.since
  FROM follow WHERE follow.item_id = :id AND follow.wants = 1
 UNION
SELECT CAST(:new_id AS INTEGER), item.author_id, 1, item.created_at
  FROM item
 WHERE item.id = :id AND item.author_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM follow WHERE follow.item_id = :id
                      AND follow.person_id = item.author_id)
ON CONFLICT (item_id, person_id) DO NOTHING;

-- name: discussion_forget_solution(id)
UPDATE discussion SET solved_by = NULL
 WHERE item_id = :id
   AND NOT EXISTS (SELECT 1 FROM comment
                    WHERE comment.id = discussion.solved_by AND comment.item_id = :id);

-- name: discussion_set_told(id, now)
UPDATE discussion SET told_at = :now WHERE item_id = :id AND told_at IS NULL;

-- name: discussion_said(group_id, me, roles)
SELECT readable.id AS item_id, said.comment_id, said.at, said.name, readable.title, said.text
  FROM (SELECT item.id, item.title, item.body, item.author, item.published_at
          FROM item
         WHERE item.group_id = :group_id AND item.kind = 'discussion'
           AND item.status IN ('published', 'archived') AND {visible}) AS readable
  JOIN (SELECT item.id AS item_id, 0 AS comment_id, coalesce(item.published_at, item.created_at) AS at,
               item.author AS name, item.body AS text
          FROM item WHERE item.group_id = :group_id AND item.kind = 'discussion'
         UNION ALL
        SELECT comment.item_id, comment.id, comment.created_at, coalesce(person.name, ''), comment.body
          FROM item
          JOIN comment ON comment.item_id = item.id
          LEFT JOIN person ON person.id = comment.person_id
         WHERE item.group_id = :group_id AND item.kind = 'discussion'
           AND comment.status = 'shown') AS said ON said.item_id = readable.id
 ORDER BY readable.id, said.at, said.comment_id;
