/* Opportunities: deals in the making, won and lost. One that is won has its movement of revenue. */
#include <stdlib.h>
#include <string.h>

#include "cmd/records.h"
#include "storage/opportunities.h"

enum { NAME, KIND, AMOUNT, CLOSE, PROBABILITY, NOTE, FIELDS };
static const char *const names[] = { "name", "kind", "amount", "close", "probability", "note", NULL };
const char *const *const opportunity_field_names = names;

struct opportunity_change {
	struct opportunity_write write;
	const char *given[FIELDS];
	char currency[CURRENCY_SIZE];
	struct opportunity now; /* of set, won, lost, reopen, remove */
};

/* ---- shown ---- */

static json_t *out_json_opportunity(const struct opportunity *deal)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_id(deal->id));
	json_object_set_new(object, "name", out_json_text(deal->name));
	json_object_set_new(object, "kind", json_string(movement_name(deal->kind)));
	json_object_set_new(object, "amount", out_json_money(deal->amount.minor, deal->amount.currency));
	json_object_set_new(object, "currency", json_string(deal->amount.currency));
	json_object_set_new(object, "probability",
			    deal->probability == PROBABILITY_NONE ? json_null() : json_integer(deal->probability));
	json_object_set_new(object, "opened_on", out_json_day(deal->opened));
	json_object_set_new(object, "close_date", out_json_day(deal->close));
	json_object_set_new(object, "state", json_string(opportunity_state_name(deal->state)));
	json_object_set_new(object, "closed_on", out_json_day(deal->closed));
	json_object_set_new(object, "movement", deal->movement ? out_json_id(deal->movement) : json_null());
	json_object_set_new(object, "note", out_json_text(deal->note));
	json_object_set_new(object, "source", out_json_text(deal->source));
	json_object_set_new(object, "external_id", out_json_text(deal->external_id));
	return object;
}

static void add_row(const struct ctx *ctx, struct table *table, const struct opportunity *deal)
{
	bool bare = deal->state == OPPORTUNITY_WON && !deal->movement;
	day_t on = deal->state == OPPORTUNITY_OPEN ? deal->close : deal->closed;
	char text[MONEY_TEXT];
	struct buf state = { 0 };

	cell_text(ctx, table, deal->name);
	table_add(table, movement_name(deal->kind));
	table_add(table, money_format(deal->amount.minor, deal->amount.currency, ctx->utf8, text));
	if (deal->probability == PROBABILITY_NONE)
		text[0] = '\0';
	else
		(void)snprintf(text, sizeof text, "%d %%", deal->probability);
	table_add(table, text);
	buf_printf(&state, "%s%s", opportunity_state_name(deal->state), bare ? ", no movement" : "");
	table_add(table, buf_text(&state));
	buf_free(&state);
	/* Years of them lie side by side, so each day says its own. */
	table_add(table, on == DAY_NONE ? "" : date_format(on, text));
	cell_text(ctx, table, deal->note);
}

#define COLUMNS \
	{ "Opportunity", false, 0 }, { "Kind", false, 2 }, { "Amount", true, 0 }, { "Chance", true, 3 }, \
		{ "State", false, 0 }, { "On", false, 0 }, \
	{ \
		"Note", false, 1 \
	}

static int read_opportunities(struct recording *recording, day_t as_of, bool print, struct record_list *out,
			      struct error *error)
{
	static const struct table_column columns[] = { COLUMNS };
	struct table table = { .columns = columns, .count = sizeof columns / sizeof *columns };
	struct opportunities list = { 0 };

	if (opportunity_list(recording->ctx->book, recording->account, as_of, &list, error))
		return -1;
	for (size_t i = 0; i < list.count; i++) {
		record_list_add(out, list.items[i].id, list.items[i].name, NULL,
				out_json_opportunity(&list.items[i]));
		if (print)
			add_row(recording->ctx, &table, &list.items[i]);
	}
	if (print && list.count)
		table_print(recording->ctx, &table);
	opportunities_clear(&list);
	return 0;
}

/* ---- of the whole book ---- */

struct told {
	char *account; /* its name */
	struct opportunity deal;
};
struct told_list {
	struct told *items;
	size_t count, room;
};

static int add_account(struct ctx *ctx, int64_t account, struct told_list *out, struct error *error)
{
	struct account_detail detail = { 0 };
	struct opportunities list = { 0 };

	if (opportunity_list(ctx->book, account, ctx->as_of, &list, error))
		return -1;
	if (account_load(ctx->book, account, 0, ctx->as_of, &detail, error)) {
		opportunities_clear(&list);
		return -1;
	}
	for (size_t i = 0; i < list.count; i++)
		*vec_add(out) = (struct told){ xstrdup(detail.row.name), list.items[i] };
	account_detail_clear(&detail);
	vec_free(&list); /* what is in it went over */
	return 0;
}

static int compare_told(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	return opportunity_order(&x->deal, &y->deal);
}

static void print_all(const struct ctx *ctx, const struct told_list *list)
{
	static const struct table_column columns[] = { { "Account", false, 0 }, COLUMNS };
	struct table table = { .columns = columns, .count = sizeof columns / sizeof *columns };

	for (size_t i = 0; i < list->count; i++) {
		cell_text(ctx, &table, list->items[i].account);
		add_row(ctx, &table, &list->items[i].deal);
	}
	table_print(ctx, &table);
}

static void print_objects(const struct ctx *ctx, const struct told_list *list)
{
	json_t *array = json_array();

	for (size_t i = 0; i < list->count; i++) {
		json_t *object = out_json_opportunity(&list->items[i].deal);

		json_object_set_new(object, "account", out_json_text(list->items[i].account));
		json_array_append_new(array, object);
	}
	out_json(ctx, array);
}

static int list_all(struct ctx *ctx, struct outcome *outcome, struct error *error)
{
	struct told_list list = { 0 };
	struct ids accounts = { 0 };
	int status = opportunity_accounts(ctx->book, &accounts, error);

	for (size_t i = 0; !status && i < accounts.count; i++)
		status = add_account(ctx, accounts.items[i], &list, error);
	if (!status && list.count)
		qsort(list.items, list.count, sizeof *list.items, compare_told);
	if (!status && ctx->format == FORMAT_JSON)
		print_objects(ctx, &list);
	else if (!status && list.count)
		print_all(ctx, &list);
	else if (!status)
		outcome_say(outcome, "no opportunity yet; waymark opportunity add ACCOUNT NAME AMOUNT writes one");
	for (size_t i = 0; i < list.count; i++) {
		free(list.items[i].account);
		opportunity_clear(&list.items[i].deal);
	}
	vec_free(&list);
	vec_free(&accounts);
	return status;
}

/* ---- what is said of one ---- */

static int parse_kind(const char *text, enum movement_kind *kind, struct error *error)
{
	if (movement_from_name(text, kind) &&
	    (*kind == MOVEMENT_NEW || *kind == MOVEMENT_EXPANSION || *kind == MOVEMENT_UPSELL))
		return 0;
	return error_set(error, ERROR_INPUT, "kind: '%s' is none; an opportunity is new, expansion or upsell",
			 text);
}

static int parse_probability(const char *text, int *probability, struct error *error)
{
	char *end;
	long value = strtol(text, &end, 10);

	*probability = *text ? (int)value : PROBABILITY_NONE;
	if (!*text)
		return 0;
	while (*end == ' ' || *end == '%')
		end++;
	if (*end || value < 0 || value > 100)
		return error_set(error, ERROR_INPUT, "probability: '%s' is no share of 100 percent", text);
	return 0;
}

static int parse(struct recording *recording, int first, struct opportunity_change *change, struct error *error)
{
	struct opportunity_write *write = &change->write;
	const char **given = change->given;

	if (record_fields(recording, first, names, given, error) ||
	    (given[KIND] && parse_kind(given[KIND], &write->kind, error)) ||
	    (given[PROBABILITY] && parse_probability(given[PROBABILITY], &write->probability, error)) ||
	    (given[CLOSE] && record_day(recording->ctx, "close", given[CLOSE], &write->close, error)))
		return -1;
	if (given[AMOUNT] && money_parse(given[AMOUNT], 0, change->currency, &write->minor, error))
		return error_prefix(error, "amount");
	write->name = given[NAME];
	write->note = given[NOTE];
	write->currency = *change->currency ? change->currency : NULL;
	write->says_kind = given[KIND] != NULL;
	write->says_amount = given[AMOUNT] != NULL;
	write->says_probability = given[PROBABILITY] != NULL;
	write->says_close = given[CLOSE] != NULL;
	return 0;
}

static int find_currency(struct recording *recording, struct opportunity_change *change, struct error *error)
{
	struct account_detail detail = { 0 };

	if (account_load(recording->ctx->book, recording->account, 0, recording->ctx->as_of, &detail, error))
		return -1;
	memcpy(change->currency, detail.row.arr.currency, CURRENCY_SIZE);
	account_detail_clear(&detail);
	return 0;
}

static void say_deal(struct recording *recording, const char *did, const char *name, const struct money *amount)
{
	char text[MONEY_TEXT];

	buf_printf(&recording->sentence, "%s '%s' of %s %s with {a:%lld}", did, name,
		   money_plain(amount->minor, amount->currency, text), amount->currency,
		   (long long)recording->account);
}

/* ---- add ---- */

static int write_new(struct recording *recording, void *data, struct error *error)
{
	struct opportunity_change *change = data;
	struct money amount = { .minor = change->write.minor };

	if (record_refuse_taken(recording, change->write.name, error) ||
	    opportunity_put(recording->ctx->book, recording->account, &recording->id, &change->write, false, NULL,
			    error))
		return -1;
	memcpy(amount.currency, change->currency, CURRENCY_SIZE);
	say_deal(recording, "wrote down the opportunity", change->write.name, &amount);
	return 0;
}

static int add(struct recording *recording, struct error *error)
{
	struct opportunity_change change = { 0 };
	const char *name = args_word(recording->args, 2), *amount = args_word(recording->args, 3);
	const char *currency = amount ? args_word(recording->args, 4) : NULL;
	bool apart = currency && !strchr(currency, '=');
	struct buf text = { 0 };
	int status;

	if (recording_words(recording, 2, 99, "a name and an amount", error))
		return -1;
	if (strchr(amount, '='))
		return error_set(error, ERROR_USAGE,
				 "opportunity add wants a name and an amount after the account, then FIELD=VALUE");
	buf_printf(&text, "%s%s%s", amount, apart ? " " : "", apart ? currency : "");
	status = find_currency(recording, &change, error);
	if (!status)
		status = parse(recording, apart ? 5 : 4, &change, error);
	if (!status && (change.given[NAME] || change.given[AMOUNT]))
		status = error_set(error, ERROR_USAGE, "opportunity add: name and amount are given already");
	if (!status && money_parse(buf_text(&text), 0, change.currency, &change.write.minor, error))
		status = error_prefix(error, "amount");
	change.write.name = name;
	change.write.says_amount = true;
	change.write.currency = *change.currency ? change.currency : NULL;
	change.write.opened = recording->on;
	if (!status)
		status = recording_change(recording, write_new, &change, record_now, error);
	buf_free(&text);
	return status;
}

/* ---- set, won, lost, reopen, remove ---- */

static int write_set(struct recording *recording, struct opportunity_change *change, struct error *error)
{
	if ((change->given[NAME] && record_refuse_taken(recording, change->given[NAME], error)) ||
	    opportunity_put(recording->ctx->book, recording->account, &recording->id, &change->write, false, NULL,
			    error))
		return -1;
	buf_str(&recording->sentence, "set ");
	record_say_fields(&recording->sentence, names, change->given, FIELDS);
	say_deal(recording, " of the opportunity", change->now.name, &change->now.amount);
	return 0;
}

/* "; its expansion of 500.00 EUR on 2026-09-03 went, ARR is 1000.00 EUR": of a deal that was won and is no longer. */
static int say_gone(struct recording *recording, const struct movement_records *before, int64_t movement,
		    struct error *error)
{
	const struct movement_record *gone = NULL;
	struct movement_records now = { 0 };
	char text[MONEY_TEXT], day[DATE_SIZE];
	int64_t arr = 0;

	if (movement_records(recording->ctx->book, recording->account, INT32_MAX, &now, error))
		return -1;
	for (size_t i = 0; i < before->count; i++)
		if (before->items[i].id == movement)
			gone = &before->items[i];
	for (size_t i = 0; i < now.count; i++) {
		arr += now.items[i].amount.minor;
		if (now.items[i].id == movement)
			gone = NULL;
	}
	movement_records_clear(&now);
	if (!gone)
		return 0;
	buf_printf(&recording->sentence, "; its %s of %s %s", movement_name(gone->kind),
		   money_plain(gone->amount.minor, gone->amount.currency, text), gone->amount.currency);
	buf_printf(&recording->sentence, " on %s went, ARR is %s %s", date_format(gone->on, day),
		   money_plain(arr, gone->amount.currency, text), gone->amount.currency);
	return 0;
}

static int write_state(struct recording *recording, const struct opportunity *deal, enum opportunity_state state,
		       struct error *error)
{
	struct book *book = recording->ctx->book;
	struct movement_records before = { 0 };
	int status = deal->movement ? movement_records(book, recording->account, INT32_MAX, &before, error) : 0;

	if (!status)
		status = opportunity_close(book, recording->account, recording->id, state, recording->on, false,
					   NULL, error);
	if (!status && deal->movement)
		status = say_gone(recording, &before, deal->movement, error);
	movement_records_clear(&before);
	return status;
}

static int write_change(struct recording *recording, void *data, struct error *error)
{
	struct opportunity_change *change = data;
	struct book *book = recording->ctx->book;
	bool won = recording_is(recording, "won"), lost = recording_is(recording, "lost");
	enum opportunity_state state = won ? OPPORTUNITY_WON : lost ? OPPORTUNITY_LOST : OPPORTUNITY_OPEN;

	if (recording_is(recording, "set"))
		return write_set(recording, change, error);
	if (recording_is(recording, "remove")) {
		say_deal(recording, "removed the opportunity", change->now.name, &change->now.amount);
		return opportunity_remove(book, recording->account, recording->id, NULL, error);
	}
	say_deal(recording,
		 won	? "won the opportunity"
		 : lost ? "lost the opportunity"
			: "opened again the opportunity",
		 change->now.name, &change->now.amount);
	if ((won || lost) && recording->on != recording->ctx->clock) {
		char day[DATE_SIZE];

		buf_printf(&recording->sentence, " on %s", date_format(recording->on, day));
	}
	return write_state(recording, &change->now, state, error);
}

static int change_one(struct recording *recording, struct error *error)
{
	bool set = recording_is(recording, "set"),
	     closes = recording_is(recording, "won") || recording_is(recording, "lost");
	struct opportunity_change change = { 0 };
	char *name = NULL;
	int status;

	if (recording_words(recording, set ? 2 : 1, set ? 99 : 1,
			    set ? "an opportunity and FIELD=VALUE" : "an opportunity", error) ||
	    record_find(recording, args_word(recording->args, 2), &name, error))
		return -1;
	free(name);
	if (closes && recording->on > recording->ctx->clock)
		return error_set(error, ERROR_INPUT, "--on is after today; until then the opportunity is open");
	if (opportunity_get(recording->ctx->book, recording->account, recording->id, &change.now, error) < 1)
		return -1;
	memcpy(change.currency, change.now.amount.currency, CURRENCY_SIZE);
	status = set ? parse(recording, 3, &change, error) : 0;
	if (!status)
		status = recording_change(recording, write_change, &change, record_now, error);
	opportunity_clear(&change.now);
	return status;
}

static const struct record_noun noun = {
	.name = "opportunity",
	.article = "an",
	.empty = "no opportunity yet; waymark opportunity add ACCOUNT NAME AMOUNT writes one",
	.ahead = true,
	.read = read_opportunities,
	.add = add,
	.change = change_one,
};

int act_opportunity(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	if (args->word_count < 2 && !strcmp(args_word(args, 0), "list"))
		return list_all(ctx, outcome, error);
	if (args->word_count < 2)
		return error_set(error, ERROR_USAGE, "opportunity %s wants an account", args_word(args, 0));
	return record_act(&noun, ctx, args, outcome, error);
}
