#include "tests/storage/sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sample_open(struct sample *sample, const char *name)
{
	const char *root = getenv("abs_top_srcdir");
	char path[4096];
	struct error error = { 0 };

	*sample = (struct sample){ 0 };
	card_words_init(&sample->words);
	snprintf(path, sizeof path, "%s/share/scorecards/%s.cfg", root ? root : "..", name);
	cr_assert_eq(card_file_read(path, &sample->words, &sample->card, &error), 0, "%s", error.text);
	cr_assert_str_eq(sample->card->name, name);
	sample->facts.placed = sample->facts.contract = DAY_NONE;
	sample->state = (struct state_fact){ .on = TODAY - 1000, .says_segment = true, .segment = -1 };
}

void sample_close(struct sample *sample)
{
	vec_free(&sample->measures);
	vec_free(&sample->touches);
	vec_free(&sample->contacts);
	view_room_free(&sample->room);
	scorecard_free(sample->card);
	card_words_free(&sample->words);
}

void sample_clear(struct sample *sample)
{
	vec_clear(&sample->measures);
	vec_clear(&sample->touches);
	vec_clear(&sample->contacts);
	sample->state.segment = -1;
	sample->state.says_renewal = false;
	sample->facts.contract = DAY_NONE;
}

void measure(struct sample *sample, const char *key, int ago, int64_t value)
{
	int index = names_find(&sample->words.measures, key);

	cr_assert(index >= 0, "%s is no measure of %s", key, sample->card->name);
	*vec_add(&sample->measures) = (struct measure_fact){ index, TODAY - ago, value };
}

void touch(struct sample *sample, const char *kind, enum direction from, int ago)
{
	*vec_add(&sample->touches) = (struct touch_fact){
		.on = TODAY - ago,
		.from = from,
		.kind = names_find(&sample->words.touch_kinds, kind),
		.contact = -1,
	};
}

void segment(struct sample *sample, const char *name)
{
	sample->state.segment = names_find(&sample->words.segments, name);
	cr_assert(sample->state.segment >= 0, "%s", name);
}

void renewal_in(struct sample *sample, int days)
{
	sample->state.says_renewal = true;
	sample->state.renewal = TODAY + days;
}

const struct health *score(struct sample *sample)
{
	struct view view;

	sample->facts.measures = sample->measures.items;
	sample->facts.measure_count = sample->measures.count;
	sample->facts.touches = sample->touches.items;
	sample->facts.touch_count = sample->touches.count;
	sample->facts.contacts = sample->contacts.items;
	sample->facts.contact_count = sample->contacts.count;
	sample->facts.states = &sample->state;
	sample->facts.state_count = 1;
	facts_view(&sample->facts, TODAY, &sample->room, &view);
	health_score(sample->card, &health_limits_default, &view, &sample->health);
	return &sample->health;
}

const struct indicator_score *indicator(const struct sample *sample, const char *name)
{
	for (int i = 0; i < scorecard_indicators(sample->card); i++)
		if (!strcmp(scorecard_indicator(sample->card, i)->name, name))
			return &sample->health.indicators[i];
	cr_assert_fail("%s has no %s", sample->card->name, name);
	return NULL;
}

const char *label(const struct sample *sample, const char *name)
{
	const struct indicator_score *found = indicator(sample, name);

	return found->grade ? grade_label(found->grade) : indicator_state_name(found->state);
}

void check_row(struct sample *sample, const struct row *row, int line)
{
	sample_clear(sample);
	for (int m = 0; m < 3 && row->measures[m].key; m++)
		measure(sample, row->measures[m].key, row->measures[m].ago, V(row->measures[m].value));
	if (row->age)
		sample->facts.contract = TODAY - row->age;
	if (row->segment)
		segment(sample, row->segment);
	if (row->touch)
		touch(sample, row->touch, FROM_THEM, row->touched);
	score(sample);
	cr_expect_str_eq(label(sample, row->indicator), row->label, "row %d: %s is %s, not %s", line,
			 row->indicator, label(sample, row->indicator), row->label);
}
