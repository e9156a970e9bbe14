/* Milestones settled with a yes, month by month: required and optional, whole and by segment. */
#include <string.h>

#include "cmd/numbers_trends.h"

enum { MONTHS = 12 };
enum { REQUIRED, OPTIONAL, KINDS };

static const struct figure {
	const char *key, *title, *definition;
	unsigned kinds; /* a bit each */
} figures[] = {
	{ "required", "Required", "Required milestones whose standing answer is yes, dated in the month.",
	  1u << REQUIRED },
	{ "optional", "Optional", "Optional milestones whose standing answer is yes, dated in the month.",
	  1u << OPTIONAL },
	{ "all", "All", "Milestones whose standing answer is yes, dated in the month.",
	  1u << REQUIRED | 1u << OPTIONAL },
};
enum { FIGURES = sizeof figures / sizeof *figures };

/* The months: twelve, or those of the one period that was asked for. */
struct months {
	struct number_period items[MONTHS];
	struct trend_query query;
};

static void choose_months(const struct numbers_use *use, struct months *months)
{
	const struct number_period *last = &use->query.periods[use->query.count - 1];
	int count = MONTHS;

	months->query = trend_query_of(use);
	number_periods(trend_last_day(last), 1, 1, MONTHS, months->items);
	if (use->query.count == 1)
		while (count > 1 && months->items[MONTHS - count].start < last->start)
			count--;
	memmove(months->items, months->items + MONTHS - count, (size_t)count * sizeof *months->items);
	months->query.periods = months->items;
	months->query.count = count;
}

static void add_milestone(void *data, const struct trend_account *account, const struct track *track,
			  const struct trend_milestone *milestone)
{
	(void)track;
	trend_add(data, account->segment, milestone->period, milestone->required ? REQUIRED : OPTIONAL, 1);
}

static void put_row(struct grid *grid, const struct trend_table *table, size_t row, unsigned kinds)
{
	for (int m = 0; m < table->columns; m++) {
		int64_t sum = 0;

		for (int kind = 0; kind < KINDS; kind++)
			if (kinds >> kind & 1)
				sum += trend_sum(table, row, m, kind);
		grid_put(grid, GRID_COUNT, sum);
	}
}

static void add_months(const struct months *months, struct grid *grid)
{
	grid->series = true;
	for (int m = 0; m < months->query.count; m++)
		grid_column(grid, months->items[m].name, months->items[m].name)->running = months->items[m].running;
}

static void add_split(const struct numbers_use *use, const struct months *months, const struct trend_table *table,
		      const struct figure *figure, struct grids *out)
{
	char *key = xasprintf("%s_by_segment", figure->key),
	     *title = xasprintf("%s milestones settled, by segment", figure->title);
	struct grid *grid = trend_split_add(use, out, key, title);

	add_months(months, grid);
	for (size_t i = 0; i < table->rows.count; i++) {
		const char *segment = trend_segment(table->rows.items[i].name);

		trend_row_add(grid, segment, segment, figure->definition);
		put_row(grid, table, i, figure->kinds);
	}
	free(key);
	free(title);
}

static void add_grids(const struct numbers_use *use, const struct months *months, const struct trend_table *table,
		      struct grids *out)
{
	struct grid *grid = trend_grid_add(
		use, out, "milestones", "Milestones settled",
		"from the answers to the tracks that accounts are on; one that counts for several "
		"tracks counts once, at home");

	add_months(months, grid);
	for (int f = 0; f < FIGURES; f++) {
		trend_row_add(grid, figures[f].key, figures[f].title, figures[f].definition)->strong = f ==
												       FIGURES - 1;
		put_row(grid, table, TREND_WHOLE, figures[f].kinds);
	}
	for (int f = 0; f < KINDS && trend_splits(table); f++)
		add_split(use, months, table, &figures[f], out);
}

int numbers_milestones_make(struct numbers_use *use, struct grids *out, struct error *error)
{
	struct months months;
	struct trend_table table;
	int status;

	choose_months(use, &months);
	trend_start(&table, months.query.count, KINDS);
	status = trends_milestones(use->ctx->book, &months.query, add_milestone, &table, error);
	trend_sort(&table);
	if (!status && table.rows.count)
		add_grids(use, &months, &table, out);
	trend_free(&table);
	return status;
}

/* ---- what a cell comes from ---- */

struct opening {
	int month;
	const char *segment; /* NULL: all */
	unsigned kinds;
	struct grid_opened *opened;
};

static void keep_milestone(void *data, const struct trend_account *account, const struct track *track,
			   const struct trend_milestone *milestone)
{
	const struct opening *opening = data;
	int kind = milestone->required ? REQUIRED : OPTIONAL;
	char *what;

	if (milestone->period != opening->month || !(opening->kinds >> kind & 1) ||
	    (opening->segment && strcmp(opening->segment, trend_segment(account->segment)) != 0))
		return;
	what = xasprintf("%s/%s", track->key, track->milestones[milestone->milestone].key);
	/* Both kinds: a group each, in their order; one: the only one. */
	grid_case_add(&opening->opened->groups.items[opening->opened->groups.count > 1 ? kind : 0], account->id,
		      milestone->on, what, 1);
	free(what);
}

int numbers_milestones_open(struct numbers_use *use, const struct grid *grid, size_t row, size_t column,
			    struct grid_opened *opened, struct error *error)
{
	const char *key = grid->rows.items[row].key;
	bool whole = !strcmp(grid->key, "milestones");
	struct opening opening = { .month = (int)column, .segment = whole ? NULL : key, .opened = opened };
	struct months months;

	choose_months(use, &months);
	for (int f = 0; f < FIGURES; f++)
		if (whole ? !strcmp(key, figures[f].key)
			  : !strncmp(grid->key, figures[f].key, strlen(figures[f].key)))
			opening.kinds = figures[f].kinds;
	for (int kind = 0; kind < KINDS; kind++)
		if (opening.kinds >> kind & 1)
			grid_group_add(opened, figures[kind].key, figures[kind].title, GRID_COUNT);
	return trends_milestones(use->ctx->book, &months.query, keep_milestone, &opening, error);
}
