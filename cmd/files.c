/* Tracks, scorecards and playbooks as files; files that are written anew. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/files.h"

/* ---- finding ---- */

char *files_folder(const struct ctx *ctx, const char *name)
{
	return ctx->config ? config_share(ctx->config, name) : NULL;
}

char *files_find(const char *folder, const char *name)
{
	char *path;

	if (!folder || access(name, F_OK) == 0 ||
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(name))
		return xstrdup(name);
	path = xasprintf("%s/%s.cfg", folder, name);
	if (access(path, F_OK) == 0)
		return path;
	free(path);
	return xstrdup(name);
}

static int is_shipped(const struct dirent *entry)
{
	size_t size = strlen(entry->d_name);

	return entry->d_name[0] != '.' && size > 4 && !strcmp(entry->d_name + size - 4, ".cfg");
}

int files_not_found(const char *folder, const char *what, const char *name, struct error *error)
{
	struct dirent **entries;
	int count = folder ? scandir(folder, &entries, is_shipped, alphasort) : -1;
	struct buf names = { 0 };

	for (int i = 0; i < count; i++) {
		buf_printf(&names, "%s%.*s", i ? ", " : "", (int)strlen(entries[i]->d_name) - 4,
			   entries[i]->d_name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	if (names.size)
		error_set(error, ERROR_NOT_FOUND,
			  "%s: there is no such file, and no shipped %s of that id; those are %s", name, what,
			  buf_text(&names));
	else
		error_set(error, ERROR_NOT_FOUND, "%s: there is no such file; check the name", name);
	buf_free(&names);
	return -1;
}

/* ---- checking ---- */

static int check_one(struct ctx *ctx, const char *path, file_check *check, json_t *array, struct buf *said,
		     struct error *error)
{
	json_t *object = NULL;
	int status = check(ctx, path, &object, said, error);

	if (!object)
		object = json_object();
	json_object_set_new(object, "file", out_json_text(path));
	json_object_set_new(object, "error", out_json_text(status ? error->text : NULL));
	json_array_append_new(array, object);
	if (status) {
		out_safe(ctx, said, error->text);
		buf_char(said, '\n');
	}
	return status;
}

int files_check(struct ctx *ctx, const struct args *args, file_check *check, struct error *error)
{
	int count = args->word_count - 1, failed = 0;
	json_t *array = json_array();
	struct buf said = { 0 };

	for (int i = 0; i < count; i++)
		failed += check_one(ctx, args_word(args, i + 1), check, array, &said, error) != 0;
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

/* ---- those that the book has ---- */

static json_t *id_object(const char *key)
{
	json_t *object = json_object();

	json_object_set_new(object, "id", out_json_text(key));
	return object;
}

int files_drop(struct ctx *ctx, const char *action, const char *what, const char *key, stored_drop *drop,
	       struct outcome *outcome, struct error *error)
{
	struct buf sentence = { 0 };
	int status;

	if (journal_begin(ctx->book, error))
		return -1;
	status = drop(ctx->book, key, error);
	buf_printf(&sentence, "took away the %s %s", what, key);
	status = ctx_end(ctx, status, action, 0, buf_text(&sentence), outcome, error);
	outcome->many = true;
	if (!status && ctx->format == FORMAT_JSON) {
		json_t *object = id_object(key);

		json_object_set_new(object, "dropped", json_true());
		out_json(ctx, object);
	}
	buf_free(&sentence);
	return status;
}

int files_export(struct ctx *ctx, const struct stored_file *stored, const char *path, struct outcome *outcome,
		 struct error *error)
{
	json_t *object = stored->object ? stored->object : id_object(stored->key);
	int status = path ? file_write_new(path, stored->text, error) : 0;

	json_object_set_new(object, "source", out_json_text(stored->text));
	if (!status && path)
		outcome_say(outcome, "wrote the %s %s to %s", stored->what, stored->key, path);
	else if (!status && ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(object));
	else if (!status)
		fputs(stored->text, ctx->out);
	json_decref(object);
	return status;
}

int file_write_new(const char *path, const char *text, struct error *error)
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
