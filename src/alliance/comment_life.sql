-- What becomes of a comment: versions, words to it, reports.

-- name: comment_versions(id, limit)
SELECT until, body FROM comment_version WHERE comment_id = :id ORDER BY id DESC LIMIT :limit;

-- name: comment_keep_version(id, body, now)
INSERT INTO comment_version (comment_id, body, until)
SELECT id, body, :now FROM comment WHERE id = :id AND body <> :body AND status <> 'removed';

-- name: comment_change(id, body, now)
UPDATE comment SET body = :body, edited_at = :now
 WHERE id = :id AND body <> :body AND status <> 'removed';

-- name: comment_delete_versions(id)
DELETE FROM comment_version WHERE comment_id = :id;

-- name: comment_take_back(id)
UPDATE comment SET status = 'removed', body = '', edited_at = NULL WHERE id = :id;

-- A wording that it proposed goes with it; that it was decided stays.
-- name: comment_forget_wording(id)
UPDATE drafting_proposal
   SET base = '', wording = '', state = CASE WHEN state = 'open' THEN 'withdrawn' ELSE state END
 WHERE comment_id = :id;

-- name: comment_react(id, me, word, now)
INSERT INTO comment_reaction (comment_id, person_id, word, since) VALUES (:id, :me, :word, :now)
    ON CONFLICT (comment_id, person_id) DO UPDATE SET word = excluded.word, since = excluded.since
     WHERE comment_reaction.word <> excluded.word;

-- name: comment_react_no_more(id, me)
DELETE FROM comment_reaction WHERE comment_id = :id AND person_id = :me;

-- name: comment_delete_mentions(id)
DELETE FROM mention WHERE comment_id = :id;

-- name: comment_delete_reactions(id)
DELETE FROM comment_reaction WHERE comment_id = :id;

-- name: comment_word_counts(item_id, first, last)
SELECT comment_reaction.comment_id, comment_reaction.word, count(*) AS n
  FROM comment JOIN comment_reaction ON comment_reaction.comment_id = comment.id
 WHERE comment.item_id = :item_id AND comment.id BETWEEN :first AND :last
   AND comment.status = 'shown'
 GROUP BY comment_reaction.comment_id, comment_reaction.word
 ORDER BY comment_reaction.comment_id, n DESC, comment_reaction.word;

-- name: comment_reactions(id, limit)
SELECT person.id AS person_id, person.name, person.is_demo, comment_reaction.word
  FROM comment_reaction JOIN person ON person.id = comment_reaction.person_id
 WHERE comment_reaction.comment_id = :id
 ORDER BY comment_reaction.since, person.id
 LIMIT :limit;

-- name: comment_reaction_mine(id, me)
SELECT word FROM comment_reaction WHERE comment_id = :id AND person_id = :me;

-- name: comment_report(id, me, reason, now)
INSERT INTO comment_report (comment_id, person_id, reason, created_at)
VALUES (:id, :me, :reason, :now)
    ON CONFLICT (comment_id, person_id) DO UPDATE SET reason = excluded.reason;

-- name: comment_reports(item_id, limit)
SELECT comment.id AS comment_id, comment_report.created_at, teller.name, comment_report.reason,
       coalesce(author.name, '') AS author, comment.body, coalesce(author.is_demo, 0) AS is_demo
  FROM comment_report
  JOIN comment ON comment.id = comment_report.comment_id
  JOIN person AS teller ON teller.id = comment_report.person_id
  LEFT JOIN person AS author ON author.id = comment.person_id
 WHERE comment.item_id = :item_id AND comment.status = 'shown'
 ORDER BY comment.id, comment_report.created_at, teller.id
 LIMIT :limit;

-- The only comment of a text that is reported.
-- name: comment_find_reported(item_id)
SELECT min(comment.id)
  FROM comment_report JOIN comment ON comment.id = comment_report.comment_id
 WHERE comment.item_id = :item_id AND comment.status = 'shown'
HAVING min(comment.id) = max(comment.id);

-- name: comment_count_reported(item_id)
SELECT count(*)
  FROM comment_report JOIN comment ON comment.id = comment_report.comment_id
 WHERE comment.item_id = :item_id AND comment.status = 'shown';

-- name: comment_forget_reports(id)
DELETE FROM comment_report WHERE comment_id = :id;
