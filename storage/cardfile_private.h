#ifndef WAYMARK_STORAGE_CARDFILE_PRIVATE_H
#define WAYMARK_STORAGE_CARDFILE_PRIVATE_H
/* What the files that read scorecards share. */
#include "core/health.h"
#include "storage/cardfile.h"
#include "storage/cfgfile.h"

/* What a label of the file stands for. */
struct card_label {
	const char *key, *name; /* borrowed from the file */
	enum band band;
	int score; /* hundredths */
};

/* An indicator as it stands in the file. */
struct card_item {
	struct indicator *indicator;
	const config_setting_t *group;
};

struct card_reader {
	struct cfgfile file;
	struct error *error;
	struct card_words *words;
	struct scorecard *card;
	VEC(struct card_label) labels;
	VEC(struct card_item) items; /* by index over the whole card */
};

/* cardfile_value.c */
int card_id(struct card_reader *reader, const config_setting_t *group, const char *what, char **out);
int card_text(struct card_reader *reader, const config_setting_t *group, const char *name, const char **out);
int card_days(struct card_reader *reader, const config_setting_t *group, const char *name, int least, int *out);
/* A list of texts, each added to names; a bit each. */
int card_bits(struct card_reader *reader, const config_setting_t *group, const char *name, struct names *names,
	      uint64_t *out);
int card_band_word(struct card_reader *reader, const config_setting_t *group, enum band *out);
/* A number, whole or with decimals, in parts of 1/scale; what names it in messages. */
int card_decimal(struct card_reader *reader, const config_setting_t *setting, const char *what, int scale,
		 int64_t *out);
/* 0 to 100 points as hundredths. */
int card_points(struct card_reader *reader, const config_setting_t *setting, int *out);
int card_applies(struct card_reader *reader, const config_setting_t *group, struct applies *out);
int card_range(struct card_reader *reader, const config_setting_t *setting, const struct indicator_kind *kind,
	       struct range *out);

/* cardfile_indicator.c */
int card_indicator(struct card_reader *reader, const config_setting_t *group, bool beside, struct indicator *out);
/* When all are known: those that look at others. */
int card_others(struct card_reader *reader);
/* The index of one by its id; -1: said as an error, at that setting. */
int card_indicator_named(struct card_reader *reader, const config_setting_t *where, const char *name);
const struct card_label *card_label_find(const struct card_reader *reader, const char *key);
/* Says that there is no such label; -1. */
int card_no_label(struct card_reader *reader, const config_setting_t *where, const char *key);

#endif
