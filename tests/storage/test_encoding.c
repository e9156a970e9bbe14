#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "storage/encoding.h"

/* Decode in pieces of every size; the text must not depend on where they are cut. */
static void check_decode(enum encoding encoding, const char *data, size_t size, const char *expected)
{
	for (size_t piece = 1; piece <= size; piece++) {
		struct decoder decoder = { .encoding = encoding };
		char out[256];
		size_t used = 0;

		for (size_t at = 0; at < size; at += piece) {
			size_t n = size - at < piece ? size - at : piece;

			cr_assert(n * 3 + 16 >= n && decoder_room(&decoder, n) >= n);
			used += decoder_run(&decoder, (const unsigned char *)data + at, n, false, out + used);
		}
		used += decoder_run(&decoder, (const unsigned char *)"", 0, true, out + used);
		out[used] = '\0';
		cr_assert_str_eq(out, expected, "pieces of %zu: %s", piece, out);
	}
}

Test(encoding, wide_characters_become_utf8)
{
	/* A, e acute, euro sign, U+1F600 */
	check_decode(ENCODING_UTF16LE, "A\0\xe9\0\xac\x20\x3d\xd8\x00\xde", 10,
		     "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
	check_decode(ENCODING_UTF16BE, "\0A\0\xe9\x20\xac\xd8\x3d\xde\x00", 10,
		     "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
	check_decode(ENCODING_UTF32LE, "A\0\0\0\0\xf6\x01\0", 8, "A\xf0\x9f\x98\x80");
	check_decode(ENCODING_UTF32BE, "\0\0\0A\0\x01\xf6\0", 8, "A\xf0\x9f\x98\x80");
}

Test(encoding, what_is_no_character_is_replaced)
{
	check_decode(ENCODING_UTF16LE,
		     "\x3d\xd8"
		     "A\0",
		     4,
		     "\xef\xbf\xbd"
		     "A"); /* high surrogate alone */
	check_decode(ENCODING_UTF16LE,
		     "\x00\xde"
		     "A\0",
		     4,
		     "\xef\xbf\xbd"
		     "A");						   /* low one alone */
	check_decode(ENCODING_UTF16LE, "A\0\x3d\xd8", 4, "A\xef\xbf\xbd"); /* at the end */
	check_decode(ENCODING_UTF16LE, "A\0B", 3, "A\xef\xbf\xbd");	   /* half a unit */
	check_decode(ENCODING_UTF32LE, "\0\0\x11\0", 4, "\xef\xbf\xbd");   /* past U+10FFFF */
	check_decode(ENCODING_UTF32LE, "\0\xd8\0\0", 4, "\xef\xbf\xbd");   /* a surrogate */
}

Test(encoding, windows_1252)
{
	check_decode(ENCODING_WINDOWS_1252,
		     "Cr\xe9"
		     "dito \x80\x99\xff",
		     11,
		     "Cr\xc3\xa9"
		     "dito \xe2\x82\xac\xe2\x84\xa2\xc3\xbf");
	check_decode(ENCODING_WINDOWS_1252, "\x81", 1, "\xc2\x81");
}

Test(encoding, marks)
{
	static const struct {
		const char *bytes;
		size_t size, length;
		enum encoding encoding;
	} cases[] = {
		{ "\xef\xbb\xbfx", 4, 3, ENCODING_UTF8 },   { "\xff\xfex\0", 4, 2, ENCODING_UTF16LE },
		{ "\xfe\xff\0x", 4, 2, ENCODING_UTF16BE },  { "\xff\xfe\0\0", 4, 4, ENCODING_UTF32LE },
		{ "\0\0\xfe\xff", 4, 4, ENCODING_UTF32BE },
	};
	enum encoding encoding;
	size_t length;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_assert(encoding_mark((const unsigned char *)cases[i].bytes, cases[i].size, &encoding, &length) ==
			  1);
		cr_assert(eq(int, (int)encoding, (int)cases[i].encoding));
		cr_assert(eq(sz, length, cases[i].length));
	}
	cr_assert(eq(int, encoding_mark((const unsigned char *)"\xef\xbb", 2, &encoding, &length), 0));
	cr_assert(eq(int, encoding_mark((const unsigned char *)"name", 4, &encoding, &length), 0));
}

static int is_utf8(const char *data, size_t size, size_t cut)
{
	struct utf8_check check = { 0 };

	utf8_check_add(&check, (const unsigned char *)data, cut);
	utf8_check_add(&check, (const unsigned char *)data + cut, size - cut);
	return utf8_check_end(&check);
}

Test(encoding, valid_and_invalid_utf8)
{
	static const struct {
		const char *text;
		int valid;
	} cases[] = {
		{ "plain text that is longer than the thirty-two bytes looked at at once", 1 },
		{ "thirty-two bytes and more before an e\xc3\xa9", 1 },
		{ "\xe2\x82\xac\xf0\x9f\x98\x80\xf4\x8f\xbf\xbf\xef\xbf\xbd", 1 },
		{ "\xed\x9f\xbf\xee\x80\x80", 1 },
		{ "Cr\xe9"
		  "dito",
		  0 },
		{ "\xc0\xaf", 0 },	   /* overlong */
		{ "\xe0\x80\xaf", 0 },	   /* overlong */
		{ "\xf0\x80\x80\xaf", 0 }, /* overlong */
		{ "\xed\xa0\x80", 0 },	   /* surrogate */
		{ "\xf4\x90\x80\x80", 0 }, /* past the last */
		{ "\xf5\x80\x80\x80", 0 },
		{ "\x80", 0 },
		{ "abc\xe2\x82", 0 }, /* unfinished */
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t size = strlen(cases[i].text);

		for (size_t cut = 0; cut <= size; cut++)
			cr_assert_eq(is_utf8(cases[i].text, size, cut), cases[i].valid, "case %zu cut %zu", i, cut);
	}
}
