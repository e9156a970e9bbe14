/*
 * The numbers of a book: parts and the whole, what a view keeps, what a figure opens to. They are held against a second
 * computation in test_numbers_sql.c.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "storage/book_private.h"
#include "storage/check_numbers.h"
#include "storage/numbers.h"
#include "tests/storage/revenue.h"

enum { PERIODS = 8 };

static struct number_period periods[PERIODS];

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

static struct numbers_query query_of(enum number_level level)
{
	return (struct numbers_query){ .as_of = TODAY, .level = level, .periods = periods, .count = PERIODS };
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
