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
