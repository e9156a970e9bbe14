/* opportunity through the program: won, lost, opened again, and the movement that goes with it. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "run.h"

static void begin(void)
{
	run_begin();
}

TestSuite(opportunity, .init = begin, .fini = run_end);

static void says_number(json_t *root, const char *path, double expected)
{
	json_t *value = json_at(root, path);

	cr_assert(json_is_number(value), "%s", path);
	cr_assert_eq(json_number_value(value), expected, "%s", path);
}

static void says_text(json_t *root, const char *path, const char *expected)
{
	const char *value = json_string_value(json_at(root, path));

	cr_assert_not_null(value, "%s", path);
	cr_assert_str_eq(value, expected, "%s", path);
}

/* The ARR of Ash, and how many movements it is the sum of. */
static void arr_is(double arr, size_t movements)
{
	json_t *account = JSON_OF("show", "Ash", "--json"), *list = JSON_OF("movement", "list", "Ash", "--json");
	json_t *value = json_at(account, "arr");

	cr_assert_eq(json_is_number(value) ? json_number_value(value) : 0, arr);
	cr_assert_eq(json_array_size(list), movements);
	json_decref(account);
	json_decref(list);
}

static void one_deal(void)
{
	DONE("", "add", "Ash");
	DONE("wrote down the opportunity 'First plant' of 1000.00 EUR", "opportunity", "add", "Ash", "First plant",
	     "1000", "EUR", "close=2026-12-31", "probability=60", "note=they like it");
}

Test(opportunity, the_first_that_is_won_is_new_and_undo_takes_both_back)
{
	json_t *list;

	one_deal();
	arr_is(0, 0);
	DONE("won the opportunity 'First plant' of 1000.00 EUR with Ash", "opportunity", "won", "Ash", "First");
	arr_is(1000, 1);
	list = JSON_OF("movement", "list", "Ash", "--json");
	says_text(list, "0.kind", "new");
	says_text(list, "0.on", "2026-11-22");
	says_text(list, "0.note", "First plant");
	json_decref(list);
	DONE("", "undo", "--yes");
	arr_is(0, 0);
	list = JSON_OF("opportunity", "list", "Ash", "--json");
	says_text(list, "0.state", "open");
	says_text(list, "0.close_date", "2026-12-31");
	says_text(list, "0.note", "they like it");
	says_number(list, "0.probability", 60);
	cr_assert(json_is_null(json_at(list, "0.movement")));
	json_decref(list);
	DONE("", "redo");
	arr_is(1000, 1);
	DONE("the book is sound", "check");
}

Test(opportunity, further_ones_are_what_they_are)
{
	json_t *list;

	one_deal();
	DONE("", "opportunity", "won", "Ash", "First", "--on", "2026-11-22");
	DONE("", "undo", "--yes");
	DONE("", "movement", "add", "Ash", "new", "500 EUR", "--on", "2026-01-01");
	DONE("", "opportunity", "won", "Ash", "First");
	DONE("", "opportunity", "add", "Ash", "Seats", "20.50", "--on", "2026-11-01");
	DONE("", "opportunity", "add", "Ash", "Line", "3", "kind=upsell", "--on", "2026-11-01");
	DONE("on 2026-11-15", "opportunity", "won", "Ash", "Line", "--on", "2026-11-15");
	DONE("", "opportunity", "won", "Ash", "Seats");
	list = JSON_OF("movement", "list", "Ash", "--json");
	cr_assert_eq(json_array_size(list), 4);
	says_text(list, "1.kind", "upsell");
	says_text(list, "1.note", "Line");
	for (int i = 2; i < 4; i++) {
		json_t *movement = json_array_get(list, (size_t)i);
		bool first = !strcmp(json_string_value(json_object_get(movement, "note")), "First plant");

		/* a new deal of one who is a customer is something further */
		cr_assert_str_eq(json_string_value(json_object_get(movement, "kind")),
				 first ? "upsell" : "expansion");
	}
	json_decref(list);
	arr_is(1523.5, 4);
}

Test(opportunity, reopening_takes_the_movement_back_and_a_change_changes_it)
{
	json_t *record;

	one_deal();
	DONE("", "opportunity", "won", "Ash", "First");
	DONE("set name, amount of the opportunity 'First plant'", "opportunity", "set", "Ash", "First",
	     "amount=1200", "name=Both plants");
	arr_is(1200, 1);
	DONE("", "opportunity", "set", "Ash", "Both", "probability=", "note=");
	arr_is(1200, 1);
	DONE("opened again the opportunity 'Both plants' of 1200.00 EUR with Ash; its new of 1200.00 EUR on "
	     "2026-11-22 "
	     "went, ARR is 0.00 EUR",
	     "opportunity", "reopen", "Ash", "Both");
	arr_is(0, 0);
	DONE("lost the opportunity", "opportunity", "lost", "Ash", "Both", "--on", "2026-11-22");
	DONE("nothing to change", "opportunity", "lost", "Ash", "Both");
	arr_is(0, 0);
	record = JSON_OF("opportunity", "won", "Ash", "Both", "--json");
	says_text(record, "record.state", "won");
	says_text(record, "record.closed_on", "2026-11-22");
	cr_assert(json_is_null(json_at(record, "record.probability")));
	cr_assert(json_is_null(json_at(record, "record.note")));
	says_number(record, "arr", 1200);
	json_decref(record);
	DONE("removed the opportunity", "opportunity", "remove", "Ash", "Both");
	arr_is(0, 0);
	DONE("", "undo", "--yes");
	arr_is(1200, 1);
}

Test(opportunity, what_is_lost_after_all_says_which_movement_went)
{
	one_deal();
	DONE("", "movement", "add", "Ash", "new", "300 EUR", "--on", "2026-01-01");
	DONE("", "opportunity", "won", "Ash", "First");
	DONE("; its upsell of 1000.00 EUR", "opportunity", "lost", "Ash", "First");
	DONE("", "undo", "--yes");
	DONE(" on 2026-11-22 went, ARR is 300.00 EUR", "opportunity", "lost", "Ash", "First");
	arr_is(300, 1);
}

/* What was done to the movement by hand is so; the deal knows of it. */
Test(opportunity, whose_movement_was_changed_by_hand)
{
	json_t *list;

	one_deal();
	DONE("", "opportunity", "won", "Ash", "First");
	DONE("", "movement", "set", "Ash", "2026-11-22", "amount=900", "date=2026-11-20");
	arr_is(900, 1);
	DONE("", "opportunity", "reopen", "Ash", "First");
	arr_is(0, 0);
	DONE("", "opportunity", "won", "Ash", "First");
	DONE("", "movement", "remove", "Ash", "2026-11-22");
	DONE("won, no movement", "opportunity", "list", "Ash");
	DONE("2026-11-22", "opportunity", "list", "Ash");
	list = JSON_OF("opportunity", "list", "Ash", "--json");
	cr_assert(json_is_null(json_at(list, "0.movement")));
	json_decref(list);
	DONE("won the opportunity", "opportunity", "won", "Ash", "First");
	arr_is(1000, 1);
	DONE("the book is sound", "check");
}

/* As of an earlier day it was open, and before it was known it was not there. */
Test(opportunity, as_of_a_day)
{
	json_t *list;

	DONE("", "add", "Ash");
	DONE("", "opportunity", "add", "Ash", "Old", "10 EUR", "--on", "2026-03-01");
	DONE("", "opportunity", "won", "Ash", "Old", "--on", "2026-06-01");
	list = JSON_OF("--as-of", "2026-05-01", "opportunity", "list", "Ash", "--json");
	says_text(list, "0.state", "open");
	json_decref(list);
	list = JSON_OF("--as-of", "2026-02-01", "opportunity", "list", "--json");
	cr_assert_eq(json_array_size(list), 0);
	json_decref(list);
	list = JSON_OF("--as-of", "2026-06-01", "opportunity", "list", "--json");
	says_text(list, "0.account", "Ash");
	says_text(list, "0.state", "won");
	json_decref(list);
	FAILED("not known yet", "opportunity", "won", "Ash", "Old", "--on", "2026-01-01");
}

Test(opportunity, of_all_accounts)
{
	DONE("", "add", "Beech");
	DONE("no opportunity yet", "opportunity", "list");
	one_deal();
	DONE("no opportunity yet", "opportunity", "list", "Beech");
	DONE("", "opportunity", "add", "Beech", "Trial", "5 USD");
	DONE("Beech", "opportunity", "list");
	DONE("First plant", "opportunity", "list");
}

Test(opportunity, what_cannot_be_is_refused)
{
	one_deal();
	USAGE("wants an account", "opportunity", "add");
	USAGE("a name and an amount", "opportunity", "add", "Ash", "x");
	USAGE("a name and an amount", "opportunity", "add", "Ash", "x", "kind=new");
	USAGE("given already", "opportunity", "add", "Ash", "x", "5 EUR", "amount=7");
	FAILED("is none", "opportunity", "add", "Ash", "x", "5 EUR", "kind=churn");
	FAILED("share of 100", "opportunity", "add", "Ash", "x", "5 EUR", "probability=101");
	FAILED("more than 0", "opportunity", "add", "Ash", "x", "0 EUR");
	FAILED("amount", "opportunity", "add", "Ash", "x", "many", "EUR");
	FAILED("currency is not known", "opportunity", "add", "Ash", "x", "5");
	FAILED("there is an opportunity 'First plant' already", "opportunity", "add", "Ash", "first plant",
	       "5 EUR");
	FAILED("after today", "opportunity", "won", "Ash", "First", "--on", "2026-11-23");
	FAILED("no opportunity 'Other'", "opportunity", "won", "Ash", "Other");
	USAGE("there is no field 'amont'; did you mean 'amount'?", "opportunity", "set", "Ash", "First", "amont=5");
	DONE("", "movement", "add", "Ash", "new", "5 USD");
	FAILED("two currencies", "opportunity", "won", "Ash", "First");
	arr_is(5, 1);
}

/* Over the whole book as over one account: what is open by the day it is to be closed, then what is not. */
Test(opportunity, those_of_all_accounts_are_one_list)
{
	static const char *const accounts[] = { "Birch", "Ash", "Birch", "Ash" };
	static const char *const deals[] = { "Soon", "Later", "Without a day", "Gone" };
	json_t *list;

	DONE("", "add", "Ash");
	DONE("", "add", "Birch");
	DONE("", "opportunity", "add", "Ash", "Gone", "100", "EUR");
	DONE("", "opportunity", "lost", "Ash", "Gone");
	DONE("", "opportunity", "add", "Birch", "Without a day", "100", "EUR");
	DONE("", "opportunity", "add", "Ash", "Later", "100", "EUR", "close=2027-03-01");
	DONE("", "opportunity", "add", "Birch", "Soon", "100", "EUR", "close=2026-12-01");
	list = JSON_OF("opportunity", "list", "--json");
	cr_assert_eq(json_array_size(list), 4);
	for (size_t i = 0; i < 4; i++) {
		json_t *deal = json_array_get(list, i);

		says_text(deal, "account", accounts[i]);
		says_text(deal, "name", deals[i]);
	}
	json_decref(list);
}
