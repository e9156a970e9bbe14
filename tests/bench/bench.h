#ifndef WAYMARK_TESTS_BENCH_BENCH_H
#define WAYMARK_TESTS_BENCH_BENCH_H
/* The three parts of the bench; each measures one book and writes its lines. */
#include <sqlite3.h>

#include "tests/bench/report.h"

struct bench {
	struct report report;
	char *folder;			   /* of books and files, on the disk that is measured */
	char *book, *full;		   /* of report.accounts; full has records of each kind too */
	char *numbers;			   /* the same, with ten movements each and nothing else */
	char *waymark, *floor, *make_book; /* programs */
	const char *today;
};

/* The console: frames, keys, ticks, sorting, memory. */
void bench_console(struct bench *bench);
/* The checklist of a very long track beside that of a shipped one. */
void bench_tracks(struct bench *bench);
/* The command line: tick, list, show. */
void bench_commands(struct bench *bench);
/* Imports, beside SQLite's own. */
void bench_imports(struct bench *bench);
/* Rescoring, beside a bare GROUP BY and a bare read and write of the same rows. */
void bench_rescoring(struct bench *bench);
/* Today over the book. */
void bench_today(struct bench *bench);
/* The numbers: over the whole book, after one movement; whether they add up. */
void bench_numbers(struct bench *bench);

/* SQLite alone. */
sqlite3 *open_file(const char *path); /* NULL: it cannot be */
double run_sql_ms(sqlite3 *db, const char *sql);

/* A file beside the books, in their own mode: what SQLite takes to change one row durably. */
struct durable;
struct durable *durable_open(const struct bench *bench);
double durable_update_ms(struct durable *durable);
void durable_close(struct durable *durable);

#endif
