#ifndef WAYMARK_STORAGE_COSTS_H
#define WAYMARK_STORAGE_COSTS_H
/* What was spent by quarter, and the exchange rates that were entered. Written in a transaction of the journal. */
#include "core/economics.h"
#include "core/exchange.h"
#include "storage/book.h"

/* ---- costs, store_cost.c ---- */

/* One a quarter, purpose, segment and currency. */
struct cost {
	day_t on; /* the quarter's first day */
	enum cost_purpose purpose;
	char *segment; /* "": of the book as a whole, and of no one segment */
	char currency[CURRENCY_SIZE];
	int64_t minor; /* 0 or more */
	char *note;    /* NULL */
};
struct costs { /* zeroed is empty; a vector of core/vec.h */
	struct cost *items;
	size_t count, room;
};

/* Instead of what stood there. *changed: it is news. */
int cost_put(struct book *book, const struct cost *cost, bool *changed, struct error *error)
	__attribute__((nonnull(1, 2, 4), warn_unused_result));
int cost_remove(struct book *book, const struct cost *cost, bool *changed, struct error *error)
	__attribute__((nonnull(1, 2, 4), warn_unused_result));
/* Of quarters that begin on a day from from up to, and without, until; in order of day, purpose, segment, currency. */
int cost_list(struct book *book, day_t from, day_t until, struct costs *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void costs_clear(struct costs *costs) __attribute__((nonnull));

/* ---- exchange rates, store_rate.c ---- */

struct exchange_rates { /* zeroed is empty; a vector of core/vec.h */
	struct exchange_rate *items;
	size_t count, room;
};

/* Instead of what was said of that day. */
int rate_put(struct book *book, const struct exchange_rate *rate, bool *changed, struct error *error)
	__attribute__((nonnull(1, 2, 4), warn_unused_result));
int rate_remove(struct book *book, const struct exchange_rate *rate, bool *changed, struct error *error)
	__attribute__((nonnull(1, 2, 4), warn_unused_result));
/* In order of currency, counter and day. */
int rate_list(struct book *book, struct exchange_rates *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* What leads into a currency as of a day. out is filled anew; free it in any case. */
int rate_exchange(struct book *book, const char *into, day_t as_of, struct exchange *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
