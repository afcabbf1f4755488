-- What the program asks of a database before it knows its schema.

-- name: migrate_has_table()
SELECT count(*) FROM sqlite_schema WHERE name = 'migration'
-- postgres:
SELECT CASE WHEN to_regclass('migration') IS NULL THEN 0 ELSE 1 END

-- name: migrate_list()
SELECT number, name, checksum FROM migration ORDER BY number;

-- name: migrate_insert(number, name, checksum, now)
INSERT INTO migration (number, name, checksum, applied_at) VALUES (:number, :name, :checksum, :now);

-- Other nodes wait here until the transaction ends.  SQLite's BEGIN IMMEDIATE has done it already.
-- name: migrate_lock()
SELECT 0
-- postgres:
SELECT 0 FROM pg_advisory_xact_lock(825438240)

-- name: migrate_sorts_by_bytes()
SELECT 1
-- postgres:
SELECT CASE WHEN datcollate IN ('C', 'POSIX') THEN 1 ELSE 0 END
  FROM pg_database WHERE datname = current_database()
