/* One answer, several tracks: as the book reads it, keeps it and shows it beside the main track. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "core/buf.h"
#include "core/filter.h"
#include "core/ids.h"
#include "tests/storage/fixture.h"

/* x is evidence for the first stage of small and for the second level of trust; z is nobody's. */
static const char proof_track[] =
	"id = \"proof\"; title = \"Proof\"; version = \"1\"; subject = \"account\"; reading = \"progress\";\n"
	"stages = ( { id = \"p1\"; name = \"Promised\"; promise = \"p\"; activities = ( { name = \"a\"; milestones "
	"= (\n"
	"  { id = \"x\"; question = \"Is x proven?\"; evidence = ( \"small/one\", \"trust/like\" ); } ); } ); },\n"
	" { id = \"p2\"; name = \"Proven\"; promise = \"p\"; activities = ( { name = \"b\"; milestones = (\n"
	"  { id = \"z\"; question = \"Is z proven?\"; } ); } ); } );\n";

/* l is evidence for the last stage of small. */
static const char trust_track[] =
	"id = \"trust\"; title = \"Trust\"; version = \"1\"; subject = \"account\"; reading = \"level\";\n"
	"stages = ( { id = \"know\"; name = \"Know\"; promise = \"p\"; activities = ( { name = \"a\"; milestones = "
	"(\n"
	"  { id = \"k\"; question = \"Do they know us?\"; } ); } ); },\n"
	" { id = \"like\"; name = \"Like\"; promise = \"p\"; activities = ( { name = \"b\"; milestones = (\n"
	"  { id = \"l\"; question = \"Do they like us?\"; evidence = ( \"small/three\" ); } ); } ); } );\n";

/* Milestones by the whole name. */
static int64_t id_of(const char *name)
{
	const char *slash = strchr(name, '/');
	char track[32];

	snprintf(track, sizeof track, "%.*s", (int)(slash - name), name);
	return id_milestone(track, slash + 1);
}

static void open_book(struct fixture *f)
{
	fixture_open(f);
	fixture_track(f, trust_track);
	fixture_track(f, proof_track);
}

static void commit(struct fixture *f, int64_t account)
{
	cr_assert_eq(
		journal_commit(f->book, &(struct journal_note){ "ana", "set", account, "set" }, NULL, &f->error), 0,
		"%s", f->error.text);
}

static void assign(struct fixture *f, int64_t account, const char *track, bool main)
{
	cr_assert_eq(journal_begin(f->book, &f->error), 0);
	cr_assert_eq(account_assign_track(f->book, account, id_track(track), main, NULL, &f->error), 0, "%s",
		     f->error.text);
	commit(f, account);
}

static void answer(struct fixture *f, int64_t account, const char *name, enum answer given, day_t on)
{
	struct answer_write write = { id_of(name), given, on, "ana", NULL };

	cr_assert_eq(journal_begin(f->book, &f->error), 0);
	cr_assert_eq(answer_give(f->book, account, &write, NULL, &f->error), 0, "%s", f->error.text);
	commit(f, account);
}

/* track NULL: the main one. */
static void load(struct fixture *f, int64_t account, const char *track, day_t as_of, struct account_detail *out)
{
	cr_assert_eq(account_load(f->book, account, track ? id_track(track) : 0, as_of, out, &f->error), 0, "%s",
		     f->error.text);
}

static int stage_on(struct fixture *f, int64_t account, const char *track)
{
	struct account_detail detail = { 0 };
	int stage;

	load(f, account, track, TODAY, &detail);
	stage = detail.position.completed ? 100 : detail.position.stage;
	account_detail_clear(&detail);
	return stage;
}

static struct account_row row_of(struct fixture *f, int64_t account)
{
	struct account_row row = { 0 };

	cr_assert_eq(portfolio_rows(f->book, &account, 1, &row, &f->error), 0, "%s", f->error.text);
	return row;
}

/* An account with one settled but for what the other tracks say of it. */
static int64_t settled_one(struct fixture *f, const char *name)
{
	int64_t id = fixture_account(f, name);

	answer(f, id, "small/a", ANSWER_YES, TODAY - 20);
	answer(f, id, "small/b", ANSWER_YES, TODAY - 20);
	return id;
}

Test(evidence, one_answer_moves_every_track_that_the_account_has)
{
	struct fixture f;
	struct account_row row;
	int64_t id;

	open_book(&f);
	id = settled_one(&f, "Northwind");
	cr_assert_eq(stage_on(&f, id, NULL), 1, "small alone: one is settled");
	assign(&f, id, "proof", false);
	cr_assert_eq(stage_on(&f, id, NULL), 0, "x is one more required question");
	row = row_of(&f, id);
	cr_assert_str_eq(row.stage, "One");
	cr_assert_eq(row.settled, 2);
	cr_assert_eq(row.required, 3);
	cr_assert_str_eq(row.next_key, "proof/x");
	cr_assert_str_eq(row.next_question, "Is x proven?");
	account_row_clear(&row);
	assign(&f, id, "trust", false);
	answer(&f, id, "trust/k", ANSWER_YES, TODAY - 9);
	answer(&f, id, "trust/l", ANSWER_YES, TODAY - 8);
	cr_assert_eq(stage_on(&f, id, "trust"), 0, "like waits for x");
	answer(&f, id, "proof/x", ANSWER_YES, TODAY - 5);
	cr_assert_eq(stage_on(&f, id, NULL), 1);
	cr_assert_eq(stage_on(&f, id, "proof"), 1);
	cr_assert_eq(stage_on(&f, id, "trust"), 100);
	row = row_of(&f, id);
	cr_assert_str_eq(row.stage, "Two");
	cr_assert_eq(row.stage_since, TODAY - 5, "the day of the answer that settled it");
	cr_assert_str_eq(row.next_key, "d");
	account_row_clear(&row);
	fixture_close(&f);
}

Test(evidence, only_yes_counts_away_from_home)
{
	struct account_detail detail = { 0 };
	struct fixture f;
	int64_t id;

	open_book(&f);
	id = settled_one(&f, "Northwind");
	assign(&f, id, "proof", false);
	answer(&f, id, "proof/x", ANSWER_NA, TODAY - 5);
	cr_assert_eq(stage_on(&f, id, "proof"), 1, "settled at home");
	cr_assert_eq(stage_on(&f, id, NULL), 0);
	answer(&f, id, "proof/x", ANSWER_NO, TODAY - 4);
	cr_assert_eq(stage_on(&f, id, "proof"), 0);
	cr_assert_eq(stage_on(&f, id, NULL), 0);
	/* Here it stands with its answer all the same, and by whom. */
	load(&f, id, NULL, TODAY, &detail);
	cr_assert_eq(detail.position.next, 3);
	cr_assert_str_eq(detail.track->milestones[3].home, "proof");
	cr_assert_eq(detail.view.standing[3].answer, ANSWER_NO);
	cr_assert_eq(detail.answer_count, 7);
	cr_assert_str_eq(detail.answers[3].by, "ana");
	account_detail_clear(&detail);
	fixture_close(&f);
}

/* A no to another track's question is no beginning of this one. */
Test(evidence, a_track_begins_with_an_answer_that_counts_on_it)
{
	struct account_detail detail = { 0 };
	struct change change;
	struct fixture f;
	int64_t id;

	open_book(&f);
	id = fixture_account(&f, "Northwind");
	assign(&f, id, "proof", false);
	answer(&f, id, "proof/x", ANSWER_NO, TODAY - 50);
	load(&f, id, NULL, TODAY, &detail);
	cr_assert_eq(detail.view.start, DAY_NONE);
	cr_assert_eq(detail.view.standing[3].answer, ANSWER_NO, "it is shown");
	health_whatif(scorecard_default(), &book_options(f.book)->limits, &detail.view,
		      &(struct whatif_answer){ 3, ANSWER_NA }, 1, &change);
	cr_assert_eq(change.stage_after.days, -1, "nor is a what-if");
	health_whatif(scorecard_default(), &book_options(f.book)->limits, &detail.view,
		      &(struct whatif_answer){ 3, ANSWER_YES }, 1, &change);
	cr_assert_eq(change.stage_after.days, 0);
	account_detail_clear(&detail);
	answer(&f, id, "proof/x", ANSWER_YES, TODAY - 40);
	answer(&f, id, "small/a", ANSWER_NO, TODAY - 30);
	load(&f, id, NULL, TODAY, &detail);
	cr_assert_eq(detail.view.start, TODAY - 40);
	account_detail_clear(&detail);
	fixture_close(&f);
}

Test(evidence, counts_only_on_tracks_that_the_account_has)
{
	struct account_detail detail = { 0 };
	struct fixture f;
	int64_t with, without;

	open_book(&f);
	with = settled_one(&f, "Northwind");
	without = settled_one(&f, "Contoso");
	assign(&f, with, "proof", false);
	answer(&f, without, "proof/x", ANSWER_NO, TODAY - 5);
	cr_assert_eq(stage_on(&f, with, NULL), 0);
	cr_assert_eq(stage_on(&f, without, NULL), 1);
	/* A track that it has not is read alone. */
	load(&f, without, "proof", TODAY, &detail);
	cr_assert_eq(detail.track->milestone_count, 2);
	cr_assert_eq(detail.position.stage, 0);
	cr_assert_eq(detail.view.standing[0].answer, ANSWER_NO);
	account_detail_clear(&detail);
	load(&f, with, "trust", TODAY, &detail);
	cr_assert_eq(detail.track->milestone_count, 2, "x would be the third");
	account_detail_clear(&detail);
	/* The main track gives to the others as well as they to it: small gives nothing, proof as main does. */
	assign(&f, with, "proof", true);
	load(&f, with, NULL, TODAY, &detail);
	cr_assert_str_eq(detail.track->key, "proof");
	cr_assert_eq(detail.track->milestone_count, 2);
	account_detail_clear(&detail);
	cr_assert_eq(stage_on(&f, with, "small"), 0);
	fixture_close(&f);
}

/* Every track has its own day of placement and its own passes. */
Test(evidence, placement_and_passes_are_each_tracks_own)
{
	struct account_detail detail = { 0 };
	struct fixture f;
	int64_t id;

	open_book(&f);
	id = fixture_account(&f, "Northwind");
	assign(&f, id, "proof", false);
	cr_assert_eq(journal_begin(f.book, &f.error), 0);
	cr_assert_eq(account_set_placed(f.book, id, id_track("proof"), TODAY - 12, NULL, &f.error), 0);
	cr_assert_eq(account_set_placed(f.book, id, id_track("small"), TODAY - 34, NULL, &f.error), 0);
	cr_assert_eq(
		stage_pass_set(f.book, id, id_stage("proof", "p1"), TODAY - 3, "ana", "agreed", NULL, &f.error), 0);
	commit(&f, id);
	load(&f, id, "proof", TODAY, &detail);
	cr_assert_eq(detail.view.start, TODAY - 12);
	cr_assert_eq(detail.position.stage, 1);
	cr_assert_eq(detail.position.passed, true);
	cr_assert_str_eq(detail.row.track, "small", "the row is of the main track");
	cr_assert_eq(detail.row.days, 34);
	account_detail_clear(&detail);
	load(&f, id, NULL, TODAY, &detail);
	cr_assert_eq(detail.view.start, TODAY - 34);
	cr_assert_eq(detail.position.stage, 0);
	cr_assert_eq(detail.position.passed, false);
	account_detail_clear(&detail);
	fixture_close(&f);
}

Test(evidence, undo_takes_it_back_on_all_tracks)
{
	char *before[2], *after[2];
	struct fixture f;
	int64_t id;

	open_book(&f);
	id = settled_one(&f, "Northwind");
	assign(&f, id, "proof", false);
	assign(&f, id, "trust", false);
	before[0] = fixture_dump_facts(&f);
	before[1] = fixture_dump_derived(&f);
	answer(&f, id, "proof/x", ANSWER_YES, TODAY - 5);
	cr_assert_eq(stage_on(&f, id, NULL), 1);
	fixture_undo(f.book, "ana");
	cr_assert_eq(stage_on(&f, id, NULL), 0);
	cr_assert_eq(stage_on(&f, id, "proof"), 0);
	after[0] = fixture_dump_facts(&f);
	after[1] = fixture_dump_derived(&f);
	for (int i = 0; i < 2; i++) {
		cr_assert_str_eq(before[i], after[i]);
		free(before[i]);
		free(after[i]);
	}
	fixture_undo(f.book, "ana"); /* trust is the account's no more */
	fixture_undo(f.book, "ana"); /* nor is proof */
	cr_assert_eq(stage_on(&f, id, NULL), 1);
	fixture_close(&f);
}

Test(evidence, a_what_if_over_the_merged_track_says_what_comes_true)
{
	struct account_detail detail = { 0 };
	struct change change;
	struct fixture f;
	int64_t id;

	open_book(&f);
	id = settled_one(&f, "Northwind");
	assign(&f, id, "proof", false);
	load(&f, id, NULL, TODAY, &detail);
	health_whatif(scorecard_default(), &book_options(f.book)->limits, &detail.view,
		      &(struct whatif_answer){ 3, ANSWER_NA }, 1, &change);
	cr_assert_eq(change.stage_after.stage, 0);
	health_whatif(scorecard_default(), &book_options(f.book)->limits, &detail.view,
		      &(struct whatif_answer){ 3, ANSWER_YES }, 1, &change);
	cr_assert_eq(change.stage_before.stage, 0);
	cr_assert_eq(change.stage_after.stage, 1);
	account_detail_clear(&detail);
	answer(&f, id, "proof/x", ANSWER_YES, TODAY);
	load(&f, id, NULL, TODAY, &detail);
	cr_assert_eq(memcmp(&change.stage_after, &detail.position, sizeof detail.position), 0);
	cr_assert_eq(change.health_after, detail.health.hundredths);
	account_detail_clear(&detail);
	fixture_close(&f);
}

Test(evidence, a_new_version_of_the_giver_is_read_at_once)
{
	struct fixture f;
	int64_t id;
	char *text;

	open_book(&f);
	id = settled_one(&f, "Northwind");
	assign(&f, id, "proof", false);
	cr_assert_eq(stage_on(&f, id, NULL), 0);
	text = xstrdup(proof_track);
	memcpy(strstr(text, "small/one"), "small/two", 9);
	fixture_track(&f, text);
	cr_assert_eq(stage_on(&f, id, NULL), 1);
	fixture_undo(f.book, "setup");
	cr_assert_eq(stage_on(&f, id, NULL), 0);
	free(text);
	fixture_close(&f);
}

Test(evidence, merged_tracks_are_made_once)
{
	struct ids has = { 0 }, turned = { 0 };
	const struct track *base, *merged, *again, *more;
	struct book *other;
	struct fixture f;

	open_book(&f);
	*vec_add(&has) = id_track("small");
	cr_assert_eq(track_get(f.book, id_track("small"), &base, &f.error), 0);
	cr_assert_eq(track_for(f.book, id_track("small"), &has, &merged, &f.error), 0);
	cr_assert_eq(merged, base);
	*vec_add(&has) = id_track("proof");
	cr_assert_eq(track_for(f.book, id_track("small"), &has, &merged, &f.error), 0);
	cr_assert_neq(merged, base);
	cr_assert_eq(merged->milestone_count, 7);
	*vec_add(&turned) = id_track("proof");
	*vec_add(&turned) = id_track("small");
	cr_assert_eq(track_for(f.book, id_track("small"), &turned, &again, &f.error), 0);
	cr_assert_eq(again, merged);
	*vec_add(&turned) = id_track("trust");
	cr_assert_eq(track_for(f.book, id_track("small"), &turned, &more, &f.error), 0);
	cr_assert_eq(more->milestone_count, 8);
	cr_assert_eq(track_for(f.book, id_track("small"), &has, &again, &f.error), 0);
	cr_assert_eq(again, merged);
	/* Small has nothing for proof. */
	cr_assert_eq(track_get(f.book, id_track("proof"), &base, &f.error), 0);
	cr_assert_eq(track_for(f.book, id_track("proof"), &turned, &again, &f.error), 0);
	cr_assert_eq(again, base);
	cr_assert_eq(track_for(f.book, 12345, &turned, &again, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_NOT_FOUND);
	/* The larger set first: the smaller one is not taken for it. */
	other = fixture_second(&f);
	cr_assert_eq(track_for(other, id_track("small"), &turned, &more, &f.error), 0);
	cr_assert_eq(more->milestone_count, 8);
	cr_assert_eq(track_for(other, id_track("small"), &has, &merged, &f.error), 0);
	cr_assert_eq(merged->milestone_count, 7);
	book_close(other);
	vec_free(&has);
	vec_free(&turned);
	fixture_close(&f);
}

/* ---- the lens ---- */

static uint32_t chance(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % below;
}

static const char *const tracks[] = { "small", "proof", "trust" };

static void random_change(struct fixture *f, int64_t id, uint64_t *seed)
{
	static const char *const names[] = { "small/a", "small/b", "small/d", "small/e", "small/f",
					     "proof/x", "proof/z", "trust/k", "trust/l" };
	static const char *const stages[] = { "small/one", "small/three", "proof/p1" };
	const char *name = names[chance(seed, 9)];
	day_t on = TODAY - (day_t)chance(seed, 100);
	int done = 0;

	switch (chance(seed, 8)) {
	case 0:
		assign(f, id, tracks[chance(seed, 3)], chance(seed, 3) == 0);
		return;
	case 1:
		cr_assert_eq(journal_begin(f->book, &f->error), 0);
		done = answer_withdraw(f->book, id, id_of(name), NULL, &f->error);
		break;
	case 2:
		name = stages[chance(seed, 3)];
		cr_assert_eq(journal_begin(f->book, &f->error), 0);
		done = stage_pass_set(f->book, id,
				      !strncmp(name, "small", 5) ? id_stage("small", name + 6)
								 : id_stage("proof", name + 6),
				      on, "ana", chance(seed, 3) ? "agreed" : NULL, NULL, &f->error);
		break;
	default:
		answer(f, id, name, chance(seed, 3) ? ANSWER_YES : (enum answer)(2 + chance(seed, 2)), on);
		return;
	}
	cr_assert_eq(done, 0, "%s", f->error.text);
	commit(f, id);
}

static bool has_track(const struct account_detail *detail, int64_t track)
{
	for (size_t i = 0; i < detail->tracks.count; i++)
		if (detail->tracks.items[i] == track)
			return true;
	return false;
}

/* The row's lens as account_load() has that track. */
static void expect_lens(struct fixture *f, const struct account_row *row, const char *track, day_t as_of)
{
	struct account_detail detail = { 0 };
	const struct position *position = &detail.position;

	load(f, row->id, track, as_of, &detail);
	if (!has_track(&detail, id_track(track))) {
		cr_assert_null(row->lens);
		cr_assert(row->lens_index == 0 && row->lens_count == 0 && !row->lens_completed &&
			  !row->lens_passed);
	} else {
		cr_assert_str_eq(row->lens,
				 position->stage < 0 ? "none" : detail.track->stages[position->stage].name);
		cr_assert_eq(row->lens_index, position->stage + 1);
		cr_assert_eq(row->lens_count, detail.track->stage_count);
		cr_assert_eq(row->lens_completed, position->completed);
		cr_assert_eq(row->lens_passed, position->passed);
		if (!strcmp(row->track, track))
			cr_assert_str_eq(row->lens, row->stage);
	}
	account_detail_clear(&detail);
}

struct expected {
	struct fixture *f;
	const char *track;
	day_t as_of;
	int count, on_it;
};

static bool expect_each(void *data, const struct account_row *row)
{
	struct expected *expected = data;

	expect_lens(expected->f, row, expected->track, expected->as_of);
	expected->on_it += row->lens != NULL;
	expected->count++;
	return true;
}

static void expect_lenses(struct fixture *f, const int64_t *ids, int count)
{
	struct account_row *rows = xcalloc((size_t)count, sizeof *rows);

	for (int t = 0; t < 3; t++) {
		struct expected expected = { f, tracks[t], TODAY, 0, 0 },
				earlier = { f, tracks[t], TODAY - 40, 0, 0 };

		book_set_lens(f->book, id_track(tracks[t]));
		cr_assert_eq(portfolio_rows(f->book, ids, (size_t)count, rows, &f->error), 0, "%s", f->error.text);
		for (int i = 0; i < count; i++)
			expect_lens(f, &rows[i], tracks[t], TODAY);
		/* From the cache, and computed as of another day. */
		cr_assert_eq(portfolio_each(f->book, TODAY, expect_each, &expected, &f->error), 0, "%s",
			     f->error.text);
		cr_assert_eq(portfolio_each(f->book, TODAY - 40, expect_each, &earlier, &f->error), 0, "%s",
			     f->error.text);
		cr_assert_eq(expected.count, count);
		cr_assert_eq(earlier.count, count);
		cr_assert_eq(expected.on_it, earlier.on_it);
	}
	for (int i = 0; i < count; i++)
		account_row_clear(&rows[i]);
	free(rows);
	book_set_lens(f->book, 0);
}

Test(evidence, the_lens_is_what_each_account_says_and_a_rebuild_gives)
{
	uint64_t seed = 5;
	int64_t ids[8], left = 1;
	char name[24], *kept, *rebuilt;
	struct fixture f;

	open_book(&f);
	for (int i = 0; i < 8; i++) {
		snprintf(name, sizeof name, "Account %d", i);
		ids[i] = fixture_account(&f, name);
	}
	for (int round = 0; round < 6; round++) {
		for (int i = 0; i < 20; i++)
			random_change(&f, ids[chance(&seed, 8)], &seed);
		for (int i = 0; i < round; i++)
			fixture_undo(f.book, "ana");
		expect_lenses(&f, ids, 8);
		kept = fixture_dump_derived(&f);
		cr_assert_not_null(strstr(kept, "lens_cache|"));
		cr_assert_eq(cache_rebuild(f.book, &f.error), 0, "%s", f.error.text);
		rebuilt = fixture_dump_derived(&f);
		cr_assert_str_eq(kept, rebuilt);
		free(kept);
		free(rebuilt);
	}
	/* Brought to another day step by step. */
	book_set_today(f.book, TODAY + 1);
	while (left)
		cr_assert_eq(cache_refresh(f.book, ids, 0, 3, &left, &f.error), 0, "%s", f.error.text);
	kept = fixture_dump_derived(&f);
	cr_assert_eq(cache_rebuild(f.book, &f.error), 0);
	rebuilt = fixture_dump_derived(&f);
	cr_assert_str_eq(kept, rebuilt);
	free(kept);
	free(rebuilt);
	fixture_close(&f);
}

Test(evidence, the_portfolio_is_sorted_and_filtered_by_the_lens)
{
	struct account_row rows[5] = { 0 };
	struct ids order = { 0 };
	struct filter *filter;
	struct fixture f;
	int64_t ids[5];
	char *terms[] = { (char *)(uintptr_t) "lens=LIKE" };
	int fits = 0;

	open_book(&f);
	for (int i = 0; i < 5; i++) {
		char name[2] = { (char)('A' + i), 0 };

		ids[i] = fixture_account(&f, name);
	}
	/* A: not on trust; B: Like, main; C: none yet; D: Know; E: Know. */
	assign(&f, ids[1], "trust", true);
	answer(&f, ids[1], "trust/k", ANSWER_YES, TODAY - 3);
	answer(&f, ids[1], "trust/l", ANSWER_YES, TODAY - 3);
	for (int i = 2; i < 5; i++)
		assign(&f, ids[i], "trust", false);
	answer(&f, ids[3], "trust/k", ANSWER_YES, TODAY - 3);
	answer(&f, ids[4], "trust/k", ANSWER_YES, TODAY - 3);
	book_set_lens(f.book, id_track("trust"));
	cr_assert_eq(book_options(f.book)->lens, id_track("trust"));
	cr_assert_eq(portfolio_order(f.book, COLUMN_LENS, false, 0, &order, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(order.count, 5);
	cr_assert(order.items[0] == ids[2] && order.items[1] == ids[3] && order.items[2] == ids[4] &&
		  order.items[3] == ids[1] && order.items[4] == ids[0]);
	vec_clear(&order);
	cr_assert_eq(portfolio_order(f.book, COLUMN_LENS, true, 0, &order, &f.error), 0);
	cr_assert(order.items[0] == ids[1] && order.items[1] == ids[3] && order.items[2] == ids[4] &&
		  order.items[3] == ids[2] && order.items[4] == ids[0]);
	cr_assert_eq(portfolio_rows(f.book, order.items, 5, rows, &f.error), 0);
	for (int i = 0; i + 1 < 5; i++)
		cr_assert_lt(column_compare(COLUMN_LENS, true, &rows[i], &rows[i + 1]), 0, "%d", i);
	cr_assert_str_eq(column_text(COLUMN_LENS, &rows[0]), "Like");
	cr_assert_str_eq(column_text(COLUMN_LENS, &rows[3]), "none");
	cr_assert_null(column_text(COLUMN_LENS, &rows[4]));
	cr_assert_eq(filter_parse(&filter, terms, 1, &f.error), 0, "%s", f.error.text);
	for (int i = 0; i < 5; i++)
		if (filter_fits(filter, &rows[i]))
			fits |= 1 << i;
	cr_assert_eq(fits, 1);
	filter_free(filter);
	/* Without a lens nothing is known of it, and names decide. */
	book_set_lens(f.book, 0);
	vec_clear(&order);
	cr_assert_eq(portfolio_order(f.book, COLUMN_LENS, true, 0, &order, &f.error), 0);
	for (int i = 0; i < 5; i++)
		cr_assert_eq(order.items[i], ids[i]);
	vec_free(&order);
	for (int i = 0; i < 5; i++)
		account_row_clear(&rows[i]);
	fixture_close(&f);
}

/* The same track under another id (of the same length), about the organisation. */
static char *about_the_organisation(const char *text, const char *was, const char *key)
{
	const char *subject = strstr(text, "\"account\"");
	char *out = xasprintf("%.*s\"organisation\"%s", (int)(subject - text), text,
			      subject + strlen("\"account\""));

	memcpy(strstr(out, was), key, strlen(key));
	return out;
}

Test(evidence, the_organisation_has_no_row_and_a_lost_row_is_noticed)
{
	struct buf report = { 0 };
	struct fixture f;
	int64_t id;
	sqlite3 *db;
	char *dump, *steps, *proofs;

	open_book(&f);
	steps = about_the_organisation(trust_track, "trust", "ready");
	proofs = about_the_organisation(proof_track, "proof", "steps");
	memcpy(strstr(proofs, "trust/like"), "ready/like", 10);
	fixture_track(&f, steps);
	fixture_track(&f, proofs);
	free(steps);
	free(proofs);
	answer(&f, ORGANISATION_ID, "ready/k", ANSWER_YES, TODAY - 5);
	answer(&f, ORGANISATION_ID, "ready/l", ANSWER_YES, TODAY - 5);
	cr_assert_eq(stage_on(&f, ORGANISATION_ID, "ready"), 0);
	answer(&f, ORGANISATION_ID, "steps/x", ANSWER_YES, TODAY - 5);
	cr_assert_eq(stage_on(&f, ORGANISATION_ID, "ready"), 100, "its tracks give each other evidence too");
	cr_assert_eq(cache_rebuild(f.book, &f.error), 0, "%s", f.error.text);
	dump = fixture_dump_derived(&f);
	cr_assert_null(strstr(dump, "lens_cache|"));
	free(dump);
	id = settled_one(&f, "Northwind");
	assign(&f, id, "proof", false);
	cr_assert_eq(book_check(f.book, &report, &f.error), 0, "%s", buf_text(&report));
	cr_assert_eq(sqlite3_open(f.path, &db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, "UPDATE lens_cache SET stage = stage + 1", NULL, NULL, NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_changes(db), 1, "one row: of proof, small is the main one");
	sqlite3_close(db);
	cr_assert_eq(book_check(f.book, &report, &f.error), 1);
	cr_assert_not_null(strstr(buf_text(&report), "derived"));
	buf_free(&report);
	fixture_close(&f);
}
