/* An account's records on the command line: every verb of each, undone; errors; the shapes of JSON; exports. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "run.h"

static void with_two_accounts(void)
{
	run_begin();
	DONE("added Northwind", "add", "Northwind", "external_id=N-1");
	DONE("added Contoso", "add", "Contoso");
	DONE("added the contact 'Ida Fern' (decision maker, champion) to Northwind", "contact", "add", "Northwind",
	     "Ida Fern", "roles=champion,decision maker", "email=ida@fern.example", "sentiment=-1", "--on",
	     "2026-10-01");
}

TestSuite(records, .init = with_two_accounts, .fini = run_end);

static void is(int line, json_t *root, const char *path, const char *text)
{
	cr_assert(json_is_string(json_at(root, path)), "line %d: %s is no string", line, path);
	cr_assert_str_eq(json_string_value(json_at(root, path)), text, "line %d: %s", line, path);
}

static void is_number(int line, json_t *root, const char *path, double number)
{
	cr_assert(json_is_number(json_at(root, path)), "line %d: %s is no number", line, path);
	cr_assert_float_eq(json_number_value(json_at(root, path)), number, 1e-9, "line %d: %s is %g", line, path,
			   json_number_value(json_at(root, path)));
}

static void is_null(int line, json_t *root, const char *path)
{
	cr_assert(json_is_null(json_at(root, path)), "line %d: %s is not null", line, path);
}

#define IS(root, path, text) is(__LINE__, (root), (path), (text))
#define IS_NUMBER(root, path, number) is_number(__LINE__, (root), (path), (number))
#define IS_NULL(root, path) is_null(__LINE__, (root), (path))

/* What "show --json" says of the records, which an undo must bring back to the letter. */
static char *shown(void)
{
	json_t *show = JSON_OF("show", "Northwind", "--json"), *part = json_object();
	static const char *const keys[] = { "contacts", "outcomes", "promises", "concerns",
					    "surveys",	"measures", "override" };
	char *text;

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		cr_assert_not_null(json_object_get(show, keys[i]), "%s", keys[i]);
		json_object_set(part, keys[i], json_object_get(show, keys[i]));
	}
	json_object_set_new(part, "touches", JSON_OF("touch", "Northwind", "list", "--json"));
	text = json_dumps(part, JSON_INDENT(1) | JSON_SORT_KEYS);
	json_decref(part);
	json_decref(show);
	return text;
}

/* The command changed something that one undo takes back. */
static void undone(int line, char *before)
{
	char *after = shown(), *again;

	cr_assert_str_neq(before, after, "line %d: nothing was changed", line);
	DONE("undid: ", "undo");
	again = shown();
	cr_assert_str_eq(again, before, "line %d: the undo left something behind", line);
	DONE("did again: ", "redo");
	free(before);
	free(after);
	free(again);
}

#define UNDONE(says, ...) \
	do { \
		char *before_ = shown(); \
\
		DONE(says, __VA_ARGS__); \
		undone(__LINE__, before_); \
	} while (0)

Test(records, contacts_are_added_changed_leave_and_are_removed)
{
	json_t *list;

	UNDONE("added the contact 'Bo Ash' to Northwind", "contact", "add", "N-1", "Bo Ash", "persona=developer");
	UNDONE("set phone, roles of the contact 'Bo Ash'", "contact", "set", "Northwind", "bo", "phone=+49 1",
	       "roles=user");
	UNDONE("set sentiment of the contact 'Ida Fern'", "contact", "set", "Northwind", "IDA@fern.example",
	       "sentiment=for us", "--on", "2026-11-01");
	UNDONE("'Ida Fern' left Northwind", "contact", "left", "Northwind", "Fern", "--on", "yesterday");
	DONE("nothing to change", "contact", "left", "Northwind", "Fern");
	list = JSON_OF("contact", "list", "Northwind", "--json");
	cr_assert_eq(json_array_size(list), 2);
	IS(list, "0.name", "Bo Ash");
	IS(list, "0.roles.0", "user");
	IS(list, "0.phone", "+49 1");
	IS(list, "0.persona", "developer");
	IS_NULL(list, "0.sentiment");
	IS_NULL(list, "0.email");
	IS(list, "1.name", "Ida Fern");
	cr_assert(json_is_false(json_at(list, "1.here")));
	IS_NUMBER(list, "1.sentiment", 2);
	json_decref(list);
	list = JSON_OF("--as-of", "2026-10-31", "contact", "list", "Northwind", "--json");
	cr_assert_eq(json_array_size(list), 1, "Bo came later");
	IS_NUMBER(list, "0.sentiment", -1);
	cr_assert(json_is_true(json_at(list, "0.here")));
	IS(list, "0.since", "2026-10-01");
	json_decref(list);
	UNDONE("removed the contact 'Bo Ash' from Northwind", "contact", "remove", "Northwind", "bo");
	DONE("no contact is known", "contact", "list", "Contoso");
}

Test(records, a_contact_is_named_by_what_tells_it_from_the_others)
{
	DONE("added", "contact", "add", "Northwind", "Ida Berg");
	FAILED("fits several contacts: Ida Fern (ida@fern.example); Ida Berg", "contact", "set", "Northwind", "ida",
	       "phone=1");
	FAILED("the account has no contact 'zoe'; it has Ida Fern", "contact", "left", "Northwind", "zoe");
	FAILED("the account has no contact #12", "contact", "left", "Northwind", "#12");
	FAILED("the account has no contact yet", "contact", "left", "Contoso", "zoe");
	DONE("set phone of the contact 'Ida Berg'", "contact", "set", "Northwind", "berg", "phone=1");
	FAILED("there is a contact 'Ida Fern' already", "contact", "add", "Northwind", "ida fern");
	FAILED("with the address", "contact", "add", "Northwind", "Another", "email=IDA@fern.example");
	FAILED("roles: 'boss' is no role", "contact", "set", "Northwind", "berg", "roles=boss");
	FAILED("sentiment: '5' is none of", "contact", "set", "Northwind", "berg", "sentiment=5");
	FAILED("after today", "contact", "left", "Northwind", "berg", "--on", "tomorrow");
	USAGE("there is no field 'fone'; did you mean 'phone'?", "contact", "set", "Northwind", "berg", "fone=1");
	USAGE("contact set wants a contact and FIELD=VALUE", "contact", "set", "Northwind", "berg");
	USAGE("is no FIELD=VALUE", "contact", "set", "Northwind", "berg", "phone");
}

Test(records, a_change_tells_the_account_and_the_record)
{
	json_t *done = JSON_OF("contact", "add", "Northwind", "Bo", "roles=blocker", "--json");

	IS(done, "name", "Northwind");
	IS(done, "record.name", "Bo");
	IS(done, "record.roles.0", "blocker");
	cr_assert(json_is_string(json_at(done, "record.id")));
	cr_assert_not_null(json_at(done, "change.stage_before"));
	json_decref(done);
	done = JSON_OF("contact", "remove", "Northwind", "Bo", "--json");
	IS_NULL(done, "record");
	json_decref(done);
}

Test(records, a_touch_says_with_whom)
{
	json_t *list;

	UNDONE("recorded a visit with Ida Fern at Northwind", "touch", "Northwind", "visit", "--with", "ida",
	       "--on", "2026-11-20");
	FAILED("--with: the account has no contact 'bo'", "touch", "Northwind", "call", "--with", "bo");
	list = JSON_OF("contact", "list", "Northwind", "--json");
	IS(list, "0.last_contact", "2026-11-20");
	json_decref(list);
	DONE("account,date,kind,from,by,note,with\r\nN-1,2026-11-20,visit,us,", "export", "touches");
}

Test(records, outcomes_are_agreed_measured_and_told_of)
{
	json_t *list;

	UNDONE("added the outcome 'Time to quote' to Northwind", "outcome", "add", "Northwind", "Time to quote",
	       "unit=d", "baseline=9.1", "target=4", "start=2026-06-01", "due=2026-12-31");
	UNDONE("stood at 7 on 2026-09-01", "outcome", "value", "Northwind", "time", "7", "--on", "2026-09-01",
	       "--note", "sampled");
	UNDONE("stood at 5.2 on 2026-11-22", "outcome", "value", "Northwind", "quote", "5.2");
	UNDONE("may be told of", "outcome", "story", "Northwind", "time", "yes");
	UNDONE("set target, due of the outcome", "outcome", "set", "Northwind", "time", "target=5", "due=+1m");
	list = JSON_OF("outcome", "list", "Northwind", "--json");
	IS(list, "0.name", "Time to quote");
	IS(list, "0.unit", "d");
	IS_NUMBER(list, "0.baseline", 9.1);
	IS_NUMBER(list, "0.target", 5);
	IS(list, "0.start", "2026-06-01");
	IS(list, "0.due", "2026-12-22");
	IS(list, "0.story", "2026-11-22");
	IS_NUMBER(list, "0.value", 5.2);
	/* 3.9 of 4.1 */
	IS_NUMBER(list, "0.progress", 95);
	cr_assert(json_is_false(json_at(list, "0.met")));
	IS(list, "0.values.0.date", "2026-09-01");
	IS(list, "0.values.0.note", "sampled");
	json_decref(list);
	list = JSON_OF("--as-of", "2026-10-01", "outcome", "list", "Northwind", "--json");
	IS_NUMBER(list, "0.value", 7);
	IS_NULL(list, "0.story");
	json_decref(list);
	UNDONE("may not be told of", "outcome", "story", "Northwind", "time", "no");
	UNDONE("took the value of 2026-11-22 off", "outcome", "value", "Northwind", "time", "none");
	FAILED("value: 'soon' is no number", "outcome", "value", "Northwind", "time", "soon");
	FAILED("target: '1.0001' has more than three decimals", "outcome", "set", "Northwind", "time",
	       "target=1.0001");
	FAILED("due: ", "outcome", "set", "Northwind", "time", "due=someday");
	FAILED("there is an outcome 'Time to quote' already", "outcome", "add", "Northwind", "time to quote");
	USAGE("story: 'maybe' is neither yes nor no", "outcome", "story", "Northwind", "time", "maybe");
	DONE("Time to quote", "outcome", "list", "Northwind");
	UNDONE("removed the outcome 'Time to quote'", "outcome", "remove", "Northwind", "time");
	DONE("no outcome is agreed", "outcome", "list", "Northwind");
}

Test(records, promises_are_made_understood_confirmed_and_kept)
{
	json_t *list;

	UNDONE("promised Northwind 'Single sign-on' by 2026-11-27", "promise", "add", "Northwind", "Single sign-on",
	       "due=fri", "to=ida", "--on", "2026-11-01");
	UNDONE("set understood, capability of the promise", "promise", "set", "Northwind", "single",
	       "understood=one login for all", "capability=SAML");
	UNDONE("confirmed how they understand", "promise", "confirm", "Northwind", "single");
	UNDONE("is broken", "promise", "broken", "Northwind", "single", "--on", "2026-11-10", "--note", "slipped");
	UNDONE("is open again", "promise", "open", "Northwind", "single", "--on", "2026-11-12");
	UNDONE("is kept", "promise", "kept", "Northwind", "single", "--on", "2026-11-20");
	DONE("nothing to change", "promise", "kept", "Northwind", "single");
	list = JSON_OF("promise", "list", "Northwind", "--json");
	IS(list, "0.text", "Single sign-on");
	IS(list, "0.understood", "one login for all");
	IS(list, "0.to", "Ida Fern");
	IS(list, "0.capability", "SAML");
	IS_NULL(list, "0.need");
	IS(list, "0.made_on", "2026-11-01");
	IS(list, "0.due", "2026-11-27");
	IS(list, "0.state", "kept");
	IS(list, "0.since", "2026-11-20");
	cr_assert(json_is_true(json_at(list, "0.confirmed")));
	json_decref(list);
	list = JSON_OF("--as-of", "2026-11-11", "promise", "list", "Northwind", "--json");
	IS(list, "0.state", "broken");
	IS(list, "0.note", "slipped");
	cr_assert(json_is_false(json_at(list, "0.confirmed")));
	json_decref(list);
	FAILED("was made on 2026-11-01", "promise", "broken", "Northwind", "single", "--on", "2026-10-01");
	FAILED("to: the account has no contact 'zoe'", "promise", "add", "Northwind", "More", "to=zoe");
	FAILED("due: it is before", "promise", "add", "Northwind", "More", "due=2026-11-01");
	UNDONE("is withdrawn", "promise", "withdrawn", "Northwind", "single");
	UNDONE("removed the promise 'Single sign-on'", "promise", "remove", "Northwind", "single");
}

Test(records, an_open_promise_past_its_day_is_overdue)
{
	json_t *list;

	DONE("promised", "promise", "add", "Northwind", "A named contact", "due=2026-11-21", "--on", "2026-11-01");
	list = JSON_OF("promise", "list", "Northwind", "--json");
	cr_assert(json_is_true(json_at(list, "0.overdue")));
	json_decref(list);
	DONE("overdue", "promise", "list", "Northwind");
	list = JSON_OF("--as-of", "2026-11-21", "promise", "list", "Northwind", "--json");
	cr_assert(json_is_false(json_at(list, "0.overdue")), "on its day it is not");
	json_decref(list);
}

Test(records, concerns_are_heard_and_addressed)
{
	json_t *list;

	UNDONE("heard the concern 'Exports fail' (what is broken) from Northwind", "concern", "add", "Northwind",
	       "Exports fail", "level=broken", "from=ida", "--on", "2026-11-02");
	UNDONE("heard the concern 'Be seen' (what makes their day)", "concern", "add", "Northwind", "Be seen",
	       "level=5");
	UNDONE("set level of the concern", "concern", "set", "Northwind", "be", "level=outcomes");
	UNDONE("addressed the concern 'Exports fail'", "concern", "addressed", "Northwind", "exports", "how=fixed");
	list = JSON_OF("concern", "list", "Northwind", "--json");
	IS(list, "0.text", "Be seen");
	IS_NUMBER(list, "0.level", 4);
	IS(list, "0.level_name", "outcomes");
	IS_NULL(list, "0.addressed");
	IS(list, "1.from", "Ida Fern");
	IS(list, "1.date", "2026-11-02");
	IS(list, "1.addressed", "2026-11-22");
	IS(list, "1.how", "fixed");
	json_decref(list);
	UNDONE("set addressed of the concern", "concern", "set", "Northwind", "exports", "addressed=");
	USAGE("concern add wants its level=", "concern", "add", "Northwind", "More");
	FAILED("level: '6' is none of", "concern", "add", "Northwind", "More", "level=6");
	FAILED("before the day on which it was heard", "concern", "addressed", "Northwind", "exports", "--on",
	       "2026-11-01");
	UNDONE("removed the concern 'Be seen'", "concern", "remove", "Northwind", "be");
}

Test(records, what_add_refuses_set_refuses_too)
{
	DONE("added", "contact", "add", "Northwind", "Bo Ash", "email=bo@ash.example");
	FAILED("there is a contact 'Ida Fern' already", "contact", "set", "Northwind", "bo", "name=ida fern");
	FAILED("with the address IDA@fern.example already", "contact", "set", "Northwind", "bo",
	       "email=IDA@fern.example");
	FAILED("email: 'not an email' is no address", "contact", "set", "Northwind", "bo", "email=not an email");
	FAILED("is no address", "contact", "add", "Northwind", "Cy", "email=cy@");
	DONE("set name of", "contact", "set", "Northwind", "bo", "name=bo ash");
	DONE("set email of", "contact", "set", "Northwind", "bo", "email=");
	DONE("promised", "promise", "add", "Northwind", "Single sign-on");
	DONE("promised", "promise", "add", "Northwind", "Exports");
	FAILED("'Single sign-on' already", "promise", "set", "Northwind", "exports", "text=single SIGN-ON");
	DONE("outcome", "outcome", "add", "Northwind", "Speed");
	DONE("outcome", "outcome", "add", "Northwind", "Trust");
	FAILED("'Speed' already", "outcome", "set", "Northwind", "trust", "name=speed");
	DONE("concern", "concern", "add", "Northwind", "Noise", "level=1");
	DONE("concern", "concern", "add", "Northwind", "Heat", "level=1");
	FAILED("'Noise' already", "concern", "set", "Northwind", "heat", "text=noise");
}

Test(records, nobody_leaves_before_they_came)
{
	DONE("added", "contact", "add", "Northwind", "Cy Dee", "--on", "2026-11-20");
	FAILED("'Cy Dee' is known from 2026-11-20 on and cannot have left before", "contact", "left", "Northwind",
	       "cy", "--on", "2026-11-19");
	FAILED("cannot have left before", "contact", "set", "Northwind", "cy", "here=no", "--on", "2026-11-17");
	UNDONE("'Cy Dee' left Northwind", "contact", "left", "Northwind", "cy", "--on", "2026-11-20");
}

Test(records, a_sentiment_is_confirmed)
{
	json_t *list;

	DONE("set sentiment", "contact", "set", "Northwind", "ida", "sentiment=-1", "--on", "2026-11-20");
	DONE("nothing to change", "contact", "set", "Northwind", "ida", "sentiment=-1", "--on", "2026-11-20");
	DONE("set roles", "contact", "set", "Northwind", "ida", "roles=user", "--on", "2026-11-21");
	run_write_file("later.csv",
		       "account,name,email,sentiment,on\nN-1,Ida Fern,ida@fern.example,-1,2026-11-22\n");
	DONE("0 added, 1 changed", "import", "contacts", "later.csv");
	DONE("0 added, 0 changed, 1 as before", "import", "contacts", "later.csv");
	list = JSON_OF("export", "contacts", "--format", "json");
	cr_assert_eq(json_array_size(list), 4, "a row for each day on which something was said");
	IS(list, "1.on", "2026-11-20");
	IS_NUMBER(list, "1.sentiment", -1);
	IS(list, "2.on", "2026-11-21");
	IS_NULL(list, "2.sentiment");
	IS(list, "3.on", "2026-11-22");
	IS_NUMBER(list, "3.sentiment", -1);
	json_decref(list);
}

Test(records, surveys_are_recorded_and_removed)
{
	json_t *list;

	UNDONE("recorded an answer from Northwind: NPS 9 of 10", "survey", "add", "Northwind", "nps", "9", "--from",
	       "ida", "--comment", "saves a day");
	DONE("nothing to change", "survey", "add", "Northwind", "nps", "9", "--from", "ida", "--comment",
	     "saves a day");
	FAILED("Ida Fern answered NPS 9 of 10 on 2026-11-22 already", "survey", "add", "Northwind", "nps", "6",
	       "--from", "ida");
	UNDONE("set score, comment of an answer from Northwind: NPS 9 of 10", "survey", "set", "Northwind", "saves",
	       "score=6", "comment=");
	UNDONE("CSAT 4 of 5", "survey", "add", "Northwind", "csat", "4", "--on", "2026-11-02");
	UNDONE("CSAT 4 of 5", "survey", "add", "Northwind", "csat", "4", "--on", "2026-11-03");
	FAILED("0 is not on the scale of 1 to 5", "survey", "add", "Northwind", "csat", "0");
	UNDONE("CSAT 0 of 5", "survey", "add", "Northwind", "csat", "0", "--of", "5", "--on", "2026-10-31");
	UNDONE("CSAT 6 of 7", "survey", "add", "Northwind", "csat", "6", "--of", "7", "--on", "2026-11-01");
	list = JSON_OF("survey", "list", "Northwind", "--json");
	cr_assert_eq(json_array_size(list), 5, "each is one answer");
	IS(list, "0.kind", "nps");
	IS_NUMBER(list, "0.score", 6);
	IS_NUMBER(list, "0.scale", 10);
	IS(list, "0.contact", "Ida Fern");
	IS_NULL(list, "0.comment");
	IS(list, "3.date", "2026-11-01");
	IS_NUMBER(list, "3.scale", 7);
	json_decref(list);
	FAILED("2 answers are so", "survey", "remove", "Northwind", "csat", "4");
	UNDONE("removed an answer from Northwind: CSAT 4 of 5 on 2026-11-03", "survey", "remove", "Northwind",
	       "csat", "4", "--on", "2026-11-03");
	FAILED("no such answer", "survey", "remove", "Northwind", "nps", "9");
	FAILED("the score 11 is not one of 0 to 10", "survey", "add", "Northwind", "nps", "11");
	FAILED("not of a scale up to 5", "survey", "add", "Northwind", "nps", "4", "--of", "5");
	FAILED("score: 'nine' is no whole number", "survey", "add", "Northwind", "nps", "nine");
	USAGE("survey add wants nps or csat, and a score", "survey", "add", "Northwind", "nps");
	USAGE("neither nps nor csat", "survey", "add", "Northwind", "ces", "3");
}

Test(records, surveys_are_corrected)
{
	json_t *list;
	char id[32];

	DONE("recorded", "survey", "add", "Northwind", "nps", "9", "--from", "ida", "--on", "2026-11-02");
	DONE("recorded", "survey", "add", "Northwind", "nps", "4", "--from", "ida", "--on", "2026-11-09");
	DONE("recorded", "survey", "add", "Northwind", "csat", "4", "--on", "2026-11-09");
	FAILED("answered NPS 4 of 10 on 2026-11-09 already", "survey", "set", "Northwind", "2026-11-02",
	       "on=2026-11-09");
	FAILED("2026-11-23 is after today", "survey", "set", "Northwind", "2026-11-02", "on=2026-11-23");
	FAILED("the score 11 is not one of 0 to 10", "survey", "set", "Northwind", "2026-11-02", "score=11");
	USAGE("did you mean 'score'", "survey", "set", "Northwind", "2026-11-02", "scor=1");
	DONE("nothing to change", "survey", "set", "Northwind", "2026-11-02", "score=9");
	UNDONE("set on of an answer", "survey", "set", "Northwind", "2026-11-02", "on=2026-11-03");
	/* it is the answer of that day now: the other day is free again, this one is taken */
	FAILED("answered NPS 9 of 10 on 2026-11-03 already", "survey", "add", "Northwind", "nps", "1", "--from",
	       "ida", "--on", "2026-11-03");
	UNDONE("recorded", "survey", "add", "Northwind", "nps", "8", "--from", "ida", "--on", "2026-11-02");
	UNDONE("set kind, score", "survey", "set", "Northwind", "CSAT", "kind=nps", "score=10", "comment=well");
	list = JSON_OF("survey", "list", "Northwind", "--json");
	cr_assert_eq(json_array_size(list), 4);
	IS(list, "3.date", "2026-11-02");
	snprintf(id, sizeof id, "#%s", json_string_value(json_at(list, "3.id")));
	json_decref(list);
	UNDONE("removed an answer from Northwind: NPS 8 of 10 on 2026-11-02", "survey", "remove", "Northwind", id);
}

Test(records, touches_are_recorded_changed_and_removed)
{
	json_t *list;
	char id[32];

	USAGE("it is call, mail, meeting or visit", "touch", "Northwind", "lunch");
	DONE("recorded a call with Ida Fern at Northwind", "touch", "Northwind", "call", "--with", "ida", "--on",
	     "2026-11-02", "--note", "asked about exports");
	DONE("recorded a mail from Northwind", "touch", "Northwind", "mail", "--from", "them", "--on",
	     "2026-11-09");
	UNDONE("set kind, on of the touch '2026-11-02 call: asked about exports' with Northwind", "touch",
	       "Northwind", "set", "exports", "kind=visit", "on=2026-11-03");
	UNDONE("set from, with, note", "touch", "Northwind", "set", "2026-11-03", "from=them", "with=", "note=");
	DONE("nothing to change", "touch", "Northwind", "set", "2026-11-03", "kind=visit");
	list = JSON_OF("touch", "Northwind", "list", "--json");
	cr_assert_eq(json_array_size(list), 2);
	IS(list, "0.kind", "mail");
	IS(list, "1.date", "2026-11-03");
	IS(list, "1.kind", "visit");
	IS(list, "1.from", "them");
	IS_NULL(list, "1.with");
	IS_NULL(list, "1.note");
	snprintf(id, sizeof id, "#%s", json_string_value(json_at(list, "1.id")));
	json_decref(list);
	USAGE("it is call, mail, meeting or visit", "touch", "Northwind", "set", id, "kind=lunch");
	FAILED("2026-11-23 is after today", "touch", "Northwind", "set", id, "on=2026-11-23");
	FAILED("from: 'me' is neither us nor them", "touch", "Northwind", "set", id, "from=me");
	USAGE("write note=VALUE", "touch", "Northwind", "set", id, "--note", "x");
	FAILED("touch", "touch", "Northwind", "remove", "nothing like it");
	UNDONE("removed the touch '2026-11-03 visit' with Northwind", "touch", "Northwind", "remove", id);
	DONE("mail", "touch", "Northwind", "list");
	DONE("no touch was recorded", "touch", "Contoso", "list");
}

/* What people changed since is not brought back by the file. */
Test(records, what_was_imported_and_changed_stays)
{
	run_write_file("touches.csv", "account,date,kind,note\nN-1,2026-11-02,call,asked\n");
	run_write_file("surveys.csv", "account,date,kind,score,contact\nN-1,2026-11-02,nps,9,Ida Fern\n");
	DONE("1 added", "import", "touches", "touches.csv");
	DONE("1 added", "import", "surveys", "surveys.csv");
	DONE("set on, note", "touch", "Northwind", "set", "asked", "note=asked twice", "on=2026-11-03");
	DONE("set score, on", "survey", "set", "Northwind", "2026-11-02", "score=3", "on=2026-11-03");
	DONE("0 added, 0 changed, 1 as before", "import", "touches", "touches.csv");
	DONE("0 added, 0 changed, 1 as before", "import", "surveys", "surveys.csv");
	DONE("removed", "touch", "Northwind", "remove", "asked");
	DONE("removed", "survey", "remove", "Northwind", "2026-11-03");
	DONE("0 added, 0 changed, 1 as before", "import", "touches", "touches.csv");
	DONE("0 added, 0 changed, 1 as before", "import", "surveys", "surveys.csv");
}

Test(records, measures_by_day_with_their_trend)
{
	json_t *list;

	UNDONE("seats.active of Northwind was 100 on 2026-10-20", "measure", "set", "Northwind", "seats.active",
	       "100", "--on", "2026-10-20");
	UNDONE("seats.active of Northwind was 87.5 on 2026-11-20", "measure", "set", "Northwind", "seats.active",
	       "87.5", "--on", "2026-11-20");
	DONE("logins of Northwind was 3", "measure", "set", "Northwind", "logins", "3");
	DONE("nothing to change", "measure", "set", "Northwind", "logins", "3");
	list = JSON_OF("measure", "list", "Northwind", "--json");
	cr_assert_eq(json_array_size(list), 2);
	IS(list, "0.key", "logins");
	IS_NULL(list, "0.trend");
	IS_NUMBER(list, "1.value", 87.5);
	/* 12.5 of 100 less, rounded away from 0 */
	IS_NUMBER(list, "1.trend", -13);
	json_decref(list);
	list = JSON_OF("measure", "list", "Northwind", "seats.active", "--json");
	cr_assert_eq(json_array_size(list), 2);
	IS(list, "1.date", "2026-10-20");
	json_decref(list);
	UNDONE("removed seats.active of Northwind on 2026-11-20", "measure", "remove", "Northwind", "seats.active",
	       "--on", "2026-11-20");
	FAILED("the account has no seats.active of 2026-11-22", "measure", "remove", "Northwind", "seats.active");
	FAILED("'Seats' is no key", "measure", "set", "Northwind", "Seats", "3");
	FAILED("logins: '3,5' is no number", "measure", "set", "Northwind", "logins", "3,5");
}

Test(records, a_band_by_hand_until_it_is_taken_back)
{
	json_t *show;

	UNDONE("set the band of Northwind to risk by hand until 2026-12-20: budget frozen", "override", "Northwind",
	       "risk", "--reason", "budget frozen", "--until", "+4w");
	DONE("risk by hand until 20 Dec: budget frozen", "override", "Northwind");
	show = JSON_OF("show", "Northwind", "--json");
	IS(show, "override.band", "risk");
	IS(show, "override.until", "2026-12-20");
	IS(show, "override.reason", "budget frozen");
	json_decref(show);
	DONE("set by hand to risk until 20 Dec: budget frozen", "show", "Northwind");
	UNDONE("as computed again", "override", "Northwind", "--back");
	DONE("the band is as computed", "override", "Northwind");
	USAGE("override wants a --reason", "override", "Northwind", "risk", "--until", "+4w");
	USAGE("override wants --until", "override", "Northwind", "risk", "--reason", "x");
	USAGE("not both", "override", "Northwind", "risk", "--back");
	FAILED("still to come", "override", "Northwind", "risk", "--reason", "x", "--until", "2026-11-21");
}

Test(records, show_has_all_of_them)
{
	json_t *show;

	DONE("added", "outcome", "add", "Northwind", "Faster");
	DONE("promised", "promise", "add", "Northwind", "Soon");
	DONE("heard", "concern", "add", "Northwind", "Slow", "level=1");
	DONE("recorded", "survey", "add", "Northwind", "nps", "3");
	DONE("was 1", "measure", "set", "Northwind", "logins", "1");
	show = JSON_OF("show", "Northwind", "--json");
	IS(show, "contacts.0.name", "Ida Fern");
	IS(show, "outcomes.0.name", "Faster");
	IS(show, "outcomes.0.start", "2026-11-22");
	IS(show, "promises.0.text", "Soon");
	IS(show, "concerns.0.text", "Slow");
	IS_NUMBER(show, "surveys.0.score", 3);
	IS(show, "measures.0.key", "logins");
	IS_NULL(show, "override");
	cr_assert_eq(json_array_size(json_at(show, "tracks")), 1, "and what was there before");
	json_decref(show);
	DONE("Ida Fern", "show", "Northwind");
	DONE("Faster", "show", "Northwind");
}

Test(records, reading_writes_nothing)
{
	DONE("Ida Fern", "--readonly", "contact", "list", "Northwind");
	FAILED("reading only", "--readonly", "contact", "set", "Northwind", "ida", "phone=1");
	DONE("the band is as computed", "--readonly", "override", "Northwind");
}

Test(records, words_are_completed)
{
	DONE("Ida Fern", "--complete", "contact", "set", "Northwind", "id");
	DONE("sentiment=", "--complete", "contact", "set", "Northwind", "Ida Fern", "s");
	DONE("understood=", "--complete", "promise", "add", "Northwind", "X", "u");
	DONE("Ida Fern", "--complete", "touch", "Northwind", "call", "--with", "");
	DONE("Ida Fern", "--complete", "survey", "add", "Northwind", "nps", "9", "--from", "I");
	DONE("watch", "--complete", "override", "Northwind", "w");
	DONE("Northwind", "--complete", "measure", "list", "nor");
}

Test(records, exports_lose_nothing_of_a_history)
{
	DONE("set sentiment", "contact", "set", "Northwind", "ida", "sentiment=2", "--on", "2026-11-01");
	DONE("added", "contact", "add", "Contoso", "=cmd()");
	DONE("account,name,roles,email,sentiment,last_contact,phone,persona,success,here,on,source,external_id,"
	     "id\r\n",
	     "export", "contacts");
	DONE("\nN-1,Ida Fern,\"decision maker, champion\",ida@fern.example,-1,,,,,yes,2026-10-01,,,", "export",
	     "contacts");
	DONE("\nN-1,Ida Fern,\"decision maker, champion\",ida@fern.example,2,,,,,yes,2026-11-01,,,", "export",
	     "contacts");
	DONE("Contoso,'=cmd(),", "export", "contacts");
	DONE("promised", "promise", "add", "Northwind", "SSO", "due=2026-12-01", "understood=one login", "--on",
	     "2026-11-01");
	DONE("is kept", "promise", "kept", "Northwind", "SSO", "--on", "2026-11-20", "--note", "live");
	DONE("account,made_on,due,state,text,understood,confirmed,to,capability,need,on,by,note,id\r\n"
	     "N-1,2026-11-01,2026-12-01,open,SSO,one login,no,,,,2026-11-01,",
	     "export", "promises");
	DONE("\nN-1,2026-11-01,2026-12-01,kept,SSO,one login,no,,,,2026-11-20,", "export", "promises");
	DONE("added", "outcome", "add", "Northwind", "Faster", "unit=d", "baseline=9.1", "target=4",
	     "due=2026-12-01", "start=2026-06-01");
	DONE("\nN-1,Faster,d,9.1,4,2026-12-01,,,2026-06-01,,", "export", "outcomes");
	DONE("stood", "outcome", "value", "Northwind", "fast", "5.2");
	DONE("stood", "outcome", "value", "Northwind", "fast", "7", "--on", "2026-09-01");
	DONE("account,name,unit,baseline,target,due,date,value,start,story,by,note,id\r\n"
	     "N-1,Faster,d,9.1,4,2026-12-01,2026-09-01,7,2026-06-01,,",
	     "export", "outcomes");
	DONE("recorded", "survey", "add", "Northwind", "nps", "9", "--from", "ida", "--comment", "good");
	DONE("account,date,kind,score,contact,comment,scale,id\r\nN-1,2026-11-22,nps,9,Ida Fern,good,10,", "export",
	     "surveys");
	DONE("was", "measure", "set", "Northwind", "logins", "3.5");
	DONE("account,date,key,value\r\nN-1,2026-11-22,logins,3.5\r\n", "export", "measures");
	DONE("\"value\": 3.5", "export", "measures", "--format", "json");
}
