-- What an event consists of: its sessions, and who speaks in them.

CREATE TABLE programme_session (
    item_id    INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- text, room (place) and recording (link); its parent is the event
    kind       TEXT NOT NULL,             -- as in alliance/programme.c: keynote, panel, break, ...
    starts     TEXT NOT NULL,             -- on the clocks of the event's zone: 2018-05-08T09:00
    ends       TEXT NOT NULL,             -- likewise
    cancelled  INTEGER NOT NULL DEFAULT 0, -- 1: it does not take place
    uid        TEXT NOT NULL UNIQUE,      -- of its calendar entry: random, never changed
    sequence   INTEGER NOT NULL DEFAULT 0, -- counts changes of time, room and state since it was published (RFC 5545); the event's are added
    changed_at INTEGER NOT NULL           -- last changed here, UTC
) STRICT;

CREATE TABLE programme_speaker (
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- the session
    position   INTEGER NOT NULL,          -- in which order they stand there, from 1
    moderates  INTEGER NOT NULL DEFAULT 0, -- 1: leads the session instead of speaking in it
    person_id  INTEGER REFERENCES person, -- who is a member; NULL: somebody else
    name       TEXT NOT NULL,             -- as it is printed; '' once the member is erased
    affiliation TEXT NOT NULL DEFAULT '', -- likewise; '': not said
    told       INTEGER NOT NULL DEFAULT 0, -- 1 + the SEQUENCE of which the member was told; 0: not told yet
    PRIMARY KEY (item_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX programme_speaker_by_person ON programme_speaker (person_id) WHERE person_id IS NOT NULL;
