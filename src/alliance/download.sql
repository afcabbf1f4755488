-- name: download_count(file_id, month)
INSERT INTO download (file_id, month, n) VALUES (:file_id, :month, 1)
    ON CONFLICT (file_id, month) DO UPDATE SET n = download.n + 1;

-- name: download_list(item_id, month)
SELECT download.file_id, CAST(sum(download.n) AS INTEGER) AS n,
       CAST(sum(CASE WHEN download.month = :month THEN download.n ELSE 0 END) AS INTEGER) AS n_month
  FROM item_file JOIN download ON download.file_id = item_file.file_id
 WHERE item_file.item_id = :item_id
 GROUP BY download.file_id;

-- name: download_delete(file_id)
DELETE FROM download WHERE file_id = :file_id;
