/* The trends of a book: against a second computation that is SQL, on random books; which accounts are read. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/trends.h"
#include "tests/storage/recording.h"

enum { ACCOUNTS = 40, PERIODS = 8, WINDOW = 200, FRESH = 90 };

static struct fixture f;
static struct number_period periods[PERIODS];
static int64_t accounts[ACCOUNTS];
static struct trend_query query;

static const char *const segments[] = { "large", "small", NULL };

static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static void setup(void)
{
	fixture_open(&f);
	number_periods(TODAY, 1, 3, PERIODS, periods);
	query = (struct trend_query){ TODAY, periods, PERIODS, NULL };
}

static void teardown(void)
{
	fixture_close(&f);
}

TestSuite(trends, .init = setup, .fini = teardown);

#define DONE(call) cr_assert_eq((call), 0, "%s", f.error.text)

/* ---- a random book ---- */

static void survey_at_random(int64_t account, uint32_t *seed)
{
	int64_t contacts[3] = { 0 };

	for (int c = 1; c < 3; c++) {
		char name[16];

		snprintf(name, sizeof name, "Contact %d", c);
		DONE(contact_put(f.book, account, &contacts[c], &(struct contact_write){ .name = name, .on = 1 },
				 NULL, &f.error));
	}
	for (int i = 0; i < 8; i++) {
		struct survey_write write = {
			.on = TODAY - (day_t)roll(seed, 800),
			.kind = roll(seed, 5) ? SURVEY_NPS : SURVEY_CSAT,
			.score = (int)roll(seed, 11),
			.scale = NPS_SCALE,
			.contact = contacts[roll(seed, 3)],
		};
		int64_t id;

		DONE(survey_add(f.book, account, &write, &id, NULL, &f.error));
	}
}

static void measure_at_random(int64_t account, uint32_t *seed)
{
	static const char *const keys[] = { "active_seats", "licensed_seats", "logins" };

	for (int i = 0; i < 16; i++)
		DONE(measure_put(f.book, account, keys[roll(seed, 3)], TODAY - (day_t)roll(seed, 800),
				 (int64_t)roll(seed, 60) * 500, NULL, &f.error));
}

static void answer_at_random(int64_t account, uint32_t *seed)
{
	static const char *const keys[] = { "a", "b", "c", "d", "e", "f" };
	int64_t track = id_track("small");

	for (int i = 0; i < 9; i++) {
		struct answer_write write = { milestone(keys[roll(seed, 6)]), (enum answer)(1 + roll(seed, 3)),
					      TODAY - (day_t)roll(seed, 400), "ana", NULL };

		if (write.answer == ANSWER_NO && roll(seed, 2))
			write.answer = ANSWER_YES;
		DONE(answer_give(f.book, account, &write, NULL, &f.error));
	}
	if (!roll(seed, 3))
		DONE(account_set_placed(f.book, account, track, TODAY - (day_t)roll(seed, 400), NULL, &f.error));
	if (!roll(seed, 4))
		DONE(stage_pass_set(f.book, account, id_stage("small", roll(seed, 2) ? "one" : "two"),
				    TODAY - (day_t)roll(seed, 200), "ana", "for now", NULL, &f.error));
}

static void make_book(uint32_t seed)
{
	for (int i = 0; i < ACCOUNTS; i++) {
		struct account_state state = { .says_segment = true },
				     left = { .says_status = true, .status = STATUS_CHURNED };
		char name[32];

		snprintf(name, sizeof name, "Account %u-%d", seed, i);
		accounts[i] = fixture_account(&f, name);
		writing_begin(&f);
		state.segment = segments[roll(&seed, 3)];
		DONE(account_set_state(f.book, accounts[i], TODAY - 900, &state, NULL, &f.error));
		if (!roll(&seed, 5))
			DONE(account_set_state(f.book, accounts[i], TODAY - 3, &left, NULL, &f.error));
		survey_at_random(accounts[i], &seed);
		measure_at_random(accounts[i], &seed);
		answer_at_random(accounts[i], &seed);
		writing_commit(&f, accounts[i]);
	}
}

/* One number out of the book. */
static int64_t ask(const char *format, ...)
{
	sqlite3_stmt *st;
	va_list args;
	char *sql;
	int64_t value;

	va_start(args, format);
	sql = sqlite3_vmprintf(format, args);
	va_end(args);
	cr_assert_eq(sqlite3_prepare_v2(f.book->handle, sql, -1, &st, NULL), SQLITE_OK, "%s: %s",
		     sqlite3_errmsg(f.book->handle), sql);
	cr_assert_eq(sqlite3_step(st), SQLITE_ROW);
	value = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_free(sql);
	return value;
}

/* The account's x is in a segment as of today. */
#define IN_SEGMENT \
	" AND ifnull((SELECT segment FROM account_state t WHERE t.account_id = x.account_id AND segment IS NOT " \
	"NULL " \
	"ORDER BY day DESC LIMIT 1), '') %s"

static const char *is_segment(const char *name)
{
	return !name ? "= ''" : !strcmp(name, "large") ? "= 'large'" : "= 'small'";
}

/* ---- NPS ---- */

static void add_answer(void *data, const struct trend_account *account, const struct trend_answer *answer,
		       int64_t contact)
{
	(void)contact;
	trend_add(data, account->segment, answer->period, (int)answer->side, 1);
}

static void check_nps(const struct trend_table *table)
{
	static const char *const scores[] = { "BETWEEN 9 AND 10", "BETWEEN 7 AND 8", "BETWEEN 0 AND 6" };

	for (size_t r = 0; r < table->rows.count; r++)
		for (int p = 0; p < PERIODS; p++)
			for (int side = 0; side < NPS_SIDES; side++) {
				day_t last = periods[p].end - 1;
				int64_t count = ask(
					"SELECT count(*) FROM survey x WHERE kind = 0 AND day BETWEEN %d AND %d "
					"AND score %s "
					"AND (contact_id IS NULL OR NOT EXISTS (SELECT 1 FROM survey y WHERE "
					"y.account_id = x.account_id AND y.contact_id = x.contact_id AND y.kind = "
					"0 AND "
					"y.day <= %d AND (y.day, y.id) > (x.day, x.id)))" IN_SEGMENT,
					last - WINDOW + 1, last, scores[side], last,
					is_segment(table->rows.items[r].name));

				cr_assert_eq(trend_sum(table, r, p, side), count, "%zu %d %d", r, p, side);
			}
}

Test(trends, nps_is_what_sql_counts)
{
	for (uint32_t seed = 1; seed <= 2; seed++) {
		struct trend_table table;

		make_book(seed);
		trend_start(&table, PERIODS, NPS_SIDES);
		DONE(trends_answers(f.book, &query, WINDOW, add_answer, &table, &f.error));
		trend_sort(&table);
		cr_assert_eq(table.rows.count, 3);
		cr_assert_gt(trend_sum(&table, TREND_WHOLE, PERIODS - 1, NPS_DETRACTOR), 10);
		check_nps(&table);
		trend_free(&table);
	}
}

/* ---- adoption ---- */

static void add_seats(void *data, const struct trend_account *account, const struct trend_seats *seats)
{
	trend_add(data, account->segment, seats->period, 0, 1);
	trend_add(data, account->segment, seats->period, 1, seats->active);
	trend_add(data, account->segment, seats->period, 2, seats->licensed);
}

#define LATEST(key) \
	"SELECT account_id, max(day) AS d, (value + 500) / 1000 AS v FROM measure WHERE key = '" key \
	"' AND day <= %d GROUP BY account_id"

Test(trends, adoption_is_what_sql_adds_up)
{
	static const char *const sums[] = { "count(*)", "ifnull(sum(x.v), 0)", "ifnull(sum(y.v), 0)" };
	struct trend_table table;

	make_book(3);
	trend_start(&table, PERIODS, 3);
	DONE(trends_seats(f.book, &query, FRESH, add_seats, &table, &f.error));
	trend_sort(&table);
	cr_assert_gt(trend_sum(&table, TREND_WHOLE, PERIODS - 1, 0), 5);
	for (size_t r = 0; r < table.rows.count; r++)
		for (int p = 0; p < PERIODS; p++)
			for (int s = 0; s < 3; s++) {
				day_t last = periods[p].end - 1;

				cr_assert_eq(trend_sum(&table, r, p, s),
					     ask("SELECT %s FROM (" LATEST("active_seats") ") x JOIN (" LATEST(
							 "licensed_seats") ") y USING (account_id) "
									   "WHERE y.v > 0 AND min(x.d, y.d) >= "
									   "%d" IN_SEGMENT,
						 sums[s], last, last, last - FRESH,
						 is_segment(table.rows.items[r].name)),
					     "%zu %d %d", r, p, s);
			}
	trend_free(&table);
}

/* ---- milestones ---- */

static void add_milestone(void *data, const struct trend_account *account, const struct track *track,
			  const struct trend_milestone *milestone)
{
	cr_assert_str_eq(track->key, "small");
	trend_add(data, account->segment, milestone->period, milestone->required, 1);
}

Test(trends, milestones_are_what_sql_counts)
{
	struct trend_table table;

	make_book(4);
	trend_start(&table, PERIODS, 2);
	DONE(trends_milestones(f.book, &query, add_milestone, &table, &f.error));
	trend_sort(&table);
	cr_assert_gt(trend_sum(&table, TREND_WHOLE, PERIODS - 1, 1), 10);
	for (size_t r = 0; r < table.rows.count; r++)
		for (int p = 0; p < PERIODS; p++)
			for (int required = 0; required < 2; required++)
				cr_assert_eq(
					trend_sum(&table, r, p, required),
					ask("SELECT count(*) FROM answer x JOIN milestone m ON m.id = "
					    "x.milestone_id "
					    "WHERE m.required = %d AND x.value = 1 AND x.day >= %d AND x.day < %d "
					    "AND NOT "
					    "EXISTS (SELECT 1 FROM answer y WHERE y.account_id = x.account_id AND "
					    "y.milestone_id = x.milestone_id AND (y.day, y.at, y.value) > "
					    "(x.day, x.at, x.value))" IN_SEGMENT,
					    required, periods[p].start, periods[p].end,
					    is_segment(table.rows.items[r].name)));
	trend_free(&table);
}

/* ---- stages ---- */

struct stay {
	int64_t account;
	struct trend_stay stay;
};
struct stays {
	VEC(struct stay) items;
};

static void keep_stay(void *data, const struct trend_account *account, const struct track *track,
		      const struct trend_stay *stay)
{
	struct stays *stays = data;

	cr_assert_str_eq(track->key, "small");
	*vec_add(&stays->items) = (struct stay){ account->id, *stay };
}

/* The last day of a stage's required milestones as they are settled, or the pass of it; 0: neither. */
static int64_t behind_on(int64_t account, const char *stage, int position)
{
	int64_t pass = ask("SELECT ifnull(max(day), 0) FROM stage_pass WHERE account_id = %lld AND stage_id = %lld",
			   (long long)account, (long long)id_stage("small", stage));
	const char *settled =
		"FROM answer x JOIN milestone m ON m.id = x.milestone_id WHERE x.account_id = %lld AND "
		"m.stage = %d AND m.required AND x.value IN (1, 3) AND NOT EXISTS (SELECT 1 FROM answer y WHERE "
		"y.account_id = x.account_id AND y.milestone_id = x.milestone_id AND "
		"(y.day, y.at, y.value) > (x.day, x.at, x.value))";
	char *count = sqlite3_mprintf("SELECT count(*) %s", settled),
	     *last = sqlite3_mprintf("SELECT ifnull(max(x.day), 0) %s", settled);
	int64_t done = ask(count, (long long)account, position), day = ask(last, (long long)account, position);

	sqlite3_free(count);
	sqlite3_free(last);
	if (!pass && done < (position < 2 ? 2 : 1))
		return 0;
	return pass > day ? pass : day;
}

/* What is told of an account, by hand from its rows. */
static size_t check_account(int64_t account, const struct stays *stays, size_t at)
{
	static const char *const names[] = { "one", "two", "three" };
	int64_t start = ask(
		"SELECT ifnull((SELECT placed_day FROM account_track WHERE account_id = %lld AND placed_day IS "
		"NOT NULL), (SELECT min(day) FROM answer WHERE account_id = %lld))",
		(long long)account, (long long)account);
	int64_t churned = ask("SELECT count(*) FROM account_state WHERE account_id = %lld AND status = 2",
			      (long long)account),
		entered = start;

	for (int s = 0; s < 3; s++) {
		int64_t behind = behind_on(account, names[s], s), left = behind > entered ? behind : entered;
		const struct trend_stay *stay = &stays->items.items[at].stay;

		if (!behind && churned)
			return at;
		cr_assert_lt(at, stays->items.count);
		cr_assert_eq(stays->items.items[at++].account, account);
		cr_assert_eq(stay->stage, s);
		cr_assert_eq(stay->entered, entered);
		if (!behind) {
			cr_assert_eq(stay->passage, STAGE_NOW);
			cr_assert_eq(stay->days, TODAY - entered);
			return at;
		}
		cr_assert_eq(stay->passage, left > start ? STAGE_THROUGH : STAGE_BEYOND);
		cr_assert_eq(stay->left, left);
		cr_assert_eq(stay->days, left - entered);
		entered = left;
	}
	return at;
}

static int compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

Test(trends, stays_are_what_the_rows_say)
{
	struct stays stays = { 0 };
	size_t at = 0;

	make_book(5);
	DONE(trends_stays(f.book, &query, keep_stay, &stays, &f.error));
	qsort(accounts, ACCOUNTS, sizeof *accounts, compare_ids);
	for (int i = 0; i < ACCOUNTS; i++)
		at = check_account(accounts[i], &stays, at);
	cr_assert_eq(at, stays.items.count);
	vec_free(&stays.items);
}

/* ---- which accounts ---- */

static void keep_ids(void *data, const struct trend_account *account, const struct track *track,
		     const struct trend_stay *stay)
{
	struct ids *ids = data;

	(void)track;
	(void)stay;
	if (!ids->count || ids->items[ids->count - 1] != account->id)
		*vec_add(ids) = account->id;
}

Test(trends, only_the_accounts_asked_for_are_told)
{
	make_book(6);
	/* Begun on the track all of them; few are read one by one, many together. */
	qsort(accounts, ACCOUNTS, sizeof *accounts, compare_ids);
	for (size_t every = 1; every <= 13; every += 4) {
		struct ids only = { 0 }, told = { 0 };

		for (size_t i = every - 1; i < ACCOUNTS; i += every)
			if (ask("SELECT count(*) FROM account_state WHERE account_id = %lld AND status = 2",
				(long long)accounts[i]) == 0)
				*vec_add(&only) = accounts[i];
		query.only = &only;
		DONE(trends_stays(f.book, &query, keep_ids, &told, &f.error));
		cr_assert_eq(told.count, only.count, "%zu of %zu", told.count, only.count);
		cr_assert_arr_eq(told.items, only.items, only.count * sizeof *only.items);
		vec_free(&only);
		vec_free(&told);
	}
	query.only = &(struct ids){ 0 };
	{
		struct ids told = { 0 };

		DONE(trends_stays(f.book, &query, keep_ids, &told, &f.error));
		cr_assert_eq(told.count, 0);
	}
	cr_assert(book_is_idle(f.book));
}

/* ---- bands ---- */

static void move(int64_t account, day_t on, enum movement_kind kind, int64_t minor, const char *currency)
{
	struct movement movement = { .on = on, .kind = kind, .minor = minor, .currency = currency };

	writing_begin(&f);
	DONE(movement_add(f.book, account, &movement, &f.error));
	writing_commit(&f, account);
}

static void shown(int64_t account, day_t on, enum band band)
{
	char *sql = sqlite3_mprintf(
		"INSERT OR REPLACE INTO score_history VALUES (%lld, %d, 5000, %d, 80, 'default 1', NULL, "
		"NULL)",
		(long long)account, on, band);

	cr_assert_eq(sqlite3_exec(f.book->handle, sql, NULL, NULL, NULL), SQLITE_OK, "%s",
		     sqlite3_errmsg(f.book->handle));
	sqlite3_free(sql);
}

struct told {
	int64_t account;
	int period;
	char currency[CURRENCY_SIZE];
	struct trend_ends ends;
};
struct tellings {
	VEC(struct told) items;
};

static void keep_ends(void *data, int64_t account, int period, const char *currency, const struct trend_ends *ends)
{
	struct told *told = vec_add(&((struct tellings *)data)->items);

	*told = (struct told){ account, period, "", *ends };
	strncpy(told->currency, currency, CURRENCY_SIZE - 1);
}

static void was_told(const struct tellings *tellings, int64_t account, int period, const char *currency,
		     struct trend_ends ends)
{
	for (size_t i = 0; i < tellings->items.count; i++) {
		const struct told *told = &tellings->items.items[i];

		if (told->account != account || told->period != period)
			continue;
		cr_assert_str_eq(told->currency, currency);
		cr_assert_eq(told->ends.opening, ends.opening);
		cr_assert_eq(told->ends.closing, ends.closing);
		if (ends.opening)
			cr_assert_eq(told->ends.band_from, ends.band_from, "from %d in %d", told->ends.band_from,
				     period);
		if (ends.closing)
			cr_assert_eq(told->ends.band_to, ends.band_to, "to %d in %d", told->ends.band_to, period);
		return;
	}
	cr_assert_fail("period %d was not told", period);
}

Test(trends, bands_are_those_shown_at_the_ends_of_periods)
{
	int64_t kept = fixture_account(&f, "Kept"), lost = fixture_account(&f, "Lost"),
		fresh = fixture_account(&f, "Fresh"), none = fixture_account(&f, "None");
	day_t third = periods[6].start, fourth = periods[7].start; /* of this year */
	struct tellings tellings = { 0 };

	query.periods = &periods[6];
	query.count = 2;
	cr_assert_eq(sqlite3_exec(f.book->handle, "DELETE FROM score_history", NULL, NULL, NULL), SQLITE_OK);
	move(kept, third - 40, MOVEMENT_NEW, 500, "EUR");
	move(kept, fourth, MOVEMENT_EXPANSION, 70, "EUR");
	move(lost, third - 1, MOVEMENT_NEW, 900, "USD");
	move(lost, TODAY, MOVEMENT_CHURN, -900, "USD");
	move(fresh, fourth - 1, MOVEMENT_NEW, 30, "EUR");
	cr_assert_eq(sqlite3_exec(f.book->handle, "DELETE FROM score_history", NULL, NULL, NULL), SQLITE_OK);
	shown(kept, third - 1, BAND_GOOD); /* just before the third quarter begins, and on its first day */
	shown(kept, third, BAND_WATCH);
	shown(kept, fourth - 1, BAND_RISK);
	shown(kept, fourth, BAND_UNKNOWN);
	shown(kept, TODAY, BAND_GOOD);
	shown(kept, TODAY + 1, BAND_RISK);
	shown(lost, third + 5, BAND_WATCH);
	shown(none, third + 5, BAND_GOOD);
	DONE(trends_ends(f.book, &query, keep_ends, &tellings, &f.error));
	cr_assert_eq(tellings.items.count, 6);
	was_told(&tellings, kept, 0, "EUR", (struct trend_ends){ 500, 500, BAND_GOOD, BAND_RISK });
	was_told(&tellings, kept, 1, "EUR", (struct trend_ends){ 500, 570, BAND_RISK, BAND_GOOD });
	was_told(&tellings, lost, 0, "USD", (struct trend_ends){ 900, 900, BAND_UNKNOWN, BAND_WATCH });
	was_told(&tellings, lost, 1, "USD", (struct trend_ends){ 900, 0, BAND_WATCH, BAND_UNKNOWN });
	was_told(&tellings, fresh, 0, "EUR", (struct trend_ends){ 0, 30, BAND_UNKNOWN, BAND_UNKNOWN });
	was_told(&tellings, fresh, 1, "EUR", (struct trend_ends){ 30, 30, BAND_UNKNOWN, BAND_UNKNOWN });
	vec_free(&tellings.items);
	/* Of one account alone. */
	query.only = &(struct ids){ &lost, 1, 0 };
	DONE(trends_ends(f.book, &query, keep_ends, &tellings, &f.error));
	cr_assert_eq(tellings.items.count, 2);
	vec_free(&tellings.items);
}

/* ---- what the scorecards say ---- */

Test(trends, windows_are_those_of_the_default_scorecard)
{
	struct trend_rules rules;

	DONE(trends_rules(f.book, &rules, &f.error));
	cr_assert_eq(rules.nps_days, 365);
	cr_assert_eq(rules.seats_days, 90);
	cr_assert(strstr(rules.nps_card, "default"));
}
