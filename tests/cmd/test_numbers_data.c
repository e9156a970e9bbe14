/*
 * The numbers of two public samples, through the program, against what this file reckons from the samples' own rows,
 * read and added up here by other means. Where the samples are not, the tests are skipped.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/date.h"
#include "core/vec.h"
#include "core/xalloc.h"
#include "run.h"

TestSuite(numbers_data, .init = run_begin, .fini = run_end, .timeout = 120);

/* ---- the samples ---- */

static char *data_file(const char *name)
{
	const char *top = getenv("abs_top_srcdir");
	char *path = xasprintf("%s/../shared/data/%s", top ? top : ".", name);

	if (access(path, R_OK) < 0)
		cr_skip_test("no sample data here");
	return path;
}

enum { CELLS = 24 };

struct sheet {
	FILE *file;
	char line[2048], *cells[CELLS];
	char head[2048], *names[CELLS];
};

static void split(char *line, char *cells[CELLS])
{
	int count = 0;

	line[strcspn(line, "\r\n")] = '\0';
	for (char *at = line; at && count < CELLS; at = strchr(at, ',')) {
		if (count)
			*at++ = '\0';
		cells[count++] = at;
	}
	for (; count < CELLS; count++)
		cells[count] = NULL;
}

static bool next_row(struct sheet *sheet)
{
	if (!fgets(sheet->line, sizeof sheet->line, sheet->file))
		return false;
	split(sheet->line, sheet->cells);
	return true;
}

static void open_sheet(struct sheet *sheet, const char *path)
{
	sheet->file = fopen(path, "r");
	cr_assert_not_null(sheet->file);
	cr_assert_not_null(fgets(sheet->head, sizeof sheet->head, sheet->file));
	split(sheet->head, sheet->names);
}

static const char *cell(const struct sheet *sheet, const char *name)
{
	for (int i = 0; i < CELLS && sheet->names[i]; i++)
		if (!strcmp(sheet->names[i], name))
			return sheet->cells[i];
	cr_assert_fail("no column %s", name);
	return NULL;
}

/* "29.85", "20" */
static int64_t cents(const char *text)
{
	char *end;
	long long whole = strtoll(text, &end, 10), rest = 0;

	if (*end == '.')
		rest = end[2] ? strtoll(end + 1, NULL, 10) : 10 * strtoll(end + 1, NULL, 10);
	return whole * 100 + rest;
}

static int64_t day_number(const char *text)
{
	int year, month, day;

	cr_assert_eq(sscanf(text, "%d-%d-%d", &year, &month, &day), 3, "%s", text);
	return date_from_civil(year, month, day);
}

/* ---- what the program says ---- */

static void import(const char *kind, const char *path, const char *says)
{
	DONE(says, "import", kind, path);
}

static int64_t cents_at(json_t *root, const char *path)
{
	json_t *value = json_at(root, path);
	double number;

	cr_assert(json_is_number(value), "%s", path);
	number = json_number_value(value) * 100;
	return (int64_t)(number + (number < 0 ? -0.5 : 0.5));
}

static int64_t quarter_cents(json_t *all, size_t quarter, const char *figure)
{
	char path[64];

	(void)snprintf(path, sizeof path, "0.quarters.%zu.%s", quarter, figure);
	return cents_at(all, path);
}

/* ---- RavenStack ---- */

struct subscription {
	char account[24];
	int64_t start, end, cents; /* end: the first day without it; INT64_MAX */
};
static VEC(struct subscription) rows;

/* An end on the day before another start of the account is no gap: it counts on that day. */
static void join_ends(void)
{
	for (size_t i = 0; i < rows.count; i++)
		for (size_t j = 0; j < rows.count; j++)
			if (rows.items[j].start == rows.items[i].end + 1 && rows.items[j].cents &&
			    !strcmp(rows.items[i].account, rows.items[j].account)) {
				rows.items[i].end++;
				break;
			}
}

static void read_ravenstack(const char *path, int64_t *open, int *open_count)
{
	struct sheet sheet;

	open_sheet(&sheet, path);
	*open = *open_count = 0;
	while (next_row(&sheet)) {
		struct subscription *row = vec_add(&rows);
		const char *end = cell(&sheet, "end_date");

		*row = (struct subscription){ .start = day_number(cell(&sheet, "start_date")),
					      .end = *end ? day_number(end) : INT64_MAX - 1,
					      .cents = cents(cell(&sheet, "arr_amount")) };
		(void)snprintf(row->account, sizeof row->account, "%s", cell(&sheet, "account_id"));
		*open += *end ? 0 : row->cents;
		*open_count += !*end;
	}
	fclose(sheet.file);
	join_ends();
}

static int by_account(const void *a, const void *b)
{
	return strcmp(((const struct subscription *)a)->account, ((const struct subscription *)b)->account);
}

/* What a run of rows, an account's, comes to at the end of a day. */
static int64_t balance(const struct subscription *first, size_t count, int64_t day)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		if (first[i].start <= day && first[i].end > day)
			sum += first[i].cents;
	return sum;
}

struct figures {
	int64_t opening, new, reactivation, churn, closing;
	int64_t lost, gained; /* of accounts that were there at the opening, netted over the quarter */
	int64_t came, back, left;
	int64_t customers;
};

/* Day by day: what comes where nothing was is new, or reactivation; what goes so that nothing is left is churn. */
static void add_account(const struct subscription *first, size_t count, int64_t from, int64_t to,
			struct figures *out)
{
	int64_t before = balance(first, count, from - 1), opening = before;
	bool ever = false, ever_before;

	for (size_t i = 0; i < count && !ever; i++)
		for (int64_t day = first[i].start; day < from && !ever && first[i].cents; day++)
			ever = balance(first, count, day) > 0;
	ever_before = ever;
	for (int64_t day = from; day <= to; day++) {
		int64_t now = balance(first, count, day);

		if (!before && now)
			*(ever ? &out->reactivation : &out->new) += now;
		if (before && !now)
			out->churn += before;
		ever |= now > 0;
		before = now;
	}
	out->opening += opening;
	out->closing += before;
	out->lost += opening > before ? opening - before : 0;
	out->gained += opening && before > opening ? before - opening : 0;
	out->came += !opening && before && !ever_before;
	out->back += !opening && before && ever_before;
	out->left += opening && !before;
	out->customers += before > 0;
}

static struct figures reckon(const char *from, const char *to)
{
	struct figures figures = { 0 };

	for (size_t i = 0, next; i < rows.count; i = next) {
		for (next = i; next < rows.count && !strcmp(rows.items[next].account, rows.items[i].account);
		     next++)
			;
		add_account(&rows.items[i], next - i, day_number(from), day_number(to), &figures);
	}
	return figures;
}

static void assert_quarter(json_t *all, json_t *netted, size_t at)
{
	char from[64], to[64];
	struct figures own;

	(void)snprintf(from, sizeof from, "0.quarters.%zu.from", at);
	(void)snprintf(to, sizeof to, "0.quarters.%zu.to", at);
	own = reckon(json_string_value(json_at(all, from)), json_string_value(json_at(all, to)));
	cr_assert_eq(quarter_cents(all, at, "opening"), own.opening, "opening of %zu", at);
	cr_assert_eq(quarter_cents(all, at, "new"), own.new, "new of %zu", at);
	cr_assert_eq(quarter_cents(all, at, "reactivation"), own.reactivation, "reactivation of %zu", at);
	cr_assert_eq(quarter_cents(all, at, "churn"), own.churn, "churn of %zu", at);
	cr_assert_eq(quarter_cents(all, at, "closing"), own.closing, "closing of %zu", at);
	cr_assert_eq(quarter_cents(all, at, "customers.new"), (own.came + own.back) * 100, "customers new of %zu",
		     at);
	cr_assert_eq(quarter_cents(all, at, "customers.reactivated"), own.back * 100, "customers back of %zu", at);
	cr_assert_eq(quarter_cents(all, at, "customers.churn"), own.left * 100, "customers lost of %zu", at);
	cr_assert_eq(quarter_cents(all, at, "customers.closing"), own.customers * 100, "customers of %zu", at);
	cr_assert_eq(quarter_cents(netted, at, "lost"), own.lost, "lost of %zu", at);
	cr_assert_eq(quarter_cents(netted, at, "gained"), own.gained, "gained of %zu", at);
}

Test(numbers_data, ravenstack_subscriptions)
{
	char *accounts = data_file("ravenstack-iso/ravenstack_accounts.csv");
	char *file = data_file("ravenstack-iso/ravenstack_subscriptions.csv");
	json_t *all, *netted;
	int64_t open;
	int open_count;

	read_ravenstack(file, &open, &open_count);
	cr_assert_eq(open, INT64_C(12191529600));
	cr_assert_eq(open_count, 4514);
	import("accounts", accounts, "500 added");
	import("subscriptions", file, "5000 added, 0 changed");
	import("subscriptions", file, "0 added, 0 changed, 5000 as before");
	DONE("the book is sound", "check");
	qsort(rows.items, rows.count, sizeof *rows.items, by_account);
	all = JSON_OF("--as-of", "2024-12-31", "numbers", "--json");
	netted = JSON_OF("--as-of", "2024-12-31", "numbers", "--by", "account", "--json");
	cr_assert_eq(json_array_size(json_at(all, "0.quarters")), 8);
	for (size_t at = 0; at < 8; at++)
		assert_quarter(all, netted, at);
	cr_assert_eq(quarter_cents(all, 7, "closing"), open, "what is open is what the last quarter closes with");
	json_decref(all);
	json_decref(netted);
	all = JSON_OF("numbers", "--json");
	cr_assert_eq(quarter_cents(all, 7, "closing"), open);
	json_decref(all);
	DONE("4514 of 5000 subscriptions are open, of 121915296.00 USD a year", "import", "subscriptions", file);
	vec_free(&rows);
	free(accounts);
	free(file);
}

/* ---- Telco ---- */

struct telco {
	int64_t monthly, monthly_left; /* of all customers, of those who left */
	size_t customers, left;
};

static struct telco read_telco(const char *path)
{
	struct telco telco = { 0 };
	struct sheet sheet;

	open_sheet(&sheet, path);
	while (next_row(&sheet)) {
		int64_t charge = cents(cell(&sheet, "MonthlyCharges"));
		bool left = !strcmp(cell(&sheet, "Churn"), "Yes");

		telco.monthly += charge;
		telco.monthly_left += left ? charge : 0;
		telco.customers++;
		telco.left += left;
	}
	fclose(sheet.file);
	return telco;
}

/* The charges of 456,116.60 a month are of all 7,043 customers, those who left among them: what the book ever won is
 * twelve times that. */
Test(numbers_data, telco_customers)
{
	char *file = data_file("telco-churn/Telco-Customer-Churn.csv");
	struct telco telco = read_telco(file);
	int64_t won;
	json_t *all, *churn, *quarters, *quarter;
	size_t at;

	cr_assert_eq(telco.monthly, 45611660);
	cr_assert_eq(telco.left, 1869);
	import("accounts", file, "7043 added");
	import("subscriptions", file, "7043 added");
	import("subscriptions", file, "7043 as before");
	DONE("the book is sound", "check");
	all = JSON_OF("numbers", "--json");
	quarters = json_at(all, "0.quarters");
	won = quarter_cents(all, 0, "opening");
	json_array_foreach(quarters, at, quarter) won += quarter_cents(all, at, "new");
	cr_assert_eq(won, 12 * telco.monthly);
	cr_assert_eq(quarter_cents(all, 7, "churn"), 12 * telco.monthly_left);
	cr_assert_eq(quarter_cents(all, 7, "closing"), 12 * (telco.monthly - telco.monthly_left));
	cr_assert_eq(quarter_cents(all, 7, "customers.closing"), (int64_t)(telco.customers - telco.left) * 100);
	json_decref(all);
	churn = JSON_OF("numbers", "open", "2026-Q4", "churn", "--json");
	cr_assert_eq(json_array_size(json_at(churn, "0.parts")), telco.left);
	cr_assert_eq(cents_at(churn, "0.total"), 12 * telco.monthly_left);
	json_decref(churn);
	free(file);
}
