#include "tui/keys.h"

#include <string.h>
#include <wchar.h>

#include <utf8proc.h>

#include "tui/keymap.h"

#define CTRL_C 0x03
#define PASTE_END "\033[201~"
#define PASTE_END_SIZE 6
/* More parameters than this and it is no key. */
#define SEQUENCE_MAX 64

/* What a look at the bytes in front found. */
#define MORE ((size_t)-1) /* the start of something: wait */

void keys_init(struct keys *keys, bool utf8)
{
	memset(keys, 0, sizeof *keys);
	keys->utf8 = utf8;
	keys->erase = KEY_ERASE;
}

void keys_free(struct keys *keys)
{
	for (size_t i = 0; i < keys->sequences.count; i++)
		free(keys->sequences.items[i].bytes);
	vec_free(&keys->sequences);
	buf_free(&keys->bytes);
	buf_free(&keys->paste);
}

void keys_add(struct keys *keys, const char *bytes, int key)
{
	if (strlen(bytes) < 2)
		return;
	*vec_add(&keys->sequences) = (struct key_sequence){ .bytes = xstrdup(bytes), .key = key };
}

void keys_feed(struct keys *keys, const char *data, size_t size)
{
	if (keys->pasting && size == 1 && data[0] == CTRL_C) {
		keys->pasting = false;
		buf_clear(&keys->bytes);
		keys->at = 0;
	}
	/* What was read goes, but for the last byte: a paste asks whether a CR came before an LF. */
	if (keys->at > 1) {
		keys->bytes.size -= keys->at - 1;
		memmove(keys->bytes.data, keys->bytes.data + keys->at - 1, keys->bytes.size);
		keys->bytes.data[keys->bytes.size] = '\0';
		keys->at = 1;
	}
	buf_add(&keys->bytes, data, size);
}

bool keys_left(const struct keys *keys)
{
	return !keys->pasting && keys->at < keys->bytes.size;
}

static int special_of_letter(char letter)
{
	switch (letter) {
	case 'A':
		return KEY_UP_ARROW;
	case 'B':
		return KEY_DOWN_ARROW;
	case 'C':
		return KEY_RIGHT_ARROW;
	case 'D':
		return KEY_LEFT_ARROW;
	case 'H':
		return KEY_HOME_KEY;
	case 'F':
		return KEY_END_KEY;
	case 'Z':
		return KEY_BACKTAB;
	case 'P':
	case 'Q':
	case 'R':
	case 'S':
		return KEY_F0 + 1 + (letter - 'P');
	default:
		return KEY_NONE;
	}
}

static int special_of_number(int number)
{
	switch (number) {
	case 1:
	case 7:
		return KEY_HOME_KEY;
	case 2:
		return KEY_INSERT;
	case 3:
		return KEY_DELETE;
	case 4:
	case 8:
		return KEY_END_KEY;
	case 5:
		return KEY_PAGE_UP;
	case 6:
		return KEY_PAGE_DOWN;
	default:
		break;
	}
	if (number >= 11 && number <= 15)
		return KEY_F0 + 1 + (number - 11);
	if (number >= 17 && number <= 21)
		return KEY_F0 + 6 + (number - 17);
	if (number == 23 || number == 24)
		return KEY_F0 + 11 + (number - 23);
	return KEY_NONE;
}

/* The first two numbers of a sequence's parameters; 0 where there is none. */
static void read_parameters(const char *text, size_t size, int numbers[2])
{
	int which = 0;

	numbers[0] = numbers[1] = 0;
	for (size_t i = 0; i < size && which < 2; i++) {
		if (text[i] == ';')
			which++;
		else if (text[i] >= '0' && text[i] <= '9' && numbers[which] < 10000)
			numbers[which] = numbers[which] * 10 + (text[i] - '0');
	}
}

/* ESC [ parameters letter, at text. *key gets KEY_NONE for what is no key of ours. */
static size_t read_csi(struct keys *keys, const char *text, size_t size, int *key)
{
	size_t at = 2;
	int numbers[2];

	*key = KEY_NONE;
	if (at < size && text[at] == '[') { /* the Linux console's function keys */
		if (size < 4)
			return MORE;
		if (text[3] >= 'A' && text[3] <= 'E')
			*key = KEY_F0 + 1 + (text[3] - 'A');
		return 4;
	}
	while (at < size && text[at] >= 0x20 && text[at] <= 0x3f && at < SEQUENCE_MAX)
		at++;
	if (at == size)
		return MORE;
	if (text[at] < 0x40 || text[at] > 0x7e)
		return at; /* cut short: drop it and begin again with this byte */
	read_parameters(text + 2, at - 2, numbers);
	if (text[at] == '~' && numbers[0] == 200) {
		keys->pasting = true;
		buf_clear(&keys->paste);
	} else if (text[at] == '~') {
		*key = special_of_number(numbers[0]);
	} else {
		*key = special_of_letter(text[at]);
	}
	/* Shift 1, Alt 2, Control 4, plus one: of these only Alt makes another key. */
	if (*key != KEY_NONE && numbers[1] > 1 && ((numbers[1] - 1) & 2))
		*key |= KEY_META;
	return at + 1;
}

static size_t read_character(const struct keys *keys, const char *text, size_t size, bool done, int *key)
{
	unsigned char first = (unsigned char)text[0];
	utf8proc_int32_t cp;
	utf8proc_ssize_t used;
	size_t wanted;

	*key = KEY_NONE;
	if (first < 0x80) {
		*key = first == keys->erase ? KEY_ERASE : first;
		return 1;
	}
	if (!keys->utf8) {
		wint_t wide = btowc(first);

		if (wide != WEOF && wide >= 0xa0)
			*key = (int)wide;
		return 1;
	}
	wanted = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
	used = utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)size, &cp);
	if (used <= 0)
		return size < wanted && first >= 0xc2 && !done ? MORE : 1;
	if (cp >= 0xa0)
		*key = cp;
	return (size_t)used;
}

/* The longest of the terminal's own sequences that stands here; 0: none; MORE: one may be coming. */
static size_t read_own(const struct keys *keys, const char *text, size_t size, int *key)
{
	size_t best = 0;

	for (size_t i = 0; i < keys->sequences.count; i++) {
		const struct key_sequence *one = &keys->sequences.items[i];
		size_t length = strlen(one->bytes);

		if (length <= size && length > best && memcmp(one->bytes, text, length) == 0) {
			best = length;
			*key = one->key;
		} else if (length > size && memcmp(one->bytes, text, size) == 0) {
			return MORE;
		}
	}
	return best;
}

static size_t read_escape(struct keys *keys, const char *text, size_t size, bool done, int *key)
{
	size_t used = MORE;

	if (size >= 2) {
		if (text[1] == '[')
			used = read_csi(keys, text, size, key);
		else if (text[1] == 'O')
			used = size >= 3 ? 3 : MORE;
		else if (text[1] == '\033')
			used = 1;
		else
			used = read_character(keys, text + 1, size - 1, done, key);
	}
	if (used == MORE && !done)
		return MORE;
	if (size == 1 || text[1] == '\033') {
		*key = KEY_ESCAPE;
		return 1;
	}
	if (used == MORE && size == 2) { /* Alt with [ or O, which begin sequences too */
		*key = KEY_META | (unsigned char)text[1];
		return 2;
	}
	if (used == MORE) { /* a sequence that broke off */
		*key = KEY_NONE;
		return size;
	}
	if (text[1] == 'O') {
		*key = special_of_letter(text[2]);
		if (text[2] == 'M')
			*key = KEY_RETURN;
	} else if (text[1] != '[') {
		used++;
		if (*key != KEY_NONE)
			*key |= KEY_META;
	}
	return used;
}

/* Move what has come of a paste; true when its end has. */
static bool read_paste(struct keys *keys)
{
	const char *text = keys->bytes.data + keys->at;
	size_t size = keys->bytes.size - keys->at;
	const char *end = memmem(text, size, PASTE_END, PASTE_END_SIZE);
	/* The start of the end mark may be there already. */
	size_t take = end ? (size_t)(end - text) : size < PASTE_END_SIZE ? 0 : size - PASTE_END_SIZE + 1;

	for (size_t i = 0; i < take; i++) {
		char c = text[i];

		if (c == '\0' || keys->paste.size >= PASTE_MAX)
			continue;
		/* Terminals send what Enter would for a line end. */
		if (c == '\n' && keys->at + i > 0 && text[(ptrdiff_t)i - 1] == '\r')
			continue;
		buf_char(&keys->paste, c == '\r' ? '\n' : c);
	}
	keys->at += end ? take + PASTE_END_SIZE : take;
	if (end)
		keys->pasting = false;
	return end != NULL;
}

int keys_next(struct keys *keys, bool done)
{
	while (keys->at < keys->bytes.size) {
		const char *text = keys->bytes.data + keys->at;
		size_t size = keys->bytes.size - keys->at, used;
		int key = KEY_NONE;

		if (keys->pasting) {
			if (read_paste(keys))
				return KEY_PASTE;
			return KEY_NONE;
		}
		used = text[0] == '\033' ? read_own(keys, text, size, &key) : 0;
		if (used == MORE && !done)
			return KEY_NONE;
		if (used == 0 || used == MORE)
			used = text[0] == '\033' ? read_escape(keys, text, size, done, &key)
						 : read_character(keys, text, size, done, &key);
		if (used == MORE)
			return KEY_NONE;
		keys->at += used;
		if (key != KEY_NONE)
			return key;
	}
	return KEY_NONE;
}
