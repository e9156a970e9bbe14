#ifndef WAYMARK_CMD_ACT_PLAYS_H
#define WAYMARK_CMD_ACT_PLAYS_H
/* Between the files of the action "plays". */
#include "cmd/plays.h"

/* Each does one of "plays list", "plays show", ...; the words are those after it. */
act_function plays_list_them, plays_show, plays_templates, plays_assessed; /* act_plays_show.c */
act_function plays_open, plays_close, plays_reopen;			   /* act_plays_work.c */
act_function plays_check, plays_load, plays_export, plays_drop;		   /* act_plays_file.c */

/* The template that somebody means, by key or title; lent by the playbooks. NULL: none. */
const struct play_template *plays_template(struct ctx *ctx, const char *typed, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* Which of an account's plays. */
int plays_pick(const struct plays *plays, const char *typed, size_t *index, struct error *error)
	__attribute__((nonnull, warn_unused_result));

#endif
