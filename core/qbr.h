#ifndef WAYMARK_CORE_QBR_H
#define WAYMARK_CORE_QBR_H
/*
 * The agenda of a quarterly business review, drafted from the records since the
 * last one. Every item is internal or for the customer.
 */
#include "core/health.h"

enum qbr_section {
	QBR_GOAL,     /* what you set out to reach */
	QBR_ACHIEVED, /* milestones settled since the last review */
	QBR_RISKS,    /* risks and obstacles; ours are internal */
	QBR_AHEAD,    /* the promise of the next stage, its next milestones */
	QBR_SECTIONS,
};
const char *qbr_section_title(enum qbr_section section);

enum qbr_audience { QBR_CUSTOMER, QBR_INTERNAL };

struct qbr_item {
	enum qbr_section section;
	enum qbr_audience audience;
	char *text;
	enum answer mark; /* ANSWER_YES done, ANSWER_NO asked and not there, else open */
	day_t on;	  /* DAY_NONE */
	char *by;	  /* NULL */
	char *note;	  /* evidence, NULL */
};

struct agenda {
	day_t last_review, next_review; /* DAY_NONE */
	struct qbr_item *items;		/* in order of section */
	size_t count, room;
};

/* What is drafted from. answers run parallel to the track's milestones. */
struct qbr_answer {
	const char *by, *note; /* NULL when there is none */
};
struct qbr_input {
	const char *definition_of_success, *success_measure, *next_step; /* NULL */
	day_t last_review, next_review;
	const struct view *view;
	const struct position *position;
	const struct health *health;
	const struct qbr_answer *answers; /* NULL without a track */
	int ahead;			  /* how many next milestones to list */
};

/* Draft into a zeroed agenda; free it with agenda_free(). A section with nothing to say gets
 * one item that says so and what to do. Achieved: required and optional milestones answered
 * yes and dated after last_review (all when there was none), latest first. */
void qbr_draft(const struct qbr_input *input, struct agenda *out) __attribute__((nonnull));
void agenda_free(struct agenda *agenda) __attribute__((nonnull));

#endif
