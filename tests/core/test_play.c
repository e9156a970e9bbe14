/* Dates of tasks, how flags fire and go, how plays did. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "core/play.h"
#include "core/vec.h"

static const struct flag flag = { .key = "quiet", .title = "no word", .retrigger_days = 14 };
static const struct flag eager = { .key = "eager", .title = "at once", .retrigger_days = 0 };

/* ---- anchors ---- */

Test(play, anchors_have_names)
{
	static const char *const names[] = { "none", "opened", "renewal", "start", "review" };

	for (int i = 0; i < ANCHORS; i++) {
		enum anchor anchor = ANCHORS;

		cr_assert_str_eq(anchor_name((enum anchor)i), names[i]);
		cr_assert(eq(int, anchor_from_name(names[i], &anchor), 1));
		cr_assert(eq(int, (int)anchor, i));
	}
	cr_assert(eq(int, anchor_from_name("someday", &(enum anchor){ 0 }), 0));
	cr_assert_str_eq(severity_name(SEVERITY_WARN), "warn");
	cr_assert_str_eq(flag_state_name(FLAG_SNOOZED), "snoozed");
}

Test(play, a_task_is_due_so_many_days_before_or_after_its_anchor)
{
	struct anchors anchors = {
		.opened = date_from_civil(2023, 11, 22),
		.renewal = date_from_civil(2027, 3, 1),
		.start = date_from_civil(2024, 2, 28),
		.review = DAY_NONE,
	};

	cr_assert(eq(int, task_due(&anchors, ANCHOR_OPENED, 14), date_from_civil(2023, 12, 6)));
	/* 1 March less 120 days: 28 of February, 31 of January, 31 of December, 30 of November: 120 */
	cr_assert(eq(int, task_due(&anchors, ANCHOR_RENEWAL, -120), date_from_civil(2026, 11, 1)));
	cr_assert(eq(int, task_due(&anchors, ANCHOR_START, 1), date_from_civil(2024, 2, 29)));
	cr_assert(eq(int, task_due(&anchors, ANCHOR_REVIEW, 0), DAY_NONE), "no day to count from");
	cr_assert(eq(int, task_due(&anchors, ANCHOR_NONE, 5), DAY_NONE));
	cr_assert(eq(int, task_due(&anchors, ANCHOR_OPENED, INT32_MAX), DAY_NONE), "beyond the calendar");
	cr_assert(eq(int, task_due(&anchors, ANCHOR_OPENED, -INT32_MAX), DAY_NONE));
}

Test(play, no_task_is_due_before_its_play_was_opened)
{
	const day_t opened = date_from_civil(2026, 11, 22);
	struct anchors anchors = {
		.opened = opened,
		.renewal = date_from_civil(2026, 12, 10),
		.start = date_from_civil(2025, 12, 10),
		.review = DAY_NONE,
	};

	/* 18 days are left: what was to begin 30 days before begins now */
	cr_assert(eq(int, task_due(&anchors, ANCHOR_RENEWAL, -120), opened));
	cr_assert(eq(int, task_due(&anchors, ANCHOR_RENEWAL, -19), opened));
	cr_assert(eq(int, task_due(&anchors, ANCHOR_RENEWAL, -18), opened));
	cr_assert(eq(int, task_due(&anchors, ANCHOR_RENEWAL, -17), opened + 1));
	cr_assert(eq(int, task_due(&anchors, ANCHOR_START, 7), opened));
	cr_assert(eq(int, task_due(&anchors, ANCHOR_OPENED, -3), opened));
	cr_assert(eq(int, task_due(&anchors, ANCHOR_REVIEW, -3), DAY_NONE));
	anchors.opened = DAY_NONE;
	cr_assert(eq(int, task_due(&anchors, ANCHOR_RENEWAL, -18), opened), "of no play: as it is counted");
	cr_assert(eq(int, task_due(&anchors, ANCHOR_RENEWAL, -19), opened - 1));
}

/* ---- flags ---- */

static struct firing fired_on(day_t day)
{
	return (struct firing){ day, DAY_NONE, DAY_NONE, DAY_NONE };
}

static int next(const struct flag *of, struct firing last, bool holds, day_t today)
{
	return (int)flag_next(of, &last, holds, today);
}

Test(play, a_flag_fires_once_when_it_becomes_true)
{
	cr_assert(eq(int, (int)flag_next(&flag, NULL, false, 100), FLAG_STAYS));
	cr_assert(eq(int, (int)flag_next(&flag, NULL, true, 100), FLAG_FIRES));
	cr_assert(eq(int, next(&flag, fired_on(100), true, 100), FLAG_STAYS));
	cr_assert(eq(int, next(&flag, fired_on(100), true, 101), FLAG_STAYS));
	cr_assert(eq(int, next(&flag, fired_on(100), true, 5000), FLAG_STAYS), "once, however long it is true");
}

Test(play, closed_while_true_it_fires_again_only_after_the_delay)
{
	struct firing last = fired_on(100);

	last.closed = 110;
	cr_assert(eq(int, next(&flag, last, true, 110), FLAG_STAYS));
	cr_assert(eq(int, next(&flag, last, true, 123), FLAG_STAYS));
	cr_assert(eq(int, next(&flag, last, true, 124), FLAG_FIRES));
	cr_assert(eq(int, next(&flag, last, false, 124), FLAG_CLEARS), "only if it is still true");
	/* without a delay: on the next day, never on the day of closing itself */
	cr_assert(eq(int, next(&eager, last, true, 110), FLAG_STAYS));
	cr_assert(eq(int, next(&eager, last, true, 111), FLAG_FIRES));
}

Test(play, gone_by_itself_it_clears_and_fires_anew_after_the_delay)
{
	struct firing last = fired_on(100);

	cr_assert(eq(int, next(&flag, last, false, 105), FLAG_CLEARS));
	last.cleared = 105;
	cr_assert(eq(int, next(&flag, last, false, 106), FLAG_STAYS));
	cr_assert(eq(int, next(&flag, last, true, 106), FLAG_STAYS), "too soon");
	cr_assert(eq(int, next(&flag, last, true, 118), FLAG_STAYS));
	cr_assert(eq(int, next(&flag, last, true, 119), FLAG_FIRES));
	/* of closing and clearing the later counts */
	last.closed = 102;
	cr_assert(eq(int, next(&flag, last, true, 118), FLAG_STAYS));
	cr_assert(eq(int, next(&flag, last, true, 119), FLAG_FIRES));
}

Test(play, what_comes_and_goes_on_one_day_leaves_nothing)
{
	struct firing last = fired_on(100);

	cr_assert(eq(int, next(&flag, last, false, 100), FLAG_FORGOTTEN));
	last.fired = 90;
	last.cleared = 100;
	cr_assert(eq(int, next(&flag, last, true, 100), FLAG_RETURNS), "cleared and true again today: as before");
	last.closed = 95;
	cr_assert(eq(int, next(&flag, last, true, 100), FLAG_RETURNS));
}

Test(play, seen_from_an_earlier_day_nothing_happens)
{
	cr_assert(eq(int, next(&flag, fired_on(100), false, 99), FLAG_STAYS));
	cr_assert(eq(int, next(&flag, fired_on(100), true, 99), FLAG_STAYS));
	cr_assert(eq(int, (int)flag_state(&(struct firing){ 100, DAY_NONE, DAY_NONE, DAY_NONE }, 99), FLAG_QUIET));
}

/* Days that pass with a truth each, marks by hand between: what a book would keep. */
struct story {
	VEC(struct firing) firings;
};

static void live(struct story *story, const struct flag *of, bool holds, day_t today)
{
	enum flag_event event;

	do {
		struct firing *last = story->firings.count ? &story->firings.items[story->firings.count - 1] : NULL;

		event = flag_next(of, last, holds, today);
		if (event == FLAG_FIRES)
			*vec_add(&story->firings) = fired_on(today);
		else if (event == FLAG_CLEARS)
			last->cleared = today;
		else if (event == FLAG_RETURNS)
			last->cleared = DAY_NONE;
		else if (event == FLAG_FORGOTTEN)
			story->firings.count--;
	} while (event != FLAG_STAYS);
}

Test(play, toggling_on_one_day_restores_exactly_whatever_stood)
{
	/* every small history: nothing, open, closed long ago, cleared long ago, closed and cleared */
	static const struct firing before[] = {
		{ 50, DAY_NONE, DAY_NONE, DAY_NONE }, { 50, DAY_NONE, 60, DAY_NONE },
		{ 50, 60, DAY_NONE, DAY_NONE },	      { 50, 60, 55, DAY_NONE },
		{ 50, DAY_NONE, 99, DAY_NONE },	      { 50, 99, DAY_NONE, DAY_NONE },
	};

	for (size_t i = 0; i <= sizeof before / sizeof *before; i++) {
		for (int first = 0; first < 2; first++) {
			struct story story = { 0 };
			struct firing stood[3];
			size_t count;

			if (i)
				*vec_add(&story.firings) = before[i - 1];
			live(&story, &flag, first, 100);
			count = story.firings.count;
			if (count)
				memcpy(stood, story.firings.items, count * sizeof *stood);
			live(&story, &flag, !first, 100);
			live(&story, &flag, first, 100);
			cr_assert(eq(int, (int)story.firings.count, (int)count));
			for (size_t n = 0; n < count; n++) {
				cr_assert(eq(int, story.firings.items[n].fired, stood[n].fired));
				cr_assert(eq(int, story.firings.items[n].cleared, stood[n].cleared));
				cr_assert(eq(int, story.firings.items[n].closed, stood[n].closed));
			}
			vec_free(&story.firings);
		}
	}
}

Test(play, a_flag_is_open_snoozed_closed_or_quiet)
{
	struct firing last = fired_on(100);

	cr_assert(eq(int, (int)flag_state(NULL, 100), FLAG_QUIET));
	cr_assert(eq(int, (int)flag_state(&last, 100), FLAG_OPEN));
	last.snoozed_until = 110;
	cr_assert(eq(int, (int)flag_state(&last, 109), FLAG_SNOOZED));
	cr_assert(eq(int, (int)flag_state(&last, 110), FLAG_OPEN), "quiet before that day, not on it");
	last.closed = 105;
	cr_assert(eq(int, (int)flag_state(&last, 104), FLAG_SNOOZED));
	cr_assert(eq(int, (int)flag_state(&last, 105), FLAG_CLOSED));
	last = fired_on(100);
	last.cleared = 103;
	cr_assert(eq(int, (int)flag_state(&last, 102), FLAG_OPEN));
	cr_assert(eq(int, (int)flag_state(&last, 103), FLAG_QUIET));
}

/* ---- plays ---- */

static struct play_run run(const char *template, int better, int64_t open, int64_t close)
{
	return (struct play_run){ .template = template,
				  .closed = true,
				  .has_open = true,
				  .has_close = true,
				  .better = better,
				  .open = open,
				  .close = close };
}

Test(play, plays_are_assessed_by_template_over_what_was_measured)
{
	struct play_run runs[] = {
		run("win-back", -1, 40000, 10000), /* days of silence: 30 fewer */
		run("adoption", 1, 50000, 60000),  /* +10 */
		run("win-back", -1, 20000, 25000), /* 5 more: worse */
		run("adoption", 1, 50000, 50000),  /* same */
		run("win-back", -1, 30000, 29000), /* 1 fewer */
		{ .template = "win-back", .better = -1, .has_open = true, .open = 7000 }, /* at work */
		{ .template = "hand-off", .closed = true },				  /* without a figure */
		{ .template = "adoption", .closed = true, .better = 1, .has_open = true, .open = 1 },
	};
	struct play_records records = { 0 };

	plays_assess(runs, sizeof runs / sizeof *runs, &records);
	cr_assert(eq(int, (int)records.count, 3));
	cr_assert_str_eq(records.items[0].template, "adoption");
	cr_assert(eq(int, records.items[0].runs, 3));
	cr_assert(eq(int, records.items[0].closed, 3));
	cr_assert(eq(int, records.items[0].measured, 2));
	cr_assert(eq(int, records.items[0].improved, 1));
	cr_assert(eq(int, records.items[0].same, 1));
	cr_assert(eq(int, records.items[0].worse, 0));
	cr_assert(eq(i64, records.items[0].mean_change, 5000));
	cr_assert_str_eq(records.items[1].template, "hand-off");
	cr_assert(eq(int, records.items[1].runs, 1));
	cr_assert(eq(int, records.items[1].measured, 0));
	cr_assert(eq(i64, records.items[1].mean_change, 0));
	cr_assert_str_eq(records.items[2].template, "win-back");
	cr_assert(eq(int, records.items[2].runs, 4));
	cr_assert(eq(int, records.items[2].closed, 3));
	cr_assert(eq(int, records.items[2].measured, 3));
	cr_assert(eq(int, records.items[2].improved, 2));
	cr_assert(eq(int, records.items[2].worse, 1));
	/* (30000 - 5000 + 1000) / 3 = 8666.67 */
	cr_assert(eq(i64, records.items[2].mean_change, 8667));
	vec_free(&records);
}

Test(play, a_mean_rounds_half_away_from_nought_and_does_not_overflow)
{
	struct play_run up[] = { run("a", 1, 0, 1), run("a", 1, 0, 2) },
			down[] = { run("a", -1, 0, 1), run("a", -1, 0, 2) };
	struct play_run huge[] = { run("a", 1, INT64_MIN, INT64_MAX), run("a", 1, INT64_MIN, INT64_MAX) };
	struct play_records records = { 0 };

	plays_assess(up, 2, &records);
	plays_assess(down, 2, &records);
	plays_assess(huge, 2, &records);
	plays_assess(NULL, 0, &records);
	cr_assert(eq(int, (int)records.count, 3));
	cr_assert(eq(i64, records.items[0].mean_change, 2));
	cr_assert(eq(i64, records.items[1].mean_change, -2));
	cr_assert(eq(i64, records.items[2].mean_change, INT64_MAX));
	cr_assert(eq(int, records.items[2].improved, 2));
	vec_free(&records);
}

/* ---- lookups ---- */

Test(play, the_first_playbook_that_has_a_key_stands)
{
	struct flag one[] = { { .key = "a", .title = "first" } },
		    two[] = { { .key = "a", .title = "second" }, { .key = "b" } };
	struct play_template plays[] = { { .key = "p" } };
	struct ask_template asks[] = { { .key = "q" } };
	struct playbook first = { .flags = one, .flag_count = 1 };
	struct playbook second = {
		.flags = two, .flag_count = 2, .plays = plays, .play_count = 1, .asks = asks, .ask_count = 1
	};
	const struct playbook *items[] = { &first, &second };
	struct playbooks books = { items, 2 };

	cr_assert_str_eq(playbooks_flag(&books, "a")->title, "first");
	cr_assert(eq(ptr, (void *)(uintptr_t)playbooks_flag(&books, "b"), &two[1]));
	cr_assert(eq(ptr, (void *)(uintptr_t)playbooks_flag(&books, "p"), NULL));
	cr_assert(eq(ptr, (void *)(uintptr_t)playbooks_play(&books, "p"), &plays[0]));
	cr_assert(eq(ptr, (void *)(uintptr_t)playbooks_ask(&books, "q"), &asks[0]));
	cr_assert(eq(ptr, (void *)(uintptr_t)playbooks_ask(&books, "r"), NULL));
}

Test(play, a_figure_is_said_with_its_unit_one_without_its_s)
{
	static const struct {
		int64_t figure;
		const char *unit, *said;
	} cases[] = {
		{ 12000, "days", "12 days" },
		{ 1000, "days", "1 day" },
		{ -1000, "days", "-1 day" },
		{ 1000, "promises kept", "1 promise kept" },
		{ 1500, "points", "1.5 points" },
		{ 0, "points", "0 points" },
		{ 1000, "NPS", "1 NPS" },
		{ 1000, "loss", "1 loss" },
		{ 1000, "percent of seats", "1 percent of seats" },
		{ 7000, NULL, "7" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = { 0 };

		figure_say(cases[i].figure, cases[i].unit, &out);
		cr_assert_str_eq(buf_text(&out), cases[i].said);
		buf_free(&out);
	}
}
