/* A book's records in its scores: read whole, as of a date, in whatever order they came; what was shown is kept. */
#include <criterion/criterion.h>
#include <string.h>

#include "storage/history.h"
#include "storage/records.h"
#include "tests/storage/fixture.h"

static void begin(struct fixture *f)
{
	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
}

static void end(struct fixture *f, int done, int64_t account, const char *sentence)
{
	cr_assert_eq(done, 0, "%s", f->error.text);
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "test", account, sentence }, NULL,
				    &f->error),
		     0, "%s", f->error.text);
}

static void nps(struct fixture *f, int64_t account, const char *key, int score, day_t on)
{
	struct survey_write write = {
		.on = on, .kind = SURVEY_NPS, .score = score, .scale = NPS_SCALE, .key = key
	};

	begin(f);
	end(f, survey_add(f->book, account, &write, NULL, NULL, &f->error), account, "heard {a:2}");
}

static void measured(struct fixture *f, int64_t account, const char *key, int64_t value, day_t on)
{
	begin(f);
	end(f, measure_put(f->book, account, key, on, value * VALUE_SCALE, NULL, &f->error), account, "measured");
}

static void promised(struct fixture *f, int64_t account, int64_t id, enum promise_state state, day_t on)
{
	struct promise_write write = { .text = "Reports by mail",
				       .says_state = true,
				       .state = state,
				       .says_due = true,
				       .due = TODAY - 10,
				       .says_made = true,
				       .made = TODAY - 60,
				       .on = on,
				       .who = "ana" };

	begin(f);
	end(f, promise_put(f->book, account, &id, &write, NULL, &f->error), account, "promised");
}

static void met(struct fixture *f, int64_t account, const char *key, unsigned roles, day_t on)
{
	struct contact_write write = {
		.source = "crm", .external_id = key, .name = key, .says_roles = true, .roles = roles, .on = on
	};
	int64_t id = 0;

	begin(f);
	end(f, contact_put(f->book, account, &id, &write, NULL, &f->error), account, "met");
}

static void set_band(struct fixture *f, int64_t account, enum band band, day_t until)
{
	struct override_write write = { TODAY, until, band, "ana", "budget frozen" };

	begin(f);
	end(f, override_set(f->book, account, &write, NULL, &f->error), account, "set by hand");
}

static struct account_detail load(struct fixture *f, int64_t account, day_t as_of)
{
	struct account_detail detail = { 0 };

	cr_assert_eq(account_load(f->book, account, 0, as_of, &detail, &f->error), 0, "%s", f->error.text);
	return detail;
}

static int health(struct fixture *f, int64_t account, day_t as_of)
{
	struct account_detail detail = load(f, account, as_of);
	int hundredths = detail.health.hundredths;

	account_detail_clear(&detail);
	return hundredths;
}

/* Alone known, a dimension is the whole. */
Test(scoring, each_kind_of_record_reaches_the_score)
{
	struct fixture f;
	int64_t a, b, c, d;

	fixture_open(&f);
	a = fixture_account(&f, "Alder");
	b = fixture_account(&f, "Birch");
	c = fixture_account(&f, "Cedar");
	d = fixture_account(&f, "Doum");
	cr_assert_eq(health(&f, a, TODAY), HEALTH_UNKNOWN);
	nps(&f, a, "r1", 10, TODAY); /* all promoters: 100, above the curve's 50 */
	cr_assert_eq(health(&f, a, TODAY), 10000);
	nps(&f, a, "r2", 0, TODAY); /* one promoter, one detractor: 0, in the middle */
	cr_assert_eq(health(&f, a, TODAY), 5000);
	measured(&f, b, "licensed_seats", 200, TODAY - 3);
	measured(&f, b, "active_seats", 150, TODAY - 3); /* 75 percent: 80 points */
	cr_assert_eq(health(&f, b, TODAY), 8000);
	measured(&f, b, "nobody_asks_for_this", 1, TODAY);
	cr_assert_eq(health(&f, b, TODAY), 8000);
	promised(&f, c, 7, PROMISE_KEPT, TODAY - 11);
	cr_assert_eq(health(&f, c, TODAY), 10000);
	/* champion 100 by 15, decision maker missing 20 by 15, one contact 30 by 10: 2100 of 40 */
	met(&f, d, "p1", ROLE_CHAMPION, TODAY);
	cr_assert_eq(health(&f, d, TODAY), 5250);
	fixture_close(&f);
}

Test(scoring, a_band_set_by_hand_stands_beside_the_number_until_its_last_day)
{
	struct fixture f;
	struct account_detail detail;
	struct account_row row = { 0 };
	int64_t a;

	fixture_open(&f);
	a = fixture_account(&f, "Alder");
	nps(&f, a, "r1", 10, TODAY);
	set_band(&f, a, BAND_RISK, TODAY + 5);
	cr_assert_eq(portfolio_rows(f.book, &a, 1, &row, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(row.band, BAND_RISK);
	cr_assert_eq(row.computed, BAND_GOOD);
	cr_assert_eq(row.band_cause, BAND_BY_HAND);
	cr_assert_eq(row.health, 10000);
	detail = load(&f, a, TODAY + 5);
	cr_assert_eq(detail.row.band, BAND_RISK);
	account_detail_clear(&detail);
	detail = load(&f, a, TODAY + 6);
	cr_assert_eq(detail.row.band, BAND_GOOD);
	cr_assert_eq(detail.row.band_cause, BAND_BY_SCORE);
	account_detail_clear(&detail);
	account_row_clear(&row);
	fixture_close(&f);
}

Test(scoring, what_is_dated_later_does_not_reach_an_earlier_day)
{
	struct account_detail before, after;
	struct fixture f;
	int64_t a;

	fixture_open(&f);
	a = fixture_account(&f, "Alder");
	nps(&f, a, "r1", 8, TODAY - 40);
	measured(&f, a, "active_seats", 90, TODAY - 35);
	measured(&f, a, "licensed_seats", 100, TODAY - 35);
	met(&f, a, "p1", ROLE_CHAMPION, TODAY - 33);
	before = load(&f, a, TODAY - 30);
	nps(&f, a, "r2", 0, TODAY - 29);
	measured(&f, a, "active_seats", 10, TODAY - 29);
	met(&f, a, "p1", ROLE_USER, TODAY - 29);
	promised(&f, a, 7, PROMISE_BROKEN, TODAY - 5);
	set_band(&f, a, BAND_RISK, TODAY + 5);
	after = load(&f, a, TODAY - 30);
	/* The promise was made before that day: it was open, and not confirmed. All else is the same. */
	for (int d = 0; d < before.health.count; d++)
		if (strcmp(before.health.dimensions[d].dimension->name, "promises") != 0)
			cr_assert_eq(before.health.dimensions[d].score, after.health.dimensions[d].score, "%d", d);
	cr_assert_eq(after.health.cause, BAND_BY_SCORE);
	account_detail_clear(&before);
	account_detail_clear(&after);
	cr_assert_neq(health(&f, a, TODAY), health(&f, a, TODAY - 30));
	fixture_close(&f);
}

/* The same facts, first to last and last to first. */
static char *stored(bool backwards)
{
	struct fixture f;
	int64_t a;
	char *dump, *again;

	fixture_open(&f);
	a = fixture_account(&f, "Alder");
	for (int i = 0; i < 8; i++) {
		switch (backwards ? 7 - i : i) {
		case 0:
			nps(&f, a, "r1", 9, TODAY - 40);
			break;
		case 1:
			nps(&f, a, "r2", 3, TODAY - 4);
			break;
		case 2:
			measured(&f, a, "active_seats", 40, TODAY - 20);
			break;
		case 3:
			measured(&f, a, "active_seats", 70, TODAY - 2);
			break;
		case 4:
			measured(&f, a, "licensed_seats", 100, TODAY - 50);
			break;
		case 5:
			met(&f, a, "p1", ROLE_CHAMPION, TODAY - 9);
			break;
		case 6:
			met(&f, a, "p2", ROLE_DECISION_MAKER, TODAY - 3);
			break;
		default:
			promised(&f, a, 7, PROMISE_KEPT, TODAY - 12);
		}
	}
	dump = fixture_dump_derived(&f);
	cr_assert_eq(cache_rebuild(f.book, &f.error), 0, "%s", f.error.text);
	again = fixture_dump_derived(&f);
	cr_assert_str_eq(dump, again, "a rebuild is identical");
	free(again);
	fixture_close(&f);
	return dump;
}

Test(scoring, the_order_of_arrival_does_not_matter)
{
	char *forwards = stored(false), *backwards = stored(true);

	cr_assert_str_eq(forwards, backwards);
	free(forwards);
	free(backwards);
}

static struct score_rows history(struct fixture *f, int64_t account, day_t to)
{
	struct score_rows rows = { 0 };

	cr_assert_eq(history_list(f->book, account, DAY_NONE, to, &rows, &f->error), 0, "%s", f->error.text);
	return rows;
}

Test(scoring, what_was_shown_is_kept_a_row_for_each_day_it_changed)
{
	struct fixture f;
	struct score_rows rows;
	int64_t a, left;

	fixture_open(&f);
	a = fixture_account(&f, "Alder");
	nps(&f, a, "r1", 10, TODAY);
	nps(&f, a, "r2", 10, TODAY);
	rows = history(&f, a, TODAY);
	cr_assert_eq(rows.count, 1, "the last of the day stands");
	cr_assert_eq(rows.items[0].hundredths, 10000);
	cr_assert_null(rows.items[0].cause, "there was no band before");
	score_rows_clear(&rows);

	/* Two promoters, two detractors: 50. */
	book_set_today(f.book, TODAY + 1);
	nps(&f, a, "r3", 1, TODAY + 1);
	nps(&f, a, "r4", 1, TODAY + 1);
	rows = history(&f, a, TODAY + 1);
	cr_assert_eq(rows.count, 2);
	cr_assert_eq(rows.items[1].hundredths, 5000);
	cr_assert_eq(rows.items[1].band, BAND_WATCH);
	cr_assert_str_eq(rows.items[1].cause, "heard an account that is gone");
	cr_assert_str_eq(rows.items[1].scorecard, "default 2");
	score_rows_clear(&rows);

	/* Taken back, it is as on the day before: no row of its own. */
	fixture_undo(f.book, "ana");
	fixture_undo(f.book, "ana");
	rows = history(&f, a, TODAY + 1);
	cr_assert_eq(rows.count, 1);
	score_rows_clear(&rows);

	/* A year on the answers are out of the window. */
	book_set_today(f.book, TODAY + 400);
	do
		cr_assert_eq(cache_refresh(f.book, NULL, 0, 50, &left, &f.error), 0, "%s", f.error.text);
	while (left);
	rows = history(&f, a, TODAY + 400);
	cr_assert_eq(rows.count, 2);
	cr_assert_eq(rows.items[1].hundredths, HEALTH_UNKNOWN);
	/* The window is of 365 days, the day itself among them: 2027-11-21 still has them. */
	cr_assert_str_eq(rows.items[1].cause, "400 days passed: nps is no longer known, from 2027-11-22 on");
	score_rows_clear(&rows);
	fixture_close(&f);
}

/* ---- what the days brought ---- */

static void refresh(struct fixture *f, day_t today)
{
	int64_t left;

	book_set_today(f->book, today);
	do
		cr_assert_eq(cache_refresh(f->book, NULL, 0, 50, &left, &f->error), 0, "%s", f->error.text);
	while (left);
}

/* The cause of the last change of band; NULL where there is none. */
static void cause_is(struct fixture *f, int64_t account, day_t on, const char *cause)
{
	struct score_rows rows = history(f, account, on);

	cr_assert_geq(rows.count, 2);
	cr_assert_eq(rows.items[rows.count - 1].on, on);
	cr_assert_neq(rows.items[rows.count - 1].band, rows.items[rows.count - 2].band);
	cr_assert_str_eq(rows.items[rows.count - 1].cause, cause);
	score_rows_clear(&rows);
}

static void promise(struct fixture *f, int64_t account, int64_t id, enum promise_state state, day_t due)
{
	struct promise_write write = { .text = "Reports by mail",
				       .says_state = true,
				       .state = state,
				       .says_due = true,
				       .due = due,
				       .on = TODAY,
				       .who = "ana" };

	begin(f);
	end(f, promise_put(f->book, account, &id, &write, NULL, &f->error), account, "promised");
}

/* Two days of the three are seen by nobody; the promise is due on the first of them. */
Test(scoring, a_band_that_days_changed_names_what_they_brought)
{
	struct fixture f;
	int64_t a, b;

	fixture_open(&f);
	a = fixture_account(&f, "Alder");
	b = fixture_account(&f, "Birch");
	promise(&f, a, 7, PROMISE_KEPT, TODAY);
	promise(&f, a, 8, PROMISE_OPEN, TODAY + 1);
	promise(&f, b, 9, PROMISE_KEPT, TODAY);
	refresh(&f, TODAY + 3);
	cause_is(&f, a, TODAY + 3, "3 days passed: 1 promise overdue, 1 promise kept, from 2026-11-24 on");
	fixture_close(&f);
}

/* The touch of today is not what brought the band down, whoever happens to act first. */
Test(scoring, an_action_is_not_blamed_for_what_the_days_before_it_brought)
{
	struct fixture f;
	int64_t a;

	fixture_open(&f);
	a = fixture_account(&f, "Alder");
	promise(&f, a, 7, PROMISE_KEPT, TODAY);
	promise(&f, a, 8, PROMISE_OPEN, TODAY + 1);
	book_set_today(f.book, TODAY + 3);
	nps(&f, a, "r1", 8, TODAY + 3);
	cause_is(&f, a, TODAY + 3, "3 days passed: 1 promise overdue, 1 promise kept, from 2026-11-24 on");
	fixture_close(&f);
}

/* What the days did and undid again before anybody looked is no cause of what comes after. */
Test(scoring, what_was_made_good_unseen_is_not_blamed)
{
	struct promise_write kept = {
		.says_state = true, .state = PROMISE_KEPT, .on = TODAY + 3, .who = "ana", .text = "Reports by mail"
	};
	struct score_rows rows;
	struct fixture f;
	int64_t a, id = 8;

	fixture_open(&f);
	a = fixture_account(&f, "Alder");
	promise(&f, a, 7, PROMISE_KEPT, TODAY);
	promise(&f, a, 8, PROMISE_OPEN, TODAY + 1);
	promise(&f, a, 9, PROMISE_OPEN, TODAY + 90);
	begin(&f);
	end(&f, promise_put(f.book, a, &id, &kept, NULL, &f.error), a, "kept");
	refresh(&f, TODAY + 4);
	/* 80 of 100 by kept: all, half (43.75), all; 20 of 100 by confirmed: none, 40 points */
	cr_assert_eq(health(&f, a, TODAY), 8800);
	cr_assert_eq(health(&f, a, TODAY + 2), 4300);
	cr_assert_eq(health(&f, a, TODAY + 4), 8800);
	rows = history(&f, a, TODAY + 4);
	cr_assert_eq(rows.count, 1, "nobody saw it");
	score_rows_clear(&rows);
	book_set_today(f.book, TODAY + 5);
	nps(&f, a, "r1", 0, TODAY + 5); /* 0 points of as much weight: 44 less, where the promise had cost 45 */
	cr_assert_eq(health(&f, a, TODAY + 5), 4400);
	cause_is(&f, a, TODAY + 5, "heard an account that is gone");
	fixture_close(&f);
}

/* An action that does more than the days did is the cause. */
Test(scoring, days_are_not_blamed_for_an_action)
{
	struct fixture f;
	int64_t a;

	fixture_open(&f);
	a = fixture_account(&f, "Alder");
	nps(&f, a, "r1", 10, TODAY);
	book_set_today(f.book, TODAY + 3);
	nps(&f, a, "r2", 0, TODAY + 3);
	nps(&f, a, "r3", 0, TODAY + 3);
	cause_is(&f, a, TODAY + 3, "heard an account that is gone");
	fixture_close(&f);
}

Test(scoring, a_band_by_hand_that_ends_and_a_fact_that_was_dated_ahead_are_named)
{
	struct fixture f;
	int64_t a, b;

	fixture_open(&f);
	a = fixture_account(&f, "Alder");
	b = fixture_account(&f, "Birch");
	nps(&f, a, "r1", 10, TODAY);
	set_band(&f, a, BAND_RISK, TODAY + 1);
	nps(&f, b, "r1", 10, TODAY);
	nps(&f, b, "r2", 0, TODAY + 2);
	refresh(&f, TODAY + 1);
	refresh(&f, TODAY + 2);
	cause_is(&f, a, TODAY + 2, "the band set by hand no longer holds");
	cause_is(&f, b, TODAY + 2, "what is dated 2026-11-24 holds now: a new survey: NPS 0");
	fixture_close(&f);
}
