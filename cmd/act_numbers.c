/* numbers: revenue and customers by quarter, and of what each figure is made. */
#include <stdlib.h>
#include <string.h>

#include "cmd/numbers.h"

static int choose_format(struct numbers_use *use, const struct args *args)
{
	static const char *const names[] = { "table", "csv", "json", "md", "html" };
	const char *name = args_option(args, "format");

	use->format = use->ctx->format == FORMAT_JSON ? NUMBERS_JSON : NUMBERS_TABLE;
	for (int i = 0; name && i <= NUMBERS_HTML; i++)
		if (!strcmp(name, names[i]))
			use->format = (enum numbers_format)i;
	return 0;
}

/* A term of an option: its value may have blanks. */
static void add_term(struct numbers_use *use, const char *field, const char *value)
{
	if (!value)
		return;
	if (use->scope.size)
		buf_char(&use->scope, ' ');
	buf_printf(&use->scope, "%s=\"%s\"", field, value);
}

static int choose_accounts(struct numbers_use *use, const struct args *args, int first, struct error *error)
{
	char *terms[1];
	int status;

	for (int i = first; i < args->word_count; i++)
		buf_printf(&use->scope, "%s%s", use->scope.size ? " " : "", args_word(args, i));
	add_term(use, "segment", args_option(args, "segment"));
	add_term(use, "csm", args_option(args, "csm"));
	if (!use->scope.size)
		return 0;
	terms[0] = xstrdup(buf_text(&use->scope));
	status = filter_parse(&use->filter, terms, 1, error);
	free(terms[0]);
	if (status)
		return error_prefix(error, "numbers");
	use->query.only = &use->only;
	return numbers_accounts(use->ctx->book, use->query.as_of, use->filter, &use->only, error);
}

static int choose_periods(struct numbers_use *use, const struct args *args, const char *name, struct error *error)
{
	const char *per = args_option(args, "per");
	bool years = per && !strcmp(per, "year");
	int month = (int)use->ctx->config->number[OPTION_FISCAL_YEAR_START];
	day_t as_of = use->ctx->as_of;

	if (!name)
		name = args_option(args, "quarter");
	use->query.periods = use->periods;
	use->query.count = name ? 1 : years ? NUMBERS_PERIODS / 2 : NUMBERS_PERIODS;
	if (!name)
		number_periods(as_of, month, years ? 12 : 3, use->query.count, use->periods);
	else if (!number_period_named(name, as_of, month, &use->periods[0]))
		return error_set(
			error, ERROR_USAGE,
			"numbers: '%s' is no quarter like 2026-Q3 and no year like 2026, or is yet to come", name);
	return 0;
}

static int choose(struct numbers_use *use, const struct args *args, bool opens, struct error *error)
{
	const char *by = args_option(args, "by");

	if (opens && args->word_count < 3)
		return error_set(error, ERROR_USAGE,
				 "numbers open wants a quarter and a figure after it: numbers open 2026-Q3 churn");
	use->query.level = by ? number_level_find(by) : LEVEL_MOVEMENT;
	use->query.as_of = use->ctx->as_of;
	return choose_format(use, args) || choose_periods(use, args, opens ? args_word(args, 1) : NULL, error) ||
			       choose_accounts(use, args, opens ? 3 : 0, error)
		       ? -1
		       : 0;
}

static int show(struct numbers_use *use, struct error *error)
{
	struct numbers numbers;
	int status = numbers_read(use->ctx->book, &use->query, &numbers, error);

	if (!status) {
		out_numbers(use, &numbers);
		if (!numbers.item_count && use->format == NUMBERS_TABLE)
			outcome_say(use->outcome, "%s",
				    use->filter ? "no movement of an account that fits"
						: "no movement yet; waymark movement add or import movements");
	}
	numbers_free(&numbers);
	return status;
}

int act_numbers(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct numbers_use use = { .ctx = ctx, .outcome = outcome };
	const char *word = args_word(args, 0);
	bool opens = word && !strcmp(word, "open");
	int status;

	if (word && !strcmp(word, "define")) {
		status = choose_format(&use, args);
		numbers_define(&use);
		return status;
	}
	status = choose(&use, args, opens, error);
	if (!status)
		status = opens ? numbers_open_figure(&use, args_word(args, 2), error) : show(&use, error);
	filter_free(use.filter);
	buf_free(&use.scope);
	vec_free(&use.only);
	return status;
}
