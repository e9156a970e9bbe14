/* Promises, outcomes and concerns of an account. */
#include <stdlib.h>
#include <string.h>

#include "core/spark.h"
#include "tui/account_view.h"

#define BAR 20
#define SPARKS 24 /* cells of values over time */

/* ---- promises ---- */

static enum role state_role(enum promise_state state, bool overdue)
{
	switch (state) {
	case PROMISE_OPEN:
		return overdue ? ROLE_RISK : ROLE_NORMAL;
	case PROMISE_KEPT:
		return ROLE_GOOD;
	case PROMISE_BROKEN:
		return ROLE_RISK;
	default:
		return ROLE_DIM;
	}
}

static const char *state_sign(const struct app *app, enum promise_state state, bool overdue)
{
	enum sign sign = state == PROMISE_KEPT	      ? SIGN_YES
			 : state == PROMISE_BROKEN    ? SIGN_NO
			 : state == PROMISE_WITHDRAWN ? SIGN_NA
			 : overdue		      ? SIGN_RISK
						      : SIGN_DOT;

	return screen_sign(app->screen, sign);
}

struct pieces {
	VEC(char *) lines;
};

static void add_piece(void *data, const char *text, size_t size)
{
	struct pieces *pieces = data;

	*vec_add(&pieces->lines) = xstrndup(text, size);
}

static void wrap_pieces(struct pieces *pieces, const char *text, int cells, enum text_signs signs)
{
	struct buf safe = { 0 };

	text_safe(&safe, text, signs);
	(void)text_wrap(buf_text(&safe), cells, add_piece, pieces);
	buf_free(&safe);
}

static void free_pieces(struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->lines.count; i++)
		free(pieces->lines.items[i]);
	vec_free(&pieces->lines);
}

/* Two texts side by side, each wrapped to its half. */
static void say_beside(struct sheet *sheet, int item, enum role role, const char *ours, const char *theirs)
{
	int cells = (sheet->width - SHEET_MARGIN - 2 - 3) / 2;
	struct pieces left = { 0 }, right = { 0 };

	wrap_pieces(&left, ours, cells, sheet->signs);
	wrap_pieces(&right, theirs, cells, sheet->signs);
	for (size_t i = 0; i < left.lines.count || i < right.lines.count; i++) {
		sheet_line(sheet, item);
		sheet_text(sheet, ROLE_NORMAL, "  ");
		sheet_cells(sheet, role, cells, i < left.lines.count ? left.lines.items[i] : "");
		sheet_text(sheet, ROLE_NORMAL, "   ");
		if (i < right.lines.count)
			sheet_text(sheet, role, right.lines.items[i]);
	}
	free_pieces(&left);
	free_pieces(&right);
}

static void say_below(struct sheet *sheet, int item, enum role role, const char *label, const char *text)
{
	sheet_line(sheet, item);
	sheet_printf(sheet, ROLE_DIM, "  %s", label);
	sheet_wrap(sheet, role, text, 0);
}

static void say_promise(const struct app *app, const struct promise *promise, struct sheet *sheet)
{
	const char *theirs = promise->understood ? promise->understood : "not said in their words yet";
	int item = sheet_item(sheet, promise->id);
	bool open = promise->state == PROMISE_OPEN;
	bool overdue = open && promise->due != DAY_NONE && promise->due < app->ctx.as_of;
	enum role role = state_role(promise->state, overdue), words = open ? ROLE_NORMAL : ROLE_DIM;
	struct buf due = { 0 };
	char date[16];

	sheet_line(sheet, item);
	sheet_right(sheet, promise->confirmed ? ROLE_GOOD : ROLE_WATCH,
		    promise->confirmed ? "they confirmed it" : "not confirmed");
	sheet_printf(sheet, role, "%s %s", state_sign(app, promise->state, overdue),
		     promise_state_name(promise->state));
	(void)account_say_due(app, promise->due, open, &due);
	if (open)
		sheet_text(sheet, role, buf_text(&due));
	else
		sheet_printf(sheet, role, " %s", date_format_short(promise->state_since, app->ctx.as_of, date));
	sheet_printf(sheet, ROLE_DIM, "  made %s", date_format_short(promise->made, app->ctx.as_of, date));
	if (promise->contact_name) {
		sheet_text(sheet, ROLE_DIM, " to ");
		sheet_wrap(sheet, ROLE_DIM, promise->contact_name, 1);
	}
	if (sheet->width >= ACCOUNT_WIDE - 4) {
		say_beside(sheet, item, words, promise->text, theirs);
	} else {
		say_below(sheet, item, words, "we said:     ", promise->text);
		say_below(sheet, item, promise->understood ? words : ROLE_DIM, "they expect: ", theirs);
	}
	if (promise->need)
		say_below(sheet, item, words, "need: ", promise->need);
	if (promise->capability)
		say_below(sheet, item, words, "kept by: ", promise->capability);
	if (promise->note)
		say_below(sheet, item, words, "note: ", promise->note);
	account_blank(sheet);
	buf_free(&due);
}

void account_fill_promises(const struct app *app, const struct account_view *view, struct sheet *sheet)
{
	if (view->promises.count == 0) {
		account_say_empty(app, sheet, ACTION_ADD_RECORD, "Nothing is promised yet.",
				  "writes down a promise: what we said, how they understood it, until when.");
		return;
	}
	if (sheet->width >= ACCOUNT_WIDE - 4) {
		sheet_line(sheet, -1);
		sheet_cells(sheet, ROLE_HEADING, 2 + (sheet->width - SHEET_MARGIN - 5) / 2 + 3, "  As we said it");
		sheet_text(sheet, ROLE_HEADING, "As they understood it");
	}
	for (size_t i = 0; i < view->promises.count; i++)
		say_promise(app, &view->promises.items[i], sheet);
}

/* ---- outcomes ---- */

static void value_text(int64_t value, char text[VALUE_SIZE])
{
	if (value == VALUE_NONE)
		strcpy(text, "?");
	else
		value_format(value, text);
}

/* The latest values over time. */
static void say_sparkline(const struct outcome_record *outcome, struct sheet *sheet)
{
	size_t count = outcome->values.count, first = count > SPARKS ? count - SPARKS : 0;
	struct buf line = { 0 };
	int64_t values[SPARKS];

	if (count < 2)
		return;
	for (size_t i = first; i < count; i++)
		values[i - first] = outcome->values.items[i].value;
	spark_line(&line, values, count - first, SPARKS, sheet->signs == TEXT_UTF8);
	sheet_printf(sheet, ROLE_NORMAL, "  %s", buf_text(&line));
	buf_free(&line);
}

static void say_way(const struct app *app, const struct outcome_record *outcome, int item, bool met,
		    struct sheet *sheet)
{
	size_t count = outcome->values.count;
	char from[VALUE_SIZE], now[VALUE_SIZE], to[VALUE_SIZE];
	int percent = 0;
	bool known = outcome_progress(outcome, &percent);
	enum role role = met ? ROLE_GOOD : known && percent < 0 ? ROLE_RISK : ROLE_NORMAL;

	value_text(outcome->baseline, from);
	value_text(count > 0 ? outcome->values.items[count - 1].value : VALUE_NONE, now);
	value_text(outcome->target, to);
	sheet_line(sheet, item);
	sheet_text(sheet, ROLE_NORMAL, "  ");
	if (known) {
		sheet_bar(sheet, role, percent > 100 ? 100 : percent < 0 ? 0 : percent, 100, BAR);
		sheet_printf(sheet, role, " %3d%%  ", percent);
	}
	sheet_printf(sheet, ROLE_NORMAL, "%s %s ", from, screen_sign(app->screen, SIGN_ARROW));
	sheet_text(sheet, ROLE_TITLE, now);
	sheet_printf(sheet, ROLE_NORMAL, " %s target %s", screen_sign(app->screen, SIGN_ARROW), to);
	if (outcome->unit)
		sheet_printf(sheet, ROLE_NORMAL, " %s", outcome->unit);
	say_sparkline(outcome, sheet);
}

static void say_measured(const struct app *app, const struct outcome_record *outcome, int item, bool met,
			 struct sheet *sheet)
{
	size_t count = outcome->values.count;
	const struct outcome_value *latest = count > 0 ? &outcome->values.items[count - 1] : NULL;
	char date[16], name[24] = "";

	sheet_line(sheet, item);
	if (latest) {
		sheet_printf(sheet, ROLE_DIM, "  measured %s%s%s",
			     date_format_short(latest->on, app->ctx.as_of, date), latest->who ? " by " : "",
			     latest->who ? latest->who : "");
		if (latest->note) {
			sheet_text(sheet, ROLE_DIM, ": ");
			sheet_wrap(sheet, ROLE_DIM, latest->note, 0);
		}
	} else {
		keymap_key_of(&app->keymap, KEYS_ACCOUNT, ACTION_ENTER_VALUE, name);
		sheet_printf(sheet, ROLE_WATCH, "  not measured yet; %s enters a value", name);
	}
	if (outcome->story != DAY_NONE)
		sheet_printf(sheet, ROLE_GOOD, "  %s we may tell of it%s", screen_sign(app->screen, SIGN_YES),
			     met ? ": a success story" : "");
	else if (met)
		sheet_text(sheet, ROLE_WATCH, "  may we tell of it?");
}

static void say_outcome(const struct app *app, const struct outcome_record *outcome, struct sheet *sheet)
{
	int item = sheet_item(sheet, outcome->id);
	bool met = outcome_met(outcome);
	struct buf due = { 0 };
	enum role role = account_say_due(app, outcome->due, !met, &due);

	if (met)
		buf_printf(&due, "  %s reached", screen_sign(app->screen, SIGN_YES));
	sheet_line(sheet, item);
	sheet_right(sheet, met ? ROLE_GOOD : role, due.size > 2 ? buf_text(&due) + 2 : "no date");
	sheet_wrap(sheet, ROLE_TITLE, outcome->name, 0);
	say_way(app, outcome, item, met, sheet);
	say_measured(app, outcome, item, met, sheet);
	account_blank(sheet);
	buf_free(&due);
}

void account_fill_outcomes(const struct app *app, const struct account_view *view, struct sheet *sheet)
{
	const struct account_detail *d = &app->detail;

	if (d->definition_of_success) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_HEADING, "Success for them: ");
		sheet_wrap(sheet, ROLE_NORMAL, d->definition_of_success, 3);
		account_blank(sheet);
	}
	if (view->outcomes.count == 0)
		account_say_empty(app, sheet, ACTION_ADD_RECORD, "No outcome is agreed yet.",
				  "writes one down: what they want to reach, from where, to where, until when.");
	for (size_t i = 0; i < view->outcomes.count; i++)
		say_outcome(app, &view->outcomes.items[i], sheet);
	account_say_measures(app, view, sheet);
}

/* ---- concerns ---- */

static void say_concern(const struct app *app, const struct concern *concern, struct sheet *sheet)
{
	bool done = concern->addressed != DAY_NONE;
	int item = sheet_item(sheet, concern->id);
	struct buf right = { 0 };
	char box[16], date[16];

	answer_box(app->screen, done ? ANSWER_YES : ANSWER_OPEN, box);
	buf_printf(&right, done ? "addressed %s" : "heard %s",
		   date_format_short(done ? concern->addressed : concern->day, app->ctx.as_of, date));
	sheet_line(sheet, item);
	sheet_right(sheet, done ? ROLE_DIM : ROLE_NORMAL, buf_text(&right));
	sheet_text(sheet, done ? ROLE_YES : ROLE_NORMAL, box);
	sheet_text(sheet, ROLE_NORMAL, " ");
	sheet_wrap(sheet, done ? ROLE_DIM : ROLE_NORMAL, concern->text, 0);
	if (concern->contact_name)
		say_below(sheet, item, ROLE_DIM, "  from ", concern->contact_name);
	if (concern->how)
		say_below(sheet, item, ROLE_NORMAL, "  how we address it: ", concern->how);
	buf_free(&right);
}

void account_fill_concerns(const struct app *app, const struct account_view *view, struct sheet *sheet)
{
	if (view->concerns.count == 0) {
		account_say_empty(
			app, sheet, ACTION_ADD_RECORD, "No concern is known yet.",
			"writes one down: a need or a hope, from what is broken to what makes their day.");
		return;
	}
	for (int level = 0; level < CONCERN_LEVELS; level++) {
		bool headed = false;

		for (size_t i = 0; i < view->concerns.count; i++) {
			if ((int)view->concerns.items[i].level != level)
				continue;
			if (!headed) {
				sheet_line(sheet, -1);
				sheet_printf(sheet, ROLE_HEADING, "%d %s", level + 1,
					     concern_level_title((enum concern_level)level));
				headed = true;
			}
			say_concern(app, &view->concerns.items[i], sheet);
		}
	}
}
