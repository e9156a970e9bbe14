#ifndef WAYMARK_CORE_DATE_H
#define WAYMARK_CORE_DATE_H
/*
 * Civil dates (proleptic Gregorian, no zone, no time) as days since 1970-01-01.
 * In files and output ISO 8601. Valid are 0001-01-01 to 9999-12-31.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/error.h"

typedef int32_t day_t;

#define DAY_NONE INT32_MIN
#define DATE_SIZE 11 /* "2026-11-22" and its NUL */

struct civil {
	int year, month, day; /* 1..9999, 1..12, 1..31 */
};

day_t date_from_civil(int year, int month, int day); /* DAY_NONE when there is no such date */
struct civil date_to_civil(day_t date);

/* "2026-11-22" into text of DATE_SIZE; "" for DAY_NONE. Returns text. */
char *date_format(day_t date, char *text) __attribute__((nonnull));
/* "22 Nov" within half a year of today, else "22 Nov 2026": for screens. Size 16. */
char *date_format_short(day_t date, day_t today, char *text) __attribute__((nonnull));
/* "Sun 22 Nov 2026". Size 16. */
char *date_format_long(day_t date, char *text) __attribute__((nonnull));

/* ISO 8601 YYYY-MM-DD and nothing else. */
int date_parse(const char *text, day_t *date, struct error *error) __attribute__((nonnull, warn_unused_result));
/* What a person types: ISO, "today", "yesterday", "tomorrow", a weekday's name or
 * its first three letters (the next one after today), "+2w" "-3d" "+1m" "+1y". */
int date_parse_typed(const char *text, day_t today, day_t *date, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* The same day n months on, or the month's last where it has no such day. */
day_t date_add_months(day_t date, int months);
int date_weekday(day_t date); /* 0 Sunday .. 6 Saturday */

/*
 * The forms that exports contain, read over a whole column first, then cell by
 * cell: a column votes for its day/month order, and an undecidable one is asked
 * about, never guessed.
 */
enum date_order {
	DATE_ORDER_UNKNOWN,  /* nothing seen that would tell */
	DATE_ORDER_DMY,	     /* 31/12/2024 */
	DATE_ORDER_MDY,	     /* 12/31/2024 */
	DATE_ORDER_YMD,	     /* 2024-12-31: needs no vote */
	DATE_ORDER_CONFLICT, /* cells for both */
};

struct date_votes {
	size_t cells;	 /* non-blank ones seen */
	size_t iso;	 /* year first, Unix seconds, Excel serials: no doubt */
	size_t only_dmy; /* readable as day first alone */
	size_t only_mdy;
	size_t both; /* readable in both orders with different results */
};

/* Count one cell; blanks and what is no date in any form count nothing but cells. */
void date_vote(struct date_votes *votes, const char *cell) __attribute__((nonnull));
enum date_order date_votes_order(const struct date_votes *votes) __attribute__((nonnull));

/* Read a cell in any of the forms: ISO dates and datetimes (T or blank, seconds,
 * fractions, Z, +0000), D.M.Y D/M/Y D-M-Y M/D/Y by order with 2- or 4-digit years
 * (00-68: 2000s, 69-99: 1900s) and an optional time, Unix seconds (9 to 11 digits),
 * Excel serials (5 digits, 1954-2119). Blank, "NULL" and "null" give DAY_NONE.
 * The date is taken as written, with no shift by zone; Unix seconds are UTC. */
int date_parse_cell(const char *cell, enum date_order order, day_t *date, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
