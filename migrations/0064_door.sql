-- The day of an event: who has a ticket, who stands at the door, and each time that somebody was noted.

ALTER TABLE registration_terms ADD COLUMN door INTEGER NOT NULL DEFAULT 0; -- 1: who has a seat gets a ticket that is looked at there

CREATE TABLE attendance_mark (
    mark_key   TEXT PRIMARY KEY,          -- random, of whoever noted it: sent again it is the same mark
    registration_id INTEGER NOT NULL REFERENCES registration ON DELETE CASCADE, -- of this one
    came       INTEGER NOT NULL,          -- 1: it was there; 0: it was not, after all
    marked_at  INTEGER NOT NULL,          -- milliseconds since 1970, UTC, by the clock of who noted it, put right
    came_by    TEXT NOT NULL              -- how that is known, as registration.came_by
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_mark_by_registration ON attendance_mark (registration_id, came, marked_at);

INSERT INTO attendance_mark (mark_key, registration_id, came, marked_at, came_by)
SELECT 'before-' || id, id, 1, came_at * 1000, came_by FROM registration WHERE came_at IS NOT NULL;

CREATE TABLE door_link (
    id         INTEGER PRIMARY KEY,       -- the door's page for who has no account
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of this event
    token_hash BLOB NOT NULL UNIQUE,      -- BLAKE2b of its secret
    label      TEXT NOT NULL,             -- for whom it is, plain text
    created_at INTEGER NOT NULL           -- UTC
) STRICT;
CREATE INDEX door_link_by_item ON door_link (item_id);
