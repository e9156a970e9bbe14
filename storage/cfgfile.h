#ifndef WAYMARK_STORAGE_CFGFILE_H
#define WAYMARK_STORAGE_CFGFILE_H
/*
 * Files in libconfig's format, read with care: they come from outside, and whoever
 * wrote one by hand has to be told the line and what to do about it. The parser
 * itself says "syntax error" some lines late, wraps large numbers silently and follows
 * includes anywhere, so the text is gone through here before it sees it.
 *
 * Every message reads FILE:LINE: what is wrong; what to do.
 */
#include <libconfig.h>
#include <stdbool.h>
#include <stddef.h>

#include "core/error.h"

#define CFG_MAX_BYTES ((size_t)4 << 20)
#define CFG_MAX_DEPTH 32

struct cfgfile {
	config_t config;
	char *name; /* as it stands in messages */
	char *text; /* the content, for quoting lines */
};

/* Read a file, or a text under a name. On failure there is nothing to free. */
int cfgfile_read(struct cfgfile *file, const char *path, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int cfgfile_parse(struct cfgfile *file, const char *name, const char *text, size_t size, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void cfgfile_free(struct cfgfile *file) __attribute__((nonnull));

/* Whether text follows the format: brackets, commas, quotes, numbers that fit an int, only
 * ASCII outside strings and comments, no include. Called by the two above. */
int cfg_check_syntax(const char *name, const char *text, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* Fill error with the place of a setting before the message; returns -1. */
int cfg_fail(const struct cfgfile *file, const config_setting_t *where, struct error *error, const char *format,
	     ...) __attribute__((format(printf, 4, 5), nonnull));

/*
 * Members of a group. What is missing leaves *out NULL or as it was; what has the wrong type
 * or is out of bounds is an error. A string is valid UTF-8 of at most max bytes, without
 * control characters, and not blank; borrowed until the file is freed.
 */
int cfg_string(const struct cfgfile *file, const config_setting_t *group, const char *name, size_t max,
	       const char **out, struct error *error) __attribute__((nonnull, warn_unused_result));
int cfg_number(const struct cfgfile *file, const config_setting_t *group, const char *name, int low, int high,
	       int *out, struct error *error) __attribute__((nonnull, warn_unused_result));
int cfg_bool(const struct cfgfile *file, const config_setting_t *group, const char *name, bool *out,
	     struct error *error) __attribute__((nonnull, warn_unused_result));
/* A list ( ) or an array [ ]; each item a group when groups is set, else a string as above. */
int cfg_list(const struct cfgfile *file, const config_setting_t *group, const char *name, bool groups,
	     const config_setting_t **out, struct error *error) __attribute__((nonnull, warn_unused_result));
/* One of the words, which end with NULL; *out is its index. */
int cfg_word(const struct cfgfile *file, const config_setting_t *group, const char *name, const char *const *words,
	     int *out, struct error *error) __attribute__((nonnull, warn_unused_result));

/* Refuse a setting of the group that is not among names (ending with NULL), with the nearest
 * one as a hint. what says where such settings belong: "a stage". */
int cfg_known(const struct cfgfile *file, const config_setting_t *group, const char *what, const char *const *names,
	      struct error *error) __attribute__((nonnull, warn_unused_result));

/* The word nearest to one that is not among them, or NULL when none is near. */
const char *cfg_nearest(const char *word, const char *const *words) __attribute__((nonnull));

#endif
