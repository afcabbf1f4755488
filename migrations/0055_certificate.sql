-- Who was at an event can show it.

ALTER TABLE registration_terms ADD COLUMN certificates INTEGER NOT NULL DEFAULT 0; -- 1: who was there gets a certificate of attendance
