/* Statements with blanks, and the diagnosis worked by hand. */
#include <criterion/criterion.h>
#include <string.h>

#include "core/programme.h"
#include "random_track.h"

/* ---- statements ---- */

Test(programme, finds_the_blanks_in_order)
{
	struct blanks blanks;
	struct error error;

	cr_assert_eq(statement_blanks("We help {whom} to {do what} by {when}.", &blanks, &error), 0, "%s",
		     error.text);
	cr_assert_eq(blanks.count, 3);
	cr_assert_str_eq(blanks.items[0], "whom");
	cr_assert_str_eq(blanks.items[1], "do what");
	cr_assert_str_eq(blanks.items[2], "when");
	blanks_free(&blanks);
	cr_assert_eq(statement_blanks("without", &blanks, &error), 0);
	cr_assert_eq(blanks.count, 0);
	cr_assert_eq(statement_blanks("", &blanks, &error), 0);
	blanks_free(&blanks);
}

Test(programme, refuses_a_statement_that_cannot_be_filled)
{
	static const struct {
		const char *statement, *says;
	} cases[] = {
		{ "We help {whom", "\"whom\" is not closed" },
		{ "We help {whom to {do}", "is not closed" },
		{ "We help {} win", "a blank is empty" },
		{ "We help {  } win", "a blank is empty" },
		{ "{whom} and {whom}", "\"whom\" stands twice" },
		{ "whom} win", "no {" },
		{ "{whom}} win", "no {" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct blanks blanks;
		struct error error;

		cr_assert_eq(statement_blanks(cases[i].statement, &blanks, &error), -1, "%s", cases[i].statement);
		cr_assert_eq(error.kind, ERROR_INPUT);
		cr_assert_not_null(strstr(error.text, cases[i].says), "%s", error.text);
		cr_assert_eq(blanks.count, 0);
	}
}

static void fills(const char *const *values, int filled, const char *expected)
{
	struct buf out = { 0 };

	cr_assert_eq(statement_fill("We help {whom} to {do what} by {when}.", values, &out), filled);
	cr_assert_str_eq(buf_text(&out), expected);
	buf_free(&out);
}

Test(programme, fills_what_is_known)
{
	fills(NULL, 0, "We help [whom] to [do what] by [when].");
	fills((const char *const[]){ "farmers", NULL, "" }, 1, "We help farmers to [do what] by [when].");
	fills((const char *const[]){ "farmers", "{sow}", "May" }, 3, "We help farmers to {sow} by May.");
}

/* ---- the diagnosis ---- */

/* Conditions s0 (m0, m1, m2), s1 (m3, m4; m0 too), s2 (m5; m0 and m1 too); s0 and s2 with three cells. */
static struct track *diagnosis(void)
{
	struct track *track = track_of(READING_DIAGNOSIS, "RRR RR R");

	track->milestones[0].also = 1u << 1 | 1u << 2;
	track->milestones[1].also = 1u << 2;
	for (int s = 0; s < 3; s += 2) {
		track->stages[s].cells = xcalloc(3, sizeof *track->stages[s].cells);
		track->stages[s].cell_count = 3;
		for (int c = 0; c < 3; c++) {
			track->stages[s].cells[c].key = xasprintf("c%d%d", s, c);
			track->stages[s].cells[c].name = xasprintf("C%d%d", s, c);
			track->stages[s].cells[c].question = xasprintf("Is it?");
		}
	}
	return track;
}

static int diagnose(const struct track *track, const char *letters, const int *ratings, struct condition *out)
{
	struct standing standing[6];

	for (int i = 0; i < 6; i++)
		standing[i].answer = letters[i] == 'y' ? ANSWER_YES : letters[i] == 'n' ? ANSWER_NO : ANSWER_OPEN;
	return diagnosis_read(track, standing, ratings, out);
}

Test(programme, conditions_follow_from_shared_and_own_symptoms)
{
	struct track *track = diagnosis();
	struct condition got[3];

	cr_assert(symptom_of(&track->milestones[0], 0) && symptom_of(&track->milestones[0], 2));
	cr_assert(!symptom_of(&track->milestones[1], 1));
	/* s0: 2 of 3; s1: 1 of 3; s2: 2 of 3 (m0 and m1, m5 open) */
	cr_assert_eq(diagnose(track, "yyn...", NULL, got), 0);
	cr_assert_eq(got[0].symptoms, 66);
	cr_assert_eq(got[0].yes, 2);
	cr_assert_eq(got[0].answered, 3);
	cr_assert_eq(got[0].asked, 3);
	cr_assert_eq(got[1].symptoms, 33);
	cr_assert_eq(got[1].answered, 1);
	cr_assert_eq(got[2].symptoms, 66);
	cr_assert_eq(got[2].depth, 66);
	cr_assert_eq(got[0].roadmap, -1);
	/* s1: 3 of 3 */
	cr_assert_eq(diagnose(track, "ynnyyn", NULL, got), 1);
	cr_assert_eq(got[1].depth, 100);
	/* all asked, none there: the first, with no depth */
	cr_assert_eq(diagnose(track, "nnnnnn", NULL, got), 0);
	cr_assert_eq(got[0].depth, 0);
	track_free(track);
}

Test(programme, the_roadmap_stands_in_where_no_symptom_was_answered)
{
	static const int ratings[] = { 3, -1, 1, 0, 1, 1 };
	struct track *track = diagnosis();
	struct condition got[3];

	cr_assert_eq(cell_first(track, 0), 0);
	cr_assert_eq(cell_first(track, 2), 3);
	cr_assert_eq(cell_first(track, 3), 6);
	/* s0: 4 of 6 reached; s2: 2 of 9 */
	cr_assert_eq(diagnose(track, "......", ratings, got), 2);
	cr_assert_eq(got[0].roadmap, 66);
	cr_assert_eq(got[0].rated, 2);
	cr_assert_eq(got[0].cells, 3);
	cr_assert_eq(got[0].depth, 34);
	cr_assert_eq(got[1].depth, -1);
	cr_assert_eq(got[1].cells, 0);
	cr_assert_eq(got[2].roadmap, 22);
	cr_assert_eq(got[2].depth, 78);
	/* symptoms count where they are known: s0 33, s1 33, s2 33 from m0 alone */
	cr_assert_eq(diagnose(track, "y.....", ratings, got), 0);
	cr_assert_eq(got[2].depth, 33);
	cr_assert_eq(diagnose(track, "......", NULL, got), -1, "nothing is known");
	track_free(track);
}

Test(programme, ratings_have_words)
{
	cr_assert_str_eq(cell_rating_name(-1), "not rated");
	cr_assert_str_eq(cell_rating_name(0), "not there");
	cr_assert_str_eq(cell_rating_name(1), "begun");
	cr_assert_str_eq(cell_rating_name(2), "mostly");
	cr_assert_str_eq(cell_rating_name(3), "in place");
}
