-- Terms of office.  What is in force is the fragment {term_in_force} of access.sql.

-- fragment: term_columns
person_role.id, person_role.person_id, person_role.since, coalesce(person_role.until, 0) AS until,
person_role.role, person_role.scope, item.title AS scope_name, person.name, person.position,
person.country, person.picture_id, person.is_demo,
coalesce(person_role.granted_at, 0) AS granted_at, granter.name AS granted_by,
coalesce(person_role.changed_at, 0) AS changed_at, changer.name AS changed_by

-- fragment: term_tables
person_role
JOIN person ON person.id = person_role.person_id
LEFT JOIN person granter ON granter.id = person_role.granted_by
LEFT JOIN person changer ON changer.id = person_role.changed_by
LEFT JOIN item ON item.kind = 'group' AND item.slug = person_role.scope AND person_role.role = 'chair'

-- Another term goes on where this one ends.
-- fragment: term_is_followed
EXISTS (SELECT 1 FROM person_role other
         WHERE other.person_id = person_role.person_id AND other.role = person_role.role
           AND other.scope = person_role.scope AND other.since <= person_role.until
           AND (other.until IS NULL OR other.until > person_role.until))

-- name: term_list_of(person_id, now)
SELECT {term_columns}, CASE WHEN {term_in_force} THEN 1 ELSE 0 END AS in_force
  FROM {term_tables}
 WHERE person_role.person_id = :person_id
 ORDER BY person_role.since DESC, person_role.id DESC;

-- name: term_find(person_id, id, now)
SELECT {term_columns}, CASE WHEN {term_in_force} THEN 1 ELSE 0 END AS in_force
  FROM {term_tables}
 WHERE person_role.id = :id AND person_role.person_id = :person_id;

-- name: term_list_role(role, now, me, roles)
SELECT {term_columns}, {shown} AS open, CASE WHEN {term_in_force} THEN 1 ELSE 0 END AS in_force
  FROM {term_tables}
 WHERE person_role.role = :role AND {term_in_force} AND person.left_at IS NULL
 ORDER BY person.name, person_role.id;

-- The terms of who is a member, by when they are: 1 now, 2 ends before :soon, 3 to come, 4 ended.
-- fragment: term_wanted
person.left_at IS NULL AND (:role = '' OR person_role.role = :role)
AND (person_role.until IS NULL OR person_role.until > person_role.since)
AND CASE WHEN person_role.until <= :now THEN 4
         WHEN person_role.since > :now THEN 3
         WHEN :when = 2 AND person_role.until <= :soon THEN 2
         ELSE 1 END = :when

-- name: term_list(role, when, now, soon, limit, offset)
SELECT {term_columns}, CASE WHEN {term_in_force} THEN 1 ELSE 0 END AS in_force
  FROM {term_tables}
 WHERE {term_wanted} AND (:when <> 2 OR NOT {term_is_followed})
 ORDER BY CASE WHEN :when = 4 THEN -person_role.until
               WHEN person_role.until IS NULL THEN 1 ELSE 0 END,
          person_role.until, person.name, person_role.id
 LIMIT :limit OFFSET :offset;

-- name: term_count(role, when, now, soon)
SELECT count(*) FROM person_role JOIN person ON person.id = person_role.person_id
 WHERE {term_wanted} AND (:when <> 2 OR NOT {term_is_followed});

-- name: term_grant(person_id, role, scope, since, until, now, me)
INSERT INTO person_role (person_id, role, scope, since, until, granted_at, granted_by)
SELECT :person_id, :role, :scope, :since, :until, :now, :me
 WHERE NOT EXISTS (SELECT 1 FROM person_role other
                    WHERE other.person_id = :person_id AND other.role = :role
                      AND other.scope = :scope
                      AND (other.until IS NULL OR (other.until > other.since AND other.until > :since))
                      AND (other.since < :until OR CAST(:until AS BIGINT) IS NULL))
RETURNING id;

-- A chair is in the group.
-- name: role_seat_chair(slug, person_id, now)
INSERT INTO group_member (group_id, person_id, state, since)
SELECT item.id, :person_id, 'in', :now FROM item WHERE item.kind = 'group' AND item.slug = :slug
    ON CONFLICT (group_id, person_id) DO UPDATE
   SET state = 'in', note = '', since = excluded.since
 WHERE group_member.state <> 'in';

-- A term that has not begun ends when it would have.
-- name: term_set_end(id, until, now, me)
UPDATE person_role
   SET until = CASE WHEN since > :until THEN since ELSE :until END,
       changed_at = :now, changed_by = :me, told = told & 1
 WHERE id = :id AND (until IS NULL OR until > :now) AND (until IS NULL OR until > since);

-- Would another term of the same role begin before this end?
-- name: term_overlaps(id, until)
SELECT count(*)
  FROM person_role
  JOIN person_role other ON other.person_id = person_role.person_id
   AND other.role = person_role.role AND other.scope = person_role.scope
   AND other.id <> person_role.id AND (other.until IS NULL OR other.until > other.since)
 WHERE person_role.id = :id AND other.since >= person_role.since
   AND (other.since < :until OR CAST(:until AS BIGINT) IS NULL);

-- A term of the secretariat may go when somebody else's lasts at least as long.
-- name: term_is_needed(id, now)
SELECT count(*) FROM person_role mine
 WHERE mine.id = :id AND mine.role = 'secretariat' AND mine.since <= :now
   AND (mine.until IS NULL OR mine.until > :now)
   AND NOT EXISTS (SELECT 1 FROM person_role other JOIN person ON person.id = other.person_id
                    WHERE other.id <> mine.id AND other.role = 'secretariat'
                      AND other.since <= :now AND person.left_at IS NULL
                      AND (other.until IS NULL
                           OR (other.until > :now AND other.until >= mine.until)));

-- name: term_end(id)
SELECT coalesce(until, 0) FROM person_role WHERE id = :id;

-- name: role_count_groups(slug)
SELECT count(*) FROM item WHERE kind = 'group' AND slug = :slug;

-- name: role_move_group(slug, other)
UPDATE person_role SET scope = :other WHERE role = 'chair' AND scope = :slug;

-- What has yet to be told: that a term began (1) or ended (2) since :recent, or ends before :soon
-- (4).  The end of one whose beginning was never told is no news, unless that is long ago.
-- fragment: untold_begin
(person_role.told & 1 = 0 AND person_role.since > :recent AND person_role.since <= :now
 AND (person_role.until IS NULL OR person_role.until > :now))

-- fragment: untold_end
((person_role.told & 2 = 0 AND person_role.until <= :now AND person_role.until > :recent
  AND person_role.until > person_role.since
  AND (person_role.told & 1 <> 0 OR person_role.since <= :recent))
 OR (person_role.told & 4 = 0 AND person_role.since <= :now AND person_role.until > :now
     AND person_role.until <= :soon))

-- name: role_untold(now, recent, soon, limit)
SELECT person_role.id, person_role.person_id, person_role.role, person.name, person.email,
       person.language,
       CASE WHEN person_role.until <= :now THEN 2 WHEN {untold_begin} THEN 1 ELSE 4 END AS what
  FROM person_role JOIN person ON person.id = person_role.person_id
 WHERE person.left_at IS NULL
   AND ({untold_begin} OR ({untold_end} AND NOT {term_is_followed}))
 ORDER BY person_role.id LIMIT :limit;

-- name: role_count_untold(now, recent, soon)
SELECT count(*) FROM person_role JOIN person ON person.id = person_role.person_id
 WHERE person.left_at IS NULL
   AND ({untold_begin} OR ({untold_end} AND NOT {term_is_followed}));

-- name: role_mark_told(id, what)
UPDATE person_role SET told = told | :what WHERE id = :id;

-- The tasks about people of whom no term ends soon, or not any more.
-- name: role_count_settled(now, soon)
SELECT count(*) FROM task
 WHERE task.kind = 'role.renew' AND task.state = 'open'
   AND NOT EXISTS (SELECT 1 FROM person_role JOIN person ON person.id = person_role.person_id
                    WHERE person_role.person_id = task.person_id AND person.left_at IS NULL
                      AND {term_in_force} AND person_role.until <= :soon
                      AND NOT {term_is_followed});

-- name: role_close_settled(now, soon, me)
UPDATE task SET state = 'done', closed_at = :now, closed_by = :me
 WHERE task.kind = 'role.renew' AND task.state = 'open'
   AND NOT EXISTS (SELECT 1 FROM person_role JOIN person ON person.id = person_role.person_id
                    WHERE person_role.person_id = task.person_id AND person.left_at IS NULL
                      AND {term_in_force} AND person_role.until <= :soon
                      AND NOT {term_is_followed});
