/* Playbooks as files: checked, taken into the book, out of it, and given back. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd/act_plays.h"

/* The file of that name; else, for what may be an id, the shipped one's. Yours. */
static char *file_of(const struct ctx *ctx, const char *name)
{
	char *file, *path;

	if (access(name, F_OK) == 0 || !ctx->config ||
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(name))
		return xstrdup(name);
	file = xasprintf("plays/%s.cfg", name);
	path = config_share(ctx->config, file);
	free(file);
	if (access(path, F_OK) == 0)
		return path;
	free(path);
	return xstrdup(name);
}

static json_t *summary(const struct playbook *playbook)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_text(playbook->key));
	json_object_set_new(object, "title", out_json_text(playbook->title));
	json_object_set_new(object, "version", out_json_text(playbook->version));
	json_object_set_new(object, "flags", json_integer(playbook->flag_count));
	json_object_set_new(object, "plays", json_integer(playbook->play_count));
	json_object_set_new(object, "asks", json_integer(playbook->ask_count));
	return object;
}

/* ---- check ---- */

static void say_count(struct buf *out, int count, const char *what)
{
	buf_printf(out, ", %d %s%s", count, what, count == 1 ? "" : "s");
}

static int check_file(struct ctx *ctx, const char *path, json_t *array, struct buf *said, struct error *error)
{
	struct card_words words;
	struct playbook *playbook;
	json_t *object;

	card_words_init(&words);
	playbook = playbook_read_file(path, &words, error);
	object = playbook ? summary(playbook) : json_object();
	json_object_set_new(object, "file", out_json_text(path));
	json_object_set_new(object, "error", out_json_text(playbook ? NULL : error->text));
	json_array_append_new(array, object);
	out_safe(ctx, said, playbook ? path : error->text);
	if (playbook) {
		buf_str(said, ": sound");
		say_count(said, playbook->flag_count, "flag");
		say_count(said, playbook->play_count, "play");
		say_count(said, playbook->ask_count, "ask");
	}
	buf_char(said, '\n');
	card_words_free(&words);
	if (!playbook)
		return -1;
	playbook_free(playbook);
	return 0;
}

int plays_check(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	int count = args->word_count - 1, failed = 0;
	json_t *array = json_array();
	struct buf said = { 0 };

	(void)outcome;
	for (int i = 0; i < count; i++)
		failed += check_file(ctx, args_word(args, i + 1), array, &said, error) != 0;
	/* One file alone that is wrong is told as the error that it is. */
	if (count > 1 || !failed) {
		if (ctx->format == FORMAT_JSON)
			out_json(ctx, json_incref(count == 1 ? json_array_get(array, 0) : array));
		else
			out_flush(ctx, &said);
	}
	json_decref(array);
	buf_free(&said);
	if (failed && count > 1)
		return error_set(error, ERROR_INPUT, "%d of %d files cannot be taken as they are; see above",
				 failed, count);
	return failed ? -1 : 0;
}

/* ---- load ---- */

static int read_whole(const char *path, struct buf *out, struct error *error)
{
	FILE *file = fopen(path, "re");
	char part[4096];
	bool failed;
	size_t size;

	if (!file)
		return error_set(error, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_SYSTEM, "%s: cannot be read: %s",
				 path, strerror(errno));
	while ((size = fread(part, 1, sizeof part, file)) > 0)
		buf_add(out, part, size);
	failed = ferror(file) != 0;
	fclose(file);
	return failed ? error_set(error, ERROR_SYSTEM, "%s: cannot be read", path) : 0;
}

static int store(struct ctx *ctx, const struct playbook *playbook, const char *text, struct outcome *outcome,
		 struct error *error)
{
	struct buf sentence = { 0 };
	bool changed = false;
	int status;

	if (journal_begin(ctx->book, error))
		return -1;
	status = playbook_store(ctx->book, playbook, text, &changed, error);
	buf_printf(&sentence, "loaded the playbook %s %s", playbook->key, playbook->version);
	status = ctx_end(ctx, status, "plays", 0, buf_text(&sentence), outcome, error);
	outcome->many = true;
	if (!status && !changed)
		outcome_say(outcome, "the book has the playbook %s in this very version", playbook->key);
	if (!status && ctx->format == FORMAT_JSON) {
		json_t *object = summary(playbook);

		json_object_set_new(object, "loaded", json_boolean(changed));
		out_json(ctx, object);
	}
	buf_free(&sentence);
	return status;
}

int plays_load(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	char *path = file_of(ctx, args_word(args, 1));
	struct playbook *playbook = NULL;
	struct card_words words;
	struct buf text = { 0 };
	int status;

	card_words_init(&words);
	/* read as a file first: that says what is wrong with it as a file */
	playbook = playbook_read_file(path, &words, error);
	status = playbook && !read_whole(path, &text, error) ? 0 : -1;
	if (!status)
		status = store(ctx, playbook, buf_text(&text), outcome, error);
	playbook_free(playbook);
	card_words_free(&words);
	buf_free(&text);
	free(path);
	return status;
}

/* ---- drop, export ---- */

int plays_drop(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *key = args_word(args, 1);
	struct buf sentence = { 0 };
	int status;

	if (journal_begin(ctx->book, error))
		return -1;
	status = playbook_drop(ctx->book, key, error);
	buf_printf(&sentence, "took away the playbook %s", key);
	status = ctx_end(ctx, status, "plays", 0, buf_text(&sentence), outcome, error);
	outcome->many = true;
	if (!status && ctx->format == FORMAT_JSON) {
		json_t *object = json_object();

		json_object_set_new(object, "id", out_json_text(key));
		json_object_set_new(object, "dropped", json_true());
		out_json(ctx, object);
	}
	buf_free(&sentence);
	return status;
}

static int write_file(const char *path, const char *text, struct error *error)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
	bool failed;

	if (!file && errno == EEXIST)
		return error_set(error, ERROR_INPUT, "%s: is there already; name a file that is not", path);
	if (!file)
		return error_set(error, ERROR_SYSTEM, "%s: cannot be written: %s", path, strerror(errno));
	failed = fputs(text, file) < 0;
	failed |= fclose(file) != 0;
	if (!failed)
		return 0;
	error_set(error, ERROR_SYSTEM, "%s: cannot be written: %s", path, strerror(errno));
	unlink(path);
	return -1;
}

int plays_export(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *key = args_word(args, 1), *path = args_word(args, 2);
	char *text;
	int status;

	if (playbook_source(ctx->book, key, &text, error))
		return -1;
	status = path ? write_file(path, text, error) : 0;
	if (!status && path) {
		outcome_say(outcome, "wrote the playbook %s to %s", key, path);
	} else if (!status && ctx->format == FORMAT_JSON) {
		json_t *object = json_object();

		json_object_set_new(object, "id", out_json_text(key));
		json_object_set_new(object, "source", out_json_text(text));
		out_json(ctx, object);
	} else if (!status) {
		/* as it is, so that it loads back identical */
		fputs(text, ctx->out);
	}
	free(text);
	return status;
}
