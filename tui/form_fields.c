/* The kinds of fields that forms have: what each takes, says beside its value, and offers on Tab. */
#include <stdlib.h>
#include <string.h>

#include "cmd/records.h"
#include "tui/form.h"

/* ---- checking ---- */

static bool is_choice(const char *choices, const char *value)
{
	size_t size = strlen(value);

	for (const char *at = choices; at; at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL) {
		if (strncmp(at, value, size) == 0 && (at[size] == '|' || at[size] == '\0'))
			return true;
	}
	return false;
}

static int check_contact(struct app *app, char **value, struct error *error)
{
	char *name = NULL;
	int64_t id;

	if (contact_find(&app->ctx, app->portfolio.selected, *value, &id, &name, error) < 0)
		return -1;
	free(*value);
	*value = name;
	return 0;
}

int form_check(struct app *app, const struct form_field *field, char **value, struct error *error)
{
	enum concern_level level;
	unsigned roles;
	int64_t number;
	int sentiment;
	day_t day;

	switch (field->kind) {
	case FORM_DATE:
		if (date_parse_typed(*value, app->ctx.clock, &day, error) < 0)
			return -1;
		*value = xrealloc(*value, DATE_SIZE);
		date_format(day, *value);
		return 0;
	case FORM_VALUE:
		return value_parse(*value, &number, error);
	case FORM_ROLES:
		return roles_parse(*value, &roles, error);
	case FORM_SENTIMENT:
		if (sentiment_from_text(*value, &sentiment))
			return 0;
		return error_set(error, ERROR_INPUT, "-2 against us, -1 wary, 0 neutral, 1 friendly, 2 for us");
	case FORM_CONTACT:
		return check_contact(app, value, error);
	case FORM_LEVEL:
		if (concern_level_from_text(*value, &level))
			return 0;
		return error_set(error, ERROR_INPUT,
				 "one of 1 broken, 2 tasks, 3 responsibilities, 4 outcomes, 5 day");
	case FORM_CHOICE:
		if (is_choice(field->choices, *value))
			return 0;
		return error_set(error, ERROR_INPUT, "one of %s", field->choices);
	default:
		return 0;
	}
}

void form_say(const struct app *app, const struct form_field *field, const char *value, struct buf *out)
{
	enum concern_level level;
	struct error ignored;
	int sentiment;
	char text[16];
	day_t day;

	if (!*value)
		return;
	if (field->kind == FORM_DATE && date_parse_typed(value, app->ctx.clock, &day, &ignored) == 0)
		buf_str(out, date_format_long(day, text));
	else if (field->kind == FORM_SENTIMENT && sentiment_from_text(value, &sentiment))
		buf_str(out, sentiment_name(sentiment));
	else if (field->kind == FORM_LEVEL && concern_level_from_text(value, &level))
		buf_str(out, concern_level_title(level));
}

/* ---- completion ---- */

struct offering {
	struct prompt *prompt;
	size_t from;
	char *start; /* folded */
};

static void offer(const struct offering *offering, const char *word)
{
	char *folded = text_fold(word);

	if (strncmp(folded, offering->start, strlen(offering->start)) == 0)
		prompt_candidate(offering->prompt, offering->from, word);
	free(folded);
}

static void offer_choices(const struct offering *offering, const char *choices)
{
	while (choices && *choices) {
		size_t size = strcspn(choices, "|");
		char *word = xstrndup(choices, size);

		offer(offering, word);
		free(word);
		choices += size + (choices[size] == '|');
	}
}

/* By any word of it: people are known by their surname, too. */
static void offer_name(const struct offering *offering, const char *name, const char *folded)
{
	for (const char *word = folded; word; word = strchr(word, ' ')) {
		word += *word == ' ';
		if (strncmp(word, offering->start, strlen(offering->start)) == 0) {
			prompt_candidate(offering->prompt, offering->from, name);
			return;
		}
	}
}

static void offer_contacts(struct app *app, const struct offering *offering)
{
	struct contacts contacts = { 0 };
	struct error ignored;

	if (contact_list(app->ctx.book, app->portfolio.selected, app->ctx.clock, &contacts, &ignored) < 0)
		return;
	for (size_t i = 0; i < contacts.count; i++)
		offer_name(offering, contacts.items[i].name, contacts.items[i].name_key);
	contacts_clear(&contacts);
}

/* Ours by the name under which they work, theirs by their own. */
static void offer_owner(struct app *app, const struct offering *offering)
{
	const char *csm = app->detail.row.csm;

	if (app->ctx.who)
		offer(offering, app->ctx.who);
	if (csm && (!app->ctx.who || strcmp(csm, app->ctx.who) != 0))
		offer(offering, csm);
	offer_contacts(app, offering);
}

static void offer_kind(struct app *app, const struct form_field *field, const struct offering *offering)
{
	switch (field->kind) {
	case FORM_ROLES:
		for (int i = 0; i < CONTACT_ROLES; i++)
			offer(offering, role_name((enum contact_role)(1 << i)));
		break;
	case FORM_SENTIMENT:
		for (int i = SENTIMENT_MIN; i <= SENTIMENT_MAX; i++)
			offer(offering, sentiment_name(i));
		break;
	case FORM_LEVEL:
		for (int i = 0; i < CONCERN_LEVELS; i++)
			offer(offering, concern_level_name((enum concern_level)i));
		break;
	case FORM_CONTACT:
		offer_contacts(app, offering);
		break;
	case FORM_OWNER:
		offer_owner(app, offering);
		break;
	case FORM_CHOICE:
	case FORM_TEXT:
		offer_choices(offering, field->choices);
		break;
	case FORM_DATE:
		offer_choices(offering, "today|tomorrow|mon|tue|wed|thu|fri|sat|sun|+1w|+2w|+1m|+3m");
		break;
	default:
		break;
	}
}

void form_complete(void *data, const char *text, size_t cursor, struct prompt *prompt)
{
	struct app *app = data;
	const struct form_field *field;
	struct offering offering = { .prompt = prompt };
	char *start;

	if (!app->form)
		return;
	field = &app->form->fields[app->form->at];
	/* Roles are a list: the one being typed begins after the last comma. */
	for (size_t i = 0; field->kind == FORM_ROLES && i < cursor; i++) {
		if (text[i] == ',' || (text[i] == ' ' && offering.from == i && i > 0))
			offering.from = i + 1;
	}
	start = xstrndup(text + offering.from, cursor - offering.from);
	offering.start = text_fold(start);
	offer_kind(app, field, &offering);
	free(offering.start);
	free(start);
}
