/* Today over the book: kept, reckoned and updated lists agree; what is quiet stays away, and comes back. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "storage/plays.h"
#include "storage/records.h"
#include "storage/scorecards.h"
#include "storage/today.h"
#include "storage/today_private.h"
#include "tests/storage/fixture.h"

static const char plays[] = "id = \"own\"; title = \"Own\"; version = \"1\";\n"
			    "flags = ( { id = \"quiet\"; title = \"no word\"; advice = \"call them\";\n"
			    "  severity = \"urgent\"; when = \"not known(days_since_touch())\"; } );\n";

static void begin(struct fixture *f)
{
	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
}

static void commit(struct fixture *f)
{
	cr_assert_eq(
		journal_commit(f->book, &(struct journal_note){ "ana", "test", 0, "changed" }, NULL, &f->error), 0,
		"%s", f->error.text);
}

static void load_plays(struct fixture *f)
{
	struct card_words *words = cards_words(f->book, &f->error);
	struct playbook *playbook;

	cr_assert(words, "%s", f->error.text);
	playbook = playbook_read_text(plays, "own.cfg", words, &f->error);
	cr_assert(playbook, "%s", f->error.text);
	begin(f);
	cr_assert_eq(playbook_store(f->book, playbook, plays, NULL, &f->error), 0, "%s", f->error.text);
	commit(f);
	playbook_free(playbook);
}

static int64_t todo(struct fixture *f, int64_t account, day_t due)
{
	struct todo_write write = { .text = "send it", .says_due = true, .due = due, .who = "ana" };
	int64_t id = 0;

	begin(f);
	cr_assert_eq(todo_put(f->book, account, &id, &write, NULL, &f->error), 0, "%s", f->error.text);
	commit(f);
	return id;
}

static void touch(struct fixture *f, int64_t account)
{
	begin(f);
	cr_assert_eq(touch_add(f->book, account,
			       &(struct touch_write){ .on = TODAY, .kind = "call", .from = FROM_US, .who = "ana" },
			       NULL, &f->error),
		     0, "%s", f->error.text);
	commit(f);
}

static struct today_rows list(struct fixture *f, day_t today, const char *csm)
{
	struct today_rows rows = { 0 };

	cr_assert_eq(today_list(f->book, today, csm, 0, &rows, &f->error), 0, "%s", f->error.text);
	return rows;
}

static bool has(struct fixture *f, day_t today, int64_t account, const char *key)
{
	struct today_rows rows = list(f, today, NULL);
	bool found = false;

	for (size_t i = 0; i < rows.count; i++)
		found |= rows.items[i].account == account && !strncmp(rows.items[i].entry.key, key, strlen(key));
	vec_free(&rows);
	return found;
}

static void assert_same(const struct today_rows *a, const struct today_rows *b)
{
	cr_assert_eq(a->count, b->count, "%zu and %zu", a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		cr_assert_eq(a->items[i].account, b->items[i].account);
		cr_assert_str_eq(a->items[i].entry.key, b->items[i].entry.key);
		cr_assert_eq(a->items[i].entry.rank, b->items[i].entry.rank);
		cr_assert_eq(a->items[i].entry.due, b->items[i].entry.due);
		cr_assert_eq(a->items[i].entry.ref, b->items[i].entry.ref);
		cr_assert_eq(
			memcmp(a->items[i].entry.terms, b->items[i].entry.terms, sizeof a->items[i].entry.terms),
			0);
	}
}

/* Six accounts, some with tasks, some touched, some with answers. */
static void fill(struct fixture *f, int64_t accounts[6])
{
	static const char *const names[] = { "Ada", "Bob", "Cy", "Di", "Eve", "Fay" };

	fixture_open(f);
	load_plays(f);
	for (int i = 0; i < 6; i++) {
		accounts[i] = fixture_account(f, names[i]);
		if (i % 2)
			todo(f, accounts[i], TODAY - 2 + i);
		if (i % 3 == 0)
			touch(f, accounts[i]);
		if (i > 2)
			fixture_answer(f, accounts[i], "a", ANSWER_YES, TODAY - 40 - i);
	}
}

Test(today, entries_as_bytes_come_back_as_they_were)
{
	struct today_entry entry = { .kind = TODAY_FLAG,
				     .key = "flag/champion-left/20779",
				     .ref = INT64_MIN,
				     .due = DAY_NONE,
				     .terms = { 300, -80, 0, 100, -1 },
				     .rank = 319 };
	struct today_entry other = {
		.kind = TODAY_QBR, .key = "qbr/plan", .ref = 7, .due = TODAY, .terms = { 1, 2, 3, 4, 5 }, .rank = 15
	};
	struct today_entries entries = { 0 }, back = { 0 };
	struct buf bytes = { 0 };

	*vec_add(&entries) = entry;
	*vec_add(&entries) = other;
	today_pack(&entries, &bytes);
	cr_assert(today_unpack(bytes.data, bytes.size, &back));
	cr_assert_eq(back.count, 2);
	for (size_t i = 0; i < 2; i++) {
		cr_assert_str_eq(back.items[i].key, entries.items[i].key);
		cr_assert_eq(back.items[i].kind, entries.items[i].kind);
		cr_assert_eq(back.items[i].ref, entries.items[i].ref);
		cr_assert_eq(back.items[i].due, entries.items[i].due);
		cr_assert_eq(back.items[i].rank, entries.items[i].rank);
		cr_assert_eq(memcmp(back.items[i].terms, entries.items[i].terms, sizeof entry.terms), 0);
	}
	for (size_t size = 1; size < bytes.size; size++) {
		struct today_entries part = { 0 };
		bool whole = size == 1 + 8 + 4 + 5 * 2 + 1 + strlen(entry.key); /* the first alone */

		cr_assert_eq(today_unpack(bytes.data, size, &part), whole, "%zu bytes", size);
		vec_free(&part);
	}
	vec_free(&entries);
	vec_free(&back);
	buf_free(&bytes);
}

Test(today, what_is_kept_is_what_is_reckoned)
{
	struct today_rows kept, reckoned;
	int64_t accounts[6];
	struct fixture f;

	fill(&f, accounts);
	kept = list(&f, TODAY, NULL);
	cr_assert_gt(kept.count, 8);
	cr_assert_eq(sqlite3_exec(f.book->handle, "UPDATE cache_state SET day = NULL; DELETE FROM today_cache",
				  NULL, NULL, NULL),
		     SQLITE_OK);
	reckoned = list(&f, TODAY, NULL);
	assert_same(&kept, &reckoned);
	vec_free(&kept);
	vec_free(&reckoned);
	fixture_close(&f);
}

Test(today, it_is_in_order_and_each_account_brings_its_own)
{
	struct today_rows rows, built = { 0 };
	int64_t accounts[6];
	struct fixture f;

	fill(&f, accounts);
	rows = list(&f, TODAY, NULL);
	for (size_t i = 1; i < rows.count; i++)
		cr_assert_lt(today_compare(&rows.items[i - 1].entry, rows.items[i - 1].account,
					   &rows.items[i].entry, rows.items[i].account),
			     0);
	for (int i = 5; i >= 0; i--)
		cr_assert_eq(today_update(f.book, TODAY, accounts[i], NULL, &built, &f.error), 0, "%s",
			     f.error.text);
	assert_same(&rows, &built);
	vec_free(&rows);
	vec_free(&built);
	fixture_close(&f);
}

Test(today, an_update_is_what_a_new_list_would_be)
{
	struct today_rows rows, fresh;
	int64_t accounts[6];
	struct fixture f;

	fill(&f, accounts);
	rows = list(&f, TODAY, NULL);
	touch(&f, accounts[1]); /* a flag goes out */
	todo(&f, accounts[0], TODAY - 30);
	fixture_answer(&f, accounts[4], "b", ANSWER_YES, TODAY);
	cr_assert_eq(today_update(f.book, TODAY, accounts[1], NULL, &rows, &f.error), 0);
	cr_assert_eq(today_update(f.book, TODAY, accounts[0], NULL, &rows, &f.error), 0);
	cr_assert_eq(today_update(f.book, TODAY, accounts[4], NULL, &rows, &f.error), 0);
	fresh = list(&f, TODAY, NULL);
	assert_same(&rows, &fresh);
	cr_assert(!has(&f, TODAY, accounts[1], "flag/quiet"));
	vec_free(&rows);
	vec_free(&fresh);
	fixture_close(&f);
}

Test(today, what_is_done_goes_and_undone_comes_back)
{
	struct todo_write done = { .says_done = true, .done = TODAY, .who = "ana" };
	struct fixture f;
	int64_t ada, task;

	fixture_open(&f);
	ada = fixture_account(&f, "Ada");
	task = todo(&f, ada, TODAY);
	cr_assert(has(&f, TODAY, ada, "task/"));
	begin(&f);
	cr_assert_eq(todo_put(f.book, ada, &task, &done, NULL, &f.error), 0);
	commit(&f);
	cr_assert(!has(&f, TODAY, ada, "task/"));
	fixture_undo(f.book, "ana");
	cr_assert(has(&f, TODAY, ada, "task/"));
	fixture_close(&f);
}

static void mark(struct fixture *f, int64_t account, const char *key, enum today_mark kind, day_t until)
{
	begin(f);
	cr_assert_eq(today_mark(f->book, account,
				&(struct today_mark_write){ .key = key,
							    .mark = kind,
							    .on = TODAY,
							    .until = until,
							    .who = "ana",
							    .reason = "they are away" },
				&f->error),
		     0, "%s", f->error.text);
	commit(f);
}

Test(today, what_is_snoozed_comes_back_on_its_day)
{
	struct fixture f;
	int64_t ada;
	char key[64];

	fixture_open(&f);
	ada = fixture_account(&f, "Ada");
	snprintf(key, sizeof key, "task/%lld", (long long)todo(&f, ada, TODAY));
	mark(&f, ada, key, TODAY_SNOOZED, TODAY + 7);
	cr_assert(!has(&f, TODAY, ada, "task/"));
	cr_assert(!has(&f, TODAY + 6, ada, "task/"));
	cr_assert(has(&f, TODAY + 7, ada, "task/"));
	fixture_undo(f.book, "ana");
	cr_assert(has(&f, TODAY, ada, "task/"));
	fixture_close(&f);
}

Test(today, what_is_dismissed_is_remembered_until_it_is_woken)
{
	struct today_marks marks = { 0 };
	struct fixture f;
	int64_t ada;
	char key[64];

	fixture_open(&f);
	ada = fixture_account(&f, "Ada");
	snprintf(key, sizeof key, "task/%lld", (long long)todo(&f, ada, TODAY));
	mark(&f, ada, key, TODAY_DISMISSED, DAY_NONE);
	cr_assert(!has(&f, TODAY + 300, ada, "task/"));
	cr_assert_eq(today_marks(f.book, 0, &marks, &f.error), 0);
	cr_assert_eq(marks.count, 1);
	cr_assert_str_eq(marks.items[0].key, key);
	cr_assert_str_eq(marks.items[0].reason, "they are away");
	cr_assert_eq(marks.items[0].mark, TODAY_DISMISSED);
	today_marks_clear(&marks);
	begin(&f);
	cr_assert_eq(today_unmark(f.book, ada, key, &f.error), 0, "%s", f.error.text);
	commit(&f);
	cr_assert(has(&f, TODAY, ada, "task/"));
	begin(&f);
	cr_assert_eq(today_unmark(f.book, ada, key, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_NOT_FOUND);
	journal_abort(f.book);
	fixture_close(&f);
}

Test(today, a_snooze_wants_a_later_day_and_a_reason)
{
	struct today_mark_write write = {
		.key = "task/1", .mark = TODAY_SNOOZED, .on = TODAY, .until = TODAY, .who = "ana", .reason = "why"
	};
	struct fixture f;
	int64_t ada;

	fixture_open(&f);
	ada = fixture_account(&f, "Ada");
	begin(&f);
	cr_assert_eq(today_mark(f.book, ada, &write, &f.error), -1);
	cr_assert(strstr(f.error.text, "until"));
	write.until = TODAY + 1;
	write.reason = "  ";
	cr_assert_eq(today_mark(f.book, ada, &write, &f.error), -1);
	cr_assert(strstr(f.error.text, "reason"));
	journal_abort(f.book);
	fixture_close(&f);
}

Test(today, one_csm_sees_their_own_whatever_the_letter_case)
{
	struct fixture f;
	struct today_rows rows;
	int64_t ada, bob;

	fixture_open(&f);
	ada = fixture_account(&f, "Ada");
	bob = fixture_account(&f, "Bob");
	begin(&f);
	cr_assert_eq(account_set_state(f.book, ada, TODAY,
				       &(struct account_state){ .says_csm = true, .csm = "Cho" }, NULL, &f.error),
		     0, "%s", f.error.text);
	commit(&f);
	todo(&f, ada, TODAY);
	todo(&f, bob, TODAY);
	rows = list(&f, TODAY, "cHO");
	cr_assert_eq(rows.count, 2, "the task and the next milestone");
	cr_assert_eq(rows.items[0].account, ada);
	cr_assert_eq(rows.items[1].account, ada);
	vec_free(&rows);
	fixture_close(&f);
}

Test(today, an_entry_says_what_and_why)
{
	struct today_words words;
	struct today_rows rows;
	struct fixture f;
	int64_t ada;

	fixture_open(&f);
	load_plays(&f);
	ada = fixture_account(&f, "Ada");
	touch(&f, ada);
	todo(&f, ada, TODAY - 1);
	rows = list(&f, TODAY, NULL);
	cr_assert_str_eq(today_kind_name(rows.items[0].entry.kind), "task");
	cr_assert_eq(today_say(f.book, TODAY, &rows.items[0], &words, &f.error), 0, "%s", f.error.text);
	cr_assert_str_eq(words.account, "Ada");
	cr_assert_str_eq(words.what, "send it");
	cr_assert_str_eq(words.why, "due 21 Nov, 1 day ago");
	today_words_clear(&words);
	vec_free(&rows);
	fixture_close(&f);
}
