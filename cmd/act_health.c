/* Health with its parts and what answers would do to it; the agenda of the next review. */
#include <stdlib.h>
#include <string.h>

#include "cmd/out.h"
#include "core/text.h"

/* ---- what if ---- */

/* "sso=yes", "cst-saas/sso"; a name alone means yes. */
static int read_if(struct ctx *ctx, const struct account_detail *detail, const char *text,
		   struct whatif_answer *out, struct error *error)
{
	const char *equals = strrchr(text, '=');
	char *name = equals ? xstrndup(text, (size_t)(equals - text)) : xstrdup(text);
	struct found_milestone found;
	int status = 0;

	out->answer = ANSWER_YES;
	if (equals && !answer_from_name(equals + 1, &out->answer))
		status = error_set(error, ERROR_USAGE, "health: '%s' in --if %s is none of yes, no, na, open",
				   equals + 1, text);
	if (!status)
		status = ctx_milestone(ctx, detail->row.id, name, &found, error);
	/* also one of another track that is evidence here */
	if (!status)
		out->milestone = track_find_id(detail->track, found.track->milestones[found.index].id);
	if (!status && out->milestone < 0)
		status = error_set(error, ERROR_INPUT,
				   "'%s' is not on the account's main track, which health is read from", name);
	free(name);
	return status;
}

static int health_points(int hundredths)
{
	return hundredths == HEALTH_UNKNOWN ? HEALTH_UNKNOWN : hundredths / 100;
}

/* Fills effect when there is an --if; *asked says whether. */
static int try_answers(struct ctx *ctx, const struct args *args, struct account_detail *detail,
		       struct effect *effect, bool *asked, struct error *error)
{
	VEC(struct whatif_answer) answers = { 0 };
	struct change change;
	const char *text;
	int status = 0;

	for (int i = 0; !status && (text = args_option_nth(args, "if", i)); i++)
		status = read_if(ctx, detail, text, vec_add(&answers), error);
	*asked = !status && answers.count;
	if (*asked) {
		health_whatif(ctx_scorecard(ctx), &book_options(ctx->book)->limits, &detail->view, answers.items,
			      (int)answers.count, &change);
		*effect = (struct effect){
			.track = xstrdup(detail->track->key),
			.stage_before = xstrdup(position_stage_name(detail->track, &change.stage_before)),
			.stage_after = xstrdup(position_stage_name(detail->track, &change.stage_after)),
			.completed_before = change.stage_before.completed,
			.completed_after = change.stage_after.completed,
			.health_before = health_points(change.health_before),
			.health_after = health_points(change.health_after),
		};
	}
	vec_free(&answers);
	return status;
}

/* ---- health ---- */

static json_t *health_object(const struct ctx *ctx, const struct account_detail *detail,
			     const struct effect *effect)
{
	const struct scorecard *card = ctx_scorecard(ctx);
	json_t *object = json_object(), *scorecard = json_object();

	json_object_set_new(object, "score", out_json_points(detail->health.hundredths));
	json_object_set_new(object, "band", json_string(band_name(detail->health.band)));
	json_object_set_new(object, "label", out_json_text(scorecard_label(card, detail->health.band)));
	json_object_set_new(object, "confidence", json_integer(detail->health.confidence));
	json_object_set_new(object, "trend",
			    detail->row.trend == TREND_NONE ? json_null() : json_integer(detail->row.trend));
	json_object_set_new(scorecard, "name", out_json_text(card->name));
	json_object_set_new(scorecard, "version", out_json_text(card->version));
	json_object_set_new(object, "scorecard", scorecard);
	json_object_set_new(object, "dimensions", out_json_dimensions(detail, true));
	if (effect)
		json_object_set_new(object, "change", out_json_effect(effect));
	return object;
}

static void say_indicators(const struct ctx *ctx, struct buf *out, const struct account_detail *detail)
{
	const struct health *health = &detail->health;

	int width = (int)strlen("indicator");

	for (int d = 0; d < health->count; d++)
		for (int i = 0; i < health->dimensions[d].dimension->count; i++) {
			int whole = (int)(strlen(health->dimensions[d].dimension->name) + strlen(": ") +
					  strlen(health->indicators[health->dimensions[d].first + i]
							 .indicator->name));

			width = whole > width ? whole : width;
		}
	buf_printf(out, "\n      %-*s  weight  score   points\n", width, "indicator");
	for (int d = 0; d < health->count; d++) {
		const struct dimension_score *dimension = &health->dimensions[d];

		for (int i = 0; i < dimension->dimension->count; i++) {
			const struct indicator_score *score = &health->indicators[dimension->first + i];
			struct buf name = { 0 };

			buf_printf(&name, "%s: %s", dimension->dimension->name, score->indicator->name);
			buf_printf(out, "      %-*s  %6d  ", width, buf_text(&name), score->indicator->weight);
			if (score->score == HEALTH_UNKNOWN)
				buf_printf(out, "%s\n", indicator_state_name(score->state));
			else
				buf_printf(out, "%5d  %7d\n", score->score / 100, score->points);
			buf_free(&name);
		}
	}
	buf_str(out, "\nscorecard ");
	out_safe(ctx, out, ctx_scorecard(ctx)->name);
	buf_printf(out, " %s\n", ctx_scorecard(ctx)->version);
}

static void print_health(struct ctx *ctx, const struct account_detail *detail, const struct effect *effect)
{
	struct buf out = { 0 }, change = { 0 };

	if (ctx->format == FORMAT_JSON) {
		out_json(ctx, health_object(ctx, detail, effect));
		return;
	}
	out_safe(ctx, &out, detail->row.name);
	buf_char(&out, '\n');
	out_dimensions(ctx, &out, detail);
	say_indicators(ctx, &out, detail);
	if (effect) {
		effect_say(effect, &change);
		buf_str(&out, "\nwith these answers");
		out_safe(ctx, &out, change.size ? buf_text(&change) : ": stage and health stay as they are");
		buf_str(&out, "\n(nothing was stored)\n");
	}
	out_flush(ctx, &out);
	buf_free(&out);
	buf_free(&change);
}

int act_health(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	struct account_detail detail = { 0 };
	struct effect effect = { 0 };
	bool asked = false;
	int status;

	if (book_read_begin(ctx->book, error))
		return -1;
	status = ctx_customer(ctx, args, &outcome->account, error);
	if (!status)
		status = account_load(ctx->book, outcome->account, 0, ctx->as_of, &detail, error);
	if (!status)
		status = try_answers(ctx, args, &detail, &effect, &asked, error);
	book_read_end(ctx->book);
	if (!status)
		print_health(ctx, &detail, asked ? &effect : NULL);
	effect_free(&effect);
	account_detail_clear(&detail);
	return status;
}

/* ---- qbr ---- */

static void say_item(const struct ctx *ctx, struct buf *out, const struct qbr_item *item, bool markdown)
{
	char day[DATE_SIZE];

	if (markdown)
		buf_printf(out, "- [%s] ", item->mark == ANSWER_YES ? "x" : " ");
	else
		buf_printf(out, "  [%s] ", out_mark(ctx, item->mark));
	out_safe(ctx, out, item->text);
	if (item->on != DAY_NONE)
		buf_printf(out, ", %s", date_format(item->on, day));
	if (item->by) {
		buf_str(out, ", ");
		out_safe(ctx, out, item->by);
	}
	if (item->note) {
		buf_str(out, ": ");
		out_safe(ctx, out, item->note);
	}
	if (item->audience == QBR_INTERNAL)
		buf_str(out, "  (internal)");
	buf_char(out, '\n');
}

static void say_agenda(const struct ctx *ctx, struct buf *out, const char *name, const struct agenda *agenda,
		       bool markdown)
{
	enum qbr_section section = QBR_SECTIONS;
	char day[DATE_SIZE];
	int number = 0;

	buf_str(out, markdown ? "# Business review: " : "Business review: ");
	out_safe(ctx, out, name);
	if (agenda->next_review != DAY_NONE)
		buf_printf(out, ", %s", date_format(agenda->next_review, day));
	buf_char(out, '\n');
	for (size_t i = 0; i < agenda->count; i++) {
		/* Markdown goes to the customer: nothing internal is in it */
		if (markdown && agenda->items[i].audience == QBR_INTERNAL)
			continue;
		if (agenda->items[i].section != section) {
			section = agenda->items[i].section;
			buf_printf(out, markdown ? "\n## %d. %s\n\n" : "\n%d %s\n", ++number,
				   qbr_section_title(section));
		}
		say_item(ctx, out, &agenda->items[i], markdown);
	}
}

static json_t *agenda_object(const struct agenda *agenda)
{
	json_t *object = json_object(), *items = json_array();

	json_object_set_new(object, "last_review", out_json_day(agenda->last_review));
	json_object_set_new(object, "next_review", out_json_day(agenda->next_review));
	for (size_t i = 0; i < agenda->count; i++) {
		const struct qbr_item *item = &agenda->items[i];
		json_t *entry = json_object();

		json_object_set_new(entry, "section", out_json_text(qbr_section_title(item->section)));
		json_object_set_new(entry, "internal", json_boolean(item->audience == QBR_INTERNAL));
		json_object_set_new(entry, "text", out_json_text(item->text));
		json_object_set_new(entry, "answer", json_string(answer_name(item->mark)));
		json_object_set_new(entry, "on", out_json_day(item->on));
		json_object_set_new(entry, "by", out_json_text(item->by));
		json_object_set_new(entry, "note", out_json_text(item->note));
		json_array_append_new(items, entry);
	}
	json_object_set_new(object, "items", items);
	return object;
}

int act_qbr(struct ctx *ctx, const struct args *args, struct outcome *outcome, struct error *error)
{
	const char *format = args_option(args, "format");
	struct account_detail detail = { 0 };
	struct agenda agenda = { 0 };
	struct buf out = { 0 };
	int status;

	if (book_read_begin(ctx->book, error))
		return -1;
	status = ctx_customer(ctx, args, &outcome->account, error);
	if (!status)
		status = account_load(ctx->book, outcome->account, 0, ctx->as_of, &detail, error);
	book_read_end(ctx->book);
	if (!status) {
		account_agenda(&detail, &agenda);
		if (ctx->format == FORMAT_JSON && !format)
			out_json(ctx, agenda_object(&agenda));
		else
			say_agenda(ctx, &out, detail.row.name, &agenda, format && !strcmp(format, "md"));
		out_flush(ctx, &out);
	}
	buf_free(&out);
	agenda_free(&agenda);
	account_detail_clear(&detail);
	return status;
}
