-- What is asked once an event is over.

-- name: survey_find(item_id)
SELECT survey.item_id, survey.is_on, survey.is_anonymous, survey.is_published, survey.days,
       coalesce(survey.opened_at, 0) AS opened_at, survey.came_words, survey.missed_words,
       CASE WHEN event.state = 'cancelled' THEN 1 ELSE 0 END AS is_cancelled,
       coalesce((SELECT max(ends_at) FROM occurrence WHERE occurrence.item_id = survey.item_id), 0)
           AS ends_at,
       (SELECT count(*) FROM question WHERE question.item_id = survey.item_id
                                        AND question.use = 'survey' AND question.retired_at IS NULL)
           AS n_questions,
       (SELECT count(*) FROM registration WHERE registration.item_id = survey.item_id
                                            AND registration.came_at IS NOT NULL) AS n_came,
       (SELECT count(*) FROM survey_reply WHERE survey_reply.item_id = survey.item_id) AS n_replies
  FROM survey
  LEFT JOIN event ON event.item_id = survey.item_id
 WHERE survey.item_id = :item_id;

-- name: survey_write(item_id, is_on, is_anonymous, is_published, days, came_words, missed_words)
INSERT INTO survey (item_id, is_on, is_anonymous, is_published, days, came_words, missed_words)
VALUES (:item_id, :is_on, :is_anonymous, :is_published, :days, :came_words, :missed_words)
    ON CONFLICT (item_id) DO UPDATE
   SET is_on = excluded.is_on, is_published = excluded.is_published, days = excluded.days,
       is_anonymous = CASE WHEN EXISTS (SELECT 1 FROM survey_reply reply
                                         WHERE reply.item_id = survey.item_id)
                           THEN survey.is_anonymous ELSE excluded.is_anonymous END,
       came_words = excluded.came_words, missed_words = excluded.missed_words;

-- name: survey_open(item_id, now)
UPDATE survey SET opened_at = :now WHERE item_id = :item_id AND opened_at IS NULL;

-- name: survey_count_replies_of(registration_id)
SELECT count(*) FROM survey_reply WHERE registration_id = :registration_id;

-- name: survey_note_reply(registration_id, item_id)
INSERT INTO survey_reply (registration_id, item_id) VALUES (:registration_id, :item_id)
    ON CONFLICT DO NOTHING;

-- Does a mail of thanks bring the survey to this reader, too?  One that was queued between :after and
-- :until, and was not sent before the survey was open.
-- name: survey_is_carried(registration_id, after, until, since, now)
SELECT 1 FROM thanks_told told JOIN outbox mail ON mail.created_at = told.told_at
 WHERE told.registration_id = :registration_id AND told.told_at >= :after AND told.told_at <= :until
   AND mail.template = 'registration.thanks' AND mail.state <> 'failed'
   AND mail.argument = '{"registration":"' || told.registration_id || '","round":"' || told.round
                           || '"}'
   AND coalesce(mail.sent_at, :now) >= :since;
