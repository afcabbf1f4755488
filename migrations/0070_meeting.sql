-- Rooms of a server of meetings (BigBlueButton).

ALTER TABLE registration_terms ADD COLUMN meeting TEXT NOT NULL DEFAULT ''; -- one takes part in a room of our server: room, or recorded (who leads may record it); '': no
ALTER TABLE registration_terms ADD COLUMN meeting_counts INTEGER NOT NULL DEFAULT 0; -- 1: who goes in is noted as having been there, and told so

CREATE TABLE meeting (
    item_id    INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- the room of this event
    made_at    INTEGER,                   -- last made, or found to be there, UTC; NULL: never
    failed_at  INTEGER                    -- the server last failed to answer, UTC; NULL: never
) STRICT;
