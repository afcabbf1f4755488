-- Polls: the record beside the item, its votes, its count.

-- Who may vote: parameters are columns of `item` and `person`.
-- fragment: poll_entitled
(person.left_at IS NULL OR person.left_at > :now) AND person.erased_at IS NULL
AND (item.group_id IS NULL
     OR EXISTS (SELECT 1 FROM group_member
                 WHERE group_member.group_id = item.group_id
                   AND group_member.person_id = person.id AND group_member.state = 'in'))

-- fragment: poll_turnout
coalesce(poll.closed_at, 0) AS closed_at, coalesce(poll.entitled, 0) AS entitled,
CASE WHEN poll.closed_at IS NOT NULL THEN poll.voted
     ELSE (SELECT count(*) FROM poll_vote counted WHERE counted.item_id = poll.item_id) END AS voted

-- name: poll_find(id, me)
SELECT poll.item_id AS id, poll.kind, poll.most, poll.secret, poll.early, poll.zone,
       poll.closes_at, {poll_turnout},
       CASE WHEN mine.person_id IS NULL THEN 0 ELSE 1 END AS has_voted,
       CASE WHEN poll.secret = 1 THEN '' ELSE coalesce(mine.choice, '') END AS mine
  FROM poll
  LEFT JOIN poll_vote mine ON mine.item_id = poll.item_id AND mine.person_id = :me
 WHERE poll.item_id = :id;

-- name: poll_options(id)
SELECT number, text FROM poll_option WHERE item_id = :id ORDER BY number;

-- Also one without a record, which says nothing but its text.
-- name: poll_list(group_id, me, roles, limit, offset)
SELECT item.id, item.slug, item.title, item.summary, coalesce(poll.closes_at, 0) AS closes_at,
       {poll_turnout}
  FROM item LEFT JOIN poll ON poll.item_id = item.id
 WHERE item.kind = 'poll' AND (:group_id = 0 OR item.group_id = :group_id) AND item.status IN ('published', 'archived')
   AND {visible}
 ORDER BY coalesce(poll.closes_at, 0) DESC, item.id DESC
 LIMIT :limit OFFSET :offset;

-- name: poll_count_all(group_id, me, roles, limit)
SELECT count(*) FROM (
    SELECT 1 FROM item
     WHERE item.kind = 'poll' AND (:group_id = 0 OR item.group_id = :group_id)
       AND item.status IN ('published', 'archived') AND {visible} LIMIT :limit) counted;

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
 WHERE item_id = :id AND closed_at IS NULL AND poll.closes_at > :now AND poll.closes_at < :closes_at;

-- name: poll_end(id, now)
UPDATE poll SET closes_at = :now
 WHERE item_id = :id AND closed_at IS NULL AND poll.closes_at > :now;

-- name: poll_vote(id, me, choice, now)
INSERT INTO poll_vote (item_id, person_id, choice, voted_at)
SELECT poll.item_id, :me, :choice, :now FROM poll
 WHERE poll.item_id = :id AND poll.closed_at IS NULL AND poll.closes_at > :now
    ON CONFLICT (item_id, person_id) DO UPDATE SET choice = excluded.choice,
                                                   voted_at = excluded.voted_at;

-- ---- closing ----

-- name: poll_due(now, limit)
SELECT poll.item_id AS id, item.title FROM poll JOIN item ON item.id = poll.item_id
 WHERE poll.closed_at IS NULL AND poll.closes_at <= :now
 ORDER BY poll.closes_at, poll.item_id LIMIT :limit;

-- name: poll_count_due(now)
SELECT count(*) FROM poll WHERE closed_at IS NULL AND closes_at <= :now;

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
