-- Which works were changed, for what is kept in memory about the library (library/shelf.h).  Only the newest stay.

-- sqlite:
CREATE TABLE work_change (
    id         INTEGER PRIMARY KEY,       -- in the order of the changes
    work_id    INTEGER NOT NULL,          -- which, or what hangs on it, is another now; 0: all may be
    writer     INTEGER NOT NULL DEFAULT 0 -- the transaction, where several write at once
) STRICT;
CREATE TRIGGER work_is_new AFTER INSERT ON item WHEN new.kind IN ('work', 'edition')
BEGIN
    INSERT INTO work_change (work_id)
    VALUES (CASE new.kind WHEN 'work' THEN new.id ELSE coalesce(new.parent_id, 0) END);
END;
CREATE TRIGGER work_is_other AFTER UPDATE ON item WHEN new.kind IN ('work', 'edition')
BEGIN
    INSERT INTO work_change (work_id)
    SELECT CASE new.kind WHEN 'work' THEN new.id ELSE coalesce(new.parent_id, 0) END
     UNION
    SELECT CASE old.kind WHEN 'work' THEN old.id ELSE coalesce(old.parent_id, 0) END;
END;
CREATE TRIGGER work_is_gone AFTER DELETE ON item WHEN old.kind IN ('work', 'edition')
BEGIN
    INSERT INTO work_change (work_id)
    VALUES (CASE old.kind WHEN 'work' THEN old.id ELSE coalesce(old.parent_id, 0) END);
END;
CREATE TRIGGER library_work_is_new AFTER INSERT ON library_work
BEGIN INSERT INTO work_change (work_id) VALUES (new.item_id); END;
CREATE TRIGGER library_work_is_other AFTER UPDATE OF type, places ON library_work
BEGIN INSERT INTO work_change (work_id) VALUES (new.item_id); END;
CREATE TRIGGER library_work_is_gone AFTER DELETE ON library_work
BEGIN INSERT INTO work_change (work_id) VALUES (old.item_id); END;
CREATE TRIGGER library_edition_is_new AFTER INSERT ON library_edition
BEGIN
    INSERT INTO work_change (work_id) SELECT parent_id FROM item WHERE id = new.item_id AND parent_id IS NOT NULL;
END;
CREATE TRIGGER library_edition_is_other AFTER UPDATE OF state ON library_edition
BEGIN
    INSERT INTO work_change (work_id) SELECT parent_id FROM item WHERE id = new.item_id AND parent_id IS NOT NULL;
END;
CREATE TRIGGER library_edition_is_gone AFTER DELETE ON library_edition
BEGIN
    INSERT INTO work_change (work_id) SELECT parent_id FROM item WHERE id = old.item_id AND parent_id IS NOT NULL;
END;
CREATE TRIGGER item_topic_is_new AFTER INSERT ON item_topic
BEGIN
    INSERT INTO work_change (work_id) SELECT id FROM item WHERE id = new.item_id AND kind = 'work';
END;
CREATE TRIGGER item_topic_is_other AFTER UPDATE ON item_topic
BEGIN
    INSERT INTO work_change (work_id) SELECT id FROM item WHERE id IN (new.item_id, old.item_id) AND kind = 'work';
END;
CREATE TRIGGER item_topic_is_gone AFTER DELETE ON item_topic
BEGIN
    INSERT INTO work_change (work_id) SELECT id FROM item WHERE id = old.item_id AND kind = 'work';
END;
CREATE TRIGGER topic_is_other AFTER UPDATE OF slug, broader_id ON topic
BEGIN INSERT INTO work_change (work_id) VALUES (0); END;
CREATE TRIGGER topic_is_gone AFTER DELETE ON topic
BEGIN INSERT INTO work_change (work_id) VALUES (0); END;
CREATE TRIGGER country_is_other AFTER UPDATE OF region ON country
BEGIN INSERT INTO work_change (work_id) VALUES (0); END;
CREATE TRIGGER search_text_is_new AFTER INSERT ON search_text
BEGIN
    INSERT INTO work_change (work_id)
    SELECT CASE kind WHEN 'work' THEN id ELSE coalesce(parent_id, 0) END FROM item
     WHERE id = new.item_id AND kind IN ('work', 'edition');
END;
CREATE TRIGGER search_text_is_other AFTER UPDATE ON search_text
BEGIN
    INSERT INTO work_change (work_id)
    SELECT CASE kind WHEN 'work' THEN id ELSE coalesce(parent_id, 0) END FROM item
     WHERE id = new.item_id AND kind IN ('work', 'edition');
END;
CREATE TRIGGER search_text_is_gone AFTER DELETE ON search_text
BEGIN
    INSERT INTO work_change (work_id)
    SELECT CASE kind WHEN 'work' THEN id ELSE coalesce(parent_id, 0) END FROM item
     WHERE id = old.item_id AND kind IN ('work', 'edition');
END;
CREATE TRIGGER item_file_is_new AFTER INSERT ON item_file
BEGIN
    INSERT INTO work_change (work_id)
    SELECT CASE kind WHEN 'work' THEN id ELSE coalesce(parent_id, 0) END FROM item
     WHERE id = new.item_id AND kind IN ('work', 'edition');
END;
CREATE TRIGGER item_file_is_other AFTER UPDATE OF item_id, file_id ON item_file
BEGIN
    INSERT INTO work_change (work_id)
    SELECT CASE kind WHEN 'work' THEN id ELSE coalesce(parent_id, 0) END FROM item
     WHERE id IN (new.item_id, old.item_id) AND kind IN ('work', 'edition');
END;
CREATE TRIGGER item_file_is_gone AFTER DELETE ON item_file
BEGIN
    INSERT INTO work_change (work_id)
    SELECT CASE kind WHEN 'work' THEN id ELSE coalesce(parent_id, 0) END FROM item
     WHERE id = old.item_id AND kind IN ('work', 'edition');
END;
CREATE TRIGGER document_is_other AFTER UPDATE OF state ON document
BEGIN
    INSERT INTO work_change (work_id)
    SELECT CASE item.kind WHEN 'work' THEN item.id ELSE coalesce(item.parent_id, 0) END
      FROM item_file JOIN item ON item.id = item_file.item_id
     WHERE item_file.file_id = new.file_id AND item.kind IN ('work', 'edition');
END;
CREATE TRIGGER document_is_gone AFTER DELETE ON document
BEGIN
    INSERT INTO work_change (work_id)
    SELECT CASE item.kind WHEN 'work' THEN item.id ELSE coalesce(item.parent_id, 0) END
      FROM item_file JOIN item ON item.id = item_file.item_id
     WHERE item_file.file_id = old.file_id AND item.kind IN ('work', 'edition');
END;
-- postgres:
CREATE TABLE work_change (
    id         INTEGER PRIMARY KEY,       -- in the order of the changes, nearly
    work_id    INTEGER NOT NULL,          -- which, or what hangs on it, is another now; 0: all may be
    writer     INTEGER NOT NULL DEFAULT txid_current() -- the transaction, where several write at once
);
CREATE INDEX work_change_by_writer ON work_change (writer);
CREATE FUNCTION work_is_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND old.kind IN ('work', 'edition') THEN
        INSERT INTO work_change (work_id)
        VALUES (CASE old.kind WHEN 'work' THEN old.id ELSE coalesce(old.parent_id, 0) END);
    END IF;
    IF TG_OP <> 'DELETE' AND new.kind IN ('work', 'edition') THEN
        INSERT INTO work_change (work_id)
        VALUES (CASE new.kind WHEN 'work' THEN new.id ELSE coalesce(new.parent_id, 0) END);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION work_has_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO work_change (work_id)
    SELECT CASE kind WHEN 'work' THEN id ELSE coalesce(parent_id, 0) END FROM item
     WHERE kind IN ('work', 'edition')
       AND (id = (CASE WHEN TG_OP <> 'INSERT' THEN old.item_id END)
            OR id = (CASE WHEN TG_OP <> 'DELETE' THEN new.item_id END));
    RETURN NULL;
END $$;
CREATE FUNCTION library_work_is_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO work_change (work_id) VALUES (CASE WHEN TG_OP = 'DELETE' THEN old.item_id ELSE new.item_id END);
    RETURN NULL;
END $$;
CREATE FUNCTION works_are_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO work_change (work_id) VALUES (0);
    RETURN NULL;
END $$;
CREATE FUNCTION document_is_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO work_change (work_id)
    SELECT CASE item.kind WHEN 'work' THEN item.id ELSE coalesce(item.parent_id, 0) END
      FROM item_file JOIN item ON item.id = item_file.item_id
     WHERE item_file.file_id = old.file_id AND item.kind IN ('work', 'edition');
    RETURN NULL;
END $$;
CREATE TRIGGER work_is_other AFTER INSERT OR UPDATE OR DELETE ON item
   FOR EACH ROW EXECUTE FUNCTION work_is_other();
CREATE TRIGGER library_work_is_other AFTER INSERT OR DELETE OR UPDATE OF type, places ON library_work
   FOR EACH ROW EXECUTE FUNCTION library_work_is_other();
CREATE TRIGGER library_edition_is_other AFTER INSERT OR DELETE OR UPDATE OF state ON library_edition
   FOR EACH ROW EXECUTE FUNCTION work_has_other();
CREATE TRIGGER item_topic_is_other AFTER INSERT OR UPDATE OR DELETE ON item_topic
   FOR EACH ROW EXECUTE FUNCTION work_has_other();
CREATE TRIGGER search_text_is_other AFTER INSERT OR UPDATE OR DELETE ON search_text
   FOR EACH ROW EXECUTE FUNCTION work_has_other();
CREATE TRIGGER item_file_is_other AFTER INSERT OR DELETE OR UPDATE OF item_id, file_id ON item_file
   FOR EACH ROW EXECUTE FUNCTION work_has_other();
CREATE TRIGGER topic_is_other AFTER DELETE OR UPDATE OF slug, broader_id ON topic
   FOR EACH ROW EXECUTE FUNCTION works_are_other();
CREATE TRIGGER country_is_other AFTER UPDATE OF region ON country
   FOR EACH ROW EXECUTE FUNCTION works_are_other();
CREATE TRIGGER document_is_other AFTER DELETE OR UPDATE OF state ON document
   FOR EACH ROW EXECUTE FUNCTION document_is_other();
-- both:
