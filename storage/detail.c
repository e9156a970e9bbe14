/* One account whole, computed from its facts as of a date. */
#include <string.h>

#include "storage/facts_read.h"
#include "storage/portfolio.h"
#include "storage/tracks.h"

void account_detail_clear(struct account_detail *detail)
{
	account_row_clear(&detail->row);
	free(detail->definition_of_success);
	free(detail->success_measure);
	free(detail->master_narrative);
	free(detail->value_path);
	free(detail->next_step);
	for (int i = 0; i < detail->answer_count; i++) {
		free(detail->answers[i].by);
		free(detail->answers[i].note);
	}
	free(detail->answers);
	for (size_t i = 0; i < detail->custom.count; i++)
		free(detail->custom.items[i]);
	vec_free(&detail->custom);
	vec_free(&detail->tracks);
	vec_free(&detail->contact_ids);
	vec_free(&detail->promise_ids);
	vec_free(&detail->outcome_ids);
	view_room_free(&detail->room);
	if (detail->facts)
		facts_free(detail->facts);
	free(detail->facts);
	*detail = (struct account_detail){ 0 };
}

static int load_texts(struct book *book, int64_t account, struct account_detail *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ACCOUNT_GET, "i", account);

	if (!st || book_step(book, st, error) != 1)
		return -1;
	out->definition_of_success = column_copy(st, 6);
	out->success_measure = column_copy(st, 7);
	out->master_narrative = column_copy(st, 8);
	out->value_path = column_copy(st, 9);
	sqlite3_reset(st);
	return 0;
}

static int load_custom(struct book *book, int64_t account, struct account_detail *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_CUSTOM_LIST, "i", account);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		*vec_add(&out->custom) = column_copy(st, 0);
		*vec_add(&out->custom) = column_copy(st, 1);
	}
	return found;
}

static int load_review(struct book *book, enum query query, int64_t account, day_t as_of, day_t *day,
		       struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, query, "id", account, as_of);
	int found = st ? book_step(book, st, error) : -1;

	*day = DAY_NONE;
	if (found == 1) {
		*day = column_day(st, 1);
		sqlite3_reset(st);
	}
	return found < 0 ? -1 : 0;
}

static int load_tracks(struct book *book, int64_t account, struct account_detail *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ASSIGN_LIST, "i", account);
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(&out->tracks) = sqlite3_column_int64(st, 0);
	return found;
}

/* Who gave the answers that stand, and why. Rows come in the order in which later ones stand
 * over earlier ones. */
static int load_answers(struct book *book, int64_t account, day_t as_of, struct account_detail *out,
			struct error *error)
{
	sqlite3_stmt *st;
	int found = -1;

	if (!out->track)
		return 0;
	out->answers = xcalloc((size_t)out->track->milestone_count + 1, sizeof *out->answers);
	out->answer_count = out->track->milestone_count;
	st = book_query(book, error, Q_DETAIL_ANSWERS, "i", account);
	while (st && (found = book_step(book, st, error)) == 1) {
		int at = track_find_id(out->track, sqlite3_column_int64(st, 0));

		if (at < 0 || sqlite3_column_int(st, 1) > as_of)
			continue;
		free(out->answers[at].by);
		free(out->answers[at].note);
		out->answers[at].by = column_copy(st, 4);
		out->answers[at].note = column_copy(st, 5);
	}
	return found;
}

/* Row and health as of its main track. */
static int load_main(struct facts_reader *reader, day_t as_of, struct account_detail *out, struct error *error)
{
	struct scored scored;

	facts_score_whole(reader, as_of, &scored);
	if (facts_row(reader, as_of, &scored, &out->row, error))
		return -1;
	out->next_step = xstrdup(facts_texts(reader, as_of).next_step);
	out->track = scored.view.track;
	out->view = scored.view;
	out->position = scored.position;
	out->health = scored.health;
	out->room = reader->room;
	reader->room = (struct view_room){ 0 };
	return 0;
}

/* View and position over another track than the main one. */
static int load_other_track(struct facts_reader *reader, int64_t track, day_t as_of, struct account_detail *out,
			    struct error *error)
{
	if (facts_lens(reader, track, error))
		return -1;
	facts_view(&reader->lens, as_of, &out->room, &out->view);
	view_position(&out->view, &reader->book->options.limits.pace, &out->position);
	out->track = reader->lens.track;
	return 0;
}

static struct ids ids_copy(const struct ids *ids)
{
	struct ids copy = { 0 };

	for (size_t i = 0; i < ids->count; i++)
		*vec_add(&copy) = ids->items[i];
	return copy;
}

/* They outlive the reader. */
static void keep_facts(struct facts_reader *reader, bool lens, struct account_detail *out)
{
	out->facts = xcalloc(1, sizeof *out->facts);
	facts_copy(lens ? &reader->lens : &reader->facts, out->facts);
	if (out->view.facts)
		out->view.facts = out->facts;
	out->contact_ids = ids_copy(&reader->contact_ids);
	out->promise_ids = ids_copy(&reader->promise_ids);
	out->outcome_ids = ids_copy(&reader->outcome_ids);
}

static int load_facts(struct book *book, int64_t account, int64_t track, day_t as_of, struct account_detail *out,
		      struct error *error)
{
	struct facts_reader reader = { 0 };
	int found = facts_begin(&reader, book, account, account, error) ? -1 : facts_next(&reader, 0, error);

	bool lens = found == 1 && track && track != reader.main;

	if (found == 1 && (load_main(&reader, as_of, out, error) ||
			   (lens && load_other_track(&reader, track, as_of, out, error))))
		found = -1;
	if (found == 1)
		keep_facts(&reader, lens, out);
	facts_end(&reader);
	if (found == 0)
		return error_set(error, ERROR_NOT_FOUND,
				 "the account is gone: it was taken back or removed meanwhile");
	return found < 0 ? -1 : 0;
}

int account_load(struct book *book, int64_t account, int64_t track, day_t as_of, struct account_detail *out,
		 struct error *error)
{
	int result;

	account_detail_clear(out);
	if (book_read_begin(book, error))
		return -1;
	result = load_facts(book, account, track, as_of, out, error);
	if (!result && (load_texts(book, account, out, error) || load_custom(book, account, out, error) ||
			load_tracks(book, account, out, error) || load_answers(book, account, as_of, out, error) ||
			load_review(book, Q_REVIEW_LAST, account, as_of, &out->last_review, error) ||
			load_review(book, Q_REVIEW_NEXT, account, as_of, &out->next_review, error)))
		result = -1;
	book_read_end(book);
	if (result)
		account_detail_clear(out);
	return result;
}
