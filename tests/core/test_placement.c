/* Where an account starts: worked by hand on a track of three stages. */
#include <criterion/criterion.h>
#include <string.h>

#include "core/placement.h"
#include "random_track.h"

/* Stages s0 (2 required, 2 characteristics), s1 (2 required and an optional one, 3), s2 (1 required, 1). */
static struct track *small(void)
{
	static const int counts[] = { 2, 3, 1 };
	struct track *track = track_of(READING_PROGRESS, "RR RRO R");

	for (int s = 0; s < 3; s++) {
		free(track->stages[s].characteristics);
		track->stages[s].characteristics = xcalloc((size_t)counts[s] + 1, sizeof(char *));
		for (int c = 0; c < counts[s]; c++)
			track->stages[s].characteristics[c] = xasprintf("fact %d of %d", c, s);
	}
	return track;
}

/* fits and answers as letters: y, n, - (not applicable), else open. */
static enum answer letter(char c)
{
	return c == 'y' ? ANSWER_YES : c == 'n' ? ANSWER_NO : c == '-' ? ANSWER_NA : ANSWER_OPEN;
}

static struct placement suggest(const struct track *track, const char *marks, const char *letters)
{
	struct standing standing[6];
	struct placement out;
	enum answer fits[6];

	cr_assert_eq(strlen(marks), 6);
	cr_assert_eq(strlen(letters), 6);
	for (int i = 0; i < 6; i++) {
		fits[i] = letter(marks[i]);
		standing[i] = (struct standing){ letter(letters[i]), letters[i] == '.' ? DAY_NONE : 100 };
	}
	placement_suggest(track, fits, standing, &out);
	return out;
}

static void says(const struct track *track, const struct placement *placement, const char *expected)
{
	struct buf out = { 0 };

	placement_say(track, placement, &out);
	cr_assert_str_eq(buf_text(&out), expected);
	buf_free(&out);
}

Test(placement, marks_number_the_characteristics_through_the_track)
{
	struct track *track = small();

	cr_assert_eq(placement_count(track), 6);
	cr_assert_eq(placement_first(track, 0), 0);
	cr_assert_eq(placement_first(track, 1), 2);
	cr_assert_eq(placement_first(track, 2), 5);
	cr_assert_eq(placement_mark(track, "s0.1"), 0);
	cr_assert_eq(placement_mark(track, "s1.3"), 4);
	cr_assert_eq(placement_mark(track, "s2.1"), 5);
	for (const char *const *bad = (const char *const[]){ "s1.0", "s1.4", "s1", "s1.", "s9.1", "1", "", "s1.1x",
							     "s1.99999999999", NULL };
	     *bad; bad++)
		cr_assert_eq(placement_mark(track, *bad), -1, "%s", *bad);
	track_free(track);
}

Test(placement, suggests_by_characteristics_then_by_questions)
{
	static const struct {
		const char *fits, *answers;
		int stage, fitting, limit;
	} cases[] = {
		{ "......", "......", -1, -1, -1 }, /* nothing was said */
		{ "n.....", "......", -1, -1, -1 }, /* nor does this say where */
		{ "..yyn.", "......", 1, 1, -1 },
		{ "y.yyn.", "......", 0, 0, -1 },  /* 1 of 1 against 2 of 3 */
		{ "yyyyy.", "......", 0, 0, -1 },  /* equals: the first */
		{ "ynyyn.", "......", 1, 1, -1 },  /* 1/2 < 2/3 */
		{ ".....y", "......", 2, 2, -1 },  /* whatever questions are open before it */
		{ ".....y", "...n..", 1, 2, 3 },   /* a no is never behind the start */
		{ ".....y", ".n.n..", 0, 2, 1 },   /* the first of them */
		{ "..y...", "..n...", 1, 1, 2 },   /* it may start right there */
		{ "y.....", "..n...", 0, 0, -1 },  /* a no ahead is no hindrance */
		{ ".....y", "....n.", 2, 2, -1 },  /* nor is an optional one */
		{ "......", "yy....", 1, -1, -1 }, /* questions alone */
		{ "......", "y-y...", 1, -1, -1 },
		{ "......", "...y..", 0, -1, -1 },  /* the first is not settled */
		{ "......", "....y.", -1, -1, -1 }, /* no required one was answered */
		{ "......", "yn....", 0, -1, 1 },
		{ "......", "yyyy.y", 3, -1, -1 }, /* completed */
	};
	struct track *track = small();

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct placement got = suggest(track, cases[i].fits, cases[i].answers);

		cr_expect_eq(got.stage, cases[i].stage, "case %zu: stage %d", i, got.stage);
		cr_expect_eq(got.fitting, cases[i].fitting, "case %zu: fitting %d", i, got.fitting);
		cr_expect_eq(got.limit, cases[i].limit, "case %zu: limit %d", i, got.limit);
	}
	track_free(track);
}

Test(placement, counts_what_was_found_of_each_stage)
{
	struct track *track = small();
	struct placement got = suggest(track, "ynyy..", "y--n..");

	cr_assert_eq(got.stages[0].fits, 1);
	cr_assert_eq(got.stages[0].fits_not, 1);
	cr_assert_eq(got.stages[0].yes, 2);
	cr_assert_eq(got.stages[0].no, 0);
	cr_assert_eq(got.stages[1].fits, 2);
	cr_assert_eq(got.stages[1].yes, 1);
	cr_assert_eq(got.stages[1].no, 1);
	cr_assert_eq(got.stages[1].required, 2);
	cr_assert_eq(got.stages[2].required, 1);
	cr_assert_eq(got.stages[2].yes, 0);
	track_free(track);
}

/* As evidence only yes settles. */
Test(placement, evidence_wants_a_yes)
{
	struct track *track = small();

	track->milestones[1].home = xstrdup("other");
	cr_assert_eq(suggest(track, "......", "y-y...").stage, 0);
	cr_assert_eq(suggest(track, "......", "yyy...").stage, 1);
	track_free(track);
}

Test(placement, says_why)
{
	struct track *track = small();
	struct placement got;
	char *expected;

	got = suggest(track, "......", "......");
	says(track, &got, "nothing was said yet: say which characteristics fit, or answer some questions\n");
	got = suggest(track, "..yyn.", "..n...");
	expected = xasprintf("%s fits best: 2 of its 3 characteristics asked fit\n"
			     "it cannot start beyond %s: '%s' is answered no\n",
			     track->stages[1].name, track->stages[1].name, track->milestones[2].question);
	says(track, &got, expected);
	free(expected);
	got = suggest(track, "......", "yyy...");
	expected = xasprintf("%s is settled: all 2 required questions\n"
			     "%s is the first that is not settled: 1 of 2 required questions are\n",
			     track->stages[0].name, track->stages[1].name);
	says(track, &got, expected);
	free(expected);
	got = suggest(track, "......", "yyyy.y");
	says(track, &got, "all required questions are settled: the track is completed\n");
	track_free(track);
}
