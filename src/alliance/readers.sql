-- Who takes the newsletter and since when, for readers.c to add up: put together here, a million
-- readers would stand in memory four times.

-- One yes, until the next answer of the same person.
-- fragment: yes
consent.answered_at AS since,
       (SELECT later.answered_at
          FROM consent later
         WHERE later.person_id = consent.person_id AND later.purpose = consent.purpose
           AND later.id > consent.id AND later.answered_at < :end
         ORDER BY later.id
         LIMIT 1) AS until

-- fragment: is_yes
consent.purpose = 'newsletter' AND consent.given = 1 AND consent.answered_at < :end

-- name: reader_yes(end)
SELECT {yes}, person.joined_at AS from_at, person.left_at AS to_at
  FROM consent JOIN person ON person.id = consent.person_id
 WHERE {is_yes};

-- As in figure.sql, who is away is no member.
-- name: reader_yes_away(end)
SELECT {yes}, away.since AS from_at, away.until AS to_at
  FROM person_absence away JOIN consent ON consent.person_id = away.person_id
 WHERE {is_yes};
