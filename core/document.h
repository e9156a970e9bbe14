#ifndef WAYMARK_CORE_DOCUMENT_H
#define WAYMARK_CORE_DOCUMENT_H
/*
 * Process documents, and which to write first: how critical is the task to success,
 * who holds the knowledge, would documenting it free your time, are you the only one who
 * can do it? (domain.md section 3)
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"

enum document_critical { CRITICAL_UNKNOWN, CRITICAL_LOW, CRITICAL_MEDIUM, CRITICAL_HIGH };
const char *critical_name(enum document_critical critical); /* "" "low" "medium" "high" */
bool critical_from_name(const char *name, enum document_critical *critical) __attribute__((nonnull));
enum yes_no { YES_NO_UNKNOWN, SAID_NO, SAID_YES };

struct document {
	int64_t id;
	char *title;
	char *text, *link, *owner; /* NULL when there is none */
	enum document_critical critical;
	char *holders; /* who holds the knowledge, names joined by commas; NULL: not asked */
	enum yes_no frees, only_one;
	int tasks; /* how many tasks of the book's tracks name it */
};
void document_clear(struct document *document) __attribute__((nonnull));
bool document_written(const struct document *document) __attribute__((nonnull)); /* has a text or a link */

/*
 * The rank, an open sum of 0..100: critical low 10, medium 25, high 40; the knowledge with one person 25,
 * with two or three 10; frees time 20; only one can do it 15. A question not asked gives 0 and says so.
 */
#define DOCUMENT_TERMS 4
struct document_term {
	int points;
	bool known;
	const char *why; /* "critical to success", "one person holds the knowledge", "how critical? not asked" */
};
int document_rank(const struct document *document, struct document_term terms[DOCUMENT_TERMS])
	__attribute__((nonnull));
/* In one line: "critical to success +40, one person holds the knowledge +25; not asked: ...", or that none of the four
 * questions is answered. */
void document_why(const struct document *document, struct buf *out) __attribute__((nonnull));
/* What to write first: those not written before those that are, then by rank, then by how many tasks name
 * it, then by title. */
int document_compare(const struct document *a, const struct document *b) __attribute__((nonnull));

#endif
