#include "core/text.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/xalloc.h"

#define FFFD "\xef\xbf\xbd"

static void in_utf8(void)
{
	cr_assert(ne(ptr, setlocale(LC_ALL, "C.UTF-8"), NULL));
}

TestSuite(text, .init = in_utf8);

static void safe_is(const char *text, const char *expected, enum text_signs signs)
{
	struct buf out = { 0 };

	text_safe(&out, text, signs);
	cr_assert_str_eq(buf_text(&out), expected, "%s: got %s, not %s", text, buf_text(&out), expected);
	buf_free(&out);
}

Test(text, good_text_is_kept)
{
	safe_is("", "", TEXT_UTF8);
	safe_is("Northwind GmbH & Co. ~", "Northwind GmbH & Co. ~", TEXT_UTF8);
	safe_is("Käse, ¥, Łódź, 東京, שלום", "Käse, ¥, Łódź, 東京, שלום", TEXT_UTF8);
	safe_is("e\xcc\x81x", "e\xcc\x81x", TEXT_UTF8); /* e and a combining acute */
	safe_is("नमस्ते हिन्दी", "नमस्ते हिन्दी", TEXT_UTF8); /* spacing marks belong to letters */
	safe_is("😀", "😀", TEXT_UTF8);
}

Test(text, controls_never_pass)
{
	safe_is("a\tb\nc\r\nd\re", "a b c d e", TEXT_UTF8);
	safe_is("a\xe2\x80\xa8z", "a z", TEXT_UTF8); /* U+2028 */
	safe_is("\x1b[31mred\x07", FFFD "[31mred" FFFD, TEXT_UTF8);
	safe_is("\x1b]52;c;eA==\x1b\\", FFFD "]52;c;eA==" FFFD "\\", TEXT_UTF8);
	safe_is("\x7f\xc2\x9b"
		"1m",
		FFFD FFFD "1m", TEXT_UTF8); /* DEL, C1 CSI */
	safe_is("a\xe2\x80\xae"
		"b\xe2\x81\xa6"
		"c",
		"a" FFFD "b" FFFD "c", TEXT_UTF8);
	safe_is("\xef\xbb\xbf"
		"a\xe2\x80\x8e"
		"b\xe2\x80\x8f",
		FFFD "a" FFFD "b" FFFD, TEXT_UTF8);
	safe_is("\xcd\xb8"
		"a",
		FFFD "a", TEXT_UTF8);		      /* U+0378 is unassigned */
	safe_is("\xf0\x9f\xab\xa8", FFFD, TEXT_UTF8); /* U+1FAE8: no width in this C library */
}

Test(text, invalid_bytes_are_one_sign_each)
{
	safe_is("a\xff"
		"b",
		"a" FFFD "b", TEXT_UTF8);
	safe_is("\xc3", FFFD, TEXT_UTF8);
	safe_is("\xc0\xaf", FFFD FFFD, TEXT_UTF8);	    /* overlong */
	safe_is("\xed\xa0\x80", FFFD FFFD FFFD, TEXT_UTF8); /* surrogate */
	safe_is("\xe2\x82"
		"x",
		FFFD FFFD "x", TEXT_UTF8);
	safe_is("Cr\xe9"
		"dito",
		"Cr?dito", TEXT_ASCII);
}

static void repaired_is(const char *text, const char *expected)
{
	struct buf out = { 0 };

	text_repair(&out, text);
	cr_assert_str_eq(buf_text(&out), expected);
	buf_free(&out);
}

Test(text, repaired_text_is_utf8_and_nothing_else_changes)
{
	repaired_is("", "");
	repaired_is("Zoë\t\x1b[1m 東京\n", "Zoë\t\x1b[1m 東京\n");
	repaired_is("caf\xe9", "caf" FFFD);
	repaired_is("\xe2\x82"
		    "x\xff",
		    FFFD FFFD "x" FFFD);
	repaired_is("\xed\xa0\x80ë", FFFD FFFD FFFD "ë"); /* a surrogate */
}

Test(text, disputed_graphemes_are_reduced)
{
	safe_is("👩‍👩‍👧x", "👩x", TEXT_UTF8); /* joined */
	safe_is("👍🏽!", "👍!", TEXT_UTF8);		 /* coloured */
	safe_is("❤️", "❤", TEXT_UTF8);		 /* told to be an emoji */
	safe_is("1️⃣", "1", TEXT_UTF8);		 /* key cap */
	safe_is("🇩🇪.", "🇩.", TEXT_UTF8);
	safe_is("🇩🇪🇫🇷", "🇩" FFFD, TEXT_UTF8); /* what is left must not make a third flag */
}

Test(text, marks_without_or_beyond_a_base)
{
	safe_is("\xcc\x81"
		"a",
		FFFD "a", TEXT_UTF8);
	safe_is("\x07\xcc\x81", FFFD FFFD, TEXT_UTF8);
	safe_is("a\xe2\x80\x8b"
		"b",
		"ab", TEXT_UTF8); /* zero-width space */
	safe_is("o\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86z", "o\xcc\x81\xcc\x82\xcc\x83\xcc\x84z",
		TEXT_UTF8);
}

Test(text, ascii_drops_accents)
{
	safe_is("Café Ünal", "Cafe Unal", TEXT_ASCII);
	safe_is("e\xcc\x81", "e", TEXT_ASCII);
	safe_is("12\xc2\xa0"
		"000",
		"12 000", TEXT_ASCII);
	safe_is("東京 €5", "?? ?5", TEXT_ASCII);
	safe_is("👩‍👩‍👧\x1b", "??", TEXT_ASCII);
}

Test(text, lines_that_are_meant_stay)
{
	struct buf out = { 0 };

	text_safe_lines(&out, "one\ntwo\r\nthree\tx\x1b", TEXT_UTF8);
	cr_assert_str_eq(buf_text(&out), "one\ntwo\nthree x" FFFD);
	buf_free(&out);
}

Test(text, width_counts_cells)
{
	cr_assert(eq(int, text_width(""), 0));
	cr_assert(eq(int, text_width("abc"), 3));
	cr_assert(eq(int, text_width("Käse"), 4));
	cr_assert(eq(int, text_width("e\xcc\x81x"), 2));
	cr_assert(eq(int, text_width("東京x"), 5));
	cr_assert(eq(int, text_width(FFFD "…"), 2));
}

Test(text, fit_never_cuts_a_grapheme)
{
	int used;

	cr_assert(eq(sz, text_fit("abcdef", 4, &used), 4));
	cr_assert(eq(int, used, 4));
	cr_assert(eq(sz, text_fit("東京", 3, &used), 3));
	cr_assert(eq(int, used, 2));
	cr_assert(eq(sz, text_fit("ae\xcc\x81z", 2, &used), 4));
	cr_assert(eq(int, used, 2));
	cr_assert(eq(sz, text_fit("abc", 10, NULL), 3));
	cr_assert(eq(sz, text_fit("abc", 0, NULL), 0));
	cr_assert(eq(sz, text_fit("abc", -5, NULL), 0));
}

static void column_is(const char *text, int cells, bool right, enum text_signs signs, const char *expected)
{
	struct buf out = { 0 };

	text_column(&out, text, cells, right, signs);
	cr_assert_str_eq(buf_text(&out), expected);
	buf_free(&out);
}

Test(text, column_is_exact)
{
	column_is("abc", 5, false, TEXT_UTF8, "abc  ");
	column_is("abc", 5, true, TEXT_UTF8, "  abc");
	column_is("abcde", 5, true, TEXT_UTF8, "abcde");
	column_is("abcdef", 5, false, TEXT_UTF8, "abcd…");
	column_is("abcdef", 5, false, TEXT_ASCII, "ab...");
	column_is("abcdef", 3, false, TEXT_ASCII, "abc");
	column_is("abcdef", 1, false, TEXT_UTF8, "a");
	column_is("東京都", 4, false, TEXT_UTF8, "東… ");
	column_is("東京都", 4, true, TEXT_UTF8, " 東…");
	column_is("東京", 1, false, TEXT_UTF8, " ");
	column_is("abc", 0, false, TEXT_UTF8, "");
	column_is("abc", -3, false, TEXT_UTF8, "");
	column_is("", 2, false, TEXT_UTF8, "  ");
}

static void collect(void *data, const char *text, size_t size)
{
	buf_add(data, text, size);
	buf_char(data, '|');
}

static void wrap_is(const char *text, int cells, int lines, const char *expected)
{
	struct buf out = { 0 };

	cr_assert(eq(int, text_wrap(text, cells, collect, &out), lines));
	cr_assert_str_eq(buf_text(&out), expected);
	cr_assert(eq(int, text_wrap(text, cells, NULL, NULL), lines));
	buf_free(&out);
}

Test(text, wrap_breaks_at_spaces)
{
	wrap_is("", 10, 1, "|");
	wrap_is("the quick brown fox", 9, 2, "the quick|brown fox|");
	wrap_is("the quick brown fox", 8, 4, "the|quick|brown|fox|");
	wrap_is("one\n\ntwo\n", 10, 3, "one||two|");
	wrap_is("abcdefgh ij", 3, 4, "abc|def|gh|ij|");
	wrap_is("a   b", 2, 2, "a|b|");
	wrap_is("東京都", 1, 3, "東|京|都|");
	wrap_is("東京 x", 4, 2, "東京|x|");
}

static void fold_is(const char *text, const char *expected)
{
	char *folded = text_fold(text);

	cr_assert_str_eq(folded, expected);
	free(folded);
}

Test(text, fold_is_for_searching)
{
	fold_is("Northwind GMBH", "northwind gmbh");
	fold_is("STRAßE", "strasse");
	fold_is("E\xcc\x81TE\xcc\x81", "été");
	fold_is("ÉTÉ", "été");
	fold_is("Cr\xe9"
		"DITO É",
		"cr\xe9"
		"dito é");
	fold_is("\xff\xc3", "\xff\xc3");
	cr_assert(eq(int, text_contains("northwind gmbh", "wind g"), true));
	cr_assert(eq(int, text_contains("northwind gmbh", "Wind"), false));
	cr_assert(eq(int, text_contains("", ""), true));
}

Test(text, utf8_or_not)
{
	cr_assert(eq(int, text_is_utf8("abc é 東 😀", strlen("abc é 東 😀")), true));
	cr_assert(eq(int, text_is_utf8("", 0), true));
	cr_assert(eq(int,
		     text_is_utf8("Cr\xe9"
				  "dito",
				  7),
		     false));
	cr_assert(eq(int, text_is_utf8("é", 1), false));
	cr_assert(eq(int, text_is_utf8("\xed\xa0\x80", 3), false));
	cr_assert(eq(int, text_is_utf8("\xf4\x90\x80\x80", 4), false)); /* beyond U+10FFFF */
}

static void trim_is(const char *text, const char *expected)
{
	char *copy = xstrdup(text);

	cr_assert_str_eq(text_trim(copy), expected);
	free(copy);
}

Test(text, trim_takes_blanks)
{
	trim_is("  a b \t\r\n", "a b");
	trim_is(" \t ", "");
	trim_is("", "");
	trim_is("\xc2\xa0"
		"12\xc2\xa0"
		"000\xe2\x80\xaf",
		"12\xc2\xa0"
		"000");
	trim_is(" \xff ", "\xff");
}

Test(text, distance_for_did_you_mean)
{
	cr_assert(eq(int, text_distance("", ""), 0));
	cr_assert(eq(int, text_distance("kitten", "sitting"), 3));
	cr_assert(eq(int, text_distance("renewal", "renewla"), 1));
	cr_assert(eq(int, text_distance("", "abc"), 3));
	cr_assert(eq(int, text_distance("stage", "stage"), 0));
	cr_assert(eq(int, text_distance("0123456789012345678901234567890123456789", "x"), 32));
}

static bool is_forbidden(wchar_t wide)
{
	return wide < 0x20 || (wide >= 0x7f && wide < 0xa0) || (wide >= 0x202a && wide <= 0x202e) ||
	       (wide >= 0x2066 && wide <= 0x2069) || wide == 0x200e || wide == 0x200f || wide == 0xfeff;
}

/* Measured without any of text.c: decode with the C library, add up wcwidth(). */
static int measured(const char *text)
{
	mbstate_t state = { 0 };
	wchar_t wide;
	size_t step, left = strlen(text);
	int cells = 0;

	while (left > 0) {
		step = mbrtowc(&wide, text, left, &state);
		if (step == (size_t)-1 || step == (size_t)-2)
			return -1;
		cr_assert_eq(is_forbidden(wide), false, "U+%04lX passed", (unsigned long)wide);
		cr_assert_geq(wcwidth(wide), 0, "U+%04lX has no width", (unsigned long)wide);
		cells += wcwidth(wide);
		text += step;
		left -= step;
	}
	return cells;
}

static void check_properties(const char *line)
{
	static const int widths[] = { 1, 2, 3, 7, 20, 79 };
	struct buf safe = { 0 }, again = { 0 }, column = { 0 };
	char *text = xstrdup(line), *folded, *twice; /* a copy, so that reading past its end is seen */

	text_safe(&safe, text, TEXT_UTF8);
	cr_assert_eq(measured(buf_text(&safe)), text_width(buf_text(&safe)), "%s", buf_text(&safe));
	text_safe(&again, buf_text(&safe), TEXT_UTF8);
	cr_assert_str_eq(buf_text(&again), buf_text(&safe));
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
		buf_clear(&column);
		text_column(&column, buf_text(&safe), widths[i], i % 2, TEXT_UTF8);
		cr_assert_eq(measured(buf_text(&column)), widths[i], "[%s]", buf_text(&column));
	}
	text_wrap(buf_text(&safe), 5, collect, &column);
	buf_clear(&safe);
	text_safe(&safe, text, TEXT_ASCII);
	for (const char *c = buf_text(&safe); *c; c++)
		cr_assert_eq(*c >= 0x20 && *c <= 0x7e, true, "byte %d in ASCII", *c);
	folded = text_fold(text);
	twice = text_fold(folded);
	cr_assert_eq(text_is_utf8(text, strlen(text)), text_is_utf8(folded, strlen(folded)));
	cr_assert_str_eq(twice, folded);
	free(text);
	free(folded);
	free(twice);
	buf_free(&safe);
	buf_free(&again);
	buf_free(&column);
}

static void check_file(const char *name)
{
	const char *top = getenv("abs_top_srcdir");
	char path[4096], *line = NULL;
	size_t room = 0;
	int lines = 0;
	FILE *file;

	snprintf(path, sizeof path, "%s/../shared/data/unicode/%s", top ? top : ".", name);
	file = fopen(path, "r");
	if (!file)
		cr_skip("no %s here", path);
	while (getline(&line, &room, file) >= 0) {
		check_properties(line);
		lines++;
	}
	free(line);
	fclose(file);
	cr_assert(gt(int, lines, 100));
}

Test(text, torture_file_is_tamed)
{
	check_file("UTF-8-test.txt");
}

Test(text, naughty_strings_are_tamed)
{
	check_file("blns.txt");
}

static unsigned next_random(unsigned long long *seed)
{
	*seed = *seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(*seed >> 33);
}

Test(text, random_bytes_and_code_points_are_tamed)
{
	unsigned long long seed = 42;
	char text[200];

	for (int round = 0; round < 3000; round++) {
		unsigned size = next_random(&seed) % 60;

		for (unsigned i = 0; i < size; i++)
			text[i] = (char)(next_random(&seed) % 255 + 1);
		text[size] = '\0';
		check_properties(text);
	}
	/* Valid text of code points that stick together: marks, joiners, emoji, flags, jamo. */
	static const unsigned bases[] = { 0x20,	  0x300,  0x5d0,  0x600,  0x900,   0xe30,   0x1100,  0x1160,
					  0x2000, 0x2060, 0xac00, 0xfe00, 0x1f1e6, 0x1f3fb, 0x1f468, 0xe0020 };
	for (int round = 0; round < 3000; round++) {
		int size = 0;

		for (unsigned i = 0; i < next_random(&seed) % 20; i++) {
			unsigned cp = bases[next_random(&seed) % 16] + next_random(&seed) % 24;

			size += cp < 0x80    ? sprintf(text + size, "%c", cp)
				: cp < 0x800 ? sprintf(text + size, "%c%c", 0xc0 | cp >> 6, 0x80 | (cp & 63))
				: cp < 0x10000
					? sprintf(text + size, "%c%c%c", 0xe0 | cp >> 12, 0x80 | (cp >> 6 & 63),
						  0x80 | (cp & 63))
					: sprintf(text + size, "%c%c%c%c", 0xf0 | cp >> 18, 0x80 | (cp >> 12 & 63),
						  0x80 | (cp >> 6 & 63), 0x80 | (cp & 63));
		}
		text[size] = '\0';
		check_properties(text);
	}
}
