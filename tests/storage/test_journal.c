/* Entries, undo and redo: everything comes back exactly, nobody else's work is lost. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "tests/storage/fixture.h"

/* Facts and derived rows together. */
static char *dump(struct fixture *f)
{
	char *facts = fixture_dump_facts(f), *derived = fixture_dump_derived(f);
	char *both = xasprintf("%s%s", facts, derived);

	free(facts);
	free(derived);
	return both;
}

static void redo(struct book *book, const char *who)
{
	struct entry entry;
	struct error error;

	cr_assert_eq(journal_next_redo(book, who, &entry, &error), 0, "%s", error.text);
	cr_assert_eq(journal_revert(book, who, &entry, NULL, &error), 0, "%s", error.text);
	entry_clear(&entry);
}

Test(journal, undo_and_redo_restore_every_byte)
{
	struct fixture f;
	char *states[5], *now;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	states[0] = dump(&f);
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY - 3);
	states[1] = dump(&f);
	fixture_answer(&f, id, "b", ANSWER_NO, TODAY);
	states[2] = dump(&f);
	fixture_answer(&f, id, "b", ANSWER_YES, TODAY);
	states[3] = dump(&f);
	fixture_answer(&f, id, "a", ANSWER_OPEN, TODAY);
	states[4] = dump(&f);
	for (int i = 3; i >= 0; i--) {
		fixture_undo(f.book, "ana");
		now = dump(&f);
		cr_assert_str_eq(now, states[i], "after undo to %d", i);
		free(now);
	}
	for (int i = 1; i <= 4; i++) {
		redo(f.book, "ana");
		now = dump(&f);
		cr_assert_str_eq(now, states[i], "after redo to %d", i);
		free(now);
	}
	cr_assert_eq(journal_next_redo(f.book, "ana", &(struct entry){ 0 }, &f.error), -1,
		     "nothing is left to redo");
	for (int i = 0; i < 5; i++)
		free(states[i]);
	fixture_close(&f);
}

Test(journal, undo_survives_closing_the_book)
{
	struct book_options options = fixture_options();
	struct fixture f;
	char *before, *after;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	before = dump(&f);
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY);
	book_close(f.book);
	cr_assert_eq(book_open(&f.book, f.path, 0, &options, &f.error), 0, "%s", f.error.text);
	fixture_undo(f.book, "ana");
	after = dump(&f);
	cr_assert_str_eq(after, before);
	free(before);
	free(after);
	fixture_close(&f);
}

Test(journal, a_change_of_ones_own_loses_redo)
{
	struct entry entry;
	struct fixture f;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY);
	fixture_undo(f.book, "ana");
	fixture_answer_by(f.book, "ben", id, "b", ANSWER_YES, TODAY);
	cr_assert_eq(journal_next_redo(f.book, "ana", &entry, &f.error), 0, "ben's change is not ana's: %s",
		     f.error.text);
	entry_clear(&entry);
	fixture_answer(&f, id, "c", ANSWER_YES, TODAY);
	cr_assert_eq(journal_next_redo(f.book, "ana", &entry, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_NOT_FOUND);
	fixture_close(&f);
}

Test(journal, undo_takes_the_callers_own_latest)
{
	struct account_detail detail = { 0 };
	struct fixture f;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY);
	fixture_answer_by(f.book, "ben", id, "b", ANSWER_YES, TODAY);
	fixture_undo(f.book, "ana");
	cr_assert_eq(account_load(f.book, id, 0, TODAY, &detail, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(detail.view.standing[0].answer, ANSWER_OPEN, "ana's is undone");
	cr_assert_eq(detail.view.standing[1].answer, ANSWER_YES, "ben's stands");
	account_detail_clear(&detail);
	fixture_close(&f);
}

/* Ben withdrew what ana had answered: her undo would undo his work, so it is refused whole. */
Test(journal, a_later_change_of_a_colleague_stops_undo_and_nothing_is_touched)
{
	struct entry entry;
	struct fixture f;
	struct book *other;
	char *before, *after;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY);
	other = fixture_second(&f);
	fixture_answer_by(other, "ben", id, "a", ANSWER_OPEN, TODAY);
	before = dump(&f);
	cr_assert_eq(journal_next_undo(f.book, "ana", &entry, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(journal_revert(f.book, "ana", &entry, NULL, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_CONFLICT);
	cr_assert_not_null(strstr(f.error.text, "ben"), "says who: %s", f.error.text);
	after = dump(&f);
	cr_assert_str_eq(after, before);
	cr_assert(book_is_idle(f.book));
	entry_clear(&entry);
	free(before);
	free(after);
	book_close(other);
	fixture_close(&f);
}

Test(journal, a_colleagues_later_tick_on_the_same_milestone_stays)
{
	struct account_detail detail = { 0 };
	struct fixture f;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY);
	fixture_answer_by(f.book, "ben", id, "a", ANSWER_NO, TODAY);
	fixture_undo(f.book, "ana");
	cr_assert_eq(account_load(f.book, id, 0, TODAY, &detail, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(detail.view.standing[0].answer, ANSWER_NO);
	cr_assert_str_eq(detail.answers[0].by, "ben");
	account_detail_clear(&detail);
	fixture_close(&f);
}

Test(journal, an_aborted_transaction_leaves_no_trace)
{
	struct fixture f;
	char *before, *after;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	before = dump(&f);
	cr_assert_eq(journal_begin(f.book, &f.error), 0);
	cr_assert_eq(answer_give(f.book, id,
				 &(struct answer_write){ milestone("a"), ANSWER_YES, TODAY, "ana", NULL }, NULL,
				 &f.error),
		     0);
	cr_assert_eq(journal_rescore(f.book, &f.error), 0, "%s", f.error.text);
	journal_abort(f.book);
	after = dump(&f);
	cr_assert_str_eq(after, before);
	free(before);
	free(after);
	fixture_close(&f);
}

Test(journal, what_changes_nothing_is_not_journalled)
{
	struct fixture f;
	int64_t id, entry = -1;
	bool changed = true;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY);
	cr_assert_eq(journal_begin(f.book, &f.error), 0);
	cr_assert_eq(answer_give(f.book, id,
				 &(struct answer_write){ milestone("a"), ANSWER_YES, TODAY, "ana", NULL }, &changed,
				 &f.error),
		     0);
	cr_assert_not(changed);
	cr_assert_eq(journal_commit(f.book, &(struct journal_note){ "ana", "tick", id, "again" }, &entry, &f.error),
		     0);
	cr_assert_eq(entry, 0);
	fixture_close(&f);
}

/* The first entry looks as if made in a far future: what was done after it is undone first all the same. */
Test(journal, a_clock_set_back_does_not_change_the_order_of_undo)
{
	struct account_detail detail = { 0 };
	struct fixture f;
	int64_t id;
	sqlite3 *db;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY);
	cr_assert_eq(sqlite3_open(f.path, &db), SQLITE_OK);
	cr_assert_eq(
		sqlite3_exec(db,
			     "UPDATE entry_change SET entry_id = entry_id + 1099511627776000"
			     " WHERE entry_id = (SELECT max(id) FROM entry);"
			     "UPDATE entry SET id = id + 1099511627776000 WHERE id = (SELECT max(id) FROM entry)",
			     NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	fixture_answer(&f, id, "b", ANSWER_YES, TODAY);
	fixture_undo(f.book, "ana");
	cr_assert_eq(account_load(f.book, id, 0, TODAY, &detail, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(detail.view.standing[0].answer, ANSWER_YES);
	cr_assert_eq(detail.view.standing[1].answer, ANSWER_OPEN);
	redo(f.book, "ana");
	cr_assert_eq(account_load(f.book, id, 0, TODAY, &detail, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(detail.view.standing[1].answer, ANSWER_YES);
	account_detail_clear(&detail);
	fixture_close(&f);
}

/* More rows than one changeset holds: several pieces, undone last first as one. */
Test(journal, a_bulk_change_is_sliced_and_undone_as_one)
{
	struct fixture f;
	struct ids order = { 0 };
	char *before, *after, name[32];
	int64_t id;

	fixture_open(&f);
	before = dump(&f);
	cr_assert_eq(journal_begin(f.book, &f.error), 0);
	for (int i = 0; i < 6000; i++) {
		struct account_fields fields = {
			.source = "bulk", .external_id = name, .name = name, .start = DAY_NONE
		};

		snprintf(name, sizeof name, "A-%05d", i);
		cr_assert_eq(account_insert(f.book, &fields, &id, &f.error), 0, "%s", f.error.text);
		cr_assert_eq(
			movement_add(f.book, id,
				     &(struct movement){
					     .on = TODAY, .kind = MOVEMENT_NEW, .minor = 100, .currency = "EUR" },
				     &f.error),
			0, "%s", f.error.text);
		cr_assert_eq(journal_slice(f.book, &f.error), 0, "%s", f.error.text);
	}
	cr_assert_eq(
		journal_commit(f.book, &(struct journal_note){ "ana", "import", 0, "imported" }, NULL, &f.error), 0,
		"%s", f.error.text);
	cr_assert_eq(portfolio_order(f.book, COLUMN_NAME, false, 0, &order, &f.error), 0);
	cr_assert_eq(order.count, 6000);
	fixture_undo(f.book, "ana");
	after = dump(&f);
	cr_assert_str_eq(after, before);
	free(before);
	free(after);
	vec_free(&order);
	fixture_close(&f);
}

struct heard {
	int count;
	char first[200];
};

static bool hear(void *data, const struct entry *entry)
{
	struct heard *heard = data;

	if (heard->count++ == 0)
		snprintf(heard->first, sizeof heard->first, "%s %s", entry->who, entry->sentence);
	return true;
}

Test(journal, sentences_name_accounts_and_questions_as_they_are_called_now)
{
	struct heard heard = { 0 };
	struct fixture f;
	char sentence[100];
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	snprintf(sentence, sizeof sentence, "ticked '{m:%lld}' on {a:%lld} {x}", (long long)milestone("d"),
		 (long long)id);
	cr_assert_eq(journal_begin(f.book, &f.error), 0);
	cr_assert_eq(answer_give(f.book, id,
				 &(struct answer_write){ milestone("d"), ANSWER_YES, TODAY, "ana", NULL }, NULL,
				 &f.error),
		     0);
	cr_assert_eq(journal_commit(f.book, &(struct journal_note){ "ana", "tick", id, sentence }, NULL, &f.error),
		     0);
	cr_assert_eq(journal_each(f.book, id, 10, hear, &heard, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(heard.count, 2);
	cr_assert_str_eq(heard.first, "ana ticked 'Is d done?' on Northwind {x}");
	fixture_close(&f);
}
