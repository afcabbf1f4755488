-- Who follows which item; whether the acting person does is {i_follow} of access.sql.

-- name: follow_is_mine(item_id, me)
SELECT 1 FROM item WHERE item.id = :item_id AND {i_follow};

-- A link in an old mail may be about what is not there any more.
-- name: follow_set(item_id, person_id, wants, now)
INSERT INTO follow (item_id, person_id, wants, since)
SELECT item.id, :person_id, :wants, :now FROM item WHERE item.id = :item_id
    ON CONFLICT (item_id, person_id) DO UPDATE SET wants = excluded.wants, since = excluded.since
     WHERE follow.wants <> excluded.wants;

-- name: follow_mails(person_id)
SELECT comment_mails FROM person WHERE id = :person_id;

-- name: follow_set_mails(person_id, wants)
UPDATE person SET comment_mails = :wants, version = version + 1
 WHERE id = :person_id AND comment_mails <> :wants;

-- To who follows an item, but not to @but.
-- name: follow_tell(template, item_id, but, argument, priority, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT CAST(:template AS TEXT), person.id, person.email, person.language, :argument, :priority, :now, :now
  FROM (SELECT person_id FROM follow WHERE item_id = :item_id AND wants = 1
        UNION
        SELECT author_id FROM item
         WHERE id = :item_id
           AND NOT EXISTS (SELECT 1 FROM follow
                            WHERE follow.item_id = item.id AND follow.person_id = item.author_id
                              AND follow.wants = 0)
        UNION
        SELECT everything.person_id
          FROM item
          JOIN follow AS everything ON everything.item_id = item.group_id AND everything.wants = 2
          JOIN group_member ON group_member.group_id = item.group_id
                           AND group_member.person_id = everything.person_id
                           AND group_member.state = 'in'
         WHERE item.id = :item_id AND item.kind = 'discussion'
           AND NOT EXISTS (SELECT 1 FROM follow
                            WHERE follow.item_id = item.id
                              AND follow.person_id = everything.person_id
                              AND follow.wants = 0)) AS follower
  JOIN person ON person.id = follower.person_id
 WHERE person.id <> :but AND person.left_at IS NULL AND person.erased_at IS NULL
   AND person.comment_mails = 1
 ORDER BY person.id;

-- What was decided since the mail was queued holds.
-- name: follow_still(item_id, me)
SELECT 1 FROM item
  JOIN person ON person.id = :me
 WHERE item.id = :item_id AND person.comment_mails = 1 AND {i_follow};

-- name: follow_wants(item_id, me)
SELECT coalesce((SELECT wants FROM follow WHERE item_id = :item_id AND person_id = :me), 1);

-- To who is in the group of an item and did not say that he wants none of the group's mails, or of
-- anybody's words; not to its author.
-- name: follow_tell_group(template, item_id, argument, priority, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT CAST(:template AS TEXT), person.id, person.email, person.language, :argument, :priority, :now, :now
  FROM item
  JOIN group_member ON group_member.group_id = item.group_id AND group_member.state = 'in'
  JOIN person ON person.id = group_member.person_id
 WHERE item.id = :item_id AND person.id <> coalesce(item.author_id, 0)
   AND (person.left_at IS NULL OR person.left_at > :now) AND person.erased_at IS NULL
   AND person.comment_mails = 1
   AND NOT EXISTS (SELECT 1 FROM follow
                    WHERE follow.item_id = item.group_id AND follow.person_id = person.id
                      AND follow.wants = 0)
 ORDER BY person.id;

-- What was decided since such a mail was queued holds: of the group, and of the item itself.
-- name: follow_still_group(item_id, me)
SELECT 1 FROM item AS begun
  JOIN item ON item.id = begun.group_id
  JOIN person ON person.id = :me
 WHERE begun.id = :item_id AND person.comment_mails = 1 AND {i_follow}
   AND NOT EXISTS (SELECT 1 FROM follow
                    WHERE follow.item_id = begun.id AND follow.person_id = :me
                      AND follow.wants = 0);
