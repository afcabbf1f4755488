-- name: portrait_set(person_id, file_id)
UPDATE person SET picture_id = nullif(:file_id, 0), version = version + 1 WHERE id = :person_id;

-- name: portrait_link(file_id, width, variant_id)
INSERT INTO file_variant (file_id, width, variant_id) VALUES (:file_id, :width, :variant_id)
    ON CONFLICT (file_id, width) DO NOTHING;

-- name: portrait_list_variants(file_id)
SELECT variant_id AS id FROM file_variant WHERE file_id = :file_id ORDER BY width;

-- name: portrait_unlink(file_id)
DELETE FROM file_variant WHERE file_id = :file_id;
