-- Schema version 3: what an account knows. Values of measures and outcomes are thousandths; facts that a
-- score reads are dated rows.

CREATE TABLE contact (
  account_id INTEGER NOT NULL REFERENCES account (id),
  id INTEGER NOT NULL,               -- hash of source and external id or address, or random
  source TEXT,
  external_id TEXT,
  name TEXT NOT NULL,
  email TEXT,
  phone TEXT,
  persona TEXT,
  success TEXT,                      -- how they define success
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

-- What holds of a contact from a day on. NULL: not changed on this day.
CREATE TABLE contact_state (
  account_id INTEGER NOT NULL REFERENCES account (id),
  contact_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  roles INTEGER,                     -- a bit each, enum contact_role
  here INTEGER,                      -- 0 left, 1 here
  sentiment INTEGER,                 -- -2 against us .. 2 for us
  PRIMARY KEY (account_id, contact_id, day)
) STRICT, WITHOUT ROWID;

ALTER TABLE touch ADD COLUMN contact_id INTEGER;

CREATE TABLE outcome (
  account_id INTEGER NOT NULL REFERENCES account (id),
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  unit TEXT,
  baseline INTEGER,
  target INTEGER,
  start_day INTEGER,                 -- when it was agreed, with its baseline
  due_day INTEGER,
  story_day INTEGER,                 -- since when we may tell of it; NULL: not asked or not allowed
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outcome_value (
  account_id INTEGER NOT NULL REFERENCES account (id),
  outcome_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  value INTEGER NOT NULL,
  who TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (account_id, outcome_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE promise (
  account_id INTEGER NOT NULL REFERENCES account (id),
  id INTEGER NOT NULL,
  made_day INTEGER NOT NULL,
  text TEXT NOT NULL,                -- in our words
  understood TEXT,                   -- in the customer's
  contact_id INTEGER,                -- to whom
  capability TEXT,                   -- what keeps it
  need TEXT,                         -- what it meets
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE promise_state (
  account_id INTEGER NOT NULL REFERENCES account (id),
  promise_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  state INTEGER,                     -- enum promise_state; NULL: not changed on this day, so too below
  due_day INTEGER,                   -- 0: none any more
  confirmed INTEGER,                 -- 1: the customer's understanding was confirmed
  who TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (account_id, promise_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE concern (
  account_id INTEGER NOT NULL REFERENCES account (id),
  id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  level INTEGER NOT NULL,            -- 0 what is broken .. 4 what makes their day
  text TEXT NOT NULL,
  contact_id INTEGER,
  addressed_day INTEGER,             -- NULL: not yet
  how TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE survey (
  account_id INTEGER NOT NULL REFERENCES account (id),
  day INTEGER NOT NULL,
  id INTEGER NOT NULL,
  kind INTEGER NOT NULL,             -- enum survey_kind
  score INTEGER NOT NULL,
  scale INTEGER NOT NULL,            -- the best score there is: 10 of NPS, 5 of most CSAT
  contact_id INTEGER,
  comment TEXT,
  PRIMARY KEY (account_id, day, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE measure (
  account_id INTEGER NOT NULL REFERENCES account (id),
  key TEXT NOT NULL,
  day INTEGER NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (account_id, key, day)
) STRICT, WITHOUT ROWID;

-- The band as a CSM sees it, for a while; the computed one stays beside it.
CREATE TABLE health_override (
  account_id INTEGER NOT NULL REFERENCES account (id),
  day INTEGER NOT NULL,
  until_day INTEGER NOT NULL,        -- the last day that it holds; before day: taken back
  band INTEGER NOT NULL,             -- enum band
  reason TEXT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (account_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE scorecard (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  title TEXT NOT NULL,
  version TEXT NOT NULL,
  position INTEGER NOT NULL,         -- the first that applies to an account scores it
  source TEXT NOT NULL               -- the file's text, as it was loaded
) STRICT;

-- What was shown, a row when score, band or confidence changed. Neither undone nor derived.
CREATE TABLE score_history (
  account_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  hundredths INTEGER,
  band INTEGER NOT NULL,
  confidence INTEGER NOT NULL,
  scorecard TEXT NOT NULL,           -- key and version that made it
  cause TEXT,                        -- of a change of band: the entry's sentence, or what a day brought
  PRIMARY KEY (account_id, day)
) STRICT, WITHOUT ROWID;

-- Of the derived rows: why the band is not the number's (enum band_cause), the number's own, and the scorecard's word
-- for the one that stands, NULL where it is the plain one.
ALTER TABLE account_cache ADD COLUMN cause INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account_cache ADD COLUMN computed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account_cache ADD COLUMN label TEXT;
