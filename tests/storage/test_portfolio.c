/* Finding, ordering and totting up accounts. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "tests/storage/fixture.h"

static void set(struct fixture *f, int64_t id, int64_t arr, const char *currency, day_t renewal,
		enum account_status status)
{
	struct account_state state = {
		.says_renewal = true, .renewal = renewal, .says_status = true, .status = status
	};

	cr_assert_eq(journal_begin(f->book, &f->error), 0);
	cr_assert_eq(account_set_state(f->book, id, TODAY - 1, &state, NULL, &f->error), 0);
	if (arr >= 0)
		cr_assert_eq(movement_set_arr(f->book, id, TODAY, arr, currency, NULL, &f->error), 0, "%s",
			     f->error.text);
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "set", id, "set" }, NULL, &f->error),
		     0);
}

static void assert_found(struct fixture *f, const char *name, int64_t expected)
{
	int64_t id = 0;

	cr_assert_eq(account_find(f->book, name, &id, &f->error), 0, "%s: %s", name, f->error.text);
	cr_assert_eq(id, expected, "%s", name);
}

static void assert_not_found(struct fixture *f, const char *name, enum error_kind kind, const char *word)
{
	int64_t id;

	cr_assert_eq(account_find(f->book, name, &id, &f->error), -1, "%s", name);
	cr_assert_eq(f->error.kind, kind, "%s: %s", name, f->error.text);
	cr_assert_not_null(strstr(f->error.text, word), "%s: %s", name, f->error.text);
}

Test(portfolio, an_account_is_found_by_id_name_or_start)
{
	struct fixture f;
	int64_t north, northwest, contoso;
	char number[32];

	fixture_open(&f);
	north = fixture_account(&f, "North");
	northwest = fixture_account(&f, "Northwest Traders");
	contoso = fixture_account(&f, "Contoso \xc3\x84rzte");
	assert_found(&f, "North", north); /* exact before start */
	assert_found(&f, "northw", northwest);
	assert_found(&f, "CONTOSO \xc3\xa4RZTE", contoso);
	snprintf(number, sizeof number, "#%lld", (long long)contoso);
	assert_found(&f, number, contoso);
	assert_not_found(&f, "Nor", ERROR_AMBIGUOUS, "Northwest Traders");
	assert_not_found(&f, "Contosu \xc3\xa4rzte", ERROR_NOT_FOUND, "did you mean Contoso");
	assert_not_found(&f, "#17", ERROR_NOT_FOUND, "#17");
	assert_not_found(&f, "#x", ERROR_INPUT, "number");
	assert_not_found(&f, "", ERROR_USAGE, "account");
	fixture_close(&f);
}

Test(portfolio, orders_put_the_unknown_last_both_ways)
{
	struct ids order = { 0 };
	struct fixture f;
	int64_t a, b, c;

	fixture_open(&f);
	a = fixture_account(&f, "Beta");
	b = fixture_account(&f, "alpha");
	c = fixture_account(&f, "Gamma");
	set(&f, a, 500, "EUR", TODAY + 5, STATUS_ACTIVE);
	set(&f, b, 900, "EUR", TODAY + 50, STATUS_ACTIVE);
	cr_assert_eq(portfolio_order(f.book, COLUMN_NAME, false, 0, &order, &f.error), 0, "%s", f.error.text);
	cr_assert(order.count == 3 && order.items[0] == b && order.items[1] == a && order.items[2] == c);
	vec_clear(&order);
	cr_assert_eq(portfolio_order(f.book, COLUMN_RENEWAL, false, 0, &order, &f.error), 0);
	cr_assert(order.items[0] == a && order.items[1] == b && order.items[2] == c);
	vec_clear(&order);
	cr_assert_eq(portfolio_order(f.book, COLUMN_RENEWAL, true, 0, &order, &f.error), 0);
	cr_assert(order.items[0] == b && order.items[1] == a && order.items[2] == c);
	vec_clear(&order);
	cr_assert_eq(portfolio_order(f.book, COLUMN_AT_STAKE, true, 2, &order, &f.error), 0);
	cr_assert_eq(order.count, 2);
	cr_assert_eq(order.items[0], a, "renewal in 5 days without a plan: more at stake than a healthy 900");
	vec_free(&order);
	fixture_close(&f);
}

/* Every column: the order that SQL gives is the one that column_compare() gives. */
Test(portfolio, sql_and_core_agree_on_every_order)
{
	struct account_row rows[6] = { 0 };
	struct ids order = { 0 };
	struct fixture f;
	int64_t ids[6];

	fixture_open(&f);
	for (int i = 0; i < 6; i++) {
		char name[2] = { (char)('F' - i), 0 };

		ids[i] = fixture_account(&f, name);
		if (i != 3)
			set(&f, ids[i], i * 137 % 500, i % 2 ? "EUR" : "USD",
			    i == 4 ? DAY_NONE : TODAY + i * 61 % 90, (enum account_status)(i % 3));
		fixture_answer(&f, ids[i], i % 2 ? "a" : "b", i % 3 ? ANSWER_YES : ANSWER_NO, TODAY - i * 7);
	}
	for (int column = 0; column < COLUMN_COUNT; column++) {
		for (int descending = 0; descending < 2; descending++) {
			vec_clear(&order);
			cr_assert_eq(portfolio_order(f.book, (enum column)column, descending, 0, &order, &f.error),
				     0, "%s", f.error.text);
			cr_assert_eq(order.count, 6);
			cr_assert_eq(portfolio_rows(f.book, order.items, 6, rows, &f.error), 0, "%s", f.error.text);
			for (int i = 1; i < 6; i++)
				cr_expect_lt(
					column_compare((enum column)column, descending, &rows[i - 1], &rows[i]), 0,
					"%s %s: %s before %s", column_info((enum column)column)->key,
					descending ? "down" : "up", rows[i - 1].name, rows[i].name);
		}
	}
	for (int i = 0; i < 6; i++)
		account_row_clear(&rows[i]);
	vec_free(&order);
	fixture_close(&f);
}

Test(portfolio, totals_keep_currencies_apart_and_leave_out_the_churned)
{
	struct totals totals;
	struct fixture f;

	fixture_open(&f);
	set(&f, fixture_account(&f, "A"), 1000, "EUR", TODAY + 200, STATUS_ACTIVE);
	set(&f, fixture_account(&f, "B"), 500, "EUR", TODAY - 3, STATUS_ACTIVE); /* overdue: commercial 0, risk */
	set(&f, fixture_account(&f, "C"), 7000, "USD", DAY_NONE, STATUS_PROSPECT);
	set(&f, fixture_account(&f, "D"), 900, "EUR", TODAY - 3, STATUS_CHURNED);
	cr_assert_eq(portfolio_totals(f.book, &totals, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(totals.accounts, 3);
	cr_assert_eq(totals.churned, 1);
	cr_assert_eq(totals.at_risk, 1);
	cr_assert_eq(totals.count, 2);
	cr_assert_str_eq(totals.sums[0].currency, "USD");
	cr_assert_eq(totals.sums[0].arr, 7000);
	cr_assert_str_eq(totals.sums[1].currency, "EUR");
	cr_assert_eq(totals.sums[1].arr, 1500);
	cr_assert_eq(totals.sums[1].arr_at_risk, 500);
	fixture_close(&f);
}

Test(portfolio, search_finds_parts_of_names)
{
	struct ids found = { 0 };
	struct fixture f;
	int64_t id;

	fixture_open(&f);
	fixture_account(&f, "Contoso");
	id = fixture_account(&f, "Northwind");
	cr_assert_eq(portfolio_search(f.book, "THW", &found, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(found.count, 1);
	cr_assert_eq(found.items[0], id);
	vec_free(&found);
	fixture_close(&f);
}
