#ifndef WAYMARK_TUI_FORM_H
#define WAYMARK_TUI_FORM_H
/*
 * A form: a few fields, one after the other in the prompt, all of them in sight above it. Enter goes on and, on the
 * last one, runs the command that the fields are the words of; Up and Down go to another field, C-s writes at once;
 * Esc leaves and keeps what was typed as a draft. What is wrong is said at its field, and the field stays open.
 */
#include "tui/app.h"

enum form_kind {
	FORM_TEXT,
	FORM_DATE,  /* "fri", "+2w", 2026-12-04: shown as the day that it means */
	FORM_VALUE, /* a number with up to three decimals */
	FORM_ROLES,
	FORM_SENTIMENT,
	FORM_CONTACT, /* by name, of the selected account */
	FORM_OWNER,   /* who does something: anybody, contacts and whoever is at it are offered */
	FORM_LEVEL,
	FORM_CHOICE, /* one of choices */
};

/* Where its value goes on the command line. */
enum form_place { FORM_FIELD, FORM_WORD, FORM_OPTION };

struct form_field {
	const char *name; /* of FIELD=VALUE or --OPTION, and what errors call it */
	const char *label, *hint;
	enum form_kind kind;
	enum form_place place;
	bool must;
	const char *choices; /* "call|mail": of a text they are only offered */
};

#define FORM_FIELDS 10
#define FORM_HEAD 8

struct form {
	char *title, *draft;
	char *head[FORM_HEAD]; /* the words that the command begins with */
	int head_count;
	const struct form_field *fields;
	int count, at;
	char *before[FORM_FIELDS], *values[FORM_FIELDS];
	char *error;
	int (*write)(struct app *app, const struct form *form,
		     struct error *error); /* instead of a command; NULL */
	void (*then)(struct app *app);	   /* NULL */
	bool drafted;			   /* what is in it comes from a draft */
};

/* A form that runs head (ended by NULL) with its fields, which outlive it; then its values, then the first question.
 * A value that stays as form_value() gave it is not part of the command, but for words. */
void form_begin(struct app *app, const char *title, const char *const *head, const struct form_field *fields,
		int count) __attribute__((nonnull));
void form_value(struct app *app, const char *name, const char *value) __attribute__((nonnull(1, 2)));
/* What writes it instead of a command. An error that begins with a field's name and a colon is said at that field. */
void form_calls(struct app *app, int (*write)(struct app *app, const struct form *form, struct error *error))
	__attribute__((nonnull));
/* What is done once it is written and closed. */
void form_then(struct app *app, void (*then)(struct app *app)) __attribute__((nonnull));
/* What is in a field by now; "" where there is no such one. */
const char *form_text(const struct form *form, const char *name) __attribute__((nonnull, returns_nonnull));
void form_ask(struct app *app) __attribute__((nonnull));
void form_close(struct app *app) __attribute__((nonnull));
/* The lines it wants, 0 when none is open; draw it into so many at most. */
int form_height(const struct app *app) __attribute__((nonnull));
void form_draw(const struct app *app, struct rect at) __attribute__((nonnull));

/* tui/form_fields.c: what a kind takes, says and offers. */
/* Checks a value that is not empty, and may replace it by what it means. */
int form_check(struct app *app, const struct form_field *field, char **value, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* What a value means, to stand beside it. */
void form_say(const struct app *app, const struct form_field *field, const char *value, struct buf *out)
	__attribute__((nonnull));
/* For prompt.complete; data is the app. */
void form_complete(void *data, const char *text, size_t cursor, struct prompt *prompt);

#endif
