/* A track of five stages with 300 questions each, in a book of twenty tracks, beside a shipped one in a book of ten:
 * key by key in turn, so that what else the machine does falls on both. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "tests/bench/bench.h"
#include "tests/bench/pty.h"

enum { STAGES = 5, QUESTIONS = 300, MORE = 10, SHORT_QUESTIONS = 12, TIMES = 60, TICK_TIMES = 30 };

/* How much longer than on a small track a key may take: as fast, but for the noise of one run. */
static const double as_fast = 1.25;

struct side {
	char *book;
	struct pty pty;
	struct series ms;
};

static int write_track(const char *path, const char *id, int questions)
{
	FILE *out = fopen(path, "w");

	if (!out)
		return -1;
	fprintf(out, "id = \"%s\"; title = \"%s\"; stages = (\n", id, id);
	for (int s = 0; s < STAGES; s++) {
		fprintf(out,
			"%s{ id = \"s%d\"; name = \"Stage %d\"; promise = \"p\"; expected_days = 90; activities = "
			"( {\n"
			"name = \"All of it\"; milestones = (\n",
			s ? ", " : "", s, s);
		for (int q = 0; q < questions; q++)
			fprintf(out,
				"%s{ id = \"q%d-%d\"; question = \"Is point %d of stage %d signed by both "
				"sides?\"; }\n",
				q ? ", " : "", s, q, q, s);
		fprintf(out, "); } ); }\n");
	}
	fprintf(out, ");\n");
	return fclose(out);
}

static int load(struct bench *bench, const char *book, const char *id, int questions)
{
	char *path = xasprintf("%s/%s.cfg", bench->folder, id);
	const char *argv[] = { bench->waymark, "-b", book, "track", "load", path, NULL };
	int result = write_track(path, id, questions) || run_ms(argv) < 0 ? -1 : 0;

	unlink(path);
	free(path);
	return result;
}

static int make_side(struct bench *bench, struct side *side, const char *name, const char *track)
{
	const char *argv[] = { bench->waymark, "-b", side->book, "add", name, "--track", track, NULL };
	const char *console[] = { bench->waymark, "-b", side->book, NULL };

	if (run_ms(argv) < 0 || pty_start(&side->pty, console) ||
	    pty_read(&side->pty, side->pty.started, FRAME_GAP_MS, PATIENCE_MS).bytes < 500)
		return -1;
	pty_key(&side->pty, "\t");
	return 0;
}

static int make_books(struct bench *bench, struct side *small, struct side *large)
{
	int result;

	unlink(small->book);
	unlink(large->book);
	result = load(bench, large->book, "long", QUESTIONS);
	for (int i = 1; i < MORE && !result; i++) {
		char id[24];

		snprintf(id, sizeof id, "short-%d", i);
		result = load(bench, large->book, id, SHORT_QUESTIONS);
	}
	if (result || make_side(bench, small, "Small", "cst-saas"))
		return -1;
	return make_side(bench, large, "Large", "long");
}

static void press_both(struct side *sides, const char *key, int times)
{
	for (int i = 0; i < times; i++) {
		for (int s = 0; s < 2; s++) {
			struct burst burst = pty_key(&sides[s].pty, key);

			if (burst.ms >= 0)
				series_add(&sides[s].ms, burst.ms);
			if (*key == ' ')
				pty_key(&sides[s].pty, "j");
		}
	}
}

static void compare(struct bench *bench, struct side *sides, const char *what)
{
	double small = series_percentile(&sides[0].ms, 50), large = series_percentile(&sides[1].ms, 50);
	char line[80];

	snprintf(line, sizeof line, "%s: 74 questions, median", what);
	report_line(&bench->report, line, small, "ms", TARGET_NONE, 0);
	snprintf(line, sizeof line, "%s: 1,500 questions, 20 tracks, median", what);
	report_line(&bench->report, line, large, "ms", TARGET_AT_MOST, small * as_fast);
	series_free(&sides[0].ms);
	series_free(&sides[1].ms);
}

void bench_tracks(struct bench *bench)
{
	struct side sides[2] = { { .book = xasprintf("%s/small.db", bench->folder) },
				 { .book = xasprintf("%s/large.db", bench->folder) } };

	bench->report.accounts = 1;
	if (make_books(bench, &sides[0], &sides[1])) {
		report_broken(&bench->report, "books with small and large tracks");
	} else {
		press_both(sides, "j", TIMES);
		compare(bench, sides, "checklist j");
		press_both(sides, "\006", 6);
		compare(bench, sides, "checklist page down");
		press_both(sides, "g", 1);
		press_both(sides, " ", TICK_TIMES);
		compare(bench, sides, "tick");
		press_both(sides, "/", 1);
		series_free(&sides[0].ms);
		series_free(&sides[1].ms);
		press_both(sides, "s", TIMES / 6);
		compare(bench, sides, "a letter of a search");
		for (int s = 0; s < 2; s++) {
			pty_key(&sides[s].pty, "\033");
			if (!pty_stop(&sides[s].pty))
				report_broken(&bench->report, "leaving with q");
		}
	}
	for (int s = 0; s < 2; s++) {
		unlink(sides[s].book);
		free(sides[s].book);
	}
}
