-- What came out of an event, and who was told of it by mail.

-- A later kind of thing is one more SELECT here, and a row of THINGS in thanks_mail.c.
-- fragment: thanks_things
(SELECT 'recording' AS thing, item.id AS target_id, 0 AS file_id FROM item
  WHERE item.parent_id = :item_id AND item.kind IN ('session', 'summary')
    AND item.status IN ('published', 'archived') AND coalesce(item.link, '') <> ''
 UNION ALL
 SELECT 'slides' AS thing, item.id AS target_id, item_file.file_id FROM item
   JOIN item_file ON item_file.item_id = item.id
  WHERE item.parent_id = :item_id AND item.kind = 'session'
    AND item.status IN ('published', 'archived')
 UNION ALL
 SELECT 'summary' AS thing, item.id AS target_id, 0 AS file_id FROM item
  WHERE item.parent_id = :item_id AND item.kind = 'summary'
    AND item.status IN ('published', 'archived') AND (item.summary <> '' OR item.body <> '')
 UNION ALL
 SELECT 'questions' AS thing, item.id AS target_id, 0 AS file_id FROM item
  WHERE item.id = :item_id AND item.status IN ('published', 'archived')
    AND EXISTS (SELECT 1 FROM floor_question
                 WHERE floor_question.item_id = item.id AND floor_question.status = 'answered'
                   AND floor_question.into_id IS NULL)) things

-- fragment: thanks_owner
registration LEFT JOIN person ON person.id = registration.person_id AND person.erased_at IS NULL

-- Who hears of it: who had a seat or wanted the recording, and has not left us.
-- fragment: thanks_is_reader
registration.item_id = :item_id AND registration.state IN ('in', 'recording')
AND coalesce(person.email, registration.email) IS NOT NULL AND person.left_at IS NULL

-- Where nobody's presence was noted, nobody is said to have been absent.
-- fragment: thanks_wording
CASE WHEN registration.came_at IS NOT NULL THEN 'came'
     WHEN registration.state = 'recording'
          OR EXISTS (SELECT 1 FROM registration other
                      WHERE other.item_id = :item_id AND other.came_at IS NOT NULL) THEN 'absent'
     ELSE 'neutral' END

-- fragment: thanks_same
told.registration_id = registration.id AND told.thing = things.thing
AND told.target_id = things.target_id AND told.file_id = things.file_id

-- Those for whom something is new, by the words that they get; one of each as a sample.
-- name: thanks_groups(item_id)
SELECT readers.wording, readers.again, count(*) AS n, min(readers.id) AS sample_id
  FROM (SELECT registration.id, {thanks_wording} AS wording,
               CASE WHEN EXISTS (SELECT 1 FROM thanks_told before
                                  WHERE before.registration_id = registration.id)
                    THEN 1 ELSE 0 END AS again
          FROM {thanks_owner}
         WHERE {thanks_is_reader}
           AND EXISTS (SELECT 1 FROM {thanks_things}
                        WHERE NOT EXISTS (SELECT 1 FROM thanks_told told WHERE {thanks_same}))
       ) readers
 GROUP BY readers.again, readers.wording
 ORDER BY readers.again, readers.wording DESC;

-- name: thanks_note(item_id, round, now)
INSERT INTO thanks_told (registration_id, thing, target_id, file_id, round, told_at)
SELECT registration.id, things.thing, things.target_id, things.file_id, :round, :now
  FROM {thanks_owner} JOIN {thanks_things} ON 1 = 1
 WHERE {thanks_is_reader}
   AND NOT EXISTS (SELECT 1 FROM thanks_told told WHERE {thanks_same});

-- name: thanks_queue(item_id, round, priority, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT 'registration.thanks', person.id, coalesce(person.email, registration.email),
       coalesce(person.language, registration.language),
       '{"registration":"' || registration.id || '","round":"' || CAST(:round AS INTEGER) || '"}',
       :priority, :now, :now
  FROM {thanks_owner}
 WHERE {thanks_is_reader}
   AND EXISTS (SELECT 1 FROM thanks_told told
                WHERE told.registration_id = registration.id AND told.round = :round)
 ORDER BY registration.id;

-- name: thanks_so_far(item_id)
SELECT count(DISTINCT told.registration_id) AS n, coalesce(max(told.told_at), 0) AS last_at
  FROM thanks_told told JOIN registration ON registration.id = told.registration_id
 WHERE registration.item_id = :item_id;

-- The words for one reader as things stand; none: it is no reader any more.
-- name: thanks_reader(item_id, registration_id, round)
SELECT {thanks_wording} AS wording,
       CASE WHEN EXISTS (SELECT 1 FROM thanks_told before
                          WHERE before.registration_id = registration.id AND before.round < :round)
            THEN 1 ELSE 0 END AS again
  FROM {thanks_owner}
 WHERE {thanks_is_reader} AND registration.id = :registration_id;

-- What was told to one in a round, and is there still; round 0: what was not told.  As far as the
-- acting person may see it.
-- name: thanks_list(item_id, registration_id, round, lang, me, roles)
SELECT things.thing, item.id, item.kind, item.slug, coalesce(item.link, '') AS link,
       coalesce(t.title, item.title) AS title
  FROM {thanks_things}
  JOIN registration ON registration.id = :registration_id
  JOIN item ON item.id = things.target_id
  LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = :lang
  LEFT JOIN programme_session ON programme_session.item_id = item.id
 WHERE coalesce((SELECT told.round FROM thanks_told told WHERE {thanks_same}), 0) = :round
   AND {visible}
 ORDER BY CASE item.kind WHEN 'summary' THEN 0 ELSE 1 END, programme_session.starts, item.id,
          things.thing, things.file_id;
