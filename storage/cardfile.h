#ifndef WAYMARK_STORAGE_CARDFILE_H
#define WAYMARK_STORAGE_CARDFILE_H
/*
 * Scorecard files: libconfig's format, one scorecard a file.
 *
 *	id = "ours"; title = "..."; version = "1";
 *	scale = 10;                          the best score as it is shown; 100
 *	grace_days = 30;                     so young a contract is scored by what says in_grace alone
 *	for = { segments = ( "enterprise" ); stages = ( "adopt" ); age_from = 0; age_to = 365; };
 *	labels = {                           what readings are worth; good 100, watch 50, risk 0
 *		green = { band = "good"; score = 87.5; };
 *		fair = { name = "quite fair"; band = "watch"; score = 60; };
 *	};
 *	bands = ( { band = "good"; from = 75; to = 100; label = "green"; }, ... );
 *	dimensions = ( {
 *		id = "usage"; title = "..."; weight = 50;
 *		indicators = ( {
 *			id = "users"; title = "..."; kind = "ratio"; weight = 30;
 *			measure = "active_users"; over = "seats";       what the kind takes
 *			stale_after = 60; marked_after = 30; in_grace = true; whole = true; for = { ... };
 *			curve = ( ( 0, 0 ), ( 50, 80 ), ( 90, 100 ) );  readings and their points, else
 *			grades = { green = "> 33"; fair = ( "= 0", "> 10, <= 33" ); };
 *			variants = ( { for = { ... }; grades = { ... }; } );
 *		} );
 *	} );
 *	beside = ( { ... } );                indicators read and graded, never counted
 *	rules = ( { when = { users = "fair"; }; band = "risk"; label = "red"; } );
 *
 * Needed are id, title and dimensions; of a dimension and an indicator, id; of an indicator, kind and what the kind
 * needs, and a curve or grades where it has a weight. Ranges are in the unit of the kind: < <= > >= = and a number,
 * one or two of them with a comma between; "any" holds all. Grades must hold every reading exactly once.
 * Without bands those of the default stand. share/man/waymark-scorecard.5 tells it for people.
 * Errors read FILE:LINE: what is wrong; what to do.
 */
#include "core/error.h"
#include "core/scorecard.h"

#define CARD_ID_MAX 64	  /* bytes of an id */
#define CARD_TEXT_MAX 200 /* of a title or label */
#define CARD_WEIGHT_MAX 1000000

/* *out is yours to free with scorecard_free(), before words, to which names are added. */
int card_file_read(const char *path, struct card_words *words, struct scorecard **out, struct error *error)
	__attribute__((nonnull, warn_unused_result));
int card_text_read(const char *name, const char *text, struct card_words *words, struct scorecard **out,
		   struct error *error) __attribute__((nonnull, warn_unused_result));
/* The first with the file's content, yours to free. */
int card_file_source(const char *path, struct card_words *words, struct scorecard **out, char **text,
		     struct error *error) __attribute__((nonnull, warn_unused_result));

/* Append a range as a file writes it, in the unit of the kind: "> 10, <= 33". */
void card_say_range(const struct indicator_kind *kind, const struct range *range, struct buf *out)
	__attribute__((nonnull));
/* Append a reading in that unit: "33.5". */
void card_say_value(const struct indicator_kind *kind, int64_t value, struct buf *out) __attribute__((nonnull));

#endif
