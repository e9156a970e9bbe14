#ifndef WAYMARK_STORAGE_ENCODING_H
#define WAYMARK_STORAGE_ENCODING_H
/*
 * The encodings exports come in, turned into UTF-8 piece by piece. What a byte
 * order mark says wins; without one a file is UTF-8 when all of it is valid, else
 * Windows-1252.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"

enum encoding {
	ENCODING_UTF8,
	ENCODING_WINDOWS_1252,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_UTF32LE,
	ENCODING_UTF32BE,
};
const char *encoding_name(enum encoding encoding); /* "Windows-1252" */

/* What the first bytes say: whether there is a mark, which, and how long it is. */
bool encoding_mark(const unsigned char *data, size_t size, enum encoding *encoding, size_t *length)
	__attribute__((nonnull));

/* Whether bytes that come in pieces are UTF-8 (no overlong forms, surrogates or values past
 * U+10FFFF). Zeroed at the start. */
struct utf8_check {
	int left;		 /* bytes the character under way still needs */
	unsigned char low, high; /* what the next of them may be */
	bool failed;
};
void utf8_check_add(struct utf8_check *check, const unsigned char *data, size_t size) __attribute__((nonnull));
bool utf8_check_end(const struct utf8_check *check) __attribute__((nonnull)); /* nothing left unfinished */

/* A piece at a time; zeroed but for the encoding at the start. Half a character at a piece's
 * end is kept for the next. */
struct decoder {
	enum encoding encoding;
	unsigned char kept[4];
	int kept_size;
	uint32_t high; /* a high surrogate waiting for its low one */
};
/* How many bytes decoding size bytes may take at most. */
size_t decoder_room(const struct decoder *decoder, size_t size) __attribute__((nonnull));
/* Decode into out, which has that room; last: nothing follows, so what is unfinished becomes
 * U+FFFD as does what is no character. Returns the bytes written. */
size_t decoder_run(struct decoder *decoder, const unsigned char *data, size_t size, bool last, char *out)
	__attribute__((nonnull));

#endif
