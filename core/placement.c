/* Where an account starts on a track, from a walk through its characteristics and questions. */
#include "core/placement.h"

#include <string.h>

static int characteristics_of(const struct stage *stage)
{
	int count = 0;

	while (stage->characteristics[count])
		count++;
	return count;
}

int placement_first(const struct track *track, int stage)
{
	int first = 0;

	for (int s = 0; s < stage; s++)
		first += characteristics_of(&track->stages[s]);
	return first;
}

int placement_count(const struct track *track)
{
	return placement_first(track, track->stage_count);
}

/* A whole number from 1 to most, 0 when it is none. */
static int small_number(const char *text, int most)
{
	int number = 0;

	if (!*text)
		return 0;
	for (; *text; text++) {
		if (*text < '0' || *text > '9')
			return 0;
		number = 10 * number + (*text - '0');
		if (number > most)
			return 0;
	}
	return number;
}

int placement_mark(const struct track *track, const char *mark)
{
	const char *dot = strrchr(mark, '.');

	for (int s = 0; dot && s < track->stage_count; s++) {
		const struct stage *stage = &track->stages[s];
		int number;

		if (strlen(stage->key) != (size_t)(dot - mark) ||
		    strncmp(stage->key, mark, (size_t)(dot - mark)) != 0)
			continue;
		number = small_number(dot + 1, characteristics_of(stage));
		return number ? placement_first(track, s) + number - 1 : -1;
	}
	return -1;
}

/* ---- the suggestion ---- */

static void count_stage(const struct track *track, int s, const enum answer *fits, const struct standing *standing,
			struct placement_stage *out)
{
	const struct stage *stage = &track->stages[s];
	int first = placement_first(track, s), count = characteristics_of(stage);

	*out = (struct placement_stage){ .required = stage->required };
	for (int c = first; c < first + count; c++) {
		out->fits += fits[c] == ANSWER_YES;
		out->fits_not += fits[c] == ANSWER_NO;
	}
	for (int m = stage->first; m < stage->first + stage->count; m++) {
		if (!track->milestones[m].required)
			continue;
		out->yes += milestone_settled(&track->milestones[m], standing[m].answer);
		out->no += standing[m].answer == ANSWER_NO;
	}
}

/* By the share of its characteristics asked; shares are compared across, without fractions. */
static int best_fitting(const struct track *track, const struct placement_stage *stages)
{
	int best = -1;

	for (int s = 0; s < track->stage_count; s++) {
		int asked = stages[s].fits + stages[s].fits_not;

		if (!stages[s].fits)
			continue;
		if (best < 0 ||
		    stages[s].fits * (stages[best].fits + stages[best].fits_not) > stages[best].fits * asked)
			best = s;
	}
	return best;
}

static int first_no(const struct track *track, const struct standing *standing)
{
	for (int m = 0; m < track->milestone_count; m++)
		if (track->milestones[m].required && standing[m].answer == ANSWER_NO)
			return m;
	return -1;
}

/* The first stage that is not settled; -1 where no required question was answered at all. */
static int first_unsettled(const struct track *track, const struct placement_stage *stages)
{
	int unsettled = track->stage_count, answered = 0;

	for (int s = track->stage_count - 1; s >= 0; s--) {
		answered += stages[s].yes + stages[s].no;
		if (stages[s].yes < stages[s].required)
			unsettled = s;
	}
	return answered ? unsettled : -1;
}

void placement_suggest(const struct track *track, const enum answer *fits, const struct standing *standing,
		       struct placement *out)
{
	int no = first_no(track, standing);

	memset(out, 0, sizeof *out);
	for (int s = 0; s < track->stage_count; s++)
		count_stage(track, s, fits, standing, &out->stages[s]);
	out->fitting = best_fitting(track, out->stages);
	out->stage = out->fitting >= 0 ? out->fitting : first_unsettled(track, out->stages);
	out->limit = -1;
	if (no >= 0 && out->stage >= track->milestones[no].stage) {
		out->stage = track->milestones[no].stage;
		out->limit = no;
	}
}

/* ---- the reasons ---- */

static void say_fit(const struct track *track, const struct placement *placement, struct buf *out)
{
	int s = placement->fitting;
	const struct placement_stage *stage = &placement->stages[s];
	int asked = stage->fits + stage->fits_not;

	if (asked == stage->fits)
		buf_printf(out, "%s fits best: %s asked of it fit%s\n", track->stages[s].name,
			   asked == 1 ? "the one characteristic" : "all characteristics", asked == 1 ? "s" : "");
	else
		buf_printf(out, "%s fits best: %d of its %d characteristics asked fit%s\n", track->stages[s].name,
			   stage->fits, asked, stage->fits == 1 ? "s" : "");
}

/* The stages that questions alone have settled, and the one where they stop. */
static void say_questions(const struct track *track, const struct placement *placement, struct buf *out)
{
	int settled = 0, stage = placement->stage;

	for (int s = 0; s < stage; s++)
		settled += placement->stages[s].required;
	if (stage > 0)
		buf_printf(out, "%s%s settled: all %d required questions\n",
			   stage == 1 ? track->stages[0].name : "the stages before it", stage == 1 ? " is" : " are",
			   settled);
	buf_printf(out, "%s is the first that is not settled: %d of %d required questions are\n",
		   track->stages[stage].name, placement->stages[stage].yes, placement->stages[stage].required);
}

void placement_say(const struct track *track, const struct placement *placement, struct buf *out)
{
	int stage = placement->stage;

	if (stage < 0) {
		buf_str(out, "nothing was said yet: say which characteristics fit, or answer some questions\n");
		return;
	}
	if (placement->fitting >= 0)
		say_fit(track, placement, out);
	else if (stage < track->stage_count)
		say_questions(track, placement, out);
	else
		buf_str(out, "all required questions are settled: the track is completed\n");
	if (placement->limit >= 0)
		buf_printf(out, "it cannot start beyond %s: '%s' is answered no\n", track->stages[stage].name,
			   track->milestones[placement->limit].question);
}
