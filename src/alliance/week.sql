-- Themed weeks: the record, its days, their posts, what came of it.

-- name: week_find_each(ids)
SELECT item_id AS id, first_on, last_on, hashtag, call_until, mail_at,
       coalesce(observance_id, 0) AS observance_id, changed_at
  FROM json_each(:ids) AS picked
  JOIN week ON week.item_id = CAST(picked.value AS INTEGER);

-- name: week_save(id, first_on, last_on, hashtag, call_until, mail_at, observance_id, now)
INSERT INTO week (item_id, first_on, last_on, hashtag, call_until, mail_at, observance_id,
                  changed_at)
VALUES (:id, :first_on, :last_on, :hashtag, :call_until, :mail_at, :observance_id, :now)
    ON CONFLICT (item_id)
    DO UPDATE SET first_on = excluded.first_on, last_on = excluded.last_on,
                  hashtag = excluded.hashtag, call_until = excluded.call_until,
                  mail_at = excluded.mail_at, observance_id = excluded.observance_id,
                  changed_at = excluded.changed_at;

-- name: week_is_observance(id)
SELECT count(*) FROM event WHERE item_id = :id AND kind = 'observance';

-- name: week_observances(limit, me, roles)
SELECT item.id
  FROM event JOIN item ON item.id = event.item_id
 WHERE event.kind = 'observance' AND {visible}
 ORDER BY item.title, item.id
 LIMIT :limit;

-- name: week_of_observance(observance_id, limit, me, roles)
SELECT item.id
  FROM week JOIN item ON item.id = week.item_id
 WHERE week.observance_id = :observance_id AND item.status IN ('published', 'archived')
   AND {visible}
 ORDER BY coalesce(week.first_on, item.actual_on, item.planned_on) DESC, item.id DESC
 LIMIT :limit;

-- ---- days ----

-- fragment: week_day
item.id, coalesce(item.parent_id, 0) AS week_id, item.version, week_day.held_on,
coalesce(week_day.mailed_at, 0) AS mailed_at, item.slug,
coalesce(t.language, item.language) AS language, coalesce(t.title, item.title) AS topic,
coalesce(t.summary, item.summary) AS question, coalesce(t.body, item.body) AS body,
(SELECT count(*) FROM comment
  WHERE comment.item_id = item.id AND comment.status = 'shown') AS n_comments

-- fragment: around_day
FROM week_day
JOIN item ON item.id = week_day.item_id
LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = :lang

-- name: week_days(week_id, lang, me, roles, limit)
SELECT {week_day} {around_day}
 WHERE item.parent_id = :week_id AND {visible}
 ORDER BY week_day.held_on, item.id LIMIT :limit;

-- name: week_day_find(id, lang, me, roles)
SELECT {week_day} {around_day}
 WHERE item.id = :id AND {visible};

-- name: week_day_save(id, held_on)
INSERT INTO week_day (item_id, held_on) VALUES (:id, :held_on)
    ON CONFLICT (item_id) DO UPDATE SET held_on = excluded.held_on;

-- name: week_day_count(week_id)
SELECT count(*) FROM week_day JOIN item ON item.id = week_day.item_id
 WHERE item.parent_id = :week_id;

-- name: week_day_is_answered(id)
SELECT count(*) FROM comment WHERE item_id = :id AND status <> 'removed';

-- ---- posts ----

-- name: week_posts(week_id, day_id, all, limit, me, roles)
SELECT item.id, week_post.day_id
  FROM item AS day
  JOIN week_day ON week_day.item_id = day.id
  JOIN week_post ON week_post.day_id = day.id
  JOIN item ON item.id = week_post.item_id
 WHERE (day.parent_id = :week_id OR day.id = :day_id)
   AND (:all = 1 OR item.status IN ('published', 'archived')) AND {visible}
 ORDER BY week_day.held_on, day.id, week_post.place, item.id
 LIMIT :limit;

-- name: week_delete_posts(day_id)
DELETE FROM week_post WHERE day_id = :day_id;

-- name: week_insert_post(id, day_id, place)
INSERT INTO week_post (item_id, day_id, place) VALUES (:id, :day_id, :place)
    ON CONFLICT (item_id) DO UPDATE SET day_id = excluded.day_id, place = excluded.place;

-- name: week_add_post(id, day_id)
INSERT INTO week_post (item_id, day_id, place)
SELECT :id, :day_id, coalesce(max(place), 0) + 1 FROM week_post WHERE day_id = :day_id
    ON CONFLICT (item_id) DO UPDATE SET day_id = excluded.day_id, place = excluded.place;

-- ---- what came of it ----

-- Days and posts of the campaigns in a JSON array, as :me sees them.
-- fragment: parts_of_weeks
SELECT item.parent_id AS week_id, item.id, 0 AS is_post, item.author_id
  FROM json_each(:ids) AS picked
  JOIN item ON item.parent_id = CAST(picked.value AS INTEGER)
 WHERE item.kind = 'day' AND {visible}
UNION ALL
SELECT day.parent_id, item.id, 1, item.author_id
  FROM json_each(:ids) AS picked
  JOIN item AS day ON day.parent_id = CAST(picked.value AS INTEGER)
  JOIN week_post ON week_post.day_id = day.id
  JOIN item ON item.id = week_post.item_id
 WHERE day.kind = 'day' AND item.status IN ('published', 'archived') AND {visible}

-- name: week_counts(ids, me, roles)
SELECT part.week_id AS id,
       count(DISTINCT CASE WHEN part.is_post = 0 THEN part.id END) AS days,
       count(DISTINCT CASE WHEN part.is_post = 1 THEN part.id END) AS posts,
       count(DISTINCT comment.id) AS comments
  FROM ({parts_of_weeks}) AS part
  LEFT JOIN comment ON comment.item_id = part.id AND comment.status = 'shown'
 GROUP BY part.week_id;

-- Who wrote a post or a comment; who was erased counts, from where is not known any more.
-- name: week_people(ids, me, roles)
SELECT who.week_id AS id, count(DISTINCT who.person_id) AS people,
       count(DISTINCT nullif(person.country, '')) AS countries
  FROM (SELECT part.week_id,
               CASE WHEN part.is_post = 1 THEN part.author_id END AS person_id
          FROM ({parts_of_weeks}) AS part
        UNION
        SELECT part.week_id, comment.person_id
          FROM ({parts_of_weeks}) AS part
          JOIN comment ON comment.item_id = part.id AND comment.status = 'shown') AS who
  LEFT JOIN person ON person.id = who.person_id
 GROUP BY who.week_id;

-- ---- a mail a day ----

-- Published ones of today for which the hour has come.
-- fragment: day_due
FROM week_day
JOIN item ON item.id = week_day.item_id
JOIN week ON week.item_id = item.parent_id
WHERE week_day.mailed_at IS NULL AND week_day.held_on = :today AND item.status = 'published'
  AND week.mail_at <> '' AND week.mail_at <= :clock

-- name: week_due(today, clock)
SELECT item.id {day_due} ORDER BY item.id;

-- name: week_count_due(today, clock)
SELECT count(*) {day_due};

-- name: week_note_mailed(id, now)
UPDATE week_day SET mailed_at = :now WHERE item_id = :id AND mailed_at IS NULL;
