/* Plays that flags open by themselves. */
#include <stdio.h>

#include "core/ids.h"
#include "storage/journal.h"
#include "storage/play_private.h"

enum { APART_MOST = 20 }; /* accounts that get an entry a play; more are one entry, as an import of them is */

static int play_for(struct book *book, const struct play_template *play, const struct flag_row *row, bool *opened,
		    struct error *error)
{
	char *cause = xasprintf("flag/%s/%d", row->key, (int)row->firing.fired);
	struct play_write write = { .play = play, .cause = cause, .on = book->options.today, .who = "waymark" };
	int64_t id;
	int status = play_open(book, row->account, &write, &id, opened, error);

	free(cause);
	return status;
}

/* In an entry of its own. entry: who takes that back takes this back with it. */
static int open_one(struct book *book, const struct play_template *play, const struct flag_row *row, int64_t entry,
		    bool *opened, struct error *error)
{
	struct buf sentence = { 0 };
	int status;

	if (journal_begin(book, error))
		return -1;
	book->cause = entry;
	status = play_for(book, play, row, opened, error);
	buf_printf(&sentence, "opened the play '%s' on {a:%lld}: %s", play->title, (long long)row->account,
		   row->flag->title);
	if (status || !*opened)
		journal_abort(book);
	else
		status = journal_commit(
			book, &(struct journal_note){ "waymark", "plays", row->account, buf_text(&sentence) }, NULL,
			error);
	buf_free(&sentence);
	return status;
}

/* Whether it need not be tried: a look before a transaction is begun. */
static int is_opened(struct book *book, const struct flag_row *row, bool *is, struct error *error)
{
	char *cause = xasprintf("flag/%s/%d", row->key, (int)row->firing.fired);
	int64_t id = play_id(row->account, row->flag->play, cause);
	int found = play_find(book, row->account, row->flag->play, cause, &id, error);

	free(cause);
	*is = found > 0;
	return found < 0 ? -1 : 0;
}

/* together: the entry is open already. */
static int open_for(struct book *book, const struct play_wanted *wanted, bool together, int *opened,
		    struct error *error)
{
	const struct playbooks *books;
	struct flag_rows rows = { 0 };
	int status = flag_list(book, wanted->account, book->options.today, false, &rows, error);

	for (size_t i = 0; i < rows.count && !status; i++) {
		const struct flag_row *row = &rows.items[i];
		const struct play_template *play;
		bool is = false;

		if (row->state != FLAG_OPEN || !row->flag || !row->flag->opens || !row->flag->play)
			continue;
		status = playbooks_get(book, &books, error) || is_opened(book, row, &is, error) ? -1 : 0;
		play = status || is ? NULL : playbooks_play(books, row->flag->play);
		if (!play)
			continue;
		status = together ? play_for(book, play, row, &is, error)
				  : open_one(book, play, row, wanted->entry, &is, error);
		*opened += !status && is;
	}
	flag_rows_clear(&rows);
	return status;
}

static int open_together(struct book *book, const struct play_wanted *wanted, size_t count, int *opened,
			 struct error *error)
{
	char sentence[64];
	int status = 0;

	if (journal_begin(book, error))
		return -1;
	/* The latest of the entries that they came of: where that is taken back, none of the earlier ones is left */
	book->cause = wanted[count - 1].entry;
	for (size_t i = 0; i < count && !status; i++)
		status = open_for(book, &wanted[i], true, opened, error) || journal_slice(book, error) ? -1 : 0;
	snprintf(sentence, sizeof sentence, "opened %d plays that flags want", *opened);
	if (status || !*opened)
		journal_abort(book);
	else
		status = journal_commit(book, &(struct journal_note){ "waymark", "plays", 0, sentence }, NULL,
					error);
	return status;
}

static size_t each_once(struct play_wanted *wanted, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (i == 0 || wanted[i].account != wanted[i - 1].account)
			wanted[kept++] = wanted[i];
	return kept;
}

int plays_open_wanted(struct book *book, int *opened, struct error *error)
{
	struct play_wanted *wanted = book->plays_wanted.items;
	size_t count = each_once(wanted, book->plays_wanted.count);
	int status = 0, done = 0;

	if (opened)
		*opened = 0;
	if (book->readonly || !count)
		return 0;
	book->plays_wanted.items = NULL;
	book->plays_wanted.count = book->plays_wanted.room = 0;
	if (count > APART_MOST)
		status = open_together(book, wanted, count, &done, error);
	for (size_t i = 0; i < count && count <= APART_MOST && !status; i++)
		status = open_for(book, &wanted[i], false, &done, error);
	for (size_t i = 0; status && i < count; i++) /* next time */
		*vec_add(&book->plays_wanted) = wanted[i];
	if (opened && !status)
		*opened = done;
	free(wanted);
	return status;
}
