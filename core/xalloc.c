#include "core/xalloc.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/vec.h"

/* The one mutable global of the house: what puts the terminal back. Memory can
 * run out anywhere, so there is no argument to hand it down by. */
static void (*restore_on_death)(void);

void xalloc_on_death(void (*restore)(void))
{
	restore_on_death = restore;
}

/* Called at most once, even when restoring itself dies. */
static void restore(void)
{
	void (*function)(void) = restore_on_death;

	restore_on_death = NULL;
	if (function)
		function();
}

/* Straight to the descriptor: stdio may want memory, and may hold a lock. */
static void say(const char *text)
{
	size_t left = strlen(text);

	while (left > 0) {
		ssize_t wrote = write(STDERR_FILENO, text, left);

		if (wrote <= 0)
			return;
		text += wrote;
		left -= (size_t)wrote;
	}
}

static void out_of_memory(void) __attribute__((noreturn));
static void out_of_memory(void)
{
	restore();
	say("waymark: out of memory; the book is as it was before this action\n");
	abort();
}

void bug(const char *file, int line, const char *what)
{
	char where[256];

	restore();
	snprintf(where, sizeof where, "waymark: bug at %.100s:%d: %.100s\n", file, line, what);
	say(where);
	abort();
}

void *xmalloc(size_t size)
{
	void *memory = malloc(size ? size : 1);

	if (!memory)
		out_of_memory();
	return memory;
}

void *xcalloc(size_t count, size_t size)
{
	void *memory = count && size ? calloc(count, size) : calloc(1, 1);

	if (!memory)
		out_of_memory();
	return memory;
}

void *xrealloc(void *old, size_t size)
{
	void *memory = realloc(old, size ? size : 1);

	if (!memory)
		out_of_memory();
	return memory;
}

char *xstrdup(const char *text)
{
	return text ? xstrndup(text, strlen(text)) : NULL;
}

char *xstrndup(const char *text, size_t size)
{
	char *copy;

	size = strnlen(text, size);
	copy = xmalloc(size + 1);
	memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

char *xasprintf(const char *format, ...)
{
	va_list args;
	char *text;
	int size;

	va_start(args, format);
	size = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (size < 0)
		BUG("a format that cannot be printed");
	text = xmalloc((size_t)size + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)size + 1, format, args);
	va_end(args);
	return text;
}

void *vec_grow(void *items, size_t *room, size_t wanted, size_t size)
{
	size_t next = *room < 8 ? 8 : *room * 2;

	if (*room > SIZE_MAX / 2)
		out_of_memory();
	if (next < wanted)
		next = wanted;
	if (size && next > SIZE_MAX / size)
		out_of_memory();
	items = xrealloc(items, next * size);
	*room = next;
	return items;
}
