#ifndef WAYMARK_CMD_FIELDS_H
#define WAYMARK_CMD_FIELDS_H
/* The fields of an account as people set them: FIELD=VALUE. */
#include "cmd/act.h"

enum field {
	FIELD_NAME,
	FIELD_SEGMENT,
	FIELD_CSM,
	FIELD_STATUS,
	FIELD_ARR,
	FIELD_CURRENCY,
	FIELD_START,
	FIELD_RENEWAL,
	FIELD_DEFINITION_OF_SUCCESS,
	FIELD_SUCCESS_MEASURE,
	FIELD_MASTER_NARRATIVE,
	FIELD_VALUE_PATH,
	FIELD_NEXT_STEP,
	FIELD_NEXT_REVIEW,
	FIELD_EXTERNAL_ID, /* when adding */
	FIELD_CUSTOM,	   /* custom.KEY */
	FIELD_COUNT,
};

struct assignment {
	bool given; /* false ends a list */
	enum field field;
	char name[64];	   /* as it is called: "renewal_date", "custom.region" */
	const char *value; /* borrowed from the word; "" clears */
};

/* "segment", "renewal_date", ...; of FIELD_CUSTOM "custom.". */
const char *field_name(enum field field) __attribute__((returns_nonnull));
/* ERROR_USAGE names the nearest field. external_id may be given only when adding. */
int assignment_parse(const char *word, bool adding, struct assignment *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The value given for a field, the last one; NULL when none was. */
const char *assignment_value(const struct assignment *list, enum field field) __attribute__((nonnull));
/* Writes them within a transaction; dated ones hold from on. */
int fields_apply(struct ctx *ctx, int64_t account, day_t on, const struct assignment *list, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
