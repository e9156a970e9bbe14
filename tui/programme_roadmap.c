/* The growth roadmap: a grid of what to build, a row a condition. Items are cells, counted from 1. */
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "tui/programme.h"

#define LABEL_WIDEST 12
#define BAR 6
#define TALL 28 /* lines from which the rows stand apart */

static int column_count(const struct track *track)
{
	int count = 0;

	while (track->columns && track->columns[count])
		count++;
	return count;
}

static int label_width(const struct track *track)
{
	int width = 0;

	for (int s = 0; s < track->stage_count; s++) {
		int cells = track->stages[s].row ? text_width(track->stages[s].row) : 0;

		if (cells > width)
			width = cells;
	}
	return (width < LABEL_WIDEST ? width : LABEL_WIDEST) + 2;
}

/* Names above, ratings below. */
static void say_row(const struct programme_part *part, int s, int label, int cells, bool tall, struct sheet *sheet)
{
	const struct stage *stage = &part->detail.track->stages[s];
	int first = cell_first(part->detail.track, s), items[TRACK_MAX_STAGES];
	const struct condition *condition = &part->conditions[s];

	if (tall)
		sheet_line(sheet, -1);
	sheet_line(sheet, -1);
	sheet_cells(sheet, ROLE_HEADING, label, stage->row ? stage->row : stage->name);
	for (int c = 0; c < stage->cell_count && c < TRACK_MAX_STAGES; c++) {
		items[c] = sheet_item(sheet, first + c + 1);
		sheet_cell_of(sheet, items[c], ROLE_NORMAL, cells - 2, stage->cells[c].name);
		sheet_text(sheet, ROLE_NORMAL, "  ");
	}
	sheet_line(sheet, -1);
	{
		struct buf reached = { 0 };

		if (condition->rated > 0)
			buf_printf(&reached, "%d%%", condition->roadmap);
		sheet_cells(sheet, ROLE_DIM, label, buf_text(&reached));
		buf_free(&reached);
	}
	for (int c = 0; c < stage->cell_count && c < TRACK_MAX_STAGES; c++) {
		int rating = part->ratings[first + c].value;

		sheet_bar(sheet, cell_role(rating), rating < 0 ? 0 : rating, CELL_MAX, BAR);
		sheet_text(sheet, ROLE_NORMAL, " ");
		sheet_cells(sheet, cell_role(rating), cells - BAR - 1, cell_rating_name(rating));
	}
}

static void fill(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		 struct sheet *sheet)
{
	const struct programme_part *part = tab_part(view, tab);
	const struct track *track = part->detail.track;
	int label = label_width(track), columns = column_count(track), cells;

	(void)app;
	say_about(sheet, -1,
		  "What to build so that growth goes on: each row is the other side of one way to get stuck, each "
		  "column a place to build. Rate every field by its question; the row that has reached "
		  "least is the one to build on next.");
	cells = columns > 0 ? (sheet->width - SHEET_MARGIN - label) / columns : 20;
	if (cells > 30)
		cells = 30;
	if (cells < BAR + 4)
		cells = BAR + 4;
	sheet_line(sheet, -1);
	sheet_line(sheet, -1);
	sheet_cells(sheet, ROLE_DIM, label, "");
	for (int c = 0; c < columns; c++)
		sheet_cells(sheet, ROLE_DIM, cells, track->columns[c]);
	for (int s = 0; s < track->stage_count; s++) {
		if (track->stages[s].cell_count > 0)
			say_row(part, s, label, cells, view->inside.height >= TALL, sheet);
	}
}

/* ---- the field under the cursor ---- */

static const struct cell *find_cell(const struct track *track, int64_t item, int *stage)
{
	for (int s = 0; s < track->stage_count; s++) {
		int first = cell_first(track, s);

		if (item > first && item <= first + track->stages[s].cell_count) {
			*stage = s;
			return &track->stages[s].cells[item - 1 - first];
		}
	}
	return NULL;
}

static void say_rating(const struct cell_rating *rating, struct sheet *sheet)
{
	char date[16];

	sheet_line(sheet, -1);
	if (rating->value < 0) {
		sheet_text(sheet, ROLE_DIM, "Not rated yet.");
		return;
	}
	date_format_long(rating->on, date);
	sheet_printf(sheet, ROLE_NORMAL, "Rated %d, %s, on %s by %s.", rating->value,
		     cell_rating_name(rating->value), date, rating->by ? rating->by : "somebody");
	if (rating->note) {
		sheet_line(sheet, -1);
		sheet_text(sheet, ROLE_DIM, "Note: ");
		sheet_wrap(sheet, ROLE_NORMAL, rating->note, 2);
	}
}

static void say_chasm(const struct programme_part *part, int s, struct sheet *sheet)
{
	const struct stage *stage = &part->detail.track->stages[s];
	const struct condition *c = &part->conditions[s];
	const char *row = stage->row ? stage->row : stage->name;
	struct buf text = { 0 };

	if (c->rated > 0)
		buf_printf(&text, "The row %s has reached %d%% (%d of %d rated); ", row, c->roadmap, c->rated,
			   c->cells);
	else
		buf_printf(&text, "No field of the row %s is rated; ", row);
	if (c->symptoms >= 0)
		buf_printf(&text, "%s, by its symptoms: %d%%", stage->name, c->symptoms);
	else
		buf_printf(&text, "no symptom of %s is answered", stage->name);
	sheet_line(sheet, -1);
	sheet_wrap(sheet, ROLE_DIM, buf_text(&text), 0);
	buf_free(&text);
}

static void detail(const struct app *app, const struct programme_view *view, const struct programme_tab *tab,
		   int64_t item, struct sheet *sheet)
{
	const struct programme_part *part = tab_part(view, tab);
	int stage;
	const struct cell *cell = find_cell(part->detail.track, item, &stage);

	(void)app;
	if (!cell)
		return;
	sheet_line(sheet, -1);
	sheet_printf(sheet, ROLE_HEADING, "%s", cell->name);
	sheet_line(sheet, -1);
	if (cell->question)
		sheet_wrap(sheet, ROLE_NORMAL, cell->question, 0);
	say_rating(&part->ratings[item - 1], sheet);
	say_chasm(part, stage, sheet);
}

/* ---- keys ---- */

/* The cell beside, above or below, as the grid shows them. */
static unsigned step(struct programme_view *view, struct programme_tab *tab, int64_t item, int down, int right)
{
	const struct programme_part *part = tab_part(view, tab);
	const struct track *track = part->detail.track;
	int stage, column, to, length;

	if (!find_cell(track, item, &stage))
		return EFFECT_PASS;
	column = (int)item - 1 - cell_first(track, stage) + right;
	for (to = stage + down;
	     down != 0 && to >= 0 && to < track->stage_count && track->stages[to].cell_count == 0;)
		to += down;
	if (to < 0 || to >= track->stage_count)
		return EFFECT_HANDLED;
	length = track->stages[to].cell_count;
	if (column >= length && right == 0)
		column = length - 1;
	if (column < 0 || column >= length)
		return EFFECT_HANDLED;
	tab->place.cursor = (size_t)(cell_first(track, to) + column);
	return EFFECT_HANDLED;
}

static unsigned rate(struct app *app, const struct programme_part *part, int64_t item, int by)
{
	int stage, value = part->ratings[item - 1].value + by;
	const struct cell *cell = find_cell(part->detail.track, item, &stage);

	if (!cell)
		return EFFECT_HANDLED;
	if (value > CELL_MAX || value < (by == 0 ? -1 : 0)) {
		app_say(app, false, value > CELL_MAX ? "it is in place already" : "it is not there already");
		return EFFECT_HANDLED;
	}
	programme_rate(app, part->detail.track, cell, value, NULL);
	return EFFECT_HANDLED;
}

static unsigned action(struct app *app, struct programme_view *view, struct programme_tab *tab, int64_t item,
		       enum action_id id)
{
	const struct programme_part *part = tab_part(view, tab);
	int stage;
	const struct cell *cell = find_cell(part->detail.track, item, &stage);

	if (!cell)
		return EFFECT_PASS;
	switch (id) {
	case ACTION_DOWN:
		return step(view, tab, item, 1, 0);
	case ACTION_UP:
		return step(view, tab, item, -1, 0);
	case ACTION_LEFT:
		return step(view, tab, item, 0, -1);
	case ACTION_RIGHT:
		return step(view, tab, item, 0, 1);
	case ACTION_YES:
		return rate(app, part, item, 1);
	case ACTION_NA:
		return rate(app, part, item, -1);
	case ACTION_NO:
		if (part->ratings[item - 1].value < 0)
			app_say(app, false, "%s is not rated", cell->name);
		else
			programme_rate(app, part->detail.track, cell, -1, NULL);
		return EFFECT_HANDLED;
	case ACTION_OPEN:
	case ACTION_EDIT_NOTE:
		programme_rate_note(app, view, part->detail.track, cell, &part->ratings[item - 1]);
		return EFFECT_HANDLED;
	default:
		return EFFECT_PASS;
	}
}

static void hint(const struct app *app, struct buf *out)
{
	hint_key(app, KEYS_PROGRAMME, ACTION_YES, "more", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_NA, "less", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_NO, "not rated", out);
	hint_key(app, KEYS_PROGRAMME, ACTION_OPEN, "note", out);
	hint_key(app, KEYS_ANY, ACTION_UNDO, "undo", out);
}

const struct programme_ops tab_roadmap = { .fill = fill, .detail = detail, .action = action, .hint = hint };
