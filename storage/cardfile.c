#include "storage/cardfile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "storage/cardfile_private.h"

static const char *const card_settings[] = { "id",     "title", "version",    "scale",	"grace_days", "for",
					     "labels", "bands", "dimensions", "beside", "rules",      NULL };
static const char *const label_settings[] = { "name", "band", "score", NULL };
static const char *const band_settings[] = { "band", "from", "to", "label", NULL };
static const char *const dimension_settings[] = { "id", "title", "weight", "indicators", NULL };
static const char *const rule_settings[] = { "when", "band", "label", NULL };

/* ---- labels ---- */

static int read_label(struct card_reader *reader, const config_setting_t *group, struct card_label *out)
{
	const config_setting_t *score;

	if (!config_setting_is_group(group))
		return cfg_fail(&reader->file, group, reader->error,
				"a label stands in { }: green = { band = \"good\"; score = 100; };");
	*out = (struct card_label){ .key = config_setting_name(group), .name = config_setting_name(group) };
	score = config_setting_get_member(group, "score");
	if (cfg_known(&reader->file, group, "a label", label_settings, reader->error) < 0 ||
	    cfg_string(&reader->file, group, "name", CARD_TEXT_MAX, &out->name, reader->error) < 0 ||
	    card_band_word(reader, group, &out->band) < 0)
		return -1;
	if (!out->name)
		out->name = out->key;
	if (!score)
		return cfg_fail(&reader->file, group, reader->error,
				"a label needs score = N, the points from 0 to 100 that such a reading is worth");
	return card_points(reader, score, &out->score);
}

static int read_labels(struct card_reader *reader)
{
	static const struct card_label own[] = { { "good", "good", BAND_GOOD, SCORE_MAX },
						 { "watch", "watch", BAND_WATCH, SCORE_MAX / 2 },
						 { "risk", "risk", BAND_RISK, 0 } };
	const config_setting_t *group = config_lookup(&reader->file.config, "labels");

	if (!group) {
		for (size_t i = 0; i < sizeof own / sizeof *own; i++)
			*vec_add(&reader->labels) = own[i];
		return 0;
	}
	if (!config_setting_is_group(group) || config_setting_length(group) == 0)
		return cfg_fail(
			&reader->file, group, reader->error,
			"labels must stand in { }: labels = { green = { band = \"good\"; score = 100; }; };");
	for (int i = 0; i < config_setting_length(group); i++)
		if (read_label(reader, config_setting_get_elem(group, (unsigned)i), vec_add(&reader->labels)) < 0)
			return -1;
	return 0;
}

/* ---- bands ---- */

static int read_band(struct card_reader *reader, const config_setting_t *group, struct card_band *out)
{
	*out = (struct card_band){ .from = -1, .to = -1 };
	if (cfg_known(&reader->file, group, "a band", band_settings, reader->error) < 0 ||
	    card_band_word(reader, group, &out->band) < 0 ||
	    cfg_number(&reader->file, group, "from", 0, 100, &out->from, reader->error) < 0 ||
	    cfg_number(&reader->file, group, "to", 0, 100, &out->to, reader->error) < 0 ||
	    card_text(reader, group, "label", &out->label) < 0)
		return -1;
	if (out->from < 0 || out->to < 0)
		return cfg_fail(&reader->file, group, reader->error,
				"a band needs from = N; to = N; in whole points from 0 to 100, both in it");
	return 0;
}

static int check_bands(struct card_reader *reader, const config_setting_t *list)
{
	const struct card_band *bands = reader->card->bands;
	struct range ranges[CARD_MAX_BANDS];
	struct range_fault fault;
	char values[64];

	for (int b = 0; b < reader->card->band_count; b++)
		ranges[b] = (struct range){
			.has_from = true, .from = bands[b].from, .has_to = true, .to = bands[b].to
		};
	if (ranges_check(ranges, reader->card->band_count, 0, 100, 1, &fault))
		return 0;
	snprintf(values, sizeof values, fault.low == fault.high ? "%lld" : "%lld to %lld", (long long)fault.low,
		 (long long)fault.high);
	if (fault.problem == RANGE_EMPTY)
		return cfg_fail(&reader->file, config_setting_get_elem(list, (unsigned)fault.a), reader->error,
				"this band holds no points: from is above to; exchange them");
	if (fault.problem == RANGE_OVERLAP)
		return cfg_fail(&reader->file, config_setting_get_elem(list, (unsigned)fault.b), reader->error,
				"the bands %s and %s overlap: both hold %s; move from or to",
				band_name(bands[fault.a].band), band_name(bands[fault.b].band), values);
	return cfg_fail(&reader->file, fault.b >= 0 ? config_setting_get_elem(list, (unsigned)fault.b) : list,
			reader->error,
			"the bands leave a gap: none holds %s; move from or to, or write another band", values);
}

static int read_bands(struct card_reader *reader, const config_setting_t *root)
{
	struct scorecard *card = reader->card;
	const config_setting_t *list;
	int count;

	if (cfg_list(&reader->file, root, "bands", true, &list, reader->error) < 0)
		return -1;
	if (!list) {
		memcpy(card->bands, scorecard_default()->bands, sizeof card->bands);
		card->band_count = scorecard_default()->band_count;
		for (int b = 0; b < card->band_count; b++)
			card->bands[b].label = xstrdup(card->bands[b].label);
		return 0;
	}
	count = config_setting_length(list);
	if (count < 1 || count > CARD_MAX_BANDS)
		return cfg_fail(&reader->file, list, reader->error, "there are 1 to %d bands, here %d",
				CARD_MAX_BANDS, count);
	for (card->band_count = 0; card->band_count < count;) {
		int b = card->band_count++;

		if (read_band(reader, config_setting_get_elem(list, (unsigned)b), &card->bands[b]) < 0)
			return -1;
	}
	return check_bands(reader, list);
}

/* ---- dimensions ---- */

/* *count is what is read so far, so that what failed can be freed. */
static int read_indicators(struct card_reader *reader, const config_setting_t *group, const char *name, bool beside,
			   const struct indicator **out, int *count)
{
	const config_setting_t *list;
	struct indicator *indicators;
	int length;

	if (cfg_list(&reader->file, group, name, true, &list, reader->error) < 0)
		return -1;
	length = list ? config_setting_length(list) : 0;
	if (!length)
		return 0;
	*out = indicators = xcalloc((size_t)length, sizeof *indicators);
	for (int i = 0; i < length; i++) {
		*count = i + 1;
		if (card_indicator(reader, config_setting_get_elem(list, (unsigned)i), beside, &indicators[i]) < 0)
			return -1;
	}
	return 0;
}

static int read_dimension(struct card_reader *reader, const config_setting_t *group, struct dimension *out)
{
	char *name = NULL;
	int status = card_id(reader, group, "a dimension", &name);

	out->name = name;
	out->weight = 1;
	if (status < 0 || cfg_known(&reader->file, group, "a dimension", dimension_settings, reader->error) < 0 ||
	    card_text(reader, group, "title", &out->title) < 0 ||
	    cfg_number(&reader->file, group, "weight", 0, CARD_WEIGHT_MAX, &out->weight, reader->error) < 0 ||
	    read_indicators(reader, group, "indicators", false, &out->indicators, &out->count) < 0)
		return -1;
	if (out->count == 0)
		return cfg_fail(&reader->file, group, reader->error,
				"the dimension \"%s\" has no indicators; write some, or take it away", name);
	return 0;
}

static int read_dimensions(struct card_reader *reader, const config_setting_t *root)
{
	struct scorecard *card = reader->card;
	const config_setting_t *list;
	struct dimension *dimensions;
	int length;

	if (cfg_list(&reader->file, root, "dimensions", true, &list, reader->error) < 0)
		return -1;
	length = list ? config_setting_length(list) : 0;
	if (!length)
		return cfg_fail(&reader->file, list ? list : root, reader->error,
				"a scorecard needs dimensions = ( { ... } );");
	if (length > HEALTH_MAX_DIMENSIONS)
		return cfg_fail(&reader->file, config_setting_get_elem(list, HEALTH_MAX_DIMENSIONS), reader->error,
				"a scorecard has at most %d dimensions; leave some out", HEALTH_MAX_DIMENSIONS);
	card->dimensions = dimensions = xcalloc((size_t)length, sizeof *dimensions);
	for (int d = 0; d < length; d++) {
		const config_setting_t *group = config_setting_get_elem(list, (unsigned)d);

		card->count = d + 1;
		if (read_dimension(reader, group, &dimensions[d]) < 0)
			return -1;
		for (int i = 0; i < d; i++)
			if (!strcmp(dimensions[i].name, dimensions[d].name))
				return cfg_fail(
					&reader->file, group, reader->error,
					"the dimension \"%s\" is there already; give one of them another id",
					dimensions[d].name);
	}
	return 0;
}

/* ---- rules ---- */

static bool has_label(const struct grade *grades, int count, const char *label)
{
	for (int g = 0; g < count; g++)
		if (!strcmp(grade_label(&grades[g]), label))
			return true;
	return false;
}

static bool can_have(const struct indicator *indicator, const char *label)
{
	if (has_label(indicator->grades, indicator->grade_count, label))
		return true;
	for (int v = 0; v < indicator->variant_count; v++)
		if (has_label(indicator->variants[v].grades, indicator->variants[v].grade_count, label))
			return true;
	return false;
}

/* sentiment = "red" */
static int read_condition(struct card_reader *reader, const config_setting_t *group,
			  const config_setting_t *setting, struct rule_condition *out)
{
	const char *name = config_setting_name(setting), *text;
	const struct card_label *label;

	out->indicator = card_indicator_named(reader, setting, name);
	if (out->indicator < 0 || cfg_string(&reader->file, group, name, CARD_TEXT_MAX, &text, reader->error) < 0)
		return -1;
	label = card_label_find(reader, text);
	if (!label)
		return card_no_label(reader, setting, text);
	if (!can_have(reader->items.items[out->indicator].indicator, label->name))
		return cfg_fail(
			&reader->file, setting, reader->error,
			"the indicator \"%s\" never is \"%s\", so the rule would never hold; name a label of "
			"its grades",
			name, text);
	out->label = xstrdup(label->name);
	return 0;
}

static int read_rule(struct card_reader *reader, const config_setting_t *group, struct card_rule *out)
{
	const config_setting_t *when = config_setting_get_member(group, "when");
	struct rule_condition *conditions;
	int count;

	if (cfg_known(&reader->file, group, "a rule", rule_settings, reader->error) < 0 ||
	    card_band_word(reader, group, &out->band) < 0 || card_text(reader, group, "label", &out->label) < 0)
		return -1;
	if (!when)
		return 0;
	if (!config_setting_is_group(when) || config_setting_length(when) == 0)
		return cfg_fail(
			&reader->file, when, reader->error,
			"when must be indicators with their labels, in { }: when = { sentiment = \"red\"; }; "
			"a rule without when always holds");
	count = config_setting_length(when);
	out->conditions = conditions = xcalloc((size_t)count, sizeof *conditions);
	for (int c = 0; c < count; c++) {
		if (read_condition(reader, when, config_setting_get_elem(when, (unsigned)c), &conditions[c]) < 0)
			return -1;
		out->count = c + 1;
	}
	return 0;
}

static int read_rules(struct card_reader *reader, const config_setting_t *root)
{
	struct scorecard *card = reader->card;
	const config_setting_t *list;
	struct card_rule *rules;
	int length;

	if (cfg_list(&reader->file, root, "rules", true, &list, reader->error) < 0)
		return -1;
	length = list ? config_setting_length(list) : 0;
	if (!length)
		return 0;
	card->rules = rules = xcalloc((size_t)length, sizeof *rules);
	for (int r = 0; r < length; r++) {
		const config_setting_t *group = config_setting_get_elem(list, (unsigned)r);

		card->rule_count = r + 1;
		if (read_rule(reader, group, &rules[r]) < 0)
			return -1;
		if (rules[r].count == 0 && r + 1 < length)
			return cfg_fail(
				&reader->file, group, reader->error,
				"a rule without when always holds, so those after it never do; put it last");
	}
	return 0;
}

/* ---- the whole ---- */

static int read_head(struct card_reader *reader, const config_setting_t *root)
{
	struct scorecard *card = reader->card;
	char *name = NULL;
	int status = card_id(reader, root, "a scorecard", &name);

	card->name = name;
	card->scale = 100;
	card->words = reader->words;
	if (status < 0 || cfg_known(&reader->file, root, "a scorecard", card_settings, reader->error) < 0 ||
	    card_text(reader, root, "title", &card->title) < 0 ||
	    card_text(reader, root, "version", &card->version) < 0 ||
	    cfg_number(&reader->file, root, "scale", 1, 1000, &card->scale, reader->error) < 0 ||
	    card_days(reader, root, "grace_days", 0, &card->grace_days) < 0)
		return -1;
	if (!scale_is_known(card->scale))
		return cfg_fail(&reader->file, config_setting_get_member(root, "scale"), reader->error,
				"scale is %d; a score is shown of 100 or of 10", card->scale);
	if (!card->title)
		return cfg_fail(&reader->file, root, reader->error, "a scorecard needs title = \"...\"");
	if (!card->version)
		card->version = xstrdup("1");
	return card_applies(reader, root, &card->applies);
}

/* What was not found on a line of its own. */
static int check_whole(struct card_reader *reader, const config_setting_t *root)
{
	struct card_fault fault;

	if (scorecard_check(reader->card, &fault))
		return 0;
	return cfg_fail(&reader->file, fault.indicator >= 0 ? reader->items.items[fault.indicator].group : root,
			reader->error, "%s; correct it", fault.text);
}

/* Frees the file. */
static int read_card(struct card_reader *reader, struct scorecard **out)
{
	const config_setting_t *root = config_root_setting(&reader->file.config);
	int status;

	reader->card = xcalloc(1, sizeof *reader->card);
	status = read_head(reader, root) < 0 || read_labels(reader) < 0 || read_bands(reader, root) < 0 ||
				 read_dimensions(reader, root) < 0 ||
				 read_indicators(reader, root, "beside", true, &reader->card->beside,
						 &reader->card->beside_count) < 0 ||
				 card_others(reader) < 0 || read_rules(reader, root) < 0 ||
				 check_whole(reader, root) < 0
			 ? -1
			 : 0;
	vec_free(&reader->labels);
	vec_free(&reader->items);
	cfgfile_free(&reader->file);
	*out = status ? NULL : reader->card;
	if (status)
		scorecard_free(reader->card);
	return status;
}

int card_file_source(const char *path, struct card_words *words, struct scorecard **out, char **text,
		     struct error *error)
{
	struct card_reader reader = { .error = error, .words = words };
	int status;

	*out = NULL;
	*text = NULL;
	if (cfgfile_read(&reader.file, path, error) < 0)
		return -1;
	*text = xstrdup(reader.file.text);
	status = read_card(&reader, out);
	if (status) {
		free(*text);
		*text = NULL;
	}
	return status;
}

int card_file_read(const char *path, struct card_words *words, struct scorecard **out, struct error *error)
{
	char *text;
	int status = card_file_source(path, words, out, &text, error);

	free(text);
	return status;
}

int card_text_read(const char *name, const char *text, struct card_words *words, struct scorecard **out,
		   struct error *error)
{
	struct card_reader reader = { .error = error, .words = words };

	*out = NULL;
	if (cfgfile_parse(&reader.file, name, text, strlen(text), error) < 0)
		return -1;
	return read_card(&reader, out);
}
