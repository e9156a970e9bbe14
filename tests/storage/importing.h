#ifndef WAYMARK_TESTS_STORAGE_IMPORTING_H
#define WAYMARK_TESTS_STORAGE_IMPORTING_H
/* A book that files are imported into, the report of the last one, and the questions that tests ask. */
#include "storage/import.h"
#include "tests/storage/fixture.h"

extern struct fixture f;
extern struct import_report report;
extern struct import_options
	options; /* of accounts, as of TODAY, by "ana"; a test changes what it wants otherwise */

/* For TestSuite(). */
void import_setup(void);
void import_teardown(void);

int try_file(const char *path);
int try_text(const char *text);
void good(const char *text); /* it is imported */
/* Added, changed, unchanged, rejected, skipped. */
void counts(long added, long changed, long unchanged, long rejected, long skipped);
/* What a query says: cells joined by |, rows by a line end. Yours to free. */
char *ask(const char *sql);
void says(const char *sql, const char *expected);
void undo(void);
const struct import_issue *issue(size_t i);

#endif
