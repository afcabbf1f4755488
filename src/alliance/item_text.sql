-- Revisions and translations of an item's texts.

-- What a translation's texts will have as a revision.
-- fragment: translation_version
1 + (SELECT coalesce(max(kept.version), 0) FROM item_revision kept
      WHERE kept.item_id = t.item_id AND kept.language = t.language)

-- name: item_translation_version(id, language)
SELECT {translation_version} FROM item_translation t
 WHERE t.item_id = :id AND t.language = :language;

-- Takes the item's row, so that two translators follow one another: the second has seen a version
-- that is not there any more.
-- name: item_claim_translation(id, language, version, now)
UPDATE item
   SET updated_at = :now
 WHERE id = :id AND language <> :language
   AND :version = coalesce((SELECT {translation_version} FROM item_translation t
                             WHERE t.item_id = :id AND t.language = :language), 0);

-- name: item_keep_translation(id, language, title, summary, body)
INSERT INTO item_revision (item_id, language, version, title, summary, body, note, edited_by,
                           edited_at)
SELECT item_id, language,
       1 + (SELECT coalesce(max(earlier.version), 0) FROM item_revision earlier
             WHERE earlier.item_id = :id AND earlier.language = :language),
       title, summary, body, texts_note, texts_by, updated_at
  FROM item_translation
 WHERE item_id = :id AND language = :language
   AND (title <> :title OR summary <> :summary OR body <> :body);

-- A version of the original that cannot have been seen counts as the one that there is.
-- name: item_write_translation(id, language, title, summary, body, made_from, note, me, now)
INSERT INTO item_translation (item_id, language, title, summary, body, made_from, texts_by,
                              texts_note, updated_at)
VALUES (:id, :language, :title, :summary, :body,
        (SELECT CASE WHEN :made_from BETWEEN 1 AND version THEN :made_from ELSE version END
           FROM item WHERE id = :id),
        :me, :note, :now)
    ON CONFLICT (item_id, language) DO UPDATE
   SET title = excluded.title, summary = excluded.summary, body = excluded.body,
       made_from = excluded.made_from, texts_by = excluded.texts_by,
       texts_note = excluded.texts_note, updated_at = excluded.updated_at;

-- name: item_delete_translation(id, language)
DELETE FROM item_translation WHERE item_id = :id AND language = :language;

-- name: item_revisions(id, language)
SELECT r.id, r.item_id, r.version, r.edited_at, r.edited_by, r.language, r.title, r.summary,
       r.note, person.name AS editor
  FROM item_revision r LEFT JOIN person ON person.id = r.edited_by
 WHERE r.item_id = :id AND r.language = :language
 ORDER BY r.version DESC;

-- name: item_revision(item_id, id)
SELECT r.id, r.item_id, r.version, r.edited_at, r.edited_by, r.language, r.title, r.summary,
       r.body, r.note, person.name AS editor
  FROM item_revision r LEFT JOIN person ON person.id = r.edited_by
 WHERE r.id = :id AND r.item_id = :item_id;

-- name: item_translations(id)
SELECT language, title, 0 AS version, version AS made_from, texts_at AS updated_at, 0 AS stale,
       1 AS original
  FROM item WHERE id = :id
 UNION ALL
SELECT t.language, t.title, {translation_version} AS version, t.made_from, t.updated_at,
       CASE WHEN t.made_from < item.texts_version THEN 1 ELSE 0 END AS stale, 0 AS original
  FROM item_translation t JOIN item ON item.id = t.item_id
 WHERE t.item_id = :id
 ORDER BY original DESC, language;
