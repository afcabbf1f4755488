-- name: group_mail_find(id, person_id)
SELECT item.slug, item.title, coalesce(group_member.state, '') AS state
  FROM item LEFT JOIN group_member ON group_member.group_id = item.id
                                  AND group_member.person_id = :person_id
 WHERE item.id = :id AND item.kind = 'group';
