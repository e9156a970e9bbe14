#ifndef WAYMARK_TUI_PROMPT_H
#define WAYMARK_TUI_PROMPT_H
/*
 * The one-line editor at the bottom: the ":" line, search, notes, yes/no questions.
 * Knows no curses and no book: keys in, text and cursor out. Emacs keys, history
 * by prefix, completion through a callback.
 */
#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/vec.h"

/* A note is any text that is asked for. */
enum prompt_kind { PROMPT_NONE, PROMPT_COMMAND, PROMPT_SEARCH, PROMPT_NOTE, PROMPT_CONFIRM };
enum prompt_result { PROMPT_OPEN, PROMPT_CHANGED, PROMPT_DONE, PROMPT_CANCELLED };

struct prompt {
	enum prompt_kind kind;
	char *label; /* ":" "/" "note: " */
	struct buf text;
	size_t cursor;	     /* byte offset, at a grapheme's start */
	bool offered;	     /* the text is there to be taken or typed over: the first thing typed replaces it */
	char *yanked;	     /* what C-k, C-u, C-w took */
	VEC(char *) history; /* oldest first; of the ":" line */
	size_t history_at;   /* == count: not in history */
	char *history_prefix;
	/* Completion: candidates for the text before the cursor. */
	VEC(char *) candidates;
	int candidate;	      /* shown, -1: none */
	size_t complete_from; /* where the word being completed begins */
	void (*complete)(void *data, const char *text, size_t cursor, struct prompt *prompt);
	void *complete_data;
};

void prompt_open(struct prompt *prompt, enum prompt_kind kind, const char *label, const char *text)
	__attribute__((nonnull));
enum prompt_result prompt_key(struct prompt *prompt, int key) __attribute__((nonnull));
void prompt_paste(struct prompt *prompt, const char *text) __attribute__((nonnull));
/* Called by complete(): one whole replacement for the word from complete_from on. */
void prompt_candidate(struct prompt *prompt, size_t from, const char *word) __attribute__((nonnull));
const char *prompt_text(const struct prompt *prompt) __attribute__((nonnull, returns_nonnull));
void prompt_close(struct prompt *prompt) __attribute__((nonnull)); /* history stays */
/* History kept in a file of one line each; at most 500. Failing to read or write is no error. */
void prompt_history_load(struct prompt *prompt, const char *file) __attribute__((nonnull(1)));
void prompt_history_save(const struct prompt *prompt, const char *file) __attribute__((nonnull(1)));
void prompt_free(struct prompt *prompt) __attribute__((nonnull));

#endif
