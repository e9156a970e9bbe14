/* Health in words and as JSON. */
#include "cmd/out_health.h"

#include <stdlib.h>
#include <string.h>

int health_account_load(struct ctx *ctx, int64_t account, struct health_account *out, struct error *error)
{
	if (account_load(ctx->book, account, 0, ctx->as_of, &out->detail, error) ||
	    contact_list(ctx->book, account, ctx->as_of, &out->contacts, error) ||
	    promise_list(ctx->book, account, ctx->as_of, &out->promises, error) ||
	    outcome_list(ctx->book, account, ctx->as_of, &out->outcomes, error) ||
	    override_get(ctx->book, account, ctx->as_of, &out->override, error))
		return -1;
	return 0;
}

void health_account_clear(struct health_account *account)
{
	account_detail_clear(&account->detail);
	contacts_clear(&account->contacts);
	promises_clear(&account->promises);
	outcomes_clear(&account->outcomes);
	override_clear(&account->override);
}

/* ---- why it is what it is ---- */

static void indicator_name(const struct health *health, int dimension, int indicator, struct buf *out)
{
	const struct dimension_score *scored = &health->dimensions[dimension];

	buf_printf(out, "%s: %s", scored->dimension->name,
		   health->indicators[scored->first + indicator].indicator->name);
}

/* Some kinds say how old their reading is, or are about nothing else. */
static bool says_age(const char *words, int days)
{
	char old[40], ago[40];

	(void)snprintf(old, sizeof old, "%d day%s old", days, days == 1 ? "" : "s");
	(void)snprintf(ago, sizeof ago, "%d day%s ago", days, days == 1 ? "" : "s");
	return strstr(words, old) || strstr(words, ago);
}

static void say_indicator(const struct ctx *ctx, struct buf *out, const struct account_detail *detail, int index,
			  const char *name, int width)
{
	const struct indicator_score *score = &detail->health.indicators[index];
	int scale = detail->health.scorecard->scale;
	struct buf read = { 0 };

	buf_printf(out, "      %-*s  %6d  ", width, name, score->indicator->weight);
	if (score->reading.known)
		indicator_say(&detail->health, index, &detail->view, &read);
	if (score->score == HEALTH_UNKNOWN)
		buf_printf(out, "%5s  %6s  %s", "-", "-", indicator_state_name(score->state));
	else if (score->state == INDICATOR_KNOWN)
		buf_printf(out, "%5s  %6s  ", POINTS_TEXT(scale, score->score / 100),
			   POINTS_TEXT(scale, score->points));
	else
		buf_printf(out, "%5s  %6s  %s", POINTS_TEXT(scale, score->score / 100), "-",
			   indicator_state_name(score->state));
	if (score->reading.known) {
		buf_str(out, score->state == INDICATOR_KNOWN ? "" : ": ");
		out_safe(ctx, out, buf_text(&read));
		if (score->reading.age_days > 0 && !says_age(buf_text(&read), score->reading.age_days))
			buf_printf(out, " (%d day%s old)", score->reading.age_days,
				   score->reading.age_days == 1 ? "" : "s");
		if (score->marked)
			buf_str(out, ", out of date");
	}
	buf_char(out, '\n');
	buf_free(&read);
}

void say_indicators(const struct ctx *ctx, struct buf *out, const struct account_detail *detail)
{
	const struct health *health = &detail->health;
	int width = (int)strlen("indicator");
	struct buf name = { 0 };

	for (int d = 0; d < health->count; d++)
		for (int i = 0; i < health->dimensions[d].dimension->count; i++) {
			buf_clear(&name);
			indicator_name(health, d, i, &name);
			width = (int)name.size > width ? (int)name.size : width;
		}
	buf_printf(out, "\n      %-*s  weight  score  points\n", width, "indicator");
	for (int d = 0; d < health->count; d++)
		for (int i = 0; i < health->dimensions[d].dimension->count; i++) {
			buf_clear(&name);
			indicator_name(health, d, i, &name);
			say_indicator(ctx, out, detail, health->dimensions[d].first + i, buf_text(&name), width);
		}
	for (int b = 0; b < health->scorecard->beside_count; b++)
		say_indicator(ctx, out, detail, health->beside + b, health->scorecard->beside[b].name, width);
	buf_free(&name);
	buf_str(out, "\nscorecard ");
	out_safe(ctx, out, health->scorecard->name);
	buf_printf(out, " %s\n", health->scorecard->version);
}

void say_band_cause(const struct ctx *ctx, struct buf *out, const struct health_account *account)
{
	const struct health *health = &account->detail.health;
	char day[DATE_SIZE];

	if (health->cause == BAND_BY_SCORE)
		return;
	if (health->computed != health->band)
		buf_printf(out, "the number alone is %s; ", band_name(health->computed));
	if (health->cause == BAND_BY_RULE) {
		buf_printf(out, "a rule of the scorecard makes it %s%s\n", band_name(health->band),
			   health->computed == health->band ? ", as the number alone would" : "");
		return;
	}
	buf_printf(out, "set by hand to %s until %s: ", band_name(account->override.band),
		   date_format(account->override.until, day));
	out_safe(ctx, out, account->override.reason);
	buf_str(out, " (");
	out_safe(ctx, out, account->override.who);
	buf_str(out, ")\n");
}

/* ---- names of what facts number ---- */

static int64_t id_of(const struct ids *ids, int number)
{
	return number >= 0 && (size_t)number < ids->count ? ids->items[number] : 0;
}

static const char *contact_name(const struct health_account *account, int number)
{
	int64_t id = id_of(&account->detail.contact_ids, number);

	for (size_t i = 0; i < account->contacts.count; i++)
		if (account->contacts.items[i].id == id)
			return account->contacts.items[i].name;
	return "a contact";
}

static const char *promise_text(const struct health_account *account, int number)
{
	int64_t id = id_of(&account->detail.promise_ids, number);

	for (size_t i = 0; i < account->promises.count; i++)
		if (account->promises.items[i].id == id)
			return account->promises.items[i].text;
	return "a promise";
}

static const char *outcome_name(const struct health_account *account, int number)
{
	int64_t id = id_of(&account->detail.outcome_ids, number);

	for (size_t i = 0; i < account->outcomes.count; i++)
		if (account->outcomes.items[i].id == id)
			return account->outcomes.items[i].name;
	return "an outcome";
}

static const char *word(const struct names *names, int index, const char *none)
{
	return names && index >= 0 && (size_t)index < names->count ? names->items[index] : none;
}

static const struct card_words *words_of(const struct health_account *account)
{
	static const struct card_words none;
	const struct card_words *words = account->detail.health.scorecard->words;

	return words ? words : &none;
}

/* ---- why it moved ---- */

static void event_state(const struct state_fact *fact, struct buf *out)
{
	char day[DATE_SIZE];

	buf_str(out, "account:");
	if (fact->says_status)
		buf_printf(out, " %s", status_name(fact->status));
	if (fact->says_renewal && fact->renewal == DAY_NONE)
		buf_str(out, " no renewal date");
	else if (fact->says_renewal)
		buf_printf(out, " renewal on %s", date_format(fact->renewal, day));
	if (fact->says_plan)
		buf_str(out, fact->plan ? " next step written" : " no next step any more");
	if (!fact->says_status && !fact->says_renewal && !fact->says_plan)
		buf_str(out, fact->says_segment ? " segment" : " fields");
}

static void event_contact(const struct health_account *account, const struct contact_fact *fact, struct buf *out)
{
	buf_printf(out, "contact %s:", contact_name(account, fact->contact));
	if (fact->says_here)
		buf_str(out, fact->here ? " here" : " left");
	if (fact->says_roles && fact->roles) {
		buf_char(out, ' ');
		roles_say(fact->roles, out);
	}
	if (fact->says_sentiment)
		buf_printf(out, " %s", sentiment_name(fact->sentiment));
}

static void event_promise(const struct health_account *account, const struct promise_fact *fact, struct buf *out)
{
	char day[DATE_SIZE];

	buf_printf(out, "promise \"%s\":", promise_text(account, fact->promise));
	if (fact->says_state)
		buf_printf(out, " %s", promise_state_name(fact->state));
	if (fact->says_due && fact->due != DAY_NONE)
		buf_printf(out, " due %s", date_format(fact->due, day));
	if (fact->says_confirmed)
		buf_str(out, fact->confirmed ? " confirmed" : " not confirmed");
}

static void event_touch(const struct health_account *account, const struct touch_fact *fact, struct buf *out)
{
	buf_printf(out, "%s from %s", word(&words_of(account)->touch_kinds, fact->kind, "touch"),
		   fact->from == FROM_US ? "us" : "them");
	if (fact->contact >= 0)
		buf_printf(out, " with %s", contact_name(account, fact->contact));
}

static void event_number(const char *name, int64_t value, struct buf *out)
{
	char text[VALUE_SIZE];

	buf_printf(out, "%s %s", name, value_format(value, text));
}

/* Of the track: its questions and stages. */
static void event_track(const struct facts *facts, const struct ledger_line *line, struct buf *out)
{
	const struct track *track = facts->track;

	if (!track)
		return;
	if (line->kind == EVENT_PLACED)
		buf_printf(out, "placed on %s", track->title);
	else if (line->kind == EVENT_PASS)
		buf_printf(out, "stage %s passed by hand", track->stages[facts->passes[line->index].stage].name);
	else
		buf_printf(out, "%s: %s", answer_name(facts->answers[line->index].answer),
			   track->milestones[facts->answers[line->index].milestone].question);
}

static void event_record(const struct health_account *account, const struct ledger_line *line, struct buf *out)
{
	const struct facts *facts = account->detail.facts;
	const struct card_words *words = words_of(account);
	size_t at = line->index;

	switch (line->kind) {
	case EVENT_LEVEL:
		buf_printf(out, "level %d on %s", facts->levels[at].level,
			   word(&words->tracks, facts->levels[at].track, "another track"));
		break;
	case EVENT_FIELD:
		buf_printf(out, "%s %s", word(&words->fields, facts->fields[at].field, "a field"),
			   facts->fields[at].filled ? "written" : "no longer written");
		break;
	case EVENT_CONTACT:
		event_contact(account, &facts->contacts[at], out);
		break;
	case EVENT_TOUCH:
		event_touch(account, &facts->touches[at], out);
		break;
	case EVENT_PROMISE:
		event_promise(account, &facts->promises[at], out);
		break;
	case EVENT_CONCERN:
		buf_printf(out, "concern heard: %s", concern_level_title(facts->concerns[at].level));
		break;
	case EVENT_OUTCOME:
		event_number(outcome_name(account, facts->outcome_values[at].outcome),
			     facts->outcome_values[at].value, out);
		break;
	case EVENT_SURVEY:
		buf_printf(out, "%s answer %d of %d", facts->surveys[at].kind == SURVEY_NPS ? "NPS" : "CSAT",
			   facts->surveys[at].score, facts->surveys[at].scale);
		break;
	case EVENT_MEASURE:
		event_number(word(&words->measures, facts->measures[at].key, "a measure"),
			     facts->measures[at].value, out);
		break;
	default:
		buf_str(out, "band set by hand");
	}
}

static void event_what(const struct health_account *account, const struct ledger_line *line, struct buf *out)
{
	int days = line->on - line->since + 1;

	switch (line->kind) {
	case EVENT_DAY:
		buf_printf(out, days == 1 ? "a day passed" : "%d days passed", days);
		break;
	case EVENT_PLACED:
	case EVENT_ANSWER:
	case EVENT_PASS:
		event_track(account->detail.facts, line, out);
		break;
	case EVENT_STATE:
		event_state(&account->detail.facts->states[line->index], out);
		break;
	case EVENT_MOVEMENT:
		buf_str(out, "ARR changed");
		break;
	default:
		event_record(account, line, out);
	}
}

/* A move of weights says so: what is known, or which scorecard scores, became another. */
void ledger_line_say(const struct health_account *account, const struct ledger_line *line, struct buf *out)
{
	const char *mover = line->card && line->indicator >= 0
				    ? scorecard_indicator(line->card, line->indicator)->name
				    : NULL;

	event_what(account, line, out);
	if (line->shift && !mover) {
		if (line->card)
			buf_printf(out, "; scored by %s %s from now on", line->card->name, line->card->version);
		else
			buf_str(out, "; no longer scored");
		return;
	}
	if (line->shift)
		buf_printf(out, "; weights move: %s %s", mover,
			   line->confidence_after > line->confidence_before ? "is known now"
			   : line->confidence_after < line->confidence_before
				   ? "is no longer known"
				   : "and what else is known are others");
	else if (mover)
		buf_printf(out, " (%s)", mover);
}

static void say_points(struct buf *out, int scale, int hundredths)
{
	buf_str(out, hundredths == HEALTH_UNKNOWN ? "unknown" : POINTS_TEXT(scale, hundredths / 100));
}

void say_ledger(const struct ctx *ctx, struct buf *out, const struct health_account *account,
		const struct ledger *ledger)
{
	int scale = account->detail.health.scorecard->scale;
	char day[DATE_SIZE];

	buf_str(out, "\nwhy it moved\n");
	if (!ledger->count && ledger->before == ledger->after) {
		buf_printf(out, "nothing moved it since %s\n", date_format(ledger->from, day));
		return;
	}
	buf_printf(out, "%s  ", date_format(ledger->from, day));
	say_points(out, scale, ledger->before);
	buf_char(out, '\n');
	for (size_t i = 0; i < ledger->count; i++) {
		struct buf why = { 0 };

		ledger_line_say(account, &ledger->items[i], &why);
		buf_printf(out, "%s  %4s  ", date_format(ledger->items[i].on, day),
			   POINTS_MOVED(scale, ledger->items[i].points));
		out_safe(ctx, out, buf_text(&why));
		buf_char(out, '\n');
		buf_free(&why);
	}
	buf_printf(out, "%s  ", date_format(ledger->to, day));
	say_points(out, scale, ledger->after);
	buf_printf(out, ", %s\n", POINTS_MOVED(scale, ledger->points));
}

json_t *out_json_ledger(const struct health_account *account, const struct ledger *ledger)
{
	json_t *object = json_object(), *lines = json_array();

	json_object_set_new(object, "from", out_json_day(ledger->from));
	json_object_set_new(object, "to", out_json_day(ledger->to));
	json_object_set_new(object, "before", out_json_points(ledger->before));
	json_object_set_new(object, "after", out_json_points(ledger->after));
	for (size_t i = 0; i < ledger->count; i++) {
		const struct ledger_line *line = &ledger->items[i];
		json_t *item = json_object();
		struct buf why = { 0 };

		ledger_line_say(account, line, &why);
		json_object_set_new(item, "points", json_integer(line->points));
		json_object_set_new(item, "hundredths", json_integer(line->hundredths));
		json_object_set_new(item, "why", out_json_text(buf_text(&why)));
		json_object_set_new(item, "kind", json_string(event_kind_name(line->kind)));
		json_object_set_new(item, "on", out_json_day(line->on));
		json_object_set_new(item, "shift", json_boolean(line->shift));
		json_object_set_new(item, "band", json_string(band_name(line->band_after)));
		json_array_append_new(lines, item);
		buf_free(&why);
	}
	json_object_set_new(object, "lines", lines);
	return object;
}

/* ---- what would move it ---- */

void move_say(const struct health_account *account, const struct move *move, struct buf *out)
{
	const struct card_words *words = words_of(account);
	const struct milestone *milestone;
	char text[VALUE_SIZE];

	switch (move->kind) {
	case MOVE_TICK:
		milestone = &account->detail.facts->track->milestones[move->index];
		buf_printf(out, "tick %s%s%s: %s", milestone->home ? milestone->home : "",
			   milestone->home ? "/" : "", milestone->key, milestone->question);
		break;
	case MOVE_TOUCH:
		buf_printf(out, "a %s from %s", word(&words->touch_kinds, move->index, "touch"),
			   move->from == FROM_US ? "us" : "them");
		break;
	case MOVE_TOUCH_CONTACT:
		buf_printf(out, "a touch with %s", contact_name(account, move->index));
		break;
	case MOVE_PROMISE:
		buf_printf(out, "keep the promise \"%s\"", promise_text(account, move->index));
		break;
	case MOVE_OUTCOME:
		buf_printf(out, "%s measured at its target, %s", outcome_name(account, move->index),
			   value_format(move->value, text));
		break;
	case MOVE_SURVEY:
		buf_printf(out, "a fresh %s answer of %lld", move->index == SURVEY_NPS ? "NPS" : "CSAT",
			   (long long)move->value);
		break;
	case MOVE_MEASURE:
		buf_printf(out, "%s measured anew, at %s as it was", word(&words->measures, move->index, "it"),
			   value_format(move->value, text));
		break;
	case MOVE_ROLE:
		buf_printf(out, "a contact who is %s", role_name((enum contact_role)move->index));
		break;
	case MOVE_NEXT_STEP:
		buf_str(out, "a next step written down");
		break;
	case MOVE_FIELD:
		buf_printf(out, "%s written down", word(&words->fields, move->index, "the field"));
		break;
	case MOVE_CONCERN:
		buf_printf(out, "a concern addressed: %s",
			   concern_level_title(account->detail.facts->concerns[move->index].level));
		break;
	case MOVE_CONFIRM:
		buf_printf(out, "the promise \"%s\" confirmed as they understand it",
			   promise_text(account, move->index));
		break;
	}
}

int move_points(const struct health_account *account, const struct move *move)
{
	int now = account->detail.health.hundredths;

	return move->after / 100 - (now == HEALTH_UNKNOWN ? 0 : now / 100);
}

static void say_move(const struct ctx *ctx, struct buf *out, const struct health_account *account,
		     const struct move *move)
{
	struct buf action = { 0 };

	move_say(account, move, &action);
	buf_printf(out, "%4s  ", POINTS_MOVED(account->detail.health.scorecard->scale, move_points(account, move)));
	out_safe(ctx, out, buf_text(&action));
	if (move->known_changes)
		buf_printf(out, "  (known %d%%)", move->confidence_after);
	buf_char(out, '\n');
	buf_free(&action);
}

size_t moves_alike(const struct health_account *account, const struct moves *moves, size_t from)
{
	const struct move *first = &moves->items[from];
	size_t to = from + 1;

	while (first->kind == MOVE_TICK && to < moves->count && moves->items[to].kind == MOVE_TICK &&
	       move_points(account, &moves->items[to]) == move_points(account, first))
		to++;
	return to - from;
}

/* A stage has many questions of the same worth: one stands for them, so that other acts are seen too. */
void say_moves(const struct ctx *ctx, struct buf *out, const struct health_account *account,
	       const struct moves *moves, size_t most)
{
	size_t said = 0, i = 0;

	if (moves->count)
		buf_str(out, "\nwhat would move it\n");
	while (i < moves->count && (!most || said < most)) {
		size_t alike = most ? moves_alike(account, moves, i) : 1;

		say_move(ctx, out, account, &moves->items[i]);
		if (alike > 1)
			buf_printf(out, "      and %zu more alike\n", alike - 1);
		i += alike;
		said++;
	}
	if (i < moves->count)
		buf_printf(out, "      and %zu more, of less\n", moves->count - i);
}

json_t *out_json_moves(const struct health_account *account, const struct moves *moves)
{
	json_t *array = json_array();

	for (size_t i = 0; i < moves->count; i++) {
		const struct move *move = &moves->items[i];
		json_t *item = json_object();
		struct buf action = { 0 };

		move_say(account, move, &action);
		json_object_set_new(item, "action", out_json_text(buf_text(&action)));
		json_object_set_new(item, "points", json_integer(move_points(account, move)));
		json_object_set_new(item, "hundredths", json_integer(move->gain));
		json_object_set_new(item, "kind", json_string(move_kind_name(move->kind)));
		json_object_set_new(item, "confidence", json_integer(move->confidence_after));
		json_object_set_new(item, "known_changes", json_boolean(move->known_changes));
		json_array_append_new(array, item);
		buf_free(&action);
	}
	return array;
}

/* ---- what was shown ---- */

static void say_spark(const struct ctx *ctx, struct buf *out, const struct score_rows *rows)
{
	static const char *const bars[] = { "\xe2\x96\x81", "\xe2\x96\x82", "\xe2\x96\x83", "\xe2\x96\x84",
					    "\xe2\x96\x85", "\xe2\x96\x86", "\xe2\x96\x87", "\xe2\x96\x88" };

	for (size_t i = 0; i < rows->count; i++) {
		int score = rows->items[i].hundredths;

		if (score == HEALTH_UNKNOWN)
			buf_char(out, ' ');
		else if (ctx->utf8)
			buf_str(out, bars[score >= SCORE_MAX ? 7 : score * 8 / SCORE_MAX]);
		else
			buf_char(out, (char)('0' + (score >= SCORE_MAX ? 9 : score * 10 / SCORE_MAX)));
	}
	buf_char(out, '\n');
}

void say_history(const struct ctx *ctx, struct buf *out, const struct score_rows *rows)
{
	char day[DATE_SIZE];

	buf_str(out, "\nwhat was shown  ");
	say_spark(ctx, out, rows);
	for (size_t i = 0; i < rows->count; i++) {
		const struct score_row *row = &rows->items[i];

		buf_printf(out, "%s  ", date_format(row->on, day));
		buf_printf(out, "%3s",
			   row->hundredths == HEALTH_UNKNOWN ? "-"
							     : POINTS_TEXT(row->scale, row->hundredths / 100));
		buf_printf(out, " %-7s  known %3d%%  ", band_name(row->band), row->confidence);
		out_safe(ctx, out, row->scorecard);
		if (row->cause) {
			buf_str(out, "  ");
			out_safe(ctx, out, row->cause);
		}
		buf_char(out, '\n');
	}
}

json_t *out_json_history(const struct score_rows *rows)
{
	json_t *array = json_array();

	for (size_t i = 0; i < rows->count; i++) {
		const struct score_row *row = &rows->items[i];
		json_t *item = json_object();

		json_object_set_new(item, "date", out_json_day(row->on));
		json_object_set_new(item, "score", out_json_points(row->hundredths));
		json_object_set_new(item, "shown", out_json_shown(row->scale, row->hundredths));
		json_object_set_new(item, "band", json_string(band_name(row->band)));
		json_object_set_new(item, "confidence", json_integer(row->confidence));
		json_object_set_new(item, "scorecard", out_json_text(row->scorecard));
		json_object_set_new(item, "cause", out_json_text(row->cause));
		json_array_append_new(array, item);
	}
	return array;
}
