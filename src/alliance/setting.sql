-- name: setting_list()
SELECT name, value FROM setting;

-- name: setting_write(name, value)
INSERT INTO setting (name, value)
VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: setting_file_exists(id)
SELECT count(*) FROM file WHERE id = :id;
