-- name: app_insert_key(value)
INSERT INTO secret (name, value) VALUES ('key', :value)
    ON CONFLICT (name) DO NOTHING;

-- name: app_find_key()
SELECT value FROM secret WHERE name = 'key';

-- name: app_list_officers(now)
SELECT person.email, person.name, person_role.role
  FROM person_role JOIN person ON person.id = person_role.person_id
 WHERE {term_in_force}
 ORDER BY person_role.role, person.email;

-- name: app_find_term(person_id, role, now)
SELECT id
  FROM person_role
 WHERE person_id = :person_id AND role = :role AND {term_in_force};

-- name: app_is_empty()
SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM item);

-- name: app_list_tokens()
SELECT api_token.id, person.email, api_token.name
  FROM api_token JOIN person ON person.id = api_token.person_id
 ORDER BY api_token.id;

-- name: app_delete_token(id)
DELETE FROM api_token WHERE id = :id;

-- name: app_count_failed_mails()
SELECT count(*) FROM outbox WHERE state = 'failed';

-- name: app_count_failed_jobs()
SELECT count(*) FROM job WHERE failed_at IS NOT NULL;

-- name: app_count_late_jobs(before)
SELECT count(*) FROM job WHERE done_at IS NULL AND failed_at IS NULL AND run_at < :before;

-- name: app_count_not_indexed()
SELECT count(*)
  FROM item
 WHERE NOT EXISTS (SELECT 1 FROM search_text WHERE search_text.item_id = item.id);

-- name: app_delete_expired_links(before)
DELETE FROM mail_token WHERE expires_at < :before;

-- name: app_count_due_items(now)
SELECT count(*) FROM item WHERE status = 'scheduled' AND publish_at <= :now;

-- The demo's members of one interest come into a group; of an interest that few have, all.
-- name: app_demo_fill_group(group_id, interest, now, most)
INSERT INTO group_member (group_id, person_id, state, since)
SELECT :group_id, person.id, 'in', CASE WHEN person.joined_at > :now - 7776000 THEN person.joined_at
                                        ELSE :now - 7776000 END
  FROM person_interest JOIN person ON person.id = person_interest.person_id
 WHERE person_interest.interest = :interest AND person.is_demo = 1 AND person.left_at IS NULL
 ORDER BY person.id LIMIT :most;

-- name: app_demo_find_chair(country)
SELECT min(id) FROM person
 WHERE country = :country AND is_demo = 1 AND left_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM person_role WHERE person_role.person_id = person.id);

-- Who is in a group, its chairs first.
-- name: app_demo_talkers(slug, now, limit)
SELECT person.id, person.name
  FROM item
  JOIN group_member ON group_member.group_id = item.id AND group_member.state = 'in'
  JOIN person ON person.id = group_member.person_id
 WHERE item.kind = 'group' AND item.slug = :slug AND person.left_at IS NULL
 ORDER BY CASE WHEN EXISTS (SELECT 1 FROM person_role
                             WHERE person_role.person_id = person.id AND person_role.role = 'chair'
                               AND person_role.scope = :slug AND {term_in_force})
               THEN 0 ELSE 1 END, person.id
 LIMIT :limit;

-- ---- who takes the demo's newsletter, and how its mails went ----

-- name: app_demo_members(every)
SELECT id, joined_at FROM person WHERE is_demo = 1 AND left_at IS NULL AND id % :every = 0 ORDER BY id;

-- name: app_demo_readers()
SELECT person_id AS id, answered_at AS joined_at FROM consent
 WHERE purpose = 'newsletter' AND given = 1
   AND NOT EXISTS (SELECT 1 FROM consent later
                    WHERE later.person_id = consent.person_id AND later.purpose = consent.purpose
                      AND later.id > consent.id)
 ORDER BY person_id;

-- name: app_demo_mails_went(mailing_id, at)
UPDATE outbox SET state = 'sent', attempts = 1, sent_at = :at + id % 900
 WHERE mailing_id = :mailing_id;

-- name: app_demo_mail_to(mailing_id, address)
SELECT id, person_id, id || '.' || created_at AS message_id, address
  FROM outbox WHERE mailing_id = :mailing_id AND address = :address;
