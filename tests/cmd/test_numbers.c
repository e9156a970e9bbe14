/* movement and numbers through the program: the four accounts of the definitions, worked by hand. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "run.h"

static void begin(void)
{
	run_begin();
}

TestSuite(numbers, .init = begin, .fini = run_end);

/* 100 to 130, 80, 0 and 100 in the third quarter of 2026. */
static void four_accounts(void)
{
	DONE("", "add", "Ash", "segment=large", "csm=ana");
	DONE("", "add", "Beech", "segment=large", "csm=ben");
	DONE("", "add", "Cedar", "segment=small", "csm=ana");
	DONE("", "add", "Doum", "segment=small", "csm=ben");
	DONE("", "movement", "add", "Ash", "new", "100 EUR", "--on", "2026-02-01");
	DONE("", "movement", "add", "Beech", "new", "100 EUR", "--on", "2026-02-01");
	DONE("", "movement", "add", "Cedar", "new", "100 EUR", "--on", "2026-02-01");
	DONE("", "movement", "add", "Doum", "new", "100 EUR", "--on", "2026-02-01");
	DONE("", "movement", "add", "Ash", "expansion", "30", "line=Plus", "--on", "2026-07-01");
	DONE("", "movement", "add", "Beech", "contraction", "20", "--on", "2026-08-01");
	DONE("", "movement", "add", "Cedar", "churn", "--on", "2026-09-30");
}

static double number_at(json_t *root, const char *path)
{
	json_t *value = json_at(root, path);

	cr_assert(json_is_number(value), "%s", path);
	return json_number_value(value);
}

Test(numbers, the_four_accounts)
{
	json_t *all;

	four_accounts();
	all = JSON_OF("numbers", "--json");
	cr_assert_eq(json_array_size(all), 1);
	cr_assert_str_eq(json_string_value(json_at(all, "0.currency")), "EUR");
	cr_assert_str_eq(json_string_value(json_at(all, "0.level")), "movement");
	cr_assert_eq(json_array_size(json_at(all, "0.quarters")), 8);
	cr_assert_str_eq(json_string_value(json_at(all, "0.quarters.6.quarter")), "2026-Q3");
	cr_assert(json_is_true(json_at(all, "0.quarters.7.running")));
	cr_expect_eq(number_at(all, "0.quarters.6.opening"), 400);
	cr_expect_eq(number_at(all, "0.quarters.6.expansion"), 30);
	cr_expect_eq(number_at(all, "0.quarters.6.contraction"), 20);
	cr_expect_eq(number_at(all, "0.quarters.6.churn"), 100);
	cr_expect_eq(number_at(all, "0.quarters.6.closing"), 310);
	cr_expect_eq(number_at(all, "0.quarters.6.grr"), 70);
	cr_expect_eq(number_at(all, "0.quarters.6.nrr"), 77.5);
	cr_expect_eq(number_at(all, "0.quarters.6.logo_churn"), 25);
	cr_expect_eq(number_at(all, "0.quarters.6.customers.opening"), 4);
	cr_expect_eq(number_at(all, "0.quarters.6.customers.churn"), 1);
	cr_expect_eq(number_at(all, "0.quarters.6.customers.closing"), 3);
	cr_expect(json_is_null(json_at(all, "0.quarters.4.grr")), "nothing was there");
	json_decref(all);
}

Test(numbers, a_segment_a_csm_a_filter_a_quarter)
{
	json_t *part;

	four_accounts();
	part = JSON_OF("numbers", "--segment", "small", "--quarter", "2026-Q3", "--json");
	cr_assert_eq(json_array_size(json_at(part, "0.quarters")), 1);
	cr_expect_eq(number_at(part, "0.quarters.0.opening"), 200);
	cr_expect_eq(number_at(part, "0.quarters.0.grr"), 50);
	json_decref(part);
	part = JSON_OF("numbers", "segment=large", "--csm", "ana", "--quarter", "2026-Q3", "--json");
	cr_expect_eq(number_at(part, "0.quarters.0.nrr"), 130);
	json_decref(part);
	part = JSON_OF("numbers", "--quarter", "2026", "--json");
	cr_expect_eq(number_at(part, "0.quarters.0.new"), 400);
	json_decref(part);
	DONE("nothing of an account that fits", "numbers", "--segment", "none");
	USAGE("no quarter like", "numbers", "--quarter", "2027-Q1");
	USAGE("segment", "numbers", "segmnt=x");
}

Test(numbers, a_figure_opens_to_what_it_is_made_of)
{
	json_t *parts;
	double sum = 0;
	size_t index;
	json_t *part;

	four_accounts();
	parts = JSON_OF("numbers", "open", "2026-Q3", "opening", "--json");
	cr_assert_eq(json_array_size(json_at(parts, "0.parts")), 4);
	json_array_foreach(json_at(parts, "0.parts"), index, part)
		sum += json_number_value(json_object_get(part, "amount"));
	cr_expect_eq(sum, number_at(parts, "0.total"));
	json_decref(parts);
	parts = JSON_OF("numbers", "open", "2026-Q3", "nrr", "--json");
	cr_assert_eq(json_array_size(parts), 3, "opening, lost, gained");
	cr_expect_str_eq(json_string_value(json_at(parts, "2.figure")), "gained");
	cr_expect_str_eq(json_string_value(json_at(parts, "2.parts.0.name")), "Ash");
	cr_expect_str_eq(json_string_value(json_at(parts, "2.parts.0.line")), "Plus");
	cr_expect_str_eq(json_string_value(json_at(parts, "2.parts.0.on")), "2026-07-01");
	json_decref(parts);
	DONE("churn,EUR,Cedar,2026-09-30,churn,,100.00", "numbers", "open", "2026-Q3", "churn", "--format", "csv");
	DONE("Customers lost of 2026-Q3", "numbers", "open", "2026-Q3", "customers_churned", "--by", "account");
	USAGE("there is no figure 'winnings'", "numbers", "open", "2026-Q3", "winnings");
	USAGE("wants a quarter and a figure", "numbers", "open", "2026-Q3");
}

/* What NRR comes from: 400 at the opening, 120 lost, 30 gained. */
Test(numbers, a_cell_of_a_page_opens_to_its_cases)
{
	json_t *cells, *group, *one;
	size_t g, c;

	four_accounts();
	cells = JSON_OF("numbers", "open", "retention", "nrr", "2026-Q3", "--json");
	cr_assert_eq(json_array_size(cells), 1);
	cr_expect_eq(number_at(cells, "0.value"), 77.5);
	cr_expect_str_eq(json_string_value(json_at(cells, "0.currency")), "EUR");
	cr_expect_eq(number_at(cells, "0.groups.0.total"), 400);
	cr_expect_eq(number_at(cells, "0.groups.1.total"), 120);
	cr_expect_eq(number_at(cells, "0.groups.2.total"), 30);
	cr_expect_str_eq(json_string_value(json_at(cells, "0.groups.2.cases.0.what")), "expansion, Plus");
	json_array_foreach(json_at(cells, "0.groups"), g, group)
	{
		double sum = 0;

		json_array_foreach(json_object_get(group, "cases"), c, one)
			sum += json_number_value(json_object_get(one, "value"));
		cr_expect_eq(sum, json_number_value(json_object_get(group, "total")));
	}
	json_decref(cells);
	DONE("retention,EUR,churn,2026-Q3,churn,Cedar,2026-09-30,churn,100.00", "numbers", "open", "retention",
	     "churn", "2026-Q3", "--format", "csv");
	DONE("Churn of 2026-Q3: EUR, by movement, segment=small: \xe2\x82\xac"
	     "100",
	     "numbers", "open", "retention", "churn", "2026-Q3", "segment=small");
	DONE("Churn of 2026: EUR, by movement: \xe2\x82\xac"
	     "100",
	     "numbers", "open", "retention", "churn", "2026");
	USAGE("there is no figure 'winnings' in retention, but opening, new", "numbers", "open", "retention",
	      "winnings", "2026-Q3");
	USAGE("churn has no column '2030-Q1', but 2025-Q1, 2025-Q2", "numbers", "open", "retention", "churn",
	      "2030-Q1");
	USAGE("retention has no grid 'month', but retention, year", "numbers", "open", "retention", "month/churn",
	      "2026-Q3");
	USAGE("there is no figure 'churn' in retention, but opening, lost", "numbers", "open", "retention",
	      "year/churn", "year");
	USAGE("wants a row and a column", "numbers", "open", "retention", "churn");
	FAILED("nothing in grr of 2025-Q1 to open", "numbers", "open", "retention", "grr", "2025-Q1");
}

Test(numbers, a_page_by_its_name)
{
	json_t *page;

	four_accounts();
	page = JSON_OF("numbers", "retention", "csm=ana", "--json");
	cr_assert_eq(json_array_size(page), 2);
	cr_expect_str_eq(json_string_value(json_at(page, "1.key")), "year");
	cr_expect_str_eq(json_string_value(json_at(page, "0.page")), "retention");
	cr_expect_str_eq(json_string_value(json_at(page, "0.currency")), "EUR");
	cr_expect_str_eq(json_string_value(json_at(page, "0.title")), "EUR, by movement, csm=ana");
	cr_expect_str_eq(json_string_value(json_at(page, "0.columns.6.key")), "2026-Q3");
	cr_expect_str_eq(json_string_value(json_at(page, "0.rows.0.key")), "opening");
	cr_expect_eq(number_at(page, "0.rows.0.cells.6"), 200);
	cr_expect(json_is_null(json_at(page, "0.rows.10.cells.0")), "GRR of nothing");
	json_decref(page);
	DONE("grid,currency,row,2025-Q1,", "numbers", "retention", "--format", "csv");
	DONE("retention,EUR,grr,,,,,,100.00,70.00,100.00", "numbers", "retention", "--format", "csv");
	DONE("grr", "numbers", "define", "retention");
	USAGE("there is no page 'retenton', but retention", "numbers", "retenton");
	USAGE("there is no page 'x'", "numbers", "define", "x");
}

/* Both currencies of a book, and a name that would like to be more than one. */
Test(numbers, currencies_stay_apart_and_names_are_only_names)
{
	four_accounts();
	DONE("", "add", "Elm <b>|x", "csm==evil");
	DONE("", "movement", "add", "Elm <b>|x", "new", "5 JPY", "--on", "2026-08-01");
	DONE("retention,JPY,new,0,0,0,0,0,0,5,0", "numbers", "retention", "--format", "csv");
	DONE("retention,JPY,new,2026-Q3,new,Elm <b>|x,2026-08-01,new,5", "numbers", "open", "retention", "new",
	     "2026-Q3", "--format", "csv");
	DONE("| Elm \\<b\\>\\|x | 2026-08-01 | new | \xc2\xa5"
	     "5 |",
	     "numbers", "open", "retention", "new", "2026-Q3", "--format", "md");
	DONE("<td class=\"text\">Elm &lt;b&gt;|x</td>", "numbers", "open", "retention", "new", "2026-Q3",
	     "--format", "html");
}

Test(numbers, every_format)
{
	four_accounts();
	DONE("EUR,movement,2026-Q3,2026-07-01,2026-09-30,400.00,0.00,0.00,30.00", "numbers", "--format", "csv");
	DONE("| GRR |", "numbers", "--format", "md");
	DONE("<td>70.00 %</td>", "numbers", "--format", "html");
	DONE("name~&quot;A&quot;", "numbers", "--format", "html", "name~\"A\"");
	DONE("gross revenue retention", "numbers", "define");
	DONE("EUR, by account", "numbers", "--by", "account");
}

Test(numbers, the_fiscal_year_begins_when_it_is_said)
{
	json_t *all;

	four_accounts();
	cr_assert_eq(mkdir(run_path("waymark"), 0700), 0);
	run_write_file("waymark/waymark.cfg", "fiscal_year_start = 2;\n");
	all = JSON_OF("numbers", "--json");
	cr_assert_str_eq(json_string_value(json_at(all, "0.quarters.7.quarter")), "2027-Q4");
	cr_assert_str_eq(json_string_value(json_at(all, "0.quarters.7.from")), "2026-11-01");
	json_decref(all);
	DONE("EUR, by movement; fiscal years begin in February\n", "numbers");
	DONE("EUR; fiscal years begin in February\n", "numbers", "forecast");
	DONE("EUR; fiscal years begin in February\n", "numbers", "cohorts");
	DONE("EUR, by movement; fiscal years begin in February\n", "numbers", "--compare", "2027-Q1");
	all = JSON_OF("numbers", "retention", "--json");
	cr_expect_str_eq(json_string_value(json_at(all, "0.title")),
			 "EUR, by movement; fiscal years begin in February");
	json_decref(all);
	run_write_file("waymark/waymark.cfg", "fiscal_year_start = 1;\n");
	DONE("EUR, by movement\n", "numbers");
}

/* ---- movement ---- */

Test(numbers, movements_are_written_changed_and_taken_back)
{
	json_t *list;

	DONE("", "add", "Ash");
	FAILED("the currency is not known", "movement", "add", "Ash", "new", "100");
	DONE("wrote down new", "movement", "add", "Ash", "new", "100.50 EUR", "line=Base", "--on", "2026-01-05");
	FAILED("is no movement", "movement", "add", "Ash", "gift", "5");
	FAILED("more than there is", "movement", "add", "Ash", "contraction", "200");
	FAILED("USD", "movement", "add", "Ash", "upsell", "5 USD");
	DONE("", "movement", "add", "Ash", "upsell", "20", "line=Plus", "note=asked for it", "date=2026-03-01");
	DONE("", "movement", "set", "Ash", "2026-03-01", "amount=25", "kind=expansion", "line=", "date=2026-03-02");
	list = JSON_OF("movement", "list", "Ash", "--json");
	cr_assert_eq(json_array_size(list), 2);
	cr_expect_str_eq(json_string_value(json_at(list, "1.kind")), "expansion");
	cr_expect_str_eq(json_string_value(json_at(list, "1.on")), "2026-03-02");
	cr_expect_str_eq(json_string_value(json_at(list, "1.note")), "asked for it");
	cr_expect(json_is_null(json_at(list, "1.line")));
	cr_expect_eq(number_at(list, "1.arr"), 125.5);
	json_decref(list);
	DONE("", "movement", "set", "Ash", "2026-03-02", "kind=contraction");
	list = JSON_OF("movement", "list", "Ash", "--json");
	cr_expect_eq(number_at(list, "1.amount"), -25);
	json_decref(list);
	DONE("", "undo", "--yes");
	DONE("removed expansion", "movement", "remove", "Ash", "2026-03-02");
	list = JSON_OF("show", "Ash", "--json");
	cr_expect_eq(number_at(list, "arr"), 100.5);
	json_decref(list);
	DONE("", "undo", "--yes");
	list = JSON_OF("show", "Ash", "--json");
	cr_expect_eq(number_at(list, "arr"), 125.5);
	json_decref(list);
	DONE("", "movement", "add", "Ash", "churn", "--on", "2026-04-01");
	list = JSON_OF("movement", "list", "Ash", "--json");
	cr_expect_eq(number_at(list, "2.amount"), -125.5);
	json_decref(list);
	FAILED("no movement '2020-01-01'", "movement", "remove", "Ash", "2020-01-01");
}
