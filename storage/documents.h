#ifndef WAYMARK_STORAGE_DOCUMENTS_H
#define WAYMARK_STORAGE_DOCUMENTS_H
/* Process documents of the book: those that tasks of its tracks name, and those written down. */
#include "core/document.h"
#include "storage/book.h"

struct documents { /* zeroed is empty; a vector of core/vec.h */
	struct document *items;
	size_t count, room;
};
/* All of them, what to write first on top. */
int document_list(struct book *book, struct documents *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void documents_clear(struct documents *documents) __attribute__((nonnull));
/* By title, else by an unambiguous start of one, folded; ERROR_NOT_FOUND with the nearest. Clear it with
 * document_clear(). */
int document_get(struct book *book, const char *title, struct document *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Writes all of it, in a transaction of the journal, under its id (0: the one of its title). */
int document_put(struct book *book, const struct document *document, bool *changed, struct error *error)
	__attribute__((nonnull(1, 2, 4), warn_unused_result));
/* Takes away what is written of it; a document that tasks name stays in the list, unwritten. */
int document_remove(struct book *book, int64_t id, bool *changed, struct error *error)
	__attribute__((nonnull(1, 4), warn_unused_result));

#endif
