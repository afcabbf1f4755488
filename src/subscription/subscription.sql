-- Mails for who is no member.

-- At most :most that work are there for one address.
-- name: subscription_insert(token_hash, email, purposes, language, evidence, now, expires_at, most)
INSERT INTO subscription_request (token_hash, email, purposes, language, evidence, created_at,
                                  expires_at)
SELECT CAST(:token_hash AS BLOB), :email, :purposes, :language, :evidence, :now, :expires_at
 WHERE (SELECT count(*) FROM subscription_request
         WHERE email = :email AND expires_at > :now) < :most;

-- name: subscription_find(token_hash, now)
SELECT id, created_at, email, purposes, language, evidence
  FROM subscription_request
 WHERE token_hash = :token_hash AND expires_at > :now;

-- name: subscription_delete_email(email)
DELETE FROM subscription_request WHERE email = :email;

-- name: subscription_delete_expired(now)
DELETE FROM subscription_request WHERE expires_at <= :now;

-- Agreements to mails that hold, of who is not a member.  :purposes has commas around each.
-- fragment: outside
person JOIN consent ON consent.person_id = person.id
 WHERE person.left_at <= :now AND person.erased_at IS NULL AND consent.given = 1
   AND :purposes LIKE '%,' || consent.purpose || ',%'
   AND NOT EXISTS (SELECT 1 FROM consent later
                    WHERE later.person_id = consent.person_id
                      AND later.purpose = consent.purpose AND later.id > consent.id)

-- name: subscription_list(now, purposes, limit, offset)
SELECT person.id, consent.answered_at, person.email, person.name, person.language, consent.purpose,
       consent.source
  FROM {outside}
 ORDER BY consent.answered_at DESC, consent.id DESC
 LIMIT :limit OFFSET :offset;

-- name: subscription_count(now, purposes)
SELECT count(DISTINCT person.id) FROM {outside};

-- Subscribers whose last answer is old and who agree to nothing; not those beside whose words a name stands.
-- name: subscription_list_idle(before, limit)
SELECT person.id
  FROM person
 WHERE person.left_at = person.joined_at AND person.left_at < :before AND person.erased_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM consent
                    WHERE consent.person_id = person.id AND consent.answered_at >= :before)
   AND NOT EXISTS (SELECT 1 FROM consent
                    WHERE consent.person_id = person.id AND consent.given = 1
                      AND NOT EXISTS (SELECT 1 FROM consent later
                                       WHERE later.person_id = consent.person_id
                                         AND later.purpose = consent.purpose
                                         AND later.id > consent.id))
   AND NOT EXISTS (SELECT 1 FROM comment
                    WHERE comment.person_id = person.id AND comment.body <> '')
 ORDER BY person.id
 LIMIT :limit;
