-- Events: the record beside the item, and the times at which they take place.

-- fragment: record
item.id, coalesce(event.kind, '') AS kind, coalesce(event.series, '') AS series,
coalesce(event.state, 'confirmed') AS state, coalesce(event.number, 0) AS number,
coalesce(event.starts, '') AS starts, coalesce(event.ends, '') AS ends,
coalesce(event.zone, 'UTC') AS zone, coalesce(event.zones, '') AS zones,
coalesce(event.rule, '') AS rule, coalesce(event.leaves_out, '') AS leaves_out,
coalesce(event.adds, '') AS adds, coalesce(event.host, '') AS host, event.join_link,
coalesce(event.join_public, 0) AS join_public, coalesce(event.people, 0) AS people,
coalesce(event.sequence, 0) AS sequence, coalesce(event.changed_at, 0) AS changed_at,
coalesce(event.uid, '') AS uid, item.slug, coalesce(t.title, item.title) AS title,
coalesce(t.summary, item.summary) AS summary, coalesce(t.language, item.language) AS language,
item.place, item.spoken, item.pillar, item.planned_first, item.planned_on, item.actual_on, item.version,
item.updated_at

-- fragment: texts
LEFT JOIN event ON event.item_id = item.id
LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = :lang

-- fragment: wanted
(:kind = '' OR EXISTS (SELECT 1 FROM event of_kind
                        WHERE of_kind.item_id = item.id AND of_kind.kind = :kind))
AND (:series = '' OR EXISTS (SELECT 1 FROM event of_series
                              WHERE of_series.item_id = item.id AND of_series.series = :series))
AND (:topic = '' OR {of_topic})
AND (:mine = '' OR EXISTS (SELECT 1 FROM registration
                            WHERE registration.item_id = item.id AND registration.state <> 'left'
                              AND (registration.person_id = :me OR registration.email = :mine)))

-- The time that a list is about.  With once, of what comes again only the next one.
-- fragment: in_window
occurrence.ends_at > :after AND occurrence.ends_at <= :until
AND (:first = '' OR (occurrence.day >= :first AND occurrence.day < :last))
AND (:once = 0 OR NOT EXISTS (SELECT 1 FROM occurrence sooner
                               WHERE sooner.item_id = occurrence.item_id
                                 AND sooner.ends_at > :after
                                 AND sooner.ends_at < occurrence.ends_at))

-- name: event_find(id, lang, me, roles)
SELECT {record} FROM item {texts} WHERE item.id = :id AND item.kind = 'event' AND {visible};

-- name: event_list_next(kind, series, topic, mine, after, until, first, last, once, lang, me, roles, limit, offset)
SELECT {record}, picked.starts_at, picked.ends_at, picked.day, picked.timed
  FROM (SELECT occurrence.item_id, occurrence.starts_at, occurrence.ends_at, occurrence.day,
               occurrence.timed
          FROM occurrence JOIN item ON item.id = occurrence.item_id
         WHERE {in_window} AND {visible} AND {wanted}
         ORDER BY occurrence.ends_at, occurrence.item_id LIMIT :limit OFFSET :offset) picked
  JOIN item ON item.id = picked.item_id {texts}
 ORDER BY picked.ends_at, picked.item_id;

-- name: event_list_past(kind, series, topic, mine, after, until, first, last, once, lang, me, roles, limit, offset)
SELECT {record}, picked.starts_at, picked.ends_at, picked.day, picked.timed
  FROM (SELECT occurrence.item_id, occurrence.starts_at, occurrence.ends_at, occurrence.day,
               occurrence.timed
          FROM occurrence JOIN item ON item.id = occurrence.item_id
         WHERE {in_window} AND {visible} AND {wanted}
         ORDER BY occurrence.ends_at DESC, occurrence.item_id DESC LIMIT :limit OFFSET :offset) picked
  JOIN item ON item.id = picked.item_id {texts}
 ORDER BY picked.ends_at DESC, picked.item_id DESC;

-- name: event_count(kind, series, topic, mine, after, until, first, last, once, me, roles, limit)
SELECT count(*) FROM (SELECT 1 FROM occurrence JOIN item ON item.id = occurrence.item_id
                       WHERE {in_window} AND {visible} AND {wanted} LIMIT :limit) counted;

-- name: event_calendar(kind, series, topic, mine, lang, me, roles, limit)
SELECT {record}, picked.starts_at, picked.ends_at, picked.day, picked.timed
  FROM (SELECT occurrence.item_id, occurrence.starts_at, occurrence.ends_at, occurrence.day,
               occurrence.timed
          FROM occurrence JOIN item ON item.id = occurrence.item_id
         WHERE NOT EXISTS (SELECT 1 FROM occurrence sooner
                            WHERE sooner.item_id = occurrence.item_id
                              AND sooner.ends_at < occurrence.ends_at)
           AND {visible} AND {wanted}
         ORDER BY occurrence.ends_at DESC, occurrence.item_id DESC LIMIT :limit) picked
  JOIN item ON item.id = picked.item_id {texts}
 ORDER BY picked.ends_at, picked.item_id;

-- name: event_occurrences(id)
SELECT starts_at, ends_at, day, timed FROM occurrence WHERE item_id = :id ORDER BY starts_at;

-- name: event_series(me, roles)
SELECT event.series AS name, count(*) AS n
  FROM event JOIN item ON item.id = event.item_id
 WHERE event.series <> '' AND {visible}
 GROUP BY event.series ORDER BY event.series;

-- name: event_kinds(me, roles)
SELECT event.kind AS name, count(*) AS n
  FROM event JOIN item ON item.id = event.item_id
 WHERE {visible}
 GROUP BY event.kind ORDER BY event.kind;

-- name: event_years(me, roles)
SELECT DISTINCT substr(occurrence.day, 1, 4) AS year
  FROM occurrence JOIN item ON item.id = occurrence.item_id
 WHERE occurrence.day <> '' AND {visible}
 ORDER BY year DESC;

-- name: event_claim(id, version, now)
UPDATE item SET version = version + 1, updated_at = :now
 WHERE id = :id AND version = :version AND kind = 'event';

-- name: event_write(id, kind, series, number, state, starts, ends, zone, zones, rule, leaves_out, adds, host, join_link, join_public, people, uid, now)
INSERT INTO event (item_id, kind, series, number, state, starts, ends, zone, zones, rule, leaves_out,
                   adds, host, join_link, join_public, people, uid, changed_at)
VALUES (:id, :kind, :series, :number, :state, :starts, :ends, :zone, :zones, :rule, :leaves_out,
        :adds, :host, :join_link, :join_public, :people, :uid, :now)
    ON CONFLICT (item_id) DO UPDATE
   SET kind = excluded.kind, series = excluded.series, number = excluded.number,
       state = excluded.state, starts = excluded.starts, ends = excluded.ends,
       zone = excluded.zone, zones = excluded.zones, rule = excluded.rule,
       leaves_out = excluded.leaves_out, adds = excluded.adds, host = excluded.host,
       join_link = excluded.join_link, join_public = excluded.join_public,
       people = excluded.people, changed_at = excluded.changed_at,
       sequence = event.sequence
                + CASE WHEN event.starts <> excluded.starts OR event.ends <> excluded.ends
                            OR event.zone <> excluded.zone OR event.state <> excluded.state
                            OR event.rule <> excluded.rule OR event.adds <> excluded.adds
                            OR event.leaves_out <> excluded.leaves_out
                       THEN 1 ELSE 0 END;

-- name: event_sequence(id)
SELECT sequence FROM event WHERE item_id = :id;

-- As item_write_facts has it: a plan that was announced keeps its first date.
-- name: event_write_plan(id, day)
UPDATE item
   SET planned_first = CASE WHEN published_at IS NULL THEN CAST(:day AS TEXT)
                            ELSE coalesce(planned_first, planned_on, :day) END,
       planned_on = :day
 WHERE id = :id AND (planned_on IS NULL OR planned_on <> :day);

-- name: event_write_actual(id, day)
UPDATE item SET actual_on = :day WHERE id = :id AND (actual_on IS NULL OR actual_on <> :day);

-- name: event_dates(id)
SELECT item.kind, coalesce(event.starts, '') AS starts, coalesce(event.ends, '') AS ends,
       coalesce(event.zone, 'UTC') AS zone, coalesce(event.rule, '') AS rule,
       coalesce(event.leaves_out, '') AS leaves_out, coalesce(event.adds, '') AS adds,
       coalesce(item.actual_on, item.planned_on, '') AS day
  FROM item LEFT JOIN event ON event.item_id = item.id WHERE item.id = :id;

-- name: event_delete_occurrences(id)
DELETE FROM occurrence WHERE item_id = :id;

-- name: event_insert_occurrence(id, starts_at, ends_at, day, timed)
INSERT INTO occurrence (item_id, starts_at, ends_at, day, timed)
VALUES (:id, :starts_at, :ends_at, :day, :timed)
    ON CONFLICT (item_id, starts_at) DO NOTHING;

-- What another table of zones or another year can change, and what has no occurrence yet.
-- name: event_list_moving(now)
SELECT event.item_id AS id FROM event
 WHERE event.rule <> '' OR (length(event.starts) > 10
       AND EXISTS (SELECT 1 FROM occurrence
                    WHERE occurrence.item_id = event.item_id AND occurrence.ends_at > :now))
 UNION
SELECT item.id FROM item
 WHERE item.kind = 'event'
   AND NOT EXISTS (SELECT 1 FROM occurrence WHERE occurrence.item_id = item.id)
 ORDER BY id;

-- Clocks were changed by law: the event is at another moment now.  Days that a rule brings are none.
-- name: event_count_change(id, now)
UPDATE event SET sequence = sequence + 1, changed_at = :now WHERE item_id = :id AND rule = '';
