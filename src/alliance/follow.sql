-- Who follows which item; whether the acting person does is {i_follow} of access.sql.

-- name: follow_is_mine(item_id, me)
SELECT 1 FROM item WHERE item.id = :item_id AND {i_follow};

-- What the acting person gets by mail, in his language; @item_id 0: all of it.  The site's own pages are
-- not talked about, and of a group one must be in it.
-- name: follow_list(me, roles, lang, item_id, most)
SELECT item.id, item.kind, item.slug, coalesce(t.title, item.title) AS title,
       coalesce(t.language, item.language) AS language
  FROM (SELECT group_id AS item_id FROM group_member WHERE person_id = :me AND state = 'in'
        UNION SELECT item_id FROM follow WHERE person_id = :me AND wants <> 0
        UNION SELECT id FROM item WHERE author_id = :me) AS mine
  JOIN item ON item.id = mine.item_id
  LEFT JOIN follow ON follow.item_id = item.id AND follow.person_id = :me
  LEFT JOIN item_translation AS t ON t.item_id = item.id AND t.language = :lang
 WHERE coalesce(follow.wants, 1) <> 0 AND item.status IN ('published', 'archived') AND {visible}
   AND item.kind <> 'page' AND (item.kind <> 'group' OR {in_group})
   AND (:item_id = 0 OR item.id = :item_id)
 ORDER BY CASE WHEN item.kind = 'group' THEN 0 ELSE 1 END,
          coalesce(follow.since, item.published_at, 0) DESC, item.id
 LIMIT :most;

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

-- How many days what is told waits for others: as the person said of the item's group, or of all.
-- What ends sooner than that, with a day to act, is told at once.
-- fragment: pace
CASE WHEN :deadline > 0 AND :deadline < :now + (coalesce(own.pace, person.pace) + 1) * 86400 THEN 0
     ELSE coalesce(own.pace, person.pace) END

-- fragment: gets_mails
(person.left_at IS NULL OR person.left_at > :now) AND person.erased_at IS NULL
AND person.comment_mails = 1

-- Who is named there hears of that (mention.sql).
-- fragment: is_not_named
NOT EXISTS (SELECT 1 FROM mention
             WHERE mention.comment_id = :comment_id AND mention.item_id = :item_id
               AND mention.person_id = person.id AND mention.told_at IS NULL)

-- Who follows an item.
-- fragment: followers
(SELECT person_id FROM follow WHERE item_id = :item_id AND wants = 1
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
  WHERE item.id = :item_id AND item.kind IN ('discussion', 'drafting')
    AND NOT EXISTS (SELECT 1 FROM follow
                     WHERE follow.item_id = item.id
                       AND follow.person_id = everything.person_id
                       AND follow.wants = 0)) AS follower
JOIN person ON person.id = follower.person_id
JOIN item ON item.id = :item_id
LEFT JOIN follow AS own ON own.item_id = item.group_id AND own.person_id = person.id
WHERE person.id <> :but AND {gets_mails} AND {is_not_named}

-- Who is in the group of an item and did not say that he wants none of its mails, or only what names him;
-- not its author.
-- fragment: group_readers
item
JOIN group_member ON group_member.group_id = item.group_id AND group_member.state = 'in'
JOIN person ON person.id = group_member.person_id
LEFT JOIN follow AS own ON own.item_id = item.group_id AND own.person_id = person.id
WHERE item.id = :item_id AND person.id <> coalesce(item.author_id, 0) AND {gets_mails}
  AND coalesce(own.wants, 1) IN (1, 2) AND {is_not_named}

-- Each is told by a mail of its own, or by an entry of the next digest: never both, since :deadline
-- and pace say the same to both statements.
-- name: follow_tell(template, item_id, comment_id, but, argument, priority, deadline, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT CAST(:template AS TEXT), person.id, person.email, person.language, :argument, :priority, :now, :now
  FROM {followers} AND {pace} = 0
 ORDER BY person.id;

-- name: follow_gather(kind, item_id, comment_id, but, deadline, now)
INSERT INTO digest_entry (person_id, kind, why, item_id, comment_id, created_at)
SELECT person.id, CAST(:kind AS TEXT), 'follow', :item_id, nullif(CAST(:comment_id AS INTEGER), 0), :now
  FROM {followers} AND {pace} <> 0
 ORDER BY person.id;

-- name: follow_tell_group(template, item_id, comment_id, argument, priority, deadline, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT CAST(:template AS TEXT), person.id, person.email, person.language, :argument, :priority, :now, :now
  FROM {group_readers} AND {pace} = 0
 ORDER BY person.id;

-- name: follow_gather_group(kind, item_id, comment_id, deadline, now)
INSERT INTO digest_entry (person_id, kind, why, item_id, comment_id, created_at)
SELECT person.id, CAST(:kind AS TEXT), 'group', :item_id, nullif(CAST(:comment_id AS INTEGER), 0), :now
  FROM {group_readers} AND {pace} <> 0
 ORDER BY person.id;

-- What was decided since the mail was queued holds.
-- name: follow_still(item_id, me)
SELECT 1 FROM item
  JOIN person ON person.id = :me
 WHERE item.id = :item_id AND person.comment_mails = 1 AND {i_follow};

-- name: follow_wants(item_id, me)
SELECT coalesce((SELECT wants FROM follow WHERE item_id = :item_id AND person_id = :me), 1);

-- What was decided since such a mail was queued holds: of the group, and of the item itself.
-- name: follow_still_group(item_id, me)
SELECT 1 FROM item AS begun
  JOIN person ON person.id = :me
 WHERE begun.id = :item_id AND person.comment_mails = 1 AND {i_read_group};
