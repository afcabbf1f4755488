-- name: inbound_insert(identity, now, envelope_from, envelope_to, sender, sender_name, subject, class, state, note, words, files, purpose, number, person_id, sender_id, item_id, raw)
INSERT INTO inbound (identity, received_at, envelope_from, envelope_to, sender, sender_name,
                     subject, class, state, note, words, files, purpose, number, person_id,
                     sender_id, item_id, raw)
VALUES (:identity, :now, :envelope_from, :envelope_to, :sender, :sender_name, :subject, :class,
        :state, :note, :words, :files, :purpose, :number,
        (SELECT id FROM person WHERE id = CAST(:person_id AS INTEGER)),
        CAST(:sender_id AS INTEGER),
        (SELECT id FROM item WHERE id = CAST(:item_id AS INTEGER)), :raw)
    ON CONFLICT DO NOTHING
RETURNING id;

-- name: inbound_has(identity)
SELECT 1 FROM inbound WHERE identity = :identity;

-- name: inbound_list(state, limit, offset)
SELECT inbound.id, inbound.received_at, inbound.number, inbound.person_id, inbound.sender_id,
       inbound.item_id, inbound.decided_at, inbound.envelope_from, inbound.envelope_to,
       inbound.sender, inbound.sender_name, inbound.subject, inbound.class, inbound.state,
       inbound.note, '' AS words, inbound.files, inbound.purpose, person.name AS person,
       sending.name AS sender_person, item.title AS item_title
  FROM inbound
  LEFT JOIN person ON person.id = inbound.person_id
  LEFT JOIN person sending ON sending.id = inbound.sender_id
  LEFT JOIN item ON item.id = inbound.item_id
 WHERE CAST(:state AS TEXT) = '' OR inbound.state = :state
 ORDER BY inbound.id DESC
 LIMIT :limit OFFSET :offset;

-- name: inbound_find(id)
SELECT inbound.id, inbound.received_at, inbound.number, inbound.person_id, inbound.sender_id,
       inbound.item_id, inbound.decided_at, inbound.envelope_from, inbound.envelope_to,
       inbound.sender, inbound.sender_name, inbound.subject, inbound.class, inbound.state,
       inbound.note, inbound.words, inbound.files, inbound.purpose, person.name AS person,
       sending.name AS sender_person, item.title AS item_title
  FROM inbound
  LEFT JOIN person ON person.id = inbound.person_id
  LEFT JOIN person sending ON sending.id = inbound.sender_id
  LEFT JOIN item ON item.id = inbound.item_id
 WHERE inbound.id = :id;

-- name: inbound_count_held()
SELECT count(*) FROM inbound WHERE state = 'held';

-- name: inbound_count_held_of(item_id)
SELECT count(*) FROM inbound WHERE state = 'held' AND coalesce(item_id, 0) = :item_id;

-- The only one that is held about an item, if it is one.
-- name: inbound_find_held_of(item_id)
SELECT min(id) FROM inbound WHERE state = 'held' AND item_id = :item_id HAVING count(*) = 1;

-- name: inbound_count_task()
SELECT count(*) FROM task WHERE kind = 'inbound.review' AND item_id IS NULL AND state = 'open';

-- name: inbound_decide(id, state, note, me, now)
UPDATE inbound SET state = :state, note = :note, decided_by = :me, decided_at = :now
 WHERE id = :id AND state = 'held';

-- name: inbound_note(id, note)
UPDATE inbound SET note = :note WHERE id = :id;

-- name: inbound_hold_again(id, note)
UPDATE inbound SET state = 'held', note = :note, decided_by = NULL, decided_at = NULL
 WHERE id = :id;

-- name: inbound_block(address, me, now)
INSERT INTO sender_block (address, blocked_at, blocked_by) VALUES (:address, :now, :me)
    ON CONFLICT (address) DO NOTHING;

-- name: inbound_is_blocked(address)
SELECT 1 FROM sender_block WHERE address = :address;

-- Whose address was that of a record that was made one with another.
-- name: inbound_find_other_address(address)
SELECT person_id FROM person_address WHERE address = :address;

-- To whom a mail of the outbox went.
-- name: inbound_mail_address(id)
SELECT address FROM outbox WHERE id = :id;

-- The row of one whose Message-ID came back: its left part says row and time.
-- name: inbound_mail_by_name(id, created_at)
SELECT id FROM outbox WHERE id = :id AND created_at = :created_at;

-- name: inbound_came_back(id, class, said, now)
UPDATE outbox SET came_back = :class, came_back_at = :now, last_error = :said
 WHERE id = :id AND state = 'sent';

-- name: inbound_forget_raw(before)
UPDATE inbound SET raw = NULL WHERE raw IS NOT NULL AND received_at < :before;

-- name: inbound_delete_old(before)
DELETE FROM inbound WHERE received_at < :before AND state <> 'held';

-- name: inbound_find_group(slug)
SELECT id FROM item WHERE kind = 'group' AND slug = :slug AND status = 'published';
