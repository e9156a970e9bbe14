/* Answers: an account, a milestone, what was answered. The same answer of the same day and writer is not
 * given twice. */
#include <string.h>
#include <strings.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/config.h"
#include "storage/import_private.h"
#include "storage/tracks.h"

enum { F_ACCOUNT, F_MILESTONE, F_ANSWER, F_ON, F_BY, F_NOTE, F_COUNT };

static const char *const names[] = { "account", "milestone", "answer", "on", "by", "note", NULL };
static const enum field_type types[F_COUNT] = { [F_ON] = FIELD_DATE };
static const char *const must[] = { "account", "milestone", "answer", NULL };

struct known {
	int64_t id;
	const struct track *track;
};

struct answers {
	struct seen milestones;	 /* places in known, from 1, by what the file calls them */
	VEC(struct known) known; /* milestones */
	int64_t touched;	 /* the account written to last */
	struct {
		int64_t account, track;
		bool has;
	} last; /* whether an account has a track, as it was asked last */
	/* Answers of one milestone and day, rows of a file in the order in which they were given: who gave which. */
	struct {
		int64_t account, milestone;
		day_t on;
		VEC(int64_t) given;
	} run;
	int64_t at;	/* of the last answer: those of one day stand in the order of the file */
	struct buf who; /* as the book has it */
};

static int begin(struct import *import, struct error *error)
{
	(void)error;
	import->state = xcalloc(1, sizeof(struct answers));
	return 0;
}

static int unknown_milestone(struct import *import, const char *name, const char *why)
{
	return import_reject(import, import_field_name(import, F_MILESTONE), "\"%.80s\": %s", name, why);
}

/* Whether the track once asked it: 1, 0, -1. */
static int was_asked(struct import *import, int64_t id, struct error *error)
{
	sqlite3_stmt *statement = book_query(import->book, error, Q_RETIRED_BY_ID, "i", id);
	int found = statement ? book_step(import->book, statement, error) : -1;

	if (found > 0)
		sqlite3_reset(statement);
	return found;
}

/* track/id. 1: found, 0: rejected, -1: failed. */
static int find_in_track(struct import *import, const char *name, const char *slash, struct known *milestone,
			 struct error *error)
{
	char *key = xstrndup(name, (size_t)(slash - name));
	struct error none;
	int found = track_by_key(import->book, key, &milestone->track, &none);

	milestone->id = id_milestone(key, slash + 1);
	free(key);
	if (found < 0)
		return unknown_milestone(import, name,
					 "the book has no such track; \"waymark track list\" shows them");
	if (track_find_id(milestone->track, milestone->id) >= 0)
		return 1;
	found = was_asked(import, milestone->id, error);
	if (found == 0)
		return unknown_milestone(import, name,
					 "its track has no such milestone; \"waymark track show\" lists them");
	return found;
}

/* Whether the account has a track: 1, 0, -1. */
static int has_track(struct import *import, int64_t account, int64_t track, struct error *error)
{
	sqlite3_stmt *statement = book_query(import->book, error, Q_ASSIGN_GET, "ii", account, track);
	int found = statement ? book_step(import->book, statement, error) : -1;

	if (found > 0)
		sqlite3_reset(statement);
	return found;
}

/* The same, asked once for rows in a row. */
static int has_track_still(struct import *import, int64_t account, int64_t track, struct error *error)
{
	struct answers *state = import->state;
	int has;

	if (state->last.account == account && state->last.track == track)
		return state->last.has;
	has = has_track(import, account, track, error);
	if (has < 0)
		return -1;
	state->last.account = account;
	state->last.track = track;
	state->last.has = has > 0;
	return has;
}

struct keyed {
	int64_t id, track;
};

/* An id alone: the one there is, else the one on the account's tracks. */
static int find_bare(struct import *import, int64_t account, const char *name, struct known *milestone,
		     bool *always, struct error *error)
{
	VEC(struct keyed) found = { 0 };
	sqlite3_stmt *statement = book_query(import->book, error, Q_IMPORT_MILESTONE_BY_KEY, "t", name);
	int more = -1, fits = 0;
	int64_t track = 0;

	while (statement && (more = book_step(import->book, statement, error)) == 1)
		*vec_add(&found) = (struct keyed){ sqlite3_column_int64(statement, 0),
						   sqlite3_column_int64(statement, 1) };
	*always = found.count == 1;
	for (size_t i = 0; more == 0 && i < found.count; i++) {
		int has = *always ? 1 : has_track(import, account, found.items[i].track, error);

		if (has < 0)
			more = -1;
		if (has > 0) {
			milestone->id = found.items[i].id;
			track = found.items[i].track;
			fits++;
		}
	}
	vec_free(&found);
	if (more < 0)
		return -1;
	if (fits == 1)
		return track_get(import->book, track, &milestone->track, error) < 0 ? -1 : 1;
	return unknown_milestone(import, name,
				 fits ? "several of the account's tracks have it; write track/id"
				      : "there is no such milestone on the account's tracks; write track/id");
}

/* What is answered for the organisation belongs to a track about it, and to no other: elsewhere nobody would ever
 * see it. */
static int check_subject(struct import *import, int64_t account, const struct track *track)
{
	bool organisation = account == ORGANISATION_ID;

	if (organisation == (track->subject == SUBJECT_ORGANISATION))
		return 1;
	return import_reject(import, import_field_name(import, F_MILESTONE),
			     organisation ? "%s is about accounts, not about the organisation"
					  : "%s is about the organisation, not about accounts",
			     track->key);
}

static int find_milestone(struct import *import, int64_t account, struct known *milestone, struct error *error)
{
	struct answers *state = import->state;
	const char *name = import_word(import, F_MILESTONE), *slash;
	bool always = true;
	int64_t key;
	int result;

	if (!name)
		return import_reject(import, import_field_name(import, F_MILESTONE),
				     "the milestone is missing; write track/id");
	key = id_hash(name, NULL);
	if (seen_has(&state->milestones, key)) {
		*milestone = state->known.items[*seen_at(&state->milestones, key) - 1];
		return check_subject(import, account, milestone->track);
	}
	slash = strchr(name, '/');
	result = slash ? find_in_track(import, name, slash, milestone, error)
		       : find_bare(import, account, name, milestone, &always, error);
	if (result > 0 && always) {
		*vec_add(&state->known) = *milestone;
		*seen_at(&state->milestones, key) = (long)state->known.count;
	}
	return result > 0 ? check_subject(import, account, milestone->track) : result;
}

static int parse_answer(struct import *import, enum answer *answer)
{
	const char *word = import_word(import, F_ANSWER), *label = import_field_name(import, F_ANSWER);

	if (word)
		for (int i = ANSWER_YES; i <= ANSWER_NA; i++)
			if (!strcasecmp(word, answer_name((enum answer)i))) {
				*answer = (enum answer)i;
				return 1;
			}
	if (word && answer_from_name(word, answer) && *answer != ANSWER_OPEN)
		return 1;
	return import_reject(import, label,
			     word ? "\"%.60s\" is no answer; it is yes, no or na"
				  : "the answer is missing; write yes, no or na",
			     word);
}

static int count_change(struct import *import, int64_t account, long *count)
{
	struct answers *state = import->state;

	if (state->touched != account)
		book_touch(import->book, account);
	state->touched = account;
	++*count;
	return 0;
}

/* Which of the answers alike of this run of rows it is, from 1: one may have said yes, no and yes again in a day. */
static int nth_alike(struct answers *state, int64_t account, const struct answer_write *answer)
{
	int64_t key = id_hash(answer->who, answer_name(answer->answer), NULL);
	int nth = 1;

	if (state->run.account != account || state->run.milestone != answer->milestone ||
	    state->run.on != answer->on) {
		state->run.account = account;
		state->run.milestone = answer->milestone;
		state->run.on = answer->on;
		vec_clear(&state->run.given);
	}
	for (size_t i = 0; i < state->run.given.count; i++)
		nth += state->run.given.items[i] == key;
	*vec_add(&state->run.given) = key;
	return nth;
}

/* Later than all before, whatever the clock says and answer_give() made of it. */
static int64_t next_at(struct answers *state)
{
	int64_t now = clock_now() + 1;

	state->at = now > state->at + 1 ? now : state->at + 2;
	return state->at;
}

/* The writer as the book has it, where the file has what an export made of bytes that are no UTF-8. 0, -1. */
static int stored_who(struct import *import, int64_t account, struct answer_write *answer, struct error *error)
{
	struct answers *state = import->state;
	sqlite3_stmt *statement;
	int found;

	if (!strstr(answer->who, "\xef\xbf\xbd"))
		return 0;
	statement = book_query(import->book, error, Q_IMPORT_ANSWER_WHO, "iidt", account, answer->milestone,
			       answer->on, answer->who);
	found = statement ? book_step(import->book, statement, error) : -1;
	if (found > 0) {
		buf_clear(&state->who);
		buf_str(&state->who, column_string(statement, 0));
		answer->who = buf_text(&state->who);
		sqlite3_reset(statement);
	}
	return found < 0 ? -1 : 0;
}

/* Its key is taken: the same answer, or another of the same day by the same writer. */
static int give_again(struct import *import, int64_t account, const struct answer_write *answer, int alike,
		      struct error *error)
{
	sqlite3_stmt *statement = book_query(import->book, error, Q_IMPORT_ANSWER_ALIKE, "iidtni", account,
					     answer->milestone, answer->on, answer->who, (int)answer->answer,
					     (int64_t)alike - 1);
	int found = statement ? book_step(import->book, statement, error) : -1, rows = 0;
	bool changed;

	if (found < 0)
		return -1;
	if (found) {
		int64_t id = sqlite3_column_int64(statement, 0);

		sqlite3_reset(statement);
		if (answer->note)
			rows = book_run(import->book, error, Q_IMPORT_ANSWER_NOTE, "iidit", account,
					answer->milestone, answer->on, id, answer->note);
		if (rows < 0)
			return -1;
		return count_change(import, account, rows ? &import->report->changed : &import->report->unchanged);
	}
	if (answer_give(import->book, account, answer, &changed, error) < 0)
		return -1;
	*(changed ? &import->report->added : &import->report->unchanged) += 1;
	return 0;
}

/* The organisation's answers go under its own name. */
static int find_account(struct import *import, int64_t *account, struct error *error)
{
	const char *name = import_word(import, F_ACCOUNT);

	if (!name || strcmp(name, ORGANISATION_NAME) != 0)
		return import_account(import, F_ACCOUNT, account, error);
	*account = ORGANISATION_ID;
	return 1;
}

/* Of one without a day: 1: it is new; 0: it was given last time; -1. */
static int undated_news(struct import *import, int64_t account, const struct answer_write *answer,
			struct undated *undated, struct error *error)
{
	return import_undated_news(import, account, answer->milestone,
				   id_hash(answer_name(answer->answer), answer->note ? answer->note : "", NULL),
				   undated, error);
}

static int row(struct import *import, struct error *error)
{
	struct answer_write answer = { .note = import_text(import, F_NOTE) };
	struct known milestone = { 0 };
	struct undated undated = { 0 };
	int64_t account;
	int result = find_account(import, &account, error), rows, alike, news = 1;
	bool is_undated;

	if (result > 0)
		result = find_milestone(import, account, &milestone, error);
	if (result > 0)
		result = parse_answer(import, &answer.answer);
	if (result <= 0 || !import_day(import, F_ON, &answer.on, &is_undated))
		return result < 0 ? -1 : 0;
	result = has_track_still(import, account, milestone.track->id, error);
	if (result < 0)
		return -1;
	import->report->trackless += !result;
	answer.milestone = milestone.id;
	answer.who = import_word(import, F_BY);
	if (!answer.who)
		answer.who = import->options->who;
	if (stored_who(import, account, &answer, error) < 0)
		return -1;
	if (is_undated)
		news = undated_news(import, account, &answer, &undated, error);
	if (news <= 0) {
		import->report->unchanged += !news;
		return news;
	}
	if (is_undated && import_undated_keep(import, account, &undated, answer.on, error) < 0)
		return -1;
	alike = nth_alike(import->state, account, &answer);
	rows = book_run(import->book, error, Q_IMPORT_ANSWER_PUT, "iidinitt", account, answer.milestone, answer.on,
			id_answer(account, answer.milestone, answer.on, answer.who, 0), (int)answer.answer,
			next_at(import->state), answer.who, answer.note);
	if (rows < 0)
		return -1;
	return rows ? count_change(import, account, &import->report->added)
		    : give_again(import, account, &answer, alike, error);
}

static int end(struct import *import, struct error *error)
{
	(void)import;
	(void)error;
	return 0;
}

static void clear(struct import *import)
{
	struct answers *state = import->state;

	if (state) {
		seen_free(&state->milestones);
		vec_free(&state->known);
		vec_free(&state->run.given);
		buf_free(&state->who);
	}
	free(state);
}

const struct import_kind import_answers = {
	.name = "answers",
	.fields = names,
	.types = types,
	.must = must,
	.begin = begin,
	.row = row,
	.end = end,
	.clear = clear,
};
