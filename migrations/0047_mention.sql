-- Who is named with "@" in what is said; what such a person is told has digest_entry.why "mention".

CREATE TABLE mention (
    comment_id INTEGER NOT NULL,          -- in this comment; 0: in how the item itself begins
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,   -- below which the comment stood then
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- is named
    written    TEXT NOT NULL,             -- as it stands there behind the "@"
    since      INTEGER NOT NULL,          -- since when, UTC
    told_at    INTEGER,                   -- when the person was told, or it was seen that he wants no word of it, UTC; NULL: not yet
    PRIMARY KEY (comment_id, item_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_by_item ON mention (item_id);
CREATE INDEX mention_by_person ON mention (person_id);
CREATE INDEX person_by_name ON person (name);
CREATE INDEX person_by_name_latin ON person (name_latin) WHERE name_latin <> '';
