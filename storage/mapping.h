#ifndef WAYMARK_STORAGE_MAPPING_H
#define WAYMARK_STORAGE_MAPPING_H
/*
 * Which column of an export is which field of ours: presets in share/imports/, a
 * libconfig file a source. One is chosen by the header row or named.
 */
#include <stdbool.h>
#include <stddef.h>

#include "core/date.h"
#include "core/error.h"
#include "core/money.h"
#include "core/vec.h"

struct mapping_value {
	char *from, *to;
};

struct mapping_field {
	char *name;			  /* ours: "renewal_date" */
	VEC(char *) columns;		  /* header names; the first that the file has counts */
	VEC(struct mapping_value) values; /* cells that stand for other words, without regard to case */
	int multiply;			  /* an amount times this (12: a month's to a year's) */
	int key_length;			  /* an id is known by its first so many characters; 0: all */
	bool cents;			  /* an amount in minor units */
	bool months_before;		  /* a number of months before the day of the import, as a date */
};

/* A measure that a row holds besides others: the value of a column, or one for each row. */
struct mapping_measure {
	char *key;
	char *column; /* NULL: none, where rows are counted */
	char *when;   /* counted are only rows with this in the column, without regard to case; NULL: all */
	bool count;
};

struct mapping {
	char *name, *file;	      /* file NULL: built in */
	char *source;		      /* stored with the accounts' ids */
	char *kind;		      /* "accounts" */
	char *refuse;		      /* not NULL: such a file is of another kind; why, for people */
	char currency[CURRENCY_SIZE]; /* "" */
	char decimal;		      /* 0: not known */
	enum date_order date_order;   /* DATE_ORDER_UNKNOWN: not known */
	bool any_source;	      /* an id means the account that has it, whatever source it came from */
	VEC(struct mapping_match { VEC(char *) columns; }) matches; /* one of these sets of headers must be there */
	VEC(struct mapping_field) fields;
	VEC(char *) ignored; /* columns not kept */
	char *via;	     /* what the rows are about where that is no account: "subscription"; a file leads on */
	bool sum;	     /* measures of one key and day are added up */
	VEC(struct mapping_measure) measures;
	char *survey; /* "nps" or "csat": of rows that do not say */
	char *scale;  /* theirs: "1-5" */
};

struct mapping_set {
	struct mapping *items;
	size_t count, room;
};

/* Reads one preset of a kind whose fields are these names (ending with NULL). Errors name file and line. */
int mapping_read(struct mapping *out, const char *path, const char *kind, const char *const *fields,
		 struct error *error) __attribute__((nonnull, warn_unused_result));
/* Waymark's own CSV: each field's column is called like the field; must names the columns that have to be
 * there, with some of which (NULL: none) one must be. */
void mapping_builtin(struct mapping *out, const char *kind, const char *const *fields, const char *const *must,
		     const char *const *with) __attribute__((nonnull(1, 2, 3, 4)));
void mapping_clear(struct mapping *mapping) __attribute__((nonnull));

/* Every preset of a kind in a folder (NULL: none), in order of name, and the built-in one. */
int mapping_set_load(struct mapping_set *out, const char *folder, const char *kind, const char *const *fields,
		     const char *const *must, const char *const *with, struct error *error)
	__attribute__((nonnull(1, 3, 4, 5, 7), warn_unused_result));
void mapping_set_free(struct mapping_set *set) __attribute__((nonnull));
const struct mapping *mapping_named(const struct mapping_set *set, const char *name) __attribute__((nonnull));

/* How well a header fits: how many of its columns the preset knows, 0 when it does not fit. One without
 * match names fits by its fields alone, and any other is preferred. */
int mapping_score(const struct mapping *mapping, const char *const *header, size_t count) __attribute__((nonnull));
/* How many columns the preset knows, whether it would be chosen or not. */
int mapping_known(const struct mapping *mapping, const char *const *header, size_t count) __attribute__((nonnull));
#define MAPPING_GENERAL 100000 /* what a preset with match names scores above others */

/* Index of the column a field is read from, -1 for none; the field by name, NULL for none. */
int mapping_column(const struct mapping_field *field, const char *const *header, size_t count)
	__attribute__((nonnull));
const struct mapping_field *mapping_field(const struct mapping *mapping, const char *name) __attribute__((nonnull));
bool mapping_ignores(const struct mapping *mapping, const char *column) __attribute__((nonnull));
/* The word a cell stands for, else the cell itself. */
const char *mapping_value(const struct mapping_field *field, const char *cell) __attribute__((nonnull));

#endif
