-- Members contribute to the library.

CREATE TABLE contribution (
    item_id    INTEGER PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- the work that came of it
    person_id  INTEGER REFERENCES person ON DELETE SET NULL, -- who contributed it; NULL: a former member
    credited   INTEGER NOT NULL,          -- 1: the page of the work says who
    by_mail    INTEGER NOT NULL,          -- 1: it came by mail
    made_at    INTEGER NOT NULL           -- UTC
) STRICT;
CREATE INDEX contribution_by_person ON contribution (person_id, item_id) WHERE person_id IS NOT NULL;

-- A work is reviewed on a page of its own from now on.
UPDATE task SET kind = 'work.review'
 WHERE kind = 'item.review' AND state = 'open'
   AND item_id IN (SELECT id FROM item WHERE kind = 'work');
