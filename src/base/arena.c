/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

#define CHUNK_SIZE ((size_t)16 * 1024)

typedef struct Chunk {
    struct Chunk *next;
    size_t used, size;
    alignas(max_align_t) char data[];
} Chunk;

typedef struct Deferred {
    struct Deferred *next;
    GDestroyNotify func;
    void *data;
} Deferred;

struct Arena {
    Chunk *chunks;
    size_t bytes; /* of all chunks */
    Deferred *deferred;
};

Arena *
arena_new(void)
{
    return g_new0(Arena, 1);
}

void
arena_free(Arena *arena)
{
    if (arena == NULL)
        return;

    for (Deferred *d = arena->deferred; d != NULL; d = d->next)
        d->func(d->data);

    Chunk *next;
    for (Chunk *c = arena->chunks; c != NULL; c = next) {
        next = c->next;
        g_free(c);
    }
    g_free(arena);
}

void *
arena_alloc(Arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        g_error("an allocation of %zu bytes", size);
    size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);

    Chunk *c = arena->chunks;
    if (c == NULL || c->size - c->used < size) {
        size_t room = MAX(size, CHUNK_SIZE);
        c = g_malloc(sizeof(Chunk) + room);
        *c = (Chunk){.next = arena->chunks, .size = room};
        arena->chunks = c;
        arena->bytes += sizeof(Chunk) + room;
    }
    void *p = c->data + c->used;
    c->used += size;
    return memset(p, 0, size);
}

size_t
arena_bytes(const Arena *arena)
{
    return arena->bytes;
}

void *
arena_array(Arena *arena, size_t size, size_t n)
{
    if (n > SIZE_MAX / 2 / size)
        g_error("an array of %zu times %zu bytes", n, size);
    return arena_alloc(arena, size * n);
}

char *
arena_strndup(Arena *arena, const char *text, size_t n)
{
    char *copy = arena_alloc(arena, n + 1);
    memcpy(copy, text, n);
    return copy;
}

char *
arena_strdup(Arena *arena, const char *text)
{
    return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}

char *
arena_printf(Arena *arena, const char *format, ...)
{
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    size_t n = (size_t)g_vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    char *text = arena_alloc(arena, n + 1);
    g_vsnprintf(text, n + 1, format, again);
    va_end(again);
    return text;
}

void
arena_defer(Arena *arena, GDestroyNotify func, void *data)
{
    Deferred *d = arena_new_of(arena, Deferred);
    *d = (Deferred){.next = arena->deferred, .func = func, .data = data};
    arena->deferred = d;
}

static void
free_string(void *string)
{
    g_string_free(string, TRUE);
}

GString *
arena_string(Arena *arena, size_t room)
{
    GString *string = g_string_sized_new(room);
    arena_defer(arena, free_string, string);
    return string;
}
