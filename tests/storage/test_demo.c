/* The sample book: it is made whole, its accounts tell the stories they are there for, and it is the same on every
 * day, as its dates are days from today. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/xalloc.h"
#include "storage/demo.h"
#include "storage/history.h"
#include "storage/records.h"
#include "tests/storage/fixture.h"

struct sample {
	char folder[64];
	char *path, *tracks;
	struct book *book;
	day_t today;
	struct error error;
};

static const char *share(void)
{
	const char *source = getenv("abs_top_srcdir");

	return source ? source : ".";
}

static void open_empty(struct sample *sample, day_t today)
{
	struct book_options options = fixture_options();

	strcpy(sample->folder, "/tmp/waymark-demo-XXXXXX");
	cr_assert(mkdtemp(sample->folder) != NULL);
	sample->path = xasprintf("%s/book.db", sample->folder);
	sample->tracks = xasprintf("%s/share/tracks", share());
	sample->today = today;
	options.today = today;
	options.tracks_dir = sample->tracks;
	options.default_track = "cst-saas";
	cr_assert_eq(book_open(&sample->book, sample->path, BOOK_CREATE, &options, &sample->error), 0, "%s",
		     sample->error.text);
}

static void open_sample(struct sample *sample, day_t today)
{
	char *folder = xasprintf("%s/share/demo", share());

	open_empty(sample, today);
	cr_assert_eq(demo_fill(sample->book, folder, "ana", &sample->error), 0, "%s", sample->error.text);
	free(folder);
}

static void close_sample(struct sample *sample)
{
	char *line = xasprintf("rm -rf '%s'", sample->folder);

	book_close(sample->book);
	cr_assert_eq(system(line), 0);
	free(line);
	free(sample->path);
	free(sample->tracks);
}

static void load(struct sample *sample, const char *name, struct account_detail *detail)
{
	int64_t id;

	cr_assert_eq(account_find(sample->book, name, &id, &sample->error), 0, "%s", sample->error.text);
	cr_assert_eq(account_load(sample->book, id, 0, sample->today, detail, &sample->error), 0, "%s",
		     sample->error.text);
}

static int dimension(const struct account_detail *detail, const char *name)
{
	for (int i = 0; i < detail->health.count; i++)
		if (strcmp(detail->health.dimensions[i].dimension->name, name) == 0)
			return detail->health.dimensions[i].score;
	cr_assert_fail("no dimension %s", name);
	return HEALTH_UNKNOWN;
}

/* ---- the stories ---- */

Test(demo, one_is_ready_to_be_asked_for_a_reference)
{
	struct account_detail detail = { 0 };
	struct outcomes outcomes = { 0 };
	struct sample sample = { 0 };

	open_sample(&sample, TODAY);
	load(&sample, "Harbour", &detail);
	cr_assert_eq(detail.health.band, BAND_GOOD);
	for (int i = 0; i < detail.health.count; i++)
		cr_assert_neq(detail.health.dimensions[i].score, HEALTH_UNKNOWN);
	cr_assert_eq(outcome_list(sample.book, detail.row.id, TODAY, &outcomes, &sample.error), 0);
	cr_assert(outcomes.count > 0 && outcome_met(&outcomes.items[0]));
	cr_assert_eq(outcomes.items[0].story, DAY_NONE, "nobody asked yet");
	outcomes_clear(&outcomes);
	account_detail_clear(&detail);
	close_sample(&sample);
}

Test(demo, people_have_left_or_are_alone)
{
	struct account_detail detail = { 0 };
	struct contacts contacts = { 0 };
	struct sample sample = { 0 };
	size_t champions = 0;

	open_sample(&sample, TODAY);
	load(&sample, "Rookmere", &detail);
	cr_assert_eq(contact_list(sample.book, detail.row.id, TODAY, &contacts, &sample.error), 0);
	for (size_t i = 0; i < contacts.count; i++)
		if (contacts.items[i].roles & ROLE_CHAMPION) {
			cr_assert_not(contacts.items[i].here);
			champions++;
		}
	cr_assert_eq(champions, 1);
	contacts_clear(&contacts);
	account_detail_clear(&detail);
	load(&sample, "Pebblewick", &detail);
	cr_assert_eq(contact_list(sample.book, detail.row.id, TODAY, &contacts, &sample.error), 0);
	cr_assert_eq(contacts.count, 1);
	contacts_clear(&contacts);
	account_detail_clear(&detail);
	close_sample(&sample);
}

Test(demo, one_uses_it_less_and_one_waits_for_what_was_promised)
{
	struct account_detail detail = { 0 };
	struct promises promises = { 0 };
	struct sample sample = { 0 };

	open_sample(&sample, TODAY);
	load(&sample, "Blue Lantern", &detail);
	cr_assert_eq(detail.health.band, BAND_RISK);
	cr_assert_lt(dimension(&detail, "adoption"), 5000);
	account_detail_clear(&detail);
	load(&sample, "Granite", &detail);
	cr_assert_eq(promise_list(sample.book, detail.row.id, TODAY, &promises, &sample.error), 0);
	cr_assert(promises.count > 0 && promises.items[0].state == PROMISE_OPEN);
	cr_assert_lt(promises.items[0].due, TODAY);
	cr_assert_not(promises.items[0].confirmed);
	promises_clear(&promises);
	account_detail_clear(&detail);
	close_sample(&sample);
}

Test(demo, one_is_almost_empty_and_one_has_its_band_by_hand)
{
	struct account_detail detail = { 0 };
	struct measures measures = { 0 };
	struct override override = { 0 };
	struct sample sample = { 0 };

	open_sample(&sample, TODAY);
	load(&sample, "Tidemark", &detail);
	cr_assert_eq(measure_list(sample.book, detail.row.id, NULL, TODAY, &measures, &sample.error), 0);
	cr_assert_eq(measures.count, 0);
	cr_assert_eq(dimension(&detail, "sentiment") == HEALTH_UNKNOWN, false, "there is one who likes us");
	cr_assert_eq(dimension(&detail, "support"), HEALTH_UNKNOWN);
	measures_clear(&measures);
	account_detail_clear(&detail);
	load(&sample, "Juniper", &detail);
	cr_assert_eq(override_get(sample.book, detail.row.id, TODAY, &override, &sample.error), 0);
	cr_assert(override.holds && override.until > TODAY);
	override_clear(&override);
	account_detail_clear(&detail);
	close_sample(&sample);
}

/* ---- the whole ---- */

/* Of each account a row a week at most, every fourth week before the last 26, from its start on: Granite Hollow's was
 * 330 days ago, and 26 weeks and 20 are 322. And what moved its band. */
Test(demo, what_was_shown_goes_back_to_the_start)
{
	struct account_detail detail = { 0 };
	struct score_rows rows = { 0 };
	struct sample sample = { 0 };
	bool moved = false;

	open_sample(&sample, TODAY);
	load(&sample, "Granite", &detail);
	cr_assert_eq(history_list(sample.book, detail.row.id, DAY_NONE, TODAY, &rows, &sample.error), 0);
	cr_assert_gt(rows.count, 10);
	cr_assert_leq(rows.count, 27 + 5);
	cr_assert_eq(rows.items[0].on, TODAY - 322);
	for (size_t i = 1; i < rows.count; i++) {
		cr_assert_eq((TODAY - rows.items[i].on) % 7, 0);
		cr_assert(rows.items[i].on >= TODAY - 182 || (TODAY - 182 - rows.items[i].on) % 28 == 0);
		cr_assert_eq(rows.items[i].cause != NULL, rows.items[i].band != rows.items[i - 1].band);
		moved |= rows.items[i].cause != NULL;
	}
	cr_assert(moved);
	cr_assert_eq(rows.items[rows.count - 1].hundredths, detail.health.hundredths);
	score_rows_clear(&rows);
	account_detail_clear(&detail);
	close_sample(&sample);
}

struct scores {
	int64_t ids[64];
	int hundredths[64], confidence[64];
	int count;
};

static bool take_score(void *data, const struct account_row *row)
{
	struct scores *scores = data;

	scores->ids[scores->count] = row->id;
	scores->hundredths[scores->count] = row->health;
	scores->confidence[scores->count++] = row->confidence;
	return scores->count < 64;
}

Test(demo, it_is_the_same_on_every_day)
{
	static const day_t todays[] = { TODAY, TODAY + 100, TODAY + 1234 };
	struct scores scores[3] = { 0 };

	for (int i = 0; i < 3; i++) {
		struct sample sample = { 0 };

		open_sample(&sample, todays[i]);
		cr_assert_eq(portfolio_each(sample.book, todays[i], take_score, &scores[i], &sample.error), 0);
		close_sample(&sample);
		cr_assert_eq(scores[i].count, 55);
		cr_assert_eq(memcmp(&scores[i], &scores[0], sizeof scores[0]), 0);
	}
}

/* ---- what is wrong is named ---- */

static void write_file(const struct sample *sample, const char *name, const char *text)
{
	char *path = xasprintf("%s/%s", sample->folder, name);
	FILE *out = fopen(path, "we");

	cr_assert(out != NULL);
	cr_assert(fputs(text, out) >= 0);
	cr_assert_eq(fclose(out), 0);
	free(path);
}

static void refuses(const char *file, const char *text, const char *expected)
{
	static const char *const heads[][2] = {
		{ "accounts.csv", "external_id,name,status,start_date\nA,Alpha,active,-30\n" },
		{ "movements.csv", "account\n" },
		{ "tracks.csv", "account\n" },
		{ "answers.csv", "account\n" },
		{ "contacts.csv", "account\n" },
		{ "touches.csv", "account\n" },
		{ "promises.csv", "account\n" },
		{ "outcomes.csv", "account\n" },
		{ "surveys.csv", "account\n" },
		{ "measures.csv", "account\n" },
		{ "concerns.csv", "account\n" },
		{ "overrides.csv", "account\n" },
		{ "passes.csv", "account\n" },
		{ "costs.csv", "quarter\n" },
		{ "rates.csv", "date\n" },
		{ "calls.csv", "account\n" },
		{ "deals.csv", "account\n" },
		{ "programme.csv", "kind\n" },
		{ "documents.csv", "title\n" },
	};
	struct sample sample = { 0 };

	open_empty(&sample, TODAY);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
		write_file(&sample, heads[i][0], heads[i][1]);
	write_file(&sample, file, text);
	cr_assert_eq(demo_fill(sample.book, sample.folder, "ana", &sample.error), -1, "%s", text);
	cr_assert(strstr(sample.error.text, file) && strstr(sample.error.text, expected), "%s", sample.error.text);
	close_sample(&sample);
}

Test(demo, what_cannot_be_read_is_named)
{
	refuses("contacts.csv", "account,name,since,roles\nA,Mira,-3,champion\nA,Ida,soon,user\n",
		":3: since: 'soon'");
	refuses("contacts.csv", "account,name,since,roles\nA,Mira,-3,captain\n", ":2: ");
	refuses("promises.csv", "account,made,text,state\nA,-3,Reports,perhaps\n", "state: 'perhaps'");
	refuses("outcomes.csv", "account,name,values\nA,Time,-3:4 -2\n", "values: ");
	refuses("measures.csv", "account,key,values\nA,seats,-3:many\n", "values: ");
	refuses("surveys.csv", "account,on,kind,score,scale\nA,-3,nps,ten,10\n", "score: 'ten'");
	refuses("concerns.csv", "account,on,level,text\nA,-3,deep,Imports fail\n", "level: 'deep'");
	refuses("passes.csv", "account,stage,on,reason\nA,launch,-3,Before\n", "stage: 'launch'");
	refuses("costs.csv", "quarter,purpose,amount,currency\n-1,retention,5,EUR\n1,retention,5,EUR\n",
		":3: quarter: '1'");
	refuses("costs.csv", "quarter,purpose,amount,currency\n-1,lunch,5,EUR\n", "purpose: 'lunch'");
	refuses("rates.csv", "date,currency,counter,rate\n-3,USD,EUR,much\n", "rate: 'much'");
	refuses("calls.csv", "account,renewal,on,call\nA,3,-3,perhaps\n", "call: 'perhaps'");
	refuses("deals.csv", "account,name,kind,amount,currency,probability,opened\nA,More,upsell,5,EUR,101,-3\n",
		"probability: '101'");
	refuses("overrides.csv", "account,on,until,band,reason\nA,-3,3,odd,Because\n", "band: 'odd'");
}
