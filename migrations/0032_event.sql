-- What an event is beside its item, when it takes place, and people's own calendar addresses.

CREATE TABLE event (
    item_id    INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- the text, its place and its dates
    kind       TEXT NOT NULL,             -- as in alliance/event.c: symposium, webinar, ...
    series     TEXT NOT NULL DEFAULT '',  -- name of the series that it is of, plain text; '': none
    number     INTEGER NOT NULL DEFAULT 0, -- in the series; 0: none
    state      TEXT NOT NULL DEFAULT 'confirmed', -- tentative, confirmed, cancelled
    starts     TEXT NOT NULL DEFAULT '',  -- on the clocks of zone: 2017-03-16T09:00, a whole day: 2017-03-16; '': not known
    ends       TEXT NOT NULL DEFAULT '',  -- likewise, the last whole day; '': as it starts
    zone       TEXT NOT NULL DEFAULT 'UTC', -- IANA time zone of starts and ends
    zones      TEXT NOT NULL DEFAULT '',  -- IANA time zones in which it is announced, too; commas between
    rule       TEXT NOT NULL DEFAULT '',  -- as in calendar/rule.h, for what comes again; '': once
    leaves_out TEXT NOT NULL DEFAULT '',  -- days of the rule on which it is not; commas between
    adds       TEXT NOT NULL DEFAULT '',  -- days beside the rule on which it is; commas between
    host       TEXT NOT NULL DEFAULT '',  -- who holds it, plain text; '': the alliance
    join_link  TEXT,                      -- where one takes part by network, or NULL
    join_public INTEGER NOT NULL DEFAULT 0, -- 1: everybody sees that link, 0: members
    people     INTEGER NOT NULL DEFAULT 0, -- who sit together at a watch party; 0: not said
    uid        TEXT NOT NULL UNIQUE,      -- of its calendar entries: random, never changed
    sequence   INTEGER NOT NULL DEFAULT 0, -- counts changes of time and state, RFC 5545
    changed_at INTEGER NOT NULL           -- last changed here, UTC
) STRICT;
CREATE INDEX event_by_series ON event (series, number) WHERE series <> '';

-- Made from event and, where that does not know the time, from the item's dates; made anew when
-- either changes, and each night, since the rules of time zones change.
CREATE TABLE occurrence (
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- this event
    starts_at  INTEGER NOT NULL,          -- takes place from, UTC
    ends_at    INTEGER NOT NULL,          -- until, UTC
    day        TEXT NOT NULL,             -- where it is: ISO 8601, reduced precision if no more is known
    timed      INTEGER NOT NULL,          -- 1: at a time, 0: on a day, in a month, in a year
    PRIMARY KEY (item_id, starts_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX occurrence_by_end ON occurrence (ends_at, item_id);

CREATE TABLE calendar_address (
    person_id  INTEGER PRIMARY KEY REFERENCES person ON DELETE CASCADE, -- whose calendar
    token_hash BLOB NOT NULL UNIQUE,      -- of the secret in its address
    language   TEXT NOT NULL,             -- in which its entries are, as far as they are translated
    created_at INTEGER NOT NULL           -- UTC
) STRICT;
