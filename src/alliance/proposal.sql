-- Translations that wait for an editor.

-- fragment: proposal_columns
p.item_id, p.language, p.title, p.summary, p.body, p.note, p.made_from, p.version, p.proposed_by,
p.proposed_at, person.name AS translator

-- name: proposal_find(item_id, language)
SELECT {proposal_columns}
  FROM proposal p LEFT JOIN person ON person.id = p.proposed_by
 WHERE p.item_id = :item_id AND p.language = :language;

-- name: proposal_list(item_id)
SELECT {proposal_columns}
  FROM proposal p LEFT JOIN person ON person.id = p.proposed_by
 WHERE p.item_id = :item_id ORDER BY p.language;

-- Of two who saw the same version the second writes no row.
-- name: proposal_write(item_id, language, version, title, summary, body, note, made_from, me, now)
INSERT INTO proposal (item_id, language, title, summary, body, note, made_from, version,
                      proposed_by, proposed_at)
VALUES (:item_id, :language, :title, :summary, :body, :note, :made_from, 1, :me, :now)
    ON CONFLICT (item_id, language) DO UPDATE
   SET title = excluded.title, summary = excluded.summary, body = excluded.body,
       note = excluded.note, made_from = excluded.made_from, version = proposal.version + 1,
       proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at
 WHERE proposal.version = :version;

-- name: proposal_delete(item_id, language)
DELETE FROM proposal WHERE item_id = :item_id AND language = :language;

-- name: proposal_count(item_id)
SELECT count(*) FROM proposal WHERE item_id = :item_id;
