/* What the facts of the account that a reader is on come to as of a date. */
#include <string.h>

#include "storage/facts_read.h"

struct text_fact facts_texts(const struct facts_reader *reader, day_t as_of)
{
	return text_facts_at(reader->texts.items, reader->texts.count, as_of);
}

/* The scorecard that applies to the account as of the view's date; the last of the book's applies to all. */
static const struct scorecard *choose_card(const struct facts_reader *reader, const struct view *view,
					   const struct position *position)
{
	const struct cards *cards = reader->cards;
	const struct scorecard *card = cards->items[0];

	if (cards->count > 1)
		card = scorecard_choose(cards->items, cards->count, view, position);
	return card ? card : reader->book->options.scorecard;
}

/* The score shown TREND_DAYS before. */
static int score_before(struct facts_reader *reader, day_t as_of)
{
	const struct health_limits *limits = &reader->book->options.limits;
	struct position position;
	struct health health;
	struct view view;

	facts_view(&reader->facts, as_of - TREND_DAYS, &reader->room_before, &view);
	view_position(&view, &limits->pace, &position);
	health_score_brief(choose_card(reader, &view, &position), limits, &view, &position, &health);
	return health.score;
}

void facts_score(struct facts_reader *reader, day_t as_of, struct scored *out)
{
	const struct health_limits *limits = &reader->book->options.limits;
	int before;

	facts_view(&reader->facts, as_of, &reader->room, &out->view);
	view_position(&out->view, &limits->pace, &out->position);
	out->card = choose_card(reader, &out->view, &out->position);
	health_score_brief(out->card, limits, &out->view, &out->position, &out->health);
	before = out->health.score == HEALTH_UNKNOWN ? HEALTH_UNKNOWN : score_before(reader, as_of);
	out->trend = before == HEALTH_UNKNOWN ? TREND_NONE : out->health.score - before;
	out->last_touch = out->view.touch_from_us > out->view.touch_from_them ? out->view.touch_from_us
									      : out->view.touch_from_them;
	out->at_stake = account_at_stake(out->view.has_arr, out->view.arr, out->health.hundredths);
}

void facts_score_whole(struct facts_reader *reader, day_t as_of, struct scored *out)
{
	facts_score(reader, as_of, out);
	health_score(out->card, &reader->book->options.limits, &out->view, &out->health);
}

void facts_lens_position(struct facts_reader *reader, day_t as_of, struct position *out)
{
	struct view view;

	facts_view(&reader->lens, as_of, &reader->room_before, &view);
	view_position(&view, &reader->book->options.limits.pace, out);
}

static const char *stage_name(const struct track *track, const struct position *position)
{
	return position->stage < 0 ? "none" : track->stages[position->stage].name;
}

static void row_track(const struct view *view, const struct position *position, struct account_row *out)
{
	const struct track *track = view->track;

	out->track = xstrdup(track->key);
	out->stage = xstrdup(stage_name(track, position));
	out->stage_index = position->stage + 1;
	out->stage_count = track->stage_count;
	out->settled = position->settled;
	out->required = position->required;
	out->stage_since = position->since;
	out->days = position->days;
	out->pace = position->pace;
	out->completed = position->completed;
	out->passed = position->passed;
	if (position->next >= 0) {
		const struct milestone *next = &track->milestones[position->next];

		out->next_key = next->home ? xasprintf("%s/%s", next->home, next->key) : xstrdup(next->key);
		out->next_question = xstrdup(next->question);
	}
}

static int row_lens(struct facts_reader *reader, day_t as_of, const struct scored *scored, struct account_row *out,
		    struct error *error)
{
	int64_t lens = reader->book->options.lens;
	const struct track *track = scored->view.track;
	struct position other;
	const struct position *position = &scored->position;

	for (size_t i = 0; i < reader->tracks.count; i++) {
		if (!lens || reader->tracks.items[i] != lens)
			continue;
		if (!track || track->id != lens) {
			if (facts_lens(reader, lens, error))
				return -1;
			facts_lens_position(reader, as_of, &other);
			track = reader->lens.track;
			position = &other;
		}
		out->lens = xstrdup(stage_name(track, position));
		out->lens_index = position->stage + 1;
		out->lens_count = track->stage_count;
		out->lens_completed = position->completed;
		out->lens_passed = position->passed;
	}
	return 0;
}

int facts_row(struct facts_reader *reader, day_t as_of, const struct scored *scored, struct account_row *out,
	      struct error *error)
{
	const struct view *view = &scored->view;
	struct text_fact texts = facts_texts(reader, as_of);

	*out = (struct account_row){
		.id = reader->id,
		.external_id = xstrdup(reader->external_id),
		.source = xstrdup(reader->source),
		.name = xstrdup(reader->name),
		.segment = xstrdup(texts.segment),
		.csm = xstrdup(texts.csm),
		.status = view->status,
		.has_arr = view->has_arr,
		.arr.minor = view->arr,
		.start = reader->start,
		.renewal = view->renewal,
		.stage_since = DAY_NONE,
		.days = -1,
		.health = scored->health.hundredths,
		.scale = scored->health.scorecard->scale,
		.band = scored->health.band,
		.computed = scored->health.computed,
		.band_cause = scored->health.cause,
		.confidence = scored->health.confidence,
		.trend = scored->trend,
		.last_touch = scored->last_touch,
		.at_stake = scored->at_stake,
	};
	if (strcmp(scored->health.label, band_name(out->band)))
		out->label = xstrdup(scored->health.label);
	if (reader->currency)
		strncpy(out->arr.currency, reader->currency, CURRENCY_SIZE - 1);
	if (view->track)
		row_track(view, &scored->position, out);
	return row_lens(reader, as_of, scored, out, error);
}
