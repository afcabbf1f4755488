-- What is gathered for one mail a day or a week: when it goes, to whom, and what it says.

-- name: digest_set_pace(person_id, pace)
UPDATE person SET pace = :pace, version = version + 1 WHERE id = :person_id AND pace <> :pace;

-- name: digest_group_pace(group_id, person_id)
SELECT coalesce((SELECT pace FROM follow WHERE item_id = :group_id AND person_id = :person_id), -1);

-- -1: as the person's.
-- name: digest_set_group_pace(group_id, person_id, pace)
UPDATE follow SET pace = CASE WHEN :pace < 0 THEN NULL ELSE :pace END
 WHERE item_id = :group_id AND person_id = :person_id AND coalesce(pace, -1) <> :pace;

-- What waits is reckoned anew, since the person has chosen otherwise.
-- name: digest_forget_moments(person_id)
UPDATE digest_entry SET due_at = 0 WHERE person_id = :person_id AND mail_id IS NULL AND due_at <> 0;

-- name: digest_is_waiting(now)
SELECT 1 FROM digest_entry WHERE mail_id IS NULL AND due_at <= :now LIMIT 1;

-- name: digest_clocks()
SELECT DISTINCT {clock} AS clock
  FROM digest_entry JOIN person ON person.id = digest_entry.person_id
 WHERE digest_entry.mail_id IS NULL AND digest_entry.due_at = 0;

-- @days and @weeks: by clock, when the next day's and the next week's morning is.
-- name: digest_set_moments(days, weeks, now, limit)
UPDATE digest_entry
   SET due_at = CASE new.pace WHEN 0 THEN :now
                              WHEN 1 THEN coalesce(json_extract(:days, '$."' || new.clock || '"'), :now)
                              ELSE coalesce(json_extract(:weeks, '$."' || new.clock || '"'), :now) END
  FROM (SELECT entry.id, {clock} AS clock, coalesce(own.pace, person.pace) AS pace
          FROM digest_entry AS entry
          JOIN person ON person.id = entry.person_id
          JOIN item ON item.id = entry.item_id
          LEFT JOIN follow AS own ON own.item_id = item.group_id AND own.person_id = person.id
         WHERE entry.mail_id IS NULL AND entry.due_at = 0
         ORDER BY entry.id LIMIT :limit) AS new
 WHERE new.id = digest_entry.id;
-- postgres:
UPDATE digest_entry
   SET due_at = CASE new.pace WHEN 0 THEN :now
                              WHEN 1 THEN coalesce(CAST(CAST(:days AS json) ->> new.clock AS bigint), :now)
                              ELSE coalesce(CAST(CAST(:weeks AS json) ->> new.clock AS bigint), :now) END
  FROM (SELECT entry.id, {clock} AS clock, coalesce(own.pace, person.pace) AS pace
          FROM digest_entry AS entry
          JOIN person ON person.id = entry.person_id
          JOIN item ON item.id = entry.item_id
          LEFT JOIN follow AS own ON own.item_id = item.group_id AND own.person_id = person.id
         WHERE entry.mail_id IS NULL AND entry.due_at = 0
         ORDER BY entry.id LIMIT :limit) AS new
 WHERE new.id = digest_entry.id;

-- name: digest_readers(now, limit)
SELECT DISTINCT person_id FROM digest_entry
 WHERE mail_id IS NULL AND due_at > 0 AND due_at <= :now
 ORDER BY person_id LIMIT :limit;

-- Nothing for who is gone meanwhile.
-- name: digest_queue(person_id, template, priority, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT CAST(:template AS TEXT), id, email, language, '{}', :priority, :now, :now
  FROM person
 WHERE id = :person_id AND (left_at IS NULL OR left_at > :now) AND erased_at IS NULL
RETURNING id;

-- name: digest_take(person_id, mail_id, now)
UPDATE digest_entry SET mail_id = :mail_id
 WHERE person_id = :person_id AND mail_id IS NULL AND due_at > 0 AND due_at <= :now;

-- name: digest_drop(person_id)
DELETE FROM digest_entry WHERE person_id = :person_id AND mail_id IS NULL;

-- name: digest_clean(before)
DELETE FROM digest_entry WHERE created_at < :before AND mail_id IS NOT NULL;

-- What the reader of a mail may see and wants now, item by item and each item's oldest first;
-- @each of an item, and how many there are.  A comment that was moved is told of where it is.
-- name: digest_list(mail_id, me, roles, lang, now, each, limit)
SELECT picked.kind, item.id AS item_id, coalesce(comment.id, 0) AS comment_id,
       picked.of_item, picked.of_all,
       item.kind AS item_kind, item.slug, coalesce(t.title, item.title) AS title,
       coalesce(item.group_id, 0) AS group_id, around.slug AS group_slug,
       CASE WHEN {is_known} THEN around.title END AS group_title,
       CASE WHEN comment.id IS NULL THEN item.author ELSE coalesce(person.name, '') END AS name,
       CASE WHEN comment.id IS NULL THEN coalesce(t.body, item.body) ELSE comment.body END AS text,
       coalesce(poll.closes_at, 0) AS closes_at, coalesce(poll.zone, 'UTC') AS zone
  FROM (SELECT entry.id, entry.kind, entry.comment_id, item.id AS item_id,
               row_number() OVER (PARTITION BY item.id ORDER BY entry.id) AS nth,
               count(*) OVER (PARTITION BY item.id) AS of_item,
               count(*) OVER () AS of_all
          FROM digest_entry AS entry
          LEFT JOIN comment AS said ON said.id = entry.comment_id
          JOIN item ON item.id = coalesce(said.item_id, entry.item_id)
          JOIN item AS begun ON begun.id = item.id
          LEFT JOIN poll AS asked ON asked.item_id = item.id
         WHERE entry.mail_id = :mail_id AND entry.person_id = :me
           AND item.status IN ('published', 'archived') AND {visible}
           AND (entry.comment_id IS NULL OR (said.status = 'shown' AND said.body <> ''))
           AND (entry.kind NOT IN ('poll', 'poll.reminder')
                OR (asked.closed_at IS NULL AND asked.closes_at > :now))
           AND (entry.kind <> 'poll.reminder'
                OR NOT EXISTS (SELECT 1 FROM poll_vote
                                WHERE poll_vote.item_id = item.id AND poll_vote.person_id = :me))
           AND CASE entry.why WHEN 'group' THEN {i_read_group}
                              WHEN 'mention' THEN {i_hear_mentions}
                              WHEN 'alliance' THEN {i_take_polls}
                              ELSE {i_follow} END) AS picked
  JOIN item ON item.id = picked.item_id
  LEFT JOIN item AS around ON around.id = item.group_id
  LEFT JOIN item_translation AS t ON t.item_id = item.id AND t.language = :lang
  LEFT JOIN comment ON comment.id = picked.comment_id
  LEFT JOIN person ON person.id = comment.person_id
  LEFT JOIN poll ON poll.item_id = item.id
 WHERE picked.nth <= :each
 ORDER BY CASE WHEN item.group_id IS NULL THEN 1 ELSE 0 END, item.group_id, item.id, picked.id
 LIMIT :limit;
