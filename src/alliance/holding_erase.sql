-- Erasing what holding.sql lists, before the row of the person is emptied.

-- name: erase_answer(person_id)
DELETE FROM answer WHERE registration_id IN ({own_registrations});

-- name: erase_survey_reply(person_id)
DELETE FROM survey_reply WHERE registration_id IN ({own_registrations});

-- What counts stays, without whose it was.
-- name: erase_registration(person_id)
UPDATE registration
   SET person_id = NULL, email = NULL, name = '', question = '', question_open = 0, language = 'en',
       zone = 'UTC'
 WHERE person_id = :person_id OR email = (SELECT email FROM person WHERE id = :person_id);

-- name: erase_registration_request(person_id)
DELETE FROM registration_request WHERE email = (SELECT email FROM person WHERE id = :person_id);

-- name: erase_file_request(person_id)
DELETE FROM file_request WHERE email = (SELECT email FROM person WHERE id = :person_id);

-- name: erase_group_member(person_id)
DELETE FROM group_member WHERE person_id = :person_id;

-- name: erase_drafting_editor(person_id)
DELETE FROM drafting_editor WHERE person_id = :person_id;

-- name: erase_drafting_guest(person_id)
DELETE FROM drafting_guest WHERE email = (SELECT email FROM person WHERE id = :person_id);

-- name: erase_week_writer(person_id)
DELETE FROM week_writer WHERE person_id = :person_id;

-- name: erase_contribution(person_id)
UPDATE contribution SET person_id = NULL WHERE person_id = :person_id;

-- name: erase_post_note(person_id)
UPDATE post_note SET words = '', person_id = NULL WHERE person_id = :person_id;

-- name: erase_poll_vote(person_id)
DELETE FROM poll_vote WHERE person_id = :person_id;

-- That somebody spoke stays; who it was does not.
-- name: erase_library_author(person_id)
UPDATE library_author SET name = '', identifier = '' WHERE person_id = :person_id;

-- name: erase_saved_search(person_id)
DELETE FROM saved_search WHERE person_id = :person_id;

-- name: erase_library_wish(person_id)
DELETE FROM library_wish WHERE person_id = :person_id;

-- name: erase_programme_speaker(person_id)
UPDATE programme_speaker SET name = '', affiliation = '' WHERE person_id = :person_id;

-- name: erase_representative(person_id)
DELETE FROM representative WHERE person_id = :person_id;

-- name: erase_organisation_move(person_id)
DELETE FROM organisation_move WHERE person_id = :person_id;

-- name: erase_calendar_address(person_id)
DELETE FROM calendar_address WHERE person_id = :person_id;

-- name: erase_badge(person_id)
DELETE FROM badge WHERE person_id = :person_id;

-- name: erase_comment_reaction(person_id)
DELETE FROM comment_reaction WHERE person_id = :person_id;

-- name: erase_comment_report(person_id)
DELETE FROM comment_report WHERE person_id = :person_id;

-- name: erase_follow(person_id)
DELETE FROM follow WHERE person_id = :person_id;

-- name: erase_mention(person_id)
DELETE FROM mention WHERE person_id = :person_id;

-- name: erase_digest_entry(person_id)
DELETE FROM digest_entry WHERE person_id = :person_id;

-- name: erase_consent(person_id)
DELETE FROM consent WHERE person_id = :person_id;

-- name: erase_join_request(person_id)
DELETE FROM join_request WHERE email = (SELECT email FROM person WHERE id = :person_id);

-- name: erase_subscription_request(person_id)
DELETE FROM subscription_request WHERE email = (SELECT email FROM person WHERE id = :person_id);

-- The name as it was printed; the text stays, and says that a former member wrote it.
-- name: erase_item(person_id)
UPDATE item SET author = '' WHERE author_id = :person_id;

-- About the person they go; what the person had to do stays, and of the title nothing that names.
-- name: erase_task(person_id)
DELETE FROM task WHERE person_id = :person_id;

-- name: erase_task_subject(person_id)
UPDATE task SET subject = '#' || CAST(:person_id AS TEXT)
 WHERE subject = (SELECT name FROM person WHERE id = :person_id);

-- name: erase_outbox(person_id)
DELETE FROM outbox
 WHERE person_id = :person_id OR address = (SELECT email FROM person WHERE id = :person_id);

-- Reports of mail servers name the address in their words.
-- name: erase_inbound(person_id)
DELETE FROM inbound
 WHERE person_id = :person_id OR sender_id = :person_id
    OR sender = (SELECT email FROM person WHERE id = :person_id)
    OR (envelope_from = ''
        AND words <> replace(words, (SELECT email FROM person WHERE id = :person_id), ''));

-- name: erase_bounce(person_id)
DELETE FROM bounce WHERE address = (SELECT email FROM person WHERE id = :person_id);

-- name: erase_mail_reach(person_id)
DELETE FROM mail_reach WHERE address = (SELECT email FROM person WHERE id = :person_id);

-- name: erase_sender_block(person_id)
DELETE FROM sender_block WHERE address = (SELECT email FROM person WHERE id = :person_id);

-- name: erase_session(person_id)
DELETE FROM session WHERE person_id = :person_id;

-- name: erase_credential(person_id)
DELETE FROM credential WHERE person_id = :person_id;

-- name: erase_second_factor(person_id)
DELETE FROM second_factor WHERE person_id = :person_id;

-- name: erase_api_token(person_id)
DELETE FROM api_token WHERE person_id = :person_id;

-- name: erase_openid_grant(person_id)
DELETE FROM openid_grant WHERE person_id = :person_id;

-- name: erase_mail_token(person_id)
DELETE FROM mail_token WHERE person_id = :person_id;

-- Rows are only added there; an address in their words is the exception.
-- name: erase_audit(person_id)
UPDATE audit
   SET subject = replace(subject, (SELECT email FROM person WHERE id = :person_id),
                         '#' || CAST(:person_id AS TEXT))
 WHERE subject <> replace(subject, (SELECT email FROM person WHERE id = :person_id), '');

-- name: erase_audit_name(person_id)
UPDATE audit SET subject = '#' || CAST(:person_id AS TEXT)
 WHERE subject = (SELECT name FROM person WHERE id = :person_id) AND subject <> '';

-- name: erase_data_copy(person_id)
DELETE FROM data_copy WHERE person_id = :person_id;

-- name: erase_inactivity(person_id)
DELETE FROM inactivity WHERE person_id = :person_id;

-- name: erase_erasure(person_id)
DELETE FROM erasure WHERE person_id = :person_id;

-- What stays: country, the days, and the number.
-- name: erase_person(person_id, now)
UPDATE person
   SET email = 'erased ' || CAST(:person_id AS TEXT), name = '', name_latin = NULL,
       organisation = '', organisation_id = NULL, position = '', headline = '', about = '',
       level = NULL, language = 'en', zone = 'UTC', picture_id = NULL, handle = NULL,
       shown_public = 0, shown_members = 0, seen_at = NULL, seen_before = NULL, links_n = links_n + 1,
       left_at = CASE WHEN left_at < :now THEN left_at ELSE :now END, erased_at = :now,
       version = version + 1
 WHERE id = :person_id;

-- name: erase_person_address(person_id)
DELETE FROM person_address WHERE person_id = :person_id;

-- name: erase_person_distinct(person_id)
DELETE FROM person_distinct WHERE person_id = :person_id OR other_id = :person_id;

-- name: erase_person_likeness(person_id)
DELETE FROM person_likeness WHERE person_id = :person_id;

-- name: erase_merge(person_id)
DELETE FROM merge WHERE stays_id = :person_id OR gone_id = :person_id;

-- name: erase_find_email(person_id)
SELECT email FROM person WHERE id = :person_id;

-- name: erase_find_organisation(person_id)
SELECT organisation_id FROM person WHERE id = :person_id;

-- Of one that had nobody else nothing is to be told, unless it has a page or spellings of its own.
-- name: erase_organisation(organisation_id)
DELETE FROM organisation
 WHERE id = :organisation_id
   AND NOT EXISTS (SELECT 1 FROM person WHERE organisation_id = organisation.id)
   AND NOT EXISTS (SELECT 1 FROM organisation spelling WHERE spelling.merged_into = organisation.id)
   AND merged_into IS NULL AND about = '' AND website IS NULL;
