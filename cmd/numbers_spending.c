/* Costs beside numbers: which of them count. */
#include "cmd/numbers_spending.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"

void spending_free(struct spending *spending)
{
	costs_clear(&spending->costs);
}

/* Those of one segment to the front. */
static size_t choose_segment(struct costs *costs, const char *segment)
{
	size_t count = 0;

	for (size_t i = 0; i < costs->count; i++) {
		char *folded = text_fold(costs->items[i].segment);
		struct cost keep = costs->items[i];

		if (*folded && !strcmp(folded, segment)) {
			memmove(costs->items + count + 1, costs->items + count, (i - count) * sizeof *costs->items);
			costs->items[count++] = keep;
		}
		free(folded);
	}
	return count;
}

static int convert(struct numbers_use *use, struct costs *costs, struct error *error)
{
	struct exchange exchange;
	int status = rate_exchange(use->ctx->book, use->query.in, use->query.as_of, &exchange, error);

	for (size_t i = 0; i < costs->count && !status; i++) {
		struct cost *cost = &costs->items[i];

		status = exchange_minor(&exchange, cost->currency, cost->minor, &cost->minor, error);
		memcpy(cost->currency, use->query.in, CURRENCY_SIZE);
	}
	exchange_free(&exchange);
	return status;
}

int spending_read(struct numbers_use *use, day_t from, day_t until, const char *segment, struct spending *out,
		  struct error *error)
{
	*out = (struct spending){ .comparable = true };
	if (cost_list(use->ctx->book, from, until, &out->costs, error))
		return -1;
	if (!segment && use->filter)
		segment = filter_only(use->filter, COLUMN_SEGMENT);
	if (segment) {
		out->note = "only costs that were entered for the segment count";
		out->count = choose_segment(&out->costs, segment);
	} else if (use->filter) {
		out->note = "costs are entered of the whole book or of a segment: with another choice of accounts "
			    "nothing can be compared";
		out->comparable = false;
	} else {
		out->note = "costs of the book as a whole and those of its segments, together";
		out->count = out->costs.count;
	}
	return *use->query.in ? convert(use, &out->costs, error) : 0;
}

static bool counts(const struct cost *cost, const struct number_period *period, enum cost_purpose purpose,
		   const char *currency)
{
	return cost->on >= period->start && cost->on < period->end &&
	       (purpose == COST_PURPOSES || cost->purpose == purpose) && !strcmp(cost->currency, currency);
}

bool spending_sum(const struct spending *spending, const struct number_period *period, enum cost_purpose purpose,
		  const char *currency, int64_t *minor)
{
	bool entered = false;

	*minor = 0;
	for (size_t i = 0; i < spending->count; i++)
		if (counts(&spending->costs.items[i], period, purpose, currency)) {
			*minor += spending->costs.items[i].minor;
			entered = true;
		}
	return entered;
}

/* "acquisition, segment Large: two fairs" */
static void say_cost(const struct cost *cost, struct buf *out)
{
	buf_str(out, cost_purpose_name(cost->purpose));
	if (*cost->segment)
		buf_printf(out, ", segment %s", cost->segment);
	if (cost->note)
		buf_printf(out, ": %s", cost->note);
}

void spending_open(const struct spending *spending, const struct number_period *period, enum cost_purpose purpose,
		   struct grid_opened *opened)
{
	struct grid_group *group = grid_group_add(opened, "cost", "Cost", GRID_MONEY);

	for (size_t i = 0; i < spending->count; i++) {
		const struct cost *cost = &spending->costs.items[i];
		struct buf what = { 0 };

		if (!counts(cost, period, purpose, opened->currency))
			continue;
		say_cost(cost, &what);
		grid_case_add(group, 0, cost->on, buf_text(&what), cost->minor);
		buf_free(&what);
	}
}
