/* The ground everything stands on: growing text, growing arrays, errors. */
#include "core/buf.h"
#include "core/error.h"
#include "core/vec.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

Test(buf, empty_is_empty_text)
{
	struct buf buf = { 0 };
	char *taken;

	cr_assert_str_eq(buf_text(&buf), "");
	buf_clear(&buf);
	taken = buf_take(&buf);
	cr_assert_str_eq(taken, "");
	free(taken);
	buf_free(&buf);
}

Test(buf, adds_in_every_way)
{
	struct buf buf = { 0 };
	char *taken;

	buf_str(&buf, "one");
	buf_char(&buf, ' ');
	buf_add(&buf, "two!", 3);
	buf_printf(&buf, " %d %s", 3, "four");
	cr_assert_str_eq(buf_text(&buf), "one two 3 four");
	cr_assert(eq(sz, buf.size, 14));
	buf_clear(&buf);
	cr_assert_str_eq(buf_text(&buf), "");
	buf_str(&buf, "again");
	taken = buf_take(&buf);
	cr_assert_str_eq(taken, "again");
	cr_assert(eq(sz, buf.size, 0));
	free(taken);
}

Test(buf, grows_past_any_guess)
{
	struct buf buf = { 0 };
	char *long_text = xmalloc(5001);

	memset(long_text, 'x', 5000);
	long_text[5000] = '\0';
	for (int i = 0; i < 200; i++)
		buf_printf(&buf, "%s%c", long_text, 'a' + i % 26);
	cr_assert(eq(sz, buf.size, 200 * 5001));
	cr_assert(eq(sz, strlen(buf.data), 200 * 5001));
	cr_assert(eq(chr, buf.data[5000], 'a'));
	cr_assert(eq(chr, buf.data[2 * 5001 - 1], 'b'));
	buf_free(&buf);
	free(long_text);
}

Test(buf, vec_grows_and_frees)
{
	VEC(int) v = { 0 };
	long sum = 0;

	for (int i = 0; i < 1000; i++)
		*vec_add(&v) = i;
	for (size_t i = 0; i < v.count; i++)
		sum += v.items[i];
	cr_assert(eq(long, sum, 499500));
	vec_clear(&v);
	vec_reserve(&v, 5000);
	cr_assert(ge(sz, v.room, 5000));
	cr_assert(eq(sz, v.count, 0));
	vec_free(&v);
	cr_assert(eq(ptr, v.items, NULL));
	cr_assert(eq(sz, v.room, 0));
}

Test(buf, error_says_and_is_prefixed)
{
	struct error error = { 0 };

	cr_assert(eq(int, error_set(&error, ERROR_INPUT, "no date %d", 7), -1));
	cr_assert(eq(int, error.kind, ERROR_INPUT));
	cr_assert_str_eq(error.text, "no date 7");
	cr_assert(eq(int, error_prefix(&error, "row %d", 12), -1));
	cr_assert_str_eq(error.text, "row 12: no date 7");
	cr_assert(eq(int, error.kind, ERROR_INPUT));
	error_set(&error, ERROR_USAGE, "again: %s", error.text);
	cr_assert_str_eq(error.text, "again: row 12: no date 7");
}

Test(buf, error_is_cut_at_a_character)
{
	struct error error = { 0 };
	char text[2000] = "";

	/* 1023 bytes fit: one "x" and 511 two-byte characters are exactly that. */
	strcpy(text, "x");
	for (int i = 0; i < 900; i++)
		strcat(text, "é");
	error_set(&error, ERROR_INPUT, "%s", text);
	cr_assert(eq(sz, strlen(error.text), 1023));
	/* Without the "x" the last one has no room for its second byte. */
	error_set(&error, ERROR_INPUT, "%s", text + 1);
	cr_assert(eq(sz, strlen(error.text), 1022));
	error_prefix(&error, "p");
	cr_assert(eq(sz, strlen(error.text), 1023)); /* "p: " and 510 of them */
	error_prefix(&error, "%s", text + 1);
	cr_assert(eq(sz, strlen(error.text), 1022));
	strcpy(text, "x");
	for (int i = 0; i < 300; i++)
		strcat(text, "\xf0\x9f\x98\x80");
	error_set(&error, ERROR_INPUT, "%s", text);
	cr_assert(eq(sz, strlen(error.text), 1021)); /* 1 + 255 * 4 */
}

static void put_back(void)
{
	if (write(STDERR_FILENO, "restored\n", 9) != 9)
		_exit(3);
}

Test(buf, a_bug_restores_and_aborts, .signal = SIGABRT)
{
	xalloc_on_death(put_back);
	BUG("asked for by a test");
}
