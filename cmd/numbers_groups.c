/* Figures as groups of cases: what a cell that is reckoned from them opens to. */
#include <string.h>

#include "cmd/numbers.h"

struct opening {
	struct grid_opened *opened;
	const enum number_figure *figures;
	int count;
	size_t first; /* group of the first figure */
};

/* "churn, Plus" */
static void say_part(const struct number_part *part, struct buf *out)
{
	if (part->movement)
		buf_str(out, movement_name(part->movement->kind));
	if (part->line)
		buf_printf(out, "%s%s", out->size ? ", " : "", part->line);
}

static void keep_part(void *data, int period, enum number_figure figure, const struct number_part *part)
{
	struct opening *opening = data;

	(void)period;
	if (strcmp(part->currency, opening->opened->currency) != 0)
		return;
	for (int i = 0; i < opening->count; i++) {
		struct buf what = { 0 };

		if (opening->figures[i] != figure)
			continue;
		say_part(part, &what);
		grid_case_add(&opening->opened->groups.items[opening->first + (size_t)i], part->account,
			      part->movement ? part->movement->on : DAY_NONE, what.size ? buf_text(&what) : NULL,
			      part->minor);
		buf_free(&what);
	}
}

int numbers_open_groups(struct numbers_use *use, const struct numbers_query *query,
			const enum number_figure *figures, int count, struct grid_opened *opened,
			struct error *error)
{
	struct opening opening = { opened, figures, count, opened->groups.count };
	struct numbers numbers = { 0 };
	int status;

	for (int i = 0; i < count; i++)
		grid_group_add(opened, number_figure_key(figures[i]), number_figure_title(figures[i]),
			       number_figure_counts(figures[i]) ? GRID_COUNT : GRID_MONEY);
	status = numbers_open(use->ctx->book, query, keep_part, &opening, &numbers, error);
	numbers_free(&numbers);
	return status;
}
