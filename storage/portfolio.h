#ifndef WAYMARK_STORAGE_PORTFOLIO_H
#define WAYMARK_STORAGE_PORTFOLIO_H
/*
 * Reading accounts: the portfolio a window at a time from the cache, and one
 * account whole. Nothing here writes.
 */
#include "core/column.h"
#include "core/qbr.h"
#include "storage/book.h"

/* ids in the order of a column, limit 0 for all; appended to out. From the cache. The default
 * order (COLUMN_AT_STAKE, descending) with a limit reads only that many. */
int portfolio_order(struct book *book, enum column by, bool descending, int limit, struct ids *out,
		    struct error *error) __attribute__((nonnull, warn_unused_result));
/* The rows of these ids from the cache, in the order given; an id that is gone gives a row with
 * id 0. rows are cleared first (pass them zeroed at the start). */
int portfolio_rows(struct book *book, const int64_t *ids, size_t count, struct account_row *rows,
		   struct error *error) __attribute__((nonnull, warn_unused_result));
/* Every account as of a date: from the cache where it is of that date, else computed. Ordered by
 * id. The row is borrowed; each returns false to stop. */
int portfolio_each(struct book *book, day_t as_of, bool (*each)(void *data, const struct account_row *row),
		   void *data, struct error *error) __attribute__((nonnull(1, 3, 5), warn_unused_result));
/* Ids whose folded name contains the folded text, in no order; appended. */
int portfolio_search(struct book *book, const char *text, struct ids *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* The header's totals, from the roll-up; prospects and active ones, each currency apart, the
 * largest first. */
#define TOTALS_MAX 8
struct totals {
	int64_t accounts; /* not churned */
	int64_t churned;
	int64_t at_risk; /* in band risk */
	int count;
	struct {
		char currency[CURRENCY_SIZE]; /* "" for amounts without one */
		int64_t arr, arr_at_risk;
	} sums[TOTALS_MAX];
	day_t day; /* what the cache is of; DAY_NONE: mixed, a refresh is under way */
};
int portfolio_totals(struct book *book, struct totals *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/*
 * ACCOUNT as people give it: an external id, an exact name, or an unambiguous start of a
 * name (case-folded), or ORGANISATION_NAME; else ERROR_NOT_FOUND (with near names) or ERROR_AMBIGUOUS (listing).
 */
int account_find(struct book *book, const char *name, int64_t *id, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Up to limit names that start so, for completion; append to out, yours to free. */
int account_complete(struct book *book, const char *start, int limit, bool (*each)(void *data, const char *name),
		     void *data, struct error *error) __attribute__((nonnull(1, 2, 4, 6), warn_unused_result));

/* What stands for one milestone, beside its view: who and why. */
struct answer_detail {
	char *by, *note; /* NULL when there is none */
};

/* One account whole, as of a date, computed from its facts. The track is as it is read for this account: with
 * the evidence that its other tracks give (core/evidence.h). */
struct account_detail {
	struct account_row row;
	char *definition_of_success, *success_measure, *master_narrative, *value_path, *next_step; /* NULL */
	day_t last_review, next_review;
	const struct track *track; /* the one asked for, borrowed from the book; NULL without */
	struct ids tracks;	   /* the account's tracks, the main one first */
	struct view view;	   /* over the main track */
	struct facts *facts; /* what the view reads from: all of the account, on the track that was asked for */
	/* The records that the facts number from 0. */
	struct ids contact_ids, promise_ids, outcome_ids;
	struct view_room room;
	struct position position;
	struct health health;
	struct answer_detail *answers; /* track->milestone_count of them */
	int answer_count;	       /* of answers: the detail can be cleared when the track is gone */
	/* Custom fields, pairs key and value, by key. */
	VEC(char *) custom;
};

/* Load the account; track 0 is its main track. For another of its tracks view, position and answers are
 * over that one, while row and health stay those of the main one. */
int account_load(struct book *book, int64_t account, int64_t track, day_t as_of, struct account_detail *out,
		 struct error *error) __attribute__((nonnull, warn_unused_result));
/* Frees what hangs on it; it is zeroed. Harmless on a zeroed one. */
void account_detail_clear(struct account_detail *detail) __attribute__((nonnull));

/* The cache: bring up to max accounts to the book's today, in one short transaction, the
 * ids given first. *left gets how many are still of another day (0: done). Does nothing on a read-only
 * book. */
int cache_refresh(struct book *book, const int64_t *first, size_t count, int max, int64_t *left,
		  struct error *error) __attribute__((nonnull(1, 5, 6), warn_unused_result));
/* Score every account anew as of the book's today; the derived tables are as if they had never
 * been there before. */
int cache_rebuild(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));

#endif
