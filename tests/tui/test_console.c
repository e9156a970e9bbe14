/* The console as its users have it: the program on a terminal, keys in, the screen read back. */
#include <criterion/criterion.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/xalloc.h"
#include "tests/tui/console.h"

/* All of the screen but the status line. Yours to free. */
static char *panes(struct term *term, int rows)
{
	struct buf text = { 0 };

	term_settle(term, QUIET);
	for (int i = 0; i < rows - 1; i++)
		buf_printf(&text, "%s\n", term_row(term, i));
	return buf_take(&text);
}

static void expect_panes(struct term *term, int rows, const char *expected)
{
	char *now = panes(term, rows);

	cr_assert_str_eq(now, expected, "expected\n%s\nis\n%s", expected, now);
	free(now);
}

/* The number after a text on the screen. */
static int number_after(struct term *term, const char *text)
{
	int row = term_find(term, text, NULL), number = -1;
	const char *place;

	cr_assert_geq(row, 0, "no \"%s\" on\n%s", text, term_text(term));
	place = strstr(term_row(term, row), text);
	cr_assert_eq(sscanf(place + strlen(text), "%d", &number), 1, "%s", place);
	return number;
}

/* "= progress 14/40 + commercial 10/25", or "= prog 14+comm 10" where there is less room: what the parts come to. */
static int sum_of_parts(struct term *term)
{
	char *line = xstrdup(term_row(term, term_find(term, "= prog", NULL)));
	int sum = 0, points;

	for (char *part = strstr(line, "= prog"), *end; part; part = end) {
		char name[32];

		end = strchr(part + 1, '+');
		if (sscanf(part + 1, " %31s %d", name, &points) == 2)
			sum += points;
	}
	free(line);
	return sum;
}

/* "+7 → 54" on the cursor's line: the score that a yes would lead to. */
static int promised(struct term *term)
{
	int row, number = -1;

	term_cursor(term, &row, NULL, NULL);
	cr_assert(strstr(term_row(term, row), "→ ") != NULL, "%s", term_row(term, row));
	cr_assert_eq(sscanf(strstr(term_row(term, row), "→ ") + strlen("→ "), "%d", &number), 1);
	return number;
}

TestSuite(console, .init = set_up, .fini = tear_down, .timeout = 120);

Test(console, one_tick_moves_everything_at_120x40)
{
	struct term *term = sample_console(40, 120);
	char *before, *after;
	char expected[64];
	int risk, promise;

	press(term, "\t", "Space yes");
	before = panes(term, 40);
	risk = number_after(term, "at risk ");
	promise = promised(term);
	cr_assert_eq(number_after(term, "Extend "), 4);
	cr_assert_eq(sum_of_parts(term), number_after(term, "health "));

	/* The status line is drawn last: where it tells of the tick, the whole frame is there. */
	press_until(term, " ", "ticked");
	cr_assert_eq(number_after(term, "health "), promise);
	cr_assert_eq(sum_of_parts(term), promise);
	cr_assert_eq(number_after(term, "Extend "), 5);
	(void)snprintf(expected, sizeof expected, "Extend     %d", promise);
	cr_assert_geq(term_find(term, expected, NULL), 0, "%s", term_text(term));
	cr_assert_eq(number_after(term, "at risk "), risk - 1, "from risk to watch");
	cr_assert_geq(term_find(term, "22 Nov│", NULL), 0, "achieved today: %s", term_text(term));
	cr_assert_eq(strstr(before, "22 Nov│"), NULL);

	press(term, "u", "undid");
	expect_panes(term, 40, before);
	press(term, "\x12", "did again");
	after = panes(term, 40);
	quit(term);

	/* Both survive a restart, and so does the way back. */
	term = sample_console(40, 120);
	press(term, "\t", "Space yes");
	cr_assert_eq(number_after(term, "health "), promise);
	press(term, "u", "undid");
	cr_assert_eq(number_after(term, "at risk "), risk);
	quit(term);
	term = sample_console(40, 120);
	press(term, "\t", "Space yes");
	expect_panes(term, 40, before);
	quit(term);
	free(before);
	free(after);
}

Test(console, one_tick_moves_everything_at_80x24)
{
	struct term *term = sample_console(24, 80);
	char *list, *track, *agenda;
	char expected[64];
	int promise, risk;

	list = panes(term, 24);
	press(term, "\t", "[Track]");
	track = panes(term, 24);
	promise = promised(term);
	risk = number_after(term, "at risk ");
	press(term, "\t", "[QBR agenda]");
	agenda = panes(term, 24);
	cr_assert_eq(strstr(agenda, "22 Nov│"), NULL);

	press(term, TERM_BACKTAB, "[Track]");
	press_until(term, " ", "ticked");
	cr_assert_eq(number_after(term, "health "), promise);
	cr_assert_eq(sum_of_parts(term), promise);
	cr_assert_eq(number_after(term, "at risk "), risk - 1);
	press(term, "\t", "[QBR agenda]");
	cr_assert_geq(term_find(term, "22 Nov│", NULL), 0, "%s", term_text(term));
	press(term, "\t", "[Portfolio]");
	(void)snprintf(expected, sizeof expected, "Extend      %d", promise);
	cr_assert_geq(term_find(term, expected, NULL), 0, "%s", term_text(term));

	press(term, "u", "undid");
	expect_panes(term, 24, list);
	press(term, "\t", "[Track]");
	expect_panes(term, 24, track);
	press(term, "\t", "[QBR agenda]");
	expect_panes(term, 24, agenda);
	quit(term);
	free(list);
	free(track);
	free(agenda);
}

Test(console, the_status_line_keeps_the_effect_in_sight)
{
	static const int sizes[][2] = { { 40, 120 }, { 24, 80 }, { 12, 40 } };
	struct term *term = sample_console(40, 120);
	char *there, *back;
	int before, after;

	press(term, "\t", "Space yes");
	before = number_after(term, "health ");
	after = promised(term);
	there = xasprintf(": health %d → %d", before, after);
	back = xasprintf(": health %d → %d", after, before);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		int last = sizes[i][0] - 1;

		term_resize(term, sizes[i][0], sizes[i][1]);
		term_settle(term, QUIET);
		press(term, " ", "ticked");
		cr_assert(term_wait_row(term, last, there), "%s", term_row(term, last));
		press(term, "u", "undid");
		cr_assert(term_wait_row(term, last, back), "%s", term_row(term, last));
	}
	free(there);
	free(back);
	quit(term);
}

Test(console, an_optional_milestone_looks_open_and_says_that_it_is_optional)
{
	struct term *term = sample_console(40, 120);
	int row;

	press(term, "\t", "optional");
	row = term_find(term, "optional", NULL);
	cr_assert(strstr(term_row(term, row), "[ ] ") != NULL, "%s", term_row(term, row));
	cr_assert_eq(term_find(term, "( )", NULL), -1);
	quit(term);
}

Test(console, a_wide_screen_has_money_and_owners_beside_whole_names)
{
	struct term *term = sample_console(50, 200);
	const char *titles = term_row(term, 2);

	cr_assert(strstr(titles, "Renew") && strstr(titles, "ARR") && strstr(titles, "At stake") &&
			  strstr(titles, "CSM"),
		  "%s", titles);
	cr_assert_geq(term_find(term, "Gartenbau Rosenwinkel ", NULL), 0, "%s", term_text(term));
	quit(term);
}

Test(console, another_day_than_today_is_named_as_such)
{
	struct term *term = sample_console(24, 80);

	cr_assert_eq(strstr(term_row(term, 0), "as of"), NULL);
	quit(term);
	term = term_open_waymark((const char *[]){ "--as-of", "2026-10-01", NULL }, NULL, 24, 80);
	cr_assert(term_wait_row(term, 0, "as of Thu 1 Oct 2026"), "%s", term_text(term));
	quit(term);
}

Test(console, unknown_health_says_what_to_do)
{
	struct term *term;

	cr_assert_eq(waymark("add Fresh"), 0);
	term = console(40, 120);
	cr_assert(term_wait(term, "health unknown: no data yet; answer a milestone or record a touch"), "%s",
		  term_text(term));
	press(term, "\t ", "health 100");
	quit(term);
}

/* The column in which the text ends that a row of the checklist shows before its last words. */
static int date_ends(struct term *term, const char *date)
{
	int column = -1;

	cr_assert_geq(term_find(term, date, &column), 0, "no %s on\n%s", date, term_text(term));
	return column + (int)strlen(date);
}

Test(console, dates_stand_in_a_column_whoever_answered)
{
	char *file = in_folder("answers.csv");
	struct term *term;
	FILE *out;

	cr_assert_eq(waymark("add Fresh"), 0);
	out = fopen(file, "w");
	cr_assert(out != NULL);
	fputs("account,milestone,answer,on,by\n"
	      "Fresh,cst-saas/sso-live,yes,2026-10-11,jo\n"
	      "Fresh,cst-saas/data-loaded,yes,2026-10-12,joanna\n",
	      out);
	fclose(out);
	cr_assert_eq(waymark("import answers \"$XDG_STATE_HOME/answers.csv\""), 0);
	free(file);
	term = console(40, 120);
	cr_assert(term_wait(term, "12 Oct joanna│"), "%s", term_text(term));
	cr_assert_eq(date_ends(term, "11 Oct"), date_ends(term, "12 Oct"), "%s", term_text(term));
	quit(term);
}

Test(console, what_is_left_out_and_what_goes_on_below_show_it)
{
	struct term *term = sample_console(30, 100);
	const char *stages = term_row(term, 2);
	int row;

	cr_assert(strstr(stages, "Extend") && !strstr(stages, "Prove") && strstr(stages, "…"), "%s", stages);
	press(term, "\t]]]]x", "answered no");
	press(term, "e", "note:");
	for (int i = 0; i < 20; i++)
		cr_assert(term_send(term, "longword "));
	press(term, "\r", "[✘]*");
	press(term, "\r", "Stage ");
	row = term_find(term, "│      note: longword ", NULL);
	cr_assert_geq(row, 0, "%s", term_text(term));
	cr_assert(strstr(term_row(term, row + 1), "│            longword ") != NULL, "%s", term_text(term));
	press(term, "q", "QBR agenda");
	quit(term);
}

Test(console, space_again_withdraws_and_what_stood_before_stands_again)
{
	struct term *term = sample_console(40, 120);
	char *before;
	int row;

	press(term, "\t", "Space yes");
	before = panes(term, 40);
	term_cursor(term, &row, NULL, NULL);
	cr_assert(strstr(term_row(term, row), "[✘]") != NULL);
	press(term, " ", "ticked");
	cr_assert(strstr(term_row(term, row), "[✔]") != NULL);
	press(term, " ", "withdrew");
	expect_panes(term, 40, before);
	press(term, "-", "not applicable");
	cr_assert(strstr(term_row(term, row), "[–]") != NULL);
	press(term, "2u", "undid");
	free(before);
	quit(term);
}

Test(console, every_size_comes_back_to_the_same_screen)
{
	static const int sizes[][2] = { { 1, 1 },    { 12, 40 }, { 50, 200 }, { 2, 200 }, { 100, 3 }, { 24, 80 },
					{ 29, 120 }, { 30, 99 }, { 12, 39 },  { 11, 40 }, { 30, 100 } };
	struct term *term = sample_console(40, 120);
	char *before = panes(term, 40);

	for (int round = 0; round < 3; round++) {
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
			term_resize(term, sizes[i][0], sizes[i][1]);
	}
	term_resize(term, 40, 120);
	cr_assert(term_wait(term, "QBR agenda"), "%s", term_text(term));
	expect_panes(term, 40, before);
	free(before);
	quit(term);
}

Test(console, works_at_40x12_and_says_when_it_cannot)
{
	struct term *term = sample_console(12, 40);

	press(term, "j", "2/55");
	press(term, "\t", "[Track]");
	cr_assert_geq(term_find(term, "health", NULL), 0);
	press(term, " ", "[✔]");
	press(term, "u", "undid");
	term_resize(term, 11, 40);
	cr_assert(term_wait(term, "40x11 is too small: 40x12 is the least"), "%s", term_text(term));
	term_resize(term, 12, 40);
	cr_assert(term_wait_gone(term, "too small"));
	quit(term);
}

Test(console, search_goes_on_wraps_and_gives_back_the_place)
{
	struct term *term = sample_console(40, 120);

	press(term, "jj", "3/55");
	press(term, "/zzq", "no match");
	press(term, TERM_ESC, "3/55");
	cr_assert(term_wait_gone(term, "no match"));
	press(term, "/PEBBLEwick", "1 of 1");
	press(term, TERM_ESC, "3/55");
	press(term, "/pebblewick\r", "Pebblewick Pharma ─");
	press(term, "n", "on from the first");
	press(term, "g/oaklark\r", "Oaklark Kitchens ─");
	press(term, "N", "1 of 1");
	quit(term);
}

Test(console, sorting_keeps_the_cursor_on_its_account)
{
	struct term *term = sample_console(40, 120);

	press(term, "jj", "3/55");
	press(term, "r", "At stake ↑");
	cr_assert(term_wait(term, "Rookmere Chemicals ─"), "%s", term_text(term));
	cr_assert_eq(term_find(term, " 3/55", NULL), -1, "it is somewhere else now");
	press(term, ":sort name\r", "Account ↑");
	cr_assert(term_wait(term, "▸Rookmere"), "%s", term_text(term));
	press(term, "g", "▸Aldermoor");
	press(term, ":sort nonsense\r", "no column is called");
	quit(term);
}

Test(console, a_pane_zooms_and_comes_back)
{
	struct term *term = sample_console(40, 120);
	char *before;

	press(term, "\t", "Space yes");
	before = panes(term, 40);
	press(term, "z", "[Track]");
	cr_assert(term_wait_gone(term, "┌ QBR agenda"), "%s", term_text(term));
	press(term, "z", "┌ QBR agenda");
	expect_panes(term, 40, before);
	press(term, "z", "[Track]");
	press(term, "q", "┌ QBR agenda");
	free(before);
	quit(term);
}

Test(console, help_shows_the_keys_of_the_users_own_file)
{
	char *directory = in_folder("waymark"), *file = in_folder("waymark/waymark.cfg");
	struct term *term;
	FILE *out;

	cr_assert_eq(mkdir(directory, 0700), 0);
	out = fopen(file, "w");
	cr_assert(out != NULL);
	fputs("keys = { track = { yes = \"Y\"; }; any = { zoom = \"F5\"; }; };\n", out);
	fclose(out);
	term = sample_console(40, 120);
	press(term, "\t", "Y yes");
	press(term, "?", "Keys in the track");
	cr_assert_geq(term_find(term, "Y                  yes ", NULL), 0, "%s", term_text(term));
	cr_assert_eq(term_find(term, "Space", NULL), -1, "%s", term_text(term));
	press(term, "/zoom\r", "▸  F5                 zoom");
	press(term, "\r", "[Track]"); /* Enter does what the line says */
	press(term, "\033[15~", "┌ QBR agenda");
	press(term, " ", "Space does nothing here");
	quit(term);
	free(directory);
	free(file);
}

Test(console, two_consoles_see_each_others_ticks)
{
	struct term *one = sample_console(40, 120), *two = sample_console(24, 80);
	char expected[64];
	int promise;

	press(one, "\t", "Space yes");
	press(two, "\t", "[Track]");
	promise = promised(one);
	press(one, " ", "ticked");
	(void)snprintf(expected, sizeof expected, "health %d ", promise);
	cr_assert(term_wait(two, expected), "%s", term_text(two));
	press(two, TERM_BACKTAB, "[Portfolio]");
	(void)snprintf(expected, sizeof expected, "Extend      %d", promise);
	cr_assert(term_wait(two, expected), "%s", term_text(two));
	press(two, "\t] ", "ticked");
	cr_assert(term_wait(one, "22 Nov"), "%s", term_text(one));
	quit(two);
	quit(one);
}

Test(console, hostile_names_keep_the_columns_straight)
{
	struct term *term;
	const char *output;
	size_t size;

	cr_assert_eq(waymark("add 'plain'"), 0);
	cr_assert_eq(waymark("add \"$(printf 'esc\\033]52;c;QUFB\\007\\033[2Jx')\""), 0);
	cr_assert_eq(waymark("add \"$(printf 'line\\nend')\""), 0);
	cr_assert_eq(waymark("add \"$(printf 'bidi\\342\\200\\256gpj.exe')\""), 0);
	cr_assert_eq(waymark("add \"$(printf 'bytes\\377\\376')\""), 0);
	cr_assert_eq(waymark("add '日本語の顧客株式会社と長い名前'"), 0);
	cr_assert_eq(waymark("add \"$(printf 'e\\314\\202e\\314\\202 combined 👩\\342\\200\\215👧')\""), 0);
	term = console(40, 120);
	cr_assert(term_wait(term, "1/7"), "%s", term_text(term));
	term_settle(term, QUIET);
	for (int row = 2; row < 38; row++) {
		static const int borders[] = { 0, 47 };

		for (size_t i = 0; i < 2; i++) {
			struct term_cell cell;

			term_cell(term, row, borders[i], &cell);
			cr_assert_str_eq(cell.text, "│", "row %d, column %d of\n%s", row, borders[i],
					 term_text(term));
		}
	}
	output = term_output(term, &size);
	cr_assert_eq(memmem(output, size, "\033]52", 4), NULL, "the clipboard was written to");
	cr_assert_eq(memmem(output, size, "\342\200\256", 3), NULL, "a direction override got through");
	press(term, "/line", "1 of 1");
	cr_assert_geq(term_find(term, "line end", NULL), 0);
	press(term, TERM_ESC, "1/7");
	quit(term);
}

Test(console, esc_and_a_paste_do_nothing)
{
	struct term *term = sample_console(40, 120);
	char *before;

	press(term, "\t", "Space yes");
	before = panes(term, 40);
	press(term, "\033[200~  xxqq:undo\r\033[201~", "a paste does nothing");
	expect_panes(term, 40, before);
	for (int i = 0; i < 5; i++) {
		cr_assert(term_send(term, TERM_ESC));
		term_settle(term, 60);
	}
	press(term, "\x03", "q quits");
	free(before);
	quit(term);
}

Test(console, notes_by_line_and_by_editor)
{
	char *script = in_folder("editor");
	struct term *term = sample_console(40, 120);
	FILE *out;

	press(term, "\t]]]]", "Space yes");
	press(term, "x", "answered no");
	press(term, "ewaits for legal", "note: waits for legal");
	press(term, "\r", "[✘]*");
	cr_assert(term_wait(term, "note: waits for legal"), "%s", term_text(term));
	quit(term);

	out = fopen(script, "w");
	cr_assert(out != NULL);
	fputs("#!/bin/sh\nprintf ' and signs' | cat \"$1\" - | tr -d '\\n' > \"$1.new\"\nmv \"$1.new\" \"$1\"\n",
	      out);
	fclose(out);
	cr_assert_eq(chmod(script, 0700), 0);
	setenv("EDITOR", script, 1);
	term = sample_console(40, 120);
	press(term, "\t]]]]", "note: waits for legal");
	press(term, "e", "note: waits for legal and signs");
	quit(term);
	free(script);
}

Test(console, the_line_completes_remembers_and_says_what_is_wrong)
{
	struct term *term = sample_console(40, 120);

	press(term, ":sav\t", ":save-screen");
	press(term, "\x15theme \t", "light");
	press(term, "\x03", "Enter checklist");
	press(term, ":tick . nonsense\r", "nonsense");
	term_settle(term, 700); /* others' changes are looked for meanwhile, and the error stays */
	cr_assert_geq(term_find(term, "nonsense", NULL), 0, "%s", term_text(term));
	press(term, ":" TERM_UP, ":tick . nonsense");
	press(term, "\x03", "Enter checklist");
	press(term, ":tock\r", "did you mean");
	press(term, ":3\r", "3/55");
	press(term, ":show .\r", "┌ show");
	press(term, "q", "Portfolio");
	quit(term);
	term = sample_console(40, 120);
	press(term, ":t" TERM_UP TERM_UP, ":tick . nonsense");
	press(term, "\x03", "Enter checklist");
	quit(term);
}

Test(console, an_empty_book_says_what_to_do)
{
	struct term *term;

	cr_assert_eq(waymark("add Only"), 0);
	term = console(40, 120);
	cr_assert(term_wait(term, "Only"));
	press(term, "u", "No accounts yet");
	cr_assert_geq(term_find(term, ":import accounts FILE.csv", NULL), 0);
	press(term, "\t\tjjGgk ", "nothing");
	press(term, "\t:add Another\r", "Another ─");
	quit(term);
}

Test(console, keys_typed_ahead_are_drained_then_drawn_once)
{
	struct term *term = sample_console(40, 120);
	char *keys = xmalloc(20001);
	size_t before;

	for (int i = 0; i < 20000; i++)
		keys[i] = i % 1000 < 500 ? 'j' : 'k';
	keys[20000] = '\0';
	before = term_bytes(term);
	press(term, keys, "1/55");
	press(term, "G", "55/55");
	cr_assert_lt(term_bytes(term) - before, (size_t)1 << 20);
	free(keys);
	quit(term);
}

static void ends_by(int number, int status)
{
	struct term *term = sample_console(40, 120);

	press(term, "\t ", "ticked");
	term_signal(term, number);
	cr_assert_eq(term_exit_status(term), status);
	cr_assert_not(term_alternate(term), "the terminal was not given back");
	term_close(term);
	cr_assert_eq(waymark("check"), 0);
	cr_assert_eq(waymark("undo"), 0, "the tick was kept");
}

Test(console, ends_cleanly_on_sighup)
{
	ends_by(SIGHUP, 129);
}

Test(console, ends_cleanly_on_sigterm)
{
	ends_by(SIGTERM, 129);
}

Test(console, a_dropped_line_keeps_the_note_as_a_draft)
{
	struct term *term = sample_console(40, 120);

	press(term, "\t]]]]x", "answered no");
	press(term, "ehalf a tho", "note: half a tho");
	term_hang_up(term);
	cr_assert_eq(term_exit_status(term), 129);
	term_close(term);
	term = sample_console(40, 120);
	press(term, "\t]]]]e", "note (draft): half a tho");
	press(term, "ught\r", "note: half a thought");
	quit(term);
}
