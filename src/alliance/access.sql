-- The rule of access.c for lists: which rows of `item` the acting person may see.
-- Parameters: me (person id, 0 for a visitor), roles (Role bits in force: 1 member, 2 editor,
-- 4 secretariat).  An audience that is none of the known ones is the secretariat's.

-- fragment: visible
((:roles & 4) <> 0
 OR (item.audience IN ('public', 'members', 'editors')
     AND ((:roles & 2) <> 0 OR (:me <> 0 AND item.author_id = :me)))
 OR (item.status IN ('published', 'archived')
     AND (item.audience = 'public' OR (item.audience = 'members' AND :roles <> 0))))

-- As the index item_unfinished says it: there are few of these.
-- fragment: unfinished
item.status NOT IN ('published', 'archived')
