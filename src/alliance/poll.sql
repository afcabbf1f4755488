-- Polls: the record beside the item, its votes, its count.

-- Who may vote: parameters are columns of `item` and `person`.
-- fragment: poll_entitled
(person.left_at IS NULL OR person.left_at > :now) AND person.erased_at IS NULL
AND (item.group_id IS NULL
     OR EXISTS (SELECT 1 FROM group_member
                 WHERE group_member.group_id = item.group_id
                   AND group_member.person_id = person.id AND group_member.state = 'in'))

-- Is the row of `poll` out?  Before that nobody votes, and nothing closes.
-- fragment: poll_out
EXISTS (SELECT 1 FROM item out
         WHERE out.id = poll.item_id AND out.status IN ('published', 'archived'))

-- fragment: poll_turnout
coalesce(poll.closed_at, 0) AS closed_at, coalesce(poll.entitled, 0) AS entitled,
CASE WHEN poll.closed_at IS NOT NULL THEN poll.voted
     ELSE (SELECT count(*) FROM poll_vote counted WHERE counted.item_id = poll.item_id) END AS voted

-- name: poll_find(id, me)
SELECT poll.item_id AS id, poll.kind, poll.most, poll.secret, poll.early, poll.zone,
       poll.closes_at, {poll_turnout}, poll.mails, coalesce(poll.told_at, 0) AS told_at,
       CASE WHEN item.status IN ('published', 'archived') THEN 1 ELSE 0 END AS is_out,
       coalesce(item.group_id, 0) AS group_id,
       CASE WHEN mine.person_id IS NULL THEN 0 ELSE 1 END AS has_voted,
       CASE WHEN poll.secret = 1 THEN '' ELSE coalesce(mine.choice, '') END AS mine
  FROM poll
  JOIN item ON item.id = poll.item_id
  LEFT JOIN poll_vote mine ON mine.item_id = poll.item_id AND mine.person_id = :me
 WHERE poll.item_id = :id;

-- In @language where the option, as it stands now, is translated into it.
-- name: poll_options(id, language)
SELECT option.number, option.text AS original, coalesce(word.text, option.text) AS text,
       coalesce(word.language, item.language) AS language, item.language AS original_language,
       CASE WHEN word.text IS NULL THEN 0 ELSE 1 END AS translated,
       coalesce(word.corrected_at, 0) AS corrected_at
  FROM poll_option option
  JOIN item ON item.id = option.item_id
  LEFT JOIN poll_option_word word
    ON word.item_id = option.item_id AND word.language = :language
   AND word.original = option.text
 WHERE option.item_id = :id
 ORDER BY option.number;

-- Also one without a record, which says nothing but its text; what is not open yet only to who @leads.
-- fragment: poll_listed
item.kind = 'poll' AND (:group_id = 0 OR item.group_id = :group_id)
AND (item.status IN ('published', 'archived') OR (:leads = 1 AND poll.item_id IS NOT NULL))
AND {visible}

-- name: poll_list(group_id, leads, lang, me, roles, limit, offset)
SELECT item.id, item.slug, coalesce(t.title, item.title) AS title,
       coalesce(t.language, item.language) AS language, item.language AS original_language,
       coalesce(t.summary, item.summary) AS summary,
       coalesce(poll.closes_at, 0) AS closes_at, coalesce(poll.zone, 'UTC') AS zone,
       CASE WHEN item.status IN ('published', 'archived') THEN 1 ELSE 0 END AS is_out,
       coalesce(item.publish_at, 0) AS opens_at, {poll_turnout}
  FROM item LEFT JOIN poll ON poll.item_id = item.id
  LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = :lang
 WHERE {poll_listed}
 ORDER BY coalesce(poll.closes_at, 0) DESC, item.id DESC
 LIMIT :limit OFFSET :offset;

-- name: poll_count_all(group_id, leads, me, roles, limit)
SELECT count(*) FROM (
    SELECT 1 FROM item LEFT JOIN poll ON poll.item_id = item.id
     WHERE {poll_listed} LIMIT :limit) counted;

-- ---- changes ----

-- name: poll_insert(id, kind, most, secret, early, zone, closes_at)
INSERT INTO poll (item_id, kind, most, secret, early, zone, closes_at)
VALUES (:id, :kind, :most, :secret, :early, :zone, :closes_at);

-- name: poll_update(id, kind, most, secret, early, zone, closes_at)
UPDATE poll SET kind = :kind, most = :most, secret = :secret, early = :early, zone = :zone,
                closes_at = :closes_at
 WHERE item_id = :id AND closed_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM poll_vote WHERE poll_vote.item_id = poll.item_id);

-- name: poll_delete_options(id)
DELETE FROM poll_option WHERE item_id = :id;

-- name: poll_insert_option(id, number, text)
INSERT INTO poll_option (item_id, number, text) VALUES (:id, :number, :text);

-- name: poll_extend(id, closes_at, now)
UPDATE poll SET closes_at = :closes_at
 WHERE item_id = :id AND closed_at IS NULL AND poll.closes_at > :now AND poll.closes_at < :closes_at
   AND {poll_out};

-- name: poll_end(id, now)
UPDATE poll SET closes_at = :now
 WHERE item_id = :id AND closed_at IS NULL AND poll.closes_at > :now AND {poll_out};

-- name: poll_vote(id, me, choice, now)
INSERT INTO poll_vote (item_id, person_id, choice, voted_at)
SELECT poll.item_id, :me, :choice, :now FROM poll
 WHERE poll.item_id = :id AND poll.closed_at IS NULL AND poll.closes_at > :now AND {poll_out}
    ON CONFLICT (item_id, person_id) DO UPDATE SET choice = excluded.choice,
                                                   voted_at = excluded.voted_at;

-- ---- closing ----

-- name: poll_due(now, limit)
SELECT poll.item_id AS id, item.title FROM poll JOIN item ON item.id = poll.item_id
 WHERE poll.closed_at IS NULL AND poll.closes_at <= :now
   AND item.status IN ('published', 'archived')
 ORDER BY poll.closes_at, poll.item_id LIMIT :limit;

-- name: poll_count_due(now)
SELECT count(*) FROM poll WHERE closed_at IS NULL AND closes_at <= :now AND {poll_out};

-- A vote of who may not vote any more does not count.
-- name: poll_drop_others(id, now)
DELETE FROM poll_vote
 WHERE item_id = :id
   AND NOT EXISTS (SELECT 1 FROM person JOIN item ON item.id = :id
                    WHERE person.id = poll_vote.person_id AND {poll_entitled});

-- name: poll_ballots(id)
SELECT choice, count(*) AS n FROM poll_vote WHERE item_id = :id GROUP BY choice ORDER BY choice;

-- name: poll_insert_tally(id, round, number, votes, state)
INSERT INTO poll_tally (item_id, round, number, votes, state)
VALUES (:id, :round, :number, :votes, :state);

-- name: poll_freeze(id, now)
UPDATE poll
   SET closed_at = poll.closes_at,
       voted = (SELECT count(*) FROM poll_vote WHERE poll_vote.item_id = :id),
       entitled = (SELECT count(*) FROM person JOIN item ON item.id = :id WHERE {poll_entitled})
 WHERE item_id = :id AND closed_at IS NULL;

-- name: poll_wipe(id)
UPDATE poll_vote SET choice = '' WHERE item_id = :id;

-- name: poll_tallies(id)
SELECT round, number, votes, state FROM poll_tally WHERE item_id = :id ORDER BY round, number;

-- ---- the whole alliance is told ----

-- Who may vote in a poll of the whole alliance, a row of `item`, and takes its mails; where nothing of
-- what one follows comes by mail there is no digest, so it comes by itself.  The pace is that of follow.sql.
-- fragment: poll_readers
item JOIN person ON 1 = 1
WHERE item.id = :id AND item.group_id IS NULL AND {poll_entitled} AND person.poll_mails = 1

-- fragment: poll_pace
CASE WHEN person.comment_mails = 0 THEN 0
     WHEN :deadline > 0 AND :deadline < :now + (person.pace + 1) * 86400 THEN 0 ELSE person.pace END

-- fragment: poll_has_voted
EXISTS (SELECT 1 FROM poll_vote
         WHERE poll_vote.item_id = item.id AND poll_vote.person_id = person.id)

-- What came out is not told to who hears of it as the author or by following it, or wants nothing of it.
-- fragment: poll_meant
CASE :who WHEN 'all' THEN 1 = 1
          WHEN 'silent' THEN NOT {poll_has_voted}
          ELSE {poll_has_voted} AND person.id <> coalesce(item.author_id, 0)
               AND NOT EXISTS (SELECT 1 FROM follow
                                WHERE follow.item_id = item.id AND follow.person_id = person.id) END

-- fragment: is_reachable
NOT EXISTS (SELECT 1 FROM mail_reach
             WHERE mail_reach.address = person.email AND mail_reach.paused_at IS NOT NULL)

-- Those who are told, by language; those who are not, under '' (no such mails) and '-' (they came back).
-- name: poll_reach(id, now)
SELECT told.language, count(*) AS n
  FROM (SELECT CASE WHEN person.poll_mails = 0 THEN ''
                    WHEN {is_reachable} THEN person.language ELSE '-' END AS language
          FROM item JOIN person ON 1 = 1
         WHERE item.id = :id AND item.group_id IS NULL AND {poll_entitled}) told
 GROUP BY told.language ORDER BY told.language;

-- One of two nodes, or of two presses, wins; what would be closed already is not told.
-- name: poll_claim(id, now)
UPDATE poll SET told_at = :now
 WHERE item_id = :id AND told_at IS NULL AND closed_at IS NULL AND poll.closes_at > :now;

-- name: poll_set_mails(id, mails)
UPDATE poll SET mails = :mails WHERE item_id = :id AND told_at IS NULL;

-- Each person is in one of the next two statements: by a mail of its own, or in the next digest.
-- @who: all; silent, who has not voted; voted.
-- name: poll_tell(template, id, who, argument, priority, deadline, now)
INSERT INTO outbox (template, person_id, address, language, argument, priority, send_at, created_at)
SELECT CAST(:template AS TEXT), person.id, person.email, person.language, :argument, :priority, :now, :now
  FROM {poll_readers} AND {poll_pace} = 0 AND {poll_meant}
 ORDER BY person.id;

-- name: poll_gather(kind, id, who, deadline, now)
INSERT INTO digest_entry (person_id, kind, why, item_id, created_at)
SELECT person.id, CAST(:kind AS TEXT), 'alliance', :id, :now
  FROM {poll_readers} AND {poll_pace} <> 0 AND {poll_meant}
 ORDER BY person.id;

-- What was decided since a mail was queued holds.
-- name: poll_still_told(id, me)
SELECT 1 FROM item WHERE item.id = :id AND {i_take_polls};

-- Those that close soon, were told of long enough ago, and of which nobody was reminded.
-- fragment: poll_to_remind
mails = 1 AND closed_at IS NULL AND reminded_at IS NULL AND {poll_out}
AND poll.closes_at > :after AND poll.closes_at <= :until AND told_at <= :before

-- name: poll_count_to_remind(after, until, before)
SELECT count(*) FROM poll WHERE {poll_to_remind};

-- name: poll_remindable(after, until, before, limit)
SELECT item_id AS id, poll.closes_at FROM poll WHERE {poll_to_remind}
 ORDER BY poll.closes_at, item_id LIMIT :limit;

-- name: poll_claim_reminder(id, now)
UPDATE poll SET reminded_at = :now WHERE item_id = :id AND reminded_at IS NULL;

-- name: poll_mails(person_id)
SELECT poll_mails FROM person WHERE id = :person_id;

-- name: poll_take_mails(person_id, wants)
UPDATE person SET poll_mails = :wants, version = version + 1
 WHERE id = :person_id AND poll_mails <> :wants;
