/* Several processes on one book, killed ones, and a disk that is full: nothing that was
 * acknowledged is lost, nothing is applied twice, the book stays whole. */
#include <criterion/criterion.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/storage/fixture.h"

enum { WRITERS = 4, TICKS = 20, KILLS = 8 };

/* In a child: its own connection, a touch a transaction, a byte down the pipe for each that was
 * committed. */
static void write_touches(const char *path, int64_t account, const char *who, int count, int pipe_end)
{
	struct book_options options = fixture_options();
	struct error error;
	struct book *book;

	options.wait_ms = 20000;
	if (book_open(&book, path, 0, &options, &error))
		_exit(2);
	for (int i = 0; i < count; i++) {
		struct touch_write touch = { TODAY - i % 300, "call", FROM_US, who, "a note of some length", 0, 0 };

		if (journal_begin(book, &error) || touch_add(book, account, &touch, NULL, &error) ||
		    journal_commit(book, &(struct journal_note){ who, "touch", account, "called" }, NULL, &error)) {
			journal_abort(book);
			_exit(error.kind == ERROR_SYSTEM ? 3 : 4);
		}
		if (write(pipe_end, "x", 1) != 1)
			_exit(5);
	}
	book_close(book);
	_exit(0);
}

struct writer {
	pid_t pid;
	int acknowledged; /* read end */
	char who[24];
};

static struct writer start_writer(struct fixture *f, int64_t account, const char *who, int count, rlim_t file_limit)
{
	struct writer writer = { 0 };
	int ends[2];

	snprintf(writer.who, sizeof writer.who, "%s", who);
	cr_assert_eq(pipe(ends), 0);
	writer.pid = fork();
	cr_assert_geq(writer.pid, 0);
	if (writer.pid == 0) {
		close(ends[0]);
		if (file_limit) {
			signal(SIGXFSZ, SIG_IGN);
			setrlimit(RLIMIT_FSIZE, &(struct rlimit){ file_limit, file_limit });
		}
		write_touches(f->path, account, writer.who, count, ends[1]);
	}
	close(ends[1]);
	writer.acknowledged = ends[0];
	return writer;
}

/* Bytes until the writer's end closes. */
static int count_acknowledged(const struct writer *writer)
{
	char bytes[256];
	ssize_t size;
	int count = 0;

	while ((size = read(writer->acknowledged, bytes, sizeof bytes)) > 0)
		count += (int)size;
	close(writer->acknowledged);
	return count;
}

struct count {
	const char *who;
	int entries;
};

static bool count_entry(void *data, const struct entry *entry)
{
	struct count *count = data;

	count->entries += !strcmp(entry->who, count->who);
	return true;
}

static int entries_of(struct fixture *f, const char *who)
{
	struct count count = { .who = who };

	cr_assert_eq(journal_each(f->book, 0, 100000, count_entry, &count, &f->error), 0, "%s", f->error.text);
	return count.entries;
}

static void reopen(struct fixture *f)
{
	struct book_options options = fixture_options();
	struct buf report = { 0 };

	cr_assert_eq(book_open(&f->book, f->path, 0, &options, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(book_check(f->book, &report, &f->error), 0, "%s%s", buf_text(&report), f->error.text);
	buf_free(&report);
}

/* The parent's connection is closed: SQLite's must not be carried over a fork. */
static int64_t make_and_close(struct fixture *f)
{
	int64_t account;

	fixture_open(f);
	account = fixture_account(f, "Northwind");
	book_close(f->book);
	f->book = NULL;
	return account;
}

Test(processes, every_commit_of_several_writers_is_there_once)
{
	struct writer writers[WRITERS];
	struct fixture f;
	int64_t account = make_and_close(&f);
	int status;

	for (int i = 0; i < WRITERS; i++) {
		char who[24];

		snprintf(who, sizeof who, "writer%d", i);
		writers[i] = start_writer(&f, account, who, TICKS, 0);
	}
	for (int i = 0; i < WRITERS; i++) {
		cr_assert_eq(count_acknowledged(&writers[i]), TICKS);
		cr_assert_eq(waitpid(writers[i].pid, &status, 0), writers[i].pid);
		cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	reopen(&f);
	for (int i = 0; i < WRITERS; i++)
		cr_assert_eq(entries_of(&f, writers[i].who), TICKS);
	fixture_close(&f);
}

Test(processes, kill_9_at_any_moment_loses_nothing_acknowledged)
{
	struct fixture f;
	int64_t account = make_and_close(&f);

	for (int i = 0; i < KILLS; i++) {
		struct writer writer;
		char who[24];
		struct pollfd first;
		int acknowledged, kept;

		snprintf(who, sizeof who, "round%d", i);
		writer = start_writer(&f, account, who, 100000, 0);
		/* At least one commit, then at once: the kill falls somewhere into the next ones. */
		first = (struct pollfd){ .fd = writer.acknowledged, .events = POLLIN };
		cr_assert_eq(poll(&first, 1, 20000), 1);
		for (volatile int spin = 0; spin < i * 150000; spin++)
			;
		kill(writer.pid, SIGKILL);
		acknowledged = count_acknowledged(&writer);
		waitpid(writer.pid, NULL, 0);
		reopen(&f);
		kept = entries_of(&f, who);
		/* One more may have been committed without its byte having been sent. */
		cr_assert(kept == acknowledged || kept == acknowledged + 1, "%d kept of %d", kept, acknowledged);
		book_close(f.book);
		f.book = NULL;
	}
	fixture_close(&f);
}

Test(processes, a_full_disk_is_said_and_leaves_the_book_whole)
{
	struct fixture f;
	int64_t account = make_and_close(&f);
	struct writer writer;
	int acknowledged, status;
	FILE *file = fopen(f.path, "rb");
	long size;

	cr_assert_not_null(file);
	fseek(file, 0, SEEK_END);
	size = ftell(file);
	fclose(file);
	/* The file may grow by some pages, then no more. */
	writer = start_writer(&f, account, "filler", 100000, (rlim_t)size + 5 * 4096);
	acknowledged = count_acknowledged(&writer);
	waitpid(writer.pid, &status, 0);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 3, "an error of the system, no crash: %x", status);
	cr_assert_gt(acknowledged, 0);
	reopen(&f);
	cr_assert_eq(entries_of(&f, "filler"), acknowledged);
	fixture_close(&f);
}
