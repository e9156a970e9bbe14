/* One answer, several tracks: as the book reads it, keeps it and shows it beside the main track. */
#include <criterion/criterion.h>
#include <string.h>

#include "core/ids.h"
#include "tests/storage/evidence_tracks.h"

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
