-- Schema version 4: the day's work. Figures are thousandths. Facts as ever, but for what is marked.

-- What a team watches for and does about it: flags, plays and asks, a file each.
CREATE TABLE playbook (
  id INTEGER PRIMARY KEY,            -- hash of the key
  key TEXT NOT NULL,
  title TEXT NOT NULL,
  version TEXT NOT NULL,
  position INTEGER NOT NULL,
  source TEXT NOT NULL               -- the file's text, as it was loaded
) STRICT;

-- When a flag's condition became true. Written by rescoring: neither undone nor derived, like score_history;
-- one that comes and goes on the same day was never there.
CREATE TABLE flag_firing (
  account_id INTEGER NOT NULL,
  flag TEXT NOT NULL,                -- its key
  day INTEGER NOT NULL,
  cleared_day INTEGER,               -- when the condition was true no more; NULL: it still is
  figure INTEGER,                    -- the flag's figure when it fired
  evidence TEXT NOT NULL,            -- the records that made it fire: a line each, in words
  PRIMARY KEY (account_id, flag, day)
) STRICT, WITHOUT ROWID;

-- What somebody said of a firing. The latest of each kind stands.
CREATE TABLE flag_mark (
  account_id INTEGER NOT NULL REFERENCES account (id),
  flag TEXT NOT NULL,
  fired_day INTEGER NOT NULL,
  kind INTEGER NOT NULL,             -- 1 closed, 2 snoozed
  day INTEGER NOT NULL,
  until_day INTEGER,                 -- of a snooze: quiet before this day; NULL: taken back
  reason TEXT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (account_id, flag, fired_day, kind, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE play (
  account_id INTEGER NOT NULL REFERENCES account (id),
  id INTEGER NOT NULL,               -- hash of account, template and cause
  template TEXT NOT NULL,            -- its key
  title TEXT NOT NULL,
  cause TEXT NOT NULL,               -- 'hand/DAY', 'flag/KEY/DAY', 'review/ID'
  review_id INTEGER,                 -- the review it prepares
  anchor_day INTEGER,                -- NULL: the anchor has no date yet
  figure TEXT,                       -- the expression that is to get better; NULL: none
  better INTEGER NOT NULL,           -- 1 higher, -1 lower, 0 without a figure
  opened_day INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  figure_open INTEGER,
  closed_day INTEGER,                -- NULL: at work
  closed_by TEXT,
  outcome TEXT,                      -- one of the template's list
  note TEXT,
  figure_close INTEGER,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

-- What is to be done by a day: the tasks of plays, the actions of reviews, and any other.
CREATE TABLE todo (
  account_id INTEGER NOT NULL REFERENCES account (id),
  id INTEGER NOT NULL,               -- of a play's: hash of play and position; else random
  play_id INTEGER,
  review_id INTEGER,                 -- in which it was agreed
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  side INTEGER NOT NULL,             -- enum side: who does it
  owner TEXT,
  anchor INTEGER NOT NULL,           -- enum anchor; 0: a day of its own
  offset_days INTEGER NOT NULL,      -- from the anchor's day, either way
  due_day INTEGER,                   -- worked out, or set by hand; NULL: no day yet
  fixed INTEGER NOT NULL,            -- 1: set by hand; a moved anchor leaves it
  done_day INTEGER,
  done_by TEXT,
  note TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;

-- An entry of Today that somebody wants quiet. key is the entry's own, core/today.h.
CREATE TABLE today_mark (
  account_id INTEGER NOT NULL REFERENCES account (id),
  key TEXT NOT NULL,
  kind INTEGER NOT NULL,             -- 1 snoozed, 2 dismissed, 3 done
  day INTEGER NOT NULL,
  until_day INTEGER,                 -- of a snooze: quiet before this day
  reason TEXT NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

-- Derived, of the day of the account's row in account_cache: what could be done on the account.
CREATE TABLE today_cache (
  account_id INTEGER PRIMARY KEY,
  entries BLOB NOT NULL              -- storage/today_cache.c
) STRICT;

-- A review that was held, and what it was drafted from.
ALTER TABLE review ADD COLUMN held_day INTEGER;        -- NULL: not yet, or (before version 4) on its day
ALTER TABLE review ADD COLUMN seen TEXT;               -- keys of the items that were there at the last drafting
ALTER TABLE review ADD COLUMN held TEXT;               -- the agenda as it was held, JSON

-- What somebody made of an item of the agenda. key is the item's own, core/qbr.h.
CREATE TABLE review_item (
  account_id INTEGER NOT NULL REFERENCES account (id),
  review_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  section INTEGER NOT NULL,          -- enum qbr_section
  rank INTEGER,                      -- place in the section in thousandths; NULL: as drafted
  audience INTEGER,                  -- enum qbr_audience; NULL: as drafted
  text TEXT,                         -- NULL: as drafted
  drafted TEXT,                      -- what it said when it was edited; NULL: it was added by hand
  hidden INTEGER NOT NULL,
  covered INTEGER NOT NULL,          -- ticked in the meeting
  note TEXT,                         -- written beside it in the meeting
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (account_id, review_id, key)
) STRICT, WITHOUT ROWID;

ALTER TABLE score_history ADD COLUMN scale INTEGER;    -- the best score as it was shown; NULL: 100

-- Since when a text of the account's own (by its column's name) or a custom field (custom.KEY) is filled in, or empty:
-- what a score reads of it. Before the first row it was the other way round; without one it always was as it is.
CREATE TABLE text_state (
  account_id INTEGER NOT NULL REFERENCES account (id),
  key TEXT NOT NULL,
  day INTEGER NOT NULL,
  filled INTEGER NOT NULL,
  PRIMARY KEY (account_id, key, day)
) STRICT, WITHOUT ROWID;
