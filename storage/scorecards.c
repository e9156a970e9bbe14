#include "storage/scorecards.h"

#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/cardfile.h"
#include "storage/playbooks_private.h"

/* Those of a book as they are lent. */
struct book_cards {
	struct cards lent;
	struct card_words words;
	VEC(struct scorecard *) owned;
	VEC(const struct scorecard *) items; /* those, then the default */
	struct book_playbooks playbooks;
};

static void cards_free(struct book_cards *cards)
{
	for (size_t i = 0; i < cards->owned.count; i++)
		scorecard_free(cards->owned.items[i]);
	vec_free(&cards->owned);
	vec_free(&cards->items);
	book_playbooks_free(&cards->playbooks);
	card_words_free(&cards->words);
	free(cards);
}

void book_drop_cards(struct book *book)
{
	if (book->cards)
		cards_free(book->cards);
	book->cards = NULL;
}

/* They were checked when they were loaded, but perhaps by a program that knew more. */
static int read_card(struct book_cards *cards, const char *key, const char *source, struct error *error)
{
	struct scorecard *card;

	if (card_text_read(key, source, &cards->words, &card, error))
		return error_prefix(error,
				    "a scorecard of this book cannot be read (\"scorecard drop\" takes it away)");
	*vec_add(&cards->owned) = card;
	*vec_add(&cards->items) = card;
	return 0;
}

static int read_cards(struct book *book, struct book_cards *cards, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_SCORECARD_LIST, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		if (!read_card(cards, column_string(st, 0), column_string(st, 3), error))
			continue;
		sqlite3_reset(st);
		return -1;
	}
	*vec_add(&cards->items) = book->options.scorecard;
	return found;
}

int cards_get(struct book *book, const struct cards **out, struct error *error)
{
	struct book_cards *cards = book->cards;

	if (book->lent_cards) {
		*out = book->lent_cards;
		return 0;
	}
	if (!cards) {
		cards = xcalloc(1, sizeof *cards);
		card_words_init(&cards->words);
		if (read_cards(book, cards, error) ||
		    book_playbooks_read(book, &cards->words, &cards->playbooks, error)) {
			cards_free(cards);
			return -1;
		}
		cards->lent = (struct cards){ cards->items.items, cards->items.count, &cards->words,
					      &cards->playbooks.lent };
		book->cards = cards;
	}
	*out = &cards->lent;
	return 0;
}

int playbooks_get(struct book *book, const struct playbooks **out, struct error *error)
{
	const struct cards *cards;

	if (cards_get(book, &cards, error))
		return -1;
	*out = cards->playbooks;
	return 0;
}

struct card_words *cards_words(struct book *book, struct error *error)
{
	const struct cards *cards;

	return cards_get(book, &cards, error) ? NULL : &book->cards->words;
}

int scorecard_list(struct book *book, struct stored_cards *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_SCORECARD_LIST, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct stored_card){
			.key = column_copy(st, 0),
			.title = column_copy(st, 1),
			.version = column_copy(st, 2),
			.source = column_copy(st, 3),
		};
	return found;
}

void stored_cards_free(struct stored_cards *cards)
{
	for (size_t i = 0; i < cards->count; i++) {
		free(cards->items[i].key);
		free(cards->items[i].title);
		free(cards->items[i].version);
		free(cards->items[i].source);
	}
	vec_free(cards);
}

/* ---- writing ---- */

static int64_t id_scorecard(const char *key)
{
	return id_hash("scorecard", key, NULL);
}

/* A version has one content: history names the scorecard and the version that made what was shown. */
static int other_content(const struct scorecard *card, struct error *error)
{
	return error_set(error, ERROR_INPUT,
			 "the book has the scorecard %s in version %s with another content; give this one another "
			 "version, so that history can tell them apart",
			 card->name, card->version);
}

/* Where it is to stand, and whether it stands there with this text already. */
static int find_place(struct book *book, int64_t id, const struct scorecard *card, const char *text, bool first,
		      int *position, bool *same, struct error *error)
{
	bool differs = false;

	sqlite3_stmt *st = book_query(book, error, Q_SCORECARD_EDGES, "");
	int least = 0, most = -1, found = st ? book_step(book, st, error) : -1;

	if (found < 0)
		return -1;
	if (sqlite3_column_type(st, 0) != SQLITE_NULL) {
		least = sqlite3_column_int(st, 0);
		most = sqlite3_column_int(st, 1);
	}
	sqlite3_reset(st);
	st = book_query(book, error, Q_SCORECARD_GET, "i", id);
	found = st ? book_step(book, st, error) : -1;
	if (found < 0)
		return -1;
	*same = false;
	*position = first ? least - 1 : most + 1;
	if (found) {
		int now = sqlite3_column_int(st, 1);

		if (!first || now == least)
			*position = now;
		*same = *position == now && !strcmp(column_string(st, 0), text);
		differs = strcmp(column_string(st, 0), text) && !strcmp(column_string(st, 2), card->version);
		sqlite3_reset(st);
	}
	return differs ? other_content(card, error) : 0;
}

static void cards_changed(struct book *book)
{
	book->only_cards = !book->all_touched || book->only_cards;
	book->all_touched = true;
	book_drop_cards(book);
}

int scorecard_store(struct book *book, const struct scorecard *card, const char *text, bool first, bool *changed,
		    struct error *error)
{
	int64_t id = id_scorecard(card->name);
	int position;
	bool same;

	if (book_must_write(book, error) || find_place(book, id, card, text, first, &position, &same, error))
		return -1;
	if (changed)
		*changed = !same;
	if (same)
		return 0;
	if (book_run(book, error, Q_SCORECARD_PUT, "itttnt", id, card->name, card->title, card->version, position,
		     text) < 0)
		return -1;
	cards_changed(book);
	return 0;
}

static int no_such_card(struct book *book, const char *key, struct error *error)
{
	struct stored_cards cards = { 0 };
	struct buf names = { 0 };
	int status = scorecard_list(book, &cards, error);

	for (size_t i = 0; i < cards.count; i++)
		buf_printf(&names, "%s%s", i ? ", " : "", cards.items[i].key);
	if (!status)
		error_set(error, ERROR_NOT_FOUND, "there is no scorecard %s in this book; it has %s", key,
			  names.size ? names.data : "none, and is scored by the default");
	buf_free(&names);
	stored_cards_free(&cards);
	return -1;
}

int scorecard_drop(struct book *book, const char *key, struct error *error)
{
	int count;

	if (book_must_write(book, error))
		return -1;
	count = book_run(book, error, Q_SCORECARD_DELETE, "i", id_scorecard(key));
	if (count < 1)
		return count < 0 ? -1 : no_such_card(book, key, error);
	cards_changed(book);
	return 0;
}
