-- What the organiser of an event asks: of who registers, and of everybody afterwards.

CREATE TABLE question (
    id         INTEGER PRIMARY KEY,       -- one of a questionnaire
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of this event
    use        TEXT NOT NULL,             -- when it is asked: registration, survey
    part       TEXT NOT NULL,             -- of whom: came (who comes, or came), missed (who cannot, or could not), '' everybody
    position   INTEGER NOT NULL,          -- in this order
    kind       TEXT NOT NULL,             -- as in alliance/question.c: line, text, one, several, yes
    text       TEXT NOT NULL,             -- plain, in the language of the event's own text
    need       TEXT NOT NULL DEFAULT '',  -- a ready-made one, as in alliance/question.c; '': the organiser's own
    required   INTEGER NOT NULL,          -- 1: who is asked must answer
    if_id      INTEGER REFERENCES question ON DELETE SET NULL, -- only of who answered that one ...
    if_number  INTEGER NOT NULL DEFAULT 0, -- ... like this, as answer.number
    retired_at INTEGER                    -- not asked since then, UTC: it has answers, which stay
) STRICT;
CREATE INDEX question_by_item ON question (item_id, use, position);
CREATE INDEX question_by_if ON question (if_id) WHERE if_id IS NOT NULL;

CREATE TABLE question_option (
    question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE, -- of this one
    number     INTEGER NOT NULL,          -- what answers have; never given to another text
    position   INTEGER NOT NULL,          -- in this order
    text       TEXT NOT NULL,             -- one line, plain, in the language of the question
    is_offered INTEGER NOT NULL,          -- 0: not any more, and somebody had chosen it
    PRIMARY KEY (question_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE question_word (
    question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE, -- of this one
    number     INTEGER NOT NULL,          -- 0: the question; else the option of this number
    language   TEXT NOT NULL,             -- translated into this one, BCP 47
    text       TEXT NOT NULL,             -- one line, plain
    PRIMARY KEY (question_id, number, language)
) STRICT, WITHOUT ROWID;

CREATE TABLE answer (
    id         INTEGER PRIMARY KEY,       -- random: no order tells who answered when
    question_id INTEGER NOT NULL REFERENCES question ON DELETE CASCADE, -- to this one
    registration_id INTEGER REFERENCES registration ON DELETE CASCADE, -- of this one; NULL: nobody knows any more, or the next
    request_id INTEGER REFERENCES registration_request ON DELETE CASCADE, -- of this one, which nobody has confirmed yet
    number     INTEGER NOT NULL,          -- option that was chosen; of yes 1, of no 2; 0: in words
    text       TEXT NOT NULL DEFAULT ''   -- the words, plain text
) STRICT;
CREATE INDEX answer_by_question ON answer (question_id, number);
CREATE INDEX answer_by_registration ON answer (registration_id, question_id) WHERE registration_id IS NOT NULL;
CREATE INDEX answer_by_request ON answer (request_id) WHERE request_id IS NOT NULL;

CREATE TABLE survey (
    item_id    INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- after this event
    is_on      INTEGER NOT NULL,          -- 1: it opens by itself when the event has ended
    is_anonymous INTEGER NOT NULL,        -- 1: answers are kept without whose they are
    is_published INTEGER NOT NULL,        -- 1: the event's page has the counts once it is closed
    days       INTEGER NOT NULL,          -- open for so many
    came_words TEXT NOT NULL,             -- to who came, plain text, above the questions
    missed_words TEXT NOT NULL,           -- to who could not
    opened_at  INTEGER                    -- opened by the organiser's button, with a mail, UTC
) STRICT;

CREATE TABLE survey_reply (
    registration_id INTEGER PRIMARY KEY REFERENCES registration ON DELETE CASCADE, -- has answered, once and for all
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE -- the survey of this event
) STRICT;
CREATE INDEX survey_reply_by_item ON survey_reply (item_id);
