/* Flags over a book: when they fire and go, what made them fire, what people say of them, the plays they open. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "storage/facts_store.h"
#include "storage/plays.h"
#include "storage/records.h"
#include "tests/storage/playbook.h"

static void begin(struct fixture *f)
{
	cr_assert(!journal_begin(f->book, &f->error), "%s", f->error.text);
}

static void commit(struct fixture *f, int64_t account)
{
	cr_assert(!journal_commit(f->book, &(struct journal_note){ "ana", "test", account, "changed" }, NULL,
				  &f->error),
		  "%s", f->error.text);
}

static void touch(struct fixture *f, int64_t account, day_t on)
{
	begin(f);
	cr_assert(!touch_add(f->book, account,
			     &(struct touch_write){ .on = on, .kind = "call", .from = FROM_THEM, .who = "ana" },
			     NULL, &f->error),
		  "%s", f->error.text);
	commit(f, account);
}

static void promise(struct fixture *f, int64_t account, const char *text, day_t due)
{
	struct promise_write write = { .text = text, .says_due = true, .due = due, .on = due - 30, .who = "ana" };
	int64_t id = 0;

	begin(f);
	cr_assert(!promise_put(f->book, account, &id, &write, NULL, &f->error), "%s", f->error.text);
	commit(f, account);
}

/* The book on another day, all brought to it. */
static void on_day(struct fixture *f, day_t day)
{
	book_set_today(f->book, day);
	cr_assert(!cache_rebuild(f->book, &f->error), "%s", f->error.text);
}

static struct flag_rows flags(struct fixture *f, int64_t account, day_t today, bool all)
{
	struct flag_rows rows = { 0 };

	cr_assert(!flag_list(f->book, account, today, all, &rows, &f->error), "%s", f->error.text);
	return rows;
}

/* "silent open 20779; " of the flags that were ever fired. */
static char *story(struct fixture *f, int64_t account, day_t today)
{
	struct flag_rows rows = flags(f, account, today, true);
	struct buf out = { 0 };

	for (size_t i = 0; i < rows.count; i++)
		buf_printf(&out, "%s %s %d; ", rows.items[i].key, flag_state_name(rows.items[i].state),
			   rows.items[i].firing.fired - TODAY);
	flag_rows_clear(&rows);
	return buf_take(&out);
}

#define STORY(f, account, today, expected) \
	do { \
		char *told = story(f, account, today); \
		cr_assert_str_eq(told, expected); \
		free(told); \
	} while (0)

/* All firings as the table has them. */
static char *firings(struct fixture *f)
{
	struct buf out = { 0 };
	sqlite3_stmt *st;
	sqlite3 *db;

	cr_assert_eq(sqlite3_open_v2(f->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_prepare_v2(db,
					"SELECT account_id || '|' || flag || '|' || day || '|' || "
					"ifnull(cleared_day, '-') || '|' || ifnull(figure, '-') || '|' || evidence "
					"FROM flag_firing ORDER BY account_id, flag, day",
					-1, &st, NULL),
		     SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW)
		buf_printf(&out, "%s\n", sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	sqlite3_close(db);
	return buf_take(&out);
}

static int64_t open_book(struct fixture *f)
{
	fixture_open(f);
	playbook_load(f);
	return fixture_account(f, "Ada");
}

/* ---- firing ---- */

Test(flags, one_fires_once_with_figure_and_records_in_words)
{
	struct flag_rows rows;
	struct fixture f;
	int64_t ada = open_book(&f);

	touch(&f, ada, TODAY - 30);
	rows = flags(&f, ada, TODAY, true);
	cr_assert_eq(rows.count, 0, "30 days are not more than 30");
	on_day(&f, TODAY + 1);
	rows = flags(&f, 0, TODAY + 1, false);
	cr_assert_eq(rows.count, 1);
	cr_assert_str_eq(rows.items[0].key, "silent");
	cr_assert_eq(rows.items[0].account, ada);
	cr_assert_eq(rows.items[0].firing.fired, TODAY + 1);
	cr_assert(rows.items[0].has_figure);
	cr_assert_eq(rows.items[0].figure, 31000);
	cr_assert_str_eq(rows.items[0].evidence, "touch from them on 23 Oct 2026\n");
	cr_assert_str_eq(rows.items[0].flag->title, "no word for long");
	flag_rows_clear(&rows);
	on_day(&f, TODAY + 40);
	STORY(&f, ada, TODAY + 40, "silent open 1; ");
	fixture_close(&f);
}

Test(flags, evidence_names_promises_and_people)
{
	struct contact_write contact = { .name = "Grace Example", .on = TODAY - 90 };
	struct survey_write survey = { .on = TODAY - 10, .kind = SURVEY_NPS, .score = 4, .scale = 10 };
	struct flag_rows rows;
	struct fixture f;
	int64_t ada = open_book(&f), id = 0, answer;

	begin(&f);
	cr_assert(!contact_put(f.book, ada, &id, &contact, NULL, &f.error), "%s", f.error.text);
	survey.contact = id;
	cr_assert(!survey_add(f.book, ada, &survey, &answer, NULL, &f.error), "%s", f.error.text);
	commit(&f, ada);
	promise(&f, ada, "SSO by June", TODAY - 1);
	rows = flags(&f, ada, TODAY, false);
	cr_assert_eq(rows.count, 2);
	cr_assert_str_eq(rows.items[0].key, "broken", "warn before info");
	cr_assert_str_eq(rows.items[0].evidence, "promise 'SSO by June' was due 21 Nov 2026\n");
	cr_assert_eq(rows.items[0].figure, 1000);
	cr_assert_str_eq(rows.items[1].key, "angry");
	cr_assert_str_eq(rows.items[1].evidence, "NPS 4 by Grace Example on 12 Nov 2026\n");
	cr_assert_not(rows.items[1].has_figure);
	flag_rows_clear(&rows);
	fixture_close(&f);
}

Test(flags, undoing_what_made_it_fire_that_day_leaves_no_trace)
{
	struct fixture f;
	int64_t ada = open_book(&f);
	char *before = firings(&f), *fired, *after;

	cr_assert_str_eq(before, "");
	promise(&f, ada, "SSO", TODAY - 1);
	fired = firings(&f);
	cr_assert_str_neq(fired, "");
	fixture_undo(f.book, "ana");
	after = firings(&f);
	cr_assert_str_eq(after, "");
	STORY(&f, ada, TODAY, "");
	free(before);
	free(fired);
	free(after);
	fixture_close(&f);
}

Test(flags, cleared_and_back_on_one_day_is_as_before)
{
	struct fixture f;
	int64_t ada = open_book(&f);
	char *before, *cleared, *after;

	touch(&f, ada, TODAY - 40);
	on_day(&f, TODAY + 3);
	before = firings(&f);
	touch(&f, ada, TODAY + 3);
	cleared = firings(&f);
	cr_assert_str_neq(cleared, before);
	STORY(&f, ada, TODAY + 3, "silent quiet 0; ");
	fixture_undo(f.book, "ana");
	after = firings(&f);
	cr_assert_str_eq(after, before);
	STORY(&f, ada, TODAY + 3, "silent open 0; ");
	free(before);
	free(cleared);
	free(after);
	fixture_close(&f);
}

Test(flags, gone_it_fires_anew_when_it_comes_again_after_the_delay)
{
	struct fixture f;
	int64_t ada = open_book(&f);

	touch(&f, ada, TODAY - 40);
	on_day(&f, TODAY + 2);
	touch(&f, ada, TODAY + 2);
	STORY(&f, ada, TODAY + 2, "silent quiet 0; ");
	on_day(&f, TODAY + 32);
	STORY(&f, ada, TODAY + 32, "silent quiet 0; ");
	on_day(&f, TODAY + 33); /* 31 days of silence, and 31 since it cleared: more than 14 */
	STORY(&f, ada, TODAY + 33, "silent open 33; ");
	fixture_close(&f);
}

/* ---- what people say ---- */

static void close_flag(struct fixture *f, int64_t account, const char *flag, day_t on)
{
	begin(f);
	cr_assert(!flag_close(f->book, account, flag, on, "ana", "called", &f->error), "%s", f->error.text);
	commit(f, account);
}

static void snooze(struct fixture *f, int64_t account, const char *flag, day_t on, day_t until)
{
	begin(f);
	cr_assert(
		!flag_snooze(f->book, account, flag, on, until, "ana", until == DAY_NONE ? "" : "away", &f->error),
		"%s", f->error.text);
	commit(f, account);
}

Test(flags, closed_while_true_it_comes_again_after_the_delay)
{
	struct flag_rows rows;
	struct fixture f;
	int64_t ada = open_book(&f);

	touch(&f, ada, TODAY - 40);
	close_flag(&f, ada, "silent", TODAY);
	STORY(&f, ada, TODAY, "silent closed 0; ");
	rows = flags(&f, ada, TODAY, true);
	cr_assert_str_eq(rows.items[0].reason, "called");
	cr_assert_str_eq(rows.items[0].who, "ana");
	flag_rows_clear(&rows);
	rows = flags(&f, 0, TODAY, false);
	cr_assert_eq(rows.count, 0, "closed ones are not in the list");
	on_day(&f, TODAY + 13);
	STORY(&f, ada, TODAY + 13, "silent closed 0; ");
	on_day(&f, TODAY + 14);
	STORY(&f, ada, TODAY + 14, "silent open 14; ");
	fixture_close(&f);
}

Test(flags, closing_is_undone_like_any_change)
{
	struct fixture f;
	int64_t ada = open_book(&f);

	touch(&f, ada, TODAY - 40);
	close_flag(&f, ada, "silent", TODAY);
	fixture_undo(f.book, "ana");
	STORY(&f, ada, TODAY, "silent open 0; ");
	fixture_close(&f);
}

Test(flags, snoozed_it_is_quiet_until_its_day_or_woken)
{
	struct fixture f;
	int64_t ada = open_book(&f);

	touch(&f, ada, TODAY - 40);
	snooze(&f, ada, "silent", TODAY, TODAY + 5);
	STORY(&f, ada, TODAY, "silent snoozed 0; ");
	on_day(&f, TODAY + 4);
	STORY(&f, ada, TODAY + 4, "silent snoozed 0; ");
	on_day(&f, TODAY + 5);
	STORY(&f, ada, TODAY + 5, "silent open 0; ");
	snooze(&f, ada, "silent", TODAY + 5, TODAY + 9);
	snooze(&f, ada, "silent", TODAY + 5, DAY_NONE);
	STORY(&f, ada, TODAY + 5, "silent open 0; ");
	fixture_close(&f);
}

Test(flags, only_an_open_one_can_be_closed_and_snoozing_wants_day_and_reason)
{
	struct fixture f;
	int64_t ada = open_book(&f);

	touch(&f, ada, TODAY - 40);
	begin(&f);
	cr_assert(flag_close(f.book, ada, "angry", TODAY, "ana", "", &f.error));
	cr_assert_eq(f.error.kind, ERROR_NOT_FOUND);
	cr_assert_not_null(strstr(f.error.text, "silent"), "%s", f.error.text);
	cr_assert(flag_snooze(f.book, ada, "silent", TODAY, TODAY, "ana", "r", &f.error));
	cr_assert_eq(f.error.kind, ERROR_INPUT);
	cr_assert(flag_snooze(f.book, ada, "silent", TODAY, TODAY + 1, "ana", " ", &f.error));
	cr_assert_eq(f.error.kind, ERROR_INPUT);
	cr_assert(flag_snooze(f.book, ada, "silent", TODAY, DAY_NONE, "ana", "", &f.error), "it is not snoozed");
	journal_abort(f.book);
	fixture_close(&f);
}

/* ---- where nobody has written it ---- */

Test(flags, what_is_true_is_told_before_anybody_wrote_it)
{
	struct flag_rows rows;
	struct fixture f;
	int64_t ada = open_book(&f);
	char *before, *after;

	touch(&f, ada, TODAY - 20);
	before = firings(&f);
	book_set_today(f.book, TODAY + 11);
	STORY(&f, ada, TODAY + 11, "silent open 11; ");
	rows = flags(&f, 0, TODAY + 11, false);
	cr_assert_eq(rows.count, 1);
	cr_assert_eq(rows.items[0].figure, 31000);
	flag_rows_clear(&rows);
	STORY(&f, ada, TODAY + 10, "");
	after = firings(&f);
	cr_assert_str_eq(after, before, "reading writes nothing");
	free(before);
	free(after);
	/* and whoever closes it has it written first */
	close_flag(&f, ada, "silent", TODAY + 11);
	STORY(&f, ada, TODAY + 11, "silent closed 11; ");
	fixture_close(&f);
}

Test(flags, a_flag_that_no_playbook_has_any_more_is_gone_and_comes_back_with_it)
{
	struct fixture f;
	int64_t ada = open_book(&f);

	touch(&f, ada, TODAY - 40);
	on_day(&f, TODAY + 1);
	begin(&f);
	cr_assert(!playbook_drop(f.book, "test", &f.error), "%s", f.error.text);
	commit(&f, 0);
	STORY(&f, ada, TODAY + 1, "silent quiet 0; ");
	fixture_undo(f.book, "ana");
	STORY(&f, ada, TODAY + 1, "silent open 0; ");
	fixture_close(&f);
}

Test(flags, threads_find_the_same)
{
	struct book_options options = fixture_options();
	char name[16], *alone, *together;
	struct fixture f;

	open_book(&f);
	for (int i = 0; i < 40; i++) {
		int64_t id;

		snprintf(name, sizeof name, "Acc %d", i);
		id = fixture_account(&f, name);
		touch(&f, id, TODAY - 25 - i % 5);
		if (i % 3 == 0)
			promise(&f, id, name, TODAY + 2);
	}
	options.today = TODAY + 3;
	book_close(f.book);
	options.threads = 1;
	cr_assert(!book_open(&f.book, f.path, 0, &options, &f.error), "%s", f.error.text);
	cr_assert(!cache_rebuild(f.book, &f.error), "%s", f.error.text);
	alone = firings(&f);
	/* i % 5 of 3 and 4 were silent for 31 and 32 days; 14 promises are overdue */
	cr_assert_not_null(strstr(alone, "|silent|20782|-|31000|"));
	/* away with them, and again by several */
	{
		sqlite3 *db;

		cr_assert_eq(sqlite3_open(f.path, &db), SQLITE_OK);
		cr_assert_eq(sqlite3_exec(db, "DELETE FROM flag_firing", NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(db);
	}
	book_close(f.book);
	options.threads = 3;
	cr_assert(!book_open(&f.book, f.path, 0, &options, &f.error), "%s", f.error.text);
	cr_assert(!cache_rebuild(f.book, &f.error), "%s", f.error.text);
	together = firings(&f);
	cr_assert_str_eq(together, alone);
	free(alone);
	free(together);
	fixture_close(&f);
}

/* ---- plays that flags open ---- */

static size_t plays_of(struct fixture *f, int64_t account)
{
	struct plays plays = { 0 };
	size_t count;

	cr_assert(!play_list(f->book, account, true, TODAY + 100, &plays, &f->error), "%s", f->error.text);
	count = plays.count;
	plays_clear(&plays);
	return count;
}

Test(flags, one_that_opens_its_play_opens_it_once)
{
	struct plays plays = { 0 };
	struct fixture f;
	int64_t ada = open_book(&f);
	int opened;

	touch(&f, ada, TODAY - 40); /* suggests its play, does not open it */
	promise(&f, ada, "SSO", TODAY - 1);
	cr_assert(!plays_open_wanted(f.book, &opened, &f.error), "%s", f.error.text);
	cr_assert_eq(opened, 1);
	cr_assert(!plays_open_wanted(f.book, &opened, &f.error));
	cr_assert_eq(opened, 0);
	cr_assert(!play_list(f.book, ada, false, TODAY, &plays, &f.error));
	cr_assert_eq(plays.count, 1);
	cr_assert_str_eq(plays.items[0].template, "repair");
	cr_assert_str_eq(plays.items[0].cause, "flag/broken/20779");
	cr_assert_str_eq(plays.items[0].opened_by, "waymark");
	cr_assert(plays.items[0].has_open);
	cr_assert_eq(plays.items[0].figure_open, 1000, "the flag's figure");
	plays_clear(&plays);
	promise(&f, ada, "another", TODAY - 2);
	cr_assert(!plays_open_wanted(f.book, &opened, &f.error));
	cr_assert_eq(opened, 0);
	fixture_close(&f);
}

/* A task that is counted from the review makes the play belong to the one that is planned. */
Test(flags, its_play_is_opened_once_though_a_review_is_planned)
{
	static const char text[] =
		"id = \"more\"; title = \"More\"; version = \"1\";\n"
		"flags = ( { id = \"owed\"; title = \"owed\"; play = \"mend\"; opens = true;\n"
		"  when = \"count(promise, overdue = yes) > 0\"; } );\n"
		"plays = ( { id = \"mend\"; title = \"Mend\"; purpose = \"keep\"; outcomes = ( \"kept\" );\n"
		"  tasks = ( { text = \"Tell them\"; anchor = \"review\"; } ); } );\n";
	const struct playbooks *books;
	struct playbook *playbook;
	struct plays plays = { 0 };
	struct card_words words;
	struct fixture f;
	int64_t ada, id;
	bool opened;
	int mended = 0;

	fixture_open(&f);
	card_words_init(&words);
	playbook = playbook_read_text(text, "more", &words, &f.error);
	cr_assert(playbook != NULL, "%s", f.error.text);
	cr_assert(!journal_begin(f.book, &f.error));
	cr_assert(!playbook_store(f.book, playbook, text, NULL, &f.error), "%s", f.error.text);
	cr_assert(!journal_commit(f.book, &(struct journal_note){ "setup", "plays", 0, "loaded" }, NULL, &f.error));
	playbook_free(playbook);
	card_words_free(&words);
	ada = fixture_account(&f, "Ada");
	cr_assert(!journal_begin(f.book, &f.error));
	cr_assert(!playbooks_get(f.book, &books, &f.error), "%s", f.error.text);
	cr_assert(!play_open(f.book, ada,
			     &(struct play_write){ .play = playbooks_play(books, "mend"),
						   .cause = "hand/1",
						   .on = TODAY,
						   .who = "ana" },
			     &id, &opened, &f.error),
		  "%s", f.error.text);
	cr_assert(!review_set(f.book, ada, TODAY + 20, NULL, &f.error), "%s", f.error.text);
	cr_assert(!journal_commit(f.book, &(struct journal_note){ "ana", "test", ada, "opened" }, NULL, &f.error));
	promise(&f, ada, "SSO", TODAY - 1);
	cr_assert(!plays_open_wanted(f.book, NULL, &f.error), "%s", f.error.text);
	cr_assert(!play_list(f.book, ada, true, TODAY, &plays, &f.error));
	for (size_t i = 0; i < plays.count; i++)
		mended += !strcmp(plays.items[i].template, "mend");
	cr_assert_eq(mended, 1);
	plays_clear(&plays);
	fixture_close(&f);
}

Test(flags, undoing_what_made_it_fire_takes_its_play_along_and_redo_brings_it_back)
{
	struct entry entry;
	struct fixture f;
	int64_t ada = open_book(&f);
	char *before = fixture_dump_facts(&f), *opened, *after;

	promise(&f, ada, "SSO", TODAY - 1);
	cr_assert(!plays_open_wanted(f.book, NULL, &f.error));
	opened = fixture_dump_facts(&f);
	cr_assert_eq(plays_of(&f, ada), 1);
	fixture_undo(f.book, "ana");
	cr_assert_eq(plays_of(&f, ada), 0);
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(after, before);
	free(after);
	cr_assert(!journal_next_redo(f.book, "ana", &entry, &f.error), "%s", f.error.text);
	cr_assert(!journal_revert(f.book, "ana", &entry, NULL, &f.error), "%s", f.error.text);
	entry_clear(&entry);
	cr_assert(!plays_open_wanted(f.book, NULL, &f.error));
	after = fixture_dump_facts(&f);
	cr_assert_str_eq(after, opened);
	/* and once more */
	fixture_undo(f.book, "ana");
	cr_assert_eq(plays_of(&f, ada), 0);
	free(before);
	free(opened);
	free(after);
	fixture_close(&f);
}

Test(flags, a_play_taken_back_is_not_opened_again)
{
	struct fixture f;
	int64_t ada = open_book(&f);
	int opened;

	promise(&f, ada, "SSO", TODAY - 1);
	cr_assert(!plays_open_wanted(f.book, NULL, &f.error));
	fixture_undo(f.book, "waymark");
	cr_assert_eq(plays_of(&f, ada), 0);
	touch(&f, ada, TODAY);
	cr_assert(!plays_open_wanted(f.book, &opened, &f.error));
	cr_assert_eq(opened, 0);
	fixture_close(&f);
}

Test(flags, those_of_many_accounts_are_one_entry)
{
	struct promise_write write = {
		.text = "SSO", .says_due = true, .due = TODAY - 1, .on = TODAY - 9, .who = "ana"
	};
	int64_t accounts[30], id;
	struct entry entry;
	struct fixture f;
	char name[16];
	int opened;

	open_book(&f);
	for (int i = 0; i < 30; i++) {
		snprintf(name, sizeof name, "Acc %d", i);
		accounts[i] = fixture_account(&f, name);
	}
	begin(&f);
	for (int i = 0; i < 30; i++) {
		id = 0;
		cr_assert(!promise_put(f.book, accounts[i], &id, &write, NULL, &f.error));
	}
	commit(&f, 0);
	cr_assert(!plays_open_wanted(f.book, &opened, &f.error), "%s", f.error.text);
	cr_assert_eq(opened, 30);
	cr_assert_eq(plays_of(&f, accounts[29]), 1);
	cr_assert(!journal_next_undo(f.book, "waymark", &entry, &f.error));
	cr_assert_str_eq(entry.sentence, "opened 30 plays that flags want");
	entry_clear(&entry);
	fixture_undo(f.book, "ana");
	cr_assert_eq(plays_of(&f, 0), 0, "they go with the import that they came of");
	fixture_close(&f);
}
