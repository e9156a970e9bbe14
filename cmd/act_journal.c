/* What was done, and taking it back. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cmd/out.h"

#define LOG_LINES 50

static const char *const kind_names[] = { [ENTRY_DONE] = "done", [ENTRY_UNDO] = "undo", [ENTRY_REDO] = "redo" };

static int read_number(const char *text, int64_t *number)
{
	char *end;

	errno = 0;
	*number = strtoll(text, &end, 10);
	return errno || end == text || *end || *number <= 0 ? -1 : 0;
}

/* ---- log ---- */

struct logging {
	struct ctx *ctx;
	struct json_stream stream;
	struct buf line;
	size_t count;
};

/* "2026-11-22 14:05" in the local zone. */
static void local_time(int64_t at, char text[32])
{
	time_t seconds = (time_t)(at / 1000);
	struct tm local;

	if (!localtime_r(&seconds, &local) || !strftime(text, 32, "%Y-%m-%d %H:%M", &local))
		text[0] = '\0';
}

static void utc_time(int64_t at, char text[32])
{
	time_t seconds = (time_t)(at / 1000);
	struct tm utc;

	if (!gmtime_r(&seconds, &utc) || !strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc))
		text[0] = '\0';
}

static json_t *id_text(int64_t id)
{
	char text[24];

	if (!id)
		return json_null();
	snprintf(text, sizeof text, "%lld", (long long)id);
	return json_string(text);
}

static json_t *entry_object(const struct entry *entry)
{
	json_t *object = json_object();
	char at[32];

	utc_time(entry->at, at);
	json_object_set_new(object, "id", id_text(entry->id));
	json_object_set_new(object, "at", json_string(at));
	json_object_set_new(object, "who", out_json_text(entry->who));
	json_object_set_new(object, "action", out_json_text(entry->action));
	json_object_set_new(object, "kind", json_string(kind_names[entry->kind]));
	json_object_set_new(object, "account", id_text(entry->account));
	json_object_set_new(object, "target", id_text(entry->target));
	json_object_set_new(object, "undone_by", id_text(entry->undone_by));
	json_object_set_new(object, "sentence", out_json_text(entry->sentence));
	return object;
}

static bool log_entry(void *data, const struct entry *entry)
{
	struct logging *log = data;
	char at[32];

	log->count++;
	if (log->ctx->format == FORMAT_JSON) {
		json_stream_add(log->ctx, &log->stream, entry_object(entry));
		return true;
	}
	local_time(entry->at, at);
	buf_printf(&log->line, "%lld  %s  ", (long long)entry->id, at);
	out_safe(log->ctx, &log->line, entry->who);
	buf_str(&log->line, "  ");
	out_safe(log->ctx, &log->line, entry->sentence);
	buf_str(&log->line, entry->undone_by ? "  (undone)\n" : "\n");
	out_flush(log->ctx, &log->line);
	return true;
}

int act_log(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *given = args_option(args, "limit");
	struct logging log = { .ctx = ctx };
	int64_t account = 0, limit = LOG_LINES;
	int status;

	if (given && (read_number(given, &limit) || limit > INT32_MAX))
		return error_set(error, ERROR_USAGE, "log: --limit '%s' is no number of entries", given);
	if (args_word(args, 0) && ctx_account(ctx, args, &account, error))
		return -1;
	status = journal_each(ctx->book, account, (int)limit, log_entry, &log, error);
	if (!status && ctx->format == FORMAT_JSON)
		json_stream_end(ctx, &log.stream);
	else if (!status && !log.count)
		outcome_say(outcome, "nothing was done yet");
	outcome->account = account;
	buf_free(&log.line);
	return status;
}

/* ---- undo and redo ---- */

/* What an undo took back, in its own words, is what is done again. */
static void say_revert(struct ctx *ctx, const struct entry *entry, bool redo, struct outcome *outcome)
{
	struct entry target = { 0 };
	struct error ignored;

	if (redo && entry->target && !journal_entry(ctx->book, entry->target, &target, &ignored))
		outcome_say(outcome, "did again: %s", target.sentence);
	else
		outcome_say(outcome, "%s: %s", redo ? "did again" : "undid", entry->sentence);
	entry_clear(&target);
}

static int revert(struct ctx *ctx, const struct entry *entry, bool redo, struct outcome *outcome,
		  struct error *error)
{
	struct ids touched = { 0 };
	int status = journal_revert(ctx->book, ctx->who, entry, &touched, error);

	if (!status) {
		outcome->entry = entry->id;
		outcome->account = touched.count == 1 ? touched.items[0] : entry->account;
		outcome->many = touched.count != 1;
		say_revert(ctx, entry, redo, outcome);
		if (ctx->format == FORMAT_JSON) {
			json_t *object = json_object();

			json_object_set_new(object, redo ? "redone" : "undone", entry_object(entry));
			json_object_set_new(object, "accounts", json_integer((json_int_t)touched.count));
			out_json(ctx, object);
		}
	}
	vec_free(&touched);
	return status;
}

/* Another's change, or an older one of one's own, is taken back only when it was meant. */
static int confirm_undo(struct ctx *ctx, const struct args *args, const struct entry *entry, struct error *error)
{
	struct buf question = { 0 };
	bool sure = args_option(args, "yes") || !strcmp(entry->who, ctx->who);

	if (!sure && ctx->confirm) {
		buf_printf(&question, "Undo what %s did: %s?", entry->who, entry->sentence);
		sure = ctx->confirm(ctx->confirm_data, buf_text(&question));
		buf_free(&question);
	}
	if (sure)
		return 0;
	return error_set(error, ERROR_INPUT, "this is the work of %s; nothing was undone (--yes undoes it)",
			 entry->who);
}

int act_undo(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *given = args_word(args, 0);
	struct entry entry = { 0 };
	int64_t id;
	int status;

	if (given && read_number(given, &id))
		return error_set(error, ERROR_USAGE, "undo: '%s' is no entry; log shows them", given);
	status = given ? journal_entry(ctx->book, id, &entry, error)
		       : journal_next_undo(ctx->book, ctx->who, &entry, error);
	if (status)
		return -1;
	if (entry.undone_by)
		status = error_set(error, ERROR_INPUT, "it was undone already: %s", entry.sentence);
	if (!status)
		status = confirm_undo(ctx, args, &entry, error);
	if (!status)
		status = revert(ctx, &entry, false, outcome, error);
	entry_clear(&entry);
	return status;
}

int act_redo(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct entry entry = { 0 };
	int status;

	(void)args;
	if (journal_next_redo(ctx->book, ctx->who, &entry, error))
		return -1;
	status = revert(ctx, &entry, true, outcome, error);
	entry_clear(&entry);
	return status;
}
