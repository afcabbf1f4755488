-- Where mails go, and where they do not.

-- Of the addresses in a JSON array, those to which mails do not go.
-- name: sender_paused(addresses)
SELECT address FROM mail_reach
 WHERE paused_at IS NOT NULL AND address IN (SELECT value FROM json_each(:addresses));
-- postgres:
SELECT address FROM mail_reach
 WHERE paused_at IS NOT NULL
   AND address IN (SELECT value FROM json_array_elements_text(CAST(:addresses AS json)) AS asked (value));

-- Of the people whose numbers are in a JSON array, those whose last word to a purpose was yes.
-- name: sender_agreeing(ids, purpose)
SELECT person_id
  FROM consent
 WHERE person_id IN (SELECT value FROM json_each(:ids))
   AND purpose = :purpose AND given = 1
   AND NOT EXISTS (SELECT 1 FROM consent AS later
                    WHERE later.person_id = consent.person_id AND later.purpose = consent.purpose
                      AND later.id > consent.id);
-- postgres:
SELECT person_id
  FROM consent
 WHERE person_id IN (SELECT CAST(value AS bigint)
                       FROM json_array_elements_text(CAST(:ids AS json)) AS asked (value))
   AND purpose = :purpose AND given = 1
   AND NOT EXISTS (SELECT 1 FROM consent AS later
                    WHERE later.person_id = consent.person_id AND later.purpose = consent.purpose
                      AND later.id > consent.id);
