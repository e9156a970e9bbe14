/* Playbook files: what they say, each mistake with its line and place, and those of a book. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

#include "storage/cfgfile.h"
#include "storage/playbooks.h"
#include "storage/plays.h"
#include "storage/scorecards.h"
#include "tests/storage/fixture.h"

#define SHIPPED WAYMARK_SRCDIR "/share/plays"

/* ---- what a file says ---- */

#define HEAD "id = \"ours\"; title = \"Ours\";\n"

static const char whole[] = HEAD
	"version = \"3\";\n"
	"flags = (\n"
	"  { id = \"quiet\"; title = \"no word\"; advice = \"call\"; severity = \"urgent\";\n"
	"    when = \"days_since_touch() > 30\"; figure = \"days_since_touch()\"; unit = \"days\";\n"
	"    retrigger = 7; play = \"call\"; opens = true; },\n"
	"  { id = \"plain\"; title = \"plain\"; when = \"plan\"; }\n"
	");\n"
	"plays = (\n"
	"  { id = \"call\"; title = \"Call them\"; purpose = \"to talk\"; anchor = \"renewal\";\n"
	"    figure = \"health\"; better = \"higher\"; unit = \"points\";\n"
	"    tasks = ( { text = \"think\"; offset = -14; },\n"
	"              { text = \"answer\"; side = \"customer\"; owner = \"bo\"; anchor = \"opened\"; offset = 3;\n"
	"                document = \"How to call\"; },\n"
	"              { text = \"some day\"; anchor = \"none\"; } );\n"
	"    outcomes = ( \"reached\", \"not reached\" ); },\n"
	"  { id = \"bare\"; title = \"Bare\"; purpose = \"none\"; tasks = ( { text = \"do\"; } );\n"
	"    outcomes = ( \"done\" ); }\n"
	");\n"
	"asks = ( { id = \"story\"; title = \"Story\"; words = \"May we?\";\n"
	"  conditions = ( { when = \"band = good\"; missing = \"good health\"; },\n"
	"                 { when = \"health > 80\"; missing = \"more of it\"; } ); } );\n";

static struct playbook *must_read(const char *text, struct card_words *words)
{
	struct error error;
	struct playbook *playbook = playbook_read_text(text, "plays", words, &error);

	cr_assert_not_null(playbook, "%s", error.text);
	return playbook;
}

Test(playfile, everything_said_is_read)
{
	struct card_words words;
	struct playbook *book;

	card_words_init(&words);
	book = must_read(whole, &words);
	cr_assert_str_eq(book->key, "ours");
	cr_assert_str_eq(book->title, "Ours");
	cr_assert_str_eq(book->version, "3");
	cr_assert(eq(int, book->flag_count, 2));
	cr_assert_str_eq(book->flags[0].key, "quiet");
	cr_assert_str_eq(book->flags[0].title, "no word");
	cr_assert_str_eq(book->flags[0].advice, "call");
	cr_assert(eq(int, book->flags[0].severity, SEVERITY_URGENT));
	cr_assert_str_eq(expr_source(book->flags[0].when), "days_since_touch() > 30");
	cr_assert_str_eq(expr_source(book->flags[0].figure), "days_since_touch()");
	cr_assert_str_eq(book->flags[0].unit, "days");
	cr_assert(eq(int, book->flags[0].retrigger_days, 7));
	cr_assert_str_eq(book->flags[0].play, "call");
	cr_assert(eq(int, book->flags[0].opens, 1));
	cr_assert(eq(int, book->flags[0].line, 4));
	cr_assert(eq(int, book->play_count, 2));
	cr_assert_str_eq(book->plays[0].purpose, "to talk");
	cr_assert(eq(int, book->plays[0].anchor, ANCHOR_RENEWAL));
	cr_assert(eq(int, book->plays[0].better, 1));
	cr_assert(eq(int, book->plays[0].task_count, 3));
	cr_assert(eq(int, book->plays[0].tasks[0].offset, -14));
	cr_assert(eq(int, book->plays[0].tasks[0].anchor, ANCHOR_RENEWAL)); /* that of its play */
	cr_assert(eq(int, book->plays[0].tasks[1].anchor, ANCHOR_OPENED));
	cr_assert(eq(int, book->plays[0].tasks[1].side, SIDE_CUSTOMER));
	cr_assert_str_eq(book->plays[0].tasks[1].owner, "bo");
	cr_assert_str_eq(book->plays[0].tasks[1].document, "How to call");
	cr_assert(eq(int, book->plays[0].tasks[2].anchor, ANCHOR_NONE));
	cr_assert_str_eq(book->plays[0].outcomes[1], "not reached");
	cr_assert_null(book->plays[0].outcomes[2]);
	cr_assert(eq(int, book->ask_count, 1));
	cr_assert_str_eq(book->asks[0].words, "May we?");
	cr_assert(eq(int, book->asks[0].condition_count, 2));
	cr_assert_str_eq(expr_source(book->asks[0].conditions[1].when), "health > 80");
	cr_assert_str_eq(book->asks[0].conditions[1].missing, "more of it");
	playbook_free(book);
	card_words_free(&words);
}

Test(playfile, what_is_not_said_has_its_default)
{
	struct card_words words;
	struct playbook *book;

	card_words_init(&words);
	book = must_read(whole, &words);
	cr_assert(eq(int, book->flags[1].severity, SEVERITY_WARN));
	cr_assert(eq(int, book->flags[1].retrigger_days, 30));
	cr_assert(eq(int, book->flags[1].opens, 0));
	cr_assert_null(book->flags[1].figure);
	cr_assert_null(book->flags[1].play);
	cr_assert_null(book->flags[1].advice);
	cr_assert(eq(int, book->plays[1].anchor, ANCHOR_OPENED));
	cr_assert(eq(int, book->plays[1].better, -1)); /* of its flag's figure, which says how bad it is */
	cr_assert_null(book->plays[1].figure);
	cr_assert(eq(int, book->plays[1].tasks[0].side, SIDE_US));
	cr_assert(eq(int, book->plays[1].tasks[0].offset, 0));
	playbook_free(book);
	book = must_read(HEAD "flags = ( { id = \"f\"; title = \"t\"; when = \"plan\"; } );", &words);
	cr_assert_str_eq(book->version, "1");
	playbook_free(book);
	card_words_free(&words);
}

/* ---- mistakes ---- */

/* The refusal begins with this place and says these words. */
static void refused(const char *text, const char *place, const char *says)
{
	struct card_words words;
	struct error error = { 0 };
	struct playbook *playbook;
	char begin[32];

	card_words_init(&words);
	playbook = playbook_read_text(text, "plays", &words, &error);
	snprintf(begin, sizeof begin, "plays:%s: ", place);
	cr_expect_null(playbook, "it was read: %s", text);
	cr_expect_eq(strncmp(error.text, begin, strlen(begin)), 0, "%s was expected: %s", begin, error.text);
	cr_expect_not_null(strstr(error.text, says), "\"%s\" is not in: %s", says, error.text);
	playbook_free(playbook);
	card_words_free(&words);
}

#define FLAG(rest) HEAD "flags = ( {\nid = \"f\"; title = \"t\"; when = \"plan\";\n" rest "\n} );"
#define PLAY(rest) HEAD "plays = ( {\nid = \"p\"; title = \"t\"; purpose = \"u\";\n" rest "\n} );"
#define TASKS "tasks = ( { text = \"do\"; } );\n"
#define OUTCOMES "outcomes = ( \"done\" );\n"
#define ASK(rest) HEAD "asks = ( {\nid = \"a\"; title = \"t\"; words = \"w\";\n" rest "\n} );"

Test(playfile, a_head_that_is_refused)
{
	refused("", "1", "a playbook needs id");
	refused("id = \"Ours\";", "1", "small letters");
	refused("id = \"ours\";", "1", "a playbook needs title");
	refused(HEAD, "1", "neither flags nor plays nor asks");
	refused(HEAD "\nflag = ( );", "3", "did you mean \"flags\"?");
	refused(HEAD "flags = ( );", "2", "flags is empty");
	refused(HEAD "flags = { };", "2", "flags must be a list");
	refused(HEAD "flags = ( 3 );", "2", "must stand in { }");
	refused(HEAD "title = \"again\";", "2", "already there");
	refused("id = \"ours\"; title = \"\";", "1", "title is empty");
	refused("id = \"ours\"\ntitle \"x\";", "2", "");
}

Test(playfile, flags_that_are_refused)
{
	refused(HEAD "flags = ( {\ntitle = \"t\"; when = \"plan\"; } );", "2", "a flag needs id");
	refused(HEAD "flags = ( { id = \"f\"; when = \"plan\"; } );", "2", "a flag needs title");
	refused(HEAD "flags = ( { id = \"f\"; title = \"t\"; } );", "2", "a flag needs when");
	refused(FLAG("\nserverity = \"warn\";"), "5", "did you mean \"severity\"?");
	refused(FLAG("severity = \"bad\";"), "4", "unknown severity \"bad\"; it is one of");
	refused(FLAG("retrigger = -1;"), "4", "retrigger is -1; it must be from 0 to 3650");
	refused(FLAG("unit = \"days\";"), "4", "this flag has none");
	refused(FLAG("opens = true;"), "4", "names no play that it could open");
	refused(FLAG("opens = 1;"), "4", "opens");
	refused(FLAG("play = \"call\";"), "4", "there is no play \"call\" in this file; write it under plays");
	refused(FLAG("play = \"cal\"; } );\nplays = ( { id = \"call\"; title = \"t\"; purpose = \"u\"; " TASKS
			     OUTCOMES),
		"4", "did you mean \"call\"?");
	refused(FLAG("},\n{ id = \"f\"; title = \"t\"; when = \"plan\";"), "5", "the flag \"f\" is there already");
}

Test(playfile, plays_that_are_refused)
{
	refused(HEAD "plays = ( { id = \"p\"; title = \"t\"; } );", "2", "a play needs purpose");
	refused(PLAY(OUTCOMES), "2", "the play \"p\" has no tasks");
	refused(PLAY(OUTCOMES "tasks = ( );"), "5", "tasks is empty");
	refused(PLAY(TASKS), "2", "has no outcomes to be closed with");
	refused(PLAY(TASKS "outcomes = ( );"), "5", "has no outcomes");
	refused(PLAY(TASKS "outcomes = ( \"a\",\n\"a\" );"), "6", "the outcome \"a\" is there already");
	refused(PLAY(TASKS "outcomes = ( \"a\",\n\"\" );"), "6", "is empty");
	refused(PLAY("anchor = \"review-day\";\n" TASKS OUTCOMES), "4", "unknown anchor");
	refused(PLAY("better = \"more\";\n" TASKS OUTCOMES), "4", "unknown better \"more\"");
	refused(PLAY("figure = \"health\";\n" TASKS OUTCOMES), "2", "a play with a figure needs better");
	refused(PLAY(OUTCOMES "tasks = ( {\noffset = 3; } );"), "5", "a task needs text");
	refused(PLAY(OUTCOMES "tasks = ( { text = \"x\";\noffset = 4000; } );"), "6", "must be from -3650 to 3650");
	refused(PLAY(OUTCOMES "tasks = ( { text = \"x\";\noffset = -3651; } );"), "6",
		"must be from -3650 to 3650");
	refused(PLAY(OUTCOMES "tasks = ( { text = \"x\"; anchor = \"none\";\noffset = 4; } );"), "6",
		"without an anchor has no day");
	refused(PLAY("anchor = \"none\";" OUTCOMES "tasks = ( { text = \"x\";\noffset = 4; } );"), "6",
		"without an anchor has no day");
	refused(PLAY(OUTCOMES "tasks = ( { text = \"x\";\nside = \"them\"; } );"), "6", "unknown side");
	refused(PLAY(OUTCOMES "tasks = ( { text = \"x\";\ndue = 3; } );"), "6", "a task has no setting \"due\"");
	refused(PLAY(TASKS OUTCOMES "}, {\nid = \"p\"; title = \"t\"; purpose = \"u\";" TASKS OUTCOMES), "6",
		"the play \"p\" is there already");
}

Test(playfile, asks_that_are_refused)
{
	refused(HEAD "asks = ( { id = \"a\"; title = \"t\"; } );", "2", "an ask needs words");
	refused(ASK(""), "2", "it would always be the time");
	refused(ASK("conditions = ( {\nwhen = \"plan\"; } );"), "4", "a condition needs missing");
	refused(ASK("conditions = ( {\nmissing = \"x\"; } );"), "4", "a condition needs when");
	refused(ASK("conditions = ( { when = \"plan\"; missing = \"x\";\nwenn = \"y\"; } );"), "5",
		"no setting \"wenn\"");
}

Test(playfile, an_expression_is_refused_in_its_very_place)
{
	/* "when = " is 7 characters, the quote the eighth */
	refused(HEAD "flags = ( { id = \"f\"; title = \"t\";\nwhen = \"helth > 3\"; } );", "3:9",
		"when: unknown name helth; did you mean health?");
	refused(HEAD "flags = ( { id = \"f\"; title = \"t\";\nwhen = \"health > 3 and bnd = good\"; } );", "3:24",
		"did you mean band?");
	/* over several strings, with a comment between */
	refused(HEAD
		"flags = ( { id = \"f\"; title = \"t\"; when =\n\t\"health > 3 \" # so\n\t\"and bnd = good\"; } );",
		"4:7", "did you mean band?");
	/* characters are counted, not bytes, and an escape is one of its text */
	refused(HEAD "flags = ( { id = \"f\"; title = \"Ä\"; when = \"segment = \\\"Ä\\\" and 3\"; } );", "2:64",
		"this is a number");
	/* of two of a name on one line the one that is wrong */
	refused(HEAD "asks = ( { id = \"a\"; title = \"t\"; words = \"w\"; conditions = (\n"
		     "{ when = \"plan\"; missing = \"x\"; }, { when = \"pln\"; missing = \"x\"; } ); } );",
		"3:46", "when: unknown name pln");
	refused(FLAG("figure = \"plan\";"), "4:11", "figure: this is a condition");
	refused(HEAD
		"plays = ( { id = \"p\"; title = \"t\"; purpose = \"u\"; better = \"lower\";\nfigure=\"1 +\";" TASKS
			OUTCOMES "} );",
		"3:12", "figure: the expression ends");
}

/* A text whose one byte, or more, are others: it is read or refused with a line, and nothing worse. */
Test(playfile, broken_files_do_no_harm)
{
	struct error error;
	uint64_t state = 77;
	size_t size = sizeof whole - 1;
	int read = 0;

	for (int round = 0; round < 3000; round++) {
		struct card_words words;
		struct playbook *playbook;
		char *text = xstrdup(whole);

		for (int n = round % 4; n >= 0; n--) {
			state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
			text[(state >> 33) % size] = "\"{}();=x1 \n\\,-\xc3 >"[(state >> 20) % 17];
		}
		card_words_init(&words);
		error = (struct error){ 0 };
		playbook = playbook_read_text(text, "plays", &words, &error);
		if (playbook)
			read++;
		else
			cr_assert_eq(strncmp(error.text, "plays:", 6), 0, "%s", error.text);
		playbook_free(playbook);
		card_words_free(&words);
		free(text);
	}
	cr_assert(read > 100 && read < 2900, "%d", read);
}

/* ---- those that ship ---- */

static bool has_flag(const struct playbook *book, const char *key)
{
	for (int i = 0; i < book->flag_count; i++)
		if (!strcmp(book->flags[i].key, key))
			return true;
	return false;
}

static struct playbook *shipped(const char *path, struct card_words *words)
{
	struct error error;
	struct playbook *playbook = playbook_read_file(path, words, &error);

	cr_assert_not_null(playbook, "%s", error.text);
	return playbook;
}

Test(playfile, the_shipped_ones_cover_the_days_work)
{
	static const char *const flags[] = { "no-touch",	"adoption-fell",      "detractor",
					     "promise-overdue", "promise-broken",     "stage-stalled",
					     "champion-left",	"renewal-below-good", "invoice-overdue",
					     "single-thread",	"no-next-step",	      "escalations-up",
					     "outcome-behind" };
	static const char *const asks[] = { "reference", "testimonial", "referral", "story", "expansion" };
	static const int review[] = { -21, -14, -10, -7, -2, 0, 1 };
	struct card_words words;
	const struct playbook *items[2];
	struct playbook *safe, *growth;
	const struct play_template *play;

	card_words_init(&words);
	items[0] = safe = shipped(SHIPPED "/default.cfg", &words);
	items[1] = growth = shipped(SHIPPED "/growth.cfg", &words);
	/* They want nothing read that the default scorecard does not: books stay quick. */
	cr_assert(eq(int, (int)words.touch_kinds.count, 0));
	cr_assert(eq(int, (int)words.fields.count, 0));
	cr_assert(eq(int, (int)words.measures.count, (int)scorecard_default()->words->measures.count));
	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		cr_assert(has_flag(safe, flags[i]), "%s", flags[i]);
	for (size_t i = 0; i < sizeof asks / sizeof *asks; i++)
		cr_assert_not_null(playbooks_ask(&(struct playbooks){ items, 2 }, asks[i]));
	cr_assert(ge(int, safe->play_count + growth->play_count, 12));
	play = playbooks_play(&(struct playbooks){ items, 2 }, "qbr-preparation");
	cr_assert_not_null(play);
	cr_assert(eq(int, play->task_count, 7));
	for (int i = 0; i < 7; i++) {
		cr_assert(eq(int, play->tasks[i].offset, review[i]));
		cr_assert(eq(int, play->tasks[i].anchor, ANCHOR_REVIEW));
	}
	playbook_free(safe);
	playbook_free(growth);
	card_words_free(&words);
}

/* ---- those of a book ---- */

static void begin(struct fixture *f)
{
	cr_assert_eq(journal_begin(f->book, &f->error), 0, "%s", f->error.text);
}

static void commit(struct fixture *f)
{
	cr_assert_eq(
		journal_commit(f->book, &(struct journal_note){ "ana", "plays", 0, "changed" }, NULL, &f->error), 0,
		"%s", f->error.text);
}

static bool store(struct fixture *f, const char *text)
{
	struct card_words words;
	struct playbook *playbook;
	bool changed = false;

	card_words_init(&words);
	playbook = must_read(text, &words);
	begin(f);
	cr_assert_eq(playbook_store(f->book, playbook, text, &changed, &f->error), 0, "%s", f->error.text);
	commit(f);
	playbook_free(playbook);
	card_words_free(&words);
	return changed;
}

static const struct playbooks *books(struct fixture *f)
{
	const struct playbooks *out;

	cr_assert_eq(playbooks_get(f->book, &out, &f->error), 0, "%s", f->error.text);
	return out;
}

#define OURS(version, when) \
	"id = \"ours\"; title = \"Ours\"; version = \"" version \
	"\"; flags = ( { id = \"f\"; title = \"t\"; when = \"" when "\"; } );"

Test(playfile, a_book_keeps_playbooks_in_their_order)
{
	struct fixture f;
	const struct cards *cards;
	char *text;

	fixture_open(&f);
	cr_assert(eq(int, (int)books(&f)->count, 0));
	cr_assert(store(&f, OURS("1", "measure(logins) > 3")));
	cr_assert(store(&f, "id = \"more\"; title = \"More\"; flags = ( { id = \"f\"; title = \"other\"; when = "
			    "\"plan\"; } );"));
	cr_assert(eq(int, (int)books(&f)->count, 2));
	/* The first that has a key stands. */
	cr_assert_str_eq(playbooks_flag(books(&f), "f")->title, "t");
	/* What they speak of is read with the facts. */
	cr_assert_eq(cards_get(f.book, &cards, &f.error), 0);
	cr_assert(ge(int, names_find(&cards->words->measures, "logins"), 0));
	/* A new version takes the place of the old; the same again changes nothing. */
	cr_assert(store(&f, OURS("2", "plan")));
	cr_assert(not(store(&f, OURS("2", "plan"))));
	cr_assert_str_eq(books(&f)->items[0]->version, "2");
	cr_assert(eq(int, (int)books(&f)->count, 2));
	cr_assert_eq(playbook_source(f.book, "ours", &text, &f.error), 0);
	cr_assert_str_eq(text, OURS("2", "plan"));
	free(text);
	/* Undone, the one before stands again. */
	fixture_undo(f.book, "ana");
	cr_assert_str_eq(books(&f)->items[0]->version, "1");
	fixture_close(&f);
}

Test(playfile, one_is_dropped_by_its_key)
{
	struct fixture f;
	char *text;

	fixture_open(&f);
	store(&f, OURS("1", "plan"));
	begin(&f);
	cr_assert(eq(int, playbook_drop(f.book, "theirs", &f.error), -1));
	cr_assert(eq(int, f.error.kind, ERROR_NOT_FOUND));
	cr_assert_str_eq(f.error.text, "there is no playbook theirs in this book; it has ours");
	cr_assert_eq(playbook_drop(f.book, "ours", &f.error), 0, "%s", f.error.text);
	commit(&f);
	cr_assert(eq(int, (int)books(&f)->count, 0));
	cr_assert(eq(int, playbook_source(f.book, "ours", &text, &f.error), -1));
	cr_assert_str_eq(f.error.text, "there is no playbook ours in this book; it has none");
	fixture_undo(f.book, "ana");
	cr_assert(eq(int, (int)books(&f)->count, 1));
	fixture_close(&f);
}

Test(playfile, a_new_book_has_those_that_ship)
{
	struct fixture f;
	struct book_options options = fixture_options();
	struct book *book;
	const struct playbooks *out;
	struct error error;
	char path[128];

	fixture_open(&f);
	options.plays_dir = SHIPPED;
	snprintf(path, sizeof path, "%s/shipped.db", f.folder);
	cr_assert_eq(book_open(&book, path, BOOK_CREATE, &options, &error), 0, "%s", error.text);
	cr_assert_eq(playbooks_get(book, &out, &error), 0, "%s", error.text);
	cr_assert(eq(int, (int)out->count, 2));
	cr_assert_str_eq(out->items[0]->key, "default");
	cr_assert_str_eq(out->items[1]->key, "growth");
	book_close(book);
	options.plays_dir = "/nowhere";
	snprintf(path, sizeof path, "%s/none.db", f.folder);
	cr_assert(eq(int, book_open(&book, path, BOOK_CREATE, &options, &error), -1));
	cr_assert_not_null(strstr(error.text, "the shipped playbooks cannot be read"), "%s", error.text);
	fixture_close(&f);
}

/* 1,234.56 in cents are 1234.56 of the expression. */
Test(playfile, money_is_in_whole_units)
{
	struct fixture f;
	struct flag_rows rows = { 0 };
	int64_t account;

	fixture_open(&f);
	account = fixture_account(&f, "Ada");
	begin(&f);
	cr_assert_eq(
		movement_add(f.book, account,
			     &(struct movement){
				     .on = TODAY - 9, .kind = MOVEMENT_NEW, .minor = 123456, .currency = "EUR" },
			     &f.error),
		0, "%s", f.error.text);
	commit(&f);
	store(&f, "id = \"ours\"; title = \"Ours\"; flags = ( { id = \"f\"; title = \"t\"; when = \"arr > 1000\"; "
		  "figure = "
		  "\"arr\"; } );");
	cr_assert_eq(flag_list(f.book, account, TODAY, false, &rows, &f.error), 0, "%s", f.error.text);
	cr_assert(eq(int, (int)rows.count, 1));
	cr_assert(eq(i64, rows.items[0].figure, 1234560));
	flag_rows_clear(&rows);
	fixture_close(&f);
}
