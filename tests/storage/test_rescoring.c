/* All accounts rescored by several threads: to the byte what one thread makes, whoever fails in between. */
#include <criterion/criterion.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/ids.h"
#include "storage/cardfile.h"
#include "storage/records.h"
#include "storage/rescore.h"
#include "storage/scorecards.h"
#include "tests/storage/fixture.h"

enum { ACCOUNTS = 1800 }; /* some slices, the last one not full */

static uint32_t chance(uint64_t *seed, uint32_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % below;
}

/* One of all that a score reads. */
static int random_fact(struct book *book, int64_t account, uint64_t *seed, struct error *error)
{
	static const char *const milestones[] = { "a", "b", "c", "d", "e", "f" };
	static const char *const keys[] = { "active_seats", "licensed_seats", "tickets", "escalations", "other" };
	static const char *const words[] = { "Growth", "Scale", "Ünder", "" };
	day_t on = TODAY - (day_t)chance(seed, 200);
	int64_t id = 1 + chance(seed, 3);
	struct account_state state = { .says_segment = true,
				       .says_csm = true,
				       .says_status = true,
				       .says_renewal = true,
				       .segment = words[chance(seed, 4)],
				       .csm = words[chance(seed, 4)],
				       .status = (enum account_status)chance(seed, 3),
				       .renewal = chance(seed, 4) ? TODAY + (day_t)chance(seed, 200) - 50
								  : DAY_NONE };
	struct answer_write answer = { milestone(milestones[chance(seed, 6)]), (enum answer)(1 + chance(seed, 3)),
				       on, "ana", NULL };
	struct touch_write touch = { on, "call", chance(seed, 2) ? FROM_US : FROM_THEM, "ana", NULL, 0, id };
	struct contact_write contact = { .name = "Kim",
					 .says_roles = true,
					 .roles = 1u << chance(seed, 9),
					 .says_here = true,
					 .here = chance(seed, 5) != 0,
					 .says_sentiment = true,
					 .sentiment = (int)chance(seed, 5) - 2,
					 .on = on };
	struct survey_write survey = { .on = on,
				       .kind = (enum survey_kind)chance(seed, 2),
				       .score = (int)chance(seed, 6),
				       .scale = 5,
				       .contact = id };
	struct promise_write promise = { .text = "Reports",
					 .says_state = true,
					 .state = (enum promise_state)chance(seed, 4),
					 .says_due = true,
					 .due = TODAY - (day_t)chance(seed, 40),
					 .says_made = true,
					 .made = TODAY - 210,
					 .on = on,
					 .who = "ana" };
	struct outcome_write outcome = { .name = "Faster", .says_target = true, .target = 5 * VALUE_SCALE };
	struct outcome_value_write value = { on, chance(seed, 7) * INT64_C(1000), "ana", NULL };
	struct override_write override = { on, on + 60, (enum band)(1 + chance(seed, 3)), "ana", "so" };

	if (survey.kind == SURVEY_NPS)
		survey.scale = NPS_SCALE;
	switch (chance(seed, 12)) {
	case 0:
		return account_set_state(book, account, on, &state, NULL, error);
	case 1:
		return touch_add(book, account, &touch, NULL, error);
	case 2:
		return contact_put(book, account, &id, &contact, NULL, error);
	case 3:
		return survey_add(book, account, &survey, NULL, NULL, error);
	case 4:
		return promise_put(book, account, &id, &promise, NULL, error);
	case 5:
		return outcome_put(book, account, &id, &outcome, NULL, error) ||
				       outcome_value_put(book, account, id, &value, NULL, error)
			       ? -1
			       : 0;
	case 6:
	case 7:
		return measure_put(book, account, keys[chance(seed, 5)], on, chance(seed, 90) * VALUE_SCALE, NULL,
				   error);
	case 8:
		return chance(seed, 8) ? 0 : override_set(book, account, &override, NULL, error);
	case 9:
		return movement_set_arr(book, account, TODAY, chance(seed, 5) * 1000, "EUR", NULL, error);
	default:
		return answer_give(book, account, &answer, NULL, error);
	}
}

/* A track beside the main one for some: the level on it is among what the default scorecard reads. */
static const char relationship[] = "id = \"relationship\"; title = \"Relationship\"; version = \"1\"; subject = "
				   "\"account\"; reading = \"level\";\n"
				   "stages = ( { id = \"one\"; name = \"One\"; promise = \"p\"; activities = ( { "
				   "name = \"x\"; milestones = (\n"
				   "{ id = \"q\"; question = \"Is there a call a month?\"; tasks = ( { text = "
				   "\"Call.\"; } ); } ); } ); } );\n";

static void fill(struct fixture *f, uint64_t seed)
{
	int failed = 0;

	fixture_track(f, relationship);
	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
	for (int i = 0; i < ACCOUNTS && !failed; i++) {
		char name[24];
		struct account_fields fields = { .source = "test",
						 .external_id = name,
						 .name = name,
						 .start = TODAY - (day_t)chance(&seed, 300) };
		int64_t id;

		snprintf(name, sizeof name, "Account %d", i);
		failed = account_insert(f->book, &fields, &id, &f->error);
		if (!failed && chance(&seed, 3) == 0)
			failed = account_assign_track(f->book, id, id_track("relationship"), false, NULL,
						      &f->error);
		for (uint32_t n = chance(&seed, 14); n && !failed; n--)
			failed = random_fact(f->book, id, &seed, &f->error);
	}
	cr_assert_eq(failed, 0, "%s", f->error.text);
	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "add", 0, "added" }, NULL, &f->error),
		     0, "%s", f->error.text);
}

/* Every derived row, and what was shown. */
static char *dump(const char *path)
{
	static const char *const tables[] = { "account_cache", "rollup", "rollup_total", "lens_cache",
					      "flag_firing", "score_history",
					      /* bytes, as text of two more columns */
					      "(SELECT account_id, hex(entries), 0, 0, 0 FROM today_cache)" };
	struct buf out = { 0 };
	sqlite3 *db;

	cr_assert_eq(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
		char *sql = sqlite3_mprintf("SELECT * FROM %s ORDER BY 1, 2, 3, 4, 5", tables[t]);
		sqlite3_stmt *st;

		cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK, "%s", sqlite3_errmsg(db));
		while (sqlite3_step(st) == SQLITE_ROW) {
			buf_str(&out, tables[t]);
			for (int i = 0; i < sqlite3_column_count(st); i++)
				buf_printf(&out, "|%d %s", sqlite3_column_type(st, i),
					   sqlite3_column_text(st, i) ? (const char *)sqlite3_column_text(st, i)
								      : "");
			buf_char(&out, '\n');
		}
		sqlite3_finalize(st);
		sqlite3_free(sql);
	}
	sqlite3_close(db);
	return buf_take(&out);
}

/* The same book twice; the second is to be rescored by so many threads. */
struct pair {
	struct fixture f;
	char other_path[120];
	struct book *other;
};

static void pair_open(struct pair *pair, uint64_t seed, int threads)
{
	struct book_options options = fixture_options();

	fixture_open(&pair->f);
	fill(&pair->f, seed);
	snprintf(pair->other_path, sizeof pair->other_path, "%s/other.db", pair->f.folder);
	cr_assert_eq(book_backup(pair->f.book, pair->other_path, &pair->f.error), 0, "%s", pair->f.error.text);
	book_close(pair->f.book);
	options.threads = 1;
	cr_assert_eq(book_open(&pair->f.book, pair->f.path, 0, &options, &pair->f.error), 0);
	options.threads = threads;
	cr_assert_eq(book_open(&pair->other, pair->other_path, 0, &options, &pair->f.error), 0);
}

static void pair_close(struct pair *pair)
{
	book_close(pair->other);
	fixture_close(&pair->f);
}

static void pair_same(struct pair *pair, const char *when)
{
	char *one = dump(pair->f.path), *several = dump(pair->other_path);

	cr_assert_gt(strlen(one), ACCOUNTS * 100);
	cr_assert(!strcmp(one, several), "%s", when);
	free(one);
	free(several);
}

static void pair_rebuild(struct pair *pair, day_t today)
{
	book_set_today(pair->f.book, today);
	book_set_today(pair->other, today);
	cr_assert_eq(cache_rebuild(pair->f.book, &pair->f.error), 0, "%s", pair->f.error.text);
	cr_assert_eq(cache_rebuild(pair->other, &pair->f.error), 0, "%s", pair->f.error.text);
	cr_assert(book_is_idle(pair->other));
}

Test(rescoring, several_threads_make_what_one_makes)
{
	for (int threads = 2; threads <= 4; threads++) {
		struct pair pair;

		pair_open(&pair, (uint64_t)threads * 977, threads);
		pair_rebuild(&pair, TODAY);
		pair_same(&pair, "the same day");
		pair_rebuild(&pair, TODAY + 21);
		pair_same(&pair, "three weeks on, with what was shown");
		pair_close(&pair);
	}
}

#define CARD \
	"id = \"mine\"; title = \"Mine\"; version = \"3\";\n" \
	"dimensions = ( { id = \"d\"; indicators = ( { id = \"i\"; kind = \"measure\"; measure = \"other\";" \
	" curve = ( ( 0, 20 ), ( 90, 100 ) ); }, { id = \"j\"; kind = \"stall\"; curve = ( ( 0, 100 ), ( 50, 0 ) " \
	"); } ); " \
	"} );\n"

static void load_card(struct book *book, bool with_fact, struct error *error)
{
	struct card_words words;
	struct scorecard *card;

	card_words_init(&words);
	cr_assert_eq(card_text_read("card", CARD, &words, &card, error), 0, "%s", error->text);
	cr_assert_eq(journal_begin(book, error), 0, "%s", error->text);
	for (int i = 0; i < ACCOUNTS && with_fact; i += 10) { /* of every slice */
		char name[24];

		snprintf(name, sizeof name, "Account %d", i);
		cr_assert_eq(
			measure_put(book, id_account("test", name), "other", TODAY, 77 * VALUE_SCALE, NULL, error),
			0);
	}
	cr_assert_eq(scorecard_store(book, card, CARD, true, NULL, error), 0, "%s", error->text);
	cr_assert_eq(journal_commit(book, &(struct journal_note){ "ana", "scorecard", 0, "loaded" }, NULL, error),
		     0, "%s", error->text);
	scorecard_free(card);
	card_words_free(&words);
}

/* The others do not see what the transaction wrote: a scorecard is lent to them, facts keep them out. */
Test(rescoring, what_the_transaction_wrote_counts)
{
	for (int with_fact = 0; with_fact < 2; with_fact++) {
		struct pair pair;

		pair_open(&pair, 5, 3);
		load_card(pair.f.book, with_fact, &pair.f.error);
		load_card(pair.other, with_fact, &pair.f.error);
		pair_same(&pair, with_fact ? "a scorecard and a measure" : "a scorecard");
		fixture_undo(pair.f.book, "ana");
		fixture_undo(pair.other, "ana");
		pair_same(&pair, "taken back");
		pair_close(&pair);
	}
}

/* With room for the journal and for no other open file: the helpers' connections cannot be had. */
Test(rescoring, without_helpers_it_is_done_alone)
{
	struct rlimit limit;
	struct pair pair;
	int next;

	pair_open(&pair, 31, 3);
	next = dup(0);
	close(next);
	cr_assert_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_cur = (rlim_t)next + 1;
	cr_assert_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
	pair_rebuild(&pair, TODAY + 3);
	limit.rlim_cur = limit.rlim_max;
	cr_assert_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
	pair_same(&pair, "alone after all");
	pair_close(&pair);
}

struct counted {
	int seen, until;
	int64_t last;
};

static int count(void *data, const struct derived *derived, const struct derived_lens *lenses, struct error *error)
{
	struct counted *counted = data;

	(void)lenses;
	cr_assert_gt(derived->account, counted->last, "in order of account");
	counted->last = derived->account;
	if (++counted->seen == counted->until)
		return error_set(error, ERROR_SYSTEM, "enough");
	return 0;
}

Test(rescoring, what_fails_in_between_ends_it)
{
	struct counted counted = { .until = 700, .last = INT64_MIN };
	struct counted all = { .last = INT64_MIN };
	struct pair pair;

	pair_open(&pair, 8, 3);
	cr_assert_eq(rescore_each(pair.other, 2, count, &counted, &pair.f.error), -1);
	cr_assert_str_eq(pair.f.error.text, "enough");
	cr_assert_eq(counted.seen, 700);
	cr_assert_eq(rescore_each(pair.other, 2, count, &all, &pair.f.error), 0);
	cr_assert_eq(all.seen, ACCOUNTS + 1, "and the organisation");
	cr_assert(book_is_idle(pair.other));
	pair_close(&pair);
}

Test(rescoring, helpers_are_for_many_accounts_and_clean_transactions)
{
	struct book_options options = fixture_options();
	struct book *plain;
	struct fixture f;
	int helpers = -1;

	fixture_open(&f);
	fixture_account(&f, "Northwind");
	cr_assert_eq(book_open(&plain, f.path, 0, &options, &f.error), 0);
	cr_assert_eq(rescore_helpers(plain, &helpers, &f.error), 0);
	cr_assert_eq(helpers, 0, "so few are done at once");
	book_close(plain);
	options.threads = 2;
	cr_assert_eq(book_open(&plain, f.path, 0, &options, &f.error), 0);
	cr_assert_eq(rescore_helpers(plain, &helpers, &f.error), 0);
	cr_assert_eq(helpers, 1, "asked for");
	cr_assert_eq(journal_begin(plain, &f.error), 0);
	cr_assert_eq(rescore_helpers(plain, &helpers, &f.error), 0);
	cr_assert_eq(helpers, 0, "nobody knows what will be written");
	journal_abort(plain);
	book_close(plain);
	fixture_close(&f);
}
