-- Shared drafts: the record beside the item, its paragraphs, its editors, proposed wordings.

-- Proposals that wait for a decision, of the row of `drafting`; who proposed is shown already.
-- fragment: n_open
(SELECT count(*) FROM comment
   JOIN drafting_proposal ON drafting_proposal.comment_id = comment.id
  WHERE comment.item_id = drafting.item_id AND comment.status = 'shown'
    AND drafting_proposal.state = 'open') AS n_open

-- name: drafting_find(id, me)
SELECT drafting.item_id AS id, drafting.state, coalesce(drafting.closes_at, 0) AS closes_at,
       drafting.zone, coalesce(drafting.event_id, 0) AS event_id,
       coalesce(drafting.work_id, 0) AS work_id,
       CASE WHEN EXISTS (SELECT 1 FROM drafting_editor
                          WHERE drafting_editor.item_id = drafting.item_id
                            AND drafting_editor.person_id = :me) THEN 1 ELSE 0 END AS is_editor,
       {n_open}
  FROM drafting WHERE drafting.item_id = :id;

-- Also one without a record, which says nothing but its text.
-- name: drafting_list(group_id, me, roles, limit, offset)
SELECT item.id, item.slug, item.title, item.summary,
       CASE WHEN drafting.state = 'closed' THEN 1 ELSE 0 END AS is_closed,
       CASE WHEN drafting.state = 'final' THEN 1 ELSE 0 END AS is_final,
       coalesce(drafting.closes_at, 0) AS closes_at, {n_open}
  FROM item LEFT JOIN drafting ON drafting.item_id = item.id
 WHERE item.kind = 'drafting' AND (:group_id = 0 OR item.group_id = :group_id)
   AND item.status IN ('published', 'archived') AND {visible}
 ORDER BY CASE WHEN drafting.state = 'open' THEN 0 ELSE 1 END, item.listed_at DESC, item.id DESC
 LIMIT :limit OFFSET :offset;

-- name: drafting_count_all(group_id, me, roles, limit)
SELECT count(*) FROM (
    SELECT 1 FROM item
     WHERE item.kind = 'drafting' AND (:group_id = 0 OR item.group_id = :group_id)
       AND item.status IN ('published', 'archived') AND {visible} LIMIT :limit) counted;

-- ---- paragraphs ----

-- name: drafting_paragraphs(item_id)
SELECT paragraph.id, paragraph.number, paragraph.place, paragraph.version, paragraph.body,
       coalesce(origin.number, 0) AS split_from, coalesce(goal.number, 0) AS went_into,
       (SELECT count(*) FROM comment
         WHERE comment.paragraph_id = paragraph.id AND comment.status = 'shown') AS n_said,
       (SELECT count(*) FROM comment
          JOIN drafting_proposal ON drafting_proposal.comment_id = comment.id
         WHERE comment.paragraph_id = paragraph.id AND comment.status = 'shown'
           AND drafting_proposal.state = 'open') AS n_open
  FROM drafting_paragraph AS paragraph
  LEFT JOIN drafting_paragraph AS origin ON origin.id = paragraph.from_id
  LEFT JOIN drafting_paragraph AS goal ON goal.id = paragraph.into_id
 WHERE paragraph.item_id = :item_id
 ORDER BY CASE WHEN paragraph.place = 0 THEN 1 ELSE 0 END, paragraph.place, paragraph.number;

-- name: drafting_of_paragraph(id)
SELECT item_id FROM drafting_paragraph WHERE id = :id;

-- name: drafting_insert_paragraph(item_id, place, body, from_id)
INSERT INTO drafting_paragraph (item_id, number, place, body, from_id)
SELECT :item_id, 1 + coalesce(max(number), 0), :place, :body, CAST(:from_id AS INTEGER)
  FROM drafting_paragraph WHERE item_id = :item_id
RETURNING id;

-- name: drafting_write_paragraph(id, place, body)
UPDATE drafting_paragraph
   SET place = :place, into_id = NULL,
       version = version + CASE WHEN body = :body AND place > 0 THEN 0 ELSE 1 END, body = :body
 WHERE id = :id AND (place <> :place OR body <> :body);

-- name: drafting_drop_paragraph(id)
UPDATE drafting_paragraph SET place = 0, version = version + 1 WHERE id = :id;

-- name: drafting_went_into(id, into_id)
UPDATE drafting_paragraph SET into_id = :into_id WHERE id = :id;

-- ---- its life ----

-- name: drafting_insert(item_id, closes_at, zone)
INSERT INTO drafting (item_id, closes_at, zone) VALUES (:item_id, CAST(:closes_at AS INTEGER), :zone);

-- name: drafting_set_terms(item_id, closes_at, zone)
UPDATE drafting SET state = 'open', closes_at = CAST(:closes_at AS INTEGER), zone = :zone
 WHERE item_id = :item_id AND state <> 'final';

-- name: drafting_set_event(item_id, event_id)
UPDATE drafting SET event_id = CAST(:event_id AS INTEGER) WHERE item_id = :item_id;

-- name: drafting_set_work(item_id, work_id)
UPDATE drafting SET work_id = :work_id WHERE item_id = :item_id;

-- name: drafting_close(item_id)
UPDATE drafting SET state = 'closed' WHERE item_id = :item_id AND state = 'open';

-- name: drafting_finish(item_id)
UPDATE drafting SET state = 'final'
 WHERE item_id = :item_id AND state <> 'final'
   AND NOT EXISTS (SELECT 1 FROM comment
                     JOIN drafting_proposal ON drafting_proposal.comment_id = comment.id
                    WHERE comment.item_id = :item_id AND comment.status <> 'removed'
                      AND drafting_proposal.state = 'open');

-- name: drafting_due(now, limit)
SELECT drafting.item_id AS id, item.title
  FROM drafting JOIN item ON item.id = drafting.item_id
 WHERE drafting.state = 'open' AND drafting.closes_at <= :now
 ORDER BY drafting.closes_at, drafting.item_id LIMIT :limit;

-- name: drafting_count_due(now)
SELECT count(*) FROM drafting WHERE state = 'open' AND closes_at <= :now;

-- ---- editors ----

-- name: drafting_editors(item_id)
SELECT person.id AS person_id, person.name, person.is_demo
  FROM drafting_editor JOIN person ON person.id = drafting_editor.person_id
 WHERE drafting_editor.item_id = :item_id
 ORDER BY drafting_editor.since, person.id;

-- Who in the group is called so: all of them, since two are nobody.
-- name: drafting_called(group_id, name)
SELECT person.id AS person_id, person.name, person.is_demo
  FROM group_member JOIN person ON person.id = group_member.person_id
 WHERE group_member.group_id = :group_id AND group_member.state = 'in'
   AND lower(person.name) = lower(:name) AND person.left_at IS NULL
 ORDER BY person.id LIMIT 2;

-- name: drafting_add_editor(item_id, person_id, now)
INSERT INTO drafting_editor (item_id, person_id, since) VALUES (:item_id, :person_id, :now)
    ON CONFLICT (item_id, person_id) DO NOTHING;

-- name: drafting_remove_editor(item_id, person_id)
DELETE FROM drafting_editor WHERE item_id = :item_id AND person_id = :person_id;

-- ---- proposed wordings ----

-- fragment: proposal_columns
comment.id, comment.item_id, comment.paragraph_id, paragraph.number AS paragraph, paragraph.place,
paragraph.version, paragraph.body AS present, comment.created_at,
coalesce(comment.person_id, 0) AS person_id, coalesce(person.name, '') AS name,
coalesce(person.is_demo, 0) AS is_demo, comment.status, comment.body AS why,
drafting_proposal.base, drafting_proposal.wording, drafting_proposal.state,
drafting_proposal.reason, coalesce(decider.name, '') AS decider,
coalesce(drafting_proposal.decided_at, 0) AS decided_at,
(SELECT count(*) FROM comment_reaction
  WHERE comment_reaction.comment_id = comment.id AND comment_reaction.word = 'agree') AS n_agree,
CASE WHEN comment.person_id = :me THEN 1 ELSE 0 END AS mine,
(SELECT count(*) FROM comment_reaction
  WHERE comment_reaction.comment_id = comment.id AND comment_reaction.word = 'agree'
    AND comment_reaction.person_id = :me) AS i_agree

-- fragment: proposal_rows
comment JOIN drafting_proposal ON drafting_proposal.comment_id = comment.id
JOIN drafting_paragraph AS paragraph ON paragraph.id = comment.paragraph_id
LEFT JOIN person ON person.id = comment.person_id
LEFT JOIN person AS decider ON decider.id = drafting_proposal.decided_by

-- Held ones are for their author and for who decides about comments (:decides is 1); @paragraph_id
-- 0: of all.
-- fragment: proposal_asked
comment.item_id = :item_id AND (:paragraph_id = 0 OR comment.paragraph_id = :paragraph_id)
AND (comment.status = 'shown'
     OR (comment.status = 'held' AND (comment.person_id = :me OR :decides = 1)))

-- name: drafting_proposals(item_id, paragraph_id, me, decides, limit, offset)
SELECT {proposal_columns} FROM {proposal_rows}
 WHERE {proposal_asked}
 ORDER BY CASE WHEN drafting_proposal.state = 'open' THEN 0 ELSE 1 END,
          CASE WHEN paragraph.place = 0 THEN 1 ELSE 0 END, paragraph.place, comment.id
 LIMIT :limit OFFSET :offset;

-- name: drafting_count_proposals(item_id, paragraph_id, me, decides)
SELECT count(*) FROM {proposal_rows} WHERE {proposal_asked};

-- name: drafting_proposal(id, me)
SELECT {proposal_columns} FROM {proposal_rows} WHERE comment.id = :id;

-- name: drafting_propose(id, base, wording)
INSERT INTO drafting_proposal (comment_id, base, wording) VALUES (:id, :base, :wording);

-- Of two editors who decide at once one changes the row.
-- name: drafting_decide(id, state, reason, me, now)
UPDATE drafting_proposal
   SET state = :state, reason = :reason, decided_by = :me, decided_at = :now
 WHERE comment_id = :id AND state = 'open';

-- ---- the record ----

-- What was said, oldest paragraph first, then of the whole; what is taken away is not in it.
-- name: drafting_record(item_id, limit, offset)
SELECT comment.id, coalesce(paragraph.number, 0) AS paragraph, comment.created_at,
       coalesce(person.name, '') AS name, coalesce(person.is_demo, 0) AS is_demo,
       comment.body AS words,
       CASE WHEN drafting_proposal.comment_id IS NULL THEN 0 ELSE 1 END AS proposes,
       coalesce(drafting_proposal.base, '') AS base,
       coalesce(drafting_proposal.wording, '') AS wording,
       coalesce(drafting_proposal.state, '') AS state,
       coalesce(drafting_proposal.reason, '') AS reason, coalesce(decider.name, '') AS decider,
       coalesce(drafting_proposal.decided_at, 0) AS decided_at,
       (SELECT count(*) FROM comment_reaction
         WHERE comment_reaction.comment_id = comment.id
           AND comment_reaction.word = 'agree') AS n_agree
  FROM comment
  LEFT JOIN drafting_paragraph AS paragraph ON paragraph.id = comment.paragraph_id
  LEFT JOIN drafting_proposal ON drafting_proposal.comment_id = comment.id
  LEFT JOIN person ON person.id = comment.person_id
  LEFT JOIN person AS decider ON decider.id = drafting_proposal.decided_by
 WHERE comment.item_id = :item_id AND comment.status = 'shown'
 ORDER BY CASE WHEN paragraph.number IS NULL THEN 1 ELSE 0 END, paragraph.number, comment.id
 LIMIT :limit OFFSET :offset;

-- name: drafting_count_record(item_id)
SELECT count(*) FROM comment WHERE item_id = :item_id AND status = 'shown';
