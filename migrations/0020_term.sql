-- Terms of office with their history, and translations that wait for an editor.

ALTER TABLE person_role ADD COLUMN granted_at INTEGER; -- entered then, UTC; or NULL: before this was kept
ALTER TABLE person_role ADD COLUMN granted_by INTEGER REFERENCES person ON DELETE SET NULL; -- or NULL: the command line
ALTER TABLE person_role ADD COLUMN changed_at INTEGER; -- its end was set anew then, UTC; or NULL
ALTER TABLE person_role ADD COLUMN changed_by INTEGER REFERENCES person ON DELETE SET NULL; -- or NULL
ALTER TABLE person_role ADD COLUMN told INTEGER NOT NULL DEFAULT 0; -- who has heard of it, bits of alliance/role.h
CREATE INDEX person_role_by_until ON person_role (until) WHERE until IS NOT NULL;

CREATE UNIQUE INDEX task_only_one_person ON task (kind, person_id) WHERE state = 'open' AND person_id IS NOT NULL;

CREATE TABLE proposal (
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- the text
    language   TEXT NOT NULL,             -- into which it is translated, BCP 47
    title      TEXT NOT NULL,             -- as the translator wants it, plain text
    summary    TEXT NOT NULL,             -- likewise
    body       TEXT NOT NULL,             -- likewise, Markdown
    note       TEXT NOT NULL,             -- what the translator changed
    made_from  INTEGER NOT NULL,          -- version of the original that the translator saw
    version    INTEGER NOT NULL,          -- counts its saves, from 1
    proposed_by INTEGER REFERENCES person ON DELETE SET NULL, -- who saved it last, or NULL
    proposed_at INTEGER NOT NULL,         -- and when, UTC
    PRIMARY KEY (item_id, language)
) STRICT, WITHOUT ROWID;
