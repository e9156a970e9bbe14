#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <utf8proc.h>

#include "tui/keymap.h"

struct named_key {
	const char *name;
	int key;
};

/* The first name of a key is the one shown. */
static const struct named_key named_keys[] = {
	{ "Space", ' ' },	    { "Enter", KEY_RETURN },	{ "Return", KEY_RETURN },
	{ "Esc", KEY_ESCAPE },	    { "Escape", KEY_ESCAPE },	{ "Tab", KEY_TABULATOR },
	{ "S-Tab", KEY_BACKTAB },   { "Backspace", KEY_ERASE }, { "Up", KEY_UP_ARROW },
	{ "Down", KEY_DOWN_ARROW }, { "Left", KEY_LEFT_ARROW }, { "Right", KEY_RIGHT_ARROW },
	{ "Home", KEY_HOME_KEY },   { "End", KEY_END_KEY },	{ "PgUp", KEY_PAGE_UP },
	{ "PageUp", KEY_PAGE_UP },  { "PgDn", KEY_PAGE_DOWN },	{ "PageDown", KEY_PAGE_DOWN },
	{ "Ins", KEY_INSERT },	    { "Insert", KEY_INSERT },	{ "Del", KEY_DELETE },
	{ "Delete", KEY_DELETE },
};
#define NAMED_KEYS (sizeof named_keys / sizeof named_keys[0])

static int control_of(const char *name)
{
	int upper = toupper((unsigned char)name[0]);

	if (strcasecmp(name, "Space") == 0)
		return 0;
	if (name[0] == '\0' || name[1] != '\0')
		return -1;
	if (name[0] == '?')
		return KEY_ERASE;
	return upper >= '@' && upper <= '_' ? upper & 0x1f : -1;
}

static int function_key_of(const char *name)
{
	char *end;
	long number;

	if ((name[0] != 'F' && name[0] != 'f') || !isdigit((unsigned char)name[1]))
		return -1;
	number = strtol(name + 1, &end, 10);
	return *end == '\0' && number >= 1 && number <= 12 ? KEY_F0 + (int)number : -1;
}

int key_from_name(const char *name, int *key)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)name, -1, &cp);
	int found = -1;

	if (size <= 0 || *name == '\0')
		return -1;
	if (name[size] == '\0') {
		if (cp <= 0x20 || (cp >= 0x7f && cp < 0xa1))
			return -1;
		*key = cp;
		return 0;
	}
	if (strncmp(name, "M-", 2) == 0) {
		if (strncmp(name + 2, "M-", 2) == 0 || key_from_name(name + 2, key) != 0)
			return -1;
		*key |= KEY_META;
		return 0;
	}
	if (strncmp(name, "C-", 2) == 0)
		found = control_of(name + 2);
	for (size_t i = 0; found < 0 && i < NAMED_KEYS; i++)
		if (strcasecmp(named_keys[i].name, name) == 0)
			found = named_keys[i].key;
	if (found < 0)
		found = function_key_of(name);
	if (found < 0)
		return -1;
	*key = found;
	return 0;
}

void key_to_name(int key, char name[24])
{
	const char *meta = "";
	utf8proc_uint8_t bytes[5] = { 0 };

	if (key >= 0 && (key & KEY_META)) {
		meta = "M-";
		key &= ~KEY_META;
	}
	for (size_t i = 0; i < NAMED_KEYS; i++) {
		if (named_keys[i].key == key) {
			snprintf(name, 24, "%s%s", meta, named_keys[i].name);
			return;
		}
	}
	if (key == 0)
		snprintf(name, 24, "%sC-Space", meta);
	else if (key > 0 && key < 0x20)
		snprintf(name, 24, "%sC-%c", meta, tolower(key | 0x40));
	else if (key > KEY_F0 && key < KEY_SPECIAL_END)
		snprintf(name, 24, "%sF%d", meta, key - KEY_F0);
	else if (key > 0 && key < KEY_SPECIAL && utf8proc_encode_char(key, bytes) > 0)
		snprintf(name, 24, "%s%s", meta, (const char *)bytes);
	else
		name[0] = '\0';
}
