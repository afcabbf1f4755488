-- What harvesters (OAI-PMH) were given of editions.

CREATE TABLE oai_record (
    item_id    INTEGER PRIMARY KEY,       -- of the edition; it stays when the edition is gone
    stamp      INTEGER NOT NULL,          -- when what is given changed, UTC; written some seconds ahead
    is_deleted INTEGER NOT NULL,          -- 1: it is not to be had any more, and the texts are ''
    pillar     TEXT NOT NULL,             -- its sets: the work's pillar or ''
    type       TEXT NOT NULL,             -- the work's type or ''
    language   TEXT NOT NULL,             -- the edition's
    source     TEXT NOT NULL,             -- what it was made from, see src/oai/oai.sql; '': look again
    dc         TEXT NOT NULL,             -- the record as oai_dc, XML
    datacite   TEXT NOT NULL              -- the record as oai_datacite, XML
) STRICT;
CREATE INDEX oai_record_by_stamp ON oai_record (stamp, item_id);
