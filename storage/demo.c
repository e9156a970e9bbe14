/* The sample book, from share/demo/. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "core/xalloc.h"
#include "storage/demo.h"
#include "storage/demo_private.h"
#include "storage/documents.h"
#include "storage/facts_store.h"
#include "storage/journal.h"
#include "storage/tracks.h"

const char *demo_cell(const struct demo_sheet *sheet, int column)
{
	int place = sheet->places[column];

	if (place < 0 || (size_t)place >= sheet->record.count || !sheet->record.cells[place].size)
		return NULL;
	return sheet->record.cells[place].text;
}

int demo_bad_cell(const struct demo_sheet *sheet, int column, struct error *error)
{
	const char *text = demo_cell(sheet, column);

	return error_set(error, ERROR_INPUT, "%s: '%s' cannot be read", sheet->columns[column], text ? text : "");
}

int demo_day_cell(const struct demo_sheet *sheet, int column, day_t *day, struct error *error)
{
	const char *text = demo_cell(sheet, column);
	char *end;
	long offset;

	*day = DAY_NONE;
	if (!text)
		return 0;
	errno = 0;
	offset = strtol(text, &end, 10);
	if (errno || end == text || *end || offset < -36500 || offset > 36500)
		return demo_bad_cell(sheet, column, error);
	*day = sheet->today + (day_t)offset;
	return 0;
}

int64_t demo_account_cell(const struct demo_sheet *sheet, int column)
{
	const char *id = demo_cell(sheet, column);

	if (id && !strcmp(id, ORGANISATION_NAME))
		return ORGANISATION_ID;
	return id_account(DEMO_SOURCE, id ? id : "");
}

/* ---- accounts ---- */

#define YEAR 365 /* as the days of the sheets have it */

enum {
	A_ID,
	A_NAME,
	A_SEGMENT,
	A_CSM,
	A_STATUS,
	A_CURRENCY,
	A_START,
	A_RENEWAL,
	A_TRACK,
	A_DEFINITION,
	A_MEASURE,
	A_NEXT_STEP,
	A_LAST_REVIEW,
	A_NEXT_REVIEW
};
static const char *const account_columns[] = {
	"external_id",	   "name",	 "segment",	 "csm",		"status",
	"currency",	   "start_date", "renewal_date", "track",	"definition_of_success",
	"success_measure", "next_step",	 "last_review",	 "next_review", NULL,
};

/* A contract is of a year: at each renewal the day moves on by one, up to the one that is said. */
static int set_renewals(struct demo_sheet *sheet, int64_t account, day_t start, day_t renewal, struct error *error)
{
	struct account_state state = { .says_renewal = true };

	for (int years = (renewal - start - 1) / YEAR; years > 0; years--) {
		state.renewal = renewal - (years - 1) * YEAR;
		if (account_set_state(sheet->book, account, state.renewal - YEAR, &state, NULL, error))
			return -1;
	}
	return 0;
}

static int set_account_state(struct demo_sheet *sheet, int64_t account, day_t start, struct error *error)
{
	struct account_state state = {
		.says_segment = true,
		.says_csm = true,
		.says_status = true,
		.says_renewal = true,
		.says_next_step = true,
		.segment = demo_cell(sheet, A_SEGMENT),
		.csm = demo_cell(sheet, A_CSM),
		.next_step = demo_cell(sheet, A_NEXT_STEP),
	};
	bool renews;
	day_t renewal;

	if (!demo_cell(sheet, A_STATUS) || !status_from_name(demo_cell(sheet, A_STATUS), &state.status))
		return demo_bad_cell(sheet, A_STATUS, error);
	/* who has left was here before: the movement says since when */
	if (state.status == STATUS_CHURNED)
		state.status = STATUS_ACTIVE;
	if (demo_day_cell(sheet, A_RENEWAL, &renewal, error))
		return -1;
	if (start == DAY_NONE)
		start = sheet->today - YEAR;
	renews = renewal != DAY_NONE && renewal > start;
	state.renewal = renews ? renewal - (renewal - start - 1) / YEAR * YEAR : renewal;
	if (account_set_state(sheet->book, account, start, &state, NULL, error))
		return -1;
	return renews ? set_renewals(sheet, account, start, renewal, error) : 0;
}

static int add_reviews(struct demo_sheet *sheet, int64_t account, struct error *error)
{
	static const int columns[] = { A_LAST_REVIEW, A_NEXT_REVIEW };

	for (int i = 0; i < 2; i++) {
		day_t day;

		if (demo_day_cell(sheet, columns[i], &day, error))
			return -1;
		if (day != DAY_NONE && review_set(sheet->book, account, day, NULL, error))
			return -1;
	}
	return 0;
}

static int add_account(struct demo_sheet *sheet, struct error *error)
{
	struct account_fields fields = {
		.source = DEMO_SOURCE,
		.external_id = demo_cell(sheet, A_ID),
		.name = demo_cell(sheet, A_NAME),
		.currency = demo_cell(sheet, A_CURRENCY),
	};
	const struct track *track;
	int64_t account;

	if (!fields.external_id || !fields.name)
		return error_set(error, ERROR_INPUT, "external_id and name are needed");
	if (demo_day_cell(sheet, A_START, &fields.start, error))
		return -1;
	if (demo_cell(sheet, A_TRACK)) {
		if (track_by_key(sheet->book, demo_cell(sheet, A_TRACK), &track, error))
			return -1;
		fields.track = track->id;
	}
	if (account_insert(sheet->book, &fields, &account, error) ||
	    set_account_state(sheet, account, fields.start, error) ||
	    account_set_text(sheet->book, account, ACCOUNT_DEFINITION_OF_SUCCESS, demo_cell(sheet, A_DEFINITION),
			     DAY_NONE, NULL, error) ||
	    account_set_text(sheet->book, account, ACCOUNT_SUCCESS_MEASURE, demo_cell(sheet, A_MEASURE), DAY_NONE,
			     NULL, error))
		return -1;
	return add_reviews(sheet, account, error);
}

/* ---- answers, touches, movements ---- */

enum { W_ACCOUNT, W_MILESTONE, W_ANSWER, W_ON, W_BY, W_NOTE };
static const char *const answer_columns[] = { "account", "milestone", "answer", "on", "by", "note", NULL };

static int add_answer(struct demo_sheet *sheet, struct error *error)
{
	struct answer_write write = { .who = demo_cell(sheet, W_BY), .note = demo_cell(sheet, W_NOTE) };
	const char *milestone = demo_cell(sheet, W_MILESTONE), *slash = milestone ? strchr(milestone, '/') : NULL;
	char *track;

	if (!slash)
		return demo_bad_cell(sheet, W_MILESTONE, error);
	if (!demo_cell(sheet, W_ANSWER) || !answer_from_name(demo_cell(sheet, W_ANSWER), &write.answer))
		return demo_bad_cell(sheet, W_ANSWER, error);
	if (demo_day_cell(sheet, W_ON, &write.on, error) || write.on == DAY_NONE)
		return demo_bad_cell(sheet, W_ON, error);
	if (!write.who)
		write.who = sheet->who;
	track = xstrndup(milestone, (size_t)(slash - milestone));
	write.milestone = id_milestone(track, slash + 1);
	free(track);
	return answer_give(sheet->book, demo_account_cell(sheet, W_ACCOUNT), &write, NULL, error);
}

enum { T_ACCOUNT, T_DATE, T_KIND, T_FROM, T_BY, T_NOTE, T_CONTACT };
static const char *const touch_columns[] = { "account", "date", "kind", "from", "by", "note", "contact", NULL };

static int add_touch(struct demo_sheet *sheet, struct error *error)
{
	const char *from = demo_cell(sheet, T_FROM);
	struct touch_write touch = {
		.kind = demo_cell(sheet, T_KIND),
		.from = from && !strcmp(from, "them") ? FROM_THEM : FROM_US,
		.who = demo_cell(sheet, T_BY) ? demo_cell(sheet, T_BY) : sheet->who,
		.note = demo_cell(sheet, T_NOTE),
		.contact = demo_contact_cell(sheet, T_CONTACT),
	};

	if (!touch.kind)
		return demo_bad_cell(sheet, T_KIND, error);
	if (demo_day_cell(sheet, T_DATE, &touch.on, error) || touch.on == DAY_NONE)
		return demo_bad_cell(sheet, T_DATE, error);
	return touch_add(sheet->book, demo_account_cell(sheet, T_ACCOUNT), &touch, NULL, error);
}

enum { M_ACCOUNT, M_DATE, M_KIND, M_AMOUNT, M_CURRENCY, M_LINE, M_NOTE };
static const char *const movement_columns[] = { "account",  "date", "kind", "amount",
						"currency", "line", "note", NULL };

static int add_movement(struct demo_sheet *sheet, struct error *error)
{
	struct movement movement = { .line = demo_cell(sheet, M_LINE), .note = demo_cell(sheet, M_NOTE) };
	struct account_state state = { .says_status = true, .renewal = DAY_NONE };
	const char *amount = demo_cell(sheet, M_AMOUNT), *code = demo_cell(sheet, M_CURRENCY);
	int64_t account = demo_account_cell(sheet, M_ACCOUNT);
	char currency[CURRENCY_SIZE] = "";

	if (!demo_cell(sheet, M_KIND) || !movement_from_name(demo_cell(sheet, M_KIND), &movement.kind))
		return demo_bad_cell(sheet, M_KIND, error);
	if (demo_day_cell(sheet, M_DATE, &movement.on, error) || movement.on == DAY_NONE)
		return demo_bad_cell(sheet, M_DATE, error);
	if ((code && money_currency(code, currency, error)) || !amount ||
	    money_parse(amount, '.', currency, &movement.minor, error))
		return demo_bad_cell(sheet, M_AMOUNT, error);
	movement.currency = currency;
	if (movement_add(sheet->book, account, &movement, error))
		return -1;
	if (movement.kind != MOVEMENT_CHURN && movement.kind != MOVEMENT_REACTIVATION)
		return 0;
	state.status = movement.kind == MOVEMENT_CHURN ? STATUS_CHURNED : STATUS_ACTIVE;
	return account_set_state(sheet->book, account, movement.on, &state, NULL, error);
}

/* ---- further tracks, the organisation's programme, documents ---- */

enum { L_ACCOUNT, L_TRACK };
static const char *const lens_columns[] = { "account", "track", NULL };

static int add_lens(struct demo_sheet *sheet, struct error *error)
{
	const char *key = demo_cell(sheet, L_TRACK);
	const struct track *track;

	if (!key || track_by_key(sheet->book, key, &track, error))
		return demo_bad_cell(sheet, L_TRACK, error);
	return account_assign_track(sheet->book, demo_account_cell(sheet, L_ACCOUNT), track->id, false, NULL,
				    error);
}

enum { P_KIND, P_KEY, P_VALUE, P_ON, P_BY, P_NOTE };
static const char *const programme_columns[] = { "kind", "key", "value", "on", "by", "note", NULL };

/* A blank of a statement, or a rating of a cell; the key is track/blank or track/cell. */
static int add_programme(struct demo_sheet *sheet, struct error *error)
{
	const char *kind = demo_cell(sheet, P_KIND), *key = demo_cell(sheet, P_KEY),
		   *value = demo_cell(sheet, P_VALUE);
	const char *slash = key ? strchr(key, '/') : NULL;
	struct cell_write write = { .who = demo_cell(sheet, P_BY), .note = demo_cell(sheet, P_NOTE) };
	char *track;

	if (!slash || !value)
		return demo_bad_cell(sheet, slash ? P_VALUE : P_KEY, error);
	if (kind && !strcmp(kind, "blank"))
		return account_set_custom(sheet->book, ORGANISATION_ID, key, value, DAY_NONE, NULL, error);
	if (demo_day_cell(sheet, P_ON, &write.on, error) || write.on == DAY_NONE)
		return demo_bad_cell(sheet, P_ON, error);
	if (value[0] < '0' || value[0] > '0' + CELL_MAX || value[1])
		return demo_bad_cell(sheet, P_VALUE, error);
	write.value = value[0] - '0';
	if (!write.who)
		write.who = sheet->who;
	track = xstrndup(key, (size_t)(slash - key));
	write.cell = id_cell(track, slash + 1);
	free(track);
	return cell_rate(sheet->book, &write, NULL, error);
}

enum { D_TITLE, D_TEXT, D_LINK, D_OWNER, D_CRITICAL, D_HOLDERS, D_FREES, D_ONLY };
static const char *const document_columns[] = { "title",   "text",  "link", "owner", "critical",
						"holders", "frees", "only", NULL };

static enum yes_no yes_no_cell(const struct demo_sheet *sheet, int column)
{
	const char *text = demo_cell(sheet, column);

	return !text ? YES_NO_UNKNOWN : strcmp(text, "yes") ? SAID_NO : SAID_YES;
}

static int add_document(struct demo_sheet *sheet, struct error *error)
{
	struct document document = {
		.title = xstrdup(demo_cell(sheet, D_TITLE)),
		.text = xstrdup(demo_cell(sheet, D_TEXT)),
		.link = xstrdup(demo_cell(sheet, D_LINK)),
		.owner = xstrdup(demo_cell(sheet, D_OWNER)),
		.holders = xstrdup(demo_cell(sheet, D_HOLDERS)),
		.frees = yes_no_cell(sheet, D_FREES),
		.only_one = yes_no_cell(sheet, D_ONLY),
	};
	int result;

	if (!document.title || !demo_cell(sheet, D_CRITICAL) ||
	    !critical_from_name(demo_cell(sheet, D_CRITICAL), &document.critical))
		result = demo_bad_cell(sheet, document.title ? D_CRITICAL : D_TITLE, error);
	else
		result = document_put(sheet->book, &document, NULL, error);
	document_clear(&document);
	return result;
}

/* ---- the files ---- */

/* Where our columns stand in the header. */
static int find_columns(struct demo_sheet *sheet, struct csv *csv, struct error *error)
{
	int found = csv_next(csv, &sheet->record, error);

	if (found < 0)
		return -1;
	if (!found)
		return error_set(error, ERROR_INPUT, "%s is empty", sheet->path);
	for (int i = 0; sheet->columns[i]; i++) {
		sheet->places[i] = -1;
		for (size_t c = 0; c < sheet->record.count; c++)
			if (!strcmp(sheet->record.cells[c].text, sheet->columns[i]))
				sheet->places[i] = (int)c;
	}
	return 0;
}

static int read_sheet(struct demo_sheet *sheet, int (*add)(struct demo_sheet *, struct error *),
		      struct error *error)
{
	struct csv *csv;
	int found;

	if (csv_open(&csv, sheet->path, ',', error))
		return -1;
	found = find_columns(sheet, csv, error);
	while (!found && (found = csv_next(csv, &sheet->record, error)) == 1) {
		found = add(sheet, error) || journal_slice(sheet->book, error) ? -1 : 0;
		if (found)
			error_prefix(error, "%s:%ld", sheet->path, sheet->record.line);
	}
	csv_close(csv);
	return found;
}

static int read_sheets(struct book *book, const char *folder, const char *who, struct error *error)
{
	static const struct {
		const char *name;
		const char *const *columns;
		int (*add)(struct demo_sheet *, struct error *);
	} files[] = {
		{ "accounts.csv", account_columns, add_account },
		{ "movements.csv", movement_columns, add_movement },
		{ "tracks.csv", lens_columns, add_lens },
		{ "answers.csv", answer_columns, add_answer },
		{ "contacts.csv", demo_contact_columns, demo_add_contact },
		{ "touches.csv", touch_columns, add_touch },
		{ "promises.csv", demo_promise_columns, demo_add_promise },
		{ "outcomes.csv", demo_outcome_columns, demo_add_outcome },
		{ "surveys.csv", demo_survey_columns, demo_add_survey },
		{ "measures.csv", demo_measure_columns, demo_add_measures },
		{ "concerns.csv", demo_concern_columns, demo_add_concern },
		{ "overrides.csv", demo_override_columns, demo_add_override },
		{ "passes.csv", demo_pass_columns, demo_add_pass },
		{ "costs.csv", demo_cost_columns, demo_add_cost },
		{ "rates.csv", demo_rate_columns, demo_add_rate },
		{ "calls.csv", demo_call_columns, demo_add_call },
		{ "deals.csv", demo_deal_columns, demo_add_deal },
		{ "programme.csv", programme_columns, add_programme },
		{ "documents.csv", document_columns, add_document },
	};
	int status = 0;

	for (size_t i = 0; !status && i < sizeof files / sizeof *files; i++) {
		struct demo_sheet sheet = {
			.book = book,
			.today = book_options(book)->today,
			.who = who,
			.path = xasprintf("%s/%s", folder, files[i].name),
			.columns = files[i].columns,
		};

		status = read_sheet(&sheet, files[i].add, error);
		free(sheet.path);
	}
	return status;
}

int demo_fill(struct book *book, const char *folder, const char *who, struct error *error)
{
	/* Not the user's own change: an undo in a book just opened would take the whole of it away. */
	struct journal_note note = { "waymark", "demo", 0, "made the sample book" };

	if (journal_begin(book, error))
		return -1;
	if (read_sheets(book, folder, who, error) || demo_keep_history(book, error)) {
		journal_abort(book);
		return -1;
	}
	return journal_commit(book, &note, NULL, error);
}
