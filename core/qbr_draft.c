/* The draft of an agenda: its sections in order, each from what the records have to say to it. */
#include <stdlib.h>
#include <string.h>

#include "core/qbr_private.h"

static void draft_goal(const struct qbr_input *input, struct agenda *out)
{
	if (qbr_filled(input->definition_of_success))
		qbr_add(out, QBR_GOAL, QBR_CUSTOMER, xstrdup("goal"), xstrdup(input->definition_of_success))
			->source = xstrdup("definition of success");
	else
		qbr_add(out, QBR_GOAL, QBR_INTERNAL, xstrdup("goal/missing"),
			xstrdup("No definition of success is written down: ask what result they came for"));
	if (qbr_filled(input->success_measure))
		qbr_add(out, QBR_GOAL, QBR_CUSTOMER, xstrdup("goal/measure"),
			xasprintf("Measured by: %s", input->success_measure))
			->source = xstrdup("measure of success");
	else if (qbr_filled(input->definition_of_success))
		qbr_add(out, QBR_GOAL, QBR_INTERNAL, xstrdup("goal/measure/missing"),
			xstrdup("No measure of success is written down: ask how they will know"));
	qbr_draft_outcome_goals(input, out);
}

static int by_key(const void *a, const void *b)
{
	struct qbr_item *const *left = a, *const *right = b;
	int order = strcmp((*left)->key, (*right)->key);

	return order ? order : (*left > *right) - (*left < *right);
}

/* Keys are made of names of others (scorecards, measures): two that came out alike are told apart in their order. */
static void keep_keys_apart(struct agenda *agenda)
{
	struct qbr_item **items = xcalloc(agenda->count + 1, sizeof *items);
	int nth = 1;

	for (size_t i = 0; i < agenda->count; i++)
		items[i] = &agenda->items[i];
	qsort(items, agenda->count, sizeof *items, by_key);
	for (size_t i = 1, first = 0; i < agenda->count; i++) {
		char *key;

		if (strcmp(items[i]->key, items[first]->key) != 0) {
			first = i;
			nth = 1;
			continue;
		}
		do
			key = xasprintf("%s#%d", items[first]->key, ++nth);
		while (agenda_find(agenda, key) && (free(key), true));
		free(items[i]->key);
		items[i]->key = key;
	}
	free(items);
}

static void set_ranks(struct agenda *agenda)
{
	int rank = 0;

	for (size_t i = 0; i < agenda->count; i++) {
		if (i && agenda->items[i].section != agenda->items[i - 1].section)
			rank = 0;
		agenda->items[i].rank = rank += 1000;
	}
}

void qbr_draft(const struct qbr_input *input, struct agenda *out)
{
	out->review = input->review;
	out->last_review = input->last_review;
	out->next_review = input->next_review;
	out->held = DAY_NONE;
	qbr_draft_actions(input, out);
	draft_goal(input, out);
	qbr_draft_achieved(input, out);
	qbr_draft_value(input, out);
	qbr_draft_promises(input, out);
	qbr_draft_voice(input, out);
	qbr_draft_risks(input, out);
	qbr_draft_ahead(input, out);
	qbr_draft_ask(input, out);
	qbr_draft_decisions(input, out);
	keep_keys_apart(out);
	set_ranks(out);
}
