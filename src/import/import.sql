-- fragment: import_fields
import.id, import.file_id, import.name, import.state, import.fault, import.mode, import.dates,
import.has_header, import.invite, import.n_rows, import.n_done, import.created_by,
import.created_at, import.applied_at, import.cleared_at, import.sheet, import.sheets,
import.n_hidden, creator.name AS creator

-- name: import_find(id)
SELECT {import_fields} FROM import LEFT JOIN person creator ON creator.id = import.created_by
 WHERE import.id = :id;

-- name: import_list(limit, offset)
SELECT {import_fields} FROM import LEFT JOIN person creator ON creator.id = import.created_by
 ORDER BY import.id DESC LIMIT :limit OFFSET :offset;

-- name: import_insert(name, file_id, me, now)
INSERT INTO import (name, file_id, state, created_by, created_at)
VALUES (:name, :file_id, 'look', :me, :now)
RETURNING id;

-- name: import_set_rules(id, mode, dates, has_header, invite)
UPDATE import SET mode = :mode, dates = :dates, has_header = :has_header, invite = :invite
 WHERE id = :id;

-- Whoever is first changes the state.
-- name: import_set_state(id, before, state)
UPDATE import SET state = :state, n_done = 0, fault = '' WHERE id = :id AND state = :before;

-- name: import_end_state(id, before, state, fault, now)
UPDATE import
   SET state = :state, fault = :fault,
       applied_at = CASE WHEN :before = 'apply' THEN CAST(:now AS INTEGER) ELSE applied_at END
 WHERE id = :id AND state = :before;

-- One worker moves it on; another one that was late finds another number and stops.
-- name: import_move_on(id, state, before, done)
UPDATE import SET n_done = :done WHERE id = :id AND state = :state AND n_done = :before;

-- name: import_set_rows(id, n_rows, n_hidden)
UPDATE import SET n_rows = :n_rows, n_hidden = :n_hidden WHERE id = :id;

-- name: import_set_sheet(id, sheet, sheets)
UPDATE import SET sheet = :sheet, sheets = :sheets WHERE id = :id;

-- name: import_columns(id)
SELECT position, header, samples, meaning, n_filled, day_first, month_first, n_unclear
  FROM import_column WHERE import_id = :id ORDER BY position;

-- name: import_delete_columns(id)
DELETE FROM import_column WHERE import_id = :id;

-- name: import_insert_column(id, position, header, samples, meaning, n_filled, day_first, month_first, n_unclear)
INSERT INTO import_column (import_id, position, header, samples, meaning, n_filled, day_first,
                           month_first, n_unclear)
VALUES (:id, :position, :header, :samples, :meaning, :n_filled, :day_first, :month_first,
        :n_unclear);

-- name: import_set_meaning(id, position, meaning)
UPDATE import_column SET meaning = :meaning WHERE import_id = :id AND position = :position;

-- ---- spellings of countries ----

-- name: import_list_answers()
SELECT words, country FROM country_spelling ORDER BY words;

-- name: import_answer(words, country, now)
INSERT INTO country_spelling (words, country, decided_at) VALUES (:words, :country, :now)
    ON CONFLICT (words) DO UPDATE SET country = excluded.country, decided_at = excluded.decided_at;

-- name: import_spellings(id, limit)
SELECT words, text, n_rows FROM import_spelling
 WHERE import_id = :id
   AND NOT EXISTS (SELECT 1 FROM country_spelling known WHERE known.words = import_spelling.words)
 ORDER BY n_rows DESC, words LIMIT :limit;

-- name: import_add_spelling(id, words, text, n_rows)
INSERT INTO import_spelling (import_id, words, text, n_rows) VALUES (:id, :words, :text, :n_rows)
    ON CONFLICT (import_id, words)
    DO UPDATE SET n_rows = import_spelling.n_rows + excluded.n_rows;

-- name: import_delete_spellings(id)
DELETE FROM import_spelling WHERE import_id = :id;

-- ---- what is deleted ----

-- name: import_list_old(before)
SELECT {import_fields} FROM import LEFT JOIN person creator ON creator.id = import.created_by
 WHERE import.cleared_at IS NULL AND import.created_at < :before
   AND import.state NOT IN ('look', 'check', 'apply', 'undo')
 ORDER BY import.id;

-- name: import_clear(id, now)
UPDATE import SET file_id = NULL, cleared_at = :now WHERE id = :id;

-- name: import_delete(id)
DELETE FROM import WHERE id = :id;

-- name: import_forget_file(id)
UPDATE import SET file_id = NULL WHERE id = :id;

-- name: import_addresses(person_id)
SELECT email AS address FROM person WHERE id = :person_id
 UNION ALL
SELECT address FROM person_address WHERE person_id = :person_id;

-- ---- people ----

-- What a list may say of a record.  Who only takes mails was never a member and has not gone.
-- fragment: import_known
id, email, name, coalesce(name_latin, '') AS name_latin, coalesce(country, '') AS country,
organisation, position, coalesce(level, '') AS level, joined_at,
CASE WHEN left_at = joined_at THEN 1 ELSE 0 END AS is_subscriber,
CASE WHEN erased_at IS NOT NULL OR (left_at <= :now AND left_at <> joined_at)
       OR EXISTS (SELECT 1 FROM erasure WHERE erasure.person_id = person.id) THEN 1 ELSE 0
END AS has_gone

-- name: import_find_person(email, now)
SELECT {import_known} FROM person
 WHERE email = :email;

-- name: import_find_person_address(address, now)
SELECT {import_known} FROM person
 WHERE id = (SELECT person_id FROM person_address WHERE address = :address);

-- name: import_has_addresses()
SELECT count(*) FROM (SELECT 1 FROM person_address LIMIT 1) one;

-- name: import_find_person_id(id, now)
SELECT {import_known} FROM person WHERE id = :id;

-- name: import_insert_person(email, name, country, organisation, organisation_id, position, level, language, joined_at, shown_members)
INSERT INTO person (email, name, country, organisation, organisation_id, position, level, language,
                    joined_at, shown_members)
VALUES (:email, :name, :country, :organisation, :organisation_id, :position, :level, :language,
        :joined_at, :shown_members)
    ON CONFLICT (email) DO NOTHING
RETURNING id;

-- name: import_update_person(id, name, country, organisation, organisation_id, position, level, joined_at)
UPDATE person
   SET name = :name, country = :country, organisation = :organisation,
       organisation_id = CASE WHEN :organisation_id = 0 THEN organisation_id
                              ELSE nullif(:organisation_id, 0) END,
       position = :position, level = :level, joined_at = :joined_at,
       version = version + 1
 WHERE id = :id;

-- A subscriber becomes a member, and sees what other members see of a record that is read in.
-- name: import_become_member(id, joined_at, shown_members)
UPDATE person
   SET joined_at = :joined_at, left_at = NULL, shown_members = :shown_members,
       version = version + 1
 WHERE id = :id AND left_at = joined_at AND erased_at IS NULL;

-- And back, if nothing else has been said of the membership.
-- name: import_end_member(id, joined_at, subscribed_at)
UPDATE person
   SET joined_at = :subscribed_at, left_at = :subscribed_at, version = version + 1
 WHERE id = :id AND joined_at = :joined_at AND left_at IS NULL;

-- name: import_forget_organisation(id)
UPDATE person SET organisation_id = NULL WHERE id = :id;

-- name: import_has_interest(person_id, interest)
SELECT count(*) FROM person_interest WHERE person_id = :person_id AND interest = :interest;

-- name: import_add_interest(person_id, interest)
INSERT INTO person_interest (person_id, interest) VALUES (:person_id, :interest)
    ON CONFLICT (person_id, interest) DO NOTHING;

-- name: import_take_interest(person_id, interest)
DELETE FROM person_interest WHERE person_id = :person_id AND interest = :interest;

-- name: import_has_language(person_id, language)
SELECT count(*) FROM person_language WHERE person_id = :person_id AND language = :language;

-- name: import_add_language(person_id, language)
INSERT INTO person_language (person_id, language) VALUES (:person_id, :language)
    ON CONFLICT (person_id, language) DO NOTHING;

-- name: import_take_language(person_id, language)
DELETE FROM person_language WHERE person_id = :person_id AND language = :language;

-- ---- undo ----

-- Has it become more than what the list made of it?
-- fragment: differs_from_list
version <> 1 OR picture_id IS NOT NULL OR left_at IS NOT NULL OR erased_at IS NOT NULL
OR seen_at IS NOT NULL
OR EXISTS (SELECT 1 FROM consent WHERE person_id = person.id AND source <> 'import')
OR EXISTS (SELECT 1 FROM outbox WHERE person_id = person.id AND template <> 'import.invite')

-- Of those whose numbers are in a JSON array, whose record is not as a list leaves it.
-- name: import_list_used(ids)
SELECT id FROM person
 WHERE id IN (SELECT CAST(value AS INTEGER)
                FROM json_each(:ids) AS asked)
   AND ({differs_from_list});

-- name: import_delete_person(id)
DELETE FROM person WHERE id = :id;

-- ---- organisations that a list has made ----

-- name: import_note_organisation(id, organisation_id)
INSERT INTO import_organisation (import_id, organisation_id) VALUES (:id, :organisation_id)
    ON CONFLICT DO NOTHING;

-- Nobody works there, nobody has described it or made it one with another.
-- name: import_delete_organisations(id)
DELETE FROM organisation
 WHERE id IN (SELECT organisation_id FROM import_organisation WHERE import_id = :id)
   AND merged_into IS NULL AND website IS NULL AND about = ''
   AND NOT EXISTS (SELECT 1 FROM organisation spelling WHERE spelling.merged_into = organisation.id)
   AND NOT EXISTS (SELECT 1 FROM person WHERE person.organisation_id = organisation.id)
   AND NOT EXISTS (SELECT 1 FROM representative WHERE organisation_id = organisation.id);
