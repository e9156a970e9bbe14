/* qbr: the agenda of a business review, worked at, and the review planned and held. */
#include "cmd/act_qbr.h"

#include <stdlib.h>
#include <string.h>

int qbr_load(struct qbr_use *use, struct error *error)
{
	struct ctx *ctx = use->ctx;
	int status;

	agenda_free(&use->agenda);
	use->agenda = (struct agenda){ 0 };
	if (book_read_begin(ctx->book, error))
		return -1;
	status = account_load(ctx->book, use->account, 0, ctx->as_of, &use->detail, error);
	if (!status)
		status = review_agenda(ctx->book, &use->detail, ctx->as_of, &use->agenda, error);
	book_read_end(ctx->book);
	return status;
}

const char *qbr_word(const struct qbr_use *use, int n)
{
	return args_word(use->args, 2 + n);
}

/* "2.3" to section and place, both from 0. */
static bool read_number(const char *text, int *section, int *place)
{
	char *end;
	long first = strtol(text, &end, 10), second;

	if (end == text || *end != '.')
		return false;
	text = end + 1;
	second = strtol(text, &end, 10);
	if (end == text || *end || first < 1 || first > QBR_SECTIONS || second < 1 || second > 100000)
		return false;
	*section = (int)first - 1;
	*place = (int)second - 1;
	return true;
}

int qbr_item_named(const struct qbr_use *use, const char *name, struct qbr_item **item, struct error *error)
{
	int section, place;

	*item = agenda_find(&use->agenda, name);
	if (*item)
		return 0;
	if (read_number(name, &section, &place)) {
		for (size_t i = 0; i < use->agenda.count; i++)
			if ((int)use->agenda.items[i].section == section && place-- == 0) {
				*item = &use->agenda.items[i];
				return 0;
			}
	}
	return error_set(
		error, ERROR_NOT_FOUND,
		"qbr: there is no item '%s' on the agenda; give its number as qbr shows it, like 2.1, or its key",
		name);
}

/* ---- verbs that change ---- */

/* The day of the review that is planned by now, whatever is looked at: as of a day that is past it may be one that was
 * held since. */
static int planned_day(const struct qbr_use *use, day_t *day, struct error *error)
{
	struct reviews reviews = { 0 };

	*day = DAY_NONE;
	if (review_list(use->ctx->book, use->account, &reviews, error))
		return -1;
	for (size_t i = 0; i < reviews.count; i++)
		if (reviews.items[i].held == DAY_NONE)
			*day = reviews.items[i].day;
	vec_free(&reviews);
	return 0;
}

static int plan(struct qbr_use *use, struct error *error)
{
	const char *word = qbr_word(use, 0);
	bool off = !strcmp(word, "off");
	day_t day = DAY_NONE, was;
	char text[DATE_SIZE], before[DATE_SIZE];
	int64_t id;
	bool changed;

	if (!off && date_parse_typed(word, use->ctx->clock, &day, error))
		return error_prefix(error, "qbr plan");
	if (planned_day(use, &was, error))
		return -1;
	if (off && was == DAY_NONE)
		return error_set(error, ERROR_NOT_FOUND, "qbr plan: no review is planned that could be called off");
	if (review_plan(use->ctx->book, use->account, day, use->ctx->who, &id, &changed, error))
		return -1;
	date_format(day, text);
	if (off)
		buf_printf(&use->sentence, "called off the review of {a:%lld} on %s", (long long)use->account,
			   date_format(was, before));
	else if (day < use->ctx->clock)
		buf_printf(&use->sentence, "recorded a review of {a:%lld} on %s", (long long)use->account, text);
	else if (was != DAY_NONE && was != day)
		buf_printf(&use->sentence, "moved the review of {a:%lld} from %s to %s", (long long)use->account,
			   date_format(was, before), text);
	else
		buf_printf(&use->sentence, "planned a review of {a:%lld} on %s", (long long)use->account, text);
	return 0;
}

/* What is there was looked at: what comes from now on is new. The agenda printed still says what was. */
static int draft(struct qbr_use *use, struct error *error)
{
	int news = 0;

	for (size_t i = 0; i < use->agenda.count; i++)
		news += use->agenda.items[i].is_new;
	buf_printf(&use->sentence, "drafted the agenda for {a:%lld}: %d item%s, %d new", (long long)use->account,
		   (int)use->agenda.count, use->agenda.count == 1 ? "" : "s", news);
	return review_seen(use->ctx->book, use->account, &use->agenda, error);
}

static int hold(struct qbr_use *use, struct error *error)
{
	const char *next = args_option(use->args, "next");
	day_t on, after = DAY_NONE;
	char text[DATE_SIZE];

	if (ctx_on(use->ctx, use->args, &on, error))
		return -1;
	if (next && date_parse_typed(next, use->ctx->clock, &after, error))
		return error_prefix(error, "--next");
	if (review_hold(use->ctx->book, use->account, &use->agenda, on, after, error))
		return error_prefix(error, "qbr hold");
	buf_printf(&use->sentence, "held the review of {a:%lld} on %s", (long long)use->account,
		   date_format(on, text));
	if (after != DAY_NONE)
		buf_printf(&use->sentence, ", the next is planned on %s", date_format(after, text));
	return 0;
}

static const struct verb {
	const char *name;
	int least, most; /* words after it */
	const char *what;
	qbr_change *change;
	bool unplanned; /* wants no review that is planned */
	bool internal;	/* --internal means something to it */
} verbs[] = {
	{ "plan", 1, 1, "a day, or off", plan, true, false },
	{ "draft", 0, 0, "nothing", draft, false, false },
	{ "edit", 2, 2, "an item and its text", qbr_edit, false, true },
	{ "add", 2, 2, "a section and a text", qbr_add_item, false, true },
	{ "move", 2, 2, "an item and up, down or its place in the section", qbr_move, false, false },
	{ "hide", 1, 99, "an item", qbr_mark, false, false },
	{ "show", 1, 99, "an item", qbr_mark, false, false },
	{ "internal", 1, 99, "an item", qbr_mark, false, false },
	{ "customer", 1, 99, "an item", qbr_mark, false, false },
	{ "cover", 1, 99, "an item", qbr_mark, false, false },
	{ "say", 2, 2, "an item and a text", qbr_say, false, true },
	{ "decide", 1, 1, "a text", qbr_decide, false, true },
	{ "action", 1, 1, "a text", qbr_action, false, true },
	{ "commit", 2, 2, "us or customer, and a text", qbr_commit, false, true },
	{ "ask", 1, 1, "a text", qbr_ask, false, true },
	{ "hold", 0, 0, "nothing", hold, false, false },
};

static const struct verb *find_verb(const char *name)
{
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (!strcmp(verbs[i].name, name))
			return &verbs[i];
	return NULL;
}

/* Whoever says it means it: where it would change nothing, what was to be kept at home would leave. */
static int check_internal(const struct qbr_use *use, const struct verb *verb, struct error *error)
{
	if (!args_option(use->args, "internal") || (verb && verb->internal))
		return 0;
	return error_set(
		error, ERROR_USAGE,
		"qbr%s%s: --internal means nothing here; waymark qbr ACCOUNT internal ITEM keeps an item among us",
		*use->verb ? " " : "", use->verb);
}

static int check_words(const struct qbr_use *use, const struct verb *verb, struct error *error)
{
	int count = use->args->word_count - 2;

	if (count < verb->least)
		return error_set(error, ERROR_USAGE, "qbr %s wants %s after it", verb->name, verb->what);
	if (count > verb->most)
		return error_set(error, ERROR_USAGE,
				 "qbr %s: '%s' is one word too many; a text with blanks wants quotes around it",
				 verb->name, qbr_word(use, verb->most));
	return 0;
}

/* Once somebody worked at an agenda, what comes later is marked as new. */
static int look_at(struct qbr_use *use, const struct verb *verb, struct error *error)
{
	if (verb->change == hold || verb->change == draft || use->agenda.looked_at)
		return 0;
	/* what is seen is an agenda of then, maybe of a review that was held since */
	if (use->ctx->as_of != use->ctx->clock)
		return 0;
	if (verb->change == plan && qbr_load(use, error))
		return -1;
	if (!use->agenda.review)
		return 0;
	return review_seen(use->ctx->book, use->account, &use->agenda, error);
}

static int write_verb(struct qbr_use *use, const struct verb *verb, struct error *error)
{
	if (qbr_load(use, error))
		return -1;
	if (!verb->unplanned && !use->agenda.review)
		return error_set(error, ERROR_NOT_FOUND,
				 "qbr %s: no review is planned; waymark qbr ACCOUNT plan DATE plans one",
				 verb->name);
	return verb->change(use, error) || look_at(use, verb, error) ? -1 : 0;
}

static int change(struct qbr_use *use, const struct verb *verb, struct error *error)
{
	struct ctx *ctx = use->ctx;
	int status;

	if (check_words(use, verb, error) || journal_begin(ctx->book, error))
		return -1;
	status = write_verb(use, verb, error);
	status = ctx_end(ctx, status, "qbr", use->account, buf_text(&use->sentence), use->outcome, error);
	if (status)
		return -1;
	if (!use->outcome->entry && verb->change != draft)
		outcome_say(use->outcome, "nothing to change: it is so already");
	if (verb->change == draft)
		return qbr_print(use, error);
	return ctx->format == FORMAT_JSON ? qbr_load(use, error) || qbr_print(use, error) : 0;
}

int act_qbr(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *word = args_word(args, 1);
	struct qbr_use use = { .ctx = ctx, .args = args, .outcome = outcome, .verb = word ? word : "" };
	const struct verb *verb = find_verb(use.verb);
	int status = ctx_customer(ctx, args, &use.account, error);

	outcome->account = use.account;
	if (status || check_internal(&use, verb, error))
		return -1;
	if (verb)
		status = change(&use, verb, error);
	else if (!strcmp(use.verb, "list"))
		status = qbr_print_list(&use, error);
	else if (!strcmp(use.verb, "record"))
		status = qbr_print_record(&use, error);
	else
		status = qbr_load(&use, error) || qbr_print(&use, error) ? -1 : 0;
	buf_free(&use.sentence);
	agenda_free(&use.agenda);
	account_detail_clear(&use.detail);
	return status;
}

/* ---- completion ---- */

static void offer_items(struct ctx *ctx, const char *account, void (*each)(void *data, const char *word),
			void *data)
{
	struct qbr_use use = { .ctx = ctx };
	struct error ignored;

	if (!ctx->book || account_find(ctx->book, account, &use.account, &ignored) || qbr_load(&use, &ignored))
		return;
	for (size_t i = 0; i < use.agenda.count; i++)
		each(data, use.agenda.items[i].key);
	agenda_free(&use.agenda);
	account_detail_clear(&use.detail);
}

void complete_qbr(struct ctx *ctx, const char *const *words, int word_count,
		  void (*each)(void *data, const char *word), void *data)
{
	const struct verb *verb = word_count > 1 ? find_verb(words[1]) : NULL;
	bool first = word_count == 2;

	if (!verb)
		return;
	if (verb->change == qbr_add_item && first) {
		for (int i = 0; i < QBR_SECTIONS; i++)
			each(data, qbr_section_key((enum qbr_section)i));
	} else if (verb->change == qbr_commit && first) {
		each(data, "us");
		each(data, "customer");
	} else if (verb->change == plan && first) {
		each(data, "off");
	} else if (verb->change == qbr_move && word_count == 3) {
		each(data, "up");
		each(data, "down");
	} else if (verb->change == qbr_mark ||
		   ((verb->change == qbr_edit || verb->change == qbr_move || verb->change == qbr_say) && first)) {
		offer_items(ctx, words[0], each, data);
	}
}
