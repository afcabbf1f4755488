-- Interest groups: what is in them, who is in them, what they talk about.

ALTER TABLE item ADD COLUMN group_id INTEGER REFERENCES item ON DELETE SET NULL; -- the group it is in, see item_place; NULL: none
CREATE INDEX item_by_group ON item (group_id, kind) WHERE group_id IS NOT NULL;

CREATE TABLE interest_group (
    item_id    INTEGER NOT NULL PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- its page
    joining    TEXT NOT NULL DEFAULT 'open', -- open, request, invitation
    inside     TEXT NOT NULL DEFAULT 'public', -- audience of what is said in it: public, members, group
    dormant_on TEXT                       -- sleeps since: ISO 8601, reduced precision, or NULL
) STRICT;

CREATE TABLE group_objective (
    id         INTEGER PRIMARY KEY,       -- one thing that a group wants to reach
    group_id   INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- which group
    number     INTEGER NOT NULL,          -- 1, 2, ...: as it is called
    text       TEXT NOT NULL,             -- plain text
    progress   INTEGER NOT NULL,          -- per cent: 0 to 100
    UNIQUE (group_id, number)
) STRICT;

CREATE TABLE group_member (
    group_id   INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- in this group
    person_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE, -- is this person
    state      TEXT NOT NULL,             -- in, asked, invited
    note       TEXT NOT NULL DEFAULT '',  -- why somebody asks, plain text
    since      INTEGER NOT NULL,          -- in this state since, UTC
    PRIMARY KEY (group_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_member_by_person ON group_member (person_id, state);

CREATE TABLE discussion (
    item_id    INTEGER NOT NULL PRIMARY KEY REFERENCES item ON DELETE CASCADE, -- its title, its first words
    group_id   INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, -- the item's group, for the order of lists
    pinned     INTEGER NOT NULL DEFAULT 0, -- 1: stands above the others
    solved_by  INTEGER REFERENCES comment ON DELETE SET NULL, -- the comment that answers it, or NULL
    n_comments INTEGER NOT NULL DEFAULT 0, -- that are shown
    active_at  INTEGER NOT NULL           -- last comment, or its beginning; UTC
) STRICT;
CREATE INDEX discussion_by_group ON discussion (group_id, pinned, active_at, item_id);

INSERT INTO interest_group (item_id) SELECT id FROM item WHERE kind = 'group';

-- What is in a group already, however deep.
WITH RECURSIVE below (id, group_id, inside) AS (
    SELECT id, id, id FROM item WHERE kind = 'group' AND parent_id IS NULL
     UNION
    SELECT item.id, below.inside, CASE WHEN item.kind = 'group' THEN item.id ELSE below.inside END
      FROM item JOIN below ON item.parent_id = below.id)
UPDATE item SET group_id = (SELECT below.group_id FROM below WHERE below.id = item.id)
 WHERE id IN (SELECT id FROM below);

-- Who is chair of a group is in it.
INSERT INTO group_member (group_id, person_id, state, since)
SELECT item.id, person_role.person_id, 'in', min(person_role.since)
  FROM person_role JOIN item ON item.kind = 'group' AND item.slug = person_role.scope
 WHERE person_role.role = 'chair'
 GROUP BY item.id, person_role.person_id;
