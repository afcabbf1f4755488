-- A page is called by its file's number times 16384 and its own, so that a search need not look whose it is.

-- Files are read again as soon as the server runs.
DELETE FROM search_page;
DELETE FROM document_page;
UPDATE document SET state = 'waiting', n = 0, size = 0, tries = 0, learnt = 0;
