/* Scorecards in the book: their order, what is lent, undo, and that all accounts are scored anew. */
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "storage/card_trial.h"
#include "storage/cardfile.h"
#include "storage/scorecards.h"
#include "tests/storage/fixture.h"

/* It scores everybody by whether a next step is written: nobody has one, so 20 points. A version for each content. */
#define CARD(id, points) \
	"id = \"" id "\"; title = \"Title of " id "\"; version = \"" points "\";\n" \
	"dimensions = ( { id = \"d\"; indicators = ( { id = \"i\"; kind = \"has_next_step\";" \
	" curve = ( ( 0, " points " ), ( 1, 100 ) ); } ); } );\n"

static void commit(struct fixture *fixture)
{
	cr_assert_eq(journal_commit(fixture->book, &(struct journal_note){ "ana", "scorecard", 0, "changed" }, NULL,
				    &fixture->error),
		     0, "%s", fixture->error.text);
}

static bool store(struct fixture *fixture, const char *text, bool first)
{
	struct card_words words;
	struct scorecard *card;
	bool changed;

	card_words_init(&words);
	cr_assert_eq(card_text_read("card", text, &words, &card, &fixture->error), 0, "%s", fixture->error.text);
	cr_assert_eq(journal_begin(fixture->book, &fixture->error), 0, "%s", fixture->error.text);
	cr_assert_eq(scorecard_store(fixture->book, card, text, first, &changed, &fixture->error), 0, "%s",
		     fixture->error.text);
	commit(fixture);
	scorecard_free(card);
	card_words_free(&words);
	return changed;
}

/* "a b default" */
static void lends(struct fixture *fixture, const char *names)
{
	const struct cards *cards;
	struct buf list = { 0 };

	cr_assert_eq(cards_get(fixture->book, &cards, &fixture->error), 0, "%s", fixture->error.text);
	for (size_t i = 0; i < cards->count; i++) {
		buf_printf(&list, "%s%s", i ? " " : "", cards->items[i]->name);
		cr_assert(cards->items[i]->words == cards->words || i + 1 == cards->count);
	}
	cr_assert_str_eq(buf_text(&list), names);
	buf_free(&list);
}

Test(scorecards, a_book_without_any_is_scored_by_the_default)
{
	struct fixture fixture;
	struct stored_cards stored = { 0 };
	const struct cards *cards;

	fixture_open(&fixture);
	lends(&fixture, "default");
	cr_assert_eq(cards_get(fixture.book, &cards, &fixture.error), 0);
	cr_assert_eq(cards->items[0], scorecard_default());
	/* its words come first, so that facts numbered by the lent words are right for it too */
	for (size_t i = 0; i < scorecard_default()->words->measures.count; i++)
		cr_assert_str_eq(cards->words->measures.items[i], scorecard_default()->words->measures.items[i]);
	cr_assert_eq(scorecard_list(fixture.book, &stored, &fixture.error), 0);
	cr_assert_eq(stored.count, 0);
	fixture_close(&fixture);
}

Test(scorecards, they_stand_in_order_and_keep_their_place)
{
	struct fixture fixture;
	struct stored_cards stored = { 0 };

	fixture_open(&fixture);
	cr_assert(store(&fixture, CARD("a", "20"), false));
	cr_assert(store(&fixture, CARD("b", "20"), false));
	lends(&fixture, "a b default");
	cr_assert(store(&fixture, CARD("c", "20"), true));
	lends(&fixture, "c a b default");
	cr_assert(store(&fixture, CARD("a", "30"), false), "another text is a change");
	lends(&fixture, "c a b default");
	cr_assert_not(store(&fixture, CARD("a", "30"), false), "the same again is none");
	cr_assert(store(&fixture, CARD("b", "20"), true));
	cr_assert_not(store(&fixture, CARD("b", "20"), true));
	lends(&fixture, "b c a default");
	cr_assert_eq(scorecard_list(fixture.book, &stored, &fixture.error), 0);
	cr_assert_eq(stored.count, 3);
	cr_assert_str_eq(stored.items[2].key, "a");
	cr_assert_str_eq(stored.items[2].title, "Title of a");
	cr_assert_str_eq(stored.items[2].version, "30");
	cr_assert_str_eq(stored.items[2].source, CARD("a", "30"));
	stored_cards_free(&stored);
	fixture_close(&fixture);
}

Test(scorecards, one_that_is_dropped_or_undone_is_gone)
{
	struct fixture fixture;

	fixture_open(&fixture);
	store(&fixture, CARD("a", "20"), false);
	store(&fixture, CARD("b", "20"), false);
	cr_assert_eq(journal_begin(fixture.book, &fixture.error), 0);
	cr_assert_eq(scorecard_drop(fixture.book, "a", &fixture.error), 0);
	commit(&fixture);
	lends(&fixture, "b default");
	fixture_undo(fixture.book, "ana");
	lends(&fixture, "a b default");
	fixture_undo(fixture.book, "ana");
	lends(&fixture, "a default");
	cr_assert_eq(journal_begin(fixture.book, &fixture.error), 0);
	cr_assert_eq(scorecard_drop(fixture.book, "x", &fixture.error), -1);
	cr_assert_eq(fixture.error.kind, ERROR_NOT_FOUND);
	cr_assert_not_null(strstr(fixture.error.text, "it has a"));
	journal_abort(fixture.book);
	fixture_close(&fixture);
}

Test(scorecards, a_colleague_s_is_seen)
{
	struct fixture fixture;
	struct fixture second = { 0 };

	fixture_open(&fixture);
	lends(&fixture, "default");
	cr_assert_not(book_changed_by_others(fixture.book));
	second.book = fixture_second(&fixture);
	store(&second, CARD("a", "20"), false);
	cr_assert(book_changed_by_others(fixture.book));
	lends(&fixture, "a default");
	book_close(second.book);
	fixture_close(&fixture);
}

/* By has_next_step alone: nobody has one, so the curve's first points. */
Test(scorecards, a_change_of_one_scores_all_accounts_anew)
{
	struct fixture fixture;
	struct account_detail detail = { 0 };
	int64_t account;

	fixture_open(&fixture);
	account = fixture_account(&fixture, "Alder");
	store(&fixture, CARD("a", "20"), false);
	cr_assert_eq(account_load(fixture.book, account, 0, TODAY, &detail, &fixture.error), 0);
	cr_assert_eq(detail.row.health, 2000);
	account_detail_clear(&detail);
	store(&fixture, CARD("a", "33"), false);
	cr_assert_eq(account_load(fixture.book, account, 0, TODAY, &detail, &fixture.error), 0);
	cr_assert_eq(detail.row.health, 3300);
	account_detail_clear(&detail);
	fixture_close(&fixture);
}

/* ---- tried on the book ---- */

static void set_state(struct fixture *fixture, int64_t account, day_t on, const struct account_state *state)
{
	cr_assert_eq(journal_begin(fixture->book, &fixture->error), 0);
	cr_assert_eq(account_set_state(fixture->book, account, on, state, NULL, &fixture->error), 0, "%s",
		     fixture->error.text);
	commit(fixture);
}

static void next_step(struct fixture *fixture, int64_t account, day_t on)
{
	set_state(fixture, account, on, &(struct account_state){ .says_next_step = true, .next_step = "call" });
}

static void renewal(struct fixture *fixture, int64_t account, day_t on, day_t due)
{
	set_state(fixture, account, on, &(struct account_state){ .says_renewal = true, .renewal = due });
}

static const struct trial_options today = { .as_of = TODAY };

/* Alder renewed: due 40 days ago, moved on 5 days before that; 130 days ago its next step was written: 100. Birch
 * churned 10 days ago, and had none 100 days ago: 20. Cedar's date was only put right, long before it was due. */
Test(scorecards, one_is_tried_on_those_that_left_and_stayed_and_nothing_is_stored)
{
	struct fixture fixture;
	struct card_trial trial;
	int64_t alder, birch, cedar;

	fixture_open(&fixture);
	alder = fixture_account(&fixture, "Alder");
	birch = fixture_account(&fixture, "Birch");
	cedar = fixture_account(&fixture, "Cedar");
	next_step(&fixture, alder, TODAY - 130);
	renewal(&fixture, alder, TODAY - 300, TODAY - 40);
	renewal(&fixture, alder, TODAY - 45, TODAY + 325);
	set_state(&fixture, birch, TODAY - 10,
		  &(struct account_state){ .says_status = true, .status = STATUS_CHURNED });
	next_step(&fixture, birch, TODAY - 99); /* too late to count */
	renewal(&fixture, cedar, TODAY - 300, TODAY - 10);
	renewal(&fixture, cedar, TODAY - 101, TODAY + 100);
	cr_assert_eq(card_trial(fixture.book, "card", CARD("a", "20"), &today, &trial, &fixture.error), 0, "%s",
		     fixture.error.text);
	cr_expect_str_eq(trial.key, "a");
	cr_expect_eq(trial.all.accounts, 3);
	cr_expect_eq(trial.all.tried[BAND_GOOD], 1);
	cr_expect_eq(trial.all.tried[BAND_RISK], 1);
	cr_expect_eq(trial.all.tried[BAND_UNKNOWN], 1); /* who churned has no health */
	cr_expect_eq(trial.churned.accounts, 1);
	cr_expect_eq(trial.churned.tried[BAND_RISK], 1);
	cr_expect_eq(trial.renewed.accounts, 1);
	cr_expect_eq(trial.renewed.tried[BAND_GOOD], 1);
	for (size_t i = 0; i < trial.changed.count; i++)
		cr_expect_neq(trial.changed.items[i].now.band, trial.changed.items[i].tried.band);
	card_trial_clear(&trial);
	lends(&fixture, "default");
	/* against itself nobody changes */
	store(&fixture, CARD("a", "20"), false);
	cr_assert_eq(card_trial(fixture.book, "card", CARD("a", "20"), &today, &trial, &fixture.error), 0);
	cr_expect_eq(trial.changed.count, 0);
	cr_expect_eq(memcmp(trial.all.now, trial.all.tried, sizeof trial.all.now), 0);
	card_trial_clear(&trial);
	fixture_close(&fixture);
}

struct told {
	int times, last_percent;
	long last;
	bool falls;
	volatile sig_atomic_t stop;
};

static void tell(void *data, int percent, long accounts)
{
	struct told *told = data;

	told->falls |= percent < told->last_percent || accounts <= told->last;
	told->last_percent = percent;
	told->last = accounts;
	told->times++;
	if (accounts >= 1000)
		told->stop = 1;
}

/* Of 1,700 accounts, whose ids lie anywhere, the first 500 are 29 in a hundred. */
Test(scorecards, a_long_trial_tells_how_far_it_is_and_stops)
{
	struct told told = { .last_percent = -1 };
	struct trial_options options = { .as_of = TODAY, .progress = tell, .progress_data = &told };
	struct fixture fixture;
	struct card_trial trial;
	char name[32];

	fixture_open(&fixture);
	cr_assert_eq(journal_begin(fixture.book, &fixture.error), 0);
	for (int i = 0; i < 1700; i++) {
		struct account_fields fields = {
			.source = "test", .external_id = name, .name = name, .start = DAY_NONE
		};
		int64_t id;

		snprintf(name, sizeof name, "Account %d", i);
		cr_assert_eq(account_insert(fixture.book, &fields, &id, &fixture.error), 0, "%s",
			     fixture.error.text);
	}
	commit(&fixture);
	cr_assert_eq(card_trial(fixture.book, "card", CARD("a", "20"), &options, &trial, &fixture.error), 0);
	cr_expect_eq(trial.all.accounts, 1700);
	cr_expect_eq(told.times, 3);
	cr_expect_eq(told.last, 1500);
	cr_expect_not(told.falls);
	cr_expect(told.last_percent > 80 && told.last_percent < 96, "%d", told.last_percent);
	card_trial_clear(&trial);
	told = (struct told){ .last_percent = -1 };
	options.stop = &told.stop;
	cr_assert_eq(card_trial(fixture.book, "card", CARD("a", "20"), &options, &trial, &fixture.error), -1);
	cr_expect_eq(told.last, 1000, "no account more");
	cr_expect_not_null(strstr(fixture.error.text, "stopped"));
	cr_expect_eq(trial.all.accounts, 0);
	lends(&fixture, "default");
	fixture_close(&fixture);
}
