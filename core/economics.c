/* Cost ratios, lifetime value, the next unit of effort. */
#include "core/economics.h"

#include <stdlib.h>
#include <string.h>

/* ---- costs ---- */

struct purpose {
	const char *name;
	const char *won, *won_title, *won_definition;
	const char *ratio, *ratio_title, *ratio_definition;
	struct number_term terms[2];
};

static const struct purpose purposes[COST_PURPOSES] = {
	[COST_ACQUISITION] = { "acquisition",
			       "won",
			       "ARR won",
			       "new + reactivated ARR",
			       "cac",
			       "CAC ratio",
			       "acquisition cost / (new + reactivated ARR): what a unit of ARR costs to win",
			       { { FIGURE_NEW, 1, 0 }, { FIGURE_REACTIVATION, 1, 0 } } },
	[COST_RETENTION] = { "retention",
			     "kept",
			     "ARR kept",
			     "opening less what of it was lost",
			     "crc",
			     "CRC",
			     "retention cost / ARR kept: what a unit of ARR costs to keep",
			     { { FIGURE_OPENING, 1, 0 }, { FIGURE_LOST, -1, 0 } } },
	[COST_EXPANSION] = { "expansion",
			     "expanded",
			     "Expansion ARR",
			     "expansion; price increases are not counted",
			     "cec",
			     "CEC",
			     "expansion cost / expansion ARR; a price increase is not counted: it is no work of "
			     "expansion",
			     { { FIGURE_EXPANSION, 1, 0 } } },
	[COST_UPSELL] = { "upsell",
			  "upsold",
			  "Upsell ARR",
			  "upsell",
			  "cuc",
			  "CUC",
			  "upsell cost / upsell ARR",
			  { { FIGURE_UPSELL, 1, 0 } } },
};

const char *cost_purpose_name(enum cost_purpose purpose)
{
	return purposes[purpose].name;
}

bool cost_purpose_from_name(const char *name, enum cost_purpose *purpose)
{
	for (int i = 0; i < COST_PURPOSES; i++)
		if (!strcmp(name, purposes[i].name)) {
			*purpose = (enum cost_purpose)i;
			return true;
		}
	return false;
}

const char *cost_won_key(enum cost_purpose purpose)
{
	return purposes[purpose].won;
}

const char *cost_won_title(enum cost_purpose purpose)
{
	return purposes[purpose].won_title;
}

const char *cost_won_definition(enum cost_purpose purpose)
{
	return purposes[purpose].won_definition;
}

const char *cost_ratio_key(enum cost_purpose purpose)
{
	return purposes[purpose].ratio;
}

const char *cost_ratio_title(enum cost_purpose purpose)
{
	return purposes[purpose].ratio_title;
}

const char *cost_ratio_definition(enum cost_purpose purpose)
{
	return purposes[purpose].ratio_definition;
}

int cost_won_terms(enum cost_purpose purpose, struct number_term terms[2])
{
	int count = 0;

	for (int i = 0; i < 2; i++)
		if (purposes[purpose].terms[i].above)
			terms[count++] = purposes[purpose].terms[i];
	return count;
}

int64_t cost_won(enum cost_purpose purpose, const int64_t sums[FIGURE_COUNT])
{
	int64_t won = 0;

	for (int i = 0; i < 2; i++)
		won += purposes[purpose].terms[i].above * sums[purposes[purpose].terms[i].figure];
	return won;
}

/* ---- fractions ---- */

/* above / below, rounded half away from 0; false: it has no room in 64 bits. below is above 0. */
static bool divide(__int128 above, __int128 below, int64_t *out)
{
	__int128 size = above < 0 ? -above : above, result = size / below;

	if (size % below >= below - size % below)
		result++;
	if (result > INT64_MAX)
		return false;
	*out = (int64_t)(above < 0 ? -result : result);
	return true;
}

bool cost_ratio(int64_t part, int64_t whole, int64_t *hundredths)
{
	return whole > 0 && divide((__int128)part * 100, whole, hundredths);
}

bool cost_each(int64_t part, int64_t whole, int64_t *units)
{
	return whole > 0 && divide(part, whole, units);
}

/* ---- lifetime value ---- */

const char *lifetime_lack_text(enum lifetime_lack lack)
{
	static const char *const texts[] = {
		[LIFETIME_KNOWN] = "",
		[LIFETIME_NOTHING_THERE] = "nothing was there twelve months ago",
		[LIFETIME_NOTHING_LOST] = "nothing was lost in twelve months: no finite value",
		[LIFETIME_NO_CUSTOMER] = "no customer is left",
		[LIFETIME_TOO_GREAT] = "too great to be reckoned",
	};

	return texts[lack];
}

/* What was there and what of it went, where both tell something. */
static enum lifetime_lack lack_of(const int64_t sums[FIGURE_COUNT])
{
	if (sums[FIGURE_OPENING] <= 0)
		return LIFETIME_NOTHING_THERE;
	return sums[FIGURE_LOST] <= 0 ? LIFETIME_NOTHING_LOST : LIFETIME_KNOWN;
}

void lifetime_of(const int64_t sums[FIGURE_COUNT], int margin, struct lifetime *out)
{
	__int128 opening = sums[FIGURE_OPENING], lost = sums[FIGURE_LOST], above;

	*out = (struct lifetime){ .lack = lack_of(sums) };
	if (out->lack != LIFETIME_KNOWN)
		return;
	if (!divide(opening * 100, lost, &out->years) || !divide(opening * margin, lost, &out->unit))
		out->lack = LIFETIME_TOO_GREAT;
	else if (sums[FIGURE_CUSTOMERS_CLOSING] <= 0)
		out->lack = LIFETIME_NO_CUSTOMER;
	else if (__builtin_mul_overflow(opening * margin, (__int128)sums[FIGURE_CLOSING], &above) ||
		 !divide(above, lost * 100 * sums[FIGURE_CUSTOMERS_CLOSING], &out->value))
		out->lack = LIFETIME_TOO_GREAT;
}

/* ---- the next unit of effort ---- */

static const struct {
	const char *key;
	enum number_figure room;
} levers[LEVER_COUNT] = {
	[LEVER_RETENTION] = { "retention", FIGURE_LOST },
	[LEVER_EXPANSION] = { "expansion", FIGURE_EXPANSION },
	[LEVER_UPSELL] = { "upsell", FIGURE_UPSELL },
};

const char *lever_key(enum lever lever)
{
	return levers[lever].key;
}

enum number_figure lever_room_figure(enum lever lever)
{
	return levers[lever].room;
}

struct effort effort_of(size_t segment, enum lever lever, const int64_t sums[FIGURE_COUNT], int margin, int effort)
{
	struct effort out = {
		.segment = segment, .lever = lever, .effort = effort, .room = sums[levers[lever].room]
	};

	out.known = lack_of(sums) == LIFETIME_KNOWN && effort > 0 &&
		    divide((__int128)sums[FIGURE_OPENING] * margin, (__int128)sums[FIGURE_LOST] * effort,
			   &out.worth);
	return out;
}

static bool is_ranked(const struct effort *effort)
{
	return effort->known && effort->room > 0;
}

static int compare_efforts(const void *first, const void *second)
{
	const struct effort *a = first, *b = second;

	if (is_ranked(a) != is_ranked(b))
		return is_ranked(a) ? -1 : 1;
	if (is_ranked(a) && a->worth != b->worth)
		return a->worth > b->worth ? -1 : 1;
	if (is_ranked(a) && a->room != b->room)
		return a->room > b->room ? -1 : 1;
	if (a->segment != b->segment)
		return a->segment < b->segment ? -1 : 1;
	return (a->lever > b->lever) - (a->lever < b->lever);
}

void efforts_rank(struct effort *efforts, size_t count)
{
	if (count)
		qsort(efforts, count, sizeof *efforts, compare_efforts);
	for (size_t i = 0; i < count; i++)
		efforts[i].rank = is_ranked(&efforts[i]) ? (int64_t)i + 1 : 0;
}
