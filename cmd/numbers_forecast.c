/* The forecast: eight quarters ahead with their range, what CSMs call, and what it rests on. */
#include <string.h>

#include "cmd/numbers.h"
#include "cmd/renewals.h"

static const char quarters_key[] = "forecast", rates_key[] = "renewal_rates";

/* In the order of the grid of rates. */
static const enum band bands[FORECAST_BANDS] = { BAND_GOOD, BAND_WATCH, BAND_RISK, BAND_UNKNOWN };

enum rate_column { RENEWED, DUE, RATE, LOW, HIGH, RESTS_ON, RATE_COLUMNS };
static const struct {
	const char *key, *title, *definition;
} rate_columns[RATE_COLUMNS] = {
	[RENEWED] = { "renewed", "Renewed", "of the customers due, those that had anything left 30 days after" },
	[DUE] = { "due", "Due",
		  "customers of the book whose renewal of the last eight quarters is resolved, by the band that "
		  "was shown "
		  "90 days before the renewal day" },
	[RATE] = { "rate", "Rate", "renewed / due; where no renewal is known, the prior that is an option" },
	[LOW] = { "low", "Low", "the lower end of the Wilson score interval at 80 %; of a prior 10 points less" },
	[HIGH] = { "high", "High",
		   "the upper end of the Wilson score interval at 80 %; of a prior 10 points more" },
	[RESTS_ON] = { "rests_on", "Rests on", "the book's own history, or a prior for want of any" },
};

/* ---- eight quarters ---- */

static enum grid_step step_of(enum forecast_figure figure)
{
	switch (figure) {
	case FORECAST_OPENING:
	case FORECAST_LIKELY:
		return STEP_LEVEL;
	case FORECAST_LOST:
		return STEP_DOWN;
	case FORECAST_EXPANSION:
	case FORECAST_NEW:
		return STEP_UP;
	default:
		return STEP_NONE;
	}
}

static enum grid_kind kind_of(enum forecast_figure figure)
{
	return forecast_figure_counts(figure) ? GRID_COUNT : GRID_WHOLE;
}

static void add_figure(struct grid *grid, const struct forecast_sums *sums, enum forecast_figure figure)
{
	struct grid_row *row = grid_row(grid, forecast_figure_key(figure), forecast_figure_title(figure));
	enum grid_kind kind = kind_of(figure);

	row->definition = xstrdup(forecast_figure_definition(figure));
	row->step = step_of(figure);
	row->strong = row->step == STEP_LEVEL;
	for (int q = 0; q < FORECAST_QUARTERS; q++) {
		int64_t value = sums->sums[q][figure];

		/* What nobody called is not 0. */
		if ((figure == FORECAST_CALLED || figure == FORECAST_CALLED_OF) && !forecast_has_calls(sums, q))
			grid_skip(grid, kind);
		else
			grid_put(grid, kind, value)->marked = figure == FORECAST_UNANSWERED && value > 0;
	}
}

static void say_note(const struct numbers_use *use, const struct forecast_sums *sums, struct buf *note)
{
	int64_t unanswered = 0;

	for (int q = 0; q < FORECAST_QUARTERS; q++)
		unanswered += sums->sums[q][FORECAST_UNANSWERED];
	buf_str(note, "Renewals are yearly; rates are those below, of the whole book. "
		      "Only opportunities that are entered already count, so without new ones the line falls. "
		      "What CSMs call stands beside it and is never mixed in. Amounts are shown in whole units.");
	if (unanswered)
		buf_printf(note,
			   " %lld call%s with the rate, unanswered: waymark renewal list shows them, "
			   "waymark renewal answer ACCOUNT TEXT answers one.",
			   (long long)unanswered, unanswered == 1 ? " disagrees" : "s disagree");
	if (sums->undated_customers) {
		buf_printf(note, " %lld account%s (", (long long)sums->undated_customers,
			   sums->undated_customers == 1 ? "" : "s");
		grid_show(use->ctx, GRID_WHOLE, sums->undated, sums->currency, note);
		buf_printf(note, ") %s never due: waymark set ACCOUNT renewal_date=DATE.",
			   sums->undated_customers == 1 ? "has no renewal day and is"
							: "have no renewal day and are");
	}
	if (sums->deals_unused)
		buf_printf(note, " %lld open opportunit%s nowhere.", (long long)sums->deals_unused,
			   sums->deals_unused == 1 ? "y has no closing day ahead and counts"
						   : "ies have no closing day ahead and count");
}

static void add_quarters(const struct numbers_use *use, const struct forecast *forecast,
			 const struct forecast_sums *sums, struct grids *out)
{
	struct buf title = { 0 }, note = { 0 };
	struct grid *grid;
	char day[DATE_SIZE];

	numbers_say(use, sums->currency, false, &title);
	grid = grid_add(out, quarters_key, buf_text(&title));
	memcpy(grid->currency, sums->currency, sizeof grid->currency);
	say_note(use, sums, &note);
	grid->note = xstrdup(buf_text(&note));
	numbers_say_years(use, grid);
	grid->series = true;
	for (int q = 0; q < FORECAST_QUARTERS; q++) {
		const struct number_period *quarter = &forecast->quarters[q];
		struct grid_column *column = grid_column(grid, quarter->name, quarter->name);

		column->running = quarter->running;
		if (quarter->running)
			column->definition = xasprintf("from %s on", date_format(forecast->as_of, day));
	}
	for (int f = 0; f < FORECAST_FIGURES; f++)
		add_figure(grid, sums, (enum forecast_figure)f);
	buf_free(&title);
	buf_free(&note);
}

/* ---- what it rests on ---- */

static void add_rate(struct grid *grid, enum band band, const struct forecast_rate *rate)
{
	struct buf rests = { 0 };

	grid_row(grid, band_name(band), band_name(band))->definition = xstrdup(
		band == BAND_UNKNOWN
			? "renewals of accounts of which no band was known 90 days before, as there was no "
			  "health to show"
			: NULL);
	grid_put(grid, GRID_COUNT, rate->renewed)->opens = !rate->prior;
	grid_put(grid, GRID_COUNT, rate->due)->opens = !rate->prior;
	grid_put(grid, GRID_PERCENT, rate->of[CASE_LIKELY])->opens = !rate->prior;
	grid_put(grid, GRID_PERCENT, rate->of[CASE_LOW])->opens = !rate->prior;
	grid_put(grid, GRID_PERCENT, rate->of[CASE_HIGH])->opens = !rate->prior;
	if (rate->prior)
		buf_printf(&rests, "prior (option prior_%s)", band_name(band));
	else
		buf_printf(&rests, "%lld renewal%s", (long long)rate->due, rate->due == 1 ? "" : "s");
	grid_put_text(grid, buf_text(&rests))->opens = false;
	buf_free(&rests);
}

static void add_rates(const struct forecast *forecast, struct grids *out)
{
	struct grid *grid = grid_add(out, rates_key, "renewal rates by band, of the whole book");

	grid->corner = xstrdup("Band");
	grid->note = xstrdup(
		"Renewals of the last eight quarters whose 30 days are over, by the band shown 90 days "
		"before. Low and high: Wilson score interval at 80 %; the more renewals, the narrower.");
	for (int c = 0; c < RATE_COLUMNS; c++)
		grid_column(grid, rate_columns[c].key, rate_columns[c].title)->definition = xstrdup(
			rate_columns[c].definition);
	for (int b = 0; b < FORECAST_BANDS; b++)
		add_rate(grid, bands[b], &forecast->rates[bands[b]]);
}

int numbers_forecast_make(struct numbers_use *use, struct grids *out, struct error *error)
{
	struct forecast forecast;
	int status = renewals_forecast(use, NULL, NULL, &forecast, error);

	if (!status) {
		for (size_t i = 0; i < forecast.item_count; i++)
			add_quarters(use, &forecast, &forecast.items[i], out);
		if (forecast.item_count)
			add_rates(&forecast, out);
	}
	forecast_free(&forecast);
	return status;
}

/* ---- what a cell comes from ---- */

/* One figure of one quarter, in one currency. */
struct opening {
	struct grid_opened *opened;
	const struct forecast_rate *rates;
	int quarter;
	enum forecast_figure figure;
};

static void say_part(const struct opening *opening, const struct forecast_part *part, struct buf *out)
{
	if (part->deal) {
		if (part->deal->probability < 0)
			buf_str(out, "open deal, probability not known");
		else
			buf_printf(out, "open deal, %d %%", part->deal->probability);
		return;
	}
	buf_printf(out, "%s, ", band_name(part->band));
	renewals_say_rate(&opening->rates[part->band], out);
	if (part->call)
		buf_printf(out, "; called %s", renewal_call_name(part->call->call));
}

static void keep_part(void *data, int quarter, enum forecast_figure figure, const struct forecast_part *part)
{
	struct opening *opening = data;
	struct buf what = { 0 };

	if (quarter != opening->quarter || figure != opening->figure ||
	    strcmp(part->currency, opening->opened->currency) != 0)
		return;
	say_part(opening, part, &what);
	grid_case_add(&opening->opened->groups.items[0], part->account, part->on, buf_text(&what), part->minor);
	buf_free(&what);
}

/* Which figure a row is of; false: of none. */
static bool choose_figure(struct opening *opening, const char *key)
{
	for (int f = 0; f < FORECAST_FIGURES; f++) {
		opening->figure = (enum forecast_figure)f;
		if (!strcmp(forecast_figure_key(opening->figure), key))
			return true;
	}
	return false;
}

static bool choose_quarter(struct opening *opening, const struct forecast *forecast, const char *name)
{
	while (opening->quarter < FORECAST_QUARTERS && strcmp(forecast->quarters[opening->quarter].name, name) != 0)
		opening->quarter++;
	return opening->quarter < FORECAST_QUARTERS;
}

static int open_quarter(struct numbers_use *use, const struct forecast *forecast, const char *row,
			const char *column, struct grid_opened *opened, struct error *error)
{
	struct opening opening = { .opened = opened, .rates = forecast->rates };
	struct forecast again;
	int status;

	if (!choose_quarter(&opening, forecast, column) || !choose_figure(&opening, row))
		return error_set(error, ERROR_NOT_FOUND, "this cell opens to nothing");
	grid_group_add(opened, row, forecast_figure_title(opening.figure), kind_of(opening.figure));
	status = renewals_forecast(use, keep_part, &opening, &again, error);
	forecast_free(&again);
	return status;
}

/* A rate, or a bound of it, comes from both counts. */
static void open_rate(const struct forecast_facts *facts, enum band band, enum rate_column column,
		      struct grid_opened *opened)
{
	for (int c = RENEWED; c <= DUE; c++) {
		struct grid_group *group;

		if (column <= DUE && c != (int)column)
			continue;
		group = grid_group_add(opened, rate_columns[c].key, rate_columns[c].title, GRID_COUNT);
		for (size_t i = 0; i < facts->past.count; i++) {
			const struct forecast_past *past = &facts->past.items[i];

			if (past->band == (uint8_t)band && (c == DUE || past->renewed))
				grid_case_add(group, past->account, past->on, NULL, 1);
		}
	}
}

int numbers_forecast_open(struct numbers_use *use, const struct grid *grid, size_t row, size_t column,
			  struct grid_opened *opened, struct error *error)
{
	const char *row_key = grid->rows.items[row].key;
	struct forecast forecast;
	enum band band;
	int status = renewals_forecast(use, NULL, NULL, &forecast, error);

	if (!status && !strcmp(grid->key, rates_key) && band_from_name(row_key, &band))
		open_rate(forecast_view_facts(use->forecast), band, (enum rate_column)column, opened);
	else if (!status)
		status = open_quarter(use, &forecast, row_key, grid->columns.items[column].key, opened, error);
	forecast_free(&forecast);
	return status;
}
