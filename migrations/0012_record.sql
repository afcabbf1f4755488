-- What a person's record says beyond joining, to whom, and how other parts hear that it changed.

ALTER TABLE person ADD COLUMN handle TEXT;  -- in addresses that others see, made when it is needed; or NULL
ALTER TABLE person ADD COLUMN about TEXT NOT NULL DEFAULT ''; -- some paragraphs, Markdown
ALTER TABLE person ADD COLUMN shown_public INTEGER NOT NULL DEFAULT 0; -- fields open to everybody, bits of alliance/profile.h
ALTER TABLE person ADD COLUMN shown_members INTEGER NOT NULL DEFAULT 0; -- fields open to members, likewise; holds those open to everybody
ALTER TABLE person ADD COLUMN seen_at INTEGER; -- last here, exact to the day, UTC; or NULL
ALTER TABLE person ADD COLUMN erased_at INTEGER; -- only what must stay is left since then, UTC; or NULL
CREATE UNIQUE INDEX person_by_handle ON person (handle) WHERE handle IS NOT NULL;

CREATE TABLE person_link (
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- whose
    position   INTEGER NOT NULL,          -- order, from 1
    url        TEXT NOT NULL,             -- http or https
    label      TEXT NOT NULL,             -- what it leads to
    PRIMARY KEY (person_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_absence (
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- who left and came back
    since      INTEGER NOT NULL,          -- not a member from this moment, UTC
    until      INTEGER NOT NULL,          -- and again one from this one, UTC
    PRIMARY KEY (person_id, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_absence_by_time ON person_absence (since, until);

ALTER TABLE person_role ADD COLUMN scope TEXT NOT NULL DEFAULT ''; -- country of a focal point, language of a translator, ...; '' everywhere

-- Who was changed, for what is kept in memory about people (src/roster).  Only the newest stay.
-- sqlite:
CREATE TABLE person_change (
    id         INTEGER PRIMARY KEY,       -- in the order of the changes
    person_id  INTEGER NOT NULL,          -- whose record, or what hangs on it, is another now
    writer     INTEGER NOT NULL DEFAULT 0 -- the transaction, where several write at once
) STRICT;
CREATE TRIGGER person_is_new AFTER INSERT ON person
BEGIN INSERT INTO person_change (person_id) VALUES (new.id); END;
CREATE TRIGGER person_is_other AFTER UPDATE ON person
BEGIN INSERT INTO person_change (person_id) VALUES (new.id); END;
CREATE TRIGGER person_is_gone AFTER DELETE ON person
BEGIN INSERT INTO person_change (person_id) VALUES (old.id); END;
CREATE TRIGGER person_role_is_new AFTER INSERT ON person_role
BEGIN INSERT INTO person_change (person_id) VALUES (new.person_id); END;
CREATE TRIGGER person_role_is_other AFTER UPDATE ON person_role
BEGIN INSERT INTO person_change (person_id) VALUES (new.person_id); END;
CREATE TRIGGER person_role_is_gone AFTER DELETE ON person_role
BEGIN INSERT INTO person_change (person_id) VALUES (old.person_id); END;
CREATE TRIGGER person_interest_is_new AFTER INSERT ON person_interest
BEGIN INSERT INTO person_change (person_id) VALUES (new.person_id); END;
CREATE TRIGGER person_interest_is_gone AFTER DELETE ON person_interest
BEGIN INSERT INTO person_change (person_id) VALUES (old.person_id); END;
CREATE TRIGGER person_language_is_new AFTER INSERT ON person_language
BEGIN INSERT INTO person_change (person_id) VALUES (new.person_id); END;
CREATE TRIGGER person_language_is_gone AFTER DELETE ON person_language
BEGIN INSERT INTO person_change (person_id) VALUES (old.person_id); END;
CREATE TRIGGER person_absence_is_new AFTER INSERT ON person_absence
BEGIN INSERT INTO person_change (person_id) VALUES (new.person_id); END;
CREATE TRIGGER person_absence_is_gone AFTER DELETE ON person_absence
BEGIN INSERT INTO person_change (person_id) VALUES (old.person_id); END;
CREATE TRIGGER consent_is_new AFTER INSERT ON consent
BEGIN INSERT INTO person_change (person_id) VALUES (new.person_id); END;
CREATE TRIGGER organisation_is_other AFTER UPDATE ON organisation
BEGIN
    INSERT INTO person_change (person_id)
    SELECT id FROM person WHERE organisation_id = new.id;
END;
-- postgres:
CREATE TABLE person_change (
    id         INTEGER PRIMARY KEY,       -- in the order of the changes, nearly
    person_id  INTEGER NOT NULL,          -- whose record, or what hangs on it, is another now
    writer     INTEGER NOT NULL DEFAULT txid_current() -- the transaction, where several write at once
);
CREATE INDEX person_change_by_writer ON person_change (writer);
CREATE FUNCTION person_is_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO person_change (person_id) VALUES (CASE WHEN TG_OP = 'DELETE' THEN old.id ELSE new.id END);
    RETURN NULL;
END $$;
CREATE FUNCTION person_has_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO person_change (person_id)
    VALUES (CASE WHEN TG_OP = 'DELETE' THEN old.person_id ELSE new.person_id END);
    RETURN NULL;
END $$;
CREATE FUNCTION organisation_is_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO person_change (person_id) SELECT id FROM person WHERE organisation_id = new.id;
    RETURN NULL;
END $$;
CREATE TRIGGER person_is_other AFTER INSERT OR UPDATE OR DELETE ON person
   FOR EACH ROW EXECUTE FUNCTION person_is_other();
CREATE TRIGGER person_role_is_other AFTER INSERT OR UPDATE OR DELETE ON person_role
   FOR EACH ROW EXECUTE FUNCTION person_has_other();
CREATE TRIGGER person_interest_is_other AFTER INSERT OR DELETE ON person_interest
   FOR EACH ROW EXECUTE FUNCTION person_has_other();
CREATE TRIGGER person_language_is_other AFTER INSERT OR DELETE ON person_language
   FOR EACH ROW EXECUTE FUNCTION person_has_other();
CREATE TRIGGER person_absence_is_other AFTER INSERT OR DELETE ON person_absence
   FOR EACH ROW EXECUTE FUNCTION person_has_other();
CREATE TRIGGER consent_is_new AFTER INSERT ON consent
   FOR EACH ROW EXECUTE FUNCTION person_has_other();
CREATE TRIGGER organisation_is_other AFTER UPDATE ON organisation
   FOR EACH ROW EXECUTE FUNCTION organisation_is_other();
-- both:
