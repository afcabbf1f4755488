-- A large file is stored in pieces, each in a transaction of its own, before what is written about it.

CREATE TABLE file_arrival (
    file_id    INTEGER PRIMARY KEY REFERENCES file ON DELETE CASCADE, -- content that came by itself; while pieces are missing its file is as one that was removed
    arrived_at INTEGER NOT NULL           -- when it was last sent, UTC: what hangs nowhere a day later loses its content
) STRICT;
CREATE INDEX file_arrival_by_time ON file_arrival (arrived_at);
