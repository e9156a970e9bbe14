/* The agenda: its sections, its items, and what of it may leave the house. */
#include "core/qbr.h"

#include <stdlib.h>
#include <string.h>

#include "core/qbr_private.h"
#include "core/xalloc.h"

static const struct {
	const char *key, *title;
} sections[QBR_SECTIONS] = {
	[QBR_ACTIONS] = { "actions", "Last review's actions" },
	[QBR_GOAL] = { "goal", "What you set out to reach" },
	[QBR_ACHIEVED] = { "achieved", "What has been achieved" },
	[QBR_VALUE] = { "value", "Value delivered" },
	[QBR_PROMISES] = { "promises", "Promises" },
	[QBR_VOICE] = { "voice", "Your voice" },
	[QBR_RISKS] = { "risks", "Risks and obstacles" },
	[QBR_AHEAD] = { "ahead", "The way ahead" },
	[QBR_ASK] = { "ask", "One ask, and a commitment from each side" },
	[QBR_DECISIONS] = { "decisions", "Decisions, actions, next review" },
};

const char *qbr_section_title(enum qbr_section section)
{
	return sections[section].title;
}

const char *qbr_section_key(enum qbr_section section)
{
	return sections[section].key;
}

bool qbr_section_from_key(const char *key, enum qbr_section *section)
{
	for (int i = 0; i < QBR_SECTIONS; i++) {
		if (strcmp(key, sections[i].key) != 0)
			continue;
		*section = (enum qbr_section)i;
		return true;
	}
	return false;
}

bool qbr_leaves(const struct qbr_item *item)
{
	return item->audience == QBR_CUSTOMER && !item->hidden;
}

struct qbr_item *qbr_add(struct agenda *agenda, enum qbr_section section, enum qbr_audience audience, char *key,
			 char *text)
{
	struct qbr_item *item = vec_add(agenda);

	*item = (struct qbr_item){
		.key = key, .section = section, .audience = audience, .text = text, .on = DAY_NONE
	};
	return item;
}

void qbr_add_empty(struct agenda *agenda, enum qbr_section section, const char *advice)
{
	(void)qbr_add(agenda, section, QBR_INTERNAL, xasprintf("%s" QBR_EMPTY, sections[section].key),
		      xstrdup(advice));
}

bool qbr_is_empty(const struct qbr_item *item)
{
	size_t size = strlen(item->key), end = sizeof QBR_EMPTY - 1;

	return size >= end && !strcmp(item->key + size - end, QBR_EMPTY);
}

void qbr_item_clear(struct qbr_item *item)
{
	free(item->key);
	free(item->text);
	free(item->source);
	free(item->by);
	free(item->note);
	free(item->series);
	free(item->drafted);
	free(item->said);
}

void agenda_free(struct agenda *agenda)
{
	for (size_t i = 0; i < agenda->count; i++)
		qbr_item_clear(&agenda->items[i]);
	vec_free(agenda);
	free(agenda->account);
	free(agenda->csm);
	agenda->account = agenda->csm = NULL;
}

struct qbr_item *agenda_find(const struct agenda *agenda, const char *key)
{
	for (size_t i = 0; i < agenda->count; i++)
		if (!strcmp(agenda->items[i].key, key))
			return &agenda->items[i];
	return NULL;
}

char *agenda_keys(const struct agenda *agenda)
{
	struct buf keys = { 0 };

	for (size_t i = 0; i < agenda->count; i++) {
		buf_str(&keys, agenda->items[i].key);
		buf_char(&keys, '\n');
	}
	return buf_take(&keys);
}

const char *qbr_drafted(const struct qbr_item *item)
{
	if (item->drafted)
		return item->drafted;
	return item->added || item->changed_below ? NULL : item->text;
}
