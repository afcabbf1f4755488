-- What people prove with who they are, beside links sent by mail.

CREATE TABLE credential (
    person_id   INTEGER NOT NULL PRIMARY KEY REFERENCES person ON DELETE CASCADE, -- whose
    password    TEXT NOT NULL,            -- argon2id with its salt and limits, as libsodium writes it
    password_at INTEGER NOT NULL          -- set then, UTC
) STRICT;

ALTER TABLE session ADD COLUMN made_by TEXT NOT NULL DEFAULT 'link'; -- how its owner signed in: link, password
