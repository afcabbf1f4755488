-- Interest groups beside their pages.

-- fragment: group_columns
item.id, coalesce(interest_group.joining, 'open') AS joining,
coalesce(interest_group.inside, 'public') AS inside, interest_group.dormant_on,
CASE WHEN interest_group.dormant_on IS NOT NULL THEN 'dormant'
     WHEN item.actual_on IS NOT NULL OR item.planned_on IS NULL THEN 'launched'
     ELSE 'proposed' END AS state,
coalesce((SELECT group_member.state FROM group_member
           WHERE group_member.group_id = item.id AND group_member.person_id = :me), '') AS mine

-- fragment: group_member_count
(SELECT count(*) FROM group_member JOIN person ON person.id = group_member.person_id
  WHERE group_member.group_id = item.id AND group_member.state = 'in'
    AND person.left_at IS NULL) AS n_members

-- Most pages want to know who may what, and not how many there are, which is counted one by one.
-- name: group_find(id, me)
SELECT {group_columns}, 0 AS n_members
  FROM item LEFT JOIN interest_group ON interest_group.item_id = item.id
 WHERE item.id = :id;

-- name: group_find_counted(id, me)
SELECT {group_columns}, {group_member_count}
  FROM item LEFT JOIN interest_group ON interest_group.item_id = item.id
 WHERE item.id = :id;

-- A page of them: the numbers with commas between and around.
-- name: group_list(ids, me)
SELECT {group_columns}, {group_member_count}
  FROM item LEFT JOIN interest_group ON interest_group.item_id = item.id
 WHERE item.kind = 'group' AND :ids LIKE '%,' || CAST(item.id AS TEXT) || ',%';

-- name: group_name(id, language)
SELECT coalesce(item_translation.title, item.title) AS name
  FROM item LEFT JOIN item_translation ON item_translation.item_id = item.id
        AND item_translation.language = :language
 WHERE item.id = :id AND item.kind = 'group';

-- A group is around itself here, not what it is a part of.
-- name: group_around(id)
SELECT CASE WHEN kind = 'group' THEN id ELSE coalesce(group_id, 0) END FROM item WHERE id = :id;

-- name: group_objectives(group_id)
SELECT number, text, progress FROM group_objective WHERE group_id = :group_id ORDER BY number;

-- name: group_delete_objectives(group_id)
DELETE FROM group_objective WHERE group_id = :group_id;

-- name: group_insert_objective(group_id, number, text, progress)
INSERT INTO group_objective (group_id, number, text, progress)
VALUES (:group_id, :number, :text, :progress);

-- Who has an office is known by name.
-- name: group_chairs(slug, now, me, roles)
SELECT person.name, CASE WHEN ({shown} & 1) <> 0 AND person.handle IS NOT NULL
                         THEN '/members/' || person.handle END AS page,
       CASE WHEN ({shown} & 17) = 17 THEN person.country END AS country, person.is_demo,
       person_role.since, coalesce(person_role.until, 0) AS until
  FROM person_role JOIN person ON person.id = person_role.person_id
 WHERE person_role.role = 'chair' AND person_role.scope = :slug AND {term_in_force}
   AND person.left_at IS NULL
 ORDER BY person_role.since, person_role.id;

-- name: group_write(id, joining, inside, dormant_on)
INSERT INTO interest_group (item_id, joining, inside, dormant_on)
VALUES (:id, :joining, :inside, :dormant_on)
    ON CONFLICT (item_id) DO UPDATE
   SET joining = excluded.joining, inside = excluded.inside, dormant_on = excluded.dormant_on;

-- What is in it and open to more than :inside.
-- name: group_narrow(id, inside, now)
UPDATE item SET audience = :inside, updated_at = :now
 WHERE group_id = :id AND kind <> 'group'
   AND (audience = 'public' OR (audience = 'members' AND :inside = 'group'));
