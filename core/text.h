#ifndef WAYMARK_CORE_TEXT_H
#define WAYMARK_CORE_TEXT_H
/*
 * Text from outside. It is stored as it came; these functions make it fit to be
 * shown, measured, cut, folded and compared. All text is UTF-8 or claims to be.
 *
 * A cell is one column of the terminal. Widths come from the locale's
 * wcwidth(); a grapheme (what a reader takes for one character) is never cut.
 */
#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"

/* How unsafe or undrawable bytes are shown. */
enum text_signs {
	TEXT_UTF8,  /* a replacement sign U+FFFD; everything else as it is */
	TEXT_ASCII, /* for locales without UTF-8: accents dropped, the rest "?" */
};

/*
 * Append text to out so that it can do no harm on a terminal and takes up the
 * cells that text_width() says: line ends and tabs become one space; other
 * control characters (C0, DEL, C1), bidirectional overrides and marks (U+202A-E,
 * U+2066-9, U+200E/F), U+FEFF, unassigned and invalid bytes become one
 * replacement sign each; a grapheme whose width terminals disagree on (joined
 * emoji) is reduced to its first code point.
 */
void text_safe(struct buf *out, const char *text, enum text_signs signs) __attribute__((nonnull));

/* The same for text with line ends that are meant: '\n' is kept. */
void text_safe_lines(struct buf *out, const char *text, enum text_signs signs) __attribute__((nonnull));

/* Cells of text that text_safe() has made. */
int text_width(const char *safe) __attribute__((nonnull));

/* Bytes of safe text that fit in cells; *used (may be NULL) gets the cells they take. */
size_t text_fit(const char *safe, int cells, int *used) __attribute__((nonnull(1)));

/* Append safe text cut or padded with spaces to exactly cells; what is cut ends
 * in an ellipsis ("..." when ascii) where there is room for it. */
void text_column(struct buf *out, const char *safe, int cells, bool right, enum text_signs signs)
	__attribute__((nonnull));

/* Break safe text into lines of at most cells at spaces, calling line for each
 * (text is not NUL-terminated). Returns the number of lines, at least 1. */
int text_wrap(const char *safe, int cells, void (*line)(void *data, const char *text, size_t size), void *data)
	__attribute__((nonnull(1)));

/* Case-folded and composed (NFC after folding), for search and order; invalid
 * bytes are kept. Yours to free. */
char *text_fold(const char *text) __attribute__((nonnull, returns_nonnull, warn_unused_result));

/* Whether part occurs in text, both as text_fold() made them. */
bool text_contains(const char *folded, const char *part) __attribute__((nonnull));

bool text_is_utf8(const char *data, size_t size) __attribute__((nonnull));

/* Append text as valid UTF-8: each byte that is part of no character becomes U+FFFD, all else stays. */
void text_repair(struct buf *out, const char *text) __attribute__((nonnull));

/* Whether said is what is held, or what text_repair() makes of it: the bytes that are lost on the way through a file
 * make no other text. */
bool text_is_same(const char *held, const char *said) __attribute__((nonnull));

/* Append text as it may stand in a document, whatever the locale: valid UTF-8; line ends are '\n', tabs one space;
 * other control characters, bidirectional overrides and marks, and unassigned ones become U+FFFD each; of a tower of
 * combining marks the first four stay. */
void text_harmless(struct buf *out, const char *text) __attribute__((nonnull));

/* Without blanks at both ends, in place; returns its argument moved on. */
char *text_trim(char *text) __attribute__((nonnull, returns_nonnull));

/* Edit distance for "did you mean"; at most 32 bytes of each are looked at. */
int text_distance(const char *a, const char *b) __attribute__((nonnull));

#endif
