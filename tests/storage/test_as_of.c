/*
 * A score as of a date is made of what is dated up to it, and of nothing else: whatever comes later, in whatever
 * order, undone or not, every derived row of that date stays as it was, byte for byte.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "storage/cardfile.h"
#include "storage/records.h"
#include "storage/scorecards.h"
#include "tests/storage/fixture.h"

enum { ACCOUNTS = 3, FACTS = 80, LATER = 80, TOGETHER = 8, BOOKS = 4, DATE = TODAY - 100 };

/* What happened, drawn once and written into as many books as are wanted. */
enum fact_kind {
	FACT_ANSWER,
	FACT_TOUCH,
	FACT_SURVEY,
	FACT_MEASURE,
	FACT_MOVEMENT,
	FACT_STATE,
	FACT_CONTACT,
	FACT_PROMISE,
	FACT_VALUE,
	FACT_CONCERN,
	FACT_ADDRESSED,
	FACT_OVERRIDE,
	FACT_TEXT,
	FACT_KINDS,
};
struct fact {
	enum fact_kind kind;
	int account;
	day_t on;
	unsigned number, value; /* which one of its kind, and what is said of it */
};

static unsigned draw(unsigned *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 8;
}

static struct fact draw_fact(unsigned *seed, day_t from, unsigned days)
{
	struct fact fact = { .kind = (enum fact_kind)(draw(seed) % FACT_KINDS) };

	fact.account = (int)(draw(seed) % ACCOUNTS);
	fact.on = from + (day_t)(draw(seed) % days);
	fact.number = draw(seed) % 6;
	fact.value = draw(seed);
	return fact;
}

static int64_t record_id(const struct fact *fact)
{
	return 1000 + (int64_t)fact->kind * 100 + fact->number;
}

static int write_promise(struct fixture *f, int64_t account, const struct fact *fact)
{
	struct promise_write write = {
		.text = "Reports by mail",
		.says_made = true,
		.made = fact->on > DATE ? DATE + 1 : DATE - 1000, /* of one that is new */
		.says_state = true,
		.state = (enum promise_state)(fact->value % PROMISE_STATES),
		.says_due = fact->value & 64,
		.due = fact->on + (day_t)(fact->value % 25) - (fact->on > DATE + 25 ? 25 : 0),
		.says_confirmed = fact->value & 128,
		.confirmed = fact->value & 256,
		.on = fact->on,
		.who = "ana",
	};
	int64_t id = record_id(fact);

	return promise_put(f->book, account, &id, &write, NULL, &f->error);
}

static int write_contact(struct fixture *f, int64_t account, const struct fact *fact)
{
	struct contact_write write = {
		.name = "Ida Fern",
		.says_roles = fact->value & 1,
		.roles = fact->value % (1U << CONTACT_ROLES),
		.says_here = fact->value & 2,
		.here = fact->value & 512,
		.says_sentiment = fact->value & 4,
		.sentiment = (int)(fact->value % 5) - 2,
		.on = fact->on,
	};
	int64_t id = record_id(fact);

	return contact_put(f->book, account, &id, &write, NULL, &f->error);
}

static int write_survey(struct fixture *f, int64_t account, const struct fact *fact)
{
	char key[16];
	struct survey_write write = { .on = fact->on, .score = (int)(fact->value % 6), .key = key };

	snprintf(key, sizeof key, "%u", fact->value);
	write.kind = fact->value & 1024 ? SURVEY_NPS : SURVEY_CSAT;
	write.scale = write.kind == SURVEY_NPS ? NPS_SCALE : 5;
	return survey_add(f->book, account, &write, NULL, NULL, &f->error);
}

static int write_state(struct fixture *f, int64_t account, const struct fact *fact)
{
	struct account_state state = {
		.says_segment = fact->value & 1,
		.segment = fact->value & 2 ? "gold" : NULL,
		.says_renewal = fact->value & 4,
		.renewal = fact->on + (day_t)(fact->value % 300),
		.says_next_step = fact->value & 8,
		.next_step = fact->value & 16 ? "workshop" : NULL,
		.says_status = !(fact->value % 7),
		.status = fact->value & 32 ? STATUS_CHURNED : STATUS_ACTIVE,
	};

	return account_set_state(f->book, account, fact->on, &state, NULL, &f->error);
}

static int write_concern(struct fixture *f, int64_t account, const struct fact *fact)
{
	struct concern_write write = { .text = "too slow",
				       .says_day = true,
				       .day = fact->on,
				       .says_level = true,
				       .level = (enum concern_level)(fact->value % CONCERN_LEVELS),
				       .addressed = DAY_NONE };
	int64_t id = 5000 + fact->value;

	return concern_put(f->book, account, &id, &write, NULL, &f->error);
}

/* Of one that was heard long ago. */
static int write_addressed(struct fixture *f, int64_t account, const struct fact *fact)
{
	struct concern_write write = { .says_addressed = true, .addressed = fact->on };
	int64_t id = 900 + (int64_t)(fact->number % 3);

	if (fact->on <= DATE)
		return 0; /* one day stands: a later one would move it */
	return concern_put(f->book, account, &id, &write, NULL, &f->error);
}

static int write_text(struct fixture *f, int64_t account, const struct fact *fact)
{
	static const enum account_text texts[] = { ACCOUNT_DEFINITION_OF_SUCCESS, ACCOUNT_SUCCESS_MEASURE,
						   ACCOUNT_MASTER_NARRATIVE, ACCOUNT_VALUE_PATH };

	if (fact->number == 5)
		return account_set_custom(f->book, account, "Plan", fact->value & 1 ? "as agreed" : NULL, fact->on,
					  NULL, &f->error);
	return account_set_text(f->book, account, texts[fact->number % 4], fact->value & 1 ? "as agreed" : NULL,
				fact->on, NULL, &f->error);
}

static int write_fact(struct fixture *f, int64_t account, const struct fact *fact)
{
	static const char *const measures[] = { "licensed_seats", "active_seats", "tickets",
						"escalations",	  "overdue_days", "other" };
	static const char *const milestones[] = { "a", "b", "c", "d", "e", "f" };
	char who[16];

	snprintf(who, sizeof who, "u%u", fact->value);
	switch (fact->kind) {
	case FACT_ANSWER:
		return answer_give(f->book, account,
				   &(struct answer_write){ milestone(milestones[fact->number]),
							   (enum answer)(ANSWER_YES + fact->value % 3), fact->on,
							   who, NULL },
				   NULL, &f->error);
	case FACT_TOUCH:
		return touch_add(f->book, account,
				 &(struct touch_write){ .on = fact->on,
							.kind = "call",
							.from = fact->value & 1 ? FROM_US : FROM_THEM,
							.who = "ana",
							.key = fact->value + 1 },
				 NULL, &f->error);
	case FACT_SURVEY:
		return write_survey(f, account, fact);
	case FACT_MEASURE:
		return measure_put(f->book, account, measures[fact->number], fact->on,
				   (int64_t)(fact->value % 200) * VALUE_SCALE, NULL, &f->error);
	case FACT_MOVEMENT:
		return movement_add(f->book, account,
				    &(struct movement){ .on = fact->on,
							.kind = MOVEMENT_EXPANSION,
							.minor = fact->value % 10000,
							.currency = "EUR" },
				    &f->error);
	case FACT_STATE:
		return write_state(f, account, fact);
	case FACT_CONTACT:
		return write_contact(f, account, fact);
	case FACT_PROMISE:
		return write_promise(f, account, fact);
	case FACT_VALUE:
		return outcome_value_put(
			f->book, account, 800,
			&(struct outcome_value_write){ fact->on, fact->value % 90 * VALUE_SCALE, "ana", NULL },
			NULL, &f->error);
	case FACT_CONCERN:
		return write_concern(f, account, fact);
	case FACT_ADDRESSED:
		return write_addressed(f, account, fact);
	case FACT_OVERRIDE:
		return override_set(f->book, account,
				    &(struct override_write){ fact->on, fact->on + (day_t)(fact->value % 20),
							      (enum band)(BAND_RISK + fact->value % 3), "ana",
							      "budget frozen" },
				    NULL, &f->error);
	default:
		return write_text(f, account, fact);
	}
}

struct world {
	struct fixture f;
	int64_t accounts[ACCOUNTS];
};

/* Several at once; whether they changed anything: then there is an entry to be undone. */
static bool give(struct world *world, const struct fact *facts)
{
	struct fixture *f = &world->f;
	int64_t entry = 0;

	book_set_today(f->book, TODAY);
	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
	for (int i = 0; i < TOGETHER; i++)
		cr_assert_eq(write_fact(f, world->accounts[facts[i].account], &facts[i]), 0, "%d: %s",
			     (int)facts[i].kind, f->error.text);
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "test", 0, "something happened" },
				    &entry, &f->error),
		     0, "%s", f->error.text);
	return entry != 0;
}

/* What every account has from long ago: an outcome to be measured, concerns to be addressed. */
static void open_world(struct world *world)
{
	static const char *const names[ACCOUNTS] = { "Alder", "Birch", "Cedar" };
	struct fixture *f = &world->f;

	fixture_open(f);
	for (int i = 0; i < ACCOUNTS; i++) {
		int64_t account = world->accounts[i] = fixture_account(f, names[i]), id = 800;
		struct outcome_write outcome = { .name = "Faster",
						 .says_baseline = true,
						 .baseline = 0,
						 .says_target = true,
						 .target = 90 * VALUE_SCALE,
						 .says_start = true,
						 .start = DATE - 400,
						 .says_due = true,
						 .due = DATE + 10 };

		cr_assert_eq(journal_begin(f->book, &f->error), 0);
		/* the currency is not dated, and no score reads it */
		cr_assert_eq(account_set_text(f->book, account, ACCOUNT_CURRENCY, "EUR", DAY_NONE, NULL, &f->error),
			     0, "%s", f->error.text);
		cr_assert_eq(outcome_put(f->book, account, &id, &outcome, NULL, &f->error), 0, "%s", f->error.text);
		for (id = 900; id < 903; id++) {
			struct concern_write concern = { .text = "too slow",
							 .says_day = true,
							 .day = DATE - 300,
							 .says_level = true,
							 .level = CONCERN_TASKS,
							 .addressed = DAY_NONE };

			cr_assert_eq(concern_put(f->book, account, &id, &concern, NULL, &f->error), 0, "%s",
				     f->error.text);
		}
		cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "test", account, "agreed" },
					    NULL, &f->error),
			     0, "%s", f->error.text);
	}
}

static void shuffle(unsigned *seed, struct fact *facts, size_t count)
{
	for (size_t i = count; i > 1; i--) {
		size_t other = draw(seed) % i;
		struct fact swap = facts[i - 1];

		facts[i - 1] = facts[other];
		facts[other] = swap;
	}
}

/* Every derived row of a date, made anew. */
static char *derived(struct world *world, day_t on)
{
	struct fixture *f = &world->f;

	book_set_today(f->book, on);
	cr_assert_eq(cache_rebuild(f->book, &f->error), 0, "%s", f->error.text);
	return fixture_dump_derived(f);
}

/* A scorecard beside the default one: what that does not read, texts and concerns above all. */
static const char card_text_all[] =
	"id = \"all\"; title = \"What else there is\"; version = \"1\";\n"
	"dimensions = ( { id = \"texts\"; indicators = (\n"
	"  { id = \"definition\"; kind = \"has_field\"; field = \"definition_of_success\"; weight = 1;"
	" curve = ( ( 0, 0 ), ( 1, 100 ) ); },\n"
	"  { id = \"story\"; kind = \"has_field\"; field = \"master_narrative\"; weight = 2;"
	" curve = ( ( 0, 0 ), ( 1, 100 ) ); },\n"
	"  { id = \"measure\"; kind = \"has_field\"; field = \"success_measure\"; weight = 4;"
	" curve = ( ( 0, 0 ), ( 1, 100 ) ); },\n"
	"  { id = \"path\"; kind = \"has_field\"; field = \"value_path\"; weight = 8;"
	" curve = ( ( 0, 0 ), ( 1, 100 ) ); },\n"
	"  { id = \"plan\"; kind = \"has_field\"; field = \"custom.plan\"; weight = 16;"
	" curve = ( ( 0, 0 ), ( 1, 100 ) ); } ); },\n"
	" { id = \"people\"; indicators = (\n"
	"  { id = \"concerns\"; kind = \"concerns\"; curve = ( ( 0, 0 ), ( 100, 100 ) ); },\n"
	"  { id = \"mood\"; kind = \"sentiment\"; curve = ( ( -2, 0 ), ( 2, 100 ) ); } ); } );\n";

static void load_card(struct fixture *f)
{
	struct card_words words;
	struct scorecard *card;

	card_words_init(&words);
	cr_assert_eq(card_text_read("card", card_text_all, &words, &card, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(journal_begin(f->book, &f->error), 0);
	cr_assert_eq(scorecard_store(f->book, card, card_text_all, true, NULL, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "test", 0, "loaded" }, NULL, &f->error),
		     0);
	scorecard_free(card);
	card_words_free(&words);
}

static void same_as(struct world *world, const char *before, const char *when, unsigned book)
{
	char *after = derived(world, DATE);

	cr_assert_str_eq(after, before, "book %u: %s\n%s\n%s", book, when, before, after);
	free(after);
}

/* One book: what is dated up to the day, then what comes later, one way and another. */
static void try_book(unsigned book, bool card)
{
	struct fact facts[FACTS], later[LATER];
	unsigned seed = book * 7919 + card;
	struct world world;
	char *before, *moved;
	int changed, entries;

	open_world(&world);
	if (card)
		load_card(&world.f);
	for (int i = 0; i < FACTS; i++)
		facts[i] = draw_fact(&seed, DATE - 299, 300);
	for (int i = 0; i < FACTS; i += TOGETHER)
		give(&world, &facts[i]);
	before = derived(&world, DATE);
	for (int i = 0; i < LATER; i++)
		later[i] = draw_fact(&seed, DATE + 1, 100);
	for (int order = 0; order < 2; order++) {
		entries = 0;
		for (int i = 0; i < LATER; i += TOGETHER) {
			entries += give(&world, &later[i]);
			if (i % (2 * TOGETHER) == 0)
				same_as(&world, before, "while they came", book);
		}
		same_as(&world, before, "with all that came later", book);
		moved = derived(&world, TODAY);
		changed = strcmp(moved, before);
		free(moved);
		cr_assert_neq(changed, 0, "what came later is read as of later");
		for (int i = 0; i < entries; i++) {
			struct entry entry;

			book_set_today(world.f.book, TODAY);
			cr_assert_eq(journal_next_undo(world.f.book, "ana", &entry, &world.f.error), 0, "%s",
				     world.f.error.text);
			cr_assert_eq(journal_revert(world.f.book, "ana", &entry, NULL, &world.f.error), 0, "%s",
				     world.f.error.text);
			entry_clear(&entry);
			if (i == entries / 2)
				same_as(&world, before, "half of it undone", book);
		}
		same_as(&world, before, "all of it undone", book);
		shuffle(&seed, later, LATER);
	}
	free(before);
	fixture_close(&world.f);
}

Test(as_of, nothing_that_comes_later_moves_a_row_of_an_earlier_day)
{
	for (unsigned book = 0; book < BOOKS; book++)
		try_book(book, false);
}

Test(as_of, nor_do_texts_and_concerns)
{
	for (unsigned book = 0; book < BOOKS; book++)
		try_book(book, true);
}

/* ---- texts, which are dated by whether they are filled in ---- */

static int score_on(struct world *world, day_t on)
{
	struct account_detail detail = { 0 };
	int hundredths;

	cr_assert_eq(account_load(world->f.book, world->accounts[0], 0, on, &detail, &world->f.error), 0, "%s",
		     world->f.error.text);
	hundredths = detail.health.dimensions[0].score;
	account_detail_clear(&detail);
	return hundredths;
}

static void put_text(struct world *world, const char *definition, day_t on)
{
	struct fixture *f = &world->f;

	cr_assert_eq(journal_begin(f->book, &f->error), 0);
	cr_assert_eq(account_set_text(f->book, world->accounts[0], ACCOUNT_DEFINITION_OF_SUCCESS, definition, on,
				      NULL, &f->error),
		     0, "%s", f->error.text);
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "set", world->accounts[0], "set" },
				    NULL, &f->error),
		     0);
}

/* The definition is 1 of 31 parts: 100 / 31 = 3.22 points. */
Test(as_of, a_text_counts_from_the_day_on_which_it_was_filled_in)
{
	struct world world;

	open_world(&world);
	load_card(&world.f);
	put_text(&world, "fewer calls", DATE + 10);
	cr_assert_eq(score_on(&world, DATE + 9), 0);
	cr_assert_eq(score_on(&world, DATE + 10), 322);
	put_text(&world, "far fewer calls", DATE + 12); /* other words, no other day */
	cr_assert_eq(score_on(&world, DATE + 10), 322);
	put_text(&world, " ", DATE + 20);
	cr_assert_eq(score_on(&world, DATE + 19), 322);
	cr_assert_eq(score_on(&world, DATE + 20), 0);
	put_text(&world, "none", DATE + 20); /* emptied and filled again in a day: it was never empty */
	cr_assert_eq(score_on(&world, DATE + 20), 322);
	cr_assert_eq(score_on(&world, DATE + 9), 0);
	put_text(&world, NULL, DATE + 5); /* it was empty from then on, as is known now */
	cr_assert_eq(score_on(&world, DATE + 30), 0);
	fixture_undo(world.f.book, "ana");
	cr_assert_eq(score_on(&world, DATE + 30), 322);
	cr_assert_eq(score_on(&world, DATE + 9), 0);
	fixture_close(&world.f);
}

/* Of a book of before, or of an account that came with it: nothing is known of when. */
Test(as_of, a_text_without_a_day_always_was_there)
{
	struct world world;

	open_world(&world);
	load_card(&world.f);
	put_text(&world, "fewer calls", DAY_NONE);
	cr_assert_eq(score_on(&world, DATE - 1000), 322);
	put_text(&world, NULL, DATE);
	cr_assert_eq(score_on(&world, DATE - 1), 322);
	cr_assert_eq(score_on(&world, DATE), 0);
	fixture_close(&world.f);
}
