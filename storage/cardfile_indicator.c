/* One indicator of a scorecard file: its kind with what it is told, its curve, its grades. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/indicator.h"
#include "storage/cardfile_private.h"

#define GRADES_MOST 64

/* ---- settings ---- */

/* Those of every indicator, then those of arguments. */
static const char *const settings[] = {
	"id",	 "title",    "kind",  "weight",	   "curve", "grades", "variants",   "stale_after", "marked_after",
	"whole", "in_grace", "for",   "measure",   "over",  "window", "before",	    "fold",	   "touches",
	"from",	 "survey",   "roles", "milestone", "field", "track",  "indicators", "label",	   NULL,
};

static const struct arg_setting {
	unsigned arg;
	const char *name, *example;
} arg_settings[] = {
	{ ARG_MEASURE, "measure", "measure = \"active_users\"" },
	{ ARG_OVER, "over", "over = \"seats\"" },
	{ ARG_WINDOW, "window", "window = 30, in days" },
	{ ARG_BEFORE, "before", "before = 90, in days" },
	{ ARG_FOLD, "fold", "fold = \"mean\"" },
	{ ARG_TOUCH_KINDS, "touches", "touches = ( \"call\", \"meeting\" )" },
	{ ARG_FROM, "from", "from = \"them\"" },
	{ ARG_SURVEY, "survey", "survey = \"nps\"" },
	{ ARG_ROLES, "roles", "roles = ( \"champion\" )" },
	{ ARG_MILESTONE, "milestone", "milestone = \"its-id\"" },
	{ ARG_FIELD, "field", "field = \"its name\"" },
	{ ARG_TRACK, "track", "track = \"its-id\"" },
	{ ARG_INDICATORS, "indicators", "indicators = ( \"its-id\", \"its-id\" )" },
	{ ARG_LABEL, "label", "label = \"green\"" },
};
enum { ARG_SETTINGS = sizeof arg_settings / sizeof *arg_settings };

static int no_such_kind(struct card_reader *reader, const config_setting_t *where, const char *name)
{
	const char *names[KIND_COUNT + 1], *nearest;
	struct buf list = { 0 };

	for (int i = 0; i < KIND_COUNT; i++) {
		names[i] = indicator_kinds[i].name;
		buf_printf(&list, "%s%s", i ? ", " : "", names[i]);
	}
	names[KIND_COUNT] = NULL;
	nearest = cfg_nearest(name, names);
	if (nearest)
		cfg_fail(&reader->file, where, reader->error,
			 "unknown kind of indicator \"%.40s\"; did you mean \"%s\"?", name, nearest);
	else
		cfg_fail(&reader->file, where, reader->error, "unknown kind of indicator \"%.40s\"; there are %s",
			 name, buf_text(&list));
	buf_free(&list);
	return -1;
}

static int read_kind(struct card_reader *reader, const config_setting_t *group, struct indicator *out)
{
	const char *name;

	if (cfg_string(&reader->file, group, "kind", CARD_TEXT_MAX, &name, reader->error) < 0)
		return -1;
	if (!name)
		return cfg_fail(&reader->file, group, reader->error, "an indicator needs kind = \"...\"");
	out->kind = indicator_kind(name);
	return out->kind ? 0 : no_such_kind(reader, config_setting_get_member(group, "kind"), name);
}

/* What the kind does not take may not be said, what it needs must be. */
static int check_args(struct card_reader *reader, const config_setting_t *group, const struct indicator_kind *kind)
{
	for (int i = 0; i < ARG_SETTINGS; i++) {
		const struct arg_setting *arg = &arg_settings[i];
		const config_setting_t *setting = config_setting_get_member(group, arg->name);

		if (setting && !(kind->takes & arg->arg))
			return cfg_fail(
				&reader->file, setting, reader->error,
				"%s is nothing that the kind \"%s\" takes; take it away, or name another kind",
				arg->name, kind->name);
		if (!setting && kind->needs & arg->arg)
			return cfg_fail(&reader->file, group, reader->error, "the kind \"%s\" needs %s", kind->name,
					arg->example);
	}
	return 0;
}

/* ---- arguments ---- */

/* The index of a text among the words; as it was where nothing is said. */
static int read_word(struct card_reader *reader, const config_setting_t *group, const char *name,
		     struct names *names, int *out)
{
	const char *text;

	if (cfg_string(&reader->file, group, name, CARD_TEXT_MAX, &text, reader->error) < 0)
		return -1;
	if (text)
		*out = names_add(names, text);
	return 0;
}

static int read_roles(struct card_reader *reader, const config_setting_t *group, unsigned *out)
{
	const config_setting_t *list;

	if (cfg_list(&reader->file, group, "roles", false, &list, reader->error) < 0)
		return -1;
	if (list && config_setting_length(list) == 0)
		return cfg_fail(&reader->file, list, reader->error, "roles names none; name at least one");
	for (int i = 0; list && i < config_setting_length(list); i++) {
		const config_setting_t *item = config_setting_get_elem(list, (unsigned)i);
		struct error why;
		unsigned roles;

		if (roles_parse(config_setting_get_string(item), &roles, &why) < 0)
			return cfg_fail(&reader->file, item, reader->error, "%s", why.text);
		*out |= roles;
	}
	return 0;
}

static int read_choices(struct card_reader *reader, const config_setting_t *group, struct indicator_args *out)
{
	static const char *const folds[] = { "last", "sum", "mean", NULL };
	static const char *const sides[] = { "us", "them", NULL };
	static const char *const surveys[] = { "nps", "csat", NULL };
	int fold = FOLD_LAST, side = -1, survey = SURVEY_NPS;

	if (cfg_word(&reader->file, group, "fold", folds, &fold, reader->error) < 0 ||
	    cfg_word(&reader->file, group, "from", sides, &side, reader->error) < 0 ||
	    cfg_word(&reader->file, group, "survey", surveys, &survey, reader->error) < 0)
		return -1;
	out->fold = (enum fold)fold;
	out->from = side < 0 ? 0 : 1u << side;
	out->survey = (enum survey_kind)survey;
	return 0;
}

static int read_args(struct card_reader *reader, const config_setting_t *group, struct indicator *indicator)
{
	struct indicator_args *out = &indicator->args;
	struct card_words *words = reader->words;

	if (check_args(reader, group, indicator->kind) < 0 ||
	    read_word(reader, group, "measure", &words->measures, &out->measure) < 0 ||
	    read_word(reader, group, "over", &words->measures, &out->over) < 0 ||
	    read_word(reader, group, "field", &words->fields, &out->field) < 0 ||
	    read_word(reader, group, "track", &words->tracks, &out->track) < 0 ||
	    card_days(reader, group, "window", 1, &out->window) < 0 ||
	    card_days(reader, group, "before", 1, &out->before) < 0 ||
	    card_bits(reader, group, "touches", &words->touch_kinds, &out->touch_kinds) < 0 ||
	    read_roles(reader, group, &out->roles) < 0 || read_choices(reader, group, out) < 0)
		return -1;
	return card_text(reader, group, "milestone", &out->milestone);
}

/* ---- curves ---- */

static int read_curve(struct card_reader *reader, const config_setting_t *group, struct indicator *out)
{
	const config_setting_t *list = config_setting_get_member(group, "curve");
	int count;

	if (!list)
		return 0;
	if (!config_setting_is_list(list))
		return cfg_fail(&reader->file, list, reader->error,
				"curve must be a list of readings with their points: ( ( 0, 0 ), ( 50, 100 ) )");
	count = config_setting_length(list);
	if (count < 1 || count > CURVE_MAX)
		return cfg_fail(&reader->file, list, reader->error,
				count ? "a curve has 1 to %d points, this one %d; leave some out"
				      : "a curve has 1 to %d points, this one %d; write at least one",
				CURVE_MAX, count);
	for (int i = 0; i < count; i++) {
		const config_setting_t *pair = config_setting_get_elem(list, (unsigned)i);

		if ((!config_setting_is_list(pair) && !config_setting_is_array(pair)) ||
		    config_setting_length(pair) != 2)
			return cfg_fail(&reader->file, pair, reader->error,
					"each item of curve is a reading and its points: ( 50, 100 )");
		if (card_decimal(reader, config_setting_get_elem(pair, 0), "a reading", out->kind->scale,
				 &out->curve.points[i].value) < 0 ||
		    card_points(reader, config_setting_get_elem(pair, 1), &out->curve.points[i].score) < 0)
			return -1;
		if (i && out->curve.points[i].value <= out->curve.points[i - 1].value)
			return cfg_fail(
				&reader->file, pair, reader->error,
				"the readings of a curve must ascend; put this point before the one above it, "
				"or take one away");
	}
	out->curve.count = count;
	return 0;
}

/* ---- grades ---- */

const struct card_label *card_label_find(const struct card_reader *reader, const char *key)
{
	for (size_t i = 0; i < reader->labels.count; i++)
		if (!strcmp(reader->labels.items[i].key, key))
			return &reader->labels.items[i];
	return NULL;
}

int card_no_label(struct card_reader *reader, const config_setting_t *where, const char *key)
{
	struct buf list = { 0 };

	for (size_t i = 0; i < reader->labels.count; i++)
		buf_printf(&list, "%s%s", i ? ", " : "", reader->labels.items[i].key);
	cfg_fail(&reader->file, where, reader->error, "unknown label \"%.40s\"; labels of this scorecard are %s",
		 key, buf_text(&list));
	buf_free(&list);
	return -1;
}

struct grading {
	VEC(struct grade) grades;
	VEC(const config_setting_t *) places;
};

static int add_grade(struct card_reader *reader, const config_setting_t *setting, const struct indicator_kind *kind,
		     const struct card_label *label, struct grading *out)
{
	struct grade grade = { .score = label->score, .band = label->band };

	if (card_range(reader, setting, kind, &grade.range) < 0)
		return -1;
	if (out->grades.count == GRADES_MOST)
		return cfg_fail(&reader->file, setting, reader->error,
				"there are more than %d ranges here; leave some out", GRADES_MOST);
	grade.label = xstrdup(label->name);
	*vec_add(&out->grades) = grade;
	*vec_add(&out->places) = setting;
	return 0;
}

/* Each label with a range, or a list of them. */
static int read_ranges(struct card_reader *reader, const config_setting_t *group, const struct indicator_kind *kind,
		       struct grading *out)
{
	for (int i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
		const struct card_label *label = card_label_find(reader, config_setting_name(setting));

		if (!label)
			return card_no_label(reader, setting, config_setting_name(setting));
		if (!config_setting_is_list(setting) && !config_setting_is_array(setting)) {
			if (add_grade(reader, setting, kind, label, out) < 0)
				return -1;
			continue;
		}
		for (int r = 0; r < config_setting_length(setting); r++)
			if (add_grade(reader, config_setting_get_elem(setting, (unsigned)r), kind, label, out) < 0)
				return -1;
	}
	return 0;
}

/* "5", "5 to 9.999", "everything below 1", "everything above 15". */
static void say_values(const struct indicator *indicator, const struct range_fault *fault, struct buf *out)
{
	const struct indicator_kind *kind = indicator->kind;
	int64_t step = indicator_step(indicator);

	if (fault->low <= kind->least && fault->high >= kind->most) {
		buf_str(out, "every reading");
	} else if (fault->low <= kind->least && kind->least == INT64_MIN) {
		buf_str(out, "everything below ");
		card_say_value(kind, fault->high + step, out);
	} else if (fault->high >= kind->most - step && kind->most == INT64_MAX) {
		buf_str(out, "everything above ");
		card_say_value(kind, fault->low - (fault->low > kind->least ? step : 0), out);
	} else {
		card_say_value(kind, fault->low, out);
		if (fault->high > fault->low) {
			buf_str(out, " to ");
			card_say_value(kind, fault->high, out);
		}
	}
}

static int bad_ranges(struct card_reader *reader, const config_setting_t *group, const struct indicator *indicator,
		      const struct grading *grading, const struct range_fault *fault)
{
	const struct grade *grades = grading->grades.items;
	struct buf values = { 0 };

	say_values(indicator, fault, &values);
	switch (fault->problem) {
	case RANGE_EMPTY:
		cfg_fail(&reader->file, grading->places.items[fault->a], reader->error,
			 "nothing that the kind \"%s\" reads can be in this range; correct its edges",
			 indicator->kind->name);
		break;
	case RANGE_OVERLAP:
		cfg_fail(&reader->file, grading->places.items[fault->b], reader->error,
			 "\"%s\" and \"%s\" overlap: both hold %s; move an edge", grades[fault->a].label,
			 grades[fault->b].label, buf_text(&values));
		break;
	default:
		cfg_fail(&reader->file, fault->b >= 0 ? grading->places.items[fault->b] : group, reader->error,
			 "the grades leave a gap: none holds %s; move an edge or write another range%s",
			 buf_text(&values),
			 indicator_step(indicator) < indicator->kind->scale
				 ? ", or say whole = true where readings are whole numbers"
				 : "");
	}
	buf_free(&values);
	return -1;
}

static int check_grading(struct card_reader *reader, const config_setting_t *group,
			 const struct indicator *indicator, const struct grading *grading)
{
	struct range ranges[GRADES_MOST];
	struct range_fault fault;
	int count = (int)grading->grades.count;

	for (int i = 0; i < count; i++)
		ranges[i] = grading->grades.items[i].range;
	if (ranges_check(ranges, count, indicator->kind->least, indicator->kind->most, indicator_step(indicator),
			 &fault))
		return 0;
	return bad_ranges(reader, group, indicator, grading, &fault);
}

/* Of an indicator or a variant. */
static int read_grades(struct card_reader *reader, const config_setting_t *from, const struct indicator *indicator,
		       const struct grade **out, int *count)
{
	const config_setting_t *group = config_setting_get_member(from, "grades");
	struct grading grading = { 0 };
	int status;

	if (!group)
		return 0;
	if (!config_setting_is_group(group) || config_setting_length(group) == 0)
		return cfg_fail(&reader->file, group, reader->error,
				"grades must be labels with their ranges, in { }: { green = \"> 33\"; ... }");
	status = read_ranges(reader, group, indicator->kind, &grading);
	if (!status)
		status = check_grading(reader, group, indicator, &grading);
	*out = grading.grades.items;
	*count = (int)grading.grades.count;
	vec_free(&grading.places);
	return status;
}

static int read_variants(struct card_reader *reader, const config_setting_t *group, struct indicator *out)
{
	static const char *const names[] = { "for", "grades", NULL };
	const config_setting_t *list;
	struct variant *variants;
	int count;

	if (cfg_list(&reader->file, group, "variants", true, &list, reader->error) < 0)
		return -1;
	count = list ? config_setting_length(list) : 0;
	if (!count)
		return 0;
	out->variants = variants = xcalloc((size_t)count, sizeof *variants);
	out->variant_count = count;
	for (int i = 0; i < count; i++) {
		const config_setting_t *item = config_setting_get_elem(list, (unsigned)i);

		if (cfg_known(&reader->file, item, "a variant", names, reader->error) < 0)
			return -1;
		if (!config_setting_get_member(item, "for") || !config_setting_get_member(item, "grades"))
			return cfg_fail(&reader->file, item, reader->error,
					"a variant needs for = { ... }; and grades = { ... };");
		if (card_applies(reader, item, &variants[i].applies) < 0 ||
		    read_grades(reader, item, out, &variants[i].grades, &variants[i].grade_count) < 0)
			return -1;
	}
	return 0;
}

/* ---- the whole ---- */

static int check_scoring(struct card_reader *reader, const config_setting_t *group,
			 const struct indicator *indicator)
{
	bool graded = indicator->grade_count || indicator->variant_count;

	if (graded && indicator->curve.count)
		return cfg_fail(&reader->file, config_setting_get_member(group, "curve"), reader->error,
				"this indicator has both a curve and grades; take one of them away");
	if (!graded && !indicator->curve.count && indicator->weight > 0)
		return cfg_fail(&reader->file, group, reader->error,
				"an indicator that counts needs grades = { ... }; or curve = ( ... ); "
				"weight = 0 shows it only");
	if (indicator->marked_days && indicator->fresh_days && indicator->marked_days >= indicator->fresh_days)
		return cfg_fail(
			&reader->file, config_setting_get_member(group, "marked_after"), reader->error,
			"marked_after is %d, but after %d days the data does not count at all; make it less",
			indicator->marked_days, indicator->fresh_days);
	return 0;
}

static int read_scoring(struct card_reader *reader, const config_setting_t *group, struct indicator *out)
{
	if (card_days(reader, group, "stale_after", 1, &out->fresh_days) < 0 ||
	    card_days(reader, group, "marked_after", 1, &out->marked_days) < 0 ||
	    cfg_bool(&reader->file, group, "whole", &out->whole, reader->error) < 0 ||
	    cfg_bool(&reader->file, group, "in_grace", &out->in_grace, reader->error) < 0 ||
	    card_applies(reader, group, &out->applies) < 0 || read_curve(reader, group, out) < 0 ||
	    read_grades(reader, group, out, &out->grades, &out->grade_count) < 0 ||
	    read_variants(reader, group, out) < 0)
		return -1;
	return check_scoring(reader, group, out);
}

static int add_item(struct card_reader *reader, const config_setting_t *group, struct indicator *indicator)
{
	for (size_t i = 0; i < reader->items.count; i++)
		if (!strcmp(reader->items.items[i].indicator->name, indicator->name))
			return cfg_fail(
				&reader->file, group, reader->error,
				"the indicator \"%s\" is there already, on line %d; give one of them another "
				"id",
				indicator->name, (int)reader->items.items[i].group->line);
	if (reader->items.count == HEALTH_MAX_INDICATORS)
		return cfg_fail(&reader->file, group, reader->error,
				"a scorecard has at most %d indicators; leave some out", HEALTH_MAX_INDICATORS);
	*vec_add(&reader->items) = (struct card_item){ indicator, group };
	return 0;
}

int card_indicator(struct card_reader *reader, const config_setting_t *group, bool beside, struct indicator *out)
{
	const config_setting_t *weight = config_setting_get_member(group, "weight");
	char *name = NULL;
	int status = card_id(reader, group, "an indicator", &name);

	out->name = name;
	out->weight = beside ? 0 : 1;
	if (status < 0 || cfg_known(&reader->file, group, "an indicator", settings, reader->error) < 0 ||
	    add_item(reader, group, out) < 0 || card_text(reader, group, "title", &out->title) < 0 ||
	    cfg_number(&reader->file, group, "weight", 0, CARD_WEIGHT_MAX, &out->weight, reader->error) < 0)
		return -1;
	if (beside && weight)
		return cfg_fail(&reader->file, weight, reader->error,
				"what stands beside the score has no weight; take it away");
	if (read_kind(reader, group, out) < 0 || read_args(reader, group, out) < 0)
		return -1;
	return read_scoring(reader, group, out);
}

/* ---- those that look at others ---- */

int card_indicator_named(struct card_reader *reader, const config_setting_t *where, const char *name)
{
	const char *names[HEALTH_MAX_INDICATORS + 1] = { NULL }, *nearest;

	for (size_t i = 0; i < reader->items.count; i++) {
		names[i] = reader->items.items[i].indicator->name;
		if (!strcmp(names[i], name))
			return (int)i;
	}
	nearest = cfg_nearest(name, names);
	return cfg_fail(&reader->file, where, reader->error, "there is no indicator \"%.70s\"%s%s%s", name,
			nearest ? "; did you mean \"" : " in this scorecard; name one by its id",
			nearest ? nearest : "", nearest ? "\"?" : "");
}

static int read_others(struct card_reader *reader, const config_setting_t *group, struct indicator *out, int self)
{
	const config_setting_t *list;
	int *indexes, count;

	if (cfg_list(&reader->file, group, "indicators", false, &list, reader->error) < 0)
		return -1;
	count = list ? config_setting_length(list) : 0;
	if (!count)
		return cfg_fail(&reader->file, group, reader->error, "indicators names none; name at least one");
	out->args.indicators = indexes = xcalloc((size_t)count, sizeof *indexes);
	for (int i = 0; i < count; i++) {
		const config_setting_t *item = config_setting_get_elem(list, (unsigned)i);
		int index = card_indicator_named(reader, item, config_setting_get_string(item));

		if (index < 0)
			return -1;
		if (index == self ||
		    (index > self && reader->items.items[index].indicator->kind->takes & ARG_INDICATORS))
			return cfg_fail(&reader->file, item, reader->error, "the indicator \"%s\" %s; name others",
					out->name,
					index == self ? "looks at itself"
						      : "looks at one that comes later and looks at others too");
		indexes[out->args.indicator_count++] = index;
	}
	return 0;
}

int card_others(struct card_reader *reader)
{
	for (size_t i = 0; i < reader->items.count; i++) {
		const config_setting_t *group = reader->items.items[i].group;
		struct indicator *indicator = reader->items.items[i].indicator;
		const struct card_label *label;
		const char *text;

		if (!(indicator->kind->takes & ARG_INDICATORS))
			continue;
		if (read_others(reader, group, indicator, (int)i) < 0 ||
		    cfg_string(&reader->file, group, "label", CARD_TEXT_MAX, &text, reader->error) < 0)
			return -1;
		if (!text)
			continue;
		label = card_label_find(reader, text);
		if (!label)
			return card_no_label(reader, config_setting_get_member(group, "label"), text);
		indicator->args.label = xstrdup(label->name);
	}
	return 0;
}
