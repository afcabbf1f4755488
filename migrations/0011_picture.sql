-- A picture in several sizes: the small one is the file that others point to, the larger ones hang
-- on it.

CREATE TABLE file_variant (
    file_id    INTEGER NOT NULL REFERENCES file (id) ON DELETE CASCADE,
    width      INTEGER NOT NULL,          -- pixels
    variant_id INTEGER NOT NULL REFERENCES file (id),
    PRIMARY KEY (file_id, width)
);
CREATE INDEX file_variant_by_variant ON file_variant (variant_id);
