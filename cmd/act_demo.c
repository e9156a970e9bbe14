/* The sample book, as a file or for the console. */
#include <stdlib.h>
#include <unistd.h>

#include "cmd/demo.h"
#include "cmd/out.h"
#include "storage/demo.h"
#include "storage/plays.h"

int demo_make(struct ctx *ctx, const char *path, struct book **out, struct error *error)
{
	char *tracks = config_share(ctx->config, "tracks"), *folder = config_share(ctx->config, "demo");
	char *plays = config_share(ctx->config, "plays");
	struct book_options options = {
		.today = ctx->clock,
		.limits = config_limits(ctx->config),
		.scorecard = scorecard_default(),
		.default_track = ctx->config->text[OPTION_DEFAULT_TRACK],
		.tracks_dir = tracks,
		.plays_dir = plays,
	};
	struct book *book = NULL;
	int status = 0;

	if (!access(path, F_OK))
		status = error_set(error, ERROR_INPUT, "%s is there already; nothing was written", path);
	if (!status)
		status = book_open(&book, path, BOOK_CREATE, &options, error);
	if (!status) {
		status = demo_fill(book, folder, ctx->who, error) || plays_open_wanted(book, NULL, error) ? -1 : 0;
		if (status) {
			book_close(book);
			unlink(path);
		}
	}
	free(tracks);
	free(plays);
	free(folder);
	if (!status)
		*out = book;
	return status;
}

int act_demo(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *path = args_option(args, "write");
	struct book *book;

	if (!path)
		return error_set(
			error, ERROR_USAGE,
			"leave the console and run waymark demo; --write FILE writes the sample book to a file");
	if (demo_make(ctx, path, &book, error))
		return -1;
	book_close(book);
	outcome_say(outcome, "wrote the sample book to %s; waymark -b %s opens it", path, path);
	if (ctx->format == FORMAT_JSON) {
		json_t *object = json_object();

		json_object_set_new(object, "file", out_json_text(path));
		out_json(ctx, object);
	}
	return 0;
}
