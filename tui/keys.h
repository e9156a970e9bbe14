#ifndef WAYMARK_TUI_KEYS_H
#define WAYMARK_TUI_KEYS_H
/*
 * What a terminal sends, made into keys: bytes in, keys of tui/keymap.h out. Knows no
 * curses and reads nothing itself. The sequences that all living terminals share are
 * known; the terminal's own come from its description by keys_add().
 */
#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/vec.h"

#define PASTE_MAX (1024 * 1024)

struct key_sequence {
	char *bytes;
	int key;
};

struct keys {
	struct buf bytes; /* fed and not yet made into keys, from at on */
	size_t at;
	VEC(struct key_sequence) sequences;
	bool utf8; /* else one byte is one character of the locale */
	int erase; /* what Backspace sends, besides 0x7f */
	bool pasting;
	struct buf paste; /* of the last KEY_PASTE, or the one that is coming in; at most PASTE_MAX */
};

void keys_init(struct keys *keys, bool utf8) __attribute__((nonnull));
void keys_free(struct keys *keys) __attribute__((nonnull));
/* This terminal sends these bytes for that key. Single bytes are left to the rules. */
void keys_add(struct keys *keys, const char *bytes, int key) __attribute__((nonnull));
/* One read()'s worth of bytes. A C-c that comes alone ends a paste whose end was lost. */
void keys_feed(struct keys *keys, const char *data, size_t size) __attribute__((nonnull));
/* The next key. KEY_NONE: none is whole yet. done: no more bytes will come in time, so that an ESC is
 * the key and not the start of a sequence. */
int keys_next(struct keys *keys, bool done) __attribute__((nonnull));
/* Whether bytes are left that are not a paste still coming in: keys_next(…, true) would give a key, or
 * drop what is none. */
bool keys_left(const struct keys *keys) __attribute__((nonnull));

#endif
