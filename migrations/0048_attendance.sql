-- Where one takes part in an event, and who was there.

ALTER TABLE registration_terms ADD COLUMN room TEXT NOT NULL DEFAULT ''; -- address that nobody is told: each has a link of the own to it; '': none
ALTER TABLE registration ADD COLUMN opened_at INTEGER; -- this link was followed first then, UTC; NULL: not
ALTER TABLE registration ADD COLUMN came_at INTEGER; -- noted then that it was there, UTC; NULL: nobody knows
ALTER TABLE registration ADD COLUMN came_by TEXT NOT NULL DEFAULT ''; -- how that is known: desk, walk-in, report
CREATE INDEX occurrence_by_start ON occurrence (starts_at, item_id);
