/* What the commands for an account's records share. */
#include "cmd/records.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/text.h"

/* ---- one use of a command ---- */

int recording_start(struct recording *recording, struct ctx *ctx, const struct args *args, const char *noun,
		    struct outcome *outcome, struct error *error)
{
	*recording = (struct recording){
		.ctx = ctx, .args = args, .outcome = outcome, .noun = noun, .verb = args_word(args, 0)
	};
	if (account_find(ctx->book, args_word(args, 1), &recording->account, error))
		return -1;
	outcome->account = recording->account;
	return ctx_on(ctx, args, &recording->on, error);
}

bool recording_is(const struct recording *recording, const char *verb)
{
	return !strcmp(recording->verb, verb);
}

int recording_words(const struct recording *recording, int least, int most, const char *what, struct error *error)
{
	int count = recording->args->word_count - 2;

	if (count < least)
		return error_set(error, ERROR_USAGE, "%s %s wants %s after the account", recording->noun,
				 recording->verb, what);
	if (count > most)
		return error_set(error, ERROR_USAGE,
				 "%s %s: '%s' is one word too many; a text with blanks wants quotes around it",
				 recording->noun, recording->verb, args_word(recording->args, most + 2));
	return 0;
}

static int print_change(struct recording *recording, const struct effect *effect, record_json *json,
			struct error *error)
{
	struct account_detail detail = { 0 };
	json_t *object, *record;

	if (recording->ctx->format != FORMAT_JSON)
		return 0;
	if (account_load(recording->ctx->book, recording->account, 0, recording->ctx->as_of, &detail, error))
		return -1;
	object = out_json_account(recording->ctx, &detail.row);
	account_detail_clear(&detail);
	json_object_set_new(object, "change", out_json_effect(effect));
	record = json ? json(recording, error) : json_null();
	if (!record) {
		json_decref(object);
		return -1;
	}
	json_object_set_new(object, "record", record);
	out_json(recording->ctx, object);
	return 0;
}

int recording_change(struct recording *recording, record_write *write, void *data, record_json *json,
		     struct error *error)
{
	struct effect effect;
	int status;

	if (change_begin(recording->ctx, recording->account, 0, &effect, error))
		return -1;
	status = write(recording, data, error);
	if (!status)
		status = change_read(recording->ctx, recording->account, 0, &effect, error);
	if (!status)
		effect_say(&effect, &recording->sentence);
	status = ctx_end(recording->ctx, status, recording->noun, recording->account,
			 buf_text(&recording->sentence), recording->outcome, error);
	if (!status && !recording->outcome->entry)
		outcome_say(recording->outcome, "nothing to change: it is so already");
	if (!status)
		status = print_change(recording, &effect, json, error);
	effect_free(&effect);
	return status;
}

/* ---- FIELD=VALUE ---- */

static int unknown_field(const char *noun, const char *const *names, const char *word, int size,
			 struct error *error)
{
	struct buf list = { 0 };
	char *typed = xstrndup(word, (size_t)size);
	const char *near = NULL;
	int least = 3;

	for (; *names; names++) {
		int distance = text_distance(typed, *names);

		buf_printf(&list, "%s%s", list.size ? ", " : "", *names);
		if (distance < least && distance < (int)strlen(*names)) {
			least = distance;
			near = *names;
		}
	}
	if (near)
		error_set(error, ERROR_USAGE, "%s: there is no field '%s'; did you mean '%s'?", noun, typed, near);
	else
		error_set(error, ERROR_USAGE, "%s: there is no field '%s', but %s", noun, typed, buf_text(&list));
	buf_free(&list);
	free(typed);
	return -1;
}

int record_fields(const struct recording *recording, int first, const char *const *names, const char **values,
		  struct error *error)
{
	for (int i = first; i < recording->args->word_count; i++) {
		const char *word = recording->args->words[i], *equals = strchr(word, '=');
		int at = 0;

		if (!equals)
			return error_set(error, ERROR_USAGE, "%s: '%s' is no FIELD=VALUE", recording->noun, word);
		while (names[at] && (strlen(names[at]) != (size_t)(equals - word) ||
				     strncmp(names[at], word, (size_t)(equals - word)) != 0))
			at++;
		if (!names[at])
			return unknown_field(recording->noun, names, word, (int)(equals - word), error);
		values[at] = equals + 1;
	}
	return 0;
}

void record_say_fields(struct buf *out, const char *const *names, const char *const *values, int count)
{
	const char *between = "";

	for (int i = 0; i < count; i++)
		if (values[i]) {
			buf_printf(out, "%s%s", between, names[i]);
			between = ", ";
		}
}

int record_day(const struct ctx *ctx, const char *field, const char *text, day_t *day, struct error *error)
{
	*day = DAY_NONE;
	if (*text && date_parse_typed(text, ctx->clock, day, error))
		return error_prefix(error, "%s", field);
	return 0;
}

int record_past_day(const struct ctx *ctx, const char *field, const char *text, day_t *day, struct error *error)
{
	char date[DATE_SIZE];

	if (record_day(ctx, field, text, day, error))
		return -1;
	if (*day == DAY_NONE)
		return error_set(error, ERROR_INPUT, "%s: a day is missing", field);
	if (*day > ctx->clock)
		return error_set(error, ERROR_INPUT, "%s: %s is after today; what is recorded has happened", field,
				 date_format(*day, date));
	return 0;
}

int record_value(const char *field, const char *text, int64_t *value, struct error *error)
{
	*value = VALUE_NONE;
	if (*text && value_parse(text, value, error))
		return error_prefix(error, "%s", field);
	return 0;
}

int record_yes_no(const char *field, const char *text, bool *yes, struct error *error)
{
	*yes = !strcmp(text, "yes");
	if (*yes || !strcmp(text, "no"))
		return 0;
	return error_set(error, ERROR_USAGE, "%s: '%s' is neither yes nor no", field, text);
}

/* ---- naming a record ---- */

enum how { EXACTLY, AT_START, SOMEWHERE, HOWS };

static bool is_called(const char *name, const char *folded, enum how how)
{
	char *own;
	bool fits;

	if (!name)
		return false;
	own = text_fold(name);
	fits = how == EXACTLY	 ? !strcmp(own, folded)
	       : how == AT_START ? !strncmp(own, folded, strlen(folded))
				 : text_contains(own, folded);
	free(own);
	return fits;
}

/* Appends a name as a candidate, cut where it is a long text. */
static void add_candidate(struct buf *out, const struct record_item *candidate)
{
	int size = (int)strlen(candidate->name);

	buf_str(out, out->size ? "; " : "");
	if (size > 60) {
		for (size = 57; size > 0 && (candidate->name[size] & 0xc0) == 0x80;)
			size--; /* a character is not cut */
		buf_printf(out, "%.*s...", size, candidate->name);
	} else {
		buf_str(out, candidate->name);
	}
	if (candidate->other && *candidate->other)
		buf_printf(out, " (%s)", candidate->other);
}

static int say_candidates(const char *noun, const char *typed, const struct record_list *list, const char *folded,
			  enum how how, struct error *error)
{
	enum { LISTED = 10 };
	struct buf names = { 0 };
	size_t fitting = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (how < HOWS && !is_called(list->items[i].name, folded, how) &&
		    !is_called(list->items[i].other, folded, how))
			continue;
		if (++fitting <= LISTED)
			add_candidate(&names, &list->items[i]);
	}
	if (fitting > LISTED)
		buf_str(&names, "; and others");
	if (how < HOWS)
		error_set(error, ERROR_AMBIGUOUS, "'%s' fits several %ss: %s. Give more of it, or its #ID", typed,
			  noun, buf_text(&names));
	else if (list->count)
		error_set(error, ERROR_NOT_FOUND, "the account has no %s '%s'; it has %s", noun, typed,
			  buf_text(&names));
	else
		error_set(error, ERROR_NOT_FOUND, "the account has no %s yet; waymark %s add writes one", noun,
			  noun);
	buf_free(&names);
	return -1;
}

static int pick_by_id(const char *noun, const char *digits, const struct record_list *list, size_t *index,
		      struct error *error)
{
	char *end;
	int64_t id;

	errno = 0;
	id = strtoll(digits, &end, 10);
	for (*index = 0; !errno && *digits && !*end && *index < list->count; (*index)++)
		if (list->items[*index].id == id)
			return 0;
	return error_set(error, ERROR_NOT_FOUND, "the account has no %s #%s", noun, digits);
}

int record_pick(const char *noun, const char *typed, const struct record_list *list, size_t *index,
		struct error *error)
{
	char *folded;
	size_t fitting = 0;
	int how, status;

	if (*typed == '#')
		return pick_by_id(noun, typed + 1, list, index, error);
	if (!typed[strspn(typed, " \t")])
		return error_set(error, ERROR_USAGE, "a %s is named by its name, the start of it, or #ID", noun);
	folded = text_fold(typed);
	for (how = EXACTLY; how < HOWS && !fitting; how += !fitting)
		for (size_t i = 0; i < list->count; i++)
			if (is_called(list->items[i].name, folded, (enum how)how) ||
			    is_called(list->items[i].other, folded, (enum how)how)) {
				*index = i;
				fitting++;
			}
	status = fitting == 1 ? 0 : say_candidates(noun, typed, list, folded, (enum how)how, error);
	free(folded);
	return status;
}

/* ---- a noun's records ---- */

void record_list_add(struct record_list *list, int64_t id, const char *name, const char *other, json_t *json)
{
	*vec_add(list) = (struct record_item){ id, xstrdup(name), xstrdup(other), json };
}

void record_list_clear(struct record_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].name);
		free(list->items[i].other);
		json_decref(list->items[i].json);
	}
	vec_free(list);
}

static int read_all(struct recording *recording, day_t as_of, bool print, struct record_list *list,
		    struct error *error)
{
	*list = (struct record_list){ 0 };
	if (!recording->of->read(recording, as_of, print, list, error))
		return 0;
	record_list_clear(list);
	return -1;
}

static day_t naming_day(const struct recording *recording)
{
	return recording->of->ahead ? INT32_MAX : recording->ctx->clock;
}

int record_find(struct recording *recording, const char *typed, char **name, struct error *error)
{
	struct record_list list;
	size_t at = 0;
	int status;

	if (read_all(recording, naming_day(recording), false, &list, error))
		return -1;
	status = record_pick(recording->of->name, typed, &list, &at, error);
	if (!status) {
		recording->id = list.items[at].id;
		*name = xstrdup(list.items[at].name);
	}
	record_list_clear(&list);
	return status;
}

int record_refuse_taken(struct recording *recording, const char *name, struct error *error)
{
	const struct record_noun *of = recording->of;
	char *folded = text_fold(name);
	struct record_list list;
	int status = read_all(recording, naming_day(recording), false, &list, error);

	for (size_t i = 0; !status && i < list.count; i++)
		if (list.items[i].id != recording->id && is_called(list.items[i].name, folded, EXACTLY))
			status = error_set(error, ERROR_INPUT,
					   "there is %s %s '%s' already; waymark %s set changes it", of->article,
					   of->name, list.items[i].name, of->name);
	record_list_clear(&list);
	free(folded);
	return status;
}

json_t *record_now(struct recording *recording, struct error *error)
{
	struct record_list list;
	json_t *object = NULL;

	if (read_all(recording, recording->ctx->clock, false, &list, error))
		return NULL;
	for (size_t i = 0; i < list.count && !object; i++)
		if (list.items[i].id == recording->id)
			object = json_incref(list.items[i].json);
	record_list_clear(&list);
	return object ? object : json_null();
}

static int list_records(struct recording *recording, struct error *error)
{
	struct ctx *ctx = recording->ctx;
	bool json = ctx->format == FORMAT_JSON;
	struct record_list list;
	json_t *array;

	if (recording_words(recording, 0, 0, "nothing", error) ||
	    read_all(recording, ctx->as_of, !json, &list, error))
		return -1;
	if (json) {
		array = json_array();
		for (size_t i = 0; i < list.count; i++)
			json_array_append(array, list.items[i].json);
		out_json(ctx, array);
	} else if (!list.count) {
		outcome_say(recording->outcome, "%s", recording->of->empty);
	}
	record_list_clear(&list);
	return 0;
}

static int write_removal(struct recording *recording, void *data, struct error *error)
{
	const struct record_noun *noun = recording->of;

	buf_printf(&recording->sentence, "removed the %s '%s' %s {a:%lld}", noun->removed, (const char *)data,
		   noun->off, (long long)recording->account);
	return noun->remove(recording->ctx->book, recording->account, recording->id, NULL, error);
}

static int remove_record(struct recording *recording, struct error *error)
{
	char *what = xasprintf("%s %s", recording->of->article, recording->of->removed), *name = NULL;
	int status = recording_words(recording, 1, 1, what, error);

	if (!status)
		status = record_find(recording, args_word(recording->args, 2), &name, error);
	if (!status)
		status = recording_change(recording, write_removal, name, record_now, error);
	free(name);
	free(what);
	return status;
}

int record_act(const struct record_noun *noun, struct ctx *ctx, const struct args *args, struct outcome *outcome,
	       struct error *error)
{
	struct recording recording;
	int status;

	if (recording_start(&recording, ctx, args, noun->name, outcome, error))
		return -1;
	recording.of = noun;
	if (recording_is(&recording, "list"))
		status = list_records(&recording, error);
	else if (recording_is(&recording, "add"))
		status = noun->add(&recording, error);
	else if (noun->remove && recording_is(&recording, "remove"))
		status = remove_record(&recording, error);
	else
		status = noun->change(&recording, error);
	buf_free(&recording.sentence);
	return status;
}
