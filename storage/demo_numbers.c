/* What the numbers of the sample book rest on beyond its movements: stages passed by hand, costs, exchange rates, what
 * is called of renewals, deals. */
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "core/xalloc.h"
#include "storage/costs.h"
#include "storage/demo_private.h"
#include "storage/facts_store.h"
#include "storage/forecast.h"
#include "storage/opportunities.h"

/* A day that has to be said. */
static int need_day(const struct demo_sheet *sheet, int column, day_t *day, struct error *error)
{
	if (demo_day_cell(sheet, column, day, error))
		return -1;
	return *day == DAY_NONE ? demo_bad_cell(sheet, column, error) : 0;
}

static int currency_cell(const struct demo_sheet *sheet, int column, char currency[CURRENCY_SIZE],
			 struct error *error)
{
	const char *code = demo_cell(sheet, column);

	return code ? money_currency(code, currency, error) : demo_bad_cell(sheet, column, error);
}

static int amount_cell(const struct demo_sheet *sheet, int column, char currency[CURRENCY_SIZE], int64_t *minor,
		       struct error *error)
{
	const char *amount = demo_cell(sheet, column);

	if (!amount || money_parse(amount, '.', currency, minor, error))
		return demo_bad_cell(sheet, column, error);
	return 0;
}

/* ---- stages passed by hand ---- */

enum { S_ACCOUNT, S_STAGE, S_ON, S_BY, S_REASON };
const char *const demo_pass_columns[] = { "account", "stage", "on", "by", "reason", NULL };

int demo_add_pass(struct demo_sheet *sheet, struct error *error)
{
	const char *stage = demo_cell(sheet, S_STAGE), *slash = stage ? strchr(stage, '/') : NULL;
	char *track;
	int64_t id;
	day_t on;

	if (!slash || !demo_cell(sheet, S_REASON))
		return demo_bad_cell(sheet, slash ? S_REASON : S_STAGE, error);
	if (need_day(sheet, S_ON, &on, error))
		return -1;
	track = xstrndup(stage, (size_t)(slash - stage));
	id = id_stage(track, slash + 1);
	free(track);
	return stage_pass_set(sheet->book, demo_account_cell(sheet, S_ACCOUNT), id, on,
			      demo_cell(sheet, S_BY) ? demo_cell(sheet, S_BY) : sheet->who,
			      demo_cell(sheet, S_REASON), NULL, error);
}

/* ---- costs ---- */

enum { COST_QUARTERS = 12 };
enum { X_QUARTER, X_PURPOSE, X_SEGMENT, X_AMOUNT, X_CURRENCY, X_NOTE };
const char *const demo_cost_columns[] = { "quarter", "purpose", "segment", "amount", "currency", "note", NULL };

/* A quarter is said from the one under way, which is 0: -1 is the last one. */
static int quarter_cell(const struct demo_sheet *sheet, int column, day_t *first, struct error *error)
{
	struct number_period quarters[COST_QUARTERS];
	const char *text = demo_cell(sheet, column);
	char *end;
	long back = text ? strtol(text, &end, 10) : 1;

	if (back > 0 || back <= -COST_QUARTERS || end == text || *end)
		return demo_bad_cell(sheet, column, error);
	number_periods(sheet->today, 1, 3, COST_QUARTERS, quarters);
	*first = quarters[COST_QUARTERS - 1 + back].start;
	return 0;
}

int demo_add_cost(struct demo_sheet *sheet, struct error *error)
{
	const char *purpose = demo_cell(sheet, X_PURPOSE), *segment = demo_cell(sheet, X_SEGMENT);
	struct cost cost = { 0 };
	bool changed;
	int result;

	if (!purpose || !cost_purpose_from_name(purpose, &cost.purpose))
		return demo_bad_cell(sheet, X_PURPOSE, error);
	if (quarter_cell(sheet, X_QUARTER, &cost.on, error) ||
	    currency_cell(sheet, X_CURRENCY, cost.currency, error) ||
	    amount_cell(sheet, X_AMOUNT, cost.currency, &cost.minor, error))
		return -1;
	cost.segment = xstrdup(segment ? segment : "");
	cost.note = xstrdup(demo_cell(sheet, X_NOTE));
	result = cost_put(sheet->book, &cost, &changed, error);
	free(cost.segment);
	free(cost.note);
	return result;
}

/* ---- exchange rates ---- */

enum { E_DATE, E_CURRENCY, E_COUNTER, E_RATE };
const char *const demo_rate_columns[] = { "date", "currency", "counter", "rate", NULL };

int demo_add_rate(struct demo_sheet *sheet, struct error *error)
{
	const char *text = demo_cell(sheet, E_RATE);
	struct exchange_rate rate = { 0 };
	bool changed;

	if (need_day(sheet, E_DATE, &rate.day, error) || currency_cell(sheet, E_CURRENCY, rate.currency, error) ||
	    currency_cell(sheet, E_COUNTER, rate.counter, error))
		return -1;
	if (!text || exchange_parse(text, &rate.rate, error))
		return demo_bad_cell(sheet, E_RATE, error);
	return rate_put(sheet->book, &rate, &changed, error);
}

/* ---- what is called of renewals ---- */

enum { R_ACCOUNT, R_RENEWAL, R_ON, R_CALL, R_AMOUNT, R_CURRENCY, R_BY, R_NOTE, R_ANSWER };
const char *const demo_call_columns[] = {
	"account", "renewal", "on", "call", "amount", "currency", "by", "note", "answer", NULL,
};

int demo_add_call(struct demo_sheet *sheet, struct error *error)
{
	struct renewal_call_write call = {
		.amount = CALL_NO_AMOUNT,
		.note = demo_cell(sheet, R_NOTE),
		.who = demo_cell(sheet, R_BY) ? demo_cell(sheet, R_BY) : sheet->who,
	};
	const char *answer = demo_cell(sheet, R_ANSWER);
	int64_t account = demo_account_cell(sheet, R_ACCOUNT);
	char currency[CURRENCY_SIZE];

	if (!demo_cell(sheet, R_CALL) || !renewal_call_from_name(demo_cell(sheet, R_CALL), &call.call))
		return demo_bad_cell(sheet, R_CALL, error);
	if (need_day(sheet, R_RENEWAL, &call.renewal, error) || need_day(sheet, R_ON, &call.day, error))
		return -1;
	if (demo_cell(sheet, R_AMOUNT) && (currency_cell(sheet, R_CURRENCY, currency, error) ||
					   amount_cell(sheet, R_AMOUNT, currency, &call.amount, error)))
		return -1;
	if (renewal_call_put(sheet->book, account, &call, NULL, error))
		return -1;
	return answer ? renewal_call_answer(sheet->book, account, call.renewal, call.day, answer, error) : 0;
}

/* ---- deals ---- */

enum {
	D_ACCOUNT,
	D_ID,
	D_NAME,
	D_KIND,
	D_AMOUNT,
	D_CURRENCY,
	D_PROBABILITY,
	D_OPENED,
	D_CLOSE,
	D_STATE,
	D_CLOSED,
	D_NOTE
};
const char *const demo_deal_columns[] = {
	"account", "id",    "name",  "kind",   "amount", "currency", "probability",
	"opened",  "close", "state", "closed", "note",	 NULL,
};

static int probability_cell(const struct demo_sheet *sheet, int column, int *percent, struct error *error)
{
	const char *text = demo_cell(sheet, column);
	char *end;
	long value;

	*percent = PROBABILITY_NONE;
	if (!text)
		return 0;
	value = strtol(text, &end, 10);
	if (end == text || *end || value < 0 || value > 100)
		return demo_bad_cell(sheet, column, error);
	*percent = (int)value;
	return 0;
}

/* One that was won is told among the movements too, on its day: that one is its movement. */
int demo_add_deal(struct demo_sheet *sheet, struct error *error)
{
	struct opportunity_write deal = {
		.name = demo_cell(sheet, D_NAME),
		.source = DEMO_SOURCE,
		.external_id = demo_cell(sheet, D_ID),
		.says_kind = true,
		.says_amount = true,
		.says_probability = true,
		.says_close = true,
		.note = demo_cell(sheet, D_NOTE),
	};
	const char *kind = demo_cell(sheet, D_KIND), *text = demo_cell(sheet, D_STATE);
	enum opportunity_state state = opportunity_state_of_stage(text ? text : "");
	int64_t account = demo_account_cell(sheet, D_ACCOUNT), id = 0;
	char currency[CURRENCY_SIZE];
	day_t closed;

	if (!deal.name || !kind || !movement_from_name(kind, &deal.kind))
		return demo_bad_cell(sheet, deal.name ? D_KIND : D_NAME, error);
	if (currency_cell(sheet, D_CURRENCY, currency, error) ||
	    amount_cell(sheet, D_AMOUNT, currency, &deal.minor, error) ||
	    probability_cell(sheet, D_PROBABILITY, &deal.probability, error) ||
	    need_day(sheet, D_OPENED, &deal.opened, error) || demo_day_cell(sheet, D_CLOSE, &deal.close, error))
		return -1;
	deal.currency = currency;
	if (state != OPPORTUNITY_OPEN && need_day(sheet, D_CLOSED, &closed, error))
		return -1;
	if (opportunity_put(sheet->book, account, &id, &deal, true, NULL, error))
		return -1;
	return state == OPPORTUNITY_OPEN
		       ? 0
		       : opportunity_close(sheet->book, account, id, state, closed, true, NULL, error);
}
