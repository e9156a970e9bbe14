#ifndef WAYMARK_CORE_VEC_H
#define WAYMARK_CORE_VEC_H
/*
 * Growing arrays of any type:
 *
 *	struct { int *items; size_t count, room; } v = {0};
 *	*vec_add(&v) = 7;
 *	vec_free(&v);
 */
#include <stdint.h>
#include <stdlib.h>

#include "core/xalloc.h"

#define VEC(type) \
	struct { \
		type *items; \
		size_t count, room; \
	}

/* The named array of ids, the one passed between rooms. */
struct ids {
	int64_t *items;
	size_t count, room;
};

/* Room for at least n items in all. */
#define vec_reserve(v, n) \
	((size_t)(n) <= (v)->room \
		 ? (void)0 \
		 : (void)((v)->items = vec_grow((v)->items, &(v)->room, (size_t)(n), sizeof *(v)->items)))

/* A pointer to one more item at the end; its bytes are not set. */
#define vec_add(v) (vec_reserve((v), (v)->count + 1), &(v)->items[(v)->count++])

#define vec_clear(v) ((void)((v)->count = 0))
#define vec_free(v) (free((v)->items), (v)->items = NULL, (void)((v)->count = (v)->room = 0))

/* At least doubles; for the macros above. */
void *vec_grow(void *items, size_t *room, size_t wanted, size_t size)
	__attribute__((returns_nonnull, warn_unused_result));

#endif
