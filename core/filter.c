#include "core/filter.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "core/vec.h"

/* Amounts in terms have four decimals, as many as any currency: CLF has them. */
#define FINEST_CURRENCY "CLF"
#define FINEST_DECIMALS 4

/* The fields beside the columns. */
#define FIELD_BAND COLUMN_COUNT
#define FIELD_NONE (-1)

struct term {
	int field; /* enum column, or FIELD_BAND */
	char operator;
	bool unknown; /* = "" */
	char *text;   /* folded, for texts */
	int64_t number;
};

struct filter {
	struct term *items;
	size_t count, room;
};

void filter_free(struct filter *filter)
{
	if (!filter)
		return;
	for (size_t i = 0; i < filter->count; i++)
		free(filter->items[i].text);
	vec_free(filter);
	free(filter);
}

static const char *field_key(int field)
{
	return field == FIELD_BAND ? "band" : column_info((enum column)field)->key;
}

static int field_find(const char *key)
{
	enum column column = column_find(key);

	if (column != COLUMN_COUNT)
		return (int)column;
	return strcmp(key, "band") == 0 ? FIELD_BAND : FIELD_NONE;
}

static int unknown_field(const char *key, struct error *error)
{
	struct buf list = { 0 };
	int nearest = 0, least = 1000;

	for (int field = 0; field <= FIELD_BAND; field++) {
		int distance = text_distance(key, field_key(field));

		buf_printf(&list, "%s%s", field ? ", " : "", field_key(field));
		if (distance < least) {
			least = distance;
			nearest = field;
		}
	}
	error_set(error, ERROR_USAGE, "\"%.60s\" is no field; the nearest is %s; there are %s", key,
		  field_key(nearest), buf_text(&list));
	buf_free(&list);
	return -1;
}

/* Text and words are for = and ~, and text for < and > too; the rest is for = < >. */
static int check_words(const struct term *term, const char *value, struct error *error)
{
	static const char *const bands[] = { "unknown", "risk", "watch", "good", NULL };
	static const char *const statuses[] = { "prospect", "active", "churned", NULL };
	const char *const *words = term->field == FIELD_BAND ? bands : statuses;
	bool band = term->field == FIELD_BAND;

	if (term->operator== '<' || term->operator== '>')
		return error_set(error, ERROR_USAGE, "%s is a word: it goes with = or ~", field_key(term->field));
	if (term->operator== '~' || term->unknown)
		return 0;
	for (; *words; words++)
		if (strcmp(*words, term->text) == 0)
			return 0;
	return error_set(error, ERROR_USAGE, "%s is never \"%.60s\"; it is %s", field_key(term->field), value,
			 band ? "good, watch, risk or unknown" : "prospect, active or churned");
}

static int read_whole(const char *key, const char *value, int64_t *number, struct error *error)
{
	bool minus = *value == '-';
	const char *at = value + minus;
	int64_t whole = 0;

	do {
		if (*at < '0' || *at > '9')
			return error_set(error, ERROR_USAGE, "%s takes a whole number, not \"%.60s\"", key, value);
		if (whole < 1000000000)
			whole = whole * 10 + *at - '0';
	} while (*++at);
	*number = minus ? -whole : whole;
	return 0;
}

static int read_number(struct term *term, const char *value, struct error *error)
{
	const struct column_info *info = column_info((enum column)term->field);
	char currency[CURRENCY_SIZE] = FINEST_CURRENCY;
	struct error why;
	day_t date;

	if (term->operator== '~')
		return error_set(error, ERROR_USAGE, "~ is for text, and %s is none: it goes with = < or >",
				 info->key);
	if (term->unknown)
		return 0;
	switch (info->kind) {
	case COLUMN_DATE:
		if (date_parse(value, &date, &why) < 0)
			return error_set(error, ERROR_USAGE, "%s takes a date like 2026-11-22, not \"%.60s\"",
					 info->key, value);
		term->number = date;
		return 0;
	case COLUMN_MONEY:
		if (money_parse(value, '.', currency, &term->number, &why) < 0)
			return error_set(
				error, ERROR_USAGE,
				"%s takes an amount like 50000 or 1234.50, without a currency, not \"%.60s\"",
				info->key, value);
		return 0;
	default:
		return read_whole(info->key, value, &term->number, error);
	}
}

static int add_term(struct filter *filter, const char *key, char operator, const char * value, struct error *error)
{
	struct term term = { .operator= operator, .field = field_find(key) };
	bool words = term.field == FIELD_BAND || term.field == COLUMN_STATUS;
	int rc = 0;

	if (term.field == FIELD_NONE)
		return unknown_field(key, error);
	term.unknown = operator== '=' && !* value;
	if ((operator== '<' || operator== '>') && !*value)
		return error_set(error, ERROR_USAGE, "%s%c stands without a value behind it", key, operator);
	if (words || column_info((enum column)term.field)->kind == COLUMN_TEXT)
		term.text = text_fold(value);
	if (words)
		rc = check_words(&term, value, error);
	else if (!term.text)
		rc = read_number(&term, value, error);
	if (rc < 0)
		free(term.text);
	else
		*vec_add(filter) = term;
	return rc;
}

/* The value at text up to a blank outside quotes, without the quotes; returns
 * where it ends, NULL when a quote stays open. */
static const char *read_value(const char *text, struct buf *value)
{
	bool quoted = false;

	for (; *text && (quoted || !strchr(" \t\r\n", *text)); text++) {
		if (*text == '"')
			quoted = !quoted;
		else
			buf_char(value, *text);
	}
	return quoted ? NULL : text;
}

static int parse_argument(struct filter *filter, const char *text, struct error *error)
{
	struct buf key = { 0 }, value = { 0 };
	int rc = 0;

	while (rc == 0 && *(text += strspn(text, " \t\r\n"))) {
		size_t size = strcspn(text, "=<>~ \t\r\n\"");
		const char *start = text;

		buf_clear(&key);
		buf_clear(&value);
		buf_add(&key, text, size);
		text += size;
		if (size == 0 || !*text || !strchr("=<>~", *text)) {
			rc = error_set(error, ERROR_USAGE,
				       "\"%.60s\" is no term: write field=value, field<value, field>value or "
				       "field~part, with quotes around a value that has spaces",
				       start);
			break;
		}
		text = read_value(text + 1, &value);
		if (!text) {
			rc = error_set(error, ERROR_USAGE, "\"%.60s\" opens a quote that nothing closes", start);
			break;
		}
		rc = add_term(filter, buf_text(&key), start[size], buf_text(&value), error);
	}
	buf_free(&key);
	buf_free(&value);
	return rc;
}

int filter_parse(struct filter **out, char *const *terms, int count, struct error *error)
{
	struct filter *filter = xcalloc(1, sizeof *filter);

	for (int i = 0; i < count; i++) {
		if (parse_argument(filter, terms[i], error) < 0) {
			filter_free(filter);
			return -1;
		}
	}
	*out = filter;
	return 0;
}

static bool order_fits(int order, char operator)
{
	return operator== '<' ? order < 0 : operator== '>' ? order > 0 : order == 0;
}

static bool text_fits(const struct term *term, const char *text)
{
	char *folded;
	bool fits;

	if (term->unknown || !text)
		return term->unknown && !text;
	folded = text_fold(text);
	if (term->operator== '~')
		fits = text_contains(folded, term->text);
	else
		fits = order_fits(strcmp(folded, term->text), term->operator);
	free(folded);
	return fits;
}

/* Minor units against the term's finest units, exactly and without overflow. */
static int compare_money(int64_t minor, const char *currency, int64_t finest)
{
	int64_t step = 1, whole, rest;

	for (int i = money_decimals(currency); i < FINEST_DECIMALS; i++)
		step *= 10;
	whole = finest / step;
	rest = finest % step;
	if (minor != whole)
		return minor < whole ? -1 : 1;
	return rest > 0 ? -1 : rest < 0;
}

static bool number_fits(const struct term *term, const struct account_row *row)
{
	enum column column = (enum column)term->field;
	bool known;
	int64_t number = column_number(column, row, &known);
	int order;

	if (term->unknown || !known)
		return term->unknown && !known;
	if (column == COLUMN_HEALTH)
		number /= 100; /* the score that is shown */
	if (column_info(column)->kind == COLUMN_MONEY)
		order = compare_money(number, row->arr.currency, term->number);
	else
		order = (number > term->number) - (number < term->number);
	return order_fits(order, term->operator);
}

static bool term_fits(const struct term *term, const struct account_row *row)
{
	if (term->field == FIELD_BAND)
		return term->unknown ? row->band == BAND_UNKNOWN : text_fits(term, band_name(row->band));
	if (term->text)
		return text_fits(term, column_text((enum column)term->field, row));
	return number_fits(term, row);
}

bool filter_fits(const struct filter *filter, const struct account_row *row)
{
	for (size_t i = 0; i < filter->count; i++)
		if (!term_fits(&filter->items[i], row))
			return false;
	return true;
}

const char *filter_only(const struct filter *filter, enum column column)
{
	const struct term *term = filter->items;

	return filter->count == 1 && term->field == (int)column && term->operator== '=' && !term->unknown ? term->text
													    : NULL;
}
