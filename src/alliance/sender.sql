-- Where mails go, and where they do not.

-- name: sender_is_paused(address)
SELECT count(*) FROM mail_reach WHERE address = :address AND paused_at IS NOT NULL;
