-- Mail to many: an index that holds priorities apart, and keys that sign.

DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (priority, send_at, id) WHERE state IN ('waiting', 'sending');

CREATE TABLE mail_key (
    id         INTEGER PRIMARY KEY, -- one pair that signs mails (DKIM)
    selector   TEXT NOT NULL UNIQUE, -- where in the domain's DNS its public half stands
    algorithm  TEXT NOT NULL,       -- rsa, ed25519
    private    BLOB NOT NULL,       -- both halves, PKCS #8
    record     TEXT NOT NULL,       -- what the DNS must say there
    created_at INTEGER NOT NULL,    -- UTC
    seen_at    INTEGER,             -- the DNS said so, and it signs since then, UTC; NULL: not yet
    ended_at   INTEGER              -- it does not sign any more since then, UTC, or NULL
) STRICT;
