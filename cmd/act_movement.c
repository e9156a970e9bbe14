/* Movements of revenue: ARR is their sum. */
#include <stdlib.h>
#include <string.h>

#include "cmd/records.h"
#include "storage/events.h"

enum { KIND, AMOUNT, LINE, NOTE, DATE, FIELDS };
static const char *const names[] = { "kind", "amount", "line", "note", "date", NULL };
const char *const *const movement_field_names = names;

struct movement_change {
	struct movement movement;
	struct movement_record *old; /* NULL: it is a further one */
	const char *given[FIELDS];
	char currency[CURRENCY_SIZE];
	struct movement_records records;
};

static int read_records(const struct recording *recording, struct movement_change *change, struct error *error)
{
	return movement_records(recording->ctx->book, recording->account, INT32_MAX, &change->records, error);
}

/* As it is named: its day first, that a day finds it. */
static void name_of(const struct movement_record *record, struct buf *out)
{
	char day[DATE_SIZE], amount[MONEY_TEXT];

	buf_clear(out);
	buf_printf(out, "%s %s %s", date_format(record->on, day), movement_name(record->kind),
		   money_plain(record->amount.minor, record->amount.currency, amount));
}

static json_t *out_json_movement(const struct movement_record *record, int64_t arr)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_id(record->id));
	json_object_set_new(object, "on", out_json_day(record->on));
	json_object_set_new(object, "kind", json_string(movement_name(record->kind)));
	json_object_set_new(object, "amount", out_json_money(record->amount.minor, record->amount.currency));
	json_object_set_new(object, "currency", json_string(record->amount.currency));
	json_object_set_new(object, "line", out_json_text(record->line));
	json_object_set_new(object, "note", out_json_text(record->note));
	json_object_set_new(object, "arr", out_json_money(arr, record->amount.currency));
	return object;
}

static void print_records(const struct ctx *ctx, const struct movement_records *records)
{
	static const struct table_column columns[] = { { "Day", false, 0 },   { "Kind", false, 0 },
						       { "Amount", true, 0 }, { "ARR", true, 3 },
						       { "Line", false, 2 },  { "Note", false, 1 } };
	struct table table = { .columns = columns, .count = 6 };
	int64_t arr = 0;

	for (size_t i = 0; i < records->count; i++) {
		const struct movement_record *record = &records->items[i];
		char text[MONEY_TEXT];

		arr += record->amount.minor;
		table_add(&table, date_format(record->on, text));
		table_add(&table, movement_name(record->kind));
		table_add(&table, money_format(record->amount.minor, record->amount.currency, ctx->utf8, text));
		table_add(&table, money_format(arr, record->amount.currency, ctx->utf8, text));
		cell_text(ctx, &table, record->line);
		cell_text(ctx, &table, record->note);
	}
	table_print(ctx, &table);
}

static int read_movements(struct recording *recording, day_t as_of, bool print, struct record_list *out,
			  struct error *error)
{
	struct movement_records records = { 0 };
	struct buf name = { 0 };
	int64_t arr = 0;

	if (movement_records(recording->ctx->book, recording->account, as_of, &records, error))
		return -1;
	for (size_t i = 0; i < records.count; i++) {
		arr += records.items[i].amount.minor;
		name_of(&records.items[i], &name);
		record_list_add(out, records.items[i].id, buf_text(&name), records.items[i].line,
				out_json_movement(&records.items[i], arr));
	}
	if (print && records.count)
		print_records(recording->ctx, &records);
	movement_records_clear(&records);
	buf_free(&name);
	return 0;
}

/* ---- what is said of one ---- */

static int64_t arr_on(const struct movement_change *change, day_t on)
{
	int64_t sum = 0;

	for (size_t i = 0; i < change->records.count; i++)
		if (change->records.items[i].on <= on && &change->records.items[i] != change->old)
			sum += change->records.items[i].amount.minor;
	return sum;
}

static int parse_kind(const char *text, enum movement_kind *kind, struct error *error)
{
	if (movement_from_name(text, kind))
		return 0;
	return error_set(error, ERROR_INPUT,
			 "kind: '%s' is no movement; it is new, reactivation, expansion, upsell, price increase, "
			 "price erosion, contraction or churn",
			 text);
}

/* The kind says whether it lowers. Churn without an amount is of all that there is. */
static int parse_amount(struct movement_change *change, struct error *error)
{
	struct movement *movement = &change->movement;
	const char *text = change->given[AMOUNT];

	if (text && money_parse(text, 0, change->currency, &movement->minor, error))
		return error_prefix(error, "amount");
	if (!text && !change->old && movement->kind == MOVEMENT_CHURN)
		movement->minor = arr_on(change, movement->on);
	else if (!text && !change->old)
		return error_set(error, ERROR_USAGE, "movement add wants an amount after the kind");
	if (movement->minor == 0)
		return error_set(error, ERROR_INPUT, "amount: a movement of nothing is none");
	if (movement_lowers(movement->kind) && movement->minor > 0)
		movement->minor = -movement->minor;
	else if (!movement_lowers(movement->kind) && change->old && !text && movement->minor < 0)
		movement->minor = -movement->minor; /* it was lowered by its kind alone */
	if (!*change->currency)
		return error_set(error, ERROR_INPUT,
				 "amount: the currency is not known; write it with the amount ('1200 EUR')");
	if (movement_lowers(movement->kind) && arr_on(change, movement->on) + movement->minor < 0)
		return error_set(error, ERROR_INPUT,
				 "amount: that is more than there is on that day; ARR is not below 0");
	return 0;
}

static int parse(struct recording *recording, int first, struct movement_change *change, struct error *error)
{
	struct movement *movement = &change->movement;
	const char **given = change->given;

	movement->currency = change->currency;
	if (record_fields(recording, first, names, given, error) ||
	    (given[KIND] && parse_kind(given[KIND], &movement->kind, error)))
		return -1;
	if (given[LINE])
		movement->line = *given[LINE] ? given[LINE] : NULL;
	if (given[NOTE])
		movement->note = *given[NOTE] ? given[NOTE] : NULL;
	if (given[DATE] && record_day(recording->ctx, "date", given[DATE], &movement->on, error))
		return -1;
	if (movement->on == DAY_NONE)
		return error_set(error, ERROR_USAGE, "date: a movement has a day");
	return parse_amount(change, error);
}

static int find_currency(struct recording *recording, struct movement_change *change, struct error *error)
{
	struct account_detail detail = { 0 };

	if (change->records.count) {
		memcpy(change->currency, change->records.items[0].amount.currency, CURRENCY_SIZE);
		return 0;
	}
	if (account_load(recording->ctx->book, recording->account, 0, recording->ctx->as_of, &detail, error))
		return -1;
	memcpy(change->currency, detail.row.arr.currency, CURRENCY_SIZE);
	account_detail_clear(&detail);
	return 0;
}

/* ---- add ---- */

static void say(struct recording *recording, const char *did, const struct movement *movement)
{
	char amount[MONEY_TEXT], day[DATE_SIZE];

	buf_printf(&recording->sentence, "%s %s of %s %s on %s for {a:%lld}", did, movement_name(movement->kind),
		   money_plain(movement->minor, movement->currency, amount), movement->currency,
		   date_format(movement->on, day), (long long)recording->account);
}

static int write_new(struct recording *recording, void *data, struct error *error)
{
	struct movement_change *change = data;

	say(recording, "wrote down", &change->movement);
	return movement_add(recording->ctx->book, recording->account, &change->movement, error);
}

static int add(struct recording *recording, struct error *error)
{
	struct movement_change change = { .movement.on = recording->on };
	const char *amount = args_word(recording->args, 3);
	bool has_amount = amount && !strchr(amount, '=');
	int status;

	if (recording_words(recording, 1, 99, "a kind and an amount", error))
		return -1;
	change.given[KIND] = args_word(recording->args, 2);
	change.given[AMOUNT] = has_amount ? amount : NULL;
	status = read_records(recording, &change, error) || find_currency(recording, &change, error) ||
				 parse(recording, has_amount ? 4 : 3, &change, error)
			 ? -1
			 : 0;
	if (!status)
		status = recording_change(recording, write_new, &change, NULL, error);
	movement_records_clear(&change.records);
	return status;
}

/* ---- set, remove ---- */

static int write_change(struct recording *recording, void *data, struct error *error)
{
	struct movement_change *change = data;

	if (recording_is(recording, "remove")) {
		say(recording, "removed", &change->movement);
		return movement_remove(recording->ctx->book, recording->account, change->old->on, change->old->id,
				       error);
	}
	buf_str(&recording->sentence, "set ");
	record_say_fields(&recording->sentence, names, change->given, FIELDS);
	say(recording, " of what is now", &change->movement);
	return movement_change(recording->ctx->book, recording->account, change->old->on, change->old->id,
			       &change->movement, error);
}

static void start_from(struct movement_change *change, int64_t id)
{
	for (size_t i = 0; i < change->records.count; i++) {
		struct movement_record *record = &change->records.items[i];

		if (record->id != id)
			continue;
		change->old = record;
		change->movement = (struct movement){ .on = record->on,
						      .kind = record->kind,
						      .minor = record->amount.minor,
						      .currency = change->currency,
						      .line = record->line,
						      .note = record->note };
	}
}

static int change_one(struct recording *recording, struct error *error)
{
	bool set = recording_is(recording, "set");
	struct movement_change change = { .old = NULL };
	char *name = NULL;
	int status;

	if (recording_words(recording, set ? 2 : 1, set ? 99 : 1,
			    set ? "a movement and FIELD=VALUE" : "a movement (its day, or #ID)", error) ||
	    record_find(recording, args_word(recording->args, 2), &name, error))
		return -1;
	free(name);
	status = read_records(recording, &change, error) || find_currency(recording, &change, error) ? -1 : 0;
	if (!status)
		start_from(&change, recording->id);
	if (!status && !change.old)
		status = error_set(error, ERROR_NOT_FOUND, "the movement is gone");
	if (!status && set)
		status = parse(recording, 3, &change, error);
	if (!status)
		status = recording_change(recording, write_change, &change, set ? record_now : NULL, error);
	movement_records_clear(&change.records);
	return status;
}

static const struct record_noun noun = {
	.name = "movement",
	.article = "a",
	.empty = "no movement yet; waymark movement add ACCOUNT new AMOUNT writes the first",
	.ahead = true,
	.read = read_movements,
	.add = add,
	.change = change_one,
};

int act_movement(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return record_act(&noun, ctx, args, outcome, error);
}
