-- How many discussions somebody may read is counted from the index alone.

DROP INDEX item_by_group;
CREATE INDEX item_by_group ON item (group_id, kind, status, audience, author_id) WHERE group_id IS NOT NULL;
