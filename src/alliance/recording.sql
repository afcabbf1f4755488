-- What was recorded in rooms of a server of meetings.

-- Rooms that may be recorded, after the end of their event, or of the last time that it took place.
-- fragment: rooms_over
meeting JOIN registration_terms terms ON terms.item_id = meeting.item_id
JOIN (SELECT occurrence.item_id, max(occurrence.ends_at) AS ended_at FROM occurrence
       WHERE occurrence.ends_at > :since AND occurrence.ends_at <= :now
       GROUP BY occurrence.item_id) ended ON ended.item_id = meeting.item_id

-- fragment: is_due
terms.meeting = 'recorded' AND (meeting.look_at <= :now OR meeting.looked_at < ended.ended_at)

-- name: recording_count_due(now, since)
SELECT count(*) FROM {rooms_over} WHERE {is_due};

-- name: recording_due(now, since, limit)
SELECT meeting.item_id FROM {rooms_over} WHERE {is_due}
 ORDER BY meeting.look_at, meeting.item_id LIMIT :limit;

-- name: recording_ended(item_id, now)
SELECT coalesce(max(ends_at), 0) FROM occurrence WHERE item_id = :item_id AND ends_at <= :now;

-- name: recording_looked(item_id, look_at, failed, now)
UPDATE meeting SET looked_at = :now, look_at = :look_at, look_failed = :failed
 WHERE item_id = :item_id;

-- name: recording_look(item_id, now)
SELECT meeting.looked_at, meeting.look_failed, terms.meeting,
       coalesce((SELECT max(ends_at) FROM occurrence
                  WHERE occurrence.item_id = meeting.item_id AND ends_at <= :now), 0) AS ended_at
  FROM meeting JOIN registration_terms terms ON terms.item_id = meeting.item_id
 WHERE meeting.item_id = :item_id;

-- name: recording_write(item_id, record_id, state, starts_at, ends_at, now)
INSERT INTO meeting_recording (item_id, record_id, state, starts_at, ends_at, seen_at, changed_at)
VALUES (:item_id, :record_id, :state, :starts_at, :ends_at, :now, :now)
    ON CONFLICT (item_id, record_id) DO UPDATE
   SET state = excluded.state, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
       seen_at = excluded.seen_at,
       changed_at = CASE WHEN meeting_recording.state = excluded.state
                         THEN meeting_recording.changed_at ELSE excluded.changed_at END
RETURNING id;

-- The server has told of all that it has.
-- name: recording_lost(item_id, now)
UPDATE meeting_recording SET state = 'deleted', changed_at = :now
 WHERE item_id = :item_id AND seen_at < :now AND state <> 'deleted';

-- name: recording_withdraw_links(recording_id)
UPDATE meeting_playback SET place = 0 WHERE recording_id = :recording_id;

-- name: recording_write_link(recording_id, place, type, url, minutes)
INSERT INTO meeting_playback (recording_id, place, type, url, minutes)
VALUES (:recording_id, :place, :type, :url, :minutes)
    ON CONFLICT (recording_id, url) DO UPDATE
   SET place = excluded.place, type = excluded.type, minutes = excluded.minutes;

-- fragment: page_link
coalesce((SELECT summary.link FROM item summary
           WHERE summary.parent_id = recording.item_id AND summary.kind = 'summary'
           ORDER BY summary.id LIMIT 1), '')

-- name: recording_page_link(item_id)
SELECT coalesce(item.link, '') AS link FROM item
 WHERE item.parent_id = :item_id AND item.kind = 'summary' ORDER BY item.id LIMIT 1;

-- fragment: link_columns
playback.id, playback.recording_id, playback.type, playback.url, playback.minutes,
CASE WHEN playback.place > 0 AND recording.state = 'published' THEN 1 ELSE 0 END AS is_given,
CASE WHEN playback.url = {page_link} THEN 1 ELSE 0 END AS on_page

-- name: recording_links(item_id)
SELECT {link_columns}
  FROM meeting_recording recording
  JOIN meeting_playback playback ON playback.recording_id = recording.id
 WHERE recording.item_id = :item_id
   AND (playback.place > 0 OR playback.url = {page_link})
 ORDER BY playback.recording_id, playback.place, playback.id;

-- name: recording_link(item_id, id)
SELECT {link_columns}
  FROM meeting_playback playback
  JOIN meeting_recording recording ON recording.id = playback.recording_id
 WHERE recording.item_id = :item_id AND playback.id = :id;

-- name: recording_list(item_id)
SELECT id, starts_at, ends_at, state FROM meeting_recording
 WHERE item_id = :item_id ORDER BY starts_at DESC, id DESC;

-- Can be watched now.
-- fragment: is_there
recording.state = 'published'
AND EXISTS (SELECT 1 FROM meeting_playback playback
             WHERE playback.recording_id = recording.id AND playback.place > 0
               AND playback.type NOT IN ('notes', 'statistics'))

-- fragment: is_on_page
EXISTS (SELECT 1 FROM meeting_playback playback
         WHERE playback.recording_id = recording.id AND playback.url = {page_link})

-- name: recording_tell(item_id, now)
UPDATE meeting_recording AS recording SET told_at = :now
 WHERE recording.item_id = :item_id AND recording.told_at IS NULL AND {is_there}
   AND NOT {is_on_page}
RETURNING id;

-- name: recording_count_waiting(item_id)
SELECT count(*) FROM meeting_recording recording
 WHERE recording.item_id = :item_id AND {is_there} AND NOT {is_on_page};

-- The event's page leads to what is not shown any more.
-- fragment: is_gone
EXISTS (SELECT 1 FROM meeting_playback playback
         WHERE playback.recording_id = recording.id AND playback.url = {page_link}
           AND (playback.place = 0 OR recording.state <> 'published'))

-- name: recording_tell_gone(item_id, now)
UPDATE meeting_recording AS recording SET gone_at = :now
 WHERE recording.item_id = :item_id AND recording.gone_at IS NULL AND {is_gone}
RETURNING id;

-- name: recording_is_back(item_id)
UPDATE meeting_recording AS recording SET gone_at = NULL
 WHERE recording.item_id = :item_id AND recording.gone_at IS NOT NULL AND NOT ({is_gone});

-- name: recording_count_gone(item_id)
SELECT count(*) FROM meeting_recording recording WHERE recording.item_id = :item_id AND {is_gone};

-- Whose task it is.
-- name: recording_event(item_id)
SELECT item.title, item.audience, around.slug AS group_slug, coalesce(event.zone, 'UTC') AS zone
  FROM item
  LEFT JOIN item around ON around.id = item.group_id
  LEFT JOIN event ON event.item_id = item.id
 WHERE item.id = :item_id;

-- name: recording_waits(item_id)
SELECT count(*) FROM task
 WHERE task.kind = 'recording.found' AND task.item_id = :item_id AND task.state = 'open';
