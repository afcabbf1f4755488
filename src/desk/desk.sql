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
