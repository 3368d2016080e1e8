-- The public contract: views that other programs may read (docs/archive.md). Columns are only ever added, at the end.
CREATE VIEW rawi_pages AS
  SELECT number, id, address, outlet, title, published, language, kind, edition, version, newer IS NULL AS newest, text FROM pages;

CREATE VIEW rawi_captures AS
  SELECT c.id, p.id AS page, c.digest, b.size, c.url, c.final_url, c.fetched_at, c.status, c.came_by, c.name
  FROM captures AS c JOIN pages AS p ON p.number = c.page JOIN bodies AS b ON b.digest = c.digest;

CREATE VIEW rawi_stories AS
  SELECT s.number, s.id, p.id AS page, p.address, s.outlet, s.published,
    CASE WHEN s.head_start IS NULL THEN p.title ELSE substr(p.text, s.head_start + 1, s.head_end - s.head_start) END AS headline,
    s.words, s.masked, s.cut_off, p.version, s.newer IS NULL AS newest, p.edition, {story_text} AS text
  FROM stories AS s JOIN pages AS p ON p.number = s.page;

CREATE VIEW rawi_credits AS
  SELECT s.id AS story, c.place, c.name, c.kind FROM credits AS c JOIN stories AS s ON s.number = c.story;

CREATE VIEW rawi_statements AS
  SELECT t.id, s.id AS story, p.id AS page, p.address, s.outlet, t.published, coalesce(n.name, t.speaker) AS who, t.speaker, t.speaker_kind, t.form,
    t.role, coalesce(e.merged_into, e.id) AS entity, t.mode, t.stance, t.denied, t.attributed, t.heading, t.parent,
    CASE WHEN t.cue_start IS NULL THEN NULL ELSE substr(p.text, t.cue_start + 1, t.cue_end - t.cue_start) END AS cue,
    t.spans, {statement_text} AS text, {chain} AS chain, t.rule, t.score, p.edition, s.newer IS NULL AS newest
  FROM statements AS t JOIN stories AS s ON s.number = t.story JOIN pages AS p ON p.number = s.page
    LEFT JOIN names AS n ON n.id = t.name LEFT JOIN entities AS e ON e.id = n.entity;

CREATE VIEW rawi_links AS
  SELECT t.id AS statement, l.place, l.name, l.kind, l.from_page FROM links AS l
    JOIN statements AS t ON t.story = l.story AND t.place = l.statement;

CREATE VIEW rawi_mentions AS
  SELECT m.id, s.id AS story, m.starts, m.ends, substr(p.text, m.starts + 1, m.ends - m.starts) AS found, m.kind, n.name,
    coalesce(e.merged_into, e.id) AS entity, m.role, m.rule, m.score, p.edition
  FROM mentions AS m JOIN stories AS s ON s.number = m.story JOIN pages AS p ON p.number = s.page
    LEFT JOIN names AS n ON n.id = m.name LEFT JOIN entities AS e ON e.id = n.entity;

CREATE VIEW rawi_times AS
  SELECT s.id AS story, t.starts, t.ends, substr(p.text, t.starts + 1, t.ends - t.starts) AS found, t.value, t.until, t.kind, t.grain, t.calendar,
    t.rule, t.score, p.edition
  FROM times AS t JOIN stories AS s ON s.number = t.story JOIN pages AS p ON p.number = s.page;

CREATE VIEW rawi_quantities AS
  SELECT s.id AS story, q.starts, q.ends, substr(p.text, q.starts + 1, q.ends - q.starts) AS found, q.low, q.high, q.kind, q.unit, q.currency,
    q.approximation, q.rule, q.score, p.edition
  FROM quantities AS q JOIN stories AS s ON s.number = q.story JOIN pages AS p ON p.number = s.page;

CREATE VIEW rawi_places AS
  SELECT s.id AS story, l.starts, l.ends, substr(p.text, l.starts + 1, l.ends - l.starts) AS found, l.name, l.gazetteer_id, l.latitude, l.longitude,
    l.country, l.rule, l.score, p.edition
  FROM places AS l JOIN stories AS s ON s.number = l.story JOIN pages AS p ON p.number = s.page;

CREATE VIEW rawi_restorations AS
  SELECT p.id AS page, r.starts, r.ends, r.found, r.restored, r.device, r.rule, r.score, p.edition
  FROM restorations AS r JOIN pages AS p ON p.number = r.page;

CREATE VIEW rawi_names AS
  SELECT n.id, n.name, n.kind, coalesce(e.merged_into, e.id) AS entity, n.ground, n.score
  FROM names AS n JOIN entities AS e ON e.id = n.entity;

CREATE VIEW rawi_decisions AS
  SELECT id, at, by, about, field, before, after, why, undone_by FROM decisions;

CREATE VIEW rawi_stones AS
  SELECT digest, page, address, at, by, why FROM stones;
