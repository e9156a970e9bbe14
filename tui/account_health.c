/* Why health is what it is, and what was done of late. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/indicator.h"
#include "core/spark.h"
#include "tui/account_view.h"

#define BAR 10	   /* cells of a part's score */
#define NUMBERS 36 /* cells of weight, score, points, age, state */
#define FEWER 14   /* of score and points alone, where the rest would leave no room for names */
#define NAME_LEAST 12
#define NAME_MOST 30

/* ---- the parts ---- */

static bool is_narrow(const struct sheet *sheet)
{
	return sheet->width - SHEET_MARGIN - NUMBERS - 4 < NAME_LEAST;
}

/* Cells for the name of an indicator; a dimension's has two more. */
static int name_cells(const struct sheet *sheet)
{
	int cells = sheet->width - SHEET_MARGIN - (is_narrow(sheet) ? FEWER : NUMBERS) - 4;

	return cells > NAME_MOST ? NAME_MOST : cells;
}

static void say_numbers(const struct app *app, struct sheet *sheet, enum role role, int weight, int score,
			int points, const char *age)
{
	int scale = app->detail.health.scorecard->scale;

	if (is_narrow(sheet)) {
		sheet_printf(sheet, role, "%6s ",
			     POINTS_TEXT(scale, score == HEALTH_UNKNOWN ? HEALTH_UNKNOWN : score / 100));
		sheet_printf(sheet, role, "%6s ", POINTS_TEXT(scale, points));
		return;
	}
	sheet_printf(sheet, role, "%6d %6s %6s %6s  ", weight,
		     POINTS_TEXT(scale, score == HEALTH_UNKNOWN ? HEALTH_UNKNOWN : score / 100),
		     POINTS_TEXT(scale, points), age);
}

static enum role state_role(enum indicator_state state)
{
	return state == INDICATOR_STALE ? ROLE_WATCH : state == INDICATOR_KNOWN ? ROLE_NORMAL : ROLE_DIM;
}

/* Its title, or its name as words; yours to free. */
static char *indicator_words(const struct indicator *indicator)
{
	char *words = xstrdup(indicator_title(indicator));

	for (char *c = words; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	return words;
}

static void say_indicator(const struct app *app, int at, int64_t id, struct sheet *sheet)
{
	const struct health *health = &app->detail.health;
	const struct indicator_score *score = &health->indicators[at];
	enum role role = state_role(score->state);
	int item = sheet_item(sheet, id);
	char age[16] = "", *title = indicator_words(score->indicator);
	struct buf value = { 0 };

	if (score->reading.known && score->reading.age_days >= 0)
		(void)snprintf(age, sizeof age, "%dd", score->reading.age_days);
	if (score->reading.known)
		indicator_say(health, at, &app->detail.view, &value);
	sheet_line(sheet, item);
	sheet_text(sheet, ROLE_NORMAL, "  ");
	sheet_cells(sheet, role, name_cells(sheet), title);
	say_numbers(app, sheet, role, score->indicator->weight, score->score, score->points, age);
	if (!is_narrow(sheet))
		sheet_printf(sheet, role, "%s%s", indicator_state_name(score->state), score->marked ? ", old" : "");
	if (!is_narrow(sheet) && score->grade && score->grade->label)
		sheet_printf(sheet, role, " (%s)", score->grade->label);
	if (value.size > 0 && sheet->width >= ACCOUNT_WIDE - 4) {
		sheet_text(sheet, ROLE_NORMAL, "  ");
		sheet_wrap(sheet, ROLE_DIM, buf_text(&value), 0);
	} else if (value.size > 0) {
		sheet_line(sheet, item);
		sheet_text(sheet, ROLE_NORMAL, "      ");
		sheet_wrap(sheet, ROLE_DIM, buf_text(&value), 0);
	}
	buf_free(&value);
	free(title);
}

/* Nothing is known of any of its indicators: which, in a word each. */
static void say_unknown(const struct dimension_score *score, struct sheet *sheet)
{
	struct buf titles = { 0 };

	buf_str(&titles, "nothing known");
	for (int i = 0; sheet->width >= ACCOUNT_WIDE - 4 && i < score->dimension->count; i++) {
		char *title = indicator_words(&score->dimension->indicators[i]);

		buf_printf(&titles, "%s%s", i == 0 ? ": " : ", ", title);
		free(title);
	}
	sheet_wrap(sheet, ROLE_DIM, buf_text(&titles), 0);
	buf_free(&titles);
}

static void say_dimension(const struct app *app, int at, int64_t *id, struct sheet *sheet)
{
	const struct dimension_score *score = &app->detail.health.dimensions[at];
	const struct dimension *dimension = score->dimension;
	struct buf bar = { 0 };

	sheet_line(sheet, sheet_item(sheet, (*id)++));
	sheet_cells(sheet, ROLE_HEADING, name_cells(sheet) + 2,
		    dimension->title ? dimension->title : dimension->name);
	say_numbers(app, sheet, ROLE_HEADING, dimension->weight, score->score, score->points, "");
	if (score->score == HEALTH_UNKNOWN) {
		say_unknown(score, sheet);
		return;
	}
	if (!is_narrow(sheet))
		spark_bar(&bar, score->score, 10000, BAR, sheet->signs == TEXT_UTF8);
	sheet_text(sheet, ROLE_NORMAL, buf_text(&bar));
	buf_free(&bar);
	for (int i = 0; i < dimension->count; i++)
		say_indicator(app, score->first + i, (*id)++, sheet);
}

/* ---- the whole ---- */

static void say_override(const struct app *app, const struct override *override, struct sheet *sheet)
{
	const struct health *health = &app->detail.health;
	char date[16];

	if (!override->holds)
		return;
	sheet_line(sheet, -1);
	sheet_printf(sheet, band_role(override->band),
		     "%s by hand until %s: ", scorecard_label(health->scorecard, override->band),
		     date_format_short(override->until, app->ctx.as_of, date));
	sheet_wrap(sheet, ROLE_NORMAL, override->reason ? override->reason : "", 0);
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_DIM, "by %s; computed it is %s", override->who ? override->who : "somebody",
		     scorecard_label(health->scorecard, health->computed));
}

static void say_whole(const struct app *app, const struct account_view *view, struct sheet *sheet)
{
	const struct health *health = &app->detail.health;
	int trend = app->detail.row.trend;

	sheet_line(sheet, -1);
	if (health->score == HEALTH_UNKNOWN)
		sheet_text(sheet, ROLE_UNKNOWN, "Health is not known");
	else
		sheet_printf(sheet, band_role(health->band), "Health %s %s %s",
			     POINTS_TEXT(health->scorecard->scale, health->score),
			     screen_sign(app->screen, band_sign(health->band)),
			     scorecard_label(health->scorecard, health->band));
	if (trend != TREND_NONE)
		sheet_printf(sheet, ROLE_NORMAL, "  %s %s in %d days", screen_sign(app->screen, trend_sign(trend)),
			     POINTS_MOVED(health->scorecard->scale, trend), TREND_DAYS);
	sheet_printf(sheet, ROLE_NORMAL, "  known %d%%", health->confidence);
	sheet_printf(sheet, ROLE_DIM, "  by %s %s", health->scorecard->name, health->scorecard->version);
	say_override(app, &view->override, sheet);
}

static void say_parts(const struct app *app, int64_t *id, struct sheet *sheet)
{
	const struct health *health = &app->detail.health;
	int name = name_cells(sheet), sum = 0;

	account_blank(sheet);
	sheet_line(sheet, -1);
	sheet_cells(sheet, ROLE_DIM, name + 2, "");
	if (is_narrow(sheet))
		sheet_printf(sheet, ROLE_DIM, "%6s %6s ", "score", "points");
	else
		sheet_printf(sheet, ROLE_DIM, "%6s %6s %6s %6s  ", "weight", "score", "points", "age");
	for (int i = 0; i < health->count; i++) {
		say_dimension(app, i, id, sheet);
		sum += health->dimensions[i].points;
	}
	sheet_line(sheet, -1);
	sheet_cells(sheet, ROLE_TITLE, name + 2, "together");
	if (health->score != HEALTH_UNKNOWN)
		sheet_printf(sheet, ROLE_TITLE, is_narrow(sheet) ? "%s%6s %6s" : "%6s %6s %6s", "", "",
			     POINTS_TEXT(health->scorecard->scale, sum));
}

/* ---- what was done of late ---- */

static void say_entries(const struct account_view *view, int64_t *id, struct sheet *sheet)
{
	account_blank(sheet);
	sheet_line(sheet, -1);
	sheet_text(sheet, ROLE_HEADING, "Last changes");
	if (view->entries.count == 0) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_DIM, "  none yet");
	}
	for (size_t i = 0; i < view->entries.count; i++) {
		const struct account_entry *entry = &view->entries.items[i];
		char date[DATE_SIZE];

		sheet_line(sheet, sheet_item(sheet, (*id)++));
		sheet_printf(sheet, ROLE_DIM, "  %s %s ", date_format((day_t)(entry->at / 86400000), date),
			     entry->who ? entry->who : "");
		sheet_wrap(sheet, ROLE_NORMAL, entry->sentence ? entry->sentence : "", 3);
	}
}

void account_fill_health(const struct app *app, const struct account_view *view, struct sheet *sheet)
{
	int64_t id = 1;

	if (!app->detail.health.scorecard)
		return;
	say_whole(app, view, sheet);
	say_parts(app, &id, sheet);
	account_say_moves(view, &id, sheet);
	account_say_ledger(app, view, &id, sheet);
	account_say_history(app, view, &id, sheet);
	say_entries(view, &id, sheet);
}
