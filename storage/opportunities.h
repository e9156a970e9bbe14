#ifndef WAYMARK_STORAGE_OPPORTUNITIES_H
#define WAYMARK_STORAGE_OPPORTUNITIES_H
/*
 * Opportunities: deals in the making, won or lost. One that is won has its movement of revenue, of its amount and on the
 * day it was won; they are written, changed and taken back together.
 *
 * What kind of movement it is, the account says: new where it had nothing on the day before, reactivation where it had
 * something once; else what the deal is, a new one being upsell then.
 *
 * Deals are no whole history, so they never add to what another source has told already:
 *
 * - An ARR that was imported holds on the day of that import. What was won up to then is part of it: the deal's movement
 *   comes out of those that stand in for the history (storage/facts_store.h), and the ARR stays as it was told. What was
 *   won later adds to it.
 * - Where there is a history of an account (movements written or imported, subscriptions), an imported deal of that
 *   history's time has the movement there that is alike it: of the same day and amount; else none, since it is part of
 *   what is there. Where the history comes after the deals, it takes the place of their movements.
 * - Nor has an imported deal one that is more than is left of the ARR that was told: amounts of deals are not always
 *   those of a year.
 * - Who wins a deal by hand says that it adds, up to the day before the ARR was told likewise out of it.
 *
 * A deal that is won without a movement says so wherever it is shown; winning it by hand gives it one.
 */
#include "core/money.h"
#include "core/movement.h"
#include "core/records.h"
#include "core/vec.h"
#include "storage/facts_store.h"

#define PROBABILITY_NONE (-1)

struct opportunity_write {
	const char *name;		  /* NULL: as it is; a new one needs it */
	const char *source, *external_id; /* of one that has none yet; NULL: none */
	bool says_kind, says_amount, says_probability, says_close;
	enum movement_kind kind; /* new, expansion, upsell; of a new one not said: by the account's revenue */
	int64_t minor;		 /* above 0; a new one needs it */
	const char *currency;	 /* of minor; NULL: the account's */
	int probability;	 /* percent; PROBABILITY_NONE: not known */
	day_t close;		 /* DAY_NONE: not known */
	day_t opened;		 /* of a new one: since when it is known */
	const char *note;	 /* NULL: as it is; "" clears */
};
/* *id 0: a further one, with a random key. changed may be NULL. Of a won one the movement follows: fits as below. */
int opportunity_put(struct book *book, int64_t account, int64_t *id, const struct opportunity_write *write,
		    bool fits, bool *changed, struct error *error)
	__attribute__((nonnull(1, 3, 4, 7), warn_unused_result));

/* Won or lost on a day, or open again. fits: only where that adds nothing to what another source told, as an import
 * wants it. One that is won without a movement gets it when it is won again by hand. */
int opportunity_close(struct book *book, int64_t account, int64_t id, enum opportunity_state state, day_t on,
		      bool fits, bool *changed, struct error *error)
	__attribute__((nonnull(1, 8), warn_unused_result));
/* And its movement. */
int opportunity_remove(struct book *book, int64_t account, int64_t id, bool *changed, struct error *error)
	__attribute__((nonnull(1, 5), warn_unused_result));

struct opportunity {
	int64_t id, movement;			  /* movement 0: none */
	char *source, *external_id, *name, *note; /* all but name may be NULL */
	enum movement_kind kind;
	struct money amount;
	int probability;	     /* PROBABILITY_NONE */
	day_t opened, close, closed; /* close, closed DAY_NONE */
	enum opportunity_state state;
};
struct opportunities {
	struct opportunity *items;
	size_t count, room;
};
/* Those known by a day, as they were then: open ones first, what closes first on top, those without a day last; then the
 * closed, the latest first. */
int opportunity_list(struct book *book, int64_t account, day_t as_of, struct opportunities *out,
		     struct error *error) __attribute__((nonnull, warn_unused_result));
/* That order: below 0, 0, above 0. */
int opportunity_order(const struct opportunity *a, const struct opportunity *b) __attribute__((nonnull));
/* The accounts that have any. Append. */
int opportunity_accounts(struct book *book, struct ids *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void opportunities_clear(struct opportunities *opportunities) __attribute__((nonnull));
/* 1: there, 0: not, -1. Free it with opportunity_clear(). */
int opportunity_get(struct book *book, int64_t account, int64_t id, struct opportunity *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void opportunity_clear(struct opportunity *opportunity) __attribute__((nonnull));

/* ---- opportunity_movement.c ---- */

/* The movement of one that is won: made, or taken back. Its row is updated. */
int opportunity_gain(struct book *book, int64_t account, struct opportunity *opportunity, bool fits,
		     struct error *error) __attribute__((nonnull, warn_unused_result));
int opportunity_give_back(struct book *book, int64_t account, struct opportunity *opportunity, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The account's history has come: it takes the place of what deals put there, but for what is part of it. */
int opportunity_yield(struct book *book, int64_t account,
		      bool (*keep)(void *data, int64_t account, const struct movement *movement), void *data,
		      struct error *error) __attribute__((nonnull(1, 3, 5), warn_unused_result));
/* What deals have added to the ARR that was told: their movements that did not come out of it. */
int opportunity_added(struct book *book, int64_t account, int64_t *minor, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
