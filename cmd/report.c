/* "numbers report": every page that has something to tell, in one document. */
#include <stdlib.h>
#include <string.h>

#include "cmd/markup.h"
#include "cmd/out_grid.h"

struct report {
	struct numbers_use *use;
	struct ctx ctx; /* as a document wants it */
	enum numbers_format format;
	struct grids *pages; /* of each page */
};

static const char title[] = "The numbers";

/* ---- what it is of ---- */

static void say_scope(const struct report *report, struct buf *out)
{
	const struct numbers_use *use = report->use;
	char day[DATE_SIZE];

	buf_printf(out, "%s, as of %s", use->scope.size ? buf_text(&use->scope) : "the whole book",
		   date_format(use->ctx->as_of, day));
}

static void say_level(const struct report *report, struct buf *out)
{
	enum number_level level = report->use->query.level;

	buf_printf(out, "By %s: %s.", number_level_key(level), number_level_definition(level));
}

/* ---- HTML ---- */

static void html_contents(const struct report *report, struct buf *out)
{
	buf_str(out, "<nav><ul>\n");
	for (int p = 0; p < numbers_page_count; p++)
		if (report->pages[p].count)
			buf_printf(out, "<li><a href=\"#%s\">%s</a></li>\n", numbers_pages[p].name,
				   numbers_pages[p].title);
	buf_str(out, "</ul></nav>\n");
}

static void html_words(const char *class, const struct buf *words, struct buf *out)
{
	buf_printf(out, "<p class=\"%s\">", class);
	html_line(out, buf_text(words));
	buf_str(out, "</p>\n");
}

static void html_head(const struct report *report)
{
	struct buf out = { 0 }, words = { 0 };

	out_html_begin(&report->ctx, title);
	say_scope(report, &words);
	html_words("note", &words, &out);
	buf_clear(&words);
	say_level(report, &words);
	html_words("note", &words, &out);
	html_contents(report, &out);
	out_flush(&report->ctx, &out);
	buf_free(&words);
	buf_free(&out);
}

static void write_html(const struct report *report)
{
	const struct ctx *ctx = &report->ctx;
	struct buf out = { 0 };

	html_head(report);
	for (int p = 0; p < numbers_page_count; p++) {
		const struct numbers_page *page = &numbers_pages[p];

		if (!report->pages[p].count)
			continue;
		buf_printf(&out, "<section id=\"%s\">\n<h2>", page->name);
		html_line(&out, page->title);
		buf_str(&out, "</h2>\n<p class=\"help\">");
		html_line(&out, page->help);
		buf_str(&out, "</p>\n");
		out_flush(ctx, &out);
		out_html_grids(ctx, &report->pages[p], 3);
		out_print(ctx, "</section>\n");
	}
	for (int p = 0; p < numbers_page_count; p++)
		if (!report->pages[p].count) {
			buf_printf(&out, "<p class=\"empty\">%s: nothing yet; ", numbers_pages[p].title);
			html_line(&out, numbers_pages[p].empty);
			buf_str(&out, "</p>\n");
		}
	out_flush(ctx, &out);
	out_html_end(ctx);
	buf_free(&out);
}

/* ---- Markdown, text ---- */

static void text_definition(const struct report *report, const char *name, const char *means, struct buf *out)
{
	if (!means)
		return;
	buf_str(out, "- **");
	markdown_text(out, name);
	buf_str(out, "**: ");
	markdown_text(out, means);
	buf_char(out, '\n');
	out_flush(&report->ctx, out);
}

/* What the rows mean, once for all currencies. */
static void write_definitions(const struct report *report, const struct grids *grids)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < grids->count; i++) {
		const struct grid *grid = &grids->items[i];

		if (i && !strcmp(grid->key, grid[-1].key))
			continue;
		buf_char(&out, '\n');
		for (size_t r = 0; r < grid->rows.count; r++)
			text_definition(report, grid->rows.items[r].title, grid->rows.items[r].definition, &out);
		for (size_t c = 0; c < grid->columns.count; c++)
			if (!grid->columns.items[c].running)
				text_definition(report, grid->columns.items[c].title,
						grid->columns.items[c].definition, &out);
	}
	buf_free(&out);
}

static void write_contents(const struct report *report)
{
	for (int p = 0; p < numbers_page_count; p++)
		if (report->pages[p].count)
			out_print(&report->ctx, "- [%s](#%s)\n", numbers_pages[p].title, numbers_pages[p].name);
	out_print(&report->ctx, "\n");
}

/* What is not there yet, and what to do about it: a page a line. */
static void write_empty(const struct report *report)
{
	bool markdown = report->format == NUMBERS_MD;

	for (int p = 0; p < numbers_page_count; p++) {
		struct buf words = { 0 };

		if (report->pages[p].count)
			continue;
		buf_printf(&words, "%s: nothing yet; %s", numbers_pages[p].title, numbers_pages[p].empty);
		out_words(&report->ctx, buf_text(&words), report->format);
		out_print(&report->ctx, "%s", markdown ? "\n" : "");
		buf_free(&words);
	}
}

static void write_text(const struct report *report)
{
	bool markdown = report->format == NUMBERS_MD;
	const char *gap = markdown ? "\n" : "";
	const struct ctx *ctx = &report->ctx;
	struct buf words = { 0 };

	out_title(ctx, title, 1, report->format);
	say_scope(report, &words);
	out_words(ctx, buf_text(&words), report->format);
	buf_clear(&words);
	say_level(report, &words);
	out_print(ctx, "%s", gap);
	out_words(ctx, buf_text(&words), report->format);
	out_print(ctx, "\n");
	if (markdown)
		write_contents(report);
	for (int p = 0; p < numbers_page_count; p++) {
		if (!report->pages[p].count)
			continue;
		out_title(ctx, numbers_pages[p].title, 2, report->format);
		out_words(ctx, numbers_pages[p].help, report->format);
		out_print(ctx, "\n");
		out_text_grids(ctx, &report->pages[p], 3, report->format);
		if (markdown)
			write_definitions(report, &report->pages[p]);
		out_print(ctx, "\n");
	}
	write_empty(report);
	buf_free(&words);
}

/* ---- JSON ---- */

static json_t *page_object(const struct numbers_page *page, const struct grids *grids)
{
	json_t *object = json_object(), *array = json_array();

	for (size_t i = 0; i < grids->count; i++)
		json_array_append_new(array, out_json_grid(page->name, &grids->items[i]));
	json_object_set_new(object, "page", json_string(page->name));
	json_object_set_new(object, "title", json_string(page->title));
	json_object_set_new(object, "help", json_string(page->help));
	json_object_set_new(object, "grids", array);
	return object;
}

static void write_json(const struct report *report)
{
	const struct numbers_use *use = report->use;
	json_t *object = json_object(), *pages = json_array();

	for (int p = 0; p < numbers_page_count; p++)
		json_array_append_new(pages, page_object(&numbers_pages[p], &report->pages[p]));
	json_object_set_new(object, "title", json_string(title));
	json_object_set_new(object, "scope", use->scope.size ? out_json_text(buf_text(&use->scope)) : json_null());
	json_object_set_new(object, "as_of", out_json_day(use->ctx->as_of));
	json_object_set_new(object, "level", json_string(number_level_key(use->query.level)));
	json_object_set_new(object, "pages", pages);
	out_json(&report->ctx, object);
}

int numbers_report(struct numbers_use *use, enum numbers_format format, struct error *error)
{
	struct report report = { .use = use, .ctx = out_document(use->ctx, format), .format = format };
	int status = 0;

	report.pages = xcalloc((size_t)numbers_page_count, sizeof *report.pages);
	for (int p = 0; p < numbers_page_count && !status; p++)
		status = numbers_pages[p].make(use, &report.pages[p], error);
	if (!status && format == NUMBERS_HTML)
		write_html(&report);
	else if (!status && format == NUMBERS_JSON)
		write_json(&report);
	else if (!status && format == NUMBERS_CSV)
		for (int p = 0; p < numbers_page_count; p++)
			out_csv_grids(&report.ctx, &report.pages[p]);
	else if (!status)
		write_text(&report);
	for (int p = 0; p < numbers_page_count; p++)
		grids_free(&report.pages[p]);
	free(report.pages);
	return status ? -1 : 0;
}
