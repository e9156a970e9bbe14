/* Touches: calls, mails, meetings, visits. */
#include <string.h>

#include "cmd/records.h"
#include "storage/facts_store.h"

static int check_kind(const char *kind, struct error *error)
{
	if (strspn(kind, "abcdefghijklmnopqrstuvwxyz-") == strlen(kind) && *kind && strlen(kind) <= 32)
		return 0;
	return error_set(error, ERROR_USAGE,
			 "touch: '%s' is no kind of touch; call, mail, meeting, visit or a word of small letters",
			 kind);
}

static int touch_in_transaction(struct ctx *ctx, int64_t account, const struct touch_write *touch, const char *with,
				struct effect *effect, struct outcome *outcome, struct error *error)
{
	struct buf sentence = { 0 };
	bool changed = false;
	int status;

	if (change_begin(ctx, account, 0, effect, error))
		return -1;
	status = touch_add(ctx->book, account, touch, &changed, error);
	if (!status)
		status = change_read(ctx, account, 0, effect, error);
	if (!status) {
		buf_printf(&sentence, "recorded %s %s %s ", strchr("aeiou", *touch->kind) ? "an" : "a", touch->kind,
			   touch->from == FROM_THEM ? "from" : "with");
		if (with)
			buf_printf(&sentence, "%s at ", with);
		buf_printf(&sentence, "{a:%lld}", (long long)account);
		effect_say(effect, &sentence);
	}
	status = ctx_end(ctx, status, "touch", account, buf_text(&sentence), outcome, error);
	buf_free(&sentence);
	return status;
}

int act_touch(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *from = args_option(args, "from"), *with = args_option(args, "with");
	struct touch_write touch = {
		.kind = args_word(args, 1),
		.from = from && !strcmp(from, "them") ? FROM_THEM : FROM_US,
		.who = ctx->who,
		.note = args_option(args, "note"),
	};
	struct effect effect = { 0 };
	char *name = NULL;
	int64_t account;
	int status;

	if (check_kind(touch.kind, error) || ctx_on(ctx, args, &touch.on, error) ||
	    ctx_customer(ctx, args, &account, error))
		return -1;
	if (with && contact_find(ctx, account, with, &touch.contact, &name, error))
		return error_prefix(error, "--with");
	status = touch_in_transaction(ctx, account, &touch, name, &effect, outcome, error);
	if (!status)
		status = change_print(ctx, account, &effect, error);
	free(name);
	effect_free(&effect);
	return status;
}
