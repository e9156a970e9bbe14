-- The book, schema version 1.
--
-- Facts come first. They are STRICT, their primary keys are declared, and every fact
-- about an account has the account's id as its first column: undo reads from there
-- which accounts a changeset names. Facts are clustered by account, so that one
-- account is one short read and the whole book is one pass. Tables and columns are
-- only ever added. Days are days since 1970-01-01, "at" is milliseconds since then
-- in UTC, money is minor units.

CREATE TABLE account (
  id INTEGER PRIMARY KEY,            -- hash of source and external id, or random
  source TEXT,                       -- which system the external id is from
  external_id TEXT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,            -- name, case-folded
  currency TEXT,
  start_day INTEGER,
  definition_of_success TEXT,
  success_measure TEXT,
  master_narrative TEXT,
  value_path TEXT
) STRICT;
CREATE INDEX account_by_name ON account (name_key);
CREATE INDEX account_by_external ON account (external_id) WHERE external_id IS NOT NULL;

-- What changes over time and a score reads. NULL: not changed on this day;
-- '' or 0 (no account renews in 1970): cleared on this day.
CREATE TABLE account_state (
  account_id INTEGER NOT NULL REFERENCES account (id),
  day INTEGER NOT NULL,
  segment TEXT,
  csm TEXT,
  status INTEGER,                    -- 0 prospect, 1 active, 2 churned
  renewal_day INTEGER,
  next_step TEXT,
  PRIMARY KEY (account_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE custom_field (
  account_id INTEGER NOT NULL REFERENCES account (id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

-- What an import last wrote, so that only what changed in the file since is written.
CREATE TABLE import_row (
  account_id INTEGER NOT NULL REFERENCES account (id),
  source TEXT NOT NULL,
  fields TEXT NOT NULL,              -- field, 0x1f, value, 0x1e, ... in order of field
  PRIMARY KEY (account_id, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE movement (
  account_id INTEGER NOT NULL REFERENCES account (id),
  day INTEGER NOT NULL,
  id INTEGER NOT NULL,
  kind INTEGER NOT NULL,             -- enum movement_kind
  amount INTEGER NOT NULL,           -- signed: churn, contraction and erosion are below 0
  currency TEXT NOT NULL,
  line TEXT,
  note TEXT,
  PRIMARY KEY (account_id, day, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE touch (
  account_id INTEGER NOT NULL REFERENCES account (id),
  day INTEGER NOT NULL,
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,                -- call, mail, meeting, visit, ...
  direction INTEGER NOT NULL,        -- 0 from us, 1 from them
  who TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (account_id, day, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE review (
  account_id INTEGER NOT NULL REFERENCES account (id),
  id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE track (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  title TEXT NOT NULL,
  version TEXT NOT NULL,
  subject INTEGER NOT NULL,
  reading INTEGER NOT NULL,
  source TEXT NOT NULL               -- the track file's text, as it was loaded
) STRICT;

CREATE TABLE stage (
  id INTEGER PRIMARY KEY,
  track_id INTEGER NOT NULL REFERENCES track (id),
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  promise TEXT,
  expected_days INTEGER NOT NULL,
  characteristics TEXT,              -- lists: a line each
  challenges TEXT,
  tactics TEXT
) STRICT;
CREATE INDEX stage_by_track ON stage (track_id, position);

CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  track_id INTEGER NOT NULL REFERENCES track (id),
  position INTEGER NOT NULL,
  stage INTEGER NOT NULL,            -- position of its stage
  name TEXT NOT NULL
) STRICT;
CREATE INDEX activity_by_track ON activity (track_id, position);

CREATE TABLE milestone (
  id INTEGER PRIMARY KEY,
  track_id INTEGER NOT NULL REFERENCES track (id),
  position INTEGER NOT NULL,
  stage INTEGER NOT NULL,            -- positions of its stage and activity
  activity INTEGER NOT NULL,
  key TEXT NOT NULL,
  question TEXT NOT NULL,
  required INTEGER NOT NULL,
  side INTEGER NOT NULL,             -- 0 us, 1 customer
  also INTEGER NOT NULL              -- further stages it is a symptom of, a bit each
) STRICT;
CREATE INDEX milestone_by_track ON milestone (track_id, position);
CREATE INDEX milestone_by_key ON milestone (key);

CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  track_id INTEGER NOT NULL REFERENCES track (id),
  position INTEGER NOT NULL,
  milestone INTEGER NOT NULL,        -- position of its milestone
  text TEXT NOT NULL,
  side INTEGER NOT NULL,
  due_days INTEGER,
  document TEXT
) STRICT;
CREATE INDEX task_by_track ON task (track_id, position);

CREATE TABLE account_track (
  account_id INTEGER NOT NULL REFERENCES account (id),
  track_id INTEGER NOT NULL REFERENCES track (id),
  main INTEGER NOT NULL,
  placed_day INTEGER,                -- day of placement, NULL before
  PRIMARY KEY (account_id, track_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stage_pass (
  account_id INTEGER NOT NULL REFERENCES account (id),
  stage_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  who TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (account_id, stage_id)
) STRICT, WITHOUT ROWID;

-- The latest row by (day, at) stands; withdrawing an answer deletes its row. No
-- reference to milestone: the answers of a milestone that a new version of its
-- track dropped are kept.
CREATE TABLE answer (
  account_id INTEGER NOT NULL REFERENCES account (id),
  milestone_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  id INTEGER NOT NULL,               -- hash of account, milestone, day, writer and count
  value INTEGER NOT NULL,            -- 1 yes, 2 no, 3 not applicable
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (account_id, milestone_id, day, id)
) STRICT, WITHOUT ROWID;

-- The journal: who did what, and the change itself.
CREATE TABLE entry (
  id INTEGER PRIMARY KEY,            -- time-ordered
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  account_id INTEGER,                -- when it concerns one account
  kind INTEGER NOT NULL,             -- 0 done, 1 undo, 2 redo
  target INTEGER,                    -- the entry undone or redone
  undone_by INTEGER,
  sentence TEXT NOT NULL             -- with {a:ID} for an account's name, {m:ID} for a question
) STRICT;
CREATE INDEX entry_by_account ON entry (account_id, id) WHERE account_id IS NOT NULL;
CREATE INDEX entry_by_who ON entry (who, id);

CREATE TABLE entry_change (
  entry_id INTEGER NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
  seq INTEGER NOT NULL,
  changeset BLOB NOT NULL,           -- of SQLite's session extension
  PRIMARY KEY (entry_id, seq)
) STRICT;

-- Derived from the facts and rebuilt from them with identical result.
CREATE TABLE cache_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  day INTEGER,                       -- the date that every row of account_cache is of; NULL: mixed
  scorecard TEXT NOT NULL            -- name and version that made the scores
) STRICT;

CREATE TABLE account_cache (
  account_id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  segment TEXT NOT NULL,             -- '' none, so too csm and currency
  csm TEXT NOT NULL,
  status INTEGER NOT NULL,
  currency TEXT NOT NULL,
  arr INTEGER,
  renewal_day INTEGER,
  track_id INTEGER,
  stage INTEGER NOT NULL,            -- 1-based, 0 below the first level
  flags INTEGER NOT NULL,            -- 1 completed, 2 passed by hand
  settled INTEGER NOT NULL,
  required INTEGER NOT NULL,
  since_day INTEGER,
  pace INTEGER NOT NULL,
  next_milestone_id INTEGER,
  health INTEGER,                    -- hundredths
  band INTEGER NOT NULL,
  confidence INTEGER NOT NULL,
  trend INTEGER,                     -- points to 30 days before
  last_touch_day INTEGER,
  at_stake INTEGER
) STRICT;
CREATE INDEX account_cache_by_stake ON account_cache (at_stake DESC, name_key, account_id);

CREATE TABLE rollup (
  csm TEXT NOT NULL,
  segment TEXT NOT NULL,
  currency TEXT NOT NULL,
  status INTEGER NOT NULL,
  band INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  arr INTEGER NOT NULL,
  PRIMARY KEY (csm, segment, currency, status, band)
) STRICT, WITHOUT ROWID;

-- The same over all CSMs and segments: what the header shows, however many of those there are.
CREATE TABLE rollup_total (
  currency TEXT NOT NULL,
  status INTEGER NOT NULL,
  band INTEGER NOT NULL,
  accounts INTEGER NOT NULL,
  arr INTEGER NOT NULL,
  PRIMARY KEY (currency, status, band)
) STRICT, WITHOUT ROWID;
