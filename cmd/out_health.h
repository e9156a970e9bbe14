#ifndef WAYMARK_CMD_OUT_HEALTH_H
#define WAYMARK_CMD_OUT_HEALTH_H
/* Health in words and as JSON: why it is what it is, why it moved, what would move it, and what was shown. */
#include "cmd/out.h"
#include "cmd/records.h"
#include "core/ledger.h"
#include "storage/history.h"

/* An account with the names of its records, by which events and moves are said. */
struct health_account {
	struct account_detail detail; /* over the main track */
	struct contacts contacts;
	struct promises promises;
	struct outcomes outcomes;
	struct override override;
};
/* Into a zeroed one. */
int health_account_load(struct ctx *ctx, int64_t account, struct health_account *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void health_account_clear(struct health_account *account) __attribute__((nonnull));

/* The table of indicators. */
void say_indicators(const struct ctx *ctx, struct buf *out, const struct account_detail *detail)
	__attribute__((nonnull));
/* "the number alone is watch; set by hand to risk until ...", where the band is not the number's. */
void say_band_cause(const struct ctx *ctx, struct buf *out, const struct health_account *account)
	__attribute__((nonnull));

/* What a line of the ledger tells, without its points. */
void ledger_line_say(const struct health_account *account, const struct ledger_line *line, struct buf *out)
	__attribute__((nonnull));
void say_ledger(const struct ctx *ctx, struct buf *out, const struct health_account *account,
		const struct ledger *ledger) __attribute__((nonnull));
json_t *out_json_ledger(const struct health_account *account, const struct ledger *ledger) __attribute__((nonnull));

/* What an act is, and by how much the score that is shown would rise. */
void move_say(const struct health_account *account, const struct move *move, struct buf *out)
	__attribute__((nonnull));
int move_points(const struct health_account *account, const struct move *move) __attribute__((nonnull));
/* How many from one on are ticks of as many points as it; 1 where it is none. */
size_t moves_alike(const struct health_account *account, const struct moves *moves, size_t from)
	__attribute__((nonnull));
/* The best few; most 0: all. */
void say_moves(const struct ctx *ctx, struct buf *out, const struct health_account *account,
	       const struct moves *moves, size_t most) __attribute__((nonnull));
json_t *out_json_moves(const struct health_account *account, const struct moves *moves) __attribute__((nonnull));

void say_history(const struct ctx *ctx, struct buf *out, const struct score_rows *rows) __attribute__((nonnull));
json_t *out_json_history(const struct score_rows *rows) __attribute__((nonnull));

#endif
