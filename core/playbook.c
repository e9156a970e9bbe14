/* Letting go of a playbook: every text, array and expression in it is its own. */
#include <stdlib.h>

#include "core/play.h"

static void let_go(const void *memory)
{
	free((void *)(uintptr_t)memory);
}

static void flag_clear(const struct flag *flag)
{
	let_go(flag->key);
	let_go(flag->title);
	let_go(flag->advice);
	let_go(flag->unit);
	let_go(flag->play);
	expr_free(flag->when);
	expr_free(flag->figure);
}

static void play_clear(const struct play_template *play)
{
	for (int i = 0; i < play->task_count; i++) {
		let_go(play->tasks[i].text);
		let_go(play->tasks[i].owner);
		let_go(play->tasks[i].document);
	}
	for (int i = 0; play->outcomes && play->outcomes[i]; i++)
		let_go(play->outcomes[i]);
	let_go(play->key);
	let_go(play->title);
	let_go(play->purpose);
	let_go(play->unit);
	let_go(play->tasks);
	let_go(play->outcomes);
	expr_free(play->figure);
}

static void ask_clear(const struct ask_template *ask)
{
	for (int i = 0; i < ask->condition_count; i++) {
		expr_free(ask->conditions[i].when);
		let_go(ask->conditions[i].missing);
	}
	let_go(ask->key);
	let_go(ask->title);
	let_go(ask->words);
	let_go(ask->conditions);
}

void playbook_free(struct playbook *playbook)
{
	if (!playbook)
		return;
	for (int i = 0; i < playbook->flag_count; i++)
		flag_clear(&playbook->flags[i]);
	for (int i = 0; i < playbook->play_count; i++)
		play_clear(&playbook->plays[i]);
	for (int i = 0; i < playbook->ask_count; i++)
		ask_clear(&playbook->asks[i]);
	vec_free(&playbook->mentions);
	let_go(playbook->key);
	let_go(playbook->title);
	let_go(playbook->version);
	let_go(playbook->flags);
	let_go(playbook->plays);
	let_go(playbook->asks);
	free(playbook);
}
