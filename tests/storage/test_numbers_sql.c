/*
 * The numbers of random books against a second computation that is all SQL: several currencies, lines, levels, days of
 * reading, fiscal years, quarters and years, parts of the book.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "storage/book_private.h"
#include "storage/numbers.h"
#include "tests/storage/revenue.h"

enum { PERIODS_MAX = 9 };

/* One way of reading the book. */
struct numbers_reading {
	day_t as_of;
	int fiscal_month, months, count;
	const char *term; /* a filter; NULL: all */
};

static const struct numbers_reading *reading;
static struct number_period periods[PERIODS_MAX];

static void setup(void)
{
	fixture_open(&f);
}

static void teardown(void)
{
	fixture_close(&f);
}

TestSuite(numbers_sql, .init = setup, .fini = teardown, .timeout = 120);

/* Of the whole book: its movements up to the day, and what each account had at the end of its days. */
#define WHOLE \
	"DROP TABLE IF EXISTS temp.m; DROP TABLE IF EXISTS temp.running;" \
	"CREATE TEMP TABLE m AS SELECT account_id a, currency cu, day d, kind k, ifnull(line, '') l, amount x " \
	" FROM movement WHERE day <= %d AND account_id IN (SELECT id FROM temp.chosen);" \
	"CREATE TEMP TABLE running AS SELECT a, d, sum(sum(x)) OVER (PARTITION BY a ORDER BY d) had FROM m GROUP " \
	"BY a, d;"

/* How much of each kind moved in a period: expansion, upsell, price increase, price erosion, contraction. */
#define MOST \
	"ifnull(sum(abs(x)) FILTER (WHERE k = 2 AND d >= %d AND d < %d), 0) e, " \
	"ifnull(sum(abs(x)) FILTER (WHERE k = 3 AND d >= %d AND d < %d), 0) u, " \
	"ifnull(sum(abs(x)) FILTER (WHERE k = 4 AND d >= %d AND d < %d), 0) p, " \
	"ifnull(sum(abs(x)) FILTER (WHERE k = 5 AND d >= %d AND d < %d), 0) r, " \
	"ifnull(sum(abs(x)) FILTER (WHERE k = 6 AND d >= %d AND d < %d), 0) n "

/* Of a currency and period: what each account (b) and line (li) had before it and in the end, and whether it ever had
 * anything before. */
#define ACCOUNT_PART \
	"DROP TABLE IF EXISTS temp.b; CREATE TEMP TABLE b AS SELECT a, ifnull(sum(x) FILTER (WHERE d < %d), 0) " \
	"o, " \
	" ifnull(sum(x) FILTER (WHERE d < %d), 0) c, " \
	" EXISTS (SELECT 1 FROM running r WHERE r.a = m.a AND r.d < %d AND r.had > 0) ever FROM m " \
	" WHERE cu = %Q GROUP BY a;"
#define LINE_PART \
	"DROP TABLE IF EXISTS temp.li; CREATE TEMP TABLE li AS SELECT a, l, ifnull(sum(x) FILTER (WHERE d < %d), " \
	"0) o, " \
	" ifnull(sum(x) FILTER (WHERE d < %d), 0) c, " MOST " FROM m WHERE cu = %Q GROUP BY a, l;"
#define KIND_PART \
	"DROP TABLE IF EXISTS temp.mk; CREATE TEMP TABLE mk AS SELECT a, " MOST " FROM m WHERE cu = %Q GROUP BY " \
	"a;"
/* What was due in it, and renewed. */
#define RENEWAL_PART \
	"DROP TABLE IF EXISTS temp.ren;" \
	"CREATE TEMP TABLE ren AS WITH due AS (SELECT account_id a, max(renewal_day) u FROM (SELECT *, " \
	"  lead(renewal_day) OVER w nx, lead(day) OVER w nd FROM account_state WHERE renewal_day IS NOT NULL " \
	"  AND day <= %d WINDOW w AS (PARTITION BY account_id ORDER BY day)) WHERE renewal_day >= %d AND " \
	"renewal_day < %d " \
	"  AND NOT (nx IS NOT NULL AND nd < renewal_day AND nx < renewal_day + 90) GROUP BY 1) " \
	" SELECT b.o, min(b.o, max(0, (SELECT ifnull(sum(x), 0) FROM m WHERE m.a = b.a AND m.d <= u + 30))) r " \
	" FROM due JOIN b USING (a) WHERE b.o > 0 AND u + 30 <= %d;"

static void run_sql(char *text)
{
	cr_assert_eq(sqlite3_exec(f.book->handle, text, NULL, NULL, NULL), SQLITE_OK, "%s: %s", text,
		     sqlite3_errmsg(f.book->handle));
	sqlite3_free(text);
}

static void make_part(const char *currency, const struct number_period *period)
{
	day_t s = period->start, e = period->end;

	run_sql(sqlite3_mprintf(ACCOUNT_PART, s, e, s, currency));
	run_sql(sqlite3_mprintf(LINE_PART, s, e, s, e, s, e, s, e, s, e, s, e, currency));
	run_sql(sqlite3_mprintf(KIND_PART, s, e, s, e, s, e, s, e, s, e, currency));
	run_sql(sqlite3_mprintf(RENEWAL_PART, reading->as_of, s, e, reading->as_of));
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
#define GREW "FROM b JOIN mk USING (a) WHERE o > 0 AND c > o"
#define SHRANK "FROM b JOIN mk USING (a) WHERE c > 0 AND c < o"
#define LINE_GREW "FROM li JOIN b USING (a) WHERE b.o > 0 AND li.o > 0 AND li.c > li.o"
#define LINE_SHRANK "FROM li JOIN b USING (a) WHERE li.c < li.o AND NOT (b.o > 0 AND b.c = 0)"

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
	{ FIGURE_EXPANSION, false, false, true, "SELECT sum(c - o) " GREW " AND e >= u AND e >= p" },
	{ FIGURE_UPSELL, false, false, true, "SELECT sum(c - o) " GREW " AND u > e AND u >= p" },
	{ FIGURE_PRICE_INCREASE, false, false, true, "SELECT sum(c - o) " GREW " AND p > e AND p > u" },
	{ FIGURE_CONTRACTION, false, false, true, "SELECT sum(o - c) " SHRANK " AND n >= r" },
	{ FIGURE_PRICE_EROSION, false, false, true, "SELECT sum(o - c) " SHRANK " AND r > n" },
	{ FIGURE_REACTIVATION, false, true, false,
	  "SELECT sum(li.c - li.o) FROM li JOIN b USING (a) WHERE b.o = 0 AND li.c > li.o AND ever" },
	{ FIGURE_EXPANSION, false, true, false, "SELECT sum(li.c - li.o) " LINE_GREW " AND e >= u AND e >= p" },
	{ FIGURE_UPSELL, false, true, false,
	  "SELECT sum(li.c - li.o) FROM li JOIN b USING (a) WHERE b.o > 0 AND li.c > li.o AND (li.o = 0 OR (u > e "
	  "AND u >= p))" },
	{ FIGURE_PRICE_INCREASE, false, true, false, "SELECT sum(li.c - li.o) " LINE_GREW " AND p > e AND p > u" },
	{ FIGURE_CONTRACTION, false, true, false, "SELECT sum(li.o - li.c) " LINE_SHRANK " AND n >= r" },
	{ FIGURE_PRICE_EROSION, false, true, false, "SELECT sum(li.o - li.c) " LINE_SHRANK " AND r > n" },
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

static bool holds_at(const struct second *second, int level)
{
	return level == LEVEL_MOVEMENT ? second->by_movement
	       : level == LEVEL_LINE   ? second->by_line
				       : second->by_account;
}

static void assert_part(const struct numbers *numbers, const struct number_sums *sums, int p)
{
	for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
		int64_t is = sums->sums[p][seconds[i].figure], expected;

		if (!holds_at(&seconds[i], (int)numbers->level))
			continue;
		expected = sql(seconds[i].select, sums->currency, &periods[p]);
		cr_assert_eq(is, expected, "%s of %s, %s, %s: %lld, by SQL %lld",
			     number_figure_key(seconds[i].figure), periods[p].name, sums->currency,
			     number_level_key(numbers->level), (long long)is, (long long)expected);
	}
}

/* Who came in a period, by their first day with more than nothing, as of the end of another; b has what they have. */
static void assert_cohorts(const struct numbers *numbers, const struct number_sums *sums, int p)
{
	for (int came = -1; came <= p; came++) {
		struct number_period from = { .start = came < 0 ? 0 : periods[came].start,
					      .end = came < 0 ? periods[0].start : periods[came].end };
		const struct number_cohort *cohort = numbers_cohort(numbers, sums, came, p);
		static const char first[] =
			"FROM b JOIN (SELECT a, min(d) f FROM running WHERE had > 0 GROUP BY a) "
			"USING (a) WHERE ?1 <> '' AND f >= ?2 AND f < ?3 AND c > 0";
		char *customers = sqlite3_mprintf("SELECT count(*) %s", first);
		char *minor = sqlite3_mprintf("SELECT sum(c) %s", first);

		cr_assert_eq(cohort->customers, sql(customers, sums->currency, &from));
		cr_assert_eq(cohort->minor, sql(minor, sums->currency, &from));
		sqlite3_free(customers);
		sqlite3_free(minor);
	}
}

/* ---- readings ---- */

static void choose(struct ids *only)
{
	char *terms[] = { xstrdup(reading->term ? reading->term : "") };
	struct filter *filter;

	cr_assert_eq(filter_parse(&filter, terms, reading->term ? 1 : 0, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(numbers_accounts(f.book, reading->as_of, filter, only, &f.error), 0, "%s", f.error.text);
	filter_free(filter);
	free(terms[0]);
	run_sql(sqlite3_mprintf(
		"DROP TABLE IF EXISTS temp.chosen; CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY);"));
	for (size_t i = 0; i < only->count; i++)
		run_sql(sqlite3_mprintf("INSERT INTO chosen VALUES (%lld)", (long long)only->items[i]));
	run_sql(sqlite3_mprintf(WHOLE, reading->as_of));
}

/* All levels at once, so that what SQL prepares serves them all. */
static void assert_reading(void)
{
	struct numbers numbers[LEVEL_COUNT];
	struct ids only = { 0 };

	choose(&only);
	number_periods(reading->as_of, reading->fiscal_month, reading->months, reading->count, periods);
	for (int level = 0; level < LEVEL_COUNT; level++) {
		struct numbers_query query = { .as_of = reading->as_of,
					       .level = (enum number_level)level,
					       .periods = periods,
					       .count = reading->count,
					       .only = reading->term ? &only : NULL };

		cr_assert_eq(numbers_read(f.book, &query, &numbers[level], &f.error), 0, "%s", f.error.text);
		cr_assert_eq(numbers[level].item_count,
			     (size_t)sql("SELECT count(DISTINCT cu) FROM m WHERE ?1 OR ?2 OR 1", "", &periods[0]));
	}
	for (size_t item = 0; item < numbers[0].item_count; item++)
		for (int p = 0; p < reading->count; p++) {
			make_part(numbers[0].items[item].currency, &periods[p]);
			for (int level = 0; level < LEVEL_COUNT; level++)
				assert_part(&numbers[level], &numbers[level].items[item], p);
			assert_cohorts(&numbers[0], &numbers[0].items[item], p);
		}
	for (int level = 0; level < LEVEL_COUNT; level++)
		numbers_free(&numbers[level]);
	vec_free(&only);
	cr_assert(book_is_idle(f.book));
}

static void assert_readings(const struct numbers_reading *readings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		reading = &readings[i];
		assert_reading();
	}
}

#define READINGS(...) \
	assert_readings((const struct numbers_reading[]){ __VA_ARGS__ }, \
			sizeof(const struct numbers_reading[]){ __VA_ARGS__ } / sizeof(struct numbers_reading))

Test(numbers_sql, two_currencies)
{
	make_book(1);
	READINGS({ TODAY, 1, 3, 8, NULL }, { TODAY, 1, 12, 4, NULL });
}

Test(numbers_sql, four_currencies_of_different_decimals)
{
	static const char *const currencies[] = { "EUR", "USD", "JPY", "KWD" };

	make_book_in(2, currencies, 4);
	READINGS({ TODAY, 2, 3, 8, NULL }, { TODAY - 45, 7, 3, 6, NULL });
}

Test(numbers_sql, as_of_earlier_days_and_other_fiscal_years)
{
	make_book(3);
	READINGS({ TODAY - 1, 4, 3, 8, NULL }, { TODAY - 137, 10, 3, 8, NULL }, { TODAY - 400, 12, 3, 5, NULL },
		 { TODAY - 250, 9, 12, 3, NULL }, { TODAY - 899, 1, 3, 8, NULL });
}

Test(numbers_sql, parts_of_the_book)
{
	make_book(4);
	READINGS({ TODAY, 1, 3, 8, "csm=ana" }, { TODAY - 90, 3, 3, 4, "segment=large" },
		 { TODAY, 5, 12, 2, "csm=ben" });
}

/* One currency, many seeds. */
Test(numbers_sql, many_books)
{
	static const char *const currency[] = { "EUR" };

	for (uint32_t seed = 100; seed < 104; seed++)
		make_book_in(seed, currency, 1);
	READINGS({ TODAY, 1, 3, 8, NULL }, { TODAY - 61, 6, 3, 8, NULL });
}
