#ifndef WAYMARK_STORAGE_NUMBERS_PASS_H
#define WAYMARK_STORAGE_NUMBERS_PASS_H
/*
 * A pass over the movements of the book, account by account in order of id, beside the days on which each was known to
 * renew. It goes in short reads: who takes one seeks, reads some accounts, and stops before a key is waited for.
 */
#include "core/arena.h"
#include "core/numbers.h"
#include "core/vec.h"
#include "storage/book_private.h"

struct numbers_pass {
	struct book *book;
	enum query
		query; /* of the movements: its columns are those of numbers_movements, NULL what nobody asks for */
	day_t as_of;   /* later ones are not there */

	sqlite3_stmt *movements, *renewals; /* on a row, or NULL: there is no more */
	struct arena lines;
	/* Of the account that was read last, in order of day. */
	VEC(struct number_movement) account;
	VEC(char) currencies; /* CURRENCY_SIZE of each movement */
	VEC(struct number_renewal) days;
};
void numbers_pass_free(struct numbers_pass *pass) __attribute__((nonnull));

/* To the first account from this one on. */
int numbers_pass_seek(struct numbers_pass *pass, int64_t from, struct error *error)
	__attribute__((nonnull, warn_unused_result));
void numbers_pass_stop(struct numbers_pass *pass) __attribute__((nonnull));
/* The account that comes next; INT64_MAX: none. */
int64_t numbers_pass_next(const struct numbers_pass *pass) __attribute__((nonnull));
/* Reads it. */
int numbers_pass_read(struct numbers_pass *pass, struct error *error) __attribute__((nonnull, warn_unused_result));
/* Tells the account that was read, once for each of its currencies: one is the rule, and a book that breaks it is still
 * told apart. Its rows are yours to reorder. */
typedef int numbers_pass_each(void *data, const char *currency, struct number_account *account,
			      struct error *error);
int numbers_pass_apart(struct numbers_pass *pass, int64_t account, numbers_pass_each *each, void *data,
		       struct error *error) __attribute__((nonnull(1, 3, 5), warn_unused_result));

#endif
