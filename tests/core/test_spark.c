/* Pictures of numbers: every height and width worked out by hand from "least is lowest, greatest is highest". */
#include <criterion/criterion.h>

#include "core/spark.h"

static void assert_line(const int64_t *values, size_t count, int cells, bool utf8, const char *expected)
{
	struct buf out = { 0 };

	spark_line(&out, values, count, cells, utf8);
	cr_assert_str_eq(buf_text(&out), expected);
	buf_free(&out);
}

static void assert_bar(int64_t part, int64_t whole, int cells, bool utf8, const char *expected)
{
	struct buf out = { 0 };

	spark_bar(&out, part, whole, cells, utf8);
	cr_assert_str_eq(buf_text(&out), expected);
	buf_free(&out);
}

Test(spark, a_line_goes_from_the_least_to_the_greatest)
{
	/* 0..7 are the eight heights themselves; of 0, 50, 100 the middle is 3.5 steps up, rounded up. */
	assert_line((int64_t[]){ 0, 1, 2, 3, 4, 5, 6, 7 }, 8, 8, true, "▁▂▃▄▅▆▇█");
	assert_line((int64_t[]){ 100, 50, 0 }, 3, 8, true, "█▅▁");
	assert_line((int64_t[]){ -5, 0, 5 }, 3, 8, true, "▁▅█");
	/* six heights in ASCII: 0..5 */
	assert_line((int64_t[]){ 0, 1, 2, 3, 4, 5 }, 6, 8, false, "_.-=+#");
}

Test(spark, a_flat_line_is_in_the_middle_and_an_empty_one_nothing)
{
	assert_line((int64_t[]){ 9, 9, 9 }, 3, 8, true, "▅▅▅");
	assert_line((int64_t[]){ 9 }, 1, 8, false, "=");
	assert_line(NULL, 0, 8, true, "");
	assert_line((int64_t[]){ 1, 2 }, 2, 0, true, "");
}

Test(spark, a_longer_series_is_folded_to_means_of_equal_stretches)
{
	/* (0 + 2) / 2 = 1, (7 + 9) / 2 = 8, (4 + 5) / 2 = 4: of 1..8 three are 0, 7 and 3 steps up */
	assert_line((int64_t[]){ 0, 2, 7, 9, 4, 5 }, 6, 3, true, "▁█▄");
}

Test(spark, numbers_as_large_as_they_get_do_no_harm)
{
	assert_line((int64_t[]){ INT64_MIN, INT64_MAX, 0 }, 3, 3, true, "▁█▅");
	assert_line((int64_t[]){ INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX }, 4, 2, true, "▅▅");
	assert_bar(INT64_MAX - 1, INT64_MAX, 4, true, "███▉");
}

Test(spark, a_bar_is_as_long_as_its_share)
{
	assert_bar(1, 2, 4, true, "██··");
	assert_bar(5, 8, 1, true, "▋");	  /* five eighths of one cell */
	assert_bar(9, 16, 2, true, "█▏"); /* nine eighths of two */
	assert_bar(0, 10, 3, true, "···");
	assert_bar(10, 10, 3, true, "███");
	assert_bar(1, 2, 6, false, "[##--]");
	assert_bar(3, 4, 6, false, "[###-]");
}

Test(spark, a_bar_beyond_its_ends_is_empty_or_full)
{
	assert_bar(-3, 10, 2, true, "··");
	assert_bar(30, 10, 2, true, "██");
	assert_bar(3, 0, 2, true, "··");
	assert_bar(30, 10, 5, false, "[###]");
	assert_bar(1, 1, 2, false, "##");
	assert_bar(1, 1, 0, true, "");
}
