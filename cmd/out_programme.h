#ifndef WAYMARK_CMD_OUT_PROGRAMME_H
#define WAYMARK_CMD_OUT_PROGRAMME_H
/* How the organisation's programme leaves: for people, and for programs. */
#include "cmd/act.h"
#include "storage/programme.h"

/* Its first diagnosis; the first of its tracks with a statement to fill. NULL without one. */
const struct programme_part *diagnosis_part(const struct programme *programme) __attribute__((nonnull));
const struct programme_part *statement_part(const struct programme *programme) __attribute__((nonnull));

void out_programme(const struct ctx *ctx, const struct programme *programme) __attribute__((nonnull));
int out_programme_json(const struct ctx *ctx, const struct programme *programme, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
