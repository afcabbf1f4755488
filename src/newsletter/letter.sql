-- An issue as a mail.

-- The picture of who wrote an issue, as far as @me with @roles may see it; parameters of {shown}.
-- name: letter_author_picture(item_id, me, roles)
SELECT person.picture_id
  FROM item
  JOIN person ON person.id = item.author_id
 WHERE item.id = :item_id AND ({shown} & 3) = 3 AND person.picture_id IS NOT NULL;
