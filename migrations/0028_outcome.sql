-- What became of a mailing: two subjects tried, mails that came back, and counts without people.

ALTER TABLE mailing ADD COLUMN subject TEXT NOT NULL DEFAULT ''; -- in the place of the issue's title, for who reads the original; '': the title
ALTER TABLE mailing ADD COLUMN subject_b TEXT NOT NULL DEFAULT ''; -- a trial: every second mail has this subject; '': no trial
ALTER TABLE mailing ADD COLUMN share INTEGER NOT NULL DEFAULT 100; -- of a trial: of a hundred readers about so many get it
ALTER TABLE mailing ADD COLUMN again INTEGER NOT NULL DEFAULT 0; -- 1: only to whom the issue's last mail came back for a reason that passes
ALTER TABLE mailing ADD COLUMN counts_links INTEGER NOT NULL DEFAULT 0; -- 1: how often each link is followed, by all together

CREATE TABLE mailing_link (
    mailing_id INTEGER NOT NULL REFERENCES mailing ON DELETE CASCADE, -- a mailing that counts links
    number     INTEGER NOT NULL,    -- from 1, in the address that stands in its mails
    url        TEXT NOT NULL,       -- where it leads: a whole address
    PRIMARY KEY (mailing_id, number)
) STRICT;

ALTER TABLE outbox ADD COLUMN subject TEXT NOT NULL DEFAULT ''; -- of a trial: a or b, which subject it has; else ''
ALTER TABLE outbox ADD COLUMN came_back TEXT; -- it was sent and came back: class as in inbound/bounce.h; NULL: not that we know
ALTER TABLE outbox ADD COLUMN came_back_at INTEGER; -- UTC, or NULL

CREATE TABLE mailing_count (
    mailing_id INTEGER NOT NULL REFERENCES mailing ON DELETE CASCADE, -- a mailing
    subject    TEXT NOT NULL,       -- of its mails: a or b in a trial, else ''
    deed       TEXT NOT NULL,       -- what readers did: ended (the list, by the mail's link), answered, or link and its number
    n          INTEGER NOT NULL,    -- how often; who did it is not kept
    PRIMARY KEY (mailing_id, subject, deed)
) STRICT;
