-- Questions from the floor of an event.

-- name: floor_terms(item_id)
SELECT terms.item_id, terms.is_open, terms.guests, terms.moderated,
       CASE WHEN EXISTS (SELECT 1 FROM registration_terms
                          WHERE registration_terms.item_id = terms.item_id)
            THEN 1 ELSE 0 END AS registers,
       coalesce((SELECT max(ends_at) FROM occurrence WHERE occurrence.item_id = terms.item_id), 0)
           AS ends_at,
       coalesce(counted.n_open, 0) AS n_open, coalesce(counted.n_held, 0) AS n_held,
       coalesce(counted.n_answered, 0) AS n_answered
  FROM floor_terms terms
  LEFT JOIN (SELECT item_id,
                    sum(CASE WHEN status IN ('shown', 'now') THEN 1 ELSE 0 END) AS n_open,
                    sum(CASE WHEN status = 'held' THEN 1 ELSE 0 END) AS n_held,
                    sum(CASE WHEN status = 'answered' THEN 1 ELSE 0 END) AS n_answered
               FROM floor_question
              WHERE item_id = :item_id AND into_id IS NULL GROUP BY item_id) counted
         ON counted.item_id = terms.item_id
 WHERE terms.item_id = :item_id;

-- name: floor_terms_write(item_id, is_open, guests, moderated)
INSERT INTO floor_terms (item_id, is_open, guests, moderated)
VALUES (:item_id, :is_open, :guests, :moderated)
    ON CONFLICT (item_id) DO UPDATE
   SET is_open = excluded.is_open, guests = excluded.guests, moderated = excluded.moderated;

-- ---- who takes part ----

-- A person's is one, however many rows there are since two records became one.
-- name: floor_voice_find(item_id, person_id, registration_id)
SELECT coalesce(min(id), 0) FROM floor_voice
 WHERE item_id = :item_id
   AND ((:person_id <> 0 AND person_id = :person_id)
        OR (:registration_id <> 0 AND registration_id = :registration_id));

-- name: floor_voice_insert(id, item_id, person_id, registration_id)
INSERT INTO floor_voice (id, item_id, person_id, registration_id)
VALUES (:id, :item_id, :person_id, :registration_id);

-- name: floor_voice_item(id)
SELECT item_id FROM floor_voice WHERE id = :id AND person_id IS NULL AND registration_id IS NULL;

-- name: floor_voice_name(id, name)
UPDATE floor_voice SET name = :name WHERE id = :id;

-- name: floor_voice_count(id, most)
UPDATE floor_voice SET n_asked = n_asked + 1 WHERE id = :id AND n_asked < :most;

-- Was something of this voice shown already?
-- name: floor_is_known(voice_id, me)
SELECT 1 WHERE {is_known_writer}
            OR EXISTS (SELECT 1 FROM floor_question
                        WHERE voice_id = :voice_id AND status IN ('shown', 'now', 'answered'));

-- name: floor_forget_old(before)
UPDATE floor_voice SET name = ''
 WHERE person_id IS NULL AND registration_id IS NULL AND name <> ''
   AND NOT EXISTS (SELECT 1 FROM occurrence WHERE occurrence.item_id = floor_voice.item_id
                                              AND occurrence.ends_at > :before);

-- ---- reading ----

-- The voices of who reads.
-- fragment: floor_own
SELECT own.id FROM floor_voice own
 WHERE own.id = :voice_id OR (:person_id <> 0 AND own.person_id = :person_id)

-- fragment: floor_columns
question.id, question.item_id, question.number, question.created_at, question.n_votes,
coalesce(question.into_id, 0) AS into_id, coalesce(question.session_id, 0) AS session_id,
coalesce(question.answered_at, 0) AS answered_at, coalesce(question.told_at, 0) AS told_at,
coalesce(question.recorded, -1) AS recorded, question.text, question.answer, question.reason,
CASE WHEN question.into_id IS NOT NULL THEN 'merged' ELSE question.status END AS status,
coalesce(person.name, registration.name, voice.name, '') AS name, question.speaker,
session.slug AS session_slug, coalesce(t.title, session.title) AS session_title,
coalesce(person.is_demo, 0) AS is_demo,
CASE WHEN question.registration_id IS NULL THEN 0 ELSE 1 END AS from_registration,
CASE WHEN question.voice_id IN ({floor_own}) THEN 1 ELSE 0 END AS mine,
CASE WHEN question.id IN (SELECT coalesce(voted.into_id, voted.id)
                            FROM floor_vote JOIN floor_question voted
                              ON voted.id = floor_vote.question_id
                           WHERE floor_vote.voice_id IN ({floor_own}))
     THEN 1 ELSE 0 END AS has_voice

-- fragment: floor_around
FROM floor_question question
LEFT JOIN floor_voice voice ON voice.id = question.voice_id
LEFT JOIN person ON person.id = voice.person_id AND person.erased_at IS NULL
LEFT JOIN registration ON registration.id = voice.registration_id
LEFT JOIN item session ON session.id = question.session_id
LEFT JOIN item_translation t ON t.item_id = session.id AND t.language = :lang

-- What is answered stands in the order of answers, all else by voices, then by time.
-- fragment: floor_order
ORDER BY CASE WHEN question.into_id IS NOT NULL THEN 6 WHEN question.status = 'now' THEN 1
              WHEN question.status = 'shown' THEN 2 WHEN question.status = 'held' THEN 3
              WHEN question.status = 'answered' THEN 4 ELSE 5 END,
         question.answered_at, question.n_votes DESC, question.created_at, question.number

-- name: floor_list(item_id, every, voice_id, person_id, lang, limit)
SELECT {floor_columns} {floor_around}
 WHERE question.item_id = :item_id
   AND (:every = 1
        OR (question.into_id IS NULL AND question.status IN ('shown', 'now', 'answered'))
        OR question.voice_id IN ({floor_own}))
 {floor_order} LIMIT :limit;

-- name: floor_list_answered(item_id, voice_id, person_id, lang, limit)
SELECT {floor_columns} {floor_around}
 WHERE question.item_id = :item_id AND question.into_id IS NULL AND question.status = 'answered'
 {floor_order} LIMIT :limit;

-- name: floor_find(id, voice_id, person_id, lang)
SELECT {floor_columns} {floor_around} WHERE question.id = :id;

-- name: floor_find_number(item_id, number)
SELECT id FROM floor_question WHERE item_id = :item_id AND number = :number;

-- name: floor_find_only_held(item_id)
SELECT min(id) FROM floor_question
 WHERE item_id = :item_id AND status = 'held' AND into_id IS NULL HAVING count(*) = 1;

-- name: floor_count_held(item_id)
SELECT count(*) FROM floor_question
 WHERE item_id = :item_id AND status = 'held' AND into_id IS NULL;

-- ---- asking, and giving a voice ----

-- name: floor_insert(item_id, voice_id, registration_id, session_id, speaker, speaker_id, text, status, now)
INSERT INTO floor_question (item_id, number, voice_id, registration_id, session_id, speaker,
                            speaker_id, text, status, created_at)
SELECT CAST(:item_id AS INTEGER),
       1 + coalesce((SELECT max(number) FROM floor_question WHERE item_id = :item_id), 0),
       CAST(:voice_id AS INTEGER), CAST(:registration_id AS INTEGER), CAST(:session_id AS INTEGER),
       :speaker, CAST(:speaker_id AS INTEGER), :text, :status, CAST(:now AS INTEGER)
RETURNING id;

-- name: floor_vote_give(question_id, voice_id)
INSERT INTO floor_vote (question_id, voice_id) VALUES (:question_id, :voice_id)
    ON CONFLICT DO NOTHING;

-- Also what was given to what was merged into it.
-- name: floor_vote_take(question_id, voice_id, person_id)
DELETE FROM floor_vote
 WHERE voice_id IN ({floor_own})
   AND question_id IN (SELECT id FROM floor_question
                        WHERE id = :question_id OR into_id = :question_id);

-- Each person once, whatever was merged.
-- name: floor_recount(id)
UPDATE floor_question
   SET n_votes = (SELECT count(DISTINCT coalesce(voice.person_id, -voice.id))
                    FROM floor_vote
                    JOIN floor_question one ON one.id = floor_vote.question_id
                    JOIN floor_voice voice ON voice.id = floor_vote.voice_id
                   WHERE one.id = :id OR one.into_id = :id)
 WHERE id = :id;

-- name: floor_delete(id)
DELETE FROM floor_question WHERE id = :id;

-- What loses the question into which it was merged stands for itself again.
-- name: floor_list_into(id)
SELECT id FROM floor_question WHERE into_id = :id;

-- ---- who leads ----

-- One at a time is answered next.
-- name: floor_none_now(item_id)
UPDATE floor_question SET status = 'shown' WHERE item_id = :item_id AND status = 'now';

-- name: floor_set(id, status, reason)
UPDATE floor_question
   SET status = :status, reason = :reason, answered_at = NULL
 WHERE id = :id AND into_id IS NULL;

-- name: floor_answer(id, answer, recorded, now)
UPDATE floor_question
   SET status = 'answered', answer = :answer, recorded = :recorded, reason = '',
       answered_at = coalesce(answered_at, :now)
 WHERE id = :id AND into_id IS NULL;

-- Who asked it, or what was merged into it, and was not told yet; one mail each.  Nobody can tell who
-- asks without a name.
-- fragment: floor_untold
(SELECT question.id, person.id AS person_id,
               coalesce(person.email, registration.email) AS address,
               coalesce(person.language, registration.language) AS language
          FROM floor_question question
          LEFT JOIN floor_voice voice ON voice.id = question.voice_id
          LEFT JOIN registration
            ON registration.id = coalesce(question.registration_id, voice.registration_id)
          LEFT JOIN person ON person.id = coalesce(voice.person_id, registration.person_id)
         WHERE (question.id = :id OR question.into_id = :id) AND question.told_at IS NULL
           AND question.status <> 'hidden'
           AND (person.id IS NULL
                OR (person.id <> :me AND person.erased_at IS NULL
                    AND (person.left_at IS NULL OR person.left_at > :now)))) AS asked
 WHERE asked.address IS NOT NULL AND asked.address <> ''

-- name: floor_count_untold(id, me, now)
SELECT count(*) FROM {floor_untold};

-- name: floor_tell_answer(id, me, priority, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT 'floor.answer', asked.person_id, asked.address, asked.language,
       '{"question":"' || min(asked.id) || '"}', :priority, :now, :now
  FROM {floor_untold}
 GROUP BY asked.person_id, asked.address, asked.language
 ORDER BY min(asked.id);

-- name: floor_note_told(id, now)
UPDATE floor_question SET told_at = :now
 WHERE (id = :id OR into_id = :id) AND told_at IS NULL AND status <> 'hidden'
   AND (voice_id IS NOT NULL OR registration_id IS NOT NULL);

-- What was merged into it goes along.
-- name: floor_merge(id, into_id)
UPDATE floor_question SET into_id = :into_id WHERE id = :id OR into_id = :id;

-- name: floor_unmerge(id)
UPDATE floor_question SET into_id = NULL WHERE id = :id AND into_id IS NOT NULL;

-- ---- what was written when registering ----

-- name: floor_has_wish(registration_id)
SELECT count(*) FROM floor_question WHERE registration_id = :registration_id;

-- name: floor_take_out_changed(registration_id)
DELETE FROM floor_question
 WHERE registration_id = :registration_id AND status <> 'answered'
   AND NOT EXISTS (SELECT 1 FROM registration
                    WHERE registration.id = :registration_id AND registration.question_open = 1
                      AND registration.question = floor_question.text);

-- ---- what is held about a person (holding.c) ----

-- What was asked, and to what a voice was given.
-- name: holding_floor_voice(person_id, limit)
SELECT item.title, said.text, said.state, said.at
  FROM (SELECT question.item_id, question.text, question.status AS state,
               question.created_at AS at
          FROM floor_question question JOIN floor_voice voice ON voice.id = question.voice_id
         WHERE voice.person_id = :person_id
        UNION ALL
        SELECT question.item_id, question.text, 'voice' AS state, NULL AS at
          FROM floor_vote
          JOIN floor_voice voice ON voice.id = floor_vote.voice_id
          JOIN floor_question question ON question.id = floor_vote.question_id
         WHERE voice.person_id = :person_id) AS said
  JOIN item ON item.id = said.item_id
 ORDER BY item.id DESC, said.at DESC, said.text LIMIT :limit;

-- name: holding_floor_question(person_id, limit)
SELECT item.title, question.text, question.created_at AS at
  FROM floor_question question JOIN item ON item.id = question.item_id
 WHERE question.speaker_id = :person_id ORDER BY question.created_at DESC LIMIT :limit;

-- name: erase_floor_voice(person_id)
UPDATE floor_voice SET person_id = NULL, registration_id = NULL, name = '' WHERE person_id = :person_id;

-- name: erase_floor_question(person_id)
UPDATE floor_question SET speaker = '', speaker_id = NULL WHERE speaker_id = :person_id;
