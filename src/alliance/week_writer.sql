-- Who writes for a themed week.

-- fragment: week_writer
w.id, w.week_id, w.person_id, w.changed_at, coalesce(w.day_id, 0) AS day_id,
coalesce(w.post_id, 0) AS post_id, w.state, w.words, coalesce(person.name, '') AS name,
coalesce(person.email, '') AS email, coalesce(person.language, 'en') AS language,
coalesce(person.is_demo, 0) AS is_demo, day.title AS topic, post.title AS post_title,
post.status AS post_status

-- fragment: around_writer
FROM week_writer AS w
JOIN person ON person.id = w.person_id
LEFT JOIN item AS day ON day.id = w.day_id
LEFT JOIN item AS post ON post.id = w.post_id

-- name: week_writers(week_id, limit)
SELECT {week_writer} {around_writer}
 WHERE w.week_id = :week_id
 ORDER BY CASE w.state WHEN 'offered' THEN 0 WHEN 'writes' THEN 1 WHEN 'asked' THEN 2 ELSE 3 END,
          person.name, w.id
 LIMIT :limit;

-- name: week_writer_mine(week_id, me)
SELECT {week_writer} {around_writer}
 WHERE w.week_id = :week_id AND w.person_id = :me;

-- name: week_writer_id(week_id, person_id)
SELECT coalesce(min(id), 0) FROM week_writer WHERE week_id = :week_id AND person_id = :person_id;

-- name: week_writer_find(id)
SELECT {week_writer} {around_writer}
 WHERE w.id = :id;

-- Nobody twice, and not without end.
-- name: week_writer_insert(week_id, person_id, day_id, state, words, now, most)
INSERT INTO week_writer (week_id, person_id, day_id, state, words, created_at, changed_at)
SELECT :week_id, person.id, CAST(:day_id AS INTEGER), :state, :words, :now, :now
  FROM person
 WHERE person.id = :person_id AND person.erased_at IS NULL
   AND (SELECT count(*) FROM week_writer WHERE week_id = :week_id) < :most
    ON CONFLICT (week_id, person_id) DO NOTHING;

-- name: week_writer_decide(id, from, to, now)
UPDATE week_writer SET state = :to, changed_at = :now
 WHERE id = :id AND state = :from;

-- name: week_writer_count_offered(week_id)
SELECT count(*) FROM week_writer WHERE week_id = :week_id AND state = 'offered';

-- name: week_writer_set_post(id, post_id, now)
UPDATE week_writer SET post_id = :post_id, changed_at = :now
 WHERE id = :id AND post_id IS NULL AND state = 'writes';

-- Who writes, has not handed in, and was not reminded for this deadline yet: a week before it, a day
-- before it.
-- fragment: writer_due
FROM week_writer AS w
JOIN week ON week.item_id = w.week_id
JOIN item ON item.id = w.week_id
JOIN person ON person.id = w.person_id
LEFT JOIN item AS post ON post.id = w.post_id
WHERE w.state = 'writes' AND week.call_until IS NOT NULL AND week.call_until >= :today
  AND item.status = 'published' AND person.erased_at IS NULL
  AND (w.post_id IS NULL OR post.status = 'draft')
  AND ((w.reminders = 0 AND week.call_until <= :in_a_week)
       OR (w.reminders < 2 AND week.call_until <= :tomorrow))

-- name: week_writer_due(today, tomorrow, in_a_week, limit)
SELECT w.id {writer_due} ORDER BY w.id LIMIT :limit;

-- name: week_writer_count_due(today, tomorrow, in_a_week)
SELECT count(*) {writer_due};

-- Who comes so late that only the second is left gets that one only.
-- name: week_writer_note_reminded(id, tomorrow)
UPDATE week_writer
   SET reminders = CASE WHEN EXISTS (SELECT 1 FROM week
                                      WHERE week.item_id = week_writer.week_id
                                        AND week.call_until <= :tomorrow)
                        THEN 2 ELSE 1 END
 WHERE id = :id;
