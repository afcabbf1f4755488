-- Filters over people that were kept under a name.

-- fragment: segment_columns
segment.id, segment.name, segment.note, segment.filter,
coalesce(segment.created_by, 0) AS created_by, person.name AS creator, segment.created_at,
segment.changed_at, segment.version

-- name: segment_list(limit)
SELECT {segment_columns}
  FROM segment LEFT JOIN person ON person.id = segment.created_by AND person.erased_at IS NULL
 ORDER BY segment.words LIMIT :limit;

-- name: segment_find(id)
SELECT {segment_columns}
  FROM segment LEFT JOIN person ON person.id = segment.created_by AND person.erased_at IS NULL
 WHERE segment.id = :id;

-- name: segment_find_filter(filter)
SELECT {segment_columns}
  FROM segment LEFT JOIN person ON person.id = segment.created_by AND person.erased_at IS NULL
 WHERE segment.filter = :filter ORDER BY segment.id LIMIT 1;

-- name: segment_total()
SELECT count(*) FROM segment;

-- name: segment_insert(name, words, note, filter, me, now)
INSERT INTO segment (name, words, note, filter, created_by, created_at, changed_at)
VALUES (:name, :words, :note, :filter, nullif(:me, 0), :now, :now)
    ON CONFLICT (words) DO NOTHING
RETURNING id;

-- name: segment_taken(id, words)
SELECT count(*) FROM segment WHERE words = :words AND id <> :id;

-- name: segment_rename(id, version, name, words, note, now)
UPDATE segment
   SET name = :name, words = :words, note = :note, changed_at = :now, version = version + 1
 WHERE id = :id AND version = :version
   AND NOT EXISTS (SELECT 1 FROM segment other WHERE other.words = :words AND other.id <> :id);

-- name: segment_refilter(id, version, filter, now)
UPDATE segment SET filter = :filter, changed_at = :now, version = version + 1
 WHERE id = :id AND version = :version;

-- name: segment_delete(id)
DELETE FROM segment WHERE id = :id;
