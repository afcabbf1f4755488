/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * arena - memory that is released all at once.
 *
 * One arena lives as long as one request or one background job.  What is
 * allocated from it is never freed singly.  Not thread-safe: an arena
 * belongs to the thread that runs the request.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Arena Arena;

/** Bytes of known length; not necessarily text. */
typedef struct Bytes {
    const void *at; /* or NULL when n is 0 */
    size_t n;
} Bytes;

Arena *arena_new(void);
void arena_free(Arena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Arena, arena_free)

/** Return @size zeroed bytes, aligned for any type.  Never NULL: what does not fit into memory ends
 *  the program. */
void *arena_alloc(Arena *arena, size_t size);

/** Return @n times @size bytes, likewise. */
void *arena_array(Arena *arena, size_t size, size_t n);

/** Copy @text (NULL gives NULL). */
char *arena_strdup(Arena *arena, const char *text);
char *arena_strndup(Arena *arena, const char *text, size_t n);
char *arena_printf(Arena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** Return a string that grows and ends with the arena; never free it. */
GString *arena_string(Arena *arena, size_t room);

/** Bytes of memory that it has, without strings that grow and what arena_defer() frees. */
size_t arena_bytes(const Arena *arena);

/** Call @free_func(@data) when the arena ends, last registered first. */
void arena_defer(Arena *arena, GDestroyNotify free_func, void *data);

/** See the first @n bytes of the file @fd without a copy of them; the file may be closed before the
 *  arena ends, and must not become shorter.  {NULL, 0}: that cannot be, or @n is 0. */
Bytes arena_map(Arena *arena, int fd, size_t n);

/** @read was read and is not needed soon: as far as it lies in a file of arena_map() it leaves the
 *  process's memory, and is read from there if anybody looks again.  Other bytes stay. */
void arena_pass(const Arena *arena, Bytes read);

#define arena_new_of(arena, T) ((T *)arena_alloc((arena), sizeof(T)))
#define arena_array_of(arena, T, n) ((T *)arena_array((arena), sizeof(T), (n)))
