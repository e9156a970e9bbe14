/* Contacts: who is there at the customer, in which roles, and how they feel about us. */
#include <stdlib.h>
#include <string.h>

#include "cmd/records.h"
#include "core/text.h"

enum { NAME, EMAIL, PHONE, PERSONA, ROLES, SENTIMENT, SUCCESS, HERE, FIELDS };
static const char *const names[] = { "name",	  "email",   "phone", "persona", "roles",
				     "sentiment", "success", "here",  NULL };
const char *const *const contact_field_names = names;

struct contact_change {
	struct contact_write write;
	const char *given[FIELDS];
	char *name; /* of the one that is there */
};

/* Something before and behind one @, and no blanks; "" takes it away. */
static int check_address(const char *text, struct error *error)
{
	const char *at = strchr(text, '@');

	if (!*text || (at && at > text && at[1] && !strchr(at + 1, '@') && !text[strcspn(text, " \t\r\n,;<>")]))
		return 0;
	return error_set(error, ERROR_INPUT, "email: '%s' is no address; it is like ida@fern.example", text);
}

static int parse(struct recording *recording, int first, struct contact_change *change, struct error *error)
{
	struct contact_write *write = &change->write;
	const char **given = change->given;

	if (record_fields(recording, first, names, given, error))
		return -1;
	if (given[EMAIL] && check_address(given[EMAIL], error))
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

static int read_contacts(struct recording *recording, day_t as_of, bool print, struct record_list *out,
			 struct error *error)
{
	struct contacts list = { 0 };

	if (contact_list(recording->ctx->book, recording->account, as_of, &list, error))
		return -1;
	for (size_t i = 0; i < list.count; i++)
		record_list_add(out, list.items[i].id, list.items[i].name, list.items[i].email,
				out_json_contact(&list.items[i]));
	if (print && list.count)
		print_contacts(recording->ctx, &list);
	contacts_clear(&list);
	return 0;
}

static const struct record_noun noun;

int contact_find(struct ctx *ctx, int64_t account, const char *typed, int64_t *id, char **name, struct error *error)
{
	struct recording recording = { .ctx = ctx, .account = account, .of = &noun };
	char *found = NULL;

	if (record_find(&recording, typed, &found, error))
		return -1;
	*id = recording.id;
	if (name)
		*name = found;
	else
		free(found);
	return 0;
}

/* ---- add ---- */

/* Two contacts with one address would be one row. */
static int refuse_address(struct recording *recording, const struct contact_write *write, struct error *error)
{
	char *address = write->email && *write->email ? text_fold(write->email) : NULL;
	struct contacts list = { 0 };
	int status;

	if (!address)
		return 0;
	status = contact_list(recording->ctx->book, recording->account, recording->ctx->clock, &list, error);
	for (size_t i = 0; i < list.count && !status; i++) {
		char *theirs = list.items[i].email ? text_fold(list.items[i].email) : NULL;

		if (theirs && list.items[i].id != recording->id && text_is_same(theirs, address))
			status = error_set(
				error, ERROR_INPUT,
				"there is a contact '%s' with the address %s already; waymark contact set "
				"changes it",
				list.items[i].name, write->email);
		free(theirs);
	}
	contacts_clear(&list);
	free(address);
	return status;
}

static int write_new(struct recording *recording, void *data, struct error *error)
{
	struct contact_change *change = data;

	if (refuse_address(recording, &change->write, error) ||
	    record_refuse_taken(recording, change->write.name, error) ||
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
	return recording_change(recording, write_new, &change, record_now, error);
}

/* ---- set, left, remove ---- */

/* Nobody leaves before they came: on such a day it would say nothing of any later one. */
static int refuse_leaving_early(struct recording *recording, const struct contact_change *change,
				struct error *error)
{
	struct contacts list = { 0 };
	char since[DATE_SIZE];
	int status;

	if (!change->write.says_here || change->write.here)
		return 0;
	status = contact_list(recording->ctx->book, recording->account, recording->ctx->clock, &list, error);
	for (size_t i = 0; i < list.count && !status; i++)
		if (list.items[i].id == recording->id && recording->on < list.items[i].since)
			status = error_set(error, ERROR_INPUT,
					   "'%s' is known from %s on and cannot have left before", change->name,
					   date_format(list.items[i].since, since));
	contacts_clear(&list);
	return status;
}

static int write_change(struct recording *recording, void *data, struct error *error)
{
	struct contact_change *change = data;

	if ((change->given[NAME] && record_refuse_taken(recording, change->given[NAME], error)) ||
	    refuse_address(recording, &change->write, error) || refuse_leaving_early(recording, change, error) ||
	    contact_put(recording->ctx->book, recording->account, &recording->id, &change->write, NULL, error))
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

static int change_one(struct recording *recording, struct error *error)
{
	bool set = recording_is(recording, "set");
	struct contact_change change = { 0 };
	int status;

	if (recording_words(recording, set ? 2 : 1, set ? 99 : 1, set ? "a contact and FIELD=VALUE" : "a contact",
			    error) ||
	    record_find(recording, args_word(recording->args, 2), &change.name, error))
		return -1;
	if (recording_is(recording, "left"))
		change.write.says_here = true;
	status = parse(recording, 3, &change, error);
	if (!status)
		status = recording_change(recording, write_change, &change, record_now, error);
	free(change.name);
	return status;
}

static const struct record_noun noun = {
	.name = "contact",
	.article = "a",
	.empty = "no contact is known; waymark contact add ACCOUNT NAME writes one",
	.read = read_contacts,
	.add = add,
	.change = change_one,
	.remove = contact_remove,
	.removed = "contact",
	.off = "from",
};

int act_contact(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return record_act(&noun, ctx, args, outcome, error);
}
