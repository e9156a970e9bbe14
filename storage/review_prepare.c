/* The preparation of a review: a play of its own, whose days are counted from the review's. */
#include <inttypes.h>

#include "storage/plays.h"
#include "storage/review_private.h"

#define PREPARATION "qbr-preparation" /* the play's key; a team without one has none opened */

static int open_preparation(struct book *book, int64_t account, int64_t id, const char *who, struct error *error)
{
	const struct playbooks *books;
	struct play_write write = { .on = book->options.today, .who = who, .review = id };
	int64_t play;
	bool opened;
	char *cause;
	int status;

	if (playbooks_get(book, &books, error))
		return -1;
	write.play = playbooks_play(books, PREPARATION);
	if (!write.play)
		return 0;
	cause = xasprintf("review/%" PRId64, id);
	write.cause = cause;
	status = play_open(book, account, &write, &play, &opened, error);
	free(cause);
	return status;
}

int review_prepare(struct book *book, int64_t account, int64_t id, const char *who, struct error *error)
{
	struct review_row row;
	bool ahead;

	/* tasks that lost their review come to hang on the next */
	if (plays_replan(book, account, error))
		return -1;
	if (!id)
		return 0;
	if (review_get(book, account, id, &row, error))
		return -1;
	ahead = row.held == DAY_NONE;
	review_row_clear(&row);
	return ahead ? open_preparation(book, account, id, who, error) : 0;
}

int review_prepared(struct book *book, int64_t account, int64_t id, day_t on, const char *who, struct error *error)
{
	if (book_run(book, error, Q_TODO_HELD, "iitdtn", account, id, PREPARATION, on, who, (int)ANCHOR_REVIEW) < 0)
		return -1;
	return plays_replan(book, account, error);
}
