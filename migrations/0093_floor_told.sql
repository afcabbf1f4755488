-- Who asked a question from the floor is told once of what was written in answer after the event.

ALTER TABLE floor_question ADD COLUMN told_at INTEGER; -- who asked it was told of the answer by mail, UTC; NULL: not, or nobody knows who asked
