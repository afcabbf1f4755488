/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/body.h"

#include "base/scratch.h"

#include <unistd.h>

struct Body {
    GByteArray *bytes; /* or NULL: none, or in the file */
    int fd;            /* of the file, or -1 */
    int64_t n, most;
    BodyRoom *room; /* in which .most bytes are taken, or NULL */
    int64_t person; /* by whom, 0: not known */
};

/* ---- the room of each ---- */

static int64_t
add_of_person(BodyRoom *room, int64_t person, int64_t n)
{
    g_mutex_lock(&room->lock);
    if (room->people == NULL)
        room->people = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    const int64_t *before = g_hash_table_lookup(room->people, &person);
    int64_t taken = (before != NULL ? *before : 0) + n;
    if (taken > 0)
        g_hash_table_replace(room->people, g_memdup2(&person, sizeof person),
                             g_memdup2(&taken, sizeof taken));
    else
        g_hash_table_remove(room->people, &person);
    g_mutex_unlock(&room->lock);
    return taken;
}

void
body_room_clear(BodyRoom *room)
{
    if (room->people != NULL)
        g_hash_table_unref(room->people);
    room->people = NULL;
}

/* ---- a body ---- */

Body *
body_new(int64_t most)
{
    Body *body = g_new0(Body, 1);
    *body = (Body){.fd = -1, .most = most};
    return body;
}

static void
give_back(Body *body)
{
    if (body->room != NULL)
        __atomic_sub_fetch(&body->room->taken, body->most, __ATOMIC_RELAXED);
    if (body->person != 0)
        (void)add_of_person(body->room, body->person, -body->most);
    body->room = NULL;
    body->person = 0;
}

void
body_free(Body *body)
{
    if (body == NULL)
        return;
    if (body->fd >= 0)
        close(body->fd);
    if (body->bytes != NULL)
        g_byte_array_unref(body->bytes);
    give_back(body);
    g_free(body);
}

int
body_take_room(Body *body, BodyRoom *room, int64_t person, int64_t n, int64_t *ret_under_way)
{
    g_assert(body->room == NULL && body->n == 0);
    body->room = room;
    body->person = room->each > 0 ? person : 0;
    body->most = n;
    int64_t his = body->person != 0 ? add_of_person(room, person, n) : 0;
    int64_t all = __atomic_add_fetch(&room->taken, n, __ATOMIC_RELAXED);
    int status = 0;
    if (his > room->each) {
        *ret_under_way = his - n;
        status = 429;
    } else if (all > room->most)
        status = 503;
    else {
        body->fd = scratch_open(NULL);
        status = body->fd >= 0 && scratch_reserve(body->fd, n) ? 0 : 507;
    }
    if (status != 0)
        give_back(body);
    return status;
}

int
body_add(Body *body, const void *bytes, size_t n)
{
    body->n += (int64_t)n;
    if (body->n > body->most)
        return 413;
    if (body->fd >= 0)
        return scratch_write(body->fd, bytes, n) ? 0 : 507;
    if (body->bytes == NULL)
        body->bytes = g_byte_array_new();
    g_byte_array_append(body->bytes, bytes, (guint)n);
    return 0;
}

bool
body_bytes(Body *body, Arena *arena, Bytes *ret_bytes)
{
    if (body->fd >= 0)
        *ret_bytes = arena_map(arena, body->fd, (size_t)body->n);
    else if (body->bytes != NULL)
        *ret_bytes = (Bytes){body->bytes->data, body->bytes->len};
    return ret_bytes->n == (size_t)body->n;
}
