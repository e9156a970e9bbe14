/* Each stage of each shipped track is reached in the console by answering. Stages and how many questions
 * each requires are read from the track files; what is tested is that keys get an account through them. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/xalloc.h"
#include "storage/trackfile.h"
#include "tests/tui/console.h"

TestSuite(stages, .init = set_up, .fini = tear_down, .timeout = 240);

static struct track *shipped(const char *key)
{
	char *path = xasprintf("%s/share/tracks/%s.cfg", getenv("abs_top_srcdir"), key);
	struct track *track;
	struct error error;

	cr_assert_eq(track_file_read(path, &track, &error), 0, "%s", error.text);
	free(path);
	return track;
}

/* "> Organize 7/12": the stage under way on the line of stages. */
static void expect_stage(struct term *term, const char *sign, const char *name)
{
	char *text = xasprintf("%s %s", sign, name);

	cr_assert(term_wait(term, text), "no \"%s\" on\n%s", text, term_text(term));
	free(text);
}

/* The portfolio's row says so: the sign of yes before the last stage, as far as there is room for its name. */
static void is_completed(struct term *term, const struct track *track)
{
	char *text = xasprintf("\u2714 %.5s", track->stages[track->stage_count - 1].name);

	cr_assert(term_wait_row(term, 3, text), "no \"%s\" on\n%s", text, term_text(term));
	free(text);
}

/* From the first open question on: yes, and to the next one. Optional ones are left out where the next open is
 * not required, so that exactly the required ones are answered. */
static void answer_stage(struct term *term, const struct track *track, int stage)
{
	const struct stage *of = &track->stages[stage];

	for (int m = of->first; m < of->first + of->count; m++)
		cr_assert(term_send(term, track->milestones[m].required ? " j" : "j"));
}

static void goes_through(const char *key)
{
	struct track *track = shipped(key);
	char *add = xasprintf("add Alpha --track %s", key);
	bool level = track->reading == READING_LEVEL;
	struct term *term;

	cr_assert_eq(waymark(add), 0);
	term = console(40, 120);
	press(term, "\tg", "Alpha");
	if (!level)
		expect_stage(term, "\u25b8", track->stages[0].name);
	for (int s = 0; s < track->stage_count; s++) {
		answer_stage(term, track, s);
		if (s + 1 < track->stage_count)
			expect_stage(term, "\u25b8", track->stages[level ? s : s + 1].name);
	}
	is_completed(term, track);
	quit(term);
	free(add);
	track_free(track);
}

#define GOES(name, key) \
	Test(stages, name##_is_gone_through_with_the_keys) \
	{ \
		goes_through(key); \
	}
GOES(cst_marketing, "cst-marketing")
GOES(cst_saas, "cst-saas")
GOES(cst_services, "cst-services")
GOES(hourglass, "hourglass")
GOES(lifecycle, "lifecycle")
GOES(success_cycle, "success-cycle")
GOES(relationship, "relationship")

static void now_done(struct term *term, const char *name)
{
	char *done = xasprintf("[%s done]", name);

	cr_assert(term_wait(term, done), "no \"%s\" on\n%s", done, term_text(term));
	free(done);
}

/* On the programme's page of a track: from open question to open question, and after each stage the tab says
 * which one it is at. */
static void goes_through_page(struct term *term, const char *key, const char *name)
{
	struct track *track = shipped(key);

	cr_assert(term_send(term, "G"));
	for (int s = 0; s < track->stage_count; s++) {
		char *now = xasprintf("[%s %d/%d]", name, s + 1, track->stage_count);

		cr_assert(term_wait(term, now), "no \"%s\" on\n%s", now, term_text(term));
		for (int m = 0; m < track->stages[s].count; m++)
			cr_assert(term_send(term, "] "));
		free(now);
	}
	now_done(term, name);
	track_free(track);
}

/* Steps that were answered count as evidence for readiness, so these come first. */
Test(stages, the_organisations_tracks_are_gone_through_with_the_keys)
{
	struct term *term;

	cr_assert_eq(waymark("add Alpha"), 0);
	term = console(40, 120);
	press(term, "P", "[Overview]");
	press(term, "\t", "[Ten steps 1/10]");
	goes_through_page(term, "ten-steps", "Ten steps");
	press(term, "\t", "[Readiness 1/4]");
	goes_through_page(term, "readiness", "Readiness");
	press(term, "q", "Portfolio");
	quit(term);
}
