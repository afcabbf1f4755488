-- Where mails go, and where they do not.

-- Of the addresses in a JSON array, those to which mails do not go.
-- name: sender_paused(addresses)
SELECT address FROM mail_reach
 WHERE paused_at IS NOT NULL
   AND address IN (SELECT value FROM json_each(:addresses) AS asked);

-- Of the people whose numbers are in a JSON array, those whose last word to a purpose was yes.
-- name: sender_agreeing(ids, purpose)
SELECT person_id
  FROM consent
 WHERE person_id IN (SELECT CAST(value AS INTEGER)
                       FROM json_each(:ids) AS asked)
   AND purpose = :purpose AND given = 1
   AND NOT EXISTS (SELECT 1 FROM consent AS later
                    WHERE later.person_id = consent.person_id AND later.purpose = consent.purpose
                      AND later.id > consent.id);
