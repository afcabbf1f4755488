-- A second proof of who somebody is, and keys that are both proofs at once.

ALTER TABLE session ADD COLUMN second_at INTEGER; -- the second factor was proved then, UTC; or NULL: not, or none was wanted

CREATE TABLE second_factor (
    person_id  INTEGER NOT NULL PRIMARY KEY REFERENCES person ON DELETE CASCADE, -- whose
    secret     TEXT NOT NULL,             -- of the one-time codes (RFC 6238), sealed with the instance's key
    begun_at   INTEGER NOT NULL,          -- made and shown then, UTC
    confirmed_at INTEGER,                 -- in force since a first code was right, UTC; or NULL: not yet
    last_step  INTEGER NOT NULL DEFAULT 0 -- of the last code that was taken: it and those before it are spent
) STRICT;

CREATE TABLE recovery_code (
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- whose
    hash       BLOB NOT NULL,             -- BLAKE2b of it; the row goes when it is used
    PRIMARY KEY (person_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE passkey (
    id         INTEGER PRIMARY KEY,       -- one key on one device, or in one account of a device's maker
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- who signs in with it
    credential BLOB NOT NULL UNIQUE,      -- the device's name for it (WebAuthn: credential id)
    public_key BLOB NOT NULL,             -- COSE_Key, as it was registered
    counter    INTEGER NOT NULL,          -- the highest signature counter seen; 0: the device does not count
    name       TEXT NOT NULL,             -- in its owner's words
    created_at INTEGER NOT NULL,          -- registered then, UTC
    used_at    INTEGER                    -- last signed in with, UTC; or NULL
) STRICT;
CREATE INDEX passkey_by_person ON passkey (person_id);

CREATE TABLE passkey_challenge (
    hash       BLOB NOT NULL PRIMARY KEY, -- BLAKE2b of what a device is asked to sign; the row goes when it does
    holder     BLOB NOT NULL,             -- BLAKE2b of the cookie of the browser that asked
    purpose    TEXT NOT NULL,             -- "create": a new passkey; "get": signing in
    expires_at INTEGER NOT NULL           -- not valid from then on, UTC
) STRICT;
CREATE INDEX passkey_challenge_by_expiry ON passkey_challenge (expires_at);
