/* Why health moved, and what would move it: worked out as "waymark health" does, once for all frames. */
#include <stdlib.h>
#include <string.h>

#include "cmd/out_health.h"
#include "core/spark.h"
#include "storage/scorecards.h"
#include "tui/account_view.h"

#define LEDGER "Why it moved"

#define MOVES 6		/* acts that are listed */
#define SINCE_DAYS 90	/* back, where there was no review of late */
#define REVIEW_DAYS 365 /* longer ago it is none of late */
#define HISTORY_ROWS 20 /* the latest of what was shown */
#define SPARKS 30	/* cells of it over time */
#define DATE_CELLS 12

/* ---- reading ---- */

/* From when on the ledger tells. */
static day_t since_when(const struct app *app, const struct account_view *view)
{
	day_t today = app->ctx.as_of, review = app->detail.last_review;

	if (view->since != DAY_NONE && view->since < today)
		return view->since;
	if (review != DAY_NONE && review < today && today - review <= REVIEW_DAYS)
		return review;
	return today - SINCE_DAYS;
}

static void take_moves(const struct app *app, const struct health_account *account, struct account_why *why)
{
	struct moves moves = { 0 };

	moves_make(account->detail.health.scorecard, &book_options(app->ctx.book)->limits, account->detail.facts,
		   app->ctx.as_of, &moves);
	for (size_t i = 0, alike; i < moves.count && why->moves.count < MOVES; i += alike) {
		const struct move *move = &moves.items[i];
		struct buf text = { 0 };

		alike = moves_alike(account, &moves, i);
		move_say(account, move, &text);
		if (move->known_changes)
			buf_printf(&text, " (known %d%%)", move->confidence_after);
		if (alike > 1)
			buf_printf(&text, " (and %zu more alike)", alike - 1);
		*vec_add(&why->moves) = (struct why_line){ move_points(account, move), DAY_NONE, buf_take(&text) };
	}
	moves_free(&moves);
}

static int whole_points(int hundredths)
{
	return hundredths == HEALTH_UNKNOWN ? HEALTH_UNKNOWN : hundredths / 100;
}

static void take_ledger(const struct app *app, const struct cards *cards, const struct health_account *account,
			struct account_why *why)
{
	struct ledger ledger = { 0 };

	ledger_make(cards->items, cards->count, &book_options(app->ctx.book)->limits, account->detail.facts,
		    why->since, why->until, &ledger);
	why->before = whole_points(ledger.before);
	why->after = whole_points(ledger.after);
	why->points = ledger.points;
	for (size_t i = 0; i < ledger.count; i++) {
		const struct ledger_line *line = &ledger.items[i];
		struct buf text = { 0 };

		ledger_line_say(account, line, &text);
		*vec_add(&why->ledger) = (struct why_line){ line->points, line->on, buf_take(&text) };
	}
	ledger_free(&ledger);
}

int account_why_read(struct app *app, struct account_view *view, struct error *error)
{
	struct account_why *why = &view->why;
	struct health_account account = { 0 };
	const struct cards *cards;
	int status = -1;

	account_why_clear(why);
	why->read = true; /* also where it fails: that is said once */
	why->since = since_when(app, view);
	why->until = app->ctx.as_of;
	why->scale = app->detail.row.scale;
	if (health_account_load(&app->ctx, view->account, &account, error) == 0 &&
	    cards_get(app->ctx.book, &cards, error) == 0 &&
	    history_list(app->ctx.book, view->account, why->since, why->until, &why->history, error) == 0) {
		take_moves(app, &account, why);
		take_ledger(app, cards, &account, why);
		status = 0;
	}
	health_account_clear(&account);
	return status;
}

static void clear_lines(struct why_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(lines[i].text);
}

void account_why_clear(struct account_why *why)
{
	clear_lines(why->ledger.items, why->ledger.count);
	vec_free(&why->ledger);
	clear_lines(why->moves.items, why->moves.count);
	vec_free(&why->moves);
	score_rows_clear(&why->history);
	*why = (struct account_why){ 0 };
}

/* ---- what would move it ---- */

/* An item of its own, so that a search finds it. */
static void say_heading(struct sheet *sheet, int64_t *id, const char *text)
{
	account_blank(sheet);
	sheet_line(sheet, sheet_item(sheet, (*id)++));
	sheet_text(sheet, ROLE_HEADING, text);
}

static void say_none(struct sheet *sheet, const char *text)
{
	sheet_line(sheet, -1);
	sheet_text(sheet, ROLE_DIM, "  ");
	sheet_wrap(sheet, ROLE_DIM, text, 0);
}

static enum role points_role(int points)
{
	return points > 0 ? ROLE_GAIN : points < 0 ? ROLE_LOSS : ROLE_DIM;
}

void account_say_moves(const struct account_view *view, int64_t *id, struct sheet *sheet)
{
	say_heading(sheet, id, "What would move it");
	for (size_t i = 0; i < view->why.moves.count; i++) {
		const struct why_line *move = &view->why.moves.items[i];

		sheet_line(sheet, sheet_item(sheet, (*id)++));
		sheet_printf(sheet, points_role(move->points), "%5s", POINTS_MOVED(view->why.scale, move->points));
		sheet_text(sheet, ROLE_NORMAL, "  ");
		sheet_wrap(sheet, ROLE_NORMAL, move->text, 2);
	}
	if (view->why.moves.count == 0)
		say_none(sheet, "no single act would raise it");
}

/* ---- why it moved ---- */

static void say_date(const struct app *app, struct sheet *sheet, day_t on)
{
	char date[16];

	sheet_text(sheet, ROLE_NORMAL, "  ");
	sheet_cells(sheet, ROLE_DIM, DATE_CELLS, date_format_short(on, app->ctx.as_of, date));
}

static void say_end(const struct app *app, int score, day_t on, const char *what, int64_t *id, struct sheet *sheet)
{
	sheet_line(sheet, sheet_item(sheet, (*id)++));
	sheet_printf(sheet, ROLE_TITLE, "%5s", POINTS_TEXT(app->detail.row.scale, score));
	say_date(app, sheet, on);
	sheet_text(sheet, ROLE_TITLE, what);
}

/* The lines that count, and how many more there are whose share of the difference is less than a point. */
static void say_lines(const struct app *app, const struct account_why *why, int64_t *id, struct sheet *sheet)
{
	size_t small = 0;

	for (size_t i = 0; i < why->ledger.count; i++) {
		const struct why_line *line = &why->ledger.items[i];

		if (line->points == 0) {
			small++;
			continue;
		}
		sheet_line(sheet, sheet_item(sheet, (*id)++));
		sheet_printf(sheet, points_role(line->points), "%5s", POINTS_MOVED(why->scale, line->points));
		say_date(app, sheet, line->on);
		sheet_wrap(sheet, ROLE_NORMAL, line->text, 2);
	}
	if (small == 0)
		return;
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_DIM, "%5d  %*s%zu more, of less than a point each", 0, DATE_CELLS, "", small);
}

void account_say_ledger(const struct app *app, const struct account_view *view, int64_t *id, struct sheet *sheet)
{
	const struct account_why *why = &view->why;
	char date[16];
	struct buf now = { 0 };

	say_heading(sheet, id, LEDGER);
	sheet_printf(sheet, ROLE_DIM, "  since %s%s", date_format_short(why->since, why->until, date),
		     why->since == app->detail.last_review ? ", the last review" : "");
	if (why->ledger.count == 0) {
		say_none(sheet, "nothing moved it");
		return;
	}
	say_end(app, why->before, why->since, why->before == HEALTH_UNKNOWN ? "not known then" : "then", id, sheet);
	say_lines(app, why, id, sheet);
	buf_printf(&now, "now, %s in all", POINTS_MOVED(why->scale, why->points));
	say_end(app, why->after, why->until, buf_text(&now), id, sheet);
	buf_free(&now);
}

/* ---- what was shown ---- */

/* Score over time, a cell for so many days each: what stood on the last of them. Days on which it was not known are
 * left out. */
static void say_spark(const struct account_why *why, struct sheet *sheet)
{
	const struct score_rows *rows = &why->history;
	int days = why->until - why->since, cells = days < SPARKS ? days + 1 : SPARKS;
	const struct score_row *latest = &rows->items[rows->count - 1];
	int64_t values[SPARKS];
	struct buf line = { 0 };
	size_t row = 0, count = 0;

	for (int i = 0; i < cells; i++) {
		day_t on = why->since + (day_t)((int64_t)days * (i + 1) / cells);

		while (row + 1 < rows->count && rows->items[row + 1].on <= on)
			row++;
		if (rows->items[row].on <= on && rows->items[row].hundredths != HEALTH_UNKNOWN)
			values[count++] = rows->items[row].hundredths;
	}
	spark_line(&line, values, count, SPARKS, sheet->signs == TEXT_UTF8);
	sheet_printf(sheet, ROLE_NORMAL, "  %s", buf_text(&line));
	if (latest->hundredths != HEALTH_UNKNOWN)
		sheet_printf(sheet, ROLE_TITLE, " %s", POINTS_TEXT(latest->scale, latest->hundredths / 100));
	buf_free(&line);
}

static void say_row(const struct app *app, const struct score_row *row, int64_t *id, struct sheet *sheet)
{
	sheet_line(sheet, sheet_item(sheet, (*id)++));
	if (row->hundredths == HEALTH_UNKNOWN)
		sheet_printf(sheet, ROLE_UNKNOWN, "%5s", "-");
	else
		sheet_printf(sheet, ROLE_NORMAL, "%5s", POINTS_TEXT(row->scale, row->hundredths / 100));
	say_date(app, sheet, row->on);
	sheet_printf(sheet, band_role(row->band), "%s %-8s", screen_sign(app->screen, band_sign(row->band)),
		     band_name(row->band));
	sheet_printf(sheet, ROLE_DIM, "known %3d%%  ", row->confidence);
	if (row->cause)
		sheet_wrap(sheet, ROLE_NORMAL, row->cause, 2);
}

void account_say_history(const struct app *app, const struct account_view *view, int64_t *id, struct sheet *sheet)
{
	const struct score_rows *rows = &view->why.history;
	size_t first = rows->count > HISTORY_ROWS ? rows->count - HISTORY_ROWS : 0;

	say_heading(sheet, id, "What was shown");
	if (rows->count == 0) {
		say_none(sheet,
			 "nothing yet: a row comes on each day on which score, band or what is known changed");
		return;
	}
	say_spark(&view->why, sheet);
	for (size_t i = rows->count; i > first; i--)
		say_row(app, &rows->items[i - 1], id, sheet);
	if (first > 0) {
		sheet_line(sheet, -1);
		sheet_printf(sheet, ROLE_DIM, "%5s  and %zu before them", "", first);
	}
}

/* ---- since when ---- */

/* From its heading on: it stands below what is asked for first. */
static void show_ledger(struct account_view *view)
{
	struct place *place = &view->places[TAB_HEALTH];

	for (size_t i = 0; i < view->sheet.lines.count; i++) {
		const struct sheet_line *line = &view->sheet.lines.items[i];

		if (line->item < 0 || strncmp(buf_text(&line->text), LEDGER, strlen(LEDGER)) != 0)
			continue;
		place->cursor = (size_t)line->item;
		place->top = i;
		view->at[TAB_HEALTH] = view->sheet.items.items[line->item];
		return;
	}
}

static void since_done(struct app *app, const char *text)
{
	char *typed = xstrdup(text), *word = text_trim(typed);
	struct account_view *view = app->account;
	day_t since = DAY_NONE;
	struct error error;

	if (!view)
		;
	else if (*word && date_parse_typed(word, app->ctx.clock, &since, &error) < 0)
		app_say_error(app, &error);
	else if (*word && since >= app->ctx.as_of)
		app_say(app, true, "why it moved can be told since a day before today");
	else {
		view->since = since;
		app->view_stale = true;
		app_load_view(app);
		show_ledger(view);
	}
	free(typed);
}

void account_ask_since(struct app *app, const struct account_view *view)
{
	char date[DATE_SIZE];

	app_ask(app, "why it moved since (-30d, 2026-08-01; empty: the last review)",
		view->since == DAY_NONE ? "" : date_format(view->since, date), NULL, since_done);
}
