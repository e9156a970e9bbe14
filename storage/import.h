#ifndef WAYMARK_STORAGE_IMPORT_H
#define WAYMARK_STORAGE_IMPORT_H
/*
 * Import: a CSV file into the book, as one journal entry. What a file's columns mean is said
 * by a mapping (storage/mapping.h); the order of day and month, and the decimal sign, are decided
 * over a whole column first. Bad rows are reported and kept apart, good ones go in. A value that
 * was imported before and has not changed in the file since is not written again, so that the
 * same file twice changes nothing and what people changed by hand stays.
 */
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/date.h"
#include "core/vec.h"
#include "storage/book.h"
#include "storage/encoding.h"

#define IMPORT_ISSUES_MAX 1000 /* rows told one by one; all are counted */
#define IMPORT_MISSING_MAX 20

struct import_options {
	const char *kind;	    /* one of import_kinds(), or subscriptions, which are never exported */
	const char *imports_dir;    /* share/imports; NULL: only Waymark's own columns are known */
	const char *map;	    /* a mapping's name or file; NULL: by the header row */
	day_t on;		    /* what is imported holds from this day on where no column says otherwise */
	bool on_said;		    /* somebody said so of this very file */
	enum date_order date_order; /* DATE_ORDER_UNKNOWN: decide by the column */
	char decimal;		    /* '.' or ','; 0: decide by the column */
	const char *currency;	    /* of amounts that do not say theirs; NULL: not told */
	int fiscal_month;	    /* that quarters are counted from, 1..12; 0: January */
	const char *home_currency;  /* where not even the account has one; NULL: refuse the file */
	const char *track;	    /* key of the track new accounts get; NULL: the book's default */
	const char *rejects;	    /* file for bad rows; NULL: NAME.rejects.csv in the current folder */
	const char *via;	    /* a file that leads from what the rows are about to the account; NULL: none */
	const char *measures; /* columns with a measure each, with commas between; NULL: as the mapping says */
	const char *
		account_column; /* the header over the account, and over a survey's score; NULL: as the mapping says */
	const char *score_column;
	const char *date_column; /* the header over the day of what the rows say; NULL: as the mapping says */
	const char *survey;	 /* "nps" "csat", of answers that do not say; NULL: as the mapping says */
	const char *scale;	 /* of answers, "0-10"; NULL: as the mapping says */
	const char *who;
	bool dry_run; /* nothing is kept and no file written; the report is exact */
	bool theirs;  /* where book and file both changed, take the file's value */
	/* Called now and then; false stops, with nothing changed. NULL: not wanted. */
	bool (*progress)(void *data, int percent, long rows);
	void *progress_data;
	const volatile sig_atomic_t
		*stop; /* set by a signal: stop before the next row, with nothing changed. NULL: none */
};

enum import_issue_kind {
	IMPORT_REJECTED, /* the row was not imported */
	IMPORT_CONFLICT, /* a field was changed here and in the file; the book's value stays */
	IMPORT_SKIPPED,	 /* not wanted: deleted at its source */
	IMPORT_NOTE,	 /* imported, with something to know */
};

struct import_issue {
	enum import_issue_kind kind;
	long line;
	char *field;  /* ours, or the column's header; "" for the row as a whole */
	char *reason; /* what is wrong and what to do */
};

struct import_report {
	long rows; /* of data; each is one of the next five */
	long added, changed, unchanged, rejected, skipped;
	long trackless;			 /* answers for tracks that their accounts do not have; they are kept */
	long sums;			 /* measures that the rows were added up to; 0: they were not */
	long conflicts, notes;		 /* issues of those kinds */
	VEC(struct import_issue) issues; /* the first IMPORT_ISSUES_MAX */
	char *mapping;			 /* name of the one used */
	enum encoding encoding;
	char delimiter;
	long header_line;
	VEC(char *) kept;	   /* columns that no field is for: custom fields */
	VEC(char *) dropped;	   /* the same, for kinds that have none */
	VEC(char *) footers;	   /* lines below the data, as they stand there */
	long missing;		   /* accounts of the source that are not in the file */
	VEC(char *) missing_names; /* the first IMPORT_MISSING_MAX */
	char *rejects;		   /* the file written; NULL: none */
	int64_t entry;		   /* the journal's; 0: nothing had changed, or a dry run */
};

/* path "-": standard input. On failure nothing is changed and the report is empty. */
int import_file(struct book *book, const char *path, const struct import_options *options,
		struct import_report *report, struct error *error) __attribute__((nonnull, warn_unused_result));
void import_report_free(struct import_report *report) __attribute__((nonnull));

/* The kinds there are, ending with NULL, in the order in which one leans on those before it. */
const char *const *import_kinds(void) __attribute__((returns_nonnull));

#endif
