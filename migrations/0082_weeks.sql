-- Themed weeks: their days, the posts of each, and who writes them.

CREATE TABLE week (
    item_id    INTEGER NOT NULL PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- a campaign that has days
    first_on   TEXT,                      -- 2016-09-26; NULL: not decided yet
    last_on    TEXT,                      -- 2016-09-30; likewise
    hashtag    TEXT NOT NULL DEFAULT '',  -- without its sign; '': none
    call_until TEXT,                      -- last day on which contributions are handed in; NULL: nobody is called for
    mail_at    TEXT NOT NULL DEFAULT '',  -- when each day's mail leaves, on the alliance's clocks: 08:00; '': none
    observance_id INTEGER REFERENCES item ON DELETE SET NULL, -- event that comes again each year, of which this is one; or NULL
    changed_at INTEGER NOT NULL           -- UTC
) STRICT;
CREATE INDEX week_by_observance ON week (observance_id) WHERE observance_id IS NOT NULL;

CREATE TABLE week_day (
    item_id    INTEGER NOT NULL PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- of the kind day: title its topic, summary its question
    held_on    TEXT NOT NULL,             -- 2016-09-26
    mailed_at  INTEGER                    -- its mail was planned, UTC; or NULL
) STRICT;
CREATE INDEX week_day_unmailed ON week_day (held_on) WHERE mailed_at IS NULL;

CREATE TABLE week_post (
    item_id    INTEGER NOT NULL PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- a post of a day
    day_id     INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of this one
    place      INTEGER NOT NULL           -- 1, 2, ... as an editor says
) STRICT;
CREATE INDEX week_post_by_day ON week_post (day_id, place);

CREATE TABLE week_writer (
    id         INTEGER PRIMARY KEY,       -- one person who is to write, or would like to, for one week
    week_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- the campaign
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- who
    day_id     INTEGER REFERENCES item ON DELETE SET NULL, -- for this day, or NULL: open
    post_id    INTEGER REFERENCES item ON DELETE SET NULL, -- what was begun, or NULL
    state      TEXT NOT NULL,             -- asked, offered, writes, declined
    words      TEXT NOT NULL DEFAULT '',  -- about what, plain text
    reminders  INTEGER NOT NULL DEFAULT 0, -- that were sent
    created_at INTEGER NOT NULL,          -- UTC
    changed_at INTEGER NOT NULL,          -- UTC
    UNIQUE (week_id, person_id)
) STRICT;
CREATE INDEX week_writer_by_person ON week_writer (person_id);
CREATE INDEX week_writer_by_day ON week_writer (day_id) WHERE day_id IS NOT NULL;
CREATE INDEX week_writer_by_post ON week_writer (post_id) WHERE post_id IS NOT NULL;
