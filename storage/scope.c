#include "storage/scope.h"

#include "core/money.h"

static int review_days(struct book *book, int64_t account, day_t as_of, day_t *last, day_t *next,
		       struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_REVIEW_LAST, "id", account, as_of);
	int found = st ? book_step(book, st, error) : -1;

	*last = found == 1 ? column_day(st, 1) : DAY_NONE;
	if (found == 1)
		sqlite3_reset(st);
	if (found < 0)
		return -1;
	st = book_query(book, error, Q_REVIEW_NEXT, "id", account, as_of);
	found = st ? book_step(book, st, error) : -1;
	*next = found == 1 ? column_day(st, 1) : DAY_NONE;
	if (found == 1)
		sqlite3_reset(st);
	return found < 0 ? -1 : 0;
}

void scope_fill(const struct facts_reader *reader, const struct scored *scored, day_t last_review,
		day_t next_review, struct scope *out)
{
	const struct track *track = scored->view.track;
	struct text_fact texts = facts_texts(reader, scored->view.as_of);

	out->scoring = (struct scoring){
		.card = scored->card,
		.limits = &reader->book->options.limits,
		.view = &scored->view,
		.position = &scored->position,
		.health = &scored->health,
	};
	out->input = (struct expr_input){
		.scoring = &out->scoring,
		.segment = texts.segment,
		.csm = texts.csm,
		.stage = track && scored->position.stage >= 0 ? track->stages[scored->position.stage].key : NULL,
		.start = reader->start,
		.last_review = last_review,
		.next_review = next_review,
		.trend = scored->trend,
		.decimals = money_decimals(reader->currency ? reader->currency : ""),
	};
}

int scope_read(const struct facts_reader *reader, const struct scored *scored, struct scope *out,
	       struct error *error)
{
	day_t last, next;

	if (review_days(reader->book, reader->id, scored->view.as_of, &last, &next, error))
		return -1;
	scope_fill(reader, scored, last, next, out);
	return 0;
}

int scope_open(struct book *book, int64_t account, day_t as_of, struct scoped *out, struct error *error)
{
	int found;

	*out = (struct scoped){ 0 };
	found = facts_begin(&out->reader, book, account, account, error) ? -1 : facts_next(&out->reader, 0, error);
	if (found == 1) {
		facts_score(&out->reader, as_of, &out->scored);
		found = scope_read(&out->reader, &out->scored, &out->scope, error) ? -1 : 1;
	} else if (!found) {
		found = error_set(error, ERROR_NOT_FOUND, "there is no such account any more");
	}
	if (found < 0)
		scope_close(out);
	return found < 0 ? -1 : 0;
}

void scope_close(struct scoped *scoped)
{
	facts_end(&scoped->reader);
}
