/* Renewals ahead: reading and reckoning them as configured, and what of it more than one command says. */
#include "cmd/renewals.h"

#include "storage/costs.h"

struct forecast_query renewals_query(const struct ctx *ctx, const struct ids *only)
{
	const long *number = ctx->config->number;

	return (struct forecast_query){
		.as_of = ctx->as_of,
		.fiscal_month = (int)number[OPTION_FISCAL_YEAR_START],
		.priors = { [BAND_GOOD] = (int)number[OPTION_PRIOR_GOOD],
			    [BAND_WATCH] = (int)number[OPTION_PRIOR_WATCH],
			    [BAND_RISK] = (int)number[OPTION_PRIOR_RISK],
			    [BAND_UNKNOWN] = (int)number[OPTION_PRIOR_UNKNOWN] },
		.only = only,
	};
}

void renewals_say_rate(const struct forecast_rate *rate, struct buf *out)
{
	char text[MONEY_TEXT];

	buf_printf(out, "%s %%, ", number_percent_format(rate->of[CASE_LIKELY], text));
	if (rate->prior)
		buf_str(out, "a prior");
	else
		buf_printf(out, "%lld of %lld", (long long)rate->renewed, (long long)rate->due);
}

int renewals_read(const struct ctx *ctx, const struct forecast_query *query, struct forecast_view **kept,
		  struct error *error)
{
	int status = *kept ? forecast_view_refresh(*kept, query, error)
			   : forecast_view_open(ctx->book, query, kept, error);

	if (status) {
		forecast_view_close(*kept);
		*kept = NULL;
	}
	return status;
}

int renewals_forecast(struct numbers_use *use, forecast_each *each, void *data, struct forecast *out,
		      struct error *error)
{
	struct forecast_query query = renewals_query(use->ctx, use->query.only);
	struct exchange exchange = { .into = "" };
	int status = renewals_read(use->ctx, &query, &use->forecast, error);

	*out = (struct forecast){ .as_of = query.as_of };
	if (!status && *use->query.in) {
		query.exchange = &exchange;
		status = rate_exchange(use->ctx->book, use->query.in, query.as_of, &exchange, error);
	}
	if (!status)
		status = forecast_reckon(&query, forecast_view_facts(use->forecast), each, data, out, error);
	exchange_free(&exchange);
	return status;
}

/* ---- the plain answer of numbers ---- */

static json_t *quarter_object(const struct forecast *forecast, const struct forecast_sums *sums, int q)
{
	const struct number_period *quarter = &forecast->quarters[q];
	json_t *object = json_object();

	json_object_set_new(object, "quarter", json_string(quarter->name));
	json_object_set_new(object, "from", out_json_day(quarter->start));
	json_object_set_new(object, "to", out_json_day(quarter->end - 1));
	json_object_set_new(object, "running", json_boolean(quarter->running));
	for (int f = 0; f < FORECAST_FIGURES; f++) {
		enum forecast_figure figure = (enum forecast_figure)f;
		bool called = figure == FORECAST_CALLED || figure == FORECAST_CALLED_OF;
		json_t *value = called && !forecast_has_calls(sums, q) ? json_null()
				: forecast_figure_counts(figure)       ? json_integer(sums->sums[q][f])
								 : out_json_money(sums->sums[q][f], sums->currency);

		json_object_set_new(object, forecast_figure_key(figure), value);
	}
	return object;
}

json_t *out_json_forecast(const struct forecast *forecast, const char *currency)
{
	const struct forecast_sums *sums = forecast_in(forecast, currency);
	json_t *array = json_array();

	for (int q = 0; sums && q < FORECAST_QUARTERS; q++)
		json_array_append_new(array, quarter_object(forecast, sums, q));
	return array;
}
