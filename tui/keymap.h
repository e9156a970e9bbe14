#ifndef WAYMARK_TUI_KEYMAP_H
#define WAYMARK_TUI_KEYMAP_H
/*
 * Keys and what they do. The default keys are configuration text (share/keys.cfg,
 * compiled in) read by the same parser as the user's group "keys"; help is made from the
 * live map.
 */
#include "cmd/action.h"

/* A key is a Unicode code point, or one of these, or'ed with KEY_META for Alt. Control
 * characters are their code (0x12 is C-r). */
enum key {
	KEY_NONE = -1,
	KEY_SPECIAL = 0x110000, /* beyond Unicode */
	KEY_UP_ARROW,
	KEY_DOWN_ARROW,
	KEY_LEFT_ARROW,
	KEY_RIGHT_ARROW,
	KEY_HOME_KEY,
	KEY_END_KEY,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_INSERT,
	KEY_DELETE,
	KEY_BACKTAB,
	KEY_RESIZED,
	KEY_PASTE,
	KEY_HANGUP /* the terminal is gone */,
	KEY_MOUSE_EVENT,
	KEY_F0 /* F1 is KEY_F0 + 1, up to 12 */,
	KEY_SPECIAL_END = KEY_F0 + 13,
	KEY_META = 0x1000000,
};
#define KEY_ESCAPE 0x1b
#define KEY_RETURN 0x0d
#define KEY_TABULATOR 0x09
#define KEY_ERASE 0x7f

enum keymap_scope {
	KEYS_ANY,
	KEYS_PORTFOLIO,
	KEYS_TRACK,
	KEYS_QBR,
	KEYS_MILESTONE,
	KEYS_PLACEMENT,
	KEYS_PROGRAMME,
	KEYS_ACCOUNT,
	KEYS_PLAYS,
	KEYS_TODAY,
	KEYS_REVIEW,
	KEYS_NUMBERS,
	KEYS_TEXT,
	KEYS_SCOPES
};
const char *keymap_scope_name(enum keymap_scope scope); /* "any" "portfolio" ... "text" */

struct binding {
	int key;
	enum keymap_scope scope;
	enum action_id action;
	char *words; /* what is run: "yes", or a whole ":" line; NULL: the action's name */
};
struct keymap {
	VEC(struct binding) bindings;
};

/* Names: "a" "G" "C-r" "M-f" "Space" "Enter" "Esc" "Tab" "S-Tab" "Up" "PgDn" "F1" "Backspace" "Del". */
int key_from_name(const char *name, int *key) __attribute__((nonnull)); /* -1: no such key */
void key_to_name(int key, char name[24]);				/* (key_name() is curses' own) */

/* The defaults, then (file not NULL) what the file's group keys says: in each scope a list of
 * "ACTION = KEY KEY" settings; an empty string unbinds. Errors name file, line and key. Free with
 * keymap_free(). */
int keymap_load(struct keymap *map, const char *file, struct error *error)
	__attribute__((nonnull(1, 3), warn_unused_result));
void keymap_free(struct keymap *map) __attribute__((nonnull));
/* What a key does in a scope, that scope's own bindings before those for any. NULL: nothing. */
const struct binding *keymap_find(const struct keymap *map, enum keymap_scope scope, int key)
	__attribute__((nonnull));
/* The first key of an action in a scope, for hints: "?"; "" when it has none. */
void keymap_key_of(const struct keymap *map, enum keymap_scope scope, enum action_id action, char name[24])
	__attribute__((nonnull));

#endif
