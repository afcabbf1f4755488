-- name: departed_note(mac, now)
INSERT INTO departed_address (mac, since) VALUES (:mac, :now) ON CONFLICT (mac) DO NOTHING;

-- name: departed_count()
SELECT count(*) FROM departed_address;

-- name: departed_has(mac)
SELECT count(*) FROM departed_address WHERE mac = :mac;
