/* Promises: known by their id, else by the day they were made and our wording. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "storage/import_records.h"

enum {
	F_ACCOUNT,
	F_MADE,
	F_DUE,
	F_STATE,
	F_TEXT,
	F_UNDERSTOOD,
	F_CONFIRMED,
	F_TO,
	F_CAPABILITY,
	F_NEED,
	F_ON,
	F_BY,
	F_NOTE,
	F_ID,
	F_COUNT
};

static const char *const names[] = { "account",	   "made_on",	"due",	"state",      "text",
				     "understood", "confirmed", "to",	"capability", "need",
				     "on",	   "by",	"note", "id",	      NULL };
static const enum field_type types[F_COUNT] = { [F_MADE] = FIELD_DATE, [F_DUE] = FIELD_DATE, [F_ON] = FIELD_DATE };
static const char *const must[] = { "account", "text", NULL };

/* "none" takes a due day away, which a blank cell does not. */
static bool parse_due(struct import *import, day_t *due)
{
	const char *word = import_word(import, F_DUE);

	*due = DAY_NONE;
	return (word && !strcasecmp(word, "none")) || import_date(import, F_DUE, due);
}

static bool parse(struct import *import, struct promise_write *write)
{
	const char *state = import_word(import, F_STATE);

	write->text = import_text(import, F_TEXT);
	if (!write->text)
		return import_reject(import, import_field_name(import, F_TEXT),
				     "the text is missing: what was promised, in our words");
	if (state && !promise_state_from_name(state, &write->state))
		return import_reject(import, import_field_name(import, F_STATE),
				     "\"%.60s\" is no state; it is open, kept, broken or withdrawn", state);
	if (!import_date(import, F_MADE, &write->made) || !parse_due(import, &write->due) ||
	    !import_date(import, F_ON, &write->on) || !import_flag(import, F_CONFIRMED, &write->confirmed))
		return false;
	/* Without a day, what is said of it is so as of the import; one that is to be made later, from then. */
	if (write->on == DAY_NONE)
		write->on = write->made != DAY_NONE && write->made > import->options->on ? write->made
											 : import->options->on;
	write->says_made = write->made != DAY_NONE;
	write->understood = import_text(import, F_UNDERSTOOD);
	write->capability = import_text(import, F_CAPABILITY);
	write->need = import_text(import, F_NEED);
	write->note = import_text(import, F_NOTE);
	write->who = import_word(import, F_BY);
	if (!write->who)
		write->who = import->options->who;
	if (write->says_made && write->due != DAY_NONE && write->due < write->made)
		return import_reject(import, import_field_name(import, F_DUE), "it is before the promise was made");
	return true;
}

/* 1: there, 0: not, -1. */
static int exists(struct import *import, int64_t account, int64_t id, struct error *error)
{
	struct promises list = { 0 };
	int found = promise_list(import->book, account, INT32_MAX, &list, error);

	for (size_t i = 0; i < list.count; i++)
		found |= list.items[i].id == id;
	promises_clear(&list);
	return found;
}

static void say(struct promise_write *write, const bool *says)
{
	write->text = says[F_TEXT] ? write->text : NULL;
	write->understood = says[F_UNDERSTOOD] ? write->understood : NULL;
	write->capability = says[F_CAPABILITY] ? write->capability : NULL;
	write->need = says[F_NEED] ? write->need : NULL;
	write->note = says[F_NOTE] ? write->note : NULL;
	write->says_due = says[F_DUE];
	write->says_state = says[F_STATE];
	write->says_confirmed = says[F_CONFIRMED];
	write->says_contact = says[F_TO];
}

static int row(struct import *import, struct error *error)
{
	struct promise_write write = { 0 };
	bool says[IMPORT_FIELDS_MAX] = { 0 }, changed;
	char key[64], day[DATE_SIZE] = "";
	int64_t account, id;
	int result = import_account(import, F_ACCOUNT, &account, error), existed;

	if (result <= 0 || !parse(import, &write))
		return result < 0 ? -1 : 0;
	id = import_worded_id(import, F_ID, "promise", account, write.made, write.text);
	existed = exists(import, account, id, error);
	if (existed < 0)
		return -1;
	/* a row a day where the file has days */
	if (import_word(import, F_ON))
		date_format(write.on, day);
	snprintf(key, sizeof key, "promise:%lld:%s", (long long)id, day);
	result = import_news(import, account, key, says, error);
	if (result <= 0)
		return result;
	if (!existed)
		import_all_news(import, says);
	say(&write, says);
	if (write.says_contact)
		result = import_need_contact(import, account, F_TO, write.on, &write.contact, error);
	if (result <= 0)
		return result;
	result = promise_put(import->book, account, &id, &write, &changed, error);
	return import_put_kept(import, account, key, result, existed, changed, error);
}

const struct import_kind import_promises = {
	.name = "promises",
	.fields = names,
	.types = types,
	.must = must,
	.begin = import_no_state,
	.row = row,
	.end = import_no_end,
	.clear = import_no_clear,
};
