#include "two_tracks.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] =
	"id = \"%s\"; title = \"%s\"; version = \"%s\"; subject = \"account\"; reading = \"%s\";\n";

/* The question that proves something on the other track, and two tasks of which one names a document. */
static const char alpha[] =
	"stages = (\n"
	" { id = \"start\"; name = \"Start\"; promise = \"You know where you go.\";\n"
	"   characteristics = ( \"Nothing is written down\", \"Nobody is named\" );\n"
	"   challenges = ( \"Too many wishes\" ); can_go_wrong = ( \"The plan stays in a drawer\" );\n"
	"   activities = ( { name = \"Planning\"; milestones = (\n"
	"     { id = \"plan-written\"; question = \"Is the plan written down?\"; tasks = (\n"
	"       { text = \"Write the plan\"; side = \"us\"; document = \"Planning guide\"; },\n"
	"       { text = \"Read the plan\"; side = \"customer\"; } ); },\n"
	"     { id = \"plan-signed\"; question = \"Has the sponsor signed the plan?\";\n"
	"       evidence = ( \"beta/proof\" ); tasks = ( { text = \"Send it\"; side = \"us\"; } ); } ); } ); },\n"
	" { id = \"grow\"; name = \"Grow\"; promise = \"You do it yourself.\";\n"
	"   characteristics = ( \"It runs without help\" );\n"
	"   activities = ( { name = \"Training\"; milestones = (\n"
	"     { id = \"team-trained\"; question = \"Are two people trained?\"; } ); } ); },\n"
	" { id = \"last\"; name = \"Last\"; promise = \"You see it.\";\n"
	"   activities = ( { name = \"Result\"; milestones = (\n"
	"     { id = \"result-shown\"; question = \"Was the result shown?\"; }%s ); } ); } );\n";

static const char beta[] = "stages = (\n"
			   " { id = \"base\"; name = \"Base\"; promise = \"A base.\";\n"
			   "   activities = ( { name = \"Basics\"; milestones = (\n"
			   "     { id = \"known\"; question = \"Do they know us?\"; } ); } ); },\n"
			   " { id = \"proof\"; name = \"Proof\"; promise = \"A proof.\";\n"
			   "   activities = ( { name = \"Seeing\"; milestones = (\n"
			   "     { id = \"seen\"; question = \"Have they seen it?\"; } ); } ); } );\n";

void load_track(const char *key, const char *title, const char *version, const char *reading, const char *stages)
{
	char *path = in_folder(key), *line = xasprintf("track load '%s' </dev/null", path);
	FILE *file = fopen(path, "w");

	cr_assert(file != NULL);
	fprintf(file, head, key, title, version, reading);
	fputs(stages, file);
	fclose(file);
	cr_assert_eq(waymark(line), 0, "%s", key);
	free(line);
	free(path);
}

void load_alpha(const char *version, const char *more)
{
	char *stages = xasprintf(alpha, more);

	load_track("alpha", "Alpha way", version, "progress", stages);
	free(stages);
}

void load_beta(void)
{
	load_track("beta", "Beta way", "1", "level", beta);
}

void two_tracks(void)
{
	load_alpha("1", "");
	load_beta();
	cr_assert_eq(waymark("add Acme --track beta"), 0);
	cr_assert_eq(waymark("track assign Acme alpha"), 0);
}

/* The console when its first frame is there: keys before that would meet the terminal as it was. */
struct term *at_portfolio(int rows, int columns)
{
	struct term *term = console(rows, columns);

	cr_assert(term_wait(term, "At stake"), "%s", term_text(term));
	term_settle(term, 40);
	return term;
}

/* The same with the checklist in focus. */
struct term *at_checklist(int rows, int columns)
{
	struct term *term = at_portfolio(rows, columns);

	press(term, "\t", "Alpha way 1/2 tracks");
	return term;
}

void expect_not(struct term *term, const char *text)
{
	cr_assert(term_wait_gone(term, text), "\"%s\" on\n%s", text, term_text(term));
}

/* What a shell line prints about the book, one line without its end; yours to free. */
char *told(const char *arguments)
{
	const char *build = getenv("abs_top_builddir");
	char *line = xasprintf("'%s/waymark' %s", build ? build : ".", arguments), text[65536];
	FILE *pipe = popen(line, "r");
	size_t size;

	cr_assert(pipe != NULL);
	size = fread(text, 1, sizeof text - 1, pipe);
	text[size] = '\0';
	cr_assert_eq(pclose(pipe), 0, "%s", line);
	free(line);
	return xstrdup(text);
}

/* Whether what it prints holds that text. */
void tells(const char *arguments, const char *text)
{
	char *told_text = told(arguments);

	cr_assert(strstr(told_text, text) != NULL, "no \"%s\" in\n%s", text, told_text);
	free(told_text);
}
