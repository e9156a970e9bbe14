/* Charts of a grid as SVG within HTML: how a period went from its opening to its closing, rates as lines, what is
 * ahead with its range. As wide as a phone, so that their text is readable on one. */
#include <stdlib.h>
#include <string.h>

#include "cmd/markup.h"
#include "cmd/out_grid.h"
#include "core/text.h"

#define WIDTH 360
#define LABEL 100    /* room for what a bar is, before it */
#define AMOUNT 70    /* for what it comes to, after it */
#define RANGE 95     /* for a range */
#define ROW 22	     /* from one bar to the next */
#define TEXT_ROOM 17 /* characters of a label */

/* ---- values to places: tenths of a pixel, so that no float is needed ---- */

struct axis {
	int64_t low, high;
	int start, room; /* pixels */
};

static void reach(struct axis *axis, int64_t value)
{
	axis->low = value < axis->low ? value : axis->low;
	axis->high = value > axis->high ? value : axis->high;
}

static int place(const struct axis *axis, int64_t value)
{
	__int128 range = (__int128)axis->high - axis->low;

	return range > 0 ? axis->start * 10 + (int)(((__int128)value - axis->low) * axis->room * 10 / range)
			 : axis->start * 10;
}

static void tenths(struct buf *out, const char *before, int value)
{
	buf_printf(out, "%s%s%d.%d\"", before, value < 0 ? "-" : "", abs(value) / 10, abs(value) % 10);
}

static void bar(struct buf *out, const char *class, int from, int to, int y, int height)
{
	int left = from < to ? from : to, wide = abs(to - from);

	buf_printf(out, "<rect class=\"%s\" y=\"%d\" height=\"%d\"", class, y, height);
	tenths(out, " x=\"", left);
	tenths(out, " width=\"", wide > 10 ? wide : 10); /* what is there is seen */
	buf_str(out, "/>\n");
}

/* ---- texts ---- */

/* Money in three digits; the table beside has it exactly. */
static void say(const struct ctx *ctx, const struct grid *grid, enum grid_kind kind, int64_t value, struct buf *out)
{
	char text[MONEY_TEXT];

	if (grid_is_money(kind))
		buf_str(out, money_short(value, grid->currency, ctx->utf8, text));
	else
		grid_show(ctx, kind, value, grid->currency, out);
}

static void put_text(struct buf *out, int x, int y, const char *anchor, const char *class, const char *text)
{
	struct buf safe = { 0 }, fit = { 0 };

	text_safe(&safe, text, TEXT_UTF8);
	buf_add(&fit, buf_text(&safe), text_fit(buf_text(&safe), TEXT_ROOM + 8, NULL));
	buf_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" class=\"%s\">", x, y, anchor, class);
	html_line(out, buf_text(&fit));
	buf_str(out, "</text>\n");
	buf_free(&safe);
	buf_free(&fit);
}

static void put_value(const struct ctx *ctx, const struct grid *grid, enum grid_kind kind, int64_t value,
		      const char *sign, int y, const char *class, struct buf *out)
{
	struct buf text = { 0 };

	buf_str(&text, sign);
	say(ctx, grid, kind, value, &text);
	put_text(out, WIDTH, y, "end", class, buf_text(&text));
	buf_free(&text);
}

static void begin(struct buf *out, const char *caption, const char *column, const struct grid *grid, int height)
{
	buf_str(out, "<figure><figcaption>");
	html_line(out, caption);
	if (column) {
		buf_char(out, ' ');
		html_line(out, column);
	}
	buf_str(out, ": ");
	html_line(out, grid->title);
	buf_printf(out, "</figcaption>\n<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, height);
	html_line(out, caption);
	buf_str(out, "\">\n");
}

static void end(struct buf *out)
{
	buf_str(out, "</svg></figure>\n");
}

static bool is_number(const struct grid_cell *cell)
{
	return cell->known && cell->kind != GRID_TEXT && cell->kind != GRID_NOTHING;
}

/* ---- the waterfall ---- */

/* The latest column that is over and has something in it; the count of columns: none has. */
static size_t waterfall_column(const struct grid *grid)
{
	for (size_t c = grid->columns.count; c-- > 0;)
		for (size_t r = 0; r < grid->rows.count && !grid->columns.items[c].running; r++)
			if (grid->rows.items[r].step != STEP_NONE && is_number(grid_at(grid, r, c)) &&
			    grid_at(grid, r, c)->value != 0)
				return c;
	return grid->columns.count;
}

/* Where what moved is little beside what was there the axis does not begin at 0, or one would not see it. */
static struct axis waterfall_axis(const struct grid *grid, size_t column, int *steps)
{
	struct axis axis = { INT64_MAX, INT64_MIN, LABEL, WIDTH - LABEL - AMOUNT };
	int64_t at = 0;

	*steps = 0;
	for (size_t r = 0; r < grid->rows.count; r++) {
		enum grid_step step = grid->rows.items[r].step;
		int64_t value = grid_at(grid, r, column)->value;

		if (step == STEP_NONE)
			continue;
		at = step == STEP_LEVEL ? value : step == STEP_UP ? at + value : at - value;
		reach(&axis, at);
		++*steps;
	}
	if (axis.low > 0 && axis.high - axis.low < axis.high / 2)
		axis.low -= (axis.high - axis.low) / 4 + 1;
	else if (axis.low > 0)
		axis.low = 0;
	if (axis.high < 0)
		axis.high = 0;
	return axis;
}

static void waterfall(const struct ctx *ctx, const struct grid *grid, size_t column, struct buf *out)
{
	static const char *const classes[] = { "", "level", "up", "down" }, *const signs[] = { "", "", "+", "-" };
	struct buf from = { 0 };
	int64_t at = 0;
	int steps, y = 0;
	struct axis axis = waterfall_axis(grid, column, &steps);

	begin(out, "From opening to closing,", grid->columns.items[column].title, grid,
	      steps * ROW + (axis.low ? 14 : 2));
	for (size_t r = 0; r < grid->rows.count; r++) {
		const struct grid_cell *cell = grid_at(grid, r, column);
		enum grid_step step = grid->rows.items[r].step;
		int64_t before = at;

		if (step == STEP_NONE)
			continue;
		at = step == STEP_LEVEL ? cell->value : step == STEP_UP ? at + cell->value : at - cell->value;
		put_text(out, LABEL - 6, y + 15, "end", step == STEP_LEVEL ? "strong" : "label",
			 grid->rows.items[r].title);
		if (cell->value)
			bar(out, classes[step],
			    place(&axis, step == STEP_LEVEL ? axis.low > 0 ? axis.low : 0 : before),
			    place(&axis, at), y + 4, ROW - 8);
		put_value(ctx, grid, cell->kind, cell->value, cell->value ? signs[step] : "", y + 15,
			  step == STEP_LEVEL ? "strong" : "label", out);
		y += ROW;
	}
	if (axis.low) {
		buf_str(&from, "bars begin at ");
		say(ctx, grid, GRID_MONEY, axis.low, &from);
		put_text(out, LABEL, y + 10, "start", "quiet", buf_text(&from));
	}
	buf_free(&from);
	end(out);
}

/* ---- what is ahead: a bar from low to high, likely marked on it ---- */

static void ranges(const struct ctx *ctx, const struct grid *grid, size_t low, size_t likely, size_t high,
		   struct buf *out)
{
	struct axis axis = { 0, 0, 70, WIDTH - 70 - RANGE };
	int y = 0;

	for (size_t c = 0; c < grid->columns.count; c++) {
		reach(&axis, grid_at(grid, low, c)->value);
		reach(&axis, grid_at(grid, high, c)->value);
	}
	begin(out, grid->rows.items[likely].title, "and the range from low to high", grid,
	      (int)grid->columns.count * (ROW + 10));
	for (size_t c = 0; c < grid->columns.count; c++, y += ROW + 10) {
		const struct grid_cell *cells[] = { grid_at(grid, low, c), grid_at(grid, likely, c),
						    grid_at(grid, high, c) };
		struct buf range = { 0 };
		int at;

		put_text(out, 64, y + 15, "end", "label", grid->columns.items[c].title);
		if (!is_number(cells[0]) || !is_number(cells[1]) || !is_number(cells[2]))
			continue;
		at = place(&axis, cells[1]->value);
		bar(out, "likely", place(&axis, 0), at, y + 4, ROW - 8);
		bar(out, "range", place(&axis, cells[0]->value), place(&axis, cells[2]->value), y + 8, ROW - 16);
		bar(out, "mark", at - 10, at + 10, y + 1, ROW - 2);
		put_value(ctx, grid, cells[1]->kind, cells[1]->value, "", y + 15, "strong", out);
		if (cells[0]->value < cells[2]->value) {
			say(ctx, grid, cells[0]->kind, cells[0]->value, &range);
			buf_str(&range, " to ");
			say(ctx, grid, cells[2]->kind, cells[2]->value, &range);
			put_text(out, WIDTH, y + ROW + 4, "end", "quiet", buf_text(&range));
		}
		buf_free(&range);
	}
	end(out);
}

/* ---- lines: the head rates of a series ---- */

enum { LINES = 3, LINE_HEIGHT = 130, LINE_TOP = 12, LINE_BOTTOM = 22, LINE_ROOM = 110, LINE_LEFT = 6 };

struct lines {
	size_t rows[LINES];
	int count;
	struct axis axis; /* of heights, from the top */
};

static bool is_rate(enum grid_kind kind)
{
	return kind == GRID_PERCENT || kind == GRID_POINTS;
}

static struct lines choose_lines(const struct grid *grid)
{
	struct lines lines = { .axis = { INT64_MAX, INT64_MIN, LINE_TOP, LINE_HEIGHT - LINE_TOP - LINE_BOTTOM } };

	for (size_t r = 0; r < grid->rows.count && lines.count < LINES; r++) {
		size_t known = 0;

		if (!grid->rows.items[r].strong)
			continue;
		for (size_t c = 0; c < grid->columns.count; c++)
			if (is_number(grid_at(grid, r, c)) && is_rate(grid_at(grid, r, c)->kind)) {
				reach(&lines.axis, grid_at(grid, r, c)->value);
				known++;
			}
		if (known > 1)
			lines.rows[lines.count++] = r;
	}
	return lines;
}

/* Upwards. */
static int height_of(const struct lines *lines, int64_t value)
{
	return (lines->axis.start * 2 + lines->axis.room) * 10 - place(&lines->axis, value);
}

static int across(const struct grid *grid, size_t column)
{
	int room = (WIDTH - LINE_LEFT - LINE_ROOM) * 10;

	return LINE_LEFT * 10 + (int)((int64_t)room * (int64_t)column / (int64_t)(grid->columns.count - 1));
}

/* Where a value is not known the line breaks off. */
static void draw_line(const struct grid *grid, const struct lines *lines, int line, struct buf *out)
{
	bool drawing = false;

	buf_printf(out, "<path class=\"line line%d\" d=\"", line + 1);
	for (size_t c = 0; c < grid->columns.count; c++) {
		const struct grid_cell *cell = grid_at(grid, lines->rows[line], c);
		int x = across(grid, c), y;

		if (is_number(cell)) {
			y = height_of(lines, cell->value);
			buf_printf(out, "%s%d.%d %d.%d", drawing ? "L" : "M", x / 10, x % 10, y / 10, y % 10);
		}
		drawing = is_number(cell);
	}
	buf_str(out, "\"/>\n");
	for (size_t c = 0; c < grid->columns.count; c++) {
		const struct grid_cell *cell = grid_at(grid, lines->rows[line], c);

		if (!is_number(cell))
			continue;
		buf_printf(out, "<circle class=\"dot%d\" r=\"2.5\"", line + 1);
		tenths(out, " cx=\"", across(grid, c));
		tenths(out, " cy=\"", height_of(lines, cell->value));
		buf_str(out, "/>\n");
	}
}

/* Names and last values after the lines' ends, none on another. */
static void name_lines(const struct ctx *ctx, const struct grid *grid, const struct lines *lines, struct buf *out)
{
	int taken[LINES];

	for (int i = 0; i < lines->count; i++) {
		const struct grid_cell *last = NULL;
		struct buf text = { 0 };
		int y;

		for (size_t c = 0; c < grid->columns.count; c++)
			if (is_number(grid_at(grid, lines->rows[i], c)))
				last = grid_at(grid, lines->rows[i], c);
		y = height_of(lines, last->value) / 10 + 4;
		for (int k = 0; k < i; k++)
			if (abs(taken[k] - y) < 13) {
				y = taken[k] >= y && y > 26 ? taken[k] - 13 : taken[k] + 13;
				k = -1;
			}
		taken[i] = y;
		buf_printf(&text, "%s ", grid->rows.items[lines->rows[i]].title);
		say(ctx, grid, last->kind, last->value, &text);
		put_text(out, WIDTH - LINE_ROOM + 10, y, "start",
			 i == 0	  ? "name1"
			 : i == 1 ? "name2"
				  : "name3",
			 buf_text(&text));
		buf_free(&text);
	}
}

static void draw_lines(const struct ctx *ctx, const struct grid *grid, struct lines *lines, struct buf *out)
{
	const struct grid_cell *any = NULL;
	struct buf last = { 0 };
	int64_t even;

	for (size_t c = 0; c < grid->columns.count && !any; c++)
		if (is_number(grid_at(grid, lines->rows[0], c)))
			any = grid_at(grid, lines->rows[0], c);
	even = any->kind == GRID_PERCENT ? 10000 : 0;
	if (lines->axis.high == lines->axis.low)
		lines->axis.high++;
	begin(out, "Over time", NULL, grid, LINE_HEIGHT);
	if (even >= lines->axis.low && even <= lines->axis.high) {
		buf_printf(out, "<line class=\"even\" x1=\"%d\" x2=\"%d\"", LINE_LEFT, WIDTH - LINE_ROOM);
		tenths(out, " y1=\"", height_of(lines, even));
		tenths(out, " y2=\"", height_of(lines, even));
		buf_str(out, "/>\n");
		put_text(out, LINE_LEFT, height_of(lines, even) / 10 - 4, "start", "quiet",
			 any->kind == GRID_PERCENT ? "100 %" : "0");
	}
	for (int i = 0; i < lines->count; i++)
		draw_line(grid, lines, i, out);
	name_lines(ctx, grid, lines, out);
	put_text(out, 0, LINE_HEIGHT - 4, "start", "quiet", grid->columns.items[0].title);
	buf_printf(&last, "%s%s", grid->columns.items[grid->columns.count - 1].title,
		   grid->columns.items[grid->columns.count - 1].running ? " *" : "");
	put_text(out, WIDTH - LINE_ROOM, LINE_HEIGHT - 4, "end", "quiet", buf_text(&last));
	buf_free(&last);
	end(out);
}

void report_charts(const struct ctx *ctx, const struct grid *grid, struct buf *out)
{
	size_t low = grid_find_row(grid, "low"), likely = grid_find_row(grid, "likely");
	size_t high = grid_find_row(grid, "high"), none = grid->rows.count, column;
	struct lines lines;

	if (!grid->series || grid->columns.count < 1)
		return;
	if (low < none && likely < none && high < none) {
		ranges(ctx, grid, low, likely, high, out);
		return;
	}
	column = waterfall_column(grid);
	if (column < grid->columns.count)
		waterfall(ctx, grid, column, out);
	lines = choose_lines(grid);
	if (lines.count && grid->columns.count > 1)
		draw_lines(ctx, grid, &lines, out);
}
