/* Process documents: what to write first, reading and writing them. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "core/text.h"
#include "storage/documents.h"

#define TEXT_MAX (1 << 20) /* bytes of a document's text */

/* ---- JSON ---- */

static json_t *yes_no_value(enum yes_no value)
{
	return value == YES_NO_UNKNOWN ? json_null() : json_boolean(value == SAID_YES);
}

json_t *out_json_document(const struct document *document)
{
	json_t *object = json_object(), *array = json_array();
	const char *critical = critical_name(document->critical);
	struct document_term terms[DOCUMENT_TERMS];
	int rank = document_rank(document, terms);
	struct buf why = { 0 };

	document_why(document, &why);
	for (int i = 0; i < DOCUMENT_TERMS; i++) {
		json_t *term = json_object();

		json_object_set_new(term, "points", json_integer(terms[i].points));
		json_object_set_new(term, "known", json_boolean(terms[i].known));
		json_object_set_new(term, "why", json_string(terms[i].why));
		json_array_append_new(array, term);
	}
	json_object_set_new(object, "title", out_json_text(document->title));
	json_object_set_new(object, "rank", json_integer(rank));
	json_object_set_new(object, "why", out_json_text(buf_text(&why)));
	json_object_set_new(object, "terms", array);
	json_object_set_new(object, "written", json_boolean(document_written(document)));
	json_object_set_new(object, "link", out_json_text(document->link));
	json_object_set_new(object, "owner", out_json_text(document->owner));
	json_object_set_new(object, "critical", *critical ? json_string(critical) : json_null());
	json_object_set_new(object, "holders", out_json_text(document->holders));
	json_object_set_new(object, "frees", yes_no_value(document->frees));
	json_object_set_new(object, "only", yes_no_value(document->only_one));
	json_object_set_new(object, "tasks", json_integer(document->tasks));
	buf_free(&why);
	return object;
}

/* ---- list ---- */

static void add_row(const struct ctx *ctx, struct table *table, const struct document *document)
{
	struct document_term terms[DOCUMENT_TERMS];
	struct buf cell = { 0 }, why = { 0 };
	char number[16];

	out_safe(ctx, &cell, document->title);
	table_add(table, buf_text(&cell));
	snprintf(number, sizeof number, "%d", document_rank(document, terms));
	table_add(table, number);
	table_add(table, document_written(document) ? "written" : "to write");
	snprintf(number, sizeof number, "%d", document->tasks);
	table_add(table, number);
	buf_clear(&cell);
	out_safe(ctx, &cell, document->owner);
	table_add(table, buf_text(&cell));
	buf_clear(&cell);
	document_why(document, &why);
	out_safe(ctx, &cell, buf_text(&why));
	table_add(table, buf_text(&cell));
	buf_free(&why);
	buf_free(&cell);
}

static int list_documents(struct ctx *ctx, struct outcome *outcome, struct error *error)
{
	static const struct table_column columns[] = { { "Document", false, 0 }, { "Rank", true, 0 },
						       { "State", false, 3 },	 { "Tasks", true, 2 },
						       { "Owner", false, 1 },	 { "Why", false, 0 } };
	struct table table = { .columns = columns, .count = 6 };
	struct documents documents;
	json_t *array;

	if (document_list(ctx->book, &documents, error))
		return -1;
	array = json_array();
	for (size_t i = 0; i < documents.count; i++) {
		json_array_append_new(array, out_json_document(&documents.items[i]));
		add_row(ctx, &table, &documents.items[i]);
	}
	if (ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (documents.count)
		table_print(ctx, &table);
	else
		outcome_say(outcome, "no task names a document, and none was written; waymark document set TITLE "
				     "text=... writes one");
	table_clear(&table);
	json_decref(array);
	documents_clear(&documents);
	return 0;
}

/* ---- show ---- */

struct naming {
	struct ctx *ctx;
	char *title; /* folded */
	json_t *array;
	struct buf *out;
};

static void name_task(struct naming *naming, const struct track *track, const struct milestone *milestone,
		      const struct task *task)
{
	json_t *item;
	char *name = xasprintf("%s/%s", track->key, milestone->key);

	if (naming->array) {
		item = json_object();
		json_object_set_new(item, "milestone", out_json_text(name));
		json_object_set_new(item, "question", out_json_text(milestone->question));
		json_object_set_new(item, "task", out_json_text(task->text));
		json_array_append_new(naming->array, item);
	} else {
		buf_str(naming->out, "  ");
		out_safe(naming->ctx, naming->out, task->text);
		buf_str(naming->out, "  (");
		out_safe(naming->ctx, naming->out, name);
		buf_str(naming->out, ")\n");
	}
	free(name);
}

/* Every task of the book's tracks that names the document. */
static int name_tasks(struct naming *naming, struct error *error)
{
	struct ids tracks = { 0 };
	int status = track_list(naming->ctx->book, &tracks, error);

	for (size_t i = 0; !status && i < tracks.count; i++) {
		const struct track *track;

		status = track_get(naming->ctx->book, tracks.items[i], &track, error);
		for (int m = 0; !status && m < track->milestone_count; m++)
			for (size_t t = 0; t < track->milestones[m].task_count; t++) {
				const struct task *task = &track->milestones[m].tasks[t];
				char *title = task->document ? text_fold(task->document) : NULL;

				if (title && !strcmp(title, naming->title))
					name_task(naming, track, &track->milestones[m], task);
				free(title);
			}
	}
	vec_free(&tracks);
	return status;
}

static void say_field(const struct ctx *ctx, struct buf *out, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	buf_printf(out, "%-16s ", label);
	out_safe(ctx, out, text);
	buf_char(out, '\n');
}

static const char *yes_no_name(enum yes_no value)
{
	return value == SAID_YES ? "yes" : value == SAID_NO ? "no" : NULL;
}

static void say_document(const struct ctx *ctx, struct buf *out, const struct document *document)
{
	struct document_term terms[DOCUMENT_TERMS];
	struct buf why = { 0 };

	out_safe(ctx, out, document->title);
	document_why(document, &why);
	buf_printf(out, "%s\nrank %d: ", document_written(document) ? "" : "  (to write)",
		   document_rank(document, terms));
	out_safe(ctx, out, buf_text(&why));
	buf_char(out, '\n');
	say_field(ctx, out, "owner", document->owner);
	say_field(ctx, out, "critical", critical_name(document->critical));
	say_field(ctx, out, "holders", document->holders);
	say_field(ctx, out, "frees time", yes_no_name(document->frees));
	say_field(ctx, out, "only one can", yes_no_name(document->only_one));
	say_field(ctx, out, "link", document->link);
	if (document->text) {
		buf_char(out, '\n');
		text_safe_lines(out, document->text, out_signs(ctx));
		buf_char(out, '\n');
	}
	buf_printf(out, "\nnamed by %d task%s\n", document->tasks, document->tasks == 1 ? "" : "s");
	buf_free(&why);
}

static int show_document(struct ctx *ctx, const char *title, struct error *error)
{
	bool json = ctx->format == FORMAT_JSON;
	struct document document;
	struct naming naming = { .ctx = ctx };
	struct buf out = { 0 };
	json_t *object = NULL;
	int status;

	if (document_get(ctx->book, title, &document, error))
		return -1;
	naming.title = text_fold(document.title);
	naming.out = &out;
	if (json) {
		object = out_json_document(&document);
		naming.array = json_array();
		json_object_set_new(object, "text", out_json_text(document.text));
		json_object_set_new(object, "named_by", naming.array);
	} else {
		say_document(ctx, &out, &document);
	}
	status = name_tasks(&naming, error);
	if (!status && json)
		out_json(ctx, json_incref(object));
	else if (!status)
		out_flush(ctx, &out);
	json_decref(object);
	free(naming.title);
	buf_free(&out);
	document_clear(&document);
	return status;
}

/* ---- set ---- */

static int read_text_file(const char *path, char **out, struct error *error)
{
	FILE *file = fopen(path, "r");
	struct buf text = { 0 };
	char piece[4096];
	size_t size;

	if (!file)
		return error_set(error, ERROR_SYSTEM, "%s: %s", path, strerror(errno));
	while (text.size <= TEXT_MAX && (size = fread(piece, 1, sizeof piece, file)) > 0)
		buf_add(&text, piece, size);
	size = text.size;
	if (ferror(file))
		error_set(error, ERROR_SYSTEM, "%s: %s", path, strerror(errno));
	else if (size > TEXT_MAX)
		error_set(error, ERROR_INPUT, "%s: longer than 1 MB; keep it elsewhere and give its link=", path);
	else if (strlen(buf_text(&text)) != size || !text_is_utf8(buf_text(&text), size))
		error_set(error, ERROR_INPUT,
			  "%s: this is no text in UTF-8; keep it where it is and give its link=", path);
	else
		*out = buf_take(&text);
	(void)fclose(file);
	buf_free(&text);
	return *out ? 0 : -1;
}

static void put_text(char **slot, const char *value)
{
	free(*slot);
	*slot = *value ? xstrdup(value) : NULL;
}

static int put_yes_no(const char *field, const char *value, enum yes_no *out, struct error *error)
{
	if (!*value)
		*out = YES_NO_UNKNOWN;
	else if (!strcmp(value, "yes"))
		*out = SAID_YES;
	else if (!strcmp(value, "no"))
		*out = SAID_NO;
	else
		return error_set(error, ERROR_USAGE, "document: %s=%s is neither yes nor no", field, value);
	return 0;
}

static int put_body(const char *value, char **slot, struct error *error)
{
	char *text = NULL;

	if (*value != '@') {
		put_text(slot, value);
		return 0;
	}
	if (read_text_file(value + 1, &text, error))
		return -1;
	free(*slot);
	*slot = text;
	return 0;
}

static int set_field(struct document *document, const char *word, struct error *error)
{
	size_t size = strcspn(word, "=");
	const char *value = word + size + 1;

	if (!word[size])
		return error_set(error, ERROR_USAGE, "document: '%s' is no FIELD=VALUE", word);
	if (!strncmp(word, "text=", 5))
		return put_body(value, &document->text, error);
	if (!strncmp(word, "frees=", 6))
		return put_yes_no("frees", value, &document->frees, error);
	if (!strncmp(word, "only=", 5))
		return put_yes_no("only", value, &document->only_one, error);
	if (!strncmp(word, "link=", 5))
		put_text(&document->link, value);
	else if (!strncmp(word, "owner=", 6))
		put_text(&document->owner, value);
	else if (!strncmp(word, "holders=", 8))
		put_text(&document->holders, value);
	else if (strncmp(word, "critical=", 9) != 0)
		return error_set(error, ERROR_USAGE,
				 "document: there is no field '%.*s', but text, link, owner, critical, holders, "
				 "frees, only",
				 (int)size, word);
	else if (!critical_from_name(value, &document->critical))
		return error_set(error, ERROR_USAGE, "document: critical=%s is none of low, medium, high", value);
	return 0;
}

/* What is there under that title, else a new one of it. */
static int find_or_begin(struct ctx *ctx, const char *title, struct document *out, struct error *error)
{
	if (!document_get(ctx->book, title, out, error))
		return 0;
	if (error->kind != ERROR_NOT_FOUND)
		return -1;
	*out = (struct document){ .title = xstrdup(title) };
	return 0;
}

static int set_document(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct document document = { 0 };
	struct buf sentence = { 0 };
	int status;

	if (!args_word(args, 2))
		return error_set(error, ERROR_USAGE,
				 "document: what of it? text=, link=, owner=, critical=, holders=, frees=, only=");
	if (journal_begin(ctx->book, error))
		return -1;
	status = find_or_begin(ctx, args_word(args, 1), &document, error);
	for (int i = 2; !status && i < args->word_count; i++)
		status = set_field(&document, args->words[i], error);
	if (!status)
		status = document_put(ctx->book, &document, NULL, error);
	buf_printf(&sentence, "wrote of the document '%s':", document.title ? document.title : "");
	for (int i = 2; i < args->word_count; i++)
		buf_printf(&sentence, "%s %.*s", i == 2 ? "" : ",", (int)strcspn(args->words[i], "="),
			   args->words[i]);
	status = ctx_end(ctx, status, "document", 0, buf_text(&sentence), outcome, error);
	if (!status && !outcome->entry)
		outcome_say(outcome, "the document is so already");
	if (!status && ctx->format == FORMAT_JSON)
		status = show_document(ctx, document.title, error);
	buf_free(&sentence);
	document_clear(&document);
	return status;
}

/* ---- remove ---- */

static int remove_document(struct ctx *ctx, const char *title, struct outcome *outcome, struct error *error)
{
	struct document document;
	struct buf sentence = { 0 };
	int status;

	if (document_get(ctx->book, title, &document, error))
		return -1;
	status = journal_begin(ctx->book, error);
	if (!status) {
		status = document_remove(ctx->book, document.id, NULL, error);
		buf_printf(&sentence, "removed what was written of the document '%s'", document.title);
		status = ctx_end(ctx, status, "document", 0, buf_text(&sentence), outcome, error);
	}
	if (!status && !outcome->entry)
		outcome_say(outcome, "nothing is written of it; it is listed because tasks name it");
	if (!status && ctx->format == FORMAT_JSON)
		status = list_documents(ctx, outcome, error);
	buf_free(&sentence);
	document_clear(&document);
	return status;
}

int act_document(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *verb = args_word(args, 0), *title = args_word(args, 1);

	if (!verb || !strcmp(verb, "list")) {
		if (title)
			return error_set(error, ERROR_USAGE, "document: list takes no title; show does");
		return list_documents(ctx, outcome, error);
	}
	if (!title || !*title)
		return error_set(error, ERROR_USAGE, "document: %s which? its title is missing", verb);
	if (strcmp(verb, "set") != 0 && args_word(args, 2))
		return error_set(error, ERROR_USAGE,
				 "document: '%s' is one word too many; a title with blanks wants quotes around it",
				 args_word(args, 2));
	if (!strcmp(verb, "set"))
		return set_document(ctx, args, outcome, error);
	if (!strcmp(verb, "remove"))
		return remove_document(ctx, title, outcome, error);
	return show_document(ctx, title, error);
}
