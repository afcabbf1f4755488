-- What is kept in memory about people: of the numbers from :low to :high, in their order.  Who was
-- erased has no address.

-- name: roster_people(low, high)
SELECT person.id, person.name, person.name_latin,
       CASE WHEN person.erased_at IS NULL THEN person.email ELSE '' END AS email,
       coalesce(person.country, '') AS country,
       coalesce(country.region, '') AS region, coalesce(country.subregion, '') AS subregion,
       person.organisation, coalesce(organisation.type, '') AS type,
       coalesce(organisation.id, 0) AS organisation_id, coalesce(person.level, '') AS level,
       person.language, person.joined_at, coalesce(person.left_at, 0) AS left_at,
       coalesce(person.seen_at, 0) AS seen_at, person.shown_public, person.shown_members
  FROM person
  LEFT JOIN country ON country.iso2 = person.country
  LEFT JOIN organisation ON organisation.id = person.organisation_id
 WHERE person.id BETWEEN :low AND :high
 ORDER BY person.id;

-- name: roster_languages(low, high)
SELECT person_id, language AS token
  FROM person_language
 WHERE person_id BETWEEN :low AND :high
 ORDER BY person_id, language;

-- name: roster_interests(low, high)
SELECT person_id, interest AS token
  FROM person_interest
 WHERE person_id BETWEEN :low AND :high
 ORDER BY person_id, interest;

-- name: roster_groups(low, high)
SELECT person_id, CAST(group_id AS TEXT) AS token
  FROM group_member
 WHERE person_id BETWEEN :low AND :high AND state = 'in'
 ORDER BY person_id, group_id;

-- name: roster_terms(low, high)
SELECT person_id, role || ':' || scope || ':' || since || ':' || coalesce(until, 0) AS token
  FROM person_role
 WHERE person_id BETWEEN :low AND :high
 ORDER BY person_id, token;

-- The last answer to each purpose, where it says yes.
-- name: roster_purposes(low, high)
SELECT person_id, purpose AS token
  FROM consent
 WHERE person_id BETWEEN :low AND :high AND given = 1
   AND NOT EXISTS (SELECT 1 FROM consent later
                    WHERE later.person_id = consent.person_id
                      AND later.purpose = consent.purpose AND later.id > consent.id)
 ORDER BY person_id, purpose;

-- name: roster_deeds(low, high)
SELECT DISTINCT author_id AS person_id, 'wrote' AS token
  FROM item
 WHERE author_id BETWEEN :low AND :high AND status IN ('published', 'archived')
 UNION ALL
SELECT DISTINCT person_id, 'commented'
  FROM comment
 WHERE person_id BETWEEN :low AND :high AND status = 'shown'
 UNION ALL
SELECT person_id, 'translated'
  FROM (SELECT texts_by AS person_id FROM item_translation WHERE texts_by BETWEEN :low AND :high
         UNION
        SELECT proposed_by FROM proposal WHERE proposed_by BETWEEN :low AND :high) AS translator
 ORDER BY person_id, token;

-- name: roster_absences(low, high)
SELECT person_id, since, until
  FROM person_absence
 WHERE person_id BETWEEN :low AND :high;

-- The oldest and newest note of a change that is kept, the highest number of a person, and the first
-- transaction whose notes might not all be seen yet.
-- name: roster_bell()
SELECT (SELECT coalesce(min(id), 0) FROM person_change) AS oldest,
       (SELECT coalesce(max(id), 0) FROM person_change) AS newest,
       (SELECT coalesce(max(id), 0) FROM person) AS top, 0 AS horizon;
-- postgres:
SELECT (SELECT coalesce(min(id), 0) FROM person_change) AS oldest,
       (SELECT coalesce(max(id), 0) FROM person_change) AS newest,
       (SELECT coalesce(max(id), 0) FROM person) AS top,
       txid_snapshot_xmin(txid_current_snapshot()) AS horizon;

-- Of somebody new there is a note only on PostgreSQL, where a lower number may be committed later.
-- name: roster_changed(last, top, horizon)
SELECT person_id AS id FROM person_change WHERE id > :last AND :horizon >= 0
 UNION
SELECT id FROM person WHERE id > :top
 ORDER BY id;
-- postgres:
SELECT person_id AS id FROM person_change WHERE id > :last OR writer >= :horizon
 UNION
SELECT id FROM person WHERE id > :top
 ORDER BY id;

-- name: roster_forget_changes(keep)
DELETE FROM person_change WHERE id <= (SELECT max(id) FROM person_change) - :keep;
