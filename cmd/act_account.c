/* Accounts: listing, adding, setting their fields. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/fields.h"
#include "cmd/out.h"
#include "core/text.h"
#include "storage/facts_store.h"

/* ---- add and set ---- */

/* Splits FIELD=VALUE words into assignments; the array ends with a NULL field and is yours. */
static int parse_assignments(const struct args *args, bool adding, struct assignment **out, struct error *error)
{
	struct assignment *list = xcalloc((size_t)args->word_count + 1, sizeof *list);

	for (int i = 1; i < args->word_count; i++) {
		if (assignment_parse(args->words[i], adding, &list[i - 1], error)) {
			free(list);
			return -1;
		}
	}
	*out = list;
	return 0;
}

static bool same_folded(const char *a, const char *b)
{
	char *folded_a = text_fold(a), *folded_b = text_fold(b);
	bool same = !strcmp(folded_a, folded_b);

	free(folded_a);
	free(folded_b);
	return same;
}

struct name_check {
	const char *name;
	bool taken;
};

static bool check_name(void *data, const char *name)
{
	struct name_check *check = data;

	check->taken = same_folded(check->name, name);
	return !check->taken;
}

/* Two accounts of one name could not be told apart by it; with an external id they can. */
static int refuse_taken_name(struct ctx *ctx, const char *name, struct error *error)
{
	struct name_check check = { name, false };

	if (account_complete(ctx->book, name, 50, check_name, &check, error))
		return -1;
	if (check.taken)
		return error_set(
			error, ERROR_INPUT,
			"there is an account '%s' already; choose another name, or give it an external_id=", name);
	return 0;
}

static int insert_account(struct ctx *ctx, const struct args *args, const struct assignment *list, day_t on,
			  int64_t *account, struct error *error)
{
	const char *external_id = assignment_value(list, FIELD_EXTERNAL_ID), *key = args_option(args, "track");
	struct account_fields fields = { .name = args_word(args, 0), .start = DAY_NONE };
	const struct track *track;

	if (external_id && *external_id) {
		fields.source = "waymark";
		fields.external_id = external_id;
	} else if (refuse_taken_name(ctx, fields.name, error)) {
		return -1;
	}
	if (key) {
		if (track_by_key(ctx->book, key, &track, error))
			return -1;
		fields.track = track->id;
	}
	if (account_insert(ctx->book, &fields, account, error))
		return -1;
	return fields_apply(ctx, *account, on, list, error);
}

int act_add(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct assignment *list;
	char sentence[64];
	int64_t account = 0;
	day_t on;
	int status;

	if (!args_word(args, 0)[strspn(args_word(args, 0), " \t")])
		return error_set(error, ERROR_USAGE, "add: an account wants a name");
	if (ctx_on(ctx, args, &on, error) || parse_assignments(args, true, &list, error))
		return -1;
	status = journal_begin(ctx->book, error);
	if (!status) {
		status = insert_account(ctx, args, list, on, &account, error);
		snprintf(sentence, sizeof sentence, "added {a:%lld}", (long long)account);
		status = ctx_end(ctx, status, "add", account, sentence, outcome, error);
	}
	free(list);
	return status ? -1 : change_print(ctx, account, NULL, error);
}

/* "set segment and arr on NAME: health 71 -> 78" */
static void say_set(const struct assignment *list, int64_t account, const struct effect *effect, struct buf *out)
{
	buf_str(out, "set ");
	for (const struct assignment *item = list; item->given; item++)
		buf_printf(out, "%s%s", item == list ? "" : ", ", item->name);
	buf_printf(out, " on {a:%lld}", (long long)account);
	effect_say(effect, out);
}

int act_set(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct assignment *list;
	struct effect effect = { 0 };
	struct buf sentence = { 0 };
	int64_t account;
	day_t on;
	int status;

	if (ctx_on(ctx, args, &on, error) || ctx_customer(ctx, args, &account, error) ||
	    parse_assignments(args, false, &list, error))
		return -1;
	status = change_begin(ctx, account, 0, &effect, error);
	if (!status) {
		status = fields_apply(ctx, account, on, list, error);
		if (!status)
			status = change_read(ctx, account, 0, &effect, error);
		if (!status)
			say_set(list, account, &effect, &sentence);
		status = ctx_end(ctx, status, "set", account, buf_text(&sentence), outcome, error);
	}
	if (!status && !outcome->entry)
		outcome_say(outcome, "nothing to change: it is so already");
	if (!status)
		status = change_print(ctx, account, &effect, error);
	free(list);
	buf_free(&sentence);
	effect_free(&effect);
	return status;
}
