#include "storage/playbooks.h"

#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/cfgfile.h"
#include "storage/playbooks_private.h"
#include "storage/scorecards.h"

/* ---- those of a book as they are lent ---- */

void book_playbooks_free(struct book_playbooks *books)
{
	for (size_t i = 0; i < books->items.count; i++)
		playbook_free((struct playbook *)(uintptr_t)books->items.items[i]);
	vec_free(&books->items);
}

/* They were checked when they were loaded, but perhaps by a program that knew more. */
static int read_one(struct book_playbooks *books, const char *key, const char *source, struct card_words *words,
		    struct error *error)
{
	struct playbook *playbook = playbook_read_text(source, key, words, error);

	if (!playbook)
		return error_prefix(error, "a playbook of this book cannot be read (\"plays drop\" takes it away)");
	*vec_add(&books->items) = playbook;
	return 0;
}

int book_playbooks_read(struct book *book, struct card_words *words, struct book_playbooks *out,
			struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PLAYBOOK_LIST, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		if (!read_one(out, column_string(st, 0), column_string(st, 1), words, error))
			continue;
		sqlite3_reset(st);
		return -1;
	}
	out->lent = (struct playbooks){ out->items.items, out->items.count };
	return found;
}

/* ---- writing ---- */

static int64_t id_playbook(const char *key)
{
	return id_hash("playbook", key, NULL);
}

/* Where it is to stand, and whether it stands there with this text already. */
static int find_place(struct book *book, const char *key, const char *text, int *position, bool *same,
		      struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PLAYBOOK_GET, "i", id_playbook(key));
	int found = st ? book_step(book, st, error) : -1;

	*same = false;
	if (found < 0)
		return -1;
	if (found) {
		*position = sqlite3_column_int(st, 1);
		*same = !strcmp(column_string(st, 0), text);
		sqlite3_reset(st);
		return 0;
	}
	st = book_query(book, error, Q_PLAYBOOK_NEXT, "");
	if (!st || book_step(book, st, error) != 1)
		return -1;
	*position = sqlite3_column_int(st, 0);
	sqlite3_reset(st);
	return 0;
}

static int put(struct book *book, const struct playbook *playbook, int position, const char *text,
	       struct error *error)
{
	return book_run(book, error, Q_PLAYBOOK_PUT, "itttnt", id_playbook(playbook->key), playbook->key,
			playbook->title, playbook->version, position, text) < 0
		       ? -1
		       : 0;
}

static void playbooks_changed(struct book *book)
{
	book->all_touched = true;
	book_drop_cards(book);
}

int playbook_store(struct book *book, const struct playbook *playbook, const char *text, bool *changed,
		   struct error *error)
{
	int position;
	bool same;

	if (book_must_write(book, error) || find_place(book, playbook->key, text, &position, &same, error))
		return -1;
	if (changed)
		*changed = !same;
	if (same)
		return 0;
	if (put(book, playbook, position, text, error))
		return -1;
	playbooks_changed(book);
	return 0;
}

static int no_such_playbook(struct book *book, const char *key, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PLAYBOOK_LIST, "");
	struct buf names = { 0 };
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		buf_printf(&names, "%s%s", names.size ? ", " : "", column_string(st, 0));
	if (!found)
		error_set(error, ERROR_NOT_FOUND, "there is no playbook %s in this book; it has %s", key,
			  names.size ? names.data : "none");
	buf_free(&names);
	return -1;
}

int playbook_drop(struct book *book, const char *key, struct error *error)
{
	int count;

	if (book_must_write(book, error))
		return -1;
	count = book_run(book, error, Q_PLAYBOOK_DELETE, "i", id_playbook(key));
	if (count < 1)
		return count < 0 ? -1 : no_such_playbook(book, key, error);
	playbooks_changed(book);
	return 0;
}

int playbook_source(struct book *book, const char *key, char **text, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_PLAYBOOK_GET, "i", id_playbook(key));
	int found = st ? book_step(book, st, error) : -1;

	*text = NULL;
	if (found < 1)
		return found < 0 ? -1 : no_such_playbook(book, key, error);
	*text = column_copy(st, 0);
	sqlite3_reset(st);
	return 0;
}

/* ---- those that ship ---- */

/* Unless the book has one of that key: what is in a book changes only when it is asked to. */
static int load_shipped(void *data, const char *path, struct error *error)
{
	struct book *book = data;
	struct card_words words;
	struct playbook *playbook;
	bool same;
	char *text;
	int position, result = -1;
	sqlite3_stmt *st;

	card_words_init(&words);
	playbook = playbook_read_source(path, &words, &text, error);
	if (playbook) {
		st = book_query(book, error, Q_PLAYBOOK_GET, "i", id_playbook(playbook->key));
		result = st ? book_step(book, st, error) : -1;
		if (result > 0)
			sqlite3_reset(st);
		else if (!result)
			result = find_place(book, playbook->key, text, &position, &same, error) ||
						 put(book, playbook, position, text, error)
					 ? -1
					 : 0;
	}
	playbook_free(playbook);
	free(text);
	card_words_free(&words);
	return result < 0 ? -1 : 0;
}

int book_load_shipped_playbooks(struct book *book, struct error *error)
{
	if (!book->options.plays_dir)
		return 0;
	return book_each_shipped(book->options.plays_dir, "playbooks", load_shipped, book, error);
}
