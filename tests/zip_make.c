/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "zip_make.h"

#include <string.h>

#define MARK "--- "

static void
put(GString *out, uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        g_string_append_c(out, (char)(number >> (8 * i)));
}

static uint32_t
crc32_of(const char *bytes, size_t n)
{
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < n; i++) {
        crc ^= (uint8_t)bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

/* What the head of a file and its entry in the directory have in common. */
static void
put_facts(GString *out, size_t length, const char *content, size_t n)
{
    put(out, 20, 2);
    put(out, 0, 4); /* flags, stored */
    put(out, 0, 4); /* time, date */
    put(out, crc32_of(content, n), 4);
    put(out, (uint32_t)n, 4);
    put(out, (uint32_t)n, 4);
    put(out, (uint32_t)length, 2);
    put(out, 0, 2);
}

static void
put_file(GString *out, GString *directory, const char *name, size_t length, const char *content,
         size_t n)
{
    uint32_t at = (uint32_t)out->len;
    g_string_append(out, "PK\3\4");
    put_facts(out, length, content, n);
    g_string_append_len(out, name, (gssize)length);
    g_string_append_len(out, content, (gssize)n);
    g_string_append_len(directory, "PK\1\2\24\0", 6);
    put_facts(directory, length, content, n);
    put(directory, 0, 4);
    put(directory, 0, 2);
    put(directory, 0, 4);
    put(directory, at, 4);
    g_string_append_len(directory, name, (gssize)length);
}

Bytes
zip_make(Arena *arena, const char *parts, size_t n)
{
    GString *out = arena_string(arena, n + 1024), *directory = arena_string(arena, 1024);
    const char *end = parts + n;
    uint32_t count = 0;
    for (const char *at = parts; end - at > 4 && memcmp(at, MARK, 4) == 0; count++) {
        const char *name = at + 4, *line = memchr(name, '\n', (size_t)(end - name));
        if (line == NULL)
            break;
        const char *next = g_strstr_len(line, end - line, "\n" MARK);
        const char *stop = next != NULL ? next + 1 : end;
        put_file(out, directory, name, (size_t)(line - name), line + 1, (size_t)(stop - line - 1));
        at = stop;
    }
    uint32_t at = (uint32_t)out->len, size = (uint32_t)directory->len;
    g_string_append_len(out, directory->str, (gssize)directory->len);
    g_string_append(out, "PK\5\6");
    put(out, 0, 4);
    put(out, count, 2);
    put(out, count, 2);
    put(out, size, 4);
    put(out, at, 4);
    put(out, 0, 2);
    return (Bytes){out->str, out->len};
}
