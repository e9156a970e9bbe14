/* Lifetime value by segment, and where the next unit of effort pays most. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/numbers_spending.h"
#include "core/text.h"

#define NO_SEGMENT "(none)"
#define WHOLE "book"
#define QUARTERS 4

/* ---- segments, and what their accounts did ---- */

struct segment {
	char *title, *folded; /* as one of its accounts has it; "": accounts without one */
	struct numbers year;  /* the twelve months up to the day of reading */
	struct numbers won;   /* the last four quarters: those that costs are of */
};
struct member {
	int64_t account;
	size_t segment;
};

struct value {
	struct numbers_use *use;
	struct number_period year;
	struct number_period quarters; /* all four as one */
	struct number_period each[QUARTERS];
	VEC(struct segment) segments; /* in order of name, and the whole book last */
	VEC(struct member) members;   /* in order of account */
	size_t next;		      /* of members, while their movements are read */
	bool spent;		      /* a cost of acquisition was entered for these quarters */
};

static struct segment *segment_add(struct value *value, const char *title, char *folded)
{
	struct segment *segment = vec_add(&value->segments);
	const struct numbers_query *query = &value->use->query;

	*segment = (struct segment){ .title = xstrdup(title), .folded = folded };
	numbers_start(&segment->year, query->level, &value->year, 1, query->as_of);
	numbers_start(&segment->won, query->level, value->each, QUARTERS, query->as_of);
	return segment;
}

static void value_free(struct value *value)
{
	for (size_t i = 0; i < value->segments.count; i++) {
		struct segment *segment = &value->segments.items[i];

		free(segment->title);
		free(segment->folded);
		numbers_free(&segment->year);
		numbers_free(&segment->won);
	}
	vec_free(&value->segments);
	vec_free(&value->members);
}

static bool add_member(void *data, const struct account_row *row)
{
	struct value *value = data;
	char *folded = text_fold(row->segment ? row->segment : "");
	size_t at = 0;

	while (at < value->segments.count && strcmp(value->segments.items[at].folded, folded) != 0)
		at++;
	if (at == value->segments.count)
		segment_add(value, row->segment ? row->segment : NO_SEGMENT, folded);
	else
		free(folded);
	*vec_add(&value->members) = (struct member){ row->id, at };
	return true;
}

/* Accounts come in order of id, as members lie. */
static void reckon(void *data, const char *currency, struct number_account *account)
{
	struct value *value = data;
	struct segment *segment;

	while (value->next < value->members.count && value->members.items[value->next].account < account->id)
		value->next++;
	if (value->next == value->members.count || value->members.items[value->next].account != account->id)
		return;
	segment = &value->segments.items[value->members.items[value->next].segment];
	numbers_account(&segment->year, currency, account, NULL, NULL);
	if (value->spent)
		numbers_account(&segment->won, currency, account, NULL, NULL);
}

static int compare_segments(const void *first, const void *second)
{
	const struct segment *a = first, *b = second;

	if (!*a->folded || !*b->folded)
		return !*a->folded - !*b->folded;
	return strcmp(a->folded, b->folded);
}

static void value_start(struct numbers_use *use, struct value *value)
{
	day_t as_of = use->query.as_of;

	*value = (struct value){ .use = use };
	value->year = use->year;
	number_periods(as_of, (int)use->ctx->config->number[OPTION_FISCAL_YEAR_START], 3, QUARTERS, value->each);
	value->quarters = (struct number_period){ value->each[0].start, as_of + 1, false, "" };
	memcpy(value->quarters.name, value->each[0].name, PERIOD_SIZE);
}

static int look_for_costs(struct value *value, struct error *error)
{
	struct costs costs;

	if (cost_list(value->use->ctx->book, value->quarters.start, value->quarters.end, &costs, error))
		return -1;
	for (size_t i = 0; i < costs.count; i++)
		value->spent |= costs.items[i].purpose == COST_ACQUISITION;
	costs_clear(&costs);
	return 0;
}

static int value_read(struct numbers_use *use, struct value *value, struct error *error)
{
	struct numbers_query query = use->query;
	struct segment *whole;

	value_start(use, value);
	query.periods = &value->year;
	query.count = 1;
	if (look_for_costs(value, error) || portfolio_each(use->ctx->book, query.as_of, add_member, value, error) ||
	    numbers_each_account(use->ctx->book, &query, reckon, value, error))
		return -1;
	/* From here on nobody asks whose segment is which. */
	vec_clear(&value->members);
	if (value->segments.count)
		qsort(value->segments.items, value->segments.count, sizeof *value->segments.items,
		      compare_segments);
	whole = segment_add(value, "In all", xstrdup(WHOLE));
	for (size_t i = 0; i + 1 < value->segments.count; i++) {
		numbers_add(&whole->year, &value->segments.items[i].year);
		numbers_add(&whole->won, &value->segments.items[i].won);
	}
	numbers_sort(&whole->year);
	return numbers_fit(&whole->year, error);
}

static const struct segment *whole_of(const struct value *value)
{
	return &value->segments.items[value->segments.count - 1];
}

static bool is_whole(const struct value *value, const struct segment *segment)
{
	return segment == whole_of(value);
}

/* Its sums of the twelve months; NULL: there was nothing, and there is nothing. */
static const int64_t *sums_in(const struct segment *segment, const char *currency)
{
	const struct number_sums *sums = numbers_in(&segment->year, currency);

	if (!sums ||
	    (!sums->sums[0][FIGURE_OPENING] && !sums->sums[0][FIGURE_CLOSING] && !sums->sums[0][FIGURE_LOST]))
		return NULL;
	return sums->sums[0];
}

static int option(const struct value *value, enum option_id id)
{
	return (int)value->use->ctx->config->number[id];
}

/* ---- what an account cost to win ---- */

/* Costs that a row is compared with. */
static int read_spending(struct value *value, const struct segment *segment, struct spending *out,
			 struct error *error)
{
	/* Under a filter by segment there is one segment, and the whole is that one. */
	const char *only = is_whole(value, segment) ? NULL : segment->folded;

	if (value->use->filter && !filter_only(value->use->filter, COLUMN_SEGMENT))
		only = NULL;
	return spending_read(value->use, value->quarters.start, value->quarters.end, only && *only ? only : NULL,
			     out, error);
}

/* Accounts without a segment are no segment that costs can be entered of. */
static bool has_spending(const struct value *value, const struct segment *segment)
{
	return is_whole(value, segment) || *segment->folded;
}

/* Quarter by quarter, as retention counts them: who came and left again within the four cost no less. */
static int64_t customers_won(const struct number_sums *won)
{
	int64_t count = 0;

	for (int q = 0; q < QUARTERS; q++)
		count += won->sums[q][FIGURE_CUSTOMERS_NEW] + won->sums[q][FIGURE_CUSTOMERS_REACTIVATED];
	return count;
}

static int acquisition(struct value *value, const struct segment *segment, const char *currency, bool *known,
		       int64_t *each, struct error *error)
{
	const struct number_sums *won = numbers_in(&segment->won, currency);
	struct spending spending;
	int64_t minor;
	int status;

	*known = false;
	if (!has_spending(value, segment))
		return 0;
	status = read_spending(value, segment, &spending, error);
	if (!status && won && spending_sum(&spending, &value->quarters, COST_ACQUISITION, currency, &minor))
		*known = cost_each(minor, customers_won(won), each);
	spending_free(&spending);
	return status;
}

/* ---- the grid of segments ---- */

enum value_column { CUSTOMERS, ARR, ARR_EACH, CHURN, LIFETIME, VALUE, CAC, VALUE_TO_CAC, WHY, VALUE_COLUMNS };

static const struct {
	const char *key, *title, *definition;
} value_columns[VALUE_COLUMNS] = {
	[CUSTOMERS] = { "customers", "Customers", "accounts with more than nothing on the day of reading" },
	[ARR] = { "arr", "ARR", "what they have on that day" },
	[ARR_EACH] = { "arr_per_customer", "ARR each", "ARR / customers" },
	[CHURN] = { "churn", "Churn a year",
		    "gross churn of the twelve months up to the day of reading: lost / opening; what was gained "
		    "does "
		    "not count against it" },
	[LIFETIME] = { "lifetime", "Years",
		       "lifetime: 1 / churn, in years; where nothing was lost there is none: that tells that it is "
		       "long, not how long" },
	[VALUE] = { "lifetime_value", "Lifetime value",
		    "of a customer: ARR per customer x gross margin x lifetime; reckoned from the sums and rounded "
		    "once" },
	[CAC] = { "cac_per_customer", "CAC each",
		  "acquisition cost of the last four quarters / customers new and won back in each of them" },
	[VALUE_TO_CAC] = { "value_to_cac", "Value / CAC", "lifetime value / CAC of a customer" },
	[WHY] = { "why_not", "Why not", "why there is no lifetime value" },
};

static void put_if(struct grid *grid, enum grid_kind kind, bool known, int64_t value)
{
	if (known)
		grid_put(grid, kind, value);
	else
		grid_skip(grid, kind);
}

static void put_each(struct grid *grid, int64_t part, int64_t whole)
{
	int64_t each = 0;
	bool known = cost_each(part, whole, &each);

	put_if(grid, GRID_MONEY, known, each);
}

static int add_segment(struct grid *grid, struct value *value, const struct segment *segment, const int64_t *sums,
		       struct error *error)
{
	bool whole = is_whole(value, segment), cac_known, lasts, churns, pays;
	int64_t churn = 0, cac = 0, ratio = 0;
	struct lifetime lifetime;
	struct grid_row *row = grid_row(grid, whole ? WHOLE : segment->title, segment->title);

	row->strong = whole;
	row->definition = whole ? NULL : xstrdup("accounts that are of the segment on the day of reading");
	lifetime_of(sums, option(value, OPTION_GROSS_MARGIN), &lifetime);
	if (acquisition(value, segment, grid->currency, &cac_known, &cac, error))
		return -1;
	lasts = lifetime.lack == LIFETIME_KNOWN || lifetime.lack == LIFETIME_NO_CUSTOMER;
	churns = number_rate(RATE_GROSS_CHURN, sums, &churn);
	pays = cac_known && lifetime.lack == LIFETIME_KNOWN && cost_ratio(lifetime.value, cac, &ratio);
	grid_put(grid, GRID_COUNT, sums[FIGURE_CUSTOMERS_CLOSING]);
	grid_put(grid, GRID_MONEY, sums[FIGURE_CLOSING]);
	put_each(grid, sums[FIGURE_CLOSING], sums[FIGURE_CUSTOMERS_CLOSING]);
	put_if(grid, GRID_PERCENT, churns, churn);
	if (churns)
		numbers_mark_churn(value->use, grid_at(grid, grid->rows.count - 1, CHURN));
	put_if(grid, GRID_YEARS, lasts, lifetime.years);
	put_if(grid, GRID_WHOLE, lifetime.lack == LIFETIME_KNOWN, lifetime.value);
	put_if(grid, GRID_MONEY, cac_known, cac);
	put_if(grid, GRID_RATIO, pays, ratio);
	grid_put_text(grid, lifetime.lack == LIFETIME_KNOWN ? "" : lifetime_lack_text(lifetime.lack));
	return 0;
}

static void say_title(const struct value *value, const char *what, const char *currency, struct buf *out)
{
	char from[DATE_SIZE], to[DATE_SIZE];

	struct buf scope = { 0 };

	numbers_say(value->use, currency, true, &scope);
	buf_printf(out, "%s: %s, %s to %s", what, buf_text(&scope), date_format(value->year.start, from),
		   date_format(value->year.end - 1, to));
	buf_free(&scope);
}

static struct grid *add_grid(const struct value *value, const char *key, const char *what, const char *corner,
			     const char *currency, struct grids *out)
{
	struct buf title = { 0 };
	struct grid *grid;

	say_title(value, what, currency, &title);
	grid = grid_add(out, key, buf_text(&title));
	buf_free(&title);
	strncpy(grid->currency, currency, CURRENCY_SIZE - 1);
	grid->corner = xstrdup(corner);
	return grid;
}

static int add_segments(struct value *value, const char *currency, struct grids *out, struct error *error)
{
	struct grid *grid = add_grid(value, "segments", "Lifetime value by segment", "Segment", currency, out);
	const long *limits = value->use->ctx->config->number;
	size_t last = value->segments.count - 1;
	int shown = 0, status = 0;
	bool named = false;
	char from[DATE_SIZE];

	grid->note = xasprintf(
		"gross margin %d %% (option gross_margin); churn is gross and of these twelve "
		"months, ! above %ld %% (churn_watch), !! above %ld %% (churn_limit); "
		"lifetime values are shown in whole units; CAC is of the four quarters from %s on: %s",
		option(value, OPTION_GROSS_MARGIN), limits[OPTION_CHURN_WATCH], limits[OPTION_CHURN_LIMIT],
		date_format(value->quarters.start, from),
		!value->use->filter || filter_only(value->use->filter, COLUMN_SEGMENT)
			? "of a segment by costs entered for it, in all by all"
			: "not known, costs are of the whole book or of a segment");
	for (int c = 0; c < VALUE_COLUMNS; c++)
		grid_column(grid, value_columns[c].key, value_columns[c].title)->definition = xstrdup(
			value_columns[c].definition);
	for (size_t i = 0; i <= last && !status; i++) {
		const struct segment *segment = &value->segments.items[i];
		const int64_t *sums = sums_in(segment, currency);

		/* Of one segment the whole says nothing further, but where it is none, of which costs can be. */
		if (!sums || (i == last && shown < 2 && named))
			continue;
		status = add_segment(grid, value, segment, sums, error);
		named |= *segment->folded != '\0';
		shown++;
	}
	numbers_say_lifetimes(grid, LIFETIME);
	return status;
}

/* ---- the grid of efforts ---- */

enum effort_column { RANK, WORTH, EFFORT, UNIT, YEARS, ROOM, REASON, EFFORT_COLUMNS };

static const struct {
	const char *key, *title, *definition;
} effort_columns[EFFORT_COLUMNS] = {
	[RANK] = { "rank", "Rank", "1 pays most; of what is worth the same, where there is more room" },
	[WORTH] = { "worth", "Worth",
		    "of a unit of effort: lifetime value of a unit of ARR / effort per unit of ARR" },
	[EFFORT] = { "effort", "Effort",
		     "what a unit of ARR takes by this lever, beside the others: options effort_retention, "
		     "effort_expansion, effort_upsell" },
	[UNIT] = { "unit", "Value of 1",
		   "lifetime value of a unit of ARR: gross margin x lifetime; one that is kept or won is taken to "
		   "stay "
		   "as long as the segment's others do" },
	[YEARS] = { "lifetime", "Years", "lifetime: 1 / gross churn of the twelve months, in years" },
	[ROOM] = { "room", "Room",
		   "how much there was to move in these twelve months: for retention what was lost, for expansion "
		   "and "
		   "upsell what was won so" },
	[REASON] = { "note", "Note", "which pays most; why one is not ranked" },
};

static const enum option_id effort_options[LEVER_COUNT] = {
	[LEVER_RETENTION] = OPTION_EFFORT_RETENTION,
	[LEVER_EXPANSION] = OPTION_EFFORT_EXPANSION,
	[LEVER_UPSELL] = OPTION_EFFORT_UPSELL,
};

static void add_effort(struct grid *grid, const struct value *value, const struct effort *effort)
{
	const struct segment *segment = &value->segments.items[effort->segment];
	char *key = xasprintf("%s:%s", segment->title, lever_key(effort->lever));
	char *title = xasprintf("%s: %s", segment->title, lever_key(effort->lever));
	struct grid_row *row = grid_row(grid, key, title);
	struct lifetime lifetime;

	row->strong = effort->rank == 1;
	lifetime_of(sums_in(segment, grid->currency), option(value, OPTION_GROSS_MARGIN), &lifetime);
	put_if(grid, GRID_COUNT, effort->rank > 0, effort->rank);
	grid_at(grid, grid->rows.count - 1, RANK)->opens = false;
	put_if(grid, GRID_RATIO, effort->known, effort->worth);
	grid_put(grid, GRID_COUNT, effort->effort)->opens = false;
	put_if(grid, GRID_RATIO, effort->known, lifetime.unit);
	put_if(grid, GRID_YEARS, effort->known, lifetime.years);
	grid_put(grid, GRID_MONEY, effort->room);
	grid_put_text(grid, effort->rank == 1 ? "pays most"
			    : effort->rank    ? ""
			    : effort->known   ? "nothing moved so: no room"
			    : lifetime.lack   ? lifetime_lack_text(lifetime.lack)
					      : lifetime_lack_text(LIFETIME_TOO_GREAT));
	free(title);
	free(key);
}

struct efforts {
	struct effort *items;
	size_t count, room;
};

static void add_effort_grid(const struct value *value, const char *currency, const struct efforts *efforts,
			    struct grids *out)
{
	struct grid *grid = add_grid(value, "effort", "Where the next unit of effort pays most", "Where", currency,
				     out);

	grid->note = xasprintf("a unit of ARR takes %d by retention, %d by expansion, %d by upsell "
			       "(options effort_...), gross margin %d %%",
			       option(value, OPTION_EFFORT_RETENTION), option(value, OPTION_EFFORT_EXPANSION),
			       option(value, OPTION_EFFORT_UPSELL), option(value, OPTION_GROSS_MARGIN));
	for (int c = 0; c < EFFORT_COLUMNS; c++)
		grid_column(grid, effort_columns[c].key, effort_columns[c].title)->definition = xstrdup(
			effort_columns[c].definition);
	for (size_t i = 0; i < efforts->count; i++)
		add_effort(grid, value, &efforts->items[i]);
	numbers_say_lifetimes(grid, YEARS);
}

static void add_efforts(const struct value *value, const char *currency, struct grids *out)
{
	struct efforts efforts = { 0 };

	for (size_t i = 0; i + 1 < value->segments.count; i++) {
		const int64_t *sums = sums_in(&value->segments.items[i], currency);

		for (int l = 0; sums && l < LEVER_COUNT; l++) {
			struct effort effort = effort_of(i, (enum lever)l, sums, option(value, OPTION_GROSS_MARGIN),
							 option(value, effort_options[l]));

			/* Neither does it move, nor is anything known of it: there is nothing to say. */
			if (effort.known || effort.room)
				*vec_add(&efforts) = effort;
		}
	}
	efforts_rank(efforts.items, efforts.count);
	if (efforts.count)
		add_effort_grid(value, currency, &efforts, out);
	vec_free(&efforts);
}

int numbers_value_make(struct numbers_use *use, struct grids *out, struct error *error)
{
	struct value value;
	int status = value_read(use, &value, error);

	for (size_t i = 0; !status && i < whole_of(&value)->year.item_count; i++) {
		const char *currency = whole_of(&value)->year.items[i].currency;

		if (!sums_in(whole_of(&value), currency))
			continue;
		status = add_segments(&value, currency, out, error);
		if (!status)
			add_efforts(&value, currency, out);
	}
	value_free(&value);
	return status;
}

/* ---- what a cell comes from ---- */

/* The segment of a row's name, which may have ":retention" behind it. */
static const struct segment *segment_named(const struct value *value, const struct grid *grid, size_t row)
{
	const char *key = grid->rows.items[row].key;
	bool efforts = !strcmp(grid->key, "effort");
	size_t size = efforts ? (size_t)(strrchr(key, ':') - key) : strlen(key);

	if (!efforts && row + 1 == grid->rows.count && !strcmp(key, WHOLE))
		return whole_of(value);
	for (size_t i = 0; i + 1 < value->segments.count; i++)
		if (!strncmp(value->segments.items[i].title, key, size) && !value->segments.items[i].title[size])
			return &value->segments.items[i];
	return NULL;
}

/* Which figures a column rests on. */
static int figures_of(const struct grid *grid, size_t row, size_t column, enum number_figure figures[4])
{
	static const enum number_figure of_columns[VALUE_COLUMNS][4] = {
		[CUSTOMERS] = { FIGURE_CUSTOMERS_CLOSING, FIGURE_COUNT },
		[ARR] = { FIGURE_CLOSING, FIGURE_COUNT },
		[ARR_EACH] = { FIGURE_CLOSING, FIGURE_CUSTOMERS_CLOSING, FIGURE_COUNT },
		[CHURN] = { FIGURE_LOST, FIGURE_OPENING, FIGURE_COUNT },
		[LIFETIME] = { FIGURE_LOST, FIGURE_OPENING, FIGURE_COUNT },
		[VALUE] = { FIGURE_CLOSING, FIGURE_CUSTOMERS_CLOSING, FIGURE_LOST, FIGURE_OPENING },
		[CAC] = { FIGURE_COUNT },
		[VALUE_TO_CAC] = { FIGURE_CLOSING, FIGURE_CUSTOMERS_CLOSING, FIGURE_LOST, FIGURE_OPENING },
		[WHY] = { FIGURE_COUNT },
	};
	const char *lever = strrchr(grid->rows.items[row].key, ':');
	int count = 0;

	if (strcmp(grid->key, "effort") != 0) {
		for (; count < 4 && of_columns[column][count] != FIGURE_COUNT; count++)
			figures[count] = of_columns[column][count];
	} else if (column != ROOM) {
		figures[count++] = FIGURE_LOST;
		figures[count++] = FIGURE_OPENING;
	} else {
		for (int l = 0; l < LEVER_COUNT; l++)
			if (!strcmp(lever + 1, lever_key((enum lever)l)))
				figures[count++] = lever_room_figure((enum lever)l);
	}
	return count;
}

/* What the acquisition cost of a customer is reckoned from. */
static int open_acquisition(struct value *value, const struct segment *segment, struct numbers_query *query,
			    struct grid_opened *opened, struct error *error)
{
	static const enum number_figure won[] = { FIGURE_CUSTOMERS_NEW, FIGURE_CUSTOMERS_REACTIVATED };
	struct spending spending;
	int status = read_spending(value, segment, &spending, error);

	if (!status)
		spending_open(&spending, &value->quarters, COST_ACQUISITION, opened);
	spending_free(&spending);
	query->periods = value->each;
	query->count = QUARTERS;
	return status ? status : numbers_open_groups(value->use, query, won, 2, opened, error);
}

/* The accounts of a segment that fit the use's filter, in order of id. */
static void choose_accounts(const struct value *value, const struct segment *segment, struct ids *out)
{
	const struct ids *only = value->use->query.only;
	size_t next = 0;

	for (size_t i = 0; i < value->members.count; i++) {
		const struct member *member = &value->members.items[i];

		while (only && next < only->count && only->items[next] < member->account)
			next++;
		if (only && (next == only->count || only->items[next] != member->account))
			continue;
		if (is_whole(value, segment) || &value->segments.items[member->segment] == segment)
			*vec_add(out) = member->account;
	}
}

static int open_segment(struct value *value, const struct segment *segment, const struct grid *grid, size_t row,
			size_t column, struct grid_opened *opened, struct error *error)
{
	struct numbers_query query = value->use->query;
	enum number_figure figures[4];
	int count = figures_of(grid, row, column, figures), status = 0;
	bool cac = strcmp(grid->key, "effort") != 0 && (column == CAC || column == VALUE_TO_CAC);
	struct ids ids = { 0 };

	choose_accounts(value, segment, &ids);
	query.only = &ids;
	query.periods = &value->year;
	query.count = 1;
	if (count)
		status = numbers_open_groups(value->use, &query, figures, count, opened, error);
	if (!status && cac)
		status = open_acquisition(value, segment, &query, opened, error);
	vec_free(&ids);
	return status;
}

int numbers_value_open(struct numbers_use *use, const struct grid *grid, size_t row, size_t column,
		       struct grid_opened *opened, struct error *error)
{
	const struct segment *segment;
	struct value value;
	int status;

	value_start(use, &value);
	status = portfolio_each(use->ctx->book, use->query.as_of, add_member, &value, error);
	if (!status)
		segment_add(&value, "In all", xstrdup(WHOLE));
	segment = status ? NULL : segment_named(&value, grid, row);
	if (!status && !segment)
		status = error_set(error, ERROR_NOT_FOUND, "this cell opens to nothing");
	free(opened->rule);
	opened->rule = xstrdup(grid->columns.items[column].definition);
	if (!status)
		status = open_segment(&value, segment, grid, row, column, opened, error);
	value_free(&value);
	return status;
}
