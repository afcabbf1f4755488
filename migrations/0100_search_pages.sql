-- Pages of files by words.

-- sqlite:
-- postgres:
-- Of a word that stands nearly everywhere the planner would rather read all pages than ask the index, and
-- unpack the words of each: it does not know what that costs, a hundred times as much.
CREATE FUNCTION search_pages_with(asked tsquery, most bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SET enable_seqscan = off AS $$
    SELECT id FROM (SELECT id FROM search_page WHERE words @@ asked OFFSET 0) AS having_them
     ORDER BY id DESC LIMIT most
$$;
-- both:
