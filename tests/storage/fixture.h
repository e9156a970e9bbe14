#ifndef WAYMARK_TESTS_STORAGE_FIXTURE_H
#define WAYMARK_TESTS_STORAGE_FIXTURE_H
/* A book of its own for each test, with a small track that is easy to reckon with. */
#include "storage/facts_store.h"
#include "storage/journal.h"
#include "storage/portfolio.h"
#include "storage/tracks.h"

/* 2026-11-22 */
#define TODAY 20779

struct fixture {
	char folder[64];
	char path[96];
	struct book *book;
	struct error error;
};

/* A folder, a new book in it, the track "small" as default: stages one (a, b required, c optional), two (d, e
 * required), three (f required), 30 days each. */
void fixture_open(struct fixture *fixture);
void fixture_close(struct fixture *fixture); /* and removes the folder */
struct book_options fixture_options(void);
/* Another connection to the same book. */
struct book *fixture_second(struct fixture *fixture);

/* Loads a track from the text of its file. */
void fixture_track(struct fixture *fixture, const char *text);
/* Each is one journal entry by "ana"; the test fails on an error. */
int64_t fixture_account(struct fixture *fixture, const char *name);
void fixture_answer(struct fixture *fixture, int64_t account, const char *milestone, enum answer answer, day_t on);
void fixture_answer_by(struct book *book, const char *who, int64_t account, const char *milestone,
		       enum answer answer, day_t on);
void fixture_undo(struct book *book, const char *who);

/* Everything in the book but journal times, as text; yours to free. facts only, or derived only. */
char *fixture_dump_facts(struct fixture *fixture);
char *fixture_dump_derived(struct fixture *fixture);
int64_t milestone(const char *key);

#endif
