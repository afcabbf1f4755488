-- What the world sees of our sending, as it was looked at last.

CREATE TABLE sight (
    place        INTEGER PRIMARY KEY, -- in the order of the checks
    topic        TEXT NOT NULL,       -- what was looked at: spf, dkim, dmarc, mx, ptr, tls
    finding      TEXT NOT NULL,       -- what came out, as in alliance/sight_words.c
    subject      TEXT NOT NULL,       -- of which domain, host, or address
    found        TEXT NOT NULL DEFAULT '', -- what stands there, or the server's words
    record_name  TEXT NOT NULL DEFAULT '', -- what to publish: at this name; '': nothing
    record_type  TEXT NOT NULL DEFAULT '', -- TXT, MX, PTR
    record_value TEXT NOT NULL DEFAULT '',
    looked_at    INTEGER NOT NULL     -- UTC
) STRICT;

-- Who takes the mail of a domain, and how patient we are with it.

CREATE TABLE destination (
    name         TEXT PRIMARY KEY,           -- as in mail/pace.h: gmail.com, alliance.example
    next_at      INTEGER NOT NULL DEFAULT 0, -- the next mail's turn, milliseconds since 1970, UTC
    rest_seconds INTEGER NOT NULL DEFAULT 0, -- so long we wait when it asks again for patience; 0: all is well
    rest_until   INTEGER NOT NULL DEFAULT 0, -- no mail that can wait goes there before, UTC
    said         TEXT NOT NULL DEFAULT ''    -- its words when it asked last
) STRICT;
CREATE INDEX destination_asking ON destination (name) WHERE rest_seconds > 0;
