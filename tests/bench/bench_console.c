/* The console on its pseudo-terminal, and the command line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/column.h"
#include "core/xalloc.h"
#include "tests/bench/bench.h"
#include "tests/bench/pty.h"

enum { RUNS = 5, KEYS = 60, TICKS = 40, TYPED = 20000, COMMAND_RUNS = 15 };

struct measured {
	struct series ms, bytes;
};

static void measured_add(struct measured *measured, struct burst burst)
{
	if (burst.ms < 0)
		return; /* nothing was to be drawn */
	series_add(&measured->ms, burst.ms);
	series_add(&measured->bytes, (double)burst.bytes);
}

static void measured_free(struct measured *measured)
{
	series_free(&measured->ms);
	series_free(&measured->bytes);
}

/* The limit on any key by the size of the book, ms. */
static double key_limit(const struct bench *bench)
{
	return bench->report.accounts <= 10000 ? 3 : 5;
}

static void start_console(struct bench *bench, struct pty *pty)
{
	const char *argv[] = { bench->waymark, "-b", bench->book, NULL };

	if (pty_start(pty, argv) || pty_read(pty, pty->started, FRAME_GAP_MS, PATIENCE_MS).bytes < 500)
		report_broken(&bench->report, "the console draws nothing");
}

/* ---- first frames ---- */

static void frame(struct bench *bench, const char *const *argv, struct measured *out)
{
	struct pty pty;

	if (pty_start(&pty, argv)) {
		report_broken(&bench->report, "a pseudo-terminal");
		return;
	}
	measured_add(out, pty_read(&pty, pty.started, FRAME_GAP_MS, PATIENCE_MS));
	if (!pty_stop(&pty))
		report_broken(&bench->report, "leaving with q");
}

/* Turn by turn, so that what else the machine does falls on both. */
static void first_frames(struct bench *bench)
{
	char rows[24];
	const char *floor_argv[] = { bench->floor, rows, NULL };
	const char *argv[] = { bench->waymark, "-b", bench->book, NULL };
	struct measured floor = { 0 }, own = { 0 };

	snprintf(rows, sizeof rows, "%ld", bench->report.accounts);
	for (int i = 0; i < RUNS; i++) {
		frame(bench, floor_argv, &floor);
		frame(bench, argv, &own);
	}
	report_line(&bench->report, "bare ncurses list: first frame, median", series_percentile(&floor.ms, 50),
		    "ms", TARGET_NONE, 0);
	report_line(&bench->report, "first frame, median", series_percentile(&own.ms, 50), "ms", TARGET_AT_MOST,
		    3 * series_percentile(&floor.ms, 50));
	report_line(&bench->report, "first frame, slowest", series_percentile(&own.ms, 100), "ms", TARGET_NONE, 0);
	report_line(&bench->report, "first frame, bytes", series_percentile(&own.bytes, 50), "B", TARGET_NONE, 0);
	measured_free(&floor);
	measured_free(&own);
}

/* ---- keys ---- */

static void report_keys(struct bench *bench, const char *what, struct measured *keys, double bytes_limit)
{
	char line[80];

	snprintf(line, sizeof line, "%s: ms, median", what);
	report_line(&bench->report, line, series_percentile(&keys->ms, 50), "ms", TARGET_NONE, 0);
	snprintf(line, sizeof line, "%s: ms, p99", what);
	report_line(&bench->report, line, series_percentile(&keys->ms, 99), "ms", TARGET_AT_MOST, key_limit(bench));
	snprintf(line, sizeof line, "%s: bytes, median", what);
	report_line(&bench->report, line, series_percentile(&keys->bytes, 50), "B",
		    bytes_limit > 0 ? TARGET_AT_MOST : TARGET_NONE, bytes_limit);
	snprintf(line, sizeof line, "%s: bytes, p99", what);
	report_line(&bench->report, line, series_percentile(&keys->bytes, 99), "B",
		    bytes_limit > 0 ? TARGET_AT_MOST : TARGET_NONE, bytes_limit);
	measured_free(keys);
}

/* Press keys in turn, one at a time, so often in all; the first few may be left out. */
static struct measured press(struct pty *pty, const char *const *keys, int times, int leave_out)
{
	struct measured out = { 0 };
	size_t count = 0;

	while (keys[count])
		count++;
	for (int i = 0; i < times; i++) {
		struct burst burst = pty_key(pty, keys[(size_t)i % count]);

		if (i >= leave_out)
			measured_add(&out, burst);
	}
	return out;
}
#define PRESS(pty, times, leave_out, ...) \
	press((pty), (const char *const[]){ __VA_ARGS__, NULL }, (times), (leave_out))

/* What a key takes where there is nothing to read: how busy the machine is otherwise shows here. */
static void floor_keys(struct bench *bench)
{
	char rows[24];
	const char *argv[] = { bench->floor, rows, NULL };
	struct measured keys;
	struct pty pty;

	snprintf(rows, sizeof rows, "%ld", bench->report.accounts);
	if (pty_start(&pty, argv)) {
		report_broken(&bench->report, "a pseudo-terminal");
		return;
	}
	pty_read(&pty, pty.started, FRAME_GAP_MS, PATIENCE_MS);
	keys = PRESS(&pty, KEYS, 0, "j");
	report_line(&bench->report, "bare ncurses list, j: ms, median", series_percentile(&keys.ms, 50), "ms",
		    TARGET_NONE, 0);
	report_line(&bench->report, "bare ncurses list, j: ms, p99", series_percentile(&keys.ms, 99), "ms",
		    TARGET_NONE, 0);
	report_line(&bench->report, "bare ncurses list, j: bytes, median", series_percentile(&keys.bytes, 50), "B",
		    TARGET_NONE, 0);
	measured_free(&keys);
	pty_stop(&pty);
}

static void portfolio_keys(struct bench *bench, struct pty *pty)
{
	enum { MOVE_BYTES = 6000 };
	struct measured keys;

	keys = PRESS(pty, KEYS, 0, "j");
	report_keys(bench, "portfolio j", &keys, MOVE_BYTES);
	keys = PRESS(pty, KEYS - 10, 0, "k");
	report_keys(bench, "portfolio k", &keys, MOVE_BYTES);
	keys = PRESS(pty, KEYS / 2, 0, "\006");
	report_keys(bench, "portfolio page down", &keys, 0);
	keys = PRESS(pty, KEYS / 2, 0, "G", "g");
	report_keys(bench, "portfolio G and g", &keys, 0);
}

static void checklist_keys(struct bench *bench, struct pty *pty)
{
	enum { STILL = 10, SETTLED = 25, STILL_BYTES = 400, SCROLL_BYTES = 2000 };
	struct measured keys = { 0 };

	/* Up and down again within the first lines: the window stands still. */
	for (int i = 0; i < KEYS; i++) {
		if (i % STILL == 0)
			pty_key(pty, "g");
		measured_add(&keys, pty_key(pty, "j"));
	}
	report_keys(bench, "checklist j", &keys, STILL_BYTES);
	/* From where the cursor is at the bottom on, every step scrolls. */
	pty_key(pty, "g");
	keys = PRESS(pty, SETTLED + 40, SETTLED, "j");
	report_keys(bench, "checklist j, scrolling", &keys, SCROLL_BYTES);
	pty_key(pty, "g");
}

static void typed_ahead(struct bench *bench)
{
	char *keys = xmalloc(TYPED);
	struct burst burst;
	struct pty pty;

	memset(keys, 'j', TYPED);
	start_console(bench, &pty);
	burst = pty_send(&pty, keys, TYPED, FRAME_GAP_MS);
	report_line(&bench->report, "20,000 keys typed ahead", burst.ms / 1000, "s", TARGET_AT_MOST, 1);
	report_line(&bench->report, "20,000 keys typed ahead, bytes", (double)burst.bytes, "B", TARGET_AT_MOST,
		    1e6);
	pty_stop(&pty);
	free(keys);
}

/* Each tick beside an update by SQLite, for the same disk at the same time. */
static void ticks(struct bench *bench, struct pty *pty)
{
	struct measured keys = { 0 };
	struct series updates = { 0 };
	struct durable *durable = durable_open(bench);
	double bare;

	for (int i = 0; i < TICKS; i++) {
		double ms = durable_update_ms(durable);

		if (ms >= 0)
			series_add(&updates, ms);
		measured_add(&keys, pty_key(pty, " "));
		pty_key(pty, "j");
	}
	durable_close(durable);
	bare = series_percentile(&updates, 50);
	report_line(&bench->report, "SQLite: a durable update of a row, median", bare, "ms", TARGET_NONE, 0);
	report_line(&bench->report, "tick with Space, median", series_percentile(&keys.ms, 50), "ms",
		    TARGET_AT_MOST, bare + 3);
	report_line(&bench->report, "SQLite: a durable update of a row, p99", series_percentile(&updates, 99), "ms",
		    TARGET_NONE, 0);
	report_line(&bench->report, "tick with Space, p99", series_percentile(&keys.ms, 99), "ms", TARGET_NONE, 0);
	report_line(&bench->report, "tick with Space: bytes, median", series_percentile(&keys.bytes, 50), "B",
		    TARGET_NONE, 0);
	series_free(&updates);
	measured_free(&keys);
}

static void sorting(struct bench *bench, struct pty *pty)
{
	for (int i = 0; i < COLUMN_LENS; i++) { /* no lens is chosen */
		const char *key = column_info((enum column)i)->key;
		char text[64];
		struct burst burst;

		snprintf(text, sizeof text, ":sort %s", key);
		pty_key(pty, text);
		burst = pty_send(pty, "\r", 1, KEY_GAP_MS);
		snprintf(text, sizeof text, "sort by %s", key);
		report_line(&bench->report, text, burst.ms, "ms", TARGET_AT_MOST, 150);
	}
}

void bench_console(struct bench *bench)
{
	struct pty pty;
	long limit = bench->report.accounts <= 10000 ? 16 : 48;

	first_frames(bench);
	floor_keys(bench);
	start_console(bench, &pty);
	portfolio_keys(bench, &pty);
	pty_key(&pty, "\t");
	checklist_keys(bench, &pty);
	ticks(bench, &pty);
	sorting(bench, &pty);
	report_line(&bench->report, "the console's memory at its peak", (double)pty_memory_kb(&pty) / 1024, "MB",
		    TARGET_AT_MOST, (double)limit);
	if (!pty_stop(&pty))
		report_broken(&bench->report, "leaving with q");
	typed_ahead(bench);
}

/* ---- the command line ---- */

static double median_run(const char *const *argv, const char *const *other)
{
	struct series series = { 0 };
	double median;

	for (int i = 0; i < COMMAND_RUNS; i++) {
		double ms = run_ms(other && i % 2 ? other : argv);

		if (ms < 0) {
			series_free(&series);
			return -1;
		}
		series_add(&series, ms);
	}
	median = series_percentile(&series, 50);
	series_free(&series);
	return median;
}

void bench_commands(struct bench *bench)
{
	const char *account = "B0000007";
	const char *yes[] = {
		bench->waymark, "-b", bench->book, "tick", account, "success-definition", "yes", NULL
	};
	const char *no[] = { bench->waymark, "-b", bench->book, "tick", account, "success-definition", "no", NULL };
	const char *show[] = { bench->waymark, "-b", bench->book, "show", account, NULL };
	const char *list[] = { bench->waymark, "-b", bench->book, "list", NULL };

	report_line(&bench->report, "waymark tick, median", median_run(yes, no), "ms", TARGET_NONE, 0);
	report_line(&bench->report, "waymark show, median", median_run(show, NULL), "ms", TARGET_NONE, 0);
	report_line(&bench->report, "waymark list, everything", run_ms(list), "ms", TARGET_NONE, 0);
}
