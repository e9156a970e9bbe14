/* Text for people: foreign text made safe, columns straight, cut to the terminal. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/markup.h"
#include "cmd/out.h"
#include "core/text.h"

#define GAP 2
#define HIDDEN (-1) /* for a width */

enum text_signs out_signs(const struct ctx *ctx)
{
	return ctx->utf8 ? TEXT_UTF8 : TEXT_ASCII;
}

void out_safe(const struct ctx *ctx, struct buf *out, const char *text)
{
	if (text)
		text_safe(out, text, out_signs(ctx));
}

void out_print(const struct ctx *ctx, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(ctx->out, format, args);
	va_end(args);
}

void out_flush(const struct ctx *ctx, struct buf *buf)
{
	fwrite(buf_text(buf), 1, buf->size, ctx->out);
	buf_clear(buf);
}

const char *out_mark(const struct ctx *ctx, enum answer answer)
{
	static const char *const signs[][2] = {
		[ANSWER_OPEN] = { " ", " " },
		[ANSWER_YES] = { "x", "\xe2\x9c\x94" },
		[ANSWER_NO] = { "!", "\xe2\x9c\x98" },
		[ANSWER_NA] = { "-", "\xe2\x80\x93" },
	};

	return signs[answer][ctx->utf8];
}

void out_health(const struct ctx *ctx, struct buf *out, const struct account_row *row)
{
	if (row->health != HEALTH_UNKNOWN)
		buf_printf(out, "%s ", POINTS_TEXT(row->scale, row->health / 100));
	out_safe(ctx, out, account_band_label(row));
	if (row->band_cause == BAND_BY_HAND)
		buf_char(out, '*');
	if (row->health != HEALTH_UNKNOWN && row->trend != TREND_NONE && row->trend)
		buf_printf(out, " %s", POINTS_MOVED(row->scale, row->trend));
}

/* Level-up 3/12 of the main track; of the lens only where it is. */
static void lens_cell(const struct ctx *ctx, struct buf *out, const struct account_row *row)
{
	if (!row->lens)
		return;
	out_safe(ctx, out, row->lens);
	if (row->lens_completed)
		buf_str(out, " completed");
	if (row->lens_passed)
		buf_str(out, " (passed)");
}

static void stage_cell(const struct ctx *ctx, struct buf *out, const struct account_row *row)
{
	if (!row->track)
		return;
	out_safe(ctx, out, row->stage ? row->stage : "none");
	if (row->completed)
		buf_str(out, " completed");
	else
		buf_printf(out, " %d/%d", row->settled, row->required);
	if (row->passed)
		buf_str(out, " (passed)");
}

void out_cell(const struct ctx *ctx, struct buf *out, enum column column, const struct account_row *row)
{
	char text[MONEY_TEXT];
	bool known;
	int64_t number;

	if (column == COLUMN_STAGE) {
		stage_cell(ctx, out, row);
		return;
	}
	if (column == COLUMN_LENS) {
		lens_cell(ctx, out, row);
		return;
	}
	if (column == COLUMN_HEALTH) {
		out_health(ctx, out, row);
		return;
	}
	if (column_info(column)->kind == COLUMN_TEXT) {
		out_safe(ctx, out, column_text(column, row));
		return;
	}
	number = column_number(column, row, &known);
	if (!known)
		return;
	if (column_info(column)->kind == COLUMN_DATE)
		buf_str(out, date_format_short((day_t)number, ctx->as_of, text));
	else if (column_info(column)->kind == COLUMN_MONEY)
		buf_str(out, money_format(number, row->arr.currency, ctx->utf8, text));
	else
		buf_printf(out, "%lld", (long long)number);
}

/* ---- tables ---- */

void table_add(struct table *table, const char *safe)
{
	*vec_add(&table->cells) = xstrdup(safe);
}

void table_clear(struct table *table)
{
	for (size_t i = 0; i < table->cells.count; i++)
		free(table->cells.items[i]);
	vec_free(&table->cells);
}

/* Takes blanks off the end and, on a terminal, what would not fit. */
static void print_line(const struct ctx *ctx, struct buf *line)
{
	size_t size = ctx->width > 0 ? text_fit(buf_text(line), ctx->width, NULL) : line->size;

	while (size && buf_text(line)[size - 1] == ' ')
		size--;
	fwrite(buf_text(line), 1, size, ctx->out);
	fputc('\n', ctx->out);
	buf_clear(line);
}

static void add_row(const struct ctx *ctx, const struct table *table, const int *widths, const char *const *cells,
		    struct buf *line)
{
	for (int i = 0; i < table->count; i++) {
		if (widths[i] == HIDDEN)
			continue;
		if (i)
			buf_str(line, "  ");
		text_column(line, cells[i], widths[i], table->columns[i].right, out_signs(ctx));
	}
	print_line(ctx, line);
}

/* The column that can best be missed, of those that say how well; -1: none. */
static int least_column(const struct table *table, const int *widths)
{
	int least = -1;

	for (int i = 1; i < table->count; i++)
		if (widths[i] != HIDDEN && table->columns[i].keep &&
		    (least < 0 || table->columns[i].keep < table->columns[least].keep))
			least = i;
	return least;
}

/* When it is too wide for the terminal the first column, the name, gives way down to a third, then whole columns
 * go: half an amount would be a wrong one. */
static void fit_widths(const struct ctx *ctx, const struct table *table, int *widths)
{
	int over = (table->count - 1) * GAP - ctx->width, room = widths[0] - ctx->width / 3, column;

	if (ctx->width <= 0 || !table->count)
		return;
	for (int i = 0; i < table->count; i++)
		over += widths[i];
	while (over > 0 && over > room && (column = least_column(table, widths)) > 0) {
		over -= widths[column] + GAP;
		widths[column] = HIDDEN;
	}
	if (over > 0 && room > 0)
		widths[0] -= over < room ? over : room;
}

void table_print(const struct ctx *ctx, struct table *table)
{
	size_t columns = (size_t)table->count;
	int *widths = xcalloc(columns + 1, sizeof *widths);
	const char **cells = xcalloc(columns + 1, sizeof *cells);
	struct buf line = { 0 };

	for (size_t i = 0; i < columns; i++) {
		cells[i] = table->columns[i].title;
		widths[i] = text_width(cells[i]);
	}
	for (size_t i = 0; i < table->cells.count; i++) {
		int width = text_width(table->cells.items[i]);

		if (width > widths[i % columns])
			widths[i % columns] = width;
	}
	fit_widths(ctx, table, widths);
	add_row(ctx, table, widths, cells, &line);
	for (size_t row = 0; row + columns <= table->cells.count; row += columns)
		add_row(ctx, table, widths, (const char *const *)&table->cells.items[row], &line);
	buf_free(&line);
	free(widths);
	free(cells);
	table_clear(table);
}

static void markdown_cell(struct buf *line, const char *text)
{
	buf_str(line, "| ");
	markdown_text(line, text);
	buf_char(line, ' ');
}

void table_markdown(const struct ctx *ctx, struct table *table)
{
	size_t columns = (size_t)table->count;
	struct buf line = { 0 };

	for (size_t i = 0; i < columns; i++)
		markdown_cell(&line, table->columns[i].title);
	buf_str(&line, "|\n");
	for (size_t i = 0; i < columns; i++)
		buf_str(&line, table->columns[i].right ? "|--:" : "|---");
	buf_str(&line, "|\n");
	for (size_t i = 0; i < table->cells.count; i++) {
		markdown_cell(&line, table->cells.items[i]);
		if ((i + 1) % columns == 0) {
			buf_str(&line, "|\n");
			out_flush(ctx, &line);
		}
	}
	out_flush(ctx, &line);
	buf_free(&line);
	table_clear(table);
}
