-- fragment: key_is_published
(hidden_at IS NULL OR hidden_at > :now)

-- name: openid_key_insert(kid, algorithm, private, jwk, now, signs_at)
INSERT INTO openid_key (kid, algorithm, private, jwk, created_at, signs_at)
VALUES (:kid, :algorithm, :private, :jwk, :now, :signs_at);

-- name: openid_key_count(now)
SELECT count(*) FROM openid_key WHERE {key_is_published};

-- name: openid_key_find(algorithm, now)
SELECT algorithm, kid, private, jwk FROM openid_key
 WHERE algorithm = :algorithm AND signs_at <= :now AND {key_is_published}
 ORDER BY signs_at DESC, id DESC LIMIT 1;

-- name: openid_key_list(now)
SELECT algorithm, kid, private, jwk FROM openid_key WHERE {key_is_published} ORDER BY id DESC;

-- name: openid_key_hide(hidden_at)
UPDATE openid_key SET hidden_at = :hidden_at WHERE hidden_at IS NULL OR hidden_at > :hidden_at;

-- name: openid_key_delete_hidden(now)
DELETE FROM openid_key WHERE hidden_at <= :now;
