-- What waits, what runs, what goes out, what was done.

CREATE TABLE task (
    id         INTEGER PRIMARY KEY,       -- one step that waits for somebody
    kind       TEXT NOT NULL,             -- as in alliance/task.c
    item_id    INTEGER REFERENCES item ON DELETE CASCADE, -- about this, or NULL
    person_id  INTEGER REFERENCES person ON DELETE CASCADE, -- about this person, or NULL
    subject    TEXT NOT NULL,             -- one line, in the alliance's language
    assignee_id INTEGER REFERENCES person ON DELETE SET NULL, -- this person, or
    assignee_role TEXT,                   -- whoever has this role
    state      TEXT NOT NULL DEFAULT 'open', -- open, done, dropped
    due_at     INTEGER NOT NULL,          -- UTC
    reminded_at INTEGER,                  -- last reminder, UTC, or NULL
    escalated_at INTEGER,                 -- handed on because it was late, UTC, or NULL
    created_at INTEGER NOT NULL,          -- UTC
    closed_at  INTEGER,                   -- UTC, or NULL
    closed_by  INTEGER REFERENCES person ON DELETE SET NULL -- or NULL
) STRICT;
CREATE INDEX task_by_state ON task (state, due_at);
CREATE INDEX task_by_assignee ON task (assignee_id, state);
CREATE INDEX task_by_role ON task (assignee_role, state);
CREATE UNIQUE INDEX task_only_one ON task (kind, item_id) WHERE state = 'open';

CREATE TABLE job (
    id         INTEGER PRIMARY KEY,       -- one piece of background work
    kind       TEXT NOT NULL,             -- as in alliance/job.c
    argument   TEXT NOT NULL DEFAULT '',  -- what it works on
    run_at     INTEGER NOT NULL,          -- not before, UTC
    lease_until INTEGER NOT NULL DEFAULT 0, -- a worker has it until then, UTC
    attempts   INTEGER NOT NULL DEFAULT 0, -- begun so often
    last_error TEXT,                      -- of the last attempt, or NULL
    done_at    INTEGER,                   -- UTC, or NULL
    failed_at  INTEGER,                   -- given up, UTC, or NULL
    created_at INTEGER NOT NULL           -- UTC
) STRICT;
CREATE INDEX job_waiting ON job (run_at) WHERE done_at IS NULL AND failed_at IS NULL;

CREATE TABLE schedule (
    kind       TEXT NOT NULL PRIMARY KEY, -- job that returns
    every      INTEGER NOT NULL,          -- seconds
    next_at    INTEGER NOT NULL,          -- UTC
    last_at    INTEGER,                   -- last begun, UTC, or NULL
    last_seconds REAL,                    -- how long it took, or NULL
    last_result TEXT NOT NULL DEFAULT ''  -- what it said
) STRICT;

CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY,       -- one mail to one person; with created_at its Message-ID
    template   TEXT NOT NULL,             -- which mail, as in the feature's table
    person_id  INTEGER REFERENCES person ON DELETE CASCADE, -- to whom, or NULL
    address    TEXT NOT NULL,             -- to this address
    language   TEXT NOT NULL,             -- BCP 47, of the reader
    argument   TEXT NOT NULL DEFAULT '',  -- what the template needs, JSON
    secret     TEXT NOT NULL DEFAULT '',  -- likewise, but emptied once sent or too old: links
    priority   INTEGER NOT NULL DEFAULT 5, -- smaller goes first; a sign-in link is 0
    state      TEXT NOT NULL DEFAULT 'waiting', -- waiting, sending, sent, failed, kept
    send_at    INTEGER NOT NULL,          -- not before, UTC
    lease_until INTEGER NOT NULL DEFAULT 0, -- a sender has it until then, UTC
    attempts   INTEGER NOT NULL DEFAULT 0, -- begun so often
    last_error TEXT,                      -- the server's words, or NULL
    sent_at    INTEGER,                   -- UTC, or NULL
    created_at INTEGER NOT NULL           -- UTC
) STRICT;
CREATE INDEX outbox_waiting ON outbox (priority, send_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_by_time ON outbox (created_at);

CREATE TABLE audit (
    id         INTEGER PRIMARY KEY,       -- one act
    at         INTEGER NOT NULL,          -- UTC
    person_id  INTEGER,                   -- who; kept when the person is gone; NULL: the program
    action     TEXT NOT NULL,             -- verb: "item.publish"
    item_id    INTEGER,                   -- on which item, or NULL
    subject    TEXT NOT NULL DEFAULT '',  -- on what, plain text, no secret
    request_id TEXT NOT NULL DEFAULT ''   -- as in the log
) STRICT;
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_item ON audit (item_id);
