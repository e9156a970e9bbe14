/*
 * make_book FILE ACCOUNTS            a book of so many made-up accounts
 * make_book --records FILE ACCOUNTS  the same with records of each kind: all dimensions of health are known
 * make_book --numbers FILE ACCOUNTS  a book of accounts with nothing but movements, ten each
 * make_book --csv FOLDER ACCOUNTS    the first as accounts.csv and answers.csv, for import, and measures.csv
 *
 * Today is WAYMARK_TODAY, else the clock's. The track is the shipped cst-saas (WAYMARK_SHARE, else the
 * source tree's). The book is written through the same functions as everything else is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "core/money.h"
#include "core/vec.h"
#include "storage/book.h"
#include "storage/config.h"
#include "storage/facts_store.h"
#include "storage/journal.h"
#include "storage/records.h"
#include "storage/trackfile.h"
#include "tests/bench/sample.h"

#define TRACK "cst-saas"
#define WHO "bench"

enum content { PLAIN, RECORDS, NUMBERS };

enum { MEASURE_ROWS = 25000 }; /* of measures.csv, however many accounts there are */

static char *share_file(const char *name)
{
	const char *share = getenv("WAYMARK_SHARE");

	return xasprintf("%s/%s", share && *share ? share : WAYMARK_SRCDIR "/share", name);
}

/* ---- a book ---- */

static int write_states(struct book *book, int64_t account, const struct sample *s, day_t today,
			struct error *error)
{
	struct account_state state = {
		.says_segment = true,
		.says_csm = true,
		.says_status = true,
		.says_renewal = true,
		.segment = s->segment,
		.csm = s->csm,
		.status = s->status == STATUS_CHURNED ? STATUS_ACTIVE : s->status,
		.renewal = s->renewal_before != DAY_NONE ? s->renewal_before : s->renewal,
	};
	struct account_state moved = { .says_renewal = true, .renewal = s->renewal };
	struct account_state left = { .says_status = true, .status = STATUS_CHURNED };

	if (account_set_state(book, account, s->start, &state, NULL, error) ||
	    (s->renewal_before != DAY_NONE && account_set_state(book, account, today - 5, &moved, NULL, error)) ||
	    (s->status == STATUS_CHURNED && account_set_state(book, account, today, &left, NULL, error)))
		return -1;
	return 0;
}

static int write_events(struct book *book, int64_t account, const struct sample *s, const struct track *track,
			struct error *error)
{
	for (int i = 0; i < s->movement_count; i++) {
		struct movement movement = {
			.on = s->movements[i].on,
			.kind = (enum movement_kind)s->movements[i].kind,
			.minor = s->movements[i].minor,
			.currency = s->currency,
		};

		if (movement_add(book, account, &movement, error))
			return -1;
	}
	for (int i = 0; i < s->answer_count; i++) {
		struct answer_write answer = {
			.milestone = track->milestones[s->answers[i].milestone].id,
			.answer = s->answers[i].answer,
			.on = s->answers[i].on,
			.who = s->csm,
			.note = s->answers[i].note,
		};

		if (answer_give(book, account, &answer, NULL, error))
			return -1;
	}
	for (int i = 0; i < s->touch_count; i++) {
		struct touch_write touch = {
			.on = s->touches[i].on,
			.kind = s->touches[i].kind,
			.from = s->touches[i].from,
			.who = s->csm,
		};

		if (touch_add(book, account, &touch, NULL, error))
			return -1;
	}
	return 0;
}

static int write_people(struct book *book, int64_t account, const struct sample_records *r, struct error *error)
{
	int64_t ids[SAMPLE_CONTACTS] = { 0 };

	for (int i = 0; i < SAMPLE_CONTACTS; i++) {
		static const char *const names[SAMPLE_CONTACTS] = { "Kim Abel", "Robin Baum", "Alex Cole" };
		struct contact_write contact = {
			.name = names[i],
			.says_roles = true,
			.roles = r->contacts[i].roles,
			.says_sentiment = true,
			.sentiment = r->contacts[i].sentiment,
			.on = r->contacts[i].on,
		};

		if (contact_put(book, account, &ids[i], &contact, NULL, error))
			return -1;
	}
	for (int i = 0; i < SAMPLE_SURVEYS; i++) {
		struct survey_write survey = {
			.on = r->surveys[i].on,
			.kind = (enum survey_kind)r->surveys[i].kind,
			.score = r->surveys[i].score,
			.scale = r->surveys[i].scale,
			.contact = ids[r->surveys[i].contact],
		};

		if (survey_add(book, account, &survey, NULL, NULL, error))
			return -1;
	}
	return 0;
}

static int write_outcomes(struct book *book, int64_t account, const struct sample_records *r, struct error *error)
{
	for (int i = 0; i < SAMPLE_OUTCOMES; i++) {
		const struct sample_outcome *o = &r->outcomes[i];
		struct outcome_write outcome = {
			.name = i ? "Fewer returns" : "Faster quotes",
			.unit = "percent",
			.says_baseline = true,
			.baseline = o->baseline,
			.says_target = true,
			.target = o->target,
			.says_start = true,
			.start = o->start,
			.says_due = true,
			.due = o->due,
		};
		int64_t id = 0;

		if (outcome_put(book, account, &id, &outcome, NULL, error))
			return -1;
		for (int v = 0; v < SAMPLE_VALUES; v++) {
			struct outcome_value_write value = { o->values[v].on, o->values[v].value, WHO, NULL };

			if (outcome_value_put(book, account, id, &value, NULL, error))
				return -1;
		}
	}
	return 0;
}

static int write_promises(struct book *book, int64_t account, const struct sample_records *r, struct error *error)
{
	for (int i = 0; i < SAMPLE_PROMISES; i++) {
		const struct sample_promise *p = &r->promises[i];
		struct promise_write promise = {
			.text = "Reports by mail each Monday",
			.says_made = true,
			.made = p->made,
			.says_due = true,
			.due = p->due,
			.says_confirmed = true,
			.confirmed = p->confirmed,
			.on = p->made,
			.who = WHO,
		};
		struct promise_write closed = {
			.says_state = true, .state = (enum promise_state)p->state, .on = p->closed, .who = WHO
		};
		int64_t id = 0;

		if (promise_put(book, account, &id, &promise, NULL, error) ||
		    (p->state != PROMISE_OPEN && promise_put(book, account, &id, &closed, NULL, error)))
			return -1;
	}
	return 0;
}

static int write_records(struct book *book, int64_t account, long number, day_t today, struct error *error)
{
	struct sample_records r;

	sample_make_records(&r, number, today);
	for (int i = 0; i < SAMPLE_MEASURES; i++)
		if (measure_put(book, account, r.measures[i].key, r.measures[i].on, r.measures[i].value, NULL,
				error))
			return -1;
	return write_people(book, account, &r, error) || write_outcomes(book, account, &r, error) ||
			       write_promises(book, account, &r, error)
		       ? -1
		       : 0;
}

static int write_history(struct book *book, int64_t account, const struct sample *s, long number, day_t today,
			 struct error *error)
{
	struct sample_movement history[SAMPLE_HISTORY];

	sample_make_history(history, number, today);
	for (int i = 0; i < SAMPLE_HISTORY; i++) {
		struct movement movement = {
			.on = history[i].on,
			.kind = (enum movement_kind)history[i].kind,
			.minor = history[i].minor,
			.currency = s->currency,
			.line = i % 2 ? "Plus" : NULL,
		};

		if (movement_add(book, account, &movement, error))
			return -1;
	}
	return 0;
}

/* The account numbered so, with what the book is to have of it. */
static int write_account(struct book *book, const struct sample *s, long number, const struct track *track,
			 enum content content, day_t today, struct error *error)
{
	struct account_fields fields = {
		.source = SAMPLE_SOURCE,
		.external_id = s->external_id,
		.name = s->name,
		.currency = s->currency,
		.start = s->start,
	};
	int64_t account;

	if (account_insert(book, &fields, &account, error) || write_states(book, account, s, today, error))
		return -1;
	if (content == NUMBERS)
		return write_history(book, account, s, number, today, error);
	return write_events(book, account, s, track, error) ||
			       (content == RECORDS && write_records(book, account, number, today, error))
		       ? -1
		       : 0;
}

/* Numbers of accounts in the order of their keys: tables are then filled from end to end. */
struct numbered {
	int64_t id;
	long number;
};

static int compare_numbered(const void *a, const void *b)
{
	int64_t x = ((const struct numbered *)a)->id, y = ((const struct numbered *)b)->id;

	return (x > y) - (x < y);
}

static int fill_book(struct book *book, long accounts, const struct track *track, enum content content, day_t today,
		     struct error *error)
{
	struct numbered *order = xcalloc((size_t)accounts, sizeof *order);
	struct sample *s = xmalloc(sizeof *s);
	int result = journal_begin(book, error);

	for (long i = 0; i < accounts; i++) {
		char id[24];

		snprintf(id, sizeof id, "B%07ld", i);
		order[i] = (struct numbered){ id_account(SAMPLE_SOURCE, id), i };
	}
	qsort(order, (size_t)accounts, sizeof *order, compare_numbered);
	for (long i = 0; i < accounts && !result; i++) {
		sample_make(s, order[i].number, accounts, track, today);
		result = write_account(book, s, order[i].number, track, content, today, error) ||
			 journal_slice(book, error);
	}
	free(s);
	free(order);
	if (result) {
		journal_abort(book);
		return -1;
	}
	return journal_commit(book, &(struct journal_note){ WHO, "bench", 0, "made a book for the bench" }, NULL,
			      error);
}

static int make_book(const char *file, long accounts, enum content content, day_t today, struct error *error)
{
	char *tracks = share_file("tracks"), *plays = share_file("plays"),
	     *path = share_file("tracks/" TRACK ".cfg");
	struct track *track = NULL;
	struct book *book = NULL;
	int result;
	struct book_options options = {
		.today = today,
		.limits = health_limits_default,
		.scorecard = scorecard_default(),
		.default_track = TRACK,
		.tracks_dir = tracks,
		.plays_dir = plays,
	};

	result = track_file_read(path, &track, error) || book_open(&book, file, BOOK_CREATE, &options, error) ||
		 fill_book(book, accounts, track, content, today, error);
	book_close(book);
	track_free(track);
	free(tracks);
	free(plays);
	free(path);
	return result ? -1 : 0;
}

/* ---- files for import ---- */

static void put_account(FILE *out, const struct sample *s)
{
	char start[DATE_SIZE], renewal[DATE_SIZE];

	fprintf(out, "%s,%s,%s,%s,%s,%lld.%02lld,%s,%s,%s\n", s->external_id, s->name, s->segment, s->csm,
		status_name(s->status), (long long)(s->arr / 100), (long long)(s->arr % 100), s->currency,
		date_format(s->start, start), date_format(s->renewal, renewal));
}

static void put_answers(FILE *out, const struct sample *s, const struct track *track)
{
	for (int i = 0; i < s->answer_count; i++) {
		const struct sample_answer *a = &s->answers[i];
		char on[DATE_SIZE];

		fprintf(out, "%s," TRACK "/%s,%s,%s,%s,%s%s%s\n", s->external_id,
			track->milestones[a->milestone].key, answer_name(a->answer), date_format(a->on, on), s->csm,
			a->note ? "\"" : "", a->note ? a->note : "", a->note ? "\"" : "");
	}
}

/* Spread over all accounts, a row for each key and day. */
static void put_measures(FILE *out, long accounts, day_t today)
{
	static const char *const keys[] = { "active_seats", "licensed_seats", "tickets", "escalations",
					    "overdue_days" };
	enum { KEYS = sizeof keys / sizeof *keys };

	for (long i = 0; i < MEASURE_ROWS; i++) {
		long round = i / accounts;
		char on[DATE_SIZE];

		fprintf(out, "B%07ld,%s,%s,%ld\n", i % accounts, date_format(today - (day_t)(round / KEYS) - 1, on),
			keys[round % KEYS], 1 + i * 7919 % 500);
	}
}

static FILE *open_sheet(const char *folder, const char *name, const char *header, struct error *error)
{
	char *path = xasprintf("%s/%s", folder, name);
	FILE *out = fopen(path, "w");

	if (out)
		fprintf(out, "%s\n", header);
	else
		error_set(error, ERROR_SYSTEM, "%s cannot be written", path);
	free(path);
	return out;
}

static int close_sheet(FILE *out, struct error *error)
{
	int failed = out && ferror(out);

	if (out && (fclose(out) || failed))
		return error_set(error, ERROR_SYSTEM, "a file could not be written whole");
	return out ? 0 : -1;
}

static int make_csv(const char *folder, long accounts, day_t today, struct error *error)
{
	char *path = share_file("tracks/" TRACK ".cfg");
	struct sample *s = xmalloc(sizeof *s);
	FILE *rows = NULL, *answers = NULL, *measures = NULL;
	struct track *track = NULL;
	int result = track_file_read(path, &track, error);

	if (!result)
		rows = open_sheet(folder, "accounts.csv",
				  "external_id,name,segment,csm,status,arr,currency,start_date,renewal_date",
				  error);
	if (rows)
		answers = open_sheet(folder, "answers.csv", "account,milestone,answer,on,by,note", error);
	if (answers)
		measures = open_sheet(folder, "measures.csv", "account,date,key,value", error);
	if (measures)
		put_measures(measures, accounts, today);
	for (long i = 0; measures && i < accounts; i++) {
		sample_make(s, i, accounts, track, today);
		put_account(rows, s);
		put_answers(answers, s, track);
	}
	if (close_sheet(rows, error) | close_sheet(answers, error) | close_sheet(measures, error))
		result = -1;
	track_free(track);
	free(path);
	free(s);
	return result;
}

int main(int argc, char **argv)
{
	bool csv = argc == 4 && !strcmp(argv[1], "--csv");
	enum content content = argc != 4		       ? PLAIN
			       : !strcmp(argv[1], "--records") ? RECORDS
			       : !strcmp(argv[1], "--numbers") ? NUMBERS
							       : PLAIN;
	long accounts = argc > 2 ? strtol(argv[argc - 1], NULL, 10) : 0;
	struct error error;
	day_t today;
	int result;

	if ((argc != 3 && !csv && content == PLAIN) || accounts < 1 || accounts > 9999999) {
		fprintf(stderr,
			"usage: make_book [--records|--numbers] FILE ACCOUNTS | make_book --csv FOLDER ACCOUNTS\n");
		return 2;
	}
	result = clock_today(&today, &error);
	if (!result)
		result = csv ? make_csv(argv[2], accounts, today, &error)
			     : make_book(argv[argc - 2], accounts, content, today, &error);
	if (result)
		fprintf(stderr, "make_book: %s\n", error.text);
	return result ? 1 : 0;
}
