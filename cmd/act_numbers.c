/* numbers: revenue and customers by quarter, and of what each figure is made. */
#include <stdlib.h>
#include <string.h>

#include "cmd/out_grid.h"

/* What was asked for. */
struct asked {
	struct numbers_use use;
	const struct numbers_page *page; /* NULL: the first, and for programs all by quarter and currency */
	enum numbers_format format;
	int filter; /* the first word of the filter */
};

static enum numbers_format format_of(const struct ctx *ctx, const struct args *args)
{
	static const char *const names[] = { "table", "csv", "json", "md", "html" };
	const char *name = args_option(args, "format");

	for (int i = 0; name && i <= NUMBERS_HTML; i++)
		if (!strcmp(name, names[i]))
			return (enum numbers_format)i;
	return ctx->format == FORMAT_JSON ? NUMBERS_JSON : NUMBERS_TABLE;
}

/* A term of an option: its value may have blanks. */
static void add_term(struct buf *filter, const char *field, const char *value)
{
	if (value)
		buf_printf(filter, "%s%s=\"%s\"", filter->size ? " " : "", field, value);
}

static int choose_accounts(struct asked *asked, const struct args *args, struct error *error)
{
	struct buf filter = { 0 };
	int status;

	for (int i = asked->filter; i < args->word_count; i++)
		buf_printf(&filter, "%s%s", filter.size ? " " : "", args_word(args, i));
	add_term(&filter, "segment", args_option(args, "segment"));
	add_term(&filter, "csm", args_option(args, "csm"));
	status = numbers_use_filter(&asked->use, buf_text(&filter), error);
	buf_free(&filter);
	return status;
}

/* The one period that was asked for by name, or the last of those that a page shows. */
static int choose_periods(struct numbers_use *use, const struct args *args, const char *name, struct error *error)
{
	const char *per = args_option(args, "per");
	int month = (int)use->ctx->config->number[OPTION_FISCAL_YEAR_START];

	numbers_use_periods(use, per && !strcmp(per, "year"));
	if (!name)
		name = args_option(args, "quarter");
	if (!name)
		return 0;
	use->query.count = 1;
	if (!number_period_named(name, use->ctx->as_of, month, &use->periods[0]))
		return error_set(
			error, ERROR_USAGE,
			"numbers: '%s' is no quarter like 2026-Q3 and no year like 2026, or is yet to come", name);
	return 0;
}

static int choose(struct asked *asked, const struct args *args, const char *period, struct error *error)
{
	const char *by = args_option(args, "by");

	asked->use.query.level = by ? number_level_find(by) : LEVEL_MOVEMENT;
	return choose_periods(&asked->use, args, period, error) || choose_accounts(asked, args, error) ? -1 : 0;
}

/* ---- what is done ---- */

static int show_page(struct asked *asked, struct outcome *outcome, struct error *error)
{
	const struct numbers_page *page = asked->page ? asked->page : &numbers_pages[0];
	struct grids grids = { 0 };
	int status = page->make(&asked->use, &grids, error);

	if (!status) {
		out_grids(asked->use.ctx, page, &grids, asked->format);
		if (!grids.count && asked->format == NUMBERS_TABLE)
			outcome_say(outcome, "%s%s",
				    asked->use.filter ? "nothing of an account that fits" : "nothing yet; ",
				    asked->use.filter ? "" : page->empty);
	}
	grids_free(&grids);
	return status;
}

static int show_all(struct asked *asked, struct error *error)
{
	struct numbers numbers;
	int status = numbers_read(asked->use.ctx->book, &asked->use.query, &numbers, error);

	if (!status && asked->format == NUMBERS_JSON)
		out_numbers_json(&asked->use, &numbers);
	else if (!status)
		out_numbers_csv(&asked->use, &numbers);
	numbers_free(&numbers);
	return status;
}

static int open_figure(struct asked *asked, const struct args *args, struct error *error)
{
	if (args->word_count < 3)
		return error_set(error, ERROR_USAGE,
				 "numbers open wants a quarter and a figure after it: numbers open 2026-Q3 churn");
	asked->filter = 3;
	if (choose(asked, args, args_word(args, 1), error))
		return -1;
	return numbers_open_figure(&asked->use, args_word(args, 2), asked->format, error);
}

static int show(struct asked *asked, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *word = args_word(args, 0);

	asked->page = word ? numbers_page_find(word) : NULL;
	asked->filter = asked->page != NULL;
	if (choose(asked, args, NULL, error))
		return -1;
	if (!asked->page && (asked->format == NUMBERS_JSON || asked->format == NUMBERS_CSV))
		return show_all(asked, error);
	return show_page(asked, outcome, error);
}

int act_numbers(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct asked asked = { .use = { .ctx = ctx }, .format = format_of(ctx, args) };
	const char *word = args_word(args, 0);
	int status = 0;

	if (word && !strcmp(word, "define"))
		numbers_define(ctx, asked.format);
	else if (word && !strcmp(word, "open"))
		status = open_figure(&asked, args, error);
	else
		status = show(&asked, args, outcome, error);
	numbers_use_free(&asked.use);
	return status;
}
