-- Topics as a vocabulary: their names in every language, what each covers, what leads to it.

ALTER TABLE topic ADD COLUMN scope TEXT NOT NULL DEFAULT ''; -- what it covers and what it does not, plain text; '': not said
ALTER TABLE topic ADD COLUMN broader_id INTEGER REFERENCES topic ON DELETE SET NULL; -- it is a part of this one, which is a part of none; or NULL
ALTER TABLE topic ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- counts what was changed of it, and what was merged into it
ALTER TABLE topic ADD COLUMN merged_into INTEGER REFERENCES topic; -- texts have this one instead, and addresses lead there; NULL: it stands by itself
ALTER TABLE topic ADD COLUMN merged_first INTEGER REFERENCES topic; -- into which it was merged itself, before that was merged, too; or NULL
ALTER TABLE topic ADD COLUMN merged_at INTEGER;              -- UTC; or NULL
ALTER TABLE topic ADD COLUMN merged_version INTEGER NOT NULL DEFAULT 0; -- that one's version then: while it is the same, there is a way back
CREATE INDEX topic_by_broader ON topic (broader_id) WHERE broader_id IS NOT NULL;
CREATE INDEX topic_by_merged_into ON topic (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX topic_by_merged_first ON topic (merged_first) WHERE merged_first IS NOT NULL;

CREATE TABLE topic_text (
    topic_id   INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE, -- this topic
    language   TEXT NOT NULL,             -- in this language, which is not the alliance's own
    name       TEXT NOT NULL DEFAULT '',  -- has this name; '': none
    scope      TEXT NOT NULL DEFAULT '',  -- and covers this; '': not said
    PRIMARY KEY (topic_id, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE topic_label (
    topic_id   INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE, -- this topic
    name       TEXT NOT NULL,             -- is found by this, too, which nobody is shown as its name
    PRIMARY KEY (topic_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE topic_former (
    slug       TEXT NOT NULL PRIMARY KEY, -- in addresses before a change
    topic_id   INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE -- they lead to this
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_former_by_topic ON topic_former (topic_id);

CREATE TABLE topic_moved (
    topic_id   INTEGER NOT NULL REFERENCES topic ON DELETE CASCADE, -- before this was merged
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,  -- this text had it
    had_both   INTEGER NOT NULL,          -- 1: and the other one as well
    PRIMARY KEY (topic_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_moved_by_item ON topic_moved (item_id);
