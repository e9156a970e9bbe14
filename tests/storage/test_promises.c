/* Outcomes, promises and concerns, as of days. */
#include <criterion/criterion.h>
#include <string.h>

#include "tests/storage/recording.h"

/* ---- outcomes ---- */

Test(promises, an_outcome_with_its_values_as_of_days)
{
	struct outcome_write write = { .name = "Time to quote",
				       .unit = "d",
				       .says_baseline = true,
				       .baseline = 9100,
				       .says_target = true,
				       .target = 4000,
				       .says_start = true,
				       .start = TODAY - 100,
				       .says_due = true,
				       .due = TODAY + 30,
				       .story = DAY_NONE };
	int64_t account, id = 0;
	struct outcomes list;
	struct fixture f;
	int percent = 0;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert(write_outcome(&f, account, &id, write));
	cr_assert_not(write_outcome(&f, account, &id, write));
	cr_assert(write_value(&f, account, id, TODAY - 10, 5200, "sampled 40 quotes"));
	cr_assert_not(write_value(&f, account, id, TODAY - 10, 5200, NULL), "no note leaves the one that is there");
	cr_assert(write_value(&f, account, id, TODAY - 50, 7000, NULL));
	cr_assert(write_value(&f, account, id, TODAY, 4000, NULL));
	cr_assert(
		write_outcome(&f, account, &id, (struct outcome_write){ .says_story = true, .story = TODAY - 1 }));

	list = outcomes_of(&f, account, TODAY - 101);
	cr_assert_eq(list.count, 0, "not agreed yet");
	outcomes_clear(&list);
	list = outcomes_of(&f, account, TODAY - 60);
	cr_assert_eq(list.items[0].values.count, 0);
	cr_assert_not(outcome_progress(&list.items[0], &percent));
	cr_assert_not(outcome_met(&list.items[0]));
	outcomes_clear(&list);
	list = outcomes_of(&f, account, TODAY - 2);
	cr_assert_eq(list.items[0].values.count, 2);
	cr_assert_eq(list.items[0].values.items[0].value, 7000);
	cr_assert_eq(list.items[0].values.items[1].value, 5200);
	cr_assert_str_eq(list.items[0].values.items[1].note, "sampled 40 quotes");
	/* (9.1 - 5.2) of (9.1 - 4.0): 3.9 / 5.1 = 76.47 % */
	cr_assert(outcome_progress(&list.items[0], &percent) && percent == 76, "%d", percent);
	cr_assert_not(outcome_met(&list.items[0]));
	cr_assert_eq(list.items[0].story, DAY_NONE, "the permission came later");
	outcomes_clear(&list);
	list = outcomes_of(&f, account, TODAY);
	cr_assert(outcome_progress(&list.items[0], &percent) && percent == 100);
	cr_assert(outcome_met(&list.items[0]), "down to the target, which is below the baseline");
	cr_assert_eq(list.items[0].story, TODAY - 1);
	outcomes_clear(&list);
	fixture_close(&f);
}

Test(promises, an_outcome_can_lose_a_value_and_its_fields)
{
	int64_t account, id = 0;
	struct outcomes list;
	struct fixture f;
	bool changed;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	write_outcome(&f, account, &id,
		      (struct outcome_write){
			      .name = "More leads",
			      .says_target = true,
			      .target = 100000,
		      });
	write_value(&f, account, id, TODAY - 1, 100000, NULL);
	write_value(&f, account, id, TODAY, 90000, NULL);
	list = outcomes_of(&f, account, TODAY);
	cr_assert_not(outcome_met(&list.items[0]), "it was, and is no more");
	cr_assert_eq(list.items[0].baseline, VALUE_NONE, "nothing was said of it");
	outcomes_clear(&list);
	writing_begin(&f);
	cr_assert_eq(outcome_value_remove(f.book, account, id, TODAY, &changed, &f.error), 0);
	cr_assert(changed);
	cr_assert_eq(outcome_value_remove(f.book, account, id, TODAY, &changed, &f.error), 0);
	cr_assert_not(changed);
	writing_commit(&f, account);
	cr_assert(write_outcome(&f, account, &id,
				(struct outcome_write){ .says_target = true, .target = VALUE_NONE }));
	list = outcomes_of(&f, account, TODAY);
	cr_assert_eq(list.items[0].values.count, 1);
	cr_assert_eq(list.items[0].target, VALUE_NONE);
	cr_assert_not(outcome_met(&list.items[0]));
	outcomes_clear(&list);
	fixture_close(&f);
}

/* ---- promises ---- */

Test(promises, a_promise_from_made_to_kept_as_of_days)
{
	struct promise_write made = { .text = "Single sign-on by March",
				      .understood = "All logins by March",
				      .says_due = true,
				      .due = TODAY - 10,
				      .on = TODAY - 60 };
	int64_t account, id = 0;
	struct promises list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert(write_promise(&f, account, &id, made));
	made.on = TODAY;
	cr_assert_not(write_promise(&f, account, &id, made), "nothing of it is new");
	cr_assert(write_promise(
		&f, account, &id,
		(struct promise_write){ .says_confirmed = true, .confirmed = true, .on = TODAY - 50 }));
	cr_assert(write_promise(&f, account, &id,
				(struct promise_write){ .says_due = true, .due = TODAY + 5, .on = TODAY - 20 }));
	cr_assert(write_promise(
		&f, account, &id,
		(struct promise_write){
			.says_state = true, .state = PROMISE_KEPT, .on = TODAY - 2, .note = "live since Friday" }));
	list = promises_of(&f, account, TODAY - 61);
	cr_assert_eq(list.count, 0);
	promises_clear(&list);
	list = promises_of(&f, account, TODAY - 55);
	cr_assert_eq(list.items[0].state, PROMISE_OPEN);
	cr_assert_eq(list.items[0].due, TODAY - 10);
	cr_assert_not(list.items[0].confirmed);
	promises_clear(&list);
	list = promises_of(&f, account, TODAY - 3);
	cr_assert_eq(list.items[0].due, TODAY + 5, "put off");
	cr_assert(list.items[0].confirmed);
	cr_assert_eq(list.items[0].state, PROMISE_OPEN);
	cr_assert_eq(list.items[0].state_since, TODAY - 60);
	promises_clear(&list);
	list = promises_of(&f, account, TODAY);
	cr_assert_eq(list.items[0].state, PROMISE_KEPT);
	cr_assert_eq(list.items[0].state_since, TODAY - 2);
	cr_assert_eq(list.items[0].made, TODAY - 60);
	cr_assert_str_eq(list.items[0].note, "live since Friday");
	cr_assert_str_eq(list.items[0].understood, "All logins by March");
	promises_clear(&list);
	fixture_close(&f);
}

Test(promises, a_promise_imported_as_kept_was_open_before)
{
	int64_t account, id = 4711;
	struct promises list;
	struct fixture f;
	struct promise_write write = { .text = "A named contact",
				       .says_made = true,
				       .made = TODAY - 30,
				       .says_state = true,
				       .state = PROMISE_BROKEN,
				       .on = TODAY - 4 };

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	cr_assert(write_promise(&f, account, &id, write));
	cr_assert_eq(id, 4711, "a key of the caller's own");
	cr_assert_not(write_promise(&f, account, &id, write));
	list = promises_of(&f, account, TODAY - 5);
	cr_assert_eq(list.items[0].state, PROMISE_OPEN);
	cr_assert_eq(list.items[0].due, DAY_NONE);
	promises_clear(&list);
	list = promises_of(&f, account, TODAY);
	cr_assert_eq(list.items[0].state, PROMISE_BROKEN);
	promises_clear(&list);
	fixture_close(&f);
}

Test(promises, promises_and_concerns_that_make_no_sense_are_refused)
{
	struct promise_write early = { .says_state = true, .state = PROMISE_KEPT, .on = TODAY - 11, .who = "ana" };
	struct promise_write blank = { .text = "  ", .on = TODAY, .who = "ana" };
	struct concern_write addressed = {
		.text = "x", .says_day = true, .day = TODAY, .says_addressed = true, .addressed = TODAY - 1
	};
	int64_t account, id = 0, none = 0;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	write_promise(&f, account, &id, (struct promise_write){ .text = "x", .on = TODAY - 10 });
	writing_begin(&f);
	cr_assert_eq(promise_put(f.book, account, &id, &early, NULL, &f.error), -1);
	cr_assert_not_null(strstr(f.error.text, "2026-11-12"), "%s", f.error.text);
	cr_assert_eq(promise_put(f.book, account, &none, &blank, NULL, &f.error), -1);
	cr_assert_not_null(strstr(f.error.text, "text:"), "%s", f.error.text);
	none = 0;
	cr_assert_eq(concern_put(f.book, account, &none, &addressed, NULL, &f.error), -1);
	cr_assert_not_null(strstr(f.error.text, "addressed before"), "%s", f.error.text);
	journal_abort(f.book);
	fixture_close(&f);
}

Test(promises, promises_are_listed_by_what_they_ask_for)
{
	static const char *const order[] = { "overdue", "soon", "some day", "broken", "kept late", "kept early" };
	int64_t account, ids[6] = { 0 };
	struct promises list;
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	write_promise(&f, account, &ids[0],
		      (struct promise_write){
			      .text = "kept early", .on = TODAY - 9, .says_state = true, .state = PROMISE_KEPT });
	write_promise(&f, account, &ids[1], (struct promise_write){ .text = "some day", .on = TODAY - 9 });
	write_promise(
		&f, account, &ids[2],
		(struct promise_write){ .text = "soon", .on = TODAY - 9, .says_due = true, .due = TODAY + 1 });
	write_promise(&f, account, &ids[3],
		      (struct promise_write){
			      .text = "kept late", .on = TODAY - 8, .says_state = true, .state = PROMISE_KEPT });
	write_promise(&f, account, &ids[4],
		      (struct promise_write){
			      .text = "broken", .on = TODAY - 9, .says_state = true, .state = PROMISE_BROKEN });
	write_promise(
		&f, account, &ids[5],
		(struct promise_write){ .text = "overdue", .on = TODAY - 9, .says_due = true, .due = TODAY - 1 });
	list = promises_of(&f, account, TODAY);
	cr_assert_eq(list.count, 6);
	for (int i = 0; i < 6; i++)
		cr_assert_str_eq(list.items[i].text, order[i], "%d", i);
	promises_clear(&list);
	fixture_close(&f);
}

/* ---- concerns ---- */

Test(promises, a_concern_is_heard_changed_and_addressed)
{
	struct concern_write heard = { .text = "Exports fail at month end",
				       .says_day = true,
				       .day = TODAY - 30,
				       .says_level = true,
				       .level = CONCERN_BROKEN };
	struct concern_write hope = { .text = "Be seen by the board",
				      .says_day = true,
				      .day = TODAY - 1,
				      .says_level = true,
				      .level = CONCERN_DAY };
	int64_t account, id = 0, other = 0, ida = 0;
	struct concerns list = { 0 };
	struct fixture f;

	fixture_open(&f);
	account = fixture_account(&f, "Northwind");
	write_contact(&f, account, &ida, (struct contact_write){ .name = "Ida", .on = TODAY - 40 });
	cr_assert(write_concern(&f, account, &id, heard));
	cr_assert_not(write_concern(&f, account, &id, heard));
	cr_assert(write_concern(&f, account, &other, hope));
	cr_assert(write_concern(&f, account, &id,
				(struct concern_write){ .says_contact = true,
							.contact = ida,
							.says_addressed = true,
							.addressed = TODAY - 2,
							.how = "fixed in 4.2" }));
	cr_assert_eq(concern_list(f.book, account, TODAY - 3, &list, &f.error), 0);
	cr_assert_eq(list.count, 1);
	cr_assert_eq(list.items[0].addressed, DAY_NONE, "not yet by then");
	cr_assert_str_eq(list.items[0].contact_name, "Ida");
	concerns_clear(&list);
	cr_assert_eq(concern_list(f.book, account, TODAY, &list, &f.error), 0);
	cr_assert_str_eq(list.items[0].text, "Be seen by the board", "what is not addressed comes first");
	cr_assert_eq(list.items[1].addressed, TODAY - 2);
	cr_assert_str_eq(list.items[1].how, "fixed in 4.2");
	concerns_clear(&list);
	fixture_close(&f);
}
