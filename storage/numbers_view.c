/* A view of the numbers: what the pieces of a pass came to, kept, and read again where something changed. */
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/changes.h"
#include "storage/numbers_private.h"
#include "storage/portfolio.h"

enum { VIEW_PIECE = 1000 }; /* movements of a piece, which are all read again where one changed */

/* Accounts from one up to the next piece's, and what they come to. */
struct piece {
	int64_t from;
	struct numbers sums, beside;
};

struct numbers_view {
	struct book *book;
	struct numbers_query query;
	const struct filter *filter;
	struct exchange exchange; /* that the pieces were read with */
	struct ids only;
	VEC(struct piece) pieces;
	struct numbers sums, beside;
	int64_t entry; /* the last that the sums know of */
	int64_t next;  /* the account from which on there is more to read; 0: from the start; INT64_MAX: none */
	int64_t last;  /* account of the book */
	bool whole;
};

static void free_piece(struct piece *piece)
{
	numbers_free(&piece->sums);
	numbers_free(&piece->beside);
}

static void drop_pieces(struct numbers_view *view)
{
	for (size_t i = 0; i < view->pieces.count; i++)
		free_piece(&view->pieces.items[i]);
	vec_clear(&view->pieces);
}

static int add_up(struct numbers_view *view, struct error *error)
{
	numbers_clear(&view->sums);
	numbers_clear(&view->beside);
	for (size_t i = 0; i < view->pieces.count; i++) {
		numbers_add(&view->sums, &view->pieces.items[i].sums);
		numbers_add(&view->beside, &view->pieces.items[i].beside);
	}
	numbers_sort(&view->sums);
	numbers_sort(&view->beside);
	return numbers_fit(&view->sums, error);
}

static int last_account(struct book *book, int64_t *id, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_ACCOUNT_LAST, "");

	if (!st || book_step(book, st, error) != 1)
		return -1;
	*id = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return 0;
}

/* Reads a piece; where it is a new one, up to where enough was read. */
static int fill_piece(struct numbers_view *view, struct piece *piece, int64_t until, int64_t *next,
		      struct error *error)
{
	struct numbers_piece reading = {
		.from = piece->from,
		.until = until,
		.most = VIEW_PIECE,
		.exchange = &view->exchange,
		.sums = &piece->sums,
		.beside = view->query.beside ? &piece->beside : NULL,
	};

	numbers_clear(&piece->sums);
	numbers_clear(&piece->beside);
	return numbers_read_piece(view->book, &view->query, &reading, next, error);
}

static int read_from_start(struct numbers_view *view, struct error *error)
{
	drop_pieces(view);
	vec_clear(&view->only);
	exchange_free(&view->exchange);
	/* First the entry: what is written while the pieces are read is read again. */
	if (changes_last(view->book, &view->entry, error) || last_account(view->book, &view->last, error) ||
	    numbers_exchange(view->book, &view->query, &view->exchange, error) ||
	    (view->filter && numbers_accounts(view->book, view->query.as_of, view->filter, &view->only, error)))
		return -1;
	view->next = ORGANISATION_ID + 1;
	return 0;
}

static int read_next(struct numbers_view *view, struct error *error)
{
	struct piece *piece = vec_add(&view->pieces);
	int64_t next;

	piece->from = view->next;
	numbers_start(&piece->sums, view->query.level, view->query.periods, view->query.count, view->query.as_of);
	numbers_start_beside(&view->query, &piece->beside);
	if (fill_piece(view, piece, INT64_MAX, &next, error)) {
		free_piece(piece);
		view->pieces.count--;
		return -1;
	}
	view->next = next;
	if (next == INT64_MAX) {
		view->whole = true;
		return add_up(view, error);
	}
	return 0;
}

static int read_all(struct numbers_view *view, struct error *error)
{
	if (read_from_start(view, error))
		return -1;
	while (view->next != INT64_MAX)
		if (read_next(view, error))
			return -1;
	return 0;
}

struct numbers_view *numbers_view_begin(struct book *book, const struct numbers_query *query,
					const struct filter *filter)
{
	struct numbers_view *view = xcalloc(1, sizeof *view);

	*view = (struct numbers_view){ .book = book, .query = *query, .filter = filter };
	view->query.only = filter ? &view->only : NULL;
	numbers_start(&view->sums, query->level, query->periods, query->count, query->as_of);
	numbers_start_beside(query, &view->beside);
	return view;
}

int numbers_view_open(struct book *book, const struct numbers_query *query, const struct filter *filter,
		      struct numbers_view **out, struct error *error)
{
	struct numbers_view *view = numbers_view_begin(book, query, filter);

	*out = view;
	if (!read_all(view, error))
		return 0;
	numbers_view_close(view);
	*out = NULL;
	return -1;
}

void numbers_view_close(struct numbers_view *view)
{
	if (!view)
		return;
	drop_pieces(view);
	exchange_free(&view->exchange);
	vec_free(&view->pieces);
	vec_free(&view->only);
	numbers_free(&view->sums);
	numbers_free(&view->beside);
	free(view);
}

const struct numbers *numbers_view_sums(const struct numbers_view *view)
{
	return &view->sums;
}

const struct numbers *numbers_view_beside(const struct numbers_view *view)
{
	return &view->beside;
}

const struct ids *numbers_view_only(const struct numbers_view *view)
{
	return view->query.only;
}

/* Where an account stands, or would stand, among those chosen. */
static size_t place_of(const struct ids *ids, int64_t id)
{
	size_t low = 0, high = ids->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ids->items[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Whether an account fits the filter may have changed with it. */
static int choose_again(struct numbers_view *view, int64_t account, struct error *error)
{
	size_t at = place_of(&view->only, account);
	bool was = at < view->only.count && view->only.items[at] == account, is;
	struct account_row row = { 0 };

	if (portfolio_rows(view->book, &account, 1, &row, error))
		return -1;
	is = row.id && filter_fits(view->filter, &row);
	account_row_clear(&row);
	if (is && !was) {
		*vec_add(&view->only) = 0;
		memmove(view->only.items + at + 1, view->only.items + at,
			(view->only.count - 1 - at) * sizeof *view->only.items);
		view->only.items[at] = account;
	} else if (was && !is) {
		memmove(view->only.items + at, view->only.items + at + 1,
			(view->only.count - 1 - at) * sizeof *view->only.items);
		view->only.count--;
	}
	return 0;
}

/* What is yet to be read is read as it is then. */
static int read_piece_of(struct numbers_view *view, int64_t account, struct error *error)
{
	size_t low = 0, high = view->pieces.count;
	int64_t until = view->next, next;

	if (!high || account >= view->next)
		return 0;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (view->pieces.items[middle].from <= account)
			low = middle;
		else
			high = middle;
	}
	if (low + 1 < view->pieces.count)
		until = view->pieces.items[low + 1].from;
	else if (until == INT64_MAX)
		until--; /* the end, but as one piece */
	return fill_piece(view, &view->pieces.items[low], until, &next, error);
}

/* What entries since changed is read again: 1, 0 nothing did, -1. *all: too much for that. */
static int catch_up(struct numbers_view *view, bool *all, struct error *error)
{
	struct changes changes;
	int result = changes_since(view->book, view->entry, &changes, error);

	*all = !result && changes.all;
	if (!result && !*all && changes.accounts.count) {
		for (size_t i = 0; i < changes.accounts.count && !result; i++)
			if ((view->filter && choose_again(view, changes.accounts.items[i], error)) ||
			    read_piece_of(view, changes.accounts.items[i], error))
				result = -1;
		if (!result) {
			result = add_up(view, error) ? -1 : 1;
			view->entry = changes.last;
		}
	}
	changes_free(&changes);
	return result;
}

int numbers_view_refresh(struct numbers_view *view, struct error *error)
{
	bool all;
	int found = catch_up(view, &all, error);

	if (found < 0 || !all)
		return found;
	return read_all(view, error) ? -1 : 1;
}

int numbers_view_step(struct numbers_view *view, bool *changed, struct error *error)
{
	bool ignored, all;
	int found;

	if (!changed)
		changed = &ignored;
	*changed = false;
	if (view->next == 0)
		return read_from_start(view, error) ? -1 : 1;
	if (view->next != INT64_MAX) {
		if (read_next(view, error))
			return -1;
		*changed = view->next == INT64_MAX;
		return 1;
	}
	found = catch_up(view, &all, error);
	if (found < 0)
		return -1;
	*changed = found == 1;
	if (all)
		view->next = 0;
	return all;
}

bool numbers_view_whole(const struct numbers_view *view)
{
	return view->whole;
}

int numbers_view_percent(const struct numbers_view *view)
{
	if (view->next == INT64_MAX || view->last <= 0)
		return view->next == INT64_MAX ? 100 : 0;
	return view->next >= view->last ? 99 : (int)(view->next / (view->last / 100 + 1));
}
