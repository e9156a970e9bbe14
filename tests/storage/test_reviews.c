#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "storage/plays.h"
#include "storage/records.h"
#include "storage/reviews.h"

/* A book with one account, and its agenda as it was read last. */
struct reviewed {
	struct fixture f;
	int64_t account;
	struct account_detail detail;
	struct agenda agenda;
};

static void begin(struct reviewed *r)
{
	cr_assert_eq(journal_begin(r->f.book, &r->f.error), 0, "%s", r->f.error.text);
}

static void commit(struct reviewed *r)
{
	struct journal_note note = { "ana", "test", r->account, "did something" };

	cr_assert_eq(journal_commit(r->f.book, &note, NULL, &r->f.error), 0, "%s", r->f.error.text);
}

/* One entry that must go well. */
#define WRITE(r, call) \
	do { \
		begin(r); \
		cr_assert_eq(call, 0, "%s", (r)->f.error.text); \
		commit(r); \
	} while (0)

static void read_as_of(struct reviewed *r, day_t as_of)
{
	struct error *error = &r->f.error;

	agenda_free(&r->agenda);
	r->agenda = (struct agenda){ 0 };
	cr_assert_eq(account_load(r->f.book, r->account, 0, as_of, &r->detail, error), 0, "%s", error->text);
	cr_assert_eq(review_agenda(r->f.book, &r->detail, as_of, &r->agenda, error), 0, "%s", error->text);
}

static void read(struct reviewed *r)
{
	read_as_of(r, book_options(r->f.book)->today);
}

static void reviewed_open(struct reviewed *r)
{
	*r = (struct reviewed){ 0 };
	fixture_open(&r->f);
	r->account = fixture_account(&r->f, "Northwind");
}

static void reviewed_close(struct reviewed *r)
{
	agenda_free(&r->agenda);
	account_detail_clear(&r->detail);
	fixture_close(&r->f);
}

static void plan(struct reviewed *r, day_t day)
{
	WRITE(r, review_plan(r->f.book, r->account, day, "ana", NULL, NULL, &r->f.error));
}

static void put(struct reviewed *r, struct item_write write)
{
	write.who = "ana";
	WRITE(r, review_item_put(r->f.book, r->account, r->agenda.review, &write, NULL, &r->f.error));
	read(r);
}

static int64_t add_outcome(struct reviewed *r, const char *name, int64_t value)
{
	struct outcome_write write = { .name = name, .unit = "d", .says_target = true, .target = 4000 };
	struct outcome_value_write of = { .on = TODAY - 2, .value = value, .who = "ana" };
	int64_t id = 0;

	begin(r);
	cr_assert_eq(outcome_put(r->f.book, r->account, &id, &write, NULL, &r->f.error), 0, "%s", r->f.error.text);
	cr_assert_eq(outcome_value_put(r->f.book, r->account, id, &of, NULL, &r->f.error), 0, "%s",
		     r->f.error.text);
	commit(r);
	return id;
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

static const struct qbr_item *item(const struct reviewed *r, const char *kind, int64_t id, const char *end)
{
	char *key = xasprintf("%s/%lld%s", kind, (long long)id, end);
	const struct qbr_item *found = agenda_find(&r->agenda, key);

	cr_assert_not_null(found, "%s is not on the agenda", key);
	free(key);
	return found;
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
	id = add_outcome(&r, "Time to quote", 5200);
	plan(&r, TODAY + 20);
	read(&r);
	key = xasprintf("outcome/%lld", (long long)id);
	put(&r, (struct item_write){ .key = key,
				     .section = QBR_VALUE,
				     .drafted = qbr_drafted(item(&r, "outcome", id, "")),
				     .says_audience = true,
				     .audience = QBR_CUSTOMER,
				     .text = "Quicker" });
	cr_assert_str_eq(item(&r, "outcome", id, "")->text, "Quicker");
	cr_assert_str_eq(item(&r, "outcome", id, "")->drafted, "Time to quote: 5.2 d, target 4 d");
	/* a note says nothing of the text, nor of what the draft said when that was written */
	put(&r,
	    (struct item_write){
		    .key = key, .section = QBR_VALUE, .drafted = "something else by now", .note = "they nodded" });
	cr_assert_str_eq(item(&r, "outcome", id, "")->text, "Quicker");
	cr_assert_str_eq(item(&r, "outcome", id, "")->said, "they nodded");
	cr_assert_not(item(&r, "outcome", id, "")->changed_below);
	put(&r, (struct item_write){ .key = key, .section = QBR_VALUE, .drafted = "x", .text = "" });
	cr_assert_str_eq(item(&r, "outcome", id, "")->text, "Time to quote: 5.2 d, target 4 d");
	cr_assert_str_eq(item(&r, "outcome", id, "")->said, "they nodded");
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
	plan(&r, TODAY + 20);
	read(&r);
	WRITE(&r, review_item_put(r.f.book, r.account, r.agenda.review, &write, &key, &r.f.error));
	read(&r);
	cr_assert(agenda_find(&r.agenda, key)->added);
	cr_assert_null(agenda_find(&r.agenda, "voice/none"), "the section has something to say by now");
	put(&r, (struct item_write){ .key = key, .section = QBR_VOICE, .note = "twice", .text = "" });
	cr_assert_null(agenda_find(&r.agenda, key));
	cr_assert_not_null(agenda_find(&r.agenda, "voice/none"));
	free(key);
	begin(&r);
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
	(void)add_outcome(&r, "Time to quote", 5200);
	facts[0] = fixture_dump_facts(&r.f);
	plan(&r, TODAY + 20);
	facts[1] = fixture_dump_facts(&r.f);
	plan(&r, TODAY + 27);
	facts[2] = fixture_dump_facts(&r.f);
	read(&r);
	put(&r, (struct item_write){ .key = "", .section = QBR_VALUE, .text = "Own" });
	facts[3] = fixture_dump_facts(&r.f);
	WRITE(&r, review_seen(r.f.book, r.account, &r.agenda, &r.f.error));
	facts[4] = fixture_dump_facts(&r.f);
	read(&r);
	WRITE(&r, review_hold(r.f.book, r.account, &r.agenda, TODAY, TODAY + 90, &r.f.error));
	facts[5] = fixture_dump_facts(&r.f);
	plan(&r, DAY_NONE);
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
	id = add_outcome(&r, "Time to quote", 5200);
	plan(&r, TODAY + 3);
	read(&r);
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
	read(&r);
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
	begin(&r);
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
	plan(&r, TODAY);
	read(&r);
	sent = add_todo(&r, "Send the plan", TODAY + 5);
	slipped = add_todo(&r, "Name an admin", TODAY + 6);
	changed = add_todo(&r, "Clean the list", TODAY + 7);
	gone = add_todo(&r, "Drop the old one", TODAY + 8);
	read(&r);
	cr_assert_eq(item(&r, "todo", sent, "")->section, QBR_DECISIONS);
	put(&r, (struct item_write){ .key = "",
				     .section = QBR_DECISIONS,
				     .says_audience = true,
				     .audience = QBR_INTERNAL,
				     .todo = gone });
	cr_assert_eq(item(&r, "todo", gone, "")->audience, QBR_INTERNAL);
	WRITE(&r, review_hold(r.f.book, r.account, &r.agenda, TODAY, TODAY + 30, &r.f.error));

	WRITE(&r, todo_put(r.f.book, r.account, &sent, &done, NULL, &r.f.error));
	WRITE(&r, todo_put(r.f.book, r.account, &changed, &moved, NULL, &r.f.error));
	WRITE(&r, todo_remove(r.f.book, r.account, gone, &r.f.error));
	read_as_of(&r, TODAY + 20);
	cr_assert_eq(item(&r, "action", sent, "")->mark, ANSWER_YES);
	cr_assert_eq(item(&r, "action", sent, "")->on, TODAY + 3);
	cr_assert_eq(item(&r, "action", slipped, "")->mark, ANSWER_NO);
	cr_assert_str_eq(item(&r, "action", changed, "")->text, "Clean the whole list");
	cr_assert_str_eq(item(&r, "action", changed, "")->note,
			 "moved from 2026-11-29 to 2027-01-01; agreed as: Clean the list");
	cr_assert_str_eq(item(&r, "action", gone, "/ours")->text, "Drop the old one");
	cr_assert_str_eq(item(&r, "action", gone, "/ours")->note, "taken off the list");
	cr_assert_eq(item(&r, "action", gone, "/ours")->audience, QBR_INTERNAL);
	/* before it was done it was not */
	read_as_of(&r, TODAY + 1);
	cr_assert_eq(item(&r, "action", sent, "")->mark, ANSWER_OPEN);
	reviewed_close(&r);
}

static void hold_on(struct reviewed *r, day_t on, day_t next)
{
	WRITE(r, review_hold(r->f.book, r->account, &r->agenda, on, next, &r->f.error));
	read_as_of(r, on + 1);
}

Test(reviews, an_action_that_was_hidden_is_ours_in_the_next_review)
{
	int64_t hidden, later, shown;
	struct reviewed r;
	char *key;

	reviewed_open(&r);
	plan(&r, TODAY);
	read(&r);
	hidden = add_todo(&r, "Between us", TODAY + 5);
	later = add_todo(&r, "Send the plan", TODAY + 5);
	shown = add_todo(&r, "Name an admin", TODAY + 5);
	read(&r);
	put(&r, (struct item_write){ .key = item(&r, "todo", hidden, "")->key,
				     .section = QBR_DECISIONS,
				     .says_hidden = true,
				     .hidden = true });
	cr_assert(item(&r, "todo", hidden, "")->hidden);
	hold_on(&r, TODAY - 20, TODAY + 30);
	cr_assert_eq(item(&r, "action", hidden, "/ours")->audience, QBR_INTERNAL);
	cr_assert_eq(item(&r, "action", later, "")->audience, QBR_CUSTOMER);
	/* and what is hidden when it is looked back at, in the one after */
	key = xasprintf("action/%lld", (long long)later);
	put(&r, (struct item_write){
			.key = key, .section = QBR_ACTIONS, .drafted = "x", .says_hidden = true, .hidden = true });
	free(key);
	hold_on(&r, TODAY - 10, TODAY + 60);
	cr_assert_eq(item(&r, "action", hidden, "/ours")->audience, QBR_INTERNAL);
	cr_assert_eq(item(&r, "action", later, "/ours")->audience, QBR_INTERNAL);
	cr_assert_eq(item(&r, "action", shown, "")->audience, QBR_CUSTOMER);
	/* with nothing said of it in the third, it is still remembered */
	hold_on(&r, TODAY - 5, TODAY + 90);
	cr_assert_eq(item(&r, "action", hidden, "/ours")->audience, QBR_INTERNAL);
	cr_assert_eq(item(&r, "action", later, "/ours")->audience, QBR_INTERNAL);
	reviewed_close(&r);
}

Test(reviews, what_slipped_comes_back_in_every_review_until_it_is_done)
{
	struct todo_write done = { .says_done = true, .done = TODAY - 3, .who = "ana" };
	int64_t slipped, early, gone;
	struct reviewed r;
	char *key;

	reviewed_open(&r);
	plan(&r, TODAY);
	read(&r);
	slipped = add_todo(&r, "Send the plan", TODAY - 15);
	early = add_todo(&r, "Name an admin", TODAY - 15);
	gone = add_todo(&r, "Drop the old one", TODAY - 15);
	read(&r);
	hold_on(&r, TODAY - 20, TODAY + 30);
	done.done = TODAY - 12;
	WRITE(&r, todo_put(r.f.book, r.account, &early, &done, NULL, &r.f.error));
	read_as_of(&r, TODAY - 10);
	cr_assert_eq(item(&r, "action", slipped, "")->mark, ANSWER_NO);
	cr_assert_eq(item(&r, "action", early, "")->mark, ANSWER_YES);
	hold_on(&r, TODAY - 10, TODAY + 60);
	/* the third: done and told is told once, open is told again, and so is that it was taken off the list */
	WRITE(&r, todo_remove(r.f.book, r.account, gone, &r.f.error));
	read_as_of(&r, TODAY - 5);
	cr_assert_eq(item(&r, "action", slipped, "")->mark, ANSWER_NO);
	cr_assert_eq(item(&r, "action", slipped, "")->section, QBR_ACTIONS);
	cr_assert_eq(item(&r, "action", slipped, "")->on, TODAY - 15);
	cr_assert_str_eq(item(&r, "action", slipped, "")->note, "was agreed for 2026-11-07, not done yet");
	cr_assert_str_eq(item(&r, "action", gone, "")->note, "taken off the list");
	key = xasprintf("action/%lld", (long long)early);
	cr_assert_null(agenda_find(&r.agenda, key));
	free(key);
	hold_on(&r, TODAY - 5, TODAY + 90);
	/* the fourth, before it was done and after */
	done.done = TODAY - 3;
	WRITE(&r, todo_put(r.f.book, r.account, &slipped, &done, NULL, &r.f.error));
	read_as_of(&r, TODAY - 4);
	cr_assert_eq(item(&r, "action", slipped, "")->mark, ANSWER_NO);
	read_as_of(&r, TODAY - 2);
	cr_assert_eq(item(&r, "action", slipped, "")->mark, ANSWER_YES);
	hold_on(&r, TODAY - 2, TODAY + 120);
	key = xasprintf("action/%lld", (long long)slipped);
	cr_assert_null(agenda_find(&r.agenda, key));
	free(key);
	cr_assert_not_null(agenda_find(&r.agenda, "actions/none"));
	reviewed_close(&r);
}

/* ---- planned ---- */

static const char preparation[] =
	"id = \"test\"; title = \"Test\"; version = \"1\";\n"
	"plays = ( { id = \"qbr-preparation\"; title = \"Prepare\"; purpose = \"Ready\"; anchor = \"review\";\n"
	"  tasks = ( { text = \"Invite\"; offset = -14; },\n"
	"            { text = \"Recap\"; offset = 1; } );\n"
	"  outcomes = ( \"held\" ); } );\n";

static void load_preparation(struct reviewed *r)
{
	struct card_words words;
	struct playbook *playbook;

	card_words_init(&words);
	playbook = playbook_read_text(preparation, "test.cfg", &words, &r->f.error);

	cr_assert_not_null(playbook, "%s", r->f.error.text);
	WRITE(r, playbook_store(r->f.book, playbook, preparation, NULL, &r->f.error));
	playbook_free(playbook);
	card_words_free(&words);
}

static int todos_of_preparation(struct reviewed *r, day_t *first)
{
	struct todo_filter filter = { .account = r->account };
	struct todos todos = { 0 };
	int count = 0;

	*first = DAY_NONE;
	cr_assert_eq(todo_list(r->f.book, &filter, &todos, &r->f.error), 0, "%s", r->f.error.text);
	for (size_t i = 0; i < todos.count; i++) {
		if (!todos.items[i].play)
			continue;
		count++;
		if (*first == DAY_NONE || (todos.items[i].due != DAY_NONE && todos.items[i].due < *first))
			*first = todos.items[i].due;
	}
	todos_clear(&todos);
	return count;
}

Test(reviews, the_preparation_is_opened_once_and_moves_along)
{
	struct reviewed r;
	day_t first, later;

	reviewed_open(&r);
	load_preparation(&r);
	plan(&r, TODAY + 60);
	cr_assert_eq(todos_of_preparation(&r, &first), 2);
	cr_assert_eq(first, TODAY + 46);
	plan(&r, TODAY + 67);
	cr_assert_eq(todos_of_preparation(&r, &later), 2);
	cr_assert_eq(later, TODAY + 53);
	/* called off, its tasks have no day; the next one has them again */
	plan(&r, DAY_NONE);
	cr_assert_eq(todos_of_preparation(&r, &later), 2);
	cr_assert_eq(later, DAY_NONE);
	plan(&r, TODAY + 20);
	cr_assert_eq(todos_of_preparation(&r, &later), 2);
	cr_assert_eq(later, TODAY + 6);
	/* one that was held needs none; the one after it has its own */
	read(&r);
	WRITE(&r, review_hold(r.f.book, r.account, &r.agenda, TODAY, TODAY + 90, &r.f.error));
	cr_assert_eq(todos_of_preparation(&r, &later), 3, "the recap of this one, both of the next");
	reviewed_close(&r);
}

/* The only task of a play that is left: its text is the one, and the day it is due. */
static void only_left(struct reviewed *r, const char *text, day_t due)
{
	struct todo_filter filter = { .account = r->account };
	struct todos todos = { 0 };

	cr_assert_eq(todo_list(r->f.book, &filter, &todos, &r->f.error), 0, "%s", r->f.error.text);
	cr_assert_eq(todos.count, 1);
	cr_assert_str_eq(todos.items[0].text, text);
	cr_assert_eq(todos.items[0].due, due);
	todos_clear(&todos);
}

Test(reviews, held_its_preparation_is_done_but_for_the_recap)
{
	struct todo_filter filter = { .account = 0, .all = true };
	struct todos todos = { 0 };
	struct reviewed r;
	char *before, *after;
	day_t first;
	int done = 0;

	reviewed_open(&r);
	load_preparation(&r);
	plan(&r, TODAY + 20);
	cr_assert_eq(todos_of_preparation(&r, &first), 2);
	/* ten days before it was planned, and told two days later */
	book_set_today(r.f.book, TODAY + 12);
	read(&r);
	before = fixture_dump_facts(&r.f);
	WRITE(&r, review_hold(r.f.book, r.account, &r.agenda, TODAY + 10, DAY_NONE, &r.f.error));
	only_left(&r, "Recap", TODAY + 11);
	filter.account = r.account;
	cr_assert_eq(todo_list(r.f.book, &filter, &todos, &r.f.error), 0, "%s", r.f.error.text);
	for (size_t i = 0; i < todos.count; i++)
		done += !strcmp(todos.items[i].text, "Invite") && todos.items[i].done == TODAY + 10;
	cr_assert_eq(done, 1);
	todos_clear(&todos);
	fixture_undo(r.f.book, "ana");
	after = fixture_dump_facts(&r.f);
	cr_assert_str_eq(after, before);
	cr_assert_eq(todos_of_preparation(&r, &first), 2);
	cr_assert_eq(first, TODAY + 6);
	free(before);
	free(after);
	reviewed_close(&r);
}

Test(reviews, planned_by_hand_it_waits_and_otherwise_its_day_is_when_it_was_held)
{
	struct reviews reviews = { 0 };
	struct reviewed r;

	reviewed_open(&r);
	WRITE(&r, review_set(r.f.book, r.account, TODAY + 5, NULL, &r.f.error));
	read_as_of(&r, TODAY + 5);
	cr_assert_eq(r.agenda.next_review, TODAY + 5);
	read_as_of(&r, TODAY + 6);
	cr_assert_eq(r.agenda.last_review, TODAY + 5);
	cr_assert_eq(r.agenda.review, 0);
	/* somebody takes it in hand: it stays until it is held */
	plan(&r, TODAY + 5);
	read_as_of(&r, TODAY + 9);
	cr_assert_eq(r.agenda.next_review, TODAY + 5);
	cr_assert_neq(r.agenda.review, 0);
	/* one of a day that is past is recorded, once */
	plan(&r, TODAY - 50);
	plan(&r, TODAY - 50);
	cr_assert_eq(review_list(r.f.book, r.account, &reviews, &r.f.error), 0);
	cr_assert_eq(reviews.count, 2);
	cr_assert_eq(reviews.items[1].held, TODAY - 50);
	cr_assert_not(reviews.items[1].has_record);
	vec_free(&reviews);
	reviewed_close(&r);
}

Test(reviews, what_comes_after_the_first_look_is_new)
{
	struct reviewed r;
	int64_t before, after;

	reviewed_open(&r);
	before = add_outcome(&r, "Before", 1000);
	plan(&r, TODAY + 20);
	read(&r);
	cr_assert_not(r.agenda.looked_at);
	cr_assert_not(item(&r, "outcome", before, "")->is_new);
	WRITE(&r, review_seen(r.f.book, r.account, &r.agenda, &r.f.error));
	after = add_outcome(&r, "After", 1000);
	read(&r);
	cr_assert(r.agenda.looked_at);
	cr_assert_not(item(&r, "outcome", before, "")->is_new);
	cr_assert(item(&r, "outcome", after, "")->is_new);
	reviewed_close(&r);
}
