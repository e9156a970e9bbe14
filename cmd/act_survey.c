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
	if (from && *from && contact_find(recording->ctx, recording->account, from, &write->contact, NULL, error))
		return error_prefix(error, "--from");
	write->on = recording->on;
	write->comment = args_option(args, "comment");
	return 0;
}

static json_t *record(struct recording *recording, struct error *error)
{
	struct surveys list = { 0 };
	json_t *object = NULL;

	if (survey_list(recording->ctx->book, recording->account, recording->ctx->clock, &list, error))
		return NULL;
	for (size_t i = 0; i < list.count && !object; i++)
		if (list.items[i].id == recording->id)
			object = out_json_survey(&list.items[i]);
	surveys_clear(&list);
	return object ? object : json_null();
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
	return recording_change(recording, write_new, &write, record, error);
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

/* ---- list ---- */

static int list(struct recording *recording, struct error *error)
{
	struct ctx *ctx = recording->ctx;
	struct surveys surveys = { 0 };
	json_t *array = json_array();

	if (recording_words(recording, 0, 0, "nothing", error) ||
	    survey_list(ctx->book, recording->account, ctx->as_of, &surveys, error)) {
		json_decref(array);
		return -1;
	}
	for (size_t i = 0; i < surveys.count; i++)
		json_array_append_new(array, out_json_survey(&surveys.items[i]));
	if (ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (surveys.count)
		print_surveys(ctx, &surveys);
	else
		outcome_say(recording->outcome, "no survey was answered; waymark survey add ACCOUNT nps SCORE "
						"records one");
	json_decref(array);
	surveys_clear(&surveys);
	return 0;
}

int act_survey(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct recording recording;
	int status;

	if (recording_start(&recording, ctx, args, "survey", outcome, error))
		return -1;
	if (recording_is(&recording, "list"))
		status = list(&recording, error);
	else if (recording_is(&recording, "add"))
		status = add(&recording, error);
	else
		status = remove_one(&recording, error);
	buf_free(&recording.sentence);
	return status;
}
