-- name: part_save(import_id, n, rows)
INSERT INTO import_part (import_id, n, rows) VALUES (:import_id, :n, :rows)
    ON CONFLICT (import_id, n) DO UPDATE SET rows = excluded.rows;

-- name: part_save_sieve(import_id, n, bits)
INSERT INTO import_sieve (import_id, n, bits) VALUES (:import_id, :n, :bits)
    ON CONFLICT (import_id, n) DO UPDATE SET bits = excluded.bits;

-- What is counted of it stays as it is.
-- name: part_rewrite(import_id, n, rows)
UPDATE import_part SET rows = :rows WHERE import_id = :import_id AND n = :n;

-- Parts of before sieves were kept have none.
-- name: part_list_sieves()
SELECT import_part.import_id, import_part.n, import_sieve.bits
  FROM import_part
  LEFT JOIN import_sieve ON import_sieve.import_id = import_part.import_id
                        AND import_sieve.n = import_part.n
 ORDER BY import_part.import_id, import_part.n;

-- name: part_delete_counts(import_id, n)
DELETE FROM import_count WHERE import_id = :import_id AND n = :n;

-- name: part_insert_count(import_id, n, outcome, n_rows)
INSERT INTO import_count (import_id, n, outcome, n_rows)
VALUES (:import_id, :n, :outcome, :n_rows);

-- name: part_delete_all(import_id)
DELETE FROM import_part WHERE import_id = :import_id;

-- name: part_find(import_id, n)
SELECT rows FROM import_part WHERE import_id = :import_id AND n = :n;

-- name: part_count(import_id)
SELECT 0 AS n, outcome, CAST(sum(n_rows) AS INTEGER) AS n_rows
  FROM import_count WHERE import_id = :import_id GROUP BY outcome;

-- Outcome 0: all.
-- name: part_list_counts(import_id, outcome)
SELECT n, 0 AS outcome, CAST(sum(n_rows) AS INTEGER) AS n_rows
  FROM import_count
 WHERE import_id = :import_id AND (:outcome = 0 OR outcome = :outcome)
 GROUP BY n
 ORDER BY n;
