-- name: mailing_count_ended(id, subject)
INSERT INTO mailing_count (mailing_id, subject, deed, n)
SELECT id, CASE WHEN subject_b = '' THEN '' ELSE CAST(:subject AS TEXT) END, 'ended', 1
  FROM mailing
 WHERE id = :id
    ON CONFLICT (mailing_id, subject, deed) DO UPDATE SET n = mailing_count.n + 1;

-- name: mailing_count_answer(outbox_id, created_at)
INSERT INTO mailing_count (mailing_id, subject, deed, n)
SELECT mailing_id, subject, 'answered', 1
  FROM outbox
 WHERE id = :outbox_id AND created_at = :created_at AND mailing_id IS NOT NULL
    ON CONFLICT (mailing_id, subject, deed) DO UPDATE SET n = mailing_count.n + 1;
