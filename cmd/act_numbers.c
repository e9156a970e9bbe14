/* numbers: revenue and customers by quarter, and of what each figure is made. */
#include <stdlib.h>
#include <string.h>

#include "cmd/out_grid.h"
#include "cmd/renewals.h"

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

static int no_period(const char *name, struct error *error)
{
	return error_set(error, ERROR_USAGE,
			 "numbers: '%s' is no quarter like 2026-Q3 and no year like 2026, or is yet to come", name);
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
	return number_period_named(name, use->ctx->as_of, month, &use->periods[0]) ? 0 : no_period(name, error);
}

/* Without those that every page goes by. */
static const struct by_option {
	const char *name;
	enum numbers_by by;
} by_options[] = {
	{ "quarter", NUMBERS_BY_PERIOD }, { "compare", NUMBERS_BY_PERIOD }, { "per", NUMBERS_BY_YEAR },
	{ "by", NUMBERS_BY_LEVEL },	  { "in", NUMBERS_BY_CURRENCY },
};

/* "numbers: stages does not go by --quarter; retention, cohorts, ... do" */
static int refuse_option(const struct numbers_page *page, const struct by_option *option, struct error *error)
{
	struct buf names = { 0 };

	for (int i = 0; i < numbers_page_count; i++)
		if (numbers_pages[i].by & option->by)
			buf_printf(&names, "%s%s", names.size ? ", " : "", numbers_pages[i].name);
	error_set(error, ERROR_USAGE, "numbers: %s does not go by --%s; the pages that do: %s", page->name,
		  option->name, buf_text(&names));
	buf_free(&names);
	return -1;
}

/* What is passed over in silence would be taken for obeyed. A page by quarter says so itself: --per quarter is true. */
static int refuse_unused(const struct numbers_page *page, const struct args *args, struct error *error)
{
	for (size_t i = 0; page && i < sizeof by_options / sizeof *by_options; i++) {
		const char *value = args_option(args, by_options[i].name);

		if (value && !(page->by & by_options[i].by) && strcmp(value, "quarter") != 0)
			return refuse_option(page, &by_options[i], error);
	}
	return 0;
}

static int choose(struct asked *asked, const struct args *args, const char *period, struct error *error)
{
	const char *by = args_option(args, "by");
	const char *in = args_option(args, "in");

	if (refuse_unused(asked->page, args, error))
		return -1;
	if (in && money_currency(in, asked->use.query.in, error))
		return error_prefix(error, "numbers: --in");
	asked->use.query.level = by ? number_level_find(by) : LEVEL_MOVEMENT;
	return choose_periods(&asked->use, args, period, error) || choose_accounts(asked, args, error) ? -1 : 0;
}

/* ---- what is done ---- */

/* A page that has nothing to tell: what to do about it. */
static int say_empty(const struct asked *asked, struct outcome *outcome)
{
	if (asked->format != NUMBERS_TABLE && asked->format != NUMBERS_MD)
		return 0;
	if (asked->use.filter)
		outcome_say(outcome, "nothing of an account that fits");
	else
		outcome_say(outcome, "nothing yet; %s", asked->page->empty);
	return 0;
}

static int no_page(const char *word, struct error *error)
{
	struct buf names = { 0 };

	for (int i = 0; i < numbers_page_count; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", numbers_pages[i].name);
	error_set(error, ERROR_USAGE, "numbers: there is no page '%s', but %s", word, buf_text(&names));
	buf_free(&names);
	return -1;
}

static int show_page(struct asked *asked, struct outcome *outcome, struct error *error)
{
	struct grids grids = { 0 };
	int status = asked->page->make(&asked->use, &grids, error);

	if (!status) {
		out_grids(asked->use.ctx, asked->page, &grids, asked->format);
		if (!grids.count)
			say_empty(asked, outcome);
	}
	grids_free(&grids);
	return status;
}

/* ---- two periods side by side ---- */

/* The periods from the one to the other: a page may tell of one what it knows of those before it alone, such as who
 * came before them all, so that grids made of each by itself would not tell the same. */
static int choose_span(struct numbers_use *use, const char *one, const char *other, struct error *error)
{
	int month = (int)use->ctx->config->number[OPTION_FISCAL_YEAR_START];
	int first = NUMBERS_SPAN, last = -1, found = 0;

	if (strlen(one) != strlen(other))
		return error_set(
			error, ERROR_USAGE,
			"numbers: of %s and %s one is a quarter and one a year; --compare wants two of a kind", one,
			other);
	use->years = !strchr(one, '-');
	number_periods(use->ctx->as_of, month, use->years ? 12 : 3, NUMBERS_SPAN, use->periods);
	for (int i = 0; i < NUMBERS_SPAN; i++) {
		bool is_one = !strcmp(use->periods[i].name, one), is_other = !strcmp(use->periods[i].name, other);

		if (!is_one && !is_other)
			continue;
		first = i < first ? i : first;
		last = i;
		found += is_one + is_other;
	}
	if (found < 2)
		return error_set(error, ERROR_USAGE, "numbers: --compare goes back %d %s, not to %s", NUMBERS_SPAN,
				 use->years ? "years" : "quarters", strcmp(one, other) < 0 ? one : other);
	use->query.count = last - first + 1;
	memmove(use->periods, &use->periods[first], (size_t)use->query.count * sizeof *use->periods);
	return 0;
}

/* Without another that was asked for: the latest that is over, else (that one is asked for itself) the one under way. */
static void choose_other(const struct numbers_use *use, const char *name, char other[PERIOD_SIZE])
{
	int last = use->query.count - 1;

	if (last > 0 && use->periods[last].running && strcmp(use->periods[last - 1].name, name) != 0)
		last--;
	memcpy(other, use->periods[last].name, PERIOD_SIZE);
}

static int compare(struct asked *asked, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *name = args_option(args, "compare");
	int month = (int)asked->use.ctx->config->number[OPTION_FISCAL_YEAR_START];
	struct grids made = { 0 }, both = { 0 };
	struct number_period period;
	char other[PERIOD_SIZE];
	int status;

	if (!number_period_named(name, asked->use.ctx->as_of, month, &period))
		return no_period(name, error);
	if (args_option(args, "quarter"))
		memcpy(other, asked->use.periods[0].name, sizeof other);
	else {
		numbers_use_periods(&asked->use, !strchr(period.name, '-'));
		choose_other(&asked->use, period.name, other);
	}
	if (choose_span(&asked->use, period.name, other, error))
		return -1;
	status = asked->page->make(&asked->use, &made, error);
	for (size_t i = 0; !status && i < made.count; i++) {
		const struct grid *grid = &made.items[i];

		(void)grid_compare(grid, grid_find_column(grid, period.name), grid_find_column(grid, other), &both);
	}
	if (!status && made.count && !both.count)
		status = error_set(error, ERROR_USAGE, "numbers: %s has nothing by quarter to compare",
				   asked->page->name);
	else if (!status)
		out_grids(asked->use.ctx, asked->page, &both, asked->format);
	if (!status && !both.count)
		say_empty(asked, outcome);
	grids_free(&made);
	grids_free(&both);
	return status;
}

static int show_all(struct asked *asked, struct error *error)
{
	struct numbers numbers;
	struct forecast forecast = { 0 };
	int status = numbers_read(asked->use.ctx->book, &asked->use.query, &numbers, error);

	if (!status && asked->format == NUMBERS_JSON)
		status = renewals_forecast(&asked->use, NULL, NULL, &forecast, error);
	if (!status && asked->format == NUMBERS_JSON)
		out_numbers_json(&asked->use, &numbers, &forecast);
	else if (!status)
		out_numbers_csv(&asked->use, &numbers);
	numbers_free(&numbers);
	forecast_free(&forecast);
	return status;
}

/* A period that is none of those shown is read alone. */
static int open_cell(struct asked *asked, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct number_period period;
	const char *column = args_word(args, 3);
	int month = (int)asked->use.ctx->config->number[OPTION_FISCAL_YEAR_START], made;

	if (!column)
		return error_set(error, ERROR_USAGE,
				 "numbers open wants a row and a column of the page: numbers open retention churn "
				 "2026-Q3; numbers %s shows them",
				 asked->page->name);
	asked->filter = 4;
	if (choose(asked, args, NULL, error))
		return -1;
	if (numbers_period_of(&asked->use, column) < 0 &&
	    number_period_named(column, asked->use.ctx->as_of, month, &period)) {
		asked->use.periods[0] = period;
		asked->use.query.count = 1;
	}
	made = numbers_open_cells(&asked->use, asked->page, args_word(args, 2), column, asked->format, error);
	return made ? made > 0 ? 0 : -1 : say_empty(asked, outcome);
}

/* As it was before there were pages: QUARTER FIGURE. */
static int open_figure(struct asked *asked, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *quarter = args_word(args, 1), *figure = args_word(args, 2);
	int made;

	if (!figure)
		return error_set(
			error, ERROR_USAGE,
			"numbers open wants a quarter and a figure after it: numbers open 2026-Q3 churn; or "
			"a page, a row and a column: numbers open cohorts customers/2026-Q1 2026-Q3");
	/* It begins with a digit, as no page does: another word is a page misspelt. */
	if (*quarter < '0' || *quarter > '9')
		return no_page(quarter, error);
	asked->filter = 3;
	if (choose(asked, args, quarter, error))
		return -1;
	if (asked->format == NUMBERS_JSON || asked->format == NUMBERS_CSV)
		return numbers_open_figure(&asked->use, figure, asked->format, error);
	asked->page = &numbers_pages[0];
	made = numbers_open_cells(&asked->use, asked->page, figure, asked->use.periods[0].name, asked->format,
				  error);
	return made ? made > 0 ? 0 : -1 : say_empty(asked, outcome);
}

static int open_any(struct asked *asked, const struct args *args, struct outcome *outcome, struct error *error)
{
	asked->page = args_word(args, 1) ? numbers_page_find(args_word(args, 1)) : NULL;
	return asked->page ? open_cell(asked, args, outcome, error) : open_figure(asked, args, outcome, error);
}

static int define(struct asked *asked, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *word = args_word(args, 1);
	struct grids grids = { 0 };
	int status;

	if (!word) {
		numbers_define(asked->use.ctx, asked->format);
		return 0;
	}
	asked->page = numbers_page_find(word);
	if (!asked->page)
		return no_page(word, error);
	asked->filter = 2;
	if (choose(asked, args, NULL, error))
		return -1;
	status = asked->page->make(&asked->use, &grids, error);
	if (!status && (grids.count || asked->format == NUMBERS_JSON))
		numbers_define_grids(asked->use.ctx, asked->page, &grids, asked->format);
	if (!status && !grids.count)
		say_empty(asked, outcome);
	grids_free(&grids);
	return status;
}

static int report(struct asked *asked, const struct args *args, struct error *error)
{
	static const char *const of_one[] = { "quarter", "compare" };

	for (size_t i = 0; i < sizeof of_one / sizeof *of_one; i++)
		if (args_option(args, of_one[i]))
			return error_set(
				error, ERROR_USAGE,
				"numbers: report shows every page as it is and takes no --%s; a page alone "
				"does: numbers retention --%s 2026-Q3",
				of_one[i], of_one[i]);
	asked->filter = 1;
	return choose(asked, args, NULL, error) || numbers_report(&asked->use, asked->format, error) ? -1 : 0;
}

static int show(struct asked *asked, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *word = args_word(args, 0);

	asked->page = word ? numbers_page_find(word) : NULL;
	asked->filter = asked->page != NULL;
	if (word && !asked->page && !strpbrk(word, "=<>~"))
		return no_page(word, error);
	if (choose(asked, args, NULL, error))
		return -1;
	if (args_option(args, "compare")) {
		if (!asked->page)
			asked->page = &numbers_pages[0];
		return compare(asked, args, outcome, error);
	}
	if (!asked->page && (asked->format == NUMBERS_JSON || asked->format == NUMBERS_CSV))
		return show_all(asked, error);
	if (!asked->page)
		asked->page = &numbers_pages[0];
	return show_page(asked, outcome, error);
}

int act_numbers(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct asked asked = { .use = { .ctx = ctx }, .format = format_of(ctx, args) };
	const char *word = args_word(args, 0);
	int status = 0;

	if (word && !strcmp(word, "define"))
		status = define(&asked, args, outcome, error);
	else if (word && !strcmp(word, "open"))
		status = open_any(&asked, args, outcome, error);
	else if (word && !strcmp(word, "report"))
		status = report(&asked, args, error);
	else
		status = show(&asked, args, outcome, error);
	numbers_use_free(&asked.use);
	return status;
}
