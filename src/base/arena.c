/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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

typedef struct Mapping {
    struct Mapping *next;
    char *at;
    size_t n;
} Mapping;

struct Arena {
    Chunk *chunks;
    size_t bytes; /* of all chunks */
    Deferred *deferred;
    Mapping *mappings;
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

/* ---- files ---- */

static void
unmap(void *mapping)
{
    const Mapping *m = mapping;
    munmap(m->at, m->n);
}

Bytes
arena_map(Arena *arena, int fd, size_t n)
{
    void *at = n > 0 ? mmap(NULL, n, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;
    if (at == MAP_FAILED)
        return (Bytes){NULL, 0};
    (void)madvise(at, n, MADV_SEQUENTIAL);
    Mapping *m = arena_new_of(arena, Mapping);
    *m = (Mapping){.next = arena->mappings, .at = at, .n = n};
    arena->mappings = m;
    arena_defer(arena, unmap, m);
    return (Bytes){at, n};
}

void
arena_pass(const Arena *arena, Bytes read)
{
    const char *at = read.at;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    for (const Mapping *m = arena->mappings; m != NULL; m = m->next) {
        if (at < m->at || at >= m->at + m->n)
            continue;
        size_t first = (size_t)(at - m->at) / page * page;
        size_t end = MIN((size_t)(at - m->at) + read.n, m->n);
        (void)madvise(m->at + first, end - first, MADV_DONTNEED);
    }
}
