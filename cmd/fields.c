/* The fields of an account as people set them. */
#include <stdio.h>
#include <string.h>

#include "cmd/fields.h"
#include "core/text.h"
#include "storage/facts_store.h"

static const struct {
	const char *name, *alias;
} fields[FIELD_COUNT] = {
	[FIELD_NAME] = { "name", NULL },
	[FIELD_SEGMENT] = { "segment", NULL },
	[FIELD_CSM] = { "csm", "owner" },
	[FIELD_STATUS] = { "status", NULL },
	[FIELD_ARR] = { "arr", NULL },
	[FIELD_CURRENCY] = { "currency", NULL },
	[FIELD_START] = { "start_date", "start" },
	[FIELD_RENEWAL] = { "renewal_date", "renewal" },
	[FIELD_DEFINITION_OF_SUCCESS] = { "definition_of_success", NULL },
	[FIELD_SUCCESS_MEASURE] = { "success_measure", NULL },
	[FIELD_MASTER_NARRATIVE] = { "master_narrative", NULL },
	[FIELD_VALUE_PATH] = { "value_path", NULL },
	[FIELD_NEXT_STEP] = { "next_step", NULL },
	[FIELD_NEXT_REVIEW] = { "next_review", NULL },
	[FIELD_EXTERNAL_ID] = { "external_id", NULL },
	[FIELD_CUSTOM] = { "custom.", NULL },
};

const char *field_name(enum field field)
{
	return fields[field].name;
}

static int unknown_field(const char *name, struct error *error)
{
	const char *near = NULL;
	int least = 4;

	for (int i = 0; i < FIELD_COUNT; i++) {
		int distance = text_distance(name, fields[i].name);

		if (distance >= least || distance >= (int)strlen(fields[i].name))
			continue;
		least = distance;
		near = fields[i].name;
	}
	if (near)
		return error_set(error, ERROR_USAGE, "there is no field '%s'; did you mean '%s'?", name, near);
	return error_set(error, ERROR_USAGE,
			 "there is no field '%s'; a field of your own is written custom.%s=VALUE", name, name);
}

static enum field find_field(const char *name)
{
	if (!strncmp(name, "custom.", 7) && name[7])
		return FIELD_CUSTOM;
	for (int i = 0; i < FIELD_CUSTOM; i++)
		if (!strcmp(name, fields[i].name) || (fields[i].alias && !strcmp(name, fields[i].alias)))
			return (enum field)i;
	return FIELD_COUNT;
}

int assignment_parse(const char *word, bool adding, struct assignment *out, struct error *error)
{
	const char *equals = strchr(word, '=');

	if (!equals)
		return error_set(error, ERROR_USAGE, "'%s' is no FIELD=VALUE", word);
	if ((size_t)(equals - word) >= sizeof out->name)
		return error_set(error, ERROR_USAGE, "the field's name in '%s' is too long", word);
	*out = (struct assignment){ .given = true, .value = equals + 1 };
	memcpy(out->name, word, (size_t)(equals - word));
	out->field = find_field(out->name);
	if (out->field == FIELD_COUNT)
		return unknown_field(out->name, error);
	if (out->field == FIELD_EXTERNAL_ID && !adding)
		return error_set(error, ERROR_USAGE,
				 "external_id is given when an account is added, and then stays");
	if (out->field != FIELD_CUSTOM)
		snprintf(out->name, sizeof out->name, "%s", fields[out->field].name);
	return 0;
}

const char *assignment_value(const struct assignment *list, enum field field)
{
	const char *value = NULL;

	for (; list->given; list++)
		if (list->field == field)
			value = list->value;
	return value;
}

/* ---- writing ---- */

static int parse_day(const struct ctx *ctx, const struct assignment *item, day_t *day, struct error *error)
{
	*day = DAY_NONE;
	if (!*item->value)
		return 0;
	if (date_parse_typed(item->value, ctx->clock, day, error))
		return error_prefix(error, "%s", item->name);
	return 0;
}

static int set_text(struct ctx *ctx, int64_t account, day_t on, const struct assignment *item,
		    enum account_text field, struct error *error)
{
	char currency[CURRENCY_SIZE];
	const char *value = *item->value ? item->value : NULL;

	if (field == ACCOUNT_NAME && !item->value[strspn(item->value, " \t")])
		return error_set(error, ERROR_INPUT, "name: an account wants a name");
	if (field == ACCOUNT_CURRENCY && value) {
		if (money_currency(value, currency, error))
			return error_prefix(error, "currency");
		value = currency;
	}
	return account_set_text(ctx->book, account, field, value, on, NULL, error);
}

static int set_state(struct ctx *ctx, int64_t account, day_t on, const struct assignment *item, struct error *error)
{
	struct account_state state = { .renewal = DAY_NONE };

	switch (item->field) {
	case FIELD_SEGMENT:
		state.says_segment = true;
		state.segment = item->value;
		break;
	case FIELD_CSM:
		state.says_csm = true;
		state.csm = item->value;
		break;
	case FIELD_NEXT_STEP:
		state.says_next_step = true;
		state.next_step = item->value;
		break;
	case FIELD_RENEWAL:
		state.says_renewal = true;
		if (parse_day(ctx, item, &state.renewal, error))
			return -1;
		break;
	default:
		state.says_status = true;
		if (!status_from_name(item->value, &state.status))
			return error_set(error, ERROR_INPUT, "status: '%s' is none of prospect, active, churned",
					 item->value);
	}
	return account_set_state(ctx->book, account, on, &state, NULL, error);
}

/* The amount alone is in the account's currency, and where it has none in the configured one. */
static int set_arr(struct ctx *ctx, int64_t account, day_t on, const struct assignment *item, struct error *error)
{
	struct account_detail detail = { 0 };
	char currency[CURRENCY_SIZE];
	int64_t minor;

	if (account_load(ctx->book, account, 0, ctx->as_of, &detail, error))
		return -1;
	memcpy(currency, detail.row.arr.currency, sizeof currency);
	account_detail_clear(&detail);
	if (!*item->value)
		return error_set(error, ERROR_INPUT,
				 "arr: an amount is missing; 0 says that the customer has left");
	if (money_parse(item->value, 0, currency, &minor, error))
		return error_prefix(error, "arr");
	if (!*currency && ctx->config &&
	    (money_currency(ctx->config->text[OPTION_CURRENCY], currency, error) ||
	     money_parse(item->value, 0, currency, &minor, error)))
		return error_prefix(error, "arr");
	if (minor < 0)
		return error_set(error, ERROR_INPUT, "arr: %s is below 0", item->value);
	return movement_set_arr(ctx->book, account, on, minor, currency, NULL, error);
}

static int apply(struct ctx *ctx, int64_t account, day_t on, const struct assignment *item, struct error *error)
{
	day_t day;

	switch (item->field) {
	case FIELD_NAME:
		return set_text(ctx, account, on, item, ACCOUNT_NAME, error);
	case FIELD_CURRENCY:
		return set_text(ctx, account, on, item, ACCOUNT_CURRENCY, error);
	case FIELD_DEFINITION_OF_SUCCESS:
		return set_text(ctx, account, on, item, ACCOUNT_DEFINITION_OF_SUCCESS, error);
	case FIELD_SUCCESS_MEASURE:
		return set_text(ctx, account, on, item, ACCOUNT_SUCCESS_MEASURE, error);
	case FIELD_MASTER_NARRATIVE:
		return set_text(ctx, account, on, item, ACCOUNT_MASTER_NARRATIVE, error);
	case FIELD_VALUE_PATH:
		return set_text(ctx, account, on, item, ACCOUNT_VALUE_PATH, error);
	case FIELD_START:
		return parse_day(ctx, item, &day, error) ? -1
							 : account_set_start(ctx->book, account, day, NULL, error);
	case FIELD_NEXT_REVIEW:
		return parse_day(ctx, item, &day, error) ? -1 : review_set(ctx->book, account, day, NULL, error);
	case FIELD_CUSTOM:
		return account_set_custom(ctx->book, account, item->name + strlen("custom."), item->value, on, NULL,
					  error);
	case FIELD_EXTERNAL_ID:
		return 0; /* given with the insert */
	case FIELD_ARR:
		return set_arr(ctx, account, on, item, error);
	default:
		return set_state(ctx, account, on, item, error);
	}
}

int fields_apply(struct ctx *ctx, int64_t account, day_t on, const struct assignment *list, struct error *error)
{
	/* the amount last: it reads the currency and the start date */
	for (const struct assignment *item = list; item->given; item++)
		if (item->field != FIELD_ARR && apply(ctx, account, on, item, error))
			return -1;
	for (const struct assignment *item = list; item->given; item++)
		if (item->field == FIELD_ARR && apply(ctx, account, on, item, error))
			return -1;
	return 0;
}
