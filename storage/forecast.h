#ifndef WAYMARK_STORAGE_FORECAST_H
#define WAYMARK_STORAGE_FORECAST_H
/*
 * What the forecast is reckoned from (core/forecast.h), read in one pass over the book, in pieces that are short reads
 * each; and what CSMs call of renewals, an account's facts like any other.
 */
#include "core/forecast.h"
#include "storage/book.h"

struct forecast_query {
	day_t as_of;
	int fiscal_month;
	int priors[FORECAST_BANDS]; /* percent, in the order of enum band */
	const struct ids *only;	    /* these accounts, in order of id; NULL: all. Borrowed */
};

/* An account in one currency. */
struct forecast_fact {
	int64_t account, arr;
	day_t renewal; /* that stands; DAY_NONE */
	enum band band;
	char currency[CURRENCY_SIZE];
	uint32_t first_call, call_count; /* of its calls */
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
/* A renewal of the last eight quarters, of any account of the book. */
struct forecast_past {
	int64_t account;
	enum band band; /* as it was shown 90 days before */
	struct number_resolved renewal;
};
struct forecast_facts {
	VEC(struct forecast_fact) accounts; /* those asked for, in order of id */
	VEC(struct forecast_call) calls;    /* in order of account, renewal, day */
	VEC(struct forecast_said) said;	    /* of each call */
	VEC(struct forecast_open) deals;    /* of the accounts asked for, in order of account */
	VEC(struct forecast_past) past;	    /* of the whole book: so rates are the same whatever is asked for */
};
/* out is zeroed; free it in any case. */
int forecast_read(struct book *book, const struct forecast_query *query, struct forecast_facts *out,
		  struct error *error) __attribute__((nonnull, warn_unused_result));
void forecast_facts_free(struct forecast_facts *facts) __attribute__((nonnull));

/* All currencies in one, by the rates that were entered; "" leaves them apart. */
int forecast_convert(struct book *book, day_t as_of, const char *into, struct forecast_facts *facts,
		     struct error *error) __attribute__((nonnull, warn_unused_result));

/* Rates and figures, currencies in order; each (may be NULL) is told every part of every figure, account by account,
 * then deal by deal. out is started here; free it. */
void forecast_reckon(const struct forecast_query *query, const struct forecast_facts *facts, forecast_each *each,
		     void *data, struct forecast *out) __attribute__((nonnull(1, 2, 5)));
/* An account as core has it: it borrows the calls. */
struct forecast_account forecast_account_of(const struct forecast_facts *facts, const struct forecast_fact *fact)
	__attribute__((nonnull));

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
/* An account's calls alone: appended to calls and said. */
int renewal_call_list(struct book *book, int64_t account, day_t as_of, struct forecast_facts *out,
		      struct error *error) __attribute__((nonnull, warn_unused_result));
int renewal_call_remove(struct book *book, int64_t account, day_t renewal, day_t day, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
