/* Adoption at the end of each period: seats in use over seats licensed, whole and by segment. */
#include <string.h>

#include "cmd/numbers_trends.h"

enum { ACCOUNTS, ACTIVE, LICENSED, FIGURES };
static const struct {
	const char *key, *title, *definition;
} figures[FIGURES] = {
	[ACCOUNTS] = { "accounts", "Accounts",
		       "Accounts of which active and licensed seats are both known at the end of the period, and "
		       "not too "
		       "old, with at least one seat licensed." },
	[ACTIVE] = { "active_seats", "Active seats", "The latest active_seats of those accounts, added up." },
	[LICENSED] = { "licensed_seats", "Licensed seats",
		       "The latest licensed_seats of those accounts, added up." },
};

static const char adoption_definition[] =
	"Adoption = active seats / licensed seats, over the accounts of which both are known.";

static void put_adoption(struct grid *grid, const struct trend_table *table, size_t row)
{
	for (int p = 0; p < table->columns; p++) {
		int64_t licensed = trend_sum(table, row, p, LICENSED);

		if (licensed > 0)
			grid_put(grid, GRID_PERCENT, number_percent(trend_sum(table, row, p, ACTIVE), licensed));
		else
			grid_skip(grid, GRID_PERCENT);
	}
}

static void add_whole(const struct numbers_use *use, const struct trend_table *table, const char *note,
		      struct grids *out)
{
	struct grid *grid = trend_grid_add(use, out, "adoption", "Adoption", note);

	grid->series = true;
	numbers_columns(use, grid);
	for (int f = 0; f < FIGURES; f++) {
		trend_row_add(grid, figures[f].key, figures[f].title, figures[f].definition);
		for (int p = 0; p < table->columns; p++)
			grid_put(grid, GRID_COUNT, trend_sum(table, TREND_WHOLE, p, f));
	}
	trend_row_add(grid, "adoption", "Adoption", adoption_definition)->strong = true;
	put_adoption(grid, table, TREND_WHOLE);
}

static void add_split(const struct numbers_use *use, const struct trend_table *table, struct grids *out)
{
	struct grid *grid = trend_split_add(use, out, "adoption_by_segment", "Adoption by segment");

	numbers_columns(use, grid);
	for (size_t i = 0; i < table->rows.count; i++) {
		const char *segment = trend_segment(table->rows.items[i].name);

		trend_row_add(grid, segment, segment, adoption_definition);
		put_adoption(grid, table, i);
	}
}

static void add_seats(void *data, const struct trend_account *account, const struct trend_seats *seats)
{
	trend_add(data, account->segment, seats->period, ACCOUNTS, 1);
	trend_add(data, account->segment, seats->period, ACTIVE, seats->active);
	trend_add(data, account->segment, seats->period, LICENSED, seats->licensed);
}

static void say_note(const struct trend_rules *rules, struct buf *out)
{
	buf_str(out, "from the latest active_seats and licensed_seats on or before the period's last day, in whole "
		     "seats");
	if (rules->seats_days > 0)
		buf_printf(out, ", neither older than %d days", rules->seats_days);
	buf_printf(out, " (scorecard %s)", rules->seats_card);
}

int numbers_adoption_make(struct numbers_use *use, struct grids *out, struct error *error)
{
	struct trend_query query = trend_query_of(use);
	struct trend_rules rules;
	struct trend_table table;
	struct buf note = { 0 };
	int status;

	trend_start(&table, query.count, FIGURES);
	status = trends_rules(use->ctx->book, &rules, error) ||
		 trends_seats(use->ctx->book, &query, rules.seats_days, add_seats, &table, error);
	trend_sort(&table);
	if (!status && table.rows.count) {
		say_note(&rules, &note);
		add_whole(use, &table, buf_text(&note), out);
		if (trend_splits(&table))
			add_split(use, &table, out);
	}
	buf_free(&note);
	trend_free(&table);
	return status ? -1 : 0;
}

/* ---- what a cell comes from ---- */

struct opening {
	int period;
	const char *segment; /* NULL: all */
	int count;
	int figures[2]; /* a group each */
	struct grid_opened *opened;
};

static void keep_seats(void *data, const struct trend_account *account, const struct trend_seats *seats)
{
	const struct opening *opening = data;
	const int64_t values[FIGURES] = { 1, seats->active, seats->licensed };
	struct buf what = { 0 };

	if (seats->period != opening->period ||
	    (opening->segment && strcmp(opening->segment, trend_segment(account->segment)) != 0))
		return;
	buf_printf(&what, "%lld of %lld", (long long)seats->active, (long long)seats->licensed);
	for (int i = 0; i < opening->count; i++)
		grid_case_add(&opening->opened->groups.items[i], account->id, seats->on, buf_text(&what),
			      values[opening->figures[i]]);
	buf_free(&what);
}

int numbers_adoption_open(struct numbers_use *use, const struct grid *grid, size_t row, size_t column,
			  struct grid_opened *opened, struct error *error)
{
	const char *key = grid->rows.items[row].key;
	struct trend_query query = trend_query_of(use);
	struct opening opening = {
		.period = numbers_period_of(use, grid->columns.items[column].key),
		.segment = strcmp(grid->key, "adoption") != 0 ? key : NULL,
		.opened = opened,
	};
	struct trend_rules rules;

	for (int f = 0; f < FIGURES && !opening.segment; f++)
		if (!strcmp(key, figures[f].key))
			opening.figures[opening.count++] = f;
	if (!opening.count) {
		opening.figures[opening.count++] = ACTIVE;
		opening.figures[opening.count++] = LICENSED;
	}
	for (int i = 0; i < opening.count; i++)
		grid_group_add(opened, figures[opening.figures[i]].key, figures[opening.figures[i]].title,
			       GRID_COUNT);
	return trends_rules(use->ctx->book, &rules, error) ||
			       trends_seats(use->ctx->book, &query, rules.seats_days, keep_seats, &opening, error)
		       ? -1
		       : 0;
}
