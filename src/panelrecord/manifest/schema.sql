CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  json TEXT NOT NULL UNIQUE            -- options and versions, on which a record depends besides its input
);
CREATE TABLE inputs (
  key TEXT PRIMARY KEY,                -- the input's place in the mirrored tree
  folded TEXT NOT NULL,                -- the key as a file system has it that does not tell case apart
  name TEXT NOT NULL,                  -- what the record calls it
  path TEXT,                           -- the file it came from; NULL for standard input
  size INTEGER,
  sha256 TEXT,                         -- of the input; NULL where it could not be read
  beside TEXT,                         -- what was known of it beside its bytes, where anything was, as a hash
  settings INTEGER REFERENCES settings(id),
  outcome TEXT CHECK (outcome IN ('converted', 'failed')),  -- NULL before the first one
  error TEXT, message TEXT, mend TEXT,
  seconds REAL,                        -- what converting it took
  record TEXT,                         -- where the record is
  record_sha256 TEXT,                  -- of the record as it was written
  pending_sha256 TEXT,                 -- of a record that is being written, or was when the run broke off
  run INTEGER NOT NULL,                -- the last run that came upon the input
  position INTEGER NOT NULL            -- its place among the inputs of that run
) WITHOUT ROWID;
CREATE INDEX inputs_folded ON inputs (folded);
CREATE INDEX inputs_run ON inputs (run, position);
CREATE INDEX inputs_path ON inputs (path);
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  settings INTEGER NOT NULL REFERENCES settings(id),
  ended TEXT                           -- 'through' or 'stopped'; NULL where it broke off
);
CREATE TABLE lines (                   -- where a record stands in an output of JSON Lines
  key TEXT PRIMARY KEY REFERENCES inputs(key) ON DELETE CASCADE,
  fresh INTEGER NOT NULL,              -- 1: in the file of lines not yet in the output, 0: in the output
  start INTEGER NOT NULL,              -- bytes
  length INTEGER NOT NULL,
  next_start INTEGER                   -- in the output that is about to take its place
) WITHOUT ROWID;
CREATE TABLE output (                  -- the output file as it was last written whole
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL
);
CREATE TABLE next_output (             -- the one that is about to take its place, or did when the run broke off
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL
);
