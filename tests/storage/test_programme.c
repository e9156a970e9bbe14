/* Tasks, documents, ratings and blanks in the book; each can be undone. The organisation is nobody's account. */
#include <criterion/criterion.h>
#include <string.h>

#include "core/ids.h"
#include "storage/programme.h"
#include "storage/trackfile.h"
#include "tests/storage/fixture.h"

static const char ours[] =
	"id = \"ours\"; title = \"Ours\"; version = \"1\"; subject = \"organisation\"; reading = \"progress\";\n"
	"statement = \"We help {whom} by {when}.\";\n"
	"stages = ( { id = \"one\"; name = \"One\"; promise = \"p\"; activities = ( { name = \"x\"; milestones = "
	"(\n"
	"  { id = \"p\"; question = \"Is p done?\"; tasks = (\n"
	"    { text = \"Write it\"; document = \"Guide\"; due_days = 5; }, { text = \"Sign it\"; document = "
	"\"guide\"; },\n"
	"    { text = \"Tell it\"; document = \"Plan\"; } ); } ); } ); },\n"
	" { id = \"two\"; name = \"Two\"; promise = \"p\"; activities = ( { name = \"y\"; milestones = (\n"
	"  { id = \"q\"; question = \"Is q done?\"; } ); } ); } );\n";
static const char doubts[] =
	"id = \"doubts\"; title = \"Doubts\"; version = \"1\"; subject = \"organisation\"; reading = "
	"\"diagnosis\";\n"
	"columns = ( \"A\", \"B\" );\n"
	"stages = ( { id = \"k\"; name = \"K\"; promise = \"p\"; row = \"Row k\"; cells = (\n"
	"   { id = \"ka\"; name = \"KA\"; question = \"Is ka?\"; }, { id = \"kb\"; name = \"KB\"; question = \"Is "
	"kb?\"; } );\n"
	"  activities = ( { name = \"x\"; milestones = ( { id = \"s\"; question = \"Is s there?\"; } ); } ); },\n"
	" { id = \"l\"; name = \"L\"; promise = \"p\"; row = \"Row l\"; cells = (\n"
	"   { id = \"la\"; name = \"LA\"; question = \"Is la?\"; }, { id = \"lb\"; name = \"LB\"; question = \"Is "
	"lb?\"; } );\n"
	"  activities = ( { name = \"x\"; milestones = ( { id = \"t\"; question = \"Is t there?\"; } ); } ); } "
	");\n";

static void begin(struct fixture *f)
{
	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
}

static int64_t commit(struct fixture *f)
{
	int64_t entry = 0;

	cr_assert_eq(journal_commit(f->book, &(struct journal_note){ "ana", "set", 0, "set" }, &entry, &f->error),
		     0, "%s", f->error.text);
	return entry;
}

static void load_track(struct fixture *f, const char *text)
{
	struct track *track;

	cr_assert_eq(track_text_read("t", text, &track, &f->error), 0, "%s", f->error.text);
	begin(f);
	cr_assert_eq(track_store(f->book, track, text, NULL, &f->error), 0, "%s", f->error.text);
	commit(f);
	track_free(track);
}

static void open_with_tracks(struct fixture *f)
{
	fixture_open(f);
	load_track(f, doubts);
	load_track(f, ours);
}

static void load(struct fixture *f, day_t as_of, struct programme *out)
{
	cr_assert_eq(programme_load(f->book, as_of, out, &f->error), 0, "%s", f->error.text);
}

static void answer(struct fixture *f, const char *track, const char *key, enum answer value)
{
	struct answer_write write = { id_milestone(track, key), value, TODAY, "ana", NULL };

	begin(f);
	cr_assert_eq(answer_give(f->book, ORGANISATION_ID, &write, NULL, &f->error), 0, "%s", f->error.text);
	commit(f);
}

/* ---- the whole ---- */

Test(programme, holds_its_tracks_in_order_with_their_answers)
{
	struct programme programme;
	struct fixture f;

	open_with_tracks(&f);
	answer(&f, "ours", "p", ANSWER_YES);
	answer(&f, "doubts", "t", ANSWER_YES);
	load(&f, TODAY, &programme);
	cr_assert_eq(programme.count, 2);
	cr_assert_str_eq(programme.parts[0].detail.track->key, "ours");
	cr_assert_eq(programme.parts[0].detail.position.stage, 1);
	cr_assert_str_eq(programme.parts[0].detail.answers[0].by, "ana");
	cr_assert_eq(programme.parts[0].worst, -1);
	cr_assert_str_eq(programme.parts[1].detail.track->key, "doubts");
	cr_assert_eq(programme.parts[1].rating_count, 4);
	cr_assert_eq(programme.parts[1].conditions[1].symptoms, 100);
	cr_assert_eq(programme.parts[1].worst, 1);
	programme_clear(&programme);
	fixture_undo(f.book, "ana");
	load(&f, TODAY, &programme);
	cr_assert_eq(programme.parts[1].worst, -1);
	programme_clear(&programme);
	fixture_close(&f);
}

static bool count_row(void *data, const struct account_row *row)
{
	cr_assert_str_neq(row->name, ORGANISATION_NAME);
	++*(int *)data;
	return true;
}

static bool no_name(void *data, const char *name)
{
	cr_expect_null(name, "%s is offered", name);
	return data != NULL;
}

Test(programme, the_organisation_is_in_no_list_and_no_total)
{
	struct totals before, after;
	struct ids ids = { 0 };
	struct fixture f;
	int64_t id;
	int count = 0;

	open_with_tracks(&f);
	id = fixture_account(&f, "Northwind");
	cr_assert_eq(portfolio_totals(f.book, &before, &f.error), 0);
	answer(&f, "ours", "p", ANSWER_YES);
	cr_assert_eq(cache_rebuild(f.book, &f.error), 0, "%s", f.error.text);
	cr_assert_eq(portfolio_totals(f.book, &after, &f.error), 0);
	cr_assert_eq(after.accounts, 1);
	cr_assert_eq(after.accounts, before.accounts);
	for (int by = 0; by <= COLUMN_EXTERNAL_ID; by++) {
		vec_clear(&ids);
		cr_assert_eq(portfolio_order(f.book, (enum column)by, true, 0, &ids, &f.error), 0, "%s",
			     f.error.text);
		cr_assert_eq(ids.count, 1, "column %d", by);
		cr_assert_eq(ids.items[0], id);
	}
	vec_clear(&ids);
	cr_assert_eq(portfolio_search(f.book, "organ", &ids, &f.error), 0);
	cr_assert_eq(ids.count, 0);
	vec_free(&ids);
	cr_assert_eq(portfolio_each(f.book, TODAY, count_row, &count, &f.error), 0);
	cr_assert_eq(portfolio_each(f.book, TODAY - 3, count_row, &count, &f.error), 0);
	cr_assert_eq(count, 2);
	cr_assert_eq(account_complete(f.book, "@", 10, no_name, NULL, &f.error), 0);
	cr_assert_eq(account_find(f.book, "@organ", &id, &f.error), -1, "only its whole name names it");
	cr_assert_eq(account_find(f.book, ORGANISATION_NAME, &id, &f.error), 0);
	cr_assert_eq(id, ORGANISATION_ID);
	fixture_close(&f);
}

/* ---- the statement ---- */

Test(programme, blanks_are_kept_as_words_of_the_organisation)
{
	struct programme programme;
	struct fixture f;
	char *field;

	open_with_tracks(&f);
	load(&f, TODAY, &programme);
	field = programme_field(programme.parts[0].detail.track, "when");
	cr_assert_str_eq(field, "ours/when");
	programme_clear(&programme);
	begin(&f);
	cr_assert_eq(account_set_custom(f.book, ORGANISATION_ID, field, "next May", TODAY, NULL, &f.error), 0);
	commit(&f);
	load(&f, TODAY, &programme);
	cr_assert_eq(programme.parts[0].blanks.count, 2);
	cr_assert_str_eq(programme.parts[0].blanks.items[0], "whom");
	cr_assert_null(programme.parts[0].values[0]);
	cr_assert_str_eq(programme.parts[0].values[1], "next May");
	programme_clear(&programme);
	fixture_undo(f.book, "ana");
	load(&f, TODAY, &programme);
	cr_assert_null(programme.parts[0].values[1]);
	programme_clear(&programme);
	free(field);
	fixture_close(&f);
}

/* ---- the roadmap ---- */

static bool rate(struct fixture *f, const char *cell, int value, day_t on, const char *note)
{
	struct cell_write write = { id_cell("doubts", cell), value, on, "ana", note };
	bool changed;

	begin(f);
	cr_assert_eq(cell_rate(f->book, &write, &changed, &f->error), 0, "%s", f->error.text);
	cr_assert_eq(commit(f) != 0, changed, "what changed is an entry, nothing else is");
	return changed;
}

/* The value and note that stand for the cell "la". */
static void stands(struct fixture *f, day_t as_of, int value, day_t on, const char *note)
{
	const struct cell_rating *rating;
	struct programme programme;

	load(f, as_of, &programme);
	rating = &programme.parts[1].ratings[2];
	cr_assert_eq(rating->value, value);
	cr_assert_eq(rating->on, on);
	if (note)
		cr_assert_str_eq(rating->note, note);
	else
		cr_assert_null(rating->note);
	programme_clear(&programme);
}

Test(programme, ratings_are_dated_and_the_latest_stands)
{
	struct fixture f;

	open_with_tracks(&f);
	stands(&f, TODAY, -1, DAY_NONE, NULL);
	cr_assert(rate(&f, "la", 1, TODAY - 10, "begun in spring"));
	cr_assert(rate(&f, "la", 3, TODAY, NULL));
	stands(&f, TODAY, 3, TODAY, NULL);
	stands(&f, TODAY - 1, 1, TODAY - 10, "begun in spring");
	cr_assert_eq(rate(&f, "la", 3, TODAY, NULL), false, "so already");
	cr_assert(rate(&f, "la", 3, TODAY, "seen by all"));
	stands(&f, TODAY, 3, TODAY, "seen by all");
	cr_assert(rate(&f, "la", 2, TODAY, NULL), "another on the same day takes its place");
	stands(&f, TODAY, 2, TODAY, NULL);
	fixture_undo(f.book, "ana");
	stands(&f, TODAY, 3, TODAY, "seen by all");
	cr_assert(rate(&f, "la", -1, TODAY, NULL));
	stands(&f, TODAY, 1, TODAY - 10, "begun in spring");
	fixture_undo(f.book, "ana");
	stands(&f, TODAY, 3, TODAY, "seen by all");
	cr_assert_eq(rate(&f, "ka", -1, TODAY, NULL), false);
	fixture_close(&f);
}

/* ---- tasks ---- */

static bool set_task(struct fixture *f, int64_t account, const struct track *track, int n, struct task_write write)
{
	bool changed;

	write.who = "ana";
	begin(f);
	cr_assert_eq(task_set(f->book, account, track->milestones[0].tasks[n].id, &write, &changed, &f->error), 0,
		     "%s", f->error.text);
	cr_assert_eq(commit(f) != 0, changed);
	return changed;
}

static void task_stands(struct fixture *f, int64_t account, const struct track *track, int n, day_t done, day_t due,
			const char *owner)
{
	struct task_state states[3];

	cr_assert_eq(track->milestones[0].task_count, 3);
	cr_assert_eq(task_states(f->book, account, &track->milestones[0], states, &f->error), 0, "%s",
		     f->error.text);
	cr_assert_eq(states[n].done, done);
	cr_assert_eq(states[n].due, due);
	if (owner)
		cr_assert_str_eq(states[n].owner, owner);
	else
		cr_assert_null(states[n].owner);
	for (int i = 0; i < 3; i++)
		task_state_clear(&states[i]);
}

Test(programme, tasks_are_ticked_assigned_and_dated)
{
	const struct track *track;
	struct fixture f;
	const int64_t us = ORGANISATION_ID;

	open_with_tracks(&f);
	cr_assert_eq(track_by_key(f.book, "ours", &track, &f.error), 0);
	task_stands(&f, us, track, 0, DAY_NONE, DAY_NONE, NULL);
	cr_assert(set_task(
		&f, us, track, 0,
		(struct task_write){ .says_owner = true, .owner = "Bo", .says_due = true, .due = TODAY + 3 }));
	task_stands(&f, us, track, 0, DAY_NONE, TODAY + 3, "Bo");
	task_stands(&f, us, track, 1, DAY_NONE, DAY_NONE, NULL);
	cr_assert_eq(set_task(&f, us, track, 0, (struct task_write){ .says_owner = true, .owner = "Bo" }), false);
	cr_assert(set_task(&f, us, track, 0, (struct task_write){ .says_done = true, .done = TODAY }));
	task_stands(&f, us, track, 0, TODAY, TODAY + 3, "Bo");
	cr_assert(set_task(&f, us, track, 0,
			   (struct task_write){ .says_owner = true, .says_due = true, .due = DAY_NONE }));
	task_stands(&f, us, track, 0, TODAY, DAY_NONE, NULL);
	cr_assert(set_task(&f, us, track, 0, (struct task_write){ .says_done = true, .done = DAY_NONE }));
	task_stands(&f, us, track, 0, DAY_NONE, DAY_NONE, NULL);
	fixture_undo(f.book, "ana");
	fixture_undo(f.book, "ana");
	task_stands(&f, us, track, 0, TODAY, TODAY + 3, "Bo");
	fixture_close(&f);
}

Test(programme, placement_is_a_day_on_a_track_that_the_account_has)
{
	const int64_t small = id_track("small");
	struct account_detail detail = { 0 };
	struct fixture f;
	int64_t id;
	bool changed;

	open_with_tracks(&f);
	id = fixture_account(&f, "Northwind");
	begin(&f);
	cr_assert_eq(account_set_placed(f.book, id, small, TODAY - 2, &changed, &f.error), 0, "%s", f.error.text);
	cr_assert(changed);
	cr_assert_eq(account_set_placed(f.book, id, small, TODAY - 2, &changed, &f.error), 0);
	cr_assert_eq(changed, false);
	cr_assert_eq(account_set_placed(f.book, id, id_track("ours"), TODAY, &changed, &f.error), -1);
	commit(&f);
	cr_assert_eq(account_load(f.book, id, 0, TODAY, &detail, &f.error), 0);
	cr_assert_eq(detail.view.start, TODAY - 2);
	fixture_undo(f.book, "ana");
	cr_assert_eq(account_load(f.book, id, 0, TODAY, &detail, &f.error), 0);
	cr_assert_eq(detail.view.start, DAY_NONE);
	account_detail_clear(&detail);
	fixture_close(&f);
}

/* ---- documents ---- */

static void documents_are(struct fixture *f, const char *expected)
{
	struct documents documents;
	struct buf out = { 0 };

	cr_assert_eq(document_list(f->book, &documents, &f->error), 0, "%s", f->error.text);
	for (size_t i = 0; i < documents.count; i++)
		buf_printf(&out, "%s %d %s|", documents.items[i].title, documents.items[i].tasks,
			   documents.items[i].text ? documents.items[i].text : "-");
	cr_assert_str_eq(buf_text(&out), expected);
	buf_free(&out);
	documents_clear(&documents);
}

static void put(struct fixture *f, struct document document)
{
	begin(f);
	cr_assert_eq(document_put(f->book, &document, NULL, &f->error), 0, "%s", f->error.text);
	commit(f);
}

Test(programme, documents_are_those_that_tasks_name_and_those_written)
{
	char guide[] = "GUIDE", plan[] = "Plan", text[] = "first this", other[] = "Plenty";
	struct document got;
	struct fixture f;
	bool changed;

	open_with_tracks(&f);
	documents_are(&f, "Guide 2 -|Plan 1 -|"); /* one title, however its letters are */
	put(&f, (struct document){ .title = guide, .text = text, .critical = CRITICAL_HIGH });
	documents_are(&f, "Plan 1 -|GUIDE 2 first this|");
	put(&f, (struct document){ .title = other, .critical = CRITICAL_LOW });
	documents_are(&f, "Plenty 0 -|Plan 1 -|GUIDE 2 first this|");
	put(&f, (struct document){ .title = plan, .critical = CRITICAL_MEDIUM });
	documents_are(&f, "Plan 1 -|Plenty 0 -|GUIDE 2 first this|");

	cr_assert_eq(document_get(f.book, "gui", &got, &f.error), 0, "%s", f.error.text);
	cr_assert_str_eq(got.title, "GUIDE");
	cr_assert_eq(got.critical, CRITICAL_HIGH);
	cr_assert_eq(got.tasks, 2);
	begin(&f);
	cr_assert_eq(document_put(f.book, &got, &changed, &f.error), 0);
	cr_assert_eq(changed, false, "as it was");
	cr_assert_eq(document_remove(f.book, got.id, &changed, &f.error), 0);
	cr_assert(changed);
	commit(&f);
	document_clear(&got);
	documents_are(&f, "Plan 1 -|Plenty 0 -|Guide 2 -|");
	fixture_undo(f.book, "ana");
	documents_are(&f, "Plan 1 -|Plenty 0 -|GUIDE 2 first this|");

	cr_assert_eq(document_get(f.book, "pl", &got, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_AMBIGUOUS);
	cr_assert_not_null(strstr(f.error.text, "Plenty"), "%s", f.error.text);
	cr_assert_eq(document_get(f.book, "plan", &got, &f.error), 0, "a whole title is no start of another");
	document_clear(&got);
	cr_assert_eq(document_get(f.book, "giude", &got, &f.error), -1);
	cr_assert_eq(f.error.kind, ERROR_NOT_FOUND);
	cr_assert_not_null(strstr(f.error.text, "did you mean 'GUIDE'"), "%s", f.error.text);
	fixture_close(&f);
}
