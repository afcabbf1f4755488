-- Polls: what is asked, who voted, what came out.

CREATE TABLE poll (
    item_id    INTEGER NOT NULL PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- its title is the question
    kind       TEXT NOT NULL,             -- single, several, ranked
    most       INTEGER NOT NULL,          -- options that one may choose: 1 of single, all of ranked
    secret     INTEGER NOT NULL,          -- 1: what was voted is linked to nobody once it is closed
    early      INTEGER NOT NULL,          -- 1: the count is shown before it is closed
    zone       TEXT NOT NULL,             -- IANA time zone in which its end is announced
    closes_at  INTEGER NOT NULL,          -- from here on votes are too late, UTC
    closed_at  INTEGER,                   -- counted, as of then, UTC; NULL: not yet
    voted      INTEGER NOT NULL DEFAULT 0, -- once closed: how many voted
    entitled   INTEGER NOT NULL DEFAULT 0 -- once closed: how many might have
) STRICT;
CREATE INDEX poll_open ON poll (closes_at) WHERE closed_at IS NULL;

CREATE TABLE poll_option (
    item_id    INTEGER NOT NULL REFERENCES poll ON DELETE CASCADE, -- of this poll
    number     INTEGER NOT NULL,          -- 1, 2, ...: as it is called, also in mails
    text       TEXT NOT NULL,             -- one line, plain text
    PRIMARY KEY (item_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE poll_vote (
    item_id    INTEGER NOT NULL REFERENCES poll ON DELETE CASCADE,   -- in this poll
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- this person has voted
    choice     TEXT NOT NULL,             -- numbers of options, best first of ranked: "2,1,3"; '' of a secret one once closed
    voted_at   INTEGER NOT NULL,          -- last, UTC
    PRIMARY KEY (item_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX poll_vote_by_person ON poll_vote (person_id);

CREATE TABLE poll_tally (
    item_id    INTEGER NOT NULL REFERENCES poll ON DELETE CASCADE, -- the count of this poll, frozen
    round      INTEGER NOT NULL,          -- 1, 2, ...
    number     INTEGER NOT NULL,          -- of the option; 0: votes that name no option any more
    votes      INTEGER NOT NULL,          -- that it had in this round
    state      TEXT NOT NULL,             -- won, equal, out, lot (out by lot), '' otherwise
    PRIMARY KEY (item_id, round, number)
) STRICT, WITHOUT ROWID;
