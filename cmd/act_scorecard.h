#ifndef WAYMARK_CMD_ACT_SCORECARD_H
#define WAYMARK_CMD_ACT_SCORECARD_H
/* Between the files of the action "scorecard". */
#include "cmd/out.h"
#include "storage/cardfile.h"
#include "storage/scorecards.h"

/* Each does one of "scorecard list", "scorecard show", ...; the words are those after it. */
act_function scorecard_list_all, scorecard_show, scorecard_check_files;
act_function scorecard_load, scorecard_drop_one, scorecard_export, scorecard_try;

/* Id, title, version, how many dimensions and indicators. */
json_t *scorecard_summary(const struct scorecard *card) __attribute__((nonnull, returns_nonnull));
/* The file of that name; else, for what may be an id, the shipped one's. Yours to free. */
char *scorecard_path(const struct ctx *ctx, const char *name) __attribute__((nonnull, returns_nonnull));
/* Where there is neither: what ships. Returns -1. */
int scorecard_no_file(const struct ctx *ctx, const char *name, struct error *error) __attribute__((nonnull));

#endif
