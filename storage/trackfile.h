#ifndef WAYMARK_STORAGE_TRACKFILE_H
#define WAYMARK_STORAGE_TRACKFILE_H
/*
 * Track files: libconfig's format, one track a file.
 *
 *	id = "cst-saas"; title = "..."; version = "1"; subject = "account"; reading = "progress";
 *	stages = ( {
 *		id = "launch"; name = "Launch"; promise = "..."; expected_days = 30;
 *		characteristics = ( "...", "..." ); challenges = ( "..." );
 *		activities = ( { name = "..."; milestones = ( {
 *			id = "first-login"; question = "...?"; required = true; side = "us";
 *			tasks = ( { text = "..."; side = "us"; due_days = 7; document = "..." } )
 *		} ) } )
 *	} );
 *
 * Needed are id, title and stages; of a stage, id and name; of an activity, its name; of a
 * milestone, id and question; of a task, its text. Sides are "us" (default) or "customer".
 * A track may say what it is about, after which method it is, and have a statement = "We {do what} ...",
 * a sentence with blanks. A stage may list what customer_expects, what we_expect, what can_go_wrong
 * and its metrics. A milestone may be evidence = ( "track/stage", ... ) (core/evidence.h).
 * For reading "diagnosis" track and stages may carry tactics = ( "..." ), a milestone also =
 * ( "stage-id", ... ), and there may be a growth roadmap: the track names its columns = ( "..." ), and
 * a stage its row = "..." with cells = ( { id; name; question }, ... ), one a column.
 * Errors read FILE:LINE: what is wrong; what to do.
 */
#include "core/error.h"
#include "core/track.h"

#define TRACK_ID_MAX 64		/* bytes of an id */
#define TRACK_QUESTION_MAX 1000 /* bytes of a question, name or other text */

/* *out is yours to free with track_free(). */
int track_file_read(const char *path, struct track **out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int track_text_read(const char *name, const char *text, struct track **out, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* The same with the file's content, yours to free. */
int track_file_source(const char *path, struct track **out, char **text, struct error *error)
	__attribute__((nonnull, warn_unused_result));

/* What is no error, but will not serve: see domain.md, Lint. */
struct track_warning {
	int line;
	char text[256]; /* without file and line */
};

struct track_warnings { /* zeroed is empty; a vector of core/vec.h */
	struct track_warning *items;
	size_t count, room;
};

/*
 * Read a track and append what there is to say about it, in order of lines: questions open to
 * opinion or that do not ask, stages without a promise (diagnosis: without tactics) or without
 * milestones, milestones that no task achieves (symptoms of a diagnosis need none). Where the file
 * cannot be read as a track, -1 as above. out may be NULL, else it receives the track.
 */
int track_file_lint(const char *path, struct track **out, struct track_warnings *warnings, struct error *error)
	__attribute__((nonnull(1, 3, 4), warn_unused_result));
int track_text_lint(const char *name, const char *text, struct track **out, struct track_warnings *warnings,
		    struct error *error) __attribute__((nonnull(1, 2, 4, 5), warn_unused_result));

/* The word of a question that leaves the answer to opinion, or NULL: "effective" always, "regularly"
 * where the question names no number. A word as it stands in the lists, not in the question. */
const char *track_opinion_word(const char *question) __attribute__((nonnull));

/* Between trackfile.c and tracklint.c: the lines of stages and milestones, by their index. */
struct track_lines {
	int *stages, *milestones;
};
void track_lint(const struct track *track, const struct track_lines *lines, struct track_warnings *warnings)
	__attribute__((nonnull));

#endif
