#ifndef WAYMARK_CORE_ERROR_H
#define WAYMARK_CORE_ERROR_H
/*
 * How a function says why it could not do what it was asked: it returns -1 and
 * has filled the struct error it took as its last argument. A message names
 * the file, line, row or field where there is one, what is wrong, and what to
 * do; it starts in lower case and ends without a full stop.
 */
#include <stdarg.h>

enum error_kind {
	ERROR_NONE,
	ERROR_USAGE,	 /* the command was not understood: exit status 2 */
	ERROR_INPUT,	 /* a value, file or row is wrong */
	ERROR_NOT_FOUND, /* no such account, milestone, entry, file */
	ERROR_AMBIGUOUS, /* several fit; the message lists them */
	ERROR_BUSY,	 /* someone else holds the book; trying again may do */
	ERROR_CONFLICT,	 /* a later change stands in the way */
	ERROR_READONLY,	 /* the book or file cannot be written */
	ERROR_SYSTEM,	 /* the file system, the library, the disk */
};

struct error {
	enum error_kind kind;
	char text[1024];
};

/* Fill *error and return -1, so that a caller may write return error_set(...).
 * A message too long for its room is cut at a character. */
int error_set(struct error *error, enum error_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4), nonnull(1)));
int error_setv(struct error *error, enum error_kind kind, const char *format, va_list args)
	__attribute__((nonnull(1)));

/* Put "PREFIX: " before the message that is there, and return -1. */
int error_prefix(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(1)));

#endif
