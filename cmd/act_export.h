#ifndef WAYMARK_CMD_ACT_EXPORT_H
#define WAYMARK_CMD_ACT_EXPORT_H
/* Within export: a row is started, its cells added in order of the columns, and ended. */
#include "cmd/out.h"
#include "storage/export.h"

struct exporting {
	struct ctx *ctx;
	bool json;
	struct json_stream stream;
	struct buf line;
	const char *const *columns;
	/* of the row being written */
	json_t *object;
	int column;
};

void export_start(struct exporting *export) __attribute__((nonnull));
void export_text(struct exporting *export, const char *text) __attribute__((nonnull(1)));
void export_word(struct exporting *export, const char *text)
	__attribute__((nonnull(1))); /* of ours, never guarded */
void export_day(struct exporting *export, day_t day) __attribute__((nonnull));
void export_number(struct exporting *export, int64_t number) __attribute__((nonnull));
void export_value(struct exporting *export, int64_t value) __attribute__((nonnull)); /* thousandths */
void export_money(struct exporting *export, bool known, int64_t minor, const char *currency)
	__attribute__((nonnull(1)));
/* An account is named by its external id, else by its name. */
void export_account(struct exporting *export, const char *external_id, const char *name)
	__attribute__((nonnull(1)));
void export_end(struct exporting *export) __attribute__((nonnull));

/* ---- export_costs.c ---- */

extern const char *const export_cost_columns[];
int export_costs(struct exporting *export, struct error *error) __attribute__((nonnull, warn_unused_result));

/* ---- export_records.c ---- */

extern const char *const export_contact_columns[];
extern const char *const export_survey_columns[];
extern const char *const export_measure_columns[];
extern const char *const export_promise_columns[];
extern const char *const export_outcome_columns[];
extern const char *const export_concern_columns[];
extern const char *const export_override_columns[];
extern const char *const export_opportunity_columns[];
int export_contacts(struct exporting *export, struct error *error) __attribute__((nonnull, warn_unused_result));
int export_surveys(struct exporting *export, struct error *error) __attribute__((nonnull, warn_unused_result));
int export_measures(struct exporting *export, struct error *error) __attribute__((nonnull, warn_unused_result));
int export_promises(struct exporting *export, struct error *error) __attribute__((nonnull, warn_unused_result));
int export_outcomes(struct exporting *export, struct error *error) __attribute__((nonnull, warn_unused_result));
int export_concerns(struct exporting *export, struct error *error) __attribute__((nonnull, warn_unused_result));
int export_overrides(struct exporting *export, struct error *error) __attribute__((nonnull, warn_unused_result));
int export_opportunities(struct exporting *export, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
