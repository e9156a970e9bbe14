/* Track files: what is read, what is refused and with which line, what is warned of. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/vec.h"
#include "storage/cfgfile.h"
#include "storage/trackfile.h"

/* A file of the source tree; the tests run in the build folder beside it. */
static char *source_file(const char *name)
{
	const char *root = getenv("abs_top_srcdir");

	return xasprintf("%s/%s", root ? root : "..", name);
}

static void check_shipped(const char *name, const char *const *stages)
{
	char *file = xasprintf("share/tracks/%s.cfg", name), *path = source_file(file);
	struct track_warnings warnings = { 0 };
	struct track *track = NULL;
	struct error error = { 0 };
	int status = track_file_lint(path, &track, &warnings, &error);

	cr_assert(eq(int, status, 0), "%s", error.text);
	cr_assert(eq(sz, warnings.count, 0), "%s:%d: %s", path, warnings.items[0].line, warnings.items[0].text);
	cr_assert(eq(str, track->key, (char *)name));
	cr_assert(eq(int, track->stage_count, 5));
	cr_assert(ge(int, track->milestone_count, 60));
	for (int i = 0; i < 5; i++) {
		const struct stage *stage = &track->stages[i];

		cr_expect(eq(str, stage->name, (char *)stages[i]));
		cr_expect(gt(int, stage->expected_days, 0));
		cr_expect(ge(int, stage->count, 12));
		cr_expect(gt(int, stage->required, stage->count / 2));
		cr_expect(ne(ptr, stage->characteristics[3], NULL));
		cr_expect(ne(ptr, stage->challenges[2], NULL));
	}
	for (int i = 0; i < track->milestone_count; i++) {
		const struct milestone *milestone = &track->milestones[i];

		cr_expect(le(sz, strlen(milestone->question), 75), "%s does not fit its pane", milestone->key);
		for (size_t j = 0; j < milestone->task_count; j++)
			cr_expect(le(int, milestone->tasks[j].due_days,
				     track->stages[milestone->stage].expected_days),
				  "a task of %s is due after its stage", milestone->key);
	}
	track_free(track);
	vec_free(&warnings);
	free(path);
	free(file);
}

Test(trackfile, shipped_tracks_are_whole)
{
	check_shipped("cst-saas", (const char *const[]){ "Launch", "Adopt", "Embed", "Extend", "Prove" });
	check_shipped("cst-marketing",
		      (const char *const[]){ "Foundation", "Level-up", "Organize", "Stabilize", "Scale" });
}

static const char small[] =
	"# a comment with an accent: \xc3\xa9\n"
	"id = \"probe\"; title = \"A pr\xc3\xb6"
	"be\";\n"
	"subject = \"organisation\"; reading = \"level\";\n"
	"stages = ( {\n"
	"	id = \"one\"; name = \"One\"; expected_days = 30;\n"
	"	promise = \"First half, \"\n"
	"		\"second half.\";\n"
	"	characteristics = [ \"big\", \"loud\" ];\n"
	"	activities = ( { name = \"Begin\"; milestones = (\n"
	"		{ id = \"a\"; question = \"Is a there?\"; tasks = (\n"
	"			{ text = \"Do a\"; side = \"customer\"; due_days = -3; document = \"Paper\" },\n"
	"			{ text = \"Do more\" } ) },\n"
	"		{ id = \"b-2\"; question = \"Is b there?\"; required = false; side = \"customer\" } ) } )\n"
	"}, { id = \"two\"; name = \"Two\";\n"
	"	activities = ( { name = \"Go on\"; milestones = ( { id = \"c\"; question = \"Is c there?\" } ) } "
	")\n"
	"} );\n";

Test(trackfile, every_setting_arrives)
{
	struct track *track = NULL;
	struct error error = { 0 };
	const struct milestone *a, *b;

	cr_assert(eq(int, track_text_read("small", small, &track, &error), 0), "%s", error.text);
	a = &track->milestones[0];
	b = &track->milestones[1];
	cr_expect(eq(str, track->key, (char *)"probe"));
	cr_expect(eq(str, track->title,
		     (char *)"A pr\xc3\xb6"
			     "be"));
	cr_expect(eq(str, track->version, (char *)"1"));
	cr_expect(eq(int, track->subject, SUBJECT_ORGANISATION));
	cr_expect(eq(int, track->reading, READING_LEVEL));
	cr_expect(eq(int, track->stage_count, 2));
	cr_expect(eq(str, track->stages[0].promise, (char *)"First half, second half."));
	cr_expect(eq(ptr, track->stages[1].promise, NULL));
	cr_expect(eq(int, track->stages[0].expected_days, 30));
	cr_expect(eq(int, track->stages[1].expected_days, 0));
	cr_expect(eq(str, track->stages[0].characteristics[1], (char *)"loud"));
	cr_expect(eq(ptr, track->stages[0].characteristics[2], NULL));
	cr_expect(eq(ptr, track->stages[0].challenges[0], NULL));
	cr_expect(eq(int, track->stages[0].required, 1));
	cr_expect(eq(int, track->stages[1].first, 2));
	cr_expect(eq(str, track->activities[1].name, (char *)"Go on"));
	cr_expect(eq(int, track->milestones[2].activity, 1));
	cr_expect(eq(int, a->required, true));
	cr_expect(eq(int, a->side, SIDE_US));
	cr_expect(eq(sz, a->task_count, 2));
	cr_expect(eq(int, a->tasks[0].side, SIDE_CUSTOMER));
	cr_expect(eq(int, a->tasks[0].due_days, -3));
	cr_expect(eq(str, a->tasks[0].document, (char *)"Paper"));
	cr_expect(eq(int, a->tasks[1].due_days, TASK_NO_DUE));
	cr_expect(eq(ptr, a->tasks[1].document, NULL));
	cr_expect(eq(str, b->key, (char *)"b-2"));
	cr_expect(eq(int, b->required, false));
	cr_expect(eq(int, b->side, SIDE_CUSTOMER));
	cr_expect(eq(int, track_find_key(track, "c"), 2));
	track_free(track);
}

Test(trackfile, symptoms_count_for_further_stages)
{
	static const char text[] =
		"id = \"d\"; title = \"D\"; reading = \"diagnosis\";\n"
		"stages = ( { id = \"x\"; name = \"X\"; tactics = ( \"Rest\" ); activities = ( { name = \"N\";\n"
		"  milestones = ( { id = \"s\"; question = \"Is it?\"; also = ( \"z\", \"y\" ) } ) } ) },\n"
		" { id = \"y\"; name = \"Y\" }, { id = \"z\"; name = \"Z\" } );\n";
	struct track *track = NULL;
	struct error error = { 0 };

	cr_assert(eq(int, track_text_read("d", text, &track, &error), 0), "%s", error.text);
	cr_expect(eq(u64, track->milestones[0].also, 6)); /* bits 1 and 2 */
	cr_expect(eq(str, track->stages[0].tactics[0], (char *)"Rest"));
	track_free(track);
}

/* A track whose one milestone is written here; its line is 4. */
#define HEAD \
	"id = \"t\";\ntitle = \"T\";\nstages = ( { id = \"s\"; name = \"S\"; activities = ( { name = \"A\"; " \
	"milestones = (\n"
#define TAIL "\n) } ) } );\n"

struct refusal {
	const char *text;
	int line;
	const char *word;
};

static const struct refusal refusals[] = {
	/* form */
	{ "id = \"t\";\ntitle = \"T\";\nstages = ( { id = \"s\"; name = \"S\" }\n { id = \"r\"; name = \"R\" } );",
	  3, "comma is missing" },
	{ "id = \"t\";\nstages = (\n { id = \"s\"; name = \"S\" },\n);", 3, "no comma may stand" },
	{ "id = \"t;\ntitle = \"T\";\n", 1, "closing \" is missing" },
	{ "id = \"t\";\ntitle \"T\";\n", 2, "an = is missing" },
	{ "id = \"t\";\ntitle = ;\n", 2, "no value" },
	{ "id = \"t\";\nsubject = account;\n", 2, "needs quotes" },
	{ "id = \"t\";\nstages = ( {\n id = \"s\";\n\n", 2, "never closed" },
	{ "id = \"t\";\nstages = ( {\n id = \"s\"; );\n", 3, "} is missing" },
	{ "id = \"t\";\n};\n", 2, "too many" },
	{ "id = \"t\";;\n", 1, "too many" },
	{ "id = \"t\";\n/* here\nit goes on", 2, "never ends" },
	{ "id = \"t\";\ntitle = \"T\";\ntitle = \"U\";\n", 3, "already there" },
	{ "@include \"/etc/hostname\"\n", 1, "not included" },
	{ "id = \"t\";\nstages = [ 1, \"x\" ];\n", 2, "one type" },
	{ "id = \"t\";\nna\xc3\xafve = 1;\n", 2, "ASCII" },
	{ "id = \"t\";\ntitle = 7days;\n", 2, "letters" },
	{ "((((((((((", 1, "too many" },
	{ "a = ((((((((((((((((((((((((((((((((((((((((((((((((((", 1, "nested" },
	{ "id = \"t\";\r\ntitle \"T\";\r\n", 2, "an = is missing" },
	/* bytes */
	{ "\xef\xbb\xbfid = \"t\";\n", 1, "byte order mark" },
	{ "id = \"t\";\ntitle = \"\xff\";\n", 2, "UTF-8" },
	{ "id = \"t\";\n# \x1b[31m\n", 2, "control character" },
	{ "id = \"t\";\ntitle = \"\\x1b[31m\";\nstages = ();", 2, "control character" },
	{ "id = \"t\";\ntitle = \"\\xff\";\nstages = ();", 2, "UTF-8" },
	/* the track */
	{ "", 1, "needs id" },
	{ "title = \"T\";\nstages = ();", 1, "needs id" },
	{ "id = \"t\";\nstages = ();", 1, "needs title" },
	{ "id = \"t\";\ntitle = \"T\";\n", 1, "needs stages" },
	{ "id = \"t\";\ntitle = \"T\";\nstages = ();", 3, "at least one" },
	{ "id = \"t\";\ntitle = \"T\";\nstages = \"many\";", 3, "must be a list" },
	{ "id = \"t\";\ntitle = \"T\";\nstages = (\n \"s\" );", 4, "{ }" },
	{ "id = \"t\";\ntitle = 3;\nstages = ();", 2, "quotes" },
	{ "id = \"t\";\ntitle = \" \";\nstages = ();", 2, "empty" },
	{ "id = \"t\";\ntitle = \"T\";\nversion = 2;\nstages = ();", 3, "quotes" },
	{ "id = \"t\";\ntitle = \"T\";\nsubject = \"acount\";\n", 3, "\"account\" or \"organisation\"" },
	{ "id = \"t\";\ntitle = \"T\";\nreading = \"levels\";\n", 3, "unknown reading" },
	{ "id = \"t\";\ntitel = \"T\";\n", 2, "did you mean \"title\"?" },
	{ "id = \"t\";\ncolour = \"red\";\n", 2, "no setting \"colour\"" },
	{ "id = \"T\";\n", 1, "small letters" },
	{ "id = \"-t\";\n", 1, "small letters" },
	{ "id = \"t_1\";\n", 1, "small letters" },
	/* stages */
	{ "id = \"t\"; title = \"T\"; stages = (\n{ name = \"S\" } );", 2, "needs id" },
	{ "id = \"t\"; title = \"T\"; stages = (\n{ id = \"s\" } );", 2, "needs name" },
	{ "id = \"t\"; title = \"T\"; stages = (\n{ id = \"s\"; name = \"S\";\nexpected_days = \"30\" } );", 3,
	  "whole number" },
	{ "id = \"t\"; title = \"T\"; stages = (\n{ id = \"s\"; name = \"S\";\nexpected_days = 2.5 } );", 3,
	  "whole number" },
	{ "id = \"t\"; title = \"T\"; stages = (\n{ id = \"s\"; name = \"S\";\nexpected_days = -1 } );", 3,
	  "from 0 to" },
	/* 2^32 + 30, which would read as 30 were it cut to 32 bits, in both spellings */
	{ "id = \"t\"; title = \"T\"; stages = (\n{ id = \"s\"; name = \"S\";\nexpected_days = 4294967326 } );", 3,
	  "too large" },
	{ "id = \"t\"; title = \"T\"; stages = (\n{ id = \"s\"; name = \"S\";\nexpected_days = 0x10000001EL } );",
	  3, "too large" },
	{ "id = \"t\"; title = \"T\"; stages = (\n{ id = \"s\"; name = \"S\";\npromise = ( \"P\" ) } );", 3,
	  "must be a text" },
	{ "id = \"t\"; title = \"T\"; stages = (\n{ id = \"s\"; name = \"S\";\nchallenges = ( \"a\",\n 4 ) } );", 4,
	  "must be a text" },
	{ "id = \"t\"; title = \"T\"; stages = (\n{ id = \"s\"; name = \"S\";\ntactics = ( \"a\" ) } );", 3,
	  "diagnosis" },
	{ "id = \"t\"; title = \"T\"; stages = (\n{ id = \"s\"; name = \"S\" },\n{ id = \"u\"; name = \"U\" },\n{ "
	  "id = \"s\"; name = \"V\" } );",
	  4, "line 2" },
	/* milestones and tasks */
	{ HEAD "{ question = \"Is it?\" }" TAIL, 4, "needs id" },
	{ HEAD "{ id = \"m\" }" TAIL, 4, "needs question" },
	{ HEAD "{ id = \"m\"; question = \"Is it?\";\nrequired = 1 }" TAIL, 5, "true or false" },
	{ HEAD "{ id = \"m\"; question = \"Is it?\";\nrequired = \"yes\" }" TAIL, 5, "true or false" },
	{ HEAD "{ id = \"m\"; question = \"Is it?\";\nside = \"them\" }" TAIL, 5, "\"us\" or \"customer\"" },
	{ HEAD "{ id = \"m\"; question = \"Is it?\";\nalso = ( \"s\" ) }" TAIL, 5, "diagnosis" },
	{ HEAD "{ id = \"m\"; question = \"Is it?\";\nrequried = true }" TAIL, 5, "did you mean \"required\"?" },
	{ HEAD "{ id = \"m\"; question = \"Is it?\" },\n{ id = \"n\"; question = \"Is it?\" },\n{ id = \"m\"; "
	       "question = \"Or?\" }" TAIL,
	  6, "line 4" },
	{ HEAD "{ id = \"m\"; question = \"Is it?\"; tasks = (\n{ side = \"us\" } ) }" TAIL, 5, "needs text" },
	{ HEAD "{ id = \"m\"; question = \"Is it?\"; tasks = (\n{ text = \"x\"; due_days = \"soon\" } ) }" TAIL, 5,
	  "whole number" },
	{ HEAD "{ id = \"m\"; question = \"Is it?\"; tasks = (\n{ text = \"x\"; due = 3 } ) }" TAIL, 5,
	  "a task has no setting" },
	{ "id = \"d\"; title = \"D\"; reading = \"diagnosis\";\nstages = ( { id = \"focus\"; name = \"X\"; "
	  "activities = ( { name = \"N\";\n"
	  "milestones = ( { id = \"s\"; question = \"Is it?\";\nalso = [ \"focsu\" ] } ) } ) },\n{ id = "
	  "\"deliver\"; name = \"Y\" } );",
	  4, "did you mean \"focus\"?" },
	{ "id = \"d\"; title = \"D\"; reading = \"diagnosis\";\nstages = ( { id = \"focus\"; name = \"X\"; "
	  "activities = ( { name = \"N\";\n"
	  "milestones = ( { id = \"s\"; question = \"Is it?\";\nalso = [ \"focus\" ] } ) } ) } );",
	  4, "own stage" },
};

static void check_refused(const char *text, int line, const char *word)
{
	struct track *track = NULL;
	struct error error = { 0 };
	char *place = xasprintf("probe.cfg:%d: ", line);

	cr_expect(eq(int, track_text_read("probe.cfg", text, &track, &error), -1), "was read: %s", text);
	cr_expect(eq(int, error.kind, ERROR_INPUT));
	cr_expect(eq(int, strncmp(error.text, place, strlen(place)), 0), "wanted %s..., got %s\nof: %s", place,
		  error.text, text);
	cr_expect(ne(ptr, strstr(error.text, word), NULL), "wanted \"%s\", got %s", word, error.text);
	cr_expect(eq(ptr, track, NULL));
	free(place);
}

Test(trackfile, errors_name_line_and_remedy)
{
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
		check_refused(refusals[i].text, refusals[i].line, refusals[i].word);
}

Test(trackfile, a_syntax_error_quotes_its_line)
{
	struct track *track;
	struct error error = { 0 };

	cr_assert(eq(int, track_text_read("f", "id = \"t\";\n\ttitle \"Some title\";\n", &track, &error), -1));
	cr_expect(eq(str, error.text,
		     (char *)"f:2: after title an = is missing; the line reads: title \"Some title\";"));
}

/* One stage a line, from line 3. */
static char *many_stages(int count)
{
	struct buf text = { 0 };

	buf_str(&text, "id = \"t\"; title = \"T\";\nstages = (\n");
	for (int i = 0; i < count; i++)
		buf_printf(&text, "{ id = \"s%d\"; name = \"S\" }%s\n", i, i + 1 < count ? "," : "");
	buf_str(&text, ");\n");
	return buf_take(&text);
}

Test(trackfile, stages_have_a_limit)
{
	char *most = many_stages(TRACK_MAX_STAGES), *over = many_stages(TRACK_MAX_STAGES + 1);
	struct track *track = NULL;
	struct error error = { 0 };

	cr_assert(eq(int, track_text_read("t", most, &track, &error), 0), "%s", error.text);
	cr_expect(eq(int, track->stage_count, 64));
	track_free(track);
	check_refused(over, 3 + 64, "at most 64");
	free(most);
	free(over);
}

Test(trackfile, texts_and_ids_have_a_limit)
{
	char longest[TRACK_QUESTION_MAX + 2], *text;
	struct track *track = NULL;
	struct error error = { 0 };

	memset(longest, 'q', sizeof longest);
	longest[TRACK_QUESTION_MAX] = '\0';
	text = xasprintf(HEAD "{ id = \"m\";\nquestion = \"%s\" }" TAIL, longest);
	cr_assert(eq(int, track_text_read("t", text, &track, &error), 0), "%s", error.text);
	cr_expect(eq(sz, strlen(track->milestones[0].question), 1000));
	track_free(track);
	free(text);
	longest[TRACK_QUESTION_MAX] = 'q';
	longest[TRACK_QUESTION_MAX + 1] = '\0';
	text = xasprintf(HEAD "{ id = \"m\";\nquestion = \"%s\" }" TAIL, longest);
	check_refused(text, 5, "1000 bytes");
	free(text);
	longest[65] = '\0';
	text = xasprintf("title = \"T\";\nid = \"%s\";\n", longest);
	check_refused(text, 2, "at most 64");
	free(text);
}

static char *temporary_folder(void)
{
	char *path = xasprintf("%s/trackfile-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");

	cr_assert(ne(ptr, mkdtemp(path), NULL));
	return path;
}

static void check_unreadable(const char *path, enum error_kind kind, const char *word)
{
	struct track *track = NULL;
	struct error error = { 0 };

	cr_expect(eq(int, track_file_read(path, &track, &error), -1));
	cr_expect(eq(int, error.kind, kind));
	cr_expect(ne(ptr, strstr(error.text, path), NULL));
	cr_expect(ne(ptr, strstr(error.text, word), NULL), "%s", error.text);
	cr_expect(eq(ptr, track, NULL));
}

Test(trackfile, what_is_no_file_is_refused)
{
	char *folder = temporary_folder(), *file = xasprintf("%s/t.cfg", folder);
	FILE *out;

	check_unreadable(folder, ERROR_INPUT, "directory");
	check_unreadable(file, ERROR_NOT_FOUND, "No such file");
	check_unreadable("/dev/zero", ERROR_INPUT, "4 MB");
	out = fopen(file, "wb");
	fwrite("id = \"t\";\n\0\n", 1, 12, out);
	fclose(out);
	check_unreadable(file, ERROR_INPUT, "t.cfg:2: a control character (0x00)");
	out = fopen(file, "wb");
	for (int i = 0; i < 4 * 1024 * 1024 / 16; i++)
		fputs("# 16 bytes here\n", out);
	fputs("#", out);
	fclose(out);
	check_unreadable(file, ERROR_INPUT, "4 MB");
	if (geteuid() != 0) { /* root reads everything */
		chmod(file, 0);
		check_unreadable(file, ERROR_SYSTEM, "denied");
	}
	unlink(file);
	rmdir(folder);
	free(file);
	free(folder);
}

Test(trackfile, lint_says_what_will_not_serve)
{
	static const char text[] =
		"id = \"t\"; title = \"T\";\n"
		"stages = (\n"
		"{ id = \"s\"; name = \"S\"; activities = ( { name = \"A\"; milestones = (\n"
		"	{ id = \"m\"; question = \"Is the site Effective?\"; tasks = ( { text = \"x\" } ) },\n"
		"	{ id = \"n\"; question = \"Is the list there?\" },\n"
		"	{ id = \"o\"; question = \"The list is there\"; tasks = ( { text = \"x\" } ) }\n"
		") } ) },\n"
		"{ id = \"r\"; name = \"R\"; promise = \"P\" }\n"
		");\n";
	static const struct track_warning expected[] = {
		{ 3, "stage \"s\" has no promise" },	{ 4, "\"effective\" is open to opinion" },
		{ 5, "no task achieves it" },		{ 6, "is no question" },
		{ 8, "stage \"r\" has no milestones" },
	};
	struct track_warnings warnings = { 0 };
	struct error error = { 0 };

	cr_assert(eq(int, track_text_lint("t", text, NULL, &warnings, &error), 0), "%s", error.text);
	cr_assert(eq(sz, warnings.count, 5));
	for (size_t i = 0; i < 5; i++) {
		cr_expect(eq(int, warnings.items[i].line, expected[i].line));
		cr_expect(ne(ptr, strstr(warnings.items[i].text, expected[i].text), NULL), "%s",
			  warnings.items[i].text);
	}
	vec_free(&warnings);
}

Test(trackfile, lint_asks_a_diagnosis_for_tactics_only)
{
	static const char text[] =
		"id = \"t\"; title = \"T\"; reading = \"diagnosis\";\n"
		"stages = ( { id = \"s\"; name = \"S\"; activities = ( { name = \"A\"; milestones = (\n"
		"	{ id = \"n\"; question = \"Is the list there?\" } ) } ) } );\n";
	struct track_warnings warnings = { 0 };
	struct error error = { 0 };

	cr_assert(eq(int, track_text_lint("t", text, NULL, &warnings, &error), 0), "%s", error.text);
	cr_assert(eq(sz, warnings.count, 1));
	cr_expect(eq(int, warnings.items[0].line, 2));
	cr_expect(ne(ptr, strstr(warnings.items[0].text, "tactics"), NULL));
	vec_free(&warnings);
}

Test(trackfile, opinion_words)
{
	cr_expect(eq(str, (char *)track_opinion_word("Is the site effective?"), (char *)"effective"));
	cr_expect(eq(str, (char *)track_opinion_word("Are there 3 good texts?"), (char *)"good"));
	cr_expect(eq(str, (char *)track_opinion_word("Do they meet regularly?"), (char *)"regularly"));
	cr_expect(eq(str, (char *)track_opinion_word("Is the tool User-Friendly?"), (char *)"user-friendly"));
	cr_expect(eq(ptr, (void *)track_opinion_word("Do they meet regularly, at least 2 times a month?"), NULL));
	cr_expect(eq(ptr, (void *)track_opinion_word("Do they meet regularly, that is weekly?"), NULL));
	cr_expect(eq(ptr, (void *)track_opinion_word("Is the Goodwin contract signed?"), NULL));
	cr_expect(eq(ptr, (void *)track_opinion_word("Does the site display correctly on phones?"), NULL));
	cr_expect(eq(ptr, (void *)track_opinion_word(""), NULL));
}

/* Small and the same on every machine. */
static unsigned rnd(unsigned *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void mutate(char *text, size_t size, unsigned *state)
{
	static const char signs[] = "\"\"(){}[],;=\n\\#/*@0x9-L\xc3\xff";

	for (unsigned n = rnd(state) % 6 + 1; n > 0; n--) {
		size_t at = rnd(state) % size, length = rnd(state) % 40;

		switch (rnd(state) % 4) {
		case 0:
			text[at] = signs[rnd(state) % (sizeof signs - 1)];
			break;
		case 1:
			text[at] = (char)(rnd(state) % 255 + 1);
			break;
		case 2: /* a piece from elsewhere */
			length = length < size - at ? length : size - at;
			memmove(text + at, text + rnd(state) % (size - length), length);
			break;
		default:
			if (rnd(state) % 8 == 0)
				text[at] = '\0'; /* broken off */
		}
	}
}

/* Whatever comes, it is read or refused with file and line; the sanitizers watch. */
Test(trackfile, mutated_files_do_no_harm, .timeout = 120)
{
	static const char *const names[] = { "share/tracks/cst-saas.cfg", "share/tracks/cst-marketing.cfg" };
	unsigned state = 20261122, refused = 0;

	for (int round = 0; round < 300; round++) {
		struct track_warnings warnings = { 0 };
		struct track *track = NULL;
		struct error error = { 0 };
		struct cfgfile file;
		char *path = source_file(names[round % 2]), *text;

		cr_assert(eq(int, cfgfile_read(&file, path, &error), 0), "%s", error.text);
		text = xstrdup(file.text);
		cfgfile_free(&file);
		mutate(text, strlen(text), &state);
		if (track_text_lint("fuzz", text, &track, &warnings, &error) < 0) {
			refused++;
			cr_expect(eq(int, strncmp(error.text, "fuzz:", 5), 0), "%s", error.text);
			cr_expect(eq(ptr, track, NULL));
		}
		track_free(track);
		vec_free(&warnings);
		free(text);
		free(path);
	}
	cr_expect(gt(uint, refused, 100));
	cr_expect(lt(uint, refused, 300));
}

/* The parser behind must never find a fault that the check before it let pass. */
Test(trackfile, short_random_texts_do_no_harm)
{
	static const char *const pieces[] = { "a",  "=",  "\"x\"", "(",	    ")",    "{",  "}",	  "[",
					      "]",  ",",  ";",	   "1",	    "true", "\n", "0x1F", "1.5",
					      "-2", "id", ":",	   "# c\n", "b",    "3L" };
	unsigned state = 7, parsed = 0;

	for (int round = 0; round < 20000; round++) {
		struct buf text = { 0 };
		struct error error = { 0 };
		struct cfgfile file;

		for (unsigned n = rnd(&state) % 9 + 1; n > 0; n--)
			buf_printf(&text, "%s ", pieces[rnd(&state) % (sizeof pieces / sizeof *pieces)]);
		if (cfgfile_parse(&file, "r", buf_text(&text), text.size, &error) == 0) {
			parsed++;
			cfgfile_free(&file);
		} else {
			cr_expect(eq(ptr, strstr(error.text, "on the line before"), NULL), "%s\n%s", error.text,
				  buf_text(&text));
		}
		buf_free(&text);
	}
	cr_expect(gt(uint, parsed, 50));
}
