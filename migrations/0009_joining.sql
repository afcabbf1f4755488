-- Joining: what strangers ask, what they agree to, and what members say about themselves.

CREATE TABLE organisation (
    id         INTEGER PRIMARY KEY,       -- where people work: a ministry, a university, an NGO
    name       TEXT NOT NULL,             -- as it calls itself
    words      TEXT NOT NULL,             -- the name folded: one record for every way of writing it
    type       TEXT NOT NULL DEFAULT '',  -- government, university, ...; '' not said
    country    TEXT REFERENCES country,   -- where it sits, or NULL
    created_at INTEGER NOT NULL           -- UTC
) STRICT;
CREATE UNIQUE INDEX organisation_by_words ON organisation (words, coalesce(country, ''));
ALTER TABLE person ADD COLUMN organisation_id INTEGER REFERENCES organisation;
CREATE INDEX person_by_organisation ON person (organisation_id) WHERE organisation_id IS NOT NULL;

CREATE TABLE interest (
    slug       TEXT PRIMARY KEY,          -- a subject that members can be interested in
    name       TEXT NOT NULL,             -- in the alliance's own language
    name_fr    TEXT NOT NULL DEFAULT '',  -- in French, or ''
    position   INTEGER NOT NULL           -- order in lists
) STRICT;

CREATE TABLE person_interest (
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- who
    interest   TEXT NOT NULL REFERENCES interest ON DELETE CASCADE,  -- in what
    PRIMARY KEY (person_id, interest)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_interest_by_interest ON person_interest (interest);

CREATE TABLE person_language (
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- who
    language   TEXT NOT NULL,             -- BCP 47, in which the person works
    PRIMARY KEY (person_id, language)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_language_by_language ON person_language (language);

CREATE TABLE join_request (
    id         INTEGER PRIMARY KEY,       -- what somebody typed; nobody is a member by it
    token_hash BLOB NOT NULL UNIQUE,      -- BLAKE2b of the mailed link's secret
    email      TEXT NOT NULL,             -- folded
    name       TEXT NOT NULL,             -- as the person wants to be called
    country    TEXT NOT NULL REFERENCES country, -- where the person works
    organisation TEXT NOT NULL DEFAULT '', -- its name, or ''
    organisation_type TEXT NOT NULL DEFAULT '', -- as organisation.type
    level      TEXT,                      -- macro, mezzo, micro, or NULL
    interests  TEXT NOT NULL DEFAULT '',  -- slugs with commas between
    languages  TEXT NOT NULL DEFAULT '',  -- BCP 47, with commas between
    purposes   TEXT NOT NULL DEFAULT '',  -- agreed to: consent.purpose, with commas between
    language   TEXT NOT NULL,             -- in which the form was read, BCP 47
    zone       TEXT NOT NULL DEFAULT '',  -- IANA time zone, once confirmed
    evidence   TEXT NOT NULL,             -- the id of the request that brought it, as in the log
    state      TEXT NOT NULL DEFAULT 'open', -- open, waiting (for the secretariat)
    created_at INTEGER NOT NULL,          -- UTC
    expires_at INTEGER NOT NULL           -- the link works until then, UTC
) STRICT;
CREATE INDEX join_request_by_email ON join_request (email);
CREATE INDEX join_request_by_expiry ON join_request (expires_at);

CREATE TABLE consent_wording (
    id         INTEGER PRIMARY KEY,       -- words that somebody answered to
    purpose    TEXT NOT NULL,             -- newsletter, directory, contact
    language   TEXT NOT NULL,             -- of the words, BCP 47
    version    INTEGER NOT NULL,          -- 1, 2, ... within purpose and language
    text       TEXT NOT NULL,             -- exactly as shown
    created_at INTEGER NOT NULL,          -- first answered to then, UTC
    UNIQUE (purpose, language, text)
) STRICT;

CREATE TABLE consent (
    id         INTEGER PRIMARY KEY,       -- one answer; the last of a purpose holds; never changed
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- whose
    purpose    TEXT NOT NULL,             -- newsletter, directory, contact
    wording_id INTEGER NOT NULL REFERENCES consent_wording, -- to which words
    given      INTEGER NOT NULL,          -- 1: yes, 0: withdrawn
    source     TEXT NOT NULL,             -- join, preferences, import, secretariat
    evidence   TEXT NOT NULL,             -- a request's id, a file's name and row
    answered_at INTEGER NOT NULL          -- UTC
) STRICT;
CREATE INDEX consent_by_person ON consent (person_id, purpose, id);
