/* Cohorts: customers by the period they came in, and what is left of them. */
#include <stdlib.h>
#include <string.h>

#include "cmd/numbers.h"

#define BEFORE (-1)

/* ---- the grids: customers, ARR, and both in percent of what the cohort was when it came ---- */

static const struct cohort_grid {
	const char *key, *title, *note;
	bool money, percent;
} cohort_grids[] = {
	{ "customers", "Customers by when they came",
	  "accounts with more than nothing at the end of a period, by the period in which they first had; those "
	  "won "
	  "back stay with the period they first came in",
	  false, false },
	{ "arr", "ARR by when its customers came", "what those customers have at the end of a period", true,
	  false },
	{ "customers_kept", "Customers kept",
	  "in percent of those who were there at the end of the period that they came in", false, true },
	{ "arr_kept", "ARR kept",
	  "in percent of what those customers had at the end of the period that they came in", true, true },
};
enum { COHORT_GRIDS = sizeof cohort_grids / sizeof *cohort_grids };

static int64_t value_of(const struct numbers *numbers, const struct number_sums *sums, bool money, int came, int p)
{
	const struct number_cohort *cohort = numbers_cohort(numbers, sums, came, p);

	return money ? cohort->minor : cohort->customers;
}

static void put_percent(struct grid *grid, int64_t part, int64_t whole)
{
	if (whole > 0)
		grid_put(grid, GRID_PERCENT, number_percent(part, whole));
	else
		grid_skip(grid, GRID_PERCENT);
}

/* Before a cohort came there is nothing to say of it. */
static void add_cohort(struct grid *grid, const struct cohort_grid *kind, const struct numbers *numbers,
		       const struct number_sums *sums, int came)
{
	char *before = xasprintf("before %s", numbers->periods[0].name);
	const char *name = came == BEFORE ? before : numbers->periods[came].name;

	grid_row(grid, came == BEFORE ? "before" : name, name)->definition = xstrdup(
		came != BEFORE ? NULL
			       : "those who were customers before the first of these periods, whenever they came");
	free(before);
	for (int p = 0; p < numbers->count; p++) {
		int64_t value = value_of(numbers, sums, kind->money, came, p);

		if (p < came)
			grid_skip(grid, GRID_NOTHING);
		else if (kind->percent)
			put_percent(grid, value, value_of(numbers, sums, kind->money, came, came));
		else
			grid_put(grid, kind->money ? GRID_MONEY : GRID_COUNT, value);
	}
}

static void add_all(struct grid *grid, const struct cohort_grid *kind, const struct numbers *numbers,
		    const struct number_sums *sums)
{
	grid_row(grid, "all", "All")->strong = true;
	for (int p = 0; p < numbers->count; p++) {
		int64_t all = 0;

		for (int came = BEFORE; came <= p; came++)
			all += value_of(numbers, sums, kind->money, came, p);
		grid_put(grid, kind->money ? GRID_MONEY : GRID_COUNT, all);
	}
}

/* Of those who came before all it is not known how many they were then. */
static void add_grid(const struct numbers_use *use, const struct numbers *numbers, const struct number_sums *sums,
		     const struct cohort_grid *kind, struct grids *out)
{
	struct buf title = { 0 };
	struct grid *grid;

	buf_printf(&title, "%s: ", kind->title);
	numbers_say(use, sums->currency, false, &title);
	grid = grid_add(out, kind->key, buf_text(&title));
	buf_free(&title);
	memcpy(grid->currency, sums->currency, sizeof grid->currency);
	grid->corner = xstrdup("Came");
	grid->note = xstrdup(kind->note);
	grid->series = true;
	numbers_columns(use, grid);
	for (int came = kind->percent ? 0 : BEFORE; came < numbers->count; came++)
		add_cohort(grid, kind, numbers, sums, came);
	if (!kind->percent)
		add_all(grid, kind, numbers, sums);
}

int numbers_cohorts_make(struct numbers_use *use, struct grids *out, struct error *error)
{
	struct numbers own = { 0 };
	const struct numbers *numbers = numbers_sums(use, &own, error);

	for (int g = 0; numbers && g < COHORT_GRIDS; g++)
		for (size_t i = 0; i < numbers->item_count; i++)
			add_grid(use, numbers, &numbers->items[i], &cohort_grids[g], out);
	numbers_free(&own);
	return numbers ? 0 : -1;
}

/* ---- the accounts of a cell ---- */

struct opening {
	struct grid_opened *opened;
	bool money, all;
	int came,
		period; /* those of that cohort, at the end of that period; a percentage: and at that of its own */
};

static void keep_account(void *data, int period, enum number_figure figure, const struct number_part *part)
{
	struct opening *opening = data;
	struct grid_group *groups = opening->opened->groups.items;

	if (figure != (opening->money ? FIGURE_CLOSING : FIGURE_CUSTOMERS_CLOSING) || part->minor <= 0 ||
	    (!opening->all && part->came != opening->came) ||
	    strcmp(part->currency, opening->opened->currency) != 0)
		return;
	if (period == opening->period)
		grid_case_add(&groups[0], part->account, DAY_NONE, NULL, part->minor);
	if (period == opening->came && opening->opened->groups.count > 1)
		grid_case_add(&groups[1], part->account, DAY_NONE, NULL, part->minor);
}

static const struct cohort_grid *kind_of(const struct grid *grid)
{
	for (int g = 0; g < COHORT_GRIDS; g++)
		if (!strcmp(cohort_grids[g].key, grid->key))
			return &cohort_grids[g];
	return NULL;
}

int numbers_cohorts_open(struct numbers_use *use, const struct grid *grid, size_t row, size_t column,
			 struct grid_opened *opened, struct error *error)
{
	const struct cohort_grid *kind = kind_of(grid);
	const char *key = grid->rows.items[row].key;
	struct numbers numbers = { 0 };
	struct opening opening = {
		.opened = opened,
		.money = kind && kind->money,
		.all = !strcmp(key, "all"),
		.came = numbers_period_of(use, key),
		.period = numbers_period_of(use, grid->columns.items[column].key),
	};
	enum grid_kind of = opening.money ? GRID_MONEY : GRID_COUNT;
	int status;

	if (!kind || opening.period < 0)
		return error_set(error, ERROR_NOT_FOUND, "this cell opens to nothing");
	grid_group_add(opened, kind->money ? "arr" : "customers", kind->percent ? "There" : grid->title, of);
	if (kind->percent)
		grid_group_add(opened, kind->money ? "arr_then" : "customers_then", "There when they came", of);
	free(opened->rule);
	opened->rule = xstrdup(kind->note);
	status = numbers_open(use->ctx->book, &use->query, keep_account, &opening, &numbers, error);
	numbers_free(&numbers);
	return status;
}
