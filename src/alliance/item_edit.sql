-- Changing items.  A save first claims the version that the editor saw: of two editors who saw
-- the same one, the second changes no row.

-- name: item_state(id)
SELECT kind, slug, status, language, title, version FROM item WHERE id = :id;

-- name: item_insert(kind, slug, audience, pillar, language, title, summary, body, author_id, author, credit, place, spoken, link, image_id, parent_id, planned_on, actual_on, note, me, now)
INSERT INTO item (kind, slug, audience, pillar, language, title, summary, body, author_id, author,
                  credit, place, spoken, link, image_id, parent_id, planned_first, planned_on, actual_on,
                  listed_at, created_at, updated_at, texts_by, texts_at, texts_note)
VALUES (:kind, :slug, :audience, :pillar, :language, :title, :summary, :body, :author_id,
        CASE WHEN :author = ''
             THEN coalesce((SELECT name FROM person WHERE id = :author_id), '')
             ELSE :author END,
        :credit, :place, :spoken, :link, :image_id, :parent_id, :planned_on, :planned_on, :actual_on,
        :now, :now, :now, :me, :now, :note)
    ON CONFLICT (kind, slug) DO NOTHING
RETURNING id;

-- The item and what is in it belong to the nearest group above; see item.h.
-- name: item_place(id)
WITH RECURSIVE below (id, group_id, inside) AS (
    SELECT item.id,
           CASE WHEN above.kind = 'group' THEN above.id
                WHEN above.group_id IS NULL AND item.kind = 'group' THEN item.id
                ELSE above.group_id END,
           CASE WHEN item.kind = 'group' THEN item.id
                WHEN above.kind = 'group' THEN above.id ELSE above.group_id END
      FROM item LEFT JOIN item above ON above.id = item.parent_id
     WHERE item.id = CAST(:id AS INTEGER)
     UNION
    SELECT item.id, below.inside, CASE WHEN item.kind = 'group' THEN item.id ELSE below.inside END
      FROM item JOIN below ON item.parent_id = below.id)
UPDATE item SET group_id = (SELECT below.group_id FROM below WHERE below.id = item.id)
 WHERE id IN (SELECT id FROM below);

-- A part has the audience and the state of the whole; :kinds are those of parts.
-- name: item_follow_whole(id, kinds)
UPDATE item
   SET status = whole.status, audience = whole.audience, author_id = whole.author_id, author = '',
       publish_at = whole.publish_at, published_at = whole.published_at,
       listed_at = whole.listed_at, group_id = whole.group_id
  FROM item whole
 WHERE whole.id = item.parent_id AND :kinds LIKE '%,' || item.kind || ',%'
   AND (item.id = :id OR item.parent_id = :id);

-- name: item_next_number()
SELECT coalesce(max(id), 0) + 1 FROM item;

-- name: item_claim(id, version, slug)
UPDATE item
   SET version = version + 1,
       slug = CASE WHEN :slug = '' THEN slug ELSE :slug END
 WHERE id = :id AND version = :version
   AND NOT EXISTS (SELECT 1 FROM item other
                    WHERE other.kind = item.kind AND other.slug = :slug AND other.id <> :id);

-- name: item_slug_is_taken(kind, slug, id)
SELECT count(*) FROM item WHERE kind = :kind AND slug = :slug AND id <> :id;

-- Keeps the texts as they are, if they are about to change.
-- name: item_keep_texts(id, language, title, summary, body)
INSERT INTO item_revision (item_id, language, version, title, summary, body, note, edited_by,
                           edited_at)
SELECT id, language,
       1 + (SELECT coalesce(max(earlier.version), 0) FROM item_revision earlier
             WHERE earlier.item_id = item.id AND earlier.language = item.language),
       title, summary, body, texts_note, texts_by, texts_at
  FROM item
 WHERE id = :id
   AND (language <> :language OR title <> :title OR summary <> :summary OR body <> :body);

-- name: item_write_texts(id, language, title, summary, body, note, me, now)
UPDATE item
   SET language = :language, title = :title, summary = :summary, body = :body,
       texts_version = version, texts_by = :me, texts_at = :now, texts_note = :note,
       updated_at = :now
 WHERE id = :id;

-- A plan counts as announced from the first publication on; then its first date stays.
-- name: item_write_facts(id, audience, pillar, author_id, author, credit, place, spoken, link, image_id, parent_id, planned_on, actual_on, now)
UPDATE item
   SET audience = :audience, pillar = :pillar, author_id = :author_id,
       author = CASE WHEN :author = ''
                     THEN coalesce((SELECT name FROM person WHERE person.id = :author_id), '')
                     ELSE :author END,
       credit = :credit, place = :place, spoken = :spoken, link = :link, image_id = :image_id,
       parent_id = :parent_id,
       planned_first = CASE WHEN published_at IS NULL THEN CAST(:planned_on AS TEXT)
                            ELSE coalesce(planned_first, planned_on, :planned_on) END,
       planned_on = :planned_on, actual_on = :actual_on, updated_at = :now
 WHERE id = :id;

-- name: item_publish(id, now, due)
UPDATE item
   SET status = 'published', published_at = coalesce(published_at, :now), publish_at = NULL,
       listed_at = coalesce(published_at, :now), updated_at = :now
 WHERE id = :id AND (:due = 0 OR (status = 'scheduled' AND publish_at <= :now));

-- name: item_schedule(id, moment, now)
UPDATE item SET status = 'scheduled', publish_at = :moment, updated_at = :now WHERE id = :id;

-- name: item_set_status(id, status, now)
UPDATE item SET status = :status, publish_at = NULL, updated_at = :now WHERE id = :id;

-- name: item_open_talk(id, audience, open, now)
UPDATE item SET audience = :audience, open_talk = :open, updated_at = :now WHERE id = :id;

-- name: item_list_due(now)
SELECT id FROM item WHERE status = 'scheduled' AND publish_at <= :now ORDER BY publish_at, id;

-- The item and everything in it, however deep.
-- name: item_list_below(id)
WITH RECURSIVE below (id) AS (
    SELECT CAST(:id AS INTEGER)
     UNION
    SELECT item.id FROM item JOIN below ON item.parent_id = below.id)
SELECT id FROM below;

-- name: item_delete(id)
DELETE FROM item WHERE id = :id;
