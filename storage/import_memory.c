#include "storage/import_memory.h"

#include <string.h>

#define BETWEEN '\x1f' /* a key and its value */
#define BEHIND '\x1e'  /* a value */

const char *slot_meaning(const struct slot *slot, const char *text)
{
	const char *sign = slot->raw ? strchr(text, '=') : NULL;

	return sign ? sign + 1 : text;
}

void slot_say(struct slot *slot, const char *value, const char *text)
{
	slot->given = true;
	slot->value = value;
	slot->raw = 0;
	buf_clear(&slot->text);
	buf_str(&slot->text, text);
	for (char *p = slot->text.data; p && *p; p++)
		if (*p == BETWEEN || *p == BEHIND)
			*p = ' ';
}

void memory_parse(struct memory *memory, char *text)
{
	memory->text = text;
	vec_clear(&memory->pairs);
	while (text && *text) {
		char *between = strchr(text, BETWEEN), *behind = between ? strchr(between, BEHIND) : NULL;

		if (!behind)
			return;
		*between = *behind = '\0';
		*vec_add(&memory->pairs) = (struct memory_pair){ text, between + 1 };
		text = behind + 1;
	}
}

void memory_free(struct memory *memory)
{
	free(memory->text);
	memory->text = NULL;
	vec_free(&memory->pairs);
}

static bool same_value(const struct slot *slot, const char *old)
{
	return slot->raw ? !strncmp(buf_text(&slot->text), old, slot->raw) : !strcmp(buf_text(&slot->text), old);
}

bool memory_compare(const struct memory *memory, struct slot *slots, size_t count)
{
	size_t pair = 0;
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		struct slot *slot = &slots[i];

		while (pair < memory->pairs.count && strcmp(memory->pairs.items[pair].key, slot->key) < 0)
			pair++;
		slot->old = pair < memory->pairs.count && !strcmp(memory->pairs.items[pair].key, slot->key)
				    ? memory->pairs.items[pair].value
				    : NULL;
		slot->kept_back = slot->there = false;
		slot->news = slot->given && (!slot->old || !same_value(slot, slot->old));
		any |= slot->news;
	}
	return any;
}

const char *memory_get(const struct memory *memory, const char *key)
{
	for (size_t i = 0; i < memory->pairs.count; i++)
		if (!strcmp(memory->pairs.items[i].key, key))
			return memory->pairs.items[i].value;
	return NULL;
}

static void put(struct buf *out, const char *key, const char *value)
{
	buf_str(out, key);
	buf_char(out, BETWEEN);
	buf_str(out, value);
	buf_char(out, BEHIND);
}

void memory_build(const struct memory *memory, const struct slot *slots, size_t count, struct buf *out)
{
	size_t pair = 0;

	buf_clear(out);
	for (size_t i = 0; i <= count; i++) {
		while (pair < memory->pairs.count &&
		       (i == count || strcmp(memory->pairs.items[pair].key, slots[i].key) < 0)) {
			put(out, memory->pairs.items[pair].key, memory->pairs.items[pair].value);
			pair++;
		}
		if (i == count)
			return;
		if (slots[i].given && slots[i].news && !slots[i].kept_back)
			put(out, slots[i].key, buf_text(&slots[i].text));
		else if (slots[i].old)
			put(out, slots[i].key, slots[i].old);
		if (pair < memory->pairs.count && !strcmp(memory->pairs.items[pair].key, slots[i].key))
			pair++;
	}
}
