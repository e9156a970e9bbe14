#ifndef WAYMARK_CMD_REVIEW_DOC_H
#define WAYMARK_CMD_REVIEW_DOC_H
/*
 * A review on its way out: Markdown, HTML, plain text, iCalendar. One document is made once, of what may leave the house
 * alone (qbr_leaves()), and each format writes that, so that none can let an internal item through.
 */
#include "core/buf.h"
#include "core/error.h"
#include "core/qbr.h"

enum review_format { REVIEW_TEXT, REVIEW_MARKDOWN, REVIEW_HTML, REVIEW_ICS };

struct review_doc {
	const char *account, *csm; /* borrowed; csm may be NULL */
	day_t day, next;	   /* of the review, of the one after; DAY_NONE */
	bool held;		   /* a recap: what was covered, decided and agreed; else an invitation's agenda */
	const struct agenda *agenda;
	const struct qbr_item **items; /* those that leave, in order */
	size_t count;
};
void review_doc_make(const char *account, const char *csm, const struct agenda *agenda, struct review_doc *out)
	__attribute__((nonnull(1, 3, 4)));
void review_doc_free(struct review_doc *doc) __attribute__((nonnull));

/* Append. Foreign text is made harmless for each format. */
void review_write_text(const struct review_doc *doc, bool utf8, struct buf *out) __attribute__((nonnull));
void review_write_markdown(const struct review_doc *doc, struct buf *out) __attribute__((nonnull));
void review_write_html(const struct review_doc *doc, struct buf *out) __attribute__((nonnull));
/* The next review as an event of a whole day, for calendars; by libical, which is loaded for it. ERROR_INPUT without a
 * date, ERROR_SYSTEM (or its kin) where the library is not there. */
int review_write_ics(const struct review_doc *doc, int64_t account, struct buf *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
