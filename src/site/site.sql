-- name: item_parts(id, me, roles)
-- What hangs on an item besides its comments, in one round: few items have all of it.
SELECT 'language' AS part, 0 AS id, item.language AS name, item.title AS title, '' AS extra,
       item.texts_version AS n, 0 AS position
  FROM item WHERE item.id = :id
UNION ALL
SELECT 'translation', 0, t.language, t.title, '', t.made_from, 1
  FROM item_translation t WHERE t.item_id = :id
UNION ALL
SELECT 'file', f.id, x.name, x.title, f.type, f.size, x.position
  FROM item_file x JOIN file f ON f.id = x.file_id WHERE x.item_id = :id
UNION ALL
SELECT 'text', d.file_id, '', '', d.format, d.size, 0
  FROM item_file x JOIN document d ON d.file_id = x.file_id WHERE x.item_id = :id AND d.size > 0
UNION ALL
SELECT 'light', d.file_id, '', '', '', d.light_size, 0
  FROM item_file x JOIN document d ON d.file_id = x.file_id
 WHERE x.item_id = :id AND d.light_size > 0
UNION ALL
SELECT 'picture', x.file_id, x.alt, '', '', 0, 0
  FROM item i JOIN item_file x ON x.item_id = i.id AND x.file_id = i.image_id WHERE i.id = :id
UNION ALL
SELECT 'topic', t.id, t.slug, t.name, '', 0, 0
  FROM item_topic x JOIN topic t ON t.id = x.topic_id WHERE x.item_id = :id
UNION ALL
SELECT 'figure', 0, z.name, z.asked, '', z.value, z.counted_at
  FROM figure_frozen z WHERE z.item_id = :id
UNION ALL
SELECT 'pillar', 0, p.name, p.name_fr, '', 0, 0
  FROM pillar p JOIN item i ON i.pillar = p.slug WHERE i.id = :id
UNION ALL
SELECT 'child', COUNT(*), '', '', '', 0, 0
  FROM item WHERE item.parent_id = :id AND {visible}
UNION ALL
SELECT 'comment', COUNT(*), '', '', '', 0, 0 FROM comment c
 WHERE c.item_id = :id AND c.paragraph_id IS NULL
UNION ALL
SELECT 'follow', COUNT(*), '', '', '', 0, 0 FROM item WHERE item.id = :id AND {i_follow}
ORDER BY part, position, title, name, id;

-- name: sitemap_list(limit, offset)
-- Only what a visitor may see, whoever asks.
SELECT id, kind, slug, updated_at FROM item
 WHERE status IN ('published', 'archived') AND audience = 'public'
 ORDER BY id LIMIT :limit OFFSET :offset;

-- name: sitemap_count()
SELECT COUNT(*) FROM item WHERE status IN ('published', 'archived') AND audience = 'public';

-- Topics of which a visitor may see something, or something of a part.
-- name: sitemap_topics()
SELECT DISTINCT topic.slug
  FROM item
  JOIN item_topic ON item_topic.item_id = item.id
  JOIN topic part ON part.id = item_topic.topic_id
  JOIN topic ON topic.id = part.id OR topic.id = part.broader_id
 WHERE item.status IN ('published', 'archived') AND item.audience = 'public'
 ORDER BY topic.slug;

-- name: mail_token_insert(hash, person, next, now, expires)
INSERT INTO mail_token (token_hash, purpose, person_id, next, created_at, expires_at)
VALUES (:hash, 'sign-in', :person, :next, :now, :expires) RETURNING id;

-- name: mail_token_find(hash)
SELECT person_id, next, expires_at, COALESCE(used_at, 0) AS used_at FROM mail_token
 WHERE token_hash = :hash AND purpose = 'sign-in';

-- name: mail_token_use(hash, now)
-- Of two that come at once one changes the row.
UPDATE mail_token SET used_at = :now
 WHERE token_hash = :hash AND purpose = 'sign-in' AND used_at IS NULL AND expires_at > :now;
