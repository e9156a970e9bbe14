#ifndef WAYMARK_STORAGE_CONFIG_H
#define WAYMARK_STORAGE_CONFIG_H
/*
 * Configuration: options as rows (storage/option.def), read from a libconfig file
 * ($XDG_CONFIG_HOME/waymark/waymark.cfg), and where things are. The file may also hold a
 * group "keys", which the console reads with its own parser for keys.
 */
#include <stdbool.h>

#include "core/error.h"
#include "core/health.h"

enum option_id {
#define OPTION(id, name, kind, initial, low, high, help) OPTION_##id,
#include "storage/option.def"
#undef OPTION
	OPTION_COUNT,
};

struct config {
	char *text[OPTION_COUNT];  /* of kind TEXT; never NULL */
	long number[OPTION_COUNT]; /* of kind NUMBER */
	char *share_dir;	   /* where tracks/, imports/, demo/ are: the source tree's for a program run
				    * from its build folder, else the installed one; WAYMARK_SHARE decides */
	char *file;		   /* the file that was read, or where it would be */
};

struct option_info {
	const char *name, *initial, *help;
	bool is_number;
	long low, high;
};
const struct option_info *option_info(enum option_id id);

/* Defaults, then the file where there is one; errors name file, line and option. program is argv[0] or
 * NULL. */
int config_load(struct config *config, const char *program, struct error *error)
	__attribute__((nonnull(1, 3), warn_unused_result));
void config_free(struct config *config) __attribute__((nonnull));

/* The limits for scores as configured. */
struct health_limits config_limits(const struct config *config) __attribute__((nonnull));

/* -b's value, else WAYMARK_BOOK, else $XDG_DATA_HOME/waymark/book.db. Yours to free. */
char *config_book_path(const char *given) __attribute__((returns_nonnull, warn_unused_result));
/* A file of the share folder: config_share(c, "tracks/cst-saas.cfg"). Yours to free. */
char *config_share(const struct config *config, const char *name) __attribute__((nonnull, returns_nonnull));
/* $XDG_STATE_HOME/waymark/NAME, its folder made (0700); NULL when that cannot be. Yours to free. */
char *config_state_file(const char *name) __attribute__((nonnull));

/* The one clock: WAYMARK_TODAY, else the local date. */
int clock_today(day_t *today, struct error *error) __attribute__((nonnull, warn_unused_result));
/* Milliseconds since 1970 UTC. */
int64_t clock_now(void);

#endif
