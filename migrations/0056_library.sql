-- The library: works, who made them, their editions, and who waits for one.

ALTER TABLE item ADD COLUMN holds_files INTEGER NOT NULL DEFAULT 0; -- 1: its files are for who may edit it, though its text is not

CREATE TABLE library_work (
    item_id    INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- title, description, funder's credit, topics
    type       TEXT NOT NULL DEFAULT '',  -- as in library/library.c: report, guide, ...; '': not said
    licence    TEXT NOT NULL DEFAULT '',  -- SPDX identifier, as in library/library.c; '': not said
    rights     TEXT NOT NULL DEFAULT '',  -- whose they are, in words
    doi        TEXT NOT NULL DEFAULT '',  -- 10.1000/182, given by hand; '': none
    changed_at INTEGER NOT NULL           -- last changed here, UTC
) STRICT;
CREATE UNIQUE INDEX library_work_by_doi ON library_work (doi) WHERE doi <> '';

CREATE TABLE library_author (
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- the work
    position   INTEGER NOT NULL,          -- in which order they stand there, from 1
    person_id  INTEGER REFERENCES person, -- who is a member; NULL: somebody else
    organisation_id INTEGER REFERENCES organisation, -- of which there is a page; NULL: none
    name       TEXT NOT NULL,             -- as it is printed; '' once the member is erased
    identifier TEXT NOT NULL DEFAULT '',  -- https://orcid.org/... or https://ror.org/...; '': none
    PRIMARY KEY (item_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX library_author_by_person ON library_author (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX library_author_by_organisation ON library_author (organisation_id) WHERE organisation_id IS NOT NULL;

CREATE TABLE library_edition (
    item_id    INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- texts, dates and files; its parent is the work
    number     INTEGER NOT NULL,          -- of the edition, from 1; the same in each language
    state      TEXT NOT NULL,             -- planned, validation, published, superseded, withdrawn
    out_at     INTEGER,                   -- first published, UTC; NULL: never
    reason     TEXT NOT NULL DEFAULT ''   -- of withdrawing it
) STRICT;

CREATE TABLE library_wish (
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- the edition
    person_id  INTEGER NOT NULL REFERENCES person, -- who is to be told when it is out
    asked_at   INTEGER NOT NULL,          -- UTC
    PRIMARY KEY (item_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX library_wish_by_person ON library_wish (person_id);
