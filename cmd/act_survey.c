/* Surveys: what contacts answered, NPS and CSAT. */
#include <stdlib.h>
#include <string.h>

#include "cmd/records.h"

static int parse_number(const char *what, const char *text, int *number, struct error *error)
{
	char *end;
	long read = strtol(text, &end, 10);

	if (!*text || *end || read < -1000 || read > 1000000)
		return error_set(error, ERROR_INPUT, "%s: '%s' is no whole number", what, text);
	*number = (int)read;
	return 0;
}

/* The answer that the words describe: kind, score, scale, contact. */
static int parse(struct recording *recording, struct survey_write *write, struct error *error)
{
	const struct args *args = recording->args;
	const char *from = args_option(args, "from"), *scale = args_option(args, "of");

	if (recording_words(recording, 2, 2, "nps or csat, and a score", error) ||
	    parse_number("score", args_word(args, 3), &write->score, error))
		return -1;
	if (!survey_kind_from_name(args_word(args, 2), &write->kind))
		return error_set(error, ERROR_USAGE, "survey: '%s' is neither nps nor csat", args_word(args, 2));
	write->scale = write->kind == SURVEY_NPS ? NPS_SCALE : 5;
	if (scale && parse_number("--of", scale, &write->scale, error))
		return -1;
	/* as an import takes it: without a word CSAT is asked from 1 to 5 */
	if (!scale && write->kind == SURVEY_CSAT && write->score == 0)
		return error_set(error, ERROR_INPUT,
				 "csat: 0 is not on the scale of 1 to 5; where it was asked from 0, say --of 5");
	if (from && *from && contact_find(recording->ctx, recording->account, from, &write->contact, NULL, error))
		return error_prefix(error, "--from");
	write->on = recording->on;
	write->comment = args_option(args, "comment");
	return 0;
}

static int read_surveys(struct recording *recording, day_t as_of, bool print, struct record_list *out,
			struct error *error)
{
	struct surveys list = { 0 };

	if (survey_list(recording->ctx->book, recording->account, as_of, &list, error))
		return -1;
	for (size_t i = 0; i < list.count; i++)
		record_list_add(out, list.items[i].id, NULL, NULL, out_json_survey(&list.items[i]));
	if (print && list.count)
		print_surveys(recording->ctx, &list);
	surveys_clear(&list);
	return 0;
}

static const char *title(enum survey_kind kind)
{
	return kind == SURVEY_NPS ? "NPS" : "CSAT";
}

/* ---- add ---- */

static int write_new(struct recording *recording, void *data, struct error *error)
{
	const struct survey_write *write = data;

	buf_printf(&recording->sentence, "recorded an answer from {a:%lld}: %s %d of %d",
		   (long long)recording->account, title(write->kind), write->score, write->scale);
	return survey_add(recording->ctx->book, recording->account, write, &recording->id, NULL, error);
}

static int add(struct recording *recording, struct error *error)
{
	struct survey_write write = { 0 };

	if (parse(recording, &write, error))
		return -1;
	return recording_change(recording, write_new, &write, record_now, error);
}

/* ---- remove ---- */

static bool describes(const struct recording *recording, const struct survey_write *write,
		      const struct survey *survey)
{
	const struct args *args = recording->args;
	const char *id = args_option(args, "id");

	if (id)
		return strtoll(id + (*id == '#'), NULL, 10) == survey->id;
	return survey->kind == write->kind && survey->score == write->score &&
	       (!args_option(args, "on") || survey->on == write->on) &&
	       (!args_option(args, "from") || survey->contact == write->contact) &&
	       (!args_option(args, "of") || survey->scale == write->scale);
}

static int write_removal(struct recording *recording, void *data, struct error *error)
{
	const struct survey *survey = data;
	char day[DATE_SIZE];

	buf_printf(&recording->sentence, "removed an answer from {a:%lld}: %s %d of %d on %s",
		   (long long)recording->account, title(survey->kind), survey->score, survey->scale,
		   date_format(survey->on, day));
	return survey_remove(recording->ctx->book, recording->account, survey->on, survey->id, NULL, error);
}

static int remove_one(struct recording *recording, struct error *error)
{
	struct survey_write write = { 0 };
	struct surveys list = { 0 };
	size_t found = 0, at = 0;
	int status;

	if ((!args_option(recording->args, "id") && parse(recording, &write, error)) ||
	    survey_list(recording->ctx->book, recording->account, recording->ctx->clock, &list, error))
		return -1;
	for (size_t i = 0; i < list.count; i++)
		if (describes(recording, &write, &list.items[i])) {
			at = i;
			found++;
		}
	if (!found)
		status = error_set(error, ERROR_NOT_FOUND,
				   "the account has no such answer; waymark survey list shows those it has");
	else if (found > 1)
		status = error_set(error, ERROR_AMBIGUOUS,
				   "%zu answers are so; say which with --on, --from, or --id as survey list --json "
				   "shows it",
				   found);
	else
		status = recording_change(recording, write_removal, &list.items[at], NULL, error);
	surveys_clear(&list);
	return status;
}

static const struct record_noun noun = {
	.name = "survey",
	.article = "a",
	.empty = "no survey was answered; waymark survey add ACCOUNT nps SCORE records one",
	.read = read_surveys,
	.add = add,
	.change = remove_one,
};

int act_survey(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return record_act(&noun, ctx, args, outcome, error);
}
