#include "storage/rescore.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

enum {
	SLICE = 512,	    /* accounts read and reckoned at once */
	HELPED_FROM = 3000, /* accounts; fewer are done before a helper has started */
	HELPED_TO = 400000, /* what more are takes too much memory to be held until all are read */
	HELPERS_MAX = 3,    /* more would wait for the one that writes */
	SLICES_AHEAD = 32,  /* of what is written: read and not yet written */
	HELPER_WAIT = 20,   /* ms that a helper's connection waits for a lock: nobody should hold one */
};

enum state { OPEN, TAKEN, DONE };

struct slice {
	int64_t low, high; /* account ids, both included */
	enum state state;
	VEC(struct derived) rows;
	struct derived_lenses lenses; /* of all rows, in their order */
	struct arena arena;
};

/* What the threads share: states, next, written and stop under the lock; a slice's rows are whose took it. */
struct work {
	struct book *book;
	VEC(struct slice) slices;
	size_t next, written;
	bool stop;
	pthread_mutex_t lock;
	pthread_cond_t changed;
};

struct helper {
	struct work *work;
	struct book *book; /* a connection of its own */
	pthread_t thread;
};

static void slice_clear(struct slice *slice)
{
	for (size_t i = 0; i < slice->rows.count; i++)
		derived_free(&slice->rows.items[i]);
	vec_free(&slice->rows);
	vec_free(&slice->lenses);
	arena_free(&slice->arena);
}

static int reckon(struct facts_reader *reader, struct book *book, struct slice *slice, struct error *error)
{
	int found = facts_begin(reader, book, slice->low, slice->high, error) ? -1 : 1;

	vec_reserve(&slice->rows, SLICE);
	while (found == 1 && (found = facts_next(reader, 0, error)) == 1) {
		struct derived *row = vec_add(&slice->rows);

		*row = (struct derived){ 0 };
		if (derive(reader, book->options.today, row, &slice->lenses, error))
			found = -1;
		else
			derived_keep(row, &slice->arena);
	}
	if (found < 0)
		slice_clear(slice);
	return found;
}

/* ---- sharing it out ---- */

/* The next that nobody has, not too far ahead of what is written; NULL: none just now. Under the lock. */
static struct slice *take(struct work *work)
{
	while (work->next < work->slices.count && work->next < work->written + SLICES_AHEAD) {
		struct slice *slice = &work->slices.items[work->next++];

		if (slice->state == OPEN) {
			slice->state = TAKEN;
			return slice;
		}
	}
	return NULL;
}

static void put_back(struct work *work, struct slice *slice, bool done)
{
	slice->state = done ? DONE : OPEN;
	pthread_cond_broadcast(&work->changed);
}

/* A helper that fails gives its slice back and leaves: the one who writes does it, and says what is wrong. */
static void *help(void *data)
{
	struct helper *helper = data;
	struct work *work = helper->work;
	struct facts_reader reader = { 0 };
	struct error ignored;
	bool able = true;

	pthread_mutex_lock(&work->lock);
	while (able && !work->stop && work->next < work->slices.count) {
		struct slice *slice = take(work);

		if (!slice) {
			pthread_cond_wait(&work->changed, &work->lock);
			continue;
		}
		pthread_mutex_unlock(&work->lock);
		able = reckon(&reader, helper->book, slice, &ignored) == 0;
		pthread_mutex_lock(&work->lock);
		put_back(work, slice, able);
	}
	pthread_mutex_unlock(&work->lock);
	facts_end(&reader);
	return NULL;
}

/* Until a slice is done: by this thread, which meanwhile does others that nobody has. */
static int await(struct work *work, struct slice *wanted, struct facts_reader *reader, struct error *error)
{
	int result = 0;

	pthread_mutex_lock(&work->lock);
	while (!result && wanted->state != DONE) {
		struct slice *slice = wanted->state == OPEN ? wanted : take(work);

		if (!slice) {
			pthread_cond_wait(&work->changed, &work->lock);
			continue;
		}
		slice->state = TAKEN;
		pthread_mutex_unlock(&work->lock);
		result = reckon(reader, work->book, slice, error);
		pthread_mutex_lock(&work->lock);
		put_back(work, slice, !result);
	}
	pthread_mutex_unlock(&work->lock);
	return result;
}

static int write_slice(struct work *work, struct slice *slice,
		       int (*put)(void *data, const struct derived *derived, const struct derived_lens *lenses,
				  struct error *error),
		       void *data, struct error *error)
{
	const struct derived_lens *lens = slice->lenses.items;

	for (size_t i = 0; i < slice->rows.count; i++) {
		if (put(data, &slice->rows.items[i], lens, error))
			return -1;
		if (slice->rows.items[i].lenses)
			lens += slice->rows.items[i].lenses;
	}
	slice_clear(slice);
	pthread_mutex_lock(&work->lock);
	work->written++;
	pthread_cond_broadcast(&work->changed);
	pthread_mutex_unlock(&work->lock);
	return 0;
}

/* ---- helpers ---- */

/* Their connections read along with the book's, with its scorecards: those may have been written just now. */
static struct book *open_beside(struct book *book, struct error *error)
{
	struct book_options options = book->options;
	const struct cards *cards;
	struct book *beside;

	options.wait_ms = HELPER_WAIT;
	if (cards_get(book, &cards, error) || book_open(&beside, book->path, BOOK_READONLY, &options, error))
		return NULL;
	beside->lent_cards = cards;
	if (!book_read_begin(beside, error))
		return beside;
	book_close(beside);
	return NULL;
}

/* As many as can be had; none is no error. Signals are for the thread that was there before. */
static int start_helpers(struct work *work, struct helper *helpers, int wanted)
{
	struct error ignored;
	sigset_t all, before;
	int count = 0;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (count < wanted) {
		struct helper *helper = &helpers[count];

		helper->work = work;
		helper->book = open_beside(work->book, &ignored);
		if (!helper->book)
			break;
		if (pthread_create(&helper->thread, NULL, help, helper)) {
			book_close(helper->book);
			break;
		}
		count++;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return count;
}

static void stop_helpers(struct work *work, struct helper *helpers, int count)
{
	pthread_mutex_lock(&work->lock);
	work->stop = true;
	pthread_cond_broadcast(&work->changed);
	pthread_mutex_unlock(&work->lock);
	for (int i = 0; i < count; i++) {
		pthread_join(helpers[i].thread, NULL);
		book_read_end(helpers[i].book);
		book_close(helpers[i].book);
	}
}

int rescore_helpers(struct book *book, int *helpers, struct error *error)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	int wanted = book->options.threads ? book->options.threads - 1 : (int)processors - 1;
	sqlite3_stmt *st;
	int64_t accounts;

	*helpers = 0;
	if (wanted < 1 || (book->writing && (book->touched.count || !book->only_cards)))
		return 0;
	st = book_query(book, error, Q_ACCOUNT_COUNT, "");
	if (!st || book_step(book, st, error) != 1)
		return -1;
	accounts = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	if (accounts <= HELPED_TO && (accounts >= HELPED_FROM || book->options.threads))
		*helpers = wanted < HELPERS_MAX ? wanted : HELPERS_MAX;
	return 0;
}

/* ---- all of it ---- */

/* The ids between which slices lie: each is the last of one, and the last of all is the greatest there is. */
static int cut(struct book *book, struct work *work, struct error *error)
{
	int64_t low = INT64_MIN;
	int found = 1;

	while (found == 1) {
		sqlite3_stmt *st = book_query(book, error, Q_ACCOUNT_AFTER, "in", low, SLICE - 1);
		struct slice slice = { .low = low, .high = INT64_MAX };

		found = st ? book_step(book, st, error) : -1;
		if (found == 1) {
			slice.high = sqlite3_column_int64(st, 0);
			sqlite3_reset(st);
			low = slice.high + 1; /* there is none at INT64_MAX: ids have 63 bits */
		}
		*vec_add(&work->slices) = slice;
	}
	return found;
}

int rescore_each(struct book *book, int helpers,
		 int (*put)(void *data, const struct derived *derived, const struct derived_lens *lenses,
			    struct error *error),
		 void *data, struct error *error)
{
	struct work work = { .book = book };
	struct helper beside[HELPERS_MAX];
	struct facts_reader reader = { 0 };
	int result = cut(book, &work, error), count;

	pthread_mutex_init(&work.lock, NULL);
	pthread_cond_init(&work.changed, NULL);
	count = result ? 0 : start_helpers(&work, beside, helpers);
	for (size_t i = 0; i < work.slices.count && !result; i++)
		if (await(&work, &work.slices.items[i], &reader, error) ||
		    write_slice(&work, &work.slices.items[i], put, data, error))
			result = -1;
	stop_helpers(&work, beside, count);
	facts_end(&reader);
	for (size_t i = 0; i < work.slices.count; i++)
		slice_clear(&work.slices.items[i]);
	vec_free(&work.slices);
	pthread_cond_destroy(&work.changed);
	pthread_mutex_destroy(&work.lock);
	return result;
}
