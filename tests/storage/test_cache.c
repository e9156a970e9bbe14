/* The derived tables: always what a rebuild gives, of one date, and never written by reading. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "tests/storage/fixture.h"

static uint32_t chance(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % below;
}

static void random_change(struct fixture *f, const int64_t *ids, int count, uint64_t *seed)
{
	static const char *const keys[] = { "a", "b", "c", "d", "e", "f" };
	static const char *const names[] = { "Growth", "Scale", "" };
	int64_t id = ids[chance(seed, (uint32_t)count)];
	day_t on = TODAY - (day_t)chance(seed, 120);
	struct account_state state = { 0 };
	int done = 0;

	cr_assert_eq(journal_begin(f->book, &f->error), 0);
	switch (chance(seed, 6)) {
	case 0:
	case 1:
		done = answer_give(f->book, id,
				   &(struct answer_write){ milestone(keys[chance(seed, 6)]),
							   (enum answer)(1 + chance(seed, 3)), on, "ana", NULL },
				   NULL, &f->error);
		break;
	case 2:
		done = answer_withdraw(f->book, id, milestone(keys[chance(seed, 6)]), NULL, &f->error);
		break;
	case 3:
		done = touch_add(f->book, id,
				 &(struct touch_write){ on, "call", chance(seed, 2) ? FROM_US : FROM_THEM, "ana",
							NULL, 0, 0 },
				 NULL, &f->error);
		break;
	case 4:
		done = movement_set_arr(f->book, id, TODAY, chance(seed, 5) * 1000, "EUR", NULL, &f->error);
		break;
	default:
		state.says_segment = state.says_csm = state.says_status = state.says_renewal = true;
		state.segment = names[chance(seed, 3)];
		state.csm = names[chance(seed, 3)];
		state.status = (enum account_status)chance(seed, 3);
		state.renewal = chance(seed, 4) ? TODAY + (day_t)chance(seed, 200) - 50 : DAY_NONE;
		done = account_set_state(f->book, id, on, &state, NULL, &f->error);
	}
	cr_assert_eq(done, 0, "%s", f->error.text);
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "set", id, "set" }, NULL, &f->error), 0,
		     "%s", f->error.text);
}

Test(cache, after_any_changes_a_rebuild_gives_the_same_bytes)
{
	uint64_t seed = 7;
	struct fixture f;
	int64_t ids[12];
	char name[24], *kept, *rebuilt;

	fixture_open(&f);
	for (int i = 0; i < 12; i++) {
		snprintf(name, sizeof name, "Account %d", i);
		ids[i] = fixture_account(&f, name);
	}
	for (int round = 0; round < 12; round++) {
		for (int i = 0; i < 15; i++)
			random_change(&f, ids, 12, &seed);
		if (round % 3 == 2)
			fixture_undo(f.book, "ana");
		kept = fixture_dump_derived(&f);
		cr_assert_eq(cache_rebuild(f.book, &f.error), 0, "%s", f.error.text);
		rebuilt = fixture_dump_derived(&f);
		cr_assert_str_eq(kept, rebuilt);
		free(kept);
		free(rebuilt);
	}
	fixture_close(&f);
}

struct collected {
	int count;
	int64_t health_sum, arr_sum;
	int days_sum;
};

static bool collect(void *data, const struct account_row *row)
{
	struct collected *sum = data;

	sum->count++;
	sum->health_sum += row->health;
	sum->arr_sum += row->arr.minor;
	sum->days_sum += row->days;
	return true;
}

/* The same rows, whether they come from the cache or are computed; and reading writes nothing. */
Test(cache, reading_another_day_computes_and_leaves_the_cache)
{
	struct collected cached = { 0 }, computed = { 0 }, later = { 0 };
	uint64_t seed = 11;
	struct fixture f;
	int64_t ids[5];
	char name[24], *before, *after;

	fixture_open(&f);
	for (int i = 0; i < 5; i++) {
		snprintf(name, sizeof name, "Account %d", i);
		ids[i] = fixture_account(&f, name);
	}
	for (int i = 0; i < 60; i++)
		random_change(&f, ids, 5, &seed);
	cr_assert_eq(portfolio_each(f.book, TODAY, collect, &cached, &f.error), 0, "%s", f.error.text);
	before = fixture_dump_derived(&f);
	book_set_today(f.book, TODAY + 40);
	cr_assert_eq(portfolio_each(f.book, TODAY + 40, collect, &later, &f.error), 0, "%s", f.error.text);
	after = fixture_dump_derived(&f);
	cr_assert_str_eq(before, after);
	cr_assert_eq(cached.count, 5);
	cr_assert_eq(later.count, 5);
	cr_assert_neq(later.health_sum, cached.health_sum, "40 days more without a touch show");
	/* One account's own computation as of the first day. */
	for (int i = 0; i < 5; i++) {
		struct account_detail detail = { 0 };

		cr_assert_eq(account_load(f.book, ids[i], 0, TODAY, &detail, &f.error), 0, "%s", f.error.text);
		collect(&computed, &detail.row);
		account_detail_clear(&detail);
	}
	cr_assert_eq(memcmp(&cached, &computed, sizeof cached), 0);
	free(before);
	free(after);
	fixture_close(&f);
}

Test(cache, a_refresh_in_steps_ends_where_a_rebuild_does)
{
	uint64_t seed = 3;
	struct totals totals;
	struct fixture f;
	int64_t ids[30], left = -1, seen_left = INT64_MAX;
	char name[24], *stepped, *rebuilt;
	int steps = 0;

	fixture_open(&f);
	for (int i = 0; i < 30; i++) {
		snprintf(name, sizeof name, "Account %d", i);
		ids[i] = fixture_account(&f, name);
		random_change(&f, ids, i + 1, &seed);
	}
	book_set_today(f.book, TODAY + 1);
	cr_assert_eq(portfolio_totals(f.book, &totals, &f.error), 0);
	cr_assert_eq(totals.day, TODAY, "still yesterday's, and says so");
	while (left != 0 && steps++ < 50) {
		cr_assert_eq(cache_refresh(f.book, &ids[29], 1, 7, &left, &f.error), 0, "%s", f.error.text);
		cr_assert_leq(left, seen_left);
		seen_left = left;
	}
	cr_assert_eq(left, 0);
	cr_assert_geq(steps, 5, "in steps of 7 (and the one asked for first)");
	cr_assert_eq(portfolio_totals(f.book, &totals, &f.error), 0);
	cr_assert_eq(totals.day, TODAY + 1);
	stepped = fixture_dump_derived(&f);
	cr_assert_eq(cache_rebuild(f.book, &f.error), 0);
	rebuilt = fixture_dump_derived(&f);
	cr_assert_str_eq(stepped, rebuilt);
	free(stepped);
	free(rebuilt);
	fixture_close(&f);
}

/* Scores made under other limits are not taken for one's own. */
Test(cache, other_limits_make_the_cache_foreign)
{
	struct book_options options = fixture_options();
	struct totals totals;
	struct book *other;
	struct fixture f;

	fixture_open(&f);
	fixture_account(&f, "Northwind");
	options.limits.cadence_days = 10;
	cr_assert_eq(book_open(&other, f.path, 0, &options, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(portfolio_totals(other, &totals, &f.error), 0);
	cr_assert_eq(totals.day, DAY_NONE);
	cr_assert_eq(portfolio_totals(f.book, &totals, &f.error), 0);
	cr_assert_eq(totals.day, TODAY);
	book_close(other);
	fixture_close(&f);
}
