#ifndef WAYMARK_STORAGE_PLAYFILE_PRIVATE_H
#define WAYMARK_STORAGE_PLAYFILE_PRIVATE_H
/* What the files that read playbooks share. */
#include "storage/cfgfile.h"
#include "storage/playbooks.h"

#define PLAY_ID_MAX 64
#define PLAY_TITLE_MAX 200
#define PLAY_TEXT_MAX 1000
#define PLAY_DAYS_MAX 3650

struct play_reader {
	struct cfgfile file;
	struct error *error;
	struct card_words *words;
	struct playbook *book;
};

/* All return -1 with the error told. What is missing leaves *out as it was. */
int playfile_id(struct play_reader *reader, const config_setting_t *group, const char *what, const char **out);
int play_text(struct play_reader *reader, const config_setting_t *group, const char *name, size_t max,
	      const char **out);
/* The same of one that must be there; example is what it looks like. */
int play_needs(struct play_reader *reader, const config_setting_t *group, const char *what, const char *name,
	       const char *example);
/* The expression of a setting, in its place in the file when it is wrong. */
int play_expr(struct play_reader *reader, const config_setting_t *group, const char *name, enum expr_type wanted,
	      struct expr **out);
/* A list of groups with at most this many; *count is its length, 0 where there is none. */
int playfile_list(struct play_reader *reader, const config_setting_t *group, const char *name, int most,
		  const config_setting_t **out, int *count);

/* playfile_play.c */
int play_template_read(struct play_reader *reader, const config_setting_t *group, struct play_template *out);

#endif
