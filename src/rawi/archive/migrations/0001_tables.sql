-- The first schema. {key} is a 64-bit primary key, {bytes} a byte string, {number} a double, {packed} a table kept in its key; all else is SQL that both databases speak.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);

-- Evidence: the bytes as received, once; and each time that they came.
CREATE TABLE bodies (digest TEXT PRIMARY KEY, size BIGINT NOT NULL, packed {bytes} NOT NULL);
CREATE TABLE captures (
  id TEXT PRIMARY KEY, page BIGINT NOT NULL, digest TEXT NOT NULL, url TEXT, final_url TEXT, fetched_at TEXT, status INTEGER,
  came_by TEXT NOT NULL, name TEXT NOT NULL, record {bytes} NOT NULL
);
CREATE INDEX captures_page ON captures (page);
CREATE INDEX captures_digest ON captures (digest);

-- A page: its text, and the whole reading without that text as packed JSON. All tables below are drawn from these two.
CREATE TABLE pages (
  number {key}, id TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, address TEXT, outlet TEXT, title TEXT, published TEXT, language TEXT NOT NULL,
  kind TEXT NOT NULL, edition TEXT NOT NULL, version INTEGER NOT NULL, newer BIGINT, content TEXT NOT NULL, seal TEXT NOT NULL,
  text TEXT NOT NULL, record {bytes} NOT NULL
);
CREATE INDEX pages_digest ON pages (digest);
CREATE INDEX pages_address ON pages (address);

-- number: days before the end of the calendar, then a counter inside the day, so that the newest stories come first.
CREATE TABLE stories (
  number {key}, id TEXT NOT NULL UNIQUE, page BIGINT NOT NULL, place INTEGER NOT NULL, head_start INTEGER, head_end INTEGER, spans TEXT NOT NULL,
  outlet TEXT, published TEXT, newer BIGINT, cut_off INTEGER NOT NULL, masked INTEGER NOT NULL, words INTEGER NOT NULL, terms TEXT NOT NULL
);
CREATE INDEX stories_page ON stories (page);
CREATE TABLE credits (story BIGINT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (story, place)) {packed};
CREATE TABLE statements (
  story BIGINT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, spans TEXT NOT NULL, cue_start INTEGER, cue_end INTEGER, speaker TEXT,
  speaker_kind TEXT NOT NULL, form TEXT NOT NULL, role TEXT, name TEXT, mode TEXT NOT NULL, stance TEXT NOT NULL, denied INTEGER NOT NULL,
  attributed INTEGER NOT NULL, heading INTEGER NOT NULL, parent TEXT, published TEXT, rule TEXT NOT NULL, score {number} NOT NULL,
  PRIMARY KEY (story, place)
) {packed};
CREATE INDEX statements_name ON statements (name, published);
CREATE TABLE links (
  story BIGINT NOT NULL, statement INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, from_page INTEGER NOT NULL,
  PRIMARY KEY (story, statement, place)
) {packed};
CREATE TABLE mentions (
  story BIGINT NOT NULL, place INTEGER NOT NULL, id TEXT NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT,
  role TEXT, rule TEXT NOT NULL, score {number} NOT NULL, PRIMARY KEY (story, place)
) {packed};
CREATE INDEX mentions_name ON mentions (name);
CREATE TABLE times (
  story BIGINT NOT NULL, place INTEGER NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, value TEXT, until TEXT, kind TEXT NOT NULL,
  grain TEXT, calendar TEXT NOT NULL, rule TEXT NOT NULL, score {number} NOT NULL, PRIMARY KEY (story, place)
) {packed};
CREATE TABLE quantities (
  story BIGINT NOT NULL, place INTEGER NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, low {number}, high {number}, kind TEXT NOT NULL,
  unit TEXT, currency TEXT, approximation TEXT NOT NULL, rule TEXT NOT NULL, score {number} NOT NULL, PRIMARY KEY (story, place)
) {packed};
CREATE TABLE places (
  story BIGINT NOT NULL, place INTEGER NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, name TEXT NOT NULL, gazetteer_id TEXT NOT NULL,
  latitude {number} NOT NULL, longitude {number} NOT NULL, country TEXT, rule TEXT NOT NULL, score {number} NOT NULL, PRIMARY KEY (story, place)
) {packed};
CREATE TABLE restorations (
  page BIGINT NOT NULL, place INTEGER NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, found TEXT NOT NULL, restored TEXT NOT NULL,
  device TEXT NOT NULL, rule TEXT NOT NULL, score {number} NOT NULL, PRIMARY KEY (page, place)
) {packed};

-- Entities across documents: every distinct name belongs to one; people move names and join entities, and each such decision is kept.
CREATE TABLE entities (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT, merged_into TEXT);
CREATE INDEX entities_merged ON entities (merged_into);
CREATE TABLE names (id TEXT PRIMARY KEY, entity TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, ground TEXT NOT NULL, score {number} NOT NULL);
CREATE INDEX names_entity ON names (entity);
CREATE TABLE name_words (word TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (word, name)) {packed};
CREATE TABLE roles (name TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (name, role)) {packed};
CREATE TABLE decisions (
  number {key}, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, by TEXT NOT NULL, about TEXT NOT NULL, field TEXT NOT NULL, before TEXT NOT NULL,
  after TEXT NOT NULL, why TEXT NOT NULL, undone_by TEXT
);

-- What was taken down, and the chain that shows whether anything is missing.
CREATE TABLE stones (digest TEXT PRIMARY KEY, page TEXT NOT NULL, address TEXT, at TEXT NOT NULL, by TEXT NOT NULL, why TEXT NOT NULL);
CREATE TABLE ledger (
  number {key}, day TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, seal TEXT NOT NULL, chain TEXT NOT NULL
);
