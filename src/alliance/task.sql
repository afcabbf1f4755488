-- name: task_insert(kind, item_id, person_id, accession_id, assignee_id, assignee_role, subject, due_at, now)
INSERT INTO task (kind, item_id, person_id, accession_id, assignee_id, assignee_role, subject, due_at,
                  created_at)
VALUES (:kind, :item_id, :person_id, :accession_id, :assignee_id, :assignee_role, :subject, :due_at,
        :now)
    ON CONFLICT DO NOTHING
RETURNING id;

-- name: task_find_open(kind, item_id)
SELECT id FROM task WHERE kind = :kind AND item_id = :item_id AND state = 'open';

-- name: task_find(id, now)
SELECT task.id, task.kind, task.item_id, task.person_id, task.accession_id, task.subject, task.assignee_id,
       task.assignee_role, task.state, task.due_at, task.created_at, task.closed_at,
       person.name AS assignee, task.state = 'open' AND task.due_at < :now AS late
  FROM task
  LEFT JOIN person ON person.id = task.assignee_id
 WHERE task.id = :id;

-- name: task_assignee(id)
SELECT id, email, language FROM person WHERE id = :id AND left_at IS NULL;

-- name: task_close(kind, item_id, me, now)
UPDATE task SET state = 'done', closed_at = :now, closed_by = :me
 WHERE kind = :kind AND coalesce(item_id, 0) = :item_id AND state = 'open';

-- name: task_close_accession(kind, accession_id, me, now)
UPDATE task SET state = 'done', closed_at = :now, closed_by = :me
 WHERE kind = :kind AND accession_id = :accession_id AND state = 'open';

-- name: task_drop(id, me, now)
UPDATE task SET state = 'dropped', closed_at = :now, closed_by = :me
 WHERE id = :id AND state = 'open';

-- What an editor may do the secretariat may do, so the editors' tasks are in its inbox, too.
-- name: task_list_mine(me, roles, now, limit)
SELECT task.id, task.kind, task.item_id, task.person_id, task.accession_id, task.subject, task.assignee_id,
       task.assignee_role, task.state, task.due_at, task.created_at, task.closed_at,
       person.name AS assignee, task.due_at < :now AS late
  FROM task
  LEFT JOIN person ON person.id = task.assignee_id
 WHERE task.state = 'open'
   AND (task.assignee_id = :me
   OR task.assignee_role IN (SELECT role FROM person_role
                              WHERE person_id = :me AND since <= :now
                                AND (until IS NULL OR until > :now))
   OR (task.assignee_role = 'editor' AND (:roles & 2) <> 0))
 ORDER BY task.due_at, task.id
 LIMIT :limit;

-- name: task_count_mine(me, roles, now)
SELECT count(*)
  FROM task
 WHERE task.state = 'open'
   AND (task.assignee_id = :me
   OR task.assignee_role IN (SELECT role FROM person_role
                              WHERE person_id = :me AND since <= :now
                                AND (until IS NULL OR until > :now))
   OR (task.assignee_role = 'editor' AND (:roles & 2) <> 0));

-- name: task_list_open(now, limit, offset)
SELECT task.id, task.kind, task.item_id, task.person_id, task.accession_id, task.subject, task.assignee_id,
       task.assignee_role, task.state, task.due_at, task.created_at, task.closed_at,
       person.name AS assignee, task.due_at < :now AS late
  FROM task
  LEFT JOIN person ON person.id = task.assignee_id
 WHERE task.state = 'open'
 ORDER BY task.due_at, task.id
 LIMIT :limit OFFSET :offset;

-- name: task_remind(kind, before, now, limit)
UPDATE task SET reminded_at = :now
 WHERE id IN (SELECT id FROM task
               WHERE kind = :kind AND state = 'open' AND reminded_at IS NULL
                 AND due_at > :now AND due_at <= :before
               ORDER BY due_at
               LIMIT :limit)
RETURNING id, assignee_id, assignee_role;

-- Whoever had it keeps it in his inbox; the role gets it, too.
-- name: task_escalate(kind, role, now, limit)
UPDATE task SET escalated_at = :now, assignee_role = :role
 WHERE id IN (SELECT id FROM task
               WHERE kind = :kind AND state = 'open' AND escalated_at IS NULL
                 AND due_at <= :now
               ORDER BY due_at
               LIMIT :limit)
RETURNING id, assignee_id, assignee_role;
