/*
 * What the days brought: why a band is another although nobody did anything, told from the ledger between the day it
 * was shown last and today.
 */
#include <stdio.h>
#include <stdlib.h>

#include "core/ledger.h"
#include "storage/facts_read.h"
#include "storage/history.h"
#include "storage/scorecards.h"

/* Behind the last line that led back to what was shown: what went before is made good. */
static size_t first_that_counts(const struct ledger *ledger)
{
	size_t first = 0;

	for (size_t i = 0; i < ledger->count; i++)
		if (ledger->items[i].after == ledger->before &&
		    ledger->items[i].band_after == ledger->items[0].band_before)
			first = i + 1;
	return first;
}

/* The last line that moved the band to the side it went, all in all: one that led a part of the way back is no cause.
 * NULL: none. */
static const struct ledger_line *band_line(const struct ledger *ledger)
{
	int before = ledger->count ? (int)ledger->items[0].band_before : 0;
	int after = ledger->count ? (int)ledger->items[ledger->count - 1].band_after : 0;

	for (size_t i = ledger->count; i-- > first_that_counts(ledger);) {
		const struct ledger_line *line = &ledger->items[i];
		int moved = (int)line->band_after - (int)line->band_before;

		if (after < before ? moved < 0 : moved > 0)
			return line;
	}
	return NULL;
}

/* The line that did the most of it where none moved the band by itself: towards the side the score went. NULL: none. */
static const struct ledger_line *main_line(const struct ledger *ledger)
{
	int before = ledger->before == HEALTH_UNKNOWN ? 0 : ledger->before;
	int after = ledger->after == HEALTH_UNKNOWN ? 0 : ledger->after, most = 0;
	const struct ledger_line *best = NULL;

	for (size_t i = first_that_counts(ledger); i < ledger->count; i++) {
		const struct ledger_line *line = &ledger->items[i];
		int done = after < before ? -line->hundredths : after > before ? line->hundredths : 0;

		if (done > 0 && done >= most) {
			most = done;
			best = line;
		}
	}
	return best;
}

/* What the line's indicator came to on its day. */
static void say_indicator(struct facts_reader *reader, const struct ledger_line *line, struct buf *out)
{
	const struct indicator *indicator = scorecard_indicator(line->card, line->indicator);
	const char *title = indicator->title ? indicator->title : indicator->name;
	struct scored scored;

	facts_score(reader, line->on, &scored);
	switch (scored.health.indicators[line->indicator].state) {
	case INDICATOR_KNOWN:
	case INDICATOR_SHOWN:
		indicator_say(&scored.health, line->indicator, &scored.view, out);
		break;
	case INDICATOR_STALE:
		buf_printf(out, "%s grew stale", title);
		break;
	default:
		buf_printf(out, "%s is no longer known", title);
	}
}

static void say_line(struct facts_reader *reader, const struct ledger *ledger, const struct ledger_line *line,
		     struct buf *out)
{
	int days = ledger->to - ledger->from;
	char day[DATE_SIZE];

	if (line->kind != EVENT_DAY)
		buf_printf(out, "what is dated %s holds now: a new %s", date_format(line->on, day),
			   event_kind_name(line->kind));
	else if (days == 1)
		buf_printf(out, "a day passed");
	else
		buf_printf(out, "%d days passed", days);
	if (line->card && line->indicator >= 0) {
		buf_str(out, ": ");
		say_indicator(reader, line, out);
	} else if (line->shift && line->card) {
		buf_printf(out, ": scored by %s %s", line->card->name, line->card->version);
	}
	if (line->kind == EVENT_DAY && line->since == line->on && line->on < ledger->to)
		buf_printf(out, ", from %s on", date_format(line->on, day));
}

/* Whether a band set by hand held before the line's days and no more after them. */
static bool hand_let_go(struct facts_reader *reader, const struct ledger_line *line)
{
	struct scored before, after;

	if (line->kind != EVENT_DAY)
		return false;
	facts_score(reader, line->since - 1, &before);
	facts_score(reader, line->on, &after);
	return before.health.cause == BAND_BY_HAND && after.health.cause != BAND_BY_HAND;
}

static void tell(struct facts_reader *reader, const struct band_change *change, bool days_only, struct buf *out)
{
	const struct book_options *options = &reader->book->options;
	struct ledger ledger = { 0 };
	const struct ledger_line *line;

	ledger_make(reader->cards->items, reader->cards->count, &options->limits, &reader->facts, change->since,
		    options->today, &ledger);
	line = band_line(&ledger);
	if (!line)
		line = main_line(&ledger);
	/* Where the book says otherwise of that day by now, the days are not the cause. */
	if (ledger.before != change->hundredths)
		line = NULL;
	else if (line && hand_let_go(reader, line))
		buf_str(out, "the band set by hand no longer holds");
	else if (line && (line->kind == EVENT_DAY || !days_only))
		say_line(reader, &ledger, line, out);
	ledger_free(&ledger);
}

int history_say_days(struct book *book, const struct band_change *change, bool days_only, struct buf *out,
		     struct error *error)
{
	struct facts_reader reader = { 0 };
	int found;

	if (change->since >= book->options.today)
		return 0;
	found = facts_begin(&reader, book, change->account, change->account, error) ? -1
										    : facts_next(&reader, 0, error);
	if (found == 1)
		tell(&reader, change, days_only, out);
	facts_end(&reader);
	return found < 0 ? -1 : 0;
}
