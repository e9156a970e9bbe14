/* What may stand at the end of a line: commands, options, names from the book. */
#include <stdlib.h>
#include <string.h>

#include "cmd/fields.h"
#include "cmd/numbers.h"
#include "cmd/records.h"
#include "core/text.h"
#include "core/ids.h"
#include "storage/plays.h"
#include "storage/scorecards.h"
#include "storage/programme.h"

#define NAMES_MAX 200

struct completion {
	struct ctx *ctx;
	const struct action *action;
	struct args_spec spec;
	const char *words[ARGS_MAX_POSITIONAL + 2]; /* positionals before the last word */
	int word_count;
	const char *last; /* what is there of it */
	void (*each)(void *data, const char *word);
	void *data;
};

static void offer(struct completion *completion, const char *word)
{
	if (!strncmp(word, completion->last, strlen(completion->last)))
		completion->each(completion->data, word);
}

/* Each of a|b|c. */
static void offer_choices(struct completion *completion, const char *choices)
{
	for (const char *p = choices; *p;) {
		const char *end = strchrnul(p, '|');
		char *choice = xstrndup(p, (size_t)(end - p));

		offer(completion, choice);
		free(choice);
		p = end + (*end == '|');
	}
}

static bool offer_account(void *data, const char *name)
{
	struct completion *completion = data;

	completion->each(completion->data, name); /* it fits, letter case aside */
	return true;
}

static void offer_accounts(struct completion *completion)
{
	struct error ignored;

	if (account_complete(completion->ctx->book, completion->last, NAMES_MAX, offer_account, completion,
			     &ignored))
		return;
	if (*completion->last == '@')
		offer(completion, ORGANISATION_NAME);
}

static void offer_tracks(struct completion *completion)
{
	struct ids tracks = { 0 };
	struct error ignored;
	const struct track *track;

	if (!track_list(completion->ctx->book, &tracks, &ignored))
		for (size_t i = 0; i < tracks.count; i++)
			if (!track_get(completion->ctx->book, tracks.items[i], &track, &ignored))
				offer(completion, track->key);
	vec_free(&tracks);
}

/* Milestones or stages of the tracks of the account that the first word names. */
static void offer_of_account(struct completion *completion, bool stages, const char *suffix)
{
	struct ctx *ctx = completion->ctx;
	struct ids tracks = { 0 };
	struct error ignored;
	const struct track *track;
	int64_t account;

	if (!completion->word_count || account_find(ctx->book, completion->words[0], &account, &ignored) ||
	    ctx_tracks(ctx, account, &tracks, &ignored)) {
		vec_free(&tracks);
		return;
	}
	for (size_t t = 0; t < tracks.count; t++) {
		if (track_get(ctx->book, tracks.items[t], &track, &ignored))
			continue;
		for (int i = 0; i < (stages ? track->stage_count : track->milestone_count); i++) {
			char *word = xasprintf("%s%s", stages ? track->stages[i].key : track->milestones[i].key,
					       suffix);

			offer(completion, word);
			free(word);
		}
	}
	vec_free(&tracks);
}

/* "launch.1": the characteristics of the account's tracks. */
static void offer_marks(struct completion *completion)
{
	struct ctx *ctx = completion->ctx;
	struct ids tracks = { 0 };
	struct error ignored;
	const struct track *track;
	int64_t account;

	if (!completion->word_count || account_find(ctx->book, completion->words[0], &account, &ignored) ||
	    ctx_tracks(ctx, account, &tracks, &ignored)) {
		vec_free(&tracks);
		return;
	}
	for (size_t t = 0; t < tracks.count; t++) {
		if (track_get(ctx->book, tracks.items[t], &track, &ignored))
			continue;
		for (int s = 0; s < track->stage_count; s++)
			for (int c = 0; track->stages[s].characteristics[c]; c++) {
				char *word = xasprintf("%s.%d", track->stages[s].key, c + 1);

				offer(completion, word);
				free(word);
			}
	}
	vec_free(&tracks);
}

static void offer_titles(struct completion *completion)
{
	struct documents documents;
	struct error ignored;

	if (document_list(completion->ctx->book, &documents, &ignored))
		return;
	for (size_t i = 0; i < documents.count; i++)
		offer(completion, documents.items[i].title);
	documents_clear(&documents);
}

/* What "programme fill" and "programme rate" are about. */
static void offer_programme_words(struct completion *completion)
{
	bool fill = completion->word_count && !strcmp(completion->words[0], "fill");
	bool rate = completion->word_count && !strcmp(completion->words[0], "rate");
	struct programme programme;
	struct error ignored;

	if (!(fill || rate) || programme_load(completion->ctx->book, completion->ctx->as_of, &programme, &ignored))
		return;
	for (size_t i = 0; i < programme.count; i++) {
		const struct programme_part *part = &programme.parts[i];
		const struct track *track = part->detail.track;

		for (size_t b = 0; fill && b < part->blanks.count; b++)
			offer(completion, part->blanks.items[b]);
		for (int s = 0; rate && s < track->stage_count; s++)
			for (int c = 0; c < track->stages[s].cell_count; c++)
				offer(completion, track->stages[s].cells[c].key);
	}
	programme_clear(&programme);
}

static void offer_fields(struct completion *completion)
{
	if (completion->action->id == ACTION_DOCUMENT) {
		offer_choices(completion, "text=|link=|owner=|critical=|holders=|frees=|only=");
		return;
	}
	for (int i = 0; i < FIELD_COUNT; i++) {
		char *word;

		if (i == FIELD_EXTERNAL_ID && completion->action->id != ACTION_ADD)
			continue;
		word = xasprintf("%s%s", field_name((enum field)i), i == FIELD_CUSTOM ? "" : "=");
		offer(completion, word);
		free(word);
	}
}

static void offer_columns(struct completion *completion, const char *suffix)
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		char *word = xasprintf("%s%s", column_info((enum column)i)->key, suffix);

		offer(completion, word);
		free(word);
	}
}

static void offer_kinds(struct completion *completion)
{
	if (completion->action->id == ACTION_TOUCH) {
		offer_choices(completion, "call|mail|meeting|visit|list|set|remove");
		return;
	}
	offer_choices(completion, "accounts|answers|touches|movements|contacts|surveys|measures|promises|outcomes|"
				  "concerns|overrides|opportunities|costs|subscriptions");
}

static void offer_actions(struct completion *completion)
{
	for (int i = 0; i < ACTION_COUNT; i++)
		offer(completion, action_info((enum action_id)i)->name);
}

/* The words after "track VERB". Files are for the shell to offer. */
static void offer_track_words(struct completion *completion)
{
	const char *verb = completion->word_count ? completion->words[0] : "";
	bool of_account = !strcmp(verb, "assign") || !strcmp(verb, "add") || !strcmp(verb, "drop");

	if (!completion->ctx->book || completion->word_count > (of_account ? 2 : 1))
		return;
	if (!strcmp(verb, "show") || !strcmp(verb, "export") || !strcmp(verb, "load") ||
	    (of_account && completion->word_count == 2))
		offer_tracks(completion);
	else if (of_account)
		offer_accounts(completion);
}

/* The words after "scorecard VERB": those of the book. Files are for the shell to offer. */
static void offer_scorecards(struct completion *completion)
{
	struct stored_cards cards = { 0 };
	struct error ignored;

	if (completion->word_count != 1 || !completion->ctx->book ||
	    scorecard_list(completion->ctx->book, &cards, &ignored)) {
		stored_cards_free(&cards);
		return;
	}
	for (size_t i = 0; i < cards.count; i++)
		offer(completion, cards.items[i].key);
	offer(completion, "default");
	stored_cards_free(&cards);
}

/* The words after "plays VERB": an account and a play of it, or a template. Files are for the shell to offer. */
static void offer_plays(struct completion *completion)
{
	const char *verb = completion->word_count ? completion->words[0] : "";
	bool of_account = !strcmp(verb, "list") || !strcmp(verb, "show") || !strcmp(verb, "open") ||
			  !strcmp(verb, "close") || !strcmp(verb, "reopen");
	const struct playbooks *books;
	struct error ignored;

	if (!completion->ctx->book || playbooks_get(completion->ctx->book, &books, &ignored))
		return;
	if (of_account && completion->word_count == 1)
		offer_accounts(completion);
	for (size_t b = 0; b < books->count; b++) {
		const struct playbook *playbook = books->items[b];

		if (completion->word_count == 1 && (!strcmp(verb, "export") || !strcmp(verb, "drop")))
			offer(completion, playbook->key);
		for (int i = 0; of_account && i < playbook->play_count; i++)
			if (completion->word_count == 2 || !strcmp(verb, "show"))
				offer(completion, playbook->plays[i].key);
	}
}

/* Names of records fit letter case aside. */
static void offer_record(void *data, const char *word)
{
	struct completion *completion = data;
	char *folded = text_fold(word), *typed = text_fold(completion->last);

	if (!strncmp(folded, typed, strlen(typed)))
		completion->each(completion->data, word);
	free(folded);
	free(typed);
}

/* Pages, and after "open" and a page or a quarter the figures of retention. */
static void offer_numbers(struct completion *completion)
{
	int count = completion->word_count;
	bool opens = count && !strcmp(completion->words[0], "open");

	if (!count)
		offer_choices(completion, "open|define|report");
	if (!count || (count == 1 && (opens || !strcmp(completion->words[0], "define"))))
		for (int i = 0; i < numbers_page_count; i++)
			offer(completion, numbers_pages[i].name);
	if (opens && count == 2 &&
	    (!numbers_page_find(completion->words[1]) || !strcmp(completion->words[1], "retention"))) {
		for (int i = 0; i < FIGURE_COUNT; i++)
			offer(completion, number_figure_key((enum number_figure)i));
		for (int i = 0; i < RATE_COUNT; i++)
			offer(completion, number_rate_key((enum number_rate)i));
	}
	if (!opens)
		offer_columns(completion, "=");
}

/* By the kind of value that the table names. */
static void offer_values(struct completion *completion, const char *kind)
{
	bool book = completion->ctx->book != NULL;

	if (completion->action->id == ACTION_TRACK)
		offer_track_words(completion);
	else if (completion->action->id == ACTION_SCORECARD)
		offer_scorecards(completion);
	else if (completion->action->id == ACTION_PLAYS)
		offer_plays(completion);
	else if (completion->action->id == ACTION_NUMBERS && (!strncmp(kind, "PAGE", 4) || !strcmp(kind, "FILTER")))
		offer_numbers(completion);
	else if (complete_record(completion->ctx, completion->action, kind, completion->words,
				 completion->word_count, offer_record, completion))
		return;
	else if (!strcmp(kind, "ACCOUNT") && book)
		offer_accounts(completion);
	else if (!strcmp(kind, "MILESTONE") && book)
		offer_of_account(completion, false, "");
	else if (!strcmp(kind, "MILESTONE=ANSWER") && book)
		offer_of_account(completion, false, "=yes");
	else if (!strcmp(kind, "MARK") && book)
		offer_marks(completion);
	else if (!strcmp(kind, "TITLE") && book)
		offer_titles(completion);
	else if (!strcmp(kind, "WORD") && book)
		offer_programme_words(completion);
	else if (!strcmp(kind, "VALUE") && completion->word_count && !strcmp(completion->words[0], "rate"))
		offer_choices(completion, "0|1|2|3|none");
	else if (!strcmp(kind, "STAGE") && book)
		offer_of_account(completion, true, "");
	else if (!strcmp(kind, "TRACK") && book)
		offer_tracks(completion);
	else if (!strcmp(kind, "FIELD=VALUE"))
		offer_fields(completion);
	else if (!strcmp(kind, "FILTER"))
		offer_columns(completion, "=");
	else if (!strcmp(kind, "KEY"))
		offer_columns(completion, "");
	else if (!strcmp(kind, "CALL") && completion->word_count == 2 && !strcmp(completion->words[0], "call"))
		offer_choices(completion, "renew|shrink|lose|unsure");
	else if (!strcmp(kind, "PURPOSE"))
		offer_choices(completion, "acquisition|retention|expansion|upsell");
	else if (!strcmp(kind, "KIND"))
		offer_kinds(completion);
	else if (!strcmp(kind, "COMMAND"))
		offer_actions(completion);
	else if (!strcmp(kind, "DATE"))
		offer_choices(completion, "today|yesterday");
}

/* ---- where the last word stands ---- */

static const struct arg_spec *option_of(const struct args_spec *spec, const char *word)
{
	if (strncmp(word, "--", 2))
		return NULL;
	for (int i = 0; i < spec->option_count; i++)
		if (!strcmp(word + 2, spec->options[i].name))
			return &spec->options[i];
	return NULL;
}

/* Collects the positionals; returns the option whose value the last word is, if any. */
static const struct arg_spec *walk(struct completion *completion, int argc, char *const *argv, bool *ended)
{
	int most = (int)(sizeof completion->words / sizeof *completion->words);

	*ended = false;
	for (int i = 1; i < argc - 1; i++) {
		const struct arg_spec *option = *ended ? NULL : option_of(&completion->spec, argv[i]);

		if (!*ended && !strcmp(argv[i], "--"))
			*ended = true;
		else if (option && *option->value && ++i == argc - 1)
			return option;
		else if (!option && (*ended || *argv[i] != '-') && completion->word_count < most)
			completion->words[completion->word_count++] = argv[i];
	}
	return NULL;
}

static void offer_options(struct completion *completion)
{
	for (int i = 0; i < completion->spec.option_count; i++) {
		char *word = xasprintf("--%s", completion->spec.options[i].name);

		offer(completion, word);
		free(word);
	}
}

static void offer_positional(struct completion *completion)
{
	const struct args_spec *spec = &completion->spec;
	int index = completion->word_count;

	if (index >= spec->positional_count) {
		index = spec->positional_count - 1;
		if (index < 0 || !spec->positional[index].repeated)
			return;
	}
	if (*spec->positional[index].choices)
		offer_choices(completion, spec->positional[index].choices);
	else
		offer_values(completion, spec->positional[index].name);
}

void action_complete(struct ctx *ctx, int argc, char *const *argv, void (*each)(void *data, const char *word),
		     void *data)
{
	struct completion completion = { .ctx = ctx, .each = each, .data = data };
	const struct arg_spec *option;
	bool ended;

	completion.last = argc > 0 ? argv[argc - 1] : "";
	if (argc <= 1) {
		offer_actions(&completion);
		return;
	}
	completion.action = action_find(argv[0]);
	if (!completion.action)
		return;
	args_spec_parse(completion.action->arguments, &completion.spec);
	option = walk(&completion, argc, argv, &ended);
	if (option && *option->choices)
		offer_choices(&completion, option->choices);
	else if (option)
		offer_values(&completion, option->value);
	else if (!ended && *completion.last == '-')
		offer_options(&completion);
	else
		offer_positional(&completion);
}
