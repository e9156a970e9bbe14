/* What was spent, by quarter. */
#include "storage/costs.h"

#include "storage/store_private.h"

static int check_cost(const struct cost *cost, struct error *error)
{
	if (cost->purpose >= COST_PURPOSES)
		return error_set(error, ERROR_INPUT,
				 "the purpose is none of acquisition, retention, expansion, upsell");
	if (cost->minor < 0 || cost->minor > MONEY_MAX)
		return error_set(error, ERROR_INPUT, "the amount of a cost is 0 or more");
	if (strlen(cost->currency) != 3)
		return error_set(error, ERROR_INPUT, "the currency of a cost is not known");
	return 0;
}

int cost_put(struct book *book, const struct cost *cost, bool *changed, struct error *error)
{
	int rows;

	say_changed(changed, false);
	if (book_must_write(book, error) || check_cost(cost, error))
		return -1;
	rows = book_run(book, error, Q_COST_PUT, "dnttit", cost->on, (int)cost->purpose, cost->segment,
			cost->currency, cost->minor, text_or_null(cost->note));
	say_changed(changed, rows > 0);
	return rows < 0 ? -1 : 0;
}

int cost_remove(struct book *book, const struct cost *cost, bool *changed, struct error *error)
{
	int rows;

	say_changed(changed, false);
	if (book_must_write(book, error))
		return -1;
	rows = book_run(book, error, Q_COST_DELETE, "dntt", cost->on, (int)cost->purpose, cost->segment,
			cost->currency);
	say_changed(changed, rows > 0);
	return rows < 0 ? -1 : 0;
}

int cost_list(struct book *book, day_t from, day_t until, struct costs *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_COST_LIST, "dd", from, until);
	int found = -1;

	*out = (struct costs){ 0 };
	while (st && (found = book_step(book, st, error)) == 1) {
		struct cost *cost = vec_add(out);

		*cost = (struct cost){
			.on = column_day(st, 0),
			.purpose = (enum cost_purpose)sqlite3_column_int(st, 1),
			.segment = column_copy(st, 2),
			.minor = sqlite3_column_int64(st, 4),
			.note = column_copy(st, 5),
		};
		strncpy(cost->currency, column_string(st, 3), CURRENCY_SIZE - 1);
		if (cost->purpose >= COST_PURPOSES) { /* of a later version: nothing of what is reckoned here */
			free(cost->segment);
			free(cost->note);
			out->count--;
		}
	}
	if (found < 0)
		costs_clear(out);
	return found;
}

void costs_clear(struct costs *costs)
{
	for (size_t i = 0; i < costs->count; i++) {
		free(costs->items[i].segment);
		free(costs->items[i].note);
	}
	vec_free(costs);
}
