-- Who is named with "@".

-- A person's profile, for whom it is open.
-- fragment: page_of
CASE WHEN ({shown} & 1) = 1 AND person.handle IS NOT NULL THEN '/members/' || person.handle END

-- Whom names in a JSON array may mean in what is said about an item.
-- name: mention_candidates(item_id, names, me, roles, now)
SELECT person.id, person.name, coalesce(person.name_latin, '') AS name_latin, {page_of} AS page
  FROM (SELECT id FROM person
         WHERE name IN (SELECT value FROM json_each(:names) AS asked)
        UNION
        SELECT id FROM person
         WHERE name_latin <> ''
           AND name_latin IN (SELECT value FROM json_each(:names) AS asked)) AS named
  JOIN person ON person.id = named.id
  JOIN item ON item.id = :item_id
 WHERE {may_be_named}
 ORDER BY person.id;

-- fragment: may_be_named
person.erased_at IS NULL AND (person.left_at IS NULL OR person.left_at > :now)
AND (EXISTS (SELECT 1 FROM group_member
              WHERE group_member.group_id = item.group_id AND group_member.person_id = person.id
                AND group_member.state = 'in')
     OR (item.group_id IS NULL AND (person.shown_members & 1) = 1 AND {stands_in_directory})
     OR person.id = item.author_id
     OR EXISTS (SELECT 1 FROM comment
                 WHERE comment.item_id = item.id AND comment.person_id = person.id
                   AND comment.status = 'shown'))

-- name: mention_insert(comment_id, item_id, person_id, written, now)
INSERT INTO mention (comment_id, item_id, person_id, written, since)
VALUES (:comment_id, :item_id, :person_id, :written, :now)
    ON CONFLICT (comment_id, item_id, person_id) DO UPDATE SET written = excluded.written
     WHERE mention.written <> excluded.written;

-- Who wants to hear that he is named; {i_hear_mentions} of access.sql for many.
-- fragment: named
mention
JOIN item ON item.id = mention.item_id
JOIN person ON person.id = mention.person_id
LEFT JOIN follow AS own ON own.item_id = item.group_id AND own.person_id = person.id
LEFT JOIN follow AS this ON this.item_id = item.id AND this.person_id = person.id
WHERE mention.comment_id = :comment_id AND mention.item_id = :item_id AND mention.told_at IS NULL
  AND person.comment_mails = 1
  AND CASE WHEN this.wants IS NULL THEN coalesce(own.wants, 1) ELSE this.wants END <> 0

-- name: mention_tell(template, comment_id, item_id, argument, priority, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT CAST(:template AS TEXT), person.id, person.email, person.language, :argument, :priority, :now, :now
  FROM {named} AND coalesce(own.pace, person.pace) = 0
 ORDER BY person.id;

-- name: mention_gather(kind, comment_id, item_id, now)
INSERT INTO digest_entry (person_id, kind, why, item_id, comment_id, created_at)
SELECT person.id, CAST(:kind AS TEXT), 'mention', item.id, nullif(CAST(:comment_id AS INTEGER), 0), :now
  FROM {named} AND coalesce(own.pace, person.pace) <> 0
 ORDER BY person.id;

-- name: mention_set_told(comment_id, item_id, now)
UPDATE mention SET told_at = :now
 WHERE comment_id = :comment_id AND item_id = :item_id AND told_at IS NULL;

-- name: mention_list(item_id, first, last, me, roles)
SELECT mention.comment_id, mention.written, {page_of} AS page
  FROM (SELECT mention.comment_id, mention.item_id, mention.person_id FROM mention
         WHERE mention.item_id = :item_id AND mention.comment_id = 0
        UNION ALL
        SELECT mention.comment_id, mention.item_id, mention.person_id
          FROM comment JOIN mention ON mention.comment_id = comment.id
         WHERE comment.item_id = :item_id AND comment.id BETWEEN :first AND :last) AS found
  JOIN mention ON mention.comment_id = found.comment_id AND mention.item_id = found.item_id
              AND mention.person_id = found.person_id
  JOIN person ON person.id = mention.person_id;

-- name: mention_is_heard(item_id, me)
SELECT 1 FROM item
  JOIN person ON person.id = :me
 WHERE item.id = :item_id AND person.comment_mails = 1 AND {i_hear_mentions};

-- name: mention_beginning(item_id)
SELECT coalesce(author_id, 0) AS author_id, coalesce(body, '') AS body FROM item WHERE id = :item_id;
