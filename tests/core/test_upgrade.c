#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "core/ids.h"
#include "core/upgrade.h"

#define TODAY 1000

/*
 * A version of the track "t" from "one(a b* c=Why?) two(d e)": stages with their milestones, * for an
 * optional one, = for a question of its own up to the next blank. A stage's name is "N" and its key,
 * or what stands after its =.
 */
static struct track *version(enum track_reading reading, const char *text)
{
	struct track *track = xcalloc(1, sizeof *track);
	char *copy = xstrdup(text), *rest = copy, *word;
	VEC(struct stage) stages = { 0 };
	VEC(struct milestone) milestones = { 0 };

	track->key = xstrdup("t");
	track->title = xstrdup("T");
	track->version = xstrdup("2");
	track->reading = reading;
	while ((word = strsep(&rest, " "))) {
		char *open = strchr(word, '('), *close, *name, *question;
		struct milestone *m;

		if (open) {
			*open = '\0';
			name = strchr(word, '=');
			if (name)
				*name++ = '\0';
			*vec_add(&stages) = (struct stage){
				.key = xstrdup(word),
				.name = name ? xstrdup(name) : xasprintf("N%s", word),
			};
			word = open + 1;
		}
		close = strchr(word, ')');
		if (close)
			*close = '\0';
		if (!*word)
			continue;
		question = strchr(word, '=');
		if (question)
			*question++ = '\0';
		m = vec_add(&milestones);
		*m = (struct milestone){ .stage = (int)stages.count - 1, .required = true };
		if (word[strlen(word) - 1] == '*') {
			m->required = false;
			word[strlen(word) - 1] = '\0';
		}
		m->key = xstrdup(word);
		m->question = question ? xstrdup(question) : xasprintf("Is %s done?", word);
	}
	free(copy);
	track->stages = stages.items;
	track->stage_count = (int)stages.count;
	track->milestones = milestones.items;
	track->milestone_count = (int)milestones.count;
	track_finish(track);
	return track;
}

/* "added g; moved c": as kinds and what they name, in the version that has it. */
static char *said(const struct track *before, const struct track *after)
{
	struct upgrade_changes changes = { 0 };
	struct buf {
		char text[400];
	} out = { "" };

	upgrade_diff(before, after, &changes);
	for (size_t i = 0; i < changes.count; i++) {
		const struct upgrade_change *change = &changes.items[i];
		const struct track *has = change->after >= 0 ? after : before;
		int at = change->after >= 0 ? change->after : change->before;

		strcat(out.text, i ? "; " : "");
		strcat(out.text, upgrade_name(change->kind));
		strcat(out.text, " ");
		strcat(out.text,
		       change->kind < UPGRADE_STAGE_ADDED ? has->milestones[at].key : has->stages[at].key);
	}
	vec_free(&changes);
	return xstrdup(out.text);
}

static void differs(int line, const char *before, const char *after, const char *expected)
{
	struct track *old = version(READING_PROGRESS, before), *new = version(READING_PROGRESS, after);
	char *text = said(old, new);

	cr_expect_str_eq(text, expected, "line %d: %s", line, text);
	free(text);
	track_free(old);
	track_free(new);
}
#define DIFFERS(before, after, expected) differs(__LINE__, before, after, expected)

Test(upgrade, each_kind_of_change_is_named)
{
	DIFFERS("one(a b) two(c)", "one(a b) two(c)", "");
	DIFFERS("one(a b) two(c)", "one(a b d) two(c)", "added d");
	DIFFERS("one(a b) two(c)", "one(a) two(c)", "removed b");
	DIFFERS("one(a b) two(c)", "one(a) two(b c)", "moved b");
	DIFFERS("one(a b) two(c)", "one(a b=Which?) two(c)", "reworded b");
	DIFFERS("one(a b*) two(c)", "one(a b) two(c)", "required b");
	DIFFERS("one(a b) two(c)", "one(a b*) two(c)", "optional b");
	DIFFERS("one(a) two(c)", "one(a) half() two(c)", "stage added half");
	DIFFERS("one(a) two() three(c)", "one(a) three(c)", "stage removed two");
	DIFFERS("one(a) two(c)", "one=First(a) two(c)", "stage renamed one");
	DIFFERS("one(a) two(c)", "two(c) one(a)", "stage moved two; stage moved one");
}

Test(upgrade, changes_come_in_order_of_kind_then_of_the_file)
{
	DIFFERS("one(a b) two(c d) gone(e)", "one(a=Why? d f) two(c*) new(b g)",
		"added f; added g; removed e; moved d; moved b; reworded a; optional c; stage added new; "
		"stage removed gone");
	/* both moved and reworded */
	DIFFERS("one(a) two(b)", "one() two(b a=Why?)", "moved a; reworded a");
}

/* A place is told among the stages that both have: one more in front moves none. */
Test(upgrade, a_stage_put_in_between_moves_no_other)
{
	DIFFERS("one(a) two(b)", "zero() one(a) two(b)", "stage added zero");
	DIFFERS("one(a) two(b) three(c)", "one(a) three(c) two(b)", "stage moved three; stage moved two");
	/* a milestone whose stage got another place has not moved */
	DIFFERS("one(a)", "zero() one(a) two()", "stage added zero; stage added two");
}

Test(upgrade, what_is_added_is_marked_and_what_was_there_keeps_its_mark)
{
	struct track *first = version(READING_PROGRESS, "one(a)"), *second = version(READING_PROGRESS, "one(a b)");
	struct track *third = version(READING_PROGRESS, "one(c b a)");

	upgrade_mark(first, second, 500);
	cr_assert(eq(int, second->milestones[0].added_on, 0));
	cr_assert_null(second->milestones[0].added_version);
	cr_assert(eq(int, second->milestones[1].added_on, 500));
	cr_assert_str_eq(second->milestones[1].added_version, "2");
	strcpy(third->version, "3");
	upgrade_mark(second, third, 600);
	cr_assert(eq(int, third->milestones[0].added_on, 600));
	cr_assert_str_eq(third->milestones[0].added_version, "3");
	cr_assert(eq(int, third->milestones[1].added_on, 500));
	cr_assert_str_eq(third->milestones[1].added_version, "2");
	cr_assert(eq(int, third->milestones[2].added_on, 0));
	/* marking again leaks and changes nothing */
	upgrade_mark(second, third, 600);
	cr_assert(eq(int, third->milestones[0].added_on, 600));
	track_free(first);
	track_free(second);
	track_free(third);
}

/* ---- falling back ---- */

struct stand {
	struct standing *standing;
	day_t passes[TRACK_MAX_STAGES];
	struct position position;
};

/* Where who has answered these letters yes, and those not applicable, stands with this stage passed by hand. */
static struct stand stand_na(const struct track *track, const char *yes, const char *na, const char *passed)
{
	struct stand out = { .standing = xcalloc((size_t)track->milestone_count + 1, sizeof *out.standing) };

	for (int s = 0; s < TRACK_MAX_STAGES; s++)
		out.passes[s] = DAY_NONE;
	for (int m = 0; m < track->milestone_count; m++) {
		char key = track->milestones[m].key[0];

		out.standing[m] = strchr(yes, key)  ? (struct standing){ ANSWER_YES, 10 }
				  : strchr(na, key) ? (struct standing){ ANSWER_NA, 10 }
						    : (struct standing){ ANSWER_OPEN, DAY_NONE };
	}
	if (passed)
		out.passes[track_find_stage(track, passed)] = 10;
	track_position(track, out.standing, out.passes, 10, &pace_limits_default, TODAY, &out.position);
	return out;
}

static struct stand stand(const struct track *track, const char *yes, const char *passed)
{
	return stand_na(track, yes, "", passed);
}

/* expected: the milestones that hold it back, NULL when it does not fall. Frees all of it. */
static void expect_fall(int line, struct track *old, struct track *new, struct stand *stood, struct stand *stands,
			const char *expected)
{
	struct ids holds = { 0 };
	char text[64] = "";
	bool fell = upgrade_falls(old, &stood->position, new, &stands->position);

	cr_expect_eq(fell, expected != NULL, "line %d: %s", line, fell ? "it falls" : "it does not fall");
	if (fell) {
		upgrade_holds(old, &stood->position, new, stands->standing, stands->passes, &holds);
		for (size_t i = 0; i < holds.count; i++)
			strcat(text, new->milestones[track_find_id(new, holds.items[i])].key);
		cr_expect_str_eq(text, expected ? expected : "", "line %d: %s", line, text);
	}
	vec_free(&holds);
	free(stood->standing);
	free(stands->standing);
	track_free(old);
	track_free(new);
}

static void falls(int line, enum track_reading reading, const char *before, const char *after, const char *yes,
		  const char *passed, const char *expected)
{
	struct track *old = version(reading, before), *new = version(reading, after);
	struct stand stood = stand(old, yes, passed), stands = stand(new, yes, passed);

	expect_fall(line, old, new, &stood, &stands, expected);
}
#define FALLS(before, after, yes, expected) falls(__LINE__, READING_PROGRESS, before, after, yes, NULL, expected)
#define LEVEL_FALLS(before, after, yes, expected) falls(__LINE__, READING_LEVEL, before, after, yes, NULL, expected)

Test(upgrade, a_new_required_milestone_in_a_stage_behind_lets_it_fall)
{
	FALLS("one(a b) two(c)", "one(a b x) two(c)", "ab", "x");
	FALLS("one(a b) two(c)", "one(a b x*) two(c)", "ab", NULL);
	FALLS("one(a b) two(c)", "one(a b x y*) two(c)", "ab", "x");
	FALLS("one(a b) two(c)", "one(a b) two(c x)", "ab", NULL);
	/* not there yet: nothing to fall from */
	FALLS("one(a b) two(c)", "one(a b x) two(c)", "a", NULL);
	/* it has the answer already: the milestone was there once, or comes from a later stage */
	FALLS("one(a b) two(c)", "one(a b x) two(c)", "abx", NULL);
	FALLS("one(a b*) two(c)", "one(a b) two(c)", "a", "b");
	FALLS("one(a) two(b c)", "one(a b) two(c)", "a", "b");
	FALLS("one(a) two(b c)", "one(a b) two(c)", "ab", NULL);
}

Test(upgrade, completed_counts_as_past_the_last)
{
	FALLS("one(a) two(b)", "one(a) two(b x)", "ab", "x");
	FALLS("one(a) two(b)", "one(a) two(b) three(x)", "ab", "x");
	FALLS("one(a) two(b)", "one(a) two(b) three(x*)", "ab", NULL);
	FALLS("one(a) two(b)", "one(a x) two(b y)", "ab", "xy");
}

Test(upgrade, stages_that_come_go_and_change_places)
{
	/* one put in front of where it stands */
	FALLS("one(a) two(b)", "one(a) half(x y) two(b)", "a", "xy");
	/* its stage is gone: the next one that is there is where it should be */
	FALLS("one(a) two(b) three(c)", "one(a) three(c)", "a", NULL);
	FALLS("one(a) two(b) three(c)", "one(a x) three(c)", "a", "x");
	FALLS("one(a) two(b)", "one(a)", "a", NULL);
	FALLS("one(a) two(b)", "one(a x)", "a", "x");
	/* a later stage comes before its own; what was required there was not behind it */
	FALLS("one(a) two(b) three(c)", "one(a) three(c) two(b)", "a", "c");
}

Test(upgrade, a_stage_passed_by_hand_holds_nobody)
{
	falls(__LINE__, READING_PROGRESS, "one(a) two(b)", "one(a x) two(b)", "", "one", NULL);
	falls(__LINE__, READING_PROGRESS, "one(a) two(b) three(c)", "one(a x) two(b y) three(c)", "b", "one", "y");
	/* out of the passed stage into one that is not */
	falls(__LINE__, READING_PROGRESS, "one(a d) two(b) three(c)", "one(a) two(b d) three(c)", "b", "one", "d");
}

Test(upgrade, a_level_falls_when_it_gets_lower)
{
	LEVEL_FALLS("one(a) two(b) three(c)", "one(a) two(b x) three(c)", "ab", "x");
	LEVEL_FALLS("one(a) two(b) three(c)", "one(a) two(b) three(c x)", "ab", NULL);
	LEVEL_FALLS("one(a) two(b) three(c)", "one(a x) two(b) three(c)", "ab", "x");
	LEVEL_FALLS("one(a) two(b)", "one(a) half(x) two(b)", "ab", "x");
	LEVEL_FALLS("one(a) two(b)", "one(a) half(x) two(b)", "a", NULL);
	/* the level is gone: the one below is where it stands now */
	LEVEL_FALLS("one(a) two(b)", "one(a) three(c)", "ab", NULL);
	LEVEL_FALLS("one(a) two(b)", "two(b)", "a", NULL);
	/* at the top, with a level above it */
	LEVEL_FALLS("one(a) two(b)", "one(a) two(b) three(x)", "ab", NULL);
	LEVEL_FALLS("one(a) two(b)", "one(a x) two(b)", "", NULL);
}

Test(upgrade, a_diagnosis_never_falls)
{
	falls(__LINE__, READING_DIAGNOSIS, "one(a) two(b)", "one(a x) two(b)", "b", NULL, NULL);
}

/* The one track read in two ways: whether who stood so falls, and what holds it back. */
static void falls_between(int line, enum track_reading was, enum track_reading is, const char *before,
			  const char *after, const char *yes, const char *na, const char *passed,
			  const char *expected)
{
	struct track *old = version(was, before), *new = version(is, after);
	struct stand stood = stand_na(old, yes, na, passed), stands = stand_na(new, yes, na, passed);

	expect_fall(line, old, new, &stood, &stands, expected);
}

Test(upgrade, stages_worked_through_are_to_be_reached_as_levels)
{
#define TO_LEVEL(before, after, yes, na, passed, expected) \
	falls_between(__LINE__, READING_PROGRESS, READING_LEVEL, before, after, yes, na, passed, expected)
	TO_LEVEL("one(a) two(b)", "one(a) two(b)", "a", "", NULL, NULL);
	TO_LEVEL("one(a) two(b)", "one(a) two(b)", "ab", "", NULL, NULL);
	/* a level wants a yes, and a pass by hand is none */
	TO_LEVEL("one(a) two(b)", "one(a) two(b)", "b", "a", NULL, "");
	TO_LEVEL("one(a) two(b)", "one(a) two(b)", "", "", "one", "");
	TO_LEVEL("one(a) two(b) three(c)", "one(a) two(b) three(c)", "a", "b", NULL, "");
	/* completed: all were behind */
	TO_LEVEL("one(a) two(b)", "one(a) two(b)", "a", "b", NULL, "");
	TO_LEVEL("one(a) two(b)", "one(a x) two(b)", "ab", "", NULL, "x");
	/* in the first stage nothing lies behind */
	TO_LEVEL("one(a d) two(b)", "one(a d) two(b)", "a", "", NULL, NULL);
}

Test(upgrade, levels_reached_are_to_lie_behind)
{
#define FROM_LEVEL(before, after, yes, expected) \
	falls_between(__LINE__, READING_LEVEL, READING_PROGRESS, before, after, yes, "", NULL, expected)
	FROM_LEVEL("one(a) two(b) three(c)", "one(a) two(b) three(c)", "ab", NULL);
	FROM_LEVEL("one(a) two(b)", "one(a) two(b)", "ab", NULL);
	FROM_LEVEL("one(a) two(b)", "one(a) two(b)", "", NULL);
	FROM_LEVEL("one(a) two(b)", "one(a x) two(b)", "ab", "x");
}

Test(upgrade, what_becomes_a_diagnosis_takes_every_stage_away)
{
	static const char same[] = "one(a) two(b)";

	falls_between(__LINE__, READING_PROGRESS, READING_DIAGNOSIS, same, same, "a", "", NULL, "");
	falls_between(__LINE__, READING_PROGRESS, READING_DIAGNOSIS, same, same, "ab", "", NULL, "");
	falls_between(__LINE__, READING_LEVEL, READING_DIAGNOSIS, same, same, "a", "", NULL, "");
	/* no level was reached: there is nothing to lose */
	falls_between(__LINE__, READING_LEVEL, READING_DIAGNOSIS, same, same, "b", "", NULL, NULL);
	falls_between(__LINE__, READING_DIAGNOSIS, READING_PROGRESS, same, same, "ab", "", NULL, NULL);
	falls_between(__LINE__, READING_DIAGNOSIS, READING_LEVEL, same, same, "", "", NULL, NULL);
}
