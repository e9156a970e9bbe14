/* The names of the language for the manual, from the tables that the compiler itself goes by. */
#include "core/expr_private.h"

static void heading(struct buf *out, const char *title)
{
	buf_printf(out, ".SS %s\n", title);
}

static void entry(struct buf *out, const char *head, const char *says)
{
	buf_printf(out, ".TP\n.B %s\n%s\n", head, says);
}

static const char *type_word(enum expr_type type)
{
	static const char *const words[] = {
		[EXPR_TRUTH] = "yes or no", [EXPR_NUMBER] = "number", [EXPR_DATE] = "date", [EXPR_TEXT] = "text"
	};

	return words[type];
}

static void add_words(struct buf *out, const struct expr_domain *domain)
{
	for (int i = domain->first; i < domain->count; i++)
		buf_printf(out, "%s%s", i > domain->first ? ", " : "", domain->words[i]);
}

static void add_field(struct buf *out, const struct expr_name *field)
{
	buf_printf(out, ".TP\n.B %s\n(%s) %s\n", field->name, type_word(field->type), field->says);
}

static void add_rows(struct buf *out, const struct expr_rows_name *rows)
{
	buf_printf(out, ".TP\n.B %s\n%s: ", rows->name, rows->says);
	for (int i = 0; i < rows->count; i++)
		buf_printf(out, "%s\\fI%s\\fR (%s: %s)", i ? "; " : "", rows->fields[i].name,
			   type_word(rows->fields[i].type), rows->fields[i].says);
	buf_str(out, "\n");
}

/* change(measure = logins, window = 30 [, before = 90] [, fold = mean]) */
static void add_kind(struct buf *out, const struct indicator_kind *kind)
{
	const char *between = "";

	buf_printf(out, ".TP\n.B %s(", kind->name);
	for (int i = 0; i < EXPR_ARGUMENTS; i++)
		if (kind->needs & expr_arguments[i].arg) {
			buf_printf(out, "%s%s", between, expr_arguments[i].example);
			between = ", ";
		}
	for (int i = 0; i < EXPR_ARGUMENTS; i++)
		if (kind->takes & ~kind->needs & expr_arguments[i].arg) {
			buf_printf(out, "%s[%s]", between, expr_arguments[i].example);
			between = ", ";
		}
	buf_printf(out, ")\n%s\n", kind->unit[0] ? kind->unit : "the value");
}

void expr_reference(struct buf *out)
{
	heading(out, "Fields of the account");
	for (int i = 0; i < FIELD_COUNT; i++)
		add_field(out, &expr_fields[i]);
	heading(out, "Functions");
	for (int i = 0; i < FUNCTIONS; i++)
		entry(out, expr_functions[i].head, expr_functions[i].says);
	heading(out, "Records and their fields");
	for (int i = 0; i < ROWS_COUNT; i++)
		add_rows(out, &expr_rows[i]);
	heading(out, "Indicators");
	for (int i = 0; i < KIND_COUNT; i++)
		add_kind(out, &indicator_kinds[i]);
	heading(out, "Roles");
	add_words(out, &expr_roles);
	buf_str(out, "\n");
}
