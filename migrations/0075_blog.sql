-- The blog: what author and editors say about a post, series, corrections.

CREATE TABLE post_note (
    id         INTEGER PRIMARY KEY,       -- a step of a post, or words about it; for its author and the editors
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- the post
    person_id  INTEGER REFERENCES person ON DELETE SET NULL, -- who; NULL: the program, or a former member
    act        TEXT NOT NULL,             -- words, or a step of alliance/post_review.c: hand-in, return, ...
    words      TEXT NOT NULL DEFAULT '',  -- plain text; '': none, or of a former member
    publish_at INTEGER,                   -- of scheduling: the moment, UTC; else NULL
    created_at INTEGER NOT NULL           -- UTC
) STRICT;
CREATE INDEX post_note_by_item ON post_note (item_id, id);
CREATE INDEX post_note_by_person ON post_note (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE post_part (
    item_id    INTEGER NOT NULL PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- a post that is a part of a series
    series_id  INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of this one
    place      INTEGER NOT NULL           -- 1, 2, ... as an editor says; the same place: by publication
) STRICT;
CREATE INDEX post_part_by_series ON post_part (series_id, place);

CREATE TABLE post_correction (
    id         INTEGER PRIMARY KEY,       -- what was wrong in a post that readers had already
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- the post
    person_id  INTEGER REFERENCES person ON DELETE SET NULL, -- who corrected it; NULL: a former member
    words      TEXT NOT NULL,             -- what it said and what is right, plain text, in the post's language
    corrected_at INTEGER NOT NULL         -- UTC
) STRICT;
CREATE INDEX post_correction_by_item ON post_correction (item_id, id);
CREATE INDEX post_correction_by_person ON post_correction (person_id) WHERE person_id IS NOT NULL;
