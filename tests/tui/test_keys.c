#include "tui/keys.h"

#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tui/keymap.h"

/* What bytes give, by name: "Up C-r Paste", the rest left as it is. */
static void read_all(struct keys *keys, bool done, struct buf *out)
{
	char name[24];
	int key;

	while ((key = keys_next(keys, done)) != KEY_NONE) {
		if (key == KEY_PASTE)
			strcpy(name, "Paste");
		else
			key_to_name(key, name);
		buf_printf(out, "%s%s", out->size ? " " : "", name);
	}
}

static void gives(const char *bytes, const char *expected)
{
	struct keys keys;
	struct buf out = { 0 };

	keys_init(&keys, true);
	keys_feed(&keys, bytes, strlen(bytes));
	read_all(&keys, true, &out);
	cr_assert_str_eq(buf_text(&out), expected, "got %s, not %s", buf_text(&out), expected);
	cr_assert_not(keys_left(&keys));
	buf_free(&out);

	/* The same byte by byte, as a slow line delivers it. */
	for (size_t i = 0; bytes[i]; i++) {
		keys_feed(&keys, bytes + i, 1);
		read_all(&keys, bytes[i + 1] == '\0', &out);
	}
	cr_assert_str_eq(buf_text(&out), expected, "bytewise %s, not %s", buf_text(&out), expected);
	buf_free(&out);
	keys_free(&keys);
}

Test(keys, characters)
{
	gives("aG ", "a G Space");
	gives("\r\t\x7f\x12", "Enter Tab Backspace C-r");
	gives("é東😀", "é 東 😀");
}

Test(keys, bytes_that_are_no_text_are_nothing)
{
	gives("a\xff"
	      "b\xc3"
	      "c",
	      "a b c");
	gives("\xc2\x9b"
	      "1m",
	      "1 m"); /* a C1 control is no key */
	gives("\xe6\x9d", "");
}

Test(keys, arrows_and_their_like_of_all_families)
{
	gives("\033[A\033[B\033[C\033[D", "Up Down Right Left");
	gives("\033OA\033OB\033OC\033OD", "Up Down Right Left");
	gives("\033[H\033[F\033[1~\033[4~\033[7~\033[8~\033OH\033OF", "Home End Home End Home End Home End");
	gives("\033[2~\033[3~\033[5~\033[6~\033[Z", "Ins Del PgUp PgDn S-Tab");
	gives("\033OP\033OS\033[15~\033[17~\033[21~\033[24~", "F1 F4 F5 F6 F10 F12");
	gives("\033[[A\033[[E", "F1 F5");
}

Test(keys, alt_and_modifiers)
{
	gives("\033x\033\x7f\033\r", "M-x M-Backspace M-Enter");
	gives("\033é", "M-é");
	gives("\033[1;3C\033[1;5C\033[1;2A", "M-Right Right Up");
	gives("\033[3;3~", "M-Del");
	gives("\033[", "M-[");
	gives("\033O", "M-O");
}

Test(keys, escape_waits_for_what_may_follow)
{
	struct keys keys;

	keys_init(&keys, true);
	keys_feed(&keys, "\033", 1);
	cr_assert(eq(int, keys_next(&keys, false), KEY_NONE));
	cr_assert(keys_left(&keys));
	cr_assert(eq(int, keys_next(&keys, true), KEY_ESCAPE));
	cr_assert_not(keys_left(&keys));
	gives("\033\033", "Esc Esc");
	gives("\033\033[A", "Esc Up");
	keys_free(&keys);
}

Test(keys, sequences_that_are_no_key_are_swallowed_whole)
{
	gives("\033[?1;2c", "");
	gives("\033[99~j", "j");
	gives("\033[200", "");
	gives("\033[1\033[Aj", "Up j"); /* cut short by the next */
	gives("\033[I\033[Oj", "j");
}

Test(keys, a_terminal_has_sequences_of_its_own)
{
	struct keys keys;
	struct buf out = { 0 };

	keys_init(&keys, true);
	keys_add(&keys, "\033[[Z", KEY_PAGE_UP);
	keys_add(&keys, "\033xyz", KEY_HOME_KEY);
	keys_add(&keys, "j", KEY_END_KEY); /* one byte is what it says */
	keys_feed(&keys, "\033[[Z\033xyzj", 9);
	read_all(&keys, false, &out);
	cr_assert_str_eq(buf_text(&out), "PgUp Home j");
	buf_free(&out);
	keys_feed(&keys, "\033xy", 3);
	cr_assert(eq(int, keys_next(&keys, false), KEY_NONE));
	read_all(&keys, true, &out);
	cr_assert_str_eq(buf_text(&out), "M-x y");
	buf_free(&out);
	keys_free(&keys);
}

Test(keys, erase_is_what_the_terminal_says)
{
	struct keys keys;

	keys_init(&keys, true);
	keys.erase = 0x08;
	keys_feed(&keys, "\x08\x7f", 2);
	cr_assert(eq(int, keys_next(&keys, false), KEY_ERASE));
	cr_assert(eq(int, keys_next(&keys, false), KEY_ERASE));
	keys_free(&keys);
}

Test(keys, a_paste_is_one_key_and_never_commands)
{
	struct keys keys;
	struct buf out = { 0 };
	const char *bytes = "a\033[200~qq:\033[A\x1a"
			    "two\r\nthree!\r\033[201~z";

	gives(bytes, "a Paste z");
	keys_init(&keys, true);
	keys_feed(&keys, bytes, strlen(bytes));
	cr_assert(eq(int, keys_next(&keys, false), 'a'));
	cr_assert(eq(int, keys_next(&keys, false), KEY_PASTE));
	cr_assert_str_eq(buf_text(&keys.paste), "qq:\033[A\x1atwo\nthree!\n");
	cr_assert(eq(int, keys_next(&keys, false), 'z'));
	/* In pieces of any size it is the same text. */
	for (size_t step = 1; step < strlen(bytes); step++) {
		for (size_t at = 0; at < strlen(bytes); at += step) {
			keys_feed(&keys, bytes + at, strnlen(bytes + at, step));
			read_all(&keys, false, &out);
		}
		cr_assert_str_eq(buf_text(&out), "a Paste z", "by %zu: %s", step, buf_text(&out));
		cr_assert_str_eq(buf_text(&keys.paste), "qq:\033[A\x1atwo\nthree!\n");
		buf_free(&out);
	}
	keys_feed(&keys, "\033[200~half", 10);
	cr_assert(eq(int, keys_next(&keys, true), KEY_NONE));
	cr_assert_not(keys_left(&keys), "a paste that is coming in must not look like keys");
	keys_feed(&keys, "\x03", 1); /* its end was lost */
	read_all(&keys, false, &out);
	cr_assert_str_eq(buf_text(&out), "C-c");
	buf_free(&out);
	keys_free(&keys);
}

Test(keys, a_paste_is_cut_at_its_bound)
{
	struct keys keys;
	char *block = xmalloc(65536);

	memset(block, 'x', 65536);
	keys_init(&keys, true);
	keys_feed(&keys, "\033[200~", 6);
	for (int i = 0; i < 17; i++) {
		keys_feed(&keys, block, 65536);
		cr_assert(eq(int, keys_next(&keys, false), KEY_NONE));
		cr_assert_lt(keys.bytes.size - keys.at, 16u, "what was read is not kept twice");
		cr_assert_lt(keys.bytes.room, 4u * 65536u);
	}
	keys_feed(&keys, "\033[201~", 6);
	cr_assert(eq(int, keys_next(&keys, false), KEY_PASTE));
	cr_assert_eq(keys.paste.size, PASTE_MAX);
	free(block);
	keys_free(&keys);
}
