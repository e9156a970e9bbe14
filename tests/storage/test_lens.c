/* The portfolio beside another track: the lens, kept for accounts with several tracks. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "core/buf.h"
#include "core/filter.h"
#include "core/ids.h"
#include "tests/storage/evidence_tracks.h"

static uint32_t chance(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % below;
}

static const char *const tracks[] = { "small", "proof", "trust" };

static void random_change(struct fixture *f, int64_t id, uint64_t *seed)
{
	static const char *const names[] = { "small/a", "small/b", "small/d", "small/e", "small/f",
					     "proof/x", "proof/z", "trust/k", "trust/l" };
	static const char *const stages[] = { "small/one", "small/three", "proof/p1" };
	const char *name = names[chance(seed, 9)];
	day_t on = TODAY - (day_t)chance(seed, 100);
	int done = 0;

	switch (chance(seed, 8)) {
	case 0:
		assign(f, id, tracks[chance(seed, 3)], chance(seed, 3) == 0);
		return;
	case 1:
		cr_assert_eq(journal_begin(f->book, &f->error), 0);
		done = answer_withdraw(f->book, id, id_of(name), NULL, &f->error);
		break;
	case 2:
		name = stages[chance(seed, 3)];
		cr_assert_eq(journal_begin(f->book, &f->error), 0);
		done = stage_pass_set(f->book, id,
				      !strncmp(name, "small", 5) ? id_stage("small", name + 6)
								 : id_stage("proof", name + 6),
				      on, "ana", chance(seed, 3) ? "agreed" : NULL, NULL, &f->error);
		break;
	default:
		answer(f, id, name, chance(seed, 3) ? ANSWER_YES : (enum answer)(2 + chance(seed, 2)), on);
		return;
	}
	cr_assert_eq(done, 0, "%s", f->error.text);
	commit(f, id);
}

static bool has_track(const struct account_detail *detail, int64_t track)
{
	for (size_t i = 0; i < detail->tracks.count; i++)
		if (detail->tracks.items[i] == track)
			return true;
	return false;
}

/* The row's lens as account_load() has that track. */
static void expect_lens(struct fixture *f, const struct account_row *row, const char *track, day_t as_of)
{
	struct account_detail detail = { 0 };
	const struct position *position = &detail.position;

	load(f, row->id, track, as_of, &detail);
	if (!has_track(&detail, id_track(track))) {
		cr_assert_null(row->lens);
		cr_assert(row->lens_index == 0 && row->lens_count == 0 && !row->lens_completed &&
			  !row->lens_passed);
	} else {
		cr_assert_str_eq(row->lens,
				 position->stage < 0 ? "none" : detail.track->stages[position->stage].name);
		cr_assert_eq(row->lens_index, position->stage + 1);
		cr_assert_eq(row->lens_count, detail.track->stage_count);
		cr_assert_eq(row->lens_completed, position->completed);
		cr_assert_eq(row->lens_passed, position->passed);
		if (!strcmp(row->track, track))
			cr_assert_str_eq(row->lens, row->stage);
	}
	account_detail_clear(&detail);
}

struct expected {
	struct fixture *f;
	const char *track;
	day_t as_of;
	int count, on_it;
};

static bool expect_each(void *data, const struct account_row *row)
{
	struct expected *expected = data;

	expect_lens(expected->f, row, expected->track, expected->as_of);
	expected->on_it += row->lens != NULL;
	expected->count++;
	return true;
}

static void expect_lenses(struct fixture *f, const int64_t *ids, int count)
{
	struct account_row *rows = xcalloc((size_t)count, sizeof *rows);

	for (int t = 0; t < 3; t++) {
		struct expected expected = { f, tracks[t], TODAY, 0, 0 },
				earlier = { f, tracks[t], TODAY - 40, 0, 0 };

		book_set_lens(f->book, id_track(tracks[t]));
		cr_assert_eq(portfolio_rows(f->book, ids, (size_t)count, rows, &f->error), 0, "%s", f->error.text);
		for (int i = 0; i < count; i++)
			expect_lens(f, &rows[i], tracks[t], TODAY);
		/* From the cache, and computed as of another day. */
		cr_assert_eq(portfolio_each(f->book, TODAY, expect_each, &expected, &f->error), 0, "%s",
			     f->error.text);
		cr_assert_eq(portfolio_each(f->book, TODAY - 40, expect_each, &earlier, &f->error), 0, "%s",
			     f->error.text);
		cr_assert_eq(expected.count, count);
		cr_assert_eq(earlier.count, count);
		cr_assert_eq(expected.on_it, earlier.on_it);
	}
	for (int i = 0; i < count; i++)
		account_row_clear(&rows[i]);
	free(rows);
	book_set_lens(f->book, 0);
}

Test(lens, the_lens_is_what_each_account_says_and_a_rebuild_gives)
{
	uint64_t seed = 5;
	int64_t ids[8], left = 1;
	char name[24], *kept, *rebuilt;
	struct fixture f;

	open_book(&f);
	for (int i = 0; i < 8; i++) {
		snprintf(name, sizeof name, "Account %d", i);
		ids[i] = fixture_account(&f, name);
	}
	for (int round = 0; round < 6; round++) {
		for (int i = 0; i < 20; i++)
			random_change(&f, ids[chance(&seed, 8)], &seed);
		for (int i = 0; i < round; i++)
			fixture_undo(f.book, "ana");
		expect_lenses(&f, ids, 8);
		kept = fixture_dump_derived(&f);
		cr_assert_not_null(strstr(kept, "lens_cache|"));
		cr_assert_eq(cache_rebuild(f.book, &f.error), 0, "%s", f.error.text);
		rebuilt = fixture_dump_derived(&f);
		cr_assert_str_eq(kept, rebuilt);
		free(kept);
		free(rebuilt);
	}
	/* Brought to another day step by step. */
	book_set_today(f.book, TODAY + 1);
	while (left)
		cr_assert_eq(cache_refresh(f.book, ids, 0, 3, &left, &f.error), 0, "%s", f.error.text);
	kept = fixture_dump_derived(&f);
	cr_assert_eq(cache_rebuild(f.book, &f.error), 0);
	rebuilt = fixture_dump_derived(&f);
	cr_assert_str_eq(kept, rebuilt);
	free(kept);
	free(rebuilt);
	fixture_close(&f);
}

Test(lens, the_portfolio_is_sorted_and_filtered_by_the_lens)
{
	struct account_row rows[5] = { 0 };
	struct ids order = { 0 };
	struct filter *filter;
	struct fixture f;
	int64_t ids[5];
	char *terms[] = { (char *)(uintptr_t) "lens=LIKE" };
	int fits = 0;

	open_book(&f);
	for (int i = 0; i < 5; i++) {
		char name[2] = { (char)('A' + i), 0 };

		ids[i] = fixture_account(&f, name);
	}
	/* A: not on trust; B: Like, main; C: none yet; D: Know; E: Know. */
	assign(&f, ids[1], "trust", true);
	answer(&f, ids[1], "trust/k", ANSWER_YES, TODAY - 3);
	answer(&f, ids[1], "trust/l", ANSWER_YES, TODAY - 3);
	for (int i = 2; i < 5; i++)
		assign(&f, ids[i], "trust", false);
	answer(&f, ids[3], "trust/k", ANSWER_YES, TODAY - 3);
	answer(&f, ids[4], "trust/k", ANSWER_YES, TODAY - 3);
	book_set_lens(f.book, id_track("trust"));
	cr_assert_eq(book_options(f.book)->lens, id_track("trust"));
	cr_assert_eq(portfolio_order(f.book, COLUMN_LENS, false, 0, &order, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(order.count, 5);
	cr_assert(order.items[0] == ids[2] && order.items[1] == ids[3] && order.items[2] == ids[4] &&
		  order.items[3] == ids[1] && order.items[4] == ids[0]);
	vec_clear(&order);
	cr_assert_eq(portfolio_order(f.book, COLUMN_LENS, true, 0, &order, &f.error), 0);
	cr_assert(order.items[0] == ids[1] && order.items[1] == ids[3] && order.items[2] == ids[4] &&
		  order.items[3] == ids[2] && order.items[4] == ids[0]);
	cr_assert_eq(portfolio_rows(f.book, order.items, 5, rows, &f.error), 0);
	for (int i = 0; i + 1 < 5; i++)
		cr_assert_lt(column_compare(COLUMN_LENS, true, &rows[i], &rows[i + 1]), 0, "%d", i);
	cr_assert_str_eq(column_text(COLUMN_LENS, &rows[0]), "Like");
	cr_assert_str_eq(column_text(COLUMN_LENS, &rows[3]), "none");
	cr_assert_null(column_text(COLUMN_LENS, &rows[4]));
	cr_assert_eq(filter_parse(&filter, terms, 1, &f.error), 0, "%s", f.error.text);
	for (int i = 0; i < 5; i++)
		if (filter_fits(filter, &rows[i]))
			fits |= 1 << i;
	cr_assert_eq(fits, 1);
	filter_free(filter);
	/* Without a lens nothing is known of it, and names decide. */
	book_set_lens(f.book, 0);
	vec_clear(&order);
	cr_assert_eq(portfolio_order(f.book, COLUMN_LENS, true, 0, &order, &f.error), 0);
	for (int i = 0; i < 5; i++)
		cr_assert_eq(order.items[i], ids[i]);
	vec_free(&order);
	for (int i = 0; i < 5; i++)
		account_row_clear(&rows[i]);
	fixture_close(&f);
}

/* The same track under another id (of the same length), about the organisation. */
static char *about_the_organisation(const char *text, const char *was, const char *key)
{
	const char *subject = strstr(text, "\"account\"");
	char *out = xasprintf("%.*s\"organisation\"%s", (int)(subject - text), text,
			      subject + strlen("\"account\""));

	memcpy(strstr(out, was), key, strlen(key));
	return out;
}

Test(lens, the_organisation_has_no_row_and_a_lost_row_is_noticed)
{
	struct buf report = { 0 };
	struct fixture f;
	int64_t id;
	sqlite3 *db;
	char *dump, *steps, *proofs;

	open_book(&f);
	steps = about_the_organisation(trust_track, "trust", "ready");
	proofs = about_the_organisation(proof_track, "proof", "steps");
	memcpy(strstr(proofs, "trust/like"), "ready/like", 10);
	fixture_track(&f, steps);
	fixture_track(&f, proofs);
	free(steps);
	free(proofs);
	answer(&f, ORGANISATION_ID, "ready/k", ANSWER_YES, TODAY - 5);
	answer(&f, ORGANISATION_ID, "ready/l", ANSWER_YES, TODAY - 5);
	cr_assert_eq(stage_on(&f, ORGANISATION_ID, "ready"), 0);
	answer(&f, ORGANISATION_ID, "steps/x", ANSWER_YES, TODAY - 5);
	cr_assert_eq(stage_on(&f, ORGANISATION_ID, "ready"), 100, "its tracks give each other evidence too");
	cr_assert_eq(cache_rebuild(f.book, &f.error), 0, "%s", f.error.text);
	dump = fixture_dump_derived(&f);
	cr_assert_null(strstr(dump, "lens_cache|"));
	free(dump);
	id = settled_one(&f, "Northwind");
	assign(&f, id, "proof", false);
	cr_assert_eq(book_check(f.book, &report, &f.error), 0, "%s", buf_text(&report));
	cr_assert_eq(sqlite3_open(f.path, &db), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, "UPDATE lens_cache SET stage = stage + 1", NULL, NULL, NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_changes(db), 1, "one row: of proof, small is the main one");
	sqlite3_close(db);
	cr_assert_eq(book_check(f.book, &report, &f.error), 1);
	cr_assert_not_null(strstr(buf_text(&report), "derived"));
	buf_free(&report);
	fixture_close(&f);
}
