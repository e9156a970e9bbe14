/* Every kind of records out of one book, into a fresh one, and out again: not a byte may differ. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "core/text.h"
#include "run.h"
#include "storage/import.h"

#define FFFD "\xef\xbf\xbd"

TestSuite(round_trip, .init = run_begin, .fini = run_end);

static char *output(const char *one, const char *two, const char *three)
{
	struct run run = run_waymark(one, two, three, NULL);

	cr_assert_eq(run.status, 0, "%s", run.err);
	free(run.err);
	return run.out;
}

/* The accounts and all that hangs on them, as somebody would have typed it. */
static void fill_book(void)
{
	DONE("", "add", "Ash", "external_id=A-1", "currency=EUR", "csm=ana", "segment=gold", "--track", "cst-saas");
	DONE("", "add", "Beech, \"& Sons\"", "--track", "cst-saas", "start=2024-02-29");
	DONE("", "add", "=Cedar()", "external_id=0007", "status=prospect", "renewal=2027-03-01", "--track",
	     "cst-saas");
	DONE("", "add", "Alder", "external_id=Z-9", "--track", "cst-saas");
	DONE("", "add", "Birch", "--track", "cst-saas");
	/* a source of its own gives them other ids here than in a book that knows them from an export */
	run_write_file("crm.csv",
		       "external_id,source,name\nK-1,crm,Dogwood\nK-2,crm,Elder\nK-3,crm,Fir\nK-4,crm,Gorse\n"
		       "K-5,crm,Hazel\nK-6,crm,Ivy\n");
	DONE("6 added", "import", "accounts", "crm.csv", "--track", "cst-saas");
	run_write_file("crm-touches.csv", "account,date,kind\nK-1,2026-07-01,call\nK-2,2026-07-01,call\n"
					  "K-3,2026-07-01,call\nK-4,2026-07-01,call\nK-5,2026-07-01,call\n"
					  "K-6,2026-07-01,call\n");
	DONE("6 added", "import", "touches", "crm-touches.csv");
	DONE("", "set", "Ash", "arr=1200.50", "--on", "2025-01-01");
	DONE("", "set", "Ash", "arr=900", "--on", "2026-02-01");
	DONE("", "set", "=Cedar()", "arr=77 USD", "--on", "2026-02-01");
	DONE("", "tick", "Ash", "kickoff-held", "--note", "two\nlines, \"quoted\"", "--on", "2026-03-01");
	DONE("", "tick", "Ash", "cst-saas/kickoff-held", "no", "--on", "2026-03-01");
	DONE("", "tick", "Ash", "cst-saas/kickoff-held", "yes", "--on", "2026-03-01", "--note", "=1+1");
	DONE("", "tick", "=Cedar()", "kickoff-held", "na", "--on", "2026-01-01");
}

static void fill_deals(void)
{
	DONE("", "opportunity", "add", "Ash", "=Seats, \"more\"", "300.25", "close=2026-12-31", "probability=0",
	     "note=@ask\nagain", "--on", "2026-05-01");
	DONE("", "opportunity", "add", "Ash", "Second site", "40", "kind=upsell", "--on", "2026-05-01");
	DONE("", "opportunity", "won", "Ash", "Second", "--on", "2026-06-01");
	DONE("", "opportunity", "add", "Birch", "First", "12 GBP", "--on", "2026-05-01");
	DONE("", "opportunity", "won", "Birch", "First", "--on", "2026-05-20");
	DONE("", "opportunity", "add", "=Cedar()", "Gone", "9", "kind=expansion", "--on", "2026-05-01");
	DONE("", "opportunity", "lost", "=Cedar()", "Gone", "--on", "2026-05-21");
	run_write_file("deals.csv", "account,name,amount,currency,external_id,source,state,close_date\n"
				    "K-1,Twice,10,EUR,D-1,crm,won,2026-01-05\n"
				    "K-1,Twice,10,EUR,D-2,crm,won,2026-01-05\nK-2,Twice,10,EUR,D-3,crm,,\n");
	DONE("3 added", "import", "opportunities", "deals.csv");
}

static void fill_people(void)
{
	DONE("", "contact", "add", "Ash", "Ida Fern", "roles=champion,decision maker", "email=ida@fern.example",
	     "sentiment=-1", "--on", "2026-03-01");
	DONE("", "contact", "set", "Ash", "Ida Fern", "roles=", "sentiment=2", "--on", "2026-04-01");
	DONE("", "contact", "set", "Ash", "Ida Fern", "roles=user", "success=less\r\nwork", "--on", "2026-05-01");
	DONE("", "contact", "left", "Ash", "Ida Fern", "--on", "2026-06-01");
	/* there and back again in one day: nothing that holds of that day */
	DONE("", "contact", "add", "Ash", "Max Rowan", "email=max@one.example", "--on", "2026-03-02");
	DONE("", "contact", "set", "Ash", "max@one.example", "roles=buyer", "--on", "2026-03-05");
	DONE("", "contact", "set", "Ash", "max@one.example", "roles=", "--on", "2026-03-05");
	run_write_file("two.csv", "account,name,email,external_id,source,on\n"
				  "A-1,Max Rowan,max@two.example,,,2026-03-03\n"
				  "A-1,Lea Elm,,c-1,crm,2026-03-03\nA-1,Lea Elm,,c-2,crm,2026-03-03\n");
	DONE("3 added", "import", "contacts", "two.csv");
	DONE("", "contact", "add", "Beech", "+49 (only a number)", "--on", "2026-03-01");
	DONE("", "touch", "Ash", "call", "--with", "max@two.example", "--on", "2026-07-01", "--note", "hm\n\nhm");
	DONE("", "touch", "Ash", "call", "--with", "Ida Fern", "--on", "2026-07-01", "--note", "hm\n\nhm");
	DONE("", "touch", "Ash", "call", "--on", "2026-07-01", "--note", "hm\n\nhm");
	DONE("", "touch", "Ash", "call", "--on", "2026-07-01", "--note", "hm\n\nhm");
	DONE("", "touch", "Beech", "mail", "--from", "them", "--on", "2026-07-02");
	run_write_file("survey.csv", "account,date,kind,score,contact,comment,scale\n"
				     "A-1,2026-07-03,nps,9,max@one.example,\"=good, \"\"so\"\" far\",\n"
				     "A-1,2026-07-03,nps,2,max@two.example,,\nA-1,2026-07-03,csat,4,,\"a\nb\",5\n"
				     "A-1,2026-07-03,csat,4,,\"a\nb\",5\nA-1,2026-07-04,csat,6,Ida Fern,,7\n");
	DONE("5 added", "import", "surveys", "survey.csv");
}

static void fill_promises(void)
{
	DONE("", "promise", "add", "Ash", "SSO", "due=2026-12-01", "understood=one login", "to=max@two.example",
	     "need=-safe", "--on", "2026-05-01");
	DONE("", "promise", "set", "Ash", "SSO", "due=", "--on", "2026-05-10", "--note", "no date any more");
	DONE("", "promise", "confirm", "Ash", "SSO", "--on", "2026-05-11");
	DONE("", "promise", "set", "Ash", "SSO", "due=2026-12-24", "--on", "2026-05-12");
	DONE("", "promise", "kept", "Ash", "SSO", "--on", "2026-06-01", "--note", "a\n\"b\"");
	/* two alike, told apart by their ids alone */
	run_write_file("alike.csv", "account,made_on,due,state,text,id\nA-1,2026-05-01,2026-08-01,open,Report,11\n"
				    "A-1,2026-05-01,2026-09-01,broken,Report,12\n");
	DONE("2 added", "import", "promises", "alike.csv");
	DONE("", "outcome", "add", "Ash", "Faster", "unit=d", "baseline=9.1", "target=4", "due=2026-12-01",
	     "start=2026-05-01");
	DONE("", "outcome", "value", "Ash", "Faster", "5.25", "--on", "2026-06-01", "--note", "ugh\n");
	run_write_file("worse.csv", "account,name,date,value\nA-1,Faster,2026-07-01,-7\n");
	DONE("1 changed", "import", "outcomes", "worse.csv");
	DONE("", "outcome", "story", "Ash", "Faster", "yes", "--on", "2026-07-02");
	DONE("", "outcome", "add", "Beech", "@Cheaper");
	DONE("", "measure", "set", "Ash", "logins", "3.125", "--on", "2026-07-01");
	run_write_file("fewer.csv", "account,key,date,value\nA-1,logins,2026-06-01,-4\n"
				    "A-1,=Seats,2026-06-01,0\n");
	DONE("2 added", "import", "measures", "fewer.csv");
	DONE("", "concern", "add", "Ash", "@too slow,\n\"really\"", "level=1", "from=max@two.example", "--on",
	     "2026-05-02");
	DONE("", "concern", "addressed", "Ash", "@too slow", "how=@faster", "--on", "2026-06-02");
	DONE("", "concern", "add", "Ash", "a day off", "level=day", "--on", "2026-05-02");
	DONE("", "concern", "add", "Beech", "a day off", "level=3", "--on", "2026-05-02");
	DONE("", "override", "Ash", "risk", "--reason", "=their \"owner\" sells\nnow", "--until", "2026-12-31");
	DONE("", "override", "Beech", "good", "--reason", "told me", "--until", "2026-12-31");
	DONE("", "override", "Beech", "--back");
}

/* Of no account. */
static void fill_costs(void)
{
	DONE("", "cost", "set", "2026-Q3", "retention", "1200.50", "EUR", "--note", "=two \"people\",\nand a half");
	DONE("", "cost", "set", "2026-Q3", "retention", "7", "USD");
	DONE("", "cost", "set", "2025-Q1", "upsell", "0", "JPY", "--segment", "@Small, they say");
}

static void import_from(const char *kind, const char *file)
{
	struct run run = run_waymark("import", kind, file, "--track", "cst-saas", NULL);

	cr_assert_eq(run.status, 0, "%s: %s", kind, run.err);
	cr_assert_null(strstr(run.out, "reject"), "%s: %s", kind, run.out);
	run_free(&run);
}

/* All kinds of the book; yours to free. Files are called as the kind. */
static void export_all(char *texts[], bool write)
{
	const char *const *kinds = import_kinds();
	char file[64];

	for (int i = 0; kinds[i]; i++) {
		texts[i] = output("export", kinds[i], NULL);
		cr_assert(text_is_utf8(texts[i], strlen(texts[i])), "%s", texts[i]);
		snprintf(file, sizeof file, "%s.csv", kinds[i]);
		if (write)
			run_write_file(file, texts[i]);
	}
}

enum { KINDS_MAX = 16 };

static void same_and_free(char *before[], char *after[])
{
	const char *const *kinds = import_kinds();

	for (int i = 0; kinds[i]; i++) {
		cr_expect_str_eq(after[i], before[i], "%s:\n%s\n%s", kinds[i], before[i], after[i]);
		free(after[i]);
	}
}

Test(round_trip, every_kind_goes_out_and_in_and_out_again_without_a_byte_lost)
{
	const char *const *kinds = import_kinds();
	char *before[KINDS_MAX], *after[KINDS_MAX], *log, *again;

	fill_book();
	fill_deals();
	fill_people();
	fill_promises();
	fill_costs();
	export_all(before, true);
	for (int i = 0; kinds[i]; i++)
		cr_assert_not_null(strstr(strstr(before[i], "\r\n") + 2, "\r\n"), "no rows of %s", kinds[i]);
	setenv("WAYMARK_BOOK", run_path("fresh.db"), 1);
	for (int i = 0; kinds[i]; i++) {
		char file[64];

		snprintf(file, sizeof file, "%s.csv", kinds[i]);
		import_from(kinds[i], file);
	}
	export_all(after, false);
	same_and_free(before, after);
	log = output("log", NULL, NULL);
	for (int i = 0; kinds[i]; i++) {
		char file[64];

		snprintf(file, sizeof file, "%s.csv", kinds[i]);
		import_from(kinds[i], file);
	}
	again = output("log", NULL, NULL);
	cr_assert_str_eq(log, again, "a second import wrote something: %s", again);
	free(log);
	free(again);
	for (int i = 0; kinds[i]; i++)
		free(before[i]);
}

/* ---- text that is not UTF-8: an export repairs it, and the import knows it again ---- */

static void fill_with_bad_text(void)
{
	DONE("", "add", "Caf\xe9 Nord", "csm=J\xfcrgen", "arr=10 EUR", "--track", "cst-saas");
	DONE("", "add", "\xe9t\xe9", "external_id=\xe9-1", "next_step=r\xe9ussir", "--track", "cst-saas");
	DONE("", "tick", "Caf\xe9 Nord", "kickoff-held", "--note", "caf\xe9");
	DONE("", "touch", "Caf\xe9 Nord", "call", "--note", "caf\xe9");
	DONE("", "contact", "add", "Caf\xe9 Nord", "Ren\xe9", "success=\xe9", "phone=\xff");
	DONE("", "contact", "add", "\xe9t\xe9", "Zo\xeb", "email=zo\xeb@fern.example");
	DONE("", "touch", "Caf\xe9 Nord", "call", "--with", "Ren\xe9");
	DONE("", "survey", "add", "\xe9t\xe9", "nps", "9", "--from", "Zo\xeb", "--comment", "tr\xe8s bien");
	DONE("", "promise", "add", "Caf\xe9 Nord", "r\xe9seau", "understood=\xe9", "to=Ren\xe9", "due=2026-12-01");
	DONE("", "promise", "kept", "Caf\xe9 Nord", "r\xe9seau", "--note", "\xe9", "--on", "2026-11-22");
	DONE("", "outcome", "add", "Caf\xe9 Nord", "R\xe9sultat", "unit=\xe9");
	DONE("", "outcome", "value", "Caf\xe9 Nord", "R\xe9sultat", "5", "--note", "\xe9");
	DONE("", "concern", "add", "Caf\xe9 Nord", "\xe9t\xe9", "level=2", "from=Ren\xe9", "how=\xe9");
	DONE("", "override", "Caf\xe9 Nord", "risk", "--reason", "d\xe9part", "--until", "2026-12-31");
}

Test(round_trip, text_that_is_not_utf8_is_known_again_and_stays_as_it_came)
{
	const char *const *kinds = import_kinds();
	char *before[KINDS_MAX], *after[KINDS_MAX], *facts, *again;

	fill_with_bad_text();
	export_all(before, true);
	facts = output("list", "--json", NULL);
	for (int i = 0; kinds[i]; i++) {
		char file[64];
		struct run run;

		if (!strcmp(kinds[i], "measures"))
			continue; /* their keys are ASCII */
		snprintf(file, sizeof file, "%s.csv", kinds[i]);
		run = run_waymark("import", kinds[i], file, NULL);
		cr_assert_eq(run.status, 0, "%s", run.err);
		cr_expect_not_null(strstr(run.out, " 0 added, 0 changed,"), "%s: %s", kinds[i], run.out);
		run_free(&run);
	}
	export_all(after, false);
	same_and_free(before, after);
	again = output("list", "--json", NULL);
	cr_assert_str_eq(facts, again);
	free(facts);
	free(again);
	/* what stands is what was typed: other bytes are others */
	DONE("", "show", "Caf\xe9 Nord");
	FAILED("", "show", "Caf" FFFD " Nord");
	/* and in a fresh book, what was written */
	setenv("WAYMARK_BOOK", run_path("fresh.db"), 1);
	for (int i = 0; kinds[i]; i++) {
		char file[64];

		snprintf(file, sizeof file, "%s.csv", kinds[i]);
		if (strcmp(kinds[i], "measures") != 0)
			import_from(kinds[i], file);
	}
	export_all(after, false);
	same_and_free(before, after);
	for (int i = 0; kinds[i]; i++)
		free(before[i]);
}

Test(round_trip, names_that_differ_only_in_bytes_that_were_lost_are_not_guessed)
{
	struct run run;

	DONE("", "add", "Caf\xe9", "--track", "cst-saas");
	DONE("", "add", "Caf\xe8", "--track", "cst-saas");
	run_write_file("touches.csv", "account,date,kind\nCaf" FFFD ",2026-07-01,call\n");
	run = run_waymark("import", "touches", "touches.csv", "--dry-run", NULL);
	cr_assert_not_null(strstr(run.out, "is several accounts"), "%s", run.out);
	run_free(&run);
}
