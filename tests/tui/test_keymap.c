#include "tui/keymap.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

/* The defaults and, text not NULL, a user's file of that text. *name gets the file's name. */
static int load(struct keymap *map, const char *text, char name[64], struct error *error)
{
	FILE *file;
	int descriptor, result;

	strcpy(name, "/tmp/waymark-keys-XXXXXX");
	descriptor = mkstemp(name);
	cr_assert_geq(descriptor, 0);
	file = fdopen(descriptor, "w");
	fputs(text, file);
	fclose(file);
	result = keymap_load(map, name, error);
	unlink(name);
	return result;
}

static void load_good(struct keymap *map, const char *text)
{
	struct error error = { 0 };
	char name[64];

	cr_assert_eq(load(map, text, name, &error), 0, "%s", error.text);
}

/* Refused with FILE:LINE: and these words in the message. */
static void refused(const char *text, int line, const char *words)
{
	struct error error = { 0 };
	struct keymap map;
	char name[64], where[96];

	cr_assert_eq(load(&map, text, name, &error), -1, "%s was taken", text);
	snprintf(where, sizeof where, "%s:%d: ", name, line);
	cr_assert_eq(strncmp(error.text, where, strlen(where)), 0, "%s does not begin with %s", error.text, where);
	cr_assert_not_null(strstr(error.text, words), "%s does not say %s", error.text, words);
	cr_assert(eq(int, error.kind, ERROR_INPUT));
}

static int action_of(const struct keymap *map, enum keymap_scope scope, const char *key)
{
	const struct binding *binding;
	int code;

	cr_assert_eq(key_from_name(key, &code), 0, "%s", key);
	binding = keymap_find(map, scope, code);
	return binding ? (int)binding->action : -1;
}

Test(keymap, names_of_keys)
{
	static const struct {
		const char *name;
		int key;
	} keys[] = {
		{ "a", 'a' },
		{ "G", 'G' },
		{ "?", '?' },
		{ "é", 0xe9 },
		{ "C-r", 0x12 },
		{ "C-c", 0x03 },
		{ "C-Space", 0 },
		{ "C-]", 0x1d },
		{ "M-f", KEY_META | 'f' },
		{ "Space", ' ' },
		{ "Enter", 0x0d },
		{ "Esc", 0x1b },
		{ "Tab", 0x09 },
		{ "S-Tab", KEY_BACKTAB },
		{ "Up", KEY_UP_ARROW },
		{ "PgDn", KEY_PAGE_DOWN },
		{ "F1", KEY_F0 + 1 },
		{ "F12", KEY_F0 + 12 },
		{ "Backspace", 0x7f },
		{ "Del", KEY_DELETE },
		{ "-", '-' },
		{ "M-Enter", KEY_META | 0x0d },
	};
	char name[24];
	int key;

	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		cr_assert_eq(key_from_name(keys[i].name, &key), 0, "%s", keys[i].name);
		cr_assert_eq(key, keys[i].key, "%s is %x", keys[i].name, (unsigned)key);
		key_to_name(keys[i].key, name);
		cr_assert_str_eq(name, keys[i].name);
	}
	cr_assert_eq(key_from_name("pgdn", &key), 0);
	cr_assert_eq(key, KEY_PAGE_DOWN);
	cr_assert_eq(key_from_name("C-I", &key), 0);
	cr_assert_eq(key, 0x09);
}

Test(keymap, what_is_no_key)
{
	static const char *const none[] = { "",	   "aa",  "C-",	   "C-é",  "M-",   "M-M-a", "F0",
					    "F13", "F1x", "Hyper", "C-ab", "\x01", "\xff" };
	int key;

	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		cr_assert_eq(key_from_name(none[i], &key), -1, "%zu: %s", i, none[i]);
}

Test(keymap, the_defaults_are_those_of_the_design)
{
	static const struct {
		enum keymap_scope scope;
		const char *key;
		enum action_id action;
	} keys[] = {
		{ KEYS_ANY, "j", ACTION_DOWN },
		{ KEYS_ANY, "Down", ACTION_DOWN },
		{ KEYS_TRACK, "k", ACTION_UP },
		{ KEYS_QBR, "Up", ACTION_UP },
		{ KEYS_ANY, "g", ACTION_FIRST },
		{ KEYS_ANY, "End", ACTION_LAST },
		{ KEYS_ANY, "C-d", ACTION_HALF_DOWN },
		{ KEYS_ANY, "C-u", ACTION_HALF_UP },
		{ KEYS_ANY, "C-f", ACTION_PAGE_DOWN },
		{ KEYS_ANY, "PgUp", ACTION_PAGE_UP },
		{ KEYS_PORTFOLIO, "Tab", ACTION_NEXT_PANE },
		{ KEYS_TRACK, "S-Tab", ACTION_PREVIOUS_PANE },
		{ KEYS_PORTFOLIO, "Enter", ACTION_OPEN },
		{ KEYS_TRACK, "Esc", ACTION_BACK },
		{ KEYS_TEXT, "Esc", ACTION_BACK },
		{ KEYS_TEXT, "q", ACTION_QUIT },
		{ KEYS_TRACK, "Space", ACTION_YES },
		{ KEYS_TRACK, "x", ACTION_NO },
		{ KEYS_TRACK, "-", ACTION_NA },
		{ KEYS_TRACK, "e", ACTION_EDIT_NOTE },
		{ KEYS_TRACK, "]", ACTION_NEXT_OPEN },
		{ KEYS_QBR, "/", ACTION_SEARCH },
		{ KEYS_PORTFOLIO, "n", ACTION_SEARCH_NEXT },
		{ KEYS_TEXT, "N", ACTION_SEARCH_PREVIOUS },
		{ KEYS_PORTFOLIO, "s", ACTION_SORT_NEXT },
		{ KEYS_PORTFOLIO, "<", ACTION_SORT_PREVIOUS },
		{ KEYS_PORTFOLIO, "r", ACTION_SORT_REVERSE },
		{ KEYS_ANY, ":", ACTION_PROMPT },
		{ KEYS_TRACK, "?", ACTION_HELP },
		{ KEYS_TRACK, "u", ACTION_UNDO },
		{ KEYS_PORTFOLIO, "C-r", ACTION_REDO },
		{ KEYS_QBR, "z", ACTION_ZOOM },
		{ KEYS_ANY, "C-l", ACTION_REDRAW },
	};
	struct error error = { 0 };
	struct keymap map;

	cr_assert_eq(keymap_load(&map, NULL, &error), 0, "%s", error.text);
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		cr_assert_eq(action_of(&map, keys[i].scope, keys[i].key), (int)keys[i].action, "%s in %s",
			     keys[i].key, keymap_scope_name(keys[i].scope));
	/* Answers are for the checklist alone. */
	cr_assert(eq(int, action_of(&map, KEYS_PORTFOLIO, "Space"), -1));
	cr_assert(eq(int, action_of(&map, KEYS_QBR, "x"), -1));
	/* Every function key has a letter twin. */
	for (size_t i = 0; i < map.bindings.count; i++) {
		const struct binding *binding = &map.bindings.items[i];
		bool twin = binding->key < KEY_F0;

		for (size_t j = 0; j < map.bindings.count; j++)
			twin = twin || (map.bindings.items[j].action == binding->action &&
					map.bindings.items[j].key < KEY_SPECIAL);
		cr_assert(twin, "%s", action_info(binding->action)->name);
	}
	keymap_free(&map);
}

Test(keymap, a_file_changes_what_it_names_and_no_more)
{
	struct keymap map;

	load_good(&map, "theme = \"dark\";\nkeys = { any = { down = \"J M-j\"; redraw = \"\"; };\n"
			" track = { yes = \"y\"; zoom = \"x\"; }; };\n");
	cr_assert(eq(int, action_of(&map, KEYS_ANY, "J"), ACTION_DOWN));
	cr_assert(eq(int, action_of(&map, KEYS_ANY, "M-j"), ACTION_DOWN));
	cr_assert(eq(int, action_of(&map, KEYS_ANY, "j"), -1));
	cr_assert(eq(int, action_of(&map, KEYS_ANY, "C-l"), -1));
	cr_assert(eq(int, action_of(&map, KEYS_ANY, "k"), ACTION_UP));
	cr_assert(eq(int, action_of(&map, KEYS_TRACK, "y"), ACTION_YES));
	cr_assert(eq(int, action_of(&map, KEYS_TRACK, "Space"), -1));
	/* x was no's; the user's word counts. */
	cr_assert(eq(int, action_of(&map, KEYS_TRACK, "x"), ACTION_ZOOM));
	cr_assert(eq(int, action_of(&map, KEYS_ANY, "z"), ACTION_ZOOM));
	keymap_free(&map);
}

Test(keymap, a_pane_comes_before_any)
{
	struct keymap map;
	char name[24];

	load_good(&map, "keys = { any = { undo = \"x u\"; }; };");
	cr_assert(eq(int, action_of(&map, KEYS_TRACK, "x"), ACTION_NO));
	cr_assert(eq(int, action_of(&map, KEYS_QBR, "x"), ACTION_UNDO));
	/* A hint names a key that works there. */
	keymap_key_of(&map, KEYS_QBR, ACTION_UNDO, name);
	cr_assert_str_eq(name, "x");
	keymap_key_of(&map, KEYS_TRACK, ACTION_UNDO, name);
	cr_assert_str_eq(name, "u");
	keymap_key_of(&map, KEYS_TRACK, ACTION_YES, name);
	cr_assert_str_eq(name, "Space");
	keymap_key_of(&map, KEYS_PORTFOLIO, ACTION_YES, name);
	cr_assert_str_eq(name, "");
	keymap_free(&map);
}

Test(keymap, a_key_can_run_a_line)
{
	const struct binding *binding;
	struct keymap map;
	char name[24];

	load_good(&map, "keys = { portfolio = { run = [ \"F5 sort renewal\", \"R  theme light \" ]; }; };");
	binding = keymap_find(&map, KEYS_PORTFOLIO, KEY_F0 + 5);
	cr_assert_not_null(binding);
	cr_assert_str_eq(binding->words, "sort renewal");
	cr_assert(eq(int, binding->action, ACTION_SORT_BY));
	binding = keymap_find(&map, KEYS_PORTFOLIO, 'R');
	cr_assert_not_null(binding);
	cr_assert_str_eq(binding->words, "theme light");
	cr_assert_null(keymap_find(&map, KEYS_TRACK, 'R'));
	/* It is not the key of the action in general. */
	keymap_key_of(&map, KEYS_PORTFOLIO, ACTION_THEME, name);
	cr_assert_str_eq(name, "T");
	cr_assert_null(keymap_find(&map, KEYS_PORTFOLIO, 'j')->words);
	keymap_free(&map);
}

Test(keymap, errors_name_file_line_and_key)
{
	refused("keys = {\n any = {\n  undo = \"C-z\";\n };\n};", 3, "C-z cannot be bound");
	refused("keys = { any = {\n  undo = \"u 5\"; }; };", 2, "5: digits cannot be bound");
	refused("keys = { any = {\n\n  undo = \"u Hyper\"; }; };", 3, "Hyper: no such key");
	refused("keys = { any = {\n  udno = \"u\"; }; };", 2, "did you mean undo?");
	refused("keys = { any = {\n  quit = \"q Esc\"; }; };", 2, "Esc goes back and never quits");
	refused("keys = { any = { undo = \"U\";\n redo = \"U\"; }; };", 2, "U: is bound twice");
	refused("keys = { any = {\n  undo = 7; }; };", 2, "must be a text");
	refused("keys = {\n checklist = { }; };", 2, "no such group");
	refused("keys = { any = {\n run = \"F5 undo\"; }; };", 2, "must be a list");
	refused("keys = { any = {\n run = [ \"F5\" ]; }; };", 2, "the line to run");
	refused("keys = { any = {\n run = [ \"F5 frobnicate\" ]; }; };", 2, "frobnicate");
	refused("keys = { any = {\n undo = \"u\";\n redo = ; }; };", 3, "");
	refused("keys = 7;", 1, "must be a group");
}

Test(keymap, without_a_file_or_group_the_defaults_stand)
{
	struct error error = { 0 };
	struct keymap map;

	cr_assert_eq(keymap_load(&map, "/nonexistent/waymark.cfg", &error), 0, "%s", error.text);
	cr_assert(eq(int, action_of(&map, KEYS_ANY, "j"), ACTION_DOWN));
	keymap_free(&map);
	load_good(&map, "theme = \"mono\";\n");
	cr_assert(eq(int, action_of(&map, KEYS_ANY, "j"), ACTION_DOWN));
	keymap_free(&map);
	cr_assert_eq(keymap_load(&map, "/", &error), -1, "a folder is no file");
}
