#ifndef WAYMARK_CMD_MARKUP_H
#define WAYMARK_CMD_MARKUP_H
/*
 * Foreign text within a document of markup: it is always text, no sign of it is read as markup. All of these make it
 * harmless first (text_harmless() of core/text.h), whatever the locale.
 */
#include "core/buf.h"

/* Append text as HTML, fit for an element and for a quoted attribute; line ends become spaces. */
void html_line(struct buf *out, const char *text) __attribute__((nonnull));
/* The same for an element alone; line ends become <br>. */
void html_text(struct buf *out, const char *text) __attribute__((nonnull));

/* Append text as Markdown (CommonMark and its tables) within a line that other words begin, or in a cell; line ends
 * become spaces. */
void markdown_text(struct buf *out, const char *text) __attribute__((nonnull));
/* The same where a paragraph, a heading or an item begins with it: no list, quote or heading comes of it either. */
void markdown_block(struct buf *out, const char *text) __attribute__((nonnull));

#endif
