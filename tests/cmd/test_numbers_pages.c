/* Pages of the numbers through the program: cohorts, the last year, periods side by side, the report. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "run.h"

static void begin(void)
{
	run_begin();
}

TestSuite(numbers_pages, .init = begin, .fini = run_end);

static double number_at(json_t *root, const char *path)
{
	json_t *value = json_at(root, path);

	cr_assert(json_is_number(value), "%s", path);
	return json_number_value(value);
}

static void move(const char *account, const char *kind, const char *amount, const char *on)
{
	DONE("", "movement", "add", account, kind, amount, "--on", on);
}

/* Alder came long ago. Birch and Cedar came in 2026-Q1; Birch grew in Q2, Cedar left in Q2 and was won back in Q3.
 * Dogwood came in 2026-Q2. */
static void four_cohorts(void)
{
	DONE("", "add", "Alder", "segment=large");
	DONE("", "add", "Birch", "segment=large");
	DONE("", "add", "Cedar", "segment=small");
	DONE("", "add", "Dogwood", "segment=small");
	move("Alder", "new", "1000 EUR", "2020-01-01");
	move("Birch", "new", "200 EUR", "2026-01-15");
	move("Cedar", "new", "100 EUR", "2026-03-31");
	move("Birch", "expansion", "50", "2026-04-02");
	move("Cedar", "churn", "100", "2026-05-01");
	move("Dogwood", "new", "400 EUR", "2026-06-30");
	move("Cedar", "reactivation", "75", "2026-09-01");
}

/* A million that grew by 2,000 and 1,000 in 2026-Q3. */
static void a_million(void)
{
	move("Alder", "new", "1000000 EUR", "2020-01-01");
	move("Alder", "expansion", "2000", "2026-07-01");
	move("Alder", "upsell", "1000", "2026-08-01");
}

/* A cell of the grid of that key, by the keys of its row and column. */
static json_t *cell_of(json_t *grids, const char *key, const char *row, const char *column)
{
	size_t g, r, c;
	json_t *grid, *one, *at;

	json_array_foreach(grids, g, grid)
	{
		if (strcmp(json_string_value(json_object_get(grid, "key")), key) != 0)
			continue;
		json_array_foreach(json_object_get(grid, "rows"), r,
				   one) if (!strcmp(json_string_value(json_object_get(one, "key")), row))
			json_array_foreach(
				json_object_get(grid, "columns"), c,
				at) if (!strcmp(json_string_value(json_object_get(at, "key")),
						column)) return json_array_get(json_object_get(one, "cells"), c);
	}
	cr_assert(false, "no cell %s, %s, %s", key, row, column);
	return NULL;
}

static double cell(json_t *grids, const char *key, const char *row, const char *column)
{
	json_t *value = cell_of(grids, key, row, column);

	cr_assert(json_is_number(value), "%s, %s, %s", key, row, column);
	return json_number_value(value);
}

Test(numbers_pages, customers_by_when_they_came)
{
	json_t *grids;

	four_cohorts();
	grids = JSON_OF("numbers", "cohorts", "--json");
	cr_assert_eq(json_array_size(grids), 4);
	cr_expect_eq(cell(grids, "customers", "before", "2026-Q3"), 1);
	cr_expect_eq(cell(grids, "customers", "2026-Q1", "2026-Q1"), 2);
	cr_expect_eq(cell(grids, "customers", "2026-Q1", "2026-Q2"), 1);
	cr_expect_eq(cell(grids, "customers", "2026-Q1", "2026-Q3"), 2,
		     "won back, still of the quarter it came in");
	cr_expect_eq(cell(grids, "customers", "2026-Q3", "2026-Q3"), 0, "won back is not new");
	cr_expect_eq(cell(grids, "customers", "all", "2026-Q3"), 4);
	cr_expect_eq(cell(grids, "arr", "2026-Q1", "2026-Q1"), 300);
	cr_expect_eq(cell(grids, "arr", "2026-Q1", "2026-Q3"), 325);
	cr_expect_eq(cell(grids, "arr", "all", "2026-Q3"), 1725);
	cr_expect_eq(cell(grids, "customers_kept", "2026-Q1", "2026-Q2"), 50);
	cr_expect_eq(cell(grids, "arr_kept", "2026-Q1", "2026-Q2"), 83.33, "250 / 300");
	cr_expect_eq(cell(grids, "arr_kept", "2026-Q1", "2026-Q3"), 108.33, "325 / 300");
	cr_expect(json_is_null(cell_of(grids, "customers", "2026-Q2", "2026-Q1")), "it had not come yet");
	cr_expect(json_is_null(cell_of(grids, "customers_kept", "2026-Q3", "2026-Q3")), "percent of nobody");
	json_decref(grids);
}

/* Every cell of the grid, opened, adds up to itself. */
Test(numbers_pages, cohorts_open_to_their_accounts)
{
	json_t *grids, *grid, *row, *column, *shown;
	size_t g, r, c;

	four_cohorts();
	grids = JSON_OF("numbers", "cohorts", "--json");
	json_array_foreach(grids, g, grid) json_array_foreach(json_object_get(grid, "rows"), r, row)
		json_array_foreach(json_object_get(grid, "columns"), c, column)
	{
		const char *key = json_string_value(json_object_get(row, "key"));
		const char *at = json_string_value(json_object_get(column, "key"));
		char name[64];
		json_t *opened;
		double sum = 0;
		size_t i;
		json_t *one;

		shown = json_array_get(json_object_get(row, "cells"), c);
		if (c < 4 || g > 1 || !json_is_number(shown))
			continue;
		snprintf(name, sizeof name, "%s/%s", json_string_value(json_object_get(grid, "key")), key);
		opened = JSON_OF("numbers", "open", "cohorts", name, at, "--json");
		json_array_foreach(json_at(opened, "0.groups.0.cases"), i, one)
			sum += json_number_value(json_object_get(one, "value"));
		cr_expect_eq(sum, json_number_value(shown), "%s %s", name, at);
		json_decref(opened);
	}
	json_decref(grids);
	grids = JSON_OF("numbers", "open", "cohorts", "arr_kept/2026-Q1", "2026-Q3", "--json");
	cr_expect_eq(number_at(grids, "0.groups.0.total"), 325);
	cr_expect_eq(number_at(grids, "0.groups.1.total"), 300);
	cr_expect_eq(json_array_size(json_at(grids, "0.groups.1.cases")), 2);
	json_decref(grids);
	DONE("arr,EUR,2026-Q1,2026-Q3,arr,Cedar,,,75.00", "numbers", "open", "cohorts", "arr/2026-Q1", "2026-Q3",
	     "segment=small", "--format", "csv");
}

/* 1,000 since long; 10 went on the last day before the twelve months, so 990 are there at their opening. */
static void a_year(const char *lost)
{
	DONE("", "add", "Ash");
	move("Ash", "new", "1000 EUR", "2024-01-01");
	move("Ash", "contraction", "10", "2025-11-22");
	move("Ash", "contraction", lost, "2025-11-23");
}

static bool is_listed(json_t *list, const char *word)
{
	size_t i;
	json_t *one;

	json_array_foreach(list, i, one) if (!strcmp(json_string_value(one), word)) return true;
	return false;
}

static void churns(double percent, bool marked, bool beyond)
{
	json_t *grids = JSON_OF("numbers", "retention", "--json"), *row;
	size_t r;

	cr_expect_eq(cell(grids, "year", "opening", "year"), 990);
	cr_expect_eq(cell(grids, "year", "gross_churn", "year"), percent);
	json_array_foreach(json_at(grids, "1.rows"), r, row)
	{
		bool churn = !strcmp(json_string_value(json_object_get(row, "key")), "gross_churn");

		cr_expect_eq(is_listed(json_object_get(row, "marked"), "year"), churn && marked);
		cr_expect_eq(is_listed(json_object_get(row, "beyond"), "year"), churn && beyond);
	}
	json_decref(grids);
}

Test(numbers_pages, churn_of_a_year_at_its_limit)
{
	a_year("49.50");
	churns(5, false, false);
}

Test(numbers_pages, churn_of_a_year_above_its_limit)
{
	a_year("49.60");
	churns(5.01, true, false);
	DONE("! 5.01 %", "numbers", "retention");
	DONE("! churn of a year above 5 % (option churn_watch); !! above 7 % (churn_limit)", "numbers",
	     "retention");
}

Test(numbers_pages, churn_of_a_year_beyond_it)
{
	json_t *opened;

	a_year("69.31");
	churns(7, true, false);
	DONE("", "movement", "set", "Ash", "2025-11-23", "amount=69.40");
	churns(7.01, true, true);
	DONE("!! 7.01 %", "numbers", "retention");
	opened = JSON_OF("numbers", "open", "retention", "year/gross_churn", "year", "--json");
	cr_expect_eq(number_at(opened, "0.groups.0.total"), 69.4);
	cr_expect_eq(number_at(opened, "0.groups.1.total"), 990);
	json_decref(opened);
	cr_assert_eq(mkdir(run_path("waymark"), 0700), 0);
	run_write_file("waymark/waymark.cfg", "churn_watch = 7;\nchurn_limit = 8;\n");
	churns(7.01, true, false);
}

Test(numbers_pages, two_quarters_side_by_side)
{
	json_t *grids;

	four_cohorts();
	grids = JSON_OF("numbers", "--compare", "2026-Q1", "--quarter", "2026-Q2", "--json");
	cr_assert_eq(json_array_size(grids), 1);
	cr_expect_eq(cell(grids, "retention", "opening", "2026-Q1"), 1000);
	cr_expect_eq(cell(grids, "retention", "opening", "2026-Q2"), 1300);
	cr_expect_eq(cell(grids, "retention", "opening", "difference"), 300);
	cr_expect_eq(cell(grids, "retention", "opening", "percent"), 30);
	cr_expect_eq(cell(grids, "retention", "new", "difference"), 100);
	cr_expect_eq(cell(grids, "retention", "new", "percent"), 33.33);
	cr_expect_eq(cell(grids, "retention", "grr", "difference"), -7.69, "92.31 less 100");
	json_decref(grids);
	grids = JSON_OF("numbers", "--compare", "2026-Q1", "--json");
	cr_expect_eq(cell(grids, "retention", "reactivation", "2026-Q3"), 75, "the latest that is over");
	json_decref(grids);
	grids = JSON_OF("numbers", "--compare", "2026-Q4", "--json");
	cr_expect_str_eq(json_string_value(json_at(grids, "0.columns.0.key")), "2026-Q4");
	cr_expect_str_eq(json_string_value(json_at(grids, "0.columns.1.key")), "2026-Q3", "not beside itself");
	json_decref(grids);
	grids = JSON_OF("numbers", "--compare", "2026-Q3", "segment=small", "--json");
	cr_expect_eq(cell(grids, "retention", "closing", "2026-Q4"), 475, "else the one under way");
	json_decref(grids);
	grids = JSON_OF("numbers", "cohorts", "--compare", "2025", "--quarter", "2026", "--json");
	cr_expect_eq(cell(grids, "customers", "all", "difference"), 3);
	json_decref(grids);
	grids = JSON_OF("numbers", "--compare", "2026-Q4", "--quarter", "2017-Q1", "--json");
	cr_expect_eq(cell(grids, "retention", "closing", "2017-Q1"), 0, "40 quarters with the one under way");
	cr_expect_eq(cell(grids, "retention", "closing", "difference"), -1725, "the other less the one");
	json_decref(grids);
	USAGE("goes back 40 quarters, not to 2016-Q4", "numbers", "--compare", "2016-Q4");
	USAGE("one is a quarter and one a year", "numbers", "--compare", "2025", "--quarter", "2026-Q1");
	USAGE("stages does not go by --compare", "numbers", "stages", "--compare", "2026-Q1");
	USAGE("'2027-Q1' is no quarter", "numbers", "--compare", "2027-Q1");
	USAGE("'last' is no quarter", "numbers", "--compare", "last");
}

/* Who came before the earlier of the two came before it, whichever of the two is told. Before 2026-Q2 came Alder,
 * Birch and Cedar; at its end Cedar is gone, at that of 2026-Q3 won back. */
Test(numbers_pages, cohorts_side_by_side_are_the_same_cohorts)
{
	static const char *const asked[][2] = { { "2026-Q2", "2026-Q3" }, { "2026-Q3", "2026-Q2" } };

	four_cohorts();
	for (int i = 0; i < 2; i++) {
		json_t *grids = JSON_OF("numbers", "cohorts", "--compare", asked[i][0], "--quarter", asked[i][1],
					"--json");

		cr_expect_eq(cell(grids, "customers", "before", "2026-Q2"), 2);
		cr_expect_eq(cell(grids, "customers", "before", "2026-Q3"), 3);
		cr_expect_eq(cell(grids, "customers", "before", "difference"), i ? -1 : 1);
		cr_expect_eq(cell(grids, "customers", "2026-Q2", "2026-Q3"), 1, "Dogwood");
		cr_expect_eq(cell(grids, "customers", "2026-Q3", "2026-Q3"), 0);
		cr_expect_eq(cell(grids, "arr", "before", "2026-Q3"), 1325);
		json_decref(grids);
	}
}

/* Each key once, with its label and whatever it is of; what a grid rests on defines nothing. */
Test(numbers_pages, a_definition_is_found_by_key_and_by_label)
{
	struct run run;
	json_t *defined;

	four_cohorts();
	DONE("", "add", "Elm");
	DONE("", "movement", "add", "Elm", "new", "5 USD", "--on", "2026-01-01");
	DONE("", "survey", "add", "Birch", "nps", "3", "--on", "2026-10-01");
	run = run_waymark("numbers", "define", "retention", "--format", "md", NULL);
	cr_expect_not_null(strstr(run.out, "| Retention | price\\_increase | Price increase | a higher price"),
			   "%s", run.out);
	cr_expect_not_null(strstr(run.out, "| Retention | grr | GRR | gross"), "%s", run.out);
	cr_expect_null(strstr(strstr(run.out, "| grr |") + 1, "| grr |"), "once for both currencies");
	cr_expect_null(strstr(run.out, "every movement as it stands"), "a note");
	run_free(&run);
	DONE("NPS = (promoters - detractors) / respondents", "numbers", "define", "nps");
	defined = JSON_OF("numbers", "define", "--json");
	cr_expect_not_null(json_string_value(json_at(defined, "gross_churn")));
	cr_expect_not_null(json_string_value(json_at(defined, "stages")));
	json_decref(defined);
}

/* Dollars did nothing in 2026-Q3; in 2026-Q1 nothing at all was lost. */
Test(numbers_pages, a_currency_without_cases_is_left_out)
{
	struct run run;

	four_cohorts();
	DONE("", "add", "Elm");
	DONE("", "movement", "add", "Elm", "new", "5 USD", "--on", "2026-01-01");
	run = run_waymark("numbers", "open", "retention", "reactivation", "2026-Q3", NULL);
	cr_expect_not_null(strstr(run.out, "EUR, by movement"));
	cr_expect_null(strstr(run.out, "USD"), "%s", run.out);
	run_free(&run);
	DONE("EUR, by movement", "numbers", "open", "retention", "churn", "2026-Q1");
	DONE("USD, by movement", "numbers", "open", "retention", "churn", "2026-Q1");
}

/* What would be passed over in silence is refused, with the pages that go by it. */
Test(numbers_pages, a_page_refuses_what_it_does_not_go_by)
{
	four_cohorts();
	USAGE("value does not go by --quarter; the pages that do: retention, cohorts, costs, nps, adoption, "
	      "milestones, "
	      "bands",
	      "numbers", "value", "--quarter", "2026-Q3");
	USAGE("stages does not go by --quarter", "numbers", "stages", "--quarter", "2026-Q3");
	USAGE("forecast does not go by --per; the pages that do: retention, cohorts, costs, nps, adoption, bands",
	      "numbers", "forecast", "--per", "year");
	USAGE("milestones does not go by --per", "numbers", "milestones", "--per", "year");
	USAGE("nps does not go by --by; the pages that do: retention, costs, value", "numbers", "nps", "--by",
	      "line");
	USAGE("adoption does not go by --in; the pages that do: retention, cohorts, costs, value, forecast",
	      "numbers", "adoption", "--in", "EUR");
	USAGE("bands does not go by --in", "numbers", "open", "bands", "good", "good", "--in", "EUR");
	USAGE("report shows every page as it is and takes no --quarter", "numbers", "report", "--quarter",
	      "2026-Q3");
	USAGE("report shows every page as it is and takes no --compare", "numbers", "report", "--compare",
	      "2026-Q3");
	DONE("", "numbers", "forecast", "--per", "quarter");
	DONE("", "numbers", "value", "--by", "account", "--in", "EUR");
}

/* A row of a customer's own may have the sign that stands between a grid and a row. */
Test(numbers_pages, a_segment_may_have_a_slash)
{
	four_cohorts();
	DONE("", "set", "Alder", "segment=Mid/Large");
	DONE("", "survey", "add", "Alder", "nps", "9", "--on", "2026-10-01");
	DONE("", "survey", "add", "Birch", "nps", "3", "--on", "2026-10-01");
	DONE("nps_by_segment,,Mid/Large,2026-Q4,", "numbers", "open", "nps", "Mid/Large", "2026-Q4", "--format",
	     "csv");
	DONE("nps_by_segment,,Mid/Large,2026-Q4,", "numbers", "open", "nps", "nps_by_segment/Mid/Large", "2026-Q4",
	     "--format", "csv");
	USAGE("nps has no grid 'Tiny', but nps", "numbers", "open", "nps", "Tiny/Large", "2026-Q4");
}

/* ---- the report ---- */

static char *report_of(const char *format, const char *filter)
{
	struct run run = filter ? run_waymark("numbers", "report", filter, "--format", format, NULL)
				: run_waymark("numbers", "report", "--format", format, NULL);
	char *text = strdup(run.out);

	cr_assert_eq(run.status, 0, "%s", run.err);
	run_free(&run);
	return text;
}

static void has(const char *text, const char *part)
{
	cr_expect_not_null(strstr(text, part), "%s", part);
}

static void has_not(const char *text, const char *part)
{
	cr_expect_null(strstr(text, part), "%s", part);
}

Test(numbers_pages, the_report_has_every_page_that_tells_something)
{
	char *html;

	four_cohorts();
	html = report_of("html", NULL);
	has(html, "the whole book, as of 2026-11-22");
	has(html, "By movement: every movement as it stands");
	has(html, "<a href=\"#retention\">Retention</a>");
	has(html, "<section id=\"cohorts\">");
	has(html, "<dt>GRR</dt><dd>gross revenue retention");
	has(html, "NPS: nothing yet; ");
	has_not(html, "<section id=\"nps\">");
	/* Opening 1,650 in Q3, 75 won back, closing 1,725: the latest quarter that is over. */
	has(html, "From opening to closing, 2026-Q3: EUR, by movement");
	has(html, "class=\"strong\">\xe2\x82\xac"
		  "1.73k</text>");
	has(html, "class=\"label\">+\xe2\x82\xac"
		  "75</text>");
	has(html, "<path class=\"line line1\"");
	free(html);
	html = report_of("html", "segment=large");
	has(html, "segment=large, as of");
	has(html, "class=\"strong\">\xe2\x82\xac"
		  "1.25k</text>");
	free(html);
}

/* A segment is the name of a row, an account of a case: neither becomes markup, and nothing is fetched or run. */
Test(numbers_pages, the_report_is_a_file_of_its_own)
{
	static const char *const never[] = { "<script", "http:", "https:", "src=", "url(", "@import", "<b>evil" };
	char *html, *markdown;

	four_cohorts();
	DONE("", "set", "Alder", "segment=<b>evil\"x|y");
	DONE("", "survey", "add", "Birch", "nps", "3", "--on", "2026-10-01");
	DONE("", "survey", "add", "Alder", "nps", "9", "--on", "2026-10-01");
	html = report_of("html", NULL);
	for (size_t i = 0; i < sizeof never / sizeof *never; i++)
		has_not(html, never[i]);
	has(html, "&lt;b&gt;evil&quot;x|y");
	free(html);
	html = report_of("html", "segment~evil");
	has(html, "segment~evil, as of");
	has_not(html, "<b>evil");
	free(html);
	markdown = report_of("md", NULL);
	has(markdown, "# The numbers\n");
	has(markdown, "- [Retention](#retention)\n");
	has(markdown, "\n## Retention\n");
	has(markdown, "\n### EUR, by movement\n");
	has(markdown, "- **GRR**: gross revenue retention");
	has(markdown, "| \\<b\\>evil\"x\\|y |");
	free(markdown);
}

Test(numbers_pages, the_report_for_programs)
{
	json_t *report;

	four_cohorts();
	report = JSON_OF("numbers", "report", "segment=small", "--by", "account", "--json");
	cr_expect_str_eq(json_string_value(json_at(report, "scope")), "segment=small");
	cr_expect_str_eq(json_string_value(json_at(report, "as_of")), "2026-11-22");
	cr_expect_str_eq(json_string_value(json_at(report, "level")), "account");
	cr_expect_str_eq(json_string_value(json_at(report, "pages.0.page")), "retention");
	cr_expect_eq(cell(json_at(report, "pages.0.grids"), "retention", "closing", "2026-Q3"), 475);
	json_decref(report);
}

/* What happened to little of much is seen all the same, and where the bars begin is said. */
Test(numbers_pages, a_chart_of_an_empty_book_is_no_chart)
{
	char *html;

	DONE("", "add", "Alder");
	DONE("Retention: nothing yet; write movements down with movement add", "numbers", "report");
	DONE("NPS: nothing yet; write answers down", "numbers", "report", "--format", "md");
	USAGE("there is no page 'retension', but retention, cohorts", "numbers", "open", "retension", "churn",
	      "2026-Q3");
	html = report_of("html", NULL);
	has_not(html, "<svg");
	has(html, "Retention: nothing yet; ");
	free(html);
	a_million();
	html = report_of("html", NULL);
	has(html, "bars begin at \xe2\x82\xac"
		  "999k");
	free(html);
}
