/* The numbers, one account after the other. */
#include "core/numbers.h"

#include <stdlib.h>
#include <string.h>

#include "core/vec.h"

/* ---- the sums ---- */

void numbers_start(struct numbers *numbers, enum number_level level, const struct number_period *periods, int count,
		   day_t as_of)
{
	*numbers = (struct numbers){ .level = level, .periods = periods, .count = count, .as_of = as_of };
}

void numbers_clear(struct numbers *numbers)
{
	for (size_t i = 0; i < numbers->item_count; i++) {
		free(numbers->items[i].sums);
		free(numbers->items[i].cohorts);
	}
	numbers->item_count = 0;
	numbers->overflow = false;
}

void numbers_free(struct numbers *numbers)
{
	numbers_clear(numbers);
	free(numbers->items);
	numbers->items = NULL;
	numbers->item_room = 0;
}

static size_t cohort_cells(const struct numbers *numbers)
{
	return (size_t)(numbers->count + 1) * (size_t)numbers->count;
}

const struct number_sums *numbers_in(const struct numbers *numbers, const char *currency)
{
	for (size_t i = 0; i < numbers->item_count; i++)
		if (!strcmp(numbers->items[i].currency, currency))
			return &numbers->items[i];
	return NULL;
}

static struct number_sums *sums_of(struct numbers *numbers, const char *currency)
{
	struct number_sums *sums;

	for (size_t i = 0; i < numbers->item_count; i++)
		if (!strcmp(numbers->items[i].currency, currency))
			return &numbers->items[i];
	if (numbers->item_count == numbers->item_room)
		numbers->items = vec_grow(numbers->items, &numbers->item_room, numbers->item_count + 1,
					  sizeof *numbers->items);
	sums = &numbers->items[numbers->item_count++];
	*sums = (struct number_sums){
		.sums = xcalloc((size_t)numbers->count, sizeof *sums->sums),
		.cohorts = xcalloc(cohort_cells(numbers), sizeof *sums->cohorts),
	};
	strncpy(sums->currency, currency, CURRENCY_SIZE - 1);
	return sums;
}

/* Adds what may be hostile: what no longer fits is told of, not wrapped around. */
static void add(struct numbers *numbers, int64_t *sum, int64_t minor)
{
	if (__builtin_add_overflow(*sum, minor, sum))
		numbers->overflow = true;
}

void numbers_add(struct numbers *numbers, const struct numbers *other)
{
	numbers->overflow |= other->overflow;
	for (size_t i = 0; i < other->item_count; i++) {
		const struct number_sums *from = &other->items[i];
		struct number_sums *to = sums_of(numbers, from->currency);

		for (int p = 0; p < numbers->count; p++)
			for (int f = 0; f < FIGURE_COUNT; f++)
				add(numbers, &to->sums[p][f], from->sums[p][f]);
		for (size_t c = 0; c < cohort_cells(numbers); c++) {
			to->cohorts[c].customers += from->cohorts[c].customers;
			add(numbers, &to->cohorts[c].minor, from->cohorts[c].minor);
		}
	}
}

static int compare_sums(const void *a, const void *b)
{
	return strcmp(((const struct number_sums *)a)->currency, ((const struct number_sums *)b)->currency);
}

void numbers_sort(struct numbers *numbers)
{
	if (numbers->item_count)
		qsort(numbers->items, numbers->item_count, sizeof *numbers->items, compare_sums);
}

const struct number_cohort *numbers_cohort(const struct numbers *numbers, const struct number_sums *sums, int came,
					   int period)
{
	return &sums->cohorts[(came + 1) * numbers->count + period];
}

/* ---- one account ---- */

/* What one line, or the account, came to in a period. */
struct unit {
	const char *line;
	int64_t opening, closing;
	int64_t moved[MOVEMENT_KINDS]; /* without their signs */
};

struct walk {
	struct numbers *numbers;
	struct number_sums *sums;
	struct number_account *account;
	number_each *each;
	void *data;

	size_t next;		/* the movement that comes next */
	int64_t balance;	/* before it */
	bool was_customer;	/* at the end of a day before the period */
	int came;		/* period of the first day as a customer; -1 before all, count: not yet */
	VEC(struct unit) units; /* lines, at level line */

	int period;		  /* under way */
	int64_t opening, closing; /* the account's */
	size_t first;		  /* its first movement in the period */
};

static void put(struct walk *walk, enum number_figure figure, int64_t minor, const char *line,
		const struct number_movement *movement)
{
	if (!minor)
		return;
	add(walk->numbers, &walk->sums->sums[walk->period][figure], minor);
	if (walk->each)
		walk->each(walk->data, walk->period, figure,
			   &(struct number_part){ walk->account->id, minor, line, movement, walk->sums->currency,
						  walk->came });
}

/* A movement, or what a unit's came to, with all that it counts in. */
static void put_movement(struct walk *walk, enum movement_kind kind, int64_t minor, const char *line,
			 const struct number_movement *movement)
{
	bool lowers = movement_lowers(kind), there = walk->opening > 0;
	int64_t size = lowers ? -minor : minor;

	put(walk, (enum number_figure)(FIGURE_NEW + kind), size, line, movement);
	if (kind == MOVEMENT_NEW || kind == MOVEMENT_REACTIVATION)
		return;
	put(walk, lowers ? FIGURE_HEADWIND : FIGURE_TAILWIND, size, line, movement);
	if (there)
		put(walk, lowers ? FIGURE_LOST : FIGURE_GAINED, size, line, movement);
}

static enum movement_kind most_of(const struct unit *unit, const enum movement_kind *kinds, int count)
{
	enum movement_kind most = kinds[0];

	for (int i = 1; i < count; i++)
		if (unit->moved[kinds[i]] > unit->moved[most])
			most = kinds[i];
	return most;
}

static enum movement_kind netted_kind(const struct walk *walk, const struct unit *unit)
{
	static const enum movement_kind up[] = { MOVEMENT_EXPANSION, MOVEMENT_UPSELL, MOVEMENT_PRICE_INCREASE };
	static const enum movement_kind down[] = { MOVEMENT_CONTRACTION, MOVEMENT_PRICE_EROSION };

	if (unit->closing < unit->opening)
		return walk->opening > 0 && walk->closing <= 0 ? MOVEMENT_CHURN : most_of(unit, down, 2);
	if (walk->opening <= 0)
		return walk->was_customer ? MOVEMENT_REACTIVATION : MOVEMENT_NEW;
	return unit->opening <= 0 ? MOVEMENT_UPSELL : most_of(unit, up, 3);
}

static void put_unit(struct walk *walk, const struct unit *unit)
{
	if (unit->closing != unit->opening)
		put_movement(walk, netted_kind(walk, unit), unit->closing - unit->opening, unit->line, NULL);
}

static bool same_line(const char *a, const char *b)
{
	return a == b || !strcmp(a ? a : "", b ? b : "");
}

static struct unit *unit_of(struct walk *walk, const char *line)
{
	for (size_t i = 0; i < walk->units.count; i++)
		if (same_line(walk->units.items[i].line, line))
			return &walk->units.items[i];
	*vec_add(&walk->units) = (struct unit){ .line = line };
	return &walk->units.items[walk->units.count - 1];
}

static void count_kind(struct unit *unit, const struct number_movement *movement)
{
	unit->moved[movement->kind] += movement->minor < 0 ? -movement->minor : movement->minor;
}

/* Moves the lines by movements up to walk->next. An account that has nothing at the end of a day has nothing in any
 * line: a churn that names none took them all. */
static void move_lines(struct walk *walk, size_t first, int64_t balance)
{
	const struct number_account *account = walk->account;

	for (size_t i = first; i < walk->next; i++) {
		const struct number_movement *movement = &account->movements[i];
		struct unit *unit = unit_of(walk, movement->line);

		count_kind(unit, movement);
		unit->closing += movement->minor;
		balance += movement->minor;
		if (balance == 0 && (i + 1 == account->count || movement[1].on != movement->on))
			for (size_t u = 0; u < walk->units.count; u++)
				walk->units.items[u].closing = 0;
	}
}

/* The next period begins with what this one ended with. */
static void settle_lines(struct walk *walk)
{
	for (size_t i = 0; i < walk->units.count; i++) {
		struct unit *unit = &walk->units.items[i];

		unit->opening = unit->closing;
		memset(unit->moved, 0, sizeof unit->moved);
	}
}

static void put_netted(struct walk *walk)
{
	struct unit whole = { .opening = walk->opening, .closing = walk->closing };

	if (walk->numbers->level == LEVEL_LINE) {
		move_lines(walk, walk->first, walk->opening);
		for (size_t i = 0; i < walk->units.count; i++)
			put_unit(walk, &walk->units.items[i]);
		settle_lines(walk);
		return;
	}
	for (size_t i = walk->first; i < walk->next; i++)
		count_kind(&whole, &walk->account->movements[i]);
	put_unit(walk, &whole);
}

/* ---- customers, renewals ---- */

static void put_customer(struct walk *walk)
{
	bool before = walk->opening > 0, after = walk->closing > 0;

	put(walk, FIGURE_CUSTOMERS_OPENING, before, NULL, NULL);
	if (!before && after)
		put(walk, walk->was_customer ? FIGURE_CUSTOMERS_REACTIVATED : FIGURE_CUSTOMERS_NEW, 1, NULL, NULL);
	put(walk, FIGURE_CUSTOMERS_CHURNED, before && !after, NULL, NULL);
	put(walk, FIGURE_CUSTOMERS_CLOSING, after, NULL, NULL);
	if (after) {
		struct number_cohort
			*cohort = &walk->sums->cohorts[(walk->came + 1) * walk->numbers->count + walk->period];

		cohort->customers++;
		add(walk->numbers, &cohort->minor, walk->closing);
	}
}

/* The last day of the period on which the account was to renew; DAY_NONE. */
static day_t renewal_day(const struct number_account *account, const struct number_period *period)
{
	day_t due = DAY_NONE;

	for (size_t i = 0; i < account->renewal_count; i++) {
		const struct number_renewal *renewal = &account->renewals[i];
		bool corrected = i + 1 < account->renewal_count && renewal[1].on != DAY_NONE &&
				 renewal[1].said < renewal->on && renewal[1].on < renewal->on + RENEWAL_CORRECTION;

		if (renewal->on != DAY_NONE && renewal->on >= period->start && renewal->on < period->end &&
		    !corrected && (due == DAY_NONE || renewal->on > due))
			due = renewal->on;
	}
	return due;
}

bool number_resolve(const struct number_account *account, const struct number_period *period, day_t as_of,
		    int64_t opening, size_t first, struct number_resolved *out)
{
	day_t due = renewal_day(account, period);
	int64_t left = opening;

	if (opening <= 0 || due == DAY_NONE || due > as_of - RENEWAL_GRACE)
		return false;
	for (size_t i = first; i < account->count && account->movements[i].on <= due + RENEWAL_GRACE; i++)
		left += account->movements[i].minor;
	*out = (struct number_resolved){ due, opening, left < 0 ? 0 : left > opening ? opening : left };
	return true;
}

static void put_renewal(struct walk *walk)
{
	struct number_resolved renewal;

	if (!number_resolve(walk->account, &walk->numbers->periods[walk->period], walk->numbers->as_of,
			    walk->opening, walk->first, &renewal))
		return;
	put(walk, FIGURE_DUE, renewal.due, NULL, NULL);
	put(walk, FIGURE_RENEWED, renewal.renewed, NULL, NULL);
	put(walk, FIGURE_CUSTOMERS_DUE, 1, NULL, NULL);
	put(walk, FIGURE_CUSTOMERS_RENEWED, renewal.renewed > 0, NULL, NULL);
}

/* ---- the walk ---- */

/* Goes on to a day, and keeps whether a day ended with more than nothing. */
static bool advance(struct walk *walk, day_t end)
{
	const struct number_account *account = walk->account;
	bool customer = false;

	while (walk->next < account->count && account->movements[walk->next].on < end) {
		day_t day = account->movements[walk->next].on;

		for (; walk->next < account->count && account->movements[walk->next].on == day; walk->next++)
			add(walk->numbers, &walk->balance, account->movements[walk->next].minor);
		customer |= walk->balance > 0;
	}
	return customer;
}

static void walk_period(struct walk *walk)
{
	struct numbers *numbers = walk->numbers;
	bool customer;

	walk->first = walk->next;
	walk->opening = walk->balance;
	customer = advance(walk, numbers->periods[walk->period].end);
	walk->closing = walk->balance;
	if (customer && walk->came == numbers->count)
		walk->came = walk->period;
	put(walk, FIGURE_OPENING, walk->opening, NULL, NULL);
	if (numbers->level != LEVEL_MOVEMENT)
		put_netted(walk);
	for (size_t i = walk->first; numbers->level == LEVEL_MOVEMENT && i < walk->next; i++) {
		const struct number_movement *movement = &walk->account->movements[i];

		put_movement(walk, movement->kind, movement->minor, movement->line, movement);
	}
	put(walk, FIGURE_CLOSING, walk->closing, NULL, NULL);
	put_customer(walk);
	if (walk->account->renewal_count)
		put_renewal(walk);
	walk->was_customer |= customer;
}

static int compare_movements(const void *a, const void *b)
{
	const struct number_movement *x = a, *y = b;

	if (x->on != y->on)
		return x->on < y->on ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static int compare_renewals(const void *a, const void *b)
{
	const struct number_renewal *x = a, *y = b;

	if (x->said != y->said)
		return x->said < y->said ? -1 : 1;
	return (x->on > y->on) - (x->on < y->on);
}

static void sort_account(struct number_account *account)
{
	for (size_t i = 1; i < account->count; i++)
		if (account->movements[i].on < account->movements[i - 1].on) {
			qsort(account->movements, account->count, sizeof *account->movements, compare_movements);
			break;
		}
	for (size_t i = 1; i < account->renewal_count; i++)
		if (account->renewals[i].said < account->renewals[i - 1].said) {
			qsort(account->renewals, account->renewal_count, sizeof *account->renewals,
			      compare_renewals);
			break;
		}
}

void numbers_account(struct numbers *numbers, const char *currency, struct number_account *account,
		     number_each *each, void *data)
{
	struct walk walk = { .numbers = numbers, .account = account, .each = each, .data = data };

	if (!account->count || !numbers->count)
		return;
	walk.sums = sums_of(numbers, currency);
	sort_account(account);
	walk.was_customer = advance(&walk, numbers->periods[0].start);
	walk.came = walk.was_customer ? -1 : numbers->count;
	if (numbers->level == LEVEL_LINE) {
		move_lines(&walk, 0, 0);
		settle_lines(&walk);
	}
	for (walk.period = 0; walk.period < numbers->count; walk.period++)
		walk_period(&walk);
	vec_free(&walk.units);
}
