/* Bands that were set by hand: one of an account and a day. */
#include <stdio.h>
#include <strings.h>

#include "core/ids.h"
#include "storage/import_records.h"

enum { F_ACCOUNT, F_FROM, F_UNTIL, F_BAND, F_REASON, F_BY, F_COUNT };

static const char *const names[] = { "account", "from", "until", "band", "reason", "by", NULL };
static const enum field_type types[F_COUNT] = { [F_FROM] = FIELD_DATE, [F_UNTIL] = FIELD_DATE };
static const char *const must[] = { "account", "until", "band", NULL };

static bool parse_band(struct import *import, enum band *band)
{
	static const enum band bands[] = { BAND_GOOD, BAND_WATCH, BAND_RISK };
	const char *word = import_word(import, F_BAND), *label = import_field_name(import, F_BAND);

	for (size_t i = 0; word && i < sizeof bands / sizeof *bands; i++)
		if (!strcasecmp(word, band_name(bands[i]))) {
			*band = bands[i];
			return true;
		}
	return import_reject(import, label,
			     word ? "\"%.60s\" is no band; it is good, watch or risk"
				  : "the band is missing; it is good, watch or risk",
			     word);
}

static bool parse(struct import *import, struct override_write *write, bool *undated)
{
	if (!parse_band(import, &write->band) || !import_date(import, F_FROM, &write->on) ||
	    !import_date(import, F_UNTIL, &write->until))
		return false;
	*undated = write->on == DAY_NONE;
	if (*undated && !import_day(import, F_FROM, &write->on, undated))
		return false;
	write->reason = import_text(import, F_REASON);
	write->who = import_word(import, F_BY);
	if (!write->who)
		write->who = import->options->who;
	if (write->until == DAY_NONE)
		return import_reject(import, import_field_name(import, F_UNTIL),
				     "the last day is missing: when the number is trusted again");
	if (!write->reason)
		return import_reject(import, import_field_name(import, F_REASON),
				     "the reason is missing: why the number is wrong");
	/* The day before its first: it was taken back. */
	if (write->until < write->on - 1)
		return import_reject(import, import_field_name(import, F_UNTIL), "it is before the first day");
	return true;
}

/* What the row does not say anew is as it stands. 1: the day has one; 0; -1. The text is the list's. */
static int keep_standing(struct import *import, int64_t account, const bool *says, struct overrides *list,
			 struct override_write *write, struct error *error)
{
	if (overrides_list(import->book, account, list, error) < 0)
		return -1;
	for (size_t i = 0; i < list->count; i++) {
		const struct override *held = &list->items[i];

		if (held->on != write->on)
			continue;
		write->until = says[F_UNTIL] ? write->until : held->until;
		write->band = says[F_BAND] ? write->band : held->band;
		write->reason = says[F_REASON] ? write->reason : held->reason;
		return 1;
	}
	return 0;
}

/* Of one without its first day: 1: it is new; 0: it was there last time; -1. */
static int undated_news(struct import *import, int64_t account, const struct override_write *write,
			struct undated *undated, struct error *error)
{
	char numbers[2][24];

	snprintf(numbers[0], sizeof numbers[0], "%d", (int)write->band);
	snprintf(numbers[1], sizeof numbers[1], "%d", (int)write->until);
	return import_undated_news(import, account, id_hash("override", NULL),
				   id_hash(numbers[0], numbers[1], write->reason, NULL), undated, error);
}

static int row(struct import *import, struct error *error)
{
	struct override_write write = { 0 };
	struct overrides list = { 0 };
	bool says[IMPORT_FIELDS_MAX] = { 0 }, changed = false;
	struct undated undated = { 0 };
	char key[64], day[DATE_SIZE];
	int64_t account;
	int result = import_account(import, F_ACCOUNT, &account, error), existed, news = 1;
	bool is_undated;

	if (result <= 0 || !parse(import, &write, &is_undated))
		return result < 0 ? -1 : 0;
	if (is_undated)
		news = undated_news(import, account, &write, &undated, error);
	if (news <= 0) {
		import->report->unchanged += !news;
		return news;
	}
	snprintf(key, sizeof key, "override:%s", date_format(write.on, day));
	result = import_news(import, account, key, says, error);
	if (result <= 0)
		return result;
	existed = keep_standing(import, account, says, &list, &write, error);
	result = existed < 0 ? -1 : override_put(import->book, account, &write, &changed, error);
	overrides_clear(&list);
	if (!result && (import_remember(import, account, key, error) < 0 ||
			(is_undated && import_undated_keep(import, account, &undated, write.on, error) < 0)))
		return -1;
	return import_put_done(import, result, existed, changed, error);
}

const struct import_kind import_overrides = {
	.name = "overrides",
	.fields = names,
	.types = types,
	.must = must,
	.begin = import_no_state,
	.row = row,
	.end = import_no_end,
	.clear = import_no_clear,
};
