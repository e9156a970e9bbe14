#include "cmd/args.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#define TICK "ACCOUNT MILESTONE [yes|no|na|open] [--on DATE] [--note TEXT]"
#define HEALTH "ACCOUNT [--if MILESTONE=ANSWER...]"
#define PASS "ACCOUNT STAGE [--from us|them] [--back]"

TestSuite(args);

static int parse(const char *arguments, char **argv, struct args *args, struct error *error)
{
	int argc = 0;

	while (argv[argc])
		argc++;
	return args_parse(arguments, argc, argv, args, error);
}
#define ARGV(...) ((char **)(const char *[]){ __VA_ARGS__, NULL })

static void refused(const char *arguments, char **argv, const char *because)
{
	struct args args;
	struct error error = { 0 };

	cr_assert_eq(parse(arguments, argv, &args, &error), -1, "should be refused: %s", because);
	cr_assert(eq(int, (int)error.kind, ERROR_USAGE));
	cr_assert_neq(strstr(error.text, because), NULL, "'%s' does not say '%s'", error.text, because);
}

Test(args, the_table_text_becomes_a_specification)
{
	struct args_spec spec;

	args_spec_parse("NAME [FIELD=VALUE...] a|b [--on DATE] [--if M=A...] [--from us|them] [--back]", &spec);
	cr_assert(eq(int, spec.positional_count, 3));
	cr_assert(eq(int, spec.option_count, 4));
	cr_assert_str_eq(spec.positional[0].name, "NAME");
	cr_assert_not(spec.positional[0].optional);
	cr_assert_str_eq(spec.positional[1].name, "FIELD=VALUE");
	cr_assert(spec.positional[1].optional && spec.positional[1].repeated);
	cr_assert_str_eq(spec.positional[2].choices, "a|b");
	cr_assert_not(spec.positional[2].optional);
	cr_assert_str_eq(spec.options[0].name, "on");
	cr_assert_str_eq(spec.options[0].value, "DATE");
	cr_assert_str_eq(spec.options[0].choices, "");
	cr_assert_str_eq(spec.options[1].value, "M=A");
	cr_assert(spec.options[1].repeated);
	cr_assert_str_eq(spec.options[2].choices, "us|them");
	cr_assert_str_eq(spec.options[3].value, "");
}

Test(args, values_in_capitals_are_no_choices)
{
	struct args_spec spec;

	args_spec_parse("[TRACK|FILE|ACCOUNT] [--map NAME|FILE]", &spec);
	cr_assert_str_eq(spec.positional[0].name, "TRACK|FILE|ACCOUNT");
	cr_assert_str_eq(spec.positional[0].choices, "");
	cr_assert_str_eq(spec.options[0].choices, "");
}

Test(args, options_may_stand_anywhere)
{
	struct args args;
	struct error error;

	cr_assert(zero(int, parse(TICK, ARGV("tick", "--on", "-3d", "Acme", "--note=as said", "sso", "no"), &args,
				  &error)));
	cr_assert(eq(int, args.word_count, 3));
	cr_assert_str_eq(args_word(&args, 0), "Acme");
	cr_assert_str_eq(args_word(&args, 1), "sso");
	cr_assert_str_eq(args_word(&args, 2), "no");
	cr_assert_null(args_word(&args, 3));
	cr_assert_str_eq(args_option(&args, "on"), "-3d");
	cr_assert_str_eq(args_option(&args, "note"), "as said");
	args_free(&args);
}

Test(args, they_may_even_when_the_environment_asks_otherwise)
{
	struct args args;
	struct error error;

	setenv("POSIXLY_CORRECT", "1", 1);
	cr_assert(zero(int, parse(TICK, ARGV("tick", "Acme", "sso", "--on", "today"), &args, &error)));
	cr_assert(eq(int, args.word_count, 2));
	cr_assert_str_eq(args_option(&args, "on"), "today");
	args_free(&args);
}

Test(args, two_dashes_end_the_options)
{
	struct args args;
	struct error error;

	cr_assert(zero(int, parse(TICK, ARGV("tick", "Acme", "--", "--on"), &args, &error)));
	cr_assert(eq(int, args.word_count, 2));
	cr_assert_str_eq(args_word(&args, 1), "--on");
	cr_assert_null(args_option(&args, "on"));
	args_free(&args);
}

Test(args, the_last_of_an_option_counts_and_each_can_be_read)
{
	struct args args;
	struct error error;

	cr_assert(zero(int, parse(HEALTH, ARGV("health", "Acme", "--if", "a=yes", "--if", "b=no"), &args, &error)));
	cr_assert_str_eq(args_option(&args, "if"), "b=no");
	cr_assert_str_eq(args_option_nth(&args, "if", 0), "a=yes");
	cr_assert_str_eq(args_option_nth(&args, "if", 1), "b=no");
	cr_assert_null(args_option_nth(&args, "if", 2));
	args_free(&args);
}

Test(args, a_flag_is_empty_or_absent)
{
	struct args args;
	struct error error;

	cr_assert(zero(int, parse(PASS, ARGV("pass", "Acme", "organize", "--back"), &args, &error)));
	cr_assert_str_eq(args_option(&args, "back"), "");
	cr_assert_null(args_option(&args, "from"));
	args_free(&args);
}

Test(args, parsing_twice_starts_anew)
{
	struct args args;
	struct error error;

	for (int i = 0; i < 3; i++) {
		cr_assert(zero(int, parse(TICK, ARGV("tick", "Acme", "--on", "today", "sso"), &args, &error)));
		cr_assert(eq(int, args.word_count, 2));
		args_free(&args);
		refused(TICK, ARGV("tick", "Acme", "-xyz"), "-x");
	}
}

Test(args, what_is_wrong_is_named)
{
	refused(TICK, ARGV("tick"), "ACCOUNT is missing");
	refused(TICK, ARGV("tick", "Acme"), "MILESTONE is missing");
	refused(TICK, ARGV("tick", "Acme", "sso", "yes", "no"), "'no' is one word too many");
	refused(TICK, ARGV("tick", "Acme", "sso", "yse"), "did you mean 'yes'");
	refused(TICK, ARGV("tick", "Acme", "sso", "maybe"), "yes|no|na|open");
	refused(TICK, ARGV("tick", "Acme", "sso", "--noet", "x"), "did you mean '--note'");
	refused(TICK, ARGV("tick", "Acme", "sso", "--zzzzzz"), "no option '--zzzzzz'");
	refused(TICK, ARGV("tick", "Acme", "sso", "--on"), "'--on' wants a value");
	refused(PASS, ARGV("pass", "Acme", "s", "--back=now"), "takes no value");
	refused(PASS, ARGV("pass", "Acme", "s", "--from", "me"), "us|them");
	refused(PASS, ARGV("pass"), "pass: ");
}
