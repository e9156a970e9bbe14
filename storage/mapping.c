#include "storage/mapping.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "storage/cfgfile.h"

static const char *const mapping_settings[] = {
	"name",	      "title",	"kind", "source", "match",    "fields", "ignore", "currency", "decimal",
	"date_order", "refuse", "via",	"sum",	  "measures", "survey", "scale",  NULL,
};
static const char *const measure_settings[] = { "key", "column", "when", "count", NULL };
static const char *const field_settings[] = {
	"field", "columns", "values", "multiply", "key_length", "cents", "months_before", NULL,
};
static const char *const value_settings[] = { "from", "to", NULL };

/* Append the strings of a list that was checked. */
#define ADD_STRINGS(to, list) \
	do \
		for (int i_ = 0; (list) && i_ < config_setting_length(list); i_++) \
			*vec_add(to) = xstrdup(config_setting_get_string_elem(list, i_)); \
	while (0)

static int read_values(const struct cfgfile *file, const config_setting_t *group, struct mapping_field *field,
		       struct error *error)
{
	const config_setting_t *list;

	if (cfg_list(file, group, "values", true, &list, error) < 0)
		return -1;
	for (int i = 0; list && i < config_setting_length(list); i++) {
		const config_setting_t *item = config_setting_get_elem(list, (unsigned)i);
		const char *from, *to;

		if (cfg_known(file, item, "a value", value_settings, error) < 0 ||
		    cfg_string(file, item, "from", 200, &from, error) < 0 ||
		    cfg_string(file, item, "to", 200, &to, error) < 0)
			return -1;
		if (!from || !to)
			return cfg_fail(file, item, error, "a value needs both from and to");
		*vec_add(&field->values) = (struct mapping_value){ xstrdup(from), xstrdup(to) };
	}
	return 0;
}

static int read_field(const struct cfgfile *file, const config_setting_t *group, const char *const *names,
		      struct mapping *mapping, struct error *error)
{
	struct mapping_field *field = vec_add(&mapping->fields);
	const config_setting_t *columns;
	int name = -1;

	memset(field, 0, sizeof *field);
	field->multiply = 1;
	if (cfg_known(file, group, "a field", field_settings, error) < 0 ||
	    cfg_word(file, group, "field", names, &name, error) < 0)
		return -1;
	if (name < 0)
		return cfg_fail(file, group, error, "which field is this? write field = \"name\", say");
	field->name = xstrdup(names[name]);
	if (cfg_list(file, group, "columns", false, &columns, error) < 0)
		return -1;
	if (!columns || !config_setting_length(columns))
		return cfg_fail(file, group, error, "the field %s needs columns = [ \"HEADER\" ]", field->name);
	ADD_STRINGS(&field->columns, columns);
	if (read_values(file, group, field, error) < 0 ||
	    cfg_number(file, group, "multiply", 1, 1000000, &field->multiply, error) < 0 ||
	    cfg_number(file, group, "key_length", 1, 1000, &field->key_length, error) < 0 ||
	    cfg_bool(file, group, "cents", &field->cents, error) < 0)
		return -1;
	return cfg_bool(file, group, "months_before", &field->months_before, error);
}

static int read_fields(const struct cfgfile *file, const config_setting_t *root, const char *const *names,
		       struct mapping *mapping, struct error *error)
{
	const config_setting_t *list;

	if (cfg_list(file, root, "fields", true, &list, error) < 0)
		return -1;
	for (int i = 0; list && i < config_setting_length(list); i++) {
		const config_setting_t *item = config_setting_get_elem(list, (unsigned)i);
		struct mapping_field *field;

		if (read_field(file, item, names, mapping, error) < 0)
			return -1;
		field = &mapping->fields.items[mapping->fields.count - 1];
		if (mapping_field(mapping, field->name) != field)
			return cfg_fail(file, item, error,
					"the field %s stands here twice; put its columns into one", field->name);
	}
	if (!mapping->fields.count && !mapping->refuse)
		return cfg_fail(file, root, error, "a mapping needs fields = ( { field = ...; columns = ...; } )");
	return 0;
}

/* match is one set of names [ ], or several of them ( [ ], [ ] ). */
static int read_matches(const struct cfgfile *file, const config_setting_t *root, struct mapping *mapping,
			struct error *error)
{
	const config_setting_t *match = config_setting_get_member(root, "match"), *first;
	int sets;

	if (!match || !config_setting_length(match))
		return 0;
	first = config_setting_get_elem(match, 0);
	sets = first && config_setting_is_array(first) ? config_setting_length(match) : 0;
	if (!sets && cfg_list(file, root, "match", false, &match, error) < 0)
		return -1;
	for (int i = 0; i < (sets ? sets : 1); i++) {
		const config_setting_t *set = sets ? config_setting_get_elem(match, (unsigned)i) : match;
		struct mapping_match *to;

		if (!config_setting_is_array(set) || !config_setting_length(set) ||
		    config_setting_type(config_setting_get_elem(set, 0)) != CONFIG_TYPE_STRING)
			return cfg_fail(file, set, error,
					"match must be header names [ \"A\", \"B\" ] or several such sets");
		to = vec_add(&mapping->matches);
		memset(to, 0, sizeof *to);
		ADD_STRINGS(&to->columns, set);
	}
	return 0;
}

static int read_conventions(const struct cfgfile *file, const config_setting_t *root, struct mapping *mapping,
			    struct error *error)
{
	static const char *const orders[] = { "dmy", "mdy", "ymd", NULL }, *const signs[] = { "point", "comma",
											      NULL };
	static const enum date_order order_values[] = { DATE_ORDER_DMY, DATE_ORDER_MDY, DATE_ORDER_YMD };
	const char *currency;
	int order = -1, sign = -1;

	if (cfg_string(file, root, "currency", 3, &currency, error) < 0 ||
	    cfg_word(file, root, "date_order", orders, &order, error) < 0 ||
	    cfg_word(file, root, "decimal", signs, &sign, error) < 0)
		return -1;
	if (currency && money_currency(currency, mapping->currency, error) < 0)
		return error_prefix(error, "%s", file->name);
	if (order >= 0)
		mapping->date_order = order_values[order];
	if (sign >= 0)
		mapping->decimal = sign ? ',' : '.';
	return 0;
}

static int read_measures(const struct cfgfile *file, const config_setting_t *root, struct mapping *mapping,
			 struct error *error)
{
	const config_setting_t *list;

	if (cfg_list(file, root, "measures", true, &list, error) < 0 ||
	    cfg_bool(file, root, "sum", &mapping->sum, error) < 0)
		return -1;
	for (int i = 0; list && i < config_setting_length(list); i++) {
		const config_setting_t *item = config_setting_get_elem(list, (unsigned)i);
		struct mapping_measure *measure = vec_add(&mapping->measures);
		const char *key, *column, *when;

		memset(measure, 0, sizeof *measure);
		if (cfg_known(file, item, "a measure", measure_settings, error) < 0 ||
		    cfg_string(file, item, "key", 100, &key, error) < 0 ||
		    cfg_string(file, item, "column", 200, &column, error) < 0 ||
		    cfg_string(file, item, "when", 200, &when, error) < 0 ||
		    cfg_bool(file, item, "count", &measure->count, error) < 0)
			return -1;
		if (!key || (!column && (when || !measure->count)))
			return cfg_fail(file, item, error,
					"a measure needs a key, and a column unless count = true counts all rows");
		if (when && !measure->count)
			return cfg_fail(file, item, error, "when says which rows count = true counts");
		measure->key = xstrdup(key);
		measure->column = xstrdup(column);
		measure->when = xstrdup(when);
	}
	return 0;
}

static int read_survey(const struct cfgfile *file, const config_setting_t *root, struct mapping *mapping,
		       struct error *error)
{
	static const char *const words[] = { "nps", "csat", NULL };
	const char *scale, *via;
	int word = -1;

	if (cfg_word(file, root, "survey", words, &word, error) < 0 ||
	    cfg_string(file, root, "scale", 20, &scale, error) < 0 ||
	    cfg_string(file, root, "via", 60, &via, error) < 0)
		return -1;
	mapping->survey = xstrdup(word < 0 ? NULL : words[word]);
	mapping->scale = xstrdup(scale);
	mapping->via = xstrdup(via);
	return 0;
}

static int read_all(const struct cfgfile *file, const char *kind, const char *const *names, struct mapping *mapping,
		    struct error *error)
{
	const config_setting_t *root = config_root_setting(&file->config), *ignored;
	const char *name, *source, *of_kind, *title, *refuse;

	if (cfg_known(file, root, "a mapping", mapping_settings, error) < 0 ||
	    cfg_string(file, root, "name", 60, &name, error) < 0 ||
	    cfg_string(file, root, "title", 200, &title, error) < 0 ||
	    cfg_string(file, root, "source", 60, &source, error) < 0 ||
	    cfg_string(file, root, "kind", 60, &of_kind, error) < 0 ||
	    cfg_string(file, root, "refuse", 500, &refuse, error) < 0)
		return -1;
	if (!name)
		return cfg_fail(file, root, error, "a mapping needs a name");
	mapping->name = xstrdup(name);
	mapping->source = xstrdup(source ? source : name);
	mapping->kind = xstrdup(of_kind ? of_kind : "accounts");
	mapping->refuse = xstrdup(refuse);
	if (strcmp(mapping->kind, kind))
		return 0; /* of no use here, and its fields are others */
	if (read_measures(file, root, mapping, error) < 0 || read_survey(file, root, mapping, error) < 0 ||
	    read_conventions(file, root, mapping, error) < 0 || read_matches(file, root, mapping, error) < 0 ||
	    cfg_list(file, root, "ignore", false, &ignored, error) < 0)
		return -1;
	ADD_STRINGS(&mapping->ignored, ignored);
	return read_fields(file, root, names, mapping, error);
}

int mapping_read(struct mapping *out, const char *path, const char *kind, const char *const *fields,
		 struct error *error)
{
	struct cfgfile file;
	int result;

	memset(out, 0, sizeof *out);
	if (cfgfile_read(&file, path, error) < 0)
		return -1;
	out->file = xstrdup(path);
	result = read_all(&file, kind, fields, out, error);
	cfgfile_free(&file);
	if (result < 0)
		mapping_clear(out);
	return result;
}

static void add_match(struct mapping *mapping, const char *const *must, const char *one)
{
	struct mapping_match *match = vec_add(&mapping->matches);

	memset(match, 0, sizeof *match);
	for (; *must; must++)
		*vec_add(&match->columns) = xstrdup(*must);
	if (one)
		*vec_add(&match->columns) = xstrdup(one);
}

void mapping_builtin(struct mapping *out, const char *kind, const char *const *fields, const char *const *must,
		     const char *const *with)
{
	memset(out, 0, sizeof *out);
	out->name = xstrdup("waymark");
	out->source = xstrdup("waymark");
	out->kind = xstrdup(kind);
	out->any_source = true;
	if (!with)
		add_match(out, must, NULL);
	for (; with && *with; with++)
		add_match(out, must, *with);
	for (; *fields; fields++) {
		struct mapping_field *field = vec_add(&out->fields);

		memset(field, 0, sizeof *field);
		field->name = xstrdup(*fields);
		field->multiply = 1;
		*vec_add(&field->columns) = xstrdup(*fields);
	}
}

#define FREE_STRINGS(list) \
	do { \
		for (size_t i_ = 0; i_ < (list)->count; i_++) \
			free((list)->items[i_]); \
		vec_free(list); \
	} while (0)

void mapping_clear(struct mapping *mapping)
{
	for (size_t i = 0; i < mapping->fields.count; i++) {
		struct mapping_field *field = &mapping->fields.items[i];

		for (size_t j = 0; j < field->values.count; j++) {
			free(field->values.items[j].from);
			free(field->values.items[j].to);
		}
		vec_free(&field->values);
		FREE_STRINGS(&field->columns);
		free(field->name);
	}
	vec_free(&mapping->fields);
	for (size_t i = 0; i < mapping->matches.count; i++)
		FREE_STRINGS(&mapping->matches.items[i].columns);
	vec_free(&mapping->matches);
	FREE_STRINGS(&mapping->ignored);
	for (size_t i = 0; i < mapping->measures.count; i++) {
		free(mapping->measures.items[i].key);
		free(mapping->measures.items[i].column);
		free(mapping->measures.items[i].when);
	}
	vec_free(&mapping->measures);
	free(mapping->via);
	free(mapping->survey);
	free(mapping->scale);
	free(mapping->name);
	free(mapping->file);
	free(mapping->source);
	free(mapping->kind);
	free(mapping->refuse);
	memset(mapping, 0, sizeof *mapping);
}

static int is_preset(const struct dirent *entry)
{
	size_t size = strlen(entry->d_name);

	return size > 4 && entry->d_name[0] != '.' && !strcmp(entry->d_name + size - 4, ".cfg");
}

int mapping_set_load(struct mapping_set *out, const char *folder, const char *kind, const char *const *fields,
		     const char *const *must, const char *const *with, struct error *error)
{
	struct dirent **entries = NULL;
	int count = folder ? scandir(folder, &entries, is_preset, alphasort) : 0, result = 0;

	memset(out, 0, sizeof *out);
	mapping_builtin(vec_add(out), kind, fields, must, with);
	if (count < 0 && errno != ENOENT)
		result = error_set(error, ERROR_SYSTEM, "%s: cannot be read: %s", folder, strerror(errno));
	for (int i = 0; i < count; i++) {
		char *path = xasprintf("%s/%s", folder, entries[i]->d_name);
		struct mapping mapping;

		if (!result)
			result = mapping_read(&mapping, path, kind, fields, error);
		if (!result && !strcmp(mapping.kind, kind))
			*vec_add(out) = mapping;
		else if (!result)
			mapping_clear(&mapping);
		free(path);
		free(entries[i]);
	}
	free(entries);
	if (result < 0)
		mapping_set_free(out);
	return result;
}

void mapping_set_free(struct mapping_set *set)
{
	for (size_t i = 0; i < set->count; i++)
		mapping_clear(&set->items[i]);
	vec_free(set);
}

const struct mapping *mapping_named(const struct mapping_set *set, const char *name)
{
	for (size_t i = 0; i < set->count; i++)
		if (!strcasecmp(set->items[i].name, name))
			return &set->items[i];
	return NULL;
}

static int find_column(const char *name, const char *const *header, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcasecmp(header[i], name))
			return (int)i;
	return -1;
}

int mapping_column(const struct mapping_field *field, const char *const *header, size_t count)
{
	for (size_t i = 0; i < field->columns.count; i++) {
		int column = find_column(field->columns.items[i], header, count);

		if (column >= 0)
			return column;
	}
	return -1;
}

const struct mapping_field *mapping_field(const struct mapping *mapping, const char *name)
{
	for (size_t i = 0; i < mapping->fields.count; i++)
		if (!strcmp(mapping->fields.items[i].name, name))
			return &mapping->fields.items[i];
	return NULL;
}

bool mapping_ignores(const struct mapping *mapping, const char *column)
{
	for (size_t i = 0; i < mapping->ignored.count; i++)
		if (!strcasecmp(mapping->ignored.items[i], column))
			return true;
	return false;
}

/* The size of the largest set of match names that are all there. */
static int matched(const struct mapping *mapping, const char *const *header, size_t count)
{
	size_t best = 0;

	for (size_t i = 0; i < mapping->matches.count; i++) {
		const struct mapping_match *match = &mapping->matches.items[i];
		size_t found = 0;

		while (found < match->columns.count && find_column(match->columns.items[found], header, count) >= 0)
			found++;
		if (found == match->columns.count && found > best)
			best = found;
	}
	return (int)best;
}

int mapping_known(const struct mapping *mapping, const char *const *header, size_t count)
{
	int known = 0;

	for (size_t i = 0; i < mapping->fields.count; i++)
		known += mapping_column(&mapping->fields.items[i], header, count) >= 0;
	for (size_t i = 0; i < mapping->ignored.count; i++)
		known += find_column(mapping->ignored.items[i], header, count) >= 0;
	return known;
}

int mapping_score(const struct mapping *mapping, const char *const *header, size_t count)
{
	int known = mapping_known(mapping, header, count), match;

	if (!mapping->matches.count) {
		const struct mapping_field *name = mapping_field(mapping, "name");

		return name && mapping_column(name, header, count) >= 0 ? known : 0;
	}
	match = matched(mapping, header, count);
	return match ? MAPPING_GENERAL + 2 * match + known : 0;
}

const char *mapping_value(const struct mapping_field *field, const char *cell)
{
	for (size_t i = 0; i < field->values.count; i++)
		if (!strcasecmp(field->values.items[i].from, cell))
			return field->values.items[i].to;
	return cell;
}
