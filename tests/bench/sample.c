#include "tests/bench/sample.h"

#include <stdio.h>
#include <string.h>

#include "core/records.h"
#include "storage/facts_store.h"

#define SEED UINT64_C(0x57594d4b2026)
#define LENGTH(array) (sizeof(array) / sizeof *(array))

enum { ACCOUNTS_PER_CSM = 200, CSMS_MAX = 200, YEAR = 365 };

/* splitmix64: well spread from any seed, and short. */
static uint64_t draw(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* low..high, both included. */
static int between(uint64_t *state, int low, int high)
{
	return low + (int)(draw(state) % (uint64_t)(high - low + 1));
}

static const char *one_of(uint64_t *state, const char *const *words, size_t count)
{
	return words[draw(state) % count];
}
#define ONE_OF(state, words) one_of((state), (words), LENGTH(words))

static void make_name(uint64_t *state, char *name, size_t size)
{
	static const char *const starts[] = {
		"Al",  "Bra", "Cor", "Da",  "El",  "Fal", "Gri", "Hel", "Ix",  "Jo",
		"Kal", "Lu",  "Mer", "Nor", "Ol",  "Pra", "Qui", "Ro",	"Ser", "Tal",
		"Ul",  "Ver", "Wes", "Yar", "Zen", "Öst", "Brü", "São", "Łu",  "Ämt",
	};
	static const char *const middles[] = { "ba", "cu", "den", "fi", "ga", "lin", "mo",
					       "na", "pe", "ri",  "so", "ti", "vo",  "wen" };
	static const char *const ends[] = { "dale", "ex",   "field", "gate", "is",  "lia",
					    "mark", "nova", "ra",    "stad", "tek", "via" };
	static const char *const trades[] = {
		"Analytics", "Bakeries", "Capital",  "Dental",	  "Energy",   "Foods",	  "Garments", "Health",
		"Insurance", "Joinery",	 "Kitchens", "Logistics", "Media",    "Networks", "Optics",   "Pharma",
		"Robotics",  "Studios",	 "Textiles", "Utilities", "Ventures", "Works",
	};
	static const char *const forms[] = { "GmbH", "Ltd", "Inc", "AG", "SA", "BV", "Oy", "Group", "& Co" };
	const char *start = ONE_OF(state, starts), *middle = ONE_OF(state, middles), *end = ONE_OF(state, ends);
	const char *trade = ONE_OF(state, trades), *form = ONE_OF(state, forms);

	if (between(state, 0, 3) == 0)
		snprintf(name, size, "%s%s %s", start, end, form);
	else
		snprintf(name, size, "%s%s%s %s %s", start, middle, end, trade, form);
}

static void make_csm(uint64_t *state, long accounts, char *csm, size_t size)
{
	static const char *const names[] = { "ana", "ben", "cho", "dee", "eli", "fay", "gus", "hal", "ida", "jun" };
	long csms = accounts / ACCOUNTS_PER_CSM;
	long which;

	csms = csms < 6 ? 6 : csms > CSMS_MAX ? CSMS_MAX : csms;
	which = (long)(draw(state) % (uint64_t)csms);
	if (which < (long)LENGTH(names))
		snprintf(csm, size, "%s", names[which]);
	else
		snprintf(csm, size, "%s%ld", names[which % (long)LENGTH(names)], which / (long)LENGTH(names));
}

static void add_movement(struct sample *s, day_t on, enum movement_kind kind, int64_t minor)
{
	s->movements[s->movement_count++] = (struct sample_movement){ on, (int)kind, minor };
	s->arr += minor;
}

static void make_money(uint64_t *state, struct sample *s, day_t today)
{
	static const int bases[] = { 4800, 12000, 24000, 60000, 180000 };
	int64_t base = (int64_t)bases[draw(state) % LENGTH(bases)] * 100;

	add_movement(s, s->start, MOVEMENT_NEW, base + (int64_t)(draw(state) % 9000) * 100);
	if (between(state, 0, 2) == 0)
		add_movement(s, between(state, s->start, today), MOVEMENT_EXPANSION, base / between(state, 4, 12));
	if (between(state, 0, 5) == 0)
		add_movement(s, between(state, s->start, today), MOVEMENT_CONTRACTION,
			     -base / between(state, 8, 20));
	if (s->status == STATUS_CHURNED)
		add_movement(s, today, MOVEMENT_CHURN, -s->arr);
}

/* Most milestones up to where the account has got, in order and over time, many of them answered no before. */
static void make_answers(uint64_t *state, struct sample *s, const struct track *track, day_t today)
{
	static const char *const notes[] = {
		"said so in the call, to be shown in the next one",
		"the screenshot is in the folder",
		"two of three teams so far",
		"waits for their IT",
	};
	int reached = between(state, 2, track->milestone_count * 2 / 3 < 52 ? track->milestone_count * 2 / 3 : 52);
	int age = today - s->start;

	for (int m = 0; m < reached && s->answer_count + 2 < SAMPLE_ANSWERS; m++) {
		day_t on = s->start + (day_t)((long)age * (m + 1) / (reached + 1));
		int chance = between(state, 0, 99);

		if (chance < 6)
			continue;
		if (chance < 30 && on > s->start)
			s->answers[s->answer_count++] = (struct sample_answer){ m, ANSWER_NO,
										between(state, s->start, on - 1),
										NULL };
		s->answers[s->answer_count++] = (struct sample_answer){
			.milestone = m,
			.answer = chance < 85	? ANSWER_YES
				  : chance < 95 ? ANSWER_NO
						: ANSWER_NA,
			.on = on,
			.note = between(state, 0, 9) == 0 ? ONE_OF(state, notes) : NULL,
		};
	}
}

void sample_make(struct sample *s, long number, long accounts, const struct track *track, day_t today)
{
	static const char *const segments[] = { "Enterprise", "Mid-market", "Small business", "Public sector" };
	static const char *const currencies[] = { "EUR", "EUR", "EUR", "USD", "USD", "GBP" };
	static const char *const kinds[] = { "call", "mail", "meeting", "visit" };
	uint64_t state = SEED + (uint64_t)number * UINT64_C(0xd1342543de82ef95);
	int chance;

	memset(s, 0, sizeof *s);
	snprintf(s->external_id, sizeof s->external_id, "B%07ld", number);
	make_name(&state, s->name, sizeof s->name);
	make_csm(&state, accounts, s->csm, sizeof s->csm);
	s->segment = ONE_OF(&state, segments);
	s->currency = ONE_OF(&state, currencies);
	chance = between(&state, 0, 99);
	s->status = chance < 92 ? STATUS_ACTIVE : chance < 96 ? STATUS_PROSPECT : STATUS_CHURNED;
	s->start = today - between(&state, 10, YEAR - 1);
	s->renewal = today + between(&state, 1, YEAR);
	s->renewal_before = between(&state, 0, 1) ? s->renewal - between(&state, 5, 60) : DAY_NONE;
	make_money(&state, s, today);
	make_answers(&state, s, track, today);
	s->touch_count = between(&state, 1, 11);
	for (int i = 0; i < s->touch_count; i++)
		s->touches[i] = (struct sample_touch){
			.on = between(&state, s->start, today),
			.kind = ONE_OF(&state, kinds),
			.from = between(&state, 0, 2) ? FROM_US : FROM_THEM,
		};
}

void sample_make_history(struct sample_movement out[SAMPLE_HISTORY], long number, day_t today)
{
	static const enum movement_kind kinds[] = { MOVEMENT_EXPANSION, MOVEMENT_CONTRACTION, MOVEMENT_UPSELL,
						    MOVEMENT_PRICE_INCREASE, MOVEMENT_PRICE_EROSION };
	uint64_t state = SEED + 17 + (uint64_t)number * UINT64_C(0xd1342543de82ef95);
	int64_t balance = between(&state, 5000, 200000) * INT64_C(100);
	day_t on = today - between(&state, 2 * YEAR, 3 * YEAR);

	out[0] = (struct sample_movement){ on, (int)MOVEMENT_NEW, balance };
	for (int i = 1; i < SAMPLE_HISTORY; i++) {
		enum movement_kind kind = balance ? kinds[draw(&state) % LENGTH(kinds)] : MOVEMENT_REACTIVATION;
		int64_t minor = between(&state, 1, 900) * INT64_C(100);

		if (balance && between(&state, 0, 29) == 0)
			kind = MOVEMENT_CHURN;
		if (movement_lowers(kind))
			minor = kind == MOVEMENT_CHURN || minor > balance ? -balance : -minor;
		on += between(&state, 5, 70);
		balance += minor;
		out[i] = (struct sample_movement){ on, (int)kind, minor };
	}
}

/* A level that wanders from month to month, and counts beside it. */
static void make_measures(uint64_t *state, struct sample_records *r, day_t today)
{
	enum { MONTH = 30, ACTIVE = 8, TICKETS = 6, ESCALATIONS = 4, OVERDUE = 3 };
	int64_t seats = between(state, 20, 900), active = seats * between(state, 30, 95) / 100;
	struct sample_measure *m = r->measures;

	for (int i = 0; i < SAMPLE_MEASURES - ACTIVE - TICKETS - ESCALATIONS - OVERDUE; i++)
		*m++ = (struct sample_measure){ "licensed_seats", today - 5 - i * MONTH, seats };
	for (int i = 0; i < ACTIVE; i++)
		*m++ = (struct sample_measure){ "active_seats", today - 3 - i * MONTH / 2,
						active * between(state, 80, 120) / 100 };
	for (int i = 0; i < TICKETS; i++)
		*m++ = (struct sample_measure){ "tickets", today - 6 - i * MONTH, between(state, 0, 30) };
	for (int i = 0; i < ESCALATIONS; i++)
		*m++ = (struct sample_measure){ "escalations", today - 6 - i * MONTH, between(state, 0, 3) };
	for (int i = 0; i < OVERDUE; i++)
		*m++ = (struct sample_measure){ "overdue_days", today - 2 - i * MONTH, between(state, 0, 60) };
	for (int i = 0; i < SAMPLE_MEASURES; i++)
		r->measures[i].value *= VALUE_SCALE;
}

static void make_outcomes(uint64_t *state, struct sample_records *r, day_t today)
{
	for (int i = 0; i < SAMPLE_OUTCOMES; i++) {
		struct sample_outcome *outcome = &r->outcomes[i];
		int64_t way = between(state, 5, 60);

		outcome->start = today - between(state, 100, 300);
		outcome->due = today + between(state, -60, 200);
		outcome->baseline = between(state, 0, 100) * INT64_C(1000);
		outcome->target = outcome->baseline + way * VALUE_SCALE;
		for (int v = 0; v < SAMPLE_VALUES; v++)
			outcome->values[v] = (struct sample_value){
				today - 90 + v * 40, outcome->baseline + way * between(state, 0, 1200)
			};
	}
}

static void make_promises(uint64_t *state, struct sample_records *r, day_t today)
{
	for (int i = 0; i < SAMPLE_PROMISES; i++) {
		struct sample_promise *promise = &r->promises[i];
		int chance = between(state, 0, 9);

		promise->made = today - between(state, 60, 200);
		promise->due = today - between(state, -40, 40);
		promise->state = chance < 6 ? PROMISE_KEPT : chance < 7 ? PROMISE_BROKEN : PROMISE_OPEN;
		promise->closed = today - between(state, 0, 50);
		promise->confirmed = between(state, 0, 1);
	}
}

void sample_make_records(struct sample_records *r, long number, day_t today)
{
	static const unsigned roles[SAMPLE_CONTACTS] = { ROLE_CHAMPION, ROLE_DECISION_MAKER, ROLE_USER };
	uint64_t state = ~(SEED + (uint64_t)number * UINT64_C(0xd1342543de82ef95));

	memset(r, 0, sizeof *r);
	for (int i = 0; i < SAMPLE_CONTACTS; i++)
		r->contacts[i] = (struct sample_contact){ roles[i], between(&state, SENTIMENT_MIN, SENTIMENT_MAX),
							  today - between(&state, 1, 150) };
	make_outcomes(&state, r, today);
	make_promises(&state, r, today);
	r->surveys[0] = (struct sample_survey){ today - between(&state, 0, 300), SURVEY_NPS, between(&state, 0, 10),
						NPS_SCALE, 0 };
	r->surveys[1] = (struct sample_survey){ today - between(&state, 0, 170), SURVEY_CSAT, between(&state, 1, 5),
						5, 1 };
	make_measures(&state, r, today);
}
