-- As of :end means: as it was the moment before.  Members are counted in indexes: who joined, less
-- who left, and less who left and came back; those are few.  A text keeps these numbers for ever, in
-- the transaction that publishes it; roster/ask.c counts alike for pages, and a test asks both.

-- fragment: was_member
person.joined_at < :end AND (person.left_at IS NULL OR person.left_at >= :end)

-- fragment: was_absent
person_absence.since < :end AND person_absence.until >= :end

-- name: figure_members(end)
SELECT (SELECT count(*) FROM person WHERE joined_at < :end)
       - (SELECT count(*) FROM person
           WHERE left_at IS NOT NULL AND left_at < :end AND joined_at < :end)
       - (SELECT count(*) FROM person_absence JOIN person ON person.id = person_absence.person_id
           WHERE {was_absent} AND {was_member});

-- name: figure_countries(end)
SELECT count(DISTINCT country)
  FROM person
 WHERE {was_member}
   AND NOT EXISTS (SELECT 1 FROM person_absence
                    WHERE person_absence.person_id = person.id AND {was_absent});

-- name: figure_ambassadors(end)
SELECT count(DISTINCT person.id)
  FROM person_role JOIN person ON person.id = person_role.person_id
 WHERE person_role.role = 'ambassador' AND person_role.since < :end
   AND (person_role.until IS NULL OR person_role.until >= :end) AND {was_member}
   AND NOT EXISTS (SELECT 1 FROM person_absence
                    WHERE person_absence.person_id = person.id AND {was_absent});

-- The last answer before :end was yes.
-- fragment: takes_newsletter
consent.purpose = 'newsletter' AND consent.given = 1 AND consent.answered_at < :end
AND NOT EXISTS (SELECT 1 FROM consent later
                 WHERE later.person_id = consent.person_id AND later.purpose = consent.purpose
                   AND later.id > consent.id AND later.answered_at < :end)

-- name: figure_readers(end)
SELECT count(*) FROM consent WHERE {takes_newsletter};

-- name: figure_subscribers(end)
SELECT count(*)
  FROM consent JOIN person ON person.id = consent.person_id
 WHERE {takes_newsletter}
   AND NOT ({was_member}
            AND NOT EXISTS (SELECT 1 FROM person_absence
                             WHERE person_absence.person_id = person.id AND {was_absent}));

-- name: figure_items(end)
SELECT count(*)
  FROM item
 WHERE status IN ('published', 'archived') AND published_at < :end AND audience = 'public';

-- Held for certain before :day: of a date without a day or month its last day counts.
-- name: figure_held(kind, day)
SELECT count(*)
  FROM item
 WHERE kind = :kind AND status IN ('published', 'archived') AND audience = 'public'
   AND CASE length(actual_on) WHEN 4 THEN actual_on || '-12-31'
                              WHEN 7 THEN actual_on || '-31'
                              ELSE actual_on END < :day;

-- name: figure_frozen(item_id)
SELECT name, asked, value, counted_at
  FROM figure_frozen
 WHERE item_id = :item_id
 ORDER BY name, asked;

-- name: figure_texts(item_id)
SELECT title, summary, body FROM item WHERE id = :item_id
 UNION ALL
SELECT title, summary, body FROM item_translation WHERE item_id = :item_id;

-- A figure that was published stays what it was.
-- name: figure_freeze(item_id, name, asked, value, now)
INSERT INTO figure_frozen (item_id, name, asked, value, counted_at)
VALUES (:item_id, :name, :asked, :value, :now)
    ON CONFLICT DO NOTHING;
