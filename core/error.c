#include "core/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Take off the first bytes of a character whose last ones did not fit. */
static void trim_broken_end(char *text)
{
	size_t size = strlen(text), start = size, need;
	unsigned char lead;

	while (start > 0 && size - start < 3 && ((unsigned char)text[start - 1] & 0xc0) == 0x80)
		start--;
	if (start == 0)
		return;
	lead = (unsigned char)text[start - 1];
	need = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
	if (size - (start - 1) < need)
		text[start - 1] = '\0';
}

/* True when all of it fitted. */
static bool print(char *text, size_t room, const char *format, va_list args)
{
	int size = vsnprintf(text, room, format, args);

	if (size < 0) {
		text[0] = '\0';
		return true;
	}
	if ((size_t)size < room)
		return true;
	trim_broken_end(text);
	return false;
}

int error_setv(struct error *error, enum error_kind kind, const char *format, va_list args)
{
	char text[sizeof error->text]; /* an argument may be error->text itself */

	print(text, sizeof text, format, args);
	error->kind = kind;
	memcpy(error->text, text, strlen(text) + 1);
	return -1;
}

int error_set(struct error *error, enum error_kind kind, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	error_setv(error, kind, format, args);
	va_end(args);
	return -1;
}

int error_prefix(struct error *error, const char *format, ...)
{
	char text[sizeof error->text];
	va_list args;
	size_t used, rest;
	bool whole;

	va_start(args, format);
	whole = print(text, sizeof text, format, args);
	va_end(args);
	used = strlen(text);
	if (whole && used + 2 < sizeof text) {
		memcpy(text + used, ": ", 2);
		used += 2;
		rest = strlen(error->text);
		if (rest > sizeof text - 1 - used)
			rest = sizeof text - 1 - used;
		memcpy(text + used, error->text, rest);
		text[used + rest] = '\0';
		if (error->text[rest] != '\0')
			trim_broken_end(text);
	}
	memcpy(error->text, text, strlen(text) + 1);
	return -1;
}
