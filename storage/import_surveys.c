/*
 * Surveys. Four things are called NPS: answers of 0 to 10, answers of 1 to 10, an average from -100 to 100,
 * and counts of promoters and detractors. Only the first is an answer without further words.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/import_records.h"

enum { F_ACCOUNT, F_DATE, F_KIND, F_SCORE, F_CONTACT, F_COMMENT, F_SCALE, F_ID, F_KEY, F_COUNT };

static const char *const names[] = { "account", "date",	 "kind", "score", "contact",
				     "comment", "scale", "id",	 "key",	  NULL };
static const enum field_type types[F_COUNT] = { [F_DATE] = FIELD_DATE, [F_SCORE] = FIELD_NUMBER };
static const char *const must[] = { "account", "score", NULL };

#define CSAT_SCALE 5 /* unless said */

struct surveys_state {
	struct seen alike;   /* answers of nobody, by likeness */
	struct seen lines;   /* of this file, by the answer's id */
	long answers, above; /* of NPS: in 0 to 10, and above that */
	char first_above[48];
	int low, high; /* the scale that was said; high 0: none was */
	enum survey_kind kind;
	bool has_kind;	 /* all answers are of this one, unless they say theirs */
	bool said_scale; /* that CSAT was taken for one to 5 */
};

/* ---- the file as a whole ---- */

static bool contains(const char *text, const char *word)
{
	for (; *text; text++)
		if (!strncasecmp(text, word, strlen(word)))
			return true;
	return false;
}

static bool has_word(char *const *header, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (contains(header[i], word))
			return true;
	return false;
}

static const char *refuse(char *const *header, size_t count)
{
	if (count < 2 || !has_word(header, count, "promoter") || !has_word(header, count, "detractor"))
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (strlen(header[i]) > 40)
			return NULL; /* a question, not a count */
	return "these are counts of promoters and detractors, not answers, and no answers can be made of them; "
	       "export "
	       "the answers one by one, or import the numbers with: import measures FILE --measures COLUMN,COLUMN";
}

/* "0-10", "1-5". */
static int parse_scale(const char *text, int *low, int *high, struct error *error)
{
	char *end;
	long first = strtol(text, &end, 10), last;

	if (end != text && *end == '-' && (last = strtol(end + 1, &end, 10)) > first && !*end && first >= 0 &&
	    first <= 1 && last <= 1000 && last >= 2) {
		*low = (int)first;
		*high = (int)last;
		return 0;
	}
	return error_set(error, ERROR_INPUT, "\"%.40s\" is no scale; write its ends: 0-10, 1-5", text);
}

static int read_said(struct import *import, struct surveys_state *state, struct error *error)
{
	const char *scale = import->options->scale ? import->options->scale : import->mapping->scale;
	const char *kind = import->options->survey ? import->options->survey : import->mapping->survey;

	if (scale && parse_scale(scale, &state->low, &state->high, error) < 0)
		return -1;
	if (!kind)
		return 0;
	state->has_kind = survey_kind_from_name(kind, &state->kind);
	return state->has_kind ? 0
			       : error_set(error, ERROR_USAGE, "\"%.40s\" is no survey; it is nps or csat", kind);
}

/* A question says how it was asked: (1-10), 1 to 10, 1..10. */
static bool asks_from_one(const char *question)
{
	static const char *const ways[] = { "1-10",
					    "1 - 10",
					    "1 to 10",
					    "1..10",
					    "1 bis 10",
					    "1\xe2\x80\x93"
					    "10" };

	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		const char *at = strstr(question, ways[i]);

		if (at && (at == question || at[-1] < '0' || at[-1] > '9'))
			return true;
	}
	return false;
}

static int begin(struct import *import, struct error *error)
{
	struct surveys_state *state = xcalloc(1, sizeof *state);
	const char *name;

	import->state = state;
	if (read_said(import, state, error) < 0)
		return -1;
	for (int i = F_ACCOUNT; i <= F_SCORE; i += F_SCORE)
		if (import->fields[i].column < 0)
			return error_set(error, ERROR_INPUT,
					 "no column is known to hold the %s; say which with --%s "
					 "COLUMN",
					 names[i], names[i]);
	name = import_field_name(import, F_SCORE);
	if (!state->has_kind && import->fields[F_KIND].column < 0) {
		if (!strcasecmp(name, "nps") || contains(name, "recommend") || contains(name, "nps ")) {
			state->kind = SURVEY_NPS;
		} else if (!strcasecmp(name, "csat") || contains(name, "satisf")) {
			state->kind = SURVEY_CSAT;
		} else {
			return error_set(error, ERROR_INPUT,
					 "nothing says what was asked; say --survey nps or --survey csat");
		}
		state->has_kind = true;
	}
	if (state->has_kind && state->kind == SURVEY_NPS && asks_from_one(name) && !state->high)
		return error_set(
			error, ERROR_INPUT,
			"\"%.120s\": this was asked from 1 to 10, and NPS is from 0 to 10; where its 1 may stand "
			"for the lowest answer, say --scale 1-10",
			name);
	if (state->has_kind && state->kind == SURVEY_NPS && state->high && state->high != NPS_SCALE)
		return error_set(error, ERROR_INPUT, "the scale of NPS ends at 10, not at %d; import it as csat",
				 state->high);
	return 0;
}

static int no_answers(struct import *import, const char *word, struct error *error)
{
	const char *label = import_field_name(import, F_SCORE);

	return error_set(error, ERROR_INPUT,
			 "\"%.40s\" in the column \"%.80s\" is an average and no answer of 0 to 10; export the "
			 "answers one by one, or import averages with: import measures FILE --measures \"%.80s\"",
			 word, label, label);
}

static int end(struct import *import, struct error *error)
{
	const struct surveys_state *state = import->state;

	return state->above > state->answers ? no_answers(import, state->first_above, error) : 0;
}

static void clear(struct import *import)
{
	struct surveys_state *state = import->state;

	if (state) {
		seen_free(&state->alike);
		seen_free(&state->lines);
	}
	free(state);
}

/* ---- a row ---- */

static int read_scale(struct import *import, struct survey_write *survey, int *low)
{
	struct surveys_state *state = import->state;
	const char *word = import_word(import, F_SCALE);
	struct error error;
	char *end;
	long last;

	*low = state->high ? state->low : survey->kind == SURVEY_NPS ? 0 : 1;
	survey->scale = state->high ? state->high : survey->kind == SURVEY_NPS ? NPS_SCALE : CSAT_SCALE;
	if (word) {
		last = strtol(word, &end, 10);
		if (!*end && last >= 2 && last <= 1000) {
			*low = 0;
			survey->scale = (int)last;
		} else if (parse_scale(word, low, &survey->scale, &error) < 0) {
			return import_reject(import, import_field_name(import, F_SCALE), "%s", error.text);
		}
	} else if (survey->kind == SURVEY_CSAT && !state->high && !state->said_scale) {
		state->said_scale = true;
		import_tell(
			import, IMPORT_NOTE, import_field_name(import, F_SCORE),
			"nothing says where the scale of csat ends; it is taken for 1 to 5, --scale says another");
	}
	if (survey->kind == SURVEY_NPS && survey->scale != NPS_SCALE)
		return import_reject(import, import_field_name(import, F_SCALE),
				     "NPS is asked from 0 to 10, not to %d", survey->scale);
	return 1;
}

/* 1: an answer; 0: the row was rejected, or says none and was skipped; -1: the file has no answers. */
static int read_score(struct import *import, struct survey_write *survey, struct error *error)
{
	struct surveys_state *state = import->state;
	const char *label = import_field_name(import, F_SCORE), *word = import_word(import, F_SCORE);
	int64_t value;
	int low, result;

	if (!import_number(import, F_SCORE, &value))
		return 0;
	if (value == VALUE_NONE) {
		import->report->skipped++;
		import_tell(import, IMPORT_SKIPPED, label, "there is no answer");
		return 0;
	}
	if (survey->kind == SURVEY_NPS &&
	    (value < 0 || value % VALUE_SCALE || value > 10 * NPS_SCALE * VALUE_SCALE))
		return no_answers(import, word, error);
	result = read_scale(import, survey, &low);
	if (result <= 0)
		return result;
	if (survey->kind == SURVEY_NPS && value > NPS_SCALE * VALUE_SCALE && !state->above)
		snprintf(state->first_above, sizeof state->first_above, "%.40s", word);
	if (survey->kind == SURVEY_NPS)
		*(value > NPS_SCALE * VALUE_SCALE ? &state->above : &state->answers) += 1;
	if (value % VALUE_SCALE || value < (int64_t)low * VALUE_SCALE ||
	    value > (int64_t)survey->scale * VALUE_SCALE)
		return import_reject(
			import, label,
			survey->kind == SURVEY_NPS
				? "\"%.40s\" is no answer of %d to %d; is it an average? Those are measures"
				: "\"%.40s\" is not on the scale of %d to %d; --scale says another",
			word, low, survey->scale);
	survey->score = (int)(value / VALUE_SCALE);
	return 1;
}

static int parse(struct import *import, struct survey_write *survey, bool *undated, struct error *error)
{
	const struct surveys_state *state = import->state;
	const char *kind = import_word(import, F_KIND);

	survey->kind = state->kind;
	if (kind && !survey_kind_from_name(kind, &survey->kind))
		return import_reject(import, import_field_name(import, F_KIND),
				     "\"%.60s\" is no survey; it is nps or csat", kind);
	if (!kind && !state->has_kind)
		return import_reject(import, import_field_name(import, F_KIND),
				     "the kind is missing; write nps or csat, or say --survey");
	if (!import_day(import, F_DATE, &survey->on, undated))
		return 0;
	survey->comment = import_text(import, F_COMMENT);
	return read_score(import, survey, error);
}

/* Ids: our own; the source's; the contact's, as one entered by hand has it; else by likeness. */
static int64_t survey_key(struct import *import, int64_t account, const struct survey_write *survey)
{
	struct surveys_state *state = import->state;
	const char *kind = survey_kind_name(survey->kind), *key = import_word(import, F_KEY);
	char number[24], day[24], contact[24], score[24], nth[24];
	int64_t like;

	if (import_own_id(import, F_ID))
		return import_own_id(import, F_ID);
	snprintf(number, sizeof number, "%lld", (long long)account);
	snprintf(day, sizeof day, "%d", (int)survey->on);
	snprintf(contact, sizeof contact, "%lld", (long long)survey->contact);
	snprintf(score, sizeof score, "%d", survey->score);
	if (key)
		return id_hash("survey", number, day, kind, "key", key, NULL);
	if (survey->contact)
		return id_hash("survey", number, day, kind, "contact", contact, NULL);
	like = id_hash("survey", number, day, kind, score, survey->comment ? survey->comment : "", NULL);
	snprintf(nth, sizeof nth, "%ld", ++*seen_at(&state->alike, like));
	return id_hash("survey", number, day, kind, score, survey->comment ? survey->comment : "", "nth", nth,
		       NULL);
}

/* Whether the row that the statement stands on says the same. */
static bool same(sqlite3_stmt *statement, const struct survey_write *survey)
{
	const char *comment = column_string(statement, 4);

	return sqlite3_column_int(statement, 0) == (int)survey->kind &&
	       sqlite3_column_int(statement, 1) == survey->score &&
	       sqlite3_column_int(statement, 2) == survey->scale &&
	       sqlite3_column_int64(statement, 3) == survey->contact &&
	       !strcmp(comment ? comment : "", survey->comment ? survey->comment : "");
}

static int put(struct import *import, int64_t account, const struct survey_write *survey, int64_t id,
	       struct error *error)
{
	struct surveys_state *state = import->state;
	sqlite3_stmt *statement = book_query(import->book, error, Q_IMPORT_SURVEY_GET, "idi", account, survey->on,
					     id);
	int found = statement ? book_step(import->book, statement, error) : -1;
	bool news = true;
	long *line;

	if (found < 0)
		return -1;
	if (found) {
		news = !same(statement, survey);
		sqlite3_reset(statement);
	}
	line = seen_at(&state->lines, id);
	if (news && *line)
		return import_reject(import, "", "line %ld has another answer of the same contact and day", *line);
	*line = import->record.line;
	if (!news)
		return import_put_done(import, 0, true, false, error);
	if (book_run(import->book, error, Q_SURVEY_PUT, "idinnnzt", account, survey->on, id, (int)survey->kind,
		     survey->score, survey->scale, survey->contact, survey->comment) < 0)
		return -1;
	book_touch(import->book, account);
	return import_put_done(import, 0, found > 0, true, error);
}

static int64_t survey_says(const struct survey_write *survey)
{
	char contact[24], score[24], scale[24];

	snprintf(contact, sizeof contact, "%lld", (long long)survey->contact);
	snprintf(score, sizeof score, "%d", survey->score);
	snprintf(scale, sizeof scale, "%d", survey->scale);
	return id_hash(contact, score, scale, survey->comment ? survey->comment : "", NULL);
}

/* Of one without a date: about whom or what it is, and what it says. 1: it is new; 0: it said so last time; -1. */
static int undated_news(struct import *import, int64_t account, const struct survey_write *survey,
			struct undated *undated, struct error *error)
{
	const char *kind = survey_kind_name(survey->kind), *key = import_word(import, F_KEY);
	char contact[24], score[24], scale[24];

	snprintf(contact, sizeof contact, "%lld", (long long)survey->contact);
	snprintf(score, sizeof score, "%d", survey->score);
	snprintf(scale, sizeof scale, "%d", survey->scale);
	return import_undated_news(import, account,
				   key		     ? id_hash(kind, "key", key, NULL)
				   : survey->contact ? id_hash(kind, "contact", contact, NULL)
						     : id_hash(kind, "like", score, scale,
							       survey->comment ? survey->comment : "", NULL),
				   survey_says(survey), undated, error);
}

/* A row that says what it said last time leaves the answer as people have made it since. */
static int put_remembered(struct import *import, int64_t account, const struct survey_write *survey,
			  struct error *error)
{
	struct surveys_state *state = import->state;
	long added = import->report->added, changed = import->report->changed;
	int64_t says = survey_says(survey), id;
	struct undated memory;
	int news;

	id = survey_key(import, account, survey);
	news = import_row_news(import, account, id, says, &memory, error);
	if (news < 0)
		return -1;
	if (!news) {
		*seen_at(&state->lines, id) = import->record.line;
		return import_put_done(import, 0, true, false, error);
	}
	if (put(import, account, survey, id, error) < 0)
		return -1;
	if (import->report->added == added && import->report->changed == changed)
		return 0;
	return import_undated_keep(import, account, &memory, survey->on, error);
}

/* A row that has said what it says now keeps its line, so that one that says otherwise is still refused. */
static int put_undated(struct import *import, int64_t account, struct survey_write *survey, struct error *error)
{
	struct surveys_state *state = import->state;
	struct undated undated;
	int news = undated_news(import, account, survey, &undated, error), status;
	long rejected = import->report->rejected;

	if (news < 0)
		return -1;
	/* what its source names is the same answer still */
	if (undated.was != DAY_NONE && !import->options->on_said && import_word(import, F_KEY))
		survey->on = undated.was;
	if (!news) {
		*seen_at(&state->lines, survey_key(import, account, survey)) = import->record.line;
		return import_put_done(import, 0, true, false, error);
	}
	status = put(import, account, survey, survey_key(import, account, survey), error);
	if (status || import->report->rejected > rejected)
		return status;
	return import_undated_keep(import, account, &undated, survey->on, error);
}

static int row(struct import *import, struct error *error)
{
	struct survey_write survey = { 0 };
	int64_t account;
	int result = import_account(import, F_ACCOUNT, &account, error);
	bool undated = false;

	if (result > 0)
		result = parse(import, &survey, &undated, error);
	if (result > 0)
		result = import_need_contact(import, account, F_CONTACT, survey.on, &survey.contact, error);
	if (result <= 0)
		return result;
	return undated ? put_undated(import, account, &survey, error)
		       : put_remembered(import, account, &survey, error);
}

const struct import_kind import_surveys = {
	.name = "surveys",
	.fields = names,
	.types = types,
	.must = must,
	.more_headers = true,
	.refuse = refuse,
	.begin = begin,
	.row = row,
	.end = end,
	.clear = clear,
};
