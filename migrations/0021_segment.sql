-- Filters over people that are kept, and who took out which people.

CREATE TABLE segment (
    id         INTEGER PRIMARY KEY,       -- a filter over people with a name
    name       TEXT NOT NULL,             -- the secretariat's own word for them
    words      TEXT NOT NULL UNIQUE,      -- the name folded: no two read alike
    note       TEXT NOT NULL,             -- what it is for, or ''
    filter     TEXT NOT NULL,             -- conditions as an address says them: roster/filter.h
    created_by INTEGER REFERENCES person ON DELETE SET NULL, -- or NULL: the program
    created_at INTEGER NOT NULL,          -- UTC
    changed_at INTEGER NOT NULL,          -- UTC
    version    INTEGER NOT NULL DEFAULT 1 -- counts its changes
) STRICT;

CREATE TABLE people_export (
    id         INTEGER PRIMARY KEY,       -- one time that people were taken out as a file
    person_id  INTEGER REFERENCES person ON DELETE SET NULL, -- who did it
    made_at    INTEGER NOT NULL,          -- UTC
    filter     TEXT NOT NULL,             -- which people: roster/filter.h; '' everybody
    format     TEXT NOT NULL,             -- csv, xlsx, vcard, json
    eye        TEXT NOT NULL,             -- as who sees them: secretariat, members, public
    fields     TEXT NOT NULL,             -- which of their fields, commas between
    rows_n     INTEGER NOT NULL,          -- how many people
    size       INTEGER NOT NULL           -- bytes
) STRICT;
CREATE INDEX people_export_by_filter ON people_export (filter);

-- Who translates took part, too: src/roster hears of it as 0019_deeds.sql says.
CREATE INDEX item_translation_by_texts ON item_translation (texts_by) WHERE texts_by IS NOT NULL;
CREATE INDEX proposal_by_proposed ON proposal (proposed_by) WHERE proposed_by IS NOT NULL;

-- sqlite:
CREATE TRIGGER item_translation_is_new AFTER INSERT ON item_translation WHEN new.texts_by IS NOT NULL
BEGIN INSERT INTO person_change (person_id) VALUES (new.texts_by); END;
CREATE TRIGGER item_translation_is_other AFTER UPDATE OF texts_by ON item_translation
BEGIN
    INSERT INTO person_change (person_id)
    SELECT id FROM person WHERE id IN (old.texts_by, new.texts_by);
END;
CREATE TRIGGER item_translation_is_gone AFTER DELETE ON item_translation WHEN old.texts_by IS NOT NULL
BEGIN INSERT INTO person_change (person_id) VALUES (old.texts_by); END;
CREATE TRIGGER proposal_is_new AFTER INSERT ON proposal WHEN new.proposed_by IS NOT NULL
BEGIN INSERT INTO person_change (person_id) VALUES (new.proposed_by); END;
CREATE TRIGGER proposal_is_other AFTER UPDATE OF proposed_by ON proposal
BEGIN
    INSERT INTO person_change (person_id)
    SELECT id FROM person WHERE id IN (old.proposed_by, new.proposed_by);
END;
CREATE TRIGGER proposal_is_gone AFTER DELETE ON proposal WHEN old.proposed_by IS NOT NULL
BEGIN INSERT INTO person_change (person_id) VALUES (old.proposed_by); END;
-- postgres:
CREATE FUNCTION item_translation_is_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO person_change (person_id) SELECT old.texts_by WHERE old.texts_by IS NOT NULL;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO person_change (person_id) SELECT new.texts_by WHERE new.texts_by IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION proposal_is_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO person_change (person_id) SELECT old.proposed_by WHERE old.proposed_by IS NOT NULL;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO person_change (person_id) SELECT new.proposed_by WHERE new.proposed_by IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER item_translation_is_other AFTER INSERT OR DELETE OR UPDATE OF texts_by ON item_translation
   FOR EACH ROW EXECUTE FUNCTION item_translation_is_other();
CREATE TRIGGER proposal_is_other AFTER INSERT OR DELETE OR UPDATE OF proposed_by ON proposal
   FOR EACH ROW EXECUTE FUNCTION proposal_is_other();
-- both:
