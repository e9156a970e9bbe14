#ifndef WAYMARK_CORE_XALLOC_H
#define WAYMARK_CORE_XALLOC_H
/*
 * Memory that never comes back NULL: when there is none left the one thing to
 * do is to stop at once, with the book whole (SQLite rolls back on the next
 * open) and the terminal as it was found.
 */
#include <stddef.h>

/* Called once before the process aborts for want of memory or by BUG(). */
void xalloc_on_death(void (*restore)(void));

void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull, warn_unused_result));
void *xcalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull, warn_unused_result));
void *xrealloc(void *old, size_t size) __attribute__((returns_nonnull, warn_unused_result));
/* A copy of text; NULL gives NULL. Yours to free. */
char *xstrdup(const char *text) __attribute__((malloc, warn_unused_result));
char *xstrndup(const char *text, size_t size) __attribute__((malloc, nonnull, returns_nonnull, warn_unused_result));
char *xasprintf(const char *format, ...)
	__attribute__((format(printf, 1, 2), malloc, returns_nonnull, warn_unused_result));

/* Ends the process after restoring the terminal: a state the code rules out. */
void bug(const char *file, int line, const char *what) __attribute__((noreturn));
#define BUG(what) bug(__FILE__, __LINE__, (what))

#endif
