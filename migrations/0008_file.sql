-- What a picture shows in words, and files whose content is taken away.

ALTER TABLE item_file ADD COLUMN alt TEXT NOT NULL DEFAULT ''; -- what a picture shows, plain text; '': not said

-- The row stays, so that the addresses in old texts never lead to another content.
ALTER TABLE file ADD COLUMN removed_at INTEGER; -- its content was taken away then, UTC, or NULL
