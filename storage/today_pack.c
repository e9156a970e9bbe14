/* Entries of Today as bytes, for today_cache: numbers little end first, the key with its length before it. */
#include <string.h>

#include "storage/today_private.h"

static void put_number(struct buf *out, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buf_char(out, (char)(value >> (8 * i) & 0xff));
}

void today_pack(const struct today_entries *entries, struct buf *out)
{
	for (size_t i = 0; i < entries->count; i++) {
		const struct today_entry *entry = &entries->items[i];
		size_t length = strlen(entry->key);

		put_number(out, (uint64_t)entry->kind, 1);
		put_number(out, (uint64_t)entry->ref, 8);
		put_number(out, (uint32_t)entry->due, 4);
		for (int t = 0; t < TODAY_TERMS; t++)
			put_number(out, (uint16_t)entry->terms[t], 2);
		put_number(out, length, 1);
		buf_add(out, entry->key, length);
	}
}

struct bytes {
	const unsigned char *at;
	size_t left;
	bool ok;
};

static uint64_t take_number(struct bytes *bytes, int size)
{
	uint64_t value = 0;

	if (bytes->left < (size_t)size) {
		bytes->ok = false;
		return 0;
	}
	for (int i = 0; i < size; i++)
		value |= (uint64_t)bytes->at[i] << (8 * i);
	bytes->at += size;
	bytes->left -= (size_t)size;
	return value;
}

bool today_unpack(const void *data, size_t size, struct today_entries *out)
{
	struct bytes bytes = { data, size, true };

	while (bytes.left && bytes.ok) {
		struct today_entry entry = { .kind = (enum today_kind)take_number(&bytes, 1) };
		size_t length;

		entry.ref = (int64_t)take_number(&bytes, 8);
		entry.due = (day_t)(uint32_t)take_number(&bytes, 4);
		for (int t = 0; t < TODAY_TERMS; t++) {
			entry.terms[t] = (int16_t)(uint16_t)take_number(&bytes, 2);
			entry.rank += entry.terms[t];
		}
		length = take_number(&bytes, 1);
		if (!bytes.ok || entry.kind >= TODAY_KINDS || length >= TODAY_KEY || length > bytes.left)
			return false;
		memcpy(entry.key, bytes.at, length);
		bytes.at += length;
		bytes.left -= length;
		*vec_add(out) = entry;
	}
	return bytes.ok;
}
