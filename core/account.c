#include "core/account.h"

#include <stdlib.h>

void account_row_clear(struct account_row *row)
{
	free(row->external_id);
	free(row->source);
	free(row->name);
	free(row->segment);
	free(row->csm);
	free(row->track);
	free(row->stage);
	free(row->next_key);
	free(row->next_question);
	free(row->lens);
	free(row->label);
	*row = (struct account_row){ 0 };
}

const char *account_band_label(const struct account_row *row)
{
	return row->label ? row->label : band_name(row->band);
}

int64_t account_at_stake(bool has_arr, int64_t arr, int health)
{
	int lack = 10000 - health;

	if (!has_arr || health == HEALTH_UNKNOWN)
		return -1;
	if (arr <= 0 || lack <= 0)
		return 0;
	/* In two steps: the product may not fit. */
	return arr / 10000 * lack + arr % 10000 * lack / 10000;
}
