#ifndef WAYMARK_STORAGE_IMPORT_ACCOUNTS_H
#define WAYMARK_STORAGE_IMPORT_ACCOUNTS_H
/* Shared by the two halves of importing accounts: reading a row, and writing what it says. */
#include "storage/import_memory.h"

enum account_field {
	A_EXTERNAL_ID,
	A_SOURCE,
	A_NAME,
	A_SEGMENT,
	A_CSM,
	A_STATUS,
	A_ARR,
	A_CURRENCY,
	A_START,
	A_RENEWAL,
	A_DEFINITION,
	A_MEASURE,
	A_NARRATIVE,
	A_PATH,
	A_NEXT_STEP,
	A_DELETED,
	A_FIELDS,
};

struct accounts {
	VEC(struct slot) slots;		 /* in order of key */
	struct slot *of_field[A_FIELDS]; /* NULL where the file has no such column */
	struct seen lines;		 /* which line an account stood on */
	struct buf key_id, memory;
	struct memory old;
	int64_t track;
};

/* A row as it was read; text is borrowed. */
struct account_line {
	int64_t account;
	bool found;
	const char *external_id, *source, *key_id; /* NULL without an id */
	enum account_status status;
	day_t start, renewal; /* DAY_NONE */
	int64_t arr;
	char currency[CURRENCY_SIZE]; /* "" */
};

/* import_account_write.c; they count the row. */
int account_add(struct import *import, const struct account_line *line, struct error *error);
int account_update(struct import *import, const struct account_line *line, struct error *error);
int account_values_currency(struct book *book, int64_t account, char currency[CURRENCY_SIZE], struct error *error);
/* Accounts of the source that stood on no line, into the report. */
int accounts_missing(struct import *import, const struct seen *lines, struct error *error);

#endif
