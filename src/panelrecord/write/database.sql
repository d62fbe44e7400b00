CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  input TEXT NOT NULL UNIQUE,          -- the input's place in its folder
  record_id TEXT NOT NULL,             -- the same for the same bytes, on every machine
  name TEXT NOT NULL, sha256 TEXT NOT NULL, format TEXT NOT NULL,
  title TEXT, byline TEXT, published TEXT, language TEXT, url TEXT,
  event_status TEXT, event_name TEXT, event_type TEXT, event_topic TEXT,
  date_start TEXT, date_end TEXT, date_edtf TEXT, date_resolved_from TEXT,
  venue_name TEXT, venue_locality TEXT, venue_region TEXT, venue_country TEXT, venue_online INTEGER,
  text TEXT NOT NULL,
  json TEXT NOT NULL                   -- the whole record
);
CREATE TABLE organizers (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES records(id) ON DELETE CASCADE,
  name TEXT NOT NULL
);
CREATE TABLE panelists (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES records(id) ON DELETE CASCADE,
  panelist_id TEXT NOT NULL,           -- p1, p2 … within the record
  name TEXT NOT NULL, honorific TEXT, part TEXT NOT NULL
);
CREATE TABLE positions (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES records(id) ON DELETE CASCADE,
  position_id TEXT NOT NULL,           -- s1, s2 … within the record
  mode TEXT NOT NULL, statement TEXT NOT NULL, cue TEXT, speaker TEXT
);
CREATE TABLE position_holders (        -- none for a position of the panel as a whole
  position INTEGER NOT NULL REFERENCES positions(id) ON DELETE CASCADE,
  panelist INTEGER NOT NULL REFERENCES panelists(id) ON DELETE CASCADE,
  PRIMARY KEY (position, panelist)
);
CREATE TABLE authors (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES records(id) ON DELETE CASCADE,
  name TEXT, text TEXT
);
CREATE TABLE author_contacts (
  id INTEGER PRIMARY KEY,
  author INTEGER NOT NULL REFERENCES authors(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('email', 'link')),
  value TEXT NOT NULL
);
CREATE TABLE people (                  -- everybody who is named, a row for each record that names them
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES records(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  panelist INTEGER REFERENCES panelists(id) ON DELETE CASCADE,
  author INTEGER REFERENCES authors(id) ON DELETE CASCADE
);
CREATE TABLE roles (                   -- what the article says that they are
  id INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('description', 'affiliation', 'role')),
  title TEXT, organization TEXT
);
CREATE TABLE spans (                   -- the words that a value rests on: code points, half open, into records.text
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES records(id) ON DELETE CASCADE,
  field TEXT NOT NULL,                 -- JSON pointer into the record
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, rule TEXT NOT NULL
);
CREATE TABLE notices (
  id INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES records(id) ON DELETE CASCADE,
  code TEXT NOT NULL, field TEXT, message TEXT NOT NULL
);
CREATE INDEX organizers_record ON organizers (record);
CREATE INDEX organizers_name ON organizers (name);
CREATE INDEX panelists_record ON panelists (record);
CREATE INDEX panelists_name ON panelists (name);
CREATE INDEX positions_record ON positions (record);
CREATE INDEX position_holders_panelist ON position_holders (panelist);
CREATE INDEX authors_record ON authors (record);
CREATE INDEX author_contacts_author ON author_contacts (author);
CREATE INDEX people_record ON people (record);
CREATE INDEX people_name ON people (name);
CREATE INDEX people_panelist ON people (panelist);
CREATE INDEX people_author ON people (author);
CREATE INDEX roles_person ON roles (person);
CREATE INDEX spans_record ON spans (record);
CREATE INDEX notices_record ON notices (record);
CREATE INDEX records_date ON records (date_start);
-- Without blanks around the sign of equality: by these words Datasette and sqlite-utils know what an index is of.
CREATE VIRTUAL TABLE positions_fts USING FTS5 (statement, content="positions", content_rowid="id");
CREATE TRIGGER positions_inserted AFTER INSERT ON positions BEGIN
  INSERT INTO positions_fts (rowid, statement) VALUES (new.id, new.statement);
END;
CREATE TRIGGER positions_deleted AFTER DELETE ON positions BEGIN
  INSERT INTO positions_fts (positions_fts, rowid, statement) VALUES ('delete', old.id, old.statement);
END;
CREATE TRIGGER positions_updated AFTER UPDATE OF statement ON positions BEGIN
  INSERT INTO positions_fts (positions_fts, rowid, statement) VALUES ('delete', old.id, old.statement);
  INSERT INTO positions_fts (rowid, statement) VALUES (new.id, new.statement);
END;
CREATE VIEW statements AS             -- who said what, where and when
  SELECT positions.id, records.id AS record, records.event_name, records.date_start, panelists.name AS panelist,
         positions.mode, positions.statement
  FROM positions
  JOIN records ON records.id = positions.record
  LEFT JOIN position_holders ON position_holders.position = positions.id
  LEFT JOIN panelists ON panelists.id = position_holders.panelist;
