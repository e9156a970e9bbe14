/* What is counted of an account, with how it went: among its outcomes, since that is where value is looked for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/spark.h"
#include "tui/account_view.h"

#define SPARKS 24 /* values of a measure's picture at most */
#define NARROW 90 /* cells below which it is half of that */
#define BAR 12
#define PERCENT 100
#define NAME 24 /* cells of a measure's name */

/* The latest of a key; SIZE_MAX where there is none. */
static size_t latest_of(const struct measures *measures, const char *key)
{
	for (size_t i = 0; i < measures->count; i++) {
		if (strcmp(measures->items[i].key, key) == 0)
			return i;
	}
	return SIZE_MAX;
}

/* Active of licensed seats, where both are known. */
static void say_adoption(const struct account_view *view, struct sheet *sheet)
{
	size_t active = latest_of(&view->measures, "active_seats"),
	       licensed = latest_of(&view->measures, "licensed_seats");
	char used[VALUE_SIZE], bought[VALUE_SIZE];
	struct buf bar = { 0 };
	int64_t part, whole;
	int percent;

	if (active == SIZE_MAX || licensed == SIZE_MAX || view->measures.items[licensed].value <= 0)
		return;
	part = view->measures.items[active].value;
	whole = view->measures.items[licensed].value;
	if (part < 0 || part / PERCENT > whole)
		return;
	percent = (int)((__int128)part * PERCENT / whole);
	spark_bar(&bar, part, whole, BAR, sheet->signs == TEXT_UTF8);
	sheet_line(sheet, sheet_item(sheet, -1));
	sheet_cells(sheet, ROLE_NORMAL, NAME, "seats in use");
	sheet_printf(sheet, ROLE_TITLE, "%10d%% ", percent);
	sheet_printf(sheet, ROLE_NORMAL, " %s  %s of %s", buf_text(&bar), value_format(part, used),
		     value_format(whole, bought));
	buf_free(&bar);
}

/* One key, whose latest is items[at] of count: its name, the latest, the picture, since when. */
static void say_measure(const struct app *app, const struct measures *measures, size_t at, size_t count,
			struct sheet *sheet)
{
	const struct measure *items = &measures->items[at];
	size_t most = sheet->width < NARROW ? SPARKS / 2 : SPARKS, shown = count < most ? count : most;
	char *name = xstrdup(items->key), value[VALUE_SIZE], from[16], to[16];
	int64_t values[SPARKS];
	struct buf line = { 0 };
	int percent;

	for (char *c = name; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	for (size_t i = 0; i < shown; i++)
		values[i] = items[shown - 1 - i].value;
	if (shown > 1)
		spark_line(&line, values, shown, SPARKS, sheet->signs == TEXT_UTF8);
	sheet_line(sheet, sheet_item(sheet, -2 - (int64_t)at));
	sheet_cells(sheet, ROLE_NORMAL, sheet->width < 60 ? NAME / 2 : NAME, name);
	sheet_printf(sheet, ROLE_TITLE, "%11s ", value_format(items->value, value));
	sheet_printf(sheet, ROLE_NORMAL, " %s", buf_text(&line));
	date_format_short(items->on, app->ctx.as_of, to);
	if (shown > 1)
		sheet_printf(sheet, ROLE_DIM, "  %s to %s",
			     date_format_short(items[shown - 1].on, app->ctx.as_of, from), to);
	else
		sheet_printf(sheet, ROLE_DIM, "  %s", to);
	if (measure_trend(measures, at, &percent) && percent != 0)
		sheet_printf(sheet, ROLE_DIM, "  %+d%%", percent);
	buf_free(&line);
	free(name);
}

void account_say_measures(const struct app *app, const struct account_view *view, struct sheet *sheet)
{
	const struct measures *measures = &view->measures;

	if (measures->count == 0)
		return;
	if (view->outcomes.count == 0)
		account_blank(sheet);
	sheet_line(sheet, -1);
	sheet_text(sheet, ROLE_HEADING, "What is counted");
	say_adoption(view, sheet);
	for (size_t at = 0, next; at < measures->count; at = next) {
		for (next = at + 1;
		     next < measures->count && strcmp(measures->items[next].key, measures->items[at].key) == 0;)
			next++;
		say_measure(app, measures, at, next - at, sheet);
	}
}
