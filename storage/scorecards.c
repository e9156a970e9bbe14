#include "storage/scorecards.h"

#include <stdlib.h>

#include "storage/book_private.h"

/* Those of a book as they are lent. */
struct book_cards {
	struct cards lent;
	struct card_words words;
	VEC(const struct scorecard *) items;
};

void book_drop_cards(struct book *book)
{
	struct book_cards *cards = book->cards;

	if (!cards)
		return;
	card_words_free(&cards->words);
	vec_free(&cards->items);
	free(cards);
	book->cards = NULL;
}

int cards_get(struct book *book, const struct cards **out, struct error *error)
{
	struct book_cards *cards = book->cards;

	(void)error;
	if (!cards) {
		book->cards = cards = xcalloc(1, sizeof *cards);
		card_words_init(&cards->words);
		*vec_add(&cards->items) = book->options.scorecard;
		cards->lent = (struct cards){ cards->items.items, cards->items.count, &cards->words };
	}
	*out = &cards->lent;
	return 0;
}
