#include "core/column.h"

#include <stdlib.h>
#include <string.h>

#include "core/text.h"
#include "core/xalloc.h"

/* Soonest, worst and longest ago come first: what needs someone now. */
static const struct column_info columns[COLUMN_COUNT] = {
	[COLUMN_NAME] = { "name", "Account", COLUMN_TEXT, 14, false, false, 100 },
	[COLUMN_STAGE] = { "stage", "Stage", COLUMN_TEXT, 9, false, false, 80 },
	[COLUMN_HEALTH] = { "health", "Health", COLUMN_NUMBER, 7, true, false, 90 },
	[COLUMN_RENEWAL] = { "renewal", "Renew", COLUMN_DATE, 6, true, false, 70 },
	[COLUMN_ARR] = { "arr", "ARR", COLUMN_MONEY, 10, true, true, 60 },
	[COLUMN_AT_STAKE] = { "at_stake", "At stake", COLUMN_MONEY, 10, true, true, 50 },
	[COLUMN_SEGMENT] = { "segment", "Segment", COLUMN_TEXT, 10, false, false, 30 },
	[COLUMN_CSM] = { "csm", "CSM", COLUMN_TEXT, 8, false, false, 40 },
	[COLUMN_STATUS] = { "status", "Status", COLUMN_TEXT, 8, false, false, 20 },
	[COLUMN_LAST_TOUCH] = { "last_touch", "Touched", COLUMN_DATE, 11, true, false, 35 },
	[COLUMN_DAYS] = { "days", "Days", COLUMN_NUMBER, 5, true, true, 25 },
	[COLUMN_START] = { "start", "Start", COLUMN_DATE, 11, true, false, 10 },
	[COLUMN_EXTERNAL_ID] = { "external_id", "Id", COLUMN_TEXT, 12, false, false, 15 },
	[COLUMN_LENS] = { "lens", "Lens", COLUMN_TEXT, 9, false, false, 75 },
};

static const struct {
	const char *alias;
	enum column column;
} aliases[] = {
	{ "account", COLUMN_NAME },	{ "renew", COLUMN_RENEWAL },	  { "renewal_date", COLUMN_RENEWAL },
	{ "stake", COLUMN_AT_STAKE },	{ "owner", COLUMN_CSM },	  { "last", COLUMN_LAST_TOUCH },
	{ "touch", COLUMN_LAST_TOUCH }, { "touched", COLUMN_LAST_TOUCH }, { "start_date", COLUMN_START },
	{ "id", COLUMN_EXTERNAL_ID },
};

const struct column_info *column_info(enum column column)
{
	if ((unsigned)column >= COLUMN_COUNT)
		BUG("no such column");
	return &columns[column];
}

enum column column_find(const char *key)
{
	for (int i = 0; i < COLUMN_COUNT; i++)
		if (strcmp(columns[i].key, key) == 0)
			return (enum column)i;
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (strcmp(aliases[i].alias, key) == 0)
			return aliases[i].column;
	return COLUMN_COUNT;
}

const char *column_text(enum column column, const struct account_row *row)
{
	const char *text = NULL;

	switch (column) {
	case COLUMN_NAME:
		text = row->name;
		break;
	case COLUMN_STAGE:
		text = row->track ? row->stage : NULL;
		break;
	case COLUMN_SEGMENT:
		text = row->segment;
		break;
	case COLUMN_CSM:
		text = row->csm;
		break;
	case COLUMN_STATUS:
		text = status_name(row->status);
		break;
	case COLUMN_EXTERNAL_ID:
		text = row->external_id;
		break;
	case COLUMN_LENS:
		text = row->lens;
		break;
	default:
		break;
	}
	return text && *text ? text : NULL;
}

static int64_t number_if(bool is, int64_t number, bool *known)
{
	*known = is;
	return is ? number : 0;
}

int64_t column_number(enum column column, const struct account_row *row, bool *known)
{
	switch (column) {
	case COLUMN_STAGE:
		return number_if(row->track != NULL, row->stage_index, known);
	case COLUMN_LENS:
		return number_if(row->lens != NULL, row->lens_index, known);
	case COLUMN_HEALTH:
		return number_if(row->health != HEALTH_UNKNOWN, row->health, known);
	case COLUMN_RENEWAL:
		return number_if(row->renewal != DAY_NONE, row->renewal, known);
	case COLUMN_ARR:
		return number_if(row->has_arr, row->arr.minor, known);
	case COLUMN_AT_STAKE:
		return number_if(row->at_stake >= 0, row->at_stake, known);
	case COLUMN_LAST_TOUCH:
		return number_if(row->last_touch != DAY_NONE, row->last_touch, known);
	case COLUMN_DAYS:
		return number_if(row->track && row->days >= 0, row->days, known);
	case COLUMN_START:
		return number_if(row->start != DAY_NONE, row->start, known);
	default:
		return number_if(false, 0, known);
	}
}

static int lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

/* Whether a European letter starts at text that folding leaves beyond ASCII. */
static bool is_letter_beyond_ascii(const unsigned char *text)
{
	int cp;

	if (text[0] < 0xc3 || text[0] > 0xc7 || (text[1] & 0xc0) != 0x80)
		return false;
	cp = (text[0] & 0x1f) << 6 | (text[1] & 0x3f);
	return cp != 0xdf && cp != 0x130 && cp != 0x149 && cp != 0x17f;
}

/* Whether an ASCII character, or the end, starts at text and no mark can follow it:
 * a mark would make another letter of it. */
static bool is_bare_ascii(const unsigned char *text)
{
	return text[0] < 0x80 && (!text[0] || text[1] < 0x80);
}

/* As text_fold() and strcmp() order them. Most names differ at an ASCII
 * letter, and then nothing need be folded: a hundred thousand rows are sorted by this. */
static int compare_text(const char *a, const char *b)
{
	const unsigned char *x = (const unsigned char *)a, *y = (const unsigned char *)b;
	char *folded_a, *folded_b;
	int order;

	while (*x && lower(*x) == lower(*y)) {
		x++;
		y++;
	}
	if (!*x && !*y)
		return 0;
	if (is_bare_ascii(x) && is_bare_ascii(y))
		return lower(*x) - lower(*y);
	if (is_bare_ascii(x) && is_letter_beyond_ascii(y))
		return -1;
	if (is_bare_ascii(y) && is_letter_beyond_ascii(x))
		return 1;
	folded_a = text_fold(a);
	folded_b = text_fold(b);
	order = strcmp(folded_a, folded_b);
	free(folded_a);
	free(folded_b);
	return order;
}

static int compare_ties(const struct account_row *a, const struct account_row *b)
{
	int order = compare_text(a->name ? a->name : "", b->name ? b->name : "");

	return order ? order : (a->id > b->id) - (a->id < b->id);
}

int column_compare(enum column column, bool descending, const struct account_row *a, const struct account_row *b)
{
	bool known_a, known_b;
	int order = 0;

	/* Stages stand in the order of the way, not of the alphabet. */
	if (column_info(column)->kind == COLUMN_TEXT && column != COLUMN_STAGE && column != COLUMN_LENS) {
		const char *x = column_text(column, a), *y = column_text(column, b);

		known_a = x != NULL;
		known_b = y != NULL;
		if (x && y)
			order = compare_text(x, y);
	} else {
		int64_t x = column_number(column, a, &known_a), y = column_number(column, b, &known_b);

		order = (x > y) - (x < y);
	}
	if (known_a != known_b)
		return known_a ? -1 : 1;
	if (!known_a || order == 0)
		return compare_ties(a, b);
	return descending ? -order : order;
}
