/* Costs: what was spent, by quarter. */
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "core/text.h"
#include "storage/costs.h"
#include "storage/numbers.h"

/* An entry as the words name it. */
struct naming {
	struct number_period quarter;
	day_t end; /* the quarter's, though it may be under way */
	struct cost cost;
	const char *segment, *note; /* NULL: nothing was said */
	struct costs there;	    /* of the quarter */
};

static int fiscal_month(const struct ctx *ctx)
{
	return (int)ctx->config->number[OPTION_FISCAL_YEAR_START];
}

static const char *quarter_name(const struct ctx *ctx, day_t on, struct number_period *period)
{
	number_periods(on, fiscal_month(ctx), 3, 1, period);
	return period->name;
}

/* ---- out ---- */

static json_t *cost_object(const struct ctx *ctx, const struct cost *cost)
{
	json_t *object = json_object();
	struct number_period period;

	json_object_set_new(object, "quarter", json_string(quarter_name(ctx, cost->on, &period)));
	json_object_set_new(object, "from", out_json_day(cost->on));
	json_object_set_new(object, "purpose", json_string(cost_purpose_name(cost->purpose)));
	json_object_set_new(object, "segment", out_json_text(*cost->segment ? cost->segment : NULL));
	json_object_set_new(object, "amount", out_json_money(cost->minor, cost->currency));
	json_object_set_new(object, "currency", json_string(cost->currency));
	json_object_set_new(object, "note", out_json_text(cost->note));
	return object;
}

static void add_safe(const struct ctx *ctx, struct table *table, const char *text)
{
	struct buf cell = { 0 };

	out_safe(ctx, &cell, text);
	table_add(table, buf_text(&cell));
	buf_free(&cell);
}

static int list_costs(struct ctx *ctx, struct outcome *outcome, struct error *error)
{
	static const struct table_column columns[] = { { "Quarter", false, 0 },
						       { "Purpose", false, 0 },
						       { "Segment", false, 2 },
						       { "Amount", true, 0 },
						       { "Note", false, 1 } };
	struct table table = { .columns = columns, .count = 5 };
	struct costs costs;
	json_t *array;

	if (cost_list(ctx->book, INT32_MIN + 1, ctx->as_of + 1, &costs, error))
		return -1;
	array = json_array();
	for (size_t i = 0; i < costs.count; i++) {
		const struct cost *cost = &costs.items[i];
		struct number_period period;
		char text[MONEY_TEXT];

		json_array_append_new(array, cost_object(ctx, cost));
		table_add(&table, quarter_name(ctx, cost->on, &period));
		table_add(&table, cost_purpose_name(cost->purpose));
		add_safe(ctx, &table, cost->segment);
		table_add(&table, money_format(cost->minor, cost->currency, ctx->utf8, text));
		add_safe(ctx, &table, cost->note);
	}
	if (ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (costs.count)
		table_print(ctx, &table);
	else
		outcome_say(
			outcome,
			"no cost was entered; waymark cost set QUARTER PURPOSE AMOUNT enters one, waymark import "
			"costs many");
	table_clear(&table);
	json_decref(array);
	costs_clear(&costs);
	return 0;
}

/* ---- which one ---- */

static int parse_quarter(const struct ctx *ctx, const char *word, struct naming *naming, struct error *error)
{
	if (!number_period_named(word, 9999 * 366, fiscal_month(ctx), &naming->quarter) || strlen(word) != 7)
		return error_set(error, ERROR_USAGE, "quarter: '%s' is none; write it like 2026-Q3", word);
	if (naming->quarter.start > ctx->as_of)
		return error_set(error, ERROR_INPUT,
				 "quarter: %s has not begun; a cost is what was spent, and a plan is none",
				 naming->quarter.name);
	naming->cost.on = naming->quarter.start;
	naming->end = date_add_months(naming->quarter.start, 3);
	return 0;
}

static bool same_text(const char *a, const char *b)
{
	char *x = text_fold(a), *y = text_fold(b);
	bool same = !strcmp(x, y);

	free(x);
	free(y);
	return same;
}

/* Quarter, purpose, segment and note; what there is of the quarter. */
static int parse_naming(const struct ctx *ctx, const struct args *args, struct naming *naming, struct error *error)
{
	const char *verb = args_word(args, 0), *purpose = args_word(args, 2);

	if (!args_word(args, 1) || !purpose)
		return error_set(error, ERROR_USAGE,
				 "cost %s wants a quarter and a purpose: cost %s 2026-Q3 "
				 "retention%s",
				 verb, verb, strcmp(verb, "set") ? "" : " 12000");
	if (parse_quarter(ctx, args_word(args, 1), naming, error))
		return -1;
	if (!cost_purpose_from_name(purpose, &naming->cost.purpose))
		return error_set(error, ERROR_USAGE,
				 "purpose: '%s' is none of acquisition, retention, expansion, upsell", purpose);
	naming->segment = args_option(args, "segment");
	naming->note = args_option(args, "note");
	return cost_list(ctx->book, naming->quarter.start, naming->end, &naming->there, error);
}

static bool is_named(const struct naming *naming, const struct cost *cost)
{
	return cost->purpose == naming->cost.purpose &&
	       same_text(cost->segment, naming->segment ? naming->segment : "") &&
	       (!*naming->cost.currency || !strcmp(cost->currency, naming->cost.currency));
}

/* The entry that the words name; several: -1. *found is NULL where there is none. */
static int find_named(const struct naming *naming, const struct cost **found, struct error *error)
{
	*found = NULL;
	for (size_t i = 0; i < naming->there.count; i++) {
		if (!is_named(naming, &naming->there.items[i]))
			continue;
		if (*found && strcmp((*found)->currency, naming->there.items[i].currency) != 0)
			return error_set(error, ERROR_AMBIGUOUS,
					 "currency: there is a %s cost of %s in %s and in %s; say which",
					 cost_purpose_name(naming->cost.purpose), naming->quarter.name,
					 (*found)->currency, naming->there.items[i].currency);
		*found = &naming->there.items[i];
	}
	return 0;
}

/* "retention cost of 2026-Q3, segment Enterprise" */
static void say_cost(const struct naming *naming, const char *did, struct buf *out)
{
	buf_printf(out, "%s %s cost of %s", did, cost_purpose_name(naming->cost.purpose), naming->quarter.name);
	if (*naming->cost.segment)
		buf_printf(out, ", segment %s", naming->cost.segment);
}

static void say_amount(const char *word, const struct cost *cost, struct buf *out)
{
	char text[MONEY_TEXT];

	buf_printf(out, "%s%s %s", word, money_plain(cost->minor, cost->currency, text), cost->currency);
}

/* ---- set ---- */

/* The amount, in the currency that a word says, else its own, else the configured one. */
static int parse_amount(const struct ctx *ctx, const struct args *args, struct naming *naming, struct error *error)
{
	const char *amount = args_word(args, 3), *code = args_word(args, 4);
	struct cost *cost = &naming->cost;

	if (!amount)
		return error_set(error, ERROR_USAGE,
				 "amount: cost set wants one after the purpose; 0 says that "
				 "nothing was spent");
	if (code && money_currency(code, cost->currency, error))
		return error_prefix(error, "currency");
	if (money_parse(amount, 0, cost->currency, &cost->minor, error))
		return error_prefix(error, "amount");
	if (!*cost->currency && (money_currency(ctx->config->text[OPTION_CURRENCY], cost->currency, error) ||
				 money_parse(amount, 0, cost->currency, &cost->minor, error)))
		return error_prefix(error, "amount");
	if (cost->minor < 0)
		return error_set(error, ERROR_INPUT, "amount: %s is below 0; a cost is 0 or more", amount);
	return 0;
}

static int put_cost(struct ctx *ctx, struct naming *naming, const struct cost *was, struct buf *sentence,
		    struct error *error)
{
	bool changed;

	/* Entered when the fiscal year began elsewhere: it is of this quarter all the same. */
	if (was && was->on != naming->cost.on && cost_remove(ctx->book, was, NULL, error))
		return -1;
	say_cost(naming, "entered", sentence);
	say_amount(": ", &naming->cost, sentence);
	if (was)
		say_amount(", was ", was, sentence);
	return cost_put(ctx->book, &naming->cost, &changed, error);
}

/* Whether an account has that segment: else the cost meets nothing. */
static int is_segment(struct ctx *ctx, const char *segment, struct error *error)
{
	char *term = xasprintf("segment=\"%s\"", segment);
	struct filter *filter = NULL;
	struct ids ids = { 0 };
	int found = strchr(segment, '"') ? 1 : filter_parse(&filter, &term, 1, error);

	if (!found && numbers_accounts(ctx->book, ctx->as_of, filter, &ids, error))
		found = -1;
	else if (!found)
		found = ids.count > 0;
	filter_free(filter);
	vec_free(&ids);
	free(term);
	return found;
}

static int set_cost(struct ctx *ctx, const struct args *args, struct naming *naming, struct outcome *outcome,
		    struct error *error)
{
	struct buf sentence = { 0 };
	const struct cost *was;
	int status, segment = 1;

	if (parse_amount(ctx, args, naming, error) || find_named(naming, &was, error))
		return -1;
	naming->cost.segment = was ? was->segment : (char *)(naming->segment ? naming->segment : "");
	naming->cost.note = naming->note ? (char *)naming->note : was ? was->note : NULL;
	if (*naming->cost.segment && (segment = is_segment(ctx, naming->cost.segment, error)) < 0)
		return -1;
	if (journal_begin(ctx->book, error))
		return -1;
	status = put_cost(ctx, naming, was, &sentence, error);
	status = ctx_end(ctx, status, "cost", 0, buf_text(&sentence), outcome, error);
	if (!status && !outcome->entry)
		outcome_say(outcome, "the cost is so already");
	else if (!status && !segment)
		outcome_say(outcome, "%s; no account is of the segment '%s' yet", buf_text(&sentence),
			    naming->cost.segment);
	if (!status && ctx->format == FORMAT_JSON)
		out_json(ctx, cost_object(ctx, &naming->cost));
	buf_free(&sentence);
	return status;
}

/* ---- remove ---- */

static int remove_cost(struct ctx *ctx, const struct args *args, struct naming *naming, struct outcome *outcome,
		       struct error *error)
{
	const char *code = args_word(args, 3);
	struct buf sentence = { 0 };
	const struct cost *was;
	int status;

	if (args_word(args, 4))
		return error_set(error, ERROR_USAGE,
				 "cost remove takes no amount: a quarter, a purpose, and the "
				 "currency where there are several");
	if (code && money_currency(code, naming->cost.currency, error))
		return error_prefix(error, "currency");
	if (find_named(naming, &was, error))
		return -1;
	if (!was)
		return error_set(error, ERROR_NOT_FOUND,
				 "there is no %s cost of %s%s%s; waymark cost list shows those "
				 "there are",
				 cost_purpose_name(naming->cost.purpose), naming->quarter.name,
				 naming->segment ? ", segment " : "", naming->segment ? naming->segment : "");
	naming->cost.segment = was->segment;
	if (journal_begin(ctx->book, error))
		return -1;
	say_cost(naming, "removed", &sentence);
	say_amount(": ", was, &sentence);
	status = cost_remove(ctx->book, was, NULL, error);
	status = ctx_end(ctx, status, "cost", 0, buf_text(&sentence), outcome, error);
	if (!status && ctx->format == FORMAT_JSON)
		status = list_costs(ctx, outcome, error);
	buf_free(&sentence);
	return status;
}

int act_cost(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *verb = args_word(args, 0);
	struct naming naming = { .cost.segment = NULL };
	int status;

	if (!strcmp(verb, "list")) {
		if (args_word(args, 1))
			return error_set(error, ERROR_USAGE, "cost list takes no word after it");
		return list_costs(ctx, outcome, error);
	}
	status = parse_naming(ctx, args, &naming, error);
	if (!status)
		status = !strcmp(verb, "set") ? set_cost(ctx, args, &naming, outcome, error)
					      : remove_cost(ctx, args, &naming, outcome, error);
	costs_clear(&naming.there);
	return status;
}
