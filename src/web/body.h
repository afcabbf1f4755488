/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * body - what a request brings, while it arrives.
 *
 * What is small is in memory.  What is large lies in a file without a name
 * (base/scratch.h), for which the disk's room was taken before the first byte
 * was read, and is seen as bytes like any other.  It is gone with the request,
 * however that ends.
 *
 * Read with: web/http.c, docs/decisions/0077-large-files.md.
 */
#pragma once
#include "base/arena.h"

/** How much of the disk all bodies together may take, and those of one person. */
typedef struct BodyRoom {
    int64_t most, each; /* bytes; .each 0: no bound of its own */
    int64_t taken;      /* atomic */
    GMutex lock;        /* of what follows */
    GHashTable *people; /* person's number -> bytes; who has none is not in it; or NULL */
} BodyRoom;

void body_room_clear(BodyRoom *room); /* when no body is left */

typedef struct Body Body;

/** For a body of at most @most bytes, in memory. */
Body *body_new(int64_t most);
void body_free(Body *body); /* gives back the room */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Body, body_free)

/** Let it have @n bytes in a file.  @person: whose it is, 0: not known, and not bounded.  Returns
 * 0, or the status to refuse with, and then it holds no room: 429, this person has taken what one
 * may have, of which @ret_under_way are bytes that were there before; 503, others have taken the
 * room; 507, the disk is full. */
int body_take_room(Body *body, BodyRoom *room, int64_t person, int64_t n, int64_t *ret_under_way);

/** Add what came.  Returns 0, or 413: more than it may have; 507: the disk is full. */
int body_add(Body *body, const void *bytes, size_t n);

/** All of it, until the arena ends.  False: it cannot be seen. */
bool body_bytes(Body *body, Arena *arena, Bytes *ret_bytes);
