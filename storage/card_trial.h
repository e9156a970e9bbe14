#ifndef WAYMARK_STORAGE_CARD_TRIAL_H
#define WAYMARK_STORAGE_CARD_TRIAL_H
/*
 * A scorecard tried on the book: who would change band, and how those that churned or renewed would have scored
 * before. Nothing is stored.
 */
#include <signal.h>

#include "core/health.h"
#include "core/vec.h"
#include "storage/book.h"

#define TRIAL_DAYS_BEFORE 90

/* One side of an account: by the book's scorecards, or as if the tried one were loaded. */
struct trial_score {
	int hundredths; /* HEALTH_UNKNOWN */
	int scale;	/* that it is shown on */
	enum band band; /* by score, rule or hand, as it would be shown */
	char *label, *card;
};

struct trial_account {
	int64_t id;
	char *name;
	struct trial_score now, tried;
};

/* How many accounts were in each band, by enum band, on both sides. */
struct trial_bands {
	int accounts;
	int now[BAND_GOOD + 1], tried[BAND_GOOD + 1];
};

struct card_trial {
	char *key, *title, *version;
	struct trial_bands all;
	VEC(struct trial_account) changed; /* whose band changes, in order of their ids */
	int rescored;			   /* whose score changes, or the scorecard that it is by */
	/* On the day 90 days before the last time that they churned, or that a renewal fell due which was moved on:
	 * no earlier than 90 days before it was due, and to a later day. */
	struct trial_bands churned, renewed;
};

struct trial_options {
	bool first; /* before all others, else in the place of the one of its name, else as the last */
	day_t as_of;
	/* Called now and then, with the accounts gone through. NULL: not wanted. */
	void (*progress)(void *data, int percent, long accounts);
	void *progress_data;
	const volatile sig_atomic_t *stop; /* set by a signal: stop before the next account. NULL: none */
};

/* As if the file's text were loaded into the book. name is what errors call it. */
int card_trial(struct book *book, const char *name, const char *text, const struct trial_options *options,
	       struct card_trial *out, struct error *error) __attribute__((nonnull, warn_unused_result));
void card_trial_clear(struct card_trial *trial) __attribute__((nonnull));

#endif
