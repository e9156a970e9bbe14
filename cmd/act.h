#ifndef WAYMARK_CMD_ACT_H
#define WAYMARK_CMD_ACT_H
/*
 * Within cmd: the functions behind the table of actions, and what they share. They
 * write to ctx->out, to the outcome and to the error, and nowhere else.
 */
#include "cmd/action.h"
#include "storage/journal.h"
#include "storage/tracks.h"

typedef int act_function(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error);

act_function act_list, act_show, act_add, act_set;
act_function act_tick, act_note, act_pass, act_touch;
act_function act_health, act_qbr, act_track;
act_function act_import, act_export, act_backup, act_check, act_demo;
act_function act_place, act_task, act_document, act_programme;
act_function act_contact, act_outcome, act_promise, act_concern, act_survey, act_measure, act_override;
act_function act_scorecard;
act_function act_numbers, act_movement, act_cost, act_rate, act_renewal, act_opportunity;
act_function act_flag, act_plays, act_todo;
act_function act_today, act_ask;
act_function act_log, act_undo, act_redo;

/* Whether this use of an action changes the book: "track list" and "import --dry-run" do not. */
bool action_changes(const struct action *action, const struct args *args) __attribute__((nonnull));
/* Whether this use needs a book at all: "track check" and "demo" do not. */
bool action_needs_book(const struct action *action, const struct args *args) __attribute__((nonnull));
/* Whether this use wants the book where there is one: what needs it, "track check" and "plays check". */
bool action_uses_book(const struct action *action, const struct args *args) __attribute__((nonnull));
/* Whether this use makes a book where there is none. */
bool action_makes_book(const struct action *action, const struct args *args) __attribute__((nonnull));
/* Whether this use may be long, says how far it is and heeds C-c. */
bool action_is_watched(const struct action *action, const struct args *args) __attribute__((nonnull));

/* ---- ctx.c ---- */

/* A line for the status line; on the command line the message is printed after the action. */
void outcome_say(struct outcome *outcome, const char *format, ...)
	__attribute__((format(printf, 2, 3), nonnull(1)));

const struct scorecard *ctx_scorecard(const struct ctx *ctx) __attribute__((nonnull, returns_nonnull));
/* The account of the first word. */
int ctx_account(struct ctx *ctx, const struct args *args, int64_t *account, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* The same, and a customer: the organisation itself is refused. */
int ctx_customer(struct ctx *ctx, const struct args *args, int64_t *account, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* --on, else the day of reading; a day after today is refused. */
int ctx_on(const struct ctx *ctx, const struct args *args, day_t *on, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* A milestone as people name it: track/id, or id where the account's tracks have it once. */
struct found_milestone {
	const struct track *track; /* borrowed from the book */
	int index;
};
int ctx_milestone(struct ctx *ctx, int64_t account, const char *name, struct found_milestone *out,
		  struct error *error) __attribute__((nonnull, warn_unused_result));
/* The account's tracks, the main one first. Append. */
int ctx_tracks(struct ctx *ctx, int64_t account, struct ids *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* A stage as people name it: by key or name, on the main track first; TRACK/STAGE names another of the
 * account's tracks. */
struct found_stage {
	const struct track *track; /* borrowed from the book */
	int index;
};
int ctx_stage(struct ctx *ctx, int64_t account, const char *name, struct found_stage *out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* By key or name, folded; -1: the track has no such stage, which the other one says as an error. */
int track_stage_named(const struct track *track, const char *name) __attribute__((nonnull));
int stage_not_found(const struct track *track, const char *name, struct error *error)
	__attribute__((nonnull(2, 3)));

/* The verbs of an action whose first word says which: each wants so many words, itself among them. */
struct action_verb {
	const char *name, *wants; /* "show", "a TRACK" */
	int least, most;
	act_function *run;
};
/* The parser of arguments lets no other word through than those of the table. */
int verb_run(const struct action_verb *verbs, const char *action, struct ctx *ctx, const struct args *args,
	     struct outcome *outcome, struct error *error) __attribute__((nonnull, warn_unused_result));

/* ---- effect.c ---- */

/* What a change did, for sentence and JSON: the account before and after, on one track, and on those of its
 * other tracks for which that one gives evidence. */
struct track_effect {
	int64_t id;
	char *track; /* key */
	char *stage_before, *stage_after;
	bool completed_before, completed_after;
};
struct effect {
	char *track; /* key; NULL without one */
	bool diagnosis;
	char *stage_before, *stage_after; /* names, the last one's when completed; NULL without a track */
	bool completed_before, completed_after;
	int health_before, health_after; /* whole points, HEALTH_UNKNOWN */
	int scale_before, scale_after;	 /* that they are shown on */
	VEC(struct track_effect) others;
};
void effect_before(struct effect *effect, const struct account_detail *detail) __attribute__((nonnull));
void effect_after(struct effect *effect, const struct account_detail *detail) __attribute__((nonnull));
void effect_free(struct effect *effect) __attribute__((nonnull));
/* Append ": stage Adopt -> Expand, hourglass know -> like, health 71 -> 78", each part only where it
 * changed; it begins ": stage ", ": worst condition " or ": health ". As it is, for the journal. */
void effect_say(const struct effect *effect, struct buf *out) __attribute__((nonnull));
/* The name of the stage of a position; "none" below the first level. */
const char *position_stage_name(const struct track *track, const struct position *position)
	__attribute__((nonnull));

/* Begin a transaction and read the account as it is in it; track 0 is the main one. On -1 nothing is open. */
int change_begin(struct ctx *ctx, int64_t account, int64_t track, struct effect *effect, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* After the facts were written: score anew and read the account again. */
int change_read(struct ctx *ctx, int64_t account, int64_t track, struct effect *effect, struct error *error)
	__attribute__((nonnull, warn_unused_result));
/* As JSON: the account as it is now, with "change" where effect is not NULL. Text: nothing. */
int change_print(struct ctx *ctx, int64_t account, const struct effect *effect, struct error *error)
	__attribute__((nonnull(1, 4), warn_unused_result));

/* End a transaction after the facts were written: 0 commits, anything else drops it. */
int ctx_end(struct ctx *ctx, int status, const char *action, int64_t account, const char *sentence,
	    struct outcome *outcome, struct error *error)
	__attribute__((nonnull(1, 3, 5, 6, 7), warn_unused_result));

#endif
