#ifndef WAYMARK_CORE_IDS_H
#define WAYMARK_CORE_IDS_H
/*
 * Keys of rows that have a natural key: its parts hashed to 63 bits, so that
 * two laptops that record the same fact give it the same key. Never 0.
 */
#include <stdint.h>

/* The account that stands for the organisation itself: its answers to tracks with that subject hang
 * on it like any account's. It is in no list of accounts. */
#define ORGANISATION_ID INT64_C(1)
#define ORGANISATION_NAME "@organisation"

/* Over the parts up to a NULL: id_hash("track", "cst-saas", NULL). */
int64_t id_hash(const char *part, ...) __attribute__((sentinel));

int64_t id_account(const char *source, const char *external_id);
int64_t id_track(const char *track);
int64_t id_stage(const char *track, const char *stage);
int64_t id_milestone(const char *track, const char *milestone);
int64_t id_task(const char *track, const char *milestone, const char *task);
int64_t id_cell(const char *track, const char *cell);
/* nth: how many answers this writer had given to it on that day before. */
int64_t id_answer(int64_t account, int64_t milestone, int32_t day, const char *writer, int nth);

#endif
