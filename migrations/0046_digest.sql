-- What somebody follows, gathered for one mail a day or a week.

ALTER TABLE person ADD COLUMN pace INTEGER NOT NULL DEFAULT 0; -- what the person follows comes by mail 0: each at once; 1, 7: gathered for so many days
ALTER TABLE follow ADD COLUMN pace INTEGER; -- of a group's page: likewise, for what is in the group; NULL: as the person's

CREATE TABLE digest_entry (
    id         INTEGER PRIMARY KEY,       -- one thing that a person is told
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- who
    kind       TEXT NOT NULL,             -- what, as the mail that would be sent at once is called
    why        TEXT NOT NULL,             -- follow: the item is followed; group: it began in a group of the person's
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of what; if the comment was moved, of its item
    comment_id INTEGER REFERENCES comment ON DELETE CASCADE, -- which comment, or NULL
    created_at INTEGER NOT NULL,          -- UTC
    due_at     INTEGER NOT NULL DEFAULT 0, -- goes out then, UTC; 0: to be reckoned by the person's clock and wishes
    mail_id    INTEGER REFERENCES outbox ON DELETE CASCADE -- in this mail, or NULL: it waits
) STRICT;
CREATE INDEX digest_entry_due ON digest_entry (due_at, person_id) WHERE mail_id IS NULL;
CREATE INDEX digest_entry_by_person ON digest_entry (person_id);
CREATE INDEX digest_entry_by_mail ON digest_entry (mail_id) WHERE mail_id IS NOT NULL;
CREATE INDEX digest_entry_by_item ON digest_entry (item_id);
CREATE INDEX digest_entry_by_comment ON digest_entry (comment_id) WHERE comment_id IS NOT NULL;
