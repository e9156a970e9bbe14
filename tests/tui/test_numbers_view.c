/* The numbers in the console: tables, cells that open, charts, comparing, choosing; NRR in the header. */
#include <criterion/criterion.h>
#include <string.h>

#include "core/text.h"
#include "core/xalloc.h"
#include "tests/tui/console.h"

TestSuite(numbers_view, .init = set_up, .fini = tear_down, .timeout = 120);

static void add(const char *name, const char *fields, const char *on)
{
	char *line = xasprintf("add %s %s", name, fields);

	cr_assert_eq(waymark(line), 0);
	free(line);
	line = xasprintf("movement add %s new '100 EUR' --on %s", name, on);
	cr_assert_eq(waymark(line), 0);
	free(line);
}

/* The four accounts of the definitions, 100 to 130, 80, 0 and 100 in the third quarter of 2026: GRR 70 %, NRR 77.5 %. */
static void four_accounts(void)
{
	add("Ash", "segment=large csm=ana", "2025-06-01");
	add("Beech", "segment=large csm=ben", "2025-06-01");
	add("Cedar", "segment=small csm=ana", "2025-06-01");
	add("Doum", "segment=small csm=ben", "2025-06-01");
	cr_assert_eq(waymark("movement add Ash expansion 30 line=Plus --on 2026-07-01"), 0);
	cr_assert_eq(waymark("movement add Beech contraction 20 --on 2026-08-01"), 0);
	cr_assert_eq(waymark("movement add Cedar churn --on 2026-09-30"), 0);
}

/* One account in dollars with lines 60 to 20 and 40 to 110. */
static void two_lines(void)
{
	cr_assert_eq(waymark("add Elm segment=small"), 0);
	cr_assert_eq(waymark("movement add Elm new '60 USD' line=Base --on 2026-01-10"), 0);
	cr_assert_eq(waymark("movement add Elm upsell 40 line=Plus --on 2026-01-10"), 0);
	cr_assert_eq(waymark("movement add Elm contraction 40 line=Base --on 2026-07-10"), 0);
	cr_assert_eq(waymark("movement add Elm expansion 70 line=Plus --on 2026-07-11"), 0);
}

static struct term *open_numbers(int rows, int columns)
{
	struct term *term = console(rows, columns);

	press(term, "$", "2026-Q4*");
	return term;
}

static void close_all(struct term *term)
{
	press(term, "q", "Portfolio");
	quit(term);
}

/* ---- the table ---- */

static void read_table(int rows, int columns)
{
	struct term *term;

	four_accounts();
	term = open_numbers(rows, columns);
	expect(term, "whole book, by movement, quarters, 22 Nov");
	expect_row(term, "Opening", "€310");
	press(term, "/grr\r", "70.00 %");
	expect_row(term, "2026-Q3", "2026-Q4*");
	expect_row(term, "GRR", "70.00 %");
	press(term, "j", "77.50 %");
	expect_row(term, "NRR", "77.50 %");
	/* the first columns come into sight with the cursor, the titles of the rows stay */
	press(term, "0", "2025-Q1");
	expect_row(term, "2025-Q1", "2025-Q2");
	press(term, "g", "Opening");
	close_all(term);
}
AT_BOTH_SIZES(numbers_view, figures_stand_under_their_quarters, read_table)

Test(numbers_view, a_small_terminal_shows_what_fits)
{
	struct term *term;

	four_accounts();
	term = open_numbers(12, 40);
	expect_row(term, "Opening", "€310");
	press(term, "/customers due\r", "Customers due");
	expect_row(term, "<", "2026-Q4*"); /* the titles of columns stay above what scrolled */
	press(term, "gh\r", "Opening of 2026-Q3");
	expect_row(term, "Ash", "€100");
	press(term, "\033", "2026-Q4*");
	press(term, "=", "sum of all movements");
	press(term, "=c", "+€30");
	expect_row(term, "Opening", "█");
	press(term, "/logo renewal\r", "2025-Q2"); /* bars of a row */
	close_all(term);
}

/* Two columns do not go beside the titles, so one leaves room for them. */
Test(numbers_view, titles_have_the_room_that_columns_leave)
{
	struct term *term;

	cr_assert_eq(waymark("add Ash segment='of many accounts'"), 0);
	cr_assert_eq(waymark("movement add Ash new '1000000 EUR' --on 2025-06-01"), 0);
	cr_assert_eq(waymark("cost set 2026-Q3 acquisition '1000000.55 EUR'"), 0);
	term = open_numbers(12, 40);
	press(term, "]]", "[Costs]");
	press(term, "h", "2026-Q3");
	expect_row(term, "Acquisition cost", "€1,000,000.55");
	close_all(term);
}

Test(numbers_view, a_key_says_what_the_figure_means)
{
	struct term *term;

	four_accounts();
	term = open_numbers(24, 80);
	press(term, "/grr\r", "70.00 %");
	press(term, "=", "GRR: gross revenue retention");
	expect(term, "price counts in"); /* the level says how price is treated */
	press(term, "j", "NRR: net revenue retention");
	press(term, "b", "By line: each line");
	press(term, "=", "whole book, by line");
	cr_assert(term_wait_gone(term, "By line: each"));
	close_all(term);
}

Test(numbers_view, years_and_quarters)
{
	struct term *term;

	four_accounts();
	term = open_numbers(40, 120);
	press(term, "y", "2026*");
	expect_row(term, "2025", "2026*");
	expect_row(term, "GRR", "70.00 %"); /* of 2026, too: nothing else happened in it */
	press(term, "y", "2026-Q4*");
	close_all(term);
}

/* Cells before a text in the last row that has it. */
static int cells_before(struct term *term, const char *text)
{
	for (int i = 39; i >= 0; i--) {
		const char *row = term_row(term, i), *found = strstr(row, text);

		if (found)
			return text_width(row) - text_width(found);
	}
	cr_assert(false, "no \"%s\" on\n%s", text, term_text(term));
	return -1;
}

Test(numbers_view, words_stand_on_the_left)
{
	struct term *term;

	four_accounts();
	term = open_numbers(40, 200);
	press(term, "]]]", "pays most");
	cr_assert_eq(cells_before(term, "pays most"), cells_before(term, "Note"));
	close_all(term);
}

/* ---- a cell ---- */

static void open_a_rate(int rows, int columns)
{
	struct term *term;

	four_accounts();
	term = open_numbers(rows, columns);
	press(term, "/grr\r", "70.00 %");
	press(term, "h\r", "GRR of 2026-Q3");
	/* 400 at the opening, 120 of it lost: 100 of Cedar and 20 of Beech */
	expect_row(term, "Opening  4 cases", "€400");
	expect_row(term, "Lost of opening  2 cases", "€120");
	expect_row(term, "Cedar", "€100");
	expect_row(term, "Beech", "€20");
	expect_row(term, "Beech", "2026-08-01");
	expect_row(term, "Beech", "contraction");
	press(term, "\033", "2026-Q4*");
	close_all(term);
}
AT_BOTH_SIZES(numbers_view, a_rate_opens_to_the_cases_that_it_is_reckoned_from, open_a_rate)

static void go_and_come_back(int rows, int columns)
{
	struct term *term;

	four_accounts();
	term = open_numbers(rows, columns);
	press(term, "/lost of\r", "€120");
	press(term, "h\r", "Lost of opening of 2026-Q3");
	expect(term, "1 of 2");
	press(term, "j", "2 of 2");
	press(term, "\r", "Timeline");
	expect(term, "Beech");
	press(term, "\033", "Lost of opening of 2026-Q3");
	expect(term, "2 of 2");
	press(term, "\033", "2026-Q4*");
	close_all(term);
}
AT_BOTH_SIZES(numbers_view, a_case_leads_to_its_account_and_back, go_and_come_back)

Test(numbers_view, a_case_of_money_leads_to_its_movement)
{
	struct term *term;

	four_accounts();
	term = open_numbers(24, 80);
	press(term, "/new\r", "New");
	press(term, "0l\r", "New of 2025-Q2");
	press(term, "/beech\r", "2 of 4");
	press(term, "\r", "Timeline");
	expect_row(term, "▸", "new €100"); /* not on the contraction above it */
	press(term, "\033", "New of 2025-Q2");
	press(term, "q", "GRR");
	close_all(term);
}

Test(numbers_view, an_open_cell_follows_what_others_write)
{
	struct term *term;

	four_accounts();
	term = open_numbers(40, 120);
	press(term, "/lost of\r", "€120");
	press(term, "h\r", "Lost of opening  2 cases");
	cr_assert_eq(waymark("movement add Doum contraction 7 --on 2026-08-08"), 0);
	expect(term, "Lost of opening  3 cases");
	expect_row(term, "Lost of opening", "€127");
	press(term, "\033", "2026-Q4*");
	expect_row(term, "Lost of opening", "€127");
	expect_row(term, "GRR", "68.25 %"); /* (400 - 127) / 400 */
	close_all(term);
}

/* ---- charts and comparing ---- */

static void chart(int rows, int columns)
{
	struct term *term;

	four_accounts();
	term = open_numbers(rows, columns);
	press(term, "hc", "-€100");
	expect_row(term, "Opening", "█");
	expect_row(term, "Expansion", "+€30");
	expect_row(term, "Contraction", "▒");
	expect_row(term, "Churn", "-€100");
	expect_row(term, "Closing", "€310");
	press(term, "/grr\r", "2025-Q4");
	expect_row(term, "2026-Q3", "70.00 %");
	expect_row(term, "2026-Q4*", "100.00 %");
	press(term, "c", "Closing");
	close_all(term);
}
AT_BOTH_SIZES(numbers_view, a_table_is_a_chart_too, chart)

Test(numbers_view, a_chart_without_utf8)
{
	struct term *term;

	four_accounts();
	term = term_open_waymark((const char *[]){ NULL }, (const char *[]){ "LC_ALL=C", NULL }, 24, 80);
	press(term, "$", "2026-Q4*");
	press(term, "hc", "-EUR 100");
	expect_row(term, "Opening", "####");
	expect_row(term, "Churn", "-----");
	expect_row(term, "Expansion", "++");
	close_all(term);
}

Test(numbers_view, two_quarters_side_by_side)
{
	struct term *term;

	four_accounts();
	term = open_numbers(40, 120);
	press(term, "hv", "Difference");
	expect_row(term, "2026-Q3", "2026-Q4*");
	expect(term, "* 2026-Q4 is not over: up to 2026-11-22");
	/* 400 to 310 */
	expect_row(term, "Opening", "-€90");
	expect_row(term, "Opening", "-22.50 %");
	press(term, "hh", "2026-Q2"); /* the cursor's column is the other one: before the marked one now */
	expect_row(term, "Churn", "-€100");
	press(term, "\033", "2025-Q4");
	cr_assert(term_wait_gone(term, "Difference"));
	close_all(term);
}

Test(numbers_view, columns_that_are_no_periods_do_not_compare)
{
	struct term *term;

	four_accounts();
	term = open_numbers(40, 160);
	expect(term, "v compare");
	press(term, "[", "[Bands]");
	cr_assert(term_wait_gone(term, "v compare"));
	press(term, "v", "the columns of this table do not compare");
	cr_assert_null(strstr(term_text(term), "Difference"));
	close_all(term);
}

Test(numbers_view, what_a_page_does_not_go_by_is_not_offered_there)
{
	struct term *term;

	four_accounts();
	cr_assert_eq(waymark("survey add Ash nps 9 --on 2026-09-01"), 0);
	term = open_numbers(40, 160);
	expect(term, "b by line");
	press(term, "]]]]]", "[NPS]"); /* of people, not of money */
	expect(term, "whole book, quarters, 22 Nov");
	cr_assert(term_wait_gone(term, "b by line"));
	press(term, "=", "Respondents: ");
	cr_assert_null(strstr(term_text(term), "By movement"));
	press(term, "b", "NPS does not go by movement, line or account");
	press(term, "[", "[Forecast]");
	press(term, "y", "Forecast does not go by quarters or years");
	press(term, "[[[[", "whole book, by movement, quarters");
	press(term, "=", "[Retention]");
	close_all(term);
}

Test(numbers_view, going_back_closes_the_explanation_first)
{
	struct term *term;

	four_accounts();
	term = open_numbers(24, 80);
	press(term, "c", "Closing");
	press(term, "=", "the sum of all movements");
	press(term, "\033", "Closing");
	cr_assert(term_wait_gone(term, "the sum of all movements"));
	expect_row(term, "Opening", "██"); /* the chart is there still */
	press(term, "\033", "2026-Q3");
	press(term, "\033", "Portfolio");
	quit(term);
}

/* 100,000 of which 5,000 moved: cut in the middle the axis shows it, and says so. */
Test(numbers_view, an_axis_that_is_cut_says_so_in_little_room)
{
	struct term *term;

	cr_assert_eq(waymark("add Ash"), 0);
	cr_assert_eq(waymark("movement add Ash new '100000 EUR' --on 2025-06-01"), 0);
	cr_assert_eq(waymark("movement add Ash expansion 5000 --on 2026-10-10"), 0);
	term = open_numbers(12, 40);
	press(term, "c", "axis from");
	expect_row(term, "Opening", "//");
	close_all(term);
	term = open_numbers(12, 40);
	press(term, "\033", "Portfolio");
	quit(term);
}

Test(numbers_view, a_total_is_no_bar_among_its_parts)
{
	struct term *term;

	four_accounts();
	term = open_numbers(24, 80);
	press(term, "[", "[Bands]");
	expect(term, "Total");
	press(term, "c", "good  Customers");
	expect(term, "unknown");
	cr_assert(term_wait_gone(term, "Total "));
	close_all(term);
}

/* ---- which numbers ---- */

static void levels(int rows, int columns)
{
	struct term *term;

	two_lines();
	term = open_numbers(rows, columns);
	press(term, "/grr\r", "60.00 %");
	press(term, "b", "by line");
	expect_row(term, "GRR", "60.00 %");
	press(term, "b", "by account");
	expect_row(term, "GRR", "100.00 %");
	cr_assert(term_wait_gone(term, "60.00 %"));
	close_all(term);
}
AT_BOTH_SIZES(numbers_view, the_level_is_chosen_by_a_key, levels)

Test(numbers_view, a_filter_says_of_which_accounts)
{
	struct term *term;

	four_accounts();
	two_lines();
	term = open_numbers(40, 120);
	expect_row(term, "EUR", "by movement");
	press(term, "f", "of which accounts");
	press(term, "name=Elm\r", "name=Elm, by movement");
	cr_assert(term_wait_gone(term, "EUR, by movement"));
	press(term, "f\025wealth=9\r", "wealth");
	expect(term, "name=Elm, by movement"); /* what cannot be read changes nothing */
	press(term, "f\025segment=large\r", "segment=large, by");
	expect_row(term, "GRR", "90.00 %"); /* 20 of 200 */
	press(term, "f\025csm=nobody\r", "no account fits csm=nobody; F: all accounts");
	cr_assert_null(strstr(term_text(term), "movement add"), "what to write down is not the matter");
	press(term, "F", "whole book");
	expect_row(term, "GRR", "70.00 %");
	press(term, "F", "these are of all accounts");
	press(term, "f", "of which accounts (segment=..., csm=...; empty: all):");
	press(term, "segment=small\r", "segment=small, by");
	press(term, "f\025\r", "whole book");
	close_all(term);
}

Test(numbers_view, my_own_accounts)
{
	char *file = in_folder("waymark/waymark.cfg"), *line;
	struct term *term;

	four_accounts();
	line = xasprintf("mkdir -p '%s/waymark' && echo 'me = \"ana\";' > '%s'", folder, file);
	cr_assert_eq(system(line), 0);
	term = open_numbers(40, 120);
	press(term, "o", "my accounts, by movement");
	expect_row(term, "GRR", "50.00 %"); /* Ash and Cedar: 100 of 200 */
	press(term, "o", "whole book");
	close_all(term);
	free(line);
	free(file);
}

Test(numbers_view, nobody_of_that_name_is_said)
{
	char *file = in_folder("waymark/waymark.cfg"), *line;
	struct term *term;

	four_accounts();
	line = xasprintf("mkdir -p '%s/waymark' && echo 'me = \"zoe\";' > '%s'", folder, file);
	cr_assert_eq(system(line), 0);
	term = open_numbers(24, 80);
	press(term, "o", "no account has CSM zoe (option me); o: all accounts");
	press(term, "o", "whole book");
	expect_row(term, "GRR", "70.00 %");
	close_all(term);
	free(line);
	free(file);
}

/* ---- what may come ---- */

Test(numbers_view, a_book_without_numbers_says_what_to_do)
{
	struct term *term;

	cr_assert_eq(waymark("add Ash"), 0);
	term = console(24, 80);
	press(term, "$", "Retention: there is nothing to tell yet");
	expect(term, "movement");
	for (int i = 0; i < 12; i++) /* no page stumbles over it */
		press(term, "]", "Numbers");
	press(term, "v=c\rhlGg", "Numbers");
	press(term, "=", "Numbers");
	close_all(term);
}

Test(numbers_view, a_hostile_name_is_made_safe)
{
	struct term *term;

	cr_assert_eq(waymark("add \"$(printf 'Evil\\033[2J\\033]0;x\\007\\nName')\" "
			     "\"segment=$(printf 'se\\033[7mg')\""),
		     0);
	cr_assert_eq(waymark("movement add Evil new '100 EUR' \"line=$(printf 'li\\033[5mne')\" --on 2026-07-01"),
		     0);
	term = open_numbers(24, 80);
	press(term, "/new\r", "New");
	press(term, "h\r", "New of 2026-Q3");
	expect_row(term, "Evil", "€100");
	expect(term, "[2J"); /* as text */
	press(term, "\033", "2026-Q4*");
	close_all(term);
}

Test(numbers_view, help_lists_its_keys)
{
	struct term *term;

	four_accounts();
	term = open_numbers(40, 120);
	press(term, "?", "compare this column with another");
	expect(term, "by movement, by line, by account");
	press(term, "q", "2026-Q4*");
	close_all(term);
}

Test(numbers_view, it_opens_again_where_it_was_left)
{
	struct term *term;

	four_accounts();
	term = open_numbers(24, 80);
	press(term, "hh/headwind\r", "Headwind");
	press(term, "q", "Portfolio");
	press(term, "$\r", "Headwind of 2026-Q2");
	press(term, "\033", "2026-Q4*");
	close_all(term);
}

/* ---- the header ---- */

Test(numbers_view, the_header_says_nrr_of_the_last_four_quarters)
{
	struct term *term;

	four_accounts();
	term = console(40, 120);
	expect(term, "NRR 78%"); /* (400 - 120 + 30) / 400 */
	cr_assert_eq(waymark("undo"), 0);
	expect(term, "NRR 103%"); /* without Cedar's churn: (400 - 20 + 30) / 400 = 102.5 % */
	quit(term);
}

Test(numbers_view, of_several_currencies_the_header_names_the_one)
{
	struct term *term;

	four_accounts();
	two_lines();
	term = console(40, 120);
	expect(term, "NRR 78% (EUR)"); /* 310 are there in EUR, 130 in USD */
	quit(term);
}

/* 120 of 400 are gone within the year. */
Test(numbers_view, where_room_is_short_the_header_keeps_the_figure_and_the_mark)
{
	struct term *term;

	four_accounts();
	two_lines();
	term = console(40, 120);
	expect(term, "NRR 78% (EUR) churn 30.0% !!");
	quit(term);
	term = console(12, 60);
	expect(term, "NRR 78% churn !!"); /* the sign is that of churn */
	quit(term);
	term = console(12, 52);
	expect(term, "NRR 78% !!");
	cr_assert_null(strstr(term_text(term), "churn"));
	quit(term);
}

/* 537 of 10,000 are gone: 5.37 %. */
Test(numbers_view, churn_is_rounded_as_the_figure_beside_it)
{
	struct term *term;

	cr_assert_eq(waymark("add Ash"), 0);
	cr_assert_eq(waymark("movement add Ash new '10000 EUR' --on 2025-06-01"), 0);
	cr_assert_eq(waymark("movement add Ash contraction 537 --on 2026-08-01"), 0);
	term = console(40, 120);
	expect(term, "NRR 95% churn 5.4% !");
	quit(term);
}

Test(numbers_view, the_header_says_nothing_of_what_is_not_known)
{
	struct term *term;

	cr_assert_eq(waymark("add Ash"), 0);
	cr_assert_eq(waymark("movement add Ash new '100 EUR' --on 2026-07-01"), 0);
	term = console(40, 120);
	expect(term, "ARR €100");
	term_settle(term, QUIET);
	cr_assert_null(strstr(term_text(term), "NRR"), "nothing was there a year ago");
	quit(term);
}

Test(numbers_view, currencies_together_by_the_rates_that_were_entered)
{
	struct term *term;

	four_accounts();
	two_lines();
	term = open_numbers(40, 120);
	press(term, "m", "all in which currency");
	press(term, "EUR\r", "USD"); /* it says which rate is missing */
	expect(term, "rate");
	expect(term, "all in EUR, by movement");
	cr_assert_eq(waymark("rate set USD EUR 0.5 --on 2025-01-01"), 0);
	expect_row(term, "Closing", "€375"); /* 310 and half of 130 */
	press(term, "m\025\r", "whole book, by movement");
	expect_row(term, "Closing", "€310");
	close_all(term);
}
