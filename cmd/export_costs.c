/* Costs as CSV and JSON. */
#include "cmd/act_export.h"
#include "storage/costs.h"

const char *const export_cost_columns[] = { "quarter", "purpose", "segment", "amount", "currency", "note", NULL };

int export_costs(struct exporting *export, struct error *error)
{
	int month = (int)export->ctx->config->number[OPTION_FISCAL_YEAR_START];
	struct costs costs;

	if (cost_list(export->ctx->book, INT32_MIN + 1, INT32_MAX, &costs, error))
		return -1;
	for (size_t i = 0; i < costs.count; i++) {
		const struct cost *cost = &costs.items[i];
		struct number_period quarter;

		number_periods(cost->on, month, 3, 1, &quarter);
		export_start(export);
		export_word(export, quarter.name);
		export_word(export, cost_purpose_name(cost->purpose));
		export_text(export, cost->segment);
		export_money(export, true, cost->minor, cost->currency);
		export_word(export, cost->currency);
		export_text(export, cost->note);
		export_end(export);
	}
	costs_clear(&costs);
	return 0;
}
