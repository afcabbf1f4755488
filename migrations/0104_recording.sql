-- What was recorded in rooms of a server of meetings, as that server tells of it, and when it is asked.

ALTER TABLE meeting ADD COLUMN looked_at INTEGER NOT NULL DEFAULT 0; -- the server was last asked for recordings, UTC; 0: never
ALTER TABLE meeting ADD COLUMN look_at INTEGER NOT NULL DEFAULT 0;   -- it is asked again from then on, UTC
ALTER TABLE meeting ADD COLUMN look_failed TEXT NOT NULL DEFAULT ''; -- away, secret, refused: why it did not answer last; '': it did

CREATE TABLE meeting_recording (
    id         INTEGER PRIMARY KEY,
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of the room of this event
    record_id  TEXT NOT NULL,             -- the server's name for it
    state      TEXT NOT NULL,             -- processing, processed, published, unpublished, deleted (or the server does not know it any more)
    starts_at  INTEGER NOT NULL,          -- UTC; 0: the server does not say
    ends_at    INTEGER NOT NULL,          -- UTC; 0: likewise
    seen_at    INTEGER NOT NULL,          -- the server last told of it, UTC
    changed_at INTEGER NOT NULL,          -- its state last became another one, UTC
    told_at    INTEGER,                   -- who leads the event got a task, UTC; NULL: not yet
    gone_at    INTEGER,                   -- likewise, because the event's page leads to it and it is gone; NULL: no, or it is back
    UNIQUE (item_id, record_id)
) STRICT;

CREATE TABLE meeting_playback (
    id           INTEGER PRIMARY KEY,     -- a way to watch or hear it
    recording_id INTEGER NOT NULL REFERENCES meeting_recording ON DELETE CASCADE,
    place        INTEGER NOT NULL,        -- 1, 2, ... as the server tells them; 0: not any more
    type         TEXT NOT NULL,           -- presentation, video, ...; '': the server does not say
    url          TEXT NOT NULL,           -- http or https
    minutes      INTEGER NOT NULL,        -- how long it is; 0: less than one, or not said
    UNIQUE (recording_id, url)
) STRICT;
