-- fragment: grant_columns
g.id, g.client_id, g.subject, g.scopes, c.name, c.is_demo, g.agreed_at, g.withdrawn_at, g.used_at

-- A person may use a tool: still a member and, where the tool is for a role, with it.
-- fragment: may_use
p.erased_at IS NULL AND (p.left_at IS NULL OR p.left_at > :now)
AND (c.audience = '' OR EXISTS (SELECT 1 FROM person_role r
                                 WHERE r.person_id = p.id AND r.role = c.audience
                                   AND r.since <= :now AND (r.until IS NULL OR r.until > :now)))

-- The owner agrees and is signed in; the session is the one in which it was given.
-- fragment: holds
g.withdrawn_at IS NULL AND s.person_id = p.id AND s.expires_at > :now

-- 1 << 1 is the picture's bit of alliance/profile.h.
-- fragment: holder_columns
g.id AS "grant", c.id AS client, c.scopes AS allowed, p.id AS person, s.created_at AS auth_time, g.subject, p.name,
p.email, p.language, p.zone,
CASE WHEN (p.shown_public & 2) <> 0 THEN p.picture_id ELSE NULL END AS picture_id

-- name: openid_grant_find(person, client)
SELECT {grant_columns} FROM openid_grant g JOIN openid_client c ON c.id = g.client_id
 WHERE g.person_id = :person AND g.client_id = :client;

-- name: openid_grant_list(person)
SELECT {grant_columns} FROM openid_grant g JOIN openid_client c ON c.id = g.client_id
 WHERE g.person_id = :person AND g.withdrawn_at IS NULL ORDER BY c.name, g.id;

-- name: openid_grant_agree(person, client, subject, scopes, now)
INSERT INTO openid_grant (person_id, client_id, subject, scopes, agreed_at)
VALUES (:person, :client, :subject, :scopes, :now)
    ON CONFLICT (person_id, client_id) DO UPDATE
   SET scopes = excluded.scopes, agreed_at = excluded.agreed_at, withdrawn_at = NULL;

-- name: openid_grant_withdraw(id, person, now)
UPDATE openid_grant SET withdrawn_at = :now
 WHERE id = :id AND person_id = :person AND withdrawn_at IS NULL;

-- name: openid_grant_touch(id, now)
UPDATE openid_grant SET used_at = :now WHERE id = :id;

-- name: openid_grant_may(person, client, now)
SELECT count(*) FROM person p JOIN openid_client c ON c.id = :client
 WHERE p.id = :person AND {may_use};

-- name: openid_session_began(id, now)
SELECT created_at FROM session WHERE id = :id AND expires_at > :now;

-- name: openid_holder_of_code(grant, session, now)
SELECT {holder_columns}, 0 AS expires_at, g.scopes
  FROM openid_grant g JOIN openid_client c ON c.id = g.client_id
  JOIN person p ON p.id = g.person_id JOIN session s ON s.id = :session
 WHERE g.id = :grant AND {holds} AND {may_use};

-- name: openid_holder_of_token(hash, now)
SELECT {holder_columns}, l.expires_at, l.scopes
  FROM openid_login l JOIN openid_grant g ON g.id = l.grant_id
  JOIN openid_client c ON c.id = g.client_id JOIN person p ON p.id = g.person_id
  JOIN session s ON s.id = l.session_id
 WHERE l.token_hash = :hash AND l.expires_at > :now AND {holds} AND {may_use};

-- name: openid_login_insert(code_hash, token_hash, grant, session, scopes, expires_at)
INSERT INTO openid_login (code_hash, token_hash, grant_id, session_id, scopes, expires_at)
VALUES (:code_hash, :token_hash, :grant, :session, :scopes, :expires_at)
    ON CONFLICT (code_hash) DO NOTHING
RETURNING id;

-- name: openid_login_revoke(code_hash)
UPDATE openid_login SET token_hash = NULL WHERE code_hash = :code_hash;

-- name: openid_login_delete_of(grant)
DELETE FROM openid_login WHERE grant_id = :grant;

-- name: openid_login_delete_expired(now)
DELETE FROM openid_login WHERE expires_at <= :now;

-- name: openid_role_list(person, now)
SELECT DISTINCT role FROM person_role
 WHERE person_id = :person AND since <= :now AND (until IS NULL OR until > :now) ORDER BY role;
