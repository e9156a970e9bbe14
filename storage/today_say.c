/* What a row of Today says to people: what to do, why, and which command does it. */
#include <stdlib.h>
#include <string.h>

#include "storage/plays.h"
#include "storage/today_private.h"

struct saying {
	struct book *book;
	day_t today;
	int64_t account;
	const struct today_entry *entry;
	struct scoped scoped; /* the account as it stands */
	struct buf what, why, command;
};

static void say_due(struct saying *saying)
{
	int64_t left = (int64_t)saying->entry->due - saying->today;
	char day[16];

	if (saying->entry->due == DAY_NONE)
		return;
	buf_printf(&saying->why, "due %s, ", date_format_short(saying->entry->due, saying->today, day));
	if (left == 0)
		buf_str(&saying->why, "today");
	else if (left < 0)
		buf_printf(&saying->why, "%lld day%s ago", (long long)-left, left == -1 ? "" : "s");
	else
		buf_printf(&saying->why, "in %lld day%s", (long long)left, left == 1 ? "" : "s");
}

/* The account as the command line takes it: its external id where that is one plain word, else its name in quotes. */
static void say_account(struct saying *saying)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
	const char *id = saying->scoped.reader.external_id;

	if (id && *id && *id != '-' && !id[strspn(id, plain)]) {
		buf_str(&saying->command, id);
		return;
	}
	buf_char(&saying->command, '\'');
	for (const char *at = saying->scoped.reader.name; *at; at++) {
		if (*at == '\'')
			buf_str(&saying->command, "'\\'");
		buf_char(&saying->command, *at);
		if (*at == '\'')
			buf_char(&saying->command, '\'');
	}
	buf_char(&saying->command, '\'');
}

/* "VERB ACCOUNT", what follows is the caller's. */
static void say_command(struct saying *saying, const char *verb)
{
	buf_printf(&saying->command, "%s ", verb);
	say_account(saying);
}

/* What stands behind the kind in an entry's key, up to the next stroke. */
static char *key_part(const struct today_entry *entry)
{
	const char *from = strchr(entry->key, '/'), *to;

	from = from ? from + 1 : entry->key;
	to = strrchr(from, '/');
	return to && entry->kind == TODAY_FLAG ? xstrndup(from, (size_t)(to - from)) : xstrdup(from);
}

/* The first line of a text. */
static void say_line(struct buf *out, const char *text)
{
	buf_add(out, text, strcspn(text, "\n"));
}

/* Its figure when it fired, where it has one, else the first of the records that made it fire. */
static void say_fired(struct saying *saying, sqlite3_stmt *st, const struct flag *flag)
{
	const char *evidence = column_string(st, 1);

	if (flag && flag->figure && sqlite3_column_type(st, 0) != SQLITE_NULL) {
		buf_str(&saying->why, ": ");
		figure_say(sqlite3_column_int64(st, 0), flag->unit, &saying->why);
	} else if (evidence && *evidence) {
		buf_str(&saying->why, ": ");
		say_line(&saying->why, evidence);
	}
}

static int say_flag(struct saying *saying, const struct playbooks *books, struct error *error)
{
	char *key = key_part(saying->entry);
	const struct flag *flag = playbooks_flag(books, key);
	const char *fired = strrchr(saying->entry->key, '/');
	sqlite3_stmt *st = book_query(saying->book, error, Q_FIRING_WORDS, "itd", saying->account, key,
				      (day_t)(fired ? atoi(fired + 1) : 0));
	int found = st ? book_step(saying->book, st, error) : -1;

	buf_str(&saying->what, flag && flag->advice ? flag->advice : flag ? flag->title : key);
	buf_str(&saying->why, flag ? flag->title : key);
	if (found == 1) {
		say_fired(saying, st, flag);
		sqlite3_reset(st);
	}
	say_command(saying, "flag show");
	buf_printf(&saying->command, " %s", key);
	free(key);
	return found < 0 ? -1 : 0;
}

static int say_todo(struct saying *saying, struct error *error)
{
	sqlite3_stmt *st = book_query(saying->book, error, Q_TODAY_TODO, "ii", saying->account, saying->entry->ref);
	int found = st ? book_step(saying->book, st, error) : -1;

	say_due(saying);
	if (found == 1) {
		say_line(&saying->what, column_string(st, 0));
		if (column_string(st, 2))
			buf_printf(&saying->why, "; of the play %s", column_string(st, 2));
		else if (sqlite3_column_int64(st, 3))
			buf_str(&saying->why, "; agreed in the review");
		if (column_string(st, 1) && *column_string(st, 1))
			buf_printf(&saying->why, "; for %s to do", column_string(st, 1));
		sqlite3_reset(st);
	}
	say_command(saying, "todo done");
	buf_printf(&saying->command, " '#%lld'", (long long)saying->entry->ref);
	return found < 0 ? -1 : 0;
}

static int say_promise(struct saying *saying, struct error *error)
{
	sqlite3_stmt *st = book_query(saying->book, error, Q_TODAY_PROMISE, "ii", saying->account,
				      saying->entry->ref);
	int found = st ? book_step(saying->book, st, error) : -1;

	buf_str(&saying->what, "keep the promise");
	if (found == 1) {
		buf_str(&saying->what, " '");
		say_line(&saying->what, column_string(st, 0));
		buf_char(&saying->what, '\'');
		sqlite3_reset(st);
	}
	say_due(saying);
	say_command(saying, "promise kept");
	buf_printf(&saying->command, " '#%lld'", (long long)saying->entry->ref);
	return found < 0 ? -1 : 0;
}

static int say_milestone(struct saying *saying)
{
	struct scored *scored = &saying->scoped.scored;
	const struct track *track = scored->view.track;
	int at = track ? track_find_id(track, saying->entry->ref) : -1;
	const struct milestone *milestone;
	struct change change;

	if (at < 0)
		return 0;
	milestone = &track->milestones[at];
	health_whatif(scored->card, saying->scoped.scope.scoring.limits, &scored->view,
		      &(struct whatif_answer){ at, ANSWER_YES }, 1, &change);
	say_line(&saying->what, milestone->question);
	buf_printf(&saying->why, "next of %s", track->stages[milestone->stage].name);
	if (change.health_before == HEALTH_UNKNOWN)
		buf_str(&saying->why, ": health begins with the first answer");
	else if (change.health_after / 100 > change.health_before / 100)
		buf_printf(&saying->why, ": a yes makes health %d of %d", change.health_after / 100,
			   change.health_before / 100);
	say_command(saying, "tick");
	buf_printf(&saying->command, " %s/%s yes", milestone->home ? milestone->home : track->key, milestone->key);
	return 0;
}

static int say_stale(struct saying *saying)
{
	const struct health *health = &saying->scoped.scored.health;
	const struct indicator *indicator;

	if (saying->entry->ref < 0 || saying->entry->ref >= HEALTH_MAX_INDICATORS)
		return 0;
	indicator = health->indicators[saying->entry->ref].indicator;
	if (!indicator)
		return 0;
	buf_printf(&saying->what, "ask anew: %s", indicator->title ? indicator->title : indicator->name);
	buf_printf(&saying->why, "what is known is %d days old, %d still count; only %d %% of health is known",
		   health->indicators[saying->entry->ref].reading.age_days, indicator->fresh_days,
		   health->confidence);
	say_command(saying, "health");
	return 0;
}

static int say_ask(struct saying *saying, const struct playbooks *books)
{
	char *key = key_part(saying->entry);
	const struct ask_template *ask = playbooks_ask(books, key);

	buf_printf(&saying->what, "ask for: %s", ask ? ask->title : key);
	buf_str(&saying->why, "it is the time: all that it takes is there");
	say_command(saying, "ask");
	free(key);
	return 0;
}

static int say_review(struct saying *saying)
{
	char day[16];

	if (saying->entry->ref) {
		buf_str(&saying->what, "prepare the business review");
		say_due(saying);
		say_command(saying, "qbr");
		return 0;
	}
	buf_str(&saying->what, "plan the next business review");
	if (saying->scoped.scope.input.last_review != DAY_NONE)
		buf_printf(&saying->why, "the last was on %s",
			   date_format_short(saying->scoped.scope.input.last_review, saying->today, day));
	say_command(saying, "qbr");
	buf_str(&saying->command, " plan DATE");
	return 0;
}

static int say_entry(struct saying *saying, struct error *error)
{
	const struct playbooks *books;

	if (playbooks_get(saying->book, &books, error))
		return -1;
	switch (saying->entry->kind) {
	case TODAY_FLAG:
		return say_flag(saying, books, error);
	case TODAY_TASK:
		return say_todo(saying, error);
	case TODAY_PROMISE:
		return say_promise(saying, error);
	case TODAY_MILESTONE:
		return say_milestone(saying);
	case TODAY_STALE:
		return say_stale(saying);
	case TODAY_ASK:
		return say_ask(saying, books);
	default:
		return say_review(saying);
	}
}

void today_words_clear(struct today_words *words)
{
	free(words->account);
	free(words->what);
	free(words->why);
	free(words->command);
	*words = (struct today_words){ 0 };
}

int today_say(struct book *book, day_t today, const struct today_row *row, struct today_words *out,
	      struct error *error)
{
	struct saying saying = { .book = book, .today = today, .account = row->account, .entry = &row->entry };
	int status;

	*out = (struct today_words){ 0 };
	if (book_read_begin(book, error))
		return -1;
	status = scope_open(book, row->account, today, &saying.scoped, error);
	if (!status) {
		status = say_entry(&saying, error);
		out->account = xstrdup(saying.scoped.reader.name);
		scope_close(&saying.scoped);
	}
	book_read_end(book);
	out->what = buf_take(&saying.what);
	out->why = buf_take(&saying.why);
	out->command = buf_take(&saying.command);
	if (status)
		today_words_clear(out);
	return status;
}
