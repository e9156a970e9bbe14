#ifndef WAYMARK_STORAGE_CSV_H
#define WAYMARK_STORAGE_CSV_H
/*
 * Reading CSV: RFC 4180 and what exports really contain. Encoding and delimiter
 * are found out; line ends are LF, CRLF or CR, mixed even; a quote that does not
 * begin its cell is an ordinary character. The file is never in memory as a whole: one
 * record is lent at a time. It may be read again from the start; what cannot be (a pipe) is
 * first copied to a file without a name.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/error.h"
#include "storage/encoding.h"

#define CSV_MAX_CELL ((size_t)1 << 20) /* bytes */
#define CSV_MAX_RECORD ((size_t)16 << 20)

struct csv_cell {
	char *text; /* UTF-8, NUL-terminated besides what NUL bytes it may hold */
	size_t size;
};

struct csv_record {
	struct csv_cell *cells; /* lent until the next call; text may be written to */
	size_t count;		/* at least 1 */
	long line;		/* in the file, where the record begins, from 1 */
	long number;		/* of the record, from 1; blank lines are none */
	bool after_blank;	/* a blank line stood before it */
	bool has_nul;		/* some cell holds a NUL byte */
	bool bad_text;		/* some cell is not UTF-8, in a file that says it is by its mark */
};

struct csv;

/* path "-" is standard input. delimiter 0: found out from the first rows, among , ; and TAB. */
int csv_open(struct csv **out, const char *path, char delimiter, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void csv_close(struct csv *csv); /* NULL does nothing */

/* 1: a record; 0: the end; -1: an error that names file and line (a quote never closed, a cell past
 * CSV_MAX_CELL, the disk). Blank lines are skipped. */
int csv_next(struct csv *csv, struct csv_record *record, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* To the start again. */
int csv_rewind(struct csv *csv, struct error *error) __attribute__((nonnull, warn_unused_result));

enum encoding csv_encoding(const struct csv *csv) __attribute__((nonnull));
char csv_delimiter(const struct csv *csv) __attribute__((nonnull));
int csv_percent(const struct csv *csv) __attribute__((nonnull)); /* how much of the file was read */

/* Append a cell as RFC 4180 wants it, quoted where it has to be. */
void csv_put(struct buf *out, const char *text, size_t size) __attribute__((nonnull));

/* Whether a spreadsheet would take a cell for a formula: an export writes it with a ' in front, and an import
 * takes one off. A plain number is none. */
bool csv_is_guarded(const char *text) __attribute__((nonnull));

#endif
