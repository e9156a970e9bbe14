/* What CSMs call of renewals, beside the book's own history; where the two disagree, why. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/records.h"
#include "cmd/renewals.h"
#include "core/text.h"
#include "storage/numbers.h"

/* ---- one account's renewal ---- */

struct calling {
	struct renewal_call_write write;
	int64_t arr;
	char currency[CURRENCY_SIZE];
	const char *answer;
	day_t called; /* day of the call that stands */
};

static int read_renewal(struct recording *recording, struct calling *calling, struct error *error)
{
	struct account_detail detail = { 0 };
	int status = 0;

	if (account_load(recording->ctx->book, recording->account, 0, recording->on, &detail, error))
		return -1;
	calling->arr = detail.row.has_arr ? detail.row.arr.minor : 0;
	memcpy(calling->currency, detail.row.arr.currency, sizeof calling->currency);
	calling->write.renewal = forecast_renewal(detail.row.renewal, recording->on, 0);
	if (calling->arr <= 0)
		status = error_set(error, ERROR_INPUT,
				   "%s has no ARR on that day, and nothing to renew; waymark set or movement add "
				   "writes it",
				   detail.row.name);
	else if (calling->write.renewal == DAY_NONE)
		status = error_set(error, ERROR_INPUT,
				   "%s has no renewal day; waymark set ACCOUNT renewal_date=DATE says when",
				   detail.row.name);
	account_detail_clear(&detail);
	return status;
}

/* The call that stands of it. */
static int find_call(struct recording *recording, struct calling *calling, struct error *error)
{
	struct forecast_facts facts = { 0 };
	const struct forecast_call *call = NULL;
	char day[DATE_SIZE];
	int status = read_renewal(recording, calling, error);

	if (!status)
		status = renewal_calls(recording->ctx->book, recording->account, recording->account, recording->on,
				       &facts, error);
	if (!status)
		call = forecast_call_of(facts.calls.items, facts.calls.count, calling->write.renewal);
	if (call) {
		calling->write.renewal = call->renewal;
		calling->called = call->day;
	} else if (!status) {
		status = error_set(error, ERROR_NOT_FOUND,
				   "the renewal of %s was not called; waymark renewal call ACCOUNT "
				   "renew|shrink|lose|unsure does",
				   date_format(calling->write.renewal, day));
	}
	forecast_facts_free(&facts);
	return status;
}

/* ---- renewals ahead, all or one ---- */

struct renewal {
	const struct forecast_fact *fact;
	const struct forecast_rate *rate;
	const struct forecast_call *call; /* NULL */
	const struct forecast_said *said; /* of the call */
	day_t on;
	bool disagrees, unanswered;
};
struct renewals {
	struct forecast_view *view;
	struct forecast forecast;
	struct renewal *items;
	size_t count, room;
};

static void renewals_free(struct renewals *renewals)
{
	forecast_view_close(renewals->view);
	forecast_free(&renewals->forecast);
	vec_free(renewals);
}

/* What is unanswered first, then by day. */
static int compare(const void *first, const void *second)
{
	const struct renewal *a = first, *b = second;

	if (a->unanswered != b->unanswered)
		return a->unanswered ? -1 : 1;
	if (a->on != b->on)
		return a->on < b->on ? -1 : 1;
	if (a->fact->account != b->fact->account)
		return a->fact->account < b->fact->account ? -1 : 1;
	return strcmp(a->fact->currency, b->fact->currency);
}

/* The next of each account, where it is within the quarters ahead. */
static int read_renewals(const struct ctx *ctx, const struct ids *only, struct renewals *out, struct error *error)
{
	struct forecast_query query = renewals_query(ctx, only);
	const struct forecast_facts *facts;
	size_t at = 0;

	if (renewals_read(ctx, &query, &out->view, error))
		return -1;
	facts = forecast_view_facts(out->view);
	if (forecast_reckon(&query, facts, NULL, NULL, &out->forecast, error))
		return -1;
	for (size_t i = 0; i < facts->accounts.count; i++) {
		const struct forecast_fact *fact = &facts->accounts.items[i];
		struct forecast_account account = forecast_account_of(facts, fact);
		struct renewal renewal = { .fact = fact,
					   .rate = &out->forecast.rates[fact->band],
					   .on = forecast_renewal(fact->renewal, query.as_of, 0) };

		while (only && at < only->count && only->items[at] < fact->account)
			at++;
		if (only && (at == only->count || only->items[at] != fact->account))
			continue;
		if (renewal.on == DAY_NONE || renewal.on >= out->forecast.quarters[FORECAST_QUARTERS - 1].end)
			continue;
		renewal.call = forecast_call_of(account.calls, account.call_count, renewal.on);
		renewal.said = renewal.call ? &facts->said.items[renewal.call - facts->calls.items] : NULL;
		renewal.disagrees = renewal.call && forecast_disagrees(renewal.call, renewal.rate);
		renewal.unanswered = renewal.disagrees && !renewal.call->answered;
		*vec_add(out) = renewal;
	}
	if (out->count)
		qsort(out->items, out->count, sizeof *out->items, compare);
	return 0;
}

static json_t *rate_object(const struct forecast_rate *rate)
{
	json_t *object = json_object();

	json_object_set_new(object, "likely", out_json_money(rate->of[CASE_LIKELY], "EUR"));
	json_object_set_new(object, "low", out_json_money(rate->of[CASE_LOW], "EUR"));
	json_object_set_new(object, "high", out_json_money(rate->of[CASE_HIGH], "EUR"));
	json_object_set_new(object, "renewed", json_integer(rate->renewed));
	json_object_set_new(object, "due", json_integer(rate->due));
	json_object_set_new(object, "prior", json_boolean(rate->prior));
	return object;
}

static json_t *called_json(const struct renewal *renewal)
{
	int64_t called;

	if (!renewal->call || !forecast_called(renewal->call, renewal->fact->arr, &called))
		return json_null();
	return out_json_money(called, renewal->fact->currency);
}

static json_t *renewal_object(const struct renewal *renewal, const struct account_row *row)
{
	const struct forecast_call *call = renewal->call;
	const struct forecast_said *said = renewal->said;
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_id(renewal->fact->account));
	json_object_set_new(object, "external_id", out_json_text(row->external_id));
	json_object_set_new(object, "account", out_json_text(row->name));
	json_object_set_new(object, "renewal", out_json_day(renewal->on));
	json_object_set_new(object, "due", out_json_money(renewal->fact->arr, renewal->fact->currency));
	json_object_set_new(object, "currency", json_string(renewal->fact->currency));
	json_object_set_new(object, "band", json_string(band_name((enum band)renewal->fact->band)));
	json_object_set_new(object, "rate", rate_object(renewal->rate));
	json_object_set_new(object, "call", call ? json_string(renewal_call_name(call->call)) : json_null());
	json_object_set_new(object, "called", called_json(renewal));
	json_object_set_new(object, "on", out_json_day(call ? call->day : DAY_NONE));
	json_object_set_new(object, "by", out_json_text(said ? said->who : NULL));
	json_object_set_new(object, "note", out_json_text(said ? said->note : NULL));
	json_object_set_new(object, "answer", out_json_text(said ? said->answer : NULL));
	json_object_set_new(object, "disagrees", json_boolean(renewal->disagrees));
	json_object_set_new(object, "answered", json_boolean(call && call->answered));
	return object;
}

/* ---- list ---- */

enum { SLICE = 256 }; /* rows of the portfolio read at a time */

static int each_row(struct ctx *ctx, const struct renewals *renewals,
		    void (*each)(void *data, const struct renewal *renewal, const struct account_row *row),
		    void *data, struct error *error)
{
	struct account_row *rows = xcalloc(SLICE, sizeof *rows);
	int64_t ids[SLICE];
	int status = 0;

	for (size_t at = 0; !status && at < renewals->count; at += SLICE) {
		size_t count = renewals->count - at < SLICE ? renewals->count - at : SLICE;

		for (size_t i = 0; i < count; i++)
			ids[i] = renewals->items[at + i].fact->account;
		status = portfolio_rows(ctx->book, ids, count, rows, error);
		for (size_t i = 0; !status && i < count; i++)
			each(data, &renewals->items[at + i], &rows[i]);
	}
	for (size_t i = 0; i < SLICE; i++)
		account_row_clear(&rows[i]);
	free(rows);
	return status;
}

struct listing {
	const struct ctx *ctx;
	struct table table;
	struct json_stream stream;
	struct buf head;
	long unanswered;
};

static void add_object(void *data, const struct renewal *renewal, const struct account_row *row)
{
	struct listing *listing = data;

	json_stream_add(listing->ctx, &listing->stream, renewal_object(renewal, row));
}

/* "shrink to 400", "renew", "" */
static void say_call(const struct listing *listing, const struct renewal *renewal, struct buf *out)
{
	const struct forecast_call *call = renewal->call;
	char amount[MONEY_TEXT];

	if (!call)
		return;
	buf_str(out, renewal_call_name(call->call));
	if (call->amount != CALL_NO_AMOUNT)
		buf_printf(out, " %s %s", call->call == CALL_SHRINK ? "to" : "at",
			   money_format(call->amount, renewal->fact->currency, listing->ctx->utf8, amount));
}

/* What says why, where call and rate disagree. */
static void say_why(const struct listing *listing, const struct renewal *renewal, struct buf *out)
{
	const struct forecast_said *said = renewal->said;

	if (renewal->unanswered)
		buf_str(out, "disagree: say why");
	else if (renewal->disagrees)
		buf_str(out, "disagree: ");
	if (said && (said->answer || said->note))
		out_safe(listing->ctx, out, said->answer ? said->answer : said->note);
}

static void add_row(void *data, const struct renewal *renewal, const struct account_row *row)
{
	struct listing *listing = data;
	char text[MONEY_TEXT];
	struct buf cell = { 0 };

	if (renewal->unanswered && !listing->unanswered++) {
		buf_str(&listing->head, "say why: waymark renewal answer '");
		out_safe(listing->ctx, &listing->head, row->name);
		buf_str(&listing->head, "' TEXT\n\n");
	}
	table_add(&listing->table, date_format(renewal->on, text));
	cell_text(listing->ctx, &listing->table, row->name);
	table_add(&listing->table,
		  money_format(renewal->fact->arr, renewal->fact->currency, listing->ctx->utf8, text));
	table_add(&listing->table, band_name((enum band)renewal->fact->band));
	renewals_say_rate(renewal->rate, &cell);
	table_add(&listing->table, buf_text(&cell));
	buf_clear(&cell);
	say_call(listing, renewal, &cell);
	table_add(&listing->table, buf_text(&cell));
	buf_clear(&cell);
	say_why(listing, renewal, &cell);
	table_add(&listing->table, buf_text(&cell));
	buf_free(&cell);
}

static int print_list(struct ctx *ctx, const struct renewals *renewals, struct error *error)
{
	static const struct table_column columns[] = { { "Renewal", false, 0 }, { "Account", false, 0 },
						       { "Due", true, 4 },	{ "Band", false, 3 },
						       { "Rate", false, 2 },	{ "Called", false, 5 },
						       { "Why", false, 1 } };
	struct listing listing = { .ctx = ctx, .table = { .columns = columns, .count = 7 } };
	struct buf head = { 0 };
	int status = each_row(ctx, renewals, add_row, &listing, error);

	if (!status && listing.unanswered) {
		buf_printf(&head, "%ld call%s with the rate, unanswered; ", listing.unanswered,
			   listing.unanswered == 1 ? " disagrees" : "s disagree");
		buf_str(&head, buf_text(&listing.head));
		out_flush(ctx, &head);
	}
	if (status)
		table_clear(&listing.table);
	else
		table_print(ctx, &listing.table);
	buf_free(&listing.head);
	buf_free(&head);
	return status;
}

static int fitting(struct ctx *ctx, const struct args *args, struct ids *only, struct error *error)
{
	struct filter *filter;
	int status;

	if (filter_parse(&filter, args->words + 1, args->word_count - 1, error))
		return error_prefix(error, "renewal list");
	status = numbers_accounts(ctx->book, ctx->as_of, filter, only, error);
	filter_free(filter);
	return status;
}

static int list(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct renewals renewals = { .count = 0 };
	struct ids only = { 0 };
	bool some = args->word_count > 1;
	int status = some ? fitting(ctx, args, &only, error) : 0;

	if (!status)
		status = read_renewals(ctx, some ? &only : NULL, &renewals, error);
	if (!status && ctx->format == FORMAT_JSON) {
		struct listing listing = { .ctx = ctx };

		status = each_row(ctx, &renewals, add_object, &listing, error);
		if (!status)
			json_stream_end(ctx, &listing.stream);
	} else if (!status && renewals.count) {
		status = print_list(ctx, &renewals, error);
	} else if (!status) {
		outcome_say(outcome,
			    "no renewal is due within eight quarters; waymark set ACCOUNT renewal_date=DATE "
			    "says when one is");
	}
	renewals_free(&renewals);
	vec_free(&only);
	return status;
}

/* ---- call ---- */

static int parse_amount(struct calling *calling, const char *text, struct error *error)
{
	struct renewal_call_write *write = &calling->write;

	write->amount = CALL_NO_AMOUNT;
	if (!text && write->call == CALL_SHRINK)
		return error_set(error, ERROR_USAGE,
				 "renewal call: shrink wants the ARR that is to be left after it");
	if (!text)
		return 0;
	if (write->call != CALL_SHRINK && write->call != CALL_RENEW)
		return error_set(error, ERROR_USAGE, "renewal call: %s wants no amount",
				 renewal_call_name(write->call));
	if (money_parse(text, 0, calling->currency, &write->amount, error))
		return error_prefix(error, "amount");
	if (write->call == CALL_SHRINK && write->amount <= 0)
		return error_set(error, ERROR_INPUT, "amount: of nothing left it is lose");
	if (write->call == CALL_SHRINK && write->amount >= calling->arr)
		return error_set(error, ERROR_INPUT, "amount: that is no less than there is; it is renew");
	if (write->call == CALL_RENEW && write->amount < calling->arr)
		return error_set(error, ERROR_INPUT, "amount: that is less than there is; it is shrink");
	return 0;
}

static int write_call(struct recording *recording, void *data, struct error *error)
{
	const struct calling *calling = data;
	const struct renewal_call_write *write = &calling->write;
	struct buf *sentence = &recording->sentence;
	char text[MONEY_TEXT];

	buf_printf(sentence, "called the renewal of {a:%lld} on %s: %s", (long long)recording->account,
		   date_format(write->renewal, text), renewal_call_name(write->call));
	if (write->amount != CALL_NO_AMOUNT)
		buf_printf(sentence, " %s %s %s", write->call == CALL_SHRINK ? "to" : "at",
			   money_plain(write->amount, calling->currency, text), calling->currency);
	return renewal_call_put(recording->ctx->book, recording->account, write, NULL, error);
}

static int read_one(struct recording *recording, struct renewals *out, struct error *error)
{
	struct ids only = { 0 };
	int status;

	*vec_add(&only) = recording->account;
	status = read_renewals(recording->ctx, &only, out, error);
	vec_free(&only);
	return status;
}

static void keep_object(void *data, const struct renewal *renewal, const struct account_row *row)
{
	json_t **object = data;

	json_decref(*object);
	*object = renewal_object(renewal, row);
}

static json_t *record(struct recording *recording, struct error *error)
{
	struct renewals renewals = { .count = 0 };
	json_t *object = json_null();

	if (read_one(recording, &renewals, error) ||
	    each_row(recording->ctx, &renewals, keep_object, &object, error))
		object = NULL;
	renewals_free(&renewals);
	return object;
}

/* After what was done: that it has to be answered, where it has. */
static int say_disagreement(struct recording *recording, struct error *error)
{
	struct outcome *outcome = recording->outcome;
	struct renewals renewals = { .count = 0 };
	size_t size = strlen(outcome->message);
	int status;

	if (recording->ctx->format == FORMAT_JSON)
		return 0;
	status = read_one(recording, &renewals, error);
	for (size_t i = 0; !status && i < renewals.count; i++) {
		struct buf rate = { 0 };

		if (!renewals.items[i].unanswered)
			continue;
		renewals_say_rate(renewals.items[i].rate, &rate);
		snprintf(outcome->message + size, sizeof outcome->message - size,
			 "; the rate of band %s is %s: say why they disagree with waymark renewal answer",
			 band_name((enum band)renewals.items[i].fact->band), buf_text(&rate));
		buf_free(&rate);
		break;
	}
	renewals_free(&renewals);
	return status;
}

static int call(struct recording *recording, struct error *error)
{
	const char *what = args_word(recording->args, 2), *note = args_option(recording->args, "note");
	struct calling calling = { .write = { .day = recording->on, .note = note, .who = recording->ctx->who } };

	if (recording_words(recording, 1, 2, "renew, shrink AMOUNT, lose or unsure", error))
		return -1;
	if (!renewal_call_from_name(what, &calling.write.call))
		return error_set(error, ERROR_USAGE, "renewal call: '%s' is none of renew, shrink, lose, unsure",
				 what);
	if (read_renewal(recording, &calling, error) ||
	    parse_amount(&calling, args_word(recording->args, 3), error) ||
	    recording_change(recording, write_call, &calling, record, error))
		return -1;
	return say_disagreement(recording, error);
}

/* ---- answer, remove ---- */

static int write_answer(struct recording *recording, void *data, struct error *error)
{
	const struct calling *calling = data;
	char day[DATE_SIZE];

	buf_printf(&recording->sentence, "said why the call on the renewal of {a:%lld} on %s stands: %s",
		   (long long)recording->account, date_format(calling->write.renewal, day), calling->answer);
	return renewal_call_answer(recording->ctx->book, recording->account, calling->write.renewal,
				   calling->called, calling->answer, error);
}

static int answer(struct recording *recording, struct error *error)
{
	struct calling calling = { .answer = args_word(recording->args, 2) };

	if (recording_words(recording, 1, 1, "a text: why the call stands", error))
		return -1;
	if (!calling.answer[strspn(calling.answer, " \t\r\n")])
		return error_set(error, ERROR_INPUT, "renewal answer: nothing is no answer");
	if (find_call(recording, &calling, error))
		return -1;
	return recording_change(recording, write_answer, &calling, record, error);
}

static int write_removal(struct recording *recording, void *data, struct error *error)
{
	const struct calling *calling = data;
	char renewal[DATE_SIZE], day[DATE_SIZE];

	buf_printf(&recording->sentence, "removed the call of %s on the renewal of {a:%lld} on %s",
		   date_format(calling->called, day), (long long)recording->account,
		   date_format(calling->write.renewal, renewal));
	return renewal_call_remove(recording->ctx->book, recording->account, calling->write.renewal,
				   calling->called, error);
}

static int take_away(struct recording *recording, struct error *error)
{
	struct calling calling = { .answer = NULL };

	if (recording_words(recording, 0, 0, "nothing", error) || find_call(recording, &calling, error))
		return -1;
	return recording_change(recording, write_removal, &calling, record, error);
}

int act_renewal(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct recording recording;
	int status;

	if (!strcmp(args_word(args, 0), "list"))
		return list(ctx, args, outcome, error);
	if (!args_word(args, 1))
		return error_set(error, ERROR_USAGE, "renewal %s wants an account after it", args_word(args, 0));
	if (recording_start(&recording, ctx, args, "renewal", outcome, error))
		return -1;
	if (recording_is(&recording, "call"))
		status = call(&recording, error);
	else if (args_option(args, "note"))
		status = error_set(error, ERROR_USAGE, "renewal %s: --note goes with renewal call", recording.verb);
	else if (recording_is(&recording, "answer"))
		status = answer(&recording, error);
	else
		status = take_away(&recording, error);
	buf_free(&recording.sentence);
	return status;
}
