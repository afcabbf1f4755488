-- What was found when the domain was asked for the keys that do not sign yet.

ALTER TABLE mail_key ADD COLUMN looked_at INTEGER; -- UTC; NULL: not yet
ALTER TABLE mail_key ADD COLUMN answered INTEGER NOT NULL DEFAULT 0; -- 1: somebody answered then about the domain
