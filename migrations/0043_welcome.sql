-- The welcome mail: once for each person, whatever happens to the membership later.

ALTER TABLE person ADD COLUMN welcomed_at INTEGER; -- when it was queued, UTC; NULL: not yet
UPDATE person SET welcomed_at = joined_at WHERE left_at IS NULL OR left_at <> joined_at;
