#include "core/arena.h"

#include <stdlib.h>
#include <string.h>

#include "core/xalloc.h"

enum { BLOCK = 16384 };

struct arena_block {
	struct arena_block *next;
	size_t size;
	char bytes[];
};

/* The next block that is large enough; those that are not stay for later, behind it. */
static void next_block(struct arena *arena, size_t size)
{
	struct arena_block *next = arena->now ? arena->now->next : arena->first;

	if (!next || next->size < size) {
		struct arena_block *block = xmalloc(sizeof *block + (size > BLOCK ? size : BLOCK));

		block->size = size > BLOCK ? size : BLOCK;
		block->next = next;
		*(arena->now ? &arena->now->next : &arena->first) = block;
		next = block;
	}
	arena->now = next;
	arena->used = 0;
}

const char *arena_copy(struct arena *arena, const char *text)
{
	size_t size;
	char *copy;

	if (!text)
		return NULL;
	size = strlen(text) + 1;
	if (!arena->now || arena->now->size - arena->used < size)
		next_block(arena, size);
	copy = arena->now->bytes + arena->used;
	memcpy(copy, text, size);
	arena->used += size;
	return copy;
}

void arena_clear(struct arena *arena)
{
	arena->now = NULL;
	arena->used = 0;
}

void arena_free(struct arena *arena)
{
	struct arena_block *block = arena->first;

	while (block) {
		struct arena_block *next = block->next;

		free(block);
		block = next;
	}
	*arena = (struct arena){ NULL, NULL, 0 };
}
