-- Who may see which of many items: the rule, asked of one item of each circle.

-- name: circles_open(items, me, roles)
SELECT item.id, CASE WHEN {files_open} THEN 1 ELSE 0 END AS files
  FROM json_each(:items) AS picked
  JOIN item ON item.id = CAST(picked.value AS INTEGER)
 WHERE {visible}
 ORDER BY picked.key;
