/* What a new version of a track would do to the book, said before it happens. */
#include <stdio.h>
#include <string.h>

#include "cmd/act_track.h"

enum { NAMES_MAX = 20, QUESTIONS_MAX = 3 };

/* ---- counting ---- */

int plan_falls(const struct upgrade *plan)
{
	int count = 0;

	/* Those of one account stand together. */
	for (size_t i = 0; i < plan->falls.count; i++)
		count += i == 0 || plan->falls.items[i].account != plan->falls.items[i - 1].account;
	return count;
}

int plan_kept(const struct upgrade *plan)
{
	int count = 0;
	bool stays = false;

	for (size_t i = 0; i < plan->falls.count; i++) {
		const struct upgrade_account *fall = &plan->falls.items[i];
		bool first = i == 0 || fall[-1].account != fall->account;
		bool last = i + 1 == plan->falls.count || fall[1].account != fall->account;

		stays = (first || stays) && fall->stays;
		count += last && stays;
	}
	return count;
}

void plan_counts(const struct upgrade *plan, struct buf *out)
{
	static const char *const said[UPGRADE_KINDS] = {
		[UPGRADE_REQUIRED] = "now required",
		[UPGRADE_OPTIONAL] = "now optional",
	};
	bool first = true;

	for (int k = 0; k < UPGRADE_KINDS; k++) {
		int count = 0;

		for (size_t i = 0; i < plan->changes.count; i++)
			count += plan->changes.items[i].kind == (enum upgrade_kind)k;
		if (!count && k > UPGRADE_REMOVED)
			continue;
		buf_printf(out, "%s%d%s %s%s", first ? "" : ", ", count,
			   !first	? ""
			   : count == 1 ? " milestone"
					: " milestones",
			   said[k] ? said[k] : upgrade_name((enum upgrade_kind)k), "");
		first = false;
	}
}

/* ---- one change, told from what and to what ---- */

struct told {
	const char *kind;
	const char *milestone, *stage; /* the one that changed, by its key; NULL */
	const char *words;	       /* the question or the stage's name, as it is now or was last */
	char *from, *to;	       /* NULL where there is nothing to tell */
};

static void tell_milestone(const struct track *before, const struct track *after,
			   const struct upgrade_change *change, struct told *out)
{
	const struct milestone *was = change->before < 0 ? NULL : &before->milestones[change->before];
	const struct milestone *is = change->after < 0 ? NULL : &after->milestones[change->after];

	out->milestone = is ? is->key : was->key;
	out->words = is ? is->question : was->question;
	if (change->kind == UPGRADE_REWORDED) {
		out->from = xstrdup(was->question);
		out->to = xstrdup(is->question);
	} else if (change->kind <= UPGRADE_MOVED) {
		out->from = was ? xstrdup(before->stages[was->stage].key) : NULL;
		out->to = is ? xstrdup(after->stages[is->stage].key) : NULL;
	}
}

static void tell_stage(const struct track *before, const struct track *after, const struct upgrade_change *change,
		       struct told *out)
{
	const struct stage *was = change->before < 0 ? NULL : &before->stages[change->before];
	const struct stage *is = change->after < 0 ? NULL : &after->stages[change->after];

	out->stage = is ? is->key : was->key;
	out->words = is ? is->name : was->name;
	if (change->kind == UPGRADE_STAGE_RENAMED) {
		out->from = xstrdup(was->name);
		out->to = xstrdup(is->name);
	} else {
		out->from = was ? xasprintf("%d", change->before + 1) : NULL;
		out->to = is ? xasprintf("%d", change->after + 1) : NULL;
	}
}

static struct told tell(const struct upgrade *plan, const struct track *after, size_t index)
{
	const struct upgrade_change *change = &plan->changes.items[index];
	struct told told = { .kind = upgrade_name(change->kind) };

	if (change->kind < UPGRADE_STAGE_ADDED)
		tell_milestone(plan->before, after, change, &told);
	else
		tell_stage(plan->before, after, change, &told);
	return told;
}

static void told_free(struct told *told)
{
	free(told->from);
	free(told->to);
}

/* ---- JSON ---- */

static json_t *changes_array(const struct upgrade *plan, const struct track *after)
{
	json_t *array = json_array();

	for (size_t i = 0; i < plan->changes.count; i++) {
		struct told told = tell(plan, after, i);
		json_t *item = json_object();

		json_object_set_new(item, "kind", json_string(told.kind));
		if (told.milestone) {
			json_object_set_new(item, "milestone", out_json_text(told.milestone));
			json_object_set_new(item, "question", out_json_text(told.words));
		} else {
			json_object_set_new(item, "stage", out_json_text(told.stage));
			json_object_set_new(item, "name", out_json_text(told.words));
		}
		json_object_set_new(item, "from", out_json_text(told.from));
		json_object_set_new(item, "to", out_json_text(told.to));
		json_array_append_new(array, item);
		told_free(&told);
	}
	return array;
}

static json_t *falls_array(const struct upgrade *plan)
{
	json_t *array = json_array();

	for (size_t i = 0; i < plan->falls.count; i++) {
		const struct upgrade_account *fall = &plan->falls.items[i];
		json_t *item = json_object(), *questions = json_array();
		char id[24];

		snprintf(id, sizeof id, "%lld", (long long)fall->account);
		for (size_t q = 0; q < fall->questions.count; q++)
			json_array_append_new(questions, out_json_text(fall->questions.items[q]));
		json_object_set_new(item, "account", json_string(id));
		json_object_set_new(item, "name", out_json_text(fall->name));
		json_object_set_new(item, "track", out_json_text(fall->track));
		json_object_set_new(item, "stage_before", out_json_text(fall->from));
		json_object_set_new(item, "stage_after", out_json_text(fall->to));
		json_object_set_new(item, "questions", questions);
		json_object_set_new(item, "na_keeps_it", json_boolean(fall->stays));
		json_array_append_new(array, item);
	}
	return array;
}

json_t *plan_object(const struct upgrade *plan, const struct track *after, const struct track_warnings *warnings)
{
	json_t *object = json_object(), *array = json_array();

	for (size_t i = 0; i < warnings->count; i++)
		json_array_append_new(array, out_json_text(warnings->items[i].text));
	json_object_set_new(object, "track", out_json_text(after->key));
	json_object_set_new(object, "version_before", out_json_text(plan->before ? plan->before->version : NULL));
	json_object_set_new(object, "version_after", out_json_text(after->version));
	json_object_set_new(object, "changes", changes_array(plan, after));
	json_object_set_new(object, "accounts", json_integer(plan->accounts));
	json_object_set_new(object, "answers_kept", json_integer(plan->answers));
	json_object_set_new(object, "falls", falls_array(plan));
	json_object_set_new(object, "warnings", array);
	return object;
}

/* ---- text ---- */

static void say_change(const struct ctx *ctx, struct buf *out, const struct told *told)
{
	buf_printf(out, "  %-13s ", told->kind);
	out_safe(ctx, out, told->milestone ? told->milestone : told->stage);
	if (!told->from || !told->to) {
		buf_str(out, ": ");
		out_safe(ctx, out, told->words);
		if (told->milestone && (told->from || told->to)) {
			buf_str(out, told->to ? "  (in " : "  (was in ");
			out_safe(ctx, out, told->to ? told->to : told->from);
			buf_char(out, ')');
		}
	} else {
		buf_str(out, ": ");
		out_safe(ctx, out, told->from);
		buf_str(out, " -> ");
		out_safe(ctx, out, told->to);
	}
	buf_char(out, '\n');
}

static void say_fall(const struct ctx *ctx, struct buf *out, const struct upgrade_account *fall,
		     const struct track *after)
{
	bool here = !strcmp(fall->track, after->key);

	buf_str(out, "  ");
	out_safe(ctx, out, fall->name);
	if (!here) {
		buf_str(out, " on ");
		out_safe(ctx, out, fall->track);
	}
	buf_str(out, ": ");
	out_safe(ctx, out, fall->from);
	buf_str(out, " -> ");
	out_safe(ctx, out, fall->to);
	for (size_t q = 0; q < fall->questions.count && q < QUESTIONS_MAX; q++) {
		buf_str(out, q ? " / " : ", for: ");
		out_safe(ctx, out, fall->questions.items[q]);
	}
	if (fall->questions.count > QUESTIONS_MAX)
		buf_printf(out, " and %zu more", fall->questions.count - QUESTIONS_MAX);
	if (!fall->stays && here && after->reading == READING_DIAGNOSIS)
		buf_str(out, "  (nobody stands in a stage of a diagnosis)\n");
	else
		buf_str(out, fall->stays ? "\n" : "  (\"not applicable\" would not keep it there)\n");
}

static void say_falls(const struct ctx *ctx, struct buf *out, const struct upgrade *plan, const struct track *after)
{
	int count = plan_falls(plan);

	if (!count)
		return;
	buf_printf(out, "%d account%s would fall back a stage:\n", count, count == 1 ? "" : "s");
	for (size_t i = 0; i < plan->falls.count && i < NAMES_MAX; i++)
		say_fall(ctx, out, &plan->falls.items[i], after);
	if (plan->falls.count > NAMES_MAX)
		buf_printf(out, "  and %zu more\n", plan->falls.count - NAMES_MAX);
}

void plan_print(const struct ctx *ctx, const struct upgrade *plan, const struct track *after,
		const struct track_warnings *warnings)
{
	struct buf out = { 0 };

	if (plan->before) {
		out_safe(ctx, &out, after->key);
		buf_str(&out, ", version ");
		out_safe(ctx, &out, plan->before->version);
		buf_str(&out, " -> ");
		out_safe(ctx, &out, after->version);
		buf_str(&out, plan->changes.count ? "\n" : ": nothing that it asks changes\n");
		for (size_t i = 0; i < plan->changes.count; i++) {
			struct told told = tell(plan, after, i);

			say_change(ctx, &out, &told);
			told_free(&told);
		}
		if (plan->before->reading != after->reading)
			buf_printf(&out, "it is read as %s now, no longer as %s\n", reading_name(after->reading),
				   reading_name(plan->before->reading));
		buf_printf(&out, "%lld account%s it\n", (long long)plan->accounts,
			   plan->accounts == 1 ? " has" : "s have");
		if (plan->answers)
			buf_printf(&out, "%lld answer%s readable that nothing asks for any more\n",
				   (long long)plan->answers, plan->answers == 1 ? " stays" : "s stay");
		say_falls(ctx, &out, plan, after);
	}
	for (size_t i = 0; i < warnings->count; i++) {
		out_safe(ctx, &out, warnings->items[i].text);
		buf_char(&out, '\n');
	}
	out_flush(ctx, &out);
	buf_free(&out);
}
