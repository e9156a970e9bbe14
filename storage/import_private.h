#ifndef WAYMARK_STORAGE_IMPORT_PRIVATE_H
#define WAYMARK_STORAGE_IMPORT_PRIVATE_H
/* The inside of an import: what the pipeline lends to the kinds, and the kinds to it. */
#include "storage/csv.h"
#include "storage/facts_store.h"
#include "storage/import.h"
#include "storage/mapping.h"

#define IMPORT_FIELDS_MAX 20

enum field_type { FIELD_TEXT, FIELD_DATE, FIELD_MONEY, FIELD_NUMBER };

/* A field of a kind in this file. */
struct import_field {
	int column; /* -1: the file has none */
	const struct mapping_field *how;
	enum date_order order;
	char decimal;
	struct buf trimmed;
};

/* A column kept as a custom field. */
struct import_custom {
	int column;
	char *key;
};

/* Which line a key stood on first. Zeroed is empty. */
struct seen {
	struct seen_key {
		int64_t key; /* 0: free */
		long value;
	} * slots;
	size_t count, room;
};
/* The value of a key, made with 0 when it is new. Valid until the next call. */
long *seen_at(struct seen *seen, int64_t key);
bool seen_has(const struct seen *seen, int64_t key);
void seen_free(struct seen *seen);

struct import {
	struct book *book;
	const struct import_options *options;
	struct import_report *report;
	const struct import_kind *kind;
	struct mapping_set mappings;
	struct mapping named; /* one given as a file */
	const struct mapping *mapping;
	struct csv *csv;
	struct csv_record record; /* the row under way */
	char **header;		  /* trimmed */
	size_t header_count;
	long header_number; /* which record it is */
	struct import_field fields[IMPORT_FIELDS_MAX];
	VEC(struct import_custom) customs;
	struct buf rejects; /* bad rows not yet written */
	int rejects_fd;	    /* -1: none yet */
	char *rejects_path, *rejects_new;
	bool deciding; /* the first pass, over what columns say as a whole */
	bool in_footer;
	char currency[CURRENCY_SIZE]; /* of amounts that do not say theirs; "" */
	bool said_currency;	      /* that the configured one was taken */
	bool said_undated;	      /* that rows without a date got the import's */
	bool in_data;		      /* a row of data was seen: what follows is no further header */
	struct seen records;	      /* lines of this file, by the record that they are about */
	struct seen names;	      /* accounts by what the file calls them */
	struct seen undated;	      /* rows without a date, by what they are about */
	struct import_via *via;
	void *state; /* the kind's own */
};

struct import_kind {
	const char *name;
	const char *const *fields; /* names, ending with NULL */
	const enum field_type *types;
	const char *const *must; /* columns without which a file is none of this kind's own */
	const char *const *with; /* and one of these besides; NULL: none */
	bool keeps_columns;	 /* unknown ones become custom fields */
	bool more_headers;	 /* the header may have two further rows below it */
	/* Why a file with this header is none of the kind's, for people; NULL: it may be. */
	const char *(*refuse)(char *const *header, size_t count);
	int (*begin)(struct import *import, struct error *error);
	/* 0: counted in the report; -1: give up. A bad row is refused before any of it was written. */
	int (*row)(struct import *import, struct error *error);
	int (*end)(struct import *import, struct error *error);
	void (*clear)(struct import *import);
};
extern const struct import_kind import_accounts, import_answers, import_touches, import_movements, import_contacts,
	import_surveys, import_measures, import_promises, import_outcomes, import_concerns, import_overrides,
	import_subscriptions, import_opportunities, import_costs;

/* Report something of the row under way; import_reject() counts and keeps the row too and returns 0, for
 * return import_reject(...). */
void import_tell(struct import *import, enum import_issue_kind kind, const char *field, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
int import_reject(struct import *import, const char *field, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Cells of the row under way; NULL for a blank or missing one. import_text() as it came, but
 * without the ' that guards it from being taken for a formula; import_word() also without blanks at its ends and
 * replaced by what the mapping says it stands for. */
const char *import_text(struct import *import, int field);
const char *import_word(struct import *import, int field);
/* What the user reads: the column's header, else the field's name. */
const char *import_field_name(const struct import *import, int field);
/* false: the row was rejected. A blank cell leaves DAY_NONE, or *given false. */
bool import_date(struct import *import, int field, day_t *date);
/* import_undated.c: the day that a row holds for: its own, else that of the import, which is said once. false: the row
 * was rejected, one of a day after today too. */
bool import_day(struct import *import, int field, day_t *on, bool *undated);
/* A date of what has happened: one after today rejects the row. A blank cell leaves DAY_NONE. */
bool import_past(struct import *import, int field, day_t *on);
/* A row without a date, by what it is about and what it says of it. Of several about the same the file's first is
 * taken for the first again. */
struct undated {
	int64_t slot, says;
	day_t was; /* what it was dated by last; DAY_NONE: it is new */
};
/* 1: it says something new, or --on dates it; 0: what it said last time; -1. */
int import_undated_news(struct import *import, int64_t account, int64_t about, int64_t says, struct undated *row,
			struct error *error);
/* The same of a row that has a date, which is part of what it is about. */
int import_row_news(struct import *import, int64_t account, int64_t about, int64_t says, struct undated *row,
		    struct error *error);
int import_undated_keep(struct import *import, int64_t account, const struct undated *row, day_t on,
			struct error *error);
/* currency: what the amount is in, where that is known, and afterwards. */
bool import_money(struct import *import, int field, char currency[CURRENCY_SIZE], int64_t *minor, bool *given);
/* Takes the amount for one in the configured currency, and says so once. 1; 0: the row was rejected; -1: none is
 * configured. */
int import_home_currency(struct import *import, int field, char currency[CURRENCY_SIZE], int64_t *minor);

/* Find an account by external id or exact name, for rows about accounts that are there. 1: found; 0: the row
 * was rejected; -1: failed. */
int import_account(struct import *import, int field, int64_t *account, struct error *error);
/* By exact name (the very bytes, else without regard to case): how many fit; *account is one of them. */
int import_by_name(struct book *book, const char *name, int64_t *account, struct error *error);
/* By external id, of whatever source. */
int import_by_external(struct book *book, const char *id, int64_t *account, struct error *error);
int import_account_exists(struct book *book, int64_t account, struct error *error);

/* What is to be done before the next row or measure: 0 go on, -1 stop, with the error said. */
bool import_stopped(const struct import *import, struct error *error);
int import_breathe(struct import *import, struct error *error);

/* import_via.c: the file that leads to the account. Opened once the columns are known. */
int import_via_open(struct import *import, struct error *error);
void import_via_close(struct import *import);
/* What that file calls the account of a word; the word itself without such a file; NULL: the row was rejected. */
const char *import_via(struct import *import, int field, const char *word);
/* The column of a header that holds the account by one of its usual names, -1 for none. */
int import_account_column(char *const *header, size_t count);

/* import_rejects.c */
int import_rejects_open(struct import *import, const char *path, struct error *error);
void import_rejects_add(struct import *import, const char *reason);
int import_rejects_flush(struct import *import, struct error *error);
int import_rejects_finish(struct import *import, struct error *error);
void import_rejects_drop(struct import *import);

/* import_decide.c: what is decided over a whole column. */
int import_decide(struct import *import, struct error *error);
/* import_columns.c: header, columns, rows. */
int import_choose(struct import *import, const char *path, struct error *error);
int import_find_header(const char *name, char *const *header, size_t count); /* -1: none is called so */
int import_start_rows(struct import *import, struct error *error);	     /* to the first row of data */
int import_next_row(struct import *import, struct error *error);	     /* 1: a row of data; 0: the end; -1 */
void import_columns_free(struct import *import);

#endif
