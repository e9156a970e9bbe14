#ifndef WAYMARK_CMD_DEMO_H
#define WAYMARK_CMD_DEMO_H
#include "cmd/act.h"

/* Make the sample book at path, where no file may be; *out is open, yours to close. */
int demo_make(struct ctx *ctx, const char *path, struct book **out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
