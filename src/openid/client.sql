-- fragment: client_columns
id, client_id, name, is_public, secret_hash, redirect_uris, logout_uris, scopes, audience,
algorithm, is_demo, created_at, used_at

-- name: openid_client_find(id)
SELECT {client_columns} FROM openid_client WHERE id = :id;

-- name: openid_client_find_name(client_id)
SELECT {client_columns} FROM openid_client WHERE client_id = :client_id;

-- name: openid_client_list()
SELECT {client_columns} FROM openid_client ORDER BY name, id;

-- name: openid_client_insert(client_id, name, is_public, secret_hash, redirect_uris, logout_uris, scopes, audience, algorithm, is_demo, now)
INSERT INTO openid_client (client_id, name, is_public, secret_hash, redirect_uris, logout_uris,
                           scopes, audience, algorithm, is_demo, created_at)
VALUES (:client_id, :name, :is_public, :secret_hash, :redirect_uris, :logout_uris, :scopes,
        :audience, :algorithm, :is_demo, :now)
RETURNING id;

-- name: openid_client_update(id, name, redirect_uris, logout_uris, scopes, audience, algorithm)
UPDATE openid_client
   SET name = :name, redirect_uris = :redirect_uris, logout_uris = :logout_uris,
       scopes = :scopes, audience = :audience, algorithm = :algorithm
 WHERE id = :id;

-- name: openid_client_set_secret(id, secret_hash)
UPDATE openid_client SET secret_hash = :secret_hash WHERE id = :id AND is_public = 0;

-- name: openid_client_touch(id, now)
UPDATE openid_client SET used_at = :now WHERE id = :id;

-- name: openid_client_delete(id)
DELETE FROM openid_client WHERE id = :id;
