-- Which filters hold for the same statement: the words of each relay's name, and where a statement's content begins and ends.
ALTER TABLE links ADD COLUMN words TEXT NOT NULL DEFAULT '';
ALTER TABLE statements ADD COLUMN starts INTEGER;
ALTER TABLE statements ADD COLUMN ends INTEGER;
