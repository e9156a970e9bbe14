/* Opening, closing, checking the book file, and what belongs to the connection. */
#include "storage/book_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/text.h"
#include "storage/config.h"
#include "storage/facts_read.h"

enum { WAIT_DEFAULT = 5000, WAIT_STEP_MAX = 15 };

const char *book_library_version(void)
{
	return sqlite3_libversion();
}

int64_t book_new_id(void)
{
	uint32_t random = 0;

	if (getrandom(&random, sizeof random, 0) != sizeof random)
		random = (uint32_t)clock_now() * 2654435761u ^ (uint32_t)getpid();
	/* 43 bits of milliseconds last until the year 2248, 20 of chance keep two writers apart. */
	return (clock_now() & 0x7ffffffffff) << 20 | (random & 0xfffff);
}

/* Wait a random moment, so that writers in a loop do not starve each other, up to the limit. */
static int wait_a_moment(void *data, int count)
{
	struct book *book = data;
	struct timespec pause = { 0, (1 + (long)(book_new_id() & 0xffff) % WAIT_STEP_MAX) * 1000000L };
	int64_t now = clock_now();

	if (count == 0)
		book->wait_until = now + (book->options.wait_ms ? book->options.wait_ms : WAIT_DEFAULT);
	if (now >= book->wait_until)
		return 0;
	nanosleep(&pause, NULL);
	return 1;
}

/* SQLite's own advice for files that may come from anywhere, and the durability that design asks. */
static int harden(struct book *book, struct error *error)
{
	sqlite3 *db = book->handle;

	sqlite3_extended_result_codes(db, 1);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, 100000);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 100);
	sqlite3_busy_handler(db, wait_a_moment, book);
	return book_exec(book,
			 "PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0; PRAGMA foreign_keys = 1;"
			 "PRAGMA synchronous = EXTRA; PRAGMA temp_store = MEMORY;",
			 error);
}

/* Every folder up to the file's, 0700 where it has to be made. */
static int make_folders(const char *path, struct error *error)
{
	char *folder = xstrdup(path);
	int result = 0;

	for (char *slash = strchr(folder + 1, '/'); slash && !result; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(folder, 0700) && errno != EEXIST)
			result = error_set(error, ERROR_SYSTEM, "%s: the folder cannot be made: %s", folder,
					   strerror(errno));
		*slash = '/';
	}
	free(folder);
	return result;
}

static int create_file(const char *path, struct error *error)
{
	int fd;

	if (make_folders(path, error))
		return -1;
	fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0)
		return error_set(error, ERROR_SYSTEM, "%s cannot be made: %s", path, strerror(errno));
	close(fd);
	return 0;
}

/* What is at the path; *created says that an empty file was made there just now. */
static int look_at_file(struct book *book, unsigned flags, bool *created, bool *empty, struct error *error)
{
	struct stat info;

	*created = *empty = false;
	if (stat(book->path, &info)) {
		if (errno != ENOENT)
			return error_set(error, ERROR_SYSTEM, "%s: %s", book->path, strerror(errno));
		if (!(flags & BOOK_CREATE))
			return error_set(
				error, ERROR_NOT_FOUND,
				"there is no book at %s: \"waymark import accounts FILE.csv\" or \"waymark "
				"add NAME\" starts one, \"waymark demo\" shows a sample",
				book->path);
		*created = *empty = true;
		return create_file(book->path, error);
	}
	if (!S_ISREG(info.st_mode))
		return error_set(error, ERROR_INPUT, "%s is no file and so no book", book->path);
	*empty = info.st_size == 0;
	if (*empty && !(flags & BOOK_CREATE))
		return error_set(error, ERROR_INPUT, "%s is empty: it is no book", book->path);
	if (access(book->path, R_OK))
		return error_set(error, ERROR_SYSTEM, "%s cannot be read: %s", book->path, strerror(errno));
	book->readonly = (flags & BOOK_READONLY) || access(book->path, W_OK);
	return 0;
}

/* Refuse a file that is no book before anything is written to it. */
static int check_kind(struct book *book, struct error *error)
{
	sqlite3_stmt *st = NULL;
	int id = 0, code;

	code = sqlite3_prepare_v2(book->handle, "PRAGMA application_id", -1, &st, NULL);
	if (!code) {
		code = sqlite3_step(st);
		id = sqlite3_column_int(st, 0);
	}
	sqlite3_finalize(st);
	if (code == SQLITE_ROW && id != BOOK_APPLICATION_ID)
		return error_set(error, ERROR_INPUT,
				 "%s is no Waymark book; name another with -b, or import the file if it is a CSV",
				 book->path);
	if (code != SQLITE_ROW)
		return book_error(book, "opening the book", error);
	return 0;
}

/* repaired(text): as an export writes it. */
static void repaired(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	struct buf out = { 0 };

	(void)count;
	if (!text)
		return;
	text_repair(&out, text);
	sqlite3_result_text(context, buf_text(&out), (int)out.size, SQLITE_TRANSIENT);
	buf_free(&out);
}

static int register_repaired(struct book *book, struct error *error)
{
	if (sqlite3_create_function_v2(book->handle, "repaired", 1,
				       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, repaired, NULL,
				       NULL, NULL))
		return book_error(book, "opening the book", error);
	return 0;
}

static int connect(struct book *book, bool empty, struct error *error)
{
	int flags = (book->readonly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_NOMUTEX;

	/* No statistics of memory: each allocation would take a lock. Refused, harmlessly, after the first book. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(book->path, &book->handle, flags, NULL))
		return error_set(error, ERROR_SYSTEM, "%s cannot be opened: %s", book->path,
				 book->handle ? sqlite3_errmsg(book->handle) : "out of memory");
	if (harden(book, error) || facts_register(book, error) || register_repaired(book, error))
		return -1;
	if (!empty && check_kind(book, error))
		return -1;
	return migrate_book(book, migrations, migration_count, error);
}

int book_open(struct book **out, const char *path, unsigned flags, const struct book_options *options,
	      struct error *error)
{
	struct book *book = xcalloc(1, sizeof *book);
	bool created, empty;

	*out = NULL;
	book->path = xstrdup(path);
	book->options = *options;
	book->default_track = xstrdup(options->default_track);
	book->options.default_track = book->default_track;
	book->data_version = -1;
	book->refresh_left = -1;
	if (look_at_file(book, flags, &created, &empty, error)) {
		book_close(book);
		return -1;
	}
	if (connect(book, empty, error)) {
		book_close(book);
		if (created)
			unlink(path);
		return -1;
	}
	*out = book;
	return 0;
}

void book_close(struct book *book)
{
	if (!book)
		return;
	if (book->writing) {
		journal_drop_session(book);
		sqlite3_exec(book->handle, "ROLLBACK", NULL, NULL, NULL);
	}
	for (int i = 0; i < QUERY_COUNT; i++)
		sqlite3_finalize(book->statements[i]);
	book_drop_tracks(book);
	book_drop_cards(book);
	vec_free(&book->tracks);
	vec_free(&book->plays_wanted);
	vec_free(&book->touched);
	vec_free(&book->band_changes);
	sqlite3_close(book->handle);
	free(book->default_track);
	free(book->path);
	free(book);
}

const char *book_path(const struct book *book)
{
	return book->path;
}

bool book_readonly(const struct book *book)
{
	return book->readonly;
}

const struct book_options *book_options(const struct book *book)
{
	return &book->options;
}

void book_set_lens(struct book *book, int64_t track)
{
	book->options.lens = track;
}

void book_set_today(struct book *book, day_t today)
{
	book->options.today = today;
	book->refresh_left = -1;
}

int book_read_begin(struct book *book, struct error *error)
{
	if (book->read_depth == 0 && !book->writing && book_exec(book, "BEGIN", error))
		return -1;
	book->read_depth++;
	return 0;
}

void book_read_end(struct book *book)
{
	if (--book->read_depth == 0 && !book->writing)
		sqlite3_exec(book->handle, "COMMIT", NULL, NULL, NULL);
}

bool book_changed_by_others(struct book *book)
{
	struct error ignored;
	sqlite3_stmt *st = book_query(book, &ignored, Q_DATA_VERSION, "");
	int64_t version;
	bool changed;

	if (!st || book_step(book, st, &ignored) != 1)
		return false;
	version = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	changed = book->data_version >= 0 && version != book->data_version;
	book->data_version = version;
	if (changed) {
		book_drop_tracks(book); /* a colleague may have loaded a new version */
		book_drop_cards(book);
		book->refresh_left = -1;
	}
	return changed;
}

bool book_is_idle(const struct book *book)
{
	for (sqlite3_stmt *st = NULL; (st = sqlite3_next_stmt(book->handle, st));)
		if (sqlite3_stmt_busy(st))
			return false;
	return sqlite3_get_autocommit(book->handle);
}

static int copy_pages(struct book *book, sqlite3 *target, const char *path, struct error *error)
{
	sqlite3_backup *backup = sqlite3_backup_init(target, "main", book->handle, "main");
	int code;

	if (!backup)
		return error_set(error, ERROR_SYSTEM, "%s: %s", path, sqlite3_errmsg(target));
	do {
		code = sqlite3_backup_step(backup, 1000);
		if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
			sqlite3_sleep(5);
	} while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED);
	sqlite3_backup_finish(backup);
	if (code != SQLITE_DONE)
		return error_set(error, ERROR_SYSTEM, "%s: the copy failed: %s", path, sqlite3_errstr(code));
	return 0;
}

static int verify_copy(sqlite3 *copy, const char *path, struct error *error)
{
	sqlite3_stmt *st = NULL;
	int result = 0;

	if (sqlite3_prepare_v2(copy, "PRAGMA integrity_check(1)", -1, &st, NULL) ||
	    sqlite3_step(st) != SQLITE_ROW || strcmp((const char *)sqlite3_column_text(st, 0), "ok"))
		result = error_set(error, ERROR_SYSTEM, "%s: the copy is not sound: %s", path,
				   sqlite3_errmsg(copy));
	sqlite3_finalize(st);
	return result;
}

int book_backup(struct book *book, const char *path, struct error *error)
{
	sqlite3 *target = NULL;
	int fd, result;

	fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0)
		return error_set(error, ERROR_INPUT, "%s: %s", path,
				 errno == EEXIST ? "is there already; name a new file" : strerror(errno));
	close(fd);
	if (sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE, NULL))
		result = error_set(error, ERROR_SYSTEM, "%s: %s", path, sqlite3_errmsg(target));
	else
		result = copy_pages(book, target, path, error) || verify_copy(target, path, error) ? -1 : 0;
	if (sqlite3_close(target) && !result)
		result = error_set(error, ERROR_SYSTEM, "%s: the copy could not be closed", path);
	if (result)
		unlink(path);
	return result;
}
