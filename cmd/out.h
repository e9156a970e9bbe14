#ifndef WAYMARK_CMD_OUT_H
#define WAYMARK_CMD_OUT_H
/*
 * How answers leave: text for people (made safe, numbers grouped), JSON and CSV for
 * programs (exact).
 */
#include <jansson.h>

#include "cmd/act.h"
#include "core/document.h"
#include "storage/facts_store.h"

/* ---- text ---- */

enum text_signs out_signs(const struct ctx *ctx) __attribute__((nonnull));
/* Foreign text, made safe; NULL adds nothing. */
void out_safe(const struct ctx *ctx, struct buf *out, const char *text) __attribute__((nonnull(1, 2)));
/* printf of our own words and numbers, then written to ctx->out. Foreign text goes through out_safe(). */
void out_print(const struct ctx *ctx, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(1)));
/* Write and empty the buffer. */
void out_flush(const struct ctx *ctx, struct buf *buf) __attribute__((nonnull));
/* "✔" "✘" "–" " ", or x ! - and a blank. */
const char *out_mark(const struct ctx *ctx, enum answer answer) __attribute__((nonnull));
/* "71 watch +6", "unknown"; "71 risk* +6" where the band was set by hand. */
void out_health(const struct ctx *ctx, struct buf *out, const struct account_row *row) __attribute__((nonnull));
/* One cell of the portfolio for people. */
void out_cell(const struct ctx *ctx, struct buf *out, enum column column, const struct account_row *row)
	__attribute__((nonnull));

/* Health with its parts: a line for the whole, a line each. */
void out_dimensions(const struct ctx *ctx, struct buf *out, const struct account_detail *detail)
	__attribute__((nonnull));

/* ---- tracks and their tasks, out_track.c ---- */

/* The checklist of the detail's track: stages with what is marked of them, questions with their answers. */
int out_track(const struct ctx *ctx, struct buf *out, const struct account_detail *detail, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The same as JSON, with each task; NULL on an error. */
json_t *out_json_track(const struct ctx *ctx, const struct account_detail *detail, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* When a task is due, and whether that was said by hand or is the template's. */
struct task_view {
	day_t due; /* DAY_NONE: not, or not yet: a template's days count from the day its stage is entered */
	bool by_hand, overdue;
};
struct task_view task_view_of(const struct ctx *ctx, const struct account_detail *detail, int milestone,
			      const struct task *task, const struct task_state *state) __attribute__((nonnull));
/* Both of each task of a milestone of the detail's track; free them together. */
int milestone_tasks(const struct ctx *ctx, const struct account_detail *detail, int milestone,
		    struct task_state **states, struct task_view **views, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void milestone_tasks_free(const struct milestone *milestone, struct task_state *states, struct task_view *views)
	__attribute__((nonnull(1)));
json_t *out_json_tasks(const struct milestone *milestone, const struct task_state *states,
		       const struct task_view *views) __attribute__((nonnull));

/* A table whose columns are as wide as what they hold; cut to the terminal. */
struct table_column {
	const char *title;
	bool right;
	int keep; /* on a narrow terminal the least goes first, whole; 0: never, it is cut */
};
struct table {
	const struct table_column *columns;
	int count;
	VEC(char *) cells; /* row by row */
};
/* The next cell, left to right; text is safe already and copied. */
void table_add(struct table *table, const char *safe) __attribute__((nonnull));
void table_print(const struct ctx *ctx, struct table *table) __attribute__((nonnull)); /* and frees its cells */
void table_clear(struct table *table) __attribute__((nonnull));
void table_markdown(const struct ctx *ctx, struct table *table) __attribute__((nonnull));

/* ---- JSON ---- */

json_t *out_json_text(const char *text); /* null for NULL; invalid bytes become U+FFFD */
json_t *out_json_day(day_t day);	 /* null for DAY_NONE */
json_t *out_json_money(int64_t minor, const char *currency) __attribute__((nonnull));
json_t *out_json_points(int hundredths);	   /* whole, null when unknown */
json_t *out_json_shown(int scale, int hundredths); /* as people see it: "72", of 10 "7.2" */
json_t *out_json_account(const struct ctx *ctx, const struct account_row *row) __attribute__((nonnull));
json_t *out_json_dimensions(const struct account_detail *detail, bool indicators) __attribute__((nonnull));
/* The indicators that are beside the score. */
json_t *out_json_beside(const struct account_detail *detail) __attribute__((nonnull));
json_t *out_json_document(const struct document *document) __attribute__((nonnull));
json_t *out_json_effect(const struct effect *effect) __attribute__((nonnull));
/* Write one value, indented, and drop it. */
void out_json(const struct ctx *ctx, json_t *value) __attribute__((nonnull));

/* An array written element by element; a zeroed struct starts it. */
struct json_stream {
	size_t count;
};
void json_stream_add(const struct ctx *ctx, struct json_stream *stream, json_t *value) __attribute__((nonnull));
void json_stream_end(const struct ctx *ctx, const struct json_stream *stream) __attribute__((nonnull));

/* ---- CSV ---- */

enum csv_kind { CSV_TEXT, CSV_EXACT }; /* exact: numbers and dates of ours, never guarded */
/* Append one field; first of its row or not. NULL is empty. Text that a spreadsheet would take for a
 * formula gets a ' in front; invalid bytes become U+FFFD. */
void csv_field(struct buf *out, bool first, enum csv_kind kind, const char *text) __attribute__((nonnull(1)));
void csv_end(struct buf *out) __attribute__((nonnull));

#endif
