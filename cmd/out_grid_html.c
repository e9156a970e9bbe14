/* Grids as HTML. */
#include "cmd/out_grid.h"
#include "cmd/markup.h"

static const char html_head[] =
	"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>The numbers</title>\n"
	"<style>body{font:15px/1.4 sans-serif;margin:2em;color:#222}table{border-collapse:collapse}"
	"td,th{padding:.2em .8em;text-align:right;border-bottom:1px solid #ddd}"
	"td:first-child,th:first-child{text-align:left}dt{font-weight:bold}</style></head><body>\n";

static void add_row(const struct ctx *ctx, const struct grid *grid, size_t row, struct buf *out)
{
	struct buf text = { 0 };

	buf_str(out, "<tr><td>");
	html_line(out, grid->rows.items[row].title);
	buf_str(out, "</td>");
	for (size_t c = 0; c < grid->columns.count; c++) {
		const struct grid_cell *cell = grid_at(grid, row, c);

		buf_clear(&text);
		buf_str(&text, grid_mark_sign(cell->marked));
		grid_cell_show(ctx, grid, cell, &text);
		buf_str(out, "<td>");
		html_line(out, buf_text(&text));
		buf_str(out, "</td>");
	}
	buf_str(out, "</tr>\n");
	buf_free(&text);
}

void out_html_grid(const struct ctx *ctx, const struct grid *grid, struct buf *out)
{
	buf_str(out, "<div class=\"wide\"><table>\n<tr><th>");
	html_line(out, grid->corner ? grid->corner : "");
	buf_str(out, "</th>");
	for (size_t c = 0; c < grid->columns.count; c++) {
		buf_str(out, "<th>");
		html_line(out, grid->columns.items[c].title);
		buf_str(out, grid->columns.items[c].running ? " *</th>" : "</th>");
	}
	buf_str(out, "</tr>\n");
	for (size_t r = 0; r < grid->rows.count; r++)
		add_row(ctx, grid, r, out);
	buf_str(out, "</table></div>\n");
}

void out_html_definitions(const struct grid *grid, struct buf *out)
{
	size_t said = 0;

	for (size_t r = 0; r < grid->rows.count; r++) {
		const struct grid_row *row = &grid->rows.items[r];

		if (!row->definition)
			continue;
		buf_str(out, said++ ? "<dt>" : "<dl>\n<dt>");
		html_line(out, row->title);
		buf_str(out, "</dt><dd>");
		html_line(out, row->definition);
		buf_str(out, "</dd>\n");
	}
	buf_str(out, said ? "</dl>\n" : "");
}

void out_html_table(const struct ctx *ctx, struct table *table)
{
	struct buf out = { 0 };

	buf_str(&out, "<div class=\"wide\"><table>\n<tr>");
	for (int i = 0; i < table->count; i++) {
		buf_str(&out, "<th>");
		html_line(&out, table->columns[i].title);
		buf_str(&out, "</th>");
	}
	for (size_t i = 0; i < table->cells.count; i++) {
		buf_str(&out, i % (size_t)table->count ? "<td>" : "</tr>\n<tr><td>");
		html_line(&out, table->cells.items[i]);
		buf_str(&out, "</td>");
	}
	buf_str(&out, "</tr>\n</table></div>\n");
	out_flush(ctx, &out);
	buf_free(&out);
	table_clear(table);
}

void out_html_begin(const struct ctx *ctx, const char *title)
{
	struct buf out = { 0 };

	buf_str(&out, html_head);
	buf_str(&out, "<h1>");
	html_line(&out, title);
	buf_str(&out, "</h1>\n");
	out_flush(ctx, &out);
	buf_free(&out);
}

void out_html_end(const struct ctx *ctx)
{
	out_print(ctx, "</body></html>\n");
}
