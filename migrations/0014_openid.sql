-- Other tools that use the same account (OpenID Connect): which, who agreed, what they hold now.

CREATE TABLE openid_key (
    id         INTEGER PRIMARY KEY,       -- a pair of keys that signs ID tokens
    kid        TEXT NOT NULL UNIQUE,      -- its name in tokens and in the published set
    algorithm  TEXT NOT NULL,             -- RS256 or EdDSA
    private    BLOB NOT NULL,             -- PKCS #8, DER
    jwk        TEXT NOT NULL,             -- the public half as published: a JSON object, RFC 7517
    created_at INTEGER NOT NULL,          -- published from then on, UTC
    signs_at   INTEGER NOT NULL,          -- the newest of those that sign does, from then on, UTC
    hidden_at  INTEGER                    -- not published from then on, UTC; NULL: not yet known
) STRICT;

CREATE TABLE openid_client (
    id         INTEGER PRIMARY KEY,       -- a tool that the secretariat registered
    client_id  TEXT NOT NULL UNIQUE,      -- random: its name in the protocol
    name       TEXT NOT NULL,             -- as people know it
    is_public  INTEGER NOT NULL,          -- 1: it cannot keep a secret, PKCE is demanded
    secret_hash BLOB,                     -- BLAKE2b of the secret; NULL for a public one
    redirect_uris TEXT NOT NULL,          -- where people are sent back to, one a line, exact
    logout_uris TEXT NOT NULL DEFAULT '', -- likewise after signing out
    scopes     TEXT NOT NULL,             -- what it may ask for beside openid, spaces between
    audience   TEXT NOT NULL DEFAULT '',  -- '' all members, or the role that is needed
    algorithm  TEXT NOT NULL,             -- of its ID tokens: RS256 or EdDSA
    is_demo    INTEGER NOT NULL DEFAULT 0, -- 1: invented, marked wherever it is shown
    created_at INTEGER NOT NULL,          -- UTC
    used_at    INTEGER                    -- somebody last signed in with it, UTC; or NULL
) STRICT;

CREATE TABLE openid_grant (
    id         INTEGER PRIMARY KEY,       -- what a person agreed to give to a tool
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- who
    client_id  INTEGER NOT NULL REFERENCES openid_client ON DELETE CASCADE, -- to which
    subject    TEXT NOT NULL UNIQUE,      -- random: the person's name for this tool alone
    scopes     TEXT NOT NULL,             -- agreed to, spaces between
    agreed_at  INTEGER NOT NULL,          -- last time, UTC
    withdrawn_at INTEGER,                 -- nothing is given from then on, UTC; or NULL
    used_at    INTEGER,                   -- last signed in with it, UTC; or NULL
    UNIQUE (person_id, client_id)
) STRICT;
CREATE INDEX openid_grant_by_client ON openid_grant (client_id);

CREATE TABLE openid_login (
    id         INTEGER PRIMARY KEY,       -- a code that was exchanged, and the token for it
    code_hash  BLOB NOT NULL UNIQUE,      -- BLAKE2b: no code is good twice
    token_hash BLOB UNIQUE,               -- of the access token; NULL once it is revoked
    grant_id   INTEGER NOT NULL REFERENCES openid_grant ON DELETE CASCADE, -- whose, for which tool
    session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE, -- nothing outlives it
    scopes     TEXT NOT NULL,             -- of this token, spaces between
    expires_at INTEGER NOT NULL           -- of the access token, UTC
) STRICT;
CREATE INDEX openid_login_by_grant ON openid_login (grant_id);
CREATE INDEX openid_login_by_session ON openid_login (session_id);
CREATE INDEX openid_login_by_expiry ON openid_login (expires_at);
