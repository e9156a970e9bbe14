/* Plays that flags open by themselves. */
#include <stdio.h>

#include "core/ids.h"
#include "storage/journal.h"
#include "storage/play_private.h"

static int open_one(struct book *book, const struct playbooks *books, const struct flag_row *row, bool *opened,
		    struct error *error)
{
	const struct play_template *play = playbooks_play(books, row->flag->play);
	struct buf sentence = { 0 };
	char *cause;
	int64_t id;
	int status;

	*opened = false;
	if (!play)
		return 0;
	if (journal_begin(book, error))
		return -1;
	cause = xasprintf("flag/%s/%d", row->key, (int)row->firing.fired);
	status = play_open(
		book, row->account,
		&(struct play_write){ .play = play, .cause = cause, .on = book->options.today, .who = "waymark" },
		&id, opened, error);
	buf_printf(&sentence, "opened the play '%s' on {a:%lld}: %s", play->title, (long long)row->account,
		   row->flag->title);
	if (status || !*opened)
		journal_abort(book);
	else
		status = journal_commit(
			book, &(struct journal_note){ "waymark", "plays", row->account, buf_text(&sentence) }, NULL,
			error);
	buf_free(&sentence);
	free(cause);
	return status;
}

/* Whether it need not be tried: a look before a transaction is begun. */
static int is_opened(struct book *book, const struct flag_row *row, bool *is, struct error *error)
{
	char *cause = xasprintf("flag/%s/%d", row->key, (int)row->firing.fired);
	int64_t id = play_id(row->account, row->flag->play, cause);
	int found = play_find(book, row->account, row->flag->play, &id, error);

	free(cause);
	*is = found > 0;
	return found < 0 ? -1 : 0;
}

static int open_for_account(struct book *book, int64_t account, int *opened, struct error *error)
{
	const struct playbooks *books;
	struct flag_rows rows = { 0 };
	int status = flag_list(book, account, book->options.today, false, &rows, error);

	for (size_t i = 0; i < rows.count && !status; i++) {
		const struct flag_row *row = &rows.items[i];
		bool is = false;

		if (row->state != FLAG_OPEN || !row->flag || !row->flag->opens || !row->flag->play)
			continue;
		status = is_opened(book, row, &is, error);
		if (status || is)
			continue;
		/* lent anew: a transaction may have let go of them */
		status = playbooks_get(book, &books, error) || open_one(book, books, row, &is, error) ? -1 : 0;
		if (opened && is)
			++*opened;
	}
	flag_rows_clear(&rows);
	return status;
}

int plays_open_wanted(struct book *book, int *opened, struct error *error)
{
	struct ids wanted = book->plays_wanted;
	int status = 0;

	if (opened)
		*opened = 0;
	if (book->readonly || !wanted.count)
		return 0;
	book->plays_wanted = (struct ids){ 0 };
	for (size_t i = 0; i < wanted.count && !status; i++)
		if (i == 0 || wanted.items[i] != wanted.items[i - 1])
			status = open_for_account(book, wanted.items[i], opened, error);
	if (status)
		for (size_t i = 0; i < wanted.count; i++) /* next time */
			*vec_add(&book->plays_wanted) = wanted.items[i];
	vec_free(&wanted);
	return status;
}
