-- What the forms of this room offer.

-- name: member_countries()
SELECT iso2 AS code FROM country ORDER BY iso2;
