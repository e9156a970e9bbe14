/*
 * make bench: how fast the program is on this machine, beside what ncurses and SQLite alone take on it in the
 * same run, and design's targets. It reports and does not judge: its status is 0 unless something is broken.
 *
 *	BENCH_SIZES="1000 10000"   accounts of the books; else 1000 10000 100000
 *	BENCH_PARTS="rescoring imports"   these alone; else console commands rescoring today imports numbers tracks
 *	BENCH_KEEP=FOLDER          makes the books there and leaves them; those that are there are used again
 */
#include "tests/bench/bench.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "storage/config.h"
#include "tests/bench/pty.h"

#define SIZES "1000 10000 100000"

/* Nothing of the user's own settings, and one today for all. */
static void set_environment(const struct bench *bench)
{
	static const char *const unset[] = { "NO_COLOR", "COLUMNS", "LINES", "ESCDELAY", "WAYMARK_BOOK" };

	for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
		unsetenv(unset[i]);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("WAYMARK_SHARE", WAYMARK_SRCDIR "/share", 1);
	setenv("WAYMARK_TODAY", bench->today, 1);
	setenv("XDG_CONFIG_HOME", bench->folder, 1);
	setenv("XDG_STATE_HOME", bench->folder, 1);
	setenv("XDG_DATA_HOME", bench->folder, 1);
}

static char *make_folder(const char *keep)
{
	const char *base = getenv("TMPDIR");
	char *folder;

	if (keep) {
		if (mkdir(keep, 0700) && errno != EEXIST)
			return NULL;
		return xstrdup(keep);
	}
	folder = xasprintf("%s/waymark-bench-XXXXXX", base && *base ? base : WAYMARK_BUILDDIR);
	if (!mkdtemp(folder)) {
		free(folder);
		return NULL;
	}
	return folder;
}

static void remove_folder(const char *folder)
{
	DIR *dir = opendir(folder);

	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		char *path = xasprintf("%s/%s", folder, entry->d_name);
		struct stat info;

		if (entry->d_name[0] != '.') {
			if (!lstat(path, &info) && S_ISDIR(info.st_mode))
				remove_folder(path);
			else
				unlink(path);
		}
		free(path);
	}
	if (dir)
		closedir(dir);
	rmdir(folder);
}

/* with: an option of make_book, NULL for a plain one; what: the line that says so. */
static int make_a_book(struct bench *bench, const char *path, const char *with, const char *what)
{
	char number[24];
	const char *argv[] = { bench->make_book, path, number, NULL };
	const char *full[] = { bench->make_book, with, path, number, NULL };
	double ms;

	snprintf(number, sizeof number, "%ld", bench->report.accounts);
	if (!access(path, R_OK))
		return 0;
	ms = run_ms(with ? full : argv);
	report_line(&bench->report, what, ms / 1000, "s", TARGET_NONE, 0);
	return ms < 0 ? -1 : 0;
}

static bool is_asked(const char *part)
{
	const char *parts = getenv("BENCH_PARTS");

	return !parts || !*parts || strstr(parts, part);
}

/* Parts that read the plain book, and that with records. */
static bool wants_books(void)
{
	static const char *const parts[] = { "console", "commands", "rescoring", "today", "imports" };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (is_asked(parts[i]))
			return true;
	return false;
}

static void measure_books(struct bench *bench)
{
	if (make_a_book(bench, bench->book, NULL, "making the book") ||
	    make_a_book(bench, bench->full, "--records", "making the book with all records"))
		return;
	if (is_asked("console"))
		bench_console(bench);
	if (is_asked("commands"))
		bench_commands(bench);
	if (is_asked("rescoring"))
		bench_rescoring(bench);
	if (is_asked("today"))
		bench_today(bench);
	if (is_asked("imports"))
		bench_imports(bench);
}

static void measure(struct bench *bench, long accounts)
{
	bench->report.accounts = accounts;
	bench->book = xasprintf("%s/%ld.db", bench->folder, accounts);
	bench->full = xasprintf("%s/%ld-records.db", bench->folder, accounts);
	bench->numbers = xasprintf("%s/%ld-numbers.db", bench->folder, accounts);
	if (wants_books())
		measure_books(bench);
	if (is_asked("numbers") && !make_a_book(bench, bench->numbers, "--numbers", "making the book of movements"))
		bench_numbers(bench);
	if (!getenv("BENCH_KEEP")) {
		unlink(bench->book);
		unlink(bench->full);
		unlink(bench->numbers);
	}
	free(bench->book);
	free(bench->full);
	free(bench->numbers);
}

static int measure_sizes(struct bench *bench)
{
	const char *given = getenv("BENCH_SIZES");
	const char *at = given && *given ? given : SIZES;

	for (;;) {
		char *end;
		long accounts = strtol(at, &end, 10);

		if (end == at && *end)
			return fprintf(stderr, "bench: BENCH_SIZES wants numbers, as in \"%s\"\n", SIZES), -1;
		if (end == at)
			return 0;
		if (accounts < 1)
			return fprintf(stderr, "bench: no book has %ld accounts\n", accounts), -1;
		measure(bench, accounts);
		at = end;
	}
}

int main(void)
{
	const char *keep = getenv("BENCH_KEEP");
	struct bench bench = {
		.waymark = xasprintf("%s/waymark", WAYMARK_BUILDDIR),
		.floor = xasprintf("%s/tests/bench/floor", WAYMARK_BUILDDIR),
		.make_book = xasprintf("%s/tests/bench/make_book", WAYMARK_BUILDDIR),
	};
	char today[DATE_SIZE];
	struct error error;
	day_t day;
	int failed;

	if (clock_today(&day, &error))
		return fprintf(stderr, "bench: %s\n", error.text), 1;
	bench.today = date_format(day, today);
	bench.folder = make_folder(keep && *keep ? keep : NULL);
	if (!bench.folder)
		return fprintf(stderr, "bench: no folder for the books: %s\n", strerror(errno)), 1;
	set_environment(&bench);
	report_head();
	failed = measure_sizes(&bench);
	if (is_asked("tracks"))
		bench_tracks(&bench);
	printf("%d over target, %d broken\n", bench.report.over, bench.report.broken);
	if (!keep || !*keep)
		remove_folder(bench.folder);
	free(bench.folder);
	free(bench.waymark);
	free(bench.floor);
	free(bench.make_book);
	return failed || bench.report.broken ? 1 : 0;
}
