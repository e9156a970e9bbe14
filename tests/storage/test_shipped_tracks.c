/* Every track that ships, driven from nothing to its end and back over a book that holds all ten. The tables are
 * those of the methods: stages in order, and how many questions each requires, counted in the files by hand. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "core/ids.h"
#include "core/text.h"
#include "storage/trackfile.h"
#include "tests/storage/fixture.h"

enum { STAGES = 10 };

struct shipped {
	const char *key;
	enum track_subject subject;
	enum track_reading reading;
	struct {
		const char *key;
		int required; /* questions, those of other tracks that are evidence for it included */
	} stages[STAGES + 1];
};

static const struct shipped shipped[] = {
	{ "cst-marketing",
	  SUBJECT_ACCOUNT,
	  READING_PROGRESS,
	  { { "foundation", 14 }, { "level-up", 12 }, { "organize", 12 }, { "stabilize", 13 }, { "scale", 14 } } },
	{ "cst-saas",
	  SUBJECT_ACCOUNT,
	  READING_PROGRESS,
	  { { "launch", 13 }, { "adopt", 12 }, { "embed", 12 }, { "extend", 12 }, { "prove", 11 } } },
	{ "cst-services",
	  SUBJECT_ACCOUNT,
	  READING_PROGRESS,
	  { { "agree", 12 }, { "deliver", 14 }, { "rely", 13 }, { "improve", 11 }, { "account", 11 } } },
	{ "hourglass",
	  SUBJECT_ACCOUNT,
	  READING_LEVEL,
	  { { "know", 5 },
	    { "like", 5 },
	    { "trust", 6 },
	    { "try", 6 },
	    { "buy", 6 },
	    { "repeat", 5 },
	    { "refer", 6 } } },
	{ "lifecycle",
	  SUBJECT_ACCOUNT,
	  READING_PROGRESS,
	  { { "brand-awareness", 9 },
	    { "acquisition", 10 },
	    { "onboarding", 10 },
	    { "value-realization", 10 },
	    { "loyalty", 9 },
	    { "expansion", 10 } } },
	{ "success-cycle",
	  SUBJECT_ACCOUNT,
	  READING_PROGRESS,
	  { { "awareness", 6 },
	    { "engagement", 7 },
	    { "commitment", 8 },
	    { "implementation", 8 },
	    { "performance", 8 },
	    { "advocacy", 8 } } },
	{ "relationship",
	  SUBJECT_ACCOUNT,
	  READING_LEVEL,
	  { { "commodity", 6 },
	    { "transactional", 6 },
	    { "credible-source", 6 },
	    { "partner", 6 },
	    { "trusted-adviser", 6 } } },
	{ "ten-steps",
	  SUBJECT_ORGANISATION,
	  READING_PROGRESS,
	  { { "numbers", 5 },
	    { "as-is", 5 },
	    { "invest", 5 },
	    { "segment", 4 },
	    { "customer-success", 6 },
	    { "personas", 5 },
	    { "vision", 5 },
	    { "opportunity", 5 },
	    { "execute", 6 },
	    { "assess", 5 } } },
	/* Ten steps give evidence: two for metrics, one for culture, three for infrastructure. */
	{ "readiness",
	  SUBJECT_ORGANISATION,
	  READING_PROGRESS,
	  { { "strategy", 7 }, { "metrics", 10 + 2 }, { "culture", 9 + 1 }, { "infrastructure", 10 + 3 } } },
};
enum { SHIPPED = sizeof shipped / sizeof *shipped };

static void open_shipped(struct fixture *f, char tracks[256])
{
	struct book_options options = fixture_options();

	snprintf(tracks, 256, "%s/share/tracks", getenv("abs_top_srcdir"));
	options.tracks_dir = tracks;
	*f = (struct fixture){ 0 };
	snprintf(f->folder, sizeof f->folder, "/tmp/waymark-test-XXXXXX");
	cr_assert_not_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof f->path, "%s/book.db", f->folder);
	cr_assert_eq(book_open(&f->book, f->path, BOOK_CREATE, &options, &f->error), 0, "%s", f->error.text);
}

static int64_t subject_of(struct fixture *f, const struct shipped *of)
{
	struct account_fields fields = { .source = "test",
					 .external_id = of->key,
					 .name = of->key,
					 .start = DAY_NONE,
					 .track = id_track(of->key) };
	int64_t id;

	if (of->subject == SUBJECT_ORGANISATION)
		return ORGANISATION_ID;
	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(account_insert(f->book, &fields, &id, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "add", id, "added" }, NULL, &f->error),
		     0);
	return id;
}

static void answer(struct fixture *f, int64_t subject, int64_t milestone, enum answer answer)
{
	int done;

	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
	done = answer == ANSWER_OPEN ? answer_withdraw(f->book, subject, milestone, NULL, &f->error)
				     : answer_give(f->book, subject,
						   &(struct answer_write){ milestone, answer, TODAY, "ana", NULL },
						   NULL, &f->error);
	cr_assert_eq(done, 0, "%s", f->error.text);
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "tick", subject, "ticked" }, NULL,
				    &f->error),
		     0, "%s", f->error.text);
}

static void load(struct fixture *f, int64_t subject, const char *track, struct account_detail *detail)
{
	cr_assert_eq(account_load(f->book, subject, id_track(track), TODAY, detail, &f->error), 0, "%s",
		     f->error.text);
}

/* A progress track stands on the first stage that is not settled, completed past the last; a level on the last
 * that is, none before the first. */
static void stands(struct fixture *f, int64_t subject, const struct shipped *of, int settled_stages, int stages)
{
	struct account_detail detail = { 0 };
	int stage = of->reading == READING_LEVEL ? settled_stages - 1 : settled_stages;
	bool completed = settled_stages == stages;

	if (completed)
		stage = stages - 1;
	load(f, subject, of->key, &detail);
	cr_assert_eq(detail.position.stage, stage, "%s: with %d stages settled it stands on %d", of->key,
		     settled_stages, detail.position.stage);
	cr_assert_eq(detail.position.completed, completed, "%s after %d", of->key, settled_stages);
	if (stage >= 0)
		cr_assert_str_eq(detail.track->stages[stage].key, of->stages[stage].key);
	account_detail_clear(&detail);
}

/* The required questions of a stage as it is read for this subject. */
static struct ids required(struct fixture *f, int64_t subject, const struct shipped *of, int stage)
{
	struct account_detail detail = { 0 };
	struct ids ids = { 0 };

	load(f, subject, of->key, &detail);
	cr_assert_str_eq(detail.track->stages[stage].key, of->stages[stage].key);
	for (int m = 0; m < detail.track->milestone_count; m++)
		if (detail.track->milestones[m].stage == stage && detail.track->milestones[m].required)
			*vec_add(&ids) = detail.track->milestones[m].id;
	account_detail_clear(&detail);
	cr_assert_eq((int)ids.count, of->stages[stage].required, "%s, %s: %zu required questions", of->key,
		     of->stages[stage].key, ids.count);
	return ids;
}

static void drive(struct fixture *f, const struct shipped *of)
{
	int64_t subject = subject_of(f, of);
	struct ids all = { 0 };
	int stages = 0;

	while (of->stages[stages].key)
		stages++;
	stands(f, subject, of, 0, stages);
	for (int s = 0; s < stages; s++) {
		struct ids ids = required(f, subject, of, s);

		for (size_t i = 0; i < ids.count; i++) {
			stands(f, subject, of, s, stages);
			answer(f, subject, ids.items[i], ANSWER_YES);
			*vec_add(&all) = ids.items[i];
		}
		stands(f, subject, of, s + 1, stages);
		vec_free(&ids);
	}
	for (int s = stages - 1; s >= 0; s--) {
		for (int i = 0; i < of->stages[s].required; i++) {
			answer(f, subject, all.items[--all.count], ANSWER_OPEN);
			stands(f, subject, of, s, stages);
		}
	}
	cr_assert_eq((int)all.count, 0);
	vec_free(&all);
}

static void drive_named(const char *key)
{
	struct fixture f;
	char tracks[256];
	int at = 0;

	while (at < SHIPPED && strcmp(shipped[at].key, key) != 0)
		at++;
	cr_assert_lt(at, SHIPPED);
	open_shipped(&f, tracks);
	drive(&f, &shipped[at]);
	fixture_close(&f);
}

Test(shipped_tracks, cst_marketing_goes_from_nothing_to_the_end_and_back)
{
	drive_named("cst-marketing");
}

Test(shipped_tracks, cst_saas_goes_from_nothing_to_the_end_and_back)
{
	drive_named("cst-saas");
}

Test(shipped_tracks, cst_services_goes_from_nothing_to_the_end_and_back)
{
	drive_named("cst-services");
}

Test(shipped_tracks, hourglass_goes_from_nothing_to_the_end_and_back)
{
	drive_named("hourglass");
}

Test(shipped_tracks, lifecycle_goes_from_nothing_to_the_end_and_back)
{
	drive_named("lifecycle");
}

Test(shipped_tracks, success_cycle_goes_from_nothing_to_the_end_and_back)
{
	drive_named("success-cycle");
}

Test(shipped_tracks, relationship_goes_from_nothing_to_the_end_and_back)
{
	drive_named("relationship");
}

Test(shipped_tracks, ten_steps_goes_from_nothing_to_the_end_and_back)
{
	drive_named("ten-steps");
}

Test(shipped_tracks, readiness_goes_from_nothing_to_the_end_and_back)
{
	drive_named("readiness");
}

/* Four symptoms are shared by all three; focus has five of its own, the others six. Percent, floored, of nine, ten and
 * ten; what is worst, the first of equals. */
static const struct {
	const char *symptom;
	enum answer answer;
	int focus, deliver, execute;
	int worst; /* -1: nothing is known */
} symptoms[] = {
	{ "escalations-rise", ANSWER_YES, -1, 10, -1, 1 },
	{ "growth-harder", ANSWER_YES, 11, 20, 10, 1 },
	{ "reps-scramble", ANSWER_YES, 22, 30, 20, 1 },
	{ "escalations-rise", ANSWER_OPEN, 22, 20, 20, 0 },
	{ "leads-short", ANSWER_NO, 22, 20, 20, 0 },
	{ "leads-short", ANSWER_YES, 33, 30, 30, 0 },
	{ "retention-drops", ANSWER_YES, 44, 40, 40, 0 },
	{ "anything-promised", ANSWER_YES, 44, 40, 50, 2 },
	{ "managers-called", ANSWER_YES, 44, 40, 60, 2 },
	{ "team-unsure", ANSWER_YES, 44, 40, 70, 2 },
	{ "promises-not-handed", ANSWER_YES, 44, 40, 80, 2 },
	{ "onboarding-spread", ANSWER_YES, 44, 40, 90, 2 },
	{ "promises-late", ANSWER_YES, 44, 40, 100, 2 },
	{ "definitions-differ", ANSWER_YES, 55, 40, 100, 2 },
	{ "handoff-confusion", ANSWER_NA, 55, 40, 100, 2 },
	{ "handoff-confusion", ANSWER_YES, 66, 40, 100, 2 },
	{ "acceptance-falls", ANSWER_YES, 77, 40, 100, 2 },
	{ "outside-target", ANSWER_YES, 88, 40, 100, 2 },
	{ "promise-heard-differently", ANSWER_YES, 100, 40, 100, 0 },
	{ "adoption-drops", ANSWER_YES, 100, 50, 100, 0 },
	{ "growth-harder", ANSWER_OPEN, 88, 40, 90, 2 },
};

static void is_rated(struct fixture *f, int focus, int deliver, int execute, int worst)
{
	struct account_detail detail = { 0 };

	load(f, ORGANISATION_ID, "chasms", &detail);
	cr_assert_eq(detail.track->stage_count, 3);
	cr_assert_str_eq(detail.track->stages[0].key, "focus");
	cr_assert_str_eq(detail.track->stages[1].key, "deliver");
	cr_assert_str_eq(detail.track->stages[2].key, "execute");
	cr_assert_eq(detail.position.ratings[0], focus, "focus %d", detail.position.ratings[0]);
	cr_assert_eq(detail.position.ratings[1], deliver, "deliver %d", detail.position.ratings[1]);
	cr_assert_eq(detail.position.ratings[2], execute, "execute %d", detail.position.ratings[2]);
	cr_assert_eq(detail.position.stage, worst, "worst %d", detail.position.stage);
	account_detail_clear(&detail);
}

Test(shipped_tracks, chasms_rate_each_condition_and_name_the_worst)
{
	struct fixture f;
	char tracks[256];

	open_shipped(&f, tracks);
	is_rated(&f, -1, -1, -1, -1);
	for (size_t i = 0; i < sizeof symptoms / sizeof *symptoms; i++) {
		answer(&f, ORGANISATION_ID, id_milestone("chasms", symptoms[i].symptom), symptoms[i].answer);
		is_rated(&f, symptoms[i].focus, symptoms[i].deliver, symptoms[i].execute, symptoms[i].worst);
	}
	/* All the way back: each step is one entry. */
	for (size_t i = 0; i < sizeof symptoms / sizeof *symptoms; i++)
		fixture_undo(f.book, "ana");
	is_rated(&f, -1, -1, -1, -1);
	fixture_close(&f);
}

static int is_track(const struct dirent *entry)
{
	return strstr(entry->d_name, ".cfg") != NULL;
}

Test(shipped_tracks, all_ten_ship_and_none_is_warned_of)
{
	char folder[256], path[600];
	struct dirent **names;
	int count;

	snprintf(folder, sizeof folder, "%s/share/tracks", getenv("abs_top_srcdir"));
	count = scandir(folder, &names, is_track, alphasort);
	cr_assert_eq(count, SHIPPED + 1);
	for (int i = 0; i < count; i++) {
		struct track_warnings warnings = { 0 };
		struct track *track;
		struct error error;

		snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
		cr_assert_eq(track_file_lint(path, &track, &warnings, &error), 0, "%s", error.text);
		cr_assert_eq((int)warnings.count, 0, "%s:%d: %s", path, warnings.count ? warnings.items[0].line : 0,
			     warnings.count ? warnings.items[0].text : "");
		cr_assert(strncmp(track->key, "cst-", 4) != 0 || track->milestone_count >= 60,
			  "%s has %d questions", track->key, track->milestone_count);
		cr_assert(track->about != NULL && track->method != NULL, "%s says nothing of itself", track->key);
		vec_free(&warnings);
		track_free(track);
		free(names[i]);
	}
	free(names);
}

/* ---- one fact, one question ---- */

struct asked {
	char *folded;	 /* wording */
	const char *by;	 /* the track whose question it is */
	char place[128]; /* where it is asked: TRACK/STAGE */
};

typedef VEC(struct asked) asked_list;

static void asks(asked_list *list, const char *track, const char *stage, const char *question, const char *by)
{
	struct asked *one = vec_add(list);

	*one = (struct asked){ .folded = text_fold(question), .by = by };
	snprintf(one->place, sizeof one->place, "%s/%s", track, stage);
}

/* Everything the track asks, where it is asked: its own stage, and each for which a yes is evidence. */
static void asks_all(const struct track *track, asked_list *list)
{
	for (int m = 0; m < track->milestone_count; m++) {
		const struct milestone *milestone = &track->milestones[m];

		asks(list, track->key, track->stages[milestone->stage].key, milestone->question, track->key);
		for (size_t e = 0; e < milestone->evidence_count; e++)
			asks(list, milestone->evidence[e].track, milestone->evidence[e].stage, milestone->question,
			     track->key);
	}
}

/* Whoever has two tracks is asked for a fact once: what counts for a stage does not stand beside its twin. */
Test(shipped_tracks, no_stage_asks_twice_for_the_same_fact)
{
	struct track *tracks[SHIPPED + 1];
	char folder[256], path[600];
	struct dirent **names;
	asked_list list = { 0 };
	int count;

	snprintf(folder, sizeof folder, "%s/share/tracks", getenv("abs_top_srcdir"));
	count = scandir(folder, &names, is_track, alphasort);
	cr_assert_eq(count, SHIPPED + 1);
	for (int i = 0; i < count; i++) {
		struct error error;

		snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
		cr_assert_eq(track_file_read(path, &tracks[i], &error), 0, "%s", error.text);
		asks_all(tracks[i], &list);
		free(names[i]);
	}
	free(names);
	cr_assert_gt((int)list.count, 400);
	for (size_t a = 0; a < list.count; a++) {
		for (size_t b = a + 1; b < list.count; b++)
			cr_assert(strcmp(list.items[a].place, list.items[b].place) != 0 ||
					  strcmp(list.items[a].folded, list.items[b].folded) != 0,
				  "%s asks twice, for %s and for %s: %s", list.items[a].place, list.items[a].by,
				  list.items[b].by, list.items[a].folded);
	}
	for (size_t a = 0; a < list.count; a++)
		free(list.items[a].folded);
	vec_free(&list);
	for (int i = 0; i < count; i++)
		track_free(tracks[i]);
}
