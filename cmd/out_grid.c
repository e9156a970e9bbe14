/* Grids as text, Markdown, CSV and JSON. */
#include "cmd/out_grid.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/markup.h"
#include "core/text.h"

/* ---- a table for people ---- */

/* A terminal wants texts safe; a document makes them so itself. */
static char *fit_text(const struct ctx *ctx, const char *text, enum numbers_format format)
{
	struct buf safe = { 0 };

	if (format == NUMBERS_TABLE)
		out_safe(ctx, &safe, text);
	else
		buf_str(&safe, text);
	return buf_take(&safe);
}

static void add_text(const struct ctx *ctx, struct table *table, const char *text, enum numbers_format format)
{
	char *fit = fit_text(ctx, text, format);

	table_add(table, fit);
	free(fit);
}

/* A sign besides any colour; in front, so that the digits of a column stay below each other. */
static void add_cell(const struct ctx *ctx, const struct grid *grid, const struct grid_cell *cell,
		     struct table *table, enum numbers_format format)
{
	struct buf plain = { 0 };

	buf_str(&plain, grid_mark_sign(cell->marked));
	grid_cell_show(ctx, grid, cell, &plain);
	add_text(ctx, table, buf_text(&plain), format);
	buf_free(&plain);
}

static bool is_text(const struct grid *grid, size_t column)
{
	for (size_t r = 0; r < grid->rows.count; r++)
		if (grid_at(grid, r, column)->kind == GRID_TEXT)
			return true;
	return false;
}

static char *column_title(const struct ctx *ctx, const char *title, bool running, enum numbers_format format)
{
	char *fit = fit_text(ctx, title, format), *whole;

	if (!running)
		return fit;
	whole = xasprintf("%s *", fit);
	free(fit);
	return whole;
}

/* Of what follows each other in time a narrow terminal keeps the latest, of anything else the first. */
static void set_columns(const struct ctx *ctx, const struct grid *grid, struct table *table,
			struct table_column *columns, enum numbers_format format)
{
	int count = (int)grid->columns.count;
	/* What begins with the period under way looks ahead. */
	bool ahead = !grid->series || (count && grid->columns.items[0].running);

	columns[0] = (struct table_column){ column_title(ctx, grid->corner ? grid->corner : "", false, format),
					    false, 0 };
	for (int c = 0; c < count; c++) {
		const struct grid_column *column = &grid->columns.items[c];
		int keep = ahead ? count - c : c + 1;

		columns[c + 1] = (struct table_column){ column_title(ctx, column->title, column->running, format),
							!is_text(grid, (size_t)c), keep < count ? keep : 0 };
	}
	*table = (struct table){ .columns = columns, .count = count + 1 };
}

static void print_grid(const struct ctx *ctx, const struct grid *grid, enum numbers_format format)
{
	struct table_column *columns = xcalloc(grid->columns.count + 1, sizeof *columns);
	struct table table;

	set_columns(ctx, grid, &table, columns, format);
	for (size_t r = 0; r < grid->rows.count; r++) {
		add_text(ctx, &table, grid->rows.items[r].title, format);
		for (size_t c = 0; c < grid->columns.count; c++)
			add_cell(ctx, grid, grid_at(grid, r, c), &table, format);
	}
	out_table(ctx, &table, format);
	for (size_t c = 0; c <= grid->columns.count; c++)
		free((char *)columns[c].title);
	free(columns);
}

static void print_line(void *data, const char *text, size_t size)
{
	const struct ctx *ctx = data;

	fwrite(text, 1, size, ctx->out);
	fputc('\n', ctx->out);
}

static void print_text(const struct ctx *ctx, const char *text)
{
	struct buf safe = { 0 };

	out_safe(ctx, &safe, text);
	if (ctx->width > 0)
		text_wrap(buf_text(&safe), ctx->width, print_line, (struct ctx *)ctx);
	else
		out_print(ctx, "%s\n", buf_text(&safe));
	buf_free(&safe);
}

void out_title(const struct ctx *ctx, const char *text, int depth, enum numbers_format format)
{
	struct buf out = { 0 };

	if (format == NUMBERS_MD) {
		buf_printf(&out, "%.*s ", depth, "####");
		markdown_text(&out, text);
		buf_str(&out, "\n\n");
	} else if (format == NUMBERS_HTML) {
		buf_printf(&out, "<h%d>", depth);
		html_line(&out, text);
		buf_printf(&out, "</h%d>\n", depth);
	} else {
		print_text(ctx, text);
	}
	out_flush(ctx, &out);
	buf_free(&out);
}

void out_words(const struct ctx *ctx, const char *text, enum numbers_format format)
{
	struct buf out = { 0 };

	if (format == NUMBERS_MD) {
		markdown_block(&out, text);
		buf_char(&out, '\n');
	} else if (format == NUMBERS_HTML) {
		buf_str(&out, "<p class=\"note\">");
		html_line(&out, text);
		buf_str(&out, "</p>\n");
	} else {
		print_text(ctx, text);
	}
	out_flush(ctx, &out);
	buf_free(&out);
}

void out_table(const struct ctx *ctx, struct table *table, enum numbers_format format)
{
	if (format == NUMBERS_HTML)
		out_html_table(ctx, table);
	else if (format == NUMBERS_MD)
		table_markdown(ctx, table);
	else
		table_print(ctx, table);
}

struct ctx out_document(const struct ctx *ctx, enum numbers_format format)
{
	struct ctx document = *ctx;

	document.utf8 |= format == NUMBERS_MD || format == NUMBERS_HTML;
	return document;
}

void out_notes(const struct ctx *ctx, const struct grid *grid, enum numbers_format format)
{
	const char *gap = format == NUMBERS_MD ? "\n" : "";

	for (size_t c = 0; c < grid->columns.count; c++) {
		const struct grid_column *column = &grid->columns.items[c];
		char *running;

		if (!column->running || !column->definition)
			continue;
		running = xasprintf("%s *: %s", column->title, column->definition);
		out_print(ctx, "%s", gap);
		out_words(ctx, running, format);
		free(running);
	}
	if (!grid->note)
		return;
	out_print(ctx, "%s", gap);
	out_words(ctx, grid->note, format);
}

void out_text_grids(const struct ctx *ctx, const struct grids *grids, int depth, enum numbers_format format)
{
	for (size_t i = 0; i < grids->count; i++) {
		const struct grid *grid = &grids->items[i];

		out_print(ctx, "%s", i ? "\n" : "");
		out_title(ctx, grid->title, depth, format);
		print_grid(ctx, grid, format);
		out_notes(ctx, grid, format);
	}
}

/* ---- CSV: a row a row ---- */

static bool same_columns(const struct grid *a, const struct grid *b)
{
	if (a->columns.count != b->columns.count)
		return false;
	for (size_t c = 0; c < a->columns.count; c++)
		if (strcmp(a->columns.items[c].key, b->columns.items[c].key) != 0)
			return false;
	return true;
}

static void csv_head(const struct grid *grid, struct buf *out)
{
	csv_field(out, true, CSV_EXACT, "grid");
	csv_field(out, false, CSV_EXACT, "currency");
	csv_field(out, false, CSV_EXACT, "row");
	for (size_t c = 0; c < grid->columns.count; c++)
		csv_field(out, false, CSV_TEXT, grid->columns.items[c].key);
	csv_end(out);
}

static void csv_row(const struct grid *grid, size_t row, struct buf *out)
{
	struct buf text = { 0 };

	csv_field(out, true, CSV_EXACT, grid->key);
	csv_field(out, false, CSV_EXACT, grid->currency);
	csv_field(out, false, CSV_TEXT, grid->rows.items[row].key);
	for (size_t c = 0; c < grid->columns.count; c++) {
		const struct grid_cell *cell = grid_at(grid, row, c);

		buf_clear(&text);
		grid_cell_exact(grid, cell, &text);
		csv_field(out, false, cell->kind == GRID_TEXT ? CSV_TEXT : CSV_EXACT, buf_text(&text));
	}
	csv_end(out);
	buf_free(&text);
}

/* Grids with other columns than the one before have a head of their own. */
void out_csv_grids(const struct ctx *ctx, const struct grids *grids)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < grids->count; i++) {
		const struct grid *grid = &grids->items[i];

		if (!i || !same_columns(grid, grid - 1))
			csv_head(grid, &out);
		for (size_t r = 0; r < grid->rows.count; r++)
			csv_row(grid, r, &out);
		out_flush(ctx, &out);
	}
	buf_free(&out);
}

/* ---- JSON ---- */

json_t *out_json_cell(const struct grid *grid, const struct grid_cell *cell)
{
	if (!cell->known)
		return json_null();
	if (cell->kind == GRID_TEXT)
		return out_json_text(cell->text);
	return out_json_kind(cell->kind, cell->value, grid->currency);
}

/* Two decimals are EUR's; tenths are hundredths with a 0. */
json_t *out_json_kind(enum grid_kind kind, int64_t value, const char *currency)
{
	switch (kind) {
	case GRID_MONEY:
	case GRID_WHOLE:
		return out_json_money(value, currency);
	case GRID_PERCENT:
	case GRID_RATIO:
	case GRID_YEARS:
		return out_json_money(value, "EUR");
	case GRID_DAYS:
	case GRID_POINTS:
		return out_json_money(value * 10, "EUR");
	case GRID_COUNT:
		return json_integer(value);
	default:
		return json_null();
	}
}

static json_t *column_object(const struct grid_column *column)
{
	json_t *object = json_object();

	json_object_set_new(object, "key", out_json_text(column->key));
	json_object_set_new(object, "title", out_json_text(column->title));
	json_object_set_new(object, "running", json_boolean(column->running));
	return object;
}

static json_t *row_object(const struct grid *grid, size_t row)
{
	json_t *object = json_object(), *cells = json_array(), *marked = json_array(), *beyond = json_array();

	for (size_t c = 0; c < grid->columns.count; c++) {
		const struct grid_cell *cell = grid_at(grid, row, c);

		json_array_append_new(cells, out_json_cell(grid, cell));
		if (cell->marked)
			json_array_append_new(marked, out_json_text(grid->columns.items[c].key));
		if (cell->marked == GRID_BEYOND)
			json_array_append_new(beyond, out_json_text(grid->columns.items[c].key));
	}
	json_object_set_new(object, "key", out_json_text(grid->rows.items[row].key));
	json_object_set_new(object, "title", out_json_text(grid->rows.items[row].title));
	json_object_set_new(object, "definition", out_json_text(grid->rows.items[row].definition));
	json_object_set_new(object, "cells", cells);
	json_object_set_new(object, "marked", marked);
	json_object_set_new(object, "beyond", beyond);
	return object;
}

json_t *out_json_grid(const char *page, const struct grid *grid)
{
	json_t *object = json_object(), *columns = json_array(), *rows = json_array();

	for (size_t c = 0; c < grid->columns.count; c++)
		json_array_append_new(columns, column_object(&grid->columns.items[c]));
	for (size_t r = 0; r < grid->rows.count; r++)
		json_array_append_new(rows, row_object(grid, r));
	json_object_set_new(object, "page", json_string(page));
	json_object_set_new(object, "key", out_json_text(grid->key));
	json_object_set_new(object, "currency", *grid->currency ? json_string(grid->currency) : json_null());
	json_object_set_new(object, "title", out_json_text(grid->title));
	json_object_set_new(object, "note", out_json_text(grid->note));
	json_object_set_new(object, "columns", columns);
	json_object_set_new(object, "rows", rows);
	return object;
}

static void out_array(const struct ctx *ctx, const char *page, const struct grids *grids)
{
	json_t *array = json_array();

	for (size_t i = 0; i < grids->count; i++)
		json_array_append_new(array, out_json_grid(page, &grids->items[i]));
	out_json(ctx, array);
}

void out_grids(const struct ctx *ctx, const struct numbers_page *page, const struct grids *grids,
	       enum numbers_format format)
{
	struct ctx document = out_document(ctx, format);

	switch (format) {
	case NUMBERS_JSON:
		out_array(ctx, page->name, grids);
		break;
	case NUMBERS_CSV:
		out_csv_grids(ctx, grids);
		break;
	case NUMBERS_HTML:
		out_html_begin(&document, page->title);
		out_html_grids(&document, grids, 2);
		out_html_end(&document);
		break;
	default:
		out_text_grids(&document, grids, 2, format);
	}
}
