/* The header's NRR: of the twelve months up to the day of reading, reckoned while nobody types. */
#include <string.h>

#include "storage/config.h"
#include "storage/numbers.h"
#include "tui/app.h"

#define BUSY_MS 1000 /* a pause when someone else holds the book */

void nrr_changed(struct app *app)
{
	app->nrr.settled = false;
}

void nrr_free(struct app *app)
{
	numbers_view_close(app->nrr.view);
	app->nrr = (struct nrr_state){ 0 };
}

static void begin(struct app *app)
{
	struct nrr_state *nrr = &app->nrr;
	struct numbers_query query = { .level = LEVEL_MOVEMENT, .periods = &nrr->year, .count = 1 };

	nrr_free(app);
	nrr->as_of = query.as_of = app->ctx.as_of;
	nrr->year = (struct number_period){ .start = date_add_months(nrr->as_of + 1, -12),
					    .end = nrr->as_of + 1,
					    .running = true };
	nrr->view = numbers_view_begin(app->ctx.book, &query, NULL);
}

/* Of several currencies that of the biggest ARR; true where the header says something else now. */
static bool take(struct nrr_state *nrr)
{
	const struct numbers *numbers = numbers_view_sums(nrr->view);
	const struct number_sums *most = NULL;
	struct nrr_state old = *nrr;

	for (size_t i = 0; i < numbers->item_count; i++)
		if (!most || numbers->items[i].sums[0][FIGURE_CLOSING] > most->sums[0][FIGURE_CLOSING])
			most = &numbers->items[i];
	nrr->known = most && number_rate(RATE_NRR, most->sums[0], &nrr->rate) &&
		     number_rate(RATE_GROSS_CHURN, most->sums[0], &nrr->churn);
	nrr->several = numbers->item_count > 1;
	memcpy(nrr->currency, most ? most->currency : "", most ? sizeof nrr->currency : 1);
	return old.known != nrr->known || old.rate != nrr->rate || old.churn != nrr->churn ||
	       old.several != nrr->several || strcmp(old.currency, nrr->currency) != 0;
}

bool nrr_step(struct app *app)
{
	struct nrr_state *nrr = &app->nrr;
	struct error error;
	bool changed;
	int more;

	if (!nrr->view || nrr->as_of != app->ctx.as_of)
		begin(app);
	if (nrr->settled || app_now() < nrr->due)
		return false;
	more = numbers_view_step(nrr->view, &changed, &error);
	if (more < 0) {
		nrr->settled = error.kind != ERROR_BUSY; /* without it the header says nothing */
		nrr->due = app_now() + BUSY_MS;
		return false;
	}
	if (changed && take(nrr))
		app->dirty = true;
	nrr->settled = more == 0;
	return !nrr->settled;
}

/* A year's gross churn is told where it is above a limit, with the sign for each that it is above. */
static void say_churn(const struct app *app, enum nrr_length length, struct buf *out)
{
	const long *limits = app->ctx.config ? app->ctx.config->number : NULL;
	int64_t churn = app->nrr.churn, tenths = (churn + 5) / 10;

	if (!limits || churn <= limits[OPTION_CHURN_WATCH] * 100)
		return;
	if (length != NRR_SHORTEST)
		buf_str(out, " churn");
	if (length == NRR_WHOLE)
		buf_printf(out, " %lld.%lld%%", (long long)(tenths / 10), (long long)(tenths % 10));
	buf_str(out, churn > limits[OPTION_CHURN_LIMIT] * 100 ? " !!" : " !");
}

void nrr_say(const struct app *app, enum nrr_length length, struct buf *out)
{
	const struct nrr_state *nrr = &app->nrr;
	int64_t percent = (nrr->rate + (nrr->rate < 0 ? -50 : 50)) / 100;

	if (!nrr->known)
		return;
	buf_printf(out, "NRR %lld%%", (long long)percent);
	if (nrr->several && length == NRR_WHOLE)
		buf_printf(out, " (%s)", nrr->currency);
	say_churn(app, length, out);
}
