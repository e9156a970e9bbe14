#include "core/ids.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/*
 * These values are stored in books for ever and compared between machines, so
 * nothing here may change. The definition: FNV-1a with 64 bits over the parts'
 * bytes, each part followed by one byte 0x1f (which no key contains); then the
 * finalizer of splitmix64, since FNV alone spreads its last bytes badly; then
 * the low 63 bits, and 1 in place of 0.
 */
#define FNV_START UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)
#define PART_END 0x1f

static uint64_t add_part(uint64_t hash, const char *part)
{
	for (; *part; part++)
		hash = (hash ^ (unsigned char)*part) * FNV_PRIME;
	return (hash ^ PART_END) * FNV_PRIME;
}

static int64_t finish(uint64_t hash)
{
	hash = (hash ^ (hash >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	hash = (hash ^ (hash >> 27)) * UINT64_C(0x94d049bb133111eb);
	hash ^= hash >> 31;
	hash &= INT64_MAX;
	return hash ? (int64_t)hash : 1;
}

int64_t id_hash(const char *part, ...)
{
	uint64_t hash = FNV_START;
	va_list parts;

	va_start(parts, part);
	for (; part; part = va_arg(parts, const char *))
		hash = add_part(hash, part);
	va_end(parts);
	return finish(hash);
}

/* An unknown source or id counts as an empty one: NULL would end the parts early. */
static const char *known(const char *text)
{
	return text ? text : "";
}

int64_t id_account(const char *source, const char *external_id)
{
	return id_hash("account", known(source), known(external_id), NULL);
}

int64_t id_track(const char *track)
{
	return id_hash("track", known(track), NULL);
}

int64_t id_stage(const char *track, const char *stage)
{
	return id_hash("stage", known(track), known(stage), NULL);
}

int64_t id_milestone(const char *track, const char *milestone)
{
	return id_hash("milestone", known(track), known(milestone), NULL);
}

int64_t id_answer(int64_t account, int64_t milestone, int32_t day, const char *writer, int nth)
{
	char numbers[4][24];

	snprintf(numbers[0], sizeof numbers[0], "%lld", (long long)account);
	snprintf(numbers[1], sizeof numbers[1], "%lld", (long long)milestone);
	snprintf(numbers[2], sizeof numbers[2], "%ld", (long)day);
	snprintf(numbers[3], sizeof numbers[3], "%d", nth);
	return id_hash("answer", numbers[0], numbers[1], numbers[2], known(writer), numbers[3], NULL);
}
