#ifndef WAYMARK_TESTS_STORAGE_REVIEWING_H
#define WAYMARK_TESTS_STORAGE_REVIEWING_H
/* What the tests of reviews share: a book with an account, its agenda read, changes that must go well. */
#include "fixture.h"
#include "storage/records.h"
#include "storage/reviews.h"

/* A book with one account, and its agenda as it was read last. */
struct reviewed {
	struct fixture f;
	int64_t account;
	struct account_detail detail;
	struct agenda agenda;
};

void reviewed_open(struct reviewed *r);
void reviewed_close(struct reviewed *r);

void reviewed_begin(struct reviewed *r);
void reviewed_commit(struct reviewed *r);
/* One entry that must go well. */
#define WRITE(r, call) \
	do { \
		reviewed_begin(r); \
		cr_assert_eq(call, 0, "%s", (r)->f.error.text); \
		reviewed_commit(r); \
	} while (0)

/* The agenda as of a day, and as of today. */
void reviewed_read_as_of(struct reviewed *r, day_t as_of);
void reviewed_read(struct reviewed *r);

void reviewed_plan(struct reviewed *r, day_t day);
int64_t reviewed_outcome(struct reviewed *r, const char *name, int64_t value);
/* The item of the key KIND/IDEND, which must be there. */
const struct qbr_item *reviewed_item(const struct reviewed *r, const char *kind, int64_t id, const char *end);

#endif
