/* Tracks in the book: lending them, keeping what was read, a new version, the shipped ones. */
#include "storage/tracks.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "core/buf.h"
#include "core/ids.h"
#include "storage/book_private.h"
#include "storage/cfgfile.h"
#include "storage/track_rows.h"
#include "storage/trackfile.h"

void book_drop_tracks(struct book *book)
{
	for (size_t i = 0; i < book->tracks.count; i++)
		track_free(book->tracks.items[i]);
	vec_clear(&book->tracks);
	book_drop_merged(book);
}

static int no_such_track(struct book *book, const char *name, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_IDS, "");
	struct buf names = { 0 };

	while (st && book_step(book, st, error) == 1)
		buf_printf(&names, "%s%s", names.size ? ", " : "", column_string(st, 1));
	error_set(error, ERROR_NOT_FOUND, "there is no track %s in this book; it has %s", name,
		  names.size ? names.data : "none yet: \"waymark track load FILE\" adds one");
	buf_free(&names);
	return -1;
}

int track_get(struct book *book, int64_t id, const struct track **out, struct error *error)
{
	struct track *track;
	char name[24];
	int found;

	for (size_t i = 0; i < book->tracks.count; i++) {
		if (book->tracks.items[i]->id == id) {
			*out = book->tracks.items[i];
			return 0;
		}
	}
	track = xcalloc(1, sizeof *track);
	found = track_read_rows(book, id, track, error);
	if (found < 1) {
		track_free(track);
		snprintf(name, sizeof name, "%lld", (long long)id);
		return found < 0 ? -1 : no_such_track(book, name, error);
	}
	*vec_add(&book->tracks) = track;
	*out = track;
	return 0;
}

int track_by_key(struct book *book, const char *key, const struct track **out, struct error *error)
{
	struct error missing;

	if (track_get(book, id_track(key), out, &missing) == 0)
		return 0;
	if (missing.kind == ERROR_NOT_FOUND)
		return no_such_track(book, key, error);
	*error = missing;
	return -1;
}

int track_of_milestone(struct book *book, int64_t milestone, const struct track **out, int *index,
		       struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_MILESTONE_TRACK, "i", milestone);
	int found = st ? book_step(book, st, error) : -1;
	int64_t track;

	if (found < 1)
		return found;
	track = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	if (track_get(book, track, out, error))
		return -1;
	*index = track_find_id(*out, milestone);
	return *index >= 0;
}

int track_list(struct book *book, struct ids *out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_IDS, "");
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(out) = sqlite3_column_int64(st, 0);
	return found;
}

int track_store(struct book *book, const struct track *track, const char *text, bool *changed, struct error *error)
{
	sqlite3_stmt *st;
	int found;
	bool same;

	if (book_must_write(book, error))
		return -1;
	st = book_query(book, error, Q_TRACK_SOURCE, "i", track->id);
	found = st ? book_step(book, st, error) : -1;
	if (found < 0)
		return -1;
	same = found && !strcmp(column_string(st, 0), text);
	sqlite3_reset(st);
	if (changed)
		*changed = !same;
	if (same)
		return 0;
	book->all_touched = true;
	book->only_cards = false;
	if (track_write_rows(book, track, text, error))
		return -1;
	book_drop_tracks(book);
	return 0;
}

int track_source(struct book *book, int64_t id, char **out, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_TRACK_SOURCE, "i", id);
	int found = st ? book_step(book, st, error) : -1;

	*out = NULL;
	if (found < 1)
		return found < 0 ? -1 : error_set(error, ERROR_NOT_FOUND, "there is no such track in this book");
	*out = column_copy(st, 0);
	sqlite3_reset(st);
	return 0;
}

/* Unless the book has one of that id: what is in a book changes only when it is asked to. */
static int load_shipped(void *data, const char *path, struct error *error)
{
	struct book *book = data;
	struct track *track = NULL;
	struct cfgfile file;
	sqlite3_stmt *st = NULL;
	int result;

	if (cfgfile_read(&file, path, error))
		return -1;
	result = track_text_read(path, file.text, &track, error);
	if (!result) {
		st = book_query(book, error, Q_TRACK_SOURCE, "i", track->id);
		result = st ? book_step(book, st, error) : -1;
	}
	if (result > 0)
		sqlite3_reset(st);
	else if (!result)
		result = track_write_rows(book, track, file.text, error);
	track_free(track);
	cfgfile_free(&file);
	return result < 0 ? -1 : 0;
}

static int is_shipped_file(const struct dirent *entry)
{
	size_t size = strlen(entry->d_name);

	return entry->d_name[0] != '.' && size > 4 && !strcmp(entry->d_name + size - 4, ".cfg");
}

int book_each_shipped(const char *folder, const char *what,
		      int (*each)(void *data, const char *path, struct error *error), void *data,
		      struct error *error)
{
	struct dirent **names;
	int count, result = 0;

	count = scandir(folder, &names, is_shipped_file, alphasort);
	if (count < 0)
		return error_set(error, ERROR_SYSTEM,
				 "%s: the shipped %s cannot be read: is the program installed whole?", folder,
				 what);
	for (int i = 0; i < count; i++) {
		char *path = xasprintf("%s/%s", folder, names[i]->d_name);

		if (!result)
			result = each(data, path, error);
		free(path);
		free(names[i]);
	}
	free(names);
	return result;
}

int book_load_shipped_tracks(struct book *book, struct error *error)
{
	if (!book->options.tracks_dir)
		return 0;
	return book_each_shipped(book->options.tracks_dir, "tracks", load_shipped, book, error);
}

static int keep_shipped(void *data, const char *path, struct error *error)
{
	struct shipped_tracks *tracks = data;
	struct track *track;

	if (track_file_read(path, &track, error))
		return -1;
	*vec_add(tracks) = track;
	return 0;
}

int shipped_tracks_read(const char *folder, struct shipped_tracks *out, struct error *error)
{
	return book_each_shipped(folder, "tracks", keep_shipped, out, error);
}

void shipped_tracks_free(struct shipped_tracks *tracks)
{
	for (size_t i = 0; i < tracks->count; i++)
		track_free(tracks->items[i]);
	vec_free(tracks);
}
