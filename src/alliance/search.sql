-- How a search ranks, the same on both databases: first what has all words in its title, then in
-- title or summary, then anywhere; within each the newest.  From each of the three at most
-- :candidates of the newest texts are looked at, so that a word that stands everywhere costs no
-- more than a rare one.  Of an item found in several languages the reader's is shown.  Last comes what
-- has them all on one page of a file that the reader may have; of an item's pages the first is shown.
--
-- Words come from search.c as letters and digits divided by single spaces, so they cannot be an
-- operator: FTS5 knows its own by capitals and signs, and PostgreSQL's text is cast, not parsed.

-- What has the words on this database: pages of files, and texts by rank, the best and newest first.
-- fragment: pages_sqlite
SELECT rowid AS id FROM search_page
 WHERE search_page MATCH :words || '*'
 ORDER BY rowid DESC LIMIT :pages

-- By a function, 0100_search_pages.sql says why.
-- fragment: pages_postgres
SELECT id FROM search_pages_with(CAST(replace(:words, ' ', ' & ') || ':*' AS tsquery), :pages) AS having_them (id)

-- fragment: anywhere_sqlite
SELECT rowid AS id FROM search
 WHERE search MATCH :words || '*'
 ORDER BY rowid DESC LIMIT :candidates

-- fragment: anywhere_postgres
SELECT id FROM search_text
 WHERE words @@ CAST(replace(:words, ' ', ' & ') || ':*' AS tsquery)
 ORDER BY id DESC LIMIT :candidates

-- fragment: ranked_sqlite
SELECT id, 1 FROM (SELECT rowid AS id FROM search
                    WHERE search MATCH 'title : (' || :words || '*)'
                    ORDER BY rowid DESC LIMIT :candidates) AS t
 UNION ALL
SELECT id, 2 FROM (SELECT rowid AS id FROM search
                    WHERE search MATCH '- body : (' || :words || '*)'
                    ORDER BY rowid DESC LIMIT :candidates) AS s
 UNION ALL
SELECT id, 3 FROM ({anywhere_sqlite}) AS b

-- fragment: ranked_postgres
SELECT id, 1 FROM (SELECT id FROM search_text
                    WHERE words @@ CAST(replace(:words, ' ', ':A & ') || ':A*' AS tsquery)
                    ORDER BY id DESC LIMIT :candidates) AS t
 UNION ALL
SELECT id, 2 FROM (SELECT id FROM search_text
                    WHERE words @@ CAST(replace(:words, ' ', ':AB & ') || ':AB*' AS tsquery)
                    ORDER BY id DESC LIMIT :candidates) AS s
 UNION ALL
SELECT id, 3 FROM ({anywhere_postgres}) AS b

-- The items on which these pages hang, for who may have the files.  The number of a page says whose it is
-- (document.h).
-- fragment: page_hit
SELECT asked_page.id, item.id
  FROM asked_page
  JOIN item_file ON item_file.file_id = asked_page.id / 16384
  JOIN item ON item.id = item_file.item_id
 WHERE {files_open}

-- Each text by its best rank: behind those that have the words themselves those with such a page.
-- fragment: best_text
page (item_id, page_id, n) AS (
    SELECT item_id, min(page_id), count(*) FROM hit GROUP BY item_id
), candidate (id, tier, page_id, n) AS (
    SELECT id, tier, 0, 0 FROM asked_text
     UNION ALL
    SELECT search_text.id, 4, page.page_id, page.n
      FROM page
      JOIN item ON item.id = page.item_id
      JOIN search_text ON search_text.item_id = item.id AND search_text.language = item.language
), best (id, tier, page_id, n) AS (
    SELECT id, min(tier), max(page_id), max(n) FROM candidate GROUP BY id
)

-- fragment: found_items
found (id, item_id, language, tier, page_id, n, place) AS (
    SELECT search_text.id, search_text.item_id, search_text.language, best.tier,
           max(best.page_id) OVER (PARTITION BY search_text.item_id),
           max(best.n) OVER (PARTITION BY search_text.item_id),
           row_number() OVER (PARTITION BY search_text.item_id
                              ORDER BY CASE WHEN search_text.language = :reader THEN 0 ELSE 1 END,
                                       best.tier, search_text.id)
      FROM best
      JOIN search_text ON search_text.id = best.id
     WHERE CAST(:language AS TEXT) = '' OR search_text.language = :language
), shown (item_id, tier, page_id, n_pages, kind, slug, language, published_at, title, summary, body,
         sort_at) AS (
    SELECT item.id AS item_id, found.tier, found.page_id, found.n AS n_pages,
           item.kind, item.slug, found.language, item.published_at,
           coalesce(item_translation.title, item.title) AS title,
           coalesce(item_translation.summary, item.summary) AS summary,
           coalesce(item_translation.body, item.body) AS body,
           coalesce(item.published_at, item.updated_at) AS sort_at
      FROM found
      JOIN item ON item.id = found.item_id
      LEFT JOIN item_translation ON item_translation.item_id = item.id
                                AND item_translation.language = found.language
     WHERE found.place = 1
       AND (CAST(:kind AS TEXT) = '' OR item.kind = :kind)
       AND (CAST(:pillar AS TEXT) = '' OR item.pillar = :pillar)
       AND (CAST(:since AS BIGINT) = 0
            OR (item.published_at >= :since AND item.published_at < :until))
       AND {visible}
     ORDER BY found.tier, sort_at DESC, item_id DESC
     LIMIT :limit OFFSET :offset
)
SELECT shown.item_id, shown.kind, shown.slug, shown.language, shown.published_at, shown.title,
       shown.summary, shown.body, shown.n_pages, coalesce(document_page.file_id, 0) AS file_id,
       coalesce(document_page.n, 0) AS page, document_page.text AS page_text, document.format,
       item_file.name AS file_name
  FROM shown
  LEFT JOIN document_page ON document_page.id = shown.page_id
  LEFT JOIN document ON document.file_id = document_page.file_id
  LEFT JOIN item_file ON item_file.item_id = shown.item_id
                     AND item_file.file_id = document_page.file_id
 ORDER BY shown.tier, shown.sort_at DESC, shown.item_id DESC

-- name: search_find(words, candidates, pages, kind, pillar, language, since, until, reader, me, roles, limit, offset)
WITH asked_page (id) AS ({pages_sqlite}), asked_text (id, tier) AS ({ranked_sqlite}),
hit (page_id, item_id) AS ({page_hit}), {best_text}, {found_items};
-- postgres:
WITH asked_page (id) AS ({pages_postgres}), asked_text (id, tier) AS ({ranked_postgres}),
hit (page_id, item_id) AS ({page_hit}), {best_text}, {found_items};

-- fragment: counted_items
page (item_id) AS (
    SELECT DISTINCT item_id FROM hit
), candidate (id) AS (
    SELECT id FROM asked_text
     UNION ALL
    SELECT search_text.id
      FROM page
      JOIN item ON item.id = page.item_id
      JOIN search_text ON search_text.item_id = item.id AND search_text.language = item.language
), found (item_id) AS (
    SELECT DISTINCT search_text.item_id
      FROM candidate
      JOIN search_text ON search_text.id = candidate.id
     WHERE CAST(:language AS TEXT) = '' OR search_text.language = :language
)
SELECT count(*)
  FROM found
  JOIN item ON item.id = found.item_id
 WHERE (CAST(:kind AS TEXT) = '' OR item.kind = :kind)
   AND (CAST(:pillar AS TEXT) = '' OR item.pillar = :pillar)
   AND (CAST(:since AS BIGINT) = 0
        OR (item.published_at >= :since AND item.published_at < :until))
   AND {visible}

-- name: search_count(words, candidates, pages, kind, pillar, language, since, until, me, roles)
WITH asked_page (id) AS ({pages_sqlite}), asked_text (id) AS ({anywhere_sqlite}),
hit (page_id, item_id) AS ({page_hit}), {counted_items};
-- postgres:
WITH asked_page (id) AS ({pages_postgres}), asked_text (id) AS ({anywhere_postgres}),
hit (page_id, item_id) AS ({page_hit}), {counted_items};

-- fragment: titled_items
SELECT item.id AS item_id, item.slug, search_text.language, coalesce(t.title, item.title) AS title
  FROM titled
  JOIN search_text ON search_text.id = titled.id
  JOIN item ON item.id = search_text.item_id
  LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = search_text.language
 WHERE item.kind = :kind AND {visible}
 ORDER BY titled.id DESC

-- Texts of items of one kind with all these words, whole, in the title.  Titles are found by the index before
-- they are put in order: to save the sort, PostgreSQL would walk along all texts until it has seen enough, which
-- is never where few have the words.
-- name: search_titles(words, most, kind, me, roles)
WITH titled (id) AS (SELECT rowid AS id FROM search
                      WHERE search MATCH 'title : (' || :words || ')'
                      ORDER BY rowid DESC LIMIT :most) {titled_items};
-- postgres:
WITH titled (id) AS (SELECT id FROM (SELECT id FROM search_text
                                      WHERE words @@ CAST(replace(:words, ' ', ':A & ') || ':A' AS tsquery)
                                     OFFSET 0) AS having_them
                      ORDER BY id DESC LIMIT :most) {titled_items};

-- ---- works ----

-- For who knows the texts of works by heart: what the index has, ranked and bounded likewise.

-- name: search_texts_with(words, candidates)
WITH asked_text (id, tier) AS ({ranked_sqlite})
SELECT id AS text_id, min(tier) AS tier FROM asked_text GROUP BY id;
-- postgres:
WITH asked_text (id, tier) AS ({ranked_postgres})
SELECT id AS text_id, min(tier) AS tier FROM asked_text GROUP BY id;

-- fragment: on_items
SELECT item_file.item_id, min(asked_page.id) AS page_id
  FROM asked_page
  JOIN item_file ON item_file.file_id = asked_page.id / 16384
 GROUP BY item_file.item_id

-- name: search_pages_with(words, pages)
WITH asked_page (id) AS ({pages_sqlite}) {on_items};
-- postgres:
WITH asked_page (id) AS ({pages_postgres}) {on_items};

-- The texts with these numbers, a JSON array.
-- name: search_works_texts(ids, me, roles)
SELECT search_text.id AS text_id, item.id AS item_id, search_text.language,
       coalesce(t.title, item.title) AS title, coalesce(t.summary, item.summary) AS summary,
       coalesce(t.body, item.body) AS body
  FROM json_each(:ids) AS picked
  JOIN search_text ON search_text.id = CAST(picked.value AS INTEGER)
  JOIN item ON item.id = search_text.item_id
  LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = search_text.language
 WHERE {visible};

-- The pages of files with these numbers, likewise, and of which work and item the file is.
-- name: search_works_pages(ids, me, roles)
SELECT document_page.id AS page_id, document_page.file_id, document_page.n AS page,
       document_page.text AS page_text, document.format, item_file.name AS file_name,
       item.language, CASE WHEN item.kind = 'work' THEN item.id ELSE item.parent_id END AS work_id
  FROM json_each(:ids) AS picked
  JOIN document_page ON document_page.id = CAST(picked.value AS INTEGER)
  JOIN document ON document.file_id = document_page.file_id
  JOIN item_file ON item_file.file_id = document_page.file_id
  JOIN item ON item.id = item_file.item_id
 WHERE item.kind IN ('work', 'edition') AND {visible} AND {files_open};

-- ---- the index ----

-- The items are a JSON array of numbers.
-- fragment: these_items
(SELECT CAST(picked.value AS INTEGER) FROM json_each(:items) AS picked)

-- A row for each of their texts.  One that is there already is written, too: what stands beside the text
-- may be another (the triggers of work_change).
-- name: search_text_insert(items)
INSERT INTO search_text (item_id, language)
SELECT text.item_id, text.language
  FROM (SELECT id AS item_id, language FROM item WHERE id IN {these_items}
         UNION ALL
        SELECT item_id, language FROM item_translation WHERE item_id IN {these_items}) AS text
 WHERE 1 = 1
    ON CONFLICT (item_id, language) DO UPDATE SET language = excluded.language;

-- name: search_texts(items)
SELECT search_text.id, search_text.item_id, item.kind, coalesce(t.title, item.title) AS title,
       coalesce(t.summary, item.summary) AS summary, coalesce(t.body, item.body) AS body
  FROM search_text
  JOIN item ON item.id = search_text.item_id
  LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = search_text.language
 WHERE search_text.item_id IN {these_items}
   AND (search_text.language = item.language OR t.item_id IS NOT NULL);

-- name: search_stale(items)
SELECT search_text.id FROM search_text
 WHERE search_text.item_id IN {these_items}
   AND NOT EXISTS (SELECT 1 FROM item
                    WHERE item.id = search_text.item_id AND item.language = search_text.language)
   AND NOT EXISTS (SELECT 1 FROM item_translation t
                    WHERE t.item_id = search_text.item_id AND t.language = search_text.language);

-- Words of every language of an item: what its files are called, who speaks in a session, who made
-- a work.
-- name: search_beside(items)
SELECT item_file.item_id, item_file.title AS words
  FROM item_file JOIN item ON item.id = item_file.item_id
 WHERE item_file.item_id IN {these_items} AND item.holds_files = 0
 UNION ALL
SELECT item_id, name || ' ' || affiliation AS words FROM programme_speaker
 WHERE item_id IN {these_items}
 UNION ALL
SELECT item_id, name AS words FROM library_author WHERE item_id IN {these_items};

-- Likewise what was asked and answered at an event or in a session.  By itself: where many vote, PostgreSQL
-- refuses who has read the questions and writes something else.
-- name: search_answers(items)
SELECT item_id, text || ' ' || answer AS words FROM floor_question
 WHERE item_id IN {these_items} AND status = 'answered' AND into_id IS NULL
 UNION ALL
SELECT session_id AS item_id, text || ' ' || answer AS words FROM floor_question
 WHERE session_id IN {these_items} AND status = 'answered' AND into_id IS NULL;

-- name: search_unlearnt_insert(items)
INSERT INTO search_unlearnt (text_id)
SELECT id FROM search_text WHERE item_id IN {these_items}
    ON CONFLICT DO NOTHING;

-- name: search_put(id, title, summary, body)
INSERT OR REPLACE INTO search (rowid, title, summary, body)
VALUES (:id, :title, :summary, :body);
-- postgres:
UPDATE search_text
   SET words = CAST(
       CASE WHEN CAST(:title AS text) = '' THEN '' ELSE replace(:title, ' ', ':1A ') || ':1A ' END ||
       CASE WHEN CAST(:summary AS text) = '' THEN ''
            ELSE replace(:summary, ' ', ':2B ') || ':2B ' END ||
       CASE WHEN CAST(:body AS text) = '' THEN '' ELSE replace(:body, ' ', ':3C ') || ':3C' END
       AS tsvector)
 WHERE id = :id;

-- name: search_take_out(id)
DELETE FROM search WHERE rowid = :id;
-- postgres:
DELETE FROM search_text WHERE id = :id;

-- name: search_text_delete(id)
DELETE FROM search_text WHERE id = :id;

-- name: search_items_after(id, limit)
SELECT id FROM item WHERE id > :id ORDER BY id LIMIT :limit;

-- name: search_orphans(limit)
SELECT id, language
  FROM search_text
 WHERE NOT EXISTS (SELECT 1 FROM item WHERE item.id = search_text.item_id)
 LIMIT :limit;
