#include "core/ids.h"

#include <stddef.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

/* The expected values come from a second implementation of the definition in
 * ids.c, in another language. They stand in books: never change them. */
Test(ids, values_are_pinned)
{
	cr_assert(eq(i64, id_hash(NULL), 8442584544778250395));
	cr_assert(eq(i64, id_hash("abc", NULL), 6562934332954998253));
	cr_assert(eq(i64, id_hash("ab", "c", NULL), 1210924890417911333));
	cr_assert(eq(i64, id_hash("a", "bc", NULL), 6217958489816516392));
	cr_assert(eq(i64, id_account("salesforce", "001A0000003xYzQIAU"), 7970995335816520833));
	cr_assert(eq(i64, id_account("", "Café Nord"), 4975390516079672647));
	cr_assert(eq(i64, id_track("cst-saas"), 4662800743493255980));
	cr_assert(eq(i64, id_stage("cst-saas", "adopt"), 2196482259467623125));
	cr_assert(eq(i64, id_milestone("cst-saas", "sso-live"), 556450781580717997));
}

Test(ids, answers_are_pinned)
{
	int64_t account = id_account("salesforce", "001A0000003xYzQIAU");
	int64_t milestone = id_milestone("cst-saas", "sso-live");

	cr_assert(eq(i64, id_answer(account, milestone, 20779, "ana", 0), 7707086233146971436));
	cr_assert(eq(i64, id_answer(account, milestone, -1, "ana", 1), 6433753783234206374));
}

Test(ids, kinds_never_share_an_id)
{
	cr_assert(ne(i64, id_stage("t", "x"), id_milestone("t", "x")));
	cr_assert(ne(i64, id_account("t", "x"), id_stage("t", "x")));
	cr_assert(ne(i64, id_track("t"), id_account("t", NULL)));
	cr_assert(ne(i64, id_account("ab", "c"), id_account("a", "bc")));
	cr_assert(ne(i64, id_account("s", "ID"), id_account("s", "id")));
	cr_assert(eq(i64, id_account(NULL, NULL), id_account("", "")));
}

static int compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

Test(ids, many_answers_are_positive_and_apart)
{
	enum { COUNT = 50000 };
	int64_t *ids = malloc(COUNT * sizeof *ids);

	for (int i = 0; i < COUNT; i++)
		ids[i] = id_answer(i % 100 + 1, i / 100 + 1, 20000, "ana", 0);
	qsort(ids, COUNT, sizeof *ids, compare);
	cr_assert(gt(i64, ids[0], 0));
	for (int i = 1; i < COUNT; i++)
		cr_assert(ne(i64, ids[i], ids[i - 1]));
	free(ids);
}
