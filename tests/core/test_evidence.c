/* One answer, several tracks: merging, and what may be wrong with evidence. */
#include "core/evidence.h"

#include <stdio.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "core/ids.h"
#include "random_track.h"

#define ON 10
#define TODAY 100

/* As track_of() makes it, under a key of its own: "hourglass" is titled "Title of hourglass". */
static struct track *named(const char *key, enum track_reading reading, const char *stages)
{
	struct track *track = track_of(reading, stages);

	free(track->key);
	free(track->title);
	track->key = xstrdup(key);
	track->title = xasprintf("Title of %s", key);
	track_finish(track);
	return track;
}

static void add_evidence(struct track *track, int milestone, const char *to, const char *stage)
{
	struct milestone *m = &track->milestones[milestone];

	m->evidence = xrealloc(m->evidence, (m->evidence_count + 1) * sizeof *m->evidence);
	m->evidence[m->evidence_count++] = (struct evidence){ xstrdup(to), xstrdup(stage), 0 };
}

static struct track *merge(const struct track *track, const struct track *a, const struct track *b)
{
	const struct track *others[] = { a, b };
	int count = b ? 2 : a ? 1 : 0;
	struct track *merged = track_with_evidence(track, others, count);

	cr_assert(eq(int, track_gets_evidence(track, others, count), merged != NULL));
	return merged;
}

/* Letters as in test_track.c: y n - and . for open, of the merged track's milestones in order. */
static struct position place(const struct track *track, const char *letters)
{
	struct standing *standing = xcalloc((size_t)track->milestone_count + 1, sizeof *standing);
	day_t passes[TRACK_MAX_STAGES];
	struct position out;

	cr_assert(eq(int, (int)strlen(letters), track->milestone_count));
	for (int i = 0; letters[i]; i++) {
		enum answer answer = letters[i] == 'y'	 ? ANSWER_YES
				     : letters[i] == 'n' ? ANSWER_NO
				     : letters[i] == '-' ? ANSWER_NA
							 : ANSWER_OPEN;

		standing[i] = (struct standing){ answer, answer == ANSWER_OPEN ? DAY_NONE : ON };
	}
	for (int s = 0; s < TRACK_MAX_STAGES; s++)
		passes[s] = DAY_NONE;
	track_position(track, standing, passes, ON, &pace_limits_default, TODAY, &out);
	free(standing);
	return out;
}

/* ---- merging ---- */

Test(evidence, stands_at_the_end_of_the_stage_under_its_own_tracks_title)
{
	struct track *track = named("main", READING_PROGRESS, "RO R RR");
	struct track *a = named("a", READING_PROGRESS, "RO R"), *b = named("b", READING_LEVEL, "R");
	struct track *merged;
	static const char *const keys[] = { "m0", "m1", "m1", "m2", "m0", "m2", "m3", "m4" };
	static const char *const homes[] = { NULL, NULL, "a", NULL, "b", NULL, NULL, NULL };
	/* a's m1 is for the first stage (optional at home), its m2 for the second; b's m0 for the second too */
	static const int stages[] = { 0, 0, 0, 1, 1, 1, 2, 2 };

	add_evidence(a, 1, "main", "s0");
	add_evidence(a, 2, "main", "s1");
	add_evidence(b, 0, "main", "s1");
	merged = merge(track, b, a); /* in the order given: b before a */
	cr_assert(eq(int, merged->milestone_count, 8));
	for (int m = 0; m < 8; m++) {
		const struct milestone *milestone = &merged->milestones[m];
		const char *home = m == 5 ? "a" : homes[m];

		cr_assert_str_eq(milestone->key, keys[m], "%d", m);
		cr_assert(eq(int, milestone->stage, stages[m]), "%d", m);
		if (home)
			cr_assert_str_eq(milestone->home, home, "%d", m);
		else
			cr_assert_null(milestone->home, "%d", m);
		cr_assert(eq(i64, milestone->id, id_milestone(home ? home : "main", keys[m])), "%d", m);
		cr_assert(eq(int, track_find_id(merged, milestone->id), m));
	}
	cr_assert_str_eq(merged->activities[merged->milestones[2].activity].name, "Title of a");
	cr_assert_str_eq(merged->activities[merged->milestones[4].activity].name, "Title of b");
	cr_assert_str_eq(merged->activities[merged->milestones[5].activity].name, "Title of a");
	cr_assert(eq(int, merged->activities[merged->milestones[5].activity].stage, 1));
	/* Required though optional at home; the track itself is as it was. */
	cr_assert(eq(int, merged->milestones[2].required, true));
	cr_assert(eq(int, merged->stages[0].required, 2));
	cr_assert(eq(int, merged->stages[1].required, 3));
	cr_assert(eq(i64, merged->id, id_track("main")));
	cr_assert(eq(int, track->milestone_count, 5));
	track_free(merged);
	track_free(track);
	track_free(a);
	track_free(b);
}

/* A key names the track's own milestone, even where a stranger with the same stands before it. */
Test(evidence, keys_are_those_of_the_track)
{
	struct track *track = named("main", READING_PROGRESS, "R R"), *a = named("a", READING_PROGRESS, "R RR");
	struct track *merged;

	add_evidence(a, 1, "main", "s0"); /* a's m1, before main's m1 */
	add_evidence(a, 2, "main", "s0");
	merged = merge(track, a, NULL);
	cr_assert_str_eq(merged->milestones[1].home, "a");
	cr_assert(eq(int, track_find_key(merged, "m1"), 3));
	cr_assert(eq(int, track_find_key(merged, "m2"), -1));
	track_free(merged);
	track_free(track);
	track_free(a);
}

Test(evidence, brings_its_tasks_and_when_it_was_added)
{
	struct track *track = named("main", READING_PROGRESS, "R"), *a = named("a", READING_PROGRESS, "R");
	struct track *merged;

	a->milestones[0].tasks = xcalloc(1, sizeof *a->milestones[0].tasks);
	a->milestones[0].tasks[0] = (struct task){ .text = xstrdup("Ask"), .due_days = TASK_NO_DUE };
	a->milestones[0].task_count = 1;
	a->milestones[0].added_on = 7;
	a->milestones[0].added_version = xstrdup("2");
	track_finish(a);
	add_evidence(a, 0, "main", "s0");
	merged = merge(track, a, NULL);
	cr_assert(eq(i64, merged->milestones[1].tasks[0].id, id_task("a", "m0", "Ask")));
	cr_assert_str_eq(merged->milestones[1].added_version, "2");
	cr_assert(eq(int, merged->milestones[1].added_on, 7));
	track_free(merged);
	track_free(track);
	track_free(a);
}

Test(evidence, for_several_stages_stands_in_the_first)
{
	struct track *track = named("main", READING_PROGRESS, "R R R"), *a = named("a", READING_PROGRESS, "R");
	struct track *merged;

	add_evidence(a, 0, "main", "s2");
	add_evidence(a, 0, "main", "s1");
	add_evidence(a, 0, "main", "s2");
	merged = merge(track, a, NULL);
	cr_assert(eq(int, merged->milestone_count, 4));
	cr_assert_str_eq(merged->milestones[2].home, "a");
	cr_assert(eq(int, merged->milestones[2].stage, 1));
	track_free(merged);
	track_free(track);
	track_free(a);
}

/* Merged is no source: evidence is of the track that asks the question. */
Test(evidence, is_not_handed_on)
{
	struct track *b = named("b", READING_PROGRESS, "R"), *a = named("a", READING_PROGRESS, "R");
	struct track *c = named("c", READING_PROGRESS, "R"), *merged;

	add_evidence(a, 0, "b", "s0");
	add_evidence(a, 0, "c", "s0");
	merged = merge(b, a, NULL);
	cr_assert(eq(int, merged->milestone_count, 2));
	cr_assert_null(merge(c, merged, NULL));
	track_free(merged);
	track_free(a);
	track_free(b);
	track_free(c);
}

Test(evidence, only_yes_settles)
{
	struct track *track = named("main", READING_PROGRESS, "R R"), *a = named("a", READING_PROGRESS, "O");
	struct track *merged;

	add_evidence(a, 0, "main", "s0");
	merged = merge(track, a, NULL);
	/* Own m0, a's m0, own m1. */
	cr_assert(eq(int, place(merged, "yy.").stage, 1));
	cr_assert(eq(int, place(merged, "-y.").stage, 1));
	cr_assert(eq(int, place(merged, "y-.").stage, 0));
	cr_assert(eq(int, place(merged, "yn.").stage, 0));
	cr_assert(eq(int, place(merged, "y..").stage, 0));
	cr_assert(eq(int, place(merged, "y-.").next, 1));
	cr_assert(eq(int, place(merged, "y-.").settled, 1));
	cr_assert(eq(int, place(merged, "y-.").required, 2));
	cr_assert(eq(int, place(merged, "yyy").completed, true));
	cr_assert(eq(int, place(track, "y.").stage, 1)); /* without the other track */
	track_free(merged);
	track_free(track);
	track_free(a);
}

Test(evidence, holds_a_level_and_is_a_yes_of_it)
{
	struct track *track = named("main", READING_LEVEL, "R O"), *a = named("a", READING_PROGRESS, "RR");
	struct track *merged;

	add_evidence(a, 0, "main", "s0");
	add_evidence(a, 1, "main", "s1");
	merged = merge(track, a, NULL);
	/* Own m0, a's m0; own m1 (optional), a's m1. */
	cr_assert(eq(int, place(merged, "y...").stage, -1));
	cr_assert(eq(int, place(merged, "y-..").stage, -1));
	cr_assert(eq(int, place(merged, "yy..").stage, 0));
	cr_assert(eq(int, place(merged, "-y..").stage, 0)); /* its yes is one of the level's own */
	cr_assert(eq(int, place(merged, "yyy.").stage, 0)); /* the optional yes alone no longer does */
	cr_assert(eq(int, place(merged, "yy.y").stage, 1));
	cr_assert(eq(int, place(merged, "yy.y").completed, true));
	track_free(merged);
	track_free(track);
	track_free(a);
}

Test(evidence, comes_from_tracks_about_the_same_only)
{
	struct track *track = named("main", READING_PROGRESS, "R");
	struct track *organisation = named("o", READING_PROGRESS, "R"),
		     *diagnosis = named("d", READING_DIAGNOSIS, "R");
	struct track *own = named("main", READING_PROGRESS, "R"), *elsewhere = named("e", READING_PROGRESS, "RR");

	organisation->subject = SUBJECT_ORGANISATION;
	add_evidence(organisation, 0, "main", "s0");
	add_evidence(diagnosis, 0, "main", "s0");
	add_evidence(own, 0, "main", "s0");
	add_evidence(elsewhere, 0, "main", "s9"); /* no such stage */
	add_evidence(elsewhere, 1, "other", "s0");
	cr_assert_null(merge(track, organisation, NULL));
	cr_assert_null(merge(track, diagnosis, NULL));
	cr_assert_null(merge(track, own, NULL));
	cr_assert_null(merge(track, elsewhere, NULL));
	cr_assert_null(merge(track, NULL, NULL));
	add_evidence(elsewhere, 1, "d", "s0");
	cr_assert_null(merge(diagnosis, elsewhere, NULL));
	track_free(track);
	track_free(organisation);
	track_free(diagnosis);
	track_free(own);
	track_free(elsewhere);
}

/* A track read with evidence stands exactly where one that has its questions as own required ones does, as long as
 * nothing is answered not applicable. */
Test(evidence, random_tracks_stand_as_if_the_questions_were_their_own)
{
	struct dice dice = { 77 };

	for (int round = 0; round < 500; round++) {
		enum track_reading reading = roll(&dice, 2) ? READING_PROGRESS : READING_LEVEL;
		struct track *track = random_track(&dice, reading), *a = random_track(&dice, READING_PROGRESS);
		struct track *merged, *own;
		char letters[128] = "";
		struct position x, y;

		free(a->key);
		a->key = xstrdup("a");
		track_finish(a);
		for (int m = 0; m < a->milestone_count; m++)
			if (roll(&dice, 2)) {
				char stage[16];

				snprintf(stage, sizeof stage, "s%d", roll(&dice, track->stage_count));
				add_evidence(a, m, "t", stage);
			}
		merged = merge(track, a, NULL);
		if (merged) {
			own = track_copy(merged);
			for (int m = 0; m < own->milestone_count; m++) {
				free(own->milestones[m].home);
				own->milestones[m].home = NULL;
				letters[m] = "yyyyn."[roll(&dice, 6)];
			}
			track_finish(own);
			x = place(merged, letters);
			y = place(own, letters);
			cr_assert(eq(int, memcmp(&x, &y, sizeof x), 0), "round %d", round);
			track_free(own);
		}
		track_free(merged);
		track_free(track);
		track_free(a);
	}
}

/* ---- faults ---- */

struct found {
	enum evidence_fault fault;
	int milestone, evidence;
	char way[64];
};

static struct found fault_of(const struct track *track, const struct track *a, const struct track *b)
{
	const struct track *others[] = { a, b };
	struct found found = { .milestone = -1, .evidence = -1 };
	struct buf way = { 0 };

	buf_str(&way, "what was there before");
	found.fault = track_evidence_fault(track, others,
					   b   ? 2
					   : a ? 1
					       : 0,
					   &found.milestone, &found.evidence, &way);
	snprintf(found.way, sizeof found.way, "%s", buf_text(&way));
	buf_free(&way);
	return found;
}

static void expect_fault(const struct track *track, const struct track *a, const struct track *b,
			 enum evidence_fault fault, int milestone, int evidence, const char *way)
{
	struct found found = fault_of(track, a, b);

	cr_expect(eq(int, found.fault, fault));
	cr_expect(eq(int, found.milestone, milestone));
	cr_expect(eq(int, found.evidence, evidence));
	cr_expect_str_eq(found.way, way);
}

Test(evidence, faults_of_each_kind_and_where)
{
	struct track *track = named("x", READING_PROGRESS, "RR R"), *a = named("a", READING_LEVEL, "R R");
	struct track *b = named("b", READING_PROGRESS, "R");

	expect_fault(track, a, b, EVIDENCE_FINE, -1, -1, "");
	add_evidence(track, 0, "a", "s1");
	add_evidence(track, 1, "b", "s0");
	expect_fault(track, a, b, EVIDENCE_FINE, -1, -1, "");
	expect_fault(track, a, NULL, EVIDENCE_NO_TRACK, 1, 0, "");
	expect_fault(track, NULL, NULL, EVIDENCE_NO_TRACK, 0, 0, "");
	add_evidence(track, 1, "a", "s7");
	expect_fault(track, a, b, EVIDENCE_NO_STAGE, 1, 1, "");
	/* A track that is not there is no fault of the file: the file's own is told, though it stands behind. */
	expect_fault(track, a, NULL, EVIDENCE_NO_STAGE, 1, 1, "");
	a->subject = SUBJECT_ORGANISATION;
	expect_fault(track, a, b, EVIDENCE_SUBJECT, 0, 0, "");
	a->subject = SUBJECT_ACCOUNT;
	a->reading = READING_DIAGNOSIS;
	expect_fault(track, a, b, EVIDENCE_DIAGNOSIS, 0, 0, "");
	track_free(track);
	track_free(a);
	track_free(b);
}

Test(evidence, circles_of_one_two_and_three_tracks)
{
	struct track *x = named("x", READING_PROGRESS, "R R"), *a = named("a", READING_PROGRESS, "RR");
	struct track *b = named("b", READING_PROGRESS, "R"), *old = named("x", READING_PROGRESS, "R");

	add_evidence(x, 0, "a", "s0");
	expect_fault(x, a, b, EVIDENCE_FINE, -1, -1, "");
	/* A circle among the others is not this track's. */
	add_evidence(a, 0, "b", "s0");
	add_evidence(b, 0, "a", "s0");
	expect_fault(x, a, b, EVIDENCE_FINE, -1, -1, "");
	add_evidence(b, 0, "x", "s1");
	expect_fault(x, a, b, EVIDENCE_CIRCLE, 0, 0, "x -> a -> b -> x");
	expect_fault(x, b, a, EVIDENCE_CIRCLE, 0, 0, "x -> a -> b -> x");
	add_evidence(a, 1, "x", "s0");
	expect_fault(x, a, NULL, EVIDENCE_CIRCLE, 0, 0, "x -> a -> x");
	track_free(b);
	/* The version before, which the book still has, is not one of the others. */
	b = named("b", READING_PROGRESS, "R");
	add_evidence(old, 0, "b", "s0");
	expect_fault(b, old, NULL, EVIDENCE_FINE, -1, -1, "");
	add_evidence(x, 1, "x", "s0");
	track_free(a);
	a = named("a", READING_PROGRESS, "R");
	expect_fault(x, a, old, EVIDENCE_CIRCLE, 1, 0, "x -> x");
	add_evidence(a, 0, "b", "s0");
	free(x->milestones[1].evidence[0].track);
	x->milestones[1].evidence[0].track = xstrdup("a");
	expect_fault(x, old, a, EVIDENCE_FINE, -1, -1, "");
	track_free(x);
	track_free(a);
	track_free(b);
	track_free(old);
}
