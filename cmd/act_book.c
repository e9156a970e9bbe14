/* The book as a whole: checking and copying it. */
#include "cmd/out.h"
#include "core/text.h"

int act_check(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct buf report = { 0 }, safe = { 0 };
	int faults = -1;

	if (!args_option(args, "rebuild") || !cache_rebuild(ctx->book, error))
		faults = book_check(ctx->book, &report, error);
	if (faults >= 0 && ctx->format == FORMAT_JSON) {
		json_t *object = json_object();

		json_object_set_new(object, "faults", json_integer(faults));
		json_object_set_new(object, "report", out_json_text(buf_text(&report)));
		out_json(ctx, object);
	} else if (faults > 0) {
		text_safe_lines(&safe, buf_text(&report), out_signs(ctx));
		out_flush(ctx, &safe);
	}
	if (!faults)
		outcome_say(outcome, "the book is sound");
	else if (faults > 0)
		error_set(error, ERROR_INPUT, "%s: %d fault%s found; a backup may be better", book_path(ctx->book),
			  faults, faults == 1 ? "" : "s");
	buf_free(&report);
	buf_free(&safe);
	return faults ? -1 : 0;
}

int act_backup(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *path = args_word(args, 0);

	if (book_backup(ctx->book, path, error))
		return -1;
	outcome_say(outcome, "copied the book to %s", path);
	if (ctx->format == FORMAT_JSON) {
		json_t *object = json_object();

		json_object_set_new(object, "file", out_json_text(path));
		out_json(ctx, object);
	}
	return 0;
}
