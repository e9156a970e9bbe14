/* Words for the commands of records: what there is of an account, and the fields of each. */
#include <string.h>

#include "cmd/act_qbr.h"
#include "cmd/plays.h"
#include "storage/opportunities.h"

struct offering {
	struct ctx *ctx;
	int64_t account;
	void (*each)(void *data, const char *word);
	void *data;
};

static void offer_contacts(const struct offering *offering)
{
	struct contacts list = { 0 };
	struct error ignored;

	if (contact_list(offering->ctx->book, offering->account, offering->ctx->clock, &list, &ignored))
		return;
	for (size_t i = 0; i < list.count; i++)
		offering->each(offering->data, list.items[i].name);
	contacts_clear(&list);
}

static void offer_outcomes(const struct offering *offering)
{
	struct outcomes list = { 0 };
	struct error ignored;

	if (outcome_list(offering->ctx->book, offering->account, INT32_MAX, &list, &ignored))
		return;
	for (size_t i = 0; i < list.count; i++)
		offering->each(offering->data, list.items[i].name);
	outcomes_clear(&list);
}

static void offer_promises(const struct offering *offering)
{
	struct promises list = { 0 };
	struct error ignored;

	if (promise_list(offering->ctx->book, offering->account, offering->ctx->clock, &list, &ignored))
		return;
	for (size_t i = 0; i < list.count; i++)
		offering->each(offering->data, list.items[i].text);
	promises_clear(&list);
}

static void offer_concerns(const struct offering *offering)
{
	struct concerns list = { 0 };
	struct error ignored;

	if (concern_list(offering->ctx->book, offering->account, offering->ctx->clock, &list, &ignored))
		return;
	for (size_t i = 0; i < list.count; i++)
		offering->each(offering->data, list.items[i].text);
	concerns_clear(&list);
}

static void offer_measures(const struct offering *offering)
{
	struct measures list = { 0 };
	struct error ignored;

	if (measure_list(offering->ctx->book, offering->account, NULL, offering->ctx->clock, &list, &ignored))
		return;
	for (size_t i = 0; i < list.count; i++)
		if (measure_is_latest(&list, i))
			offering->each(offering->data, list.items[i].key);
	measures_clear(&list);
}

static void offer_todos(const struct offering *offering)
{
	struct todos list = { 0 };
	struct error ignored;

	if (todo_list(offering->ctx->book, &(struct todo_filter){ .account = offering->account, .all = true },
		      &list, &ignored))
		return;
	for (size_t i = 0; i < list.count; i++)
		offering->each(offering->data, list.items[i].text);
	todos_clear(&list);
}

static void offer_opportunities(const struct offering *offering)
{
	struct opportunities list = { 0 };
	struct error ignored;

	if (opportunity_list(offering->ctx->book, offering->account, INT32_MAX, &list, &ignored))
		return;
	for (size_t i = 0; i < list.count; i++)
		offering->each(offering->data, list.items[i].name);
	opportunities_clear(&list);
}

static void offer_movement_kinds(const struct offering *offering)
{
	for (int i = 0; i < MOVEMENT_KINDS; i++)
		offering->each(offering->data, movement_name((enum movement_kind)i));
}

/* All that can fire: "show" tells of those too that did not. */
static void offer_flags(const struct offering *offering)
{
	const struct playbooks *books;
	struct error ignored;

	if (playbooks_get(offering->ctx->book, &books, &ignored))
		return;
	for (size_t b = 0; b < books->count; b++)
		for (int i = 0; i < books->items[b]->flag_count; i++)
			offering->each(offering->data, books->items[b]->flags[i].key);
}

static const char *const *fields_of(const struct action *action)
{
	switch (action->id) {
	case ACTION_CONTACT:
		return contact_field_names;
	case ACTION_TOUCH:
		return touch_field_names;
	case ACTION_SURVEY:
		return survey_field_names;
	case ACTION_OUTCOME:
		return outcome_field_names;
	case ACTION_PROMISE:
		return promise_field_names;
	case ACTION_CONCERN:
		return concern_field_names;
	case ACTION_MOVEMENT:
		return movement_field_names;
	case ACTION_OPPORTUNITY:
		return opportunity_field_names;
	case ACTION_TODO:
		return todo_field_names;
	default:
		return NULL;
	}
}

static bool offer_fields(const struct action *action, void (*each)(void *data, const char *word), void *data)
{
	const char *const *names = fields_of(action);

	for (const char *const *name = names; name && *name; name++) {
		char *word = xasprintf("%s=", *name);

		each(data, word);
		free(word);
	}
	return names != NULL;
}

bool complete_record(struct ctx *ctx, const struct action *action, const char *kind, const char *const *words,
		     int word_count, void (*each)(void *data, const char *word), void *data)
{
	static const struct {
		const char *kind;
		void (*offer)(const struct offering *offering);
	} kinds[] = {
		{ "CONTACT", offer_contacts },
		{ "OUTCOME", offer_outcomes },
		{ "PROMISE", offer_promises },
		{ "CONCERN", offer_concerns },
		{ "MEASURE", offer_measures },
		{ "TASK", offer_todos },
		{ "FLAG", offer_flags },
		{ "MOVEMENT", offer_movement_kinds },
		{ "OPPORTUNITY", offer_opportunities },
	};
	struct offering offering = { .ctx = ctx, .each = each, .data = data };
	/* "touch ACCOUNT ..." and the like, else "contact VERB ACCOUNT ..." */
	int place = action->id == ACTION_TOUCH ? 0 : 1;
	struct error ignored;

	if (action->id == ACTION_QBR && !strcmp(kind, "WORD")) {
		complete_qbr(ctx, words, word_count, each, data);
		return true;
	}
	if (!strcmp(kind, "FIELD=VALUE"))
		return offer_fields(action, each, data);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(kind, kinds[i].kind) != 0)
			continue;
		if (ctx->book && place < word_count &&
		    !account_find(ctx->book, words[place], &offering.account, &ignored))
			kinds[i].offer(&offering);
		return true;
	}
	return false;
}
