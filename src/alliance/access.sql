-- The rule of access.c for lists: which rows of `item` the acting person may see.
-- Parameters: me (person id, 0 for a visitor), roles (Role bits: 1 member, 2 editor,
-- 4 secretariat, 8 translator).  An audience that is none of the known ones is the secretariat's.

-- fragment: visible
((:roles & 4) <> 0
 OR (item.audience IN ('public', 'members', 'editors')
     AND ((:roles & 2) <> 0 OR (:me <> 0 AND item.author_id = :me)))
 OR ((:roles & 8) <> 0 AND item.audience IN ('public', 'members')
     AND item.status NOT IN ('published', 'archived'))
 OR (item.status IN ('published', 'archived')
     AND (item.audience = 'public' OR (item.audience = 'members' AND (:roles & 1) <> 0))))

-- As the index item_unfinished says it: there are few of these.
-- fragment: unfinished
item.status NOT IN ('published', 'archived')

-- A term of office counts from its first moment on and until its last; parameter: now.
-- fragment: term_in_force
person_role.since <= :now AND (person_role.until IS NULL OR person_role.until > :now)
