-- Tables of works that are brought in together.

-- fragment: accession_fields
accession.id, accession.name, accession.language, accession.state, accession.publishes,
accession.takes_doubles, accession.n_rows, accession.n_done, accession.created_by,
accession.created_at, accession.applied_at, accession.cleared_at, accession.acted_by,
accession.by_command, accession.halted, accession.halted_at, creator.name AS creator,
actor.name AS actor

-- fragment: accession_people
LEFT JOIN person creator ON creator.id = accession.created_by
LEFT JOIN person actor ON actor.id = accession.acted_by

-- name: accession_find(id)
SELECT {accession_fields}
  FROM accession {accession_people}
 WHERE accession.id = :id;

-- name: accession_list(limit, offset)
SELECT {accession_fields}
  FROM accession {accession_people}
 ORDER BY accession.id DESC LIMIT :limit OFFSET :offset;

-- The oldest one first.
-- name: accession_working()
SELECT coalesce(min(id), 0) FROM accession WHERE state IN ('check', 'apply', 'undo');

-- name: accession_count_working()
SELECT count(*) FROM accession WHERE state IN ('check', 'apply', 'undo');

-- name: accession_insert(name, language, publishes, takes_doubles, n_rows, me, now)
INSERT INTO accession (name, language, state, publishes, takes_doubles, n_rows, created_by,
                       created_at, acted_by, by_command)
VALUES (:name, :language, 'check', :publishes, :takes_doubles, :n_rows, :me, :now, :me,
        CASE WHEN CAST(:me AS INTEGER) IS NULL THEN 1 ELSE 0 END)
RETURNING id;

-- name: accession_set_rules(id, publishes, takes_doubles)
UPDATE accession SET publishes = :publishes, takes_doubles = :takes_doubles WHERE id = :id;

-- Whoever is first changes the state, and the work is done in that name.
-- name: accession_set_state(id, before, state, me)
UPDATE accession
   SET state = :state, n_done = 0, halted = '', acted_by = :me,
       by_command = CASE WHEN CAST(:me AS INTEGER) IS NULL THEN 1 ELSE 0 END
 WHERE id = :id AND state = :before;

-- name: accession_halt(id, state, before, now)
UPDATE accession SET state = 'halted', halted = :state, halted_at = :now
 WHERE id = :id AND state = :state AND n_done = :before;

-- It goes on where it stopped.
-- name: accession_take_over(id, me)
UPDATE accession
   SET state = halted, halted = '', halted_at = NULL, acted_by = :me,
       by_command = CASE WHEN CAST(:me AS INTEGER) IS NULL THEN 1 ELSE 0 END
 WHERE id = :id AND state = 'halted' AND cleared_at IS NULL;

-- name: accession_count_halted()
SELECT count(*) FROM accession WHERE state = 'halted' AND cleared_at IS NULL;

-- name: accession_end_state(id, before, state, now)
UPDATE accession
   SET state = :state,
       applied_at = CASE WHEN :before = 'apply' THEN CAST(:now AS INTEGER) ELSE applied_at END
 WHERE id = :id AND state = :before;

-- One worker moves it on; another one that was late finds another number and stops.
-- name: accession_move_on(id, state, before, done)
UPDATE accession SET n_done = :done WHERE id = :id AND state = :state AND n_done = :before;

-- name: accession_list_old(before)
SELECT {accession_fields}
  FROM accession {accession_people}
 WHERE accession.cleared_at IS NULL
   AND accession.state IN ('checked', 'done', 'undone', 'halted')
   AND coalesce(accession.halted_at, accession.applied_at, accession.created_at) < :before;

-- name: accession_clear(id, now)
UPDATE accession SET cleared_at = :now WHERE id = :id;

-- name: accession_delete(id)
DELETE FROM accession WHERE id = :id;

-- ---- columns ----

-- name: accession_columns(id)
SELECT header, meaning FROM accession_column WHERE accession_id = :id ORDER BY position;

-- name: accession_insert_column(id, position, header, meaning)
INSERT INTO accession_column (accession_id, position, header, meaning)
VALUES (:id, :position, :header, :meaning);

-- ---- rows ----

-- name: accession_rows(id)
SELECT place, line, cells, title, outcome, notes, old_path, mark, is_double, choice, work_id,
       CAST(NULL AS TEXT) AS path
  FROM accession_row WHERE accession_id = :id ORDER BY place;

-- fragment: shown_row
accession_row.place, accession_row.line, accession_row.cells, accession_row.title,
accession_row.outcome, accession_row.notes, accession_row.old_path, accession_row.mark,
accession_row.is_double, accession_row.choice, accession_row.work_id,
'/library/' || item.slug AS path

-- Outcome '': all.
-- name: accession_show_rows(id, outcome, limit, offset)
SELECT {shown_row}
  FROM accession_row
  LEFT JOIN item ON item.id = accession_row.work_id
 WHERE accession_row.accession_id = :id AND (:outcome = '' OR accession_row.outcome = :outcome)
 ORDER BY accession_row.line, accession_row.place LIMIT :limit OFFSET :offset;

-- name: accession_insert_row(id, place, line, cells, title)
INSERT INTO accession_row (accession_id, place, line, cells, title)
VALUES (:id, :place, :line, :cells, :title);

-- name: accession_decide(id, place, outcome, notes, old_path, is_double, work_id)
UPDATE accession_row
   SET outcome = :outcome, notes = :notes, old_path = :old_path, is_double = :is_double,
       work_id = :work_id
 WHERE accession_id = :id AND place = :place;

-- What is taken back is nobody's choice any more.
-- name: accession_set_outcome(id, place, outcome)
UPDATE accession_row
   SET outcome = :outcome, choice = CASE WHEN :outcome = 'back' THEN '' ELSE choice END
 WHERE accession_id = :id AND place = :place;

-- The rest of what was being brought in when it stopped.
-- name: accession_leave_unbegun(id, done)
UPDATE accession_row SET outcome = 'unbegun'
 WHERE accession_id = :id AND place > :done AND outcome IN ('add', 'edition');

-- name: accession_count(id)
SELECT outcome, count(*) AS n_rows FROM accession_row WHERE accession_id = :id
 GROUP BY outcome ORDER BY outcome;

-- name: accession_delete_rows(id)
DELETE FROM accession_row WHERE accession_id = :id;

-- What a work is: it differs as soon as somebody has changed it or its editions, published or
-- withdrawn it, related it, put it on a list, or said something below it.
-- fragment: work_mark
(SELECT work.status || ' ' || CAST(max(part.updated_at) AS TEXT) || ' '
        || CAST(sum(part.version) AS TEXT) || ' ' || CAST(count(*) AS TEXT)
   FROM item part WHERE part.id = work.id OR part.parent_id = work.id)
|| ' ' || coalesce((SELECT CAST(changed_at AS TEXT) FROM library_work WHERE item_id = work.id), '')
|| ' ' || (SELECT CAST(count(*) AS TEXT) || ' ' || CAST(coalesce(max(updated_at), 0) AS TEXT)
             FROM item_translation WHERE item_id = work.id)
|| ' ' || (SELECT CAST(count(*) AS TEXT) FROM item_topic WHERE item_id = work.id)
|| ' ' || (SELECT CAST(count(*) AS TEXT) FROM item_file
             JOIN item part ON part.id = item_file.item_id
            WHERE part.id = work.id OR part.parent_id = work.id)
|| ' ' || (SELECT CAST(count(*) AS TEXT) FROM library_relation
            WHERE work_id = work.id OR other_id = work.id)
|| ' ' || (SELECT CAST(count(*) AS TEXT) FROM curated_entry WHERE work_id = work.id)
|| ' ' || (SELECT CAST(count(*) AS TEXT) FROM comment
             JOIN item part ON part.id = comment.item_id
            WHERE part.id = work.id OR part.parent_id = work.id)

-- Of rows with these places, a JSON array of numbers.
-- name: accession_mark(id, places)
UPDATE accession_row SET mark = (SELECT {work_mark} FROM item work WHERE work.id = accession_row.work_id)
 WHERE accession_id = :id AND work_id IS NOT NULL
   AND place IN (SELECT CAST(picked.value AS INTEGER) FROM json_each(:places) AS picked);

-- Of rows that came in before marks were set at once.
-- name: accession_set_marks(id)
UPDATE accession_row SET mark = (SELECT {work_mark} FROM item work WHERE work.id = accession_row.work_id)
 WHERE accession_id = :id AND work_id IS NOT NULL AND mark = '';

-- name: accession_as_marked(id, places)
SELECT accession_row.place AS id
  FROM accession_row
  JOIN item work ON work.id = accession_row.work_id
 WHERE accession_row.accession_id = :id AND {work_mark} = accession_row.mark
   AND accession_row.place IN (SELECT CAST(picked.value AS INTEGER) FROM json_each(:places) AS picked);

-- name: accession_is_as_it_was(work_id, mark)
SELECT count(*) FROM item work WHERE work.id = :work_id AND {work_mark} = :mark;

-- Rows that say something of a work of this person, or name the profile.
-- name: accession_forget(person_id)
UPDATE accession_row SET cells = '', notes = ''
 WHERE work_id IN (SELECT item_id FROM library_author WHERE person_id = :person_id)
    OR EXISTS (SELECT 1 FROM person
                WHERE person.id = :person_id AND person.handle IS NOT NULL
                  AND accession_row.cells LIKE '%/members/' || person.handle || '%');

-- ---- doubles ----

-- name: accession_show_doubles(id, limit, offset)
SELECT {shown_row}
  FROM accession_row
  LEFT JOIN item ON item.id = accession_row.work_id
 WHERE accession_row.accession_id = :id AND accession_row.is_double = 1
 ORDER BY accession_row.line, accession_row.place LIMIT :limit OFFSET :offset;

-- name: accession_count_doubles(id)
SELECT count(*) FROM accession_row WHERE accession_id = :id AND is_double = 1;

-- Places are a JSON array of numbers.
-- name: accession_doubles_at(id, places)
SELECT place, choice FROM accession_row
 WHERE accession_id = :id AND is_double = 1
   AND place IN (SELECT CAST(picked.value AS INTEGER) FROM json_each(:places) AS picked);

-- name: accession_choose(id, places, choice)
UPDATE accession_row SET choice = :choice
 WHERE accession_id = :id AND is_double = 1 AND choice <> :choice
   AND place IN (SELECT CAST(picked.value AS INTEGER) FROM json_each(:places) AS picked);

-- name: accession_choices(id)
SELECT place, choice FROM accession_row
 WHERE accession_id = :id AND choice <> '' ORDER BY place;

-- name: accession_count_chosen(id)
SELECT count(*) FROM accession_row WHERE accession_id = :id AND choice <> '';

-- name: accession_unchoose(id)
UPDATE accession_row SET choice = '' WHERE accession_id = :id AND choice <> '';

-- Rows of which the last check said something else than what was chosen since.
-- name: accession_count_unchecked(id)
SELECT count(*)
  FROM accession_row
  JOIN accession ON accession.id = accession_row.accession_id
 WHERE accession_row.accession_id = :id AND accession_row.is_double = 1
   AND accession_row.outcome <> CASE accession_row.choice
                                WHEN 'take' THEN 'add'
                                WHEN 'leave' THEN 'double'
                                ELSE CASE accession.takes_doubles WHEN 1 THEN 'add' ELSE 'double' END
                                END;

-- ---- files ----

-- name: accession_files(id)
SELECT accession_file.name, accession_file.fault, accession_file.file_id, accession_file.size,
       accession_file.n_rows, coalesce(file.type, '') AS type
  FROM accession_file
  LEFT JOIN file ON file.id = accession_file.file_id
 WHERE accession_file.accession_id = :id ORDER BY accession_file.name;

-- name: accession_count_files(id)
SELECT count(*) FROM accession_file WHERE accession_id = :id;

-- 0: none is called so; -1: one that is refused, or was let go.
-- name: accession_file_of(id, name)
SELECT coalesce(max(coalesce(file_id, -1)), 0) FROM accession_file
 WHERE accession_id = :id AND name = :name;

-- name: accession_put_file(id, name, file_id, size, fault)
INSERT INTO accession_file (accession_id, name, file_id, size, fault)
VALUES (:id, :name, :file_id, :size, :fault)
    ON CONFLICT (accession_id, name)
    DO UPDATE SET file_id = excluded.file_id, size = excluded.size, fault = excluded.fault;

-- name: accession_unname_files(id)
UPDATE accession_file SET n_rows = 0 WHERE accession_id = :id;

-- name: accession_name_file(id, name)
UPDATE accession_file SET n_rows = n_rows + 1 WHERE accession_id = :id AND name = :name;

-- name: accession_file_ids(id, limit)
SELECT DISTINCT file_id AS id FROM accession_file
 WHERE accession_id = :id AND file_id IS NOT NULL ORDER BY file_id LIMIT :limit;

-- name: accession_let_go(id, last)
UPDATE accession_file SET file_id = NULL WHERE accession_id = :id AND file_id <= :last;

-- name: accession_delete_files(id)
DELETE FROM accession_file WHERE accession_id = :id;

-- ---- words ----

-- name: accession_words(id)
SELECT kind, words, text, answer, n_rows FROM accession_word
 WHERE accession_id = :id ORDER BY n_rows DESC, kind, words;

-- name: accession_add_word(id, kind, words, text)
INSERT INTO accession_word (accession_id, kind, words, text, n_rows)
VALUES (:id, :kind, :words, :text, 1)
    ON CONFLICT (accession_id, kind, words) DO UPDATE SET n_rows = accession_word.n_rows + 1;

-- name: accession_answer(id, kind, words, answer)
UPDATE accession_word SET answer = :answer
 WHERE accession_id = :id AND kind = :kind AND words = :words;

-- Answers stay.
-- name: accession_uncount_words(id)
UPDATE accession_word SET n_rows = 0 WHERE accession_id = :id;

-- name: accession_delete_words(id)
DELETE FROM accession_word WHERE accession_id = :id;

-- name: accession_delete_columns(id)
DELETE FROM accession_column WHERE accession_id = :id;
