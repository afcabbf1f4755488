-- What is held about a person, a statement a table: newest first, in words that a program can read.
-- What erasing does with it: holding_erase.sql.

-- Proposed by the person, or decided about.
-- fragment: is_my_wording
(comment.person_id = :person_id OR drafting_proposal.decided_by = :person_id)

-- One look at all tables: how many rows each has.
-- name: holding_count(person_id)
SELECT 'person' AS name, 1 AS n
 UNION ALL SELECT 'person_interest', count(*) FROM person_interest WHERE person_id = :person_id
 UNION ALL SELECT 'person_language', count(*) FROM person_language WHERE person_id = :person_id
 UNION ALL SELECT 'person_link', count(*) FROM person_link WHERE person_id = :person_id
 UNION ALL SELECT 'person_role', count(*) FROM person_role WHERE person_id = :person_id
 UNION ALL SELECT 'person_absence', count(*) FROM person_absence WHERE person_id = :person_id
 UNION ALL SELECT 'representative', count(*) FROM representative WHERE person_id = :person_id
 UNION ALL SELECT 'organisation_move', count(*) FROM organisation_move WHERE person_id = :person_id
 UNION ALL SELECT 'badge', count(*) FROM badge WHERE person_id = :person_id
 UNION ALL SELECT 'calendar_address', count(*) FROM calendar_address WHERE person_id = :person_id
 UNION ALL SELECT 'consent', count(*) FROM consent WHERE person_id = :person_id
 UNION ALL SELECT 'join_request', count(*) FROM join_request
            WHERE email = (SELECT email FROM person WHERE id = :person_id)
 UNION ALL SELECT 'subscription_request', count(*) FROM subscription_request
            WHERE email = (SELECT email FROM person WHERE id = :person_id)
 UNION ALL SELECT 'item', count(*) FROM item WHERE author_id = :person_id OR texts_by = :person_id
 UNION ALL SELECT 'item_translation', count(*) FROM item_translation WHERE texts_by = :person_id
 UNION ALL SELECT 'proposal', count(*) FROM proposal WHERE proposed_by = :person_id
 UNION ALL SELECT 'item_revision', count(*) FROM item_revision WHERE edited_by = :person_id
 UNION ALL SELECT 'comment', count(*) FROM comment WHERE person_id = :person_id
 UNION ALL SELECT 'follow', count(*) FROM follow WHERE person_id = :person_id
 UNION ALL SELECT 'mention', count(*) FROM mention WHERE person_id = :person_id
 UNION ALL SELECT 'digest_entry', count(*) FROM digest_entry WHERE person_id = :person_id
 UNION ALL SELECT 'group_member', count(*) FROM group_member WHERE person_id = :person_id
 UNION ALL SELECT 'library_author', count(*) FROM library_author WHERE person_id = :person_id
 UNION ALL SELECT 'library_wish', count(*) FROM library_wish WHERE person_id = :person_id
 UNION ALL SELECT 'saved_search', count(*) FROM saved_search WHERE person_id = :person_id
 UNION ALL SELECT 'programme_speaker', count(*) FROM programme_speaker WHERE person_id = :person_id
 UNION ALL SELECT 'drafting_editor', count(*) FROM drafting_editor WHERE person_id = :person_id
 UNION ALL SELECT 'drafting_proposal', count(*) FROM drafting_proposal JOIN comment ON comment.id = drafting_proposal.comment_id WHERE {is_my_wording}
 UNION ALL SELECT 'drafting_guest', count(*) FROM drafting_guest WHERE email = (SELECT email FROM person WHERE id = :person_id)
 UNION ALL SELECT 'post_note', count(*) FROM post_note WHERE person_id = :person_id
 UNION ALL SELECT 'contribution', count(*) FROM contribution WHERE person_id = :person_id
 UNION ALL SELECT 'week_writer', count(*) FROM week_writer WHERE person_id = :person_id
 UNION ALL SELECT 'post_correction', count(*) FROM post_correction WHERE person_id = :person_id
 UNION ALL SELECT 'poll_vote', count(*) FROM poll_vote WHERE person_id = :person_id
 UNION ALL SELECT 'answer', count(*) FROM answer WHERE registration_id IN ({own_registrations})
 UNION ALL SELECT 'survey_reply', count(*) FROM survey_reply
            WHERE registration_id IN ({own_registrations})
 UNION ALL SELECT 'floor_voice', count(*) FROM floor_voice WHERE person_id = :person_id
 UNION ALL SELECT 'floor_question', count(*) FROM floor_question WHERE speaker_id = :person_id
 UNION ALL SELECT 'registration', count(*) FROM registration
            WHERE person_id = :person_id
               OR email = (SELECT email FROM person WHERE id = :person_id)
 UNION ALL SELECT 'registration_request', count(*) FROM registration_request
            WHERE email = (SELECT email FROM person WHERE id = :person_id)
 UNION ALL SELECT 'file_request', count(*) FROM file_request
            WHERE email = (SELECT email FROM person WHERE id = :person_id)
 UNION ALL SELECT 'file', count(*) FROM file WHERE created_by = :person_id AND removed_at IS NULL
 UNION ALL SELECT 'task', count(*) FROM task
            WHERE person_id = :person_id OR assignee_id = :person_id OR closed_by = :person_id
 UNION ALL SELECT 'outbox', count(*) FROM outbox
            WHERE person_id = :person_id
               OR address = (SELECT email FROM person WHERE id = :person_id)
 UNION ALL SELECT 'inbound', count(*) FROM inbound
            WHERE person_id = :person_id OR sender_id = :person_id
               OR sender = (SELECT email FROM person WHERE id = :person_id)
 UNION ALL SELECT 'bounce', count(*) FROM bounce
            WHERE address = (SELECT email FROM person WHERE id = :person_id)
 UNION ALL SELECT 'mail_reach', count(*) FROM mail_reach
            WHERE address = (SELECT email FROM person WHERE id = :person_id)
 UNION ALL SELECT 'sender_block', count(*) FROM sender_block
            WHERE address = (SELECT email FROM person WHERE id = :person_id)
 UNION ALL SELECT 'session', count(*) FROM session WHERE person_id = :person_id
 UNION ALL SELECT 'credential', count(*) FROM credential WHERE person_id = :person_id
 UNION ALL SELECT 'second_factor', count(*) FROM second_factor WHERE person_id = :person_id
 UNION ALL SELECT 'recovery_code', count(*) FROM recovery_code WHERE person_id = :person_id
 UNION ALL SELECT 'passkey', count(*) FROM passkey WHERE person_id = :person_id
 UNION ALL SELECT 'api_token', count(*) FROM api_token WHERE person_id = :person_id
 UNION ALL SELECT 'openid_grant', count(*) FROM openid_grant WHERE person_id = :person_id
 UNION ALL SELECT 'mail_token', count(*) FROM mail_token WHERE person_id = :person_id
 UNION ALL SELECT 'audit', count(*) FROM audit WHERE person_id = :person_id
 UNION ALL SELECT 'data_copy', count(*) FROM data_copy WHERE person_id = :person_id
 UNION ALL SELECT 'inactivity', count(*) FROM inactivity WHERE person_id = :person_id
 UNION ALL SELECT 'erasure', count(*) FROM erasure WHERE person_id = :person_id
 UNION ALL SELECT 'import', count(*) FROM import WHERE created_by = :person_id
 UNION ALL SELECT 'accession', count(*) FROM accession
            WHERE created_by = :person_id OR acted_by = :person_id
 UNION ALL SELECT 'segment', count(*) FROM segment WHERE created_by = :person_id
 UNION ALL SELECT 'people_export', count(*) FROM people_export WHERE person_id = :person_id
 UNION ALL SELECT 'mailing', count(*) FROM mailing WHERE created_by = :person_id
 UNION ALL SELECT 'person_address', count(*) FROM person_address WHERE person_id = :person_id
 UNION ALL SELECT 'person_distinct', count(*) FROM person_distinct
            WHERE person_id = :person_id OR other_id = :person_id
 UNION ALL SELECT 'person_likeness', count(*) FROM person_likeness WHERE person_id = :person_id
 UNION ALL SELECT 'merge', count(*) FROM merge
            WHERE stays_id = :person_id OR gone_id = :person_id OR merged_by = :person_id;

-- name: holding_person(person_id, limit)
SELECT name, name_latin, email, country, organisation, position, headline, about, level, language,
       zone, joined_at, left_at, seen_at, seen_before
  FROM person WHERE id = :person_id LIMIT :limit;

-- name: holding_person_interest(person_id, limit)
SELECT interest FROM person_interest WHERE person_id = :person_id ORDER BY interest LIMIT :limit;

-- name: holding_person_language(person_id, limit)
SELECT language FROM person_language WHERE person_id = :person_id ORDER BY language LIMIT :limit;

-- name: holding_person_link(person_id, limit)
SELECT label AS title, url FROM person_link WHERE person_id = :person_id
 ORDER BY position LIMIT :limit;

-- name: holding_person_role(person_id, limit)
SELECT role, scope, since, until FROM person_role WHERE person_id = :person_id
 ORDER BY since DESC, id DESC LIMIT :limit;

-- name: holding_person_absence(person_id, limit)
SELECT since, until FROM person_absence WHERE person_id = :person_id
 ORDER BY since DESC LIMIT :limit;

-- name: holding_representative(person_id, limit)
SELECT organisation.name AS organisation, representative.created_at AS at, representative.since,
       representative.until
  FROM representative JOIN organisation ON organisation.id = representative.organisation_id
 WHERE representative.person_id = :person_id
 ORDER BY representative.id DESC LIMIT :limit;

-- name: holding_organisation_move(person_id, limit)
SELECT organisation.name AS organisation
  FROM organisation_move JOIN organisation ON organisation.id = organisation_move.organisation_id
 WHERE organisation_move.person_id = :person_id
 ORDER BY organisation.id LIMIT :limit;

-- name: holding_calendar_address(person_id, limit)
SELECT language, created_at AS at
  FROM calendar_address WHERE person_id = :person_id LIMIT :limit;

-- name: holding_badge(person_id, limit)
SELECT '/badge/' || token AS url, created_at AS at
  FROM badge WHERE person_id = :person_id LIMIT :limit;

-- name: holding_consent(person_id, limit)
SELECT consent.purpose, consent.given, consent_wording.text AS wording, consent_wording.version,
       consent_wording.language, consent.source, consent.evidence, consent.answered_at AS at
  FROM consent JOIN consent_wording ON consent_wording.id = consent.wording_id
 WHERE consent.person_id = :person_id ORDER BY consent.id DESC LIMIT :limit;

-- name: holding_join_request(person_id, limit)
SELECT email, name, country, organisation, level, interests AS interest, purposes AS purpose,
       languages AS language, zone, state, evidence, created_at AS at, expires_at AS until
  FROM join_request
 WHERE email = (SELECT email FROM person WHERE id = :person_id)
 ORDER BY id DESC LIMIT :limit;

-- name: holding_subscription_request(person_id, limit)
SELECT email, purposes AS purpose, language, evidence, created_at AS at, expires_at AS until
  FROM subscription_request
 WHERE email = (SELECT email FROM person WHERE id = :person_id)
 ORDER BY id DESC LIMIT :limit;

-- name: holding_item(person_id, limit)
SELECT kind, status AS state, title, summary, body AS text, author AS name, language, place,
       link AS url, texts_note AS note, created_at AS at, published_at
  FROM item WHERE author_id = :person_id OR texts_by = :person_id
 ORDER BY id DESC LIMIT :limit;

-- name: holding_item_translation(person_id, limit)
SELECT language, title, summary, body AS text, texts_note AS note, updated_at AS at
  FROM item_translation WHERE texts_by = :person_id
 ORDER BY updated_at DESC, item_id, language LIMIT :limit;

-- name: holding_proposal(person_id, limit)
SELECT language, title, summary, body AS text, note, proposed_at AS at
  FROM proposal WHERE proposed_by = :person_id
 ORDER BY proposed_at DESC, item_id, language LIMIT :limit;

-- name: holding_item_revision(person_id, limit)
SELECT language, title, summary, body AS text, note, version, edited_at AS at
  FROM item_revision WHERE edited_by = :person_id ORDER BY id DESC LIMIT :limit;

-- name: holding_answer(person_id, limit)
SELECT item.title, question.text AS question,
       CASE WHEN answer.number = 0 THEN answer.text
            WHEN question.kind = 'yes' THEN CASE answer.number WHEN 1 THEN 'yes' ELSE 'no' END
            ELSE (SELECT option.text FROM question_option option
                   WHERE option.question_id = answer.question_id
                     AND option.number = answer.number) END AS answer
  FROM answer
  JOIN question ON question.id = answer.question_id
  JOIN item ON item.id = question.item_id
 WHERE answer.registration_id IN ({own_registrations})
 ORDER BY item.id DESC, question.use, question.position, answer.number LIMIT :limit;

-- name: holding_survey_reply(person_id, limit)
SELECT item.title
  FROM survey_reply reply JOIN item ON item.id = reply.item_id
 WHERE reply.registration_id IN ({own_registrations}) ORDER BY item.id DESC LIMIT :limit;

-- name: holding_registration(person_id, limit)
SELECT item.title, registration.name, registration.email, registration.country, registration.state,
       registration.question AS text, registration.created_at AS at,
       registration.opened_at, registration.came_at
  FROM registration JOIN item ON item.id = registration.item_id
 WHERE registration.person_id = :person_id
    OR registration.email = (SELECT email FROM person WHERE id = :person_id)
 ORDER BY registration.created_at DESC LIMIT :limit;

-- name: holding_registration_request(person_id, limit)
SELECT item.title, request.name, request.email, request.country, request.wish AS state,
       request.question AS text, request.created_at AS at
  FROM registration_request request JOIN item ON item.id = request.item_id
 WHERE request.email = (SELECT email FROM person WHERE id = :person_id)
 ORDER BY request.created_at DESC LIMIT :limit;

-- name: holding_file_request(person_id, limit)
SELECT item.title, item_file.name, request.email, request.language, request.wish AS kind,
       request.created_at AS at, request.expires_at AS until
  FROM file_request request
  JOIN item ON item.id = request.item_id
  LEFT JOIN item_file ON item_file.item_id = request.item_id AND item_file.file_id = request.file_id
 WHERE request.email = (SELECT email FROM person WHERE id = :person_id)
 ORDER BY request.created_at DESC LIMIT :limit;

-- name: holding_group_member(person_id, limit)
SELECT item.title, group_member.state, group_member.note, group_member.since
  FROM group_member JOIN item ON item.id = group_member.group_id
 WHERE group_member.person_id = :person_id ORDER BY group_member.since DESC LIMIT :limit;

-- Of a secret one only that, not what.
-- name: holding_drafting_editor(person_id, limit)
SELECT item.title, drafting_editor.since
  FROM drafting_editor JOIN item ON item.id = drafting_editor.item_id
 WHERE drafting_editor.person_id = :person_id ORDER BY item.id DESC LIMIT :limit;

-- name: holding_drafting_proposal(person_id, limit)
SELECT item.title, drafting_proposal.wording AS text, drafting_proposal.state,
       drafting_proposal.reason AS note, comment.created_at AS at
  FROM drafting_proposal JOIN comment ON comment.id = drafting_proposal.comment_id
  JOIN item ON item.id = comment.item_id
 WHERE {is_my_wording} ORDER BY comment.id DESC LIMIT :limit;

-- name: holding_post_note(person_id, limit)
SELECT item.title, post_note.act AS kind, post_note.words AS text, post_note.created_at AS at
  FROM post_note JOIN item ON item.id = post_note.item_id
 WHERE post_note.person_id = :person_id ORDER BY post_note.id DESC LIMIT :limit;

-- name: holding_contribution(person_id, limit)
SELECT item.title, contribution.credited AS given, contribution.made_at AS at
  FROM contribution JOIN item ON item.id = contribution.item_id
 WHERE contribution.person_id = :person_id ORDER BY contribution.item_id DESC LIMIT :limit;

-- name: holding_week_writer(person_id, limit)
SELECT item.title, week_writer.state, week_writer.words AS text, week_writer.created_at AS at
  FROM week_writer JOIN item ON item.id = week_writer.week_id
 WHERE week_writer.person_id = :person_id ORDER BY week_writer.id DESC LIMIT :limit;

-- name: holding_post_correction(person_id, limit)
SELECT item.title, post_correction.words AS text, post_correction.corrected_at AS at
  FROM post_correction JOIN item ON item.id = post_correction.item_id
 WHERE post_correction.person_id = :person_id ORDER BY post_correction.id DESC LIMIT :limit;

-- name: holding_drafting_guest(person_id, limit)
SELECT item.title, drafting_guest.email, drafting_guest.name, drafting_guest.words AS text,
       drafting_guest.created_at AS at, drafting_guest.expires_at AS until
  FROM drafting_guest JOIN drafting_paragraph ON drafting_paragraph.id = drafting_guest.paragraph_id
  JOIN item ON item.id = drafting_paragraph.item_id
 WHERE email = (SELECT email FROM person WHERE id = :person_id) ORDER BY drafting_guest.id DESC LIMIT :limit;

-- name: holding_poll_vote(person_id, limit)
SELECT item.title, CASE WHEN poll.secret = 1 THEN '' ELSE poll_vote.choice END AS text,
       poll_vote.voted_at AS at
  FROM poll_vote JOIN poll ON poll.item_id = poll_vote.item_id JOIN item ON item.id = poll.item_id
 WHERE poll_vote.person_id = :person_id ORDER BY poll_vote.voted_at DESC LIMIT :limit;

-- name: holding_library_author(person_id, limit)
SELECT item.title, library_author.name
  FROM library_author JOIN item ON item.id = library_author.item_id
 WHERE library_author.person_id = :person_id
 ORDER BY library_author.item_id DESC, library_author.position LIMIT :limit;

-- name: holding_saved_search(person_id, limit)
SELECT query AS text, created_at AS at
  FROM saved_search WHERE person_id = :person_id
 ORDER BY id DESC LIMIT :limit;

-- name: holding_library_wish(person_id, limit)
SELECT item.title, library_wish.asked_at AS at
  FROM library_wish JOIN item ON item.id = library_wish.item_id
 WHERE library_wish.person_id = :person_id
 ORDER BY library_wish.item_id DESC LIMIT :limit;

-- name: holding_programme_speaker(person_id, limit)
SELECT item.title, programme_speaker.name, programme_speaker.affiliation AS organisation
  FROM programme_speaker JOIN item ON item.id = programme_speaker.item_id
 WHERE programme_speaker.person_id = :person_id
 ORDER BY programme_speaker.item_id DESC, programme_speaker.position LIMIT :limit;

-- With what they said before they were changed.
-- name: holding_comment(person_id, limit)
SELECT item.title, said.text, said.state, said.at
  FROM (SELECT id, item_id, body AS text, status AS state, created_at AS at
          FROM comment WHERE person_id = :person_id
        UNION ALL
        SELECT comment.id, comment.item_id, comment_version.body, 'earlier', comment_version.until
          FROM comment JOIN comment_version ON comment_version.comment_id = comment.id
         WHERE comment.person_id = :person_id) AS said
  JOIN item ON item.id = said.item_id
 ORDER BY said.id DESC, said.at DESC LIMIT :limit;

-- name: holding_comment_reaction(person_id, limit)
SELECT item.title, comment_reaction.word AS text, comment_reaction.since AS at
  FROM comment_reaction JOIN comment ON comment.id = comment_reaction.comment_id
  JOIN item ON item.id = comment.item_id
 WHERE comment_reaction.person_id = :person_id ORDER BY comment_reaction.since DESC LIMIT :limit;

-- name: holding_comment_report(person_id, limit)
SELECT item.title, comment_report.reason AS text, comment_report.created_at AS at
  FROM comment_report JOIN comment ON comment.id = comment_report.comment_id
  JOIN item ON item.id = comment.item_id
 WHERE comment_report.person_id = :person_id ORDER BY comment.id DESC LIMIT :limit;

-- name: holding_follow(person_id, limit)
SELECT item.title, follow.wants AS given, follow.since
  FROM follow JOIN item ON item.id = follow.item_id
 WHERE follow.person_id = :person_id ORDER BY follow.since DESC, item.id DESC LIMIT :limit;

-- name: holding_mention(person_id, limit)
SELECT item.title, mention.written AS text, mention.since AS at
  FROM mention JOIN item ON item.id = mention.item_id
 WHERE mention.person_id = :person_id
 ORDER BY mention.since DESC, mention.item_id DESC, mention.comment_id DESC LIMIT :limit;

-- name: holding_digest_entry(person_id, limit)
SELECT item.title, digest_entry.kind, digest_entry.created_at AS at, digest_entry.due_at AS until
  FROM digest_entry JOIN item ON item.id = digest_entry.item_id
 WHERE digest_entry.person_id = :person_id ORDER BY digest_entry.id DESC LIMIT :limit;

-- name: holding_file(person_id, limit)
SELECT id, (SELECT min(name) FROM item_file WHERE file_id = file.id) AS title, type AS kind, size,
       created_at AS at
  FROM file WHERE created_by = :person_id AND removed_at IS NULL ORDER BY id DESC LIMIT :limit;

-- name: holding_task(person_id, limit)
SELECT kind, subject AS title, state, created_at AS at, due_at AS until
  FROM task
 WHERE person_id = :person_id OR assignee_id = :person_id OR closed_by = :person_id
 ORDER BY id DESC LIMIT :limit;

-- name: holding_outbox(person_id, limit)
SELECT template AS kind, address AS email, language, argument AS text, state, created_at AS at
  FROM outbox
 WHERE person_id = :person_id OR address = (SELECT email FROM person WHERE id = :person_id)
 ORDER BY id DESC LIMIT :limit;

-- name: holding_inbound(person_id, limit)
SELECT sender AS email, sender_name AS name, subject AS title, words AS text, class AS kind, state,
       received_at AS at
  FROM inbound
 WHERE person_id = :person_id OR sender_id = :person_id
    OR sender = (SELECT email FROM person WHERE id = :person_id)
 ORDER BY id DESC LIMIT :limit;

-- name: holding_bounce(person_id, limit)
SELECT address AS email, class AS kind, reason AS note, at FROM bounce
 WHERE address = (SELECT email FROM person WHERE id = :person_id)
 ORDER BY id DESC LIMIT :limit;

-- name: holding_mail_reach(person_id, limit)
SELECT address AS email, paused_at AS since FROM mail_reach
 WHERE address = (SELECT email FROM person WHERE id = :person_id) LIMIT :limit;

-- name: holding_sender_block(person_id, limit)
SELECT address AS email, blocked_at AS at FROM sender_block
 WHERE address = (SELECT email FROM person WHERE id = :person_id) LIMIT :limit;

-- name: holding_session(person_id, limit)
SELECT device, made_by AS source, created_at AS at, seen_at, expires_at AS until
  FROM session WHERE person_id = :person_id ORDER BY id DESC LIMIT :limit;

-- name: holding_credential(person_id, limit)
SELECT password_at AS at FROM credential WHERE person_id = :person_id LIMIT :limit;

-- name: holding_second_factor(person_id, limit)
SELECT begun_at AS at, confirmed_at AS since
  FROM second_factor WHERE person_id = :person_id LIMIT :limit;

-- name: holding_recovery_code(person_id, limit)
SELECT 'unused' AS state FROM recovery_code WHERE person_id = :person_id LIMIT :limit;

-- name: holding_passkey(person_id, limit)
SELECT name AS title, created_at AS at, used_at AS seen_at
  FROM passkey WHERE person_id = :person_id ORDER BY id DESC LIMIT :limit;

-- name: holding_api_token(person_id, limit)
SELECT name AS title, created_at AS at, used_at AS seen_at, expires_at AS until
  FROM api_token WHERE person_id = :person_id ORDER BY id DESC LIMIT :limit;

-- name: holding_openid_grant(person_id, limit)
SELECT openid_client.name AS title, openid_grant.scopes AS text, openid_grant.agreed_at AS at,
       openid_grant.used_at AS seen_at, openid_grant.withdrawn_at AS until
  FROM openid_grant JOIN openid_client ON openid_client.id = openid_grant.client_id
 WHERE openid_grant.person_id = :person_id
 ORDER BY openid_grant.id DESC LIMIT :limit;

-- name: holding_import(person_id, limit)
SELECT name AS title, state, created_at AS at FROM import WHERE created_by = :person_id
 ORDER BY id DESC LIMIT :limit;

-- name: holding_accession(person_id, limit)
SELECT name AS title, state, created_at AS at FROM accession
 WHERE created_by = :person_id OR acted_by = :person_id
 ORDER BY id DESC LIMIT :limit;

-- name: holding_segment(person_id, limit)
SELECT name AS title, note, filter AS text, created_at AS at FROM segment
 WHERE created_by = :person_id ORDER BY id DESC LIMIT :limit;

-- name: holding_people_export(person_id, limit)
SELECT format AS kind, filter AS text, made_at AS at FROM people_export
 WHERE person_id = :person_id ORDER BY id DESC LIMIT :limit;

-- name: holding_mailing(person_id, limit)
SELECT item.title, mailing.state, mailing.created_at AS at
  FROM mailing JOIN item ON item.id = mailing.item_id
 WHERE mailing.created_by = :person_id
 ORDER BY mailing.id DESC LIMIT :limit;

-- name: holding_person_address(person_id, limit)
SELECT address AS email FROM person_address WHERE person_id = :person_id
 ORDER BY address LIMIT :limit;

-- name: holding_person_distinct(person_id, limit)
SELECT decided_at AS at FROM person_distinct
 WHERE person_id = :person_id OR other_id = :person_id LIMIT :limit;

-- name: holding_person_likeness(person_id, limit)
SELECT reason AS kind, key AS text FROM person_likeness WHERE person_id = :person_id
 ORDER BY reason, key LIMIT :limit;

-- name: holding_merge(person_id, limit)
SELECT merged_at AS at FROM merge
 WHERE stays_id = :person_id OR gone_id = :person_id OR merged_by = :person_id
 ORDER BY id DESC LIMIT :limit;

-- name: holding_mail_token(person_id, limit)
SELECT purpose, next AS url, created_at AS at, used_at AS seen_at, expires_at AS until
  FROM mail_token WHERE person_id = :person_id ORDER BY id DESC LIMIT :limit;

-- name: holding_audit(person_id, limit)
SELECT action AS kind, subject AS title, request_id AS evidence, at
  FROM audit WHERE person_id = :person_id ORDER BY id DESC LIMIT :limit;

-- name: holding_data_copy(person_id, limit)
SELECT asked_at AS at, made_at AS published_at, expires_at AS until
  FROM data_copy WHERE person_id = :person_id ORDER BY id DESC LIMIT :limit;

-- name: holding_inactivity(person_id, limit)
SELECT warned_at AS at FROM inactivity WHERE person_id = :person_id LIMIT :limit;

-- name: holding_erasure(person_id, limit)
SELECT note, asked_at AS at, due_at AS until FROM erasure WHERE person_id = :person_id
 LIMIT :limit;
