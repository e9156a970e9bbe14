/* NPS at the end of each period: over the whole selection and by segment. */
#include <string.h>

#include "cmd/numbers_trends.h"

/* The rows over the whole, and which sides of NPS each counts. */
static const struct figure {
	const char *key, *title, *definition;
	unsigned sides; /* a bit each */
} figures[] = {
	{ "respondents", "Respondents",
	  "Contacts whose latest NPS answer is within the window that ends with the "
	  "period; an answer of nobody in particular is one of its own.",
	  1u << NPS_PROMOTER | 1u << NPS_PASSIVE | 1u << NPS_DETRACTOR },
	{ "promoters", "Promoters", "Respondents whose latest answer is 9 or 10.", 1u << NPS_PROMOTER },
	{ "passives", "Passives", "Respondents whose latest answer is 7 or 8.", 1u << NPS_PASSIVE },
	{ "detractors", "Detractors", "Respondents whose latest answer is 0 to 6.", 1u << NPS_DETRACTOR },
};
enum { FIGURES = sizeof figures / sizeof *figures };

static const char nps_definition[] =
	"NPS = (promoters - detractors) / respondents, from -100 to 100; no respondents, no "
	"NPS.";

static int64_t side_sum(const struct trend_table *table, size_t row, int period, unsigned sides)
{
	int64_t sum = 0;

	for (int side = 0; side < NPS_SIDES; side++)
		if (sides >> side & 1)
			sum += trend_sum(table, row, period, side);
	return sum;
}

static void put_nps(struct grid *grid, const struct trend_table *table, size_t row)
{
	for (int p = 0; p < table->columns; p++) {
		int64_t sides[NPS_SIDES], tenths;

		for (int side = 0; side < NPS_SIDES; side++)
			sides[side] = trend_sum(table, row, p, side);
		if (trend_nps(sides, &tenths))
			grid_put(grid, GRID_POINTS, tenths);
		else
			grid_skip(grid, GRID_POINTS);
	}
}

static void put_count(struct grid *grid, const struct trend_table *table, size_t row, unsigned sides)
{
	for (int p = 0; p < table->columns; p++)
		grid_put(grid, GRID_COUNT, side_sum(table, row, p, sides));
}

static void add_whole(const struct numbers_use *use, const struct trend_table *table, const char *note,
		      struct grids *out)
{
	struct grid *grid = trend_grid_add(use, out, "nps", "NPS", note);

	grid->series = true;
	numbers_columns(use, grid);
	for (int f = 0; f < FIGURES; f++) {
		trend_row_add(grid, figures[f].key, figures[f].title, figures[f].definition);
		put_count(grid, table, TREND_WHOLE, figures[f].sides);
	}
	trend_row_add(grid, "nps", "NPS", nps_definition)->strong = true;
	put_nps(grid, table, TREND_WHOLE);
}

static void add_split(const struct numbers_use *use, const struct trend_table *table, const char *key,
		      const char *title, const char *definition, struct grids *out)
{
	struct grid *grid = trend_split_add(use, out, key, title);
	bool counts = strcmp(key, "nps_by_segment") != 0;

	numbers_columns(use, grid);
	for (size_t i = 0; i < table->rows.count; i++) {
		const char *segment = trend_segment(table->rows.items[i].name);

		trend_row_add(grid, segment, segment, definition);
		if (counts)
			put_count(grid, table, i, figures[0].sides);
		else
			put_nps(grid, table, i);
	}
}

static void count_answer(void *data, const struct trend_account *account, const struct trend_answer *answer,
			 int64_t contact)
{
	(void)contact;
	trend_add(data, account->segment, answer->period, (int)answer->side, 1);
}

static void say_note(const struct trend_rules *rules, struct buf *out)
{
	buf_str(out, "from the latest NPS answer of each contact ");
	if (rules->nps_days > 0)
		buf_printf(out, "in the %d days that end with the period", rules->nps_days);
	else
		buf_str(out, "up to the period's end");
	buf_printf(out, " (scorecard %s)", rules->nps_card);
}

int numbers_nps_make(struct numbers_use *use, struct grids *out, struct error *error)
{
	struct trend_query query = trend_query_of(use);
	struct trend_rules rules;
	struct trend_table table;
	struct buf note = { 0 };
	int status;

	trend_start(&table, query.count, NPS_SIDES);
	status = trends_rules(use->ctx->book, &rules, error) ||
		 trends_answers(use->ctx->book, &query, rules.nps_days, count_answer, &table, error);
	trend_sort(&table);
	if (!status && table.rows.count) {
		say_note(&rules, &note);
		add_whole(use, &table, buf_text(&note), out);
		if (trend_splits(&table)) {
			add_split(use, &table, "nps_by_segment", "NPS by segment", nps_definition, out);
			add_split(use, &table, "respondents_by_segment", "Respondents by segment",
				  figures[0].definition, out);
		}
	}
	buf_free(&note);
	trend_free(&table);
	return status ? -1 : 0;
}

/* ---- what a cell comes from ---- */

struct kept {
	int64_t account, contact;
	day_t on;
	int score;
	enum nps_side side;
};

struct opening {
	int period;
	const char *segment; /* NULL: all */
	unsigned sides;
	VEC(struct kept) answers;
};

static void keep_answer(void *data, const struct trend_account *account, const struct trend_answer *answer,
			int64_t contact)
{
	struct opening *opening = data;

	if (answer->period != opening->period || !(opening->sides >> answer->side & 1) ||
	    (opening->segment && strcmp(opening->segment, trend_segment(account->segment)) != 0))
		return;
	*vec_add(&opening->answers) = (struct kept){ account->id, contact, answer->survey->on,
						     answer->survey->score, answer->side };
}

/* "9, Ada Example" */
static int add_case(struct numbers_use *use, const struct kept *kept, struct grid_group *group, struct error *error)
{
	struct buf what = { 0 };
	char *name = NULL;
	int status = kept->contact ? trends_contact_name(use->ctx->book, kept->account, kept->contact, &name, error)
				   : 0;

	buf_printf(&what, "%d", kept->score);
	if (name)
		buf_printf(&what, ", %s", name);
	grid_case_add(group, kept->account, kept->on, buf_text(&what), 1);
	free(name);
	buf_free(&what);
	return status;
}

static int add_groups(struct numbers_use *use, const struct opening *opening, struct grid_opened *opened,
		      struct error *error)
{
	for (int side = 0; side < NPS_SIDES; side++) {
		const struct figure *figure = &figures[1 + side];
		struct grid_group *group;

		if (!(opening->sides >> side & 1))
			continue;
		group = grid_group_add(opened, figure->key, figure->title, GRID_COUNT);
		for (size_t i = 0; i < opening->answers.count; i++)
			if (opening->answers.items[i].side == (enum nps_side)side &&
			    add_case(use, &opening->answers.items[i], group, error))
				return -1;
	}
	return 0;
}

int numbers_nps_open(struct numbers_use *use, const struct grid *grid, size_t row, size_t column,
		     struct grid_opened *opened, struct error *error)
{
	const char *key = grid->rows.items[row].key;
	struct trend_query query = trend_query_of(use);
	struct opening opening = {
		.period = numbers_period_of(use, grid->columns.items[column].key),
		.segment = strcmp(grid->key, "nps") != 0 ? key : NULL,
		.sides = figures[0].sides,
	};
	struct trend_rules rules;
	int status;

	for (int f = 0; f < FIGURES && !opening.segment; f++)
		if (!strcmp(key, figures[f].key))
			opening.sides = figures[f].sides;
	status = trends_rules(use->ctx->book, &rules, error) ||
		 trends_answers(use->ctx->book, &query, rules.nps_days, keep_answer, &opening, error) ||
		 add_groups(use, &opening, opened, error);
	vec_free(&opening.answers);
	return status ? -1 : 0;
}
