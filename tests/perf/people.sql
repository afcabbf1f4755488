-- Add :n members to a SQLite demo, as varied as members are, who agreed to stand in the directory.
-- Given to sqlite3 by script/bench after `.parameter set :n 10000`.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
BEGIN;

CREATE TEMP TABLE place AS SELECT row_number() OVER (ORDER BY iso2) - 1 AS n, iso2 FROM country;
CREATE TEMP TABLE topic_of AS SELECT row_number() OVER (ORDER BY slug) - 1 AS n, slug FROM interest;
CREATE TEMP TABLE number AS
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :n)
SELECT n, n * 2654435761 % 4294967296 AS r FROM number;
CREATE TEMP TABLE first (n INTEGER, name TEXT);
INSERT INTO first VALUES (0, 'Amina'), (1, 'Juma'), (2, 'Grace'), (3, 'Peter'), (4, 'Fatou'),
  (5, 'Kwame'), (6, 'Ana'), (7, 'Luís'), (8, 'Wei'), (9, 'Noor'), (10, 'Zoë'), (11, 'Jürgen'),
  (12, 'Мария'), (13, 'Chidi'), (14, 'Sita'), (15, 'José');
CREATE TEMP TABLE last (n INTEGER, name TEXT);
INSERT INTO last VALUES (0, 'Okoth'), (1, 'Mwangi'), (2, 'Lima'), (3, 'Diallo'), (4, 'Mensah'),
  (5, 'Banda'), (6, 'Phiri'), (7, 'Khan'), (8, 'Silva'), (9, 'Dube'), (10, 'Müller'),
  (11, 'Петрова'), (12, 'Nguyen'), (13, 'Ouédraogo'), (14, 'Tembo'), (15, 'García');

INSERT INTO person (email, name, handle, country, organisation, position, level, language,
                    joined_at, seen_at, is_demo, shown_public, shown_members)
SELECT 'person' || number.n || '@host' || (number.r % 997) || '.example',
       first.name || ' ' || last.name || ' ' || (number.r % 89), 'bench' || number.n,
       (SELECT iso2 FROM place WHERE place.n = number.r % (SELECT count(*) FROM place)),
       'Organisation ' || (number.r % 5000), 'Social worker',
       CASE number.r % 4 WHEN 0 THEN 'macro' WHEN 1 THEN 'mezzo' WHEN 2 THEN 'micro' END,
       CASE number.r % 3 WHEN 0 THEN 'fr' ELSE 'en' END, 1370044800 + number.r % 110000000,
       1440000000 + number.r % 40000000, 1, CASE number.r % 5 WHEN 0 THEN 8191 ELSE 1 END, 8191
  FROM number
  JOIN first ON first.n = number.r % 16
  JOIN last ON last.n = number.r / 16 % 16;

INSERT INTO person_language (person_id, language)
SELECT id, CASE id % 3 WHEN 0 THEN 'fr' ELSE 'en' END FROM person WHERE handle LIKE 'bench%'
 UNION ALL
SELECT id, CASE id % 5 WHEN 0 THEN 'sw' WHEN 1 THEN 'pt' ELSE 'ar' END
  FROM person WHERE handle LIKE 'bench%' AND id % 2 = 0;

INSERT INTO person_interest (person_id, interest)
SELECT person.id, topic_of.slug
  FROM person JOIN topic_of ON topic_of.n = person.id % (SELECT count(*) FROM topic_of)
 WHERE person.handle LIKE 'bench%';

INSERT OR IGNORE INTO consent_wording (purpose, language, version, text, created_at)
VALUES ('directory', 'en', 99, 'bench', 0), ('newsletter', 'en', 99, 'bench', 0);
INSERT INTO consent (person_id, purpose, wording_id, given, source, evidence, answered_at)
SELECT person.id, consent_wording.purpose, consent_wording.id, 1, 'join', 'bench', 0
  FROM person JOIN consent_wording ON consent_wording.version = 99
 WHERE person.handle LIKE 'bench%' AND (consent_wording.purpose = 'directory' OR person.id % 3 = 0);

COMMIT;
ANALYZE;
