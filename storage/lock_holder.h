#ifndef WAYMARK_STORAGE_LOCK_HOLDER_H
#define WAYMARK_STORAGE_LOCK_HOLDER_H
#include <stddef.h>

/*
 * Who holds a write lock on a file, for a message: "ana (waymark, process 4711)"; "" when not known.
 * Reads the kernel's table of locks and never opens the file itself: closing it would drop SQLite's
 * own locks.
 */
void lock_holder(const char *path, char *text, size_t size) __attribute__((nonnull));

#endif
