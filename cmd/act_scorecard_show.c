/* One scorecard for people and for programs: weights, what each indicator reads, and what a reading is worth. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/act_scorecard.h"

static void say_points(struct buf *out, int hundredths)
{
	buf_printf(out, hundredths % 100 ? "%d.%02d" : "%d", hundredths / 100, hundredths % 100);
}

/* ---- to whom ---- */

static void say_applies(const struct card_words *words, const struct applies *applies, struct buf *out)
{
	bool said = false;

	for (size_t i = 0; applies->segments && i < words->segments.count && i < 64; i++) {
		if (!(applies->segments >> i & 1))
			continue;
		buf_printf(out, "%s%s", said ? ", " : "segment ", words->segments.items[i]);
		said = true;
	}
	for (int i = 0; applies->stages && applies->stages[i]; i++)
		buf_printf(out, "%s%s%s", said && !i ? "; " : "", i ? ", " : "stage ", applies->stages[i]);
	said |= applies->stages != NULL;
	if (applies->age_from || applies->age_to) {
		buf_printf(out, "%scontract %s%d", said ? "; " : "", applies->age_to ? "" : "from ",
			   applies->age_from);
		if (applies->age_to)
			buf_printf(out, " to %d", applies->age_to - 1);
		buf_str(out, " days old");
	}
}

static bool is_for_all(const struct applies *applies)
{
	return !applies->segments && !applies->stages && !applies->age_from && !applies->age_to;
}

/* ---- what readings are worth ---- */

static void say_grades(const struct indicator *indicator, const struct grade *grades, int count, struct buf *out)
{
	for (int g = 0; g < count; g++) {
		buf_printf(out, "%s%s ", g ? "; " : "", grade_label(&grades[g]));
		card_say_range(indicator->kind, &grades[g].range, out);
		buf_str(out, " (");
		say_points(out, grades[g].score);
		buf_char(out, ')');
	}
}

static void say_worth(const struct indicator *indicator, struct buf *out)
{
	if (indicator->grade_count) {
		say_grades(indicator, indicator->grades, indicator->grade_count, out);
		return;
	}
	for (int p = 0; p < indicator->curve.count; p++) {
		buf_str(out, p ? ", " : "");
		card_say_value(indicator->kind, indicator->curve.points[p].value, out);
		buf_str(out, ": ");
		say_points(out, indicator->curve.points[p].score);
	}
}

/* ---- what is read ---- */

static const char *from_name(unsigned from)
{
	return from == 1u << FROM_US ? "us" : from == 1u << FROM_THEM ? "them" : NULL;
}

static const char *survey_name(enum survey_kind survey)
{
	return survey == SURVEY_NPS ? "nps" : "csat";
}

static void say_touches(const struct card_words *words, const struct indicator *indicator, struct buf *out)
{
	const struct indicator_args *args = &indicator->args;
	const char *side = from_name(args->from);
	bool said = false;

	for (size_t i = 0; i < words->touch_kinds.count && i < 64; i++) {
		if (!(args->touch_kinds >> i & 1))
			continue;
		buf_printf(out, "%s%s", said ? " or " : " of ", words->touch_kinds.items[i]);
		said = true;
	}
	buf_printf(out, "%s, from %s", said ? "" : " of any kind", side ? side : "us or them");
}

/* The card's others that it looks at. */
static void say_others(const struct scorecard *card, const struct indicator *indicator, struct buf *out)
{
	const struct indicator_args *args = &indicator->args;

	if (args->label)
		buf_printf(out, " %s of", args->label);
	for (int i = 0; i < args->indicator_count; i++)
		buf_printf(out, "%s %s", i ? "," : "", scorecard_indicator(card, args->indicators[i])->name);
}

/* Of whom or what. */
static void say_subject(const struct scorecard *card, const struct card_words *words,
			const struct indicator *indicator, struct buf *out)
{
	const struct indicator_args *args = &indicator->args;
	unsigned takes = indicator->kind->takes;

	if (takes & ARG_MEASURE)
		buf_printf(out, " %s", words->measures.items[args->measure]);
	if (takes & ARG_OVER)
		buf_printf(out, " over %s", words->measures.items[args->over]);
	if (takes & ARG_FIELD)
		buf_printf(out, " %s", words->fields.items[args->field]);
	if (takes & ARG_MILESTONE)
		buf_printf(out, " %s", args->milestone);
	if (takes & ARG_TRACK)
		buf_printf(out, " on the track %s", words->tracks.items[args->track]);
	if (takes & ARG_SURVEY)
		buf_printf(out, " %s", survey_name(args->survey));
	if (takes & ARG_ROLES && args->roles) {
		buf_char(out, ' ');
		roles_say(args->roles, out);
	} else if (takes & ARG_ROLES) {
		buf_str(out, " of any role");
	}
	if (takes & ARG_TOUCH_KINDS)
		say_touches(words, indicator, out);
	if (takes & ARG_INDICATORS)
		say_others(card, indicator, out);
}

/* Folded over which days; without a window what stands is read, not folded. */
static void say_days(const struct indicator *indicator, struct buf *out)
{
	const struct indicator_args *args = &indicator->args;
	unsigned takes = indicator->kind->takes;

	if (takes & ARG_FOLD && args->window)
		buf_printf(out, ", %s of", fold_name(args->fold));
	else if (args->window)
		buf_char(out, ',');
	if (args->window)
		buf_printf(out, " %d day%s", args->window, args->window == 1 ? "" : "s");
	if (args->before)
		buf_printf(out, " against the %d before", args->before);
	else if (takes & ARG_BEFORE)
		buf_str(out, " against as many before");
}

static void say_reads(const struct scorecard *card, const struct card_words *words,
		      const struct indicator *indicator, struct buf *out)
{
	buf_str(out, indicator->kind->name);
	say_subject(card, words, indicator, out);
	say_days(indicator, out);
	if (*indicator->kind->unit)
		buf_printf(out, " (%s)", indicator->kind->unit);
	if (indicator->whole)
		buf_str(out, ", floored to whole numbers");
	if (indicator->marked_days)
		buf_printf(out, ", marked after %d days", indicator->marked_days);
	if (indicator->fresh_days)
		buf_printf(out, ", unknown after %d days", indicator->fresh_days);
	if (indicator->in_grace)
		buf_str(out, ", counts in grace");
}

/* ---- text ---- */

static void say_line(const struct ctx *ctx, struct buf *out, const char *indent, struct buf *line)
{
	buf_str(out, indent);
	out_safe(ctx, out, buf_text(line));
	buf_char(out, '\n');
	buf_clear(line);
}

static void say_indicator(const struct ctx *ctx, const struct scorecard *card, const struct card_words *words,
			  const struct indicator *indicator, bool beside, struct buf *out)
{
	struct buf line = { 0 };

	buf_printf(&line, "%s", indicator->name);
	if (!beside)
		buf_printf(&line, " %d", indicator->weight);
	if (indicator->title)
		buf_printf(&line, ", %s", indicator->title);
	buf_str(&line, ": ");
	say_reads(card, words, indicator, &line);
	say_line(ctx, out, "  ", &line);
	if (!is_for_all(&indicator->applies)) {
		buf_str(&line, "for ");
		say_applies(words, &indicator->applies, &line);
		say_line(ctx, out, "      ", &line);
	}
	for (int v = 0; v < indicator->variant_count; v++) {
		say_applies(words, &indicator->variants[v].applies, &line);
		buf_str(&line, ": ");
		say_grades(indicator, indicator->variants[v].grades, indicator->variants[v].grade_count, &line);
		say_line(ctx, out, "      ", &line);
	}
	say_worth(indicator, &line);
	if (line.size)
		say_line(ctx, out, "      ", &line);
	buf_free(&line);
}

static void say_rules(const struct ctx *ctx, const struct scorecard *card, struct buf *out)
{
	struct buf line = { 0 };

	for (int r = 0; r < card->rule_count; r++) {
		const struct card_rule *rule = &card->rules[r];

		buf_printf(&line, "%s: ", rule->label ? rule->label : band_name(rule->band));
		for (int c = 0; c < rule->count; c++)
			buf_printf(&line, "%s%s is %s", c ? " and " : "when ",
				   scorecard_indicator(card, rule->conditions[c].indicator)->name,
				   rule->conditions[c].label);
		buf_str(&line, rule->count ? "" : "otherwise");
		say_line(ctx, out, r ? "       " : "rules  ", &line);
	}
	buf_free(&line);
}

static void say_head(const struct ctx *ctx, const struct scorecard *card, const struct card_words *words,
		     struct buf *out)
{
	struct buf line = { 0 };

	buf_printf(&line, "%s, %s %s", card->title, card->name, card->version);
	say_line(ctx, out, "", &line);
	if (!is_for_all(&card->applies)) {
		say_applies(words, &card->applies, &line);
		say_line(ctx, out, "for    ", &line);
	}
	for (int b = 0; b < card->band_count; b++) {
		const struct card_band *band = &card->bands[b];

		buf_printf(&line, "%s%s %d-%d", b ? ", " : "", band->label ? band->label : band_name(band->band),
			   band->from, band->to);
	}
	say_line(ctx, out, "bands  ", &line);
	if (card->scale && card->scale != 100)
		buf_printf(out, "scale  of %d\n", card->scale);
	if (card->grace_days)
		buf_printf(out, "grace  the first %d days of the contract\n", card->grace_days);
	say_rules(ctx, card, out);
	buf_free(&line);
}

static void say_card(const struct ctx *ctx, const struct scorecard *card, const struct card_words *words)
{
	struct buf out = { 0 }, line = { 0 };

	say_head(ctx, card, words, &out);
	for (int d = 0; d < card->count; d++) {
		const struct dimension *dimension = &card->dimensions[d];

		buf_printf(&line, "%s %d", dimension->title ? dimension->title : dimension->name,
			   dimension->weight);
		say_line(ctx, &out, "\n", &line);
		for (int i = 0; i < dimension->count; i++)
			say_indicator(ctx, card, words, &dimension->indicators[i], false, &out);
	}
	if (card->beside_count)
		buf_str(&out, "\nbeside the score\n");
	for (int i = 0; i < card->beside_count; i++)
		say_indicator(ctx, card, words, &card->beside[i], true, &out);
	out_flush(ctx, &out);
	buf_free(&line);
	buf_free(&out);
}

/* ---- JSON ---- */

static json_t *points(int hundredths)
{
	return hundredths % 100 ? json_real(hundredths / 100.0) : json_integer(hundredths / 100);
}

static json_t *grades_array(const struct indicator *indicator, const struct grade *grades, int count)
{
	json_t *array = json_array();

	for (int g = 0; g < count; g++) {
		struct buf range = { 0 };
		json_t *object = json_object();

		card_say_range(indicator->kind, &grades[g].range, &range);
		json_object_set_new(object, "label", out_json_text(grade_label(&grades[g])));
		json_object_set_new(object, "band", json_string(band_name(grades[g].band)));
		json_object_set_new(object, "score", points(grades[g].score));
		json_object_set_new(object, "range", json_string(buf_text(&range)));
		json_array_append_new(array, object);
		buf_free(&range);
	}
	return array;
}

static json_t *applies_text(const struct card_words *words, const struct applies *applies)
{
	struct buf text = { 0 };
	json_t *value;

	say_applies(words, applies, &text);
	value = out_json_text(is_for_all(applies) ? NULL : buf_text(&text));
	buf_free(&text);
	return value;
}

static void set_text(json_t *object, const char *key, const char *text)
{
	json_object_set_new(object, key, out_json_text(text));
}

static json_t *names_of_bits(const struct names *names, uint64_t bits)
{
	json_t *array = json_array();

	for (size_t i = 0; i < names->count && i < 64; i++)
		if (bits >> i & 1)
			json_array_append_new(array, out_json_text(names->items[i]));
	return array;
}

static json_t *roles_array(unsigned roles)
{
	json_t *array = json_array();

	for (unsigned role = 1; role < 1u << CONTACT_ROLES; role <<= 1)
		if (roles & role)
			json_array_append_new(array, json_string(role_name((enum contact_role)role)));
	return array;
}

static json_t *others_array(const struct scorecard *card, const struct indicator_args *args)
{
	json_t *array = json_array();

	for (int i = 0; i < args->indicator_count; i++)
		json_array_append_new(array, out_json_text(scorecard_indicator(card, args->indicators[i])->name));
	return array;
}

/* What the kind takes, under the names that a file gives it; null and empty: any. */
static json_t *args_object(const struct scorecard *card, const struct card_words *words,
			   const struct indicator *indicator)
{
	const struct indicator_args *args = &indicator->args;
	unsigned takes = indicator->kind->takes;
	json_t *object = json_object();

	if (takes & ARG_MEASURE)
		set_text(object, "measure", words->measures.items[args->measure]);
	if (takes & ARG_OVER)
		set_text(object, "over", words->measures.items[args->over]);
	if (takes & ARG_WINDOW)
		json_object_set_new(object, "window", args->window ? json_integer(args->window) : json_null());
	if (takes & ARG_BEFORE)
		json_object_set_new(object, "before", args->before ? json_integer(args->before) : json_null());
	if (takes & ARG_FOLD)
		set_text(object, "fold", fold_name(args->fold));
	if (takes & ARG_TOUCH_KINDS)
		json_object_set_new(object, "touches", names_of_bits(&words->touch_kinds, args->touch_kinds));
	if (takes & ARG_FROM)
		set_text(object, "from", from_name(args->from));
	if (takes & ARG_SURVEY)
		set_text(object, "survey", survey_name(args->survey));
	if (takes & ARG_ROLES)
		json_object_set_new(object, "roles", roles_array(args->roles));
	if (takes & ARG_MILESTONE)
		set_text(object, "milestone", args->milestone);
	if (takes & ARG_FIELD)
		set_text(object, "field", words->fields.items[args->field]);
	if (takes & ARG_TRACK)
		set_text(object, "track", words->tracks.items[args->track]);
	if (takes & ARG_INDICATORS)
		json_object_set_new(object, "indicators", others_array(card, args));
	if (takes & ARG_LABEL)
		set_text(object, "label", args->label);
	return object;
}

static json_t *indicator_object(const struct scorecard *card, const struct card_words *words,
				const struct indicator *indicator)
{
	json_t *object = json_object(), *curve = json_array(), *variants = json_array();
	struct buf reads = { 0 };

	say_reads(card, words, indicator, &reads);
	for (int p = 0; p < indicator->curve.count; p++) {
		struct buf value = { 0 };

		card_say_value(indicator->kind, indicator->curve.points[p].value, &value);
		json_array_append_new(curve, json_pack("{s:s,s:o}", "reading", buf_text(&value), "score",
						       points(indicator->curve.points[p].score)));
		buf_free(&value);
	}
	for (int v = 0; v < indicator->variant_count; v++)
		json_array_append_new(variants,
				      json_pack("{s:o,s:o}", "for",
						applies_text(words, &indicator->variants[v].applies), "grades",
						grades_array(indicator, indicator->variants[v].grades,
							     indicator->variants[v].grade_count)));
	json_object_set_new(object, "id", out_json_text(indicator->name));
	json_object_set_new(object, "title", out_json_text(indicator->title));
	json_object_set_new(object, "kind", json_string(indicator->kind->name));
	json_object_set_new(object, "reads", out_json_text(buf_text(&reads)));
	json_object_set_new(object, "args", args_object(card, words, indicator));
	json_object_set_new(object, "whole", json_boolean(indicator->whole));
	json_object_set_new(object, "in_grace", json_boolean(indicator->in_grace));
	json_object_set_new(object, "weight", json_integer(indicator->weight));
	json_object_set_new(object, "for", applies_text(words, &indicator->applies));
	json_object_set_new(object, "curve", curve);
	json_object_set_new(object, "grades", grades_array(indicator, indicator->grades, indicator->grade_count));
	json_object_set_new(object, "variants", variants);
	json_object_set_new(object, "stale_after",
			    indicator->fresh_days ? json_integer(indicator->fresh_days) : json_null());
	json_object_set_new(object, "marked_after",
			    indicator->marked_days ? json_integer(indicator->marked_days) : json_null());
	buf_free(&reads);
	return object;
}

static json_t *indicators_array(const struct scorecard *card, const struct card_words *words,
				const struct indicator *indicators, int count)
{
	json_t *array = json_array();

	for (int i = 0; i < count; i++)
		json_array_append_new(array, indicator_object(card, words, &indicators[i]));
	return array;
}

static json_t *bands_array(const struct scorecard *card)
{
	json_t *array = json_array();

	for (int b = 0; b < card->band_count; b++) {
		const struct card_band *band = &card->bands[b];
		json_t *object = json_object();

		json_object_set_new(object, "band", json_string(band_name(band->band)));
		json_object_set_new(object, "label",
				    out_json_text(band->label ? band->label : band_name(band->band)));
		json_object_set_new(object, "from", json_integer(band->from));
		json_object_set_new(object, "to", json_integer(band->to));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *rules_array(const struct scorecard *card)
{
	json_t *array = json_array();

	for (int r = 0; r < card->rule_count; r++) {
		const struct card_rule *rule = &card->rules[r];
		json_t *object = json_object(), *when = json_object();

		for (int c = 0; c < rule->count; c++)
			json_object_set_new(when, scorecard_indicator(card, rule->conditions[c].indicator)->name,
					    out_json_text(rule->conditions[c].label));
		json_object_set_new(object, "when", when);
		json_object_set_new(object, "band", json_string(band_name(rule->band)));
		json_object_set_new(object, "label",
				    out_json_text(rule->label ? rule->label : band_name(rule->band)));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *card_object(const struct scorecard *card, const struct card_words *words)
{
	json_t *object = json_object(), *dimensions = json_array();

	for (int d = 0; d < card->count; d++) {
		const struct dimension *dimension = &card->dimensions[d];
		json_t *item = json_object();

		json_object_set_new(item, "id", out_json_text(dimension->name));
		json_object_set_new(item, "title", out_json_text(dimension->title));
		json_object_set_new(item, "weight", json_integer(dimension->weight));
		json_object_set_new(item, "indicators",
				    indicators_array(card, words, dimension->indicators, dimension->count));
		json_array_append_new(dimensions, item);
	}
	json_object_set_new(object, "id", out_json_text(card->name));
	json_object_set_new(object, "title", out_json_text(card->title));
	json_object_set_new(object, "version", out_json_text(card->version));
	json_object_set_new(object, "for", applies_text(words, &card->applies));
	json_object_set_new(object, "scale", json_integer(card->scale ? card->scale : 100));
	json_object_set_new(object, "grace_days", json_integer(card->grace_days));
	json_object_set_new(object, "bands", bands_array(card));
	json_object_set_new(object, "rules", rules_array(card));
	json_object_set_new(object, "dimensions", dimensions);
	json_object_set_new(object, "beside", indicators_array(card, words, card->beside, card->beside_count));
	return object;
}

/* ---- the action ---- */

static void print_card(struct ctx *ctx, const struct scorecard *card, const struct card_words *words)
{
	if (ctx->format == FORMAT_JSON)
		out_json(ctx, card_object(card, words));
	else
		say_card(ctx, card, words);
}

/* The book's of that id, else the file's, else the shipped one. */
int scorecard_show(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *name = args_word(args, 1);
	const struct cards *cards;
	struct scorecard *card = NULL;
	struct card_words words;
	char *path;
	int status;

	(void)outcome;
	if (cards_get(ctx->book, &cards, error))
		return -1;
	for (size_t i = 0; i < cards->count; i++) {
		if (strcmp(cards->items[i]->name, name) != 0)
			continue;
		print_card(ctx, cards->items[i], cards->words);
		return 0;
	}
	path = scorecard_path(ctx, name);
	card_words_init(&words);
	status = card_file_read(path, &words, &card, error);
	if (!status)
		print_card(ctx, card, &words);
	else if (error->kind == ERROR_NOT_FOUND)
		scorecard_no_file(ctx, name, error);
	scorecard_free(card);
	card_words_free(&words);
	free(path);
	return status;
}
