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

CREATE TABLE mailing (
    id         INTEGER PRIMARY KEY,  -- one sending of an issue to many
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- the issue
    filter     TEXT NOT NULL DEFAULT '', -- who of those that agreed, as roster/filter.h writes it
    state      TEXT NOT NULL,        -- planned, queueing, sending, held, stopped, done
    send_at    INTEGER NOT NULL,     -- not before, UTC
    morning    INTEGER NOT NULL DEFAULT 0, -- 1: at the next eight o'clock where each reader lives
    last_person INTEGER NOT NULL DEFAULT 0, -- up to this number people's mails are queued
    n_queued   INTEGER NOT NULL DEFAULT 0, -- mails
    created_by INTEGER REFERENCES person ON DELETE SET NULL, -- who decided it, or NULL
    created_at INTEGER NOT NULL      -- UTC
) STRICT;
CREATE INDEX mailing_by_item ON mailing (item_id);
CREATE INDEX mailing_running ON mailing (send_at) WHERE state IN ('planned', 'queueing', 'sending');

ALTER TABLE outbox ADD COLUMN mailing_id INTEGER REFERENCES mailing ON DELETE SET NULL; -- of many, or NULL
CREATE INDEX outbox_by_mailing ON outbox (mailing_id, person_id, state) WHERE mailing_id IS NOT NULL;
