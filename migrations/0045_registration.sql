-- Registering for events: how one registers, who did, what nobody has confirmed yet, what was reminded of.

CREATE TABLE registration_terms (
    item_id    INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- how one registers for this event
    is_open    INTEGER NOT NULL,          -- 0: nobody new comes in
    guests     INTEGER NOT NULL,          -- 1: also who is no member
    approval   INTEGER NOT NULL,          -- 1: the organiser decides about each
    recording  INTEGER NOT NULL,          -- 1: who cannot come may ask for the recording
    seats      INTEGER NOT NULL,          -- for so many registrations; 0: for all
    closes     TEXT NOT NULL DEFAULT '',  -- on the clocks of the event's zone, as event.starts; '': when it is over
    reminders  TEXT NOT NULL DEFAULT '',  -- as in alliance/reminder.c, commas between
    places     INTEGER NOT NULL DEFAULT 0 -- counts changes: the order of waiting, and what writers wait for
) STRICT;

CREATE TABLE registration (
    id         INTEGER PRIMARY KEY,       -- one who comes, waits, asks, or cannot come
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- to this event
    person_id  INTEGER REFERENCES person ON DELETE SET NULL, -- who; NULL: has no record, or is erased
    email      TEXT,                      -- of who has no record, folded; else NULL
    name       TEXT NOT NULL DEFAULT '',  -- likewise, plain text
    country    TEXT,                      -- as it was then, ISO 3166-1 alpha-2, or NULL
    language   TEXT NOT NULL,             -- of who has no record: reads in it, BCP 47
    zone       TEXT NOT NULL,             -- likewise, IANA
    state      TEXT NOT NULL,             -- in, waiting, asked, refused, recording, left
    people     INTEGER NOT NULL,          -- so many before one screen
    question   TEXT NOT NULL DEFAULT '',  -- for who speaks there, plain text
    place      INTEGER NOT NULL,          -- on the waiting list, of registration_terms.places
    sequence   INTEGER NOT NULL DEFAULT 0, -- counts changes of state, RFC 5545
    created_at INTEGER NOT NULL,          -- UTC
    changed_at INTEGER NOT NULL           -- state since, UTC
) STRICT;
CREATE INDEX registration_by_item ON registration (item_id, state, place, people);
CREATE UNIQUE INDEX registration_by_person ON registration (person_id, item_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX registration_by_email ON registration (email, item_id) WHERE email IS NOT NULL;

CREATE TABLE registration_request (
    id         INTEGER PRIMARY KEY,       -- what somebody who is not signed in wrote into the form
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- for this event
    token_hash BLOB NOT NULL UNIQUE,      -- BLAKE2b of the mailed link's secret
    email      TEXT NOT NULL,             -- folded
    name       TEXT NOT NULL,             -- plain text
    country    TEXT NOT NULL,             -- ISO 3166-1 alpha-2
    language   TEXT NOT NULL,             -- in which the form was read, BCP 47
    wish       TEXT NOT NULL,             -- come, recording
    people     INTEGER NOT NULL,          -- as registration.people
    question   TEXT NOT NULL,             -- as registration.question
    created_at INTEGER NOT NULL,          -- UTC
    expires_at INTEGER NOT NULL           -- the link works until then, UTC
) STRICT;
CREATE INDEX registration_request_by_email ON registration_request (email);
CREATE INDEX registration_request_by_expiry ON registration_request (expires_at);

CREATE TABLE registration_reminder (
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of this event
    starts_at  INTEGER NOT NULL,          -- that begins then, UTC
    reminder   TEXT NOT NULL,             -- this one was sent, as in alliance/reminder.c
    PRIMARY KEY (item_id, starts_at, reminder)
) STRICT, WITHOUT ROWID;
