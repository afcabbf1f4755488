-- Works, who made them, their editions, and who waits for one.

-- name: library_work_find(id, me, roles)
SELECT library_work.item_id AS id, changed_at, type, licence, rights, doi, places,
       person.name AS contributor, coalesce(person.is_demo, 0) AS contributor_is_demo,
       CASE WHEN ({shown} & 1) = 1 AND person.handle IS NOT NULL
            THEN '/members/' || person.handle END AS contributor_page
  FROM library_work
  LEFT JOIN contribution
         ON contribution.item_id = library_work.item_id AND contribution.credited = 1
  LEFT JOIN person ON person.id = contribution.person_id AND person.erased_at IS NULL
 WHERE library_work.item_id = :id;

-- name: library_work_save(id, type, licence, rights, doi, places, now)
INSERT INTO library_work (item_id, type, licence, rights, doi, places, changed_at)
VALUES (:id, :type, :licence, :rights, :doi, :places, :now)
    ON CONFLICT (item_id)
    DO UPDATE SET type = excluded.type, licence = excluded.licence, rights = excluded.rights,
                  doi = excluded.doi, places = excluded.places, changed_at = excluded.changed_at;

-- name: library_work_touch(id, now)
UPDATE library_work SET changed_at = :now WHERE item_id = :id;

-- Another work that has it.
-- name: library_doi_is_taken(doi, id)
SELECT count(*) FROM library_work WHERE doi = :doi AND item_id <> :id;

-- Other works that have an edition with a file of this one's.
-- name: library_with_same_file(id, me, roles, limit)
SELECT item.id, item.slug, item.title, item.language
  FROM item
 WHERE item.kind = 'work' AND item.id <> :id AND {visible}
   AND item.id IN (SELECT other.parent_id
                     FROM item edition
                     JOIN item_file mine ON mine.item_id = edition.id
                     JOIN item_file theirs ON theirs.file_id = mine.file_id
                     JOIN item other ON other.id = theirs.item_id
                    WHERE edition.parent_id = :id AND edition.kind = 'edition'
                      AND other.kind = 'edition')
 ORDER BY item.id
 LIMIT :limit;

-- Works that have an edition with one of these files, a JSON array of numbers.
-- name: library_with_files(ids, me, roles, limit)
SELECT item.id, item.slug, item.title, item.language
  FROM item
 WHERE item.kind = 'work' AND {visible}
   AND item.id IN (SELECT edition.parent_id
                     FROM json_each(:ids) AS picked
                     JOIN item_file ON item_file.file_id = CAST(picked.value AS INTEGER)
                     JOIN item edition ON edition.id = item_file.item_id
                    WHERE edition.kind = 'edition')
 ORDER BY item.id
 LIMIT :limit;

-- Of an organisation whose page the acting person may not know the name stands there alone.
-- name: library_authors(id, me, roles)
SELECT coalesce(library_author.person_id, 0) AS person_id,
       coalesce(library_author.organisation_id, 0) AS organisation_id,
       library_author.name, library_author.identifier,
       CASE WHEN person.erased_at IS NULL THEN 0 ELSE 1 END AS is_gone,
       coalesce(person.is_demo, 0) AS is_demo,
       CASE WHEN ({shown} & 1) = 1 AND person.handle IS NOT NULL THEN '/members/' || person.handle
            WHEN organisation.id IS NOT NULL AND organisation.merged_into IS NULL
                 AND (organisation.about <> '' OR organisation.website IS NOT NULL)
            THEN '/organisations/' || organisation.slug END AS page
  FROM library_author
  LEFT JOIN person ON person.id = library_author.person_id
  LEFT JOIN organisation ON organisation.id = library_author.organisation_id
 WHERE library_author.item_id = :id
 ORDER BY library_author.position;

-- name: library_delete_authors(id)
DELETE FROM library_author WHERE item_id = :id;

-- name: library_insert_author(id, position, person_id, organisation_id, name, identifier)
INSERT INTO library_author (item_id, position, person_id, organisation_id, name, identifier)
VALUES (:id, :position, :person_id, :organisation_id, :name, :identifier);

-- name: library_works_of(person_id)
SELECT DISTINCT item_id AS id FROM library_author WHERE person_id = :person_id ORDER BY item_id;

-- name: library_touch_works_of(person_id, now)
UPDATE library_work SET changed_at = :now
 WHERE item_id IN (SELECT item_id FROM library_author WHERE person_id = :person_id);

-- fragment: edition
item.id, coalesce(item.parent_id, 0) AS work_id, library_edition.number, library_edition.state,
library_edition.reason, library_edition.out_at, item.slug, item.title, item.language, item.summary,
item.body, item.planned_first, item.planned_on, item.actual_on, item.updated_at, item.version,
CASE WHEN EXISTS (SELECT 1 FROM library_wish
                   WHERE library_wish.item_id = item.id AND library_wish.person_id = :me)
     THEN 1 ELSE 0 END AS wished

-- In the work's own language first.
-- name: library_editions(work_id, me, roles, limit)
SELECT {edition}
  FROM item
  JOIN library_edition ON library_edition.item_id = item.id
  JOIN item work ON work.id = item.parent_id
 WHERE item.parent_id = :work_id AND {visible}
 ORDER BY library_edition.number DESC,
          CASE WHEN item.language = work.language THEN 0 ELSE 1 END, item.language, item.id
 LIMIT :limit;

-- Of all editions of a work; is_open: the acting person may have it.
-- name: library_files(work_id, me, roles, month)
SELECT item.id AS edition_id, file.id, file.size, file.created_at, file.hash, file.type,
       item_file.name, item_file.title, item_file.alt, coalesce(document.format, '') AS format,
       coalesce(document.n, 0) AS n_pages, coalesce(document.size, 0) AS text_size,
       coalesce(document.light_size, 0) AS light_size,
       coalesce((SELECT CAST(sum(download.n) AS INTEGER) FROM download
                  WHERE download.file_id = file.id), 0) AS n_fetched,
       coalesce((SELECT download.n FROM download
                  WHERE download.file_id = file.id AND download.month = :month), 0) AS n_month,
       CASE WHEN {files_open} THEN 1 ELSE 0 END AS is_open
  FROM item
  JOIN item_file ON item_file.item_id = item.id
  JOIN file ON file.id = item_file.file_id
  LEFT JOIN document ON document.file_id = file.id
 WHERE item.parent_id = :work_id AND item.kind = 'edition'
 ORDER BY item.id, item_file.position, item_file.name, file.id;

-- name: library_count_editions(work_id)
SELECT count(*) FROM item WHERE parent_id = :work_id AND kind = 'edition';

-- name: library_count_later(work_id, number, language)
SELECT count(*)
  FROM item
  JOIN library_edition ON library_edition.item_id = item.id
 WHERE item.parent_id = :work_id AND item.language = :language AND library_edition.number > :number;

-- name: library_edition_insert(id, number, state, reason, out_at)
INSERT INTO library_edition (item_id, number, state, reason, out_at)
VALUES (:id, :number, :state, :reason, :out_at);

-- name: library_edition_update(id, number, state, reason, is_out, now)
UPDATE library_edition
   SET number = :number, state = :state, reason = :reason,
       out_at = CASE WHEN :is_out = 1 THEN coalesce(out_at, :now) ELSE out_at END
 WHERE item_id = :id;

-- name: library_hold_files(id, holds)
UPDATE item SET holds_files = :holds WHERE id = :id;

-- What came before it in its language is superseded.
-- name: library_supersede(work_id, number, language)
UPDATE library_edition SET state = 'superseded'
 WHERE state = 'published' AND number < :number
   AND item_id IN (SELECT id FROM item
                    WHERE parent_id = :work_id AND kind = 'edition' AND language = :language);

-- name: library_wish_insert(id, me, now)
INSERT INTO library_wish (item_id, person_id, asked_at) VALUES (:id, :me, :now)
    ON CONFLICT (item_id, person_id) DO NOTHING;

-- name: library_wish_delete(id, me)
DELETE FROM library_wish WHERE item_id = :id AND person_id = :me;

-- name: library_wishes_end(id)
DELETE FROM library_wish WHERE item_id = :id;

-- Who waits for an edition that is out; of a work that is not published nobody is told yet.
-- fragment: untold_edition
FROM library_wish
JOIN library_edition ON library_edition.item_id = library_wish.item_id
JOIN item ON item.id = library_wish.item_id
JOIN person ON person.id = library_wish.person_id
WHERE library_edition.state IN ('published', 'superseded')
  AND item.status IN ('published', 'archived')
  AND person.left_at IS NULL AND person.erased_at IS NULL

-- name: library_untold(limit)
SELECT library_wish.item_id AS edition_id, person.id AS person_id, person.email, person.language
{untold_edition}
 ORDER BY library_wish.item_id, library_wish.person_id LIMIT :limit;

-- name: library_count_untold()
SELECT count(*) {untold_edition};

-- name: library_edition_work(id, me, roles)
SELECT coalesce(max(item.parent_id), 0) FROM item
 WHERE item.id = :id AND item.kind = 'edition' AND {visible};

-- Of several works, a JSON array of numbers, who made them.
-- name: library_authors_of(ids)
SELECT library_author.item_id AS work_id, library_author.name,
       CASE WHEN person.erased_at IS NULL THEN 0 ELSE 1 END AS is_gone
  FROM json_each(:ids) AS picked
  JOIN library_author ON library_author.item_id = CAST(picked.value AS INTEGER)
  LEFT JOIN person ON person.id = library_author.person_id
 ORDER BY library_author.item_id, library_author.position;

-- And their editions: by language, within it the newest last.
-- name: library_editions_of(ids, me, roles)
SELECT item.parent_id AS work_id, item.language, library_edition.state
  FROM json_each(:ids) AS picked
  JOIN item ON item.parent_id = CAST(picked.value AS INTEGER)
  JOIN library_edition ON library_edition.item_id = item.id
 WHERE item.kind = 'edition' AND {visible}
 ORDER BY item.parent_id, item.language, library_edition.number;
