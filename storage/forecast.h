#ifndef WAYMARK_STORAGE_FORECAST_H
#define WAYMARK_STORAGE_FORECAST_H
/*
 * What the forecast is reckoned from (core/forecast.h), read in one pass over the book, in pieces that are short reads
 * each; and what CSMs call of renewals, an account's facts like any other.
 */
#include "core/exchange.h"
#include "core/forecast.h"
#include "storage/book.h"

struct forecast_query {
	day_t as_of;
	int fiscal_month;
	int priors[FORECAST_BANDS];	 /* percent, in the order of enum band */
	const struct ids *only;		 /* these accounts, in order of id; NULL: all. Borrowed */
	const struct exchange *exchange; /* all in its currency; NULL: each currency apart. Borrowed */
};

/* An account in one currency. */
struct forecast_fact {
	int64_t account, arr;
	day_t renewal;	     /* that stands; DAY_NONE */
	uint32_t first_call; /* of its calls */
	uint16_t call_count;
	uint8_t band; /* enum band */
	char currency[CURRENCY_SIZE];
};
/* A call as it was made. */
struct forecast_said {
	int64_t account;
	char *note, *answer, *who; /* the first two may be NULL */
};
struct forecast_open {
	char currency[CURRENCY_SIZE];
	struct forecast_deal deal;
};
/* A renewal of the last eight quarters. */
struct forecast_past {
	int64_t account;
	day_t on;
	uint8_t band; /* enum band: as it was shown 90 days before */
	bool renewed;
};
/* Of the whole book, each in order of account: so rates are the same whatever is asked for. */
struct forecast_facts {
	VEC(struct forecast_fact) accounts;
	VEC(struct forecast_call) calls; /* in order of account, renewal, day */
	VEC(struct forecast_said) said;	 /* of each call */
	VEC(struct forecast_open) deals;
	VEC(struct forecast_past) past;
};

/* Rates of the whole book, and the figures of the accounts asked for, currencies in order; each (may be NULL) is told
 * every part of every figure, account by account, then deal by deal. Where amounts are converted, that is done account
 * by account before anything is reckoned of them. out is started here; free it in any case. -1: a rate of exchange is
 * missing. */
int forecast_reckon(const struct forecast_query *query, const struct forecast_facts *facts, forecast_each *each,
		    void *data, struct forecast *out, struct error *error)
	__attribute__((nonnull(1, 2, 5, 6), warn_unused_result));
/* An account as core has it: it borrows the calls. */
struct forecast_account forecast_account_of(const struct forecast_facts *facts, const struct forecast_fact *fact)
	__attribute__((nonnull));

/* What was read, kept: after a change the accounts that entries of the journal name are read again, and nothing else.
 * Derived; never written. */
struct forecast_view;
int forecast_view_open(struct book *book, const struct forecast_query *query, struct forecast_view **out,
		       struct error *error) __attribute__((nonnull, warn_unused_result));
/* Reads again what was changed since, whoever did; and all of it for another day. */
int forecast_view_refresh(struct forecast_view *view, const struct forecast_query *query, struct error *error)
	__attribute__((nonnull, warn_unused_result));
const struct forecast_facts *forecast_view_facts(const struct forecast_view *view) __attribute__((nonnull));
void forecast_view_close(struct forecast_view *view);

/* ---- within storage ---- */

/* The accounts from one up to another, both of them. out is zeroed; free it in any case. */
int forecast_read(struct book *book, const struct forecast_query *query, int64_t first, int64_t last,
		  struct forecast_facts *out, struct error *error) __attribute__((nonnull, warn_unused_result));
void forecast_facts_free(struct forecast_facts *facts) __attribute__((nonnull));

/* ---- calls ---- */

struct renewal_call_write {
	day_t renewal, day;
	enum renewal_call call;
	int64_t amount;	  /* CALL_NO_AMOUNT */
	const char *note; /* NULL: none is said */
	const char *who;
};
/* Of one day the last stands; a note that is not said stays, an answer stays where the call is the same. *changed (may
 * be NULL) says whether anything is other. */
int renewal_call_put(struct book *book, int64_t account, const struct renewal_call_write *write, bool *changed,
		     struct error *error) __attribute__((nonnull(1, 3, 5), warn_unused_result));
/* Why call and history disagree, of the call of that renewal and day; "" takes it back. */
int renewal_call_answer(struct book *book, int64_t account, day_t renewal, day_t day, const char *answer,
			struct error *error) __attribute__((nonnull, warn_unused_result));
/* Those of accounts from one up to another, appended to calls and said. */
int renewal_calls(struct book *book, int64_t first, int64_t last, day_t as_of, struct forecast_facts *out,
		  struct error *error) __attribute__((nonnull, warn_unused_result));
int renewal_call_remove(struct book *book, int64_t account, day_t renewal, day_t day, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
