-- The sessions of an event.

-- fragment: session
item.id, coalesce(item.parent_id, 0) AS event_id, programme_session.kind, programme_session.starts,
programme_session.ends, programme_session.cancelled, programme_session.uid,
programme_session.sequence + coalesce(event.sequence, 0) AS sequence,
CASE WHEN item.updated_at > programme_session.changed_at THEN item.updated_at
     ELSE programme_session.changed_at END AS changed_at,
item.version, item.slug, coalesce(t.language, item.language) AS language,
coalesce(t.title, item.title) AS title, coalesce(t.summary, item.summary) AS summary,
coalesce(t.body, item.body) AS body, item.place AS room, item.link AS recording

-- fragment: around_session
FROM programme_session
JOIN item ON item.id = programme_session.item_id
LEFT JOIN event ON event.item_id = item.parent_id
LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = :lang

-- name: programme_list(event_id, lang, me, roles, limit)
SELECT {session} {around_session}
 WHERE item.parent_id = :event_id AND {visible}
 ORDER BY programme_session.starts, item.place, programme_session.ends, item.id LIMIT :limit;

-- name: programme_find(id, lang, me, roles)
SELECT {session} {around_session}
 WHERE item.id = :id AND {visible};

-- name: programme_count(event_id, me, roles)
SELECT count(*) FROM programme_session JOIN item ON item.id = programme_session.item_id
 WHERE item.parent_id = :event_id AND {visible};

-- fragment: speaker
programme_speaker.item_id AS session_id, coalesce(programme_speaker.person_id, 0) AS person_id,
programme_speaker.name, programme_speaker.affiliation, programme_speaker.moderates,
CASE WHEN person.erased_at IS NULL THEN 0 ELSE 1 END AS is_gone,
coalesce(person.is_demo, 0) AS is_demo,
CASE WHEN ({shown} & 3) = 3 THEN person.picture_id END AS picture_id,
CASE WHEN ({shown} & 1) = 1 THEN person.handle END AS handle

-- Of the sessions of an event, or of one session; the other is 0.
-- name: programme_speakers(event_id, id, me, roles)
SELECT {speaker}
  FROM programme_speaker
  JOIN item ON item.id = programme_speaker.item_id
  LEFT JOIN person ON person.id = programme_speaker.person_id
 WHERE (item.parent_id = :event_id OR item.id = :id)
 ORDER BY programme_speaker.item_id, programme_speaker.position;

-- name: programme_slides(event_id, id)
SELECT item_file.item_id AS session_id, file.id, file.size, item_file.name, item_file.title,
       file.type, coalesce(document.format, '') AS format,
       coalesce(document.size, 0) AS text_size, coalesce(document.light_size, 0) AS light_size
  FROM programme_session
  JOIN item ON item.id = programme_session.item_id
  JOIN item_file ON item_file.item_id = item.id
  JOIN file ON file.id = item_file.file_id
  LEFT JOIN document ON document.file_id = file.id
 WHERE (item.parent_id = :event_id OR item.id = :id)
 ORDER BY item_file.item_id, item_file.position, item_file.name, file.id;

-- name: programme_insert(id, kind, starts, ends, cancelled, uid, now)
INSERT INTO programme_session (item_id, kind, starts, ends, cancelled, uid, changed_at)
VALUES (:id, :kind, :starts, :ends, :cancelled, :uid, :now);

-- Nobody has a calendar entry of what is not published.
-- name: programme_update(id, kind, starts, ends, cancelled, moved, now)
UPDATE programme_session
   SET kind = :kind, starts = :starts, ends = :ends, cancelled = :cancelled, changed_at = :now,
       sequence = sequence
                + CASE WHEN (:moved = 1 OR starts <> :starts OR ends <> :ends
                             OR cancelled <> :cancelled)
                            AND EXISTS (SELECT 1 FROM item WHERE item.id = :id
                                           AND item.published_at IS NOT NULL)
                       THEN 1 ELSE 0 END
 WHERE item_id = :id;

-- What comes after a session on its day.
-- name: programme_list_after(event_id, id, after, day)
SELECT programme_session.item_id AS id, programme_session.kind, programme_session.starts,
       programme_session.ends, programme_session.cancelled
  FROM programme_session JOIN item ON item.id = programme_session.item_id
 WHERE item.parent_id = :event_id AND item.id <> :id AND programme_session.starts >= :after
   AND substr(programme_session.starts, 1, 10) = :day
 ORDER BY programme_session.starts;

-- name: programme_delete_speakers(id)
DELETE FROM programme_speaker WHERE item_id = :id;

-- What a member was told stays told while the name stands in the same session.
-- name: programme_told(id)
SELECT person_id AS id, told AS n FROM programme_speaker
 WHERE item_id = :id AND person_id IS NOT NULL;

-- name: programme_insert_speaker(id, position, moderates, person_id, name, affiliation, told)
INSERT INTO programme_speaker (item_id, position, moderates, person_id, name, affiliation, told)
VALUES (:id, :position, :moderates, :person_id, :name, :affiliation, :told);

-- name: programme_summary(event_id, me, roles)
SELECT coalesce(min(item.id), 0) FROM item
 WHERE item.parent_id = :event_id AND item.kind = 'summary' AND {visible};

-- name: programme_summary_any(event_id)
SELECT coalesce(min(id), 0) FROM item WHERE parent_id = :event_id AND kind = 'summary';

-- Members of whom a published programme of what is not over says something that they were not told.
-- fragment: untold
FROM programme_speaker
JOIN person ON person.id = programme_speaker.person_id
JOIN programme_session ON programme_session.item_id = programme_speaker.item_id
JOIN item ON item.id = programme_speaker.item_id
LEFT JOIN event ON event.item_id = item.parent_id
WHERE item.status = 'published' AND person.left_at IS NULL AND person.erased_at IS NULL
  AND programme_speaker.told <> 1 + programme_session.sequence + coalesce(event.sequence, 0)
  AND EXISTS (SELECT 1 FROM occurrence
               WHERE occurrence.item_id = item.parent_id AND occurrence.ends_at > :now)

-- name: programme_untold(now, limit)
SELECT programme_speaker.item_id AS session_id, programme_speaker.position, person.id AS person_id,
       person.email, person.language, programme_speaker.told,
       1 + programme_session.sequence + coalesce(event.sequence, 0) AS now_told
{untold}
 ORDER BY programme_speaker.item_id, programme_speaker.position LIMIT :limit;

-- name: programme_count_untold(now)
SELECT count(*) {untold};

-- name: programme_note_told(id, position, told)
UPDATE programme_speaker SET told = :told WHERE item_id = :id AND position = :position;

-- name: programme_of_person(person_id)
SELECT DISTINCT item_id AS id FROM programme_speaker WHERE person_id = :person_id
 ORDER BY item_id;
