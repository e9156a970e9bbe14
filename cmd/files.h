#ifndef WAYMARK_CMD_FILES_H
#define WAYMARK_CMD_FILES_H
/*
 * Tracks, scorecards and playbooks as files: found by name, checked, taken out of the book, given back. What of
 * these is one is said in a word ("scorecard").
 */
#include "cmd/out.h"

/* A folder of share/: "plays". NULL without; yours to free. */
char *files_folder(const struct ctx *ctx, const char *name) __attribute__((nonnull));
/* The file of that name; else, for what may be an id, the one that ships in the folder (may be NULL). Yours. */
char *files_find(const char *folder, const char *name) __attribute__((nonnull(2), returns_nonnull));
/* Where there is neither: says what ships. Returns -1. */
int files_not_found(const char *folder, const char *what, const char *name, struct error *error)
	__attribute__((nonnull(2, 3, 4)));

/* Check one file: what it holds into an object, a line of it into said, or -1 with the error. */
typedef int file_check(struct ctx *ctx, const char *path, json_t **object, struct buf *said, struct error *error);
/* All files that the words after the first name. One alone that is wrong is told as the error that it is. */
int files_check(struct ctx *ctx, const struct args *args, file_check *check, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* Take one away from the book by its key, in an entry of its own. */
typedef int stored_drop(struct book *book, const char *key, struct error *error);
int files_drop(struct ctx *ctx, const char *action, const char *what, const char *key, stored_drop *drop,
	       struct outcome *outcome, struct error *error) __attribute__((nonnull, warn_unused_result));

/* Give the text of one that is stored back as it is, so that it loads back identical: into a new file, or (path NULL) to
 * who asked, as JSON in an object, which is dropped here. */
struct stored_file {
	const char *what, *key, *text;
	json_t *object; /* NULL: one with the id alone */
};
int files_export(struct ctx *ctx, const struct stored_file *stored, const char *path, struct outcome *outcome,
		 struct error *error) __attribute__((nonnull(1, 2, 4, 5), warn_unused_result));

/* Write text to a file that is not there yet; nothing of it is left where that fails. */
int file_write_new(const char *path, const char *text, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
