-- What a person costs when a list of a million is read in (0022), once more.

-- Nobody is looked for in it any more: src/roster has the words of everybody.
ALTER TABLE person DROP COLUMN words;
