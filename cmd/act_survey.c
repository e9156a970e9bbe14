/* Surveys: what contacts answered, NPS and CSAT. */
#include <stdlib.h>
#include <string.h>

#include "cmd/records.h"
#include "storage/records.h"

enum { KIND, SCORE, OF, FROM, ON, COMMENT, FIELDS };
static const char *const names[] = { "kind", "score", "of", "from", "on", "comment", NULL };
const char *const *const survey_field_names = names;

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

static const char *title(enum survey_kind kind)
{
	return kind == SURVEY_NPS ? "NPS" : "CSAT";
}

/* "2026-11-02 NPS 9: saves a day" */
static char *survey_name(const struct survey *survey)
{
	char day[DATE_SIZE];

	return xasprintf("%s %s %d%s%s", date_format(survey->on, day), title(survey->kind), survey->score,
			 survey->comment ? ": " : "", survey->comment ? survey->comment : "");
}

/* A second answer would take the place of the first, comment and all. The same again changes nothing. */
static int refuse_second(struct recording *recording, const struct survey_write *write, int64_t but,
			 struct error *error)
{
	int taken = survey_is_taken(recording->ctx->book, recording->account, write, error);
	struct surveys list = { 0 };
	char day[DATE_SIZE];
	int status;

	if (taken <= 0)
		return taken;
	status = survey_list(recording->ctx->book, recording->account, recording->ctx->clock, &list, error);
	for (size_t i = 0; !status && i < list.count; i++) {
		const struct survey *held = &list.items[i];

		if (held->id == but || held->contact != write->contact || held->on != write->on ||
		    held->kind != write->kind)
			continue;
		if (!but && held->score == write->score && held->scale == write->scale &&
		    !strcmp(held->comment ? held->comment : "", write->comment ? write->comment : ""))
			continue;
		status = error_set(
			error, ERROR_INPUT,
			"%s answered %s %d of %d on %s already; waymark survey set ACCOUNT '#%lld' score=%d "
			"changes it",
			held->contact_name, title(held->kind), held->score, held->scale, date_format(held->on, day),
			(long long)held->id, write->score);
	}
	surveys_clear(&list);
	return status;
}

static int read_surveys(struct recording *recording, day_t as_of, bool print, struct record_list *out,
			struct error *error)
{
	struct surveys list = { 0 };

	if (survey_list(recording->ctx->book, recording->account, as_of, &list, error))
		return -1;
	for (size_t i = 0; i < list.count; i++) {
		char *name = survey_name(&list.items[i]);

		record_list_add(out, list.items[i].id, name, list.items[i].contact_name,
				out_json_survey(&list.items[i]));
		free(name);
	}
	if (print && list.count)
		print_surveys(recording->ctx, &list);
	surveys_clear(&list);
	return 0;
}

/* ---- add ---- */

static int write_new(struct recording *recording, void *data, struct error *error)
{
	const struct survey_write *write = data;

	if (refuse_second(recording, write, 0, error))
		return -1;
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

/* ---- set ---- */

struct survey_change {
	const struct survey *was;
	struct survey_write write;
	const char *given[FIELDS];
};

static int parse_change(struct recording *recording, struct survey_change *change, struct error *error)
{
	struct survey_write *write = &change->write;
	const char **given = change->given;

	if (record_fields(recording, 3, names, given, error) ||
	    (given[SCORE] && parse_number("score", given[SCORE], &write->score, error)))
		return -1;
	if (given[KIND] && !survey_kind_from_name(given[KIND], &write->kind))
		return error_set(error, ERROR_INPUT, "kind: '%s' is neither nps nor csat", given[KIND]);
	if (given[KIND] && write->kind != change->was->kind)
		write->scale = write->kind == SURVEY_NPS ? NPS_SCALE : 5;
	if (given[OF] && parse_number("of", given[OF], &write->scale, error))
		return -1;
	if (given[FROM])
		write->contact = 0;
	if (given[FROM] && *given[FROM] &&
	    contact_find(recording->ctx, recording->account, given[FROM], &write->contact, NULL, error))
		return error_prefix(error, "from");
	write->comment = given[COMMENT] ? given[COMMENT] : write->comment;
	return given[ON] ? record_past_day(recording->ctx, "on", given[ON], &write->on, error) : 0;
}

static int write_change(struct recording *recording, void *data, struct error *error)
{
	struct survey_change *change = data;
	const struct survey *was = change->was;
	char day[DATE_SIZE];

	if (refuse_second(recording, &change->write, was->id, error))
		return -1;
	buf_str(&recording->sentence, "set ");
	record_say_fields(&recording->sentence, names, change->given, FIELDS);
	buf_printf(&recording->sentence, " of an answer from {a:%lld}: %s %d of %d on %s",
		   (long long)recording->account, title(was->kind), was->score, was->scale,
		   date_format(was->on, day));
	return survey_change(recording->ctx->book, recording->account, was, &change->write, &recording->id, error);
}

static int set_one(struct recording *recording, const struct survey *was, struct error *error)
{
	struct survey_change change = { .was = was,
					.write = { .on = was->on,
						   .kind = was->kind,
						   .score = was->score,
						   .scale = was->scale,
						   .contact = was->contact,
						   .comment = was->comment } };

	if (parse_change(recording, &change, error))
		return -1;
	return recording_change(recording, write_change, &change, record_now, error);
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

static int remove_described(struct recording *recording, struct error *error)
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

/* One that is named: "#ID", its day, what was said. */
static int change_named(struct recording *recording, struct error *error)
{
	bool set = recording_is(recording, "set");
	struct surveys list = { 0 };
	char *name = NULL;
	int status;

	if (recording_words(recording, set ? 2 : 1, set ? 99 : 1, "an answer (#ID or its day) and FIELD=VALUE",
			    error) ||
	    record_find(recording, args_word(recording->args, 2), &name, error))
		return -1;
	free(name);
	status = survey_list(recording->ctx->book, recording->account, recording->ctx->clock, &list, error);
	for (size_t i = 0; !status && i < list.count; i++)
		if (list.items[i].id == recording->id) {
			status = set ? set_one(recording, &list.items[i], error)
				     : recording_change(recording, write_removal, &list.items[i], NULL, error);
			break;
		}
	surveys_clear(&list);
	return status;
}

static int change_one(struct recording *recording, struct error *error)
{
	enum survey_kind kind;
	const char *word = args_word(recording->args, 2);

	if (recording_is(recording, "set") || (word && !survey_kind_from_name(word, &kind)))
		return change_named(recording, error);
	return remove_described(recording, error);
}

static const struct record_noun noun = {
	.name = "survey",
	.article = "a",
	.empty = "no survey was answered; waymark survey add ACCOUNT nps SCORE records one",
	.read = read_surveys,
	.add = add,
	.change = change_one,
};

int act_survey(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	return record_act(&noun, ctx, args, outcome, error);
}
