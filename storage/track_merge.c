/*
 * Tracks as they are read for who has several: each with the evidence of the others. A merged track is made once
 * for every set of tracks that give to it, and lent like the track itself.
 */
#include "core/evidence.h"
#include "storage/book_private.h"
#include "storage/tracks.h"

/* A track with what some of its givers have for it. */
struct merged {
	struct ids from; /* in order of id */
	struct track *track;
};

/* What is known of one track: which of the book's tracks give it evidence, and what was made of that. */
struct receiver {
	int64_t track;
	struct ids givers;
	VEC(struct merged) made;
};

static void receiver_free(struct receiver *receiver)
{
	for (size_t i = 0; i < receiver->made.count; i++) {
		vec_free(&receiver->made.items[i].from);
		track_free(receiver->made.items[i].track);
	}
	vec_free(&receiver->made);
	vec_free(&receiver->givers);
	free(receiver);
}

void book_drop_merged(struct book *book)
{
	for (size_t i = 0; i < book->receivers.count; i++)
		receiver_free(book->receivers.items[i]);
	vec_free(&book->receivers);
}

/* The tracks that name this one in their evidence, as far as that is in force. */
static int find_givers(struct book *book, const struct track *track, struct ids *givers, struct error *error)
{
	sqlite3_stmt *st = book_query(book, error, Q_EVIDENCE_GIVERS, "t", track->key);
	struct ids named = { 0 };
	int found = -1;

	while (st && (found = book_step(book, st, error)) == 1)
		*vec_add(&named) = sqlite3_column_int64(st, 0);
	for (size_t i = 0; i < named.count && !found; i++) {
		const struct track *other;

		found = track_get(book, named.items[i], &other, error);
		if (!found && track_gets_evidence(track, &other, 1))
			*vec_add(givers) = other->id;
	}
	vec_free(&named);
	return found;
}

static int get_receiver(struct book *book, const struct track *track, struct receiver **out, struct error *error)
{
	struct receiver *receiver;

	for (size_t i = 0; i < book->receivers.count; i++) {
		if (book->receivers.items[i]->track == track->id) {
			*out = book->receivers.items[i];
			return 0;
		}
	}
	receiver = xcalloc(1, sizeof *receiver);
	receiver->track = track->id;
	if (find_givers(book, track, &receiver->givers, error)) {
		receiver_free(receiver);
		return -1;
	}
	*vec_add(&book->receivers) = *out = receiver;
	return 0;
}

static bool is_in(const struct ids *ids, int64_t id)
{
	for (size_t i = 0; i < ids->count; i++)
		if (ids->items[i] == id)
			return true;
	return false;
}

/* Whether it was made from just those givers that are among these tracks. */
static bool is_made_from(const struct merged *merged, const struct receiver *receiver, const struct ids *has)
{
	size_t count = 0;

	for (size_t i = 0; i < receiver->givers.count; i++) {
		int64_t giver = receiver->givers.items[i];

		if (!is_in(has, giver))
			continue;
		if (count == merged->from.count || merged->from.items[count] != giver)
			return false;
		count++;
	}
	return count == merged->from.count;
}

static int merge(struct book *book, struct receiver *receiver, const struct track *track, const struct ids *has,
		 const struct track **out, struct error *error)
{
	VEC(const struct track *) others = { 0 };
	struct merged merged = { 0 };
	int result = 0;

	for (size_t i = 0; i < receiver->givers.count && !result; i++) {
		if (!is_in(has, receiver->givers.items[i]))
			continue;
		*vec_add(&merged.from) = receiver->givers.items[i];
		result = track_get(book, receiver->givers.items[i], vec_add(&others), error);
	}
	if (!result && others.count) {
		merged.track = track_with_evidence(track, others.items, (int)others.count);
		*vec_add(&receiver->made) = merged;
		*out = merged.track;
	} else {
		vec_free(&merged.from);
	}
	vec_free(&others);
	return result;
}

int track_for(struct book *book, int64_t track, const struct ids *has, const struct track **out,
	      struct error *error)
{
	struct receiver *receiver;

	if (track_get(book, track, out, error))
		return -1;
	if (has->count < 2)
		return 0;
	if (get_receiver(book, *out, &receiver, error))
		return -1;
	if (!receiver->givers.count)
		return 0;
	for (size_t i = 0; i < receiver->made.count; i++) {
		if (is_made_from(&receiver->made.items[i], receiver, has)) {
			*out = receiver->made.items[i].track;
			return 0;
		}
	}
	return merge(book, receiver, *out, has, out, error);
}
