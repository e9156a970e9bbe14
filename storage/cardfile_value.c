/* The values of scorecard files: ids, numbers, ranges, to whom something applies. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "storage/cardfile_private.h"

#define DAYS_MAX 36500

int card_id(struct card_reader *reader, const config_setting_t *group, const char *what, char **out)
{
	const char *text;

	if (cfg_string(&reader->file, group, "id", CARD_TEXT_MAX, &text, reader->error) < 0)
		return -1;
	if (!text)
		return cfg_fail(&reader->file, group, reader->error, "%s needs id = \"...\"", what);
	if (strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(text) || text[0] < 'a' ||
	    text[0] > 'z' || strlen(text) > CARD_ID_MAX)
		return cfg_fail(&reader->file, config_setting_get_member(group, "id"), reader->error,
				"id \"%.70s\" must be of small letters a-z, digits, hyphens and underscores, begin "
				"with a letter, and have at most %d characters",
				text, CARD_ID_MAX);
	*out = xstrdup(text);
	return 0;
}

int card_text(struct card_reader *reader, const config_setting_t *group, const char *name, const char **out)
{
	const char *text;

	if (cfg_string(&reader->file, group, name, CARD_TEXT_MAX, &text, reader->error) < 0)
		return -1;
	*out = xstrdup(text);
	return 0;
}

int card_days(struct card_reader *reader, const config_setting_t *group, const char *name, int least, int *out)
{
	return cfg_number(&reader->file, group, name, least, DAYS_MAX, out, reader->error);
}

int card_bits(struct card_reader *reader, const config_setting_t *group, const char *name, struct names *names,
	      uint64_t *out)
{
	const config_setting_t *list;

	if (cfg_list(&reader->file, group, name, false, &list, reader->error) < 0)
		return -1;
	if (list && config_setting_length(list) == 0)
		return cfg_fail(&reader->file, list, reader->error,
				"%s names none; name one, or take the setting away for any", name);
	for (int i = 0; list && i < config_setting_length(list); i++) {
		const config_setting_t *item = config_setting_get_elem(list, (unsigned)i);
		int index = names_add(names, config_setting_get_string(item));

		if (index >= 64)
			return cfg_fail(&reader->file, item, reader->error,
					"this is one %s more than the 64 that all scorecards of a book may name; "
					"name fewer",
					name);
		*out |= UINT64_C(1) << index;
	}
	return 0;
}

int card_band_word(struct card_reader *reader, const config_setting_t *group, enum band *out)
{
	static const char *const bands[] = { "risk", "watch", "good", NULL };
	int band = -1;

	if (cfg_word(&reader->file, group, "band", bands, &band, reader->error) < 0)
		return -1;
	if (band < 0)
		return cfg_fail(&reader->file, group, reader->error,
				"there is no band here; write band = \"good\", \"watch\" or \"risk\"");
	*out = (enum band)(band + BAND_RISK);
	return 0;
}

int card_decimal(struct card_reader *reader, const config_setting_t *setting, const char *what, int scale,
		 int64_t *out)
{
	double number, off;

	switch (config_setting_type(setting)) {
	case CONFIG_TYPE_INT:
	case CONFIG_TYPE_INT64:
		*out = (int64_t)config_setting_get_int64(setting) * scale;
		return 0;
	case CONFIG_TYPE_FLOAT:
		break;
	default:
		return cfg_fail(&reader->file, setting, reader->error, "%s must be a number, without quotes", what);
	}
	number = config_setting_get_float(setting) * scale;
	if (!(number > -1e15 && number < 1e15))
		return cfg_fail(&reader->file, setting, reader->error, "%s is too large a number", what);
	*out = (int64_t)(number < 0 ? number - 0.5 : number + 0.5);
	off = number - (double)*out;
	if (off > 1e-6 || off < -1e-6)
		return cfg_fail(&reader->file, setting, reader->error, "%s has too many decimals; it may have %s",
				what,
				scale == 1     ? "none"
				: scale == 100 ? "two"
					       : "three");
	return 0;
}

int card_points(struct card_reader *reader, const config_setting_t *setting, int *out)
{
	int64_t points;

	if (card_decimal(reader, setting, "score", 100, &points) < 0)
		return -1;
	if (points < 0 || points > SCORE_MAX)
		return cfg_fail(&reader->file, setting, reader->error,
				"a score is from 0 to 100, also where it is shown on another scale");
	*out = (int)points;
	return 0;
}

/* ---- to whom ---- */

static int read_stages(struct card_reader *reader, const config_setting_t *group, struct applies *out)
{
	const config_setting_t *list;
	const char **stages;
	int count;

	if (cfg_list(&reader->file, group, "stages", false, &list, reader->error) < 0)
		return -1;
	count = list ? config_setting_length(list) : 0;
	if (list && !count)
		return cfg_fail(&reader->file, list, reader->error,
				"stages names none; name one, or take the setting away for any");
	if (!list)
		return 0;
	stages = xcalloc((size_t)count + 1, sizeof *stages);
	out->stages = stages;
	for (int i = 0; i < count; i++)
		stages[i] = xstrdup(config_setting_get_string_elem(list, i));
	return 0;
}

int card_applies(struct card_reader *reader, const config_setting_t *group, struct applies *out)
{
	static const char *const settings[] = { "segments", "stages", "age_from", "age_to", NULL };
	const config_setting_t *who = config_setting_get_member(group, "for");

	if (!who)
		return 0;
	if (!config_setting_is_group(who))
		return cfg_fail(&reader->file, who, reader->error,
				"for must stand in { }: for = { segments = ( \"...\" ); };");
	if (config_setting_length(who) == 0)
		return cfg_fail(&reader->file, who, reader->error,
				"for says nothing; name segments, stages or an age, or take it away");
	if (cfg_known(&reader->file, who, "for", settings, reader->error) < 0 ||
	    card_bits(reader, who, "segments", &reader->words->segments, &out->segments) < 0 ||
	    read_stages(reader, who, out) < 0 || card_days(reader, who, "age_from", 0, &out->age_from) < 0 ||
	    card_days(reader, who, "age_to", 1, &out->age_to) < 0)
		return -1;
	if (out->age_to && out->age_to <= out->age_from)
		return cfg_fail(&reader->file, who, reader->error,
				"age_to is %d, and no contract is so old that is at least age_from = %d days old; "
				"age_to is the first day that no longer counts",
				out->age_to, out->age_from);
	return 0;
}

/* ---- ranges ---- */

/* In thousandths to the kind's parts; false where it has no such parts. */
static bool to_scale(int64_t thousandths, int scale, int64_t *out)
{
	int64_t part = VALUE_SCALE / scale;

	*out = thousandths / part;
	return thousandths % part == 0;
}

static int bad_range(struct card_reader *reader, const config_setting_t *setting, const char *text)
{
	return cfg_fail(&reader->file, setting, reader->error,
			"\"%.60s\" is no range; write \"<= 10\", \"> 10, <= 33\", \"= 0\" or \"any\"", text);
}

static bool set_edge(struct range *out, const char *sign, size_t size, int64_t value)
{
	bool equal = size == 2 || sign[0] == '=';

	if (sign[0] != '<') {
		if (out->has_from)
			return false;
		out->has_from = true;
		out->from_open = !equal;
		out->from = value;
	}
	if (sign[0] != '>') {
		if (out->has_to)
			return false;
		out->has_to = true;
		out->to_open = !equal;
		out->to = value;
	}
	return true;
}

/* One sign and its number; *text goes on behind them. */
static int read_edge(struct card_reader *reader, const config_setting_t *setting, const struct indicator_kind *kind,
		     const char **text, struct range *out)
{
	const char *all = config_setting_get_string(setting), *sign = *text + strspn(*text, " ");
	size_t size = strspn(sign, "<>="), length;
	const char *number = sign + size + strspn(sign + size, " ");
	struct error ignored;
	int64_t value;
	char *copy;
	bool fine;

	if (size == 0 || size > 2 || (size == 2 && (sign[0] == '=' || sign[1] != '=')))
		return bad_range(reader, setting, all);
	length = strcspn(number, " ,");
	copy = xstrndup(number, length);
	fine = length > 0 && value_parse(copy, &value, &ignored) == 0;
	free(copy);
	if (!fine)
		return bad_range(reader, setting, all);
	if (!to_scale(value, kind->scale, &value))
		return cfg_fail(&reader->file, setting, reader->error,
				"\"%.60s\": %s reads whole numbers%s; take the decimals away", all, kind->name,
				kind->scale > 1 ? " and hundredths" : "");
	if (!set_edge(out, sign, size, value))
		return cfg_fail(&reader->file, setting, reader->error,
				"\"%.60s\" has the same edge twice; write a lower and an upper one", all);
	*text = number + length;
	return 0;
}

int card_range(struct card_reader *reader, const config_setting_t *setting, const struct indicator_kind *kind,
	       struct range *out)
{
	const char *text;

	*out = (struct range){ 0 };
	if (config_setting_type(setting) != CONFIG_TYPE_STRING)
		return cfg_fail(&reader->file, setting, reader->error,
				"a range must be a text in quotes: \"<= 10\", \"> 10, <= 33\", \"= 0\" or \"any\"");
	text = config_setting_get_string(setting);
	if (!strcmp(text, "any"))
		return 0;
	for (;;) {
		if (read_edge(reader, setting, kind, &text, out) < 0)
			return -1;
		text += strspn(text, " ");
		if (*text == '\0')
			return 0;
		if (*text++ != ',')
			return bad_range(reader, setting, config_setting_get_string(setting));
	}
}

void card_say_value(const struct indicator_kind *kind, int64_t value, struct buf *out)
{
	char text[VALUE_SIZE];

	if (kind->scale == 1)
		buf_printf(out, "%lld", (long long)value);
	else
		buf_str(out, value_format(value * (VALUE_SCALE / kind->scale), text));
}

void card_say_range(const struct indicator_kind *kind, const struct range *range, struct buf *out)
{
	if (!range->has_from && !range->has_to) {
		buf_str(out, "any");
		return;
	}
	if (range->has_from && range->has_to && range->from == range->to) {
		buf_str(out, "= ");
		card_say_value(kind, range->from, out);
		return;
	}
	if (range->has_from) {
		buf_str(out, range->from_open ? "> " : ">= ");
		card_say_value(kind, range->from, out);
	}
	if (range->has_to) {
		buf_str(out, range->has_from ? ", " : "");
		buf_str(out, range->to_open ? "< " : "<= ");
		card_say_value(kind, range->to, out);
	}
}
