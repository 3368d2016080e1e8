-- The stories that have a newer version: few, so that a search need not look at each story that it finds to leave them out.
CREATE INDEX stories_older ON stories (number) WHERE newer IS NOT NULL;
