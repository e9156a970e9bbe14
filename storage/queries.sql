-- Every statement of the book by name. A test asks SQLite how it would run each and
-- fails on a table scan that is not on its short list.

-- :name data_version
PRAGMA data_version

-- :name account_insert
INSERT INTO account (id, source, external_id, name, name_key, currency, start_day)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- :name account_get
SELECT id, source, external_id, name, currency, start_day, definition_of_success, success_measure,
  master_narrative, value_path
FROM account WHERE id = ?1

-- :name account_exists
SELECT 1 FROM account WHERE id = ?1

-- :name account_set_name
UPDATE account SET name = ?2, name_key = ?3 WHERE id = ?1
-- :name account_set_currency
UPDATE account SET currency = ?2 WHERE id = ?1
-- :name account_set_definition
UPDATE account SET definition_of_success = ?2 WHERE id = ?1
-- :name account_set_measure
UPDATE account SET success_measure = ?2 WHERE id = ?1
-- :name account_set_narrative
UPDATE account SET master_narrative = ?2 WHERE id = ?1
-- :name account_set_path
UPDATE account SET value_path = ?2 WHERE id = ?1
-- :name account_set_start
UPDATE account SET start_day = ?2 WHERE id = ?1

-- The account with id 1 is the organisation itself (core/ids.h): these do not find it.
-- :name account_by_external
SELECT id, name FROM account WHERE external_id = ?1 AND id > 1 ORDER BY id LIMIT 20
-- :name account_by_name
SELECT id, name, external_id FROM account WHERE name_key = ?1 AND id > 1 ORDER BY id LIMIT 20
-- Between two keys, for a text whose first bytes alone are known.
-- :name account_by_repaired_external
SELECT id, name FROM account WHERE external_id >= ?1 AND external_id < ?2 AND repaired(external_id) = ?3 AND id > 1
ORDER BY id LIMIT 20
-- :name account_by_repaired_name
SELECT id, name FROM account WHERE name_key >= ?1 AND name_key < ?2 AND repaired(name_key) = ?3 AND id > 1
ORDER BY id LIMIT 20
-- :name account_by_start
SELECT id, name, external_id FROM account WHERE name_key >= ?1 AND name_key < ?2 AND id > 1
ORDER BY name_key, id LIMIT ?3
-- :name account_names
SELECT name, name_key FROM account WHERE id > 1 ORDER BY name_key LIMIT 20000

-- :name state_list
SELECT account_id, day, segment, csm, status, renewal_day, next_step FROM account_state WHERE account_id = ?1 ORDER BY day
-- :name state_insert
INSERT INTO account_state (account_id, day) VALUES (?1, ?2) ON CONFLICT DO NOTHING
-- :name state_set_segment
UPDATE account_state SET segment = ?3 WHERE account_id = ?1 AND day = ?2
-- :name state_set_csm
UPDATE account_state SET csm = ?3 WHERE account_id = ?1 AND day = ?2
-- :name state_set_status
UPDATE account_state SET status = ?3 WHERE account_id = ?1 AND day = ?2
-- :name state_set_renewal
UPDATE account_state SET renewal_day = ?3 WHERE account_id = ?1 AND day = ?2
-- :name state_set_next_step
UPDATE account_state SET next_step = ?3 WHERE account_id = ?1 AND day = ?2
-- :name state_put
INSERT INTO account_state (account_id, day, segment, csm, status, renewal_day, next_step)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)

-- :name custom_put
INSERT INTO custom_field (account_id, key, value) VALUES (?1, ?2, ?3)
ON CONFLICT (account_id, key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
-- :name custom_delete
DELETE FROM custom_field WHERE account_id = ?1 AND key = ?2
-- :name custom_list
SELECT key, value FROM custom_field WHERE account_id = ?1 ORDER BY key

-- :name custom_get
SELECT value FROM custom_field WHERE account_id = ?1 AND key = ?2
-- What is said of a text's being filled in: first of all, and last before a day.
-- :name text_state_first
SELECT filled FROM text_state WHERE account_id = ?1 AND key = ?2 ORDER BY day LIMIT 1
-- :name text_state_before
SELECT filled FROM text_state WHERE account_id = ?1 AND key = ?2 AND day < ?3 ORDER BY day DESC LIMIT 1
-- :name text_state_delete
DELETE FROM text_state WHERE account_id = ?1 AND key = ?2 AND day >= ?3
-- :name text_state_insert
INSERT INTO text_state (account_id, key, day, filled) VALUES (?1, ?2, ?3, ?4)
-- :name text_state_list
SELECT key, day, filled FROM text_state WHERE account_id = ?1 ORDER BY key, day

-- :name memory_get
SELECT fields FROM import_row WHERE account_id = ?1 AND source = ?2
-- :name memory_put
INSERT INTO import_row (account_id, source, fields) VALUES (?1, ?2, ?3)
ON CONFLICT (account_id, source) DO UPDATE SET fields = excluded.fields WHERE fields <> excluded.fields

-- :name movement_insert
INSERT INTO movement (account_id, day, id, kind, amount, currency, line, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- :name movement_sum
SELECT count(*), ifnull(sum(amount), 0), max(currency), count(*) FILTER (WHERE day <= ?2),
  ifnull(sum(amount) FILTER (WHERE day <= ?2), 0)
FROM movement WHERE account_id = ?1
-- :name movement_list
SELECT day, id, kind, amount, currency, line, note FROM movement WHERE account_id = ?1 ORDER BY day, id
-- :name movement_delete
DELETE FROM movement WHERE account_id = ?1 AND day = ?2 AND id = ?3
-- :name numbers_movements
SELECT account_id, day, id, kind, amount, currency, line FROM movement
WHERE account_id >= ?1 AND day <= ?2 ORDER BY account_id, day, id
-- :name numbers_amounts
SELECT account_id, day, NULL, kind, amount, currency, NULL FROM movement
WHERE account_id >= ?1 AND day <= ?2 ORDER BY account_id, day, id
-- :name numbers_renewals
SELECT account_id, day, renewal_day FROM account_state
WHERE account_id >= ?1 AND renewal_day IS NOT NULL AND day <= ?2 ORDER BY account_id, day
-- Trends read accounts batch by batch, and what was shown of them at the ends of periods.
-- :name trend_accounts
SELECT id FROM account WHERE id > ?1 ORDER BY id LIMIT ?2
-- :name trend_band
SELECT band FROM score_history WHERE account_id = ?1 AND day <= ?2 ORDER BY day DESC LIMIT 1
-- :name entries_since
SELECT id, account_id FROM entry WHERE id > ?1 ORDER BY id LIMIT ?2
-- :name account_last
SELECT ifnull(max(id), 0) FROM account
-- The forecast: bands of today, what was shown of one before, open deals, what CSMs call.
-- :name forecast_bands
SELECT account_id, band FROM account_cache WHERE account_id BETWEEN ?1 AND ?2 ORDER BY account_id
-- :name forecast_amounts
SELECT account_id, day, NULL, NULL, amount, currency, NULL FROM movement
WHERE account_id >= ?1 AND day <= ?2 ORDER BY account_id, day, id
-- :name forecast_shown
SELECT band FROM score_history WHERE account_id = ?1 AND day <= ?2 ORDER BY day DESC LIMIT 1
-- :name forecast_deals
SELECT account_id, kind, amount, currency, probability, close_day FROM opportunity
WHERE account_id BETWEEN ?1 AND ?2 AND opened_day <= ?3 AND (closed_day IS NULL OR closed_day > ?3)
ORDER BY account_id, id
-- :name renewal_calls
SELECT account_id, renewal_day, day, call, amount, note, answer, who FROM renewal_call
WHERE account_id BETWEEN ?1 AND ?2 AND day <= ?3 ORDER BY account_id, renewal_day, day
-- :name renewal_call_get
SELECT call, amount, note, answer, who FROM renewal_call WHERE account_id = ?1 AND renewal_day = ?2 AND day = ?3
-- :name renewal_call_put
INSERT INTO renewal_call (account_id, renewal_day, day, call, amount, note, answer, who)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (account_id, renewal_day, day) DO UPDATE
SET call = excluded.call, amount = excluded.amount, note = excluded.note, answer = excluded.answer, who = excluded.who
-- :name renewal_call_delete
DELETE FROM renewal_call WHERE account_id = ?1 AND renewal_day = ?2 AND day = ?3

-- :name cost_put
INSERT INTO cost (day, purpose, segment, currency, amount, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (day, purpose, segment, currency) DO UPDATE SET amount = excluded.amount, note = excluded.note
WHERE amount <> excluded.amount OR note IS NOT excluded.note
-- :name cost_delete
DELETE FROM cost WHERE day = ?1 AND purpose = ?2 AND segment = ?3 AND currency = ?4
-- :name cost_list
SELECT day, purpose, segment, currency, amount, note FROM cost WHERE day >= ?1 AND day < ?2
ORDER BY day, purpose, segment, currency
-- :name rate_put
INSERT INTO exchange_rate (currency, counter, day, rate) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (currency, counter, day) DO UPDATE SET rate = excluded.rate WHERE rate <> excluded.rate
-- :name rate_delete
DELETE FROM exchange_rate WHERE currency = ?1 AND counter = ?2 AND day = ?3
-- :name rate_list
SELECT currency, counter, day, rate FROM exchange_rate ORDER BY currency, counter, day
-- :name movement_currency
SELECT currency FROM movement WHERE account_id = ?1 LIMIT 1

-- :name touch_insert
INSERT INTO touch (account_id, day, id, kind, direction, who, note, contact_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (account_id, day, id) DO UPDATE
SET kind = excluded.kind, direction = excluded.direction, who = excluded.who, note = excluded.note,
  contact_id = ifnull(excluded.contact_id, contact_id)
WHERE kind <> excluded.kind OR direction <> excluded.direction OR who <> excluded.who OR note IS NOT excluded.note
  OR contact_id IS NOT ifnull(excluded.contact_id, contact_id)

-- A review is past when it was held, and from before version 4 (nobody worked at its agenda) when its day is.
-- :name review_last
SELECT id, ifnull(held_day, day) FROM review
WHERE account_id = ?1 AND (held_day <= ?2 OR (held_day IS NULL AND seen IS NULL AND day < ?2))
ORDER BY ifnull(held_day, day) DESC, id DESC LIMIT 1
-- :name review_next
SELECT id, day, seen FROM review
WHERE account_id = ?1 AND (held_day IS NULL OR held_day > ?2) AND (day >= ?2 OR seen IS NOT NULL)
ORDER BY day, id LIMIT 1
-- :name review_insert
INSERT INTO review (account_id, id, day, held_day, seen) VALUES (?1, ?2, ?3, ?4, ?5)
-- :name review_move
UPDATE review SET day = ?3 WHERE account_id = ?1 AND id = ?2
-- :name review_delete
DELETE FROM review WHERE account_id = ?1 AND id = ?2
-- :name review_on
SELECT 1 FROM review WHERE account_id = ?1 AND ifnull(held_day, day) = ?2
-- :name review_get
SELECT day, held_day, seen, held FROM review WHERE account_id = ?1 AND id = ?2
-- :name review_list
SELECT id, day, held_day, seen IS NOT NULL, held IS NOT NULL FROM review WHERE account_id = ?1
ORDER BY ifnull(held_day, day) DESC, id DESC
-- :name review_set_seen
UPDATE review SET seen = ?3 WHERE account_id = ?1 AND id = ?2 AND seen IS NOT ?3
-- :name review_hold
UPDATE review SET held_day = ?3, held = ?4 WHERE account_id = ?1 AND id = ?2
-- :name review_items
SELECT key, section, rank, audience, text, drafted, hidden, covered, note FROM review_item
WHERE account_id = ?1 AND review_id = ?2 ORDER BY key
-- :name review_item_get
SELECT key, section, rank, audience, text, drafted, hidden, covered, note FROM review_item
WHERE account_id = ?1 AND review_id = ?2 AND key = ?3
-- :name review_item_put
INSERT INTO review_item (account_id, review_id, key, section, rank, audience, text, drafted, hidden, covered, note, at,
  who)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
ON CONFLICT (account_id, review_id, key) DO UPDATE SET section = excluded.section, rank = excluded.rank,
  audience = excluded.audience, text = excluded.text, drafted = excluded.drafted, hidden = excluded.hidden,
  covered = excluded.covered, note = excluded.note, at = excluded.at, who = excluded.who
-- :name review_item_delete
DELETE FROM review_item WHERE account_id = ?1 AND review_id = ?2 AND key = ?3
-- :name review_items_delete
DELETE FROM review_item WHERE account_id = ?1 AND review_id = ?2
-- What is agreed in a review that is planned: what is said of it as of any item says whether among us alone.
-- :name review_todos
SELECT t.id, t.text, t.side, t.owner, t.due_day, t.done_day, t.note, 0 FROM todo t
WHERE t.account_id = ?1 AND t.review_id = ?2 AND t.play_id IS NULL ORDER BY ifnull(t.due_day, 9999999), t.id
-- What was agreed in the last review (?2, of day ?3), and what of any before it was still open then; and whether it was
-- kept from the customer in one of them, as it was agreed or when it was looked back at.
-- :name review_past_todos
SELECT t.id, t.text, t.side, t.owner, t.due_day, t.done_day, t.note, EXISTS (
    SELECT 1 FROM review_item i JOIN review h ON h.account_id = i.account_id AND h.id = i.review_id
    WHERE i.account_id = t.account_id AND i.key IN ('todo/' || t.id, 'action/' || t.id, 'action/' || t.id || '/ours')
      AND (i.audience = 1 OR i.hidden = 1) AND (h.id = ?2 OR h.held_day <= ?3))
FROM todo t JOIN review r ON r.account_id = t.account_id AND r.id = t.review_id
WHERE t.account_id = ?1 AND t.play_id IS NULL
  AND (r.id = ?2 OR ((t.done_day IS NULL OR t.done_day > ?3)
    AND (r.held_day <= ?3 OR (r.held_day IS NULL AND r.seen IS NULL AND r.day < ?3))))
ORDER BY ifnull(t.due_day, 9999999), t.id
-- :name review_measures
SELECT key, day, value FROM measure WHERE account_id = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY key, day

-- :name pass_put
INSERT INTO stage_pass (account_id, stage_id, day, who, reason) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (account_id, stage_id) DO UPDATE SET day = excluded.day, who = excluded.who, reason = excluded.reason
WHERE day <> excluded.day OR who <> excluded.who OR reason <> excluded.reason
-- :name pass_get
SELECT reason FROM stage_pass WHERE account_id = ?1 AND stage_id = ?2
-- :name pass_delete
DELETE FROM stage_pass WHERE account_id = ?1 AND stage_id = ?2

-- :name assign_get
SELECT main FROM account_track WHERE account_id = ?1 AND track_id = ?2
-- :name assign_put
INSERT INTO account_track (account_id, track_id, main) VALUES (?1, ?2, ?3)
ON CONFLICT (account_id, track_id) DO UPDATE SET main = excluded.main WHERE main <> excluded.main
-- :name assign_more
INSERT INTO account_track (account_id, track_id, main) VALUES (?1, ?2, 0) ON CONFLICT DO NOTHING
-- :name assign_only_main
UPDATE account_track SET main = 0 WHERE account_id = ?1 AND track_id <> ?2 AND main = 1
-- :name assign_delete
DELETE FROM account_track WHERE account_id = ?1 AND track_id = ?2
-- :name assign_list
SELECT track_id FROM account_track WHERE account_id = ?1 ORDER BY main DESC, track_id
-- :name assign_placed_get
SELECT placed_day FROM account_track WHERE account_id = ?1 AND track_id = ?2
-- :name assign_placed
UPDATE account_track SET placed_day = ?3 WHERE account_id = ?1 AND track_id = ?2 AND placed_day IS NOT ?3
-- :name answer_standing
SELECT day, id, value, who, note, at FROM answer WHERE account_id = ?1 AND milestone_id = ?2
ORDER BY day DESC, at DESC, value DESC, id LIMIT 1
-- :name answer_latest_on
SELECT max(at) FROM answer WHERE account_id = ?1 AND milestone_id = ?2 AND day = ?3
-- :name answer_count
SELECT count(*) FROM answer WHERE account_id = ?1 AND milestone_id = ?2 AND day = ?3 AND who = ?4
-- :name answer_taken
SELECT 1 FROM answer WHERE account_id = ?1 AND milestone_id = ?2 AND day = ?3 AND id = ?4
-- :name answer_insert
INSERT INTO answer (account_id, milestone_id, day, id, value, at, who, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- :name answer_delete
DELETE FROM answer WHERE account_id = ?1 AND milestone_id = ?2 AND day = ?3 AND id = ?4
-- :name answer_note
UPDATE answer SET note = ?5
WHERE account_id = ?1 AND milestone_id = ?2 AND day = ?3 AND id = ?4 AND note IS NOT ?5

-- Tasks, the growth roadmap and documents.
-- :name task_state_get
SELECT done_day, owner, due_day, who FROM task_state WHERE account_id = ?1 AND task_id = ?2
-- :name task_state_put
INSERT INTO task_state (account_id, task_id, done_day, owner, due_day, at, who) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (account_id, task_id) DO UPDATE SET done_day = excluded.done_day, owner = excluded.owner,
  due_day = excluded.due_day, at = excluded.at, who = excluded.who
-- :name task_state_delete
DELETE FROM task_state WHERE account_id = ?1 AND task_id = ?2
-- :name cell_standing
SELECT day, value FROM cell_rating WHERE account_id = ?1 AND cell_id = ?2 ORDER BY day DESC LIMIT 1
-- :name cell_as_of
SELECT day, value, who, note FROM cell_rating WHERE account_id = ?1 AND cell_id = ?2 AND day <= ?3
ORDER BY day DESC LIMIT 1
-- :name cell_rate_put
INSERT INTO cell_rating (account_id, cell_id, day, value, at, who, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (account_id, cell_id, day) DO UPDATE SET value = excluded.value, at = excluded.at, who = excluded.who,
  note = excluded.note
-- :name cell_rate_note
UPDATE cell_rating SET note = ?4 WHERE account_id = ?1 AND cell_id = ?2 AND day = ?3 AND note IS NOT ?4
-- :name cell_rate_delete
DELETE FROM cell_rating WHERE account_id = ?1 AND cell_id = ?2 AND day = ?3
-- :name document_list
SELECT id, title, text, link, owner, critical, holders, frees, only_one FROM document ORDER BY id
-- :name document_named
SELECT document, count(*) FROM task WHERE document IS NOT NULL GROUP BY document ORDER BY document
-- :name document_put
INSERT INTO document (id, title, text, link, owner, critical, holders, frees, only_one)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, text = excluded.text, link = excluded.link,
  owner = excluded.owner, critical = excluded.critical, holders = excluded.holders, frees = excluded.frees,
  only_one = excluded.only_one
WHERE title <> excluded.title OR text IS NOT excluded.text OR link IS NOT excluded.link
  OR owner IS NOT excluded.owner OR critical <> excluded.critical OR holders IS NOT excluded.holders
  OR frees <> excluded.frees OR only_one <> excluded.only_one
-- :name document_delete
DELETE FROM document WHERE id = ?1

-- What a score reads: one account, or a range of them, in order of account.
-- :name facts_account
SELECT id, name, name_key, currency, start_day, source, external_id
FROM account WHERE id BETWEEN ?1 AND ?2 ORDER BY id
-- :name account_count
SELECT count(*) FROM account
-- :name account_between
SELECT count(*) FROM account WHERE id BETWEEN ?1 AND ?2
-- The id that so many accounts lie before, of those from an id on.
-- :name account_after
SELECT id FROM account WHERE id >= ?1 ORDER BY id LIMIT 1 OFFSET ?2
-- Facts are gathered by functions of storage/facts_rows.c, one call a row; the keys' order is theirs.
-- :name facts_track
SELECT gather_track(account_id, track_id, placed_day, main) FROM account_track WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_state
SELECT gather_state(account_id, day, segment, csm, status, renewal_day, next_step)
FROM account_state WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_movement
SELECT gather_movement(account_id, day, amount) FROM movement WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_touch
SELECT gather_touch(account_id, day, direction) FROM touch WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_pass
SELECT gather_pass(account_id, stage_id, day) FROM stage_pass WHERE account_id BETWEEN ?1 AND ?2
-- A touch with all that a scorecard may ask of it.
-- :name facts_touch_whole
SELECT gather_touch(account_id, day, direction, kind, contact_id) FROM touch WHERE account_id BETWEEN ?1 AND ?2
-- A bit for each table that may have no rows of these accounts, in order of enum facts_table.
-- :name facts_which
SELECT EXISTS (SELECT 1 FROM contact_state WHERE account_id BETWEEN ?1 AND ?2)
  | (EXISTS (SELECT 1 FROM promise_state WHERE account_id BETWEEN ?1 AND ?2) << 1)
  | (EXISTS (SELECT 1 FROM outcome WHERE account_id BETWEEN ?1 AND ?2) << 2)
  | (EXISTS (SELECT 1 FROM outcome_value WHERE account_id BETWEEN ?1 AND ?2) << 3)
  | (EXISTS (SELECT 1 FROM survey WHERE account_id BETWEEN ?1 AND ?2) << 4)
  | (EXISTS (SELECT 1 FROM concern WHERE account_id BETWEEN ?1 AND ?2) << 5)
  | (EXISTS (SELECT 1 FROM health_override WHERE account_id BETWEEN ?1 AND ?2) << 6)
  | (EXISTS (SELECT 1 FROM measure WHERE account_id BETWEEN ?1 AND ?2) << 7)
  | (EXISTS (SELECT 1 FROM stage_pass WHERE account_id BETWEEN ?1 AND ?2) << 8)
-- :name facts_contact
SELECT gather_contact(account_id, contact_id, day, roles, here, sentiment) FROM contact_state
WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_promise
SELECT gather_promise(account_id, promise_id, day, state, due_day, confirmed) FROM promise_state
WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_outcome
SELECT gather_outcome(account_id, id, start_day, due_day, baseline, target) FROM outcome
WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_outcome_value
SELECT gather_value(account_id, outcome_id, day, value) FROM outcome_value WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_survey
SELECT gather_survey(account_id, day, id, kind, score, scale, contact_id) FROM survey
WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_concern
SELECT gather_concern(account_id, day, level, addressed_day) FROM concern WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_override
SELECT gather_override(account_id, day, until_day, band) FROM health_override WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_measure
SELECT gather_measure(account_id, key, day, value) FROM measure WHERE account_id BETWEEN ?1 AND ?2
-- :name facts_answer
SELECT gather_answer(account_id, milestone_id, day, at, value) FROM answer WHERE account_id BETWEEN ?1 AND ?2
-- :name detail_answers
SELECT milestone_id, day, at, value, who, note, id FROM answer WHERE account_id = ?1
ORDER BY milestone_id, day, at, value, id DESC

-- :name cache_state_get
SELECT day, scorecard FROM cache_state WHERE id = 1
-- :name cache_state_put
INSERT INTO cache_state (id, day, scorecard) VALUES (1, ?1, ?2)
ON CONFLICT (id) DO UPDATE SET day = excluded.day, scorecard = excluded.scorecard
-- :name cache_put
INSERT OR REPLACE INTO account_cache (account_id, day, name, name_key, segment, csm, status, currency, arr,
  renewal_day, track_id, stage, flags, settled, required, since_day, pace, next_milestone_id, health, band,
  confidence, trend, last_touch_day, at_stake, cause, computed, label)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
  ?23, ?24, ?25, ?26, ?27)
-- :name cache_insert
INSERT INTO account_cache (account_id, day, name, name_key, segment, csm, status, currency, arr,
  renewal_day, track_id, stage, flags, settled, required, since_day, pace, next_milestone_id, health, band,
  confidence, trend, last_touch_day, at_stake, cause, computed, label)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
  ?23, ?24, ?25, ?26, ?27)
-- What was shown, day by day.
-- :name history_latest
SELECT day, hundredths, band, confidence FROM score_history WHERE account_id = ?1 AND day <= ?2
ORDER BY day DESC LIMIT 2
-- :name history_put
INSERT INTO score_history (account_id, day, hundredths, band, confidence, scorecard, scale)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?8)
ON CONFLICT (account_id, day) DO UPDATE SET hundredths = excluded.hundredths, band = excluded.band,
  confidence = excluded.confidence, scorecard = excluded.scorecard, scale = excluded.scale, cause = iif(?7, cause, NULL)
-- :name history_delete
DELETE FROM score_history WHERE account_id = ?1 AND day = ?2
-- :name history_cause
UPDATE score_history SET cause = ?3 WHERE account_id = ?1 AND day = ?2
  AND band <> (SELECT x.band FROM score_history x WHERE x.account_id = ?1 AND x.day < ?2 ORDER BY x.day DESC LIMIT 1)
-- :name history_list
SELECT day, hundredths, band, confidence, scorecard, cause, scale FROM score_history
WHERE account_id = ?1 AND day <= ?3
  AND day >= ifnull((SELECT max(day) FROM score_history WHERE account_id = ?1 AND day <= ?2), ?2)
ORDER BY day
-- :name cache_shown
SELECT account_id, health, band, confidence FROM account_cache WHERE day <> 0 ORDER BY account_id
-- :name cache_delete
DELETE FROM account_cache WHERE account_id = ?1
-- :name cache_delete_all
DELETE FROM account_cache
-- :name lens_put
INSERT INTO lens_cache (account_id, track_id, stage, flags, settled, required) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
-- :name lens_delete
DELETE FROM lens_cache WHERE account_id = ?1
-- :name lens_delete_all
DELETE FROM lens_cache
-- :name lens_dump
SELECT * FROM lens_cache ORDER BY account_id, track_id
-- :name cache_rollup_part
SELECT csm, segment, currency, status, band, ifnull(arr, 0), day, health, confidence FROM account_cache WHERE account_id = ?1
-- :name cache_stale
SELECT account_id FROM account_cache WHERE account_id > ?1 AND day <> ?2 ORDER BY account_id LIMIT ?3
-- :name cache_stale_count
SELECT count(*) FROM account_cache WHERE day <> ?1
-- :name cache_is_stale
SELECT 1 FROM account_cache WHERE account_id = ?1 AND day <> ?2
-- :name cache_mark_stale
UPDATE account_cache SET day = 0
-- :name cache_get
SELECT c.account_id, c.day, c.name, c.segment, c.csm, c.status, c.currency, c.arr, c.renewal_day, c.track_id,
  c.stage, c.flags, c.settled, c.required, c.since_day, c.pace, c.next_milestone_id, c.health, c.band,
  c.confidence, c.trend, c.last_touch_day, c.at_stake, a.source, a.external_id, a.start_day, l.stage,
  l.flags, c.cause, c.computed, c.label
FROM account_cache c JOIN account a ON a.id = c.account_id
LEFT JOIN lens_cache l ON l.account_id = c.account_id AND l.track_id = ?2
WHERE c.account_id = ?1
-- :name cache_each
SELECT c.account_id, c.day, c.name, c.segment, c.csm, c.status, c.currency, c.arr, c.renewal_day, c.track_id,
  c.stage, c.flags, c.settled, c.required, c.since_day, c.pace, c.next_milestone_id, c.health, c.band,
  c.confidence, c.trend, c.last_touch_day, c.at_stake, a.source, a.external_id, a.start_day, l.stage,
  l.flags, c.cause, c.computed, c.label
FROM account_cache c JOIN account a ON a.id = c.account_id
LEFT JOIN lens_cache l ON l.account_id = c.account_id AND l.track_id = ?3
WHERE c.account_id > ?1 ORDER BY c.account_id LIMIT ?2
-- :name cache_dump
SELECT * FROM account_cache ORDER BY account_id
-- :name rollup_dump
SELECT * FROM rollup ORDER BY csm, segment, currency, status, band

-- :name rollup_add
INSERT INTO rollup (csm, segment, currency, status, band, accounts, arr)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (csm, segment, currency, status, band) DO UPDATE
SET accounts = accounts + excluded.accounts, arr = arr + excluded.arr
-- :name rollup_prune
DELETE FROM rollup
WHERE csm = ?1 AND segment = ?2 AND currency = ?3 AND status = ?4 AND band = ?5 AND accounts = 0
-- :name rollup_delete_all
DELETE FROM rollup
-- :name total_add
INSERT INTO rollup_total (currency, status, band, accounts, arr) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (currency, status, band) DO UPDATE
SET accounts = accounts + excluded.accounts, arr = arr + excluded.arr
-- :name total_prune
DELETE FROM rollup_total WHERE currency = ?1 AND status = ?2 AND band = ?3 AND accounts = 0
-- :name total_delete_all
DELETE FROM rollup_total
-- :name total_dump
SELECT * FROM rollup_total ORDER BY currency, status, band
-- :name rollup_totals
SELECT currency, status, band, accounts, arr FROM rollup_total

-- :name order_stake
SELECT account_id FROM account_cache INDEXED BY account_cache_by_stake
ORDER BY at_stake DESC, name_key, account_id LIMIT ?1
-- :name order_keys
SELECT account_id, name_key, CASE ?1 WHEN 0 THEN name_key WHEN 1 THEN iif(track_id IS NULL, NULL, stage)
  WHEN 2 THEN health WHEN 3 THEN renewal_day WHEN 4 THEN arr WHEN 5 THEN at_stake WHEN 6 THEN nullif(segment, '')
  WHEN 7 THEN nullif(csm, '') WHEN 8 THEN iif(status = 1, 'active', iif(status = 2, 'churned', 'prospect'))
  WHEN 9 THEN last_touch_day WHEN 10 THEN -since_day WHEN 13 THEN iif(track_id = ?2, stage, NULL) END
FROM account_cache ORDER BY account_id
-- :name order_account_keys
SELECT id, iif(?1 = 11, start_day, external_id) FROM account WHERE id > 1 ORDER BY id
-- :name order_lens_keys
SELECT account_id, stage FROM lens_cache WHERE track_id = ?1 ORDER BY account_id
-- :name search_names
SELECT account_id FROM account_cache WHERE instr(name_key, ?1) > 0

-- :name entry_last
SELECT ifnull(max(id), 0) FROM entry
-- :name entry_insert
INSERT INTO entry (id, at, who, action, account_id, kind, target, sentence)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- :name entry_change_insert
INSERT INTO entry_change (entry_id, seq, changeset) VALUES (?1, ?2, ?3)
-- :name entry_changes_backwards
SELECT seq, changeset FROM entry_change WHERE entry_id = ?1 ORDER BY seq DESC
-- :name entry_get
SELECT id, at, who, action, account_id, kind, target, undone_by, sentence FROM entry WHERE id = ?1
-- :name entry_next_undo
SELECT id, at, who, action, account_id, kind, target, undone_by, sentence FROM entry
WHERE who = ?1 AND kind = 0 AND undone_by IS NULL ORDER BY id DESC LIMIT 1
-- :name entry_next_redo
SELECT id, at, who, action, account_id, kind, target, undone_by, sentence FROM entry e
WHERE who = ?1 AND kind = 1 AND undone_by IS NULL
  AND NOT EXISTS (SELECT 1 FROM entry WHERE who = ?1 AND kind = 0 AND id > e.id)
ORDER BY id DESC LIMIT 1
-- :name entry_set_undone
UPDATE entry SET undone_by = ?2 WHERE id = ?1
-- :name entry_caused
SELECT id FROM entry WHERE id > ?1 AND kind = 0 AND target = ?1 AND undone_by IS NULL ORDER BY id DESC
-- :name entry_caused_again
UPDATE entry SET undone_by = NULL WHERE id > ?1 AND kind = 0 AND target = ?1 AND undone_by = ?2
-- :name entry_list
SELECT id, at, who, action, account_id, kind, target, undone_by, sentence FROM entry ORDER BY id DESC LIMIT ?1
-- :name entry_list_account
SELECT id, at, who, action, account_id, kind, target, undone_by, sentence FROM entry
WHERE account_id = ?2 ORDER BY id DESC LIMIT ?1
-- :name account_name
SELECT name FROM account WHERE id = ?1
-- :name milestone_question
SELECT question FROM milestone WHERE id = ?1
UNION ALL SELECT question FROM retired_milestone WHERE id = ?1

-- :name track_get
SELECT id, key, title, version, subject, reading, about, method, statement, tactics, columns
FROM track WHERE id = ?1
-- :name track_ids
SELECT id, key FROM track ORDER BY key
-- :name track_source
SELECT source FROM track WHERE id = ?1
-- :name milestone_track
SELECT track_id FROM milestone WHERE id = ?1
-- :name evidence_givers
SELECT id FROM track WHERE id IN (SELECT track_id FROM evidence WHERE target_track = ?1) ORDER BY key
-- :name track_stages
SELECT key, name, promise, expected_days, characteristics, challenges, tactics, customer_expects, we_expect,
  can_go_wrong, metrics, roadmap_row
FROM stage WHERE track_id = ?1 ORDER BY position
-- :name track_activities
SELECT stage, name FROM activity WHERE track_id = ?1 ORDER BY position
-- :name track_milestones
SELECT stage, activity, key, question, required, side, also, added_day, added_version
FROM milestone WHERE track_id = ?1 ORDER BY position
-- :name track_tasks
SELECT milestone, text, side, due_days, document, key FROM task WHERE track_id = ?1 ORDER BY position
-- :name track_evidence
SELECT milestone, target_track, target_stage FROM evidence WHERE track_id = ?1 ORDER BY position
-- :name track_cells
SELECT stage, key, name, question FROM cell WHERE track_id = ?1 ORDER BY position
-- :name track_put
INSERT INTO track (id, key, title, version, subject, reading, source, about, method, statement, tactics, columns)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, version = excluded.version, subject = excluded.subject,
  reading = excluded.reading, source = excluded.source, about = excluded.about, method = excluded.method,
  statement = excluded.statement, tactics = excluded.tactics, columns = excluded.columns
-- :name stage_put
INSERT INTO stage (id, track_id, position, key, name, promise, expected_days, characteristics, challenges, tactics,
  customer_expects, we_expect, can_go_wrong, metrics, roadmap_row)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
-- :name activity_put
INSERT INTO activity (id, track_id, position, stage, name) VALUES (?1, ?2, ?3, ?4, ?5)
-- :name milestone_put
INSERT INTO milestone (id, track_id, position, stage, activity, key, question, required, side, also, added_day,
  added_version)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
-- :name task_put
INSERT INTO task (id, track_id, position, milestone, text, side, due_days, document, key)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
-- :name evidence_put
INSERT INTO evidence (id, track_id, position, milestone, target_track, target_stage) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (id) DO NOTHING
-- :name cell_put
INSERT INTO cell (id, track_id, position, stage, key, name, question) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
-- :name stage_clear
DELETE FROM stage WHERE track_id = ?1
-- :name activity_clear
DELETE FROM activity WHERE track_id = ?1
-- :name milestone_clear
DELETE FROM milestone WHERE track_id = ?1
-- :name task_clear
DELETE FROM task WHERE track_id = ?1
-- :name evidence_clear
DELETE FROM evidence WHERE track_id = ?1
-- :name cell_clear
DELETE FROM cell WHERE track_id = ?1
-- All milestones of a track, before it is written anew; then those that it has again are taken out.
-- :name retired_put
INSERT INTO retired_milestone (id, track_id, stage, key, question, day)
SELECT m.id, m.track_id, s.name, m.key, m.question, ?2
FROM milestone m JOIN stage s ON s.track_id = m.track_id AND s.position = m.stage WHERE m.track_id = ?1
ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, question = excluded.question, day = excluded.day
-- :name retired_keep
DELETE FROM retired_milestone WHERE track_id = ?1 AND id IN (SELECT id FROM milestone WHERE track_id = ?1)
-- :name retired_answers
SELECT t.key, r.stage, r.key, r.question, x.value, x.day, x.who, x.note
FROM answer x JOIN retired_milestone r ON r.id = x.milestone_id JOIN track t ON t.id = r.track_id
WHERE x.account_id = ?1 AND x.day <= ?2 ORDER BY t.key, r.key, x.day, x.at, x.value, x.id DESC
-- :name retired_of_track
SELECT stage, key, question, day FROM retired_milestone WHERE track_id = ?1 ORDER BY key
-- :name retired_by_id
SELECT 1 FROM retired_milestone WHERE id = ?1

-- Exports read an account at a time, and all in an order that does not hang on ids: those differ from book to book.
-- :name export_order
SELECT id FROM account ORDER BY repaired(ifnull(nullif(external_id, ''), name)), repaired(name), id
-- :name export_answers
SELECT a.external_id, a.name, t.key, ifnull(m.key, r.key), x.value, x.day, x.who, x.note
FROM answer x JOIN account a ON a.id = x.account_id
LEFT JOIN milestone m ON m.id = x.milestone_id LEFT JOIN retired_milestone r ON r.id = x.milestone_id
JOIN track t ON t.id = ifnull(m.track_id, r.track_id)
WHERE x.account_id = ?1 ORDER BY x.milestone_id, x.day, x.at, x.value, x.id DESC
-- :name export_touches
SELECT a.external_id, a.name, x.day, x.kind, x.direction, x.who, x.note, x.contact_id
FROM touch x JOIN account a ON a.id = x.account_id
WHERE x.account_id = ?1
ORDER BY x.day, x.kind, x.direction, repaired(x.who), repaired(x.note), x.contact_id, x.id
-- :name export_movements
SELECT a.external_id, a.name, x.day, x.kind, x.amount, x.currency, x.line, x.note
FROM movement x JOIN account a ON a.id = x.account_id
WHERE x.account_id = ?1 ORDER BY x.day, x.kind, x.amount, repaired(x.line), repaired(x.note), x.id
-- :name export_account
SELECT id, external_id, name FROM account WHERE id = ?1
-- :name check_movement_sums
SELECT account_id, min(currency), max(currency), ifnull(sum(amount) FILTER (WHERE day <= ?1), 0)
FROM movement GROUP BY account_id

-- Records: contacts, outcomes, promises, concerns, surveys, measures, overrides.
-- :name contact_get
SELECT source, external_id, name, email, phone, persona, success FROM contact WHERE account_id = ?1 AND id = ?2
-- :name contact_insert
INSERT INTO contact (account_id, id, source, external_id, name, email, phone, persona, success)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
-- :name contact_update
UPDATE contact SET name = ?3, email = ?4, phone = ?5, persona = ?6, success = ?7 WHERE account_id = ?1 AND id = ?2
-- :name contact_delete
DELETE FROM contact WHERE account_id = ?1 AND id = ?2
-- :name contact_list
SELECT id, source, external_id, name, email, phone, persona, success FROM contact WHERE account_id = ?1 ORDER BY id
-- :name contact_touched
SELECT contact_id, max(day) FROM touch WHERE account_id = ?1 AND day <= ?2 AND contact_id IS NOT NULL
GROUP BY contact_id
-- :name contact_states
SELECT contact_id, day, roles, here, sentiment FROM contact_state WHERE account_id = ?1 AND day <= ?2
ORDER BY contact_id, day
-- :name contact_state_get
SELECT day, roles, here, sentiment FROM contact_state WHERE account_id = ?1 AND contact_id = ?2 AND day <= ?3
ORDER BY day
-- :name contact_state_put
INSERT INTO contact_state (account_id, contact_id, day, roles, here, sentiment) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (account_id, contact_id, day) DO UPDATE SET roles = ifnull(excluded.roles, roles),
  here = ifnull(excluded.here, here), sentiment = ifnull(excluded.sentiment, sentiment)
-- :name contact_state_clear
DELETE FROM contact_state WHERE account_id = ?1 AND contact_id = ?2
-- :name outcome_get
SELECT name, unit, baseline, target, start_day, due_day, story_day FROM outcome WHERE account_id = ?1 AND id = ?2
-- :name outcome_list
SELECT name, unit, baseline, target, start_day, due_day, story_day, id FROM outcome WHERE account_id = ?1 ORDER BY id
-- :name outcome_insert
INSERT INTO outcome (account_id, id, name, unit, baseline, target, start_day, due_day, story_day)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
-- :name outcome_update
UPDATE outcome SET name = ?3, unit = ?4, baseline = ?5, target = ?6, start_day = ?7, due_day = ?8, story_day = ?9
WHERE account_id = ?1 AND id = ?2
-- :name outcome_delete
DELETE FROM outcome WHERE account_id = ?1 AND id = ?2
-- :name outcome_values
SELECT outcome_id, day, value, who, note FROM outcome_value WHERE account_id = ?1 AND day <= ?2
ORDER BY outcome_id, day
-- :name outcome_value_put
INSERT INTO outcome_value (account_id, outcome_id, day, value, who, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (account_id, outcome_id, day) DO UPDATE SET value = excluded.value, who = excluded.who,
  note = iif(repaired(note) = excluded.note, note, ifnull(excluded.note, note))
WHERE value <> excluded.value
  OR (note IS NOT ifnull(excluded.note, note) AND repaired(note) IS NOT excluded.note)
-- :name outcome_value_delete
DELETE FROM outcome_value WHERE account_id = ?1 AND outcome_id = ?2 AND day = ?3
-- :name outcome_value_clear
DELETE FROM outcome_value WHERE account_id = ?1 AND outcome_id = ?2
-- :name promise_get
SELECT made_day, text, understood, contact_id, capability, need FROM promise WHERE account_id = ?1 AND id = ?2
-- :name promise_list
SELECT p.id, p.made_day, p.text, p.understood, p.contact_id, p.capability, p.need, c.name
FROM promise p LEFT JOIN contact c ON c.account_id = p.account_id AND c.id = p.contact_id
WHERE p.account_id = ?1 ORDER BY p.id
-- :name promise_insert
INSERT INTO promise (account_id, id, made_day, text, understood, contact_id, capability, need)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- :name promise_update
UPDATE promise SET text = ?3, understood = ?4, contact_id = ?5, capability = ?6, need = ?7
WHERE account_id = ?1 AND id = ?2
-- :name promise_delete
DELETE FROM promise WHERE account_id = ?1 AND id = ?2
-- :name promise_states
SELECT promise_id, day, state, due_day, confirmed, who, note FROM promise_state WHERE account_id = ?1 AND day <= ?2
ORDER BY promise_id, day
-- :name promise_state_get
SELECT day, state, due_day, confirmed, note FROM promise_state
WHERE account_id = ?1 AND promise_id = ?2 AND day <= ?3 ORDER BY day
-- :name promise_state_put
INSERT INTO promise_state (account_id, promise_id, day, state, due_day, confirmed, who, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (account_id, promise_id, day) DO UPDATE SET state = ifnull(excluded.state, state),
  due_day = ifnull(excluded.due_day, due_day), confirmed = ifnull(excluded.confirmed, confirmed),
  who = excluded.who, note = ifnull(excluded.note, note)
-- :name promise_state_note
UPDATE promise_state SET note = ?4
WHERE account_id = ?1 AND promise_id = ?2 AND day = ?3 AND note IS NOT ?4 AND repaired(note) IS NOT ?4
-- :name promise_state_clear
DELETE FROM promise_state WHERE account_id = ?1 AND promise_id = ?2
-- :name opportunity_get
SELECT id, source, external_id, name, kind, amount, currency, probability, opened_day, close_day, state, closed_day,
  movement_id, note
FROM opportunity WHERE account_id = ?1 AND id = ?2
-- :name opportunity_list
SELECT id, source, external_id, name, kind, amount, currency, probability, opened_day, close_day, state, closed_day,
  movement_id, note
FROM opportunity WHERE account_id = ?1 AND opened_day <= ?2 ORDER BY id
-- :name opportunity_accounts
SELECT DISTINCT account_id FROM opportunity
-- :name opportunity_all
SELECT account_id, id FROM opportunity
-- :name opportunity_insert
INSERT INTO opportunity (account_id, id, source, external_id, name, kind, amount, currency, probability, opened_day,
  close_day, state, closed_day, movement_id, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
-- :name opportunity_update
UPDATE opportunity SET name = ?3, kind = ?4, amount = ?5, currency = ?6, probability = ?7, close_day = ?8, state = ?9,
  closed_day = ?10, movement_id = ?11, note = ?12, source = ?13, external_id = ?14
WHERE account_id = ?1 AND id = ?2
-- :name opportunity_link
UPDATE opportunity SET movement_id = ?3 WHERE account_id = ?1 AND id = ?2
-- :name opportunity_unlink
UPDATE opportunity SET movement_id = NULL WHERE account_id = ?1 AND movement_id = ?2
-- :name opportunity_delete
DELETE FROM opportunity WHERE account_id = ?1 AND id = ?2
-- :name memory_delete
DELETE FROM import_row WHERE account_id = ?1 AND source = ?2
-- :name concern_get
SELECT day, level, text, contact_id, addressed_day, how FROM concern WHERE account_id = ?1 AND id = ?2
-- :name concern_list
SELECT o.id, o.day, o.level, o.text, o.contact_id, o.addressed_day, o.how, c.name
FROM concern o LEFT JOIN contact c ON c.account_id = o.account_id AND c.id = o.contact_id
WHERE o.account_id = ?1 AND o.day <= ?2 ORDER BY o.id
-- :name concern_insert
INSERT INTO concern (account_id, id, day, level, text, contact_id, addressed_day, how)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- :name concern_update
UPDATE concern SET day = ?3, level = ?4, text = ?5, contact_id = ?6, addressed_day = ?7, how = ?8
WHERE account_id = ?1 AND id = ?2
-- :name concern_delete
DELETE FROM concern WHERE account_id = ?1 AND id = ?2
-- :name survey_put
INSERT INTO survey (account_id, day, id, kind, score, scale, contact_id, comment)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (account_id, day, id) DO UPDATE SET kind = excluded.kind, score = excluded.score,
  scale = excluded.scale, contact_id = excluded.contact_id,
  comment = iif(repaired(comment) = excluded.comment, comment, excluded.comment)
WHERE kind <> excluded.kind OR score <> excluded.score OR scale <> excluded.scale
  OR contact_id IS NOT excluded.contact_id
  OR (comment IS NOT excluded.comment AND repaired(comment) IS NOT excluded.comment)
-- :name touch_list
SELECT t.day, t.direction, t.kind, t.who, t.note, c.name, t.id, t.contact_id
FROM touch t LEFT JOIN contact c ON c.account_id = t.account_id AND c.id = t.contact_id
WHERE t.account_id = ?1 AND t.day <= ?2 ORDER BY t.day DESC, t.id
-- :name touch_delete
DELETE FROM touch WHERE account_id = ?1 AND day = ?2 AND id = ?3
-- :name survey_taken
SELECT 1 FROM survey WHERE account_id = ?1 AND day = ?2 AND id = ?3
-- :name survey_list
SELECT s.id, s.day, s.kind, s.score, s.scale, s.contact_id, s.comment, c.name
FROM survey s LEFT JOIN contact c ON c.account_id = s.account_id AND c.id = s.contact_id
WHERE s.account_id = ?1 AND s.day <= ?2 ORDER BY s.day DESC, s.id
-- :name survey_delete
DELETE FROM survey WHERE account_id = ?1 AND day = ?2 AND id = ?3
-- :name measure_put
INSERT INTO measure (account_id, key, day, value) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (account_id, key, day) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
-- :name measure_list
SELECT key, day, value FROM measure WHERE account_id = ?1 AND day <= ?2 ORDER BY key, day DESC
-- :name measure_of_key
SELECT key, day, value FROM measure WHERE account_id = ?1 AND key = ?3 AND day <= ?2 ORDER BY day DESC
-- :name measure_delete
DELETE FROM measure WHERE account_id = ?1 AND key = ?2 AND day = ?3
-- :name override_standing
SELECT day, until_day, band, reason, who FROM health_override WHERE account_id = ?1 AND day <= ?2
ORDER BY day DESC LIMIT 1
-- :name override_list
SELECT day, until_day, band, reason, who FROM health_override WHERE account_id = ?1 ORDER BY day
-- Here and below: what an export wrote of a text that is not UTF-8 is the same text.
-- :name override_put
INSERT INTO health_override (account_id, day, until_day, band, reason, who) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (account_id, day) DO UPDATE SET until_day = excluded.until_day, band = excluded.band,
  reason = iif(repaired(reason) = excluded.reason, reason, excluded.reason), who = excluded.who
WHERE until_day <> excluded.until_day OR band <> excluded.band
  OR (reason <> excluded.reason AND repaired(reason) <> excluded.reason)

-- Scorecards, in the order in which they are tried.
-- :name scorecard_list
SELECT key, title, version, source FROM scorecard ORDER BY position, id
-- :name scorecard_edges
SELECT min(position), max(position) FROM scorecard
-- :name scorecard_get
SELECT source, position, version FROM scorecard WHERE id = ?1
-- :name scorecard_put
INSERT INTO scorecard (id, key, title, version, position, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, version = excluded.version, position = excluded.position,
  source = excluded.source
-- :name scorecard_delete
DELETE FROM scorecard WHERE id = ?1

-- :name playbook_list
SELECT key, source, title, version FROM playbook ORDER BY position, id
-- :name playbook_next
SELECT ifnull(max(position), -1) + 1 FROM playbook
-- :name playbook_get
SELECT source, position FROM playbook WHERE id = ?1
-- :name playbook_put
INSERT INTO playbook (id, key, title, version, position, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, version = excluded.version, source = excluded.source
-- :name playbook_delete
DELETE FROM playbook WHERE id = ?1

-- What imports ask.
-- :name import_answer_put
INSERT INTO answer (account_id, milestone_id, day, id, value, at, who, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING
-- :name import_answer_alike
SELECT id FROM answer WHERE account_id = ?1 AND milestone_id = ?2 AND day = ?3 AND who = ?4 AND value = ?5
ORDER BY at, id LIMIT 1 OFFSET ?6
-- What an export wrote of a note that is not UTF-8 is the same note.
-- :name import_answer_note
UPDATE answer SET note = ?5
WHERE account_id = ?1 AND milestone_id = ?2 AND day = ?3 AND id = ?4 AND note IS NOT ?5 AND repaired(note) IS NOT ?5
-- :name import_milestone_by_key
SELECT id, track_id FROM milestone WHERE key = ?1
-- :name import_movement_count
SELECT count(*) FROM movement
WHERE account_id = ?1 AND day = ?2 AND kind = ?3 AND amount = ?4 AND currency = ?5
  AND (line IS ?6 OR repaired(line) IS ?6) AND (note IS ?7 OR repaired(note) IS ?7)
-- ?7: 0 of whatever contact, 1 of contact ?8, which may be none. ?9: 1 by whomever.
-- :name import_touch_count
SELECT count(*) FROM touch
WHERE account_id = ?1 AND day = ?2 AND kind = ?3 AND direction = ?4
  AND (?9 OR who = ?5 OR repaired(who) = ?5) AND (note IS ?6 OR repaired(note) IS ?6)
  AND (?7 = 0 OR contact_id IS ?8)
-- :name import_answer_who
SELECT who FROM answer WHERE account_id = ?1 AND milestone_id = ?2 AND day = ?3 AND repaired(who) = ?4 LIMIT 1
-- :name import_measure_get
SELECT value FROM measure WHERE account_id = ?1 AND key = ?2 AND day = ?3
-- :name import_survey_get
SELECT kind, score, scale, contact_id, repaired(comment) FROM survey WHERE account_id = ?1 AND day = ?2 AND id = ?3
-- :name import_of_source
SELECT id, name FROM account WHERE source = ?1 ORDER BY id

-- The day's work: plays at work and what is to be done.
-- :name renewal_as_of
SELECT renewal_day FROM account_state WHERE account_id = ?1 AND day <= ?2 AND renewal_day IS NOT NULL
ORDER BY day DESC LIMIT 1
-- :name review_day
SELECT ifnull(held_day, day) FROM review WHERE account_id = ?1 AND id = ?2

-- :name todo_get
SELECT play_id, review_id, position, text, side, owner, anchor, offset_days, due_day, fixed, done_day, done_by, note
FROM todo WHERE account_id = ?1 AND id = ?2
-- :name todo_insert
INSERT INTO todo (account_id, id, play_id, review_id, position, text, side, owner, anchor, offset_days, due_day, fixed,
  done_day, done_by, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
-- :name todo_update
UPDATE todo SET text = ?3, side = ?4, owner = ?5, due_day = ?6, fixed = ?7, done_day = ?8, done_by = ?9, note = ?10
WHERE account_id = ?1 AND id = ?2
-- :name todo_delete
DELETE FROM todo WHERE account_id = ?1 AND id = ?2
-- :name todo_move
UPDATE todo SET due_day = ?3 WHERE account_id = ?1 AND id = ?2
-- :name todo_of_account
SELECT t.account_id, t.id, t.play_id, t.review_id, t.text, t.owner, t.note, p.title, t.side, t.due_day, t.done_day,
  t.fixed, t.position, p.closed_day
FROM todo t LEFT JOIN play p ON p.account_id = t.account_id AND p.id = t.play_id
WHERE t.account_id = ?1
-- :name todo_all
SELECT t.account_id, t.id, t.play_id, t.review_id, t.text, t.owner, t.note, p.title, t.side, t.due_day, t.done_day,
  t.fixed, t.position, p.closed_day
FROM todo t LEFT JOIN play p ON p.account_id = t.account_id AND p.id = t.play_id
-- :name todo_planned
SELECT id, anchor, offset_days, due_day FROM todo
WHERE account_id = ?1 AND play_id = ?2 AND anchor > 0 AND fixed = 0 AND done_day IS NULL

-- What was to be done by the review (?4: its day) in the plays of one template that prepare it.
-- :name todo_held
UPDATE todo SET done_day = ?4, done_by = ?5
WHERE account_id = ?1 AND done_day IS NULL AND (CASE anchor WHEN ?6 THEN offset_days <= 0 ELSE due_day <= ?4 END)
  AND play_id IN (SELECT id FROM play
    WHERE account_id = ?1 AND review_id = ?2 AND template = ?3 AND closed_day IS NULL)

-- :name play_at_work
SELECT id, opened_day, review_id, template, anchor_day FROM play WHERE account_id = ?1 AND closed_day IS NULL
-- :name play_anchored
UPDATE play SET anchor_day = ?3, review_id = ?4 WHERE account_id = ?1 AND id = ?2
-- :name play_opened
SELECT opened_day, review_id FROM play WHERE account_id = ?1 AND id = ?2
-- One of this key, else one of its template that is at work. For a review (?4 'review/ID') what prepares another is
-- no such; for any other cause it matters not to which review the one at work came to belong.
-- :name play_same
SELECT id FROM play WHERE account_id = ?1
  AND (id = ?2 OR (template = ?3 AND closed_day IS NULL AND NOT (
    ?4 GLOB 'review/*' AND ifnull(review_id, CAST(substr(?4, 8) AS INTEGER)) <> CAST(substr(?4, 8) AS INTEGER))))
ORDER BY id <> ?2, id LIMIT 1
-- :name play_insert
INSERT INTO play (account_id, id, template, title, cause, review_id, anchor_day, figure, better, opened_day, opened_by,
  figure_open)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
-- :name play_get
SELECT template, title, figure, opened_day, closed_day, cause FROM play WHERE account_id = ?1 AND id = ?2
-- :name play_close
UPDATE play SET closed_day = ?3, closed_by = ?4, outcome = ?5, note = ?6, figure_close = ?7
WHERE account_id = ?1 AND id = ?2
-- :name play_reopen
UPDATE play SET closed_day = NULL, closed_by = NULL, outcome = NULL, note = NULL, figure_close = NULL
WHERE account_id = ?1 AND id = ?2
-- :name play_of_account
SELECT account_id, id, template, title, cause, review_id, opened_day, closed_day, opened_by, closed_by, outcome, note,
  better, figure_open, figure_close, figure,
  (SELECT COUNT(*) FROM todo t WHERE t.account_id = play.account_id AND t.play_id = play.id),
  (SELECT COUNT(*) FROM todo t WHERE t.account_id = play.account_id AND t.play_id = play.id AND t.done_day IS NOT NULL)
FROM play WHERE account_id = ?1
-- :name play_all
SELECT account_id, id, template, title, cause, review_id, opened_day, closed_day, opened_by, closed_by, outcome, note,
  better, figure_open, figure_close, figure,
  (SELECT COUNT(*) FROM todo t WHERE t.account_id = play.account_id AND t.play_id = play.id),
  (SELECT COUNT(*) FROM todo t WHERE t.account_id = play.account_id AND t.play_id = play.id AND t.done_day IS NOT NULL)
FROM play
-- :name play_runs
SELECT template, closed_day, better, figure_open, figure_close FROM play

-- Flags: the latest firing of each, and what was last said of each firing.
-- :name firing_range
SELECT account_id, flag, MAX(day), cleared_day FROM flag_firing
WHERE account_id BETWEEN ?1 AND ?2 AND day <= ?3 GROUP BY account_id, flag
-- :name mark_range
SELECT account_id, flag, fired_day, kind, MAX(day), until_day FROM flag_mark
WHERE account_id BETWEEN ?1 AND ?2 AND day <= ?3 GROUP BY account_id, flag, fired_day, kind
-- The days of review_last and review_next, of many accounts.
-- :name review_range
SELECT account_id,
  MAX(CASE WHEN held_day <= ?3 THEN held_day WHEN held_day IS NULL AND seen IS NULL AND day < ?3 THEN day END),
  MIN(CASE WHEN (held_day IS NULL OR held_day > ?3) AND (day >= ?3 OR seen IS NOT NULL) THEN day END)
FROM review WHERE account_id BETWEEN ?1 AND ?2 GROUP BY account_id
-- :name firing_before
SELECT day, cleared_day FROM flag_firing WHERE account_id = ?1 AND flag = ?2 AND day < ?3 ORDER BY day DESC LIMIT 1
-- :name firing_put
INSERT OR REPLACE INTO flag_firing (account_id, flag, day, cleared_day, figure, evidence)
VALUES (?1, ?2, ?3, NULL, ?4, ?5)
-- :name firing_clear
UPDATE flag_firing SET cleared_day = ?4 WHERE account_id = ?1 AND flag = ?2 AND day = ?3
-- :name firing_delete
DELETE FROM flag_firing WHERE account_id = ?1 AND flag = ?2 AND day = ?3
-- :name firing_delete_day
DELETE FROM flag_firing WHERE account_id = ?1 AND day = ?2
-- :name firing_words
SELECT figure, evidence FROM flag_firing WHERE account_id = ?1 AND flag = ?2 AND day = ?3
-- :name mark_put
INSERT OR REPLACE INTO flag_mark (account_id, flag, fired_day, kind, day, until_day, reason, who)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
-- :name mark_words
SELECT reason, who FROM flag_mark WHERE account_id = ?1 AND flag = ?2 AND fired_day = ?3 AND kind = ?4 AND day <= ?5
ORDER BY day DESC LIMIT 1

-- :name contact_name
SELECT name FROM contact WHERE account_id = ?1 AND id = ?2
-- :name promise_text
SELECT text FROM promise WHERE account_id = ?1 AND id = ?2
-- :name outcome_name
SELECT name FROM outcome WHERE account_id = ?1 AND id = ?2
-- Of accounts that are there, in order of account and flag: all, or those true or made by a day.
-- :name firing_all
SELECT f.account_id, f.flag, MAX(f.day), CASE WHEN f.cleared_day <= ?1 THEN f.cleared_day END
FROM flag_firing f WHERE f.day <= ?1 AND EXISTS (SELECT 1 FROM account a WHERE a.id = f.account_id)
GROUP BY f.account_id, f.flag
-- :name firing_standing
SELECT f.account_id, f.flag, f.day, NULL FROM flag_firing f
WHERE f.day <= ?1 AND f.cleared_day IS NULL AND EXISTS (SELECT 1 FROM account a WHERE a.id = f.account_id)
  AND NOT EXISTS (SELECT 1 FROM flag_firing l WHERE l.account_id = f.account_id AND l.flag = f.flag AND l.day > f.day)
ORDER BY f.account_id, f.flag

-- Today: what could be done, kept beside the cached scores, and what somebody wants quiet.
-- :name today_any_todo
SELECT EXISTS (SELECT 1 FROM todo)
-- :name today_dump
SELECT account_id, hex(entries) FROM today_cache ORDER BY account_id
-- :name today_todos
SELECT id, due_day FROM todo t WHERE account_id = ?1 AND done_day IS NULL AND due_day <= ?2
  AND (play_id IS NULL OR NOT EXISTS (SELECT 1 FROM play p WHERE p.account_id = t.account_id AND p.id = t.play_id
    AND p.closed_day IS NOT NULL))
-- :name today_put
INSERT OR REPLACE INTO today_cache (account_id, entries) VALUES (?1, ?2)
-- :name today_delete
DELETE FROM today_cache WHERE account_id = ?1
-- :name today_delete_all
DELETE FROM today_cache
-- :name today_all
SELECT t.account_id, t.entries, c.csm FROM today_cache t CROSS JOIN account_cache c ON c.account_id = t.account_id
-- :name today_of
SELECT t.account_id, t.entries, c.csm FROM today_cache t JOIN account_cache c ON c.account_id = t.account_id
WHERE t.account_id = ?1
-- :name today_mark_put
INSERT OR REPLACE INTO today_mark (account_id, key, kind, day, until_day, reason, who)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
-- :name today_mark_delete
DELETE FROM today_mark WHERE account_id = ?1 AND key = ?2
-- :name today_marks_of
SELECT account_id, key, kind, day, until_day, reason, who FROM today_mark WHERE account_id = ?1 ORDER BY day DESC, key
-- :name today_marks_all
SELECT account_id, key, kind, day, until_day, reason, who FROM today_mark ORDER BY day DESC, account_id, key
-- :name today_todo
SELECT t.text, t.owner, p.title, t.review_id FROM todo t
LEFT JOIN play p ON p.account_id = t.account_id AND p.id = t.play_id WHERE t.account_id = ?1 AND t.id = ?2
-- :name today_promise
SELECT text FROM promise WHERE account_id = ?1 AND id = ?2
