/* Outcomes and their values: known by their id, else by name within the account. */
#include <stdio.h>
#include <string.h>

#include "core/ids.h"
#include "core/text.h"
#include "storage/import_records.h"

enum {
	F_ACCOUNT,
	F_NAME,
	F_UNIT,
	F_BASELINE,
	F_TARGET,
	F_DUE,
	F_DATE,
	F_VALUE,
	F_START,
	F_STORY,
	F_BY,
	F_NOTE,
	F_ID,
	F_COUNT
};

static const char *const names[] = { "account", "name",	 "unit",  "baseline", "target", "due", "date",
				     "value",	"start", "story", "by",	      "note",	"id",  NULL };
static const enum field_type types[F_COUNT] = {
	[F_BASELINE] = FIELD_NUMBER, [F_TARGET] = FIELD_NUMBER, [F_DUE] = FIELD_DATE,	[F_DATE] = FIELD_DATE,
	[F_VALUE] = FIELD_NUMBER,    [F_START] = FIELD_DATE,	[F_STORY] = FIELD_DATE,
};
static const char *const must[] = { "account", "name", NULL };

static bool parse(struct import *import, struct outcome_write *write, struct outcome_value_write *value)
{
	write->name = import_word(import, F_NAME);
	if (!write->name)
		return import_reject(import, import_field_name(import, F_NAME),
				     "the name is missing: what the customer wants to reach");
	write->unit = import_word(import, F_UNIT);
	if (!import_number(import, F_BASELINE, &write->baseline) ||
	    !import_number(import, F_TARGET, &write->target) || !import_number(import, F_VALUE, &value->value) ||
	    !import_date(import, F_DUE, &write->due) || !import_date(import, F_START, &write->start) ||
	    !import_past(import, F_STORY, &write->story) || !import_past(import, F_DATE, &value->on))
		return false;
	if (value->on == DAY_NONE)
		value->on = import->options->on;
	value->who = import_word(import, F_BY);
	if (!value->who)
		value->who = import->options->who;
	value->note = import_text(import, F_NOTE);
	if (write->start != DAY_NONE && write->due != DAY_NONE && write->due < write->start)
		return import_reject(import, import_field_name(import, F_DUE), "it is before the start");
	return true;
}

/* 1: *id is its own, *existed whether it is there; 0: the row was rejected; -1. */
static int identify(struct import *import, int64_t account, const char *name, int64_t *id, bool *existed,
		    struct error *error)
{
	struct outcomes list = { 0 };
	char number[24], *folded;
	int64_t own = import_own_id(import, F_ID), like = 0;
	int alike = 0;

	if (outcome_list(import->book, account, INT32_MAX, &list, error) < 0)
		return -1;
	folded = text_fold(name);
	snprintf(number, sizeof number, "%lld", (long long)account);
	*id = own ? own : id_hash("outcome", number, folded, NULL);
	*existed = false;
	for (size_t i = 0; i < list.count; i++) {
		char *theirs = text_fold(list.items[i].name);

		*existed |= list.items[i].id == *id;
		if (text_is_same(theirs, folded)) {
			like = list.items[i].id;
			alike++;
		}
		free(theirs);
	}
	free(folded);
	outcomes_clear(&list);
	if (own || *existed)
		return 1;
	if (alike > 1)
		return import_reject(import, import_field_name(import, F_NAME),
				     "the account has several outcomes called \"%.80s\"; write the id", name);
	*existed = alike == 1;
	if (alike)
		*id = like;
	return 1;
}

static void say(struct outcome_write *write, const bool *says)
{
	write->name = says[F_NAME] ? write->name : NULL;
	write->unit = says[F_UNIT] ? write->unit : NULL;
	write->says_baseline = says[F_BASELINE] && write->baseline != VALUE_NONE;
	write->says_target = says[F_TARGET] && write->target != VALUE_NONE;
	write->says_start = says[F_START];
	write->says_due = says[F_DUE];
	write->says_story = says[F_STORY];
}

static int put(struct import *import, int64_t account, int64_t id, bool existed, const bool *says,
	       const struct outcome_write *write, const struct outcome_value_write *value, const char *key,
	       struct error *error)
{
	bool changed, valued = false;
	int result = outcome_put(import->book, account, &id, write, &changed, error);

	if (!result && value->value != VALUE_NONE && (says[F_VALUE] || says[F_NOTE])) {
		result = outcome_value_put(import->book, account, id, value, &valued, error);
		if (result < 0)
			return -1;
	}
	return import_put_kept(import, account, key, result, existed, changed || valued, error);
}

static int row(struct import *import, struct error *error)
{
	struct outcome_write write = { 0 };
	struct outcome_value_write value = { 0 };
	bool says[IMPORT_FIELDS_MAX] = { 0 }, existed;
	char key[64], day[DATE_SIZE] = "";
	int64_t account, id;
	int result = import_account(import, F_ACCOUNT, &account, error);

	if (result <= 0 || !parse(import, &write, &value))
		return result < 0 ? -1 : 0;
	result = identify(import, account, write.name, &id, &existed, error);
	if (result <= 0)
		return result;
	if (import_word(import, F_DATE))
		date_format(value.on, day);
	snprintf(key, sizeof key, "outcome:%lld:%s", (long long)id, day);
	result = import_news(import, account, key, says, error);
	if (result <= 0)
		return result;
	if (!existed)
		import_all_news(import, says);
	say(&write, says);
	return put(import, account, id, existed, says, &write, &value, key, error);
}

const struct import_kind import_outcomes = {
	.name = "outcomes",
	.fields = names,
	.types = types,
	.must = must,
	.begin = import_no_state,
	.row = row,
	.end = import_no_end,
	.clear = import_no_clear,
};
