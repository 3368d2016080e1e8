-- Words of names that came or went since bare surnames were last joined to their bearers: only these have to be looked at.
CREATE TABLE unjoined (word TEXT PRIMARY KEY) {packed};
INSERT INTO unjoined SELECT DISTINCT word FROM name_words;
