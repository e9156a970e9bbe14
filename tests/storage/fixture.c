#include "tests/storage/fixture.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/ids.h"
#include "storage/trackfile.h"

static const char small_track[] =
	"id = \"small\"; title = \"Small\"; version = \"1\"; subject = \"account\"; reading = \"progress\";\n"
	"stages = (\n"
	" { id = \"one\"; name = \"One\"; promise = \"p\"; expected_days = 30; activities = ( { name = \"x\"; "
	"milestones = (\n"
	"  { id = \"a\"; question = \"Is a done?\"; }, { id = \"b\"; question = \"Is b done?\"; },\n"
	"  { id = \"c\"; question = \"Is c done?\"; required = false; } ); } ); },\n"
	" { id = \"two\"; name = \"Two\"; promise = \"p\"; expected_days = 30; activities = ( { name = \"y\"; "
	"milestones = (\n"
	"  { id = \"d\"; question = \"Is d done?\"; }, { id = \"e\"; question = \"Is e done?\"; } ); } ); },\n"
	" { id = \"three\"; name = \"Three\"; promise = \"p\"; expected_days = 30; activities = ( { name = \"z\"; "
	"milestones = (\n"
	"  { id = \"f\"; question = \"Is f done?\"; } ); } ); }\n"
	");\n";

int64_t milestone(const char *key)
{
	return id_milestone("small", key);
}

struct book_options fixture_options(void)
{
	return (struct book_options){
		.today = TODAY,
		.limits = { .pace = pace_limits_default, .cadence_days = 30 },
		.scorecard = scorecard_default(),
		.default_track = "small",
		.wait_ms = 200,
	};
}

void fixture_track(struct fixture *fixture, const char *text)
{
	struct track *track;

	cr_assert_eq(track_text_read("test", text, &track, &fixture->error), 0, "%s", fixture->error.text);
	cr_assert_eq(journal_begin(fixture->book, &fixture->error), 0);
	cr_assert_eq(track_store(fixture->book, track, text, NULL, &fixture->error), 0, "%s", fixture->error.text);
	cr_assert_eq(journal_commit(fixture->book, &(struct journal_note){ "setup", "track", 0, "loaded" }, NULL,
				    &fixture->error),
		     0, "%s", fixture->error.text);
	track_free(track);
}

void fixture_open(struct fixture *fixture)
{
	struct book_options options = fixture_options();

	*fixture = (struct fixture){ 0 };
	snprintf(fixture->folder, sizeof fixture->folder, "/tmp/waymark-test-XXXXXX");
	cr_assert_not_null(mkdtemp(fixture->folder));
	snprintf(fixture->path, sizeof fixture->path, "%s/book.db", fixture->folder);
	cr_assert_eq(book_open(&fixture->book, fixture->path, BOOK_CREATE, &options, &fixture->error), 0, "%s",
		     fixture->error.text);
	fixture_track(fixture, small_track);
}

struct book *fixture_second(struct fixture *fixture)
{
	struct book_options options = fixture_options();
	struct book *book;

	cr_assert_eq(book_open(&book, fixture->path, 0, &options, &fixture->error), 0, "%s", fixture->error.text);
	return book;
}

void fixture_close(struct fixture *fixture)
{
	DIR *folder;

	book_close(fixture->book);
	folder = opendir(fixture->folder);
	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		char path[400];

		snprintf(path, sizeof path, "%s/%s", fixture->folder, entry->d_name);
		unlink(path);
	}
	if (folder)
		closedir(folder);
	rmdir(fixture->folder);
}

int64_t fixture_account(struct fixture *fixture, const char *name)
{
	struct account_fields fields = { .source = "test", .external_id = name, .name = name, .start = DAY_NONE };
	int64_t id;

	cr_assert_eq(journal_begin(fixture->book, &fixture->error), 0, "%s", fixture->error.text);
	cr_assert_eq(account_insert(fixture->book, &fields, &id, &fixture->error), 0, "%s", fixture->error.text);
	cr_assert_eq(journal_commit(fixture->book, &(struct journal_note){ "ana", "add", id, "added {a:1}" }, NULL,
				    &fixture->error),
		     0, "%s", fixture->error.text);
	return id;
}

void fixture_answer_by(struct book *book, const char *who, int64_t account, const char *key, enum answer answer,
		       day_t on)
{
	struct error error;
	int done;

	cr_assert_eq(journal_begin(book, &error), 0, "%s", error.text);
	if (answer == ANSWER_OPEN)
		done = answer_withdraw(book, account, milestone(key), NULL, &error);
	else
		done = answer_give(book, account, &(struct answer_write){ milestone(key), answer, on, who, NULL },
				   NULL, &error);
	cr_assert_eq(done, 0, "%s", error.text);
	cr_assert_eq(journal_commit(book, &(struct journal_note){ who, "tick", account, "ticked" }, NULL, &error),
		     0, "%s", error.text);
}

void fixture_answer(struct fixture *fixture, int64_t account, const char *key, enum answer answer, day_t on)
{
	fixture_answer_by(fixture->book, "ana", account, key, answer, on);
}

void fixture_undo(struct book *book, const char *who)
{
	struct entry entry;
	struct error error;

	cr_assert_eq(journal_next_undo(book, who, &entry, &error), 0, "%s", error.text);
	cr_assert_eq(journal_revert(book, who, &entry, NULL, &error), 0, "%s", error.text);
	entry_clear(&entry);
}

static char *dump(struct fixture *fixture, const char *const *tables)
{
	struct buf out = { 0 };
	sqlite3 *db;

	cr_assert_eq(sqlite3_open_v2(fixture->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	for (; *tables; tables++) {
		char *sql = sqlite3_mprintf("SELECT * FROM %s ORDER BY 1, 2, 3", *tables);
		sqlite3_stmt *st;

		cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
		while (sqlite3_step(st) == SQLITE_ROW) {
			buf_str(&out, *tables);
			for (int i = 0; i < sqlite3_column_count(st); i++)
				buf_printf(&out, "|%s",
					   sqlite3_column_text(st, i) ? (const char *)sqlite3_column_text(st, i)
								      : "-");
			buf_char(&out, '\n');
		}
		sqlite3_finalize(st);
		sqlite3_free(sql);
	}
	sqlite3_close(db);
	return buf_take(&out);
}

char *fixture_dump_facts(struct fixture *fixture)
{
	return dump(fixture, (const char *const[]){ "account",
						    "account_state",
						    "custom_field",
						    "text_state",
						    "import_row",
						    "movement",
						    "touch",
						    "review",
						    "account_track",
						    "stage_pass",
						    "answer",
						    "track",
						    "stage",
						    "activity",
						    "milestone",
						    "task",
						    "evidence",
						    "cell",
						    "retired_milestone",
						    "task_state",
						    "cell_rating",
						    "document",
						    "contact",
						    "contact_state",
						    "outcome",
						    "promise",
						    "promise_state",
						    "outcome_value",
						    "concern",
						    "survey",
						    "measure",
						    "scorecard",
						    "health_override",
						    "playbook",
						    "flag_mark",
						    "play",
						    "todo",
						    "today_mark",
						    "review_item",
						    "cost",
						    "exchange_rate",
						    "renewal_call",
						    "opportunity",
						    NULL });
}

char *fixture_dump_derived(struct fixture *fixture)
{
	return dump(fixture, (const char *const[]){ "account_cache", "lens_cache",
						    "(SELECT account_id, hex(entries), 0 FROM today_cache)",
						    "rollup", "rollup_total", "cache_state", NULL });
}
