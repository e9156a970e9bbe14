/*
 * The numbers of a book: against a second computation that is all SQL, on random books; what a view keeps; what a
 * figure opens to.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "storage/book_private.h"
#include "storage/check_numbers.h"
#include "storage/numbers.h"
#include "tests/storage/fixture.h"

enum { ACCOUNTS = 30, PERIODS = 8 };

static struct fixture f;
static struct number_period periods[PERIODS];
static int64_t accounts[ACCOUNTS];

static uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

static void setup(void)
{
	fixture_open(&f);
	number_periods(TODAY, 1, 3, PERIODS, periods);
}

static void teardown(void)
{
	fixture_close(&f);
}

TestSuite(numbers, .init = setup, .fini = teardown);

static void begin(void)
{
	cr_assert_eq(journal_begin(f.book, &f.error), 0, "%s", f.error.text);
}

static void commit(int64_t account)
{
	cr_assert_eq(journal_commit(f.book, &(struct journal_note){ "ana", "movement", account, "moved" }, NULL,
				    &f.error),
		     0, "%s", f.error.text);
}

static void move(int64_t account, day_t on, enum movement_kind kind, int64_t minor, const char *currency,
		 const char *line)
{
	struct movement movement = { .on = on, .kind = kind, .minor = minor, .currency = currency, .line = line };

	cr_assert_eq(movement_add(f.book, account, &movement, &f.error), 0, "%s", f.error.text);
}

/* The movements of one account, entered from the last to the first. */
static void move_at_random(int64_t account, uint32_t *seed)
{
	static const char *const lines[] = { NULL, "base", "extra" };
	const char *currency = roll(seed, 3) ? "EUR" : "USD";
	int64_t held[3] = { 0 };
	day_t day = TODAY - 900 + (day_t)roll(seed, 300);
	int count = (int)roll(seed, 20);
	struct {
		day_t on;
		enum movement_kind kind;
		int64_t minor;
		const char *line;
	} moves[20];

	for (int i = 0; i < count; i++) {
		uint32_t line = roll(seed, 3);
		enum movement_kind kind = (enum movement_kind)roll(seed, MOVEMENT_KINDS);
		int64_t minor = 1 + (int64_t)roll(seed, 90000);

		if (!held[line] && movement_lowers(kind))
			kind = (enum movement_kind)roll(seed, MOVEMENT_PRICE_EROSION);
		if (movement_lowers(kind))
			minor = kind == MOVEMENT_CHURN || minor > held[line] ? -held[line] : -minor;
		held[line] += minor;
		day += (day_t)roll(seed, 70);
		moves[i].on = day;
		moves[i].kind = kind;
		moves[i].minor = minor;
		moves[i].line = lines[line];
	}
	while (count--)
		move(account, moves[count].on, moves[count].kind, moves[count].minor, currency, moves[count].line);
}

static void renew_at_random(int64_t account, uint32_t *seed)
{
	for (int i = 0; i < 3; i++) {
		struct account_state state = { .says_renewal = true,
					       .renewal = TODAY - 700 + i * 250 + (day_t)roll(seed, 250) };

		cr_assert_eq(account_set_state(f.book, account, TODAY - 800 + i * 260, &state, NULL, &f.error), 0);
	}
}

static void make_book(uint32_t seed)
{
	static const char *const segments[] = { "large", "small" }, *const csms[] = { "ana", "ben", "cleo" };

	for (int i = 0; i < ACCOUNTS; i++) {
		struct account_state state = { .says_segment = true, .says_csm = true };
		char name[32];

		snprintf(name, sizeof name, "Account %u-%d", seed, i);
		accounts[i] = fixture_account(&f, name);
		state.segment = segments[roll(&seed, 2)];
		state.csm = csms[roll(&seed, 3)];
		begin();
		cr_assert_eq(account_set_state(f.book, accounts[i], TODAY - 900, &state, NULL, &f.error), 0);
		move_at_random(accounts[i], &seed);
		renew_at_random(accounts[i], &seed);
		commit(accounts[i]);
	}
}

/* ---- the second computation ---- */

/* Of the whole book: its movements, and what each account had at the end of its days. */
#define WHOLE \
	"DROP TABLE IF EXISTS temp.m; DROP TABLE IF EXISTS temp.running;" \
	"CREATE TEMP TABLE m AS SELECT account_id a, currency cu, day d, kind k, ifnull(line, '') l, amount x " \
	" FROM movement WHERE day <= %d;" \
	"CREATE TEMP TABLE running AS SELECT a, d, sum(sum(x)) OVER (PARTITION BY a ORDER BY d) had FROM m GROUP " \
	"BY a, d;"

/* Of a currency and period: what each account (b) and line (li) had before it, and in the end, and whether it ever had
 * anything before; what was due in it. */
#define PART \
	"DROP TABLE IF EXISTS temp.b; DROP TABLE IF EXISTS temp.li; DROP TABLE IF EXISTS temp.ren;" \
	"CREATE TEMP TABLE b AS SELECT a, ifnull(sum(x) FILTER (WHERE d < %d), 0) o, " \
	" ifnull(sum(x) FILTER (WHERE d < %d), 0) c, " \
	" EXISTS (SELECT 1 FROM running r WHERE r.a = m.a AND r.d < %d AND r.had > 0) ever FROM m " \
	" WHERE cu = %Q GROUP BY a;" \
	"CREATE TEMP TABLE li AS SELECT a, l, ifnull(sum(x) FILTER (WHERE d < %d), 0) o, " \
	" ifnull(sum(x) FILTER (WHERE d < %d), 0) c FROM m WHERE cu = %Q GROUP BY a, l;" \
	"CREATE TEMP TABLE ren AS WITH due AS (SELECT account_id a, max(renewal_day) u FROM (SELECT *, " \
	"  lead(renewal_day) OVER w nx, lead(day) OVER w nd FROM account_state WHERE renewal_day IS NOT NULL " \
	"  WINDOW w AS (PARTITION BY account_id ORDER BY day)) WHERE renewal_day >= %d AND renewal_day < %d " \
	"  AND NOT (nx IS NOT NULL AND nd < renewal_day AND nx < renewal_day + 90) GROUP BY 1) " \
	" SELECT b.o, min(b.o, max(0, (SELECT ifnull(sum(x), 0) FROM m WHERE m.a = b.a AND m.d <= u + 30))) r " \
	" FROM due JOIN b USING (a) WHERE b.o > 0 AND u + 30 <= %d;"

static void run_sql(char *text)
{
	cr_assert_eq(sqlite3_exec(f.book->handle, text, NULL, NULL, NULL), SQLITE_OK, "%s: %s", text,
		     sqlite3_errmsg(f.book->handle));
	sqlite3_free(text);
}

static void make_whole(void)
{
	run_sql(sqlite3_mprintf(WHOLE, TODAY));
}

static void make_part(const char *currency, const struct number_period *period)
{
	run_sql(sqlite3_mprintf(PART, period->start, period->end, period->start, currency, period->start,
				period->end, currency, period->start, period->end, TODAY));
}

static int64_t sql(const char *select, const char *currency, const struct number_period *period)
{
	sqlite3_stmt *st;
	int64_t result;

	cr_assert_eq(sqlite3_prepare_v2(f.book->handle, select, -1, &st, NULL), SQLITE_OK, "%s: %s", select,
		     sqlite3_errmsg(f.book->handle));
	sqlite3_bind_text(st, 1, currency, -1, SQLITE_STATIC);
	sqlite3_bind_int(st, 2, period->start);
	sqlite3_bind_int(st, 3, period->end);
	cr_assert_eq(sqlite3_step(st), SQLITE_ROW);
	result = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return result;
}

#define IN_PERIOD "FROM m JOIN b USING (a) WHERE m.cu = ?1 AND d >= ?2 AND d < ?3"

/* What each figure is by movement, and those that netting changes, in SQL. */
static const struct second {
	enum number_figure figure;
	bool by_movement, by_line, by_account;
	const char *select;
} seconds[] = {
	{ FIGURE_OPENING, true, true, true, "SELECT sum(o) FROM b" },
	{ FIGURE_CLOSING, true, true, true, "SELECT sum(c) FROM b" },
	{ FIGURE_NEW, true, false, false, "SELECT sum(x) " IN_PERIOD " AND k = 0" },
	{ FIGURE_REACTIVATION, true, false, false, "SELECT sum(x) " IN_PERIOD " AND k = 1" },
	{ FIGURE_EXPANSION, true, false, false, "SELECT sum(x) " IN_PERIOD " AND k = 2" },
	{ FIGURE_UPSELL, true, false, false, "SELECT sum(x) " IN_PERIOD " AND k = 3" },
	{ FIGURE_PRICE_INCREASE, true, false, false, "SELECT sum(x) " IN_PERIOD " AND k = 4" },
	{ FIGURE_PRICE_EROSION, true, false, false, "SELECT -sum(x) " IN_PERIOD " AND k = 5" },
	{ FIGURE_CONTRACTION, true, false, false, "SELECT -sum(x) " IN_PERIOD " AND k = 6" },
	{ FIGURE_CHURN, true, false, false, "SELECT -sum(x) " IN_PERIOD " AND k = 7" },
	{ FIGURE_HEADWIND, true, false, false, "SELECT -sum(x) " IN_PERIOD " AND k > 4" },
	{ FIGURE_TAILWIND, true, false, false, "SELECT sum(x) " IN_PERIOD " AND k IN (2, 3, 4)" },
	{ FIGURE_LOST, true, false, false, "SELECT -sum(x) " IN_PERIOD " AND k > 4 AND o > 0" },
	{ FIGURE_GAINED, true, false, false, "SELECT sum(x) " IN_PERIOD " AND k IN (2, 3, 4) AND o > 0" },
	{ FIGURE_NEW, false, false, true, "SELECT sum(c) FROM b WHERE o = 0 AND c > 0 AND NOT ever" },
	{ FIGURE_REACTIVATION, false, false, true, "SELECT sum(c) FROM b WHERE o = 0 AND c > 0 AND ever" },
	{ FIGURE_CHURN, false, false, true, "SELECT sum(o) FROM b WHERE o > 0 AND c = 0" },
	{ FIGURE_HEADWIND, false, false, true, "SELECT sum(o - min(o, c)) FROM b" },
	{ FIGURE_LOST, false, false, true, "SELECT sum(o - min(o, c)) FROM b" },
	{ FIGURE_TAILWIND, false, false, true, "SELECT sum(max(o, c) - o) FROM b WHERE o > 0" },
	{ FIGURE_GAINED, false, false, true, "SELECT sum(max(o, c) - o) FROM b WHERE o > 0" },
	{ FIGURE_NEW, false, true, false,
	  "SELECT sum(li.c - li.o) FROM li JOIN b USING (a) WHERE b.o = 0 AND li.c > li.o AND NOT ever" },
	{ FIGURE_CHURN, false, true, false,
	  "SELECT sum(li.o - li.c) FROM li JOIN b USING (a) WHERE b.o > 0 AND b.c = 0 AND li.c < li.o" },
	{ FIGURE_LOST, false, true, false,
	  "SELECT sum(li.o - min(li.o, li.c)) FROM li JOIN b USING (a) WHERE b.o > 0" },
	{ FIGURE_GAINED, false, true, false,
	  "SELECT sum(max(li.o, li.c) - li.o) FROM li JOIN b USING (a) WHERE b.o > 0" },
	{ FIGURE_DUE, true, true, true, "SELECT sum(o) FROM ren" },
	{ FIGURE_RENEWED, true, true, true, "SELECT sum(r) FROM ren" },
	{ FIGURE_CUSTOMERS_OPENING, true, true, true, "SELECT count(*) FROM b WHERE o > 0" },
	{ FIGURE_CUSTOMERS_NEW, true, true, true, "SELECT count(*) FROM b WHERE o = 0 AND c > 0 AND NOT ever" },
	{ FIGURE_CUSTOMERS_REACTIVATED, true, true, true, "SELECT count(*) FROM b WHERE o = 0 AND c > 0 AND ever" },
	{ FIGURE_CUSTOMERS_CHURNED, true, true, true, "SELECT count(*) FROM b WHERE o > 0 AND c = 0" },
	{ FIGURE_CUSTOMERS_CLOSING, true, true, true, "SELECT count(*) FROM b WHERE c > 0" },
	{ FIGURE_CUSTOMERS_DUE, true, true, true, "SELECT count(*) FROM ren" },
	{ FIGURE_CUSTOMERS_RENEWED, true, true, true, "SELECT count(*) FROM ren WHERE r > 0" },
};

static struct numbers_query query_of(enum number_level level)
{
	return (struct numbers_query){ .as_of = TODAY, .level = level, .periods = periods, .count = PERIODS };
}

static bool holds_at(const struct second *second, int level)
{
	return level == LEVEL_MOVEMENT ? second->by_movement
	       : level == LEVEL_LINE   ? second->by_line
				       : second->by_account;
}

static void assert_part(const struct numbers *numbers, size_t item, int p)
{
	const char *currency = numbers->items[item].currency;

	for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
		int64_t is = numbers->items[item].sums[p][seconds[i].figure], expected;

		if (!holds_at(&seconds[i], (int)numbers->level))
			continue;
		expected = sql(seconds[i].select, currency, &periods[p]);
		cr_assert_eq(is, expected, "%s of %s, %s, %s: %lld, by SQL %lld",
			     number_figure_key(seconds[i].figure), periods[p].name, currency,
			     number_level_key(numbers->level), (long long)is, (long long)expected);
	}
}

Test(numbers, agree_with_a_second_computation_in_sql)
{
	make_book(1);
	make_whole();
	for (int p = 0; p < PERIODS; p++)
		for (size_t item = 0; item < 2; item++)
			for (int level = 0; level < LEVEL_COUNT; level++) {
				struct numbers_query query = query_of((enum number_level)level);
				struct numbers numbers;

				cr_assert_eq(numbers_read(f.book, &query, &numbers, &f.error), 0, "%s",
					     f.error.text);
				cr_assert_eq(numbers.item_count, 2);
				cr_assert_str_eq(numbers.items[item].currency, item ? "USD" : "EUR");
				if (level == 0)
					make_part(numbers.items[item].currency, &periods[p]);
				assert_part(&numbers, item, p);
				numbers_free(&numbers);
				cr_assert(book_is_idle(f.book));
			}
}

/* ---- filters ---- */

static void read_filtered(const char *term, enum number_level level, struct numbers *out)
{
	char *terms[] = { xstrdup(term) };
	struct numbers_query query = query_of(level);
	struct ids only = { 0 };
	struct filter *filter;

	cr_assert_eq(filter_parse(&filter, terms, 1, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(numbers_accounts(f.book, TODAY, filter, &only, &f.error), 0);
	query.only = &only;
	cr_assert_eq(numbers_read(f.book, &query, out, &f.error), 0, "%s", f.error.text);
	filter_free(filter);
	vec_free(&only);
	free(terms[0]);
}

static void assert_same(const struct numbers *a, const struct numbers *b)
{
	size_t count = (size_t)a->count;

	cr_assert_eq(a->count, b->count);
	cr_assert_eq(a->item_count, b->item_count);
	for (size_t i = 0; i < a->item_count; i++) {
		cr_assert_str_eq(a->items[i].currency, b->items[i].currency);
		cr_assert_arr_eq(a->items[i].sums, b->items[i].sums, count * sizeof *a->items[i].sums);
		cr_assert_arr_eq(a->items[i].cohorts, b->items[i].cohorts,
				 (count + 1) * count * sizeof *a->items[i].cohorts);
	}
}

Test(numbers, segments_and_csms_add_up_to_the_book)
{
	static const char *const by_csm[] = { "csm=ana", "csm=ben", "csm=cleo", NULL };
	static const char *const by_segment[] = { "segment=large", "segment=small", NULL };
	static const char *const *const splits[] = { by_csm, by_segment };

	make_book(11);
	for (int level = 0; level < LEVEL_COUNT; level++) {
		struct numbers_query query = query_of((enum number_level)level);
		struct numbers whole;

		cr_assert_eq(numbers_read(f.book, &query, &whole, &f.error), 0);
		for (size_t s = 0; s < 2; s++) {
			struct numbers sum, part;

			numbers_start(&sum, (enum number_level)level, periods, PERIODS, TODAY);
			for (const char *const *term = splits[s]; *term; term++) {
				read_filtered(*term, (enum number_level)level, &part);
				cr_assert_gt(part.item_count, 0);
				numbers_add(&sum, &part);
				numbers_free(&part);
			}
			numbers_sort(&sum);
			assert_same(&whole, &sum);
			numbers_free(&sum);
		}
		numbers_free(&whole);
	}
}

/* ---- opening a figure ---- */

struct opened {
	int64_t sums[PERIODS][FIGURE_COUNT];
	int64_t last;
};

static void add_part(void *data, int period, enum number_figure figure, const struct number_part *part)
{
	struct opened *opened = data;

	cr_assert(part->account >= opened->last, "account by account");
	opened->last = part->account;
	opened->sums[period][figure] += part->minor;
}

Test(numbers, what_a_figure_opens_to_adds_up_to_it)
{
	make_book(21);
	for (int level = 0; level < LEVEL_COUNT; level++) {
		struct numbers_query query = query_of((enum number_level)level);
		struct opened opened = { .last = INT64_MIN };
		struct numbers numbers;

		cr_assert_eq(numbers_open(f.book, &query, add_part, &opened, &numbers, &f.error), 0);
		for (int p = 0; p < PERIODS; p++)
			for (int figure = 0; figure < FIGURE_COUNT; figure++)
				cr_assert_eq(opened.sums[p][figure],
					     numbers.items[0].sums[p][figure] + numbers.items[1].sums[p][figure]);
		numbers_free(&numbers);
	}
}

/* ---- a view ---- */

static void assert_view_is_fresh(struct numbers_view *view, const struct numbers_query *query, const char *term)
{
	struct numbers fresh;

	if (term)
		read_filtered(term, query->level, &fresh);
	else
		cr_assert_eq(numbers_read(f.book, query, &fresh, &f.error), 0);
	assert_same(numbers_view_sums(view), &fresh);
	numbers_free(&fresh);
}

static void change_and_look(struct numbers_view *view, const struct numbers_query *query, const char *term)
{
	struct account_state state = { .says_csm = true, .csm = "ben" };
	int64_t fresh;

	cr_assert_eq(numbers_view_refresh(view, &f.error), 0, "nothing was written");
	begin();
	move(accounts[3], TODAY - 5, MOVEMENT_EXPANSION, 777, "GBP", NULL);
	commit(accounts[3]);
	cr_assert_eq(numbers_view_refresh(view, &f.error), 1, "%s", f.error.text);
	assert_view_is_fresh(view, query, term);
	cr_assert_not_null(numbers_in(numbers_view_sums(view), "GBP"));
	fixture_undo(f.book, "ana");
	cr_assert_eq(numbers_view_refresh(view, &f.error), 1);
	assert_view_is_fresh(view, query, term);
	begin();
	cr_assert_eq(account_set_state(f.book, accounts[3], TODAY, &state, NULL, &f.error), 0);
	commit(accounts[3]);
	cr_assert_eq(numbers_view_refresh(view, &f.error), 1);
	assert_view_is_fresh(view, query, term);
	fresh = fixture_account(&f, "Further");
	begin();
	move(fresh, TODAY - 100, MOVEMENT_NEW, 5555, "EUR", "base");
	commit(0); /* an entry about no one account: all is read again */
	cr_assert_eq(numbers_view_refresh(view, &f.error), 1);
	assert_view_is_fresh(view, query, term);
	cr_assert_eq(numbers_view_refresh(view, &f.error), 0);
}

/* The twelve months, across the quarters: what is kept beside is what a pass of their own comes to. */
static void assert_beside_is_fresh(struct numbers_view *view, const struct numbers_query *query)
{
	struct numbers_query year = *query;
	struct numbers alone, quarters, beside;

	year.periods = query->beside;
	year.count = 1;
	cr_assert_eq(numbers_read(f.book, &year, &alone, &f.error), 0);
	cr_assert_gt(alone.item_count, 0);
	assert_same(numbers_view_beside(view), &alone);
	cr_assert_eq(numbers_read_beside(f.book, query, &quarters, &beside, &f.error), 0);
	assert_same(&beside, &alone);
	assert_same(&quarters, numbers_view_sums(view));
	numbers_free(&alone);
	numbers_free(&quarters);
	numbers_free(&beside);
}

/* Account 3 is ana's and has no movement yet. */
static void make_book_with_one_bare(void)
{
	struct account_state state = { .says_csm = true, .csm = "ana" };

	make_book(31);
	accounts[3] = fixture_account(&f, "Bare");
	begin();
	cr_assert_eq(account_set_state(f.book, accounts[3], TODAY - 800, &state, NULL, &f.error), 0);
	commit(accounts[3]);
}

Test(numbers, a_period_beside_the_others)
{
	static const struct number_period year = { TODAY - 364, TODAY + 1, true, "year" };
	struct numbers_query query = query_of(LEVEL_LINE);
	struct numbers_view *view;

	make_book_with_one_bare();
	cr_assert_eq(numbers_view_open(f.book, &query, NULL, &view, &f.error), 0, "%s", f.error.text);
	cr_expect_eq(numbers_view_beside(view)->item_count, 0, "nobody asked");
	numbers_view_close(view);
	query.beside = &year;
	cr_assert_eq(numbers_view_open(f.book, &query, NULL, &view, &f.error), 0, "%s", f.error.text);
	assert_beside_is_fresh(view, &query);
	begin();
	move(accounts[3], TODAY - 5, MOVEMENT_EXPANSION, 777, "GBP", NULL);
	commit(accounts[3]);
	cr_assert_eq(numbers_view_refresh(view, &f.error), 1, "%s", f.error.text);
	assert_beside_is_fresh(view, &query);
	numbers_view_close(view);
}

Test(numbers, a_view_follows_what_is_written)
{
	struct numbers_query query = query_of(LEVEL_LINE);
	struct numbers_view *view;

	make_book_with_one_bare();
	cr_assert_eq(numbers_view_open(f.book, &query, NULL, &view, &f.error), 0, "%s", f.error.text);
	assert_view_is_fresh(view, &query, NULL);
	change_and_look(view, &query, NULL);
	numbers_view_close(view);
}

Test(numbers, a_filtered_view_follows_who_fits)
{
	struct numbers_query query = query_of(LEVEL_ACCOUNT);
	char *terms[] = { xstrdup("csm=ana") };
	struct numbers_view *view;
	struct filter *filter;

	make_book_with_one_bare();
	cr_assert_eq(filter_parse(&filter, terms, 1, &f.error), 0);
	cr_assert_eq(numbers_view_open(f.book, &query, filter, &view, &f.error), 0, "%s", f.error.text);
	assert_view_is_fresh(view, &query, "csm=ana");
	change_and_look(view, &query, "csm=ana");
	numbers_view_close(view);
	filter_free(filter);
	free(terms[0]);
}

/* As of an earlier day the later movements are not there, and the quarter under way ends with it. */
Test(numbers, as_of_a_day)
{
	struct number_period one;
	struct numbers_query query = { .as_of = TODAY - 60, .periods = &one, .count = 1 };
	struct numbers numbers;
	int64_t id = fixture_account(&f, "Only");

	number_periods(TODAY - 60, 1, 3, 1, &one);
	begin();
	move(id, one.start - 1, MOVEMENT_NEW, 1000, "EUR", NULL);
	move(id, TODAY - 60, MOVEMENT_EXPANSION, 20, "EUR", NULL);
	move(id, TODAY - 59, MOVEMENT_EXPANSION, 300, "EUR", NULL);
	commit(id);
	cr_assert_eq(numbers_read(f.book, &query, &numbers, &f.error), 0);
	cr_assert_eq(numbers.items[0].sums[0][FIGURE_OPENING], 1000);
	cr_assert_eq(numbers.items[0].sums[0][FIGURE_EXPANSION], 20);
	cr_assert_eq(numbers.items[0].sums[0][FIGURE_CLOSING], 1020);
	numbers_free(&numbers);
}

Test(numbers, check_says_what_does_not_add_up)
{
	struct buf report = { 0 };

	make_book(41);
	cr_assert_eq(book_check(f.book, &report, &f.error), 0, "%s%s", buf_text(&report), f.error.text);
	cr_assert_eq(
		sqlite3_exec(f.book->handle,
			     "UPDATE movement SET amount = -amount WHERE id = (SELECT min(id) FROM movement WHERE "
			     "kind = 2 AND amount > 0)",
			     NULL, NULL, NULL),
		SQLITE_OK);
	cr_assert_gt(book_check(f.book, &report, &f.error), 0);
	cr_assert_not_null(strstr(buf_text(&report), "whose amount is against its kind"), "%s", buf_text(&report));
	buf_free(&report);
}

/* ---- a view, step by step ---- */

static void step_to_the_end(struct numbers_view *view)
{
	int steps = 0, before = numbers_view_percent(view), more;

	while ((more = numbers_view_step(view, NULL, &f.error)) == 1) {
		cr_assert_geq(numbers_view_percent(view), before);
		before = numbers_view_percent(view);
		cr_assert_lt(++steps, 100);
	}
	cr_assert_eq(more, 0, "%s", f.error.text);
	cr_assert_eq(numbers_view_percent(view), 100);
	cr_assert(numbers_view_whole(view));
}

static int64_t move_one(int64_t account, int64_t minor)
{
	begin();
	move(account, TODAY - 5, MOVEMENT_NEW, minor, "GBP", NULL);
	commit(account);
	return account;
}

static int by_id(const void *a, const void *b)
{
	return *(const int64_t *)a < *(const int64_t *)b ? -1 : 1;
}

/* More than a piece holds; returns the first and the last account of the book, which have no movement. */
static void make_long_book(int64_t *first, int64_t *last)
{
	for (int i = 0; i < ACCOUNTS; i++) {
		char name[32];

		snprintf(name, sizeof name, "Long %d", i);
		accounts[i] = fixture_account(&f, name);
	}
	qsort(accounts, ACCOUNTS, sizeof *accounts, by_id);
	begin();
	for (int i = 1; i < ACCOUNTS - 1; i++)
		for (int n = 0; n < 60; n++)
			move(accounts[i], TODAY - 900 + n * 14, MOVEMENT_EXPANSION, 100 + i + n, "EUR", NULL);
	commit(0);
	*first = accounts[0];
	*last = accounts[ACCOUNTS - 1];
}

Test(numbers, a_view_is_read_in_steps_while_others_write)
{
	struct numbers_query query = query_of(LEVEL_MOVEMENT);
	struct numbers_view *view;
	int64_t first, last;
	bool changed;

	make_long_book(&first, &last);
	view = numbers_view_begin(f.book, &query, NULL);
	cr_assert_eq(numbers_view_percent(view), 0);
	cr_assert_eq(numbers_view_step(view, &changed, &f.error), 1);
	cr_assert_eq(numbers_view_step(view, &changed, &f.error), 1);
	cr_assert(!changed && !numbers_view_whole(view), "one piece is not all of it");
	cr_assert_eq(numbers_view_sums(view)->item_count, 0);
	(void)move_one(first, 700); /* was read */
	(void)move_one(last, 11);   /* was not */
	step_to_the_end(view);
	assert_view_is_fresh(view, &query, NULL);
	cr_assert_eq(numbers_in(numbers_view_sums(view), "GBP")->sums[PERIODS - 1][FIGURE_CLOSING], 711);
	cr_assert_eq(numbers_view_step(view, &changed, &f.error), 0);
	cr_assert(!changed);
	(void)move_one(last, 9);
	cr_assert_eq(numbers_view_step(view, &changed, &f.error), 0);
	cr_assert(changed);
	assert_view_is_fresh(view, &query, NULL);
	numbers_view_close(view);
}

Test(numbers, a_view_keeps_its_sums_while_all_is_read_again)
{
	struct numbers_query query = query_of(LEVEL_MOVEMENT);
	struct numbers_view *view;
	int64_t first, last;
	bool changed;

	make_long_book(&first, &last);
	view = numbers_view_begin(f.book, &query, NULL);
	step_to_the_end(view);
	begin();
	move(first, TODAY - 5, MOVEMENT_NEW, 700, "GBP", NULL);
	commit(0); /* may be about any account */
	cr_assert_eq(numbers_view_step(view, &changed, &f.error), 1);
	cr_assert_eq(numbers_view_step(view, &changed, &f.error), 1);
	cr_assert_eq(numbers_view_step(view, &changed, &f.error), 1);
	cr_assert(numbers_view_whole(view));
	cr_assert_null(numbers_in(numbers_view_sums(view), "GBP"));
	(void)move_one(first, 11);
	step_to_the_end(view);
	assert_view_is_fresh(view, &query, NULL);
	cr_assert_eq(numbers_in(numbers_view_sums(view), "GBP")->sums[PERIODS - 1][FIGURE_CLOSING], 711);
	numbers_view_close(view);
}

Test(numbers, check_says_whose_amounts_are_in_two_currencies)
{
	int64_t id = fixture_account(&f, "Mixed");
	struct buf report = { 0 };
	char expected[80];

	begin();
	move(id, TODAY - 100, MOVEMENT_NEW, 1000, "EUR", NULL);
	move(id, TODAY - 50, MOVEMENT_EXPANSION, 20, "EUR", NULL);
	commit(id);
	cr_assert_eq(check_numbers(f.book, &report, &f.error), 0, "%s", buf_text(&report));
	cr_assert_eq(sqlite3_exec(f.book->handle, "UPDATE movement SET currency = 'USD' WHERE amount = 20", NULL,
				  NULL, NULL),
		     SQLITE_OK);
	cr_assert_eq(check_numbers(f.book, &report, &f.error), 1);
	snprintf(expected, sizeof expected, "account #%lld has amounts in two currencies", (long long)id);
	cr_assert_not_null(strstr(buf_text(&report), expected), "%s", buf_text(&report));
	buf_free(&report);
}
