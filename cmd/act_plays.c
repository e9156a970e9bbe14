/* Plays: which file does what, and naming one. */
#include <string.h>

#include "cmd/act_plays.h"

const struct play_template *plays_template(struct ctx *ctx, const char *typed, struct error *error)
{
	const struct play_template *found = NULL;
	struct record_list names = { 0 };
	const struct playbooks *books;
	size_t at;

	if (playbooks_get(ctx->book, &books, error))
		return NULL;
	for (size_t b = 0; b < books->count; b++)
		for (int i = 0; i < books->items[b]->play_count; i++) {
			const struct play_template *play = &books->items[b]->plays[i];

			if (playbooks_play(books, play->key) == play)
				record_list_add(&names, 0, play->key, play->title, NULL);
		}
	if (!names.count)
		error_set(error, ERROR_NOT_FOUND,
			  "the book has no plays; waymark plays load FILE takes a playbook in");
	else if (!record_pick("play", typed, &names, &at, error))
		found = playbooks_play(books, names.items[at].name);
	record_list_clear(&names);
	return found;
}

/* By its title; of two that share theirs, as the preparations of two reviews do, its id and day first. Yours. */
static char *play_label(const struct plays *plays, size_t at)
{
	const struct play *play = &plays->items[at];
	char day[DATE_SIZE];

	for (size_t i = 0; i < plays->count; i++)
		if (i != at && !strcmp(plays->items[i].title, play->title))
			return xasprintf("#%lld of %s, %s", (long long)play->id, date_format(play->opened, day),
					 play->title);
	return xstrdup(play->title);
}

int plays_pick(const struct plays *plays, const char *typed, size_t *index, struct error *error)
{
	struct record_list names = { 0 };
	int status;

	for (size_t i = 0; i < plays->count; i++) {
		char *label = play_label(plays, i);

		record_list_add(&names, plays->items[i].id, label, plays->items[i].template, NULL);
		free(label);
	}
	status = record_pick("play", typed, &names, index, error);
	record_list_clear(&names);
	return status;
}

static const struct action_verb verbs[] = {
	{ "list", "an ACCOUNT or nothing", 1, 2, plays_list_them },
	{ "show", "a PLAY, or an ACCOUNT and a PLAY", 2, 3, plays_show },
	{ "open", "an ACCOUNT and a PLAY", 3, 3, plays_open },
	{ "close", "an ACCOUNT and a PLAY", 3, 3, plays_close },
	{ "reopen", "an ACCOUNT and a PLAY", 3, 3, plays_reopen },
	{ "assess", "nothing", 1, 1, plays_assessed },
	{ "templates", "nothing", 1, 1, plays_templates },
	{ "check", "a FILE or several", 2, 1000, plays_check },
	{ "load", "a FILE or the id of a shipped playbook", 2, 2, plays_load },
	{ "export", "a playbook's id and perhaps a FILE", 2, 3, plays_export },
	{ "drop", "a playbook's id", 2, 2, plays_drop },
};

static int refuse_option(const struct args *args, const char *option, const char *verb, struct error *error)
{
	if (!args_option(args, option) || !strcmp(args_word(args, 0), verb))
		return 0;
	return error_set(error, ERROR_USAGE, "--%s is for \"plays %s\"", option, verb);
}

int act_plays(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	if (refuse_option(args, "outcome", "close", error) || refuse_option(args, "note", "close", error) ||
	    refuse_option(args, "all", "list", error))
		return -1;
	return verb_run(verbs, "plays", ctx, args, outcome, error);
}
