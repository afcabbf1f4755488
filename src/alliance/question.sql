-- What is asked at which event.

-- fragment: question_columns
question.id, question.item_id, question.use, question.part, question.kind, question.need,
coalesce(word.text, question.text) AS text, question.text AS own, question.position,
coalesce(question.if_id, 0) AS if_id, question.if_number, question.required,
CASE WHEN question.retired_at IS NULL THEN 0 ELSE 1 END AS is_retired

-- fragment: question_translated
question LEFT JOIN question_word word
    ON word.question_id = question.id AND word.number = 0 AND word.language = :language

-- name: question_list(item_id, use, language)
SELECT {question_columns} FROM {question_translated}
 WHERE question.item_id = :item_id AND question.use = :use
 ORDER BY question.position, question.id;

-- name: question_find(id, language)
SELECT {question_columns} FROM {question_translated} WHERE question.id = :id;

-- fragment: option_columns
SELECT option.question_id, option.number, coalesce(word.text, option.text) AS text,
       option.text AS own, option.is_offered
  FROM question_option option
  LEFT JOIN question_word word
    ON word.question_id = option.question_id AND word.number = option.number
   AND word.language = :language

-- name: question_options(item_id, use, language)
{option_columns}
  JOIN question ON question.id = option.question_id
 WHERE question.item_id = :item_id AND question.use = :use
 ORDER BY option.question_id, option.position, option.number;

-- name: question_options_of(id, language)
{option_columns}
 WHERE option.question_id = :id ORDER BY option.position, option.number;

-- One that depends on another one waits until that one was answered.
-- name: question_count_required(item_id, part)
SELECT count(*) FROM question
 WHERE item_id = :item_id AND use = 'registration' AND required = 1 AND retired_at IS NULL
   AND if_id IS NULL AND part IN ('', :part);

-- name: question_count_answers(id)
SELECT count(*) FROM answer WHERE question_id = :id;

-- name: question_count_dependants(id)
SELECT count(*) FROM question WHERE if_id = :id;

-- name: question_insert(item_id, use, part, kind, text, need, required, if_id, if_number, most)
INSERT INTO question (item_id, use, part, position, kind, text, need, required, if_id, if_number)
SELECT CAST(:item_id AS INTEGER), :use, :part,
       (SELECT coalesce(max(position), 0) + 1 FROM question WHERE item_id = :item_id AND use = :use),
       :kind, :text, :need, CAST(:required AS INTEGER), CAST(:if_id AS INTEGER),
       CAST(:if_number AS INTEGER)
 WHERE (SELECT count(*) FROM question WHERE item_id = :item_id AND use = :use) < :most
RETURNING id;

-- name: question_update(id, part, kind, text, required, if_id, if_number)
UPDATE question
   SET part = :part, kind = :kind, text = :text, required = :required, if_id = :if_id,
       if_number = :if_number
 WHERE id = :id;

-- name: question_option_write(question_id, number, position, text)
INSERT INTO question_option (question_id, number, position, text, is_offered)
VALUES (:question_id, :number, :position, :text, 1)
    ON CONFLICT (question_id, number) DO UPDATE
   SET position = excluded.position, is_offered = 1;

-- What nobody has chosen goes; the rest is offered no more, behind the others.
-- name: question_option_withdraw(question_id)
UPDATE question_option SET is_offered = 0, position = 1000 + number
 WHERE question_id = :question_id;

-- name: question_option_sweep(question_id)
DELETE FROM question_option
 WHERE question_id = :question_id AND is_offered = 0
   AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.question_id = question_option.question_id
                                          AND answer.number = question_option.number);

-- name: question_word_sweep(question_id)
DELETE FROM question_word
 WHERE question_id = :question_id AND number <> 0
   AND NOT EXISTS (SELECT 1 FROM question_option option
                    WHERE option.question_id = question_word.question_id
                      AND option.number = question_word.number);

-- What depended on an answer that cannot be given any more is asked in any case.
-- name: question_free(id)
UPDATE question SET if_id = NULL, if_number = 0
 WHERE if_id = :id
   AND NOT EXISTS (SELECT 1 FROM question other
                    WHERE other.id = :id AND other.retired_at IS NULL
                      AND ((other.kind = 'yes' AND question.if_number IN (1, 2))
                           OR EXISTS (SELECT 1 FROM question_option option
                                       WHERE option.question_id = other.id AND option.is_offered = 1
                                         AND option.number = question.if_number)));

-- name: question_words(question_id, language)
SELECT number, text FROM question_word WHERE question_id = :question_id AND language = :language;

-- name: question_word_write(question_id, number, language, text)
INSERT INTO question_word (question_id, number, language, text)
VALUES (:question_id, :number, :language, :text)
    ON CONFLICT (question_id, number, language) DO UPDATE SET text = excluded.text;

-- name: question_word_delete(question_id, number, language)
DELETE FROM question_word
 WHERE question_id = :question_id AND number = :number AND language = :language;

-- name: question_place(id, position)
UPDATE question SET position = :position WHERE id = :id;

-- name: question_retire(id, now)
UPDATE question SET retired_at = :now WHERE id = :id;

-- name: question_delete(id)
DELETE FROM question WHERE id = :id;

-- ---- what was answered ----

-- fragment: answer_columns
SELECT answer.question_id, coalesce(answer.registration_id, 0) AS registration_id, answer.number,
       answer.text
  FROM answer JOIN question ON question.id = answer.question_id

-- name: answer_list(item_id, use, limit)
{answer_columns}
 WHERE question.item_id = :item_id AND question.use = :use AND answer.request_id IS NULL
 ORDER BY answer.registration_id, question.position, answer.number, answer.id LIMIT :limit;

-- name: answer_of(registration_id, use)
{answer_columns}
 WHERE answer.registration_id = :registration_id AND question.use = :use
 ORDER BY question.position, answer.number;

-- Who has cancelled does not count.
-- name: answer_counts(item_id, use)
SELECT answer.question_id, answer.number, count(*) AS n
  FROM answer
  JOIN question ON question.id = answer.question_id
  LEFT JOIN registration ON registration.id = answer.registration_id
 WHERE question.item_id = :item_id AND question.use = :use AND answer.request_id IS NULL
   AND (question.use <> 'registration' OR registration.state NOT IN ('left', 'refused'))
 GROUP BY answer.question_id, answer.number;

-- One who chose several answered once.
-- name: answer_count_replies(item_id, use)
SELECT answer.question_id, 0 AS number, count(DISTINCT answer.registration_id) AS n
  FROM answer
  JOIN question ON question.id = answer.question_id
  JOIN registration ON registration.id = answer.registration_id
 WHERE question.item_id = :item_id AND question.use = :use
   AND (question.use <> 'registration' OR registration.state NOT IN ('left', 'refused'))
 GROUP BY answer.question_id;

-- name: answer_insert(id, question_id, registration_id, request_id, number, text)
INSERT INTO answer (id, question_id, registration_id, request_id, number, text)
VALUES (:id, :question_id, :registration_id, :request_id, :number, :text);

-- What one who is registered must answer and has not: those that depend on another one wait for it.
-- fragment: answer_is_open
question.use = 'registration' AND question.required = 1 AND question.retired_at IS NULL
AND question.part IN ('', CASE WHEN registration.state = 'recording' THEN 'missed' ELSE 'came' END)
AND registration.state IN ('in', 'waiting', 'asked', 'recording')
AND NOT EXISTS (SELECT 1 FROM answer
                 WHERE answer.registration_id = registration.id
                   AND answer.question_id = question.id)
AND (question.if_id IS NULL
     OR EXISTS (SELECT 1 FROM answer
                 WHERE answer.registration_id = registration.id
                   AND answer.question_id = question.if_id AND answer.number = question.if_number))

-- name: answer_open(registration_id)
SELECT question.id
  FROM registration JOIN question ON question.item_id = registration.item_id
 WHERE registration.id = :registration_id AND {answer_is_open}
 ORDER BY question.position, question.id;

-- name: answer_open_all(item_id)
SELECT registration.id AS registration_id, count(*) AS n
  FROM registration JOIN question ON question.item_id = registration.item_id
 WHERE registration.item_id = :item_id AND {answer_is_open}
 GROUP BY registration.id ORDER BY registration.id;

-- name: answer_delete_one(registration_id, question_id)
DELETE FROM answer WHERE registration_id = :registration_id AND question_id = :question_id;

-- What depends on an answer that was changed is not asked any more.
-- name: answer_delete_orphans(registration_id)
DELETE FROM answer
 WHERE registration_id = :registration_id
   AND question_id IN (SELECT question.id FROM question
                        WHERE question.use = 'registration' AND question.retired_at IS NULL
                          AND question.if_id IS NOT NULL
                          AND NOT EXISTS (SELECT 1 FROM answer other
                                           WHERE other.registration_id = :registration_id
                                             AND other.question_id = question.if_id
                                             AND other.number = question.if_number));

-- What is not asked any more stays as it was answered.
-- name: answer_delete_asked(registration_id, use)
DELETE FROM answer
 WHERE registration_id = :registration_id
   AND question_id IN (SELECT id FROM question WHERE use = :use AND retired_at IS NULL);

-- name: answer_confirm(request_id, registration_id)
UPDATE answer SET registration_id = :registration_id, request_id = NULL
 WHERE request_id = :request_id;

-- name: answer_forget_needs(before)
DELETE FROM answer
 WHERE question_id IN (SELECT question.id FROM question
                        WHERE question.need <> ''
                          AND NOT EXISTS (SELECT 1 FROM occurrence
                                           WHERE occurrence.item_id = question.item_id
                                             AND occurrence.ends_at > :before));

-- Of who has no record and was forgotten (registration_forget_old).
-- name: answer_forget_old(before)
DELETE FROM answer
 WHERE registration_id IN (SELECT registration.id FROM registration
                            WHERE registration.person_id IS NULL
                              AND NOT EXISTS (SELECT 1 FROM occurrence
                                               WHERE occurrence.item_id = registration.item_id
                                                 AND occurrence.ends_at > :before));
