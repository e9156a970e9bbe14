/* What an expression comes to on an account. Every part may be not known; nothing overflows. */
#include <string.h>

#include "core/account.h"
#include "core/expr_private.h"

struct expr_val expr_val(int64_t number)
{
	return (struct expr_val){ .known = true, .number = number };
}

struct expr_val expr_unknown(void)
{
	return (struct expr_val){ .known = false };
}

static struct expr_val wide(__int128 number)
{
	return number > INT64_MAX || number < INT64_MIN ? expr_unknown() : expr_val((int64_t)number);
}

struct expr_val expr_scaled(int64_t value, int64_t factor)
{
	return wide((__int128)value * factor);
}

static struct expr_val thousandths(int64_t whole)
{
	return expr_scaled(whole, VALUE_SCALE);
}

static struct expr_val of_text(const char *text)
{
	return text ? expr_val((int64_t)(intptr_t)text) : expr_unknown();
}

#define DAY_FIRST (-719162) /* 0001-01-01 */
#define DAY_LAST 2932896    /* 9999-12-31 */

static struct expr_val of_day(int64_t day)
{
	if (day < DAY_FIRST || day > DAY_LAST)
		return expr_unknown();
	return expr_val(day);
}

/* ---- fields ---- */

static struct expr_val stalled(const struct view *view, const struct position *position)
{
	if (view->start == DAY_NONE || view->track->reading == READING_DIAGNOSIS)
		return expr_unknown();
	return thousandths(position->completed ? 0
					       : (int64_t)view->as_of - position_stall_from(position, view->start));
}

static struct expr_val of_track(const struct expr_input *input, enum expr_field field)
{
	const struct view *view = input->scoring->view;
	const struct position *position = input->scoring->position;

	if (!view->track || !position)
		return expr_unknown();
	switch (field) {
	case FIELD_TRACK:
		return of_text(view->track->key);
	case FIELD_STAGE:
		return of_text(input->stage);
	case FIELD_STAGE_DAYS:
		return position->days < 0 ? expr_unknown() : thousandths(position->days);
	case FIELD_STALLED_DAYS:
		return stalled(view, position);
	case FIELD_PACE:
		return position->pace == PACE_NONE ? expr_unknown() : expr_val(position->pace);
	case FIELD_SETTLED:
		return thousandths(position->settled);
	case FIELD_REQUIRED:
		return thousandths(position->required);
	case FIELD_ALL_SETTLED:
		return thousandths(position->all_settled);
	case FIELD_ALL_REQUIRED:
		return thousandths(position->all_required);
	default:
		return expr_val(position->completed);
	}
}

static struct expr_val of_health(const struct expr_input *input, enum expr_field field)
{
	const struct health *health = input->scoring->health;
	int band;

	if (!health)
		return expr_unknown();
	switch (field) {
	case FIELD_HEALTH:
		return health->score == HEALTH_UNKNOWN ? expr_unknown() : thousandths(health->score);
	case FIELD_CONFIDENCE:
		return thousandths(health->confidence);
	default:
		band = field == FIELD_BAND ? health->band : health->computed;
		return band == BAND_UNKNOWN ? expr_unknown() : expr_val(band);
	}
}

static struct expr_val of_money(int64_t minor, int decimals)
{
	int64_t unit = 1;

	for (int i = 0; i < decimals && i < 9; i++)
		unit *= 10;
	return wide((__int128)minor * VALUE_SCALE / unit);
}

static struct expr_val read_field(const struct expr_input *input, enum expr_field field)
{
	const struct view *view = input->scoring->view;

	switch (field) {
	case FIELD_HEALTH:
	case FIELD_CONFIDENCE:
	case FIELD_BAND:
	case FIELD_COMPUTED_BAND:
		return of_health(input, field);
	case FIELD_TREND:
		return input->trend == TREND_NONE ? expr_unknown() : thousandths(input->trend);
	case FIELD_ARR:
		return view->has_arr ? of_money(view->arr, input->decimals) : expr_unknown();
	case FIELD_SEGMENT:
		return of_text(input->segment);
	case FIELD_CSM:
		return of_text(input->csm);
	case FIELD_STATUS:
		return expr_val(view->status);
	case FIELD_RENEWAL:
		return of_day(view->renewal);
	case FIELD_START:
		return of_day(input->start);
	case FIELD_CONTRACT_AGE:
		return view->contract == DAY_NONE || view->contract > view->as_of
			       ? expr_unknown()
			       : thousandths((int64_t)view->as_of - view->contract);
	case FIELD_CADENCE:
		return thousandths(view_cadence(view, input->scoring->limits));
	case FIELD_PLAN:
		return expr_val(view->plan);
	case FIELD_LAST_REVIEW:
		return of_day(input->last_review);
	case FIELD_NEXT_REVIEW:
		return of_day(input->next_review);
	case FIELD_TODAY:
		return of_day(view->as_of);
	default:
		return of_track(input, field);
	}
}

/* ---- indicators ---- */

/* The card's own, by their ids. */
static struct reading read_others(const struct expr_run *run, const struct expr_call *call)
{
	const struct scoring *scoring = run->input->scoring;
	struct indicator indicator = call->indicator;
	int found[HEALTH_MAX_INDICATORS], all;

	if (!scoring->card || !scoring->health)
		return reading_unknown();
	all = scorecard_indicators(scoring->card);
	indicator.args.indicators = found;
	for (int n = 0; n < call->name_count; n++)
		for (int i = 0; i < all && i < HEALTH_MAX_INDICATORS; i++)
			if (!strcmp(scorecard_indicator(scoring->card, i)->name, call->names[n])) {
				found[indicator.args.indicator_count++] = i;
				break;
			}
	return indicator.kind->read(scoring, &indicator);
}

static struct expr_val run_kind(const struct expr_run *run, const struct expr_node *node)
{
	const struct expr_call *call = &run->expr->calls.items[node->number];
	const struct indicator *indicator = &call->indicator;
	struct reading reading = call->name_count ? read_others(run, call)
						  : indicator->kind->read(run->input->scoring, indicator);

	if (!reading.known)
		return expr_unknown();
	if (run->records)
		expr_note_kind(run, indicator);
	return node->type == EXPR_TRUTH ? expr_val(reading.value != 0)
					: expr_scaled(reading.value, VALUE_SCALE / indicator->kind->scale);
}

static struct expr_val run_covers(const struct expr_run *run, const struct expr_node *node)
{
	const struct indicator *indicator = &run->expr->calls.items[node->number].indicator;
	struct reading reading = indicator->kind->read(run->input->scoring, indicator);

	if (!reading.known)
		return expr_unknown();
	if (run->records)
		expr_note_kind(run, indicator);
	return expr_val(reading.value == __builtin_popcount(indicator->args.roles));
}

/* ---- arithmetic ---- */

/* Half away from 0. */
static struct expr_val divided(__int128 over, __int128 under)
{
	__int128 whole, rest;

	if (under == 0)
		return expr_unknown();
	if (under < 0) {
		over = -over;
		under = -under;
	}
	whole = over / under;
	rest = over % under;
	if (2 * (rest < 0 ? -rest : rest) >= under)
		whole += over < 0 ? -1 : 1;
	return wide(whole);
}

/* Dates move by whole days; what is begun does not count. */
static int64_t whole_days(int64_t number)
{
	return number / VALUE_SCALE;
}

static struct expr_val add(const struct expr_run *run, const struct expr_node *node, struct expr_val a,
			   struct expr_val b)
{
	const struct expr_node *nodes = run->expr->items;
	int64_t sign = node->op == OP_SUBTRACT ? -1 : 1;

	if (node->type == EXPR_DATE) {
		bool first = nodes[node->a].type == EXPR_DATE;
		__int128 day = (__int128)(first ? a.number : b.number) +
			       (__int128)sign * whole_days(first ? b.number : a.number);

		return day > INT32_MAX || day < INT32_MIN ? expr_unknown() : of_day((int64_t)day);
	}
	if (nodes[node->a].type == EXPR_DATE)
		return thousandths(a.number - b.number);
	return wide((__int128)a.number + (__int128)sign * b.number);
}

static struct expr_val run_arithmetic(const struct expr_run *run, const struct expr_node *node)
{
	struct expr_val a = expr_run(run, node->a), b;

	if (!a.known)
		return a;
	if (node->op == OP_MINUS)
		return wide(-(__int128)a.number);
	b = expr_run(run, node->b);
	if (!b.known)
		return b;
	switch (node->op) {
	case OP_MULTIPLY:
		return divided((__int128)a.number * b.number, VALUE_SCALE);
	case OP_DIVIDE:
		return divided((__int128)a.number * VALUE_SCALE, b.number);
	default:
		return add(run, node, a, b);
	}
}

/* ---- comparisons ---- */

static const char *text_of(int64_t address)
{
	return (const char *)(intptr_t)address;
}

static int fold_compare(const char *a, const char *b)
{
	for (;; a++, b++) {
		int x = *a >= 'A' && *a <= 'Z' ? *a - 'A' + 'a' : (unsigned char)*a;
		int y = *b >= 'A' && *b <= 'Z' ? *b - 'A' + 'a' : (unsigned char)*b;

		if (x != y)
			return x < y ? -1 : 1;
		if (!x)
			return 0;
	}
}

bool expr_compare(enum expr_op op, enum expr_type type, const struct expr_domain *domain, int64_t left,
		  int64_t right)
{
	int order = type == EXPR_TEXT && !domain ? fold_compare(text_of(left), text_of(right))
						 : (left > right) - (left < right);

	switch (op) {
	case OP_EQUAL:
		return order == 0;
	case OP_NOT_EQUAL:
		return order != 0;
	case OP_LESS:
		return order < 0;
	case OP_AT_MOST:
		return order <= 0;
	case OP_MORE:
		return order > 0;
	default:
		return order >= 0;
	}
}

/* Most operands are constants and fields: those without another turn. */
static inline struct expr_val operand(const struct expr_run *run, int index)
{
	const struct expr_node *node = &run->expr->items[index];

	if (node->op == OP_CONST)
		return expr_val(node->number);
	if (node->op == OP_FIELD && !run->records)
		return read_field(run->input, (enum expr_field)node->number);
	return expr_run(run, index);
}

static struct expr_val run_comparison(const struct expr_run *run, const struct expr_node *node)
{
	const struct expr_node *left = &run->expr->items[node->a];
	struct expr_val a = operand(run, node->a), b;

	if (!a.known)
		return a;
	b = operand(run, node->b);
	if (!b.known)
		return b;
	return expr_val(expr_compare(node->op, left->type, left->domain, a.number, b.number));
}

/* One end that it lies beyond is enough for a no. */
static struct expr_val run_between(const struct expr_run *run, const struct expr_node *node)
{
	struct expr_val value = expr_run(run, node->a), low, high;

	if (!value.known)
		return value;
	low = expr_run(run, node->b);
	high = expr_run(run, node->c);
	if ((low.known && value.number < low.number) || (high.known && value.number > high.number))
		return expr_val(0);
	return low.known && high.known ? expr_val(1) : expr_unknown();
}

static struct expr_val run_in(const struct expr_run *run, const struct expr_node *node)
{
	const struct expr_node *left = &run->expr->items[node->a];
	struct expr_val value = expr_run(run, node->a);
	bool all = true;

	if (!value.known)
		return value;
	for (int i = node->b; i >= 0; i = run->expr->items[i].next) {
		struct expr_val item = expr_run(run, i);

		all &= item.known;
		if (item.known && expr_compare(OP_EQUAL, left->type, left->domain, value.number, item.number))
			return expr_val(1);
	}
	return all ? expr_val(0) : expr_unknown();
}

/* ---- logic ---- */

static size_t noted(const struct expr_run *run)
{
	return run->records ? run->records->count : 0;
}

static void forget(const struct expr_run *run, size_t from, size_t to)
{
	struct expr_records *records = run->records;

	if (!records || from == to)
		return;
	memmove(records->items + from, records->items + to, (records->count - to) * sizeof *records->items);
	records->count -= to - from;
}

/* A yes decides "or", a no "and". Where one side decides, the records of the other have no part in it. */
static struct expr_val run_logic(const struct expr_run *run, const struct expr_node *node)
{
	int64_t decides = node->op == OP_OR;
	size_t start = noted(run), middle;
	struct expr_val a = expr_run(run, node->a), b;
	bool by_a = a.known && a.number == decides, by_b;

	if (by_a && !run->records)
		return a;
	middle = noted(run);
	b = expr_run(run, node->b);
	by_b = b.known && b.number == decides;
	if (by_a || by_b) {
		if (!by_b)
			forget(run, middle, noted(run));
		if (!by_a)
			forget(run, start, middle);
		return expr_val(decides);
	}
	return a.known && b.known ? expr_val(!decides) : expr_unknown();
}

static struct expr_val run_else(const struct expr_run *run, const struct expr_node *node)
{
	size_t start = noted(run);
	struct expr_val value = expr_run(run, node->a);

	if (value.known)
		return value;
	forget(run, start, noted(run));
	return expr_run(run, node->b);
}

static struct expr_val run_distance(const struct expr_run *run, const struct expr_node *node)
{
	struct expr_val day = expr_run(run, node->a);
	int64_t days;

	if (!day.known)
		return day;
	days = run->input->scoring->view->as_of - day.number;
	return thousandths(node->op == OP_SINCE ? days : -days);
}

struct expr_val expr_run(const struct expr_run *run, int index)
{
	const struct expr_node *node = &run->expr->items[index];
	struct expr_val value;

	switch (node->op) {
	case OP_CONST:
	case OP_WORD:
		return expr_val(node->number);
	case OP_FIELD:
		value = read_field(run->input, (enum expr_field)node->number);
		if (run->records && value.known)
			expr_note_field(run, (enum expr_field)node->number);
		return value;
	case OP_KIND:
		return run_kind(run, node);
	case OP_COUNT:
		return expr_count_rows(run, &run->expr->calls.items[node->number]);
	case OP_DAYS_SINCE:
		return expr_days_since(run, &run->expr->calls.items[node->number]);
	case OP_COVERS:
		return run_covers(run, node);
	case OP_DEPARTED:
		return expr_departed(run, &run->expr->calls.items[node->number]);
	case OP_SINCE:
	case OP_UNTIL:
		return run_distance(run, node);
	case OP_KNOWN:
		return expr_val(expr_run(run, node->a).known);
	case OP_ELSE:
		return run_else(run, node);
	case OP_MINUS:
	case OP_ADD:
	case OP_SUBTRACT:
	case OP_MULTIPLY:
	case OP_DIVIDE:
		return run_arithmetic(run, node);
	case OP_BETWEEN:
		return run_between(run, node);
	case OP_IN:
		return run_in(run, node);
	case OP_NOT:
		value = expr_run(run, node->a);
		return value.known ? expr_val(!value.number) : value;
	case OP_AND:
	case OP_OR:
		return run_logic(run, node);
	default:
		return run_comparison(run, node);
	}
}

/* ---- for others ---- */

void expr_eval(const struct expr *expr, const struct expr_input *input, struct expr_value *out,
	       struct expr_records *records)
{
	const struct expr_run run = { .expr = expr, .input = input, .records = records };
	const struct expr_domain *domain = expr->items[expr->root].domain;
	struct expr_val value = expr_run(&run, expr->root);

	*out = (struct expr_value){ .known = value.known, .type = expr->type };
	if (value.known) {
		out->number = expr->type == EXPR_TEXT ? 0 : value.number;
		out->text = domain && domain->words   ? domain->words[value.number]
			    : expr->type == EXPR_TEXT ? text_of(value.number)
						      : NULL;
	}
	if (records && !records->count)
		expr_note_whom(&run);
	if (records)
		expr_records_settle(records);
}

bool expr_holds(const struct expr *expr, const struct expr_input *input)
{
	const struct expr_run run = { .expr = expr, .input = input };
	struct expr_val value = expr_run(&run, expr->root);

	return expr->type == EXPR_TRUTH && value.known && value.number;
}

void expr_say(const struct expr_value *value, struct buf *out)
{
	char text[VALUE_SIZE];

	if (!value->known) {
		buf_char(out, '-');
		return;
	}
	switch (value->type) {
	case EXPR_TRUTH:
		buf_str(out, value->number ? "yes" : "no");
		break;
	case EXPR_DATE:
		buf_str(out, date_format((day_t)value->number, text));
		break;
	case EXPR_TEXT:
		buf_str(out, value->text ? value->text : "-");
		break;
	default:
		if (value->number > VALUE_MAX || value->number < -VALUE_MAX)
			buf_printf(out, "%lld", (long long)(value->number / VALUE_SCALE));
		else
			buf_str(out, value_format(value->number, text));
	}
}
