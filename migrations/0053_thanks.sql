-- Mails after an event: what came out of it, told to whom.

CREATE TABLE thanks_told (
    registration_id INTEGER NOT NULL REFERENCES registration ON DELETE CASCADE, -- its owner was told
    thing      TEXT NOT NULL,             -- recording, slides, summary; as in alliance/thanks_mail.c
    target_id  INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- of this session or summary
    file_id    INTEGER NOT NULL,          -- of slides: which file; else 0
    round      INTEGER NOT NULL,          -- in which round of mails: registration_terms.places of then
    told_at    INTEGER NOT NULL,          -- queued then, UTC
    PRIMARY KEY (registration_id, thing, target_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX thanks_told_by_target ON thanks_told (target_id);
