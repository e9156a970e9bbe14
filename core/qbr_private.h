#ifndef WAYMARK_CORE_QBR_PRIVATE_H
#define WAYMARK_CORE_QBR_PRIVATE_H
/* What the files of the agenda share: adding an item, and a part of the draft each. */
#include "core/qbr.h"
#include "core/vec.h"

#define QBR_EMPTY "/none" /* how the key of an item ends that stands for an empty section */

/* Takes key and text over. The item is open, without a day, until said otherwise. */
struct qbr_item *qbr_add(struct agenda *agenda, enum qbr_section section, enum qbr_audience audience, char *key,
			 char *text) __attribute__((nonnull, returns_nonnull));
/* An item that says of an empty section what to do about it. */
void qbr_add_empty(struct agenda *agenda, enum qbr_section section, const char *advice) __attribute__((nonnull));
void qbr_item_clear(struct qbr_item *item) __attribute__((nonnull));
bool qbr_is_empty(const struct qbr_item *item) __attribute__((nonnull));

static inline bool qbr_filled(const char *text)
{
	return text && *text;
}

/* The key of a milestone: its track's, which is another one where it stands as evidence, and its own. Yours. */
char *qbr_milestone_key(const char *kind, const struct track *track, int milestone) __attribute__((nonnull));

/* qbr_records.c, qbr_voice.c */
void qbr_draft_actions(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));
void qbr_draft_outcome_goals(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));
void qbr_draft_value(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));
void qbr_draft_promises(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));
void qbr_draft_voice(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));
void qbr_draft_ask(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));
void qbr_draft_decisions(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));

/* qbr_track.c */
void qbr_draft_achieved(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));
void qbr_draft_risks(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));
void qbr_draft_ahead(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));

#endif
