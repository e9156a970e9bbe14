/* Process documents: those that tasks name, and those written down. */
#include "storage/documents.h"

#include <stdlib.h>
#include <string.h>

#include "core/ids.h"
#include "core/text.h"
#include "storage/book_private.h"

static int64_t title_id(const char *title)
{
	char *folded = text_fold(title);
	int64_t id = id_hash("document", folded, NULL);

	free(folded);
	return id;
}

void documents_clear(struct documents *documents)
{
	for (size_t i = 0; i < documents->count; i++)
		document_clear(&documents->items[i]);
	vec_free(documents);
}

/* ---- reading ---- */

static struct document *find_id(struct documents *documents, int64_t id)
{
	for (size_t i = 0; i < documents->count; i++)
		if (documents->items[i].id == id)
			return &documents->items[i];
	return NULL;
}

static int read_written(struct book *book, struct documents *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_DOCUMENT_LIST, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = (struct document){
			.id = sqlite3_column_int64(st, 0),
			.title = column_copy(st, 1),
			.text = column_copy(st, 2),
			.link = column_copy(st, 3),
			.owner = column_copy(st, 4),
			.critical = (enum document_critical)sqlite3_column_int(st, 5),
			.holders = column_copy(st, 6),
			.frees = (enum yes_no)sqlite3_column_int(st, 7),
			.only_one = (enum yes_no)sqlite3_column_int(st, 8),
		};
	return found;
}

static int read_named(struct book *book, struct documents *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_DOCUMENT_NAMED, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1) {
		int64_t id = title_id(column_string(st, 0));
		struct document *document = find_id(out, id);

		if (!document) {
			document = vec_add(out);
			*document = (struct document){ .id = id, .title = column_copy(st, 0) };
		}
		document->tasks += sqlite3_column_int(st, 1);
	}
	return found;
}

static int compare(const void *a, const void *b)
{
	return document_compare(a, b);
}

int document_list(struct book *book, struct documents *out, struct error *error)
{
	int result;

	*out = (struct documents){ 0 };
	if (book_read_begin(book, error))
		return -1;
	result = read_written(book, out, error);
	if (!result)
		result = read_named(book, out, error);
	book_read_end(book);
	if (result)
		documents_clear(out);
	else if (out->count)
		qsort(out->items, out->count, sizeof *out->items, compare);
	return result;
}

/* ---- by title ---- */

/* Index of the only one whose folded title is this or starts so, -1 none, -2 several. */
static int find_title(const struct documents *documents, const char *folded, bool whole)
{
	int found = -1;

	for (size_t i = 0; i < documents->count; i++) {
		char *title = text_fold(documents->items[i].title);
		bool fits = whole ? !strcmp(title, folded) : !strncmp(title, folded, strlen(folded));

		free(title);
		if (fits)
			found = found == -1 ? (int)i : -2;
	}
	return found;
}

static int several(const struct documents *documents, const char *title, const char *folded, struct error *error)
{
	struct buf list = { 0 };

	for (size_t i = 0; i < documents->count; i++) {
		char *other = text_fold(documents->items[i].title);

		if (!strncmp(other, folded, strlen(folded)))
			buf_printf(&list, "%s%s", list.size ? "; " : "", documents->items[i].title);
		free(other);
	}
	error_set(error, ERROR_AMBIGUOUS, "'%s' fits several documents: %s. Give more of the title", title,
		  buf_text(&list));
	buf_free(&list);
	return -1;
}

static int none(const struct documents *documents, const char *title, const char *folded, struct error *error)
{
	int least = (int)strlen(folded) / 3 + 2;
	const char *nearest = NULL;

	for (size_t i = 0; i < documents->count; i++) {
		char *other = text_fold(documents->items[i].title);
		int distance = text_distance(folded, other);

		if (text_contains(other, folded) && distance >= least)
			distance = least - 1; /* a part of it is near enough */
		if (distance < least) {
			least = distance;
			nearest = documents->items[i].title;
		}
		free(other);
	}
	if (nearest)
		return error_set(error, ERROR_NOT_FOUND, "there is no document '%s'; did you mean '%s'?", title,
				 nearest);
	return error_set(error, ERROR_NOT_FOUND,
			 "there is no document '%s'; waymark document lists them, and set writes a new one", title);
}

int document_get(struct book *book, const char *title, struct document *out, struct error *error)
{
	struct documents documents;
	char *folded;
	int at;

	*out = (struct document){ 0 };
	if (document_list(book, &documents, error))
		return -1;
	folded = text_fold(title);
	at = find_title(&documents, folded, true);
	if (at < 0 && *folded)
		at = find_title(&documents, folded, false);
	if (at >= 0) {
		*out = documents.items[at];
		documents.items[at] = (struct document){ 0 };
	} else if (at == -2) {
		several(&documents, title, folded, error);
	} else {
		none(&documents, title, folded, error);
	}
	free(folded);
	documents_clear(&documents);
	return at < 0 ? -1 : 0;
}

/* ---- writing ---- */

static const char *text_or_null(const char *text)
{
	return text && *text ? text : NULL;
}

int document_put(struct book *book, const struct document *document, bool *changed, struct error *error)
{
	int rows;

	if (changed)
		*changed = false;
	if (book_must_write(book, error))
		return -1;
	if (!document->title || !document->title[strspn(document->title, " \t\n")])
		return error_set(error, ERROR_INPUT, "a document needs a title");
	rows = book_run(book, error, Q_DOCUMENT_PUT, "ittttntnn",
			document->id ? document->id : title_id(document->title), document->title,
			text_or_null(document->text), text_or_null(document->link), text_or_null(document->owner),
			(int)document->critical, text_or_null(document->holders), (int)document->frees,
			(int)document->only_one);
	if (changed)
		*changed = rows > 0;
	return rows < 0 ? -1 : 0;
}

int document_remove(struct book *book, int64_t id, bool *changed, struct error *error)
{
	int rows;

	if (book_must_write(book, error))
		return -1;
	rows = book_run(book, error, Q_DOCUMENT_DELETE, "i", id);
	if (changed)
		*changed = rows > 0;
	return rows < 0 ? -1 : 0;
}
