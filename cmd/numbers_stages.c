/* Days per stage: a grid for each progress track, a row for each of its stages. */
#include <string.h>

#include "cmd/numbers_trends.h"
#include "storage/tracks.h"

enum { THROUGH, MEAN, MEDIAN, EXPECTED, NOW, MEAN_NOW, BEYOND, COLUMNS };
static const struct {
	const char *key, *title, *definition;
	enum trend_passage passage; /* whom it opens to */
	bool days;		    /* to their days; else each counts 1 */
} columns[COLUMNS] = {
	[THROUGH] = { "through", "Through",
		      "Accounts that were in the stage and have it settled, or passed by hand.", STAGE_THROUGH,
		      false },
	[MEAN] = { "mean_days", "Mean",
		   "Days from entering the stage to leaving it, over those who got through: their sum / their "
		   "number. A "
		   "stage is entered when the one before it was settled or passed, the first when the account was "
		   "placed "
		   "or gave its first answer.",
		   STAGE_THROUGH, true },
	[MEDIAN] = { "median_days", "Median",
		     "The middle one of the days of those who got through; of two in the middle their mean.",
		     STAGE_THROUGH, true },
	[BEYOND] = { "beyond", "Beyond",
		     "Accounts that had the stage behind them on the day they began: placed beyond it, or all "
		     "answered on "
		     "that day. They count in no mean.",
		     STAGE_BEYOND, false },
	[NOW] = { "now", "In it", "Accounts that are in the stage and have not churned.", STAGE_NOW, false },
	[MEAN_NOW] = { "mean_days_now", "So far",
		       "Days since they entered it, over those who are in it: their sum / their number.", STAGE_NOW,
		       true },
	[EXPECTED] = { "expected_days", "Expected", "What the track expects a stage to take.", STAGE_THROUGH,
		       true },
};

struct track_sums {
	int64_t track;
	struct trend_days days[TRACK_MAX_STAGES][STAGE_PASSAGES];
};
struct sums {
	VEC(struct track_sums *) tracks;
	size_t last;
};

static struct track_sums *sums_of(struct sums *sums, int64_t track)
{
	if (sums->last < sums->tracks.count && sums->tracks.items[sums->last]->track == track)
		return sums->tracks.items[sums->last];
	for (sums->last = 0; sums->last < sums->tracks.count; sums->last++)
		if (sums->tracks.items[sums->last]->track == track)
			return sums->tracks.items[sums->last];
	*vec_add(&sums->tracks) = xcalloc(1, sizeof(struct track_sums));
	sums->tracks.items[sums->last]->track = track;
	return sums->tracks.items[sums->last];
}

static void sums_free(struct sums *sums)
{
	for (size_t i = 0; i < sums->tracks.count; i++) {
		for (int s = 0; s < TRACK_MAX_STAGES; s++)
			for (int p = 0; p < STAGE_PASSAGES; p++)
				vec_free(&sums->tracks.items[i]->days[s][p]);
		free(sums->tracks.items[i]);
	}
	vec_free(&sums->tracks);
}

static void add_stay(void *data, const struct trend_account *account, const struct track *track,
		     const struct trend_stay *stay)
{
	(void)account;
	*vec_add(&sums_of(data, track->id)->days[stay->stage][stay->passage]) = stay->days;
}

/* ---- the grids ---- */

static void put_days(struct grid *grid, bool known, int64_t tenths, int expected)
{
	if (!known)
		grid_skip(grid, GRID_DAYS);
	else
		grid_put(grid, GRID_DAYS, tenths)->marked = expected > 0 && tenths > (int64_t)expected * 10;
}

static void add_stage(struct grid *grid, const struct stage *stage, struct trend_days days[STAGE_PASSAGES])
{
	int64_t tenths = 0;
	bool known;

	grid_row(grid, stage->key, stage->name);
	grid_put(grid, GRID_COUNT, (int64_t)days[STAGE_THROUGH].count);
	known = trend_mean(&days[STAGE_THROUGH], &tenths);
	put_days(grid, known, tenths, stage->expected_days);
	known = trend_median(&days[STAGE_THROUGH], &tenths);
	put_days(grid, known, tenths, stage->expected_days);
	if (stage->expected_days > 0)
		grid_put(grid, GRID_DAYS, (int64_t)stage->expected_days * 10)->opens = false;
	else
		grid_skip(grid, GRID_DAYS);
	grid_put(grid, GRID_COUNT, (int64_t)days[STAGE_NOW].count);
	known = trend_mean(&days[STAGE_NOW], &tenths);
	put_days(grid, known, tenths, stage->expected_days);
	grid_put(grid, GRID_COUNT, (int64_t)days[STAGE_BEYOND].count);
}

static void add_track(const struct numbers_use *use, const struct track *track, struct track_sums *sums,
		      struct grids *out)
{
	struct buf title = { 0 };
	char day[DATE_SIZE];
	struct grid *grid;

	buf_printf(&title, "%s%s%s, as of %s", track->title, use->scope.size ? ", " : "", buf_text(&use->scope),
		   date_format(use->query.as_of, day));
	grid = grid_add(out, track->key, buf_text(&title));
	buf_free(&title);
	grid->corner = xstrdup("Stage");
	grid->note = xstrdup(
		"from the answers, passes and placements of the accounts on this track, as they stand; ! longer "
		"than expected");
	for (int c = 0; c < COLUMNS; c++)
		grid_column(grid, columns[c].key, columns[c].title)->definition = xstrdup(columns[c].definition);
	for (int s = 0; s < track->stage_count; s++)
		add_stage(grid, &track->stages[s], sums->days[s]);
}

static int add_tracks(struct numbers_use *use, struct sums *sums, struct grids *out, struct error *error)
{
	struct ids tracks = { 0 };
	int status = track_list(use->ctx->book, &tracks, error);

	for (size_t i = 0; i < tracks.count && !status; i++)
		for (size_t t = 0; t < sums->tracks.count && !status; t++) {
			const struct track *track;

			if (sums->tracks.items[t]->track != tracks.items[i])
				continue;
			status = track_get(use->ctx->book, tracks.items[i], &track, error);
			if (!status)
				add_track(use, track, sums->tracks.items[t], out);
		}
	vec_free(&tracks);
	return status;
}

int numbers_stages_make(struct numbers_use *use, struct grids *out, struct error *error)
{
	struct trend_query query = trend_query_of(use);
	struct sums sums = { 0 };
	int status = trends_stays(use->ctx->book, &query, add_stay, &sums, error) ||
		     add_tracks(use, &sums, out, error);

	sums_free(&sums);
	return status ? -1 : 0;
}

/* ---- what a cell comes from ---- */

struct opening {
	const char *track;
	int stage, column;
	struct grid_opened *opened;
};

static void keep_stay(void *data, const struct trend_account *account, const struct track *track,
		      const struct trend_stay *stay)
{
	const struct opening *opening = data;
	char what[64], day[DATE_SIZE];

	if (stay->stage != opening->stage || stay->passage != columns[opening->column].passage ||
	    strcmp(track->key, opening->track) != 0)
		return;
	if (stay->passage == STAGE_BEYOND)
		snprintf(what, sizeof what, "began beyond it");
	else if (columns[opening->column].days)
		snprintf(what, sizeof what, "from %s", date_format(stay->entered, day));
	else
		snprintf(what, sizeof what, "from %s, %d d", date_format(stay->entered, day), stay->days);
	grid_case_add(&opening->opened->groups.items[0], account->id,
		      stay->passage == STAGE_NOW ? stay->entered : stay->left, what,
		      columns[opening->column].days ? (int64_t)stay->days * 10 : 1);
}

int numbers_stages_open(struct numbers_use *use, const struct grid *grid, size_t row, size_t column,
			struct grid_opened *opened, struct error *error)
{
	static const char *const keys[] = { "through", "beyond", "now" };
	static const char *const titles[] = { "Through", "Began beyond", "In it" };
	struct trend_query query = trend_query_of(use);
	struct opening opening = { grid->key, (int)row, (int)column, opened };
	enum trend_passage passage = columns[column].passage;

	free(opened->title);
	opened->title = xasprintf("%s, %s: %s", grid->rows.items[row].title, columns[column].title, grid->title);
	grid_group_add(opened, keys[passage], titles[passage], columns[column].days ? GRID_DAYS : GRID_COUNT);
	return trends_stays(use->ctx->book, &query, keep_stay, &opening, error);
}
