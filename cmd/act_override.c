/* The band as a CSM sees it, for a while; the computed one stays beside it. */
#include <string.h>

#include "cmd/records.h"

static json_t *record(struct recording *recording, struct error *error)
{
	struct override override;
	json_t *object;

	if (override_get(recording->ctx->book, recording->account, recording->ctx->as_of, &override, error))
		return NULL;
	object = out_json_override(&override);
	override_clear(&override);
	return object;
}

static int show(struct recording *recording, struct error *error)
{
	struct ctx *ctx = recording->ctx;
	struct override override;
	char day[16];

	if (override_get(ctx->book, recording->account, ctx->as_of, &override, error))
		return -1;
	if (ctx->format == FORMAT_JSON)
		out_json(ctx, out_json_override(&override));
	else if (override.holds)
		outcome_say(recording->outcome, "%s by hand until %s: %s (%s)", band_name(override.band),
			    date_format_short(override.until, ctx->as_of, day), override.reason, override.who);
	else
		outcome_say(recording->outcome, "the band is as computed");
	override_clear(&override);
	return 0;
}

static int write_override(struct recording *recording, void *data, struct error *error)
{
	const struct override_write *write = data;
	char day[DATE_SIZE];

	buf_printf(&recording->sentence, "set the band of {a:%lld} to %s by hand until %s: %s",
		   (long long)recording->account, band_name(write->band), date_format(write->until, day),
		   write->reason);
	return override_set(recording->ctx->book, recording->account, write, NULL, error);
}

static int write_back(struct recording *recording, void *data, struct error *error)
{
	(void)data;
	buf_printf(&recording->sentence, "the band of {a:%lld} is as computed again",
		   (long long)recording->account);
	return override_take_back(recording->ctx->book, recording->account, recording->on, recording->ctx->who,
				  NULL, error);
}

static int set(struct recording *recording, const char *band, struct error *error)
{
	const char *until = args_option(recording->args, "until"), *reason = args_option(recording->args, "reason");
	struct override_write write = { .on = recording->on,
					.who = recording->ctx->who,
					.reason = reason,
					.band = !strcmp(band, "good")	 ? BAND_GOOD
						: !strcmp(band, "watch") ? BAND_WATCH
									 : BAND_RISK };

	if (!reason)
		return error_set(error, ERROR_USAGE, "override wants a --reason: why the number is wrong");
	if (!until)
		return error_set(error, ERROR_USAGE,
				 "override wants --until DATE: when the number is trusted again");
	if (record_day(recording->ctx, "--until", until, &write.until, error))
		return -1;
	return recording_change(recording, write_override, &write, record, error);
}

int act_override(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct recording recording = {
		.ctx = ctx, .args = args, .outcome = outcome, .noun = "override", .verb = ""
	};
	const char *band = args_word(args, 1);
	bool back = args_option(args, "back") != NULL;
	int status;

	if (ctx_account(ctx, args, &recording.account, error) || ctx_on(ctx, args, &recording.on, error))
		return -1;
	outcome->account = recording.account;
	if (back && band)
		return error_set(error, ERROR_USAGE, "override: a band or --back, not both");
	if (back)
		status = recording_change(&recording, write_back, NULL, record, error);
	else if (band)
		status = set(&recording, band, error);
	else if (args_option(args, "reason") || args_option(args, "until"))
		status = error_set(error, ERROR_USAGE, "override wants a band: good, watch or risk");
	else
		status = show(&recording, error);
	buf_free(&recording.sentence);
	return status;
}
