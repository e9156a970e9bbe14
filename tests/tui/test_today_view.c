/* Today in the console: the list in its order, doing a thing there, putting it off, going where it is done. */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/tui/console.h"

TestSuite(today_view, .init = set_up, .fini = tear_down, .timeout = 120);

static void close_all(struct term *term)
{
	press(term, "q", "Portfolio");
	quit(term);
}

/* Two accounts with a task each; the one that is overdue ranks first. */
static struct term *open_today(int rows, int columns)
{
	cr_assert_eq(waymark("add Alder"), 0);
	cr_assert_eq(waymark("add Birch"), 0);
	cr_assert_eq(waymark("touch Alder call --from them"), 0);
	cr_assert_eq(waymark("touch Birch call --from them"), 0);
	cr_assert_eq(waymark("todo add Alder 'send the plan' due=2026-11-24"), 0);
	cr_assert_eq(waymark("todo add Birch 'call the owner' due=+1d"), 0);

	struct term *term = console(rows, columns);

	press(term, "d", "send the plan");
	return term;
}

static void list_and_sum(int rows, int columns)
{
	struct term *term = open_today(rows, columns);

	expect_row(term, "Birch", "call the owner");
	expect_row(term, "task", "due 23 Nov, in 1 day");
	/* 0 without ARR, 200 * 13 / 14 for the day, nothing that health lacks after their call, 50 for a task, 30 off */
	press(term, "/call the owner\r", "call the owner");
	press(term, "=", "205 = 0 at stake + 185 days + 0 health + 50 kind - 30 effort");
	close_all(term);
}
AT_BOTH_SIZES(today_view, each_entry_says_why_and_its_rank_as_a_sum, list_and_sum)

static void do_and_undo(int rows, int columns)
{
	struct term *term = open_today(rows, columns);

	press(term, "/call the owner\r", "call the owner");
	press(term, " ", "done");
	cr_assert(term_wait_gone(term, "due 23 Nov"), "%s", "it is still there");
	press(term, "u", "due 23 Nov");
	close_all(term);
}
AT_BOTH_SIZES(today_view, doing_it_takes_it_off_and_undo_puts_it_back, do_and_undo)

Test(today_view, a_snooze_asks_until_when_and_why)
{
	struct term *term = open_today(24, 80);

	press(term, "/call the owner\r", "call the owner");
	press(term, "s", "snooze until");
	press(term, "+1w\r", "a date and why");
	press(term, "s", "snooze until");
	press(term, "+1w they are away\r", "snoozed");
	cr_assert(term_wait_gone(term, "due 23 Nov"), "%s", "it is still there");
	press(term, ":today marks\r", "they are away");
	press(term, "\x1b", "send the plan");
	close_all(term);
}

Test(today_view, enter_goes_to_the_milestone_and_a_tick_there_takes_it_off)
{
	struct term *term = sample_console(40, 120);

	press(term, "d", "There is always more");
	press(term, "/next of\r", "next of");
	press(term, "\r", "QBR agenda");
	press(term, " ", "ticked");
	quit(term);
}

static void nothing(int rows, int columns)
{
	struct term *term = console(rows, columns);

	press(term, "d", "There is nothing to do today");
	press(term, "\x1b", "Portfolio");
	quit(term);
}
AT_BOTH_SIZES(today_view, an_empty_book_says_that_there_is_nothing, nothing)

static void there_and_back(int rows, int columns)
{
	struct term *term = open_today(rows, columns);

	press(term, "/call the owner\r", "call the owner");
	press(term, "\r", "[At work");
	press(term, TERM_ESC, "There is always more");
	expect_row(term, "▸", "call the owner");
	press(term, "a", "[People");
	press(term, TERM_ESC, "Portfolio");
	quit(term);
}
AT_BOTH_SIZES(today_view, back_from_where_it_is_done_is_the_list, there_and_back)

/* There is room for half of the last entry. */
Test(today_view, each_line_has_its_words)
{
	struct term *term = sample_console(40, 120);

	press(term, "d", "There is always more");
	for (int row = 3; row < 38; row++)
		cr_assert_not(strstr(term_row(term, row), " : "), "%s", term_text(term));
	close_all(term);
}
