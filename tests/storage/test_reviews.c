/* Reviews: as JSON, edited, undone, held, and what comes of it in the next one. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "reviewing.h"
#include "storage/plays.h"

static void put(struct reviewed *r, struct item_write write)
{
	write.who = "ana";
	WRITE(r, review_item_put(r->f.book, r->account, r->agenda.review, &write, NULL, &r->f.error));
	reviewed_read(r);
}

static int64_t add_todo(struct reviewed *r, const char *text, day_t due)
{
	struct todo_write write = {
		.text = text, .says_due = true, .due = due, .review = r->agenda.review, .who = "ana"
	};
	int64_t id = 0;

	WRITE(r, todo_put(r->f.book, r->account, &id, &write, NULL, &r->f.error));
	return id;
}

/* ---- as JSON ---- */

static void assert_same_text(const char *a, const char *b)
{
	cr_assert_eq(a == NULL, b == NULL);
	if (a)
		cr_assert_str_eq(a, b);
}

static void assert_same_items(const struct qbr_item *a, const struct qbr_item *b)
{
	assert_same_text(a->key, b->key);
	assert_same_text(a->text, b->text);
	assert_same_text(a->source, b->source);
	assert_same_text(a->by, b->by);
	assert_same_text(a->note, b->note);
	assert_same_text(a->drafted, b->drafted);
	assert_same_text(a->said, b->said);
	cr_assert(a->section == b->section && a->audience == b->audience && a->mark == b->mark && a->on == b->on);
	cr_assert(a->is_new == b->is_new && a->edited == b->edited && a->hidden == b->hidden);
	cr_assert(a->added == b->added && a->covered == b->covered && a->changed_below == b->changed_below);
	cr_assert(a->todo == b->todo && a->rank == b->rank);
	cr_assert_eq(a->series == NULL, b->series == NULL);
	if (a->series)
		cr_assert_eq(memcmp(a->series, b->series, sizeof *a->series), 0);
}

static void assert_same(const struct agenda *a, const struct agenda *b)
{
	cr_assert(a->review == b->review && a->held == b->held && a->count == b->count);
	cr_assert(a->last_review == b->last_review && a->next_review == b->next_review);
	assert_same_text(a->account, b->account);
	assert_same_text(a->csm, b->csm);
	for (size_t i = 0; i < a->count; i++)
		assert_same_items(&a->items[i], &b->items[i]);
}

Test(reviews, an_agenda_comes_back_from_json_as_it_was)
{
	struct qbr_series series = { .count = 2,
				     .values = { INT64_MIN + 1, 5 },
				     .days = { -1, 20000 },
				     .has_target = true,
				     .target = INT64_MAX };
	struct qbr_item items[] = {
		{ .key = (char *)"outcome/1",
		  .section = QBR_VALUE,
		  .text = (char *)"caf\xc3\xa9 \"quoted\" \\ and a\nline\x01",
		  .source = (char *)"",
		  .mark = ANSWER_NO,
		  .on = -5,
		  .by = (char *)"\xff\xfe no text at all",
		  .series = &series,
		  .is_new = true,
		  .covered = true,
		  .rank = -7 },
		{ .key = (char *)"added/9",
		  .section = QBR_DECISIONS,
		  .audience = QBR_INTERNAL,
		  .text = (char *)"",
		  .mark = ANSWER_OPEN,
		  .on = DAY_NONE,
		  .note = (char *)"\xc3",
		  .edited = true,
		  .hidden = true,
		  .added = true,
		  .changed_below = true,
		  .drafted = (char *)"was",
		  .said = (char *)"said",
		  .todo = INT64_MAX,
		  .rank = INT32_MAX },
	};
	struct agenda agenda = { .review = INT64_MAX,
				 .last_review = DAY_NONE,
				 .next_review = 3,
				 .held = TODAY,
				 .account = (char *)"Northwind \"\xff\"",
				 .csm = (char *)"ana",
				 .items = items,
				 .count = 2 },
		      back = { 0 };
	char *text = agenda_pack(&agenda), *again;
	struct error error;

	cr_assert_eq(agenda_unpack(text, &back, &error), 0, "%s", error.text);
	assert_same(&agenda, &back);
	again = agenda_pack(&back);
	cr_assert_str_eq(text, again);
	agenda_free(&back);
	free(text);
	free(again);
}

Test(reviews, what_is_no_record_is_refused)
{
	static const char *const texts[] = {
		"",
		"[]",
		"{}",
		"{\"items\":3}",
		"{\"items\":[{}]}",
		"{\"items\":[{\"key\":\"a\",\"text\":\"b\"}]}",
		"{\"items\":[{\"section\":\"lunch\",\"mark\":\"yes\",\"key\":\"a\",\"text\":\"b\"}]}",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct agenda out = { 0 };
		struct error error;

		cr_assert_eq(agenda_unpack(texts[i], &out, &error), -1, "%s", texts[i]);
		cr_assert_eq(out.count, 0);
		cr_assert_null(out.items);
	}
}

Test(reviews, a_record_that_does_not_say_for_whom_is_ours)
{
	struct agenda out = { 0 };
	struct error error;

	cr_assert_eq(agenda_unpack(
			     "{\"items\":[{\"section\":\"value\",\"mark\":\"open\",\"key\":\"a\",\"text\":\"b\"}]}",
			     &out, &error),
		     0);
	cr_assert_eq(out.items[0].audience, QBR_INTERNAL);
	/* nor does it say of whom it is: of before names were kept */
	cr_assert_null(out.account);
	cr_assert_null(out.csm);
	agenda_free(&out);
}

/* ---- edits ---- */

Test(reviews, an_edit_is_kept_by_key_and_goes_back_to_the_draft)
{
	struct reviewed r;
	int64_t id;
	char *key;

	reviewed_open(&r);
	id = reviewed_outcome(&r, "Time to quote", 5200);
	reviewed_plan(&r, TODAY + 20);
	reviewed_read(&r);
	key = xasprintf("outcome/%lld", (long long)id);
	put(&r, (struct item_write){ .key = key,
				     .section = QBR_VALUE,
				     .drafted = qbr_drafted(reviewed_item(&r, "outcome", id, "")),
				     .says_audience = true,
				     .audience = QBR_CUSTOMER,
				     .text = "Quicker" });
	cr_assert_str_eq(reviewed_item(&r, "outcome", id, "")->text, "Quicker");
	cr_assert_str_eq(reviewed_item(&r, "outcome", id, "")->drafted, "Time to quote: 5.2 d, target 4 d");
	/* a note says nothing of the text, nor of what the draft said when that was written */
	put(&r,
	    (struct item_write){
		    .key = key, .section = QBR_VALUE, .drafted = "something else by now", .note = "they nodded" });
	cr_assert_str_eq(reviewed_item(&r, "outcome", id, "")->text, "Quicker");
	cr_assert_str_eq(reviewed_item(&r, "outcome", id, "")->said, "they nodded");
	cr_assert_not(reviewed_item(&r, "outcome", id, "")->changed_below);
	put(&r, (struct item_write){ .key = key, .section = QBR_VALUE, .drafted = "x", .text = "" });
	cr_assert_str_eq(reviewed_item(&r, "outcome", id, "")->text, "Time to quote: 5.2 d, target 4 d");
	cr_assert_str_eq(reviewed_item(&r, "outcome", id, "")->said, "they nodded");
	free(key);
	reviewed_close(&r);
}

Test(reviews, an_item_of_ones_own_goes_with_its_text)
{
	struct item_write write = {
		.key = "", .section = QBR_VOICE, .says_audience = true, .text = "Heard in the hall", .who = "ana"
	};
	struct reviewed r;
	char *key;

	reviewed_open(&r);
	reviewed_plan(&r, TODAY + 20);
	reviewed_read(&r);
	WRITE(&r, review_item_put(r.f.book, r.account, r.agenda.review, &write, &key, &r.f.error));
	reviewed_read(&r);
	cr_assert(agenda_find(&r.agenda, key)->added);
	cr_assert_null(agenda_find(&r.agenda, "voice/none"), "the section has something to say by now");
	put(&r, (struct item_write){ .key = key, .section = QBR_VOICE, .note = "twice", .text = "" });
	cr_assert_null(agenda_find(&r.agenda, key));
	cr_assert_not_null(agenda_find(&r.agenda, "voice/none"));
	free(key);
	reviewed_begin(&r);
	write.text = " ";
	cr_assert_eq(review_item_put(r.f.book, r.account, r.agenda.review, &write, NULL, &r.f.error), -1);
	journal_abort(r.f.book);
	reviewed_close(&r);
}

Test(reviews, undo_takes_back_every_kind_of_change_exactly)
{
	struct reviewed r;
	char *facts[8], *now;

	reviewed_open(&r);
	(void)reviewed_outcome(&r, "Time to quote", 5200);
	facts[0] = fixture_dump_facts(&r.f);
	reviewed_plan(&r, TODAY + 20);
	facts[1] = fixture_dump_facts(&r.f);
	reviewed_plan(&r, TODAY + 27);
	facts[2] = fixture_dump_facts(&r.f);
	reviewed_read(&r);
	put(&r, (struct item_write){ .key = "", .section = QBR_VALUE, .text = "Own" });
	facts[3] = fixture_dump_facts(&r.f);
	WRITE(&r, review_seen(r.f.book, r.account, &r.agenda, &r.f.error));
	facts[4] = fixture_dump_facts(&r.f);
	reviewed_read(&r);
	WRITE(&r, review_hold(r.f.book, r.account, &r.agenda, TODAY, TODAY + 90, &r.f.error));
	facts[5] = fixture_dump_facts(&r.f);
	reviewed_plan(&r, DAY_NONE);
	for (int i = 5; i >= 0; i--) {
		fixture_undo(r.f.book, "ana");
		now = fixture_dump_facts(&r.f);
		cr_assert_str_eq(now, facts[i], "after the undo back to state %d", i);
		free(now);
		free(facts[i]);
	}
	reviewed_close(&r);
}

/* ---- held ---- */

Test(reviews, a_held_review_is_kept_whatever_becomes_of_the_records)
{
	struct agenda kept = { 0 };
	struct reviews reviews = { 0 };
	struct reviewed r;
	int64_t id, review;

	reviewed_open(&r);
	id = reviewed_outcome(&r, "Time to quote", 5200);
	reviewed_plan(&r, TODAY + 3);
	reviewed_read(&r);
	put(&r, (struct item_write){ .key = "", .section = QBR_DECISIONS, .says_audience = true, .text = "Go on" });
	review = r.agenda.review;
	WRITE(&r, review_hold(r.f.book, r.account, &r.agenda, TODAY - 1, TODAY + 90, &r.f.error));
	WRITE(&r, outcome_remove(r.f.book, r.account, id, NULL, &r.f.error));
	cr_assert_eq(review_record(r.f.book, r.account, review, &kept, &r.f.error), 0, "%s", r.f.error.text);
	cr_assert_eq(kept.held, TODAY - 1);
	cr_assert_eq(kept.next_review, TODAY + 90);
	r.agenda.held = TODAY - 1;
	r.agenda.next_review = TODAY + 90;
	assert_same(&kept, &r.agenda);

	/* the next one begins anew */
	reviewed_read(&r);
	cr_assert_neq(r.agenda.review, review);
	cr_assert_eq(r.agenda.last_review, TODAY - 1);
	cr_assert_eq(r.agenda.next_review, TODAY + 90);
	for (size_t i = 0; i < r.agenda.count; i++)
		cr_assert_not(r.agenda.items[i].added);
	cr_assert_eq(review_list(r.f.book, r.account, &reviews, &r.f.error), 0);
	cr_assert_eq(reviews.count, 2);
	cr_assert_eq(reviews.items[0].day, TODAY + 90);
	cr_assert_eq(reviews.items[0].held, DAY_NONE);
	cr_assert_eq(reviews.items[1].id, review);
	cr_assert_eq(reviews.items[1].day, TODAY + 3);
	cr_assert_eq(reviews.items[1].held, TODAY - 1);
	cr_assert(reviews.items[1].has_record);
	vec_free(&reviews);

	/* and what was held can be changed no more */
	reviewed_begin(&r);
	cr_assert_eq(review_item_put(r.f.book, r.account, review,
				     &(struct item_write){ .key = "", .text = "late", .who = "ana" }, NULL,
				     &r.f.error),
		     -1);
	cr_assert_not_null(strstr(r.f.error.text, "was held on 2026-11-21"));
	cr_assert_eq(review_hold(r.f.book, r.account, &kept, TODAY, DAY_NONE, &r.f.error), -1);
	journal_abort(r.f.book);
	agenda_free(&kept);
	reviewed_close(&r);
}

Test(reviews, actions_come_back_as_done_slipped_changed_or_gone)
{
	struct todo_write done = { .says_done = true, .done = TODAY + 3, .who = "ana" }, moved = {
		.says_due = true, .due = TODAY + 40, .text = "Clean the whole list", .who = "ana"
	};
	int64_t sent, slipped, changed, gone;
	struct reviewed r;

	reviewed_open(&r);
	reviewed_plan(&r, TODAY);
	reviewed_read(&r);
	sent = add_todo(&r, "Send the plan", TODAY + 5);
	slipped = add_todo(&r, "Name an admin", TODAY + 6);
	changed = add_todo(&r, "Clean the list", TODAY + 7);
	gone = add_todo(&r, "Drop the old one", TODAY + 8);
	reviewed_read(&r);
	cr_assert_eq(reviewed_item(&r, "todo", sent, "")->section, QBR_DECISIONS);
	put(&r, (struct item_write){ .key = "",
				     .section = QBR_DECISIONS,
				     .says_audience = true,
				     .audience = QBR_INTERNAL,
				     .todo = gone });
	cr_assert_eq(reviewed_item(&r, "todo", gone, "")->audience, QBR_INTERNAL);
	WRITE(&r, review_hold(r.f.book, r.account, &r.agenda, TODAY, TODAY + 30, &r.f.error));

	WRITE(&r, todo_put(r.f.book, r.account, &sent, &done, NULL, &r.f.error));
	WRITE(&r, todo_put(r.f.book, r.account, &changed, &moved, NULL, &r.f.error));
	WRITE(&r, todo_remove(r.f.book, r.account, gone, &r.f.error));
	reviewed_read_as_of(&r, TODAY + 20);
	cr_assert_eq(reviewed_item(&r, "action", sent, "")->mark, ANSWER_YES);
	cr_assert_eq(reviewed_item(&r, "action", sent, "")->on, TODAY + 3);
	cr_assert_eq(reviewed_item(&r, "action", slipped, "")->mark, ANSWER_NO);
	cr_assert_str_eq(reviewed_item(&r, "action", changed, "")->text, "Clean the whole list");
	cr_assert_str_eq(reviewed_item(&r, "action", changed, "")->note,
			 "moved from 2026-11-29 to 2027-01-01; agreed as: Clean the list");
	cr_assert_str_eq(reviewed_item(&r, "action", gone, "/ours")->text, "Drop the old one");
	cr_assert_str_eq(reviewed_item(&r, "action", gone, "/ours")->note, "taken off the list");
	cr_assert_eq(reviewed_item(&r, "action", gone, "/ours")->audience, QBR_INTERNAL);
	/* before it was done it was not */
	reviewed_read_as_of(&r, TODAY + 1);
	cr_assert_eq(reviewed_item(&r, "action", sent, "")->mark, ANSWER_OPEN);
	reviewed_close(&r);
}

static void hold_on(struct reviewed *r, day_t on, day_t next)
{
	WRITE(r, review_hold(r->f.book, r->account, &r->agenda, on, next, &r->f.error));
	reviewed_read_as_of(r, on + 1);
}

Test(reviews, an_action_that_was_hidden_is_ours_in_the_next_review)
{
	int64_t hidden, later, shown;
	struct reviewed r;
	char *key;

	reviewed_open(&r);
	reviewed_plan(&r, TODAY);
	reviewed_read(&r);
	hidden = add_todo(&r, "Between us", TODAY + 5);
	later = add_todo(&r, "Send the plan", TODAY + 5);
	shown = add_todo(&r, "Name an admin", TODAY + 5);
	reviewed_read(&r);
	put(&r, (struct item_write){ .key = reviewed_item(&r, "todo", hidden, "")->key,
				     .section = QBR_DECISIONS,
				     .says_hidden = true,
				     .hidden = true });
	cr_assert(reviewed_item(&r, "todo", hidden, "")->hidden);
	hold_on(&r, TODAY - 20, TODAY + 30);
	cr_assert_eq(reviewed_item(&r, "action", hidden, "/ours")->audience, QBR_INTERNAL);
	cr_assert_eq(reviewed_item(&r, "action", later, "")->audience, QBR_CUSTOMER);
	/* and what is hidden when it is looked back at, in the one after */
	key = xasprintf("action/%lld", (long long)later);
	put(&r, (struct item_write){
			.key = key, .section = QBR_ACTIONS, .drafted = "x", .says_hidden = true, .hidden = true });
	free(key);
	hold_on(&r, TODAY - 10, TODAY + 60);
	cr_assert_eq(reviewed_item(&r, "action", hidden, "/ours")->audience, QBR_INTERNAL);
	cr_assert_eq(reviewed_item(&r, "action", later, "/ours")->audience, QBR_INTERNAL);
	cr_assert_eq(reviewed_item(&r, "action", shown, "")->audience, QBR_CUSTOMER);
	/* with nothing said of it in the third, it is still remembered */
	hold_on(&r, TODAY - 5, TODAY + 90);
	cr_assert_eq(reviewed_item(&r, "action", hidden, "/ours")->audience, QBR_INTERNAL);
	cr_assert_eq(reviewed_item(&r, "action", later, "/ours")->audience, QBR_INTERNAL);
	reviewed_close(&r);
}

Test(reviews, what_slipped_comes_back_in_every_review_until_it_is_done)
{
	struct todo_write done = { .says_done = true, .done = TODAY - 3, .who = "ana" };
	int64_t slipped, early, gone;
	struct reviewed r;
	char *key;

	reviewed_open(&r);
	reviewed_plan(&r, TODAY);
	reviewed_read(&r);
	slipped = add_todo(&r, "Send the plan", TODAY - 15);
	early = add_todo(&r, "Name an admin", TODAY - 15);
	gone = add_todo(&r, "Drop the old one", TODAY - 15);
	reviewed_read(&r);
	hold_on(&r, TODAY - 20, TODAY + 30);
	done.done = TODAY - 12;
	WRITE(&r, todo_put(r.f.book, r.account, &early, &done, NULL, &r.f.error));
	reviewed_read_as_of(&r, TODAY - 10);
	cr_assert_eq(reviewed_item(&r, "action", slipped, "")->mark, ANSWER_NO);
	cr_assert_eq(reviewed_item(&r, "action", early, "")->mark, ANSWER_YES);
	hold_on(&r, TODAY - 10, TODAY + 60);
	/* the third: done and told is told once, open is told again, and so is that it was taken off the list */
	WRITE(&r, todo_remove(r.f.book, r.account, gone, &r.f.error));
	reviewed_read_as_of(&r, TODAY - 5);
	cr_assert_eq(reviewed_item(&r, "action", slipped, "")->mark, ANSWER_NO);
	cr_assert_eq(reviewed_item(&r, "action", slipped, "")->section, QBR_ACTIONS);
	cr_assert_eq(reviewed_item(&r, "action", slipped, "")->on, TODAY - 15);
	cr_assert_str_eq(reviewed_item(&r, "action", slipped, "")->note, "was agreed for 2026-11-07, not done yet");
	cr_assert_str_eq(reviewed_item(&r, "action", gone, "")->note, "taken off the list");
	key = xasprintf("action/%lld", (long long)early);
	cr_assert_null(agenda_find(&r.agenda, key));
	free(key);
	hold_on(&r, TODAY - 5, TODAY + 90);
	/* the fourth, before it was done and after */
	done.done = TODAY - 3;
	WRITE(&r, todo_put(r.f.book, r.account, &slipped, &done, NULL, &r.f.error));
	reviewed_read_as_of(&r, TODAY - 4);
	cr_assert_eq(reviewed_item(&r, "action", slipped, "")->mark, ANSWER_NO);
	reviewed_read_as_of(&r, TODAY - 2);
	cr_assert_eq(reviewed_item(&r, "action", slipped, "")->mark, ANSWER_YES);
	hold_on(&r, TODAY - 2, TODAY + 120);
	key = xasprintf("action/%lld", (long long)slipped);
	cr_assert_null(agenda_find(&r.agenda, key));
	free(key);
	cr_assert_not_null(agenda_find(&r.agenda, "actions/none"));
	reviewed_close(&r);
}
