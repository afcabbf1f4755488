-- Which sheet of a workbook a list is.

ALTER TABLE import ADD COLUMN sheets TEXT NOT NULL DEFAULT ''; -- the names of a workbook's sheets, a line each; '' not one
ALTER TABLE import ADD COLUMN sheet INTEGER NOT NULL DEFAULT 0; -- which of them is read, from 1; 0: the first with rows that is not hidden
ALTER TABLE import ADD COLUMN n_hidden INTEGER NOT NULL DEFAULT 0; -- rows that the workbook hides, by hand or by a filter; they are read, too
