-- Schema version 2: what the ten tracks need beside version 1.

-- Lists: a line each.
ALTER TABLE track ADD COLUMN about TEXT;
ALTER TABLE track ADD COLUMN method TEXT;
ALTER TABLE track ADD COLUMN statement TEXT;
ALTER TABLE track ADD COLUMN tactics TEXT;
ALTER TABLE track ADD COLUMN columns TEXT;     -- of the growth roadmap
ALTER TABLE stage ADD COLUMN customer_expects TEXT;
ALTER TABLE stage ADD COLUMN we_expect TEXT;
ALTER TABLE stage ADD COLUMN can_go_wrong TEXT;
ALTER TABLE stage ADD COLUMN metrics TEXT;
ALTER TABLE stage ADD COLUMN roadmap_row TEXT;
ALTER TABLE milestone ADD COLUMN added_day INTEGER;    -- NULL: there from the first
ALTER TABLE milestone ADD COLUMN added_version TEXT;
ALTER TABLE task ADD COLUMN key TEXT;          -- NULL: its text

-- A milestone's yes counts for a stage of another track, which may or may not be here.
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  track_id INTEGER NOT NULL REFERENCES track (id),
  position INTEGER NOT NULL,
  milestone INTEGER NOT NULL,        -- position of its milestone
  target_track TEXT NOT NULL,
  target_stage TEXT NOT NULL
) STRICT;
CREATE INDEX evidence_by_track ON evidence (track_id, position);

CREATE TABLE cell (
  id INTEGER PRIMARY KEY,
  track_id INTEGER NOT NULL REFERENCES track (id),
  position INTEGER NOT NULL,
  stage INTEGER NOT NULL,            -- position of its stage
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  question TEXT NOT NULL
) STRICT;
CREATE INDEX cell_by_track ON cell (track_id, position);

-- Milestones that a new version of their track dropped: what their answers were to. id is the milestone's.
CREATE TABLE retired_milestone (
  id INTEGER PRIMARY KEY,
  track_id INTEGER NOT NULL REFERENCES track (id),
  stage TEXT NOT NULL,               -- the name of the stage it stood in
  key TEXT NOT NULL,
  question TEXT NOT NULL,
  day INTEGER NOT NULL               -- when it was dropped
) STRICT;
CREATE INDEX retired_milestone_by_track ON retired_milestone (track_id);

-- What is said of a milestone's task on one account.
CREATE TABLE task_state (
  account_id INTEGER NOT NULL REFERENCES account (id),
  task_id INTEGER NOT NULL,
  done_day INTEGER,                  -- NULL: open
  owner TEXT,
  due_day INTEGER,                   -- NULL: as the template has it
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (account_id, task_id)
) STRICT, WITHOUT ROWID;

-- Ratings of the growth roadmap's cells, dated; the latest stands.
CREATE TABLE cell_rating (
  account_id INTEGER NOT NULL REFERENCES account (id),
  cell_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  value INTEGER NOT NULL,            -- 0..3
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (account_id, cell_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  id INTEGER PRIMARY KEY,            -- hash of the folded title
  title TEXT NOT NULL,
  text TEXT,
  link TEXT,
  owner TEXT,
  critical INTEGER NOT NULL,         -- enum document_critical; 0: not asked, so too below
  holders TEXT,
  frees INTEGER NOT NULL,
  only_one INTEGER NOT NULL
) STRICT;

-- Derived: where accounts with several tracks stand on those that are not their main one, of the day of
-- their row in account_cache.
CREATE TABLE lens_cache (
  account_id INTEGER NOT NULL,
  track_id INTEGER NOT NULL,
  stage INTEGER NOT NULL,            -- 1-based, 0 below the first level
  flags INTEGER NOT NULL,            -- 1 completed, 2 passed by hand
  settled INTEGER NOT NULL,
  required INTEGER NOT NULL,
  PRIMARY KEY (account_id, track_id)
) STRICT, WITHOUT ROWID;

-- The organisation itself, on which the answers to its own tracks hang; in no list of accounts.
INSERT OR IGNORE INTO account (id, name, name_key) VALUES (1, '@organisation', '@organisation');
