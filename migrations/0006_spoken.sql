-- In which languages something is held, which is not always the language of its text.

ALTER TABLE item ADD COLUMN spoken TEXT NOT NULL DEFAULT ''; -- BCP 47, commas between; '': not said
