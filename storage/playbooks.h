#ifndef WAYMARK_STORAGE_PLAYBOOKS_H
#define WAYMARK_STORAGE_PLAYBOOKS_H
/*
 * Playbooks: files of flags, plays and asks (share/plays/, waymark-plays(5)), and those that a book holds. A new
 * book, and one that comes from an older schema, gets those that ship.
 */
#include "core/play.h"
#include "storage/book.h"

/*
 * In libconfig's format, like tracks and scorecards; share/man/waymark-plays.5 tells it for people:
 *
 *	id = "ours"; title = "..."; version = "1";
 *	flags = ( { id = "silence"; title = "no word from them"; advice = "..."; severity = "warn";
 *		when = "days_since(touch, from = them) > cadence"; figure = "days_since(touch, from = them)";
 *		unit = "days"; retrigger = 30; play = "call-them"; opens = true; } );
 *	plays = ( { id = "call-them"; title = "..."; purpose = "..."; anchor = "opened"; figure = "..."; better = "lower";
 *		unit = "days"; tasks = ( { text = "..."; side = "us"; owner = "..."; anchor = "renewal"; offset = -30;
 *		document = "..."; } ); outcomes = ( "...", "..." ); } );
 *	asks = ( { id = "reference"; title = "..."; words = "...";
 *		conditions = ( { when = "..."; missing = "..."; } ); } );
 *
 * Needed are id and title of everything, when of a flag, purpose, tasks and outcomes of a play, words and conditions
 * of an ask. A flag's play is one of the same file. Unless said otherwise severity is warn, retrigger 30 days, anchor
 * opened (a task's that of its play), side us, offset 0, better (without a figure of its own) lower.
 *
 * From a file or text (path is for messages). Names are added to the words. Errors read FILE:LINE: what is wrong; of
 * expressions FILE:LINE:COLUMN: SETTING: what is wrong; the first fault ends it. NULL: failed.
 */
struct playbook *playbook_read_file(const char *path, struct card_words *words, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The first with the file's content, yours to free. */
struct playbook *playbook_read_source(const char *path, struct card_words *words, char **text, struct error *error)
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
