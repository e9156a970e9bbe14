#ifndef WAYMARK_CMD_ACT_QBR_H
#define WAYMARK_CMD_ACT_QBR_H
/* The agenda of a business review on the command line: what the files of "qbr" share. */
#include "cmd/out.h"
#include "storage/reviews.h"

/* One use of the command. */
struct qbr_use {
	struct ctx *ctx;
	const struct args *args;
	struct outcome *outcome;
	const char *verb; /* "": show the agenda */
	int64_t account;
	struct account_detail detail;
	struct agenda agenda;
	struct buf sentence; /* what was done */
};
/* The account and the agenda of its next review. */
int qbr_load(struct qbr_use *use, struct error *error) __attribute__((nonnull, warn_unused_result));
/* The nth word after the verb, NULL past the last. */
const char *qbr_word(const struct qbr_use *use, int n) __attribute__((nonnull));

/* An item by its number as shown ("2.3": the third of the second section) or its key. */
int qbr_item_named(const struct qbr_use *use, const char *name, struct qbr_item **item, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* act_qbr_edit.c: what changes items. Each writes within a transaction, and the sentence. */
typedef int qbr_change(struct qbr_use *use, struct error *error);
qbr_change qbr_edit, qbr_add_item, qbr_move, qbr_mark, qbr_say, qbr_decide, qbr_action, qbr_commit, qbr_ask;

/* act_qbr_show.c: --json, --format or for people at a terminal. */
int qbr_print(struct qbr_use *use, struct error *error) __attribute__((nonnull, warn_unused_result));
int qbr_print_list(struct qbr_use *use, struct error *error) __attribute__((nonnull, warn_unused_result));
/* One that was held: of a day, or the last. */
int qbr_print_record(struct qbr_use *use, struct error *error) __attribute__((nonnull, warn_unused_result));

/* Words that may stand behind the verb; words are those before it. */
void complete_qbr(struct ctx *ctx, const char *const *words, int word_count,
		  void (*each)(void *data, const char *word), void *data) __attribute__((nonnull(1, 2, 4)));

#endif
