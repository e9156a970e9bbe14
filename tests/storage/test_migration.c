/*
 * A book that version 1 of the schema wrote (tests/data/book-v1.db, made with the program of that time) opens
 * as one of the newest and has lost nothing. In it: on the track small, Alder Press (A-1: a yes on 2026-03-05, b no
 * on 2026-03-09 and yes on 2026-03-30, c not applicable, d no; ARR 12000 EUR, then 15000) and Birch & Sons (B-2: a
 * yes, One passed by hand, d yes; churned and that undone); on cst-saas in a version "0" of its own Cedar Works,
 * through with it. A touch on each of the first two, all by ana.
 *
 * tests/data/book-v3.db is one of version 3, scored on the very day of these tests. In it, all by ana: Alder Press (A-1:
 * renews on 2027-01-31; a yes on 2026-09-01; Ida Fern, who decides, is all there is of people and gave a 3 on 2026-11-15;
 * a promise that was due on 2026-11-10; an outcome at 7, on the way from 10 to 4; logins), Birch & Sons (B-2: a call of
 * 2026-11-20, a concern, the band set by hand).
 *
 * tests/data/book-v4.db is one of version 4, of the same day and by ana too, with a playbook "care" of its own alone: two
 * flags, quiet and late, and the play "call" of two tasks. Alder Press: no touch since 2026-09-01, so that quiet
 * fires and is snoozed until 2026-12-01; a promise due on 2026-11-10, so that late fires and is closed; the play opened
 * on 2026-11-20, its first task done; a review planned for 2026-12-10 with an internal item of its own. Birch & Sons
 * (B-2): the play closed with its figure at 2 days; a task of its own; its next milestone snoozed until 2026-11-29; a
 * review held, with an item added, an action agreed, something said.
 */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/plays.h"
#include "storage/reviews.h"
#include "storage/today.h"
#include "tests/storage/fixture.h"

static const char *const facts[] = {
	"account",   "account_state", "custom_field",  "movement",   "touch",  "track", "stage",       "activity",
	"milestone", "task",	      "account_track", "stage_pass", "answer", "entry", "entry_change"
};

static const char *const facts_3[] = { "account",	"account_state", "movement", "touch",	"track",
				       "milestone",	"account_track", "answer",   "entry",	"entry_change",
				       "contact",	"contact_state", "outcome",  "promise", "outcome_value",
				       "promise_state", "concern",	 "survey",   "measure", "health_override",
				       "score_history" };

static const char *const facts_4[] = { "account",	"account_state", "account_track", "custom_field",
				       "movement",	"touch",	 "track",	  "milestone",
				       "answer",	"promise",	 "promise_state", "review",
				       "score_history", "entry",	 "entry_change",  "play",
				       "todo",		"flag_firing",	 "flag_mark",	  "today_mark",
				       "review_item",	"playbook",	 "text_state" };

#define VERSION_1 (WAYMARK_SRCDIR "/tests/data/book-v1.db")
#define VERSION_3 (WAYMARK_SRCDIR "/tests/data/book-v3.db")
#define VERSION_4 (WAYMARK_SRCDIR "/tests/data/book-v4.db")

static void copy_file(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	char chunk[4096];
	size_t size;

	cr_assert(in && out, "%s", from);
	while ((size = fread(chunk, 1, sizeof chunk, in)) > 0)
		cr_assert_eq(fwrite(chunk, 1, size, out), size);
	fclose(in);
	cr_assert_eq(fclose(out), 0);
}

/* A folder with a copy of the old book in it, opened as this program opens it. */
static void open_copy(struct fixture *f, const char *original)
{
	struct book_options options = fixture_options();

	*f = (struct fixture){ 0 };
	options.tracks_dir = WAYMARK_SRCDIR "/share/tracks";
	options.plays_dir = WAYMARK_SRCDIR "/share/plays";
	strcpy(f->folder, "/tmp/waymark-test-XXXXXX");
	cr_assert_not_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof f->path, "%s/book.db", f->folder);
	copy_file(original, f->path);
	cr_assert_eq(book_open(&f->book, f->path, 0, &options, &f->error), 0, "%s", f->error.text);
}

static void open_old(struct fixture *f)
{
	open_copy(f, VERSION_1);
}

static int64_t number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st;
	int64_t value;

	cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(db));
	cr_assert_eq(sqlite3_step(st), SQLITE_ROW, "%s", sql);
	value = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return value;
}

/* How many rows of the old book's table the one at path has not, by the columns of then. */
static int64_t missing_rows(const char *original, const char *path, const char *table)
{
	struct buf columns = { 0 };
	sqlite3_stmt *st;
	int64_t missing;
	char *sql;
	sqlite3 *db;

	cr_assert_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	sql = sqlite3_mprintf("ATTACH %Q AS old", original);
	cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_free(sql);
	sql = sqlite3_mprintf("SELECT name FROM pragma_table_info(%Q, 'old')", table);
	cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
	while (sqlite3_step(st) == SQLITE_ROW)
		buf_printf(&columns, "%s%s", columns.size ? ", " : "", sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	sqlite3_free(sql);
	sql = sqlite3_mprintf("SELECT count(*) FROM (SELECT %s FROM old.%s EXCEPT SELECT %s FROM main.%s)",
			      buf_text(&columns), table, buf_text(&columns), table);
	missing = number(db, sql);
	sqlite3_free(sql);
	sql = sqlite3_mprintf("SELECT count(*) FROM old.%s", table);
	cr_assert_gt(number(db, sql), 0, "%s: the old book has rows in it", table);
	sqlite3_free(sql);
	buf_free(&columns);
	sqlite3_close(db);
	return missing;
}

static void load(struct fixture *f, const char *name, struct account_detail *detail)
{
	int64_t id;

	cr_assert_eq(account_find(f->book, name, &id, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(account_load(f->book, id, 0, TODAY, detail, &f->error), 0, "%s", f->error.text);
}

static void assert_sound(struct fixture *f)
{
	struct buf report = { 0 };

	cr_assert_eq(book_check(f->book, &report, &f->error), 0, "%s%s", buf_text(&report), f->error.text);
	buf_free(&report);
}

Test(migration, a_book_of_version_1_becomes_one_of_the_newest_with_a_copy_beside_it)
{
	struct fixture f;
	char copy[128];
	sqlite3 *db;

	open_old(&f);
	cr_assert_eq(number(f.book->handle, "PRAGMA user_version"), 5);
	snprintf(copy, sizeof copy, "%s.v1", f.path);
	cr_assert_eq(sqlite3_open_v2(copy, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	cr_assert_eq(number(db, "PRAGMA user_version"), 1);
	sqlite3_close(db);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		cr_assert_eq(missing_rows(VERSION_1, copy, facts[i]), 0, "%s", facts[i]);
	fixture_close(&f);
}

Test(migration, every_fact_is_there)
{
	struct fixture f;

	open_old(&f);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		cr_assert_eq(missing_rows(VERSION_1, f.path, facts[i]), 0, "%s", facts[i]);
	assert_sound(&f);
	fixture_close(&f);
}

Test(migration, accounts_stand_where_they_stood)
{
	struct account_detail detail = { 0 };
	struct fixture f;

	open_old(&f);
	load(&f, "A-1", &detail);
	cr_assert_str_eq(detail.row.stage, "Two");
	cr_assert_eq(detail.position.settled, 0);
	cr_assert_eq(detail.position.required, 2);
	cr_assert_eq(detail.view.standing[3].answer, ANSWER_NO);
	cr_assert_str_eq(detail.answers[3].note, "asked, not yet");
	cr_assert_str_eq(detail.answers[0].note, "seen on the call");
	cr_assert_str_eq(detail.definition_of_success, "Month end in two days");
	cr_assert_eq(detail.row.arr.minor, 1500000);
	account_detail_clear(&detail);

	load(&f, "B-2", &detail);
	cr_assert_str_eq(detail.row.stage, "Two");
	cr_assert(detail.position.passed);
	cr_assert_eq(detail.position.settled, 1);
	cr_assert_eq(detail.row.status, STATUS_ACTIVE);
	cr_assert_eq(detail.row.arr.minor, 450050);
	account_detail_clear(&detail);

	load(&f, "Cedar Works", &detail);
	cr_assert_str_eq(detail.track->version, "0", "a track that the book had is the book's own");
	cr_assert(detail.position.completed);
	account_detail_clear(&detail);
	fixture_close(&f);
}

Test(migration, all_ten_shipped_tracks_are_in_it_beside_its_own)
{
	static const char *const shipped[] = { "chasms",	"cst-marketing", "cst-saas",  "cst-services",
					       "hourglass",	"lifecycle",	 "readiness", "relationship",
					       "success-cycle", "ten-steps" };
	const struct track *track;
	struct ids tracks = { 0 };
	struct fixture f;

	open_old(&f);
	cr_assert_eq(track_list(f.book, &tracks, &f.error), 0);
	cr_assert_eq(tracks.count, 11, "those ten and small");
	for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++)
		cr_assert_eq(track_by_key(f.book, shipped[i], &track, &f.error), 0, "%s", f.error.text);
	/* and the organisation has those that are about it */
	vec_clear(&tracks);
	cr_assert_eq(number(f.book->handle, "SELECT count(*) FROM account_track WHERE account_id = 1"), 3);
	vec_free(&tracks);
	fixture_close(&f);
}

/* Their changesets know the tables with the columns of then. */
/* How many entries ana could take back. */
static int undo_all(struct fixture *f)
{
	struct entry entry;
	int undone = 0;

	for (; journal_next_undo(f->book, "ana", &entry, &f->error) == 0; undone++) {
		cr_assert_eq(journal_revert(f->book, "ana", &entry, NULL, &f->error), 0, "%s: %s", entry.sentence,
			     f->error.text);
		entry_clear(&entry);
	}
	return undone;
}

Test(migration, what_was_done_under_version_1_can_be_undone_all_of_it)
{
	struct account_detail detail = { 0 };
	struct fixture f;

	open_old(&f);
	fixture_undo(f.book, "ana");
	load(&f, "A-1", &detail);
	cr_assert_eq(detail.view.standing[3].answer, ANSWER_OPEN, "the no to d is taken back");
	account_detail_clear(&detail);
	assert_sound(&f);
	/* 17 entries, of which one is an undo and one was undone by it */
	cr_assert_eq(1 + undo_all(&f), 15);
	cr_assert_eq(number(f.book->handle, "SELECT count(*) FROM account WHERE id > 1"), 0);
	cr_assert_eq(number(f.book->handle, "SELECT count(*) FROM answer"), 0);
	assert_sound(&f);
	fixture_close(&f);
}

Test(migration, opened_again_it_is_left_alone)
{
	struct book_options options = fixture_options();
	struct fixture f;
	char copy[128];

	open_old(&f);
	book_close(f.book);
	cr_assert_eq(book_open(&f.book, f.path, 0, &options, &f.error), 0, "%s", f.error.text);
	snprintf(copy, sizeof copy, "%s.v1.2", f.path);
	cr_assert_neq(access(copy, F_OK), 0, "no second copy");
	fixture_close(&f);
}

/* ---- version 3 ---- */

Test(migration, a_book_of_version_3_has_lost_nothing_and_a_copy_is_beside_it)
{
	struct fixture f;
	char copy[128];
	sqlite3 *db;

	open_copy(&f, VERSION_3);
	cr_assert_eq(number(f.book->handle, "PRAGMA user_version"), 5);
	snprintf(copy, sizeof copy, "%s.v3", f.path);
	cr_assert_eq(sqlite3_open_v2(copy, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	cr_assert_eq(number(db, "PRAGMA user_version"), 3);
	sqlite3_close(db);
	for (size_t i = 0; i < sizeof facts_3 / sizeof *facts_3; i++) {
		cr_assert_eq(missing_rows(VERSION_3, copy, facts_3[i]), 0, "%s", facts_3[i]);
		cr_assert_eq(missing_rows(VERSION_3, f.path, facts_3[i]), 0, "%s", facts_3[i]);
	}
	assert_sound(&f);
	fixture_close(&f);
}

static const struct flag_row *row_of(const struct flag_rows *rows, const char *key)
{
	for (size_t i = 0; i < rows->count; i++)
		if (!strcmp(rows->items[i].key, key))
			return &rows->items[i];
	return NULL;
}

/* The old program had scored it today; there were no flags to look at then. */
Test(migration, flags_fire_and_open_their_plays_at_the_first_refresh)
{
	static const char *const fired[] = { "promise-overdue", "detractor", "single-thread", "renewal-near",
					     "no-next-step" };
	struct today_rows today = { 0 };
	struct flag_rows rows = { 0 };
	struct plays plays = { 0 };
	struct fixture f;
	int64_t id, left = 1;
	int opened;

	open_copy(&f, VERSION_3);
	cr_assert_eq(account_find(f.book, "A-1", &id, &f.error), 0);
	cr_assert_eq(number(f.book->handle, "SELECT count(*) FROM flag_firing"), 0);
	while (left)
		cr_assert_eq(cache_refresh(f.book, NULL, 0, 100, &left, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(flag_list(f.book, id, TODAY, false, &rows, &f.error), 0, "%s", f.error.text);
	for (size_t i = 0; i < sizeof fired / sizeof *fired; i++) {
		cr_assert_not_null(row_of(&rows, fired[i]), "%s", fired[i]);
		cr_assert_eq(row_of(&rows, fired[i])->firing.fired, TODAY, "%s", fired[i]);
	}
	cr_assert_null(row_of(&rows, "no-decider"));
	cr_assert_null(row_of(&rows, "new-customer"));
	cr_assert_eq(row_of(&rows, "renewal-near")->figure, 70000, "70 days to 2027-01-31");
	flag_rows_clear(&rows);

	cr_assert_eq(plays_open_wanted(f.book, &opened, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(opened, 1);
	cr_assert_eq(play_list(f.book, id, false, TODAY, &plays, &f.error), 0);
	cr_assert_eq(plays.count, 1);
	cr_assert_str_eq(plays.items[0].template, "renewal");
	plays_clear(&plays);
	cr_assert_eq(today_list(f.book, TODAY, NULL, 0, &today, &f.error), 0, "%s", f.error.text);
	cr_assert_gt(today.count, 5);
	vec_free(&today);
	assert_sound(&f);
	fixture_close(&f);
}

Test(migration, the_playbooks_and_asks_that_ship_are_there)
{
	const struct playbooks *books;
	struct asks asks = { 0 };
	struct fixture f;
	int64_t id;

	open_copy(&f, VERSION_3);
	cr_assert_eq(playbooks_get(f.book, &books, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(books->count, 2);
	cr_assert_not_null(playbooks_play(books, "qbr-preparation"));
	cr_assert_eq(account_find(f.book, "A-1", &id, &f.error), 0);
	cr_assert_eq(asks_list(f.book, id, TODAY, &asks, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(asks.count, 5, "reference, testimonial, referral, story, expansion");
	for (size_t i = 0; i < asks.count; i++)
		cr_assert_not(asks.items[i].ready, "%s of a detractor", asks.items[i].ask->key);
	vec_free(&asks);
	fixture_close(&f);
}

Test(migration, what_was_done_under_version_3_can_be_undone_all_of_it)
{
	struct fixture f;

	open_copy(&f, VERSION_3);
	cr_assert_eq(undo_all(&f), 13);
	cr_assert_eq(number(f.book->handle, "SELECT count(*) FROM account WHERE id > 1"), 0);
	cr_assert_eq(number(f.book->handle, "SELECT count(*) FROM promise"), 0);
	assert_sound(&f);
	fixture_close(&f);
}

/* ---- version 4 ---- */

Test(migration, a_book_of_version_4_has_lost_nothing_and_a_copy_is_beside_it)
{
	static const char *const added[] = { "cost", "exchange_rate", "renewal_call", "opportunity" };
	struct fixture f;
	char copy[128];
	sqlite3 *db;

	open_copy(&f, VERSION_4);
	cr_assert_eq(number(f.book->handle, "PRAGMA user_version"), 5);
	snprintf(copy, sizeof copy, "%s.v4", f.path);
	cr_assert_eq(sqlite3_open_v2(copy, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	cr_assert_eq(number(db, "PRAGMA user_version"), 4);
	sqlite3_close(db);
	for (size_t i = 0; i < sizeof facts_4 / sizeof *facts_4; i++) {
		cr_assert_eq(missing_rows(VERSION_4, copy, facts_4[i]), 0, "%s", facts_4[i]);
		cr_assert_eq(missing_rows(VERSION_4, f.path, facts_4[i]), 0, "%s", facts_4[i]);
	}
	for (size_t i = 0; i < sizeof added / sizeof *added; i++) {
		char sql[64];

		snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", added[i]);
		cr_assert_eq(number(f.book->handle, sql), 0, "%s", added[i]);
	}
	assert_sound(&f);
	fixture_close(&f);
}

static int64_t id_of(struct fixture *f, const char *name)
{
	int64_t id;

	cr_assert_eq(account_find(f->book, name, &id, &f->error), 0, "%s", f->error.text);
	return id;
}

Test(migration, flags_plays_and_tasks_of_version_4_stand_as_they_stood)
{
	struct flag_rows rows = { 0 };
	struct plays plays = { 0 };
	struct todos todos = { 0 };
	struct fixture f;

	open_copy(&f, VERSION_4);
	cr_assert_eq(flag_list(f.book, id_of(&f, "A-1"), TODAY, true, &rows, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(row_of(&rows, "quiet")->state, FLAG_SNOOZED);
	cr_assert_eq(row_of(&rows, "quiet")->figure, 82000, "2026-09-01 is 82 days ago");
	cr_assert_str_eq(row_of(&rows, "quiet")->reason, "on holiday");
	cr_assert_eq(row_of(&rows, "late")->state, FLAG_CLOSED);
	cr_assert_str_eq(row_of(&rows, "late")->evidence, "promise 'Exports by autumn' was due 10 Nov 2026\n");
	flag_rows_clear(&rows);

	cr_assert_eq(play_list(f.book, 0, true, TODAY, &plays, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(plays.count, 2);
	cr_assert_eq(plays.items[0].account, id_of(&f, "A-1"), "the one at work comes first");
	cr_assert_eq(plays.items[0].closed, DAY_NONE);
	cr_assert_eq(plays.items[0].done, 1);
	cr_assert_eq(plays.items[0].tasks, 2);
	cr_assert_eq(plays.items[0].figure_open, 80000, "of 2026-11-20");
	cr_assert_str_eq(plays.items[1].outcome, "in touch");
	cr_assert_eq(plays.items[1].figure_close, 2000);
	plays_clear(&plays);

	cr_assert_eq(todo_list(f.book, &(struct todo_filter){ 0 }, &todos, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(todos.count, 3, "the call, the plan, the next plan; not those of the play that is closed");
	cr_assert_str_eq(todos.items[0].text, "Call");
	cr_assert_eq(todos.items[0].due, TODAY + 3);
	cr_assert_str_eq(todos.items[1].text, "Send the plan");
	cr_assert_eq(todos.items[1].due, TODAY + 8);
	cr_assert_str_eq(todos.items[2].text, "Write the next plan");
	cr_assert_neq(todos.items[2].review, 0);
	todos_clear(&todos);
	fixture_close(&f);
}

Test(migration, marks_and_reviews_of_version_4_stand_as_they_stood)
{
	struct today_marks marks = { 0 };
	struct reviews reviews = { 0 };
	struct agenda agenda = { 0 };
	bool said = false, added = false;
	struct fixture f;
	int64_t birch;

	open_copy(&f, VERSION_4);
	birch = id_of(&f, "B-2");
	cr_assert_eq(today_marks(f.book, 0, &marks, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(marks.count, 1);
	cr_assert_eq(marks.items[0].mark, TODAY_SNOOZED);
	cr_assert_eq(marks.items[0].until, TODAY + 7);
	today_marks_clear(&marks);

	cr_assert_eq(review_list(f.book, birch, &reviews, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(reviews.count, 2, "the one that is planned, the one that was held");
	cr_assert_eq(reviews.items[1].held, TODAY);
	cr_assert_eq(review_record(f.book, birch, reviews.items[1].id, &agenda, &f.error), 0, "%s", f.error.text);
	for (size_t i = 0; i < agenda.count; i++) {
		const struct qbr_item *item = &agenda.items[i];

		added |= !strcmp(item->text, "The first month is done");
		said |= item->said && !strcmp(item->said, "their finance wants the same");
	}
	cr_assert(added && said);
	agenda_free(&agenda);
	vec_free(&reviews);
	fixture_close(&f);
}

Test(migration, what_was_done_under_version_4_can_be_undone_all_of_it)
{
	static const char *const emptied[] = { "play",	     "todo",	    "flag_mark",
					       "today_mark", "review_item", "text_state" };
	struct fixture f;

	open_copy(&f, VERSION_4);
	cr_assert_eq(undo_all(&f), 25);
	for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++) {
		char sql[64];

		snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", emptied[i]);
		cr_assert_eq(number(f.book->handle, sql), 0, "%s", emptied[i]);
	}
	cr_assert_eq(number(f.book->handle, "SELECT count(*) FROM account WHERE id > 1"), 0);
	assert_sound(&f);
	fixture_close(&f);
}
