-- Add :n members and :n published items to a SQLite demo, each item found by search.
-- Given to sqlite3 by script/bench after `.parameter set :n 10000`.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
BEGIN;

CREATE TEMP TABLE place AS SELECT row_number() OVER (ORDER BY iso2) - 1 AS n, iso2 FROM country;

INSERT INTO person (email, name, country, organisation, joined_at, is_demo)
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :n)
SELECT 'person' || n || '@bench.example', 'Person ' || n,
       (SELECT iso2 FROM place WHERE place.n = number.n % (SELECT count(*) FROM place)),
       'Organisation ' || n % 5000, 1370044800 + n % 100000000, 1
FROM number;

INSERT INTO item (kind, slug, status, audience, title, summary, body, published_at, listed_at,
                  created_at, updated_at)
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :n)
SELECT 'post', 'bench-' || n, 'published', 'public', 'Post ' || n,
       'What was learnt in district ' || n % 1000,
       'The social service workforce of district ' || n % 1000 || ' met for the ' || n || 'th time.',
       1370044800 + n % 100000000, 1370044800 + n % 100000000, 1370044800 + n % 100000000,
       1370044800 + n % 100000000
FROM number;

-- Words as alliance/search.c folds them: small letters, one space between two.
INSERT INTO search_text (item_id, language)
SELECT id, language FROM item WHERE slug LIKE 'bench-%' ORDER BY id;
INSERT INTO search (rowid, title, summary, body)
SELECT search_text.id, lower(item.title), lower(item.summary), lower(replace(item.body, '.', ''))
  FROM search_text JOIN item ON item.id = search_text.item_id
 WHERE item.slug LIKE 'bench-%';

COMMIT;
ANALYZE;
