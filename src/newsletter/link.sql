-- name: link_insert(mailing_id, number, url)
INSERT INTO mailing_link (mailing_id, number, url) VALUES (:mailing_id, :number, :url);

-- name: link_list(mailing_id)
SELECT number, url, 0 AS n FROM mailing_link WHERE mailing_id = :mailing_id ORDER BY number;

-- name: link_list_counted(mailing_id)
SELECT mailing_link.number, mailing_link.url, coalesce(mailing_count.n, 0) AS n
  FROM mailing_link
  LEFT JOIN mailing_count ON mailing_count.mailing_id = mailing_link.mailing_id
                         AND mailing_count.subject = ''
                         AND mailing_count.deed = 'link ' || mailing_link.number
 WHERE mailing_link.mailing_id = :mailing_id
 ORDER BY 3 DESC, mailing_link.number;

-- name: link_find(mailing_id, number)
SELECT url FROM mailing_link WHERE mailing_id = :mailing_id AND number = :number;

-- name: link_count(mailing_id, number)
INSERT INTO mailing_count (mailing_id, subject, deed, n)
SELECT mailing_id, '', 'link ' || number, 1
  FROM mailing_link
 WHERE mailing_id = :mailing_id AND number = :number
    ON CONFLICT (mailing_id, subject, deed) DO UPDATE SET n = mailing_count.n + 1;
