#ifndef WAYMARK_CMD_ARGS_H
#define WAYMARK_CMD_ARGS_H
/*
 * Arguments by the text in the action table: the same text that help shows is what
 * is parsed, so that they cannot disagree.
 */
#include <stdbool.h>

#include "core/error.h"

#define ARGS_MAX_POSITIONAL 6
#define ARGS_MAX_OPTIONS 24

struct arg_spec {
	char name[32];	   /* "ACCOUNT"; an option's without the dashes */
	char value[48];	   /* an option's value: "DATE", "us|them"; "" for a flag */
	char choices[128]; /* a positional or value that must be one of these: "yes|no|na|open" */
	bool optional, repeated;
};

struct args_spec {
	struct arg_spec positional[ARGS_MAX_POSITIONAL];
	int positional_count;
	struct arg_spec options[ARGS_MAX_OPTIONS];
	int option_count;
};

/* Read a table's argument text. A mistake in it is a bug and ends the process. */
void args_spec_parse(const char *arguments, struct args_spec *out) __attribute__((nonnull));

/* The name of the option that this one nearly is, NULL when none is near. */
const char *args_nearest_option(const struct args_spec *spec, const char *name) __attribute__((nonnull));

struct args {
	struct args_spec spec;
	char **words; /* positionals in order; borrowed from argv */
	int word_count;
	struct {
		int option; /* index into spec.options */
		const char *value;
	} * given;
	int given_count;
};

/* argv[0] is the command's name; options may stand anywhere, "--" ends them. ERROR_USAGE names the
 * word and the nearest option. Free with args_free(). */
int args_parse(const char *arguments, int argc, char *const *argv, struct args *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void args_free(struct args *args) __attribute__((nonnull));

/* The value of an option, NULL when not given; a flag's is "". The last one given counts. */
const char *args_option(const struct args *args, const char *name) __attribute__((nonnull));
/* The nth value of a repeated option, NULL past the last. */
const char *args_option_nth(const struct args *args, const char *name, int n) __attribute__((nonnull));
/* The nth positional word, NULL past the last. */
const char *args_word(const struct args *args, int n) __attribute__((nonnull));

#endif
