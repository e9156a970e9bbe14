/* Costs: what was spent by quarter, what came of it, and what a unit of that cost. */
#include <stdio.h>
#include <string.h>

#include "cmd/numbers_spending.h"

/* ---- the grid: costs, what they won, ratios ---- */

struct page {
	struct numbers_use *use;
	struct spending spending;
	struct numbers own;
	const struct numbers *numbers;
};

static int read_page(struct numbers_use *use, struct page *page, struct error *error)
{
	*page = (struct page){ .use = use };
	if (spending_read(use, use->periods[0].start, use->periods[use->query.count - 1].end, NULL, &page->spending,
			  error))
		return -1;
	/* Without a cost there is nothing to tell that retention does not tell. */
	if (!page->spending.costs.count)
		return 0;
	page->numbers = numbers_sums(use, &page->own, error);
	return page->numbers ? 0 : -1;
}

static void page_free(struct page *page)
{
	spending_free(&page->spending);
	numbers_free(&page->own);
}

static int64_t won_in(const struct number_sums *sums, int period, enum cost_purpose purpose)
{
	return sums ? cost_won(purpose, sums->sums[period]) : 0;
}

/* purpose COST_PURPOSES: in all. */
static void add_cost(struct grid *grid, const struct page *page, enum cost_purpose purpose)
{
	bool all = purpose == COST_PURPOSES;
	const char *name = all ? "total" : cost_purpose_name(purpose);
	char key[32], title[32];
	struct grid_row *row;

	snprintf(key, sizeof key, "%s_cost", name);
	snprintf(title, sizeof title, "%c%s cost", *name - 'a' + 'A', name + 1);
	row = grid_row(grid, key, title);
	row->strong = all;
	row->definition = xstrdup(all ? "what was entered for quarters that begin in the period, for any purpose"
				      : "what was entered for quarters that begin in the period");
	for (int p = 0; p < page->use->query.count; p++) {
		int64_t minor;

		if (spending_sum(&page->spending, &page->use->periods[p], purpose, grid->currency, &minor))
			grid_put(grid, GRID_MONEY, minor);
		else
			grid_skip(grid, GRID_MONEY);
	}
}

static void add_won(struct grid *grid, const struct page *page, const struct number_sums *sums,
		    enum cost_purpose purpose)
{
	struct grid_row *row = grid_row(grid, cost_won_key(purpose), cost_won_title(purpose));

	row->definition = xstrdup(cost_won_definition(purpose));
	for (int p = 0; p < page->use->query.count; p++)
		grid_put(grid, GRID_MONEY, won_in(sums, p, purpose));
}

static void add_ratio(struct grid *grid, const struct page *page, const struct number_sums *sums,
		      enum cost_purpose purpose)
{
	struct grid_row *row = grid_row(grid, cost_ratio_key(purpose), cost_ratio_title(purpose));

	row->definition = xstrdup(cost_ratio_definition(purpose));
	row->strong = true;
	for (int p = 0; p < page->use->query.count; p++) {
		int64_t minor, ratio;

		if (spending_sum(&page->spending, &page->use->periods[p], purpose, grid->currency, &minor) &&
		    cost_ratio(minor, won_in(sums, p, purpose), &ratio))
			grid_put(grid, GRID_RATIO, ratio);
		else
			grid_skip(grid, GRID_RATIO);
	}
}

static void add_grid(const struct page *page, const char *currency, struct grids *out)
{
	const struct number_sums *sums = numbers_in(page->numbers, currency);
	struct buf title = { 0 };
	struct grid *grid;

	numbers_say(page->use, currency, true, &title);
	grid = grid_add(out, "costs", buf_text(&title));
	buf_free(&title);
	strncpy(grid->currency, currency, CURRENCY_SIZE - 1);
	grid->note = xstrdup(page->spending.note);
	grid->series = true;
	numbers_columns(page->use, grid);
	for (int p = 0; p <= COST_PURPOSES; p++)
		add_cost(grid, page, (enum cost_purpose)p);
	for (int p = 0; p < COST_PURPOSES; p++)
		add_won(grid, page, sums, (enum cost_purpose)p);
	for (int p = 0; p < COST_PURPOSES; p++)
		add_ratio(grid, page, sums, (enum cost_purpose)p);
}

/* Where nothing was spent in a currency there is nothing to compare in it. */
static bool is_spent(const struct page *page, const char *currency)
{
	for (size_t i = 0; i < page->spending.costs.count; i++)
		if (!strcmp(page->spending.costs.items[i].currency, currency))
			return true;
	return false;
}

/* Of a currency in which nobody pays there are costs all the same. */
static bool is_first_of(const struct page *page, size_t at)
{
	const struct costs *costs = &page->spending.costs;

	if (at >= page->spending.count || numbers_in(page->numbers, costs->items[at].currency))
		return false;
	for (size_t i = 0; i < at; i++)
		if (!strcmp(costs->items[i].currency, costs->items[at].currency))
			return false;
	return true;
}

int numbers_costs_make(struct numbers_use *use, struct grids *out, struct error *error)
{
	struct page page;
	int status = read_page(use, &page, error);

	for (size_t i = 0; !status && page.numbers && i < page.numbers->item_count; i++)
		if (is_spent(&page, page.numbers->items[i].currency))
			add_grid(&page, page.numbers->items[i].currency, out);
	for (size_t i = 0; !status && page.numbers && i < page.spending.count; i++)
		if (is_first_of(&page, i))
			add_grid(&page, page.spending.costs.items[i].currency, out);
	page_free(&page);
	return status;
}

/* ---- what a cell comes from ---- */

/* What a row shows: a cost, what was won, or the ratio of both. */
struct shown {
	enum cost_purpose purpose;
	bool cost, won;
};

static bool shown_in(const char *key, struct shown *out)
{
	for (int p = 0; p < COST_PURPOSES; p++) {
		enum cost_purpose purpose = (enum cost_purpose)p;
		const char *name = cost_purpose_name(purpose);
		bool cost = !strncmp(key, name, strlen(name)) && !strcmp(key + strlen(name), "_cost");
		bool won = !strcmp(key, cost_won_key(purpose)), ratio = !strcmp(key, cost_ratio_key(purpose));

		*out = (struct shown){ purpose, cost || ratio, won || ratio };
		if (cost || won || ratio)
			return true;
	}
	*out = (struct shown){ COST_PURPOSES, true, false };
	return !strcmp(key, "total_cost");
}

static int open_won(struct numbers_use *use, int period, enum cost_purpose purpose, struct grid_opened *opened,
		    struct error *error)
{
	struct numbers_query query = use->query;
	struct number_term terms[2];
	enum number_figure figures[2];
	int count = cost_won_terms(purpose, terms);

	for (int i = 0; i < count; i++)
		figures[i] = terms[i].figure;
	query.periods = &use->periods[period];
	query.count = 1;
	return numbers_open_groups(use, &query, figures, count, opened, error);
}

int numbers_costs_open(struct numbers_use *use, const struct grid *grid, size_t row, size_t column,
		       struct grid_opened *opened, struct error *error)
{
	int period = numbers_period_of(use, grid->columns.items[column].key), status = 0;
	struct spending spending;
	struct shown shown;

	if (period < 0 || !shown_in(grid->rows.items[row].key, &shown))
		return error_set(error, ERROR_NOT_FOUND, "this cell opens to nothing");
	if (shown.cost) {
		status = spending_read(use, use->periods[period].start, use->periods[period].end, NULL, &spending,
				       error);
		if (!status)
			spending_open(&spending, &use->periods[period], shown.purpose, opened);
		spending_free(&spending);
	}
	if (!status && shown.won)
		status = open_won(use, period, shown.purpose, opened, error);
	return status;
}
