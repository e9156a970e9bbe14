#include "storage/card_trial.h"

#include <stdlib.h>
#include <string.h>

#include "core/health_private.h"
#include "core/ids.h"
#include "storage/cardfile.h"
#include "storage/facts_read.h"
#include "storage/scorecards.h"

#define PROGRESS_ACCOUNTS 500

struct trying {
	struct book *book;
	const struct cards *now;
	VEC(const struct scorecard *) tried;
	struct facts_reader reader;
	struct view_room room;
	struct card_trial *out;
};

void card_trial_clear(struct card_trial *trial)
{
	for (size_t i = 0; i < trial->changed.count; i++) {
		struct trial_account *account = &trial->changed.items[i];

		free(account->name);
		free(account->now.label);
		free(account->now.card);
		free(account->tried.label);
		free(account->tried.card);
	}
	vec_free(&trial->changed);
	free(trial->key);
	free(trial->title);
	free(trial->version);
	*trial = (struct card_trial){ 0 };
}

/* Those of the book with the new one among them, where loading would put it. */
static void put_among(struct trying *trying, const struct scorecard *card, bool first)
{
	bool placed = first;

	if (first)
		*vec_add(&trying->tried) = card;
	for (size_t i = 0; i < trying->now->count; i++) {
		bool last = i + 1 == trying->now->count; /* the program's default */
		bool same = !last && !strcmp(trying->now->items[i]->name, card->name);

		if (!placed && (same || last)) {
			*vec_add(&trying->tried) = card;
			placed = true;
		}
		if (!same)
			*vec_add(&trying->tried) = trying->now->items[i];
	}
}

/* Both sides on one day. */
struct sides {
	struct health now, tried;
	const struct scorecard *now_card, *tried_card;
};

static void score_sides(struct trying *trying, day_t day, struct sides *out)
{
	const struct health_limits *limits = &book_options(trying->book)->limits;
	struct position position;
	struct view view;

	facts_view(&trying->reader.facts, day, &trying->room, &view);
	view_position(&view, &limits->pace, &position);
	out->now_card = scorecard_choose(trying->now->items, trying->now->count, &view, &position);
	out->tried_card = scorecard_choose(trying->tried.items, trying->tried.count, &view, &position);
	health_score_at(out->now_card, limits, &view, &position, &out->now);
	health_score_at(out->tried_card, limits, &view, &position, &out->tried);
}

/* Another number, or what it is by: a version of the same scorecard that comes to the same is no other. */
static bool scored_otherwise(const struct sides *sides)
{
	const struct health *now = &sides->now, *tried = &sides->tried;

	if (now->hundredths != tried->hundredths)
		return true;
	return (now->hundredths != HEALTH_UNKNOWN || now->band != BAND_UNKNOWN || tried->band != BAND_UNKNOWN) &&
	       strcmp(sides->now_card->name, sides->tried_card->name) != 0;
}

static void count_bands(struct trial_bands *bands, const struct sides *sides)
{
	bands->accounts++;
	bands->now[sides->now.band]++;
	bands->tried[sides->tried.band]++;
}

static struct trial_score keep(const struct health *health, const struct scorecard *card)
{
	return (struct trial_score){ health->hundredths, health->scorecard->scale, health->band,
				     xstrdup(health->label), xstrdup(card->name) };
}

/* The days that the account last churned, and that a renewal it moved on was due; DAY_NONE. */
static void find_ends(const struct facts *facts, day_t as_of, day_t *churned, day_t *renewed)
{
	enum account_status status = STATUS_ACTIVE;
	day_t renewal = DAY_NONE;

	*churned = *renewed = DAY_NONE;
	for (size_t i = 0; i < facts->state_count && facts->states[i].on <= as_of; i++) {
		const struct state_fact *fact = &facts->states[i]; /* in order of their days */

		if (fact->says_status) {
			if (fact->status == STATUS_CHURNED && status != STATUS_CHURNED)
				*churned = fact->on;
			status = fact->status;
		}
		if (!fact->says_renewal)
			continue;
		if (renewal != DAY_NONE && fact->renewal > renewal && renewal <= as_of &&
		    (int64_t)fact->on >= (int64_t)renewal - TRIAL_DAYS_BEFORE && status == STATUS_ACTIVE)
			*renewed = renewal;
		renewal = fact->renewal;
	}
}

static void try_account(struct trying *trying, day_t as_of)
{
	struct card_trial *out = trying->out;
	day_t churned, renewed;
	struct sides sides;

	score_sides(trying, as_of, &sides);
	count_bands(&out->all, &sides);
	out->rescored += scored_otherwise(&sides);
	if (sides.now.band != sides.tried.band)
		*vec_add(&out->changed) = (struct trial_account){
			.id = trying->reader.id,
			.name = xstrdup(trying->reader.name),
			.now = keep(&sides.now, sides.now_card),
			.tried = keep(&sides.tried, sides.tried_card),
		};
	find_ends(&trying->reader.facts, as_of, &churned, &renewed);
	if (churned != DAY_NONE) {
		score_sides(trying, churned - TRIAL_DAYS_BEFORE, &sides);
		count_bands(&out->churned, &sides);
	}
	if (renewed != DAY_NONE) {
		score_sides(trying, renewed - TRIAL_DAYS_BEFORE, &sides);
		count_bands(&out->renewed, &sides);
	}
}

/* Accounts come in order of their ids, which are hashes and so spread evenly over all that ids may be. */
static void say_progress(const struct trying *trying, const struct trial_options *options)
{
	if (options->progress && trying->out->all.accounts % PROGRESS_ACCOUNTS == 0)
		options->progress(options->progress_data, (int)(trying->reader.id / (INT64_MAX / 100)),
				  trying->out->all.accounts);
}

static int try_accounts(struct trying *trying, const struct trial_options *options, struct error *error)
{
	int found = -1;

	if (facts_begin(&trying->reader, trying->book, INT64_MIN, INT64_MAX, error))
		return -1;
	while ((found = facts_next(&trying->reader, 0, error)) == 1) {
		if (options->stop && *options->stop)
			return error_set(error, ERROR_INPUT,
					 "stopped; a trial stores nothing, the book is as it was");
		if (trying->reader.id == ORGANISATION_ID)
			continue;
		try_account(trying, options->as_of);
		say_progress(trying, options);
	}
	return found;
}

/* The words of the book's cards grow by those of the tried one, so that facts are numbered for both. */
int card_trial(struct book *book, const char *name, const char *text, const struct trial_options *options,
	       struct card_trial *out, struct error *error)
{
	struct trying trying = { .book = book, .out = out };
	struct scorecard *card;
	struct card_words *words;
	int status;

	*out = (struct card_trial){ 0 };
	words = cards_words(book, error);
	if (!words || cards_get(book, &trying.now, error) || card_text_read(name, text, words, &card, error))
		return -1;
	out->key = xstrdup(card->name);
	out->title = xstrdup(card->title);
	out->version = xstrdup(card->version);
	put_among(&trying, card, options->first);
	status = book_read_begin(book, error);
	if (!status) {
		status = try_accounts(&trying, options, error);
		facts_end(&trying.reader);
		book_read_end(book);
	}
	view_room_free(&trying.room);
	vec_free(&trying.tried);
	scorecard_free(card);
	if (status)
		card_trial_clear(out);
	return status;
}
