#ifndef WAYMARK_STORAGE_TRENDS_H
#define WAYMARK_STORAGE_TRENDS_H
/*
 * The trends of the book (core/trends.h), read in one pass over the accounts in question, a batch at a time, each a
 * short read of its own. Parts come account by account in order of id; what they point to lasts for the call.
 */
#include "core/trends.h"
#include "storage/book.h"

struct trend_query {
	day_t as_of;			     /* later facts are not there */
	const struct number_period *periods; /* one after the other without a gap; borrowed */
	int count;
	const struct ids *only; /* these accounts, in order of id; NULL: all. Borrowed */
};

/* Of which account a part is. */
struct trend_account {
	int64_t id;
	const char *segment; /* as of the query's day; NULL: none */
};

/* How the book's scorecards read surveys and seats: as the first does that applies to all and reads them. */
struct trend_rules {
	int nps_days, seats_days;	   /* 0: ever */
	char nps_card[80], seats_card[80]; /* name and version */
};
int trends_rules(struct book *book, struct trend_rules *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* contact: 0 where the answer is nobody's in particular. */
typedef void trends_answer_each(void *data, const struct trend_account *account, const struct trend_answer *answer,
				int64_t contact);
int trends_answers(struct book *book, const struct trend_query *query, int window, trends_answer_each *each,
		   void *data, struct error *error) __attribute__((nonnull(1, 2, 4, 6), warn_unused_result));

typedef void trends_seats_each(void *data, const struct trend_account *account, const struct trend_seats *seats);
int trends_seats(struct book *book, const struct trend_query *query, int fresh_days, trends_seats_each *each,
		 void *data, struct error *error) __attribute__((nonnull(1, 2, 4, 6), warn_unused_result));

/* Of each account on each progress track that it has. Evidence makes the track one of several tracks' own; its stages
 * are those of the track of the same id. */
typedef void trends_stay_each(void *data, const struct trend_account *account, const struct track *track,
			      const struct trend_stay *stay);
int trends_stays(struct book *book, const struct trend_query *query, trends_stay_each *each, void *data,
		 struct error *error) __attribute__((nonnull(1, 2, 3, 5), warn_unused_result));

typedef void trends_milestone_each(void *data, const struct trend_account *account, const struct track *track,
				   const struct trend_milestone *milestone);
int trends_milestones(struct book *book, const struct trend_query *query, trends_milestone_each *each, void *data,
		      struct error *error) __attribute__((nonnull(1, 2, 3, 5), warn_unused_result));

/* Of each account that was a customer at either end of a period of the query, by storage/history.h. */
typedef void trends_ends_each(void *data, int64_t account, int period, const char *currency,
			      const struct trend_ends *ends);
int trends_ends(struct book *book, const struct trend_query *query, trends_ends_each *each, void *data,
		struct error *error) __attribute__((nonnull(1, 2, 3, 5), warn_unused_result));

/* Yours to free; NULL where there is none such any more. */
int trends_contact_name(struct book *book, int64_t account, int64_t contact, char **out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
