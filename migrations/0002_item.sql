-- Everything that the alliance shares, and what hangs on it.

CREATE TABLE pillar (
    slug       TEXT NOT NULL PRIMARY KEY, -- "convene", "knowledge", "advocate"
    position   INTEGER NOT NULL,          -- order in lists
    name       TEXT NOT NULL,             -- in the alliance's language
    name_fr    TEXT NOT NULL DEFAULT '',  -- in French, or ''
    sentence   TEXT NOT NULL DEFAULT ''   -- what it is about, plain text
) STRICT;

CREATE TABLE file (
    id         INTEGER PRIMARY KEY,       -- one content
    hash       TEXT NOT NULL UNIQUE,      -- BLAKE2b-256 of the content, hexadecimal
    type       TEXT NOT NULL,             -- media type, as sniffed
    size       INTEGER NOT NULL,          -- bytes
    created_at INTEGER NOT NULL,          -- first stored, UTC
    created_by INTEGER REFERENCES person ON DELETE SET NULL -- by whom, or NULL
) STRICT;

CREATE TABLE file_chunk (
    file_id    INTEGER NOT NULL REFERENCES file ON DELETE CASCADE, -- whose content
    n          INTEGER NOT NULL,          -- 0, 1, ...; each but the last has FILE_CHUNK bytes
    data       BLOB NOT NULL,             -- the bytes
    PRIMARY KEY (file_id, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE item (
    id         INTEGER PRIMARY KEY,       -- one thing that is shared
    kind       TEXT NOT NULL,             -- as in alliance/item.c: page, newsletter, event, ...
    slug       TEXT NOT NULL,             -- its part of the address
    parent_id  INTEGER REFERENCES item ON DELETE CASCADE, -- the place it is in, or NULL
    status     TEXT NOT NULL DEFAULT 'draft', -- draft, review, scheduled, published, archived
    audience   TEXT NOT NULL DEFAULT 'public', -- public, members, editors, secretariat
    pillar     TEXT REFERENCES pillar ON DELETE SET NULL, -- or NULL
    language   TEXT NOT NULL DEFAULT 'en', -- BCP 47, of title, summary and body
    title      TEXT NOT NULL,             -- plain text
    summary    TEXT NOT NULL DEFAULT '',  -- one sentence, plain text
    body       TEXT NOT NULL DEFAULT '',  -- Markdown
    author_id  INTEGER REFERENCES person ON DELETE SET NULL, -- or NULL
    author     TEXT NOT NULL DEFAULT '',  -- name as printed; stays when the person is gone
    credit     TEXT NOT NULL DEFAULT '',  -- who paid for it, plain text
    place      TEXT NOT NULL DEFAULT '',  -- where, plain text, if it is somewhere
    link       TEXT,                      -- a page elsewhere, or NULL
    image_id   INTEGER REFERENCES file ON DELETE SET NULL, -- or NULL
    planned_first TEXT,                   -- the plan when it was first announced, or NULL
    planned_on TEXT,                      -- the plan now: ISO 8601, reduced precision, or NULL
    actual_on  TEXT,                      -- when it was, likewise, or NULL if not yet
    publish_at INTEGER,                   -- scheduled: to be published then, UTC, or NULL
    published_at INTEGER,                 -- first published, UTC, or NULL
    listed_at  INTEGER NOT NULL DEFAULT 0, -- place in lists: first published, before that created, UTC
    created_at INTEGER NOT NULL,          -- UTC
    updated_at INTEGER NOT NULL,          -- last changed in any way, UTC
    version    INTEGER NOT NULL DEFAULT 1, -- counts saves by editors
    texts_version INTEGER NOT NULL DEFAULT 1, -- the version in which title, summary or body last changed
    texts_by   INTEGER REFERENCES person ON DELETE SET NULL, -- who wrote them as they are, or NULL
    texts_at   INTEGER NOT NULL DEFAULT 0, -- when, UTC
    texts_note TEXT NOT NULL DEFAULT '',  -- why, in the editor's words
    UNIQUE (kind, slug)
) STRICT;
-- Lists walk one of these from its end: no sorting, and who may see a row is known from the index.
CREATE INDEX item_by_kind ON item (kind, listed_at, id, status, audience, author_id);
CREATE INDEX item_by_time ON item (listed_at, id, kind, status, audience, author_id);
CREATE INDEX item_by_parent ON item (parent_id, listed_at, id) WHERE parent_id IS NOT NULL;
CREATE INDEX item_by_author ON item (author_id, listed_at, id) WHERE author_id IS NOT NULL;
CREATE INDEX item_by_plan ON item (kind, planned_on, id, status, audience, author_id)
    WHERE planned_on IS NOT NULL;
CREATE INDEX item_by_date ON item (kind, actual_on, id) WHERE actual_on IS NOT NULL;
CREATE INDEX item_by_published ON item (status, published_at, audience);
CREATE INDEX item_by_image ON item (image_id) WHERE image_id IS NOT NULL;
CREATE INDEX item_scheduled ON item (publish_at) WHERE status = 'scheduled';

CREATE TABLE item_translation (
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of which item
    language   TEXT NOT NULL,             -- BCP 47
    title      TEXT NOT NULL,             -- plain text
    summary    TEXT NOT NULL DEFAULT '',  -- plain text
    body       TEXT NOT NULL DEFAULT '',  -- Markdown
    made_from  INTEGER NOT NULL,          -- the item's version it translates; below texts_version: stale
    texts_by   INTEGER REFERENCES person ON DELETE SET NULL, -- who wrote it as it is, or NULL
    texts_note TEXT NOT NULL DEFAULT '',  -- why, in the editor's words
    updated_at INTEGER NOT NULL,          -- UTC
    PRIMARY KEY (item_id, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_revision (
    id         INTEGER PRIMARY KEY,       -- one state of the texts, kept before it was replaced
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of which item
    language   TEXT NOT NULL,             -- of the item itself or of a translation
    version    INTEGER NOT NULL,          -- counts from 1 within item and language
    title      TEXT NOT NULL,             -- plain text
    summary    TEXT NOT NULL,             -- plain text
    body       TEXT NOT NULL,             -- Markdown
    note       TEXT NOT NULL DEFAULT '',  -- why it was written, in the editor's words
    edited_by  INTEGER REFERENCES person ON DELETE SET NULL, -- who wrote this state, or NULL
    edited_at  INTEGER NOT NULL,          -- when it was written, UTC
    UNIQUE (item_id, language, version)
) STRICT;

CREATE TABLE topic (
    id         INTEGER PRIMARY KEY,       -- a subject that items are about
    slug       TEXT NOT NULL UNIQUE,      -- in addresses
    name       TEXT NOT NULL              -- plain text
) STRICT;

CREATE TABLE item_topic (
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- this item
    topic_id   INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE, -- is about this
    PRIMARY KEY (item_id, topic_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_topic_by_topic ON item_topic (topic_id);

CREATE TABLE item_file (
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- hangs on this item
    file_id    INTEGER NOT NULL REFERENCES file ON DELETE CASCADE, -- this content
    name       TEXT NOT NULL,             -- file name for downloads
    title      TEXT NOT NULL DEFAULT '',  -- what it is, plain text
    position   INTEGER NOT NULL DEFAULT 0, -- order
    PRIMARY KEY (item_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_file_by_file ON item_file (file_id);

CREATE TABLE comment (
    id         INTEGER PRIMARY KEY,       -- one contribution below an item
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- below this one
    parent_id  INTEGER REFERENCES comment ON DELETE CASCADE, -- the answer's question, or NULL
    person_id  INTEGER REFERENCES person ON DELETE SET NULL, -- NULL: a former member
    status     TEXT NOT NULL DEFAULT 'shown', -- shown, held, removed
    body       TEXT NOT NULL,             -- plain text with line breaks
    created_at INTEGER NOT NULL,          -- UTC
    edited_at  INTEGER                    -- or NULL
) STRICT;
CREATE INDEX comment_by_item ON comment (item_id, created_at);
CREATE INDEX comment_by_person ON comment (person_id, status);

CREATE TABLE figure_frozen (
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- published with this item
    name       TEXT NOT NULL,             -- as in alliance/figure.c
    asked      TEXT NOT NULL,             -- as of: an ISO 8601 date, or '' for the publication's
    value      INTEGER NOT NULL,          -- what it was
    counted_at INTEGER NOT NULL,          -- then, UTC
    PRIMARY KEY (item_id, name, asked)
) STRICT, WITHOUT ROWID;

CREATE TABLE redirect (
    path       TEXT NOT NULL PRIMARY KEY, -- an address of the old site: "/node/12"
    target     TEXT NOT NULL,             -- path here
    created_at INTEGER NOT NULL           -- UTC
) STRICT;

CREATE TABLE supporter (
    id         INTEGER PRIMARY KEY,       -- a partner or funder
    kind       TEXT NOT NULL,             -- funder, partner, host
    name       TEXT NOT NULL,             -- plain text
    credit     TEXT NOT NULL DEFAULT '',  -- the line that its rules ask for, plain text
    url        TEXT,                      -- or NULL
    position   INTEGER NOT NULL DEFAULT 0 -- order
) STRICT;
