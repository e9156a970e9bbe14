/* A new version of a track: who would fall back, what is kept, and what is no longer asked. The track is
 * "small" of the fixture: one (a, b, c optional), two (d, e), three (f). */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "core/ids.h"
#include "storage/export.h"
#include "storage/trackfile.h"
#include "storage/upgrade.h"
#include "tests/storage/fixture.h"

/* A text that is a version of small, from stages and milestones as in "one: a b c* | two: d e"; "key/track/stage"
 * is a milestone that is evidence there. */
static char *text_of(const char *id, const char *reading, const char *stages)
{
	char *copy = xstrdup(stages), *rest = copy, *part;
	struct buf out = { 0 };

	buf_printf(&out, "id = \"%s\"; title = \"T\"; version = \"2\"; reading = \"%s\"; stages = (", id, reading);
	for (int s = 0; (part = strsep(&rest, "|")); s++) {
		char *words = part + strspn(part, " "), *word = strsep(&words, ":");
		int count = 0;

		buf_printf(&out, "%s { id = \"%s\"; name = \"N-%s\"; activities = ( { name = \"x\"; milestones = (",
			   s ? "," : "", word, word);
		while ((word = strsep(&words, " "))) {
			char *slash = strchr(word, '/');
			size_t size = slash ? (size_t)(slash - word) : strlen(word);

			if (!size)
				continue;
			buf_printf(&out, "%s { id = \"%.*s\"; question = \"%.*s?\"; required = %s;",
				   count++ ? "," : "", word[size - 1] == '*' ? (int)size - 1 : (int)size, word,
				   (int)size, word, word[size - 1] == '*' ? "false" : "true");
			if (slash)
				buf_printf(&out, " evidence = ( \"%s\" );", slash + 1);
			buf_str(&out, " }");
		}
		buf_str(&out, " ); } ); }");
	}
	buf_str(&out, " );");
	free(copy);
	return buf_take(&out);
}

static struct track *read_version(const char *id, const char *reading, const char *stages, char **text)
{
	struct error error;
	struct track *track;

	*text = text_of(id, reading, stages);
	cr_assert_eq(track_text_read("new", *text, &track, &error), 0, "%s", error.text);
	return track;
}

static void load(struct fixture *f, const char *id, const char *reading, const char *stages, bool settle)
{
	struct upgrade plan;
	char *text;
	struct track *track = read_version(id, reading, stages, &text);

	cr_assert_eq(journal_begin(f->book, &f->error), 0);
	cr_assert_eq(upgrade_plan(f->book, track, &plan, &f->error), 0, "%s", f->error.text);
	if (plan.before)
		upgrade_mark(plan.before, track, TODAY);
	cr_assert_eq(track_store(f->book, track, text, NULL, &f->error), 0, "%s", f->error.text);
	if (settle)
		cr_assert_eq(upgrade_settle(f->book, &plan, TODAY, "ana", &f->error), 0, "%s", f->error.text);
	cr_assert_eq(
		journal_commit(f->book, &(struct journal_note){ "ana", "track", 0, "loaded" }, NULL, &f->error), 0,
		"%s", f->error.text);
	upgrade_clear(&plan);
	track_free(track);
	free(text);
}

/* Give the account a further track. */
static void assign(struct fixture *f, int64_t account, const char *track)
{
	cr_assert_eq(journal_begin(f->book, &f->error), 0);
	cr_assert_eq(account_assign_track(f->book, account, id_track(track), false, NULL, &f->error), 0);
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "track", 0, "gave" }, NULL, &f->error),
		     0);
}

/* The plan in a line: "Ash one<-two: g h; ..." with - behind who would fall even when settled. */
static char *plan_said(struct fixture *f, const char *stages)
{
	struct buf out = { 0 };
	struct upgrade plan;
	char *text;
	struct track *track = read_version("small", "progress", stages, &text);

	cr_assert_eq(upgrade_plan(f->book, track, &plan, &f->error), 0, "%s", f->error.text);
	buf_printf(&out, "%d accounts, %d answers", (int)plan.accounts, (int)plan.answers);
	for (size_t i = 0; i < plan.falls.count; i++) {
		struct upgrade_account *fall = &plan.falls.items[i];

		buf_printf(&out, "; %s %s: %s<-%s (%d<-%d) for", fall->name, fall->track, fall->to, fall->from,
			   fall->stands, fall->stood);
		for (size_t j = 0; j < fall->questions.count; j++)
			buf_printf(&out, " %s", fall->questions.items[j]);
		buf_str(&out, fall->stays ? "" : " -");
	}
	upgrade_clear(&plan);
	track_free(track);
	free(text);
	return buf_take(&out);
}

static void plans(int line, struct fixture *f, const char *stages, const char *expected)
{
	char *text = plan_said(f, stages);

	cr_expect_str_eq(text, expected, "line %d: %s", line, text);
	free(text);
}
#define PLANS(f, stages, expected) plans(__LINE__, (f), (stages), (expected))

static const char *stage_of(struct fixture *f, int64_t account, int64_t track)
{
	struct account_detail detail = { 0 };
	static char name[64];

	cr_assert_eq(account_load(f->book, account, track, TODAY, &detail, &f->error), 0, "%s", f->error.text);
	snprintf(name, sizeof name, "%s",
		 detail.position.completed   ? "completed"
		 : detail.position.stage < 0 ? "none"
					     : detail.track->stages[detail.position.stage].name);
	account_detail_clear(&detail);
	return name;
}

/* Ash in two, Beech in one, Cedar completed, Dogwood with nothing answered. */
struct grove {
	struct fixture f;
	int64_t ash, beech, cedar, dogwood;
};

static void plant(struct grove *g)
{
	fixture_open(&g->f);
	g->ash = fixture_account(&g->f, "Ash");
	g->beech = fixture_account(&g->f, "Beech");
	g->cedar = fixture_account(&g->f, "Cedar");
	g->dogwood = fixture_account(&g->f, "Dogwood");
	for (const char *key = "ab"; *key; key++)
		fixture_answer(&g->f, g->ash, (char[]){ *key, '\0' }, ANSWER_YES, TODAY - 20);
	fixture_answer(&g->f, g->beech, "a", ANSWER_NO, TODAY - 20);
	for (const char *key = "abdef"; *key; key++)
		fixture_answer(&g->f, g->cedar, (char[]){ *key, '\0' }, ANSWER_YES, TODAY - 10);
}

Test(upgrade, the_plan_names_who_falls_back_and_why_and_writes_nothing)
{
	struct grove g;
	char *before, *after;

	plant(&g);
	before = fixture_dump_facts(&g.f);
	PLANS(&g.f, "one: a b c* | two: d e | three: f", "4 accounts, 0 answers");
	PLANS(&g.f, "one: a b | two: d e | three: f", "4 accounts, 0 answers");
	PLANS(&g.f, "one: a c* | two: d e | three: f", "4 accounts, 2 answers");
	/* Beech's no to a and the two yes */
	PLANS(&g.f, "one: b c* | two: d e | three: f", "4 accounts, 3 answers");
	after = fixture_dump_facts(&g.f);
	cr_assert_str_eq(before, after);
	free(before);
	free(after);
	fixture_close(&g.f);
}

static int count_falls(const char *said)
{
	int count = 0;

	while ((said = strchr(said, ';'))) {
		count++;
		said++;
	}
	return count;
}

Test(upgrade, a_new_required_one_in_a_stage_behind)
{
	struct grove g;
	char *said;

	plant(&g);
	said = plan_said(&g.f, "one: a b g c* | two: d e | three: f");
	cr_assert_eq(count_falls(said), 2, "%s", said);
	cr_assert_not_null(strstr(said, "; Ash small: N-one<-Two (0<-1) for g?"), "%s", said);
	cr_assert_not_null(strstr(said, "; Cedar small: N-one<-completed (0<-3) for g?"), "%s", said);
	free(said);
	/* a stage put in front of two: Ash and Cedar fall into it */
	said = plan_said(&g.f, "one: a b c* | half: g h i* | two: d e | three: f");
	cr_assert_eq(count_falls(said), 2, "%s", said);
	cr_assert_not_null(strstr(said, "; Ash small: N-half<-Two (1<-1) for g? h?"), "%s", said);
	free(said);
	fixture_close(&g.f);
}

Test(upgrade, settling_keeps_everybody_where_they_were_and_undo_takes_all_back)
{
	struct account_detail detail = { 0 };
	struct grove g;
	char *before, *after;

	plant(&g);
	before = fixture_dump_facts(&g.f);
	load(&g.f, "small", "progress", "one: a b g | two: d e | three: f", true);
	cr_assert_str_eq(stage_of(&g.f, g.ash, 0), "N-two");
	cr_assert_str_eq(stage_of(&g.f, g.beech, 0), "N-one");
	cr_assert_str_eq(stage_of(&g.f, g.cedar, 0), "completed");
	cr_assert_eq(account_load(g.f.book, g.ash, 0, TODAY, &detail, &g.f.error), 0);
	cr_assert_eq(detail.view.standing[2].answer, ANSWER_NA);
	cr_assert_eq(detail.view.standing[2].on, TODAY - 20, "it came there on that day");
	cr_assert_eq(detail.position.days, 20, "and its days there go on");
	cr_assert_str_eq(detail.answers[2].note, "added later");
	cr_assert_str_eq(detail.answers[2].by, "ana");
	account_detail_clear(&detail);
	/* nobody who would not have fallen was answered for */
	cr_assert_eq(account_load(g.f.book, g.beech, 0, TODAY, &detail, &g.f.error), 0);
	cr_assert_eq(detail.view.standing[2].answer, ANSWER_OPEN);
	account_detail_clear(&detail);
	fixture_undo(g.f.book, "ana");
	after = fixture_dump_facts(&g.f);
	cr_assert_str_eq(before, after);
	cr_assert_str_eq(stage_of(&g.f, g.ash, 0), "Two");
	free(before);
	free(after);
	fixture_close(&g.f);
}

Test(upgrade, without_it_the_stage_opens_again_and_says_why)
{
	struct account_detail detail = { 0 };
	struct grove g;

	plant(&g);
	load(&g.f, "small", "progress", "one: a b g h | two: d e | three: f", false);
	cr_assert_str_eq(stage_of(&g.f, g.ash, 0), "N-one");
	cr_assert_eq(account_load(g.f.book, g.ash, 0, TODAY, &detail, &g.f.error), 0);
	cr_assert_eq(track_stage_reopened(detail.track, 0, detail.view.standing), 2);
	cr_assert_eq(track_stage_reopened(detail.track, 1, detail.view.standing), 0);
	cr_assert_eq(detail.track->milestones[2].added_on, TODAY);
	cr_assert_str_eq(detail.track->milestones[2].added_version, "2");
	account_detail_clear(&detail);
	/* Beech had not settled it before either */
	cr_assert_eq(account_load(g.f.book, g.beech, 0, TODAY, &detail, &g.f.error), 0);
	cr_assert_eq(track_stage_reopened(detail.track, 0, detail.view.standing), 0);
	account_detail_clear(&detail);
	fixture_close(&g.f);
}

Test(upgrade, a_new_level_below_is_not_reached_by_saying_that_it_does_not_apply)
{
	struct upgrade plan;
	struct grove g;
	char *text;
	struct track *track;

	plant(&g);
	load(&g.f, "way", "level", "know: k | like: l", false);
	assign(&g.f, g.ash, "way");
	cr_assert_eq(journal_begin(g.f.book, &g.f.error), 0);
	for (const char *key = "kl"; *key; key++)
		cr_assert_eq(answer_give(g.f.book, g.ash,
					 &(struct answer_write){ id_milestone("way", (char[]){ *key, '\0' }),
								 ANSWER_YES, TODAY - 3, "ana", NULL },
					 NULL, &g.f.error),
			     0);
	cr_assert_eq(journal_commit(g.f.book, &(struct journal_note){ "ana", "tick", 0, "t" }, NULL, &g.f.error),
		     0);
	cr_assert_str_eq(stage_of(&g.f, g.ash, id_track("way")), "completed");

	track = read_version("way", "level", "know: k | see: s | like: l", &text);
	cr_assert_eq(upgrade_plan(g.f.book, track, &plan, &g.f.error), 0);
	cr_assert_eq(plan.accounts, 1);
	cr_assert_eq(plan.falls.count, 1);
	cr_assert_str_eq(plan.falls.items[0].to, "N-know");
	cr_assert_str_eq(plan.falls.items[0].from, "N-like");
	cr_assert_not(plan.falls.items[0].stays, "a level wants a yes of its own");
	upgrade_clear(&plan);
	track_free(track);
	free(text);
	/* a question more in a level that has its yes is another matter */
	track = read_version("way", "level", "know: k s | like: l", &text);
	cr_assert_eq(upgrade_plan(g.f.book, track, &plan, &g.f.error), 0);
	cr_assert_eq(plan.falls.count, 1);
	cr_assert_str_eq(plan.falls.items[0].to, "none");
	cr_assert(plan.falls.items[0].stays);
	upgrade_clear(&plan);
	track_free(track);
	free(text);
	fixture_close(&g.f);
}

/* The yes to a of small, now evidence for a stage of another track that the account is past: only a yes counts. */
Test(upgrade, new_evidence_lets_accounts_fall_on_another_track)
{
	struct upgrade plan;
	struct grove g;
	char *text;
	struct track *track;

	plant(&g);
	load(&g.f, "way", "progress", "know: k | like: l", false);
	assign(&g.f, g.ash, "way");
	assign(&g.f, g.dogwood, "way");
	cr_assert_eq(journal_begin(g.f.book, &g.f.error), 0);
	cr_assert_eq(
		answer_give(g.f.book, g.ash,
			    &(struct answer_write){ id_milestone("way", "k"), ANSWER_YES, TODAY - 3, "ana", NULL },
			    NULL, &g.f.error),
		0);
	cr_assert_eq(journal_commit(g.f.book, &(struct journal_note){ "ana", "tick", 0, "t" }, NULL, &g.f.error),
		     0);
	/* Ash has a yes to a, none to d */
	track = read_version("small", "progress", "one: a/way/know b c* | two: d/way/know e | three: f", &text);
	cr_assert_eq(upgrade_plan(g.f.book, track, &plan, &g.f.error), 0, "%s", g.f.error.text);
	cr_assert_eq(plan.falls.count, 1);
	cr_assert_str_eq(plan.falls.items[0].name, "Ash");
	cr_assert_str_eq(plan.falls.items[0].track, "way");
	cr_assert_str_eq(plan.falls.items[0].to, "N-know");
	cr_assert_eq(plan.falls.items[0].questions.count, 1);
	cr_assert_str_eq(plan.falls.items[0].questions.items[0], "d?");
	cr_assert_not(plan.falls.items[0].stays);
	upgrade_clear(&plan);
	track_free(track);
	free(text);
	/* and settling answers nothing there */
	load(&g.f, "small", "progress", "one: a/way/know b c* | two: d/way/know e | three: f", true);
	cr_assert_str_eq(stage_of(&g.f, g.ash, id_track("way")), "N-know");
	cr_assert_str_eq(stage_of(&g.f, g.ash, 0), "N-two");
	fixture_close(&g.f);
}

Test(upgrade, the_first_version_of_a_track_changes_nothing)
{
	struct upgrade plan;
	struct grove g;
	char *text;
	struct track *track;

	plant(&g);
	track = read_version("other", "progress", "one: a", &text);
	cr_assert_eq(upgrade_plan(g.f.book, track, &plan, &g.f.error), 0);
	cr_assert_null(plan.before);
	cr_assert_eq(plan.accounts + plan.answers + (int64_t)plan.changes.count + (int64_t)plan.falls.count, 0);
	upgrade_clear(&plan);
	track_free(track);
	free(text);
	fixture_close(&g.f);
}

/* ---- what is no longer asked ---- */

Test(upgrade, answers_to_a_removed_milestone_stay_readable_and_come_back_with_it)
{
	struct retired_answers retired = { 0 };
	struct grove g;

	plant(&g);
	fixture_answer(&g.f, g.cedar, "b", ANSWER_NO, TODAY - 2);
	load(&g.f, "small", "progress", "one: a | two: e | three: f", false);
	cr_assert_eq(retired_list(g.f.book, g.cedar, TODAY, &retired, &g.f.error), 0);
	cr_assert_eq(retired.count, 2);
	cr_assert_str_eq(retired.items[0].track, "small");
	cr_assert_str_eq(retired.items[0].stage, "One");
	cr_assert_str_eq(retired.items[0].key, "b");
	cr_assert_str_eq(retired.items[0].question, "Is b done?");
	cr_assert_eq(retired.items[0].standing.answer, ANSWER_NO);
	cr_assert_eq(retired.items[0].standing.on, TODAY - 2);
	cr_assert_str_eq(retired.items[0].by, "ana");
	cr_assert_null(retired.items[0].note);
	cr_assert_str_eq(retired.items[1].key, "d");
	cr_assert_str_eq(retired.items[1].stage, "Two");
	retired_answers_clear(&retired);
	/* as of a day on which the yes stood */
	cr_assert_eq(retired_list(g.f.book, g.cedar, TODAY - 5, &retired, &g.f.error), 0);
	cr_assert_eq(retired.items[0].standing.answer, ANSWER_YES);
	retired_answers_clear(&retired);
	cr_assert_eq(retired_list(g.f.book, g.cedar, TODAY - 11, &retired, &g.f.error), 0);
	cr_assert_eq(retired.count, 0);
	retired_answers_clear(&retired);
	/* nobody else's */
	cr_assert_eq(retired_list(g.f.book, g.dogwood, TODAY, &retired, &g.f.error), 0);
	cr_assert_eq(retired.count, 0);

	load(&g.f, "small", "progress", "one: a b | two: e | three: f", false);
	cr_assert_eq(retired_list(g.f.book, g.cedar, TODAY, &retired, &g.f.error), 0);
	cr_assert_eq(retired.count, 1, "b is asked again, d is not");
	cr_assert_str_eq(retired.items[0].key, "d");
	retired_answers_clear(&retired);
	cr_assert_str_eq(stage_of(&g.f, g.cedar, 0), "N-one", "its no to b stands again");
	fixture_close(&g.f);
}

/* ---- exports ---- */

static bool gather(void *data, const struct export_answer *answer)
{
	buf_printf(data, "%s %s/%s %s %d\n", answer->account_name, answer->track_key, answer->milestone_key,
		   answer_name(answer->answer), answer->on);
	return true;
}

Test(upgrade, exports_leave_no_answer_out)
{
	struct buf out = { 0 };
	struct grove g;
	int lines = 0;

	plant(&g);
	load(&g.f, "small", "progress", "one: a | two: e | three: f", false);
	cr_assert_eq(export_answers(g.f.book, gather, &out, &g.f.error), 0, "%s", g.f.error.text);
	for (const char *at = buf_text(&out); (at = strchr(at, '\n')); at++)
		lines++;
	/* 2 of Ash, 1 of Beech, 5 of Cedar */
	cr_assert_eq(lines, 8, "%s", buf_text(&out));
	cr_assert_not_null(strstr(buf_text(&out), "Cedar small/d yes"));
	cr_assert_not_null(strstr(buf_text(&out), "Ash small/b yes"));
	buf_free(&out);
	fixture_close(&g.f);
}

/* ---- taking tracks off ---- */

Test(upgrade, a_track_that_is_dropped_keeps_its_answers_and_another_becomes_the_main_one)
{
	struct account_detail detail = { 0 };
	struct grove g;
	bool changed;

	plant(&g);
	load(&g.f, "way", "progress", "know: k | like: l", false);
	assign(&g.f, g.ash, "way");
	cr_assert_eq(journal_begin(g.f.book, &g.f.error), 0);
	cr_assert_eq(account_drop_track(g.f.book, g.ash, id_track("small"), &changed, &g.f.error), 0);
	cr_assert(changed);
	cr_assert_eq(account_drop_track(g.f.book, g.ash, id_track("small"), &changed, &g.f.error), 0);
	cr_assert_not(changed);
	cr_assert_eq(journal_commit(g.f.book, &(struct journal_note){ "ana", "track", 0, "d" }, NULL, &g.f.error),
		     0);
	cr_assert_eq(account_load(g.f.book, g.ash, 0, TODAY, &detail, &g.f.error), 0);
	cr_assert_str_eq(detail.track->key, "way");
	cr_assert_eq(detail.tracks.count, 1);
	account_detail_clear(&detail);
	fixture_undo(g.f.book, "ana");
	cr_assert_str_eq(stage_of(&g.f, g.ash, 0), "Two");

	cr_assert_eq(journal_begin(g.f.book, &g.f.error), 0);
	cr_assert_eq(account_drop_track(g.f.book, g.beech, id_track("small"), &changed, &g.f.error), 0);
	cr_assert_eq(account_assign_track(g.f.book, g.beech, id_track("small"), true, &changed, &g.f.error), 0);
	cr_assert_eq(account_drop_track(g.f.book, g.dogwood, id_track("small"), &changed, &g.f.error), 0);
	cr_assert_eq(journal_commit(g.f.book, &(struct journal_note){ "ana", "track", 0, "d" }, NULL, &g.f.error),
		     0);
	cr_assert_eq(account_load(g.f.book, g.beech, 0, TODAY, &detail, &g.f.error), 0);
	cr_assert_eq(detail.view.standing[0].answer, ANSWER_NO, "its answers were kept");
	account_detail_clear(&detail);
	cr_assert_eq(account_load(g.f.book, g.dogwood, 0, TODAY, &detail, &g.f.error), 0);
	cr_assert_null(detail.track);
	account_detail_clear(&detail);
	fixture_close(&g.f);
}
