#ifndef WAYMARK_CORE_BUF_H
#define WAYMARK_CORE_BUF_H
/* Text that grows. A zeroed struct is an empty one; data is NUL-terminated
 * as soon as anything was added, and NULL before. */
#include <stddef.h>

struct buf {
	char *data;
	size_t size, room;
};

void buf_add(struct buf *buf, const void *data, size_t size) __attribute__((nonnull(1)));
void buf_str(struct buf *buf, const char *text) __attribute__((nonnull));
void buf_char(struct buf *buf, char c) __attribute__((nonnull));
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(1)));
/* The text, "" when empty. Borrowed until the next change. */
const char *buf_text(const struct buf *buf) __attribute__((nonnull, returns_nonnull));
/* The text, yours to free; the buffer is empty after. */
char *buf_take(struct buf *buf) __attribute__((nonnull, returns_nonnull));
void buf_clear(struct buf *buf) __attribute__((nonnull));
/* Drop what stands after the first size bytes. */
void buf_cut(struct buf *buf, size_t size) __attribute__((nonnull));
void buf_free(struct buf *buf) __attribute__((nonnull));

#endif
