#ifndef WAYMARK_STORAGE_PLAYBOOKS_H
#define WAYMARK_STORAGE_PLAYBOOKS_H
/*
 * Playbooks: files of flags, plays and asks (share/plays/, waymark-plays(5)), and those that a book holds. A new
 * book, and one that comes from an older schema, gets those that ship.
 */
#include "core/play.h"
#include "storage/book.h"

/* From a file or text (path is for messages). Names are added to the words. Errors name file, line and, within an
 * expression, the column; the first fault ends it. NULL: failed. */
struct playbook *playbook_read_file(const char *path, struct card_words *words, struct error *error)
	__attribute__((nonnull, warn_unused_result));
struct playbook *playbook_read_text(const char *text, const char *path, struct card_words *words,
				    struct error *error) __attribute__((nonnull, warn_unused_result));

/* The book's. Lent like cards_get(): their words are the scorecards' (storage/scorecards.h), which they extend. */
int playbooks_get(struct book *book, const struct playbooks **out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* Write one (in a transaction of storage/journal.h), in the place of the one of its key, else as the last. All accounts
 * are scored anew. */
int playbook_store(struct book *book, const struct playbook *playbook, const char *text, bool *changed,
		   struct error *error) __attribute__((nonnull(1, 2, 3, 5), warn_unused_result));
int playbook_drop(struct book *book, const char *key, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Its file's text; yours. ERROR_NOT_FOUND lists what there is. */
int playbook_source(struct book *book, const char *key, char **text, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
