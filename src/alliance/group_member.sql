-- Who is in a group.  Only members of the alliance count.

-- Has the row's person the chair of the group?
-- fragment: is_chair
EXISTS (SELECT 1 FROM person_role JOIN item chaired ON chaired.id = group_member.group_id
         WHERE person_role.person_id = group_member.person_id AND person_role.role = 'chair'
           AND person_role.scope = chaired.slug AND {term_in_force})

-- fragment: group_member_columns
group_member.person_id, group_member.since, group_member.note, person.name, {person_page},
CASE WHEN ({shown} & 17) = 17 THEN person.country END AS country, person.is_demo,
CASE WHEN {is_chair} THEN 1 ELSE 0 END AS is_chair

-- name: group_member_list(group_id, now, me, roles, limit, offset)
SELECT {group_member_columns}
  FROM group_member JOIN person ON person.id = group_member.person_id
 WHERE group_member.group_id = :group_id AND group_member.state = 'in'
   AND person.left_at IS NULL AND ({shown} & 1) <> 0
 ORDER BY is_chair DESC, person.name, person.id
 LIMIT :limit OFFSET :offset;

-- name: group_member_count(group_id)
SELECT count(*) FROM group_member JOIN person ON person.id = group_member.person_id
 WHERE group_member.group_id = :group_id AND group_member.state = 'in' AND person.left_at IS NULL;

-- name: group_member_list_asked(group_id, now, me, roles, limit)
SELECT {group_member_columns}
  FROM group_member JOIN person ON person.id = group_member.person_id
 WHERE group_member.group_id = :group_id AND group_member.state = 'asked'
   AND person.left_at IS NULL
 ORDER BY group_member.since, person.id
 LIMIT :limit;

-- name: group_member_is_chair(group_id, person_id, now)
SELECT CASE WHEN EXISTS (SELECT 1 FROM group_member
                          WHERE group_member.group_id = :group_id
                            AND group_member.person_id = :person_id AND {is_chair})
            THEN 1 ELSE 0 END;

-- name: group_member_state(group_id, person_id)
SELECT state FROM group_member WHERE group_id = :group_id AND person_id = :person_id;

-- Nobody is put back from "in" to asking or being invited.
-- name: group_member_write(group_id, person_id, state, note, now)
INSERT INTO group_member (group_id, person_id, state, note, since)
SELECT :group_id, person.id, :state, :note, :now FROM person
 WHERE person.id = :person_id AND person.left_at IS NULL AND person.erased_at IS NULL
    ON CONFLICT (group_id, person_id) DO UPDATE
   SET state = excluded.state, note = excluded.note, since = excluded.since
 WHERE group_member.state <> 'in' AND group_member.state <> excluded.state;

-- The group and its parts, however deep.
-- name: group_member_delete(group_id, person_id)
WITH RECURSIVE part (id) AS (
    SELECT CAST(:group_id AS INTEGER)
     UNION
    SELECT item.id FROM item JOIN part ON item.parent_id = part.id WHERE item.kind = 'group')
DELETE FROM group_member
 WHERE person_id = :person_id AND group_id IN (SELECT id FROM part);

-- name: group_member_find_email(email)
SELECT id FROM person WHERE email = :email AND left_at IS NULL;

-- name: group_member_reader(person_id)
SELECT id, email, language FROM person WHERE id = :person_id AND left_at IS NULL;

-- name: group_member_find_chair(slug, now)
SELECT person_role.person_id FROM person_role JOIN person ON person.id = person_role.person_id
 WHERE person_role.role = 'chair' AND person_role.scope = :slug AND {term_in_force}
   AND person.left_at IS NULL
 ORDER BY person_role.since, person_role.id LIMIT 1;

-- name: group_member_only_asked(group_id)
SELECT CASE WHEN count(*) = 1 THEN min(person_id) ELSE 0 END FROM group_member
 WHERE group_id = :group_id AND state = 'asked';

-- name: group_member_only_words(group_id)
SELECT min(CASE WHEN group_member.note = '' THEN person.name
                ELSE person.name || ': ' || group_member.note END)
  FROM group_member JOIN person ON person.id = group_member.person_id
 WHERE group_member.group_id = :group_id AND group_member.state = 'asked'
HAVING count(*) = 1;
