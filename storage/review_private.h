#ifndef WAYMARK_STORAGE_REVIEW_PRIVATE_H
#define WAYMARK_STORAGE_REVIEW_PRIVATE_H
/* What the files of reviews share: a review and the edits of its items as they are stored. */
#include "storage/facts_store.h"
#include "storage/plays.h"
#include "storage/reviews.h"
#include "storage/store_private.h"

struct review_row {
	int64_t id;
	day_t day, held; /* held DAY_NONE: not yet */
	char *seen;	 /* keys; NULL: nobody worked at it, "": nobody looked through it */
	char *record;	 /* JSON; NULL */
};
/* ERROR_NOT_FOUND where it is not there. */
int review_get(struct book *book, int64_t account, int64_t id, struct review_row *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void review_row_clear(struct review_row *row) __attribute__((nonnull));

struct review_item {
	char *key, *text, *drafted, *note; /* NULL but key */
	enum qbr_section section;
	bool has_rank, has_audience, hidden, covered;
	int rank;
	enum qbr_audience audience;
};
struct review_items {
	struct review_item *items;
	size_t count, room;
};
int review_items_read(struct book *book, int64_t account, int64_t review, struct review_items *out,
		      struct error *error) __attribute__((nonnull, warn_unused_result));
void review_items_clear(struct review_items *items) __attribute__((nonnull));

/* A review was planned (its preparation is opened), moved, or (id 0) called off: the tasks move with it. */
int review_prepare(struct book *book, int64_t account, int64_t id, const char *who, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* It was held: what was to be done by then in its preparation is done, what comes after counts from that day. */
int review_prepared(struct book *book, int64_t account, int64_t id, day_t on, const char *who, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* ---- review_facts.c ---- */

#define REVIEW_AHEAD 5 /* next milestones that are listed */

/* All that the input borrows from. */
struct review_facts {
	const struct account_detail *detail;
	day_t as_of;
	int64_t last; /* id of the last review, 0 */
	struct outcomes outcomes;
	struct promises promises;
	struct surveys surveys;
	struct concerns concerns;
	struct contacts contacts;
	struct agenda record; /* of the last review */
	VEC(char *) texts;    /* that hang on nothing else */
	VEC(struct qbr_action) actions;
	VEC(struct qbr_action) agreed;
	VEC(struct qbr_outcome) outcome_rows;
	VEC(struct qbr_promise) promise_rows;
	VEC(struct qbr_survey) survey_rows;
	VEC(struct qbr_concern) concern_rows;
	VEC(struct qbr_contact) contact_rows;
	VEC(struct qbr_measure) measure_rows;
	struct flag_rows flags;
	VEC(struct qbr_flag) flag_rows;
	struct asks asks;
	VEC(int64_t) values; /* of outcomes, then of measures */
	VEC(day_t) days;
	struct qbr_answer *answers;
	struct task_state *tasks; /* of the milestones ahead */
	size_t task_count;
};
/* detail, as_of and last are set, all else is zeroed; review: the one that is planned, 0. Clear it, failed or not. */
int review_facts_load(struct book *book, int64_t review, struct review_facts *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void review_facts_clear(struct review_facts *facts) __attribute__((nonnull));

#endif
