/* Costs by quarter: one of a quarter, purpose, segment and currency. They are of no account. */
#include <stdio.h>
#include <string.h>

#include "core/ids.h"
#include "storage/costs.h"
#include "storage/import_records.h"

enum { F_QUARTER, F_PURPOSE, F_SEGMENT, F_AMOUNT, F_CURRENCY, F_NOTE, F_COUNT };

static const char *const names[] = { "quarter", "purpose", "segment", "amount", "currency", "note", NULL };
static const enum field_type types[F_COUNT] = { [F_AMOUNT] = FIELD_MONEY };
static const char *const must[] = { "quarter", "purpose", "amount", NULL };

static bool parse_quarter(struct import *import, struct cost *cost)
{
	const char *word = import_word(import, F_QUARTER), *label = import_field_name(import, F_QUARTER);
	int month = import->options->fiscal_month ? import->options->fiscal_month : 1;
	struct number_period quarter;

	if (!word || strlen(word) != 7 ||
	    !number_period_named(word, date_from_civil(9999, 12, 31), month, &quarter))
		return import_reject(import, label,
				     word ? "\"%.60s\" is no quarter; write it like 2026-Q3"
					  : "the quarter is missing; write it like 2026-Q3",
				     word);
	cost->on = quarter.start;
	if (quarter.start > book_options(import->book)->today)
		return import_reject(import, label,
				     "%s has not begun; a cost is what was spent, and a plan is none",
				     quarter.name);
	return true;
}

static bool parse_amount(struct import *import, struct cost *cost)
{
	const char *word = import_word(import, F_CURRENCY), *label = import_field_name(import, F_AMOUNT);
	struct error bad;
	int at_home = 1;
	bool given;

	memcpy(cost->currency, import->currency, CURRENCY_SIZE);
	if (word && money_currency(word, cost->currency, &bad) < 0)
		return import_reject(import, import_field_name(import, F_CURRENCY), "%s", bad.text);
	if (!import_money(import, F_AMOUNT, cost->currency, &cost->minor, &given))
		return false;
	if (!given)
		return import_reject(import, label, "the amount is missing; 0 says that nothing was spent");
	if (!*cost->currency)
		at_home = import_home_currency(import, F_AMOUNT, cost->currency, &cost->minor);
	if (at_home < 0)
		return import_reject(import, label,
				     "nothing says what currency it is in; write one, or say --currency EUR");
	if (at_home && cost->minor < 0)
		return import_reject(import, label, "a cost is 0 or more");
	return at_home > 0;
}

static bool parse(struct import *import, struct cost *cost)
{
	const char *purpose = import_word(import, F_PURPOSE), *segment = import_word(import, F_SEGMENT);

	if (!parse_quarter(import, cost))
		return false;
	if (!purpose || !cost_purpose_from_name(purpose, &cost->purpose))
		return import_reject(
			import, import_field_name(import, F_PURPOSE),
			purpose ? "\"%.60s\" is none of acquisition, retention, expansion, upsell"
				: "the purpose is missing: acquisition, retention, expansion or upsell",
			purpose);
	cost->segment = (char *)(segment ? segment : "");
	cost->note = (char *)import_text(import, F_NOTE);
	return parse_amount(import, cost);
}

static bool same_segment(const char *a, const char *b)
{
	char *x = text_fold(a), *y = text_fold(b);
	bool same = !strcmp(x, y);

	free(x);
	free(y);
	return same;
}

/* What stands there; NULL: nothing. */
static const struct cost *find(const struct costs *costs, const struct cost *cost)
{
	for (size_t i = 0; i < costs->count; i++) {
		const struct cost *held = &costs->items[i];

		if (held->purpose == cost->purpose && !strcmp(held->currency, cost->currency) &&
		    same_segment(held->segment, cost->segment))
			return held;
	}
	return NULL;
}

/* The organisation's, as it were: what was imported before is remembered of it. */
static void name_row(const struct cost *cost, char key[64])
{
	char day[DATE_SIZE], *segment = text_fold(cost->segment);

	snprintf(key, 64, "cost:%lld",
		 (long long)id_hash("cost", date_format(cost->on, day), cost_purpose_name(cost->purpose), segment,
				    cost->currency, NULL));
	free(segment);
}

static int write_row(struct import *import, const struct costs *costs, struct cost *cost, struct error *error)
{
	const struct cost *held = find(costs, cost);
	bool says[IMPORT_FIELDS_MAX] = { 0 }, changed = false;
	char key[64];
	int result;

	name_row(cost, key);
	result = import_news(import, ORGANISATION_ID, key, says, error);
	if (result <= 0)
		return result;
	if (held) {
		cost->segment = held->segment;
		cost->minor = says[F_AMOUNT] ? cost->minor : held->minor;
		cost->note = says[F_NOTE] ? cost->note : held->note;
	}
	result = cost_put(import->book, cost, &changed, error);
	return import_put_kept(import, ORGANISATION_ID, key, result, held != NULL, changed, error);
}

static int row(struct import *import, struct error *error)
{
	struct cost cost = { .minor = 0 };
	struct costs costs;
	int result;

	if (!parse(import, &cost))
		return 0;
	if (cost_list(import->book, cost.on, cost.on + 1, &costs, error))
		return -1;
	result = write_row(import, &costs, &cost, error);
	costs_clear(&costs);
	return result;
}

const struct import_kind import_costs = {
	.name = "costs",
	.fields = names,
	.types = types,
	.must = must,
	.begin = import_no_state,
	.row = row,
	.end = import_no_end,
	.clear = import_no_clear,
};
