/* Opening: what is a book, what is refused and left as it was, who may write. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "storage/book_private.h"
#include "tests/storage/fixture.h"

static void write_file(const char *path, const char *text, size_t size)
{
	int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);

	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, text, size), (ssize_t)size);
	close(fd);
}

static char *slurp(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	char *data;

	cr_assert_not_null(file);
	fseek(file, 0, SEEK_END);
	*size = (size_t)ftell(file);
	rewind(file);
	data = xmalloc(*size + 1);
	cr_assert_eq(fread(data, 1, *size, file), *size);
	fclose(file);
	return data;
}

/* Opening path is refused with this word in the message, and the file keeps its bytes. */
static void assert_refused(const char *path, unsigned flags, const char *word)
{
	struct book_options options = fixture_options();
	size_t before_size, after_size;
	char *before = slurp(path, &before_size), *after;
	struct error error = { 0 };
	struct book *book;

	cr_assert_eq(book_open(&book, path, flags, &options, &error), -1);
	cr_assert_null(book);
	cr_assert_not_null(strstr(error.text, word), "\"%s\" lacks \"%s\"", error.text, word);
	after = slurp(path, &after_size);
	cr_assert(before_size == after_size && !memcmp(before, after, before_size), "the file was changed");
	free(before);
	free(after);
}

Test(book, a_new_book_is_private_and_whole)
{
	struct fixture f;
	struct stat info;
	struct buf report = { 0 };

	fixture_open(&f);
	cr_assert_eq(stat(f.path, &info), 0);
	cr_assert_eq(info.st_mode & 0777, 0600);
	cr_assert_eq(book_check(f.book, &report, &f.error), 0, "%s%s", buf_text(&report), f.error.text);
	cr_assert(book_is_idle(f.book));
	buf_free(&report);
	fixture_close(&f);
}

Test(book, folders_are_made_private)
{
	struct book_options options = fixture_options();
	struct fixture f;
	struct book *book;
	struct stat info;
	char folder[128], path[160];

	fixture_open(&f);
	snprintf(folder, sizeof folder, "%s/deep", f.folder);
	snprintf(path, sizeof path, "%s/book.db", folder);
	cr_assert_eq(book_open(&book, path, BOOK_CREATE, &options, &f.error), 0, "%s", f.error.text);
	book_close(book);
	cr_assert_eq(stat(folder, &info), 0);
	cr_assert_eq(info.st_mode & 0777, 0700);
	unlink(path);
	rmdir(folder);
	fixture_close(&f);
}

Test(book, what_is_no_book_is_refused_and_left_alone)
{
	struct book_options options = fixture_options();
	struct fixture f;
	struct book *book;
	char path[128];
	sqlite3 *db;

	fixture_open(&f);
	snprintf(path, sizeof path, "%s/other", f.folder);
	write_file(path, "Account,ARR\nNorthwind,12\n", 25);
	assert_refused(path, 0, "is no Waymark book");
	assert_refused(path, BOOK_CREATE, "is no Waymark book");
	write_file(path, "", 0);
	assert_refused(path, 0, "is empty");
	unlink(path);

	/* A database of some other program. */
	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, "CREATE TABLE t (x)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_refused(path, BOOK_CREATE, "is no Waymark book");
	unlink(path);

	cr_assert_eq(book_open(&book, path, 0, &options, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_NOT_FOUND);
	cr_assert_eq(access(path, F_OK), -1, "a missing book was made by reading");
	cr_assert_eq(book_open(&book, f.folder, 0, &options, &f.error), -1);
	cr_assert_not_null(strstr(f.error.text, "is no file"));
	fixture_close(&f);
}

Test(book, a_newer_book_is_refused_and_left_alone)
{
	struct fixture f;
	sqlite3 *db;

	fixture_open(&f);
	book_close(f.book);
	f.book = NULL;
	cr_assert_eq(sqlite3_open(f.path, &db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_refused(f.path, 0, "newer Waymark");
	assert_refused(f.path, BOOK_CREATE, "newer Waymark");
	fixture_close(&f);
}

static int add_column(struct book *book, struct error *error)
{
	return book_exec(book, "ALTER TABLE account ADD COLUMN colour TEXT", error);
}

static int fail_half_way(struct book *book, struct error *error)
{
	if (book_exec(book, "ALTER TABLE account ADD COLUMN shape TEXT", error))
		return -1;
	return error_set(error, ERROR_SYSTEM, "made to fail");
}

static bool has_column(struct book *book, const char *name)
{
	char *sql = sqlite3_mprintf("SELECT 1 FROM pragma_table_info('account') WHERE name = %Q", name);
	sqlite3_stmt *st;
	bool found;

	cr_assert_eq(sqlite3_prepare_v2(book->handle, sql, -1, &st, NULL), SQLITE_OK);
	found = sqlite3_step(st) == SQLITE_ROW;
	sqlite3_finalize(st);
	sqlite3_free(sql);
	return found;
}

Test(book, a_migration_keeps_a_verified_copy_and_is_all_or_nothing)
{
	struct migration steps[16] = { { NULL, NULL } }; /* after as many as there are, two more */
	const int count = migration_count;
	struct fixture f;
	char copy[128];
	struct book_options options = fixture_options();
	struct book *book;

	fixture_open(&f);
	fixture_account(&f, "Northwind");
	steps[count].run = add_column;
	steps[count + 1].run = fail_half_way;
	cr_assert_eq(migrate_book(f.book, steps, count + 1, &f.error), 0, "%s", f.error.text);
	cr_assert(has_column(f.book, "colour"));
	snprintf(copy, sizeof copy, "%s.v%d", f.path, count);
	cr_assert_eq(book_open(&book, copy, 0, &options, &f.error), 0, "the copy opens: %s", f.error.text);
	cr_assert_not(has_column(book, "colour"));
	book_close(book);

	cr_assert_eq(migrate_book(f.book, steps, count + 2, &f.error), -1);
	cr_assert_not_null(strstr(f.error.text, "made to fail"));
	cr_assert_not(has_column(f.book, "shape"), "half a step stayed");
	fixture_close(&f);
}

Test(book, a_file_that_cannot_be_written_opens_for_reading)
{
	struct book_options options = fixture_options();
	struct fixture f;
	struct book *book;
	struct account_detail detail = { 0 };
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	cr_assert_eq(book_open(&book, f.path, BOOK_READONLY, &options, &f.error), 0, "%s", f.error.text);
	cr_assert(book_readonly(book));
	cr_assert_eq(account_load(book, id, 0, TODAY, &detail, &f.error), 0, "%s", f.error.text);
	cr_assert_str_eq(detail.row.name, "Northwind");
	account_detail_clear(&detail);
	cr_assert_eq(journal_begin(book, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_READONLY);
	book_close(book);
	fixture_close(&f);
}

Test(book, a_held_book_is_waited_for_and_named)
{
	struct fixture f;
	struct book *other;

	fixture_open(&f);
	other = fixture_second(&f);
	cr_assert_eq(journal_begin(f.book, &f.error), 0);
	cr_assert_eq(journal_begin(other, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_BUSY);
	cr_assert_not_null(strstr(f.error.text, "held by"));
	journal_abort(f.book);
	cr_assert_eq(journal_begin(other, &f.error), 0, "%s", f.error.text);
	journal_abort(other);
	book_close(other);
	fixture_close(&f);
}

Test(book, others_commits_are_noticed)
{
	struct fixture f;
	struct book *other;
	int64_t id;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	other = fixture_second(&f);
	cr_assert_not(book_changed_by_others(f.book));
	fixture_answer(&f, id, "a", ANSWER_YES, TODAY);
	cr_assert_not(book_changed_by_others(f.book), "its own change is not another's");
	fixture_answer_by(other, "ben", id, "b", ANSWER_YES, TODAY);
	cr_assert(book_changed_by_others(f.book));
	cr_assert_not(book_changed_by_others(f.book), "once");
	book_close(other);
	fixture_close(&f);
}

Test(book, a_backup_is_a_whole_book_and_never_overwrites)
{
	struct book_options options = fixture_options();
	struct fixture f;
	struct book *book;
	struct stat info;
	struct buf report = { 0 };
	char copy[128];
	int64_t id, found;

	fixture_open(&f);
	id = fixture_account(&f, "Northwind");
	snprintf(copy, sizeof copy, "%s/copy.db", f.folder);
	cr_assert_eq(book_backup(f.book, copy, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(stat(copy, &info), 0);
	cr_assert_eq(info.st_mode & 0777, 0600);
	cr_assert_eq(book_open(&book, copy, 0, &options, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(account_find(book, "Northwind", &found, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(found, id);
	cr_assert_eq(book_check(book, &report, &f.error), 0, "%s", buf_text(&report));
	book_close(book);
	cr_assert_eq(book_backup(f.book, copy, &f.error), -1);
	cr_assert_not_null(strstr(f.error.text, "is there already"));
	buf_free(&report);
	fixture_close(&f);
}

Test(book, check_finds_what_is_wrong)
{
	struct fixture f;
	struct buf report = { 0 };
	sqlite3 *db;

	fixture_open(&f);
	fixture_account(&f, "Northwind");
	cr_assert_eq(sqlite3_open(f.path, &db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, "UPDATE account_cache SET confidence = 55", NULL, NULL, NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, "INSERT INTO touch VALUES (12345, 1, 1, 'call', 0, 'x', NULL, NULL)", NULL,
				  NULL, NULL),
		     SQLITE_OK);
	sqlite3_close(db);
	cr_assert_eq(book_check(f.book, &report, &f.error), 2, "%s", buf_text(&report));
	cr_assert_not_null(strstr(buf_text(&report), "derived tables"));
	cr_assert_not_null(strstr(buf_text(&report), "reference: touch"));
	buf_free(&report);
	fixture_close(&f);
}
