-- Who registered without a record hears of answers by mail that were not taken.

ALTER TABLE registration ADD COLUMN doubt_told_at INTEGER; -- when that was last told, UTC; NULL: never
