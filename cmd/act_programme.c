/* The organisation's own programme: showing it, filling its statement, rating its growth roadmap. */
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "cmd/out_programme.h"
#include "core/ids.h"
#include "core/text.h"
#include "storage/facts_store.h"

/* What the words name, on one of the programme's tracks. */
struct named {
	const struct programme_part *part;
	int index; /* of a blank or a cell */
	int fitting;
	bool exact;
	struct buf names; /* of all there are, or of those that fit */
};

/* Takes what is exactly so, else counts those that start so. */
static void try_name(struct named *named, const struct programme_part *part, int index, const char *name,
		     const char *folded)
{
	char *other = text_fold(name);
	bool exact = !strcmp(other, folded), fits = !strncmp(other, folded, strlen(folded));

	free(other);
	if (!fits || (named->exact && !exact))
		return;
	if (exact && !named->exact)
		named->fitting = 0;
	named->exact = exact;
	named->part = part;
	named->index = index;
	named->fitting++;
}

static int refuse_name(struct named *named, const char *what, const char *words, struct error *error)
{
	if (!named->names.size)
		return error_set(error, ERROR_NOT_FOUND, "the programme's tracks have no %s", what);
	if (named->fitting > 1)
		return error_set(error, ERROR_AMBIGUOUS, "'%s' fits several: give more of it; there are %s", words,
				 buf_text(&named->names));
	return error_set(error, ERROR_NOT_FOUND, "there is no %s '%s', but %s", what, words,
			 buf_text(&named->names));
}

/* ---- showing ---- */

static int show_programme(struct ctx *ctx, struct error *error)
{
	struct programme programme;
	int status = programme_load(ctx->book, ctx->as_of, &programme, error);

	if (status)
		return -1;
	if (ctx->format == FORMAT_JSON)
		status = out_programme_json(ctx, &programme, error);
	else
		out_programme(ctx, &programme);
	programme_clear(&programme);
	return status;
}

/* ---- filling the statement ---- */

static int find_blank(const struct programme *programme, const char *words, struct named *named,
		      struct error *error)
{
	char *folded = text_fold(words);

	for (size_t i = 0; i < programme->count; i++) {
		const struct programme_part *part = &programme->parts[i];

		for (size_t b = 0; b < part->blanks.count; b++) {
			buf_printf(&named->names, "%s'%s'", named->names.size ? ", " : "", part->blanks.items[b]);
			try_name(named, part, (int)b, part->blanks.items[b], folded);
		}
	}
	free(folded);
	return named->fitting == 1 && *words ? 0 : refuse_name(named, "blank", words, error);
}

static int fill(struct ctx *ctx, const struct programme *programme, const char *words, const char *value,
		struct outcome *outcome, struct error *error)
{
	struct named named = { 0 };
	struct buf sentence = { 0 };
	int status = find_blank(programme, words, &named, error);
	char *field;

	if (!status)
		status = journal_begin(ctx->book, error);
	if (!status) {
		const struct track *track = named.part->detail.track;
		const char *blank = named.part->blanks.items[named.index];

		field = programme_field(track, blank);
		status = account_set_custom(ctx->book, ORGANISATION_ID, field, value, ctx->as_of, NULL, error);
		free(field);
		if (*value)
			buf_printf(&sentence, "filled '%s' of the statement of %s: %s", blank, track->title, value);
		else
			buf_printf(&sentence, "emptied '%s' of the statement of %s", blank, track->title);
		status = ctx_end(ctx, status, "programme", ORGANISATION_ID, buf_text(&sentence), outcome, error);
	}
	if (!status && !outcome->entry)
		outcome_say(outcome, "the blank is so already");
	buf_free(&sentence);
	buf_free(&named.names);
	return status;
}

static int act_fill(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *words = args_word(args, 1), *value = args_word(args, 2);
	struct programme programme;
	int status;

	if (!words || !value)
		return error_set(
			error, ERROR_USAGE,
			"programme: fill which blank with what? fill WORDS VALUE; an empty value empties it");
	if (args_option(args, "note") || args_option(args, "on"))
		return error_set(error, ERROR_USAGE, "programme: fill takes neither --note nor --on");
	if (programme_load(ctx->book, ctx->as_of, &programme, error))
		return -1;
	status = fill(ctx, &programme, words, value, outcome, error);
	programme_clear(&programme);
	return status;
}

/* ---- rating the growth roadmap ---- */

/* By key, else by name; TRACK/KEY will do too. */
static int find_cell(const struct programme *programme, const char *words, struct named *named,
		     const struct cell **out, struct error *error)
{
	const char *slash = strchr(words, '/');
	char *folded = text_fold(slash ? slash + 1 : words);

	*out = NULL;
	for (size_t i = 0; i < programme->count; i++) {
		const struct track *track = programme->parts[i].detail.track;

		for (int s = 0; s < track->stage_count; s++)
			for (int c = 0; c < track->stages[s].cell_count; c++) {
				const struct cell *cell = &track->stages[s].cells[c];
				int before = named->fitting;
				bool exact = named->exact;

				buf_printf(&named->names, "%s%s", named->names.size ? ", " : "", cell->key);
				try_name(named, &programme->parts[i], c, cell->key, folded);
				/* key and name of one cell may both fit: it counts once */
				if (named->fitting == before && named->exact == exact)
					try_name(named, &programme->parts[i], c, cell->name, folded);
				if (named->fitting != before || named->exact != exact)
					*out = cell;
			}
	}
	free(folded);
	return named->fitting == 1 && *words ? 0 : refuse_name(named, "cell", words, error);
}

static int read_rating(const char *text, int *value, struct error *error)
{
	*value = -1;
	if (!strcmp(text, "none"))
		return 0;
	if (text[0] < '0' || text[0] > '0' + CELL_MAX || text[1])
		return error_set(
			error, ERROR_USAGE,
			"programme: '%s' is no rating: 0 not there, 1 begun, 2 mostly, 3 in place, or none", text);
	*value = text[0] - '0';
	return 0;
}

static int rate(struct ctx *ctx, const struct programme *programme, const char *words, struct cell_write *write,
		struct outcome *outcome, struct error *error)
{
	struct named named = { 0 };
	struct buf sentence = { 0 };
	const struct cell *cell;
	int status = find_cell(programme, words, &named, &cell, error);

	if (!status)
		status = journal_begin(ctx->book, error);
	if (!status) {
		write->cell = cell->id;
		status = cell_rate(ctx->book, write, NULL, error);
		if (write->value >= 0)
			buf_printf(&sentence, "rated %s of the growth roadmap %d, %s", cell->name, write->value,
				   cell_rating_name(write->value));
		else
			buf_printf(&sentence, "took the rating of %s in the growth roadmap away", cell->name);
		status = ctx_end(ctx, status, "programme", ORGANISATION_ID, buf_text(&sentence), outcome, error);
	}
	if (!status && !outcome->entry)
		outcome_say(outcome, "the cell is rated so already");
	buf_free(&sentence);
	buf_free(&named.names);
	return status;
}

static int rate_field(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct cell_write write = { .who = ctx->who, .note = args_option(args, "note") };
	const char *words = args_word(args, 1), *value = args_word(args, 2);
	struct programme programme;
	int status;

	if (!words || !value)
		return error_set(error, ERROR_USAGE, "programme: rate which cell how? rate CELL 0|1|2|3|none");
	if (read_rating(value, &write.value, error) || ctx_on(ctx, args, &write.on, error) ||
	    programme_load(ctx->book, ctx->as_of, &programme, error))
		return -1;
	status = rate(ctx, &programme, words, &write, outcome, error);
	programme_clear(&programme);
	return status;
}

int act_programme(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *verb = args_word(args, 0);
	int status;

	outcome->account = ORGANISATION_ID;
	if (!verb || !strcmp(verb, "show")) {
		if (args_word(args, 1))
			return error_set(error, ERROR_USAGE, "programme: '%s' is one word too many",
					 args_word(args, 1));
		return show_programme(ctx, error);
	}
	status = strcmp(verb, "fill") != 0 ? rate_field(ctx, args, outcome, error)
					   : act_fill(ctx, args, outcome, error);
	return !status && ctx->format == FORMAT_JSON ? show_programme(ctx, error) : status;
}
