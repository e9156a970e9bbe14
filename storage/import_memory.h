#ifndef WAYMARK_STORAGE_IMPORT_MEMORY_H
#define WAYMARK_STORAGE_IMPORT_MEMORY_H
/*
 * What an import last wrote for an account, field by field, beside what the file says now.
 * A slot is one thing that is remembered: a mapped field or a custom one.
 */
#include "storage/import_private.h"

struct slot {
	char *key;	   /* in the memory: the field's name, or "custom:HEADER" */
	int field;	   /* -1: custom */
	size_t custom;	   /* index of import->customs */
	bool given;	   /* the row under way says something */
	const char *value; /* what it says, as it came; borrowed from the row */
	struct buf text;   /* the same in one form, for comparing */
	size_t raw;	   /* this many bytes of text stand for all of it; 0: the whole */
	const char *old;   /* what was imported last; NULL: nothing yet */
	bool news;	   /* differs from that */
	bool there;	   /* the book has it already: only to be remembered */
	bool kept_back;	   /* a conflict: the book's value stays, and old is remembered */
};

/* A value without what it was made from: "34=2024-01-22" means 2024-01-22. */
const char *slot_meaning(const struct slot *slot, const char *text) __attribute__((nonnull));
/* Set the text of a slot; bytes that separate values in the memory become blanks. */
void slot_say(struct slot *slot, const char *value, const char *text) __attribute__((nonnull));

struct memory_pair {
	const char *key, *value;
};
struct memory {
	char *text; /* cut up by the pairs */
	VEC(struct memory_pair) pairs;
};
/* Takes the text over. */
void memory_parse(struct memory *memory, char *text) __attribute__((nonnull(1)));
void memory_free(struct memory *memory) __attribute__((nonnull));
/* Fill in old and news of the slots, which are in order of key. Whether any has news. */
bool memory_compare(const struct memory *memory, struct slot *slots, size_t count);
const char *memory_get(const struct memory *memory, const char *key) __attribute__((nonnull));
/* The memory after this row, in order of key. */
void memory_build(const struct memory *memory, const struct slot *slots, size_t count, struct buf *out);

#endif
