/* What is generated from the table: the manual's section and the shells' completions. */
#include <string.h>

#include "cmd/args.h"
#include "cmd/help.h"
#include "core/expr.h"

/* ---- the manual ---- */

/* Text for roff: hyphens that can be copied, no line taken for a request. */
static void roff(FILE *out, const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", out);
	for (; *text; text++) {
		if (*text == '-')
			fputs("\\-", out);
		else if (*text == '\\')
			fputs("\\e", out);
		else if (*text == '\'')
			fputs("\\(aq", out);
		else
			fputc(*text, out);
	}
}

static void man_action(FILE *out, const struct action *action)
{
	size_t count;
	const struct help_example *examples = help_examples(&count);

	fputs(".TP\n.B ", out);
	roff(out, action->name);
	fputs("\n.RS\n", out);
	for (size_t i = 0; i < count; i++) {
		if (examples[i].action != action->id)
			continue;
		fputs(".PP\n.EX\n", out);
		roff(out, examples[i].line);
		fputs("\n.EE\n", out);
		roff(out, examples[i].does);
		fputc('\n', out);
	}
	fputs(".PP\n.B waymark ", out);
	roff(out, action->name);
	if (*action->arguments) {
		fputc(' ', out);
		roff(out, action->arguments);
	}
	fputs("\n.PP\n", out);
	roff(out, action->help);
	fputs(".\n.RE\n", out);
}

static void generate_man(FILE *out)
{
	for (int i = 0; i < ACTION_COUNT; i++)
		if (help_is_command(action_info((enum action_id)i)))
			man_action(out, action_info((enum action_id)i));
}

static void generate_options(FILE *out)
{
	for (int i = 0; i < OPTION_COUNT; i++) {
		const struct option_info *info = option_info((enum option_id)i);

		fputs(".TP\n.B ", out);
		roff(out, info->name);
		fputc('\n', out);
		roff(out, info->help);
		if (info->is_number)
			fprintf(out, " (%s; from %ld to %ld)", info->initial, info->low, info->high);
		else if (*info->initial) {
			fputs(" (", out);
			roff(out, info->initial);
			fputc(')', out);
		}
		fputs(".\n", out);
	}
}

/* ---- completions ---- */

static void names(FILE *out, const char *before, const char *after)
{
	for (int i = 0; i < ACTION_COUNT; i++)
		if (help_is_command(action_info((enum action_id)i)))
			fprintf(out, "%s%s%s", before, action_info((enum action_id)i)->name, after);
}

/* The global options, from their one text. */
static void global_options(FILE *out, const char *before, const char *after)
{
	struct args_spec spec;

	args_spec_parse(GLOBAL_OPTIONS " [--version]", &spec);
	for (int i = 0; i < spec.option_count; i++)
		fprintf(out, "%s--%s%s", before, spec.options[i].name, after);
}

static void generate_bash(FILE *out)
{
	fputs("# bash completion for waymark; made from the table of actions (make docs)\n"
	      "_waymark()\n"
	      "{\n"
	      "\tlocal current=${COMP_WORDS[COMP_CWORD]} line\n"
	      "\tCOMPREPLY=()\n"
	      "\tif [[ $COMP_CWORD -eq 1 && $current == -* ]]; then\n"
	      "\t\tCOMPREPLY=($(compgen -W '",
	      out);
	global_options(out, "", " ");
	fputs("' -- \"$current\"))\n"
	      "\t\treturn\n"
	      "\tfi\n"
	      "\tif [[ $COMP_CWORD -eq 1 ]]; then\n"
	      "\t\tCOMPREPLY=($(compgen -W '",
	      out);
	names(out, "", " ");
	fputs("' -- \"$current\"))\n"
	      "\t\treturn\n"
	      "\tfi\n"
	      "\twhile IFS= read -r line; do\n"
	      "\t\tif [[ $line == *= ]]; then\n"
	      "\t\t\tcompopt -o nospace 2>/dev/null\n"
	      "\t\t\tCOMPREPLY+=(\"$line\")\n"
	      "\t\telse\n"
	      "\t\t\tCOMPREPLY+=(\"$(printf %q \"$line\")\")\n"
	      "\t\tfi\n"
	      "\tdone < <(waymark --complete \"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null)\n"
	      "}\n"
	      "complete -o default -F _waymark waymark\n",
	      out);
}

/* A description within single quotes, where one is written '\''. */
static void quoted(FILE *out, const char *text, const char *special)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\''", out);
		else if (strchr(special, *text))
			fprintf(out, "\\%c", *text);
		else
			fputc(*text, out);
	}
}

static void generate_zsh(FILE *out)
{
	fputs("#compdef waymark\n"
	      "# zsh completion for waymark; made from the table of actions (make docs)\n"
	      "_waymark()\n"
	      "{\n"
	      "\tlocal -a commands options found\n"
	      "\tcommands=(\n",
	      out);
	for (int i = 0; i < ACTION_COUNT; i++) {
		const struct action *action = action_info((enum action_id)i);

		if (!help_is_command(action))
			continue;
		fprintf(out, "\t\t'%s:", action->name);
		quoted(out, action->help, ":");
		fputs("'\n", out);
	}
	fputs("\t)\n\toptions=(", out);
	global_options(out, " ", "");
	fputs(" )\n"
	      "\tif (( CURRENT == 2 )); then\n"
	      "\t\tif [[ $words[CURRENT] == -* ]]; then\n"
	      "\t\t\tcompadd -- $options\n"
	      "\t\telse\n"
	      "\t\t\t_describe command commands\n"
	      "\t\tfi\n"
	      "\t\treturn\n"
	      "\tfi\n"
	      "\tfound=(\"${(@f)$(waymark --complete \"${(@Q)words[2,CURRENT]}\" 2>/dev/null)}\")\n"
	      "\tfound=(${found:#})\n"
	      "\tif (( $#found )); then\n"
	      "\t\tcompadd -- \"${(@)found}\"\n"
	      "\telse\n"
	      "\t\t_files\n"
	      "\tfi\n"
	      "}\n"
	      "_waymark \"$@\"\n",
	      out);
}

static void generate_fish(FILE *out)
{
	fputs("# fish completion for waymark; made from the table of actions (make docs)\n"
	      "function __waymark_complete\n"
	      "\tset -l words (commandline -opc) (commandline -ct)\n"
	      "\twaymark --complete $words[2..-1] 2>/dev/null\n"
	      "end\n"
	      "complete -c waymark -n 'not __fish_use_subcommand' -a '(__waymark_complete)'\n",
	      out);
	global_options(out, "complete -c waymark -l ", "\n");
	for (int i = 0; i < ACTION_COUNT; i++) {
		const struct action *action = action_info((enum action_id)i);

		if (!help_is_command(action))
			continue;
		fprintf(out, "complete -c waymark -n __fish_use_subcommand -f -a %s -d '", action->name);
		for (const char *p = action->help; *p; p++)
			fprintf(out, *p == '\'' || *p == '\\' ? "\\%c" : "%c", *p);
		fputs("'\n", out);
	}
}

static void generate_expressions(FILE *out)
{
	struct buf text = { 0 };

	expr_reference(&text);
	fputs(buf_text(&text), out);
	buf_free(&text);
}

int help_generate(FILE *out, const char *what, struct error *error)
{
	static const struct {
		const char *name;
		void (*generate)(FILE *out);
	} files[] = {
		{ "man", generate_man }, { "options", generate_options }, { "bash", generate_bash },
		{ "zsh", generate_zsh }, { "fish", generate_fish },	  { "expressions", generate_expressions },
	};

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		if (strcmp(files[i].name, what))
			continue;
		files[i].generate(out);
		return 0;
	}
	return error_set(error, ERROR_USAGE, "'%s' is none of man, options, bash, zsh, fish, expressions", what);
}
