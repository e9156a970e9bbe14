#ifndef WAYMARK_STORAGE_NUMBERS_H
#define WAYMARK_STORAGE_NUMBERS_H
/*
 * The numbers of the book (core/numbers.h), read in one pass over its movements, which lie by account. The pass goes
 * in pieces of some thousand movements, each a short read of its own.
 *
 * A view keeps the sums of each piece. When one account's movements change, its piece alone is read again; the rest
 * is added up from memory. What is kept is derived, lives as long as the view, and is never written.
 *
 * All currencies together in one: on reading, by the rates that were entered (core/exchange.h). It is what an account
 * has in a currency after each movement that is converted, and the movement is the difference: so what came to nothing
 * is nothing in the other currency too, and not a cent of rounding that would pass for a customer.
 */
#include "core/exchange.h"
#include "core/filter.h"
#include "core/numbers.h"
#include "core/vec.h"
#include "storage/book.h"

struct numbers_query {
	day_t as_of; /* later movements are not there */
	enum number_level level;
	const struct number_period *periods; /* one after the other without a gap; borrowed */
	int count;
	const struct number_period
		*beside;	/* one more, wherever it lies: its sums come beside; NULL: none. Borrowed */
	const struct ids *only; /* these accounts, in order of id; NULL: all. Borrowed */
	char in[CURRENCY_SIZE]; /* the one currency that all others are converted into; "": each apart */
};

/* The numbers, currencies in order. out is started here; free it in any case. */
int numbers_read(struct book *book, const struct numbers_query *query, struct numbers *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The same with those of the one period beside, from one pass. Free both in any case. */
int numbers_read_beside(struct book *book, const struct numbers_query *query, struct numbers *out,
			struct numbers *beside, struct error *error) __attribute__((nonnull, warn_unused_result));
/* The numbers, and tells every part of every figure, account by account in order of id; what a part points to lasts
 * for the call. */
int numbers_open(struct book *book, const struct numbers_query *query, number_each *each, void *data,
		 struct numbers *out, struct error *error) __attribute__((nonnull(1, 2, 5, 6), warn_unused_result));
/* What they are reckoned from, account by account in order of id; one that breaks the rule of one currency comes once
 * for each. It is yours until you return, and you may put it in another order. Of the query the accounts and the last
 * day count. */
typedef void numbers_reckon(void *data, const char *currency, struct number_account *account);
int numbers_each_account(struct book *book, const struct numbers_query *query, numbers_reckon *tell, void *data,
			 struct error *error) __attribute__((nonnull(1, 2, 3, 5), warn_unused_result));
/* An error where the sums were more than there is room for; reading says so by itself. */
int numbers_fit(const struct numbers *numbers, struct error *error) __attribute__((nonnull, warn_unused_result));
/* The accounts that fit a filter as of a day, in order of id. Append. */
int numbers_accounts(struct book *book, day_t as_of, const struct filter *filter, struct ids *out,
		     struct error *error) __attribute__((nonnull, warn_unused_result));

/* A view: the query and filter (NULL: all accounts) are borrowed for as long as it lives. */
struct numbers_view;
int numbers_view_open(struct book *book, const struct numbers_query *query, const struct filter *filter,
		      struct numbers_view **out, struct error *error)
	__attribute__((nonnull(1, 2, 4, 5), warn_unused_result));
/* Reads again what entries of the journal changed since, whoever wrote them: 1, 0 nothing did, -1. */
int numbers_view_refresh(struct numbers_view *view, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The same in short reads, for who has other things to do meanwhile: begun, it has read nothing; a step takes a ms or
 * two towards what the book says now. 1: there is more to be read; 0: it is whole and knows every entry; -1: nothing
 * is lost, the next step tries again. *changed (may be NULL) gets true where the sums are other ones than before.
 * Where all has to be read again the sums stay what they were until it is. */
struct numbers_view *numbers_view_begin(struct book *book, const struct numbers_query *query,
					const struct filter *filter)
	__attribute__((nonnull(1, 2), returns_nonnull));
int numbers_view_step(struct numbers_view *view, bool *changed, struct error *error)
	__attribute__((nonnull(1, 3), warn_unused_result));
/* Whether all was read once, so that its sums stand; how much of it is, in percent. */
bool numbers_view_whole(const struct numbers_view *view) __attribute__((nonnull));
int numbers_view_percent(const struct numbers_view *view) __attribute__((nonnull));
/* Empty until it is whole. */
const struct numbers *numbers_view_sums(const struct numbers_view *view) __attribute__((nonnull));
/* Of the query's period beside; empty where it has none. */
const struct numbers *numbers_view_beside(const struct numbers_view *view) __attribute__((nonnull));
/* The accounts that fit its filter, in order of id; NULL: it has none. Until it is read on. */
const struct ids *numbers_view_only(const struct numbers_view *view) __attribute__((nonnull));
void numbers_view_close(struct numbers_view *view);

#endif
