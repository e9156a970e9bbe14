/* A draft and what people made of it. */
#include <stdlib.h>
#include <string.h>

#include "core/qbr_private.h"

#define RANK_ADDED 1000000 /* behind whatever is drafted */

static void set_text(char **held, const char *text)
{
	char *copy = xstrdup(text);

	free(*held);
	*held = copy;
}

/* The draft has no such item, by now or ever. NULL: there is nothing of it to show. */
static struct qbr_item *revive(struct agenda *agenda, const struct qbr_edit *edit)
{
	const char *text = edit->text ? edit->text : edit->drafted;
	bool added = !edit->drafted;
	struct qbr_item *item;

	if (!edit->text && !edit->covered && !edit->note)
		return NULL;
	item = qbr_add(agenda, edit->section, QBR_INTERNAL, xstrdup(edit->key),
		       xstrdup(text ? text : "What this was about is gone from the records"));
	item->added = added;
	item->changed_below = !added;
	item->rank = RANK_ADDED;
	return item;
}

/* From a merge before: the draft has no such item. */
static bool is_revived(const struct qbr_item *item)
{
	return !qbr_drafted(item);
}

static void apply_text(struct qbr_item *item, const struct qbr_edit *edit)
{
	const char *draft = qbr_drafted(item);

	item->edited = edit->text != NULL;
	if (!draft) {
		item->edited &= !item->added;
		if (edit->text)
			set_text(&item->text, edit->text);
		return;
	}
	item->changed_below = edit->text && (!edit->drafted || strcmp(edit->drafted, draft) != 0);
	if (edit->text) {
		if (!item->drafted)
			item->drafted = xstrdup(draft);
		set_text(&item->text, edit->text);
	}
}

static void apply(struct qbr_item *item, const struct qbr_edit *edit)
{
	apply_text(item, edit);
	item->hidden = edit->hidden;
	item->covered = edit->covered;
	set_text(&item->said, edit->note);
	if (edit->has_audience)
		item->audience = edit->audience;
	if (edit->has_rank)
		item->rank = edit->rank;
	if (edit->todo)
		item->todo = edit->todo;
	item->is_new = false;
}

/* ---- what is new ---- */

struct key {
	const char *text;
	size_t size;
};

static int compare_keys(const void *a, const void *b)
{
	const struct key *left = a, *right = b;
	size_t size = left->size < right->size ? left->size : right->size;
	int order = memcmp(left->text, right->text, size);

	return order ? order : (left->size > right->size) - (left->size < right->size);
}

static void mark_new(struct agenda *agenda, const char *seen)
{
	VEC(struct key) keys = { 0 };

	for (const char *at = seen; *at;) {
		size_t size = strcspn(at, "\n");

		*vec_add(&keys) = (struct key){ at, size };
		at += size + (at[size] == '\n');
	}
	if (keys.count)
		qsort(keys.items, keys.count, sizeof *keys.items, compare_keys);
	for (size_t i = 0; i < agenda->count; i++) {
		struct key key = { agenda->items[i].key, strlen(agenda->items[i].key) };

		/* an action of this review was agreed on by whoever looks at it */
		bool agreed = agenda->items[i].todo && agenda->items[i].section == QBR_DECISIONS;

		agenda->items[i].is_new = !is_revived(&agenda->items[i]) && !agreed &&
					  (keys.count == 0 || !bsearch(&key, keys.items, keys.count,
								       sizeof *keys.items, compare_keys));
	}
	vec_free(&keys);
}

/* ---- order ---- */

static int compare_items(const void *a, const void *b)
{
	const struct qbr_item *left = a, *right = b;

	if (left->section != right->section)
		return left->section < right->section ? -1 : 1;
	if (left->rank != right->rank)
		return left->rank < right->rank ? -1 : 1;
	/* equal keys there are none: the order is the same whatever qsort() does */
	return strcmp(left->key, right->key);
}

/* Advice on an empty section that somebody filled by hand. */
static void drop_advice(struct agenda *agenda)
{
	int others[QBR_SECTIONS] = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < agenda->count; i++)
		others[agenda->items[i].section] += !qbr_is_empty(&agenda->items[i]);
	for (size_t i = 0; i < agenda->count; i++) {
		struct qbr_item *item = &agenda->items[i];

		if (qbr_is_empty(item) && others[item->section] && !item->edited && !item->said && !item->covered)
			qbr_item_clear(item);
		else
			agenda->items[kept++] = *item;
	}
	agenda->count = kept;
}

void qbr_merge(struct agenda *agenda, const struct qbr_edit *edits, size_t count, const char *seen)
{
	if (seen)
		mark_new(agenda, seen);
	for (size_t i = 0; i < count; i++) {
		struct qbr_item *item = agenda_find(agenda, edits[i].key);

		if (!item)
			item = revive(agenda, &edits[i]);
		if (item)
			apply(item, &edits[i]);
	}
	drop_advice(agenda);
	if (agenda->count)
		qsort(agenda->items, agenda->count, sizeof *agenda->items, compare_items);
}
