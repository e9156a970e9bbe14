/* The life of a track through the real program: checked, loaded, its next version, taken back, given away. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "cmd/action.h"
#include "run.h"

/* Two stages with the milestones given; Ash has settled the first and stands in the second, Beech has answered
 * nothing. */
#define MINI(version, one, two) \
	"id = \"mini\"; title = \"A small track\"; version = \"" version "\"; subject = \"account\";\n" \
	"reading = \"progress\";\n" \
	"stages = ( { id = \"start\"; name = \"Start\"; promise = \"p\"; activities = ( { name = \"First\";\n" \
	"  milestones = ( " one " ); } ); },\n" \
	"  { id = \"finish\"; name = \"Finish\"; promise = \"p\"; activities = ( { name = \"Last\";\n" \
	"  milestones = ( " two " ); } ); } );\n"
#define ASKS(id) "{ id = \"" id "\"; question = \"Is " id " done?\"; }"

static const char first[] = MINI("1", ASKS("a") "," ASKS("b"), ASKS("c") "," ASKS("d"));

static void with_two_accounts(void)
{
	run_begin();
	run_write_file("mini.cfg", first);
	DONE("2 stages, 4 milestones", "track", "load", "mini.cfg");
	DONE("added Ash", "add", "Ash", "external_id=A-1", "--track", "mini");
	DONE("added Beech", "add", "Beech", "external_id=B-1", "--track", "mini");
	DONE("ticked", "tick", "Ash", "a", "--note", "- seen on the call");
	DONE("Start -> Finish", "tick", "Ash", "b");
	DONE("ticked", "tick", "Ash", "c");
}

TestSuite(track_life, .init = with_two_accounts, .fini = run_end);

static char *output(const char *one, const char *two, const char *three)
{
	struct run run = run_waymark(one, two, three, NULL);

	cr_assert_eq(run.status, 0, "%s", run.err);
	free(run.err);
	return run.out;
}

/* All facts that exports tell, and the tracks with their retired milestones. */
static char *facts(void)
{
	char *answers = output("export", "answers", NULL), *accounts = output("export", "accounts", NULL);
	char *track = output("track", "export", "mini"), *shown = output("track", "show", "mini");
	size_t size = strlen(answers) + strlen(accounts) + strlen(track) + strlen(shown) + 1;
	char *all = malloc(size);

	snprintf(all, size, "%s%s%s%s", answers, accounts, track, shown);
	free(answers);
	free(accounts);
	free(track);
	free(shown);
	return all;
}

static void in_stage(int line, const char *account, const char *stage, bool completed)
{
	json_t *shown = run_json(line, "show", account, "--json", NULL);

	cr_assert_str_eq(json_string_value(json_at(shown, "stage.name")), stage, "line %d: %s", line, account);
	cr_assert_eq(json_is_true(json_at(shown, "stage.completed")), completed, "line %d: %s", line, account);
	json_decref(shown);
}
#define IN_STAGE(account, stage) in_stage(__LINE__, (account), (stage), false)

/* The answer to the milestone at a place of the account's track. */
static void has_answer(int line, const char *account, const char *place, const char *id, const char *answer)
{
	json_t *shown = run_json(line, "show", account, "--json", NULL), *milestone;
	char path[80];

	snprintf(path, sizeof path, "tracks.0.stages.%s", place);
	milestone = json_at(shown, path);
	cr_assert_not_null(milestone, "line %d: nothing at %s", line, path);
	cr_assert_str_eq(json_string_value(json_at(milestone, "id")), id, "line %d", line);
	cr_assert_str_eq(json_string_value(json_at(milestone, "answer")), answer, "line %d", line);
	json_decref(shown);
}
#define HAS_ANSWER(account, place, id, answer) has_answer(__LINE__, (account), (place), (id), (answer))

/* ---- versions ---- */

Test(track_life, a_reworded_question_keeps_its_answer)
{
	run_write_file("next.cfg", MINI("2", ASKS("a") ", { id = \"b\"; question = \"Is all of b done?\"; }",
					ASKS("c") "," ASKS("d")));
	DONE("reworded      b: Is b done? -> Is all of b done?", "track", "load", "next.cfg");
	HAS_ANSWER("Ash", "0.milestones.1", "b", "yes");
	IN_STAGE("Ash", "Finish");
}

Test(track_life, a_moved_milestone_keeps_its_answer)
{
	run_write_file("next.cfg", MINI("2", ASKS("a") "," ASKS("b") "," ASKS("c"), ASKS("d")));
	DONE("moved         c: finish -> start", "track", "load", "next.cfg");
	HAS_ANSWER("Ash", "0.milestones.2", "c", "yes");
	IN_STAGE("Ash", "Finish");
}

Test(track_life, a_removed_milestone_keeps_its_answer_in_exports_and_is_told_as_no_longer_asked)
{
	char *before, *answers;

	DONE("answered no", "tick", "Ash", "d", "no");
	before = output("export", "answers", NULL);
	run_write_file("next.cfg", MINI("2", ASKS("a"), ASKS("c") "," ASKS("d")));
	DONE("removed       b: Is b done?  (was in start)", "track", "load", "next.cfg");
	answers = output("export", "answers", NULL);
	cr_assert_str_eq(before, answers, "%s", answers);
	free(before);
	free(answers);
	DONE("no longer asked\n    Is b done?  (b, of Start, until 2026-11-22)", "track", "show", "mini");
	/* asked again, it is answered */
	run_write_file("next.cfg", first);
	DONE("1 milestone added", "track", "load", "next.cfg");
	HAS_ANSWER("Ash", "0.milestones.1", "b", "yes");
}

static const char more[] = MINI("2", ASKS("a") "," ASKS("b") "," ASKS("x"), ASKS("c") "," ASKS("d"));

Test(track_life, who_would_fall_back_is_told_and_nothing_happens_without_a_choice)
{
	char *before = facts(), *after;
	struct run run;

	run_write_file("next.cfg", more);
	run = run_waymark("track", "load", "next.cfg", NULL);
	cr_assert_eq(run.status, 1);
	cr_assert_not_null(strstr(run.out, "added         x: Is x done?  (in start)"), "%s", run.out);
	cr_assert_not_null(strstr(run.out, "2 accounts have it"), "%s", run.out);
	cr_assert_not_null(
		strstr(run.out, "1 account would fall back a stage:\n  Ash: Finish -> Start, for: Is x done?"),
		"%s", run.out);
	cr_assert_not_null(strstr(run.err, "--late keep"), "%s", run.err);
	cr_assert_not_null(strstr(run.err, "--late na"), "%s", run.err);
	run_free(&run);
	DONE("nothing was loaded", "track", "load", "next.cfg", "--dry-run");
	DONE("nothing was loaded", "track", "load", "next.cfg", "--dry-run", "--late", "na");
	after = facts();
	cr_assert_str_eq(before, after);
	free(before);
	free(after);
	USAGE("--late", "track", "load", "next.cfg", "--late", "maybe");
	USAGE("track load", "track", "show", "mini", "--dry-run");
}

Test(track_life, kept_the_stage_opens_again_and_undo_closes_it)
{
	char *before = facts(), *after;

	run_write_file("next.cfg", more);
	DONE("1 account fell back a stage", "track", "load", "next.cfg", "--late", "keep");
	IN_STAGE("Ash", "Start");
	HAS_ANSWER("Ash", "0.milestones.2", "x", "open");
	DONE("since 2026-11-22", "track", "show", "mini");
	DONE("in this very version", "track", "load", "next.cfg");
	DONE("undid", "undo");
	IN_STAGE("Ash", "Finish");
	after = facts();
	cr_assert_str_eq(before, after);
	DONE("did again", "redo");
	IN_STAGE("Ash", "Start");
	free(before);
	free(after);
}

Test(track_life, not_applicable_keeps_everybody_where_they_were_and_undo_takes_that_back_too)
{
	char *before = facts(), *after;

	run_write_file("next.cfg", more);
	DONE("answered \"not applicable: added later\" for 1 account", "track", "load", "next.cfg", "--late", "na");
	IN_STAGE("Ash", "Finish");
	IN_STAGE("Beech", "Start");
	HAS_ANSWER("Ash", "0.milestones.2", "x", "na");
	HAS_ANSWER("Beech", "0.milestones.2", "x", "open");
	after = output("export", "answers", NULL);
	cr_assert_not_null(strstr(after, "A-1,mini/x,na,2026-11-22,"), "%s", after);
	cr_assert_not_null(strstr(after, ",added later\r\n"), "%s", after);
	free(after);
	DONE("undid", "undo");
	after = facts();
	cr_assert_str_eq(before, after);
	free(before);
	free(after);
	DONE("sound", "check");
}

/* Whoever made it: the entry at the top of the log. */
static void undo_latest(void)
{
	json_t *log = JSON_OF("log", "--json", "--limit", "1");

	DONE("undid", "undo", json_string_value(json_at(log, "0.id")), "--yes");
	json_decref(log);
}

/* Somebody who answers what is asked. */
struct asked {
	bool says[2];
	int count;
	char questions[2][200];
};

static bool answer(void *data, const char *question)
{
	struct asked *asked = data;

	cr_assert_lt(asked->count, 2);
	snprintf(asked->questions[asked->count], sizeof asked->questions[0], "%s", question);
	return asked->says[asked->count++];
}

static int load_asked(struct asked *asked, struct outcome *outcome, struct error *error)
{
	struct book_options options = { .today = 20779,
					.limits = { .pace = pace_limits_default, .cadence_days = 30 },
					.scorecard = scorecard_default() };
	struct ctx ctx = { .clock = 20779, .as_of = 20779, .who = "ana", .confirm = answer, .confirm_data = asked };
	char *argv[] = { (char *)"track", (char *)"load", (char *)"next.cfg", NULL };
	int status;

	cr_assert_eq(book_open(&ctx.book, run_path("book.db"), 0, &options, error), 0, "%s", error->text);
	ctx.out = fopen("/dev/null", "w");
	status = action_run(&ctx, 3, argv, outcome, error);
	fclose(ctx.out);
	book_close(ctx.book);
	return status;
}

Test(track_life, where_somebody_can_be_asked_the_choice_is_asked_for)
{
	struct asked neither = { .says = { false, false } }, keep = { .says = { false, true } },
		     na = { .says = { true, false } };
	struct outcome outcome;
	struct error error;

	run_write_file("next.cfg", more);
	cr_assert_eq(load_asked(&neither, &outcome, &error), -1);
	cr_assert_not_null(strstr(error.text, "nothing was changed"), "%s", error.text);
	cr_assert_not_null(strstr(neither.questions[0], "1 account would fall back a stage. Answer"), "%s",
			   neither.questions[0]);
	cr_assert_not_null(strstr(neither.questions[1], "Let it fall back"), "%s", neither.questions[1]);
	IN_STAGE("Ash", "Finish");
	cr_assert_eq(load_asked(&keep, &outcome, &error), 0, "%s", error.text);
	cr_assert_eq(keep.count, 2);
	IN_STAGE("Ash", "Start");
	cr_assert(outcome.many);
	undo_latest();
	cr_assert_eq(load_asked(&na, &outcome, &error), 0, "%s", error.text);
	cr_assert_eq(na.count, 1);
	IN_STAGE("Ash", "Finish");
	HAS_ANSWER("Ash", "0.milestones.2", "x", "na");
}

Test(track_life, the_plan_is_json_for_programs)
{
	json_t *plan;

	run_write_file("next.cfg", more);
	plan = JSON_OF("--json", "track", "load", "next.cfg", "--late", "na");
	cr_assert_str_eq(json_string_value(json_at(plan, "track")), "mini");
	cr_assert_str_eq(json_string_value(json_at(plan, "version_before")), "1");
	cr_assert_str_eq(json_string_value(json_at(plan, "version_after")), "2");
	cr_assert_eq(json_array_size(json_at(plan, "changes")), 1);
	cr_assert_str_eq(json_string_value(json_at(plan, "changes.0.kind")), "added");
	cr_assert_str_eq(json_string_value(json_at(plan, "changes.0.milestone")), "x");
	cr_assert_str_eq(json_string_value(json_at(plan, "changes.0.to")), "start");
	cr_assert(json_is_null(json_at(plan, "changes.0.from")));
	cr_assert_eq(json_integer_value(json_at(plan, "accounts")), 2);
	cr_assert_eq(json_array_size(json_at(plan, "falls")), 1);
	cr_assert_str_eq(json_string_value(json_at(plan, "falls.0.name")), "Ash");
	cr_assert_str_eq(json_string_value(json_at(plan, "falls.0.stage_before")), "Finish");
	cr_assert_str_eq(json_string_value(json_at(plan, "falls.0.stage_after")), "Start");
	cr_assert_str_eq(json_string_value(json_at(plan, "falls.0.questions.0")), "Is x done?");
	cr_assert(json_is_true(json_at(plan, "loaded")));
	json_decref(plan);
	plan = JSON_OF("--json", "track", "load", "next.cfg");
	cr_assert(json_is_false(json_at(plan, "loaded")));
	json_decref(plan);
}

Test(track_life, no_more_than_twenty_names_are_listed)
{
	struct run run;
	char name[32];
	int lines = 0;

	for (int i = 0; i < 21; i++) {
		snprintf(name, sizeof name, "Tree %02d", i);
		DONE("added", "add", name, "--track", "mini");
		DONE("ticked", "tick", name, "a");
		DONE("ticked", "tick", name, "b");
	}
	run_write_file("next.cfg", more);
	run = run_waymark("track", "load", "next.cfg", "--dry-run", NULL);
	cr_assert_not_null(strstr(run.out, "22 accounts would fall back a stage:"), "%s", run.out);
	for (const char *at = run.out; (at = strstr(at, "Finish -> Start")); at++)
		lines++;
	cr_assert_eq(lines, 20);
	cr_assert_not_null(strstr(run.out, "\n  and 2 more\n"), "%s", run.out);
	run_free(&run);
}

/* ---- giving it away ---- */

/* The same questions read another way: who had a stage behind that is no level reached is told, and nothing but
 * letting it fall helps. */
Test(track_life, another_reading_lets_nobody_fall_in_silence)
{
	static const char before[] = "\"progress\"";
	const char *at = strstr(first, before);
	char text[2000];
	struct run run;

	DONE("ticked", "tick", "Beech", "a");
	DONE("placed Beech at Finish", "place", "Beech", "finish");
	DONE("added Cedar", "add", "Cedar", "--track", "mini");
	DONE("Start -> Finish", "pass", "Cedar", "start", "--reason", "long ago");
	snprintf(text, sizeof text, "%.*s\"level\"%s", (int)(at - first), first, at + strlen(before));
	run_write_file("level.cfg", text);
	run = run_waymark("track", "load", "level.cfg", NULL);
	cr_assert_eq(run.status, 1);
	cr_assert_not_null(strstr(run.out, "1 account would fall back a stage:\n  Cedar: Finish -> none  (\"not "
					   "applicable\" would not keep it there)\n"),
			   "%s", run.out);
	cr_assert_not_null(strstr(run.err, "--late na would keep none"), "%s", run.err);
	run_free(&run);
	IN_STAGE("Cedar", "Finish");
	DONE("; 1 account fell back a stage", "track", "load", "level.cfg", "--late", "na");
}

Test(track_life, what_becomes_a_diagnosis_takes_stages_away_and_says_so)
{
	static const char before[] = "\"progress\"";
	const char *at = strstr(first, before);
	char text[2000];
	struct run run;

	snprintf(text, sizeof text, "%.*s\"diagnosis\"%s", (int)(at - first), first, at + strlen(before));
	run_write_file("sick.cfg", text);
	run = run_waymark("track", "load", "sick.cfg", NULL);
	cr_assert_eq(run.status, 1);
	cr_assert_not_null(strstr(run.err, "2 accounts would fall back a stage, so nothing was changed"), "%s",
			   run.err);
	run_free(&run);
	IN_STAGE("Ash", "Finish");
	DONE("Ash: Finish -> none  (nobody stands in a stage of a diagnosis)", "track", "load", "sick.cfg",
	     "--dry-run");
	DONE("2 accounts fell back a stage", "track", "load", "sick.cfg", "--late", "keep");
}

Test(track_life, an_exported_track_loads_back_identical)
{
	static const char *const shipped[] = { "chasms", "lifecycle", "ten-steps", "hourglass", NULL };

	for (const char *const *track = shipped; *track; track++) {
		char *shown, *again;

		DONE("wrote the track", "track", "export", *track, "out.cfg");
		FAILED("out.cfg: is there already", "track", "export", *track, "out.cfg");
		shown = output("track", "show", *track);
		/* into a book of its own, in which only this version of it has ever been */
		setenv("WAYMARK_BOOK", run_path("other.db"), 1);
		DONE("this very version", "track", "load", "out.cfg");
		again = output("track", "show", *track);
		cr_assert_str_eq(shown, again, "%s", *track);
		free(again);
		again = output("track", "export", *track);
		setenv("WAYMARK_BOOK", run_path("book.db"), 1);
		free(shown);
		shown = output("track", "export", *track);
		cr_assert_str_eq(shown, again, "%s", *track);
		free(shown);
		free(again);
		cr_assert_eq(remove(run_path("out.cfg")), 0);
	}
}

Test(track_life, our_own_track_goes_to_another_book_and_back)
{
	char *shown = output("track", "show", "mini"), *again;

	DONE("wrote", "track", "export", "mini", "out.cfg");
	setenv("WAYMARK_BOOK", run_path("other.db"), 1);
	DONE("2 stages, 4 milestones", "track", "load", "out.cfg");
	again = output("track", "show", "mini");
	cr_assert_str_eq(shown, again);
	setenv("WAYMARK_BOOK", run_path("book.db"), 1);
	DONE("this very version", "track", "load", "out.cfg");
	free(shown);
	free(again);
}

/* Answers to what is no longer asked and the organisation's own, away and in again. */
Test(track_life, what_answers_were_exported_come_in_again_all_of_them)
{
	char *before, *after;

	DONE("answered no", "tick", "@organisation", "chasms/retention-drops", "no", "--note", "=not yet");
	run_write_file("next.cfg", MINI("2", ASKS("a"), ASKS("c") "," ASKS("d")));
	DONE("removed", "track", "load", "next.cfg");
	before = output("export", "answers", NULL);
	cr_assert_not_null(strstr(before, "@organisation,chasms/"), "%s", before);
	cr_assert_not_null(strstr(before, "A-1,mini/b,yes"), "%s", before);
	cr_assert_not_null(strstr(before, ",'- seen on the call"), "a spreadsheet would take it for a formula");
	run_write_file("answers.csv", before);
	DONE("4 ", "import", "answers", "answers.csv"); /* unchanged */
	after = output("export", "answers", NULL);
	cr_assert_str_eq(before, after);
	free(after);
	/* away with them, the track's next version first */
	for (int i = 0; i < 2; i++)
		DONE("undid", "undo");
	DONE("withdrew", "tick", "Ash", "a", "open");
	DONE("1 removed", "track", "load", "next.cfg");
	DONE("2 ", "import", "answers", "answers.csv");
	after = output("export", "answers", NULL);
	cr_assert_str_eq(before, after, "%s", after);
	free(before);
	free(after);
}

/* ---- whose it is ---- */

Test(track_life, accounts_have_several_tracks_and_the_organisation_its_own)
{
	json_t *shown;

	DONE("gave Ash the track hourglass", "track", "add", "Ash", "hourglass");
	DONE("is one of its tracks already", "track", "add", "Ash", "hourglass");
	IN_STAGE("Ash", "Finish");
	FAILED("about the organisation", "track", "add", "Ash", "ten-steps");
	FAILED("about the organisation", "track", "assign", "Ash", "chasms");
	FAILED("about the organisation", "add", "Cedar", "--track", "readiness");
	FAILED("@organisation has every track", "track", "add", "@organisation", "mini");
	FAILED("@organisation has every track", "track", "drop", "@organisation", "chasms");
	DONE("put Ash on the track hourglass", "track", "assign", "Ash", "hourglass");
	shown = JSON_OF("--json", "track", "drop", "Ash", "hourglass");
	cr_assert_str_eq(json_string_value(json_at(shown, "stage.track")), "mini");
	json_decref(shown);
	IN_STAGE("Ash", "Finish");
	DONE("is none of its tracks", "track", "drop", "Ash", "hourglass");
	USAGE("wants an ACCOUNT and a TRACK", "track", "drop", "Ash");
}

Test(track_life, a_subject_is_not_changed_by_loading)
{
	char *other = strdup(first);
	char *at = strstr(other, "\"account\"");
	char text[4096];

	*at = '\0';
	snprintf(text, sizeof text, "%s\"organisation\"%s", other, at + strlen("\"account\""));
	free(other);
	run_write_file("next.cfg", text);
	FAILED("next.cfg:1: the book's track mini is about the account", "track", "load", "next.cfg");
}

/* ---- what is wrong with a file ---- */

static char *slurp(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	char *data = NULL;

	cr_assert_not_null(file);
	fseek(file, 0, SEEK_END);
	*size = (size_t)ftell(file);
	rewind(file);
	data = malloc(*size + 1);
	cr_assert_eq(fread(data, 1, *size, file), *size);
	fclose(file);
	return data;
}

/* Checking and loading it are refused with this place and these words, and the book keeps its bytes. */
static void refused(int line, const char *text, const char *place, const char *says)
{
	static const char *const verbs[] = { "check", "load" };
	size_t before_size, after_size;
	char *before = slurp(run_path("book.db"), &before_size), *after;

	run_write_file("bad.cfg", text);
	for (int i = 0; i < 2; i++) {
		struct run run = run_waymark("track", verbs[i], "bad.cfg", NULL);

		cr_assert_eq(run.status, 1, "line %d: %s", line, run.out);
		cr_assert_not_null(strstr(run.err, place), "line %d: %s lacks %s", line, run.err, place);
		cr_assert_not_null(strstr(run.err, says), "line %d: %s lacks %s", line, run.err, says);
		/* a check tells what is weak beside what is wrong */
		if (i == 1)
			cr_assert_str_eq(run.out, "", "line %d", line);
		run_free(&run);
	}
	after = slurp(run_path("book.db"), &after_size);
	cr_assert(before_size == after_size && !memcmp(before, after, before_size), "line %d: the book changed",
		  line);
	free(before);
	free(after);
}
#define REFUSED(text, place, says) refused(__LINE__, (text), (place), (says))

Test(track_life, each_kind_of_mistake_is_refused_with_its_line_and_what_to_do)
{
	REFUSED(MINI("2", "{ question = \"Is it?\"; }", ASKS("c")), "bad.cfg:4: ", "needs id = ");
	REFUSED(MINI("2", ASKS("a") ",\n" ASKS("a"), ASKS("c")), "bad.cfg:5: ", "give one of them another id");
	REFUSED("id = \"x\"; title = \"X\";\nreading = \"guess\"; stages = ( );\n", "bad.cfg:2: ", "progress");
	REFUSED(MINI("2", "{ id = \"a\"; question = \"Is \xff it?\"; }", ASKS("c")),
		"bad.cfg:4: ", "save the file as UTF-8");
	REFUSED("id = \"x\"; title = \"X\";\nstages = ( { id = \"s\";\n", "bad.cfg:", "");
	REFUSED("id = \"x\"; title = \"X\"; statement = \"We help {whom\"; stages = ( { id = \"s\"; name = \"S\"; "
		"} );\n",
		"bad.cfg:1: ", "is not closed");
	REFUSED(MINI("2", ASKS("a"), "{ id = \"c\"; question = \"Is c?\";\n evidence = ( \"mini/start\" ); }"),
		"bad.cfg:7: ", "circle");
	REFUSED(MINI("2", ASKS("a"), "{ id = \"c\"; question = \"Is c?\";\n evidence = ( \"hourglass/love\" ); }"),
		"bad.cfg:7: ", "it has know, like, trust, try, buy, repeat, refer");
	REFUSED(MINI("2", ASKS("a"),
		     "{ id = \"c\"; question = \"Is c?\";\n evidence = ( \"ten-steps/numbers\" ); }"),
		"bad.cfg:7: ", "name a stage of a track with the same subject");
}

Test(track_life, a_truncated_file_is_refused_wherever_it_is_cut)
{
	size_t size = strlen(first);
	char text[sizeof first];

	for (size_t cut = 100; cut + 8 < size; cut += 61) {
		memcpy(text, first, cut);
		text[cut] = '\0';
		REFUSED(text, "bad.cfg:", ";");
	}
}

Test(track_life, a_question_of_ten_megabytes_is_refused)
{
	size_t room = (size_t)10 << 20;
	char *text = malloc(room + sizeof first + 64), *at = text;

	at += sprintf(at,
		      "id = \"x\"; title = \"X\";\nstages = ( { id = \"s\"; name = \"S\"; activities = ( { name = "
		      "\"A\"; milestones = (\n{ id = \"a\"; question = \"");
	memset(at, 'x', room);
	at += room;
	strcpy(at, "?\"; } ); } ); } );\n");
	REFUSED(text, "bad.cfg:3: ", "shorten it");
	/* one that fits the file's limit but not a question's */
	at[-(long)(room - 5000)] = '\0';
	strcat(text, "?\"; } ); } ); } );\n");
	REFUSED(text, "bad.cfg:3: ", "shorten it");
	free(text);
}

/* Two tracks whose evidence leads back: checked together and against the book. */
Test(track_life, evidence_that_goes_round_is_found_over_files_and_the_book)
{
	static const char there[] =
		"id = \"there\"; title = \"T\"; stages = ( { id = \"s\"; name = \"S\"; promise = \"p\"; activities "
		"= (\n"
		"{ name = \"A\"; milestones = ( { id = \"a\"; question = \"Is a?\"; evidence = ( \"back/s\" );\n"
		"tasks = ( { text = \"Do it.\" } ); } ); } ); } );\n";
	static const char back[] =
		"id = \"back\"; title = \"B\"; stages = ( { id = \"s\"; name = \"S\"; promise = \"p\"; activities "
		"= (\n"
		"{ name = \"A\"; milestones = ( { id = \"a\"; question = \"Is a?\";\n"
		"evidence = ( \"there/s\" ); tasks = ( { text = \"Do it.\" } ); } ); } ); } );\n";
	struct run run;

	run_write_file("there.cfg", there);
	run_write_file("back.cfg", back);
	DONE("there.cfg:2: evidence \"back/s\": there is no such track here", "track", "check", "there.cfg");
	run = run_waymark("track", "check", "there.cfg", "back.cfg", NULL);
	cr_assert_eq(run.status, 1);
	cr_assert_not_null(strstr(run.out, "there.cfg:2: "), "%s", run.out);
	cr_assert_not_null(
		strstr(run.out, "back.cfg:3: evidence \"there/s\" goes round in a circle, back -> there -> back"),
		"%s", run.out);
	cr_assert_not_null(strstr(run.err, "2 of 2 files"), "%s", run.err);
	run_free(&run);
	DONE("loaded", "track", "load", "there.cfg");
	FAILED("back.cfg:3: evidence \"there/s\" goes round in a circle, back -> there -> back", "track", "load",
	       "back.cfg");
	/* and so says checking it, which knows the book's tracks */
	FAILED("back.cfg:3: evidence \"there/s\" goes round in a circle, back -> there -> back", "track", "check",
	       "back.cfg");
	FAILED("no track back", "track", "show", "back");
}

Test(track_life, checking_knows_the_tracks_of_the_book_and_the_shipped_ones)
{
	run_write_file(
		"mine.cfg",
		"id = \"mine\"; title = \"M\"; version = \"1\"; stages = ( { id = \"s\"; name = \"S\"; promise = "
		"\"p\"; expected_days = 5; activities = ( { name = \"A\"; milestones = ( { id = \"m\"; question = "
		"\"Is m done?\"; evidence = ( \"mini/start\", \"cst-saas/launch\" ); tasks = ( { text = \"Do m.\"; "
		"} ); } ); } ); } );");
	DONE("mine: 1 stages, 1 milestones, 0 warnings", "track", "check", "mine.cfg");
	FAILED("there is no book", "track", "check", "mine.cfg", "-b", run_path("absent.db"));
}

Test(track_life, two_files_with_one_id_cannot_both_be)
{
	struct run run = run_waymark("track", "check", "mini.cfg", "mini.cfg", NULL);

	cr_assert_eq(run.status, 1);
	cr_assert_not_null(strstr(run.out, "the id \"mini\" is that of mini.cfg too"), "%s", run.out);
	run_free(&run);
}

Test(track_life, a_stage_that_others_have_evidence_for_does_not_go_in_silence)
{
	run_write_file(
		"giver.cfg",
		"id = \"giver\"; title = \"G\"; stages = ( { id = \"s\"; name = \"S\"; activities = ( { name = "
		"\"A\"; milestones = ( { id = \"g\"; question = \"Is g?\"; evidence = ( \"mini/finish\" ); } "
		"); } ); } );");
	DONE("loaded", "track", "load", "giver.cfg");
	run_write_file(
		"next.cfg",
		"id = \"mini\"; title = \"M\"; stages = ( { id = \"start\"; name = \"Start\"; activities = ( { "
		"name = \"A\"; milestones = ( " ASKS("a") "," ASKS("b") "," ASKS("c") "," ASKS(
			"d") " ); } ); } );");
	DONE("the track giver has g as evidence for the stage finish, which this version has not", "track", "load",
	     "next.cfg", "--dry-run");
}

Test(track_life, every_shipped_track_is_checked_without_a_warning)
{
	char command[4300];

	/* all at once, so that they know each other */
	snprintf(command, sizeof command, "%s/waymark track check %s/share/tracks/*.cfg >out 2>&1",
		 getenv("abs_top_builddir"), getenv("abs_top_srcdir"));
	cr_assert_eq(system(command), 0);
	cr_assert_eq(system("grep -q '^10 tracks, 0 warnings$' out && test $(wc -l <out) = 1"), 0);
}
