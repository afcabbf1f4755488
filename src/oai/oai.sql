-- What harvesters are given.

-- An edition that a visitor may have.
-- fragment: harvested
FROM item
JOIN library_edition ON library_edition.item_id = item.id
JOIN item work ON work.id = item.parent_id
LEFT JOIN library_work ON library_work.item_id = work.id
WHERE item.kind = 'edition' AND library_edition.state IN ('published', 'superseded')
  AND item.status IN ('published', 'archived') AND item.audience = 'public'
  AND work.status IN ('published', 'archived') AND work.audience = 'public'

-- fragment: settled
item.updated_at < :now AND work.updated_at < :now AND coalesce(library_work.changed_at, 0) < :now

-- The other works that a visitor may see, and what is elsewhere, in numbers that are others as soon as one comes,
-- goes, or changes its address.
-- fragment: related
(SELECT count(*) || '.' || coalesce(sum(relation.id), 0) || '.' || coalesce(sum(other.version), 0)
        || '.' || coalesce(sum(other_work.changed_at), 0)
   FROM library_relation relation
   LEFT JOIN item other ON other.id = CASE WHEN relation.work_id = work.id THEN relation.other_id
                                           ELSE relation.work_id END
   LEFT JOIN library_work other_work ON other_work.item_id = other.id
  WHERE (relation.work_id = work.id OR relation.other_id = work.id)
    AND (relation.other_id IS NULL
         OR (other.status IN ('published', 'archived') AND other.audience = 'public')))

-- What the record is made from: it is made anew when this is another text.
-- fragment: source
item.version || ' ' || item.updated_at || ' ' || work.version || ' ' || work.updated_at || ' '
|| coalesce(library_work.changed_at, 0) || ' ' || library_edition.state || ' ' || {related} || ' ' || :maker

-- Something may still change within the second in which the last change was: then it is looked at again.
-- name: oai_stale(maker, now, after, limit)
SELECT item.id, work.id AS work_id, coalesce(work.pillar, '') AS pillar,
       coalesce(library_work.type, '') AS type, item.language,
       CASE WHEN {settled} THEN {source} ELSE '' END AS source
{harvested}
   AND NOT EXISTS (SELECT 1 FROM oai_record
                    WHERE oai_record.item_id = item.id AND oai_record.source = {source})
   AND item.id > :after
 ORDER BY item.id LIMIT :limit;

-- fragment: gone
FROM oai_record
WHERE is_deleted = 0
  AND NOT EXISTS (SELECT 1 {harvested} AND item.id = oai_record.item_id)

-- name: oai_count_stale(maker)
SELECT CASE WHEN EXISTS (SELECT 1 {harvested}
                            AND NOT EXISTS (SELECT 1 FROM oai_record
                                             WHERE oai_record.item_id = item.id
                                               AND oai_record.source = {source}))
              OR EXISTS (SELECT 1 {gone}) THEN 1 ELSE 0 END;

-- What is the same as before keeps its datestamp.
-- name: oai_put(id, stamp, pillar, type, language, source, dc, datacite)
INSERT INTO oai_record (item_id, stamp, is_deleted, pillar, type, language, source, dc, datacite)
VALUES (:id, :stamp, 0, :pillar, :type, :language, :source, :dc, :datacite)
    ON CONFLICT (item_id) DO UPDATE
   SET stamp = CASE WHEN oai_record.is_deleted = 0 AND oai_record.dc = excluded.dc
                     AND oai_record.datacite = excluded.datacite
                     AND oai_record.pillar = excluded.pillar AND oai_record.type = excluded.type
                    THEN oai_record.stamp ELSE excluded.stamp END,
       is_deleted = 0, pillar = excluded.pillar, type = excluded.type,
       language = excluded.language, source = excluded.source, dc = excluded.dc,
       datacite = excluded.datacite;

-- name: oai_delete_gone(stamp)
UPDATE oai_record SET stamp = :stamp, is_deleted = 1, source = '', dc = '', datacite = ''
 WHERE item_id IN (SELECT oai_record.item_id {gone});

-- fragment: record
item_id AS id, stamp, is_deleted, pillar, type, language,
CASE WHEN :format = 'oai_dc' THEN dc ELSE datacite END AS metadata

-- name: oai_list(format, pillar, type, language, from, until, after_stamp, after_id, limit)
SELECT {record}
  FROM oai_record
 WHERE stamp BETWEEN :from AND :until AND (stamp, item_id) > (:after_stamp, :after_id)
   AND (:pillar = '' OR pillar = :pillar) AND (:type = '' OR type = :type)
   AND (:language = '' OR language = :language)
 ORDER BY stamp, item_id LIMIT :limit;

-- name: oai_find(id, format)
SELECT {record} FROM oai_record WHERE item_id = :id;

-- name: oai_earliest(now)
SELECT coalesce(min(stamp), :now) FROM oai_record WHERE stamp <= :now;

-- name: oai_sets()
SELECT 'language' AS what, language AS value FROM oai_record GROUP BY language
 UNION ALL
SELECT 'pillar', pillar FROM oai_record WHERE pillar <> '' GROUP BY pillar
 UNION ALL
SELECT 'type', type FROM oai_record WHERE type <> '' GROUP BY type
 ORDER BY 1, 2;
