/* qbr: what is made of the items of an agenda. */
#include <stdlib.h>
#include <string.h>

#include "cmd/act_qbr.h"
#include "storage/plays.h"

#define GAP 1000 /* between ranks that are given anew */

/* The start of a write on an item that is there. */
static struct item_write write_on(const struct qbr_use *use, const struct qbr_item *item)
{
	return (struct item_write){
		.key = item->key, .section = item->section, .drafted = qbr_drafted(item), .who = use->ctx->who
	};
}

static bool says_internal(const struct qbr_use *use)
{
	return args_option(use->args, "internal") != NULL;
}

static enum qbr_audience audience_said(const struct qbr_use *use)
{
	return says_internal(use) ? QBR_INTERNAL : QBR_CUSTOMER;
}

/* Words are for those for whom the item was when they were written, unless they are said to be ours. */
static void for_whom(const struct qbr_use *use, struct item_write *write, const struct qbr_item *item)
{
	write->says_audience = true;
	write->audience = says_internal(use) ? QBR_INTERNAL : item->audience;
}

static int put(struct qbr_use *use, const struct item_write *write, struct error *error)
{
	return review_item_put(use->ctx->book, use->account, use->agenda.review, write, NULL, error);
}

static void say(struct qbr_use *use, const char *what, const char *text)
{
	buf_printf(&use->sentence, "%s '%s' on the agenda for {a:%lld}", what, text, (long long)use->account);
}

static bool is_blank(const char *text)
{
	return !text[strspn(text, " \t\r\n")];
}

static int refuse_blank(const char *verb, const char *text, struct error *error)
{
	if (is_blank(text))
		return error_set(error, ERROR_INPUT, "qbr %s: the text is empty", verb);
	return 0;
}

/* ---- its text ---- */

/* An action is a task: its words are the task's. For whom it is the agenda says. */
static int edit_action(struct qbr_use *use, const struct qbr_item *item, const char *text, struct error *error)
{
	struct todo_write todo = { .text = text, .who = use->ctx->who };
	struct item_write write = write_on(use, item);
	int64_t id = item->todo;

	if (is_blank(text))
		return todo_remove(use->ctx->book, use->account, id, error);
	for_whom(use, &write, item);
	if (todo_put(use->ctx->book, use->account, &id, &todo, NULL, error))
		return -1;
	return says_internal(use) ? put(use, &write, error) : 0;
}

int qbr_edit(struct qbr_use *use, struct error *error)
{
	const char *text = qbr_word(use, 1);
	struct qbr_item *item;
	struct item_write write;

	if (qbr_item_named(use, qbr_word(use, 0), &item, error))
		return -1;
	if (is_blank(text))
		text = "";
	if (*text)
		say(use, "wrote", text);
	else
		say(use, item->added || item->todo ? "took away" : "went back to the draft's words for",
		    item->text);
	if (item->todo && item->section == QBR_DECISIONS)
		return edit_action(use, item, text, error);
	write = write_on(use, item);
	write.text = text;
	for_whom(use, &write, item);
	return put(use, &write, error);
}

static int add(struct qbr_use *use, enum qbr_section section, const char *text, struct error *error)
{
	struct item_write write = {
		.key = "",
		.section = section,
		.says_audience = true,
		.audience = audience_said(use),
		.text = text,
		.who = use->ctx->who,
	};

	if (refuse_blank(use->verb, text, error))
		return -1;
	return put(use, &write, error);
}

int qbr_add_item(struct qbr_use *use, struct error *error)
{
	const char *name = qbr_word(use, 0), *text = qbr_word(use, 1);
	enum qbr_section section;
	struct buf list = { 0 };
	long number = strtol(name, NULL, 10);

	if (number >= 1 && number <= QBR_SECTIONS) {
		section = (enum qbr_section)(number - 1);
	} else if (!qbr_section_from_key(name, &section)) {
		for (int i = 0; i < QBR_SECTIONS; i++)
			buf_printf(&list, "%s%s", i ? ", " : "", qbr_section_key((enum qbr_section)i));
		error_set(error, ERROR_INPUT, "qbr add: there is no section '%s', but %s, or 1 to %d", name,
			  buf_text(&list), QBR_SECTIONS);
		buf_free(&list);
		return -1;
	}
	say(use, "added", text);
	return add(use, section, text, error);
}

int qbr_say(struct qbr_use *use, struct error *error)
{
	const char *text = qbr_word(use, 1);
	struct qbr_item *item;
	struct item_write write;

	if (qbr_item_named(use, qbr_word(use, 0), &item, error))
		return -1;
	if (says_internal(use) && item->audience != QBR_INTERNAL)
		return error_set(error, ERROR_USAGE,
				 "qbr say: what is said beside %s leaves with it; mark the item as internal "
				 "(waymark qbr ACCOUNT internal ITEM), or write an item of its own "
				 "(waymark qbr ACCOUNT add %s TEXT --internal)",
				 qbr_word(use, 0), qbr_section_key(item->section));
	write = write_on(use, item);
	write.note = is_blank(text) ? "" : text;
	for_whom(use, &write, item);
	buf_printf(&use->sentence, "%s beside '%s' on the agenda for {a:%lld}",
		   *write.note ? "wrote" : "took away what was written", item->text, (long long)use->account);
	if (*write.note)
		buf_printf(&use->sentence, ": %s", text);
	return put(use, &write, error);
}

/* ---- hide, show, internal, customer, cover ---- */

static int mark_one(struct qbr_use *use, struct qbr_item *item, struct error *error)
{
	struct item_write write = write_on(use, item);
	bool back = args_option(use->args, "back") != NULL;

	if (!strcmp(use->verb, "internal") || !strcmp(use->verb, "customer")) {
		write.says_audience = true;
		write.audience = *use->verb == 'i' ? QBR_INTERNAL : QBR_CUSTOMER;
		if (write.audience == item->audience)
			return 0;
	} else if (!strcmp(use->verb, "cover")) {
		write.says_covered = true;
		write.covered = !back;
		if (write.covered == item->covered)
			return 0;
	} else {
		write.says_hidden = true;
		write.hidden = !strcmp(use->verb, "hide");
		if (write.hidden == item->hidden)
			return 0;
	}
	return put(use, &write, error);
}

int qbr_mark(struct qbr_use *use, struct error *error)
{
	const char *done = !strcmp(use->verb, "hide")	    ? "hid"
			   : !strcmp(use->verb, "show")	    ? "showed"
			   : !strcmp(use->verb, "internal") ? "marked as internal"
			   : !strcmp(use->verb, "customer") ? "marked as for the customer"
			   : args_option(use->args, "back") ? "took back that covered was"
							    : "covered";
	struct qbr_item *item;

	for (int i = 0; qbr_word(use, i); i++) {
		if (qbr_item_named(use, qbr_word(use, i), &item, error) || mark_one(use, item, error))
			return -1;
		if (i == 0)
			say(use, done, item->text);
	}
	return 0;
}

/* ---- its place ---- */

static int put_rank(struct qbr_use *use, const struct qbr_item *item, int rank, struct error *error)
{
	struct item_write write = write_on(use, item);

	write.says_rank = true;
	write.rank = rank;
	return put(use, &write, error);
}

/* All of a section anew, where there is no room between two of them. */
static int rank_all(struct qbr_use *use, const struct qbr_item *items, int count, int from, int to,
		    struct error *error)
{
	for (int place = 0; place < count; place++) {
		/* who stands at this place once it has moved */
		int at = place == to		      ? from
			 : place < from && place < to ? place
			 : place > from && place > to ? place
			 : from < to		      ? place + 1
						      : place - 1;

		if (put_rank(use, &items[at], (place + 1) * GAP, error))
			return -1;
	}
	return 0;
}

static int move_to(struct qbr_use *use, const struct qbr_item *items, int count, int from, int to,
		   struct error *error)
{
	/* its neighbours there */
	int before = to > from ? to : to - 1, after = to > from ? to + 1 : to;
	int64_t low = before >= 0 ? items[before].rank : (int64_t)items[after].rank - 2 * GAP;
	int64_t high = after < count ? items[after].rank : low + 2 * GAP;

	if (high - low < 2 || low < -GAP * INT64_C(1000000) || high > GAP * INT64_C(1000000))
		return rank_all(use, items, count, from, to, error);
	return put_rank(use, &items[from], (int)(low + (high - low) / 2), error);
}

int qbr_move(struct qbr_use *use, struct error *error)
{
	const char *where = qbr_word(use, 1);
	struct qbr_item *item, *first;
	int from, to, count = 0;
	char *end;

	if (qbr_item_named(use, qbr_word(use, 0), &item, error))
		return -1;
	for (first = item; first > use->agenda.items && first[-1].section == item->section;)
		first--;
	while (first + count < use->agenda.items + use->agenda.count && first[count].section == item->section)
		count++;
	from = to = (int)(item - first);
	if (!strcmp(where, "up"))
		to--;
	else if (!strcmp(where, "down"))
		to++;
	else
		to = (int)strtol(where, &end, 10) - 1;
	if (strcmp(where, "up") != 0 && strcmp(where, "down") != 0 && (*end || to < 0 || to >= count))
		return error_set(error, ERROR_INPUT, "qbr move: '%s' is not up, down or a place from 1 to %d",
				 where, count);
	if (to < 0 || to >= count)
		return error_set(error, ERROR_INPUT, "qbr move: it is the %s of its section already",
				 to < 0 ? "first" : "last");
	say(use, "moved", item->text);
	return from == to ? 0 : move_to(use, first, count, from, to, error);
}

/* ---- in the meeting ---- */

int qbr_decide(struct qbr_use *use, struct error *error)
{
	say(use, "decided", qbr_word(use, 0));
	return add(use, QBR_DECISIONS, qbr_word(use, 0), error);
}

int qbr_action(struct qbr_use *use, struct error *error)
{
	const char *text = qbr_word(use, 0), *due = args_option(use->args, "due"),
		   *side = args_option(use->args, "side");
	struct todo_write todo = {
		.says_side = true,
		.side = side && !strcmp(side, "customer") ? SIDE_CUSTOMER : SIDE_US,
		.text = text,
		.owner = args_option(use->args, "owner"),
		.says_due = due != NULL,
		.due = DAY_NONE,
		.review = use->agenda.review,
		.who = use->ctx->who,
	};
	struct item_write write = { .key = "",
				    .section = QBR_DECISIONS,
				    .says_audience = true,
				    .audience = QBR_INTERNAL,
				    .who = use->ctx->who };
	char day[DATE_SIZE];

	if (refuse_blank("action", text, error))
		return -1;
	if (due && date_parse_typed(due, use->ctx->clock, &todo.due, error))
		return error_prefix(error, "--due");
	if (todo_put(use->ctx->book, use->account, &write.todo, &todo, NULL, error))
		return -1;
	say(use, "agreed on", text);
	if (todo.owner)
		buf_printf(&use->sentence, ", by %s", todo.owner);
	if (due)
		buf_printf(&use->sentence, ", due %s", date_format(todo.due, day));
	return says_internal(use) ? put(use, &write, error) : 0;
}

/* An item that is there whether it was drafted or not. */
static int write_own(struct qbr_use *use, const char *key, const char *text, struct error *error)
{
	const struct qbr_item *item = agenda_find(&use->agenda, key);
	struct item_write write = { .key = key,
				    .section = QBR_ASK,
				    .drafted = item ? qbr_drafted(item) : NULL,
				    .says_audience = true,
				    .audience = audience_said(use),
				    .text = text,
				    .who = use->ctx->who };

	if (item && item->said && item->audience == QBR_INTERNAL && !says_internal(use))
		return error_set(error, ERROR_INPUT,
				 "qbr %s: what was said beside it among us would leave with it; "
				 "waymark qbr ACCOUNT say %s '' takes that away, customer %s lets it leave, "
				 "--internal keeps both at home",
				 use->verb, key, key);
	return put(use, &write, error);
}

int qbr_commit(struct qbr_use *use, struct error *error)
{
	const char *who = qbr_word(use, 0), *text = qbr_word(use, 1);
	bool us = !strcmp(who, "us");
	char *words;
	int status;

	if (!us && strcmp(who, "customer") != 0)
		return error_set(error, ERROR_USAGE, "qbr commit: '%s' is neither us nor customer", who);
	if (refuse_blank("commit", text, error))
		return -1;
	words = xasprintf("%s: %s", us ? "We commit to" : "You commit to", text);
	buf_printf(&use->sentence, "{a:%lld}: %s to '%s'", (long long)use->account,
		   us ? "we committed" : "they committed", text);
	status = write_own(use, us ? "commitment/us" : "commitment/customer", words, error);
	free(words);
	return status;
}

int qbr_ask(struct qbr_use *use, struct error *error)
{
	const char *text = qbr_word(use, 0);

	if (refuse_blank("ask", text, error))
		return -1;
	say(use, "put the ask", text);
	return write_own(use, "ask", text, error);
}
