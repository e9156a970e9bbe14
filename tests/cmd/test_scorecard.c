/* "waymark scorecard": listing, showing, checking, loading, dropping and giving back; trying is in test_scorecard_try.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "run.h"

/* Everybody by whether a next step is written: points without one, 90 with one. */
#define CARD(id, version, points) \
	"id = \"" id "\"; title = \"Title of " id "\"; version = \"" version "\";\n" \
	"dimensions = ( { id = \"steps\"; indicators = ( { id = \"step\"; kind = \"has_next_step\";\n" \
	"  curve = ( ( 0, " points " ), ( 1, 90 ) ); } ); } );\n"

static void with_birch(void)
{
	run_begin();
	DONE("added Birch", "add", "Birch", "--on", "2026-01-05");
	run_write_file("a.cfg", CARD("a", "1", "20"));
	run_write_file("a2.cfg", CARD("a", "2", "60"));
	run_write_file("b.cfg", CARD("b", "7", "40"));
}

TestSuite(scorecard, .init = with_birch, .fini = run_end);

static const char *text(json_t *root, const char *path)
{
	cr_assert(json_is_string(json_at(root, path)), "%s is no string", path);
	return json_string_value(json_at(root, path));
}

static int number(json_t *root, const char *path)
{
	cr_assert(json_is_integer(json_at(root, path)), "%s is no integer", path);
	return (int)json_integer_value(json_at(root, path));
}

/* The ids in the order in which they are tried: "a b default". */
static void lists(int line, const char *ids)
{
	json_t *list = run_json(line, "scorecard", "list", "--json", NULL);
	char said[200] = "";

	for (size_t i = 0; i < json_array_size(list); i++) {
		json_t *item = json_array_get(list, i);

		snprintf(said + strlen(said), sizeof said - strlen(said), "%s%s", i ? " " : "", text(item, "id"));
		cr_expect_eq(json_is_true(json_at(item, "built_in")), i + 1 == json_array_size(list));
	}
	cr_expect_str_eq(said, ids, "line %d: %s, not %s", line, said, ids);
	json_decref(list);
}
#define LISTS(ids) lists(__LINE__, ids)

/* Birch's score, and by which scorecard it is. */
static void scores(int line, int score, const char *card, const char *version)
{
	json_t *health = run_json(line, "health", "Birch", "--json", NULL);

	cr_expect_eq(number(health, "score"), score, "line %d: %d", line, number(health, "score"));
	cr_expect_str_eq(text(health, "scorecard.name"), card, "line %d", line);
	cr_expect_str_eq(text(health, "scorecard.version"), version, "line %d", line);
	json_decref(health);
}
#define SCORES(score, card, version) scores(__LINE__, score, card, version)

/* ---- list, load, drop, undo ---- */

Test(scorecard, those_loaded_stand_in_order_before_the_program_s_own)
{
	json_t *list;

	LISTS("default");
	DONE("loaded the scorecard a 1", "scorecard", "load", "a.cfg");
	DONE("loaded the scorecard b 7", "scorecard", "load", "b.cfg");
	LISTS("a b default");
	SCORES(20, "a", "1");
	DONE("Scorecard  Version  Title\n"
	     "a          1        Title of a\n"
	     "b          7        Title of b\n"
	     "default    2        Waymark's own\n",
	     "scorecard", "list");
	list = JSON_OF("scorecard", "list", "--json");
	cr_expect_str_eq(text(list, "1.title"), "Title of b");
	cr_expect_str_eq(text(list, "1.version"), "7");
	json_decref(list);
}

Test(scorecard, first_puts_one_before_all_others)
{
	json_t *loaded;

	DONE("loaded", "scorecard", "load", "a.cfg");
	loaded = JSON_OF("scorecard", "load", "b.cfg", "--first", "--json");
	cr_expect_str_eq(text(loaded, "id"), "b");
	cr_expect_str_eq(text(loaded, "title"), "Title of b");
	cr_expect_str_eq(text(loaded, "version"), "7");
	cr_expect_eq(number(loaded, "dimensions"), 1);
	cr_expect_eq(number(loaded, "indicators"), 1);
	cr_expect(json_is_true(json_at(loaded, "loaded")));
	json_decref(loaded);
	LISTS("b a default");
	SCORES(40, "b", "7");
	USAGE("--first is for", "scorecard", "list", "--first");
	USAGE("--first is for", "scorecard", "check", "a.cfg", "--first");
}

Test(scorecard, another_version_takes_the_place_of_the_one_of_its_id)
{
	json_t *loaded;

	DONE("loaded", "scorecard", "load", "a.cfg");
	DONE("loaded", "scorecard", "load", "b.cfg");
	DONE("loaded the scorecard a 2", "scorecard", "load", "a2.cfg");
	LISTS("a b default");
	SCORES(60, "a", "2");
	loaded = JSON_OF("scorecard", "load", "a2.cfg", "--json");
	cr_expect(json_is_false(json_at(loaded, "loaded")));
	json_decref(loaded);
	DONE("in this very version", "scorecard", "load", "a2.cfg");
	DONE("undid: loaded the scorecard a 2", "undo");
	SCORES(20, "a", "1");
}

/* History names who made a score by id and version: one version has one content. */
Test(scorecard, another_content_needs_another_version)
{
	DONE("loaded", "scorecard", "load", "a2.cfg");
	run_write_file("other.cfg",
		       "id = \"a\"; title = \"Other\"; version = \"2\"; dimensions = ( { id = \"d\";\n"
		       "  indicators = ( { id = \"i\"; kind = \"stall\"; curve = ( ( 0, 50 ) ); } ); } );\n");
	FAILED("the book has the scorecard a in version 2 with another content; give this one another version",
	       "scorecard", "load", "other.cfg");
	SCORES(60, "a", "2");
	DONE("loaded the scorecard a 1", "scorecard", "load", "a.cfg");
}

Test(scorecard, one_that_scores_nobody_says_so)
{
	DONE("loaded the scorecard a 1\n", "scorecard", "load", "a.cfg");
	DONE("loaded the scorecard b 7; it scores nobody, for a before it applies to all (--first puts it "
	     "before)\n",
	     "scorecard", "load", "b.cfg");
	DONE("loaded the scorecard b 7\n", "scorecard", "load", "b.cfg", "--first");
}

Test(scorecard, undo_takes_a_load_and_a_drop_back)
{
	json_t *dropped;

	DONE("loaded", "scorecard", "load", "a.cfg");
	DONE("loaded", "scorecard", "load", "b.cfg");
	dropped = JSON_OF("scorecard", "drop", "a", "--json");
	cr_expect_str_eq(text(dropped, "id"), "a");
	cr_expect(json_is_true(json_at(dropped, "dropped")));
	json_decref(dropped);
	LISTS("b default");
	SCORES(40, "b", "7");
	DONE("undid: took away the scorecard a", "undo");
	LISTS("a b default");
	SCORES(20, "a", "1");
	DONE("undid: loaded the scorecard b 7", "undo");
	LISTS("a default");
	DONE("undid: loaded the scorecard a 1", "undo");
	LISTS("default");
	DONE("did again: loaded the scorecard a 1", "redo");
	LISTS("a default");
	SCORES(20, "a", "1");
	FAILED("there is no scorecard c in this book; it has a", "scorecard", "drop", "c");
	DONE("took away the scorecard a", "scorecard", "drop", "a");
	FAILED("it has none, and is scored by the default", "scorecard", "drop", "a");
}

Test(scorecard, a_shipped_one_is_loaded_by_its_id)
{
	DONE("loaded the scorecard mattermost 2", "scorecard", "load", "mattermost");
	LISTS("mattermost default");
	FAILED("no shipped scorecard of that id; those are default, gitlab-prove, mattermost, posthog, sourcegraph",
	       "scorecard", "load", "gitlab");
	FAILED("nowhere.cfg: there is no such file", "scorecard", "load", "nowhere.cfg");
	LISTS("mattermost default");
}

Test(scorecard, each_verb_says_what_it_wants)
{
	USAGE("scorecard load wants a FILE", "scorecard", "load");
	USAGE("scorecard drop wants a SCORECARD", "scorecard", "drop");
	USAGE("scorecard list wants nothing", "scorecard", "list", "a");
	USAGE("scorecard check wants a FILE", "scorecard", "check");
	USAGE("scorecard show wants a SCORECARD", "scorecard", "show", "a", "b");
	USAGE("scorecard try wants a FILE", "scorecard", "try");
	USAGE("", "scorecard", "put", "a.cfg");
	USAGE("list|show|check|load|drop|export|try is missing", "scorecard");
}

/* ---- export ---- */

static char *read_whole(const char *name, size_t *size)
{
	FILE *file = fopen(run_path(name), "rb");
	char *bytes = malloc(1 << 16);

	cr_assert_not_null(file, "%s", name);
	*size = fread(bytes, 1, 1 << 16, file);
	cr_assert_lt(*size, 1 << 16);
	fclose(file);
	return bytes;
}

/* Comments, tabs, spaces and ends of lines that nobody else would write so, and no end to the last. */
static const char odd[] = "# \xc3\xa9in Kommentar \t \r\n" CARD("odd", "1\xe2\x82\xac", "20") "\n\n// the end";

Test(scorecard, what_is_given_back_is_what_was_loaded_to_the_byte)
{
	struct run run;
	json_t *given;
	size_t size;
	char *bytes;

	run_write_file("odd.cfg", odd);
	DONE("loaded", "scorecard", "load", "odd.cfg");
	run_write_file("odd.cfg", "gone");
	run = run_waymark("scorecard", "export", "odd", NULL);
	cr_assert_eq(run.status, 0, "%s", run.err);
	cr_expect_str_eq(run.out, odd);
	run_free(&run);
	DONE("wrote the scorecard odd to back.cfg", "scorecard", "export", "odd", "back.cfg");
	bytes = read_whole("back.cfg", &size);
	cr_expect_eq(size, sizeof odd - 1);
	cr_expect_eq(memcmp(bytes, odd, size), 0);
	free(bytes);
	DONE("in this very version", "scorecard", "load", "back.cfg");
	given = JSON_OF("scorecard", "export", "odd", "--json");
	cr_expect_str_eq(text(given, "id"), "odd");
	cr_expect_str_eq(text(given, "source"), odd);
	json_decref(given);
	FAILED("a.cfg: is there already", "scorecard", "export", "odd", "a.cfg");
	FAILED("nowhere/x: cannot be written", "scorecard", "export", "odd", "nowhere/x");
	FAILED("no shipped scorecard of that id", "scorecard", "export", "nobody");
}

/* What is in the book goes before what ships under the same id. */
Test(scorecard, a_shipped_one_is_given_as_it_ships)
{
	char path[4096], *bytes;
	struct run run = run_waymark("scorecard", "export", "posthog", NULL);
	FILE *file;
	size_t size;

	cr_assert_eq(run.status, 0, "%s", run.err);
	snprintf(path, sizeof path, "%s/share/scorecards/posthog.cfg", getenv("abs_top_srcdir"));
	file = fopen(path, "rb");
	cr_assert_not_null(file);
	bytes = calloc(1, 1 << 16);
	size = fread(bytes, 1, (1 << 16) - 1, file);
	fclose(file);
	cr_expect_eq(strlen(run.out), size);
	cr_expect_str_eq(run.out, bytes);
	run_free(&run);
	free(bytes);
	run_write_file("own.cfg", CARD("posthog", "9", "1"));
	DONE("loaded the scorecard posthog 9", "scorecard", "load", "own.cfg");
	DONE("version = \"9\"", "scorecard", "export", "posthog");
}

/* ---- check ---- */

#define HEAD "id = \"ours\"; title = \"Ours\";\n"
#define ONE(indicator) HEAD "dimensions = ( { id = \"d\"; indicators = ( {\n" indicator "\n} ); } );\n"
#define STALL "id = \"i\"; kind = \"stall\";\n"
#define CURVE "curve = ( ( 0, 0 ), ( 10, 100 ) );"
#define GRADED "id = \"i\"; kind = \"stall\"; grades = { good = \"<= 9\"; risk = \"> 9\"; };"
#define BAND(band, from, to) "{ band = \"" band "\"; from = " from "; to = " to "; }"

static const struct mistake {
	int line;
	const char *says, *file;
} mistakes[] = {
	/* grades and bands that overlap or leave a gap */
	{ 5, "\"good\" and \"risk\" overlap: both hold 10;",
	  ONE(STALL "grades = { good = \"<= 10\";\nrisk = \">= 10\"; };") },
	{ 5, "the grades leave a gap: none holds 11 to 20;",
	  ONE(STALL "grades = { good = \"<= 10\";\nrisk = \"> 20\"; };") },
	{ 5, "everything above 3",
	  ONE(STALL "variants = ( { for = { age_to = 9; };\ngrades = { good = \"<= 3\"; }; } );") },
	{ 3, "the bands good and risk overlap: both hold 75;",
	  HEAD "bands = ( " BAND("good", "75", "100") ",\n" BAND("risk", "0", "75") " );" },
	{ 2, "none holds 71 to 74;",
	  HEAD "bands = ( " BAND("good", "75", "100") ",\n" BAND("risk", "0", "70") " );" },
	/* indicators and settings that there are not */
	{ 4, "unknown kind of indicator \"stal\"; did you mean \"stall\"?",
	  ONE("id = \"i\";\nkind = \"stal\"; " CURVE) },
	{ 4, "unknown kind of indicator \"horoscope\"; there are pace, stall",
	  ONE("id = \"i\";\nkind = \"horoscope\"; " CURVE) },
	{ 6, "there is no indicator \"j\"",
	  ONE(GRADED) "rules = (\n{ when = { j = \"good\"; }; band = \"risk\"; } );" },
	{ 6, "never is \"watch\"", ONE(GRADED) "rules = (\n{ when = { i = \"watch\"; }; band = \"risk\"; } );" },
	{ 6, "there is no indicator \"k\"",
	  ONE(GRADED "\n}, { id = \"m\"; kind = \"mean_of\"; " CURVE "\nindicators = (\n\"k\" );") },
	{ 4, "did you mean \"weight\"?", ONE(STALL "wieght = 3; " CURVE) },
	{ 5, "the indicator \"i\" is there already, on line 2", ONE(STALL CURVE "\n}, {\n" STALL CURVE) },
	/* weights that are no numbers, or none that could be */
	{ 5, "weight must be a whole number", ONE(STALL CURVE "\nweight = \"40\";") },
	{ 5, "weight must be a whole number", ONE(STALL CURVE "\nweight = 1.5;") },
	{ 5, "weight is -1", ONE(STALL CURVE "\nweight = -1;") },
	{ 3, "weight must be a whole number", HEAD "dimensions = ( { id = \"d\";\nweight = \"heavy\"; } );" },
	/* what a kind needs, and what it does not take */
	{ 2, "the kind \"ratio\" needs over = \"seats\"",
	  ONE("id = \"i\"; kind = \"ratio\"; measure = \"a\"; " CURVE) },
	{ 4, "window is nothing that the kind \"stall\" takes",
	  ONE("id = \"i\"; kind = \"stall\";\nwindow = 30; " CURVE) },
	{ 2, "needs grades = { ... }; or curve", ONE(STALL) },
	{ 5, "both a curve and grades", ONE(STALL "grades = { good = \"any\"; };\n" CURVE) },
	{ 4, "marked_after is 30", ONE(STALL "marked_after = 30; stale_after = 20; " CURVE) },
	/* curves, labels, ranges, to whom */
	{ 5, "must ascend", ONE(STALL "curve = ( ( 9, 0 ),\n( 8, 10 ) );") },
	{ 5, "a score is from 0 to 100", ONE(STALL "curve = ( ( 0, 0 ),\n( 10, 101 ) );") },
	{ 5, "unknown label \"green\"; labels of this scorecard are good, watch, risk",
	  ONE(STALL "grades = {\ngreen = \"any\"; };") },
	{ 5, "\"1 to 5\" is no range", ONE(STALL "grades = {\ngood = \"1 to 5\"; };") },
	{ 3, "unknown band", HEAD "labels = {\ngreen = { band = \"god\"; score = 3; }; };" },
	{ 2, "age_to", HEAD "for = { age_from = 10; age_to = 10; };" },
	/* the whole, and what is no such file at all */
	{ 1, "needs id", "title = \"T\";\n" },
	{ 1, "small letters", "id = \"Ours\"; title = \"T\";\n" },
	{ 2, "needs dimensions", HEAD "dimensions = ( );" },
	{ 2, "", "id = \"ours\"\ntitle \"x\";" },
	{ 2, "UTF-8", "id = \"ours\";\ntitle = \"\xff\";" },
};

/* check and load say the same, and nothing is taken. */
Test(scorecard, every_mistake_is_told_with_file_and_line)
{
	static const char *const verbs[] = { "check", "load", "try" };

	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		char place[40];

		snprintf(place, sizeof place, "waymark: bad.cfg:%d: ", mistakes[i].line);
		run_write_file("bad.cfg", mistakes[i].file);
		for (size_t v = 0; v < sizeof verbs / sizeof *verbs; v++) {
			struct run run = run_waymark("scorecard", verbs[v], "bad.cfg", NULL);

			cr_expect_eq(run.status, 1, "%s %zu: %d", verbs[v], i, run.status);
			cr_expect_str_eq(run.out, "");
			cr_expect_eq(strncmp(run.err, place, strlen(place)), 0, "%s: %s: %s", verbs[v], place,
				     run.err);
			cr_expect_not_null(strstr(run.err, mistakes[i].says), "'%s' is not in %s", mistakes[i].says,
					   run.err);
			run_free(&run);
		}
	}
	LISTS("default");
}

Test(scorecard, files_that_are_sound_are_counted)
{
	json_t *checked = JSON_OF("scorecard", "check", "a.cfg", "--json");

	cr_expect_str_eq(text(checked, "id"), "a");
	cr_expect_str_eq(text(checked, "title"), "Title of a");
	cr_expect_str_eq(text(checked, "version"), "1");
	cr_expect_str_eq(text(checked, "file"), "a.cfg");
	cr_expect_eq(number(checked, "dimensions"), 1);
	cr_expect_eq(number(checked, "indicators"), 1);
	cr_expect(json_is_null(json_at(checked, "error")));
	json_decref(checked);
	DONE("a.cfg: sound, 1 dimension, 1 indicator\n", "scorecard", "check", "a.cfg");
	LISTS("default");
}

/* What of several is wrong is told among the others, and the whole fails. */
Test(scorecard, of_several_files_each_has_its_line)
{
	struct run run;
	json_t *all;

	run_write_file("bad.cfg", ONE(STALL CURVE "\nweight = \"40\";"));
	run = run_waymark("scorecard", "check", "a.cfg", "bad.cfg", "b.cfg", NULL);
	cr_expect_eq(run.status, 1);
	cr_expect_str_eq(run.err, "waymark: 1 of 3 files cannot be taken as they are; see above\n");
	cr_expect_not_null(strstr(run.out, "a.cfg: sound"));
	cr_expect_not_null(strstr(run.out, "\nbad.cfg:5: weight must be a whole number"));
	cr_expect_not_null(strstr(run.out, "\nb.cfg: sound"));
	run_free(&run);
	run = run_waymark("scorecard", "check", "a.cfg", "bad.cfg", "--json", NULL);
	cr_expect_eq(run.status, 1);
	all = json_loads(run.out, 0, NULL);
	cr_assert_eq(json_array_size(all), 2);
	cr_expect(json_is_null(json_at(all, "0.error")));
	cr_expect_str_eq(text(all, "1.file"), "bad.cfg");
	cr_expect_eq(strncmp(text(all, "1.error"), "bad.cfg:5: weight", 17), 0);
	json_decref(all);
	run_free(&run);
	DONE("b.cfg: sound", "scorecard", "check", "a.cfg", "b.cfg");
	FAILED("nowhere.cfg: cannot be opened", "scorecard", "check", "nowhere.cfg");
}
