/* Contacts: who is there at the customer, in which roles, and how they feel about us. */
#include <string.h>

#include "cmd/records.h"

enum { NAME, EMAIL, PHONE, PERSONA, ROLES, SENTIMENT, SUCCESS, HERE, FIELDS };
static const char *const names[] = { "name",	  "email",   "phone", "persona", "roles",
				     "sentiment", "success", "here",  NULL };
const char *const *const contact_field_names = names;

struct contact_change {
	struct contact_write write;
	const char *given[FIELDS];
	char *name; /* of the one that is there */
};

static int parse(struct recording *recording, int first, struct contact_change *change, struct error *error)
{
	struct contact_write *write = &change->write;
	const char **given = change->given;

	if (record_fields(recording, first, names, given, error))
		return -1;
	write->name = given[NAME] ? given[NAME] : write->name;
	write->email = given[EMAIL];
	write->phone = given[PHONE];
	write->persona = given[PERSONA];
	write->success = given[SUCCESS];
	write->on = recording->on;
	write->says_roles = given[ROLES] != NULL;
	write->says_sentiment = given[SENTIMENT] != NULL;
	write->says_here = write->says_here || given[HERE] != NULL;
	if (given[ROLES] && roles_parse(given[ROLES], &write->roles, error))
		return error_prefix(error, "roles");
	if (given[SENTIMENT] && !sentiment_from_text(given[SENTIMENT], &write->sentiment))
		return error_set(
			error, ERROR_INPUT,
			"sentiment: '%s' is none of -2 (against us), -1 (wary), 0 (neutral), 1 (friendly), "
			"2 (for us)",
			given[SENTIMENT]);
	return given[HERE] ? record_yes_no("here", given[HERE], &write->here, error) : 0;
}

static json_t *record(struct recording *recording, struct error *error)
{
	struct contacts list = { 0 };
	json_t *object = NULL;

	if (contact_list(recording->ctx->book, recording->account, recording->ctx->clock, &list, error))
		return NULL;
	for (size_t i = 0; i < list.count; i++)
		if (list.items[i].id == recording->id)
			object = out_json_contact(&list.items[i]);
	contacts_clear(&list);
	return object ? object : json_null();
}

/* ---- add ---- */

static int refuse_taken(struct recording *recording, const struct contact_write *write, struct error *error)
{
	struct contacts list = { 0 };
	int64_t key = contact_key(recording->account, write);
	int status;

	if (contact_list(recording->ctx->book, recording->account, recording->ctx->clock, &list, error))
		return -1;
	status = 0;
	for (size_t i = 0; i < list.count && !status; i++) {
		struct candidate one = { list.items[i].id, list.items[i].name, NULL };

		if (one.id == key || record_taken(write->name, &one, 1))
			status = error_set(error, ERROR_INPUT,
					   "there is a contact '%s'%s%s already; waymark contact set changes it",
					   one.name, one.id == key ? " with the address " : "",
					   one.id == key ? write->email : "");
	}
	contacts_clear(&list);
	return status;
}

static int write_new(struct recording *recording, void *data, struct error *error)
{
	struct contact_change *change = data;

	if (refuse_taken(recording, &change->write, error) ||
	    contact_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error))
		return -1;
	buf_printf(&recording->sentence, "added the contact '%s'", change->write.name);
	if (change->write.roles) {
		buf_str(&recording->sentence, " (");
		roles_say(change->write.roles, &recording->sentence);
		buf_char(&recording->sentence, ')');
	}
	buf_printf(&recording->sentence, " to {a:%lld}", (long long)recording->account);
	return 0;
}

static int add(struct recording *recording, struct error *error)
{
	struct contact_change change = { 0 };

	if (recording_words(recording, 1, 99, "a name", error))
		return -1;
	change.write.name = args_word(recording->args, 2);
	if (parse(recording, 3, &change, error))
		return -1;
	return recording_change(recording, write_new, &change, record, error);
}

/* ---- set, left, remove ---- */

static int write_change(struct recording *recording, void *data, struct error *error)
{
	struct contact_change *change = data;

	if (contact_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error))
		return -1;
	if (recording_is(recording, "left")) {
		buf_printf(&recording->sentence, "'%s' left {a:%lld}", change->name, (long long)recording->account);
		return 0;
	}
	buf_str(&recording->sentence, "set ");
	record_say_fields(&recording->sentence, names, change->given, FIELDS);
	buf_printf(&recording->sentence, " of the contact '%s' on {a:%lld}", change->name,
		   (long long)recording->account);
	return 0;
}

static int write_removal(struct recording *recording, void *data, struct error *error)
{
	struct contact_change *change = data;

	buf_printf(&recording->sentence, "removed the contact '%s' from {a:%lld}", change->name,
		   (long long)recording->account);
	return contact_remove(recording->ctx->book, recording->account, recording->id, NULL, error);
}

static int change_one(struct recording *recording, struct error *error)
{
	bool set = recording_is(recording, "set"), remove = recording_is(recording, "remove");
	struct contact_change change = { 0 };
	int status;

	if (recording_words(recording, set ? 2 : 1, set ? 99 : 1, set ? "a contact and FIELD=VALUE" : "a contact",
			    error) ||
	    contact_find(recording->ctx, recording->account, args_word(recording->args, 2), &recording->id,
			 &change.name, error))
		return -1;
	if (recording_is(recording, "left"))
		change.write.says_here = true;
	status = parse(recording, 3, &change, error);
	if (!status)
		status = recording_change(recording, remove ? write_removal : write_change, &change, record, error);
	free(change.name);
	return status;
}

/* ---- list ---- */

static int list(struct recording *recording, struct error *error)
{
	struct ctx *ctx = recording->ctx;
	struct contacts contacts = { 0 };
	json_t *array = json_array();

	if (recording_words(recording, 0, 0, "nothing", error) ||
	    contact_list(ctx->book, recording->account, ctx->as_of, &contacts, error)) {
		json_decref(array);
		return -1;
	}
	for (size_t i = 0; i < contacts.count; i++)
		json_array_append_new(array, out_json_contact(&contacts.items[i]));
	if (ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (contacts.count)
		print_contacts(ctx, &contacts);
	else
		outcome_say(recording->outcome, "no contact is known; waymark contact add ACCOUNT NAME writes one");
	json_decref(array);
	contacts_clear(&contacts);
	return 0;
}

int act_contact(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct recording recording;
	int status;

	if (recording_start(&recording, ctx, args, "contact", outcome, error))
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
