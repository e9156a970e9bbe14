#ifndef WAYMARK_STORAGE_DEMO_PRIVATE_H
#define WAYMARK_STORAGE_DEMO_PRIVATE_H
/* What the files of the sample book share. */
#include "core/date.h"
#include "storage/book.h"
#include "storage/csv.h"

#define DEMO_SOURCE "waymark"
#define DEMO_COLUMNS 20

/* One of the files, and its row at hand. */
struct demo_sheet {
	struct book *book;
	day_t today;
	const char *who;
	char *path;
	const char *const *columns;
	int places[DEMO_COLUMNS]; /* of our columns in the file, -1: not there */
	struct csv_record record;
};

/* A cell by our column's index; NULL when blank or not there. */
const char *demo_cell(const struct demo_sheet *sheet, int column) __attribute__((nonnull));
int demo_bad_cell(const struct demo_sheet *sheet, int column, struct error *error) __attribute__((nonnull));
/* Days from today; blank is DAY_NONE. */
int demo_day_cell(const struct demo_sheet *sheet, int column, day_t *day, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int64_t demo_account_cell(const struct demo_sheet *sheet, int column) __attribute__((nonnull));

/* storage/demo_records.c: contacts by name, so that other rows of theirs find them; its account is in the first
 * column. 0: the cell is blank. */
int64_t demo_contact_cell(const struct demo_sheet *sheet, int column) __attribute__((nonnull));
extern const char *const demo_contact_columns[],
	*const demo_promise_columns[], *const demo_outcome_columns[],
					       *const demo_survey_columns[],
						       *const demo_measure_columns[],
							       *const demo_concern_columns[],
								       *const demo_override_columns[];
typedef int demo_add(struct demo_sheet *sheet, struct error *error);
demo_add demo_add_contact, demo_add_promise, demo_add_outcome, demo_add_survey, demo_add_measures, demo_add_concern,
	demo_add_override;

/* storage/demo_numbers.c */
extern const char *const demo_pass_columns[],
	*const demo_cost_columns[], *const demo_rate_columns[], *const demo_call_columns[],
									*const demo_deal_columns[];
demo_add demo_add_pass, demo_add_cost, demo_add_rate, demo_add_call, demo_add_deal;

/* storage/demo_history.c: what would have been shown, week by week and month by month before. */
int demo_keep_history(struct book *book, struct error *error) __attribute__((nonnull, warn_unused_result));

#endif
