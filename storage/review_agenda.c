/* The agenda of the next review: the draft, and what people made of it. */
#include <stdlib.h>

#include "storage/review_private.h"

static void draft(const struct review_facts *loaded, int64_t review, struct agenda *out)
{
	const struct account_detail *detail = loaded->detail;

	qbr_draft(
		&(struct qbr_input){
			.definition_of_success = detail->definition_of_success,
			.success_measure = detail->success_measure,
			.next_step = detail->next_step,
			.review = review,
			.last_review = detail->last_review,
			.next_review = detail->next_review,
			.view = &detail->view,
			.position = &detail->position,
			.health = &detail->health,
			.answers = detail->track ? loaded->answers : NULL,
			.ahead = REVIEW_AHEAD,
			.actions = loaded->actions.items,
			.action_count = loaded->actions.count,
			.agreed = loaded->agreed.items,
			.agreed_count = loaded->agreed.count,
			.outcomes = loaded->outcome_rows.items,
			.outcome_count = loaded->outcome_rows.count,
			.promises = loaded->promise_rows.items,
			.promise_count = loaded->promise_rows.count,
			.surveys = loaded->survey_rows.items,
			.survey_count = loaded->survey_rows.count,
			.concerns = loaded->concern_rows.items,
			.concern_count = loaded->concern_rows.count,
			.contacts = loaded->contact_rows.items,
			.contact_count = loaded->contact_rows.count,
			.measures = loaded->measure_rows.items,
			.measure_count = loaded->measure_rows.count,
			.flags = loaded->flag_rows.items,
			.flag_count = loaded->flag_rows.count,
			.asks = &loaded->asks,
		},
		out);
}

static int merge(struct book *book, int64_t account, int64_t review, const char *seen, struct agenda *agenda,
		 struct error *error)
{
	struct review_items items = { 0 };
	VEC(struct qbr_edit) edits = { 0 };
	int status = review ? review_items_read(book, account, review, &items, error) : 0;

	for (size_t i = 0; !status && i < items.count; i++) {
		const struct review_item *item = &items.items[i];
		const char *todo = strncmp(item->key, "todo/", 5) ? NULL : item->key + 5;

		*vec_add(&edits) = (struct qbr_edit){
			.key = item->key,
			.section = item->section,
			.has_rank = item->has_rank,
			.has_audience = item->has_audience,
			.hidden = item->hidden,
			.covered = item->covered,
			.rank = item->rank,
			.audience = item->audience,
			.text = item->text,
			.drafted = item->drafted,
			.note = item->note,
			.todo = todo && agenda_find(agenda, item->key) ? strtoll(todo, NULL, 10) : 0,
		};
	}
	agenda->looked_at = seen && *seen;
	if (!status)
		qbr_merge(agenda, edits.items, edits.count, agenda->looked_at ? seen : NULL);
	vec_free(&edits);
	review_items_clear(&items);
	return status;
}

/* *id 0: there is none. seen (may be NULL) is yours. */
static int find_review(struct book *book, enum query query, int64_t account, day_t as_of, int64_t *id, char **seen,
		       struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, query, "id", account, as_of);
	int found = st ? book_step(book, st, error) : -1;

	*id = 0;
	if (found == 1) {
		*id = sqlite3_column_int64(st, 0);
		if (seen)
			*seen = column_copy(st, 2);
		sqlite3_reset(st);
	}
	return found < 0 ? -1 : 0;
}

int review_agenda(struct book *book, const struct account_detail *detail, day_t as_of, struct agenda *out,
		  struct error *error)
{
	struct review_facts loaded = { .detail = detail, .as_of = as_of };
	int64_t account = detail->row.id, review;
	char *seen = NULL;
	int status;

	if (book_read_begin(book, error))
		return -1;
	status = find_review(book, Q_REVIEW_LAST, account, as_of, &loaded.last, NULL, error) ||
		 find_review(book, Q_REVIEW_NEXT, account, as_of, &review, &seen, error) ||
		 review_facts_load(book, review, &loaded, error);
	if (!status) {
		draft(&loaded, review, out);
		out->account = xstrdup(detail->row.name);
		out->csm = xstrdup(detail->row.csm);
		status = merge(book, account, review, seen, out, error);
	}
	book_read_end(book);
	free(seen);
	review_facts_clear(&loaded);
	if (status)
		agenda_free(out);
	return status ? -1 : 0;
}
