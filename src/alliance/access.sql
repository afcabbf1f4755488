-- The rule of access.c for lists: which rows of `item` the acting person may see.
-- Parameters: me (person id, 0 for a visitor), roles (Role bits in force: 1 member, 2 editor,
-- 4 secretariat).

-- fragment: visible
(((item.status = 'published' OR item.status = 'archived')
  AND (item.audience = 'public'
    OR (item.audience = 'members' AND :roles <> 0)
    OR (item.audience = 'editors' AND (:roles & 6) <> 0)))
 OR (:roles & 4) <> 0
 OR ((:roles & 2) <> 0 AND item.audience <> 'secretariat')
 OR (:me <> 0 AND item.author_id = :me AND item.audience <> 'secretariat'))
