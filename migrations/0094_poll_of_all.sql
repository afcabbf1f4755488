-- Polls of the whole alliance: opened once their translations are there, told of by mail, with options
-- in every reader's language.

ALTER TABLE poll ADD COLUMN mails INTEGER NOT NULL DEFAULT 0; -- 1: of the whole alliance, and its members are told of it by mail
ALTER TABLE poll ADD COLUMN told_at INTEGER;    -- that it has begun was told, or was not to be told, UTC; NULL: it is not open yet
ALTER TABLE poll ADD COLUMN reminded_at INTEGER; -- who had not voted was reminded, UTC; NULL: not
UPDATE poll SET told_at = (SELECT coalesce(item.published_at, item.created_at) FROM item WHERE item.id = poll.item_id);

ALTER TABLE person ADD COLUMN poll_mails INTEGER NOT NULL DEFAULT 1; -- 0: no mails about polls of the whole alliance

CREATE TABLE poll_option_word (
    item_id    INTEGER NOT NULL REFERENCES poll ON DELETE CASCADE, -- of this poll
    language   TEXT NOT NULL,             -- into which an option is translated, BCP 47
    original   TEXT NOT NULL,             -- the option as it stood then: where no option has this text any more, the translation is stale and not shown
    number     INTEGER NOT NULL,          -- the option's then
    text       TEXT NOT NULL,             -- one line, plain text
    corrected_at INTEGER,                 -- a translation into this language was changed after somebody had voted, last then, UTC; NULL: not
    PRIMARY KEY (item_id, language, original)
) STRICT, WITHOUT ROWID;
