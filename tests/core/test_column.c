#include "core/column.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/text.h"
#include "core/xalloc.h"

static void in_utf8(void)
{
	cr_assert(ne(ptr, setlocale(LC_ALL, "C.UTF-8"), NULL));
}

TestSuite(column, .init = in_utf8);

/* A row about which nothing is known but its name. */
static struct account_row row(const char *name, int64_t id)
{
	return (struct account_row){ .id = id,
				     .name = xstrdup(name),
				     .start = DAY_NONE,
				     .renewal = DAY_NONE,
				     .health = HEALTH_UNKNOWN,
				     .trend = TREND_NONE,
				     .last_touch = DAY_NONE,
				     .at_stake = -1,
				     .status = STATUS_ACTIVE };
}

static int sign(int order)
{
	return (order > 0) - (order < 0);
}

Test(column, keys_aliases_and_titles)
{
	cr_assert_str_eq(column_info(COLUMN_NAME)->title, "Account");
	cr_assert_str_eq(column_info(COLUMN_RENEWAL)->title, "Renew");
	cr_assert(eq(int, column_find("renew"), COLUMN_RENEWAL));
	cr_assert(eq(int, column_find("renewal_date"), COLUMN_RENEWAL));
	cr_assert(eq(int, column_find("last"), COLUMN_LAST_TOUCH));
	cr_assert(eq(int, column_find("nonsense"), COLUMN_COUNT));
	cr_assert(eq(int, column_find(""), COLUMN_COUNT));
	for (int i = 0; i < COLUMN_COUNT; i++) {
		const struct column_info *info = column_info((enum column)i);

		cr_assert(eq(int, column_find(info->key), i));
		cr_assert_geq(info->width, (int)strlen(info->title), "%s", info->key);
		for (int j = 0; j < i; j++)
			cr_assert(ne(int, column_info((enum column)j)->keep, info->keep));
	}
}

Test(column, raw_values)
{
	struct account_row a = row("Adatum", 1);
	bool known = true;

	cr_assert(eq(i64, column_number(COLUMN_HEALTH, &a, &known), 0));
	cr_assert(eq(int, known, false));
	cr_assert_null(column_text(COLUMN_STAGE, &a));
	a.csm = xstrdup("");
	cr_assert_null(column_text(COLUMN_CSM, &a));
	a.track = xstrdup("t");
	a.stage = xstrdup("Adopt");
	a.stage_index = 2;
	a.days = 41;
	a.health = 7099;
	a.has_arr = true;
	a.arr = (struct money){ 123450, "EUR" };
	cr_assert_str_eq(column_text(COLUMN_STAGE, &a), "Adopt");
	cr_assert_str_eq(column_text(COLUMN_STATUS, &a), "active");
	cr_assert(eq(i64, column_number(COLUMN_HEALTH, &a, &known), 7099));
	cr_assert(eq(int, known, true));
	cr_assert(eq(i64, column_number(COLUMN_ARR, &a, &known), 123450));
	cr_assert(eq(i64, column_number(COLUMN_DAYS, &a, &known), 41));
	a.days = -1;
	column_number(COLUMN_DAYS, &a, &known);
	cr_assert(eq(int, known, false));
	account_row_clear(&a);
	cr_assert(eq(ptr, a.name, NULL));
}

Test(column, order_and_unknown_last)
{
	struct account_row a = row("Adatum", 1), b = row("Contoso", 2), c = row("Fabrikam", 3);

	a.health = 5000;
	b.health = 7000;
	cr_assert(eq(int, sign(column_compare(COLUMN_HEALTH, false, &a, &b)), -1));
	cr_assert(eq(int, sign(column_compare(COLUMN_HEALTH, true, &a, &b)), 1));
	cr_assert(eq(int, sign(column_compare(COLUMN_HEALTH, false, &a, &c)), -1));
	cr_assert(eq(int, sign(column_compare(COLUMN_HEALTH, true, &a, &c)), -1));
	cr_assert(eq(int, sign(column_compare(COLUMN_HEALTH, true, &c, &a)), 1));
	/* Equal or unknown: by name, upwards in both directions. */
	b.health = 5000;
	cr_assert(eq(int, sign(column_compare(COLUMN_HEALTH, true, &a, &b)), -1));
	cr_assert(eq(int, sign(column_compare(COLUMN_RENEWAL, true, &b, &c)), -1));
	b.csm = xstrdup("ana");
	c.csm = xstrdup("Ben");
	cr_assert(eq(int, sign(column_compare(COLUMN_CSM, false, &b, &c)), -1));
	cr_assert(eq(int, sign(column_compare(COLUMN_CSM, true, &b, &c)), 1));
	cr_assert(eq(int, sign(column_compare(COLUMN_CSM, true, &c, &a)), -1));
	account_row_clear(&a);
	account_row_clear(&b);
	account_row_clear(&c);
}

Test(column, stages_in_the_order_of_the_way)
{
	struct account_row a = row("A", 1), b = row("B", 2);

	a.track = xstrdup("t");
	b.track = xstrdup("t");
	a.stage = xstrdup("Scale");
	b.stage = xstrdup("Foundation");
	a.stage_index = 5;
	b.stage_index = 1;
	cr_assert(eq(int, sign(column_compare(COLUMN_STAGE, false, &a, &b)), 1));
	account_row_clear(&a);
	account_row_clear(&b);
}

Test(column, same_names_by_id)
{
	struct account_row a = row("Contoso", 9), b = row("CONTOSO", INT64_C(4000000000));

	cr_assert(eq(int, sign(column_compare(COLUMN_NAME, false, &a, &b)), -1));
	cr_assert(eq(int, sign(column_compare(COLUMN_NAME, true, &a, &b)), -1));
	cr_assert(eq(int, column_compare(COLUMN_NAME, true, &a, &a), 0));
	account_row_clear(&a);
	account_row_clear(&b);
}

/* The short cut for ASCII must order exactly as folding everything does. */
Test(column, names_as_folded)
{
	static const char *const parts[] = { "a", "A", "e", "E", "f", "z", "\xcc\x81", "é",    "É", "ß", "ss",
					     "ö", "Ö", "İ", "ŉ", "ǰ", "ſ", "Ǆ",	       "\xff", " ", "東" };
	unsigned long long seed = 3;

	for (int round = 0; round < 30000; round++) {
		char text[2][32] = { "", "" }, *folded[2];
		struct account_row a, b;

		for (int i = 0; i < 10; i++) {
			seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
			if ((seed >> 60) > 4)
				strcat(text[i % 2], parts[(seed >> 33) % (sizeof parts / sizeof *parts)]);
		}
		a = row(text[0], 1);
		b = row(text[1], 1);
		if (*text[0] && *text[1]) {
			folded[0] = text_fold(text[0]);
			folded[1] = text_fold(text[1]);
			cr_assert_eq(sign(column_compare(COLUMN_NAME, false, &a, &b)),
				     sign(strcmp(folded[0], folded[1])), "%s against %s", text[0], text[1]);
			free(folded[0]);
			free(folded[1]);
		}
		account_row_clear(&a);
		account_row_clear(&b);
	}
}

Test(column, what_is_at_stake)
{
	cr_assert(eq(i64, account_at_stake(true, 10000000, 7100), 2900000)); /* 100,000.00 at 71 */
	cr_assert(eq(i64, account_at_stake(true, 12345, 3333), 8230));	     /* 8230.41 floored */
	cr_assert(eq(i64, account_at_stake(true, 500, 10000), 0));
	cr_assert(eq(i64, account_at_stake(true, 500, 0), 500));
	cr_assert(eq(i64, account_at_stake(true, MONEY_MAX, 1), INT64_C(999899999999999)));
	cr_assert(eq(i64, account_at_stake(true, 0, 100), 0));
	cr_assert(eq(i64, account_at_stake(true, -500, 100), 0));
	cr_assert(eq(i64, account_at_stake(false, 500, 100), -1));
	cr_assert(eq(i64, account_at_stake(true, 500, HEALTH_UNKNOWN), -1));
}
