-- What is not finished, drafts and held comments, is little among much that is published.

CREATE INDEX item_unfinished ON item (status, listed_at, id)
    WHERE status NOT IN ('published', 'archived');
CREATE INDEX comment_held ON comment (created_at) WHERE status = 'held';
