-- Organisations with a page, their spellings and who speaks for them; a page that proves membership.

ALTER TABLE organisation ADD COLUMN slug TEXT NOT NULL DEFAULT ''; -- its part of the address
ALTER TABLE organisation ADD COLUMN website TEXT; -- http or https, or NULL
ALTER TABLE organisation ADD COLUMN about TEXT NOT NULL DEFAULT ''; -- some paragraphs, Markdown
ALTER TABLE organisation ADD COLUMN merged_into INTEGER REFERENCES organisation; -- this row is but a spelling of that one; or NULL
ALTER TABLE organisation ADD COLUMN merged_at INTEGER; -- since then, UTC; or NULL
UPDATE organisation SET slug = 'organisation-' || id;
CREATE UNIQUE INDEX organisation_by_slug ON organisation (slug);
CREATE INDEX organisation_by_merge ON organisation (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE organisation_move (
    organisation_id INTEGER NOT NULL REFERENCES organisation ON DELETE CASCADE, -- became a spelling of another
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- who was there, to be brought back
    PRIMARY KEY (organisation_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation_apart (
    first_id   INTEGER NOT NULL REFERENCES organisation ON DELETE CASCADE, -- the smaller number
    second_id  INTEGER NOT NULL REFERENCES organisation ON DELETE CASCADE, -- looks alike and is another
    PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE representative (
    id         INTEGER PRIMARY KEY,       -- somebody who speaks for an organisation, or offers to
    organisation_id INTEGER NOT NULL REFERENCES organisation ON DELETE CASCADE, -- which
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- who
    created_at INTEGER NOT NULL,          -- offered then, UTC
    confirmed_at INTEGER,                 -- the secretariat agreed then, UTC, or NULL
    since      INTEGER,                   -- in force from this moment, UTC, or NULL before that
    until      INTEGER                    -- and until this one, UTC, or NULL: open
) STRICT;
CREATE INDEX representative_by_organisation ON representative (organisation_id);
CREATE INDEX representative_by_person ON representative (person_id);

CREATE TABLE badge (
    person_id  INTEGER NOT NULL PRIMARY KEY REFERENCES person ON DELETE CASCADE, -- whose membership anybody can look up
    token      TEXT NOT NULL UNIQUE,      -- in the page's address, random
    created_at INTEGER NOT NULL           -- switched on then, UTC
) STRICT;

-- Everybody has an address; new people get theirs when they join.
-- sqlite:
UPDATE person SET handle = lower(hex(randomblob(8))) WHERE handle IS NULL;
-- postgres:
UPDATE person SET handle = left(replace(CAST(gen_random_uuid() AS text), '-', ''), 12) || left(replace(CAST(gen_random_uuid() AS text), '-', ''), 4)
 WHERE handle IS NULL;
-- both:
