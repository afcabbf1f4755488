-- What people took part in is asked of everybody too: who hears of it, 0012_record.sql says.

-- sqlite:
CREATE TRIGGER item_is_new AFTER INSERT ON item WHEN new.author_id IS NOT NULL
BEGIN INSERT INTO person_change (person_id) VALUES (new.author_id); END;
CREATE TRIGGER item_is_other AFTER UPDATE OF author_id, status ON item
BEGIN
    INSERT INTO person_change (person_id)
    SELECT id FROM person WHERE id IN (old.author_id, new.author_id);
END;
CREATE TRIGGER item_is_gone AFTER DELETE ON item WHEN old.author_id IS NOT NULL
BEGIN INSERT INTO person_change (person_id) VALUES (old.author_id); END;
CREATE TRIGGER comment_is_new AFTER INSERT ON comment WHEN new.person_id IS NOT NULL
BEGIN INSERT INTO person_change (person_id) VALUES (new.person_id); END;
CREATE TRIGGER comment_is_other AFTER UPDATE OF person_id, status ON comment
BEGIN
    INSERT INTO person_change (person_id)
    SELECT id FROM person WHERE id IN (old.person_id, new.person_id);
END;
CREATE TRIGGER comment_is_gone AFTER DELETE ON comment WHEN old.person_id IS NOT NULL
BEGIN INSERT INTO person_change (person_id) VALUES (old.person_id); END;
-- postgres:
CREATE FUNCTION item_is_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO person_change (person_id) SELECT old.author_id WHERE old.author_id IS NOT NULL;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO person_change (person_id) SELECT new.author_id WHERE new.author_id IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION comment_is_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO person_change (person_id) SELECT old.person_id WHERE old.person_id IS NOT NULL;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO person_change (person_id) SELECT new.person_id WHERE new.person_id IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER item_is_other AFTER INSERT OR DELETE OR UPDATE OF author_id, status ON item
   FOR EACH ROW EXECUTE FUNCTION item_is_other();
CREATE TRIGGER comment_is_other AFTER INSERT OR DELETE OR UPDATE OF person_id, status ON comment
   FOR EACH ROW EXECUTE FUNCTION comment_is_other();
-- both:
