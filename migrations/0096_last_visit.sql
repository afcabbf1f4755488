-- What is new since the last visit: that of today says nothing of it.

ALTER TABLE person ADD COLUMN seen_before INTEGER; -- the day before seen_at on which the person was here, UTC; or NULL
