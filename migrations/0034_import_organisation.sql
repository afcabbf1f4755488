-- Organisations that a list has made: taking it back takes those away that nobody needs.
CREATE TABLE import_organisation (
    import_id       INTEGER NOT NULL REFERENCES import ON DELETE CASCADE, -- this list
    organisation_id INTEGER NOT NULL REFERENCES organisation ON DELETE CASCADE, -- has made it
    PRIMARY KEY (import_id, organisation_id)
) STRICT;
CREATE INDEX import_organisation_by_organisation ON import_organisation (organisation_id);
