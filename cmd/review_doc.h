#ifndef WAYMARK_CMD_REVIEW_DOC_H
#define WAYMARK_CMD_REVIEW_DOC_H
/*
 * A review on its way out: plain text for mail, Markdown, HTML, iCalendar. One document is made once, of what may leave
 * the house alone (qbr_leaves()), and each format writes that, so that none can let an internal item through.
 * Before the meeting it is the agenda. Afterwards it is the recap: what was decided first, then what was covered,
 * and what was not as left for next time.
 */
#include "core/buf.h"
#include "core/error.h"
#include "core/qbr.h"
#include "core/vec.h"

struct review_part {
	const char *title;
	VEC(const struct qbr_item *) items; /* borrowed from the agenda, in order; at least one */
};
struct review_doc {
	const char *account, *csm; /* borrowed; csm NULL: not named */
	day_t day, next;	   /* of the review, of the one after; DAY_NONE */
	bool held;
	struct {
		struct review_part *items;
		size_t count, room;
	} parts;
};
/* account, csm and agenda must live as long. */
void review_doc_make(const char *account, const char *csm, const struct agenda *agenda, struct review_doc *out)
	__attribute__((nonnull(1, 3, 4)));
void review_doc_free(struct review_doc *doc) __attribute__((nonnull));

/* Each appends; foreign text is made harmless for its format. */
void review_write_text(const struct review_doc *doc, bool utf8, struct buf *out) __attribute__((nonnull));
void review_write_markdown(const struct review_doc *doc, struct buf *out) __attribute__((nonnull));
/* One file that needs no other and asks for none: its style and its charts are within. */
void review_write_html(const struct review_doc *doc, struct buf *out) __attribute__((nonnull));
/* The next review as an event of a whole day, by libical, which is loaded for it. A recap's is the one after. now: ms
 * since 1970 UTC, when it was written. ERROR_INPUT without a day, ERROR_NOT_FOUND where the library is not there. */
int review_write_ics(const struct review_doc *doc, int64_t account, int64_t now, struct buf *out,
		     struct error *error) __attribute__((nonnull, warn_unused_result));

/* ---- what the formats share, review_doc.c ---- */

const char *review_title(const struct review_doc *doc) __attribute__((nonnull, returns_nonnull));
/* "4 December 2026" into text of REVIEW_DATE; returns text. */
#define REVIEW_DATE 24
char *review_date(day_t day, char *text) __attribute__((nonnull));
/* What its mark says where it is one: "done", "open", "not yet"; NULL: nothing to say. */
const char *review_mark(const struct qbr_item *item) __attribute__((nonnull));
/* The same where it is to stand beside the item's day: what is under "achieved" needs no "done". */
const char *review_mark_said(const struct qbr_item *item) __attribute__((nonnull));
/* "9.1, 5.2; target 4" */
void review_say_series(const struct qbr_series *series, struct buf *out) __attribute__((nonnull));
/* A chart of it, as an svg element within HTML, review_svg.c. */
void review_write_svg(const struct qbr_series *series, struct buf *out) __attribute__((nonnull));

#endif
