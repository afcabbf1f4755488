-- Files by mail, for who is no member: what was asked for, until the button in the mail is pressed.

CREATE TABLE file_request (
    id         INTEGER PRIMARY KEY,       -- an address that somebody wrote into the form "By mail"
    token_hash BLOB NOT NULL UNIQUE,      -- BLAKE2b of the mailed link's secret
    email      TEXT NOT NULL,             -- folded
    file_id    INTEGER NOT NULL REFERENCES file,
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- on which it hangs
    wish       TEXT NOT NULL,             -- file, text
    language   TEXT NOT NULL,             -- in which the form was read, BCP 47
    created_at INTEGER NOT NULL,          -- UTC
    expires_at INTEGER NOT NULL           -- the link works until then, and then the row goes, UTC
) STRICT;
CREATE INDEX file_request_by_email ON file_request (email);
CREATE INDEX file_request_by_expiry ON file_request (expires_at);
CREATE INDEX file_request_by_file ON file_request (file_id);
CREATE INDEX file_request_by_item ON file_request (item_id);

-- Mails to them are forgotten once they were sent: alliance/file_request.c.
CREATE INDEX outbox_to_forget ON outbox (created_at) WHERE template IN ('file.asked', 'file.link');
