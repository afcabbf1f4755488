-- Mails of a group: its new discussions go to who is in it, once each.

ALTER TABLE discussion ADD COLUMN told_at INTEGER; -- when the group got it by mail, UTC; NULL: not yet
UPDATE discussion SET told_at = active_at;
