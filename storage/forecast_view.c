/* What the forecast is reckoned from, kept while somebody looks at it. */
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/changes.h"
#include "storage/forecast.h"

struct forecast_view {
	struct book *book;
	struct forecast_query query; /* without accounts and exchange: all is kept as it is */
	struct forecast_facts facts;
	int64_t entry; /* the last that the facts know of */
};

static int read_all(struct forecast_view *view, struct error *error)
{
	forecast_facts_free(&view->facts);
	/* First the entry: what is written while the rest is read is read again. */
	if (changes_last(view->book, &view->entry, error))
		return -1;
	return forecast_read(view->book, &view->query, ORGANISATION_ID + 1, INT64_MAX, &view->facts, error);
}

int forecast_view_open(struct book *book, const struct forecast_query *query, struct forecast_view **out,
		       struct error *error)
{
	struct forecast_view *view = xcalloc(1, sizeof *view);

	view->book = book;
	view->query = *query;
	view->query.only = NULL;
	view->query.exchange = NULL;
	*out = view;
	if (!read_all(view, error))
		return 0;
	forecast_view_close(view);
	*out = NULL;
	return -1;
}

void forecast_view_close(struct forecast_view *view)
{
	if (!view)
		return;
	forecast_facts_free(&view->facts);
	free(view);
}

const struct forecast_facts *forecast_view_facts(const struct forecast_view *view)
{
	return &view->facts;
}

/* ---- one account again ---- */

/* Where what is of an account stands, or would stand, in a list in order of account. */
#define FIND(list, member, account, from, to) \
	do { \
		for (from = 0; from < (list)->count && (list)->items[from].member < (account); from++) \
			; \
		for (to = from; to < (list)->count && (list)->items[to].member == (account); to++) \
			; \
	} while (0)

/* Puts what is fresh in the place of what stands from one place up to another. */
#define SPLICE(list, from, to, fresh) \
	do { \
		vec_reserve((list), (list)->count + (fresh)->count); \
		if ((list)->count > (to)) \
			memmove((list)->items + (from) + (fresh)->count, (list)->items + (to), \
				((list)->count - (to)) * sizeof *(list)->items); \
		if ((fresh)->count) \
			memcpy((list)->items + (from), (fresh)->items, (fresh)->count * sizeof *(list)->items); \
		(list)->count += (fresh)->count - ((to) - (from)); \
	} while (0)

static void splice_all(struct forecast_facts *facts, const struct forecast_facts *fresh, int64_t account)
{
	size_t from, to;

	FIND(&facts->accounts, account, account, from, to);
	SPLICE(&facts->accounts, from, to, &fresh->accounts);
	FIND(&facts->deals, deal.account, account, from, to);
	SPLICE(&facts->deals, from, to, &fresh->deals);
	FIND(&facts->past, account, account, from, to);
	SPLICE(&facts->past, from, to, &fresh->past);
	/* Calls stand beside what was said with them. */
	FIND(&facts->said, account, account, from, to);
	for (size_t i = from; i < to; i++) {
		free(facts->said.items[i].note);
		free(facts->said.items[i].answer);
		free(facts->said.items[i].who);
	}
	SPLICE(&facts->calls, from, to, &fresh->calls);
	SPLICE(&facts->said, from, to, &fresh->said);
}

/* Where each account's calls are now. */
static void find_calls(struct forecast_facts *facts)
{
	size_t at = 0;

	for (size_t i = 0; i < facts->accounts.count; i++) {
		struct forecast_fact *fact = &facts->accounts.items[i];
		size_t end;

		while (at < facts->said.count && facts->said.items[at].account < fact->account)
			at++;
		for (end = at; end < facts->said.count && facts->said.items[end].account == fact->account;)
			end++;
		fact->first_call = (uint32_t)at;
		fact->call_count = (uint16_t)(end - at);
	}
}

static int read_again(struct forecast_view *view, int64_t account, struct error *error)
{
	struct forecast_facts fresh = { 0 };

	if (forecast_read(view->book, &view->query, account, account, &fresh, error)) {
		forecast_facts_free(&fresh);
		return -1;
	}
	splice_all(&view->facts, &fresh, account);
	fresh.said.count = 0; /* its texts are ours now */
	forecast_facts_free(&fresh);
	return 0;
}

int forecast_view_refresh(struct forecast_view *view, const struct forecast_query *query, struct error *error)
{
	struct changes changes;
	bool all = view->query.as_of != query->as_of;
	day_t cached = DAY_NONE;
	int status = changes_since(view->book, view->entry, &changes, error);

	if (!status)
		status = cache_day(view->book, &cached, error);
	view->query = *query;
	view->query.only = NULL;
	view->query.exchange = NULL;
	/* Bands of a day that is not kept are reckoned for all accounts at once. */
	all |= changes.all || (changes.accounts.count && cached != query->as_of);
	if (!status && all) {
		status = read_all(view, error);
	} else if (!status) {
		for (size_t i = 0; i < changes.accounts.count && !status; i++)
			status = read_again(view, changes.accounts.items[i], error);
		if (changes.accounts.count)
			find_calls(&view->facts);
		if (!status)
			view->entry = changes.last;
	}
	changes_free(&changes);
	return status;
}
