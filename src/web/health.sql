-- name: health_ask()
SELECT count(*) FROM setting;
