-- Works with all words: in their own texts, in those of their editions, or on one page of a file of
-- either.  Ranked and bounded as search.sql says; a work is as good as the best text of it.  Shown is
-- a text in the reader's language, of the work itself before an edition's.

-- name: search_works(words, candidates, pages, reader, me, roles)
WITH hit (page_id, item_id) AS (
    SELECT document_page.id, item.id
      FROM (SELECT rowid AS id FROM search_page
             WHERE search_page MATCH :words || '*'
             ORDER BY rowid DESC
             LIMIT :pages) AS p
      JOIN document_page ON document_page.id = p.id
      JOIN item_file ON item_file.file_id = document_page.file_id
      JOIN item ON item.id = item_file.item_id
     WHERE item.kind IN ('work', 'edition') AND {files_open}
), page (item_id, page_id) AS (
    SELECT item_id, min(page_id) FROM hit GROUP BY item_id
), candidate (id, tier, page_id) AS (
    SELECT id, 1, 0 FROM (SELECT rowid AS id FROM search
                           WHERE search MATCH 'title : (' || :words || '*)'
                           ORDER BY rowid DESC LIMIT :candidates) AS t
     UNION ALL
    SELECT id, 2, 0 FROM (SELECT rowid AS id FROM search
                           WHERE search MATCH '- body : (' || :words || '*)'
                           ORDER BY rowid DESC LIMIT :candidates) AS s
     UNION ALL
    SELECT id, 3, 0 FROM (SELECT rowid AS id FROM search
                           WHERE search MATCH :words || '*'
                           ORDER BY rowid DESC LIMIT :candidates) AS b
     UNION ALL
    SELECT search_text.id, 4, page.page_id
      FROM page
      JOIN item ON item.id = page.item_id
      JOIN search_text ON search_text.item_id = item.id AND search_text.language = item.language
), best (id, tier, page_id) AS (
    SELECT id, min(tier), max(page_id) FROM candidate GROUP BY id
), found (work_id, text_id, language, tier, page_id, of_edition) AS (
    SELECT CASE WHEN item.kind = 'work' THEN item.id ELSE item.parent_id END, search_text.id,
           search_text.language, best.tier, best.page_id,
           CASE WHEN item.kind = 'work' THEN 0 ELSE 1 END
      FROM best
      JOIN search_text ON search_text.id = best.id
      JOIN item ON item.id = search_text.item_id
     WHERE item.kind IN ('work', 'edition') AND {visible}
)
SELECT work_id, text_id, tier, page_id
  FROM (SELECT work_id, text_id,
               min(tier) OVER (PARTITION BY work_id) AS tier,
               max(page_id) OVER (PARTITION BY work_id) AS page_id,
               row_number() OVER (PARTITION BY work_id
                                  ORDER BY CASE WHEN language = :reader THEN 0 ELSE 1 END,
                                           of_edition, tier, text_id) AS place
          FROM found) AS placed
 WHERE place = 1;
-- postgres:
WITH hit (page_id, item_id) AS (
    SELECT document_page.id, item.id
      FROM (SELECT id FROM search_page
             WHERE words @@ CAST(replace(:words, ' ', ' & ') || ':*' AS tsquery)
             ORDER BY id DESC
             LIMIT :pages) AS p
      JOIN document_page ON document_page.id = p.id
      JOIN item_file ON item_file.file_id = document_page.file_id
      JOIN item ON item.id = item_file.item_id
     WHERE item.kind IN ('work', 'edition') AND {files_open}
), page (item_id, page_id) AS (
    SELECT item_id, min(page_id) FROM hit GROUP BY item_id
), candidate (id, tier, page_id) AS (
    SELECT id, 1, 0 FROM (SELECT id FROM search_text
                           WHERE words @@ CAST(replace(:words, ' ', ':A & ') || ':A*' AS tsquery)
                           ORDER BY id DESC LIMIT :candidates) AS t
     UNION ALL
    SELECT id, 2, 0 FROM (SELECT id FROM search_text
                           WHERE words @@ CAST(replace(:words, ' ', ':AB & ') || ':AB*' AS tsquery)
                           ORDER BY id DESC LIMIT :candidates) AS s
     UNION ALL
    SELECT id, 3, 0 FROM (SELECT id FROM search_text
                           WHERE words @@ CAST(replace(:words, ' ', ' & ') || ':*' AS tsquery)
                           ORDER BY id DESC LIMIT :candidates) AS b
     UNION ALL
    SELECT search_text.id, 4, page.page_id
      FROM page
      JOIN item ON item.id = page.item_id
      JOIN search_text ON search_text.item_id = item.id AND search_text.language = item.language
), best (id, tier, page_id) AS (
    SELECT id, min(tier), max(page_id) FROM candidate GROUP BY id
), found (work_id, text_id, language, tier, page_id, of_edition) AS (
    SELECT CASE WHEN item.kind = 'work' THEN item.id ELSE item.parent_id END, search_text.id,
           search_text.language, best.tier, best.page_id,
           CASE WHEN item.kind = 'work' THEN 0 ELSE 1 END
      FROM best
      JOIN search_text ON search_text.id = best.id
      JOIN item ON item.id = search_text.item_id
     WHERE item.kind IN ('work', 'edition') AND {visible}
)
SELECT work_id, text_id, tier, page_id
  FROM (SELECT work_id, text_id,
               min(tier) OVER (PARTITION BY work_id) AS tier,
               max(page_id) OVER (PARTITION BY work_id) AS page_id,
               row_number() OVER (PARTITION BY work_id
                                  ORDER BY CASE WHEN language = :reader THEN 0 ELSE 1 END,
                                           of_edition, tier, text_id) AS place
          FROM found) AS placed
 WHERE place = 1;

-- The texts with these numbers, a JSON array.
-- name: search_works_texts(ids, me, roles)
SELECT search_text.id AS text_id, item.id AS item_id, search_text.language,
       coalesce(t.title, item.title) AS title, coalesce(t.summary, item.summary) AS summary,
       coalesce(t.body, item.body) AS body
  FROM json_each(:ids) AS picked
  JOIN search_text ON search_text.id = picked.value
  JOIN item ON item.id = search_text.item_id
  LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = search_text.language
 WHERE {visible};
-- postgres:
SELECT search_text.id AS text_id, item.id AS item_id, search_text.language,
       coalesce(t.title, item.title) AS title, coalesce(t.summary, item.summary) AS summary,
       coalesce(t.body, item.body) AS body
  FROM json_array_elements_text(CAST(:ids AS json)) AS picked (value)
  JOIN search_text ON search_text.id = CAST(picked.value AS bigint)
  JOIN item ON item.id = search_text.item_id
  LEFT JOIN item_translation t ON t.item_id = item.id AND t.language = search_text.language
 WHERE {visible};

-- The pages of files with these numbers, likewise, and of which work and item the file is.
-- name: search_works_pages(ids, me, roles)
SELECT document_page.id AS page_id, document_page.file_id, document_page.n AS page,
       document_page.text AS page_text, document.format, item_file.name AS file_name,
       item.language, CASE WHEN item.kind = 'work' THEN item.id ELSE item.parent_id END AS work_id
  FROM json_each(:ids) AS picked
  JOIN document_page ON document_page.id = picked.value
  JOIN document ON document.file_id = document_page.file_id
  JOIN item_file ON item_file.file_id = document_page.file_id
  JOIN item ON item.id = item_file.item_id
 WHERE item.kind IN ('work', 'edition') AND {visible} AND {files_open};
-- postgres:
SELECT document_page.id AS page_id, document_page.file_id, document_page.n AS page,
       document_page.text AS page_text, document.format, item_file.name AS file_name,
       item.language, CASE WHEN item.kind = 'work' THEN item.id ELSE item.parent_id END AS work_id
  FROM json_array_elements_text(CAST(:ids AS json)) AS picked (value)
  JOIN document_page ON document_page.id = CAST(picked.value AS bigint)
  JOIN document ON document.file_id = document_page.file_id
  JOIN item_file ON item_file.file_id = document_page.file_id
  JOIN item ON item.id = item_file.item_id
 WHERE item.kind IN ('work', 'edition') AND {visible} AND {files_open};
