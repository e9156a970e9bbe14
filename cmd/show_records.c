/* What "show" says of an account's records. */
#include "cmd/plays.h"

/* All of an account's records as of the day of reading. */
struct records {
	struct contacts contacts;
	struct outcomes outcomes;
	struct promises promises;
	struct concerns concerns;
	struct surveys surveys;
	struct measures measures;
	struct override override;
};

static void records_clear(struct records *records)
{
	contacts_clear(&records->contacts);
	outcomes_clear(&records->outcomes);
	promises_clear(&records->promises);
	concerns_clear(&records->concerns);
	surveys_clear(&records->surveys);
	measures_clear(&records->measures);
	override_clear(&records->override);
}

static int read_records(struct ctx *ctx, int64_t account, struct records *out, struct error *error)
{
	int status;

	*out = (struct records){ 0 };
	if (book_read_begin(ctx->book, error))
		return -1;
	status = contact_list(ctx->book, account, ctx->as_of, &out->contacts, error) ||
				 outcome_list(ctx->book, account, ctx->as_of, &out->outcomes, error) ||
				 promise_list(ctx->book, account, ctx->as_of, &out->promises, error) ||
				 concern_list(ctx->book, account, ctx->as_of, &out->concerns, error) ||
				 survey_list(ctx->book, account, ctx->as_of, &out->surveys, error) ||
				 measure_list(ctx->book, account, NULL, ctx->as_of, &out->measures, error) ||
				 override_get(ctx->book, account, ctx->as_of, &out->override, error)
			 ? -1
			 : 0;
	book_read_end(ctx->book);
	if (status)
		records_clear(out);
	return status;
}

int show_records_json(struct ctx *ctx, int64_t account, json_t *object, struct error *error)
{
	json_t *contacts, *outcomes, *promises, *concerns, *surveys, *measures;
	struct records records;

	if (read_records(ctx, account, &records, error))
		return -1;
	contacts = json_array();
	outcomes = json_array();
	promises = json_array();
	concerns = json_array();
	surveys = json_array();
	measures = json_array();
	for (size_t i = 0; i < records.contacts.count; i++)
		json_array_append_new(contacts, out_json_contact(&records.contacts.items[i]));
	for (size_t i = 0; i < records.outcomes.count; i++)
		json_array_append_new(outcomes, out_json_outcome(&records.outcomes.items[i]));
	for (size_t i = 0; i < records.promises.count; i++)
		json_array_append_new(promises, out_json_promise(&records.promises.items[i], ctx->as_of));
	for (size_t i = 0; i < records.concerns.count; i++)
		json_array_append_new(concerns, out_json_concern(&records.concerns.items[i]));
	for (size_t i = 0; i < records.surveys.count; i++)
		json_array_append_new(surveys, out_json_survey(&records.surveys.items[i]));
	for (size_t i = 0; i < records.measures.count; i++)
		if (measure_is_latest(&records.measures, i))
			json_array_append_new(measures, out_json_measure(&records.measures, i));
	json_object_set_new(object, "override", out_json_override(&records.override));
	json_object_set_new(object, "contacts", contacts);
	json_object_set_new(object, "outcomes", outcomes);
	json_object_set_new(object, "promises", promises);
	json_object_set_new(object, "concerns", concerns);
	json_object_set_new(object, "surveys", surveys);
	json_object_set_new(object, "measures", measures);
	records_clear(&records);
	return show_plays_json(ctx, account, object, error);
}

/* "set by hand to risk until 30 Nov: budget frozen (ana)" */
static void print_override(const struct ctx *ctx, const struct override *override)
{
	struct buf out = { 0 };
	char day[16];

	if (!override->holds)
		return;
	buf_printf(&out, "\nset by hand to %s until %s: ", band_name(override->band),
		   date_format_short(override->until, ctx->as_of, day));
	out_safe(ctx, &out, override->reason);
	buf_str(&out, " (");
	out_safe(ctx, &out, override->who);
	buf_str(&out, ")\n");
	out_flush(ctx, &out);
	buf_free(&out);
}

int show_records_text(struct ctx *ctx, int64_t account, struct error *error)
{
	struct records records;

	if (read_records(ctx, account, &records, error))
		return -1;
	print_override(ctx, &records.override);
	if (show_plays_text(ctx, account, error)) {
		records_clear(&records);
		return -1;
	}
	if (records.contacts.count)
		out_print(ctx, "\n");
	print_contacts(ctx, &records.contacts);
	if (records.outcomes.count)
		out_print(ctx, "\n");
	print_outcomes(ctx, &records.outcomes);
	if (records.promises.count)
		out_print(ctx, "\n");
	print_promises(ctx, &records.promises);
	if (records.concerns.count)
		out_print(ctx, "\n");
	print_concerns(ctx, &records.concerns);
	if (records.surveys.count)
		out_print(ctx, "\n");
	print_surveys(ctx, &records.surveys);
	if (records.measures.count)
		out_print(ctx, "\n");
	print_measures(ctx, &records.measures, false);
	records_clear(&records);
	return 0;
}
