/* The rank of documents, by hand from the table in core/document.h. */
#include <criterion/criterion.h>
#include <string.h>

#include "core/document.h"

static int rank(enum document_critical critical, const char *holders, enum yes_no frees, enum yes_no only)
{
	char title[] = "t";
	struct document document = { .title = title,
				     .critical = critical,
				     .holders = (char *)(uintptr_t)holders,
				     .frees = frees,
				     .only_one = only };
	struct document_term terms[DOCUMENT_TERMS];
	int sum = 0, whole = document_rank(&document, terms);

	for (int i = 0; i < DOCUMENT_TERMS; i++) {
		sum += terms[i].points;
		cr_assert_not_null(terms[i].why);
		cr_assert(terms[i].known || terms[i].points == 0);
	}
	cr_assert_eq(sum, whole, "the terms add up to the rank");
	return whole;
}

Test(document, ranks_by_the_four_answers)
{
	cr_assert_eq(rank(CRITICAL_UNKNOWN, NULL, YES_NO_UNKNOWN, YES_NO_UNKNOWN), 0);
	cr_assert_eq(rank(CRITICAL_HIGH, "Ana", SAID_YES, SAID_YES), 100);
	cr_assert_eq(rank(CRITICAL_LOW, NULL, SAID_NO, SAID_NO), 10);
	cr_assert_eq(rank(CRITICAL_MEDIUM, "Ana, Bo", SAID_NO, SAID_YES), 25 + 10 + 15);
	cr_assert_eq(rank(CRITICAL_UNKNOWN, "Ana,Bo,Cy", SAID_YES, SAID_NO), 10 + 20);
	cr_assert_eq(rank(CRITICAL_UNKNOWN, "Ana,Bo,Cy,Di", YES_NO_UNKNOWN, SAID_NO), 0);
	cr_assert_eq(rank(CRITICAL_UNKNOWN, " , Ana ,", YES_NO_UNKNOWN, SAID_NO), 25, "blanks are nobody");
	cr_assert_eq(rank(CRITICAL_UNKNOWN, " , ", YES_NO_UNKNOWN, SAID_NO), 0);
}

static void why(const struct document *document, const char *expected)
{
	struct buf out = { 0 };

	document_why(document, &out);
	cr_assert_str_eq(buf_text(&out), expected);
	buf_free(&out);
}

Test(document, says_why_and_what_was_not_asked)
{
	char one[] = "Ana";

	why(&(struct document){ .critical = CRITICAL_HIGH, .holders = one },
	    "critical to success +40, one person holds the knowledge +25; not asked: does it free time, can only "
	    "one do it");
	why(&(struct document){ .critical = CRITICAL_LOW, .holders = one, .frees = SAID_NO, .only_one = SAID_YES },
	    "of little weight for success +10, one person holds the knowledge +25, would not free time +0, only "
	    "one "
	    "can do it +15");
	why(&(struct document){ 0 }, "none of the four questions is answered yet");
}

Test(document, unwritten_ones_come_first_then_rank_tasks_title)
{
	char a[] = "alpha", b[] = "Beta", text[] = "how it is done", blank[] = " \n";
	struct document low = { .title = a, .critical = CRITICAL_LOW };
	struct document high = { .title = b, .critical = CRITICAL_HIGH };
	struct document written = { .title = a, .critical = CRITICAL_HIGH, .text = text };
	struct document named = { .title = b, .critical = CRITICAL_LOW, .tasks = 2 };
	struct document alike = { .title = b, .critical = CRITICAL_LOW };

	cr_assert_lt(document_compare(&high, &low), 0);
	cr_assert_lt(document_compare(&low, &written), 0, "a written one can wait");
	cr_assert_gt(document_compare(&written, &low), 0);
	cr_assert_lt(document_compare(&named, &low), 0);
	cr_assert_lt(document_compare(&low, &alike), 0, "by title, small and capital letters alike");
	cr_assert_eq(document_compare(&low, &low), 0);
	cr_assert_eq(document_written(&written), true);
	written.text = blank;
	cr_assert_eq(document_written(&written), false);
	written.link = text;
	cr_assert_eq(document_written(&written), true);
}

Test(document, names_go_both_ways)
{
	enum document_critical critical = CRITICAL_UNKNOWN;

	for (int c = CRITICAL_UNKNOWN; c <= CRITICAL_HIGH; c++) {
		cr_assert(critical_from_name(critical_name((enum document_critical)c), &critical));
		cr_assert_eq((int)critical, c);
	}
	cr_assert_eq(critical_from_name("very", &critical), false);
	cr_assert_str_eq(critical_name(CRITICAL_MEDIUM), "medium");
}
