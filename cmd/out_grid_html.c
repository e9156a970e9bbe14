/* Grids as HTML. */
#include <string.h>

#include "cmd/markup.h"
#include "cmd/out_grid.h"
#include "cmd/report_css.h"

static const char *class_of(const struct grid_cell *cell)
{
	if (cell->marked)
		return cell->marked == GRID_BEYOND ? " class=\"beyond\"" : " class=\"marked\"";
	return cell->kind == GRID_TEXT ? " class=\"text\"" : "";
}

static void add_row(const struct ctx *ctx, const struct grid *grid, size_t row, struct buf *out)
{
	struct buf text = { 0 };

	buf_str(out, grid->rows.items[row].strong ? "<tr class=\"strong\"><th scope=\"row\">"
						  : "<tr><th scope=\"row\">");
	html_line(out, grid->rows.items[row].title);
	buf_str(out, "</th>");
	for (size_t c = 0; c < grid->columns.count; c++) {
		const struct grid_cell *cell = grid_at(grid, row, c);

		buf_clear(&text);
		buf_str(&text, grid_mark_sign(cell->marked));
		grid_cell_show(ctx, grid, cell, &text);
		buf_printf(out, "<td%s>", class_of(cell));
		html_line(out, buf_text(&text));
		buf_str(out, "</td>");
	}
	buf_str(out, "</tr>\n");
	buf_free(&text);
}

void out_html_grid(const struct ctx *ctx, const struct grid *grid, struct buf *out)
{
	buf_str(out, "<div class=\"wide\"><table>\n<thead><tr><th>");
	html_line(out, grid->corner ? grid->corner : "");
	buf_str(out, "</th>");
	for (size_t c = 0; c < grid->columns.count; c++) {
		buf_str(out, "<th scope=\"col\">");
		html_line(out, grid->columns.items[c].title);
		buf_str(out, grid->columns.items[c].running ? " *</th>" : "</th>");
	}
	buf_str(out, "</tr></thead>\n<tbody>\n");
	for (size_t r = 0; r < grid->rows.count; r++)
		add_row(ctx, grid, r, out);
	buf_str(out, "</tbody></table></div>\n");
}

static void add_definition(const char *title, const char *means, size_t *said, struct buf *out)
{
	if (!means)
		return;
	buf_str(out, (*said)++ ? "<dt>" : "<dl>\n<dt>");
	html_line(out, title);
	buf_str(out, "</dt><dd>");
	html_line(out, means);
	buf_str(out, "</dd>\n");
}

void out_html_definitions(const struct grid *grid, struct buf *out)
{
	size_t said = 0;

	for (size_t r = 0; r < grid->rows.count; r++)
		add_definition(grid->rows.items[r].title, grid->rows.items[r].definition, &said, out);
	for (size_t c = 0; c < grid->columns.count; c++)
		if (!grid->columns.items[c].running)
			add_definition(grid->columns.items[c].title, grid->columns.items[c].definition, &said, out);
	buf_str(out, said ? "</dl>\n" : "");
}

void out_html_table(const struct ctx *ctx, struct table *table)
{
	struct buf out = { 0 };

	buf_str(&out, "<div class=\"wide\"><table>\n<thead><tr>");
	for (int i = 0; i < table->count; i++) {
		buf_str(&out, table->columns[i].right ? "<th scope=\"col\">" : "<th scope=\"col\" class=\"text\">");
		html_line(&out, table->columns[i].title);
		buf_str(&out, "</th>");
	}
	buf_str(&out, "</tr></thead>\n<tbody>");
	for (size_t i = 0; i < table->cells.count; i++) {
		int column = (int)(i % (size_t)table->count);

		buf_str(&out, column ? "" : "<tr>");
		buf_str(&out, table->columns[column].right ? "<td>" : "<td class=\"text\">");
		html_line(&out, table->cells.items[i]);
		buf_str(&out, column + 1 < table->count ? "</td>" : "</td></tr>\n");
	}
	buf_str(&out, "</tbody></table></div>\n");
	out_flush(ctx, &out);
	buf_free(&out);
	table_clear(table);
}

void out_html_begin(const struct ctx *ctx, const char *title)
{
	struct buf out = { 0 };

	buf_str(&out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		      "style-src 'unsafe-inline'\">\n<title>");
	html_line(&out, title);
	buf_printf(&out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n<header>\n<h1>", report_css);
	html_line(&out, title);
	buf_str(&out, "</h1>\n</header>\n");
	out_flush(ctx, &out);
	buf_free(&out);
}

void out_html_end(const struct ctx *ctx)
{
	out_print(ctx, "</main>\n</body>\n</html>\n");
}

void out_html_grids(const struct ctx *ctx, const struct grids *grids, int depth)
{
	struct buf out = { 0 };

	buf_str(&out, "<div class=\"charts\">\n");
	for (size_t i = 0; i < grids->count; i++)
		report_charts(ctx, &grids->items[i], &out);
	buf_str(&out, "</div>\n");
	out_flush(ctx, &out);
	for (size_t i = 0; i < grids->count; i++) {
		const struct grid *grid = &grids->items[i];

		out_title(ctx, grid->title, depth, NUMBERS_HTML);
		out_html_grid(ctx, grid, &out);
		out_flush(ctx, &out);
		out_notes(ctx, grid, NUMBERS_HTML);
		/* Currencies of one grid follow each other: what its rows mean is said after the last. */
		if (i + 1 == grids->count || strcmp(grid->key, grid[1].key) != 0)
			out_html_definitions(grid, &out);
		out_flush(ctx, &out);
	}
	buf_free(&out);
}
