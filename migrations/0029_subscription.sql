-- Mails for who is no member: what was asked for and not confirmed yet.  Who confirms is a row of
-- person whose membership has no length: left_at is joined_at, and the name is ''.

CREATE TABLE subscription_request (
    id         INTEGER PRIMARY KEY,       -- an address that somebody wrote into the form "Subscribe"
    token_hash BLOB NOT NULL UNIQUE,      -- BLAKE2b of the mailed link's secret
    email      TEXT NOT NULL,             -- folded
    purposes   TEXT NOT NULL,             -- ticked: consent.purpose, with commas between
    language   TEXT NOT NULL,             -- in which the form was read, BCP 47
    evidence   TEXT NOT NULL,             -- the id of the request that brought it, as in the log
    created_at INTEGER NOT NULL,          -- UTC
    expires_at INTEGER NOT NULL           -- the link works until then, UTC
) STRICT;
CREATE INDEX subscription_request_by_email ON subscription_request (email);
CREATE INDEX subscription_request_by_expiry ON subscription_request (expires_at);
