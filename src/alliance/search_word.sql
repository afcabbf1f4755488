-- The words that can be offered to who has mistyped one.

-- fragment: is_public
item.audience = 'public' AND item.status IN ('published', 'archived')

-- SQLite would rather walk all items, or the whole index, from the beginning: CROSS keeps it from that.
-- fragment: unlearnt_text
SELECT search_unlearnt.text_id AS id
  FROM search_unlearnt CROSS JOIN search_text CROSS JOIN item
 WHERE search_text.id = search_unlearnt.text_id AND item.id = search_text.item_id AND {is_public}
 ORDER BY search_unlearnt.text_id LIMIT :limit

-- name: search_unlearnt_texts(limit)
SELECT unlearnt.id, search.title || ' ' || search.summary || ' ' || search.body AS words
  FROM ({unlearnt_text}) AS unlearnt CROSS JOIN search
 WHERE search.rowid = unlearnt.id;
-- postgres:
SELECT search_text.id, array_to_string(tsvector_to_array(search_text.words), ' ') AS words
  FROM ({unlearnt_text}) AS unlearnt JOIN search_text ON search_text.id = unlearnt.id;

-- name: search_texts_learnt(ids)
DELETE FROM search_unlearnt
 WHERE text_id IN (SELECT CAST(picked.value AS INTEGER) FROM json_each(:ids) AS picked);

-- Files that have been read and that everybody may have.
-- fragment: unlearnt_file
FROM document
WHERE document.learnt = 0 AND document.state <> 'waiting'
  AND EXISTS (SELECT 1 FROM item_file JOIN item ON item.id = item_file.item_id
               WHERE item_file.file_id = document.file_id AND item.holds_files = 0 AND {is_public})

-- name: search_unlearnt_file()
SELECT document.file_id {unlearnt_file} ORDER BY document.file_id LIMIT 1;

-- name: search_count_unlearnt()
SELECT (SELECT count(*) FROM (SELECT 1 FROM search_unlearnt CROSS JOIN search_text CROSS JOIN item
                               WHERE search_text.id = search_unlearnt.text_id
                                 AND item.id = search_text.item_id AND {is_public} LIMIT 1) AS texts)
     + (SELECT count(*) FROM (SELECT 1 {unlearnt_file} LIMIT 1) AS files);

-- name: search_words_of_file(file_id)
SELECT document_page.id, search_page.words
  FROM document_page JOIN search_page ON search_page.rowid = document_page.id
 WHERE document_page.file_id = :file_id;
-- postgres:
SELECT document_page.id, array_to_string(tsvector_to_array(search_page.words), ' ') AS words
  FROM document_page JOIN search_page ON search_page.id = document_page.id
 WHERE document_page.file_id = :file_id;

-- name: search_file_learnt(file_id)
UPDATE document SET learnt = 1 WHERE file_id = :file_id;

-- Of a JSON array of words those that are new.
-- name: search_learn(words)
INSERT INTO search_word (word)
SELECT learnt.value FROM json_each(:words) AS learnt WHERE 1 = 1
    ON CONFLICT DO NOTHING;

-- One that begins as it was typed (from :typed to before :typed_high), and those that begin with one
-- of two letters, each said likewise.
-- name: search_words_near(typed, typed_high, low, high, other_low, other_high, shortest, longest, limit)
SELECT word FROM (SELECT word FROM search_word
                   WHERE word >= :typed AND word < :typed_high LIMIT 1) AS known
 UNION ALL
SELECT word FROM (SELECT word FROM search_word
                   WHERE ((word >= :low AND word < :high)
                          OR (word >= :other_low AND word < :other_high))
                     AND length(word) >= :shortest AND length(word) <= :longest
                   LIMIT :limit) AS around;

-- name: search_words_after(word, limit)
SELECT word FROM search_word WHERE word > :word ORDER BY word LIMIT :limit;

-- One that stands in nothing that everybody may read any more.
-- name: search_word_forget(word)
DELETE FROM search_word
 WHERE word = :word
   AND NOT EXISTS (SELECT 1 FROM search
                     JOIN search_text ON search_text.id = search.rowid
                     JOIN item ON item.id = search_text.item_id
                    WHERE search MATCH :word AND {is_public})
   AND NOT EXISTS (SELECT 1 FROM search_page
                     JOIN item_file ON item_file.file_id = search_page.rowid / 16384
                     JOIN item ON item.id = item_file.item_id
                    WHERE search_page MATCH :word AND item.holds_files = 0 AND {is_public});
-- postgres:
DELETE FROM search_word
 WHERE word = :word
   AND NOT EXISTS (SELECT 1 FROM search_text
                     JOIN item ON item.id = search_text.item_id
                    WHERE search_text.words @@ CAST(:word AS tsquery) AND {is_public})
   AND NOT EXISTS (SELECT 1 FROM search_page
                     JOIN item_file ON item_file.file_id = search_page.id / 16384
                     JOIN item ON item.id = item_file.item_id
                    WHERE search_page.words @@ CAST(:word AS tsquery) AND item.holds_files = 0
                      AND {is_public});
