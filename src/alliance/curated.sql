-- Curated lists: the works on them, in order, with reasons.

-- fragment: entry
entry.id, entry.list_id, entry.work_id, entry.changed_at,
CASE WHEN coalesce(words.heading, '') <> '' THEN words.heading ELSE entry.heading END AS heading,
CASE WHEN coalesce(words.heading, '') <> '' THEN words.language ELSE entry.language END AS heading_language,
CASE WHEN coalesce(words.reason, '') <> '' THEN words.reason ELSE entry.reason END AS reason,
CASE WHEN coalesce(words.reason, '') <> '' THEN words.language ELSE entry.language END AS reason_language

-- fragment: words
LEFT JOIN curated_text words ON words.entry_id = entry.id AND words.language = :lang

-- name: curated_entries(list_id, lang, me, roles, limit)
SELECT {entry}
  FROM curated_entry entry
  JOIN item ON item.id = entry.work_id
  {words}
 WHERE entry.list_id = :list_id AND {visible}
 ORDER BY entry.place, entry.id LIMIT :limit;

-- name: curated_find(id, lang, me, roles)
SELECT {entry}
  FROM curated_entry entry
  JOIN item ON item.id = entry.work_id
  {words}
 WHERE entry.id = :id AND {visible};

-- name: curated_of_work(work_id, drafts, lang, me, roles, limit)
SELECT item.slug, coalesce(t.title, item.title) AS title,
       coalesce(t.language, item.language) AS language, {entry}
  FROM curated_entry entry
  JOIN item ON item.id = entry.list_id
  LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = :lang
  {words}
 WHERE entry.work_id = :work_id AND (:drafts = 1 OR item.status IN ('published', 'archived')) AND {visible}
 ORDER BY item.title, item.id LIMIT :limit;

-- name: curated_texts(id)
SELECT language, heading, reason, 0 AS turn FROM curated_entry WHERE id = :id
 UNION ALL
SELECT language, heading, reason, 1 AS turn FROM curated_text WHERE entry_id = :id
 ORDER BY turn, language;

-- name: curated_count(list_id)
SELECT count(*) FROM curated_entry WHERE list_id = :list_id;

-- name: curated_insert(list_id, work_id, language, heading, reason, now)
INSERT INTO curated_entry (list_id, work_id, place, language, heading, reason, added_at, changed_at)
SELECT :list_id, :work_id, coalesce(max(place), 0) + 1, :language, :heading, :reason, :now, :now
  FROM curated_entry WHERE list_id = :list_id
    ON CONFLICT DO NOTHING;

-- name: curated_update(id, was, heading, reason, now)
UPDATE curated_entry SET heading = :heading, reason = :reason, changed_at = :now
 WHERE id = :id AND changed_at = :was;

-- name: curated_forget_texts(id)
DELETE FROM curated_text WHERE entry_id = :id;

-- name: curated_insert_text(id, language, heading, reason)
INSERT INTO curated_text (entry_id, language, heading, reason)
VALUES (:id, :language, :heading, :reason);

-- All of a list, also those that the acting person does not see.
-- name: curated_order(list_id)
SELECT id, place FROM curated_entry WHERE list_id = :list_id ORDER BY place, id;

-- name: curated_put(id, place)
UPDATE curated_entry SET place = :place WHERE id = :id;

-- name: curated_delete(id)
DELETE FROM curated_entry WHERE id = :id;
