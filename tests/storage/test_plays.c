/* What is to be done by a day; plays opened, planned anew, closed, assessed. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "storage/plays.h"
#include "tests/storage/fixture.h"

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
	cr_assert(eq(int, changed, 1));
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
	cr_assert(eq(int, changed, news));
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
	cr_assert(eq(int, (int)list.count, 4));
	cr_assert_str_eq(list.items[0].text, "overdue");
	cr_assert_str_eq(list.items[1].text, "between");
	cr_assert(eq(i64, list.items[1].account, bob));
	cr_assert_str_eq(list.items[2].text, "later");
	cr_assert_str_eq(list.items[3].text, "someday");
	cr_assert(eq(int, list.items[3].due, DAY_NONE));
	todos_clear(&list);
	list = todos(&f, bob, false);
	cr_assert(eq(int, (int)list.count, 1));
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
	cr_assert(eq(int, (int)list.count, 0), "what is done is off the list");
	todos_clear(&list);
	list = todos(&f, ada, true);
	cr_assert(eq(int, (int)list.count, 1));
	cr_assert(eq(int, list.items[0].done, TODAY));
	cr_assert(eq(int, (int)list.items[0].side, SIDE_CUSTOMER));
	cr_assert_str_eq(list.items[0].owner, "Carl");
	cr_assert(eq(int, list.items[0].fixed, 1));
	todos_clear(&list);
	put(&f, ada, id, (struct todo_write){ .says_done = true, .done = DAY_NONE, .owner = "" }, true);
	list = todos(&f, ada, false);
	cr_assert(eq(int, (int)list.count, 1));
	cr_assert_null(list.items[0].owner);
	cr_assert(eq(int, list.items[0].done, DAY_NONE));
	todos_clear(&list);

	before = fixture_dump_facts(&f);
	begin(&f);
	cr_assert_eq(todo_remove(f.book, ada, id, &f.error), 0, "%s", f.error.text);
	commit(&f, ada);
	list = todos(&f, ada, true);
	cr_assert(eq(int, (int)list.count, 0));
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
