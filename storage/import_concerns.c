/* Concerns: known by their id, else by the day they were heard and their words. */
#include <stdio.h>
#include <string.h>

#include "storage/import_records.h"

enum { F_ACCOUNT, F_DAY, F_LEVEL, F_TEXT, F_CONTACT, F_ADDRESSED, F_HOW, F_ID, F_COUNT };

static const char *const names[] = { "account", "day", "level", "text", "contact", "addressed", "how", "id", NULL };
static const enum field_type types[F_COUNT] = { [F_DAY] = FIELD_DATE, [F_ADDRESSED] = FIELD_DATE };
static const char *const must[] = { "account", "level", "text", NULL };

_Static_assert(F_COUNT <= IMPORT_FIELDS_MAX, "a field for each");

static bool parse(struct import *import, struct concern_write *write)
{
	const char *level = import_word(import, F_LEVEL);

	write->text = import_text(import, F_TEXT);
	write->how = import_text(import, F_HOW);
	if (!write->text)
		return import_reject(import, import_field_name(import, F_TEXT),
				     "the text is missing: what they need or hope for");
	if (!level || !concern_level_from_text(level, &write->level))
		return import_reject(
			import, import_field_name(import, F_LEVEL),
			level ? "\"%.60s\" is no level; it is 1 broken, 2 tasks, 3 responsibilities, 4 outcomes "
				"or 5 day"
			      : "the level is missing; it is 1 broken, 2 tasks, 3 responsibilities, 4 outcomes "
				"or 5 day",
			level);
	if (!import_past(import, F_DAY, &write->day) || !import_past(import, F_ADDRESSED, &write->addressed))
		return false;
	write->says_day = write->day != DAY_NONE;
	if (write->says_day && write->addressed != DAY_NONE && write->addressed < write->day)
		return import_reject(import, import_field_name(import, F_ADDRESSED),
				     "it is before the day on which the concern was heard");
	return true;
}

/* One that is there: its own, or (without an id in the file) of this day with these words. 1, 0, -1. */
static int find(struct import *import, int64_t account, const struct concern_write *write, int64_t *id,
		struct error *error)
{
	struct concerns list = { 0 };
	int64_t like = 0;
	int found = concern_list(import->book, account, INT32_MAX, &list, error);

	for (size_t i = 0; i < list.count; i++) {
		found |= list.items[i].id == *id;
		if (write->says_day && list.items[i].day == write->day &&
		    text_is_same(list.items[i].text, write->text))
			like = list.items[i].id;
	}
	concerns_clear(&list);
	if (found || !like || import_own_id(import, F_ID))
		return found;
	*id = like;
	return 1;
}

/* Only what is news is said; of a new one the day, where the file has none, is that of the import. */
static void say(const struct import *import, struct concern_write *write, const bool *says, bool existed)
{
	write->text = says[F_TEXT] ? write->text : NULL;
	write->how = says[F_HOW] ? write->how : NULL;
	write->says_level = says[F_LEVEL];
	write->says_contact = says[F_CONTACT];
	write->says_addressed = says[F_ADDRESSED];
	write->says_day = says[F_DAY] || !existed;
	if (!existed && write->day == DAY_NONE)
		write->day = write->addressed != DAY_NONE && write->addressed < import->options->on
				     ? write->addressed
				     : import->options->on;
}

static int row(struct import *import, struct error *error)
{
	struct concern_write write = { 0 };
	bool says[IMPORT_FIELDS_MAX] = { 0 }, changed;
	char key[64];
	int64_t account, id;
	int result = import_account(import, F_ACCOUNT, &account, error), existed;

	if (result <= 0 || !parse(import, &write))
		return result < 0 ? -1 : 0;
	id = import_worded_id(import, F_ID, "concern", account, write.day, write.text);
	existed = find(import, account, &write, &id, error);
	if (existed < 0)
		return -1;
	snprintf(key, sizeof key, "concern:%lld", (long long)id);
	result = import_news(import, account, key, says, error);
	if (result <= 0)
		return result;
	if (!existed)
		import_all_news(import, says);
	say(import, &write, says, existed);
	if (write.says_contact)
		result = import_need_contact(import, account, F_CONTACT,
					     write.day == DAY_NONE ? import->options->on : write.day,
					     &write.contact, error);
	if (result <= 0)
		return result;
	result = concern_put(import->book, account, &id, &write, &changed, error);
	return import_put_kept(import, account, key, result, existed, changed, error);
}

const struct import_kind import_concerns = {
	.name = "concerns",
	.fields = names,
	.types = types,
	.must = must,
	.begin = import_no_state,
	.row = row,
	.end = import_no_end,
	.clear = import_no_clear,
};
