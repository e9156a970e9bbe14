#ifndef WAYMARK_CMD_PLAYS_H
#define WAYMARK_CMD_PLAYS_H
/* What the commands of flags, plays and tasks share. */
#include "cmd/records.h"
#include "storage/plays.h"

extern const char *const *const todo_field_names;

/* ---- out_plays.c ---- */

/* An account's name; "an account that is gone". Yours. */
char *ctx_account_name(struct ctx *ctx, int64_t account) __attribute__((nonnull, returns_nonnull));
json_t *out_json_todo(const struct todo *todo, day_t as_of) __attribute__((nonnull));
/* account (may be NULL): its name, where the list is of the whole book. */
json_t *out_json_flag(const struct flag_row *row, const char *account) __attribute__((nonnull(1)));
json_t *out_json_play(const struct play *play, const char *account) __attribute__((nonnull(1)));

void print_todos(const struct ctx *ctx, const struct todos *todos) __attribute__((nonnull));
/* named: with the account of each. */
void print_flags(struct ctx *ctx, const struct flag_rows *flags, bool named) __attribute__((nonnull));
void print_plays(struct ctx *ctx, const struct plays *plays, bool named) __attribute__((nonnull));
const char *flag_title(const struct flag_row *row) __attribute__((nonnull)); /* its key where it has none */

/* What "show" says of an account. */
int show_plays_json(struct ctx *ctx, int64_t account, json_t *object, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int show_plays_text(struct ctx *ctx, int64_t account, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
