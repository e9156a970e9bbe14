#ifndef WAYMARK_CORE_COLUMN_H
#define WAYMARK_CORE_COLUMN_H
/*
 * The portfolio's columns, once: what they are called, how wide, what they
 * hold, how two rows compare. Drawing, sorting, filtering and CSV are made from it.
 */
#include "core/account.h"

enum column {
	COLUMN_NAME,
	COLUMN_STAGE,
	COLUMN_HEALTH,
	COLUMN_RENEWAL,
	COLUMN_ARR,
	COLUMN_AT_STAKE,
	COLUMN_SEGMENT,
	COLUMN_CSM,
	COLUMN_STATUS,
	COLUMN_LAST_TOUCH,
	COLUMN_DAYS,
	COLUMN_START,
	COLUMN_EXTERNAL_ID,
	COLUMN_LENS, /* the stage on the track shown beside the main one; unknown to all while there is none */
	COLUMN_COUNT,
};

enum column_kind { COLUMN_TEXT, COLUMN_NUMBER, COLUMN_DATE, COLUMN_MONEY };

struct column_info {
	const char *key;   /* "renewal": for filters, --sort and configuration */
	const char *title; /* "Renew"; the lens is titled by its track where one is chosen */
	enum column_kind kind;
	int width;	 /* cells wanted, without the gap */
	bool right;	 /* aligned right */
	bool descending; /* sorted so at first */
	int keep;	 /* columns with the lowest go first when it gets narrow */
};

const struct column_info *column_info(enum column column);
/* By key or an alias ("renew", "renewal_date", "last"); COLUMN_COUNT when there is none. */
enum column column_find(const char *key) __attribute__((nonnull));

/* The raw value: text or NULL; number, date or minor units (unknown: *known false). */
const char *column_text(enum column column, const struct account_row *row) __attribute__((nonnull));
int64_t column_number(enum column column, const struct account_row *row, bool *known) __attribute__((nonnull));

/* <0, 0, >0; unknown values last in both directions; ties by name, then id. */
int column_compare(enum column column, bool descending, const struct account_row *a, const struct account_row *b)
	__attribute__((nonnull));

#endif
