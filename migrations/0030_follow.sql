-- Comments by mail: who follows which text.

CREATE TABLE follow (
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,   -- its new comments
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- go to this person
    wants      INTEGER NOT NULL, -- 1: yes; 0: no, even of what the person wrote; no row: of what the person wrote alone
    since      INTEGER NOT NULL, -- when that was said, UTC
    PRIMARY KEY (item_id, person_id)
) STRICT;
CREATE INDEX follow_by_person ON follow (person_id);

ALTER TABLE person ADD COLUMN comment_mails INTEGER NOT NULL DEFAULT 1; -- 0: no comments by mail, whatever the person follows
