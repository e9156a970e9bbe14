/* What goes out as CSV and comes in again, through the real program. */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "core/text.h"
#include "run.h"

#define FFFD "\xef\xbf\xbd"

static void with_two_accounts(void)
{
	run_begin();
	DONE("added Ash", "add", "Ash", "external_id=A-1", "currency=EUR", "--track", "cst-saas");
	DONE("added Beech", "add", "Beech", "external_id=B-1", "--track", "cst-saas");
}

TestSuite(exchange, .init = with_two_accounts, .fini = run_end);

static char *output(const char *one, const char *two, const char *three)
{
	struct run run = run_waymark(one, two, three, NULL);

	cr_assert_eq(run.status, 0, "%s", run.err);
	free(run.err);
	return run.out;
}

/* That nothing was written is told by the report and by the log. */
static void goes_out_and_in(const char *kind, const char *unchanged)
{
	char *out = output("export", kind, NULL), *log = output("log", NULL, NULL), *again;

	cr_assert(text_is_utf8(out, strlen(out)), "%s", out);
	cr_assert_not_null(strstr(out, "caf" FFFD), "%s", out);
	cr_assert_not_null(strstr(out, "Zoë"), "%s", out);
	run_write_file("out.csv", out);
	DONE(unchanged, "import", kind, "out.csv");
	again = output("log", NULL, NULL);
	cr_assert_str_eq(log, again, "%s: the import wrote something: %s", kind, again);
	free(again);
	again = output("export", kind, NULL);
	cr_assert_str_eq(out, again);
	free(again);
	free(out);
	free(log);
}

Test(exchange, answers_with_a_note_that_is_not_utf8_come_in_again_as_they_were)
{
	DONE("ticked", "tick", "Ash", "kickoff-held", "--note", "caf\xe9");
	DONE("ticked", "tick", "Beech", "kickoff-held", "--note", "Zoë was there");
	goes_out_and_in("answers", "2 rows: 0 added, 0 changed, 2 as before");
	/* another note is another note */
	run_write_file("new.csv", "account,milestone,answer,note\nA-1,cst-saas/kickoff-held,yes,café\n");
	DONE("0 added, 1 changed", "import", "answers", "new.csv");
}

Test(exchange, touches_with_a_note_that_is_not_utf8_are_not_doubled)
{
	DONE("", "touch", "Ash", "call", "--note", "caf\xe9");
	DONE("", "touch", "Beech", "call", "--note", "Zoë was there");
	goes_out_and_in("touches", "2 rows: 0 added, 0 changed, 2 as before");
}

Test(exchange, a_list_as_csv_is_utf8)
{
	char *out;

	DONE("", "set", "Ash", "csm=J\xfcrgen");
	out = output("list", "--format", "csv");
	cr_assert(text_is_utf8(out, strlen(out)), "%s", out);
	cr_assert_not_null(strstr(out, "J" FFFD "rgen"), "%s", out);
	free(out);
}

/* ---- answers about somebody else ---- */

Test(exchange, answers_for_a_track_about_another_subject_are_refused)
{
	char *before = output("export", "answers", NULL), *after;
	struct run run;

	run_write_file("wrong.csv", "account,milestone,answer\n"
				    "@organisation,cst-saas/kickoff-held,yes\n"
				    "A-1,chasms/retention-drops,yes\n"
				    "@organisation,retention-drops,no\n"
				    "A-1,retention-drops,no\n"
				    "A-1,cst-saas/kickoff-held,yes\n"
				    "@organisation,cst-saas/kickoff-held,no\n");
	run = run_waymark("import", "answers", "wrong.csv", "--dry-run", NULL);
	cr_assert_eq(run.status, 0, "%s", run.err);
	cr_assert_not_null(strstr(run.out,
				  "wrong.csv:2: rejected: milestone: cst-saas is about accounts, not about "
				  "the organisation\n"),
			   "%s", run.out);
	cr_assert_not_null(
		strstr(run.out,
		       "wrong.csv:3: rejected: milestone: chasms is about the organisation, not about accounts\n"),
		"%s", run.out);
	cr_assert_null(strstr(run.out, "wrong.csv:4: rejected"), "%s", run.out);
	cr_assert_not_null(strstr(run.out, "wrong.csv:5: rejected: milestone: chasms is about"), "%s", run.out);
	cr_assert_null(strstr(run.out, "wrong.csv:6: rejected"), "%s", run.out);
	cr_assert_not_null(strstr(run.out, "wrong.csv:7: rejected: milestone: cst-saas is about"), "%s", run.out);
	cr_assert_not_null(strstr(run.out, "6 rows: 2 added, 0 changed, 0 as before, 4 rejected"), "%s", run.out);
	cr_assert_null(strstr(run.out, "do not have"), "%s", run.out);
	run_free(&run);
	run_write_file("none.csv", "account,milestone,answer\nA-1,chasms/retention-drops,yes\n");
	run = run_waymark("import", "answers", "none.csv", NULL);
	cr_assert_eq(run.status, 1);
	run_free(&run);
	after = output("export", "answers", NULL);
	cr_assert_str_eq(before, after);
	free(before);
	free(after);
}

Test(exchange, answers_for_a_track_that_the_account_lacks_come_in_and_are_told)
{
	json_t *report;

	run_write_file("lacks.csv", "account,milestone,answer\n"
				    "A-1,relationship/broken-told,yes\n"
				    "A-1,cst-saas/kickoff-held,yes\n"
				    "B-1,relationship/broken-told,no\n");
	report = JSON_OF("import", "answers", "lacks.csv", "--dry-run", "--json");
	cr_assert_eq(json_integer_value(json_at(report, "trackless")), 2);
	json_decref(report);
	DONE("\n2 answers are for tracks that their accounts do not have; track add shows them\n", "import",
	     "answers", "lacks.csv");
	DONE("gave", "track", "add", "Ash", "relationship");
	DONE("\n1 answer is for a track that its account does not have; track add shows it\n", "import", "answers",
	     "lacks.csv");
}
