#ifndef WAYMARK_STORAGE_TODAY_PRIVATE_H
#define WAYMARK_STORAGE_TODAY_PRIVATE_H
/* What the files of Today share. */
#include "core/buf.h"
#include "storage/flag_pass.h"
#include "storage/today.h"

/* Append the entries of the account that the reader is on, scored, its flags looked at by the pass. */
int today_of(struct facts_reader *reader, struct scored *scored, const struct flag_pass *pass,
	     struct today_entries *out, struct error *error) __attribute__((nonnull, warn_unused_result));

/* Entries as bytes and back: the same on every machine. False where the bytes are none. */
void today_pack(const struct today_entries *entries, struct buf *out) __attribute__((nonnull));
bool today_unpack(const void *bytes, size_t size, struct today_entries *out) __attribute__((nonnull(3)));

#endif
