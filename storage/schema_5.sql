-- Schema version 5: the numbers beyond movements. Facts.

-- What was spent, by quarter.
CREATE TABLE cost (
  day INTEGER NOT NULL,              -- the first of the quarter that it was entered for
  purpose INTEGER NOT NULL,          -- enum cost_purpose
  segment TEXT NOT NULL,             -- '': of the whole book
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL,           -- minor units, 0 or more
  note TEXT,
  PRIMARY KEY (day, purpose, segment, currency)
) STRICT, WITHOUT ROWID;

-- What one unit of a currency was worth in another on a day, as the user entered it.
CREATE TABLE exchange_rate (
  currency TEXT NOT NULL,
  counter TEXT NOT NULL,             -- the other
  day INTEGER NOT NULL,
  rate INTEGER NOT NULL,             -- billionths of a unit of the other, above 0
  PRIMARY KEY (currency, counter, day)
) STRICT, WITHOUT ROWID;

-- What the CSM expects of a renewal. The latest day's stands.
CREATE TABLE renewal_call (
  account_id INTEGER NOT NULL REFERENCES account (id),
  renewal_day INTEGER NOT NULL,      -- which renewal
  day INTEGER NOT NULL,              -- when it was said
  call INTEGER NOT NULL,             -- enum renewal_call
  amount INTEGER,                    -- ARR that is to stand afterwards; NULL: what the call itself says
  note TEXT,
  answer TEXT,                       -- why, where the call and the book's own history disagree; NULL: not said yet
  who TEXT NOT NULL,
  PRIMARY KEY (account_id, renewal_day, day)
) STRICT, WITHOUT ROWID;

-- A deal in the making, or made: one that is won has its movement.
CREATE TABLE opportunity (
  account_id INTEGER NOT NULL REFERENCES account (id),
  id INTEGER NOT NULL,               -- hash of source and external id, else random
  source TEXT,
  external_id TEXT,
  name TEXT NOT NULL,
  kind INTEGER NOT NULL,             -- enum movement_kind: new, expansion or upsell
  amount INTEGER NOT NULL,           -- of ARR, minor units, above 0
  currency TEXT NOT NULL,
  probability INTEGER,               -- percent, the source's or the CSM's; NULL: not known
  opened_day INTEGER NOT NULL,       -- since when it is known
  close_day INTEGER,                 -- expected while it is open; NULL: not known
  state INTEGER NOT NULL,            -- enum opportunity_state
  closed_day INTEGER,                -- when it was won or lost
  movement_id INTEGER,               -- of a won one: its movement, on closed_day
  note TEXT,
  PRIMARY KEY (account_id, id)
) STRICT, WITHOUT ROWID;
