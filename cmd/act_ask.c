/* What a customer may be asked for, and where it is not the time, what is missing. */
#include "cmd/out.h"
#include "storage/today.h"

static json_t *ask_object(const struct ask *ask)
{
	json_t *object = json_object(), *missing = json_array();

	json_object_set_new(object, "ask", out_json_text(ask->ask->key));
	json_object_set_new(object, "title", out_json_text(ask->ask->title));
	json_object_set_new(object, "ready", json_boolean(ask->ready));
	json_object_set_new(object, "words", out_json_text(ask->ask->words));
	for (int c = 0; c < ask->ask->condition_count && c < 64; c++)
		if (ask->missing >> c & 1)
			json_array_append_new(missing, out_json_text(ask->ask->conditions[c].missing));
	json_object_set_new(object, "missing", missing);
	return object;
}

static void say_ask(const struct ctx *ctx, const struct ask *ask, struct buf *out)
{
	buf_printf(out, "%s ", out_mark(ctx, ask->ready ? ANSWER_YES : ANSWER_NO));
	out_safe(ctx, out, ask->ask->title);
	if (ask->ready && ask->ask->words) {
		buf_str(out, ": ");
		out_safe(ctx, out, ask->ask->words);
	}
	buf_char(out, '\n');
	for (int c = 0; c < ask->ask->condition_count && c < 64; c++) {
		if (!(ask->missing >> c & 1))
			continue;
		buf_str(out, "    missing: ");
		out_safe(ctx, out, ask->ask->conditions[c].missing);
		buf_char(out, '\n');
	}
}

int act_ask(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct asks asks = { 0 };
	json_t *array = json_array();
	struct buf out = { 0 };
	int status = ctx_customer(ctx, args, &outcome->account, error);

	if (!status)
		status = asks_list(ctx->book, outcome->account, ctx->as_of, &asks, error);
	for (size_t i = 0; !status && i < asks.count; i++) {
		if (ctx->format == FORMAT_JSON)
			json_array_append_new(array, ask_object(&asks.items[i]));
		else
			say_ask(ctx, &asks.items[i], &out);
	}
	if (!status && ctx->format == FORMAT_JSON)
		out_json(ctx, json_incref(array));
	else if (!status && !asks.count)
		outcome_say(outcome, "no asks are known: a playbook has them, see waymark-plays(5)");
	else if (!status)
		out_flush(ctx, &out);
	json_decref(array);
	buf_free(&out);
	vec_free(&asks);
	return status;
}
