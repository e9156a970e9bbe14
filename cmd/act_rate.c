/* Exchange rates, as the user enters them. */
#include <string.h>

#include "cmd/out.h"
#include "storage/costs.h"

static json_t *rate_object(const struct exchange_rate *rate)
{
	json_t *object = json_object();
	char text[EXCHANGE_TEXT];

	json_object_set_new(object, "currency", json_string(rate->currency));
	json_object_set_new(object, "counter", json_string(rate->counter));
	json_object_set_new(object, "on", out_json_day(rate->day));
	json_object_set_new(object, "rate", json_string(exchange_format(rate->rate, text)));
	return object;
}

static int list_rates(struct ctx *ctx, struct outcome *outcome, struct error *error)
{
	static const struct table_column columns[] = {
		{ "Of", false, 0 }, { "In", false, 0 }, { "Day", false, 0 }, { "Rate", true, 0 }
	};
	struct table table = { .columns = columns, .count = 4 };
	struct exchange_rates rates;
	json_t *array;

	if (rate_list(ctx->book, &rates, error))
		return -1;
	array = json_array();
	for (size_t i = 0; i < rates.count; i++) {
		const struct exchange_rate *rate = &rates.items[i];
		char day[DATE_SIZE], text[EXCHANGE_TEXT];

		if (rate->day > ctx->as_of)
			continue;
		json_array_append_new(array, rate_object(rate));
		table_add(&table, rate->currency);
		table_add(&table, rate->counter);
		table_add(&table, date_format(rate->day, day));
		table_add(&table, exchange_format(rate->rate, text));
	}
	if (ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (table.cells.count)
		table_print(ctx, &table);
	else
		outcome_say(outcome, "no exchange rate was entered; waymark rate set USD EUR 0.92 enters one");
	table_clear(&table);
	json_decref(array);
	vec_free(&rates);
	return 0;
}

static int parse_pair(struct ctx *ctx, const struct args *args, struct exchange_rate *rate, struct error *error)
{
	if (!args_word(args, 2))
		return error_set(
			error, ERROR_USAGE, "rate %s wants two currencies: rate %s USD EUR%s --on 2026-09-30",
			args_word(args, 0), args_word(args, 0), strcmp(args_word(args, 0), "set") ? "" : " 0.92");
	if (money_currency(args_word(args, 1), rate->currency, error) ||
	    money_currency(args_word(args, 2), rate->counter, error))
		return error_prefix(error, "rate");
	return ctx_on(ctx, args, &rate->day, error);
}

/* What is there of that pair and day; 0: nothing. */
static int rate_there(struct ctx *ctx, const struct exchange_rate *rate, int64_t *there, struct error *error)
{
	struct exchange_rates rates;

	*there = 0;
	if (rate_list(ctx->book, &rates, error))
		return -1;
	for (size_t i = 0; i < rates.count; i++)
		if (!strcmp(rates.items[i].currency, rate->currency) &&
		    !strcmp(rates.items[i].counter, rate->counter) && rates.items[i].day == rate->day)
			*there = rates.items[i].rate;
	vec_free(&rates);
	return 0;
}

static void say_rate(const char *did, const struct exchange_rate *rate, struct buf *out)
{
	char day[DATE_SIZE], text[EXCHANGE_TEXT];

	buf_printf(out, "%s the rate of %s: %s %s on %s", did, rate->currency, exchange_format(rate->rate, text),
		   rate->counter, date_format(rate->day, day));
}

static int set_rate(struct ctx *ctx, const struct args *args, struct exchange_rate *rate, struct outcome *outcome,
		    struct error *error)
{
	struct buf sentence = { 0 };
	char text[EXCHANGE_TEXT];
	int64_t was;
	int status;

	if (!args_word(args, 3))
		return error_set(error, ERROR_USAGE,
				 "rate set wants the rate after the currencies: what one %s is in %s",
				 rate->currency, rate->counter);
	if (exchange_parse(args_word(args, 3), &rate->rate, error))
		return -1;
	if (rate_there(ctx, rate, &was, error) || journal_begin(ctx->book, error))
		return -1;
	say_rate("entered", rate, &sentence);
	if (was)
		buf_printf(&sentence, ", was %s", exchange_format(was, text));
	status = rate_put(ctx->book, rate, NULL, error);
	status = ctx_end(ctx, status, "rate", 0, buf_text(&sentence), outcome, error);
	if (!status && !outcome->entry)
		outcome_say(outcome, "the rate is so already");
	if (!status && ctx->format == FORMAT_JSON)
		out_json(ctx, rate_object(rate));
	buf_free(&sentence);
	return status;
}

static int remove_rate(struct ctx *ctx, const struct args *args, struct exchange_rate *rate,
		       struct outcome *outcome, struct error *error)
{
	struct buf sentence = { 0 };
	char day[DATE_SIZE];
	int status;

	if (args_word(args, 3))
		return error_set(error, ERROR_USAGE, "rate remove takes two currencies and --on DATE, no rate");
	if (rate_there(ctx, rate, &rate->rate, error))
		return -1;
	if (!rate->rate)
		return error_set(
			error, ERROR_NOT_FOUND,
			"there is no rate of %s in %s on %s; waymark rate list shows those there are, and --on "
			"DATE says which",
			rate->currency, rate->counter, date_format(rate->day, day));
	if (journal_begin(ctx->book, error))
		return -1;
	say_rate("removed", rate, &sentence);
	status = rate_remove(ctx->book, rate, NULL, error);
	status = ctx_end(ctx, status, "rate", 0, buf_text(&sentence), outcome, error);
	if (!status && ctx->format == FORMAT_JSON)
		status = list_rates(ctx, outcome, error);
	buf_free(&sentence);
	return status;
}

int act_rate(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *verb = args_word(args, 0);
	struct exchange_rate rate = { .rate = 0 };

	if (!strcmp(verb, "list")) {
		if (args_word(args, 1))
			return error_set(error, ERROR_USAGE, "rate list takes no word after it");
		return list_rates(ctx, outcome, error);
	}
	if (parse_pair(ctx, args, &rate, error))
		return -1;
	return !strcmp(verb, "set") ? set_rate(ctx, args, &rate, outcome, error)
				    : remove_rate(ctx, args, &rate, outcome, error);
}
