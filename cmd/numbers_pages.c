/* The pages of the numbers, and what they share: whose numbers, of which periods, as of which day. */
#include <stdlib.h>
#include <string.h>

#include "cmd/numbers.h"
#include "storage/forecast.h"
#include "storage/costs.h"

#define PAGE(name, title, by, help, empty) \
	{ \
#name, title, by, help, empty, numbers_##name##_make, numbers_##name##_open \
	}

enum {
	PERIODS = NUMBERS_BY_PERIOD | NUMBERS_BY_YEAR,
	LEVEL = NUMBERS_BY_LEVEL,
	MONEY = NUMBERS_BY_CURRENCY,
};

/* In the order of the tabs. A new page: a file numbers_<page>.c, and its row here. */
const struct numbers_page numbers_pages[] = {
	PAGE(retention, "Retention", PERIODS | LEVEL | MONEY,
	     "revenue and customers by period: what came, what went, what was kept",
	     "write movements down with movement add, or import movements or subscriptions"),
	PAGE(cohorts, "Cohorts", PERIODS | MONEY,
	     "customers by when they came: how many are left, and what they are worth",
	     "write movements down with movement add, or import movements or subscriptions"),
	PAGE(costs, "Costs", PERIODS | LEVEL | MONEY,
	     "what was spent by quarter, and what a unit of ARR cost to win, keep, expand, upsell",
	     "enter costs with cost set, or import costs"),
	PAGE(value, "Value", LEVEL | MONEY,
	     "lifetime value by segment, and where the next unit of effort pays most",
	     "write movements down with movement add, or import movements or subscriptions"),
	PAGE(forecast, "Forecast", MONEY,
	     "eight quarters ahead: what is due, low, likely, high, and what CSMs call",
	     "accounts want an ARR: waymark set ACCOUNT arr=AMOUNT renewal_date=DATE, or movement add"),
	PAGE(nps, "NPS", PERIODS, "NPS at the end of each period, whole and by segment, with who answered",
	     "write answers down with survey add ACCOUNT nps SCORE, or import surveys"),
	PAGE(adoption, "Adoption", PERIODS,
	     "seats in use over seats licensed at the end of each period, whole and by segment",
	     "write seats down with measure set ACCOUNT licensed_seats and active_seats, or import measures"),
	PAGE(stages, "Stages", 0,
	     "how many days accounts took for each stage of their tracks, and who is in it now",
	     "place accounts on their track with place, or answer its questions with tick"),
	PAGE(milestones, "Milestones", NUMBERS_BY_PERIOD,
	     "milestones settled with a yes, month by month, required and optional",
	     "answer the questions of a track with tick, or import answers"),
	PAGE(bands, "Bands", PERIODS,
	     "from which band into which customers went over a period, in number and in ARR",
	     "write movements down with movement add, or import movements or subscriptions"),
};
const int numbers_page_count = sizeof numbers_pages / sizeof *numbers_pages;

const struct numbers_page *numbers_page_find(const char *name)
{
	for (int i = 0; i < numbers_page_count; i++)
		if (!strcmp(numbers_pages[i].name, name))
			return &numbers_pages[i];
	return NULL;
}

/* ---- a use of them ---- */

void numbers_use_free(struct numbers_use *use)
{
	filter_free(use->filter);
	use->filter = NULL;
	use->query.only = NULL;
	buf_free(&use->scope);
	vec_free(&use->only);
	forecast_view_close(use->forecast);
	use->forecast = NULL;
}

void numbers_use_periods(struct numbers_use *use, bool years)
{
	use->years = years;
	use->query.as_of = use->ctx->as_of;
	use->query.periods = use->periods;
	use->query.beside = &use->year;
	use->year = (struct number_period){
		.start = date_add_months(use->ctx->as_of + 1, -12),
		.end = use->ctx->as_of + 1,
		.running = true,
		.name = "year",
	};
	use->query.count = years ? NUMBERS_PERIODS / 2 : NUMBERS_PERIODS;
	number_periods(use->query.as_of, (int)use->ctx->config->number[OPTION_FISCAL_YEAR_START], years ? 12 : 3,
		       use->query.count, use->periods);
}

int numbers_use_filter(struct numbers_use *use, const char *filter, struct error *error)
{
	char *term;
	int status;

	filter_free(use->filter);
	use->filter = NULL;
	use->query.only = NULL;
	buf_clear(&use->scope);
	if (!filter || !*filter)
		return 0;
	term = xstrdup(filter);
	status = filter_parse(&use->filter, &term, 1, error);
	free(term);
	if (status)
		return error_prefix(error, "numbers");
	buf_str(&use->scope, filter);
	return numbers_use_again(use, error);
}

int numbers_use_again(struct numbers_use *use, struct error *error)
{
	const struct ids *known;

	vec_clear(&use->only);
	if (!use->filter)
		return 0;
	use->query.only = &use->only;
	known = use->view ? numbers_view_only(use->view) : NULL;
	if (known) {
		vec_reserve(&use->only, known->count);
		for (size_t i = 0; i < known->count; i++)
			*vec_add(&use->only) = known->items[i];
		return 0;
	}
	return numbers_accounts(use->ctx->book, use->ctx->as_of, use->filter, &use->only, error);
}

/* ---- what pages share ---- */

/* ", all currencies in it (1 USD = 0.92 EUR of 2026-09-30)"; a rate that is turned round is said as it was entered. */
static void say_rates(const struct numbers_use *use, struct buf *out)
{
	struct exchange exchange = { .rates = { 0 } };
	struct error ignored; /* whoever reads the movements says it */

	buf_str(out, ", all currencies in it");
	if (rate_exchange(use->ctx->book, use->query.in, use->query.as_of, &exchange, &ignored))
		vec_clear(&exchange.rates);
	for (size_t i = 0; i < exchange.rates.count; i++) {
		const struct exchange_rate *rate = &exchange.rates.items[i];
		char text[EXCHANGE_TEXT], day[DATE_SIZE];

		buf_printf(out, "%s1 %s = %s %s of %s", i ? ", " : " (", rate->currency,
			   exchange_format(rate->rate, text), rate->counter, date_format(rate->day, day));
	}
	if (exchange.rates.count)
		buf_char(out, ')');
	exchange_free(&exchange);
}

void numbers_say(const struct numbers_use *use, const char *currency, bool level, struct buf *out)
{
	buf_str(out, currency);
	if (*use->query.in && !strcmp(use->query.in, currency))
		say_rates(use, out);
	if (level)
		buf_printf(out, "%sby %s", out->size ? ", " : "", number_level_key(use->query.level));
	if (use->scope.size)
		buf_printf(out, "%s%s", out->size ? ", " : "", buf_text(&use->scope));
}

void numbers_say_years(const struct numbers_use *use, struct grid *grid)
{
	static const char *const months[] = {
		"January", "February", "March",	    "April",   "May",	   "June",
		"July",	   "August",   "September", "October", "November", "December"
	};
	long first = use->ctx->config->number[OPTION_FISCAL_YEAR_START];
	char *title;

	if (first < 2 || first > 12)
		return;
	title = xasprintf("%s; fiscal years begin in %s", grid->title, months[first - 1]);
	free(grid->title);
	grid->title = title;
}

void numbers_columns(const struct numbers_use *use, struct grid *grid)
{
	char day[DATE_SIZE];

	numbers_say_years(use, grid);
	for (int p = 0; p < use->query.count; p++) {
		const struct number_period *period = &use->periods[p];
		struct grid_column *column = grid_column(grid, period->name, period->name);

		column->running = period->running;
		if (period->running)
			column->definition = xasprintf("up to %s", date_format(use->query.as_of, day));
	}
}

const struct numbers *numbers_sums(struct numbers_use *use, struct numbers *own, struct error *error)
{
	if (use->view)
		return numbers_view_sums(use->view);
	return numbers_read(use->ctx->book, &use->query, own, error) ? NULL : own;
}

int numbers_period_of(const struct numbers_use *use, const char *key)
{
	for (int p = 0; p < use->query.count; p++)
		if (!strcmp(use->periods[p].name, key))
			return p;
	return -1;
}

int numbers_open_cell(struct numbers_use *use, const struct numbers_page *page, const struct grid *grid, size_t row,
		      size_t column, struct grid_opened *opened, struct error *error)
{
	const struct grid_cell *cell = grid_at(grid, row, column);
	const struct grid_row *of = &grid->rows.items[row];
	const struct grid_column *at = &grid->columns.items[column];
	struct buf title = { 0 };

	buf_printf(&title, "%s of %s: %s", of->title, at->title, grid->title);
	*opened = (struct grid_opened){ .title = buf_take(&title), .cell = *cell };
	opened->rule = xstrdup(of->definition ? of->definition : at->definition);
	opened->cell.text = xstrdup(cell->text);
	memcpy(opened->currency, grid->currency, sizeof opened->currency);
	if (!cell->opens)
		return error_set(error, ERROR_NOT_FOUND, "numbers: there is nothing in %s of %s to open", of->title,
				 at->title);
	if (numbers_use_again(use, error) || page->open(use, grid, row, column, opened, error))
		return -1;
	if (cell->kind == GRID_WHOLE && opened->rule) {
		char *rule = xasprintf("%s; shown in whole units", opened->rule);

		free(opened->rule);
		opened->rule = rule;
	}
	grid_opened_sort(opened);
	return 0;
}
