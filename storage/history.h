#ifndef WAYMARK_STORAGE_HISTORY_H
#define WAYMARK_STORAGE_HISTORY_H
/*
 * What was shown of an account's health, a row for each day on which score, band or confidence came to be
 * others; of several on one day the last. Kept as it was: neither undone nor derived anew.
 */
#include "core/buf.h"
#include "core/health.h"
#include "core/vec.h"
#include "storage/book.h"

struct score_row {
	day_t on;
	int hundredths; /* HEALTH_UNKNOWN */
	enum band band;
	int confidence;
	int scale;	 /* that it was shown on, for points_text() */
	char *scorecard; /* "default 2": the one that made it, and its version */
	char *cause;	 /* of a change of band, in words; NULL: the band is that of the row before */
};
struct score_rows { /* zeroed is empty */
	struct score_row *items;
	size_t count, room;
};
/* Up to the day to, in order of day; from: the row that stood on that day comes first. DAY_NONE: from the first.
 * Append. */
int history_list(struct book *book, int64_t account, day_t from, day_t to, struct score_rows *out,
		 struct error *error) __attribute__((nonnull, warn_unused_result));
void score_rows_clear(struct score_rows *rows) __attribute__((nonnull));

/* ---- within storage: what rescoring and the journal tell it ---- */

/* What is shown of an account from now on. */
struct shown {
	int64_t account;
	int hundredths, band, confidence;
	const struct scorecard *card;
};
bool shown_same(const struct shown *a, const struct shown *b) __attribute__((nonnull));
/* Within the transaction under way, dated by the book's today. */
int history_keep(struct book *book, const struct shown *shown, size_t count, struct error *error)
	__attribute__((nonnull(1, 4), warn_unused_result));
/* Why bands changed in this transaction: a sentence as the journal has it; NULL: nobody did anything, days passed.
 * Where it was the days that did the most of it since the account was shown last, they are the cause either way. */
int history_cause(struct book *book, const char *cause, struct error *error)
	__attribute__((nonnull(1, 3), warn_unused_result));

/* history_cause.c: append what the days brought; nothing where they did not. days_only: nothing either where something
 * that was dated in between did the most. */
struct band_change;
int history_say_days(struct book *book, const struct band_change *change, bool days_only, struct buf *out,
		     struct error *error) __attribute__((nonnull, warn_unused_result));

#endif
