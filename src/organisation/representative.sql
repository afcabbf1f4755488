-- Who speaks for an organisation: only while the person is there.

-- fragment: representative_columns
representative.id, representative.organisation_id, representative.person_id,
representative.created_at, representative.since, representative.until, person.name, {person_page},
organisation.name AS organisation, organisation.slug AS organisation_slug,
CASE WHEN representative.since <= :now
      AND (representative.until IS NULL OR representative.until > :now) THEN 1 ELSE 0 END AS in_force

-- fragment: representative_joins
JOIN person ON person.id = representative.person_id
JOIN organisation ON organisation.id = representative.organisation_id

-- fragment: is_open
(representative.until IS NULL OR representative.until > :now)

-- name: representative_list(organisation_id, now, me, roles)
SELECT {representative_columns}
  FROM representative {representative_joins}
 WHERE representative.organisation_id = :organisation_id AND representative.since <= :now
   AND {is_open} AND person.left_at IS NULL AND ({shown} & 33) = 33
   AND person.organisation_id = representative.organisation_id
 ORDER BY person.name, representative.id;

-- name: representative_list_waiting(now, limit)
SELECT {representative_columns}
  FROM representative {representative_joins}
 WHERE representative.confirmed_at IS NULL AND {is_open} AND person.left_at IS NULL
 ORDER BY representative.created_at, representative.id
 LIMIT :limit;

-- name: representative_find_mine(organisation_id, now, me)
SELECT {representative_columns}
  FROM representative {representative_joins}
 WHERE representative.organisation_id = :organisation_id AND representative.person_id = :me
   AND {is_open} AND person.organisation_id = representative.organisation_id
 ORDER BY representative.id DESC LIMIT 1;

-- name: representative_is_there(organisation_id, me)
SELECT count(*) FROM person WHERE id = :me AND organisation_id = :organisation_id;

-- name: representative_offer(organisation_id, now, me)
INSERT INTO representative (organisation_id, person_id, created_at)
SELECT :organisation_id, person.id, :now FROM person
 WHERE person.id = :me AND person.organisation_id = :organisation_id AND person.left_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM representative
                    WHERE representative.organisation_id = :organisation_id
                      AND representative.person_id = :me AND {is_open})
RETURNING id;

-- name: representative_withdraw(organisation_id, now, me)
UPDATE representative SET until = :now
 WHERE organisation_id = :organisation_id AND person_id = :me AND {is_open};

-- name: representative_confirm(id, now, until)
UPDATE representative SET confirmed_at = :now, since = :now, until = :until
 WHERE id = :id AND confirmed_at IS NULL AND {is_open};

-- name: representative_end(id, now)
UPDATE representative SET until = :now WHERE id = :id AND {is_open};
