-- What a comment said before, the words by which readers answer it, and who thinks it does not belong here.

CREATE TABLE comment_version (
    id         INTEGER PRIMARY KEY,       -- an earlier version of a comment
    comment_id INTEGER NOT NULL REFERENCES comment ON DELETE CASCADE, -- which
    body       TEXT NOT NULL,             -- as it was, plain text with line breaks
    until      INTEGER NOT NULL           -- when it was changed, UTC
) STRICT;
CREATE INDEX comment_version_by_comment ON comment_version (comment_id);

CREATE TABLE comment_reaction (
    comment_id INTEGER NOT NULL REFERENCES comment ON DELETE CASCADE, -- to this comment
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- says this person
    word       TEXT NOT NULL,             -- thanks, agree, useful, differ
    since      INTEGER NOT NULL,          -- when it was said, UTC
    PRIMARY KEY (comment_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX comment_reaction_by_person ON comment_reaction (person_id);

CREATE TABLE comment_report (
    comment_id INTEGER NOT NULL REFERENCES comment ON DELETE CASCADE, -- that this comment does not belong here
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- says this person
    reason     TEXT NOT NULL,             -- plain text
    created_at INTEGER NOT NULL,          -- UTC
    PRIMARY KEY (comment_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX comment_report_by_person ON comment_report (person_id);
