/* Promises: ours and the customer's understanding of them, side by side. */
#include <string.h>

#include "cmd/records.h"

enum { TEXT, UNDERSTOOD, TO, CAPABILITY, NEED, DUE, CONFIRMED, FIELDS };
static const char *const names[] = { "text", "understood", "to", "capability", "need", "due", "confirmed", NULL };
const char *const *const promise_field_names = names;

struct promise_change {
	struct promise_write write;
	const char *given[FIELDS];
	char *text; /* of the one that is there */
};

static int parse(struct recording *recording, int first, struct promise_change *change, struct error *error)
{
	struct promise_write *write = &change->write;
	const char **given = change->given;

	if (record_fields(recording, first, names, given, error))
		return -1;
	write->text = given[TEXT] ? given[TEXT] : write->text;
	write->understood = given[UNDERSTOOD];
	write->capability = given[CAPABILITY];
	write->need = given[NEED];
	write->on = recording->on;
	write->who = recording->ctx->who;
	write->note = args_option(recording->args, "note");
	write->says_contact = given[TO] != NULL;
	write->says_due = given[DUE] != NULL;
	write->says_confirmed = write->says_confirmed || given[CONFIRMED] != NULL;
	if (given[DUE] && record_day(recording->ctx, "due", given[DUE], &write->due, error))
		return -1;
	if (given[CONFIRMED] && record_yes_no("confirmed", given[CONFIRMED], &write->confirmed, error))
		return -1;
	if (given[TO] && *given[TO] &&
	    contact_find(recording->ctx, recording->account, given[TO], &write->contact, NULL, error))
		return error_prefix(error, "to");
	return 0;
}

static json_t *record(struct recording *recording, struct error *error)
{
	struct promises list = { 0 };
	json_t *object = NULL;

	if (promise_list(recording->ctx->book, recording->account, recording->ctx->clock, &list, error))
		return NULL;
	for (size_t i = 0; i < list.count; i++)
		if (list.items[i].id == recording->id)
			object = out_json_promise(&list.items[i], recording->ctx->clock);
	promises_clear(&list);
	return object ? object : json_null();
}

static int find(struct recording *recording, const char *typed, bool taken_only, char **text, struct error *error)
{
	VEC(struct candidate) list = { 0 };
	struct promises promises = { 0 };
	size_t at = 0;
	int status = 0;

	if (promise_list(recording->ctx->book, recording->account, recording->ctx->clock, &promises, error))
		return -1;
	for (size_t i = 0; i < promises.count; i++)
		*vec_add(&list) = (struct candidate){ promises.items[i].id, promises.items[i].text, NULL };
	if (taken_only) {
		if (record_taken(typed, list.items, list.count))
			status = error_set(error, ERROR_INPUT,
					   "there is a promise '%s' already; waymark promise set changes it",
					   typed);
	} else {
		status = record_pick("promise", typed, list.items, list.count, &at, error);
		if (!status) {
			recording->id = promises.items[at].id;
			*text = xstrdup(promises.items[at].text);
		}
	}
	vec_free(&list);
	promises_clear(&promises);
	return status;
}

/* ---- add ---- */

static int write_new(struct recording *recording, void *data, struct error *error)
{
	struct promise_change *change = data;
	char due[DATE_SIZE];

	if (find(recording, change->write.text, true, NULL, error) ||
	    promise_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error))
		return -1;
	buf_printf(&recording->sentence, "promised {a:%lld} '%s'", (long long)recording->account,
		   change->write.text);
	if (change->write.says_due && change->write.due != DAY_NONE)
		buf_printf(&recording->sentence, " by %s", date_format(change->write.due, due));
	return 0;
}

static int add(struct recording *recording, struct error *error)
{
	struct promise_change change = { 0 };

	if (recording_words(recording, 1, 99, "what was promised", error))
		return -1;
	change.write.text = args_word(recording->args, 2);
	if (parse(recording, 3, &change, error))
		return -1;
	return recording_change(recording, write_new, &change, record, error);
}

/* ---- set, kept, broken, withdrawn, open, confirm, remove ---- */

static int write_change(struct recording *recording, void *data, struct error *error)
{
	struct promise_change *change = data;
	struct buf *sentence = &recording->sentence;
	long long account = recording->account;

	if (promise_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error))
		return -1;
	if (change->write.says_state) {
		bool open = change->write.state == PROMISE_OPEN;

		buf_printf(sentence, "the promise '%s' to {a:%lld} is %s%s", change->text, account,
			   promise_state_name(change->write.state), open ? " again" : "");
	} else if (recording_is(recording, "confirm")) {
		buf_printf(sentence, "{a:%lld} confirmed how they understand the promise '%s'", account,
			   change->text);
	} else {
		buf_str(sentence, "set ");
		record_say_fields(sentence, names, change->given, FIELDS);
		buf_printf(sentence, " of the promise '%s' to {a:%lld}", change->text, account);
	}
	return 0;
}

static int write_removal(struct recording *recording, void *data, struct error *error)
{
	struct promise_change *change = data;

	buf_printf(&recording->sentence, "removed the promise '%s' to {a:%lld}", change->text,
		   (long long)recording->account);
	return promise_remove(recording->ctx->book, recording->account, recording->id, NULL, error);
}

static int change_one(struct recording *recording, struct error *error)
{
	bool set = recording_is(recording, "set"), remove = recording_is(recording, "remove");
	struct promise_change change = { 0 };
	int status;

	if (recording_words(recording, set ? 2 : 1, remove ? 1 : 99,
			    set ? "a promise and FIELD=VALUE" : "a promise", error) ||
	    find(recording, args_word(recording->args, 2), false, &change.text, error))
		return -1;
	change.write.says_state = promise_state_from_name(recording->verb, &change.write.state);
	if (recording_is(recording, "confirm"))
		change.write.says_confirmed = change.write.confirmed = true;
	status = parse(recording, 3, &change, error);
	if (!status)
		status = recording_change(recording, remove ? write_removal : write_change, &change, record, error);
	free(change.text);
	return status;
}

/* ---- list ---- */

static int list(struct recording *recording, struct error *error)
{
	struct ctx *ctx = recording->ctx;
	struct promises promises = { 0 };
	json_t *array = json_array();

	if (recording_words(recording, 0, 0, "nothing", error) ||
	    promise_list(ctx->book, recording->account, ctx->as_of, &promises, error)) {
		json_decref(array);
		return -1;
	}
	for (size_t i = 0; i < promises.count; i++)
		json_array_append_new(array, out_json_promise(&promises.items[i], ctx->as_of));
	if (ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (promises.count)
		print_promises(ctx, &promises);
	else
		outcome_say(recording->outcome,
			    "nothing is promised; waymark promise add ACCOUNT TEXT due=... writes it down");
	json_decref(array);
	promises_clear(&promises);
	return 0;
}

int act_promise(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct recording recording;
	int status;

	if (recording_start(&recording, ctx, args, "promise", outcome, error))
		return -1;
	if (recording_is(&recording, "list"))
		status = list(&recording, error);
	else if (recording_is(&recording, "add"))
		status = add(&recording, error);
	else
		status = change_one(&recording, error);
	buf_free(&recording.sentence);
	return status;
}
