#ifndef WAYMARK_CORE_ARENA_H
#define WAYMARK_CORE_ARENA_H
/*
 * Many short texts that all go at once. What was given stays where it is until the arena is cleared; its memory
 * is used again. Zeroed is empty.
 */
#include <stddef.h>

struct arena_block;
struct arena {
	struct arena_block *first, *now;
	size_t used; /* of now */
};

/* A copy of text; NULL gives NULL. */
const char *arena_copy(struct arena *arena, const char *text) __attribute__((nonnull(1)));
void arena_clear(struct arena *arena) __attribute__((nonnull));
void arena_free(struct arena *arena) __attribute__((nonnull));

#endif
