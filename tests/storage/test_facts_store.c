/* Writing facts: what stands, what is said once only, what is refused. */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/storage/fixture.h"

static void begin(struct fixture *f)
{
	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
}

static void commit(struct fixture *f)
{
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "set", 0, "set" }, NULL, &f->error), 0,
		     "%s", f->error.text);
}

static void load(struct fixture *f, int64_t id, day_t as_of, struct account_detail *detail)
{
	cr_assert_eq(account_load(f->book, id, 0, as_of, detail, &f->error), 0, "%s", f->error.text);
}

static bool set_arr(struct fixture *f, int64_t id, day_t on, int64_t minor, const char *currency)
{
	bool changed;

	begin(f);
	cr_assert_eq(movement_set_arr(f->book, id, on, minor, currency, &changed, &f->error), 0, "%s",
		     f->error.text);
	commit(f);
	return changed;
}

/* A no with its note, then a yes on the same day; withdrawing the yes brings the no back, note and all. */
Test(facts_store, withdrawing_brings_back_what_stood_before)
{
	struct account_detail detail = { 0 };
	struct fixture f;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	begin(&f);
	cr_assert_eq(answer_give(f.book, id,
				 &(struct answer_write){ milestone("a"), ANSWER_NO, TODAY, "ana", "no budget yet" },
				 NULL, &f.error),
		     0);
	commit(&f);
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY);
	load(&f, id, TODAY, &detail);
	cr_assert_eq(detail.view.standing[0].answer, ANSWER_YES);
	cr_assert_null(detail.answers[0].note);
	fixture_answer(&f, id, "a", ANSWER_OPEN, TODAY);
	load(&f, id, TODAY, &detail);
	cr_assert_eq(detail.view.standing[0].answer, ANSWER_NO);
	cr_assert_str_eq(detail.answers[0].note, "no budget yet");
	fixture_answer(&f, id, "a", ANSWER_OPEN, TODAY);
	load(&f, id, TODAY, &detail);
	cr_assert_eq(detail.view.standing[0].answer, ANSWER_OPEN);
	account_detail_clear(&detail);
	fixture_close(&f);
}

Test(facts_store, answers_count_from_their_day_on)
{
	struct account_detail detail = { 0 };
	struct fixture f;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY - 10);
	fixture_answer(&f, id, "a", ANSWER_NO, TODAY - 2);
	load(&f, id, TODAY - 11, &detail);
	cr_assert_eq(detail.view.standing[0].answer, ANSWER_OPEN);
	load(&f, id, TODAY - 3, &detail);
	cr_assert_eq(detail.view.standing[0].answer, ANSWER_YES);
	load(&f, id, TODAY - 2, &detail);
	cr_assert_eq(detail.view.standing[0].answer, ANSWER_NO);
	account_detail_clear(&detail);
	fixture_close(&f);
}

/* Each figure worked by hand: new on the start date, then the difference under its name. */
Test(facts_store, arr_is_the_sum_of_its_movements)
{
	struct account_detail detail = { 0 };
	struct fixture f;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	load(&f, id, TODAY, &detail);
	cr_assert_not(detail.row.has_arr, "no movement: unknown, not 0");
	begin(&f);
	cr_assert_eq(account_set_start(f.book, id, TODAY - 100, NULL, &f.error), 0);
	commit(&f);
	cr_assert(set_arr(&f, id, TODAY - 50, 120000, "EUR"));
	load(&f, id, TODAY - 100, &detail);
	cr_assert_eq(detail.row.arr.minor, 120000, "new on the start date");
	cr_assert(set_arr(&f, id, TODAY - 40, 150000, "EUR"));
	cr_assert(set_arr(&f, id, TODAY - 30, 90000, NULL));
	cr_assert(set_arr(&f, id, TODAY - 20, 0, "EUR"));
	cr_assert_not(set_arr(&f, id, TODAY - 20, 0, "EUR"), "said already");
	cr_assert(set_arr(&f, id, TODAY - 10, 70000, "EUR"));
	load(&f, id, TODAY - 40, &detail);
	cr_assert_eq(detail.row.arr.minor, 150000);
	load(&f, id, TODAY - 20, &detail);
	cr_assert(detail.row.has_arr);
	cr_assert_eq(detail.row.arr.minor, 0);
	load(&f, id, TODAY, &detail);
	cr_assert_eq(detail.row.arr.minor, 70000);
	cr_assert_str_eq(detail.row.arr.currency, "EUR");
	account_detail_clear(&detail);
	fixture_close(&f);
}

Test(facts_store, two_currencies_are_never_added)
{
	struct fixture f;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	set_arr(&f, id, TODAY, 100, "EUR");
	begin(&f);
	cr_assert_eq(movement_set_arr(f.book, id, TODAY, 200, "USD", NULL, &f.error), -1);
	cr_assert_not_null(strstr(f.error.text, "two currencies"));
	cr_assert_eq(account_set_text(f.book, id, ACCOUNT_CURRENCY, "USD", TODAY, NULL, &f.error), -1);
	journal_abort(f.book);
	fixture_close(&f);
}

Test(facts_store, dated_fields_hold_from_their_day_until_said_otherwise)
{
	struct account_detail detail = { 0 };
	struct account_state early = {
		.says_segment = true, .segment = "Growth", .says_renewal = true, .renewal = TODAY + 90
	};
	struct account_state late = { .says_renewal = true, .renewal = DAY_NONE, .says_csm = true, .csm = "ben" };
	struct fixture f;
	bool changed;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	begin(&f);
	cr_assert_eq(account_set_state(f.book, id, TODAY - 20, &early, &changed, &f.error), 0, "%s", f.error.text);
	cr_assert(changed);
	cr_assert_eq(account_set_state(f.book, id, TODAY - 5, &late, &changed, &f.error), 0, "%s", f.error.text);
	cr_assert(changed);
	cr_assert_eq(account_set_state(f.book, id, TODAY, &late, &changed, &f.error), 0);
	cr_assert_not(changed, "nothing new is said");
	commit(&f);
	load(&f, id, TODAY - 21, &detail);
	cr_assert_null(detail.row.segment);
	load(&f, id, TODAY - 6, &detail);
	cr_assert_str_eq(detail.row.segment, "Growth");
	cr_assert_eq(detail.row.renewal, TODAY + 90);
	cr_assert_null(detail.row.csm);
	load(&f, id, TODAY, &detail);
	cr_assert_str_eq(detail.row.segment, "Growth");
	cr_assert_eq(detail.row.renewal, DAY_NONE, "cleared");
	cr_assert_str_eq(detail.row.csm, "ben");
	account_detail_clear(&detail);
	fixture_close(&f);
}

Test(facts_store, reviews_are_planned_moved_and_held)
{
	struct account_detail detail = { 0 };
	struct fixture f;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	begin(&f);
	cr_assert_eq(review_set(f.book, id, TODAY - 60, NULL, &f.error), 0);
	cr_assert_eq(review_set(f.book, id, TODAY + 12, NULL, &f.error), 0);
	cr_assert_eq(review_set(f.book, id, TODAY + 20, NULL, &f.error), 0);
	commit(&f);
	load(&f, id, TODAY, &detail);
	cr_assert_eq(detail.last_review, TODAY - 60);
	cr_assert_eq(detail.next_review, TODAY + 20, "moved, not doubled");
	load(&f, id, TODAY + 21, &detail);
	cr_assert_eq(detail.last_review, TODAY + 20);
	cr_assert_eq(detail.next_review, DAY_NONE);
	account_detail_clear(&detail);
	fixture_close(&f);
}

Test(facts_store, a_pass_by_hand_moves_the_stage_and_is_marked)
{
	struct account_detail detail = { 0 };
	struct fixture f;
	bool changed;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY - 5);
	begin(&f);
	load(&f, id, TODAY, &detail);
	cr_assert_eq(stage_pass_set(f.book, id, detail.track->stages[0].id, TODAY, "ana", "b does not fit",
				    &changed, &f.error),
		     0);
	commit(&f);
	load(&f, id, TODAY, &detail);
	cr_assert_str_eq(detail.row.stage, "Two");
	cr_assert(detail.row.passed);
	fixture_answer(&f, id, "b", ANSWER_YES, TODAY);
	load(&f, id, TODAY, &detail);
	cr_assert_not(detail.row.passed, "settled: the mark is gone");
	account_detail_clear(&detail);
	fixture_close(&f);
}

Test(facts_store, the_same_fact_of_two_writers_has_the_same_key)
{
	struct account_fields fields = {
		.source = "crm", .external_id = "42", .name = "Northwind", .start = DAY_NONE
	};
	struct fixture f, g;
	int64_t one, two;

	fixture_open(&f);
	fixture_open(&g);
	begin(&f);
	begin(&g);
	cr_assert_eq(account_insert(f.book, &fields, &one, &f.error), 0);
	cr_assert_eq(account_insert(g.book, &fields, &two, &g.error), 0);
	cr_assert_eq(one, two);
	cr_assert_eq(account_insert(f.book, &fields, &one, &f.error), -1);
	cr_assert_not_null(strstr(f.error.text, "already"), "%s", f.error.text);
	journal_abort(f.book);
	journal_abort(g.book);
	fixture_close(&f);
	fixture_close(&g);
}
