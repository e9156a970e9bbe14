#ifndef WAYMARK_CORE_EVIDENCE_H
#define WAYMARK_CORE_EVIDENCE_H
/*
 * One answer, several tracks: a milestone may be evidence for a stage of another track. There it
 * stands as one more required question with the same answer, of which only yes counts, and only for
 * an account that has both tracks. (domain.md, Milestone)
 */
#include "core/buf.h"
#include "core/track.h"

/*
 * The track as it is read for who also has the others: their milestones that are evidence for one of
 * its stages stand at the end of that stage, under an activity with their own track's title, with
 * home set and the id that they have at home. One that is evidence for several of its stages stands in the
 * first of them: settled there it is settled in all. NULL when none is; else yours to free. Others with
 * another subject, diagnoses and the track itself give no evidence.
 */
struct track *track_with_evidence(const struct track *track, const struct track *const *others, int count)
	__attribute__((nonnull(1)));

/* Whether track_with_evidence() would find any. */
bool track_gets_evidence(const struct track *track, const struct track *const *others, int count)
	__attribute__((nonnull(1)));

enum evidence_fault {
	EVIDENCE_FINE,
	EVIDENCE_NO_TRACK,  /* the track is not among those given: no fault of the file */
	EVIDENCE_NO_STAGE,  /* it has no such stage */
	EVIDENCE_SUBJECT,   /* it is about another subject */
	EVIDENCE_DIAGNOSIS, /* it is a diagnosis */
	EVIDENCE_CIRCLE,    /* it leads back to this track */
};

/*
 * The first fault in what the track says of evidence, given the other tracks there are (one with its
 * own key among them is left out); EVIDENCE_NO_TRACK only where there is no other. milestone and
 * evidence get where. way gets a circle's tracks, and is empty otherwise: "cst-saas -> hourglass -> cst-saas".
 */
enum evidence_fault track_evidence_fault(const struct track *track, const struct track *const *others, int count,
					 int *milestone, int *evidence, struct buf *way)
	__attribute__((nonnull(1, 4, 5, 6)));

#endif
