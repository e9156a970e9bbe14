#ifndef WAYMARK_TESTS_STORAGE_REVENUE_H
#define WAYMARK_TESTS_STORAGE_REVENUE_H
/* Books of random revenue: the same of one seed everywhere. */
#include "tests/storage/fixture.h"

enum { ACCOUNTS = 30 };

extern struct fixture f;
extern int64_t accounts[ACCOUNTS]; /* of the last make_book() */

uint32_t roll(uint32_t *seed, uint32_t below);
/* One entry of the journal. */
void begin(void);
void commit(int64_t account);
void move(int64_t account, day_t on, enum movement_kind kind, int64_t minor, const char *currency,
	  const char *line);
/* Accounts of two segments and three CSMs with up to twenty movements over three years, some of no line, and with renewal
 * days that moved. Each account is in one currency: one of count. */
void make_book_in(uint32_t seed, const char *const *currencies, uint32_t count);
/* Two thirds of it in EUR, one in USD. */
void make_book(uint32_t seed);

#endif
