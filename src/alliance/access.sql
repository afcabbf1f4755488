-- The rule of access.c for lists: which rows of `item` the acting person may see.
-- Parameters: me (person id, 0 for a visitor), roles (Role bits: 1 member, 2 editor,
-- 4 secretariat, 8 translator).  An audience that is none of the known ones is the secretariat's.
-- What is a group's is seen by who is in it, and a draft for it by its author.

-- fragment: in_group
EXISTS (SELECT 1 FROM group_member
         WHERE group_member.group_id = item.group_id AND group_member.person_id = :me
           AND group_member.state = 'in')

-- fragment: visible
((:roles & 4) <> 0
 OR (item.audience IN ('public', 'members', 'editors')
     AND ((:roles & 2) <> 0 OR (:me <> 0 AND item.author_id = :me)))
 OR ((:roles & 8) <> 0 AND item.audience IN ('public', 'members')
     AND item.status NOT IN ('published', 'archived')
     AND (item.kind NOT IN ('post', 'work', 'edition') OR item.status = 'scheduled'))
 OR (item.status IN ('published', 'archived')
     AND (item.audience = 'public' OR (item.audience = 'members' AND (:roles & 1) <> 0)))
 OR (item.audience = 'group'
     AND CASE WHEN item.status IN ('published', 'archived')
              THEN (:roles & 1) <> 0 AND {in_group}
              ELSE :me <> 0 AND item.author_id = :me END))

-- May the acting person have the files of the row of `item`, which he may see?
-- fragment: files_open
(item.holds_files = 0 OR (:roles & 6) <> 0 OR (:me <> 0 AND item.author_id = :me))

-- All that the two rules above read of the row: rows with the same circle are seen, and their files had,
-- by the same readers.
-- fragment: circle
item.kind || ' ' || item.status || ' ' || item.audience || ' ' || item.holds_files || ' ' ||
coalesce(item.author_id, 0) || ' ' || coalesce(item.group_id, 0)

-- May the acting person know of the group around the row of `item`, a row `around`?
-- fragment: is_known
around.status IN ('published', 'archived')
AND (around.audience = 'public' OR (around.audience = 'members' AND (:roles & 1) <> 0)
     OR (:roles & 4) <> 0 OR ((:roles & 1) <> 0 AND {in_group}))

-- As the index item_unfinished says it: there are few of these.
-- fragment: unfinished
item.status NOT IN ('published', 'archived')

-- A term of office counts from its first moment on and until its last; parameter: now.
-- fragment: term_in_force
person_role.since <= :now AND (person_role.until IS NULL OR person_role.until > :now)

-- By which clocks somebody lives: the zone, or the country of who has said none (base/zone.h).
-- fragment: clock
CASE WHEN person.zone = 'UTC' AND person.country IS NOT NULL THEN person.country
     ELSE person.zone END

-- Does the row of `person` agree to stand in the directory?  The last answer holds.
-- fragment: stands_in_directory
EXISTS (SELECT 1 FROM consent
         WHERE consent.person_id = person.id AND consent.purpose = 'directory'
           AND consent.given = 1
           AND NOT EXISTS (SELECT 1 FROM consent later
                            WHERE later.person_id = consent.person_id
                              AND later.purpose = 'directory' AND later.id > consent.id))

-- Where a person is shown: the address that tells nothing, which somebody gets with the first thing
-- to be seen there; until then only the secretariat sees the person.
-- fragment: person_page
CASE WHEN person.handle IS NULL THEN '/desk/people/' || CAST(person.id AS TEXT)
     ELSE '/members/' || person.handle END AS page

-- The rule of profile.c for lists: the fields of a row of `person` that are open to the acting
-- person, as bits of profile.h.  The first bit is the name, without which nothing is open; 8191 is
-- all of them.
-- fragment: shown
CASE WHEN (:roles & 4) <> 0 OR person.id = :me THEN 8191
     WHEN person.left_at IS NOT NULL OR person.erased_at IS NOT NULL THEN 0
     WHEN :roles <> 0 AND (person.shown_members & 1) = 1 AND {stands_in_directory}
     THEN person.shown_members
     WHEN (person.shown_public & 1) = 1 THEN person.shown_public
     ELSE 0 END

-- Does the acting person get the comments on the row of `item` by mail?  Who wrote it does unless he
-- said no, and who wants all that is said in its group; of a group itself: who is in it gets its mails, unless he wants
-- none (0) or only what names him (3).
-- fragment: i_follow
coalesce((SELECT follow.wants FROM follow WHERE follow.item_id = item.id AND follow.person_id = :me),
         CASE WHEN item.kind = 'group'
              THEN (SELECT count(*) FROM group_member
                     WHERE group_member.group_id = item.id AND group_member.person_id = :me
                       AND group_member.state = 'in')
              WHEN item.author_id = :me THEN 1
              WHEN item.kind IN ('discussion', 'drafting')
              THEN (SELECT count(*) FROM follow
                     WHERE follow.item_id = item.group_id AND follow.person_id = :me
                       AND follow.wants = 2)
              ELSE 0 END) IN (1, 2)

-- Does the acting person get what begins in the group of `begun`, a row of item?  Who said no of that
-- one item does not.
-- fragment: i_read_group
EXISTS (SELECT 1 FROM item WHERE item.id = begun.group_id AND {i_follow})
AND NOT EXISTS (SELECT 1 FROM follow
                 WHERE follow.item_id = begun.id AND follow.person_id = :me AND follow.wants = 0)

-- Does the acting person want to hear that he is named in the row of `item`?  What was said of the item
-- holds before what was said of its group.
-- fragment: i_hear_mentions
NOT EXISTS (SELECT 1 FROM follow
             WHERE follow.item_id = item.id AND follow.person_id = :me AND follow.wants = 0)
AND (EXISTS (SELECT 1 FROM follow
              WHERE follow.item_id = item.id AND follow.person_id = :me AND follow.wants = 1)
     OR NOT EXISTS (SELECT 1 FROM follow
                     WHERE follow.item_id = item.group_id AND follow.person_id = :me
                       AND follow.wants = 0))

-- Does the acting person take mails about the row of `item`, a poll of the whole alliance?
-- fragment: i_take_polls
EXISTS (SELECT 1 FROM person WHERE person.id = :me AND person.poll_mails = 1)
AND NOT EXISTS (SELECT 1 FROM follow
                 WHERE follow.item_id = item.id AND follow.person_id = :me AND follow.wants = 0)

-- Was something that the acting person wrote, a comment or a question at an event, shown already?
-- fragment: is_known_writer
(EXISTS (SELECT 1 FROM comment WHERE person_id = :me AND status = 'shown')
 OR EXISTS (SELECT 1 FROM floor_question JOIN floor_voice ON floor_voice.id = floor_question.voice_id
             WHERE floor_voice.person_id = :me
               AND floor_question.status IN ('shown', 'now', 'answered')))

-- The registrations of a person, also those that were made without an account.
-- fragment: own_registrations
SELECT id FROM registration
 WHERE person_id = :person_id OR email = (SELECT email FROM person WHERE id = :person_id)

-- The items of the topic with this address, or with an address that leads to it, and of those
-- that are a part of it.
-- fragment: of_topic
item.id IN (SELECT item_topic.item_id
              FROM topic asked
              JOIN topic ON topic.id = asked.id OR topic.broader_id = asked.id
              JOIN item_topic ON item_topic.topic_id = topic.id
             WHERE asked.id IN (SELECT coalesce(led.merged_into, led.id) FROM topic led
                                 WHERE led.slug = :topic
                                    OR led.id = (SELECT topic_former.topic_id FROM topic_former
                                                  WHERE topic_former.slug = :topic)))
