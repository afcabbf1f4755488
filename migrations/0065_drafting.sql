-- Shared drafts: paragraphs that keep their numbers, comments on them, proposed wordings.

ALTER TABLE item ADD COLUMN open_talk INTEGER NOT NULL DEFAULT 0; -- 1: who may read it may comment, though it is the talk of a group

CREATE TABLE drafting (
    item_id    INTEGER NOT NULL PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- its body is the text as it is now
    state      TEXT NOT NULL DEFAULT 'open', -- open (for comments), closed, final
    closes_at  INTEGER,                   -- open until then, UTC; NULL: until an editor closes it
    zone       TEXT NOT NULL DEFAULT 'UTC', -- IANA time zone in which that is announced
    event_id   INTEGER REFERENCES item ON DELETE SET NULL, -- the deadline in calendars, or NULL
    work_id    INTEGER REFERENCES item ON DELETE SET NULL -- the publication that it became, or NULL
) STRICT;
CREATE INDEX drafting_open ON drafting (closes_at) WHERE state = 'open';
CREATE INDEX drafting_by_event ON drafting (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX drafting_by_work ON drafting (work_id) WHERE work_id IS NOT NULL;

CREATE TABLE drafting_editor (
    item_id    INTEGER NOT NULL REFERENCES drafting ON DELETE CASCADE, -- of this draft
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- this person decides, too
    since      INTEGER NOT NULL,          -- added then, UTC
    PRIMARY KEY (item_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX drafting_editor_by_person ON drafting_editor (person_id);

CREATE TABLE drafting_paragraph (
    id         INTEGER PRIMARY KEY,       -- one paragraph through all revisions
    item_id    INTEGER NOT NULL REFERENCES drafting ON DELETE CASCADE, -- of this draft
    number     INTEGER NOT NULL,          -- 1, 2, ...: as it is called, for good; not its place
    place      INTEGER NOT NULL,          -- 1, 2, ... in the text; 0: it does not stand there any more
    body       TEXT NOT NULL,             -- Markdown, as it is or was last
    version    INTEGER NOT NULL DEFAULT 1, -- counts its wordings
    from_id    INTEGER REFERENCES drafting_paragraph ON DELETE SET NULL, -- split off from this one, or NULL
    into_id    INTEGER REFERENCES drafting_paragraph ON DELETE SET NULL, -- gone, and half of its words went into this one; or NULL
    UNIQUE (item_id, number)
) STRICT;
CREATE INDEX drafting_paragraph_by_from ON drafting_paragraph (from_id) WHERE from_id IS NOT NULL;
CREATE INDEX drafting_paragraph_by_into ON drafting_paragraph (into_id) WHERE into_id IS NOT NULL;

ALTER TABLE comment ADD COLUMN paragraph_id INTEGER REFERENCES drafting_paragraph ON DELETE SET NULL; -- about this paragraph of a shared draft; NULL: about the whole text
CREATE INDEX comment_by_paragraph ON comment (paragraph_id, created_at) WHERE paragraph_id IS NOT NULL;

CREATE TABLE drafting_proposal (
    comment_id INTEGER NOT NULL PRIMARY KEY REFERENCES comment ON DELETE CASCADE, -- which says why
    base       TEXT NOT NULL,             -- the paragraph as the proposer saw it, Markdown; '' once taken back
    wording    TEXT NOT NULL,             -- as it should be, Markdown; '': to be struck out
    state      TEXT NOT NULL DEFAULT 'open', -- open, accepted, adapted (accepted with changes), rejected, withdrawn
    reason     TEXT NOT NULL DEFAULT '',  -- of the decision, plain text
    decided_by INTEGER REFERENCES person ON DELETE SET NULL, -- an editor; NULL: not decided, or a former member
    decided_at INTEGER                    -- UTC; NULL: not decided
) STRICT;
CREATE INDEX drafting_proposal_by_decider ON drafting_proposal (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX drafting_proposal_open ON drafting_proposal (comment_id) WHERE state = 'open';

CREATE TABLE drafting_guest (
    id         INTEGER PRIMARY KEY,       -- a remark of who is no member, until the link in its mail is confirmed
    paragraph_id INTEGER NOT NULL REFERENCES drafting_paragraph ON DELETE CASCADE, -- about this one
    token_hash BLOB NOT NULL UNIQUE,      -- BLAKE2b of the mailed link's secret
    email      TEXT NOT NULL,             -- folded
    name       TEXT NOT NULL,             -- as it is to stand beside the words
    words      TEXT NOT NULL,             -- the remark, or why; plain text
    base       TEXT NOT NULL,             -- the paragraph as it was seen, Markdown
    wording    TEXT,                      -- as it should be, Markdown; NULL: no other is proposed
    language   TEXT NOT NULL,             -- in which the form was read, BCP 47
    created_at INTEGER NOT NULL,          -- UTC
    expires_at INTEGER NOT NULL           -- the link works until then, UTC
) STRICT;
CREATE INDEX drafting_guest_by_paragraph ON drafting_guest (paragraph_id);
CREATE INDEX drafting_guest_by_email ON drafting_guest (email);
CREATE INDEX drafting_guest_by_expiry ON drafting_guest (expires_at);
