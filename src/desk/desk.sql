-- What the desk lists.

-- Of a member only what is his own.
-- fragment: wanted
((:roles & 6) <> 0 OR item.author_id = :me)
AND (:kind = '' OR item.kind = :kind) AND (:state = '' OR item.status = :state)
AND (:language = '' OR item.language = :language)
AND (:pattern = '' OR lower(item.title) LIKE lower(:pattern) ESCAPE '!')

-- fragment: row
item.id, item.kind, item.status, item.language, item.title, item.updated_at,
coalesce(item.publish_at, 0) AS publish_at

-- name: desk_pages(kind, state, language, pattern, limit, offset, me, roles)
SELECT {row} FROM item WHERE {visible} AND {wanted}
 ORDER BY item.listed_at DESC, item.id DESC LIMIT :limit OFFSET :offset;

-- Along an index of few rows.
-- name: desk_pages_unfinished(kind, state, language, pattern, limit, offset, me, roles)
SELECT {row} FROM item WHERE {unfinished} AND item.status = :state AND {visible} AND {wanted}
 ORDER BY item.listed_at DESC, item.id DESC LIMIT :limit OFFSET :offset;

-- name: desk_count_pages(kind, state, language, pattern, limit, me, roles)
SELECT count(*) FROM (SELECT 1 FROM item WHERE {visible} AND {wanted} LIMIT :limit) counted;

-- name: desk_count_pages_unfinished(kind, state, language, pattern, limit, me, roles)
SELECT count(*) FROM (SELECT 1 FROM item
                       WHERE {unfinished} AND item.status = :state AND {visible} AND {wanted}
                       LIMIT :limit) counted;

-- What is under way, by state; "held" are comments.
-- name: desk_under_way(me, roles)
SELECT item.status AS state, count(*) AS n FROM item WHERE {unfinished} AND {visible}
 GROUP BY item.status
UNION ALL
SELECT 'held' AS state, count(*) AS n FROM comment
 WHERE comment.status = 'held'
   AND EXISTS (SELECT 1 FROM item WHERE item.id = comment.item_id AND {visible});

-- Of a poll: an option, as it stands now, is not translated.
-- fragment: to_translate_options
EXISTS (SELECT 1 FROM poll_option option
         WHERE option.item_id = item.id
           AND NOT EXISTS (SELECT 1 FROM poll_option_word word
                            WHERE word.item_id = option.item_id AND word.language = :language
                              AND word.original = option.text))

-- What is to be translated into a language: not there, older than its original, or waiting for an
-- editor.  What only editors read is not translated; a poll by who leads it, a shared draft not at all.
-- fragment: to_translate
item.language <> :language AND item.status <> 'archived' AND item.audience IN ('public', 'members')
AND (proposal.item_id IS NOT NULL OR t.item_id IS NULL OR t.made_from < item.texts_version
     OR {to_translate_options})
AND (item.kind NOT IN ('poll', 'drafting') OR (item.kind = 'poll' AND (:roles & 6) <> 0))

-- fragment: translation_joins
LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = :language
LEFT JOIN proposal ON proposal.item_id = item.id AND proposal.language = :language

-- name: desk_translations(language, limit, offset, me, roles)
SELECT item.id, item.listed_at, item.kind, item.slug, item.status, item.language, item.title,
       CASE WHEN proposal.item_id IS NOT NULL THEN 'proposed'
            WHEN t.item_id IS NULL THEN 'missing'
            WHEN t.made_from < item.texts_version THEN 'stale' ELSE 'partly' END AS state
  FROM item {translation_joins}
 WHERE {visible} AND {to_translate}
 ORDER BY item.listed_at DESC, item.id DESC LIMIT :limit OFFSET :offset;

-- name: desk_count_translations(language, limit, me, roles)
SELECT count(*) FROM (SELECT 1 FROM item {translation_joins}
                       WHERE {visible} AND {to_translate} LIMIT :limit) counted;
