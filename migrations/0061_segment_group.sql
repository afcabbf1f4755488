-- Who is in which group is asked of everybody too: who hears of it, 0012_record.sql says.

-- sqlite:
CREATE TRIGGER group_member_is_new AFTER INSERT ON group_member
BEGIN INSERT INTO person_change (person_id) VALUES (new.person_id); END;
CREATE TRIGGER group_member_is_other AFTER UPDATE OF person_id, state ON group_member
BEGIN
    INSERT INTO person_change (person_id)
    SELECT id FROM person WHERE id IN (old.person_id, new.person_id);
END;
CREATE TRIGGER group_member_is_gone AFTER DELETE ON group_member
BEGIN INSERT INTO person_change (person_id) VALUES (old.person_id); END;
-- postgres:
CREATE TRIGGER group_member_is_other
 AFTER INSERT OR DELETE OR UPDATE OF person_id, state ON group_member
   FOR EACH ROW EXECUTE FUNCTION comment_is_other();
-- both:
