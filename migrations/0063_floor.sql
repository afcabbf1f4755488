-- Questions from the floor: what people ask of who speaks at an event, and who would like to know it, too.

CREATE TABLE floor_terms (
    item_id    INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- how one asks at this event
    is_open    INTEGER NOT NULL,          -- 0: nobody asks or gives a voice; what there is can be read
    guests     INTEGER NOT NULL,          -- 1: also who is neither registered nor a member, by a link of the own
    moderated  INTEGER NOT NULL           -- 1: each question is held; 0: only those of whom nothing was shown yet
) STRICT;

CREATE TABLE floor_voice (
    id         INTEGER PRIMARY KEY,       -- who takes part; random: no order tells who came when
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- in the questions of this event
    person_id  INTEGER REFERENCES person ON DELETE SET NULL, -- who; NULL: has no record, or is erased
    registration_id INTEGER REFERENCES registration ON DELETE SET NULL, -- by this registration, or NULL
    name       TEXT NOT NULL DEFAULT '',  -- of who has neither, as last written beside a question; plain text
    n_asked    INTEGER NOT NULL DEFAULT 0 -- so many questions were put, those without a name too
) STRICT;
CREATE INDEX floor_voice_by_item ON floor_voice (item_id);
CREATE INDEX floor_voice_by_person ON floor_voice (person_id, item_id) WHERE person_id IS NOT NULL;
CREATE INDEX floor_voice_by_registration ON floor_voice (registration_id) WHERE registration_id IS NOT NULL;

CREATE TABLE floor_question (
    id         INTEGER PRIMARY KEY,       -- one question
    item_id    INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- at this event
    number     INTEGER NOT NULL,          -- 1, 2, ...: as it is called there, also in mails
    voice_id   INTEGER REFERENCES floor_voice ON DELETE SET NULL, -- who asks; NULL: without a name, and nobody can tell
    registration_id INTEGER REFERENCES registration ON DELETE SET NULL, -- written when registering by this one; else NULL
    session_id INTEGER REFERENCES item ON DELETE SET NULL, -- to this session, or NULL: to the whole
    speaker    TEXT NOT NULL DEFAULT '',  -- to this speaker, as printed in the programme; '': to nobody by name
    speaker_id INTEGER REFERENCES person ON DELETE SET NULL, -- who that is, of a member; else NULL
    text       TEXT NOT NULL,             -- plain text
    status     TEXT NOT NULL,             -- held, shown, now (to be answered next), answered, hidden
    n_votes    INTEGER NOT NULL DEFAULT 0, -- people who gave a voice to it or to what was merged into it
    into_id    INTEGER REFERENCES floor_question ON DELETE SET NULL, -- merged into this one, or NULL
    answer     TEXT NOT NULL DEFAULT '',  -- what was answered, plain text; '': by word of mouth
    answered_at INTEGER,                  -- noted as answered, UTC
    recorded   INTEGER,                   -- the answer begins there in the recording, seconds; NULL: not said
    reason     TEXT NOT NULL DEFAULT '',  -- why it is hidden, for who asked
    created_at INTEGER NOT NULL,          -- UTC
    UNIQUE (item_id, number)
) STRICT;
CREATE INDEX floor_question_by_voice ON floor_question (voice_id) WHERE voice_id IS NOT NULL;
CREATE INDEX floor_question_by_session ON floor_question (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX floor_question_by_speaker ON floor_question (speaker_id) WHERE speaker_id IS NOT NULL;
CREATE INDEX floor_question_by_into ON floor_question (into_id) WHERE into_id IS NOT NULL;
CREATE UNIQUE INDEX floor_question_by_registration ON floor_question (registration_id) WHERE registration_id IS NOT NULL;

CREATE TABLE floor_vote (
    question_id INTEGER NOT NULL REFERENCES floor_question ON DELETE CASCADE, -- this question
    voice_id   INTEGER NOT NULL REFERENCES floor_voice ON DELETE CASCADE, -- would like to be answered this one, too
    PRIMARY KEY (question_id, voice_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX floor_vote_by_voice ON floor_vote (voice_id);

ALTER TABLE registration ADD COLUMN question_open INTEGER NOT NULL DEFAULT 0; -- 1: its owner agreed that others read the question, without the name
ALTER TABLE registration_request ADD COLUMN question_open INTEGER NOT NULL DEFAULT 0; -- as registration.question_open
