#include "tests/storage/evidence_tracks.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "core/ids.h"

/* x is evidence for the first stage of small and for the second level of trust; z is nobody's. */
const char proof_track[] =
	"id = \"proof\"; title = \"Proof\"; version = \"1\"; subject = \"account\"; reading = \"progress\";\n"
	"stages = ( { id = \"p1\"; name = \"Promised\"; promise = \"p\"; activities = ( { name = \"a\"; milestones "
	"= (\n"
	"  { id = \"x\"; question = \"Is x proven?\"; evidence = ( \"small/one\", \"trust/like\" ); } ); } ); },\n"
	" { id = \"p2\"; name = \"Proven\"; promise = \"p\"; activities = ( { name = \"b\"; milestones = (\n"
	"  { id = \"z\"; question = \"Is z proven?\"; } ); } ); } );\n";

/* l is evidence for the last stage of small. */
const char trust_track[] =
	"id = \"trust\"; title = \"Trust\"; version = \"1\"; subject = \"account\"; reading = \"level\";\n"
	"stages = ( { id = \"know\"; name = \"Know\"; promise = \"p\"; activities = ( { name = \"a\"; milestones = "
	"(\n"
	"  { id = \"k\"; question = \"Do they know us?\"; } ); } ); },\n"
	" { id = \"like\"; name = \"Like\"; promise = \"p\"; activities = ( { name = \"b\"; milestones = (\n"
	"  { id = \"l\"; question = \"Do they like us?\"; evidence = ( \"small/three\" ); } ); } ); } );\n";

int64_t id_of(const char *name)
{
	const char *slash = strchr(name, '/');
	char track[32];

	snprintf(track, sizeof track, "%.*s", (int)(slash - name), name);
	return id_milestone(track, slash + 1);
}

void open_book(struct fixture *f)
{
	fixture_open(f);
	fixture_track(f, trust_track);
	fixture_track(f, proof_track);
}

void commit(struct fixture *f, int64_t account)
{
	cr_assert_eq(
		journal_commit(f->book, &(struct journal_note){ "ana", "set", account, "set" }, NULL, &f->error), 0,
		"%s", f->error.text);
}

void assign(struct fixture *f, int64_t account, const char *track, bool main)
{
	cr_assert_eq(journal_begin(f->book, &f->error), 0);
	cr_assert_eq(account_assign_track(f->book, account, id_track(track), main, NULL, &f->error), 0, "%s",
		     f->error.text);
	commit(f, account);
}

void answer(struct fixture *f, int64_t account, const char *name, enum answer given, day_t on)
{
	struct answer_write write = { id_of(name), given, on, "ana", NULL };

	cr_assert_eq(journal_begin(f->book, &f->error), 0);
	cr_assert_eq(answer_give(f->book, account, &write, NULL, &f->error), 0, "%s", f->error.text);
	commit(f, account);
}

void load(struct fixture *f, int64_t account, const char *track, day_t as_of, struct account_detail *out)
{
	cr_assert_eq(account_load(f->book, account, track ? id_track(track) : 0, as_of, out, &f->error), 0, "%s",
		     f->error.text);
}

int stage_on(struct fixture *f, int64_t account, const char *track)
{
	struct account_detail detail = { 0 };
	int stage;

	load(f, account, track, TODAY, &detail);
	stage = detail.position.completed ? 100 : detail.position.stage;
	account_detail_clear(&detail);
	return stage;
}

struct account_row row_of(struct fixture *f, int64_t account)
{
	struct account_row row = { 0 };

	cr_assert_eq(portfolio_rows(f->book, &account, 1, &row, &f->error), 0, "%s", f->error.text);
	return row;
}

int64_t settled_one(struct fixture *f, const char *name)
{
	int64_t id = fixture_account(f, name);

	answer(f, id, "small/a", ANSWER_YES, TODAY - 20);
	answer(f, id, "small/b", ANSWER_YES, TODAY - 20);
	return id;
}
