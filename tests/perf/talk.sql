-- Fill a SQLite demo with talk: a group of :members people, and :talks discussions of 50 comments
-- each in it, the first with 1,000.  Given to sqlite3 by script/bench after people.sql.
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
BEGIN;

INSERT INTO item (kind, slug, status, audience, language, title, summary, body, actual_on,
                  published_at, created_at, updated_at)
VALUES ('group', 'bench', 'published', 'public', 'en', 'Bench', '', '', '2016', 1, 1, 1);
UPDATE item SET group_id = id WHERE slug = 'bench' AND kind = 'group';
INSERT INTO interest_group (item_id, joining, inside)
SELECT id, 'open', 'members' FROM item WHERE slug = 'bench' AND kind = 'group';
INSERT INTO group_member (group_id, person_id, state, since)
SELECT item.id, person.id, 'in', 1 FROM item, person
 WHERE item.slug = 'bench' AND item.kind = 'group'
   AND (person.handle LIKE 'bench%' OR person.email = 'member@example.org');

CREATE TEMP TABLE talk AS
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < :talks)
SELECT n, n * 2654435761 % 4294967296 AS r FROM number;
CREATE TEMP TABLE writer AS
SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM person WHERE handle LIKE 'bench%';

INSERT INTO item (kind, slug, status, audience, language, title, summary, body, author_id, author,
                  parent_id, group_id, published_at, created_at, updated_at)
SELECT 'discussion', 'talk-' || talk.n, 'published', 'members', 'en',
       'A question about supervision, number ' || talk.n, '',
       'What do you do when a case is closed, and nobody has looked at it again?', writer.id, 'Somebody',
       place.id, place.id, 1400000000 + talk.r % 80000000, 1400000000 + talk.r % 80000000,
       1400000000 + talk.r % 80000000
  FROM talk
  JOIN item AS place ON place.slug = 'bench' AND place.kind = 'group'
  JOIN writer ON writer.n = talk.r % (SELECT count(*) FROM writer);
INSERT INTO discussion (item_id, group_id, n_comments, active_at, told_at)
SELECT id, group_id, CASE slug WHEN 'talk-1' THEN 1000 ELSE 50 END, created_at + 5000, 1
  FROM item WHERE kind = 'discussion' AND slug LIKE 'talk-%';

CREATE TEMP TABLE turn AS
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 1000)
SELECT n FROM number;
INSERT INTO comment (item_id, person_id, status, body, created_at)
SELECT item.id, writer.id, 'shown',
       'In our country the supervisor looks at it after a month, and says so in the file (' || turn.n
       || '). It is not much work, and the worker knows that somebody cares.',
       item.created_at + turn.n * 100
  FROM item
  JOIN turn ON turn.n <= CASE item.slug WHEN 'talk-1' THEN 1000 ELSE 50 END
  JOIN writer ON writer.n = (item.id * 31 + turn.n * 7) % (SELECT count(*) FROM writer)
 WHERE item.kind = 'discussion' AND item.slug LIKE 'talk-%';
COMMIT;
ANALYZE;
