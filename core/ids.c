#include "core/ids.h"

#include <stdarg.h>
#include <stddef.h>

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

int64_t id_task(const char *track, const char *milestone, const char *task)
{
	return id_hash("task", known(track), known(milestone), known(task), NULL);
}

int64_t id_cell(const char *track, const char *cell)
{
	return id_hash("cell", known(track), known(cell), NULL);
}

/* A number in decimal into the end of a text of 24 bytes; where it begins. */
static const char *decimal(int64_t number, char text[24])
{
	uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
	char *at = text + 23;

	*at = '\0';
	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (number < 0)
		*--at = '-';
	return at;
}

int64_t id_answer(int64_t account, int64_t milestone, int32_t day, const char *writer, int nth)
{
	char numbers[4][24];

	return id_hash("answer", decimal(account, numbers[0]), decimal(milestone, numbers[1]),
		       decimal(day, numbers[2]), known(writer), decimal(nth, numbers[3]), NULL);
}
