-- The options of polls in other languages than their own.

-- All of a poll, with what is there in @language: of the option as it stands now, and what was there of
-- the one with its number while that had another text, which is none of the options any more.
-- name: poll_word_list(id, language)
SELECT option.number, option.text AS original, coalesce(word.text, '') AS text,
       coalesce(old.text, '') AS old_text, coalesce(old.original, '') AS old_original,
       coalesce(word.corrected_at, old.corrected_at, 0) AS corrected_at
  FROM poll_option option
  LEFT JOIN poll_option_word word
    ON word.item_id = option.item_id AND word.language = :language AND word.original = option.text
  LEFT JOIN poll_option_word old
    ON word.text IS NULL AND old.item_id = option.item_id AND old.language = :language
   AND old.number = option.number
   AND NOT EXISTS (SELECT 1 FROM poll_option other
                    WHERE other.item_id = old.item_id AND other.text = old.original)
 WHERE option.item_id = :id
 ORDER BY option.number, old.original;

-- name: poll_word_delete(id, language)
DELETE FROM poll_option_word WHERE item_id = :id AND language = :language;

-- name: poll_word_insert(id, language, original, number, text, corrected_at)
INSERT INTO poll_option_word (item_id, language, original, number, text, corrected_at)
VALUES (:id, :language, :original, :number, :text, nullif(CAST(:corrected_at AS INTEGER), 0));

-- name: poll_word_votes(id)
SELECT count(*) FROM poll_vote WHERE item_id = :id;

-- fragment: covered
EXISTS (SELECT 1 FROM poll_option_word word
         WHERE word.item_id = option.item_id AND word.language = asked.value
           AND word.original = option.text)

-- How it stands with polls in each language that is asked for but their own: 0 nothing is translated, 1
-- something is missing, 2 something is older than the original, 3 all is there.
-- name: poll_word_states(ids, languages)
SELECT told.id, told.language,
       CASE WHEN told.texts = 0 AND told.n_words = 0 THEN 0
            WHEN told.texts = 1 OR told.n_old > 0 THEN 2
            WHEN told.texts = 0 OR told.n_bare > 0 THEN 1
            ELSE 3 END AS state
  FROM (SELECT item.id, asked.value AS language,
               CASE WHEN t.item_id IS NULL THEN 0
                    WHEN t.made_from < item.texts_version THEN 1 ELSE 2 END AS texts,
               (SELECT count(*) FROM poll_option_word word
                 WHERE word.item_id = item.id AND word.language = asked.value) AS n_words,
               (SELECT count(*) FROM poll_option option
                 WHERE option.item_id = item.id AND NOT {covered}) AS n_bare,
               (SELECT count(*) FROM poll_option option
                 WHERE option.item_id = item.id AND NOT {covered}
                   AND EXISTS (SELECT 1 FROM poll_option_word gone
                                WHERE gone.item_id = item.id AND gone.language = asked.value
                                  AND NOT EXISTS (SELECT 1 FROM poll_option other
                                                   WHERE other.item_id = item.id
                                                     AND other.text = gone.original))) AS n_old
          FROM json_each(:languages) AS asked
          JOIN item ON item.id IN (SELECT CAST(picked.value AS INTEGER)
                                     FROM json_each(:ids) AS picked)
          JOIN poll ON poll.item_id = item.id
          LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = asked.value
         WHERE item.language <> asked.value) AS told
 ORDER BY told.id, told.language;
