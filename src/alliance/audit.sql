-- name: audit_insert(at, person_id, action, item_id, subject, request_id)
INSERT INTO audit (at, person_id, action, item_id, subject, request_id)
VALUES (:at, :person_id, :action, :item_id, :subject, :request_id);

-- name: audit_list(action, limit, offset)
SELECT audit.id, audit.at, audit.person_id, audit.item_id, person.name AS person, audit.action,
       audit.subject, audit.request_id
  FROM audit
  LEFT JOIN person ON person.id = audit.person_id
 WHERE CAST(:action AS TEXT) = '' OR audit.action = :action
 ORDER BY audit.id DESC
 LIMIT :limit OFFSET :offset;
