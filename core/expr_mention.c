/* Names in expressions that are a book's own: of tracks, stages, milestones, indicators. */
#include "core/expr_private.h"

void expr_mention(struct expr *expr, enum expr_mention_kind kind, const char *name, size_t offset)
{
	*vec_add(&expr->mentions) = (struct expr_mention){ kind, name, offset };
}

/* Where one side is the stage or the track, the other is the name of one. */
static void mention_pair(struct expr *expr, int a, int b)
{
	const struct expr_node *field = &expr->items[a], *word = &expr->items[b];

	if (field->op != OP_FIELD || word->op != OP_CONST || !word->text)
		return;
	if (field->number == FIELD_STAGE)
		expr_mention(expr, MENTION_STAGE, word->text, word->offset);
	else if (field->number == FIELD_TRACK)
		expr_mention(expr, MENTION_TRACK, word->text, word->offset);
}

void expr_mention_compared(struct expr *expr)
{
	for (size_t i = 0; i < expr->count; i++) {
		const struct expr_node *node = &expr->items[i];

		if (node->op == OP_EQUAL || node->op == OP_NOT_EQUAL) {
			mention_pair(expr, node->a, node->b);
			mention_pair(expr, node->b, node->a);
		} else if (node->op == OP_IN) {
			for (int item = node->b; item >= 0; item = expr->items[item].next)
				mention_pair(expr, node->a, item);
		}
	}
}

const struct expr_mention *expr_mentions(const struct expr *expr, size_t *count)
{
	*count = expr->mentions.count;
	return expr->mentions.items;
}
