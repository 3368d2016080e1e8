-- The inverted index: the same tokens as in SQLite, each with the letter of its column before it.
CREATE TABLE found (number BIGINT PRIMARY KEY, tokens TSVECTOR NOT NULL);
CREATE INDEX found_tokens ON found USING gin (tokens);
