/* Contacts: known by the id of their source, by address, by name. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "storage/import_records.h"

enum {
	F_ACCOUNT,
	F_NAME,
	F_ROLES,
	F_EMAIL,
	F_SENTIMENT,
	F_LAST_CONTACT,
	F_PHONE,
	F_PERSONA,
	F_SUCCESS,
	F_HERE,
	F_ON,
	F_SOURCE,
	F_EXTERNAL_ID,
	F_ID,
	F_FIRST_NAME,
	F_KEY_CONTACT,
	F_SPONSOR,
	F_ADVOCATE,
	F_CHAMPION,
	F_COUNT
};

static const char *const names[] = { "account",	     "name",	"roles",       "email",	   "sentiment",
				     "last_contact", "phone",	"persona",     "success",  "here",
				     "on",	     "source",	"external_id", "id",	   "first_name",
				     "key_contact",  "sponsor", "advocate",    "champion", NULL };
static const enum field_type types[F_COUNT] = { [F_ON] = FIELD_DATE };
/* Columns of yes and no, a role each. */
static const struct {
	int field;
	enum contact_role role;
} badges[] = {
	{ F_KEY_CONTACT, ROLE_PROGRAM },
	{ F_SPONSOR, ROLE_EXECUTIVE },
	{ F_ADVOCATE, ROLE_INFLUENCER },
	{ F_CHAMPION, ROLE_CHAMPION },
};
#define BADGES (sizeof badges / sizeof *badges)

static const char *const must[] = { "account", "name", NULL };

_Static_assert(F_COUNT <= IMPORT_FIELDS_MAX, "a field for each");

struct contacts_state {
	bool said_last; /* that last contacts are not read */
	struct buf name;
};

static int begin(struct import *import, struct error *error)
{
	(void)error;
	import->state = xcalloc(1, sizeof(struct contacts_state));
	return 0;
}

static int end(struct import *import, struct error *error)
{
	(void)import;
	(void)error;
	return 0;
}

static void clear(struct import *import)
{
	struct contacts_state *state = import->state;

	if (state)
		buf_free(&state->name);
	free(state);
}

/* The name, of its two halves where the file has halves. */
static const char *whole_name(struct import *import)
{
	struct contacts_state *state = import->state;
	const char *last = import_word(import, F_NAME), *first = import_word(import, F_FIRST_NAME);
	int column = import->fields[F_NAME].column;

	if (!first || column < 0 || strncasecmp(import->header[column], "last", 4) != 0)
		return last ? last : first;
	buf_clear(&state->name);
	buf_printf(&state->name, "%s%s%s", first, last ? " " : "", last ? last : "");
	return buf_text(&state->name);
}

/* The roles that the row's badges give. false: the row was rejected. */
static bool read_badges(struct import *import, unsigned *out)
{
	for (size_t i = 0; i < BADGES; i++) {
		bool has = false;

		if (!import_flag(import, badges[i].field, &has))
			return false;
		*out |= has ? (unsigned)badges[i].role : 0;
	}
	return true;
}

/* What is news of the badges, over the roles that the row says or the contact has. */
static void wear_badges(unsigned worn, const bool *says, unsigned held, struct contact_write *write)
{
	unsigned roles = says[F_ROLES] ? write->roles : held;
	bool any = false;

	for (size_t i = 0; i < BADGES; i++) {
		if (!says[badges[i].field])
			continue;
		any = true;
		roles = (roles & ~(unsigned)badges[i].role) | (worn & (unsigned)badges[i].role);
	}
	if (!any)
		return;
	write->roles = roles;
	write->says_roles = true;
}

static bool parse(struct import *import, struct contact_write *write)
{
	struct contacts_state *state = import->state;
	const char *roles = import_word(import, F_ROLES), *sentiment = import_word(import, F_SENTIMENT);
	struct error error;

	write->name = whole_name(import);
	write->email = import_word(import, F_EMAIL);
	write->phone = import_word(import, F_PHONE);
	write->persona = import_word(import, F_PERSONA);
	write->success = import_text(import, F_SUCCESS);
	write->external_id = import_word(import, F_EXTERNAL_ID);
	write->source = import_word(import, F_SOURCE);
	if (!write->source)
		write->source = import->mapping->source;
	if (!write->name)
		write->name = write->email;
	if (!write->name)
		return import_reject(import, import_field_name(import, F_NAME), "the name is missing");
	if (roles && strcasecmp(roles, "none") && roles_parse(roles, &write->roles, &error) < 0)
		return import_reject(import, import_field_name(import, F_ROLES), "%s", error.text);
	if (sentiment && !sentiment_from_text(sentiment, &write->sentiment))
		return import_reject(import, import_field_name(import, F_SENTIMENT),
				     "\"%.60s\" is no sentiment; it is -2 (against us) to 2 (for us)", sentiment);
	write->here = true;
	if (!import_flag(import, F_HERE, &write->here) || !import_past(import, F_ON, &write->on))
		return false;
	if (write->on == DAY_NONE)
		write->on = import->options->on;
	if (import_word(import, F_LAST_CONTACT) && !state->said_last) {
		state->said_last = true;
		import_tell(import, IMPORT_NOTE, import_field_name(import, F_LAST_CONTACT),
			    "the last contact is reckoned from touches and not read here; import touches for it");
	}
	return true;
}

/* Of two people with one name and two addresses each is another one. */
static bool same_person(const struct contact *contact, const struct contact_write *write)
{
	char *name = text_fold(write->name), *email = write->email ? text_fold(write->email) : NULL;
	char *theirs = contact->email ? text_fold(contact->email) : NULL;
	bool same = email && theirs ? text_is_same(text_trim(theirs), email)
				    : text_is_same(contact->name_key, name);

	free(name);
	free(email);
	free(theirs);
	return same;
}

/* 1: *id is theirs, *existed whether they are there, *roles what they are; 0: the row was rejected; -1. */
static int identify(struct import *import, int64_t account, const struct contact_write *write, int64_t *id,
		    bool *existed, unsigned *roles, struct error *error)
{
	struct contacts list = { 0 };
	int64_t key = import_own_id(import, F_ID), like = 0;
	unsigned alike_roles = 0;
	int alike = 0;

	if (!key)
		key = contact_key(account, write);
	if (contact_list(import->book, account, INT32_MAX, &list, error) < 0)
		return -1;
	*existed = false;
	*roles = 0;
	for (size_t i = 0; i < list.count; i++) {
		if (list.items[i].id == key) {
			*existed = true;
			*roles = list.items[i].roles;
		}
		if (same_person(&list.items[i], write)) {
			like = list.items[i].id;
			alike_roles = list.items[i].roles;
			alike++;
		}
	}
	contacts_clear(&list);
	*id = key;
	/* an id of ours or of the source is the contact's own: nobody else is meant */
	if (*existed || import_own_id(import, F_ID) || write->external_id)
		return 1;
	if (alike > 1)
		return import_reject(import, import_field_name(import, F_NAME),
				     "the account has several contacts called \"%.80s\"; write the address",
				     write->name);
	*existed = alike == 1;
	*roles = alike_roles;
	if (alike)
		*id = like;
	else if (!key)
		*id = import_contact_name_key(account, write->name);
	return 1;
}

/* Only what is news is said. */
static void say(struct contact_write *write, const bool *says)
{
	if (!says[F_NAME] && !says[F_FIRST_NAME] && !says[F_EMAIL])
		write->name = NULL;
	write->email = says[F_EMAIL] ? write->email : NULL;
	write->phone = says[F_PHONE] ? write->phone : NULL;
	write->persona = says[F_PERSONA] ? write->persona : NULL;
	write->success = says[F_SUCCESS] ? write->success : NULL;
	write->says_roles = says[F_ROLES];
	write->says_sentiment = says[F_SENTIMENT];
	write->says_here = says[F_HERE];
}

static int row(struct import *import, struct error *error)
{
	struct contact_write write = { 0 };
	bool says[IMPORT_FIELDS_MAX] = { 0 }, existed, changed;
	char key[64], day[DATE_SIZE] = "";
	unsigned worn = 0, held;
	int64_t account, id;
	int result = import_account(import, F_ACCOUNT, &account, error);

	if (result <= 0 || !parse(import, &write) || !read_badges(import, &worn))
		return result < 0 ? -1 : 0;
	result = identify(import, account, &write, &id, &existed, &held, error);
	if (result <= 0)
		return result;
	/* a row a day where the file has days */
	if (import_word(import, F_ON))
		date_format(write.on, day);
	snprintf(key, sizeof key, "contact:%lld:%s", (long long)id, day);
	result = import_news(import, account, key, says, error);
	if (result <= 0)
		return result;
	if (!existed)
		import_all_news(import, says);
	say(&write, says);
	wear_badges(worn, says, held, &write);
	result = contact_put(import->book, account, &id, &write, &changed, error);
	return import_put_kept(import, account, key, result, existed, changed, error);
}

const struct import_kind import_contacts = {
	.name = "contacts",
	.fields = names,
	.types = types,
	.must = must,
	.begin = begin,
	.row = row,
	.end = end,
	.clear = clear,
};
