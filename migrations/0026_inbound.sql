-- Mail that arrives, and addresses from which mail comes back.

CREATE TABLE inbound (
    id         INTEGER PRIMARY KEY,       -- one message to one of our addresses
    identity   TEXT NOT NULL UNIQUE,      -- digest of sender, receiver and Message-ID: the same message is taken once
    received_at INTEGER NOT NULL,         -- UTC
    envelope_from TEXT NOT NULL,          -- as the mail server says; '': a report
    envelope_to TEXT NOT NULL,            -- the address of ours
    sender     TEXT NOT NULL,             -- From, or ''
    sender_name TEXT NOT NULL,            -- as From calls it
    subject    TEXT NOT NULL,             -- one line
    class      TEXT NOT NULL,             -- answer, letter, loop, list, or as in inbound/bounce.h
    state      TEXT NOT NULL,             -- done, held, refused, dropped
    note       TEXT NOT NULL,             -- what was done and why: English, a text of the program
    words      TEXT NOT NULL,             -- the new words, or what a server said
    files      TEXT NOT NULL,             -- names of the files that came along, a line each
    purpose    TEXT NOT NULL,             -- of the address, as in mail/address.h; ''
    number     INTEGER NOT NULL,          -- likewise; 0
    person_id  INTEGER REFERENCES person ON DELETE SET NULL, -- for whom the address was made, or NULL
    sender_id  INTEGER REFERENCES person ON DELETE SET NULL, -- who has the address in From, or NULL
    item_id    INTEGER REFERENCES item ON DELETE SET NULL, -- about this, or NULL
    raw        BLOB,                      -- the beginning of the message as it came, or NULL: deleted
    decided_by INTEGER REFERENCES person ON DELETE SET NULL, -- who decided about one that was held, or NULL
    decided_at INTEGER                    -- UTC, or NULL
) STRICT;
CREATE INDEX inbound_by_state ON inbound (state, received_at);
CREATE INDEX inbound_by_person ON inbound (person_id);
CREATE INDEX inbound_by_sender ON inbound (sender);

CREATE TABLE bounce (
    id         INTEGER PRIMARY KEY,       -- one report about an address
    address    TEXT NOT NULL,             -- to which we had written
    class      TEXT NOT NULL,             -- as in inbound/bounce.h
    status     TEXT NOT NULL,             -- RFC 3463, or ''
    reason     TEXT NOT NULL,             -- in words: English, a text of the program
    said       TEXT NOT NULL,             -- the server's own words
    counted    INTEGER NOT NULL,          -- 1: surely about a mail of ours, so it has weight
    at         INTEGER NOT NULL           -- UTC
) STRICT;
CREATE INDEX bounce_by_address ON bounce (address, at);

CREATE TABLE mail_reach (
    address    TEXT NOT NULL PRIMARY KEY, -- from which mail came back
    score      REAL NOT NULL,             -- as it was at scored_at; falls to a half in LIMIT_BOUNCE_DAYS
    scored_at  INTEGER NOT NULL,          -- UTC
    day_weight REAL NOT NULL,             -- what was added on the day of scored_at
    paused_at  INTEGER                    -- since then it gets no mail, UTC; or NULL
) STRICT;

CREATE TABLE sender_block (
    address    TEXT NOT NULL PRIMARY KEY, -- what comes from here is dropped
    blocked_at INTEGER NOT NULL,          -- UTC
    blocked_by INTEGER REFERENCES person ON DELETE SET NULL -- or NULL
) STRICT;
