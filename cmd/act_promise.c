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

static int read_promises(struct recording *recording, day_t as_of, bool print, struct record_list *out,
			 struct error *error)
{
	struct promises list = { 0 };

	if (promise_list(recording->ctx->book, recording->account, as_of, &list, error))
		return -1;
	for (size_t i = 0; i < list.count; i++)
		record_list_add(out, list.items[i].id, list.items[i].text, NULL,
				out_json_promise(&list.items[i], as_of));
	if (print && list.count)
		print_promises(recording->ctx, &list);
	promises_clear(&list);
	return 0;
}

/* ---- add ---- */

static int write_new(struct recording *recording, void *data, struct error *error)
{
	struct promise_change *change = data;
	char due[DATE_SIZE];

	if (record_refuse_taken(recording, change->write.text, error) ||
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
	return recording_change(recording, write_new, &change, record_now, error);
}

/* ---- set, kept, broken, withdrawn, open, confirm, remove ---- */

static int write_change(struct recording *recording, void *data, struct error *error)
{
	struct promise_change *change = data;
	struct buf *sentence = &recording->sentence;
	long long account = recording->account;

	if (change->given[TEXT] && record_refuse_taken(recording, change->given[TEXT], error))
		return -1;
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

static int change_one(struct recording *recording, struct error *error)
{
	bool set = recording_is(recording, "set");
	struct promise_change change = { 0 };
	int status;

	if (recording_words(recording, set ? 2 : 1, 99, set ? "a promise and FIELD=VALUE" : "a promise", error) ||
	    record_find(recording, args_word(recording->args, 2), &change.text, error))
		return -1;
	change.write.says_state = promise_state_from_name(recording->verb, &change.write.state);
	if (recording_is(recording, "confirm"))
		change.write.says_confirmed = change.write.confirmed = true;
	status = parse(recording, 3, &change, error);
	if (!status)
		status = recording_change(recording, write_change, &change, record_now, error);
	free(change.text);
	return status;
}

static const struct record_noun noun = {
	.name = "promise",
	.article = "a",
	.empty = "nothing is promised; waymark promise add ACCOUNT TEXT due=... writes it down",
	.read = read_promises,
	.add = add,
	.change = change_one,
	.remove = promise_remove,
	.removed = "promise",
	.off = "to",
};

int act_promise(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return record_act(&noun, ctx, args, outcome, error);
}
