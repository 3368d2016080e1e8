-- A feed's excerpt is no version of the page that it is of (version 0), and never stands in its place.
UPDATE pages SET version = 0 WHERE EXISTS (
  SELECT 1 FROM captures AS c WHERE c.page = pages.number AND c.digest = pages.digest AND c.came_by = 'feed' AND c.status IS NULL
) AND NOT EXISTS (
  SELECT 1 FROM captures AS c WHERE c.page = pages.number AND c.digest = pages.digest AND NOT (c.came_by = 'feed' AND c.status IS NULL)
);
UPDATE pages SET newer = (
  SELECT min(q.number) FROM pages AS q WHERE q.address = pages.address AND q.version > 0 AND q.number > pages.number
) WHERE version > 0 AND newer IN (SELECT e.number FROM pages AS e WHERE e.version = 0);
UPDATE pages SET newer = (
  SELECT max(q.number) FROM pages AS q WHERE q.address = pages.address AND q.version > 0
) WHERE version = 0 AND EXISTS (SELECT 1 FROM pages AS q WHERE q.address = pages.address AND q.version > 0);
UPDATE stories SET newer = (SELECT p.newer FROM pages AS p WHERE p.number = stories.page)
  WHERE coalesce(newer, 0) <> coalesce((SELECT p.newer FROM pages AS p WHERE p.number = stories.page), 0);
