/* What is to be done by a day; plays opened, planned anew, closed, assessed. */
#include <criterion/criterion.h>
#include <string.h>

#include "storage/facts_store.h"
#include "storage/plays.h"
#include "tests/storage/playbook.h"

static void begin(struct fixture *f)
{
	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
}

static void commit(struct fixture *f, int64_t account)
{
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "test", account, "changed" }, NULL,
				    &f->error),
		     0, "%s", f->error.text);
}

static int64_t todo(struct fixture *f, int64_t account, const char *text, day_t due)
{
	struct todo_write write = { .text = text, .says_due = true, .due = due, .who = "ana" };
	int64_t id = 0;
	bool changed;

	begin(f);
	cr_assert_eq(todo_put(f->book, account, &id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(changed, 1);
	commit(f, account);
	return id;
}

static struct todos todos(struct fixture *f, int64_t account, bool all)
{
	struct todos out = { 0 };

	cr_assert_eq(todo_list(f->book, &(struct todo_filter){ .account = account, .all = all }, &out, &f->error),
		     0, "%s", f->error.text);
	return out;
}

static void put(struct fixture *f, int64_t account, int64_t id, struct todo_write write, bool news)
{
	bool changed = !news;

	write.who = "ana";
	begin(f);
	cr_assert_eq(todo_put(f->book, account, &id, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(changed, news);
	commit(f, account);
}

Test(plays, tasks_are_listed_by_day_those_without_last)
{
	struct fixture f;
	int64_t ada, bob;
	struct todos list;

	fixture_open(&f);
	ada = fixture_account(&f, "Ada");
	bob = fixture_account(&f, "Bob");
	todo(&f, ada, "someday", DAY_NONE);
	todo(&f, ada, "later", TODAY + 9);
	todo(&f, bob, "between", TODAY + 3);
	todo(&f, ada, "overdue", TODAY - 2);
	list = todos(&f, 0, false);
	cr_assert_eq((int)list.count, 4);
	cr_assert_str_eq(list.items[0].text, "overdue");
	cr_assert_str_eq(list.items[1].text, "between");
	cr_assert_eq(list.items[1].account, bob);
	cr_assert_str_eq(list.items[2].text, "later");
	cr_assert_str_eq(list.items[3].text, "someday");
	cr_assert_eq(list.items[3].due, DAY_NONE);
	todos_clear(&list);
	list = todos(&f, bob, false);
	cr_assert_eq((int)list.count, 1);
	todos_clear(&list);
	fixture_close(&f);
}

Test(plays, a_task_is_changed_done_opened_again_and_removed)
{
	struct fixture f;
	struct todos list;
	char *before, *after;
	int64_t ada, id;

	fixture_open(&f);
	ada = fixture_account(&f, "Ada");
	id = todo(&f, ada, "send the plan", TODAY + 7);
	put(&f, ada, id, (struct todo_write){ .text = "send the plan" }, false);
	put(&f, ada, id,
	    (struct todo_write){ .says_side = true, .side = SIDE_CUSTOMER, .owner = "Carl", .note = "n" }, true);
	put(&f, ada, id, (struct todo_write){ .says_done = true, .done = TODAY }, true);
	put(&f, ada, id, (struct todo_write){ .says_done = true, .done = TODAY }, false);
	list = todos(&f, ada, false);
	cr_assert_eq((int)list.count, 0, "what is done is off the list");
	todos_clear(&list);
	list = todos(&f, ada, true);
	cr_assert_eq((int)list.count, 1);
	cr_assert_eq(list.items[0].done, TODAY);
	cr_assert_eq((int)list.items[0].side, SIDE_CUSTOMER);
	cr_assert_str_eq(list.items[0].owner, "Carl");
	cr_assert_eq(list.items[0].fixed, 1);
	todos_clear(&list);
	put(&f, ada, id, (struct todo_write){ .says_done = true, .done = DAY_NONE, .owner = "" }, true);
	list = todos(&f, ada, false);
	cr_assert_eq((int)list.count, 1);
	cr_assert_null(list.items[0].owner);
	cr_assert_eq(list.items[0].done, DAY_NONE);
	todos_clear(&list);

	before = fixture_dump_facts(&f);
	begin(&f);
	cr_assert_eq(todo_remove(f.book, ada, id, &f.error), 0, "%s", f.error.text);
	commit(&f, ada);
	list = todos(&f, ada, true);
	cr_assert_eq((int)list.count, 0);
	todos_clear(&list);
	fixture_undo(f.book, "ana");
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(after, before);
	free(before);
	free(after);
	fixture_close(&f);
}

Test(plays, a_task_needs_a_text_and_must_be_there)
{
	struct fixture f;
	int64_t ada, id = 0;
	bool changed;

	fixture_open(&f);
	ada = fixture_account(&f, "Ada");
	begin(&f);
	cr_assert_eq(
		todo_put(f.book, ada, &id, &(struct todo_write){ .text = "  ", .who = "ana" }, &changed, &f.error),
		-1);
	cr_assert_eq(f.error.kind, ERROR_INPUT);
	id = 77;
	cr_assert_eq(
		todo_put(f.book, ada, &id, &(struct todo_write){ .text = "x", .who = "ana" }, &changed, &f.error),
		-1);
	cr_assert_eq(f.error.kind, ERROR_NOT_FOUND);
	cr_assert_eq(todo_remove(f.book, ada, 77, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_NOT_FOUND);
	journal_abort(f.book);
	cr_assert_eq(todo_remove(f.book, ada, 77, &f.error), -1, "only within an entry");
	fixture_close(&f);
}

/* ---- plays ---- */

static void renewal(struct fixture *f, int64_t account, day_t day)
{
	begin(f);
	cr_assert_eq(account_set_state(f->book, account, TODAY,
				       &(struct account_state){ .says_renewal = true, .renewal = day }, NULL,
				       &f->error),
		     0, "%s", f->error.text);
	commit(f, account);
}

static bool open_play(struct fixture *f, int64_t account, const char *key, const char *cause, day_t on, int64_t *id)
{
	const struct playbooks *books;
	bool opened;

	cr_assert_eq(playbooks_get(f->book, &books, &f->error), 0, "%s", f->error.text);
	begin(f);
	cr_assert_eq(play_open(f->book, account,
			       &(struct play_write){
				       .play = playbooks_play(books, key), .cause = cause, .on = on, .who = "ana" },
			       id, &opened, &f->error),
		     0, "%s", f->error.text);
	commit(f, account);
	return opened;
}

/* "Offer 40, Sign -; " : tasks in their order with the day that each is due, from today on. */
static char *dues(struct fixture *f, int64_t account, int64_t play)
{
	struct todo_filter filter = { .account = account, .play = play, .all = true };
	struct todos list = { 0 };
	struct buf out = { 0 };

	cr_assert_eq(todo_list(f->book, &filter, &list, &f->error), 0, "%s", f->error.text);
	for (int position = 0; position < (int)list.count; position++)
		for (size_t i = 0; i < list.count; i++) {
			if (list.items[i].position != position)
				continue;
			if (list.items[i].due == DAY_NONE)
				buf_printf(&out, "%s -; ", list.items[i].text);
			else
				buf_printf(&out, "%s %d; ", list.items[i].text, list.items[i].due - TODAY);
		}
	todos_clear(&list);
	return buf_take(&out);
}

#define DUES(f, account, play, expected) \
	do { \
		char *told = dues(f, account, play); \
		cr_assert_str_eq(told, expected); \
		free(told); \
	} while (0)

static int64_t task_named(struct fixture *f, int64_t account, const char *text)
{
	struct todos list = todos(f, account, true);
	int64_t id = 0;

	for (size_t i = 0; i < list.count; i++)
		if (!strcmp(list.items[i].text, text))
			id = list.items[i].id;
	todos_clear(&list);
	cr_assert(id != 0, "%s", text);
	return id;
}

static struct play only_play(struct fixture *f, int64_t account, struct plays *plays)
{
	cr_assert_eq(play_list(f->book, account, true, TODAY + 50, plays, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(plays->count, 1);
	return plays->items[0];
}

static int64_t book_with_plays(struct fixture *f)
{
	fixture_open(f);
	playbook_load(f);
	return fixture_account(f, "Ada");
}

Test(plays, tasks_follow_their_anchors_and_move_with_them)
{
	struct fixture f;
	int64_t ada = book_with_plays(&f), id;

	renewal(&f, ada, TODAY + 100);
	cr_assert(open_play(&f, ada, "renew", "hand/1", TODAY, &id));
	DUES(&f, ada, id, "Offer 40; Sign 93; Thank 1; Agree -; ");
	/* by hand: it stays where it was put; and what is done stays as it was */
	put(&f, ada, task_named(&f, ada, "Sign"), (struct todo_write){ .says_due = true, .due = TODAY + 90 }, true);
	renewal(&f, ada, TODAY + 130);
	DUES(&f, ada, id, "Offer 70; Sign 90; Thank 1; Agree -; ");
	put(&f, ada, task_named(&f, ada, "Offer"), (struct todo_write){ .says_done = true, .done = TODAY }, true);
	renewal(&f, ada, TODAY + 200);
	DUES(&f, ada, id, "Offer 70; Sign 90; Thank 1; Agree -; ");
	/* given back to its anchor */
	put(&f, ada, task_named(&f, ada, "Sign"), (struct todo_write){ .says_due = true, .due = DAY_NONE }, true);
	DUES(&f, ada, id, "Offer 70; Sign 193; Thank 1; Agree -; ");
	renewal(&f, ada, DAY_NONE);
	DUES(&f, ada, id, "Offer 70; Sign -; Thank 1; Agree -; ");
	fixture_undo(f.book, "ana");
	DUES(&f, ada, id, "Offer 70; Sign 193; Thank 1; Agree -; ");
	fixture_close(&f);
}

Test(plays, a_task_of_the_review_keeps_to_the_review_it_was_planned_for)
{
	struct fixture f;
	int64_t ada = book_with_plays(&f), id;

	cr_assert(open_play(&f, ada, "renew", "hand/1", TODAY, &id));
	begin(&f);
	cr_assert_eq(review_set(f.book, ada, TODAY + 20, NULL, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(plays_replan(f.book, ada, &f.error), 0);
	commit(&f, ada);
	DUES(&f, ada, id, "Offer -; Sign -; Thank 1; Agree 17; ");
	begin(&f);
	cr_assert_eq(review_set(f.book, ada, TODAY + 30, NULL, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(plays_replan(f.book, ada, &f.error), 0);
	commit(&f, ada);
	DUES(&f, ada, id, "Offer -; Sign -; Thank 1; Agree 27; ");
	/* after its day another is the next; it stays with its own */
	book_set_today(f.book, TODAY + 31);
	begin(&f);
	cr_assert_eq(review_set(f.book, ada, TODAY + 120, NULL, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(plays_replan(f.book, ada, &f.error), 0);
	commit(&f, ada);
	DUES(&f, ada, id, "Offer -; Sign -; Thank 1; Agree 27; ");
	fixture_close(&f);
}

Test(plays, never_twice_for_a_cause_nor_while_one_is_at_work)
{
	struct plays plays = { 0 };
	struct fixture f;
	int64_t ada = book_with_plays(&f), first, second;

	cr_assert(open_play(&f, ada, "call", "hand/1", TODAY, &first));
	cr_assert_not(open_play(&f, ada, "call", "hand/1", TODAY, &second));
	cr_assert_eq(second, first);
	cr_assert_not(open_play(&f, ada, "call", "hand/2", TODAY, &second));
	cr_assert_eq(second, first, "the one at work");
	begin(&f);
	cr_assert_eq(play_close(f.book, ada, first, TODAY, "ana", "reached", NULL, &f.error), 0, "%s",
		     f.error.text);
	commit(&f, ada);
	cr_assert_not(open_play(&f, ada, "call", "hand/1", TODAY, &second), "that cause had its play");
	cr_assert(open_play(&f, ada, "call", "hand/2", TODAY, &second));
	cr_assert_eq(play_list(f.book, ada, false, TODAY, &plays, &f.error), 0);
	cr_assert_eq(plays.count, 1);
	cr_assert_eq(plays.items[0].id, second);
	plays_clear(&plays);
	/* and the first cannot be taken up while the second is at work */
	begin(&f);
	cr_assert_eq(play_reopen(f.book, ada, first, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_CONFLICT);
	journal_abort(f.book);
	fixture_close(&f);
}

/* Its task "Agree" is counted from the review, which makes it belong to the one that is planned. */
Test(plays, never_twice_though_a_review_was_planned_meanwhile)
{
	struct fixture f;
	int64_t ada = book_with_plays(&f), first, second;

	cr_assert(open_play(&f, ada, "renew", "hand/1", TODAY, &first));
	begin(&f);
	cr_assert_eq(review_set(f.book, ada, TODAY + 20, NULL, &f.error), 0, "%s", f.error.text);
	commit(&f, ada);
	cr_assert_not(open_play(&f, ada, "renew", "hand/2", TODAY, &second), "by hand");
	cr_assert_eq(second, first);
	cr_assert_not(open_play(&f, ada, "renew", "flag/due/20779", TODAY, &second), "by a flag");
	cr_assert_eq(second, first);
	begin(&f);
	cr_assert_eq(play_close(f.book, ada, first, TODAY, "ana", "renewed", NULL, &f.error), 0, "%s",
		     f.error.text);
	commit(&f, ada);
	cr_assert(open_play(&f, ada, "renew", "hand/2", TODAY, &second));
	/* nor when the first is taken up again */
	begin(&f);
	cr_assert_eq(play_reopen(f.book, ada, first, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_CONFLICT);
	journal_abort(f.book);
	fixture_close(&f);
}

Test(plays, the_figure_is_kept_at_opening_and_closing)
{
	struct plays plays = { 0 };
	struct play play;
	struct fixture f;
	int64_t ada = book_with_plays(&f), id;
	char *before, *after;

	renewal(&f, ada, TODAY + 100);
	cr_assert(open_play(&f, ada, "renew", "hand/1", TODAY, &id));
	play = only_play(&f, ada, &plays);
	cr_assert(play.has_open);
	cr_assert_eq(play.figure_open, 100000);
	cr_assert_str_eq(play.unit, "days");
	cr_assert(play.has_now);
	cr_assert_eq(play.figure_now, 50000, "50 days later");
	cr_assert_eq(play.tasks, 4);
	plays_clear(&plays);
	before = fixture_dump_facts(&f);
	begin(&f);
	cr_assert_eq(play_close(f.book, ada, id, TODAY + 30, "ana", "renewed", "early", &f.error), 0, "%s",
		     f.error.text);
	commit(&f, ada);
	play = only_play(&f, ada, &plays);
	cr_assert_eq(play.closed, TODAY + 30);
	cr_assert(play.has_close);
	cr_assert_eq(play.figure_close, 70000);
	cr_assert_str_eq(play.outcome, "renewed");
	cr_assert_str_eq(play.note, "early");
	plays_clear(&plays);
	fixture_undo(f.book, "ana");
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(after, before);
	free(before);
	free(after);
	fixture_close(&f);
}

Test(plays, closing_wants_an_outcome_of_the_list_and_takes_its_tasks_off)
{
	struct todos list;
	struct fixture f;
	int64_t ada = book_with_plays(&f), id;

	cr_assert(open_play(&f, ada, "call", "hand/1", TODAY, &id));
	begin(&f);
	cr_assert_eq(play_close(f.book, ada, id, TODAY, "ana", "splendid", NULL, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_INPUT);
	cr_assert_not_null(strstr(f.error.text, "reached, no answer"), "%s", f.error.text);
	cr_assert_eq(play_close(f.book, ada, id, TODAY - 1, "ana", "reached", NULL, &f.error), -1,
		     "before it began");
	cr_assert_eq(play_close(f.book, ada, id + 1, TODAY, "ana", "reached", NULL, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_NOT_FOUND);
	cr_assert_eq(play_close(f.book, ada, id, TODAY, "ana", "reached", NULL, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(play_close(f.book, ada, id, TODAY, "ana", "reached", NULL, &f.error), -1, "twice");
	commit(&f, ada);
	list = todos(&f, ada, false);
	cr_assert_eq(list.count, 0);
	todos_clear(&list);
	begin(&f);
	cr_assert_eq(play_reopen(f.book, ada, id, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(play_reopen(f.book, ada, id, &f.error), -1, "it is at work");
	commit(&f, ada);
	list = todos(&f, ada, false);
	cr_assert_eq(list.count, 2);
	cr_assert_str_eq(list.items[0].play_title, "Call them");
	todos_clear(&list);
	fixture_close(&f);
}

Test(plays, runs_are_what_an_assessment_rests_on)
{
	struct play_records records = { 0 };
	struct play_runs runs = { 0 };
	struct fixture f;
	int64_t ada = book_with_plays(&f), bob = fixture_account(&f, "Bob"), id;

	renewal(&f, ada, TODAY + 100);
	renewal(&f, bob, TODAY + 80);
	cr_assert(open_play(&f, ada, "renew", "hand/1", TODAY, &id));
	begin(&f);
	cr_assert_eq(play_close(f.book, ada, id, TODAY + 10, "ana", "renewed", NULL, &f.error), 0);
	commit(&f, ada);
	cr_assert(open_play(&f, bob, "renew", "hand/1", TODAY, &id));
	cr_assert_eq(play_runs(f.book, &runs, &f.error), 0);
	plays_assess(runs.items, runs.count, &records);
	cr_assert_eq(records.count, 1);
	cr_assert_eq(records.items[0].runs, 2);
	cr_assert_eq(records.items[0].closed, 1);
	cr_assert_eq(records.items[0].improved, 1, "lower is better: 100 to 90");
	cr_assert_eq(records.items[0].mean_change, 10000);
	vec_free(&records);
	play_runs_clear(&runs);
	fixture_close(&f);
}
