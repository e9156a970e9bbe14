/* Help on the command line. */
#include <string.h>

#include "cmd/args.h"
#include "cmd/help.h"

static const struct help_example examples[] = {
	{ ACTION_LIST, "waymark list", "all accounts, most at stake first" },
	{ ACTION_LIST, "waymark list 'health<50' csm=ana --sort renewal", "Ana's accounts at risk by renewal" },
	{ ACTION_LIST, "waymark list --lens relationship lens=Partner",
	  "who is a partner, by the track relationship" },
	{ ACTION_LIST, "waymark list --format csv", "every column, for a spreadsheet" },
	{ ACTION_SHOW, "waymark show Northwind", "all that is known of the account, with its checklist" },
	{ ACTION_SHOW, "waymark --json --as-of 2026-06-30 show Northwind", "the same as of a day, for a program" },
	{ ACTION_ADD, "waymark add 'Northwind GmbH' segment=enterprise arr='12000 EUR' renewal_date=2027-03-31",
	  "a new account on the default track" },
	{ ACTION_SET, "waymark set Northwind next_step='Show the first report' csm=ana",
	  "two fields in one change" },
	{ ACTION_SET, "waymark set Northwind arr=15000 --on 2026-10-01", "more revenue: writes an expansion" },
	{ ACTION_TICK, "waymark tick Northwind first-login", "answer yes, today" },
	{ ACTION_TICK, "waymark tick Northwind cst-saas/first-login no --on yesterday --note 'asked the admin'",
	  "answer no, with the day and a note" },
	{ ACTION_TICK, "waymark tick Northwind first-login open", "withdraw the answer" },
	{ ACTION_TICK, "waymark tick @organisation ten-steps/customer-defined",
	  "answer a question of the organisation's own programme" },
	{ ACTION_NOTE, "waymark note Northwind first-login 'seen in the audit log'", "the evidence for an answer" },
	{ ACTION_PASS, "waymark pass Northwind launch --reason 'went live before we kept a book'",
	  "go past a stage that is not settled" },
	{ ACTION_PLACE, "waymark place Northwind",
	  "walk through the stages: their characteristics and questions; nothing is stored" },
	{ ACTION_PLACE, "waymark place Northwind --fits adopt.1 --not launch.1 --answer first-login=yes",
	  "which stage that suggests, and why" },
	{ ACTION_PLACE, "waymark place Northwind --fits adopt.1 --accept",
	  "start there; what lies before becomes not applicable, in one change" },
	{ ACTION_PLACE, "waymark place Northwind adopt --on 2026-11-02", "start at a stage of your own choice" },
	{ ACTION_TASK, "waymark task Northwind first-login", "the tasks of a milestone, with owner and due day" },
	{ ACTION_TASK, "waymark task Northwind first-login 1 --owner Ana --due friday",
	  "who does the first, until when" },
	{ ACTION_TASK, "waymark task Northwind first-login 1 done", "it is done" },
	{ ACTION_TOUCH, "waymark touch Northwind call --from them --note 'asked about single sign-on'",
	  "they rang today" },
	{ ACTION_TOUCH, "waymark touch Northwind visit --with Ida --on yesterday", "who was met" },
	{ ACTION_TOUCH, "waymark touch Northwind set sign-on on=2026-11-20 from=us",
	  "it was on another day, and we rang; #ID as touch Northwind list --json shows it names one too" },
	{ ACTION_TOUCH, "waymark touch Northwind remove sign-on", "it never was; undo brings it back" },
	{ ACTION_CONTACT, "waymark contact add Northwind 'Ida Fern' roles='champion, decision maker' sentiment=1",
	  "somebody new, with what she is" },
	{ ACTION_CONTACT, "waymark contact left Northwind Ida --on yesterday", "she left; what she said stays" },
	{ ACTION_OUTCOME, "waymark outcome add Northwind 'Time to quote' unit=d baseline=9.1 target=4 due=+6m",
	  "what they want to reach, and by when" },
	{ ACTION_OUTCOME, "waymark outcome value Northwind Time 5.2 --note 'sampled 40 quotes'", "how far it is" },
	{ ACTION_PROMISE, "waymark promise add Northwind 'Single sign-on' to=Ida due=2027-03-31",
	  "what we committed to" },
	{ ACTION_PROMISE, "waymark promise set Northwind Single understood='one login for all tools'",
	  "the same in their words" },
	{ ACTION_PROMISE, "waymark promise kept Northwind Single --note 'live since Monday'", "done" },
	{ ACTION_CONCERN, "waymark concern add Northwind 'Exports fail at month end' level=broken from=Ida",
	  "what worries them" },
	{ ACTION_CONCERN, "waymark concern addressed Northwind Exports how='fixed in 4.2'", "and what was done" },
	{ ACTION_SURVEY, "waymark survey add Northwind nps 9 --from Ida --comment 'saves us a day a week'",
	  "an answer of today" },
	{ ACTION_SURVEY, "waymark survey add Northwind csat 4 --of 5 --on 2026-11-02", "of a scale up to 5" },
	{ ACTION_SURVEY, "waymark survey set Northwind 2026-11-02 score=5 comment='heard again'",
	  "a correction: the answer of that day, or #ID" },
	{ ACTION_MEASURE, "waymark measure set Northwind seats.active 87 --on 2026-11-20", "a number of a day" },
	{ ACTION_MEASURE, "waymark measure list Northwind", "the latest of each, against the 90 days before" },
	{ ACTION_MOVEMENT, "waymark movement add Northwind expansion 12000 line=Analytics --on 2026-11-02",
	  "more of what they have; the currency is the account's" },
	{ ACTION_MOVEMENT, "waymark movement add Northwind churn --on 2026-11-30",
	  "all that there is on that day" },
	{ ACTION_MOVEMENT, "waymark movement set Northwind 2026-11-02 kind=upsell", "it was something further" },
	{ ACTION_MOVEMENT, "waymark movement list Northwind", "all of them, and the ARR after each" },
	{ ACTION_RENEWAL, "waymark renewal call Northwind shrink 9000 --note 'they close one site'",
	  "what you expect to be left of it; the note says why, should the rate of its band disagree" },
	{ ACTION_RENEWAL, "waymark renewal list csm=ana",
	  "what is due within eight quarters, unanswered ones first" },
	{ ACTION_RENEWAL, "waymark renewal answer Northwind 'the sponsor signed the order'",
	  "why the call stands against the rate" },
	{ ACTION_OPPORTUNITY,
	  "waymark opportunity add Northwind 'Second plant' 12000 kind=upsell close=2027-01-31 probability=60",
	  "a deal in the making, of so much a year" },
	{ ACTION_OPPORTUNITY, "waymark opportunity won Northwind Second",
	  "it adds to ARR from today on; undo and opportunity reopen take both back" },
	{ ACTION_OPPORTUNITY, "waymark opportunity list", "those of all accounts, the open ones first in each" },
	{ ACTION_OVERRIDE, "waymark override Northwind risk --reason 'budget frozen' --until +4w",
	  "you know better than the number, for a while" },
	{ ACTION_OVERRIDE, "waymark override Northwind --back", "as computed again" },
	{ ACTION_HEALTH, "waymark health Northwind", "every part of the score, and why" },
	{ ACTION_HEALTH, "waymark health Northwind --if first-login=yes",
	  "what that answer would do; nothing is stored" },
	{ ACTION_TODAY, "waymark today",
	  "the ten things that are worth most, the best on top; silent when there is nothing" },
	{ ACTION_TODAY, "waymark today --mine --format md", "my own accounts' for a mail" },
	{ ACTION_TODAY, "waymark today snooze Northwind milestone --until +1w --reason 'they are away'",
	  "put off the entry about the next milestone; today wake brings it back" },
	{ ACTION_ASK, "waymark ask Northwind",
	  "what they may be asked for, and what is missing where it is not the time" },
	{ ACTION_QBR, "waymark qbr Northwind", "the agenda of the next review, drafted from the records" },
	{ ACTION_QBR, "waymark qbr Northwind plan 2026-12-10", "plan the review, or move it" },
	{ ACTION_QBR, "waymark qbr Northwind edit 2.1 'Quotes leave the same day'",
	  "put an item into other words; '' goes back to the draft's" },
	{ ACTION_QBR, "waymark qbr Northwind add value 'Two trips saved a week'",
	  "an item of your own; --internal keeps it among us" },
	{ ACTION_QBR, "waymark qbr Northwind hide 3.4", "leave it out; show brings it back" },
	{ ACTION_QBR, "waymark qbr Northwind draft", "draft anew: what is new is marked, and seen from then on" },
	{ ACTION_QBR, "waymark qbr Northwind say 3.1 'their finance wants the same'",
	  "in the meeting: what was said about it, for the recap" },
	{ ACTION_QBR, "waymark qbr Northwind action 'Send the rollout plan' --owner ana --due +2w",
	  "agree on an action, which is a task from then on" },
	{ ACTION_QBR, "waymark qbr Northwind hold --next 2027-03-11", "it was held; its agenda stays as it was" },
	{ ACTION_QBR, "waymark qbr Northwind record --format html", "the last one that was held, as it leaves" },
	{ ACTION_NUMBERS, "waymark numbers", "the last eight quarters, each currency apart" },
	{ ACTION_NUMBERS, "waymark numbers --by account --segment Enterprise", "netted by account, of a segment" },
	{ ACTION_NUMBERS, "waymark numbers open 2026-Q3 churn", "the accounts and movements that it adds up from" },
	{ ACTION_NUMBERS, "waymark numbers retention csm=ana --format md", "a page by its name, of some accounts" },
	{ ACTION_NUMBERS, "waymark numbers open retention grr 2026-Q3",
	  "a cell of a page: what it is reckoned from" },
	{ ACTION_NUMBERS, "waymark numbers --compare 2026-Q1 --quarter 2026-Q3",
	  "two quarters and the difference" },
	{ ACTION_NUMBERS, "waymark numbers --in EUR", "all currencies together, by the rates that were entered" },
	{ ACTION_NUMBERS, "waymark numbers costs --segment Enterprise",
	  "what ARR of a segment cost to win and to keep" },
	{ ACTION_NUMBERS, "waymark numbers value",
	  "lifetime value by segment, and where the next unit of effort pays most" },
	{ ACTION_NUMBERS, "waymark numbers nps segment=Enterprise",
	  "NPS at the end of each quarter, with who answered" },
	{ ACTION_NUMBERS, "waymark numbers open stages cst-saas/adopt mean_days",
	  "the accounts that got through a stage, and the days each took" },
	{ ACTION_NUMBERS, "waymark numbers report --format html >numbers.html",
	  "every page in one document, with charts" },
	{ ACTION_NUMBERS, "waymark numbers define", "what each figure means, and what it rests on" },
	{ ACTION_COST, "waymark cost set 2026-Q3 retention 12000 EUR", "what keeping customers cost that quarter" },
	{ ACTION_COST, "waymark cost set 2026-Q3 acquisition 8000 --segment Enterprise --note 'two fairs'",
	  "of one segment; what is entered without one is of the book as a whole" },
	{ ACTION_COST, "waymark cost list", "all that was entered" },
	{ ACTION_RATE, "waymark rate set USD EUR 0.92 --on 2026-09-30", "one dollar was 0.92 euros that day" },
	{ ACTION_RATE, "waymark rate list", "the rates that were entered, with their days" },
	{ ACTION_FLAG, "waymark flag list", "what is the matter, over the whole book" },
	{ ACTION_FLAG, "waymark flag show Northwind promise-overdue",
	  "which records made it fire, and what to do first" },
	{ ACTION_FLAG, "waymark flag snooze Northwind no-touch --until +2w --reason 'on holiday until then'",
	  "not before that day" },
	{ ACTION_PLAYS, "waymark plays templates", "the plays there are, and the flags that want them" },
	{ ACTION_PLAYS, "waymark plays open Northwind rescue", "its tasks get their days" },
	{ ACTION_PLAYS, "waymark plays close Northwind rescue --outcome 'out of risk'",
	  "the figure is kept at both ends" },
	{ ACTION_PLAYS, "waymark plays assess", "which plays got their figure better, how often, by how much" },
	{ ACTION_PLAYS, "waymark plays check ours.cfg", "what is wrong in a playbook file, and at which place" },
	{ ACTION_TODO, "waymark todo add Northwind 'Send the migration plan' due=fri owner=ana",
	  "write down what is to be done" },
	{ ACTION_TODO, "waymark todo done Northwind 'migration plan'", "tick it" },
	{ ACTION_SCORECARD, "waymark scorecard list",
	  "the scorecards of the book, in the order in which they are tried" },
	{ ACTION_SCORECARD, "waymark scorecard show gitlab-prove", "its weights, and what readings are worth" },
	{ ACTION_SCORECARD, "waymark scorecard check ours.cfg",
	  "what is wrong in a scorecard file, and on which line" },
	{ ACTION_SCORECARD, "waymark scorecard try ours.cfg",
	  "who would change band, and how those that left would have scored" },
	{ ACTION_SCORECARD, "waymark scorecard load ours.cfg", "score by it" },
	{ ACTION_TRACK, "waymark track list", "the tracks in the book" },
	{ ACTION_TRACK, "waymark track check ours.cfg", "what is wrong or weak in a track file" },
	{ ACTION_TRACK, "waymark track load ours.cfg --dry-run", "say what a new version would do" },
	{ ACTION_TRACK, "waymark track load ours.cfg --late na",
	  "take it in; nobody falls back for a question that came later" },
	{ ACTION_TRACK, "waymark track export cst-saas ours.cfg", "its file, to make it your own" },
	{ ACTION_TRACK, "waymark track assign Northwind cst-marketing", "make it an account's main track" },
	{ ACTION_TRACK, "waymark track add Northwind hourglass", "give an account a further one" },
	{ ACTION_PROGRAMME, "waymark programme",
	  "how your own organisation stands: next questions, the diagnosis, the statement, the growth roadmap" },
	{ ACTION_PROGRAMME, "waymark programme fill 'which customers' 'firms with 50 to 500 people'",
	  "fill in a blank of the strategy statement" },
	{ ACTION_PROGRAMME, "waymark programme rate trust 2 --note 'two of three teams'",
	  "rate a cell of the growth roadmap from 0 to 3" },
	{ ACTION_DOCUMENT, "waymark document", "all process documents, what to write first on top" },
	{ ACTION_DOCUMENT,
	  "waymark document set 'Kick-off agenda' critical=high holders='Ana, Bo' frees=yes only=no",
	  "the four answers that rank a document" },
	{ ACTION_DOCUMENT, "waymark document set 'Kick-off agenda' text=@agenda.txt owner=Ana", "write it down" },
	{ ACTION_DOCUMENT, "waymark document show 'Kick-off agenda'", "read it; a start of the title will do" },
	{ ACTION_IMPORT, "waymark import accounts export.csv --dry-run", "say what would happen" },
	{ ACTION_IMPORT, "waymark import accounts export.csv --date-order dmy --currency EUR",
	  "read it; days come before months" },
	{ ACTION_IMPORT, "waymark import measures usage.csv --measures 'Logins,Active users'",
	  "a measure from each of these columns: logins, active_users" },
	{ ACTION_IMPORT, "waymark import measures usage.csv --via subscriptions.csv",
	  "rows about subscriptions; the other file says whose they are" },
	{ ACTION_IMPORT,
	  "waymark import surveys answers.csv --survey nps --score 'How likely' --account Company "
	  "--date Asked",
	  "answers under a question" },
	{ ACTION_EXPORT, "waymark export answers", "as CSV, which import reads back" },
	{ ACTION_EXPORT, "waymark export contacts --format json", "the people of all accounts" },
	{ ACTION_BACKUP, "waymark backup book-copy.db", "a whole copy, safe while others work" },
	{ ACTION_CHECK, "waymark check", "is the book sound?" },
	{ ACTION_CHECK, "waymark check --rebuild", "work out stages, scores and totals anew first" },
	{ ACTION_DEMO, "waymark demo", "look around in a sample book, kept nowhere" },
	{ ACTION_DEMO, "waymark demo --write sample.db", "keep it" },
	{ ACTION_LOG, "waymark log Northwind --limit 10", "the latest ten changes" },
	{ ACTION_UNDO, "waymark undo", "take back what you did last" },
	{ ACTION_REDO, "waymark redo", "do it again after all" },
	{ ACTION_HELP, "waymark help tick", "how a command is used" },
};

const struct help_example *help_examples(size_t *count)
{
	*count = sizeof examples / sizeof *examples;
	return examples;
}

bool help_is_command(const struct action *action)
{
	return action->scope != SCOPE_CONSOLE || action->id == ACTION_HELP;
}

void help_all(FILE *out)
{
	fputs("waymark                        open the console on your book\n"
	      "waymark demo                   open it on a sample book\n"
	      "waymark import accounts FILE   read your accounts from a CSV file\n"
	      "\n"
	      "waymark [-b BOOK] [--as-of DATE] [--json] [--readonly] COMMAND ...\n"
	      "\n",
	      out);
	for (int i = 0; i < ACTION_COUNT; i++) {
		const struct action *action = action_info((enum action_id)i);

		if (action->id == ACTION_HELP)
			fprintf(out, "  %-9s %s\n", action->name, "show this, or how a command is used");
		else if (help_is_command(action))
			fprintf(out, "  %-9s %s\n", action->name, action->help);
	}
	fputs("\n"
	      "  -b, --book BOOK   the book; else $WAYMARK_BOOK, else waymark/book.db in your data folder\n"
	      "      --as-of DATE  read as of a day: 2026-06-30, yesterday, -2w\n"
	      "      --json        answer in JSON\n"
	      "      --readonly    change nothing\n"
	      "  -h, --help        this, or after a command how that is used\n"
	      "      --version     the version, and those of its libraries\n"
	      "\n"
	      "Exit status: 0 done, 1 failed and nothing changed, 2 not understood. Manual: waymark(1).\n",
	      out);
}

/* The fields of a command that has its own; NULL: those of an account. */
static const char *own_fields(const struct action *action)
{
	switch (action->id) {
	case ACTION_DOCUMENT:
		return "text (=@FILE reads it), link, owner, critical=low|medium|high, holders, frees=yes|no, "
		       "only=yes|no";
	case ACTION_CONTACT:
		return "name, email, phone, persona, roles=champion,buyer,..., sentiment=-2..2, success (in their "
		       "words), "
		       "here=yes|no";
	case ACTION_OUTCOME:
		return "name, unit, baseline, target, start=DATE, due=DATE";
	case ACTION_PROMISE:
		return "text, understood, to=CONTACT, capability, need, due=DATE, confirmed=yes|no";
	case ACTION_CONCERN:
		return "text, level=broken|tasks|responsibilities|outcomes|day or 1 to 5, from=CONTACT, how, "
		       "addressed=DATE";
	default:
		return NULL;
	}
}

/* What each value may be, where the usage line does not say so itself. */
static void print_values(FILE *out, const struct action *action)
{
	static const struct {
		const char *kind, *means;
	} values[] = {
		{ "ACCOUNT", "an external id, an exact name, or the start of one name" },
		{ "MILESTONE", "track/id, or id alone where the account's tracks have it once" },
		{ "FILTER", "field=value, field<value, field>value, field~part; all must hold" },
		{ "KEY", "a column: name stage health renewal arr at_stake ...; -KEY turns the order" },
		{ "FIELD=VALUE",
		  "name segment csm status arr currency start_date renewal_date next_step ..., custom.KEY" },
		{ "MARK", "a characteristic of a stage, as place without options lists them: adopt.1" },
		{ "WORD", "what the verb takes, as the examples show" },
		{ "TITLE", "a document's title, or the start of one" },
		{ "CONTACT", "a contact's name or address, or the start or a part of one" },
		{ "OUTCOME", "an outcome's name, or the start or a part of one; after value a number, or none" },
		{ "PROMISE", "what was promised, or the start or a part of it" },
		{ "CONCERN", "what they need, or the start or a part of it" },
		{ "MEASURE", "what is counted: small letters, digits, _ . - /" },
		{ "SCORE", "0 to 10 for nps, up to --of (5) for csat" },
		{ "DATE", "2026-11-22, today, yesterday, monday, -3d, -2w" },
		{ "STAGE", "a stage's id or name" },
		{ "ENTRY", "a number that log shows" },
		{ "QUARTER", "a fiscal quarter: 2026-Q3" },
		{ "PURPOSE", "acquisition, retention, expansion or upsell" },
		{ "CURRENCY", "three letters: EUR" },
		{ "COUNTER", "the currency that the rate is in" },
		{ "RATE", "what one unit is in it: 0.92" },
		{ "THING", "an entry of today: its kind where the account has one of it (milestone, promise, flag, "
			   "...), or its key, as --json tells" },
	};

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		const char *means = values[i].means;

		if (!strcmp(values[i].kind, "FIELD=VALUE") && own_fields(action))
			means = own_fields(action);
		if (strstr(action->arguments, values[i].kind))
			fprintf(out, "  %-12s %s\n", values[i].kind, means);
	}
}

int help_action(FILE *out, const char *name, struct error *error)
{
	const struct action *action = action_find(name);

	if (!action || !help_is_command(action)) {
		const char *near = action_near(name);

		return error_set(error, ERROR_USAGE, "there is no command '%s'%s%s%s", name,
				 near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	}
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
		if (examples[i].action == action->id)
			fprintf(out, "  %s\n      %s\n", examples[i].line, examples[i].does);
	fprintf(out, "\nwaymark %s%s%s\n\n%s\n", action->name, *action->arguments ? " " : "", action->arguments,
		action->help);
	fputc('\n', out);
	print_values(out, action);
	return 0;
}
