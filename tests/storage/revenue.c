/* Books of random revenue. */
#include "tests/storage/revenue.h"

#include <criterion/criterion.h>
#include <stdio.h>

struct fixture f;
int64_t accounts[ACCOUNTS];

uint32_t roll(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

void begin(void)
{
	cr_assert_eq(journal_begin(f.book, &f.error), 0, "%s", f.error.text);
}

void commit(int64_t account)
{
	cr_assert_eq(journal_commit(f.book, &(struct journal_note){ "ana", "movement", account, "moved" }, NULL,
				    &f.error),
		     0, "%s", f.error.text);
}

void move(int64_t account, day_t on, enum movement_kind kind, int64_t minor, const char *currency, const char *line)
{
	struct movement movement = { .on = on, .kind = kind, .minor = minor, .currency = currency, .line = line };

	cr_assert_eq(movement_add(f.book, account, &movement, &f.error), 0, "%s", f.error.text);
}

/* The movements of one account, entered from the last to the first. */
static void move_at_random(int64_t account, const char *currency, uint32_t *seed)
{
	static const char *const lines[] = { NULL, "base", "extra" };
	int64_t held[3] = { 0 };
	day_t day = TODAY - 900 + (day_t)roll(seed, 300);
	int count = (int)roll(seed, 20);
	struct {
		day_t on;
		enum movement_kind kind;
		int64_t minor;
		const char *line;
	} moves[20];

	for (int i = 0; i < count; i++) {
		uint32_t line = roll(seed, 3);
		enum movement_kind kind = (enum movement_kind)roll(seed, MOVEMENT_KINDS);
		int64_t minor = 1 + (int64_t)roll(seed, 90000);

		if (!held[line] && movement_lowers(kind))
			kind = (enum movement_kind)roll(seed, MOVEMENT_PRICE_EROSION);
		if (movement_lowers(kind))
			minor = kind == MOVEMENT_CHURN || minor > held[line] ? -held[line] : -minor;
		held[line] += minor;
		day += (day_t)roll(seed, 70);
		moves[i].on = day;
		moves[i].kind = kind;
		moves[i].minor = minor;
		moves[i].line = lines[line];
	}
	while (count--)
		move(account, moves[count].on, moves[count].kind, moves[count].minor, currency, moves[count].line);
}

static void renew_at_random(int64_t account, uint32_t *seed)
{
	for (int i = 0; i < 3; i++) {
		struct account_state state = { .says_renewal = true,
					       .renewal = TODAY - 700 + i * 250 + (day_t)roll(seed, 250) };

		cr_assert_eq(account_set_state(f.book, account, TODAY - 800 + i * 260, &state, NULL, &f.error), 0);
	}
}

void make_book_in(uint32_t seed, const char *const *currencies, uint32_t count)
{
	static const char *const segments[] = { "large", "small" }, *const csms[] = { "ana", "ben", "cleo" };

	for (int i = 0; i < ACCOUNTS; i++) {
		struct account_state state = { .says_segment = true, .says_csm = true };
		char name[32];

		snprintf(name, sizeof name, "Account %u-%d", seed, i);
		accounts[i] = fixture_account(&f, name);
		state.segment = segments[roll(&seed, 2)];
		state.csm = csms[roll(&seed, 3)];
		begin();
		cr_assert_eq(account_set_state(f.book, accounts[i], TODAY - 900, &state, NULL, &f.error), 0);
		move_at_random(accounts[i], currencies[roll(&seed, count)], &seed);
		renew_at_random(accounts[i], &seed);
		commit(accounts[i]);
	}
}

void make_book(uint32_t seed)
{
	static const char *const currencies[] = { "EUR", "EUR", "USD" };

	make_book_in(seed, currencies, 3);
}
