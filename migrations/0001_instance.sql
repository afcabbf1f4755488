-- The instance: its settings, who is in it, what they may do, how they come in.

CREATE TABLE setting (
    name       TEXT NOT NULL PRIMARY KEY, -- as declared in alliance/setting.c
    value      TEXT NOT NULL              -- text of the declared kind
) STRICT;

CREATE TABLE secret (
    name       TEXT NOT NULL PRIMARY KEY, -- "key": signs the instance's tokens
    value      BLOB NOT NULL              -- never exported; a new instance makes its own
) STRICT;

CREATE TABLE country (
    iso2       TEXT NOT NULL PRIMARY KEY, -- ISO 3166-1 alpha-2
    iso3       TEXT NOT NULL UNIQUE,      -- ISO 3166-1 alpha-3
    name_en    TEXT NOT NULL,             -- names for recognising input; people see CLDR's
    name_fr    TEXT NOT NULL,             -- likewise
    name_es    TEXT NOT NULL,             -- likewise
    name_ar    TEXT NOT NULL,             -- likewise
    region     TEXT NOT NULL,             -- UN M49 region: "Africa"
    subregion  TEXT NOT NULL,             -- UN M49 sub-region, or intermediate region if it has one
    least_developed INTEGER NOT NULL      -- 1: on the UN's list of least developed countries
) STRICT;

CREATE TABLE person (
    id         INTEGER PRIMARY KEY,       -- never shown to other people
    email      TEXT NOT NULL UNIQUE,      -- folded: the key by which a person signs in
    name       TEXT NOT NULL,             -- as the person wants to be called, any script
    name_latin TEXT,                      -- the name in Latin script, if name is not
    country    TEXT REFERENCES country,   -- where the person works, or NULL if not said
    organisation TEXT NOT NULL DEFAULT '', -- its name, plain text
    position   TEXT NOT NULL DEFAULT '',  -- role there, plain text
    headline   TEXT NOT NULL DEFAULT '',  -- one sentence about the person
    level      TEXT,                      -- level of work: macro, mezzo, micro, or NULL
    language   TEXT NOT NULL DEFAULT 'en', -- BCP 47: for mails and pages
    zone       TEXT NOT NULL DEFAULT 'UTC', -- IANA time zone
    picture_id INTEGER,                   -- file shown as portrait, or NULL
    joined_at  INTEGER NOT NULL,          -- member since; seconds since 1970, UTC
    left_at    INTEGER,                   -- membership ended then, or NULL
    is_demo    INTEGER NOT NULL DEFAULT 0, -- 1: invented, marked wherever it is shown
    words      TEXT NOT NULL DEFAULT '',  -- name, address, organisation, folded: for finding
    version    INTEGER NOT NULL DEFAULT 1 -- counts changes
) STRICT;
CREATE INDEX person_by_joined ON person (joined_at, left_at, country);
CREATE INDEX person_by_country ON person (country, joined_at, left_at);
CREATE INDEX person_by_picture ON person (picture_id) WHERE picture_id IS NOT NULL;

CREATE TABLE person_role (
    id         INTEGER PRIMARY KEY,       -- one term of office
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- whose
    role       TEXT NOT NULL,             -- editor, secretariat, steering, ambassador
    since      INTEGER NOT NULL,          -- in force from this moment, UTC
    until      INTEGER                    -- and before this one, or NULL
) STRICT;
CREATE INDEX person_role_by_person ON person_role (person_id);
CREATE INDEX person_role_by_role ON person_role (role);

CREATE TABLE session (
    id         INTEGER PRIMARY KEY,       -- one sign-in on one device
    token_hash BLOB NOT NULL UNIQUE,      -- BLAKE2b of the cookie; the cookie itself is nowhere
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- who
    created_at INTEGER NOT NULL,          -- signed in then, UTC
    seen_at    INTEGER NOT NULL,          -- last used, exact to the hour, UTC
    expires_at INTEGER NOT NULL,          -- not valid from then on, UTC
    device     TEXT NOT NULL DEFAULT '',  -- the browser's name for itself, shortened
    notice     TEXT                       -- said once on the next page, or NULL
) STRICT;
CREATE INDEX session_by_person ON session (person_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE api_token (
    id         INTEGER PRIMARY KEY,       -- one bearer token
    token_hash BLOB NOT NULL UNIQUE,      -- BLAKE2b of it
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- acts with these rights
    name       TEXT NOT NULL,             -- what it is for, in its owner's words
    created_at INTEGER NOT NULL,          -- UTC
    used_at    INTEGER,                   -- last used, exact to the hour, or NULL
    expires_at INTEGER                    -- or NULL: until it is deleted
) STRICT;

CREATE TABLE mail_token (
    id         INTEGER PRIMARY KEY,       -- a link sent by mail that works once
    token_hash BLOB NOT NULL UNIQUE,      -- BLAKE2b of it
    purpose    TEXT NOT NULL,             -- "sign-in"
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- for whom
    next       TEXT NOT NULL DEFAULT '',  -- path to go to afterwards
    created_at INTEGER NOT NULL,          -- UTC
    expires_at INTEGER NOT NULL,          -- not valid from then on, UTC
    used_at    INTEGER                    -- used then, or NULL
) STRICT;
CREATE INDEX mail_token_by_expiry ON mail_token (expires_at);
