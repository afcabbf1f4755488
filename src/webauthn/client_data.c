/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "webauthn/client_data.h"

#include <string.h>

#define SPACE " \t\r\n"
#define MOST_DEPTH 8 /* of what is passed over */

typedef struct Reader {
    Arena *arena;
    const char *at; /* ends with NUL */
} Reader;

static bool
take(Reader *r, char c)
{
    r->at += strspn(r->at, SPACE);
    if (*r->at != c)
        return false;
    r->at++;
    return true;
}

/* A string, without its quotes and as it is written: what we compare with has no escapes. */
static const char *
read_string(Reader *r)
{
    if (!take(r, '"'))
        return NULL;
    const char *start = r->at;
    for (; *r->at != '"'; r->at++) {
        if (*r->at == '\\')
            r->at++;
        if ((unsigned char)*r->at < ' ')
            return NULL;
    }
    return arena_strndup(r->arena, start, (size_t)(r->at++ - start));
}

static bool
skip_word(Reader *r)
{
    size_t n = strspn(r->at, "+-.0123456789abcdefghijklmnopqrstuvwxyzE");
    r->at += n;
    return n > 0;
}

/* Pass over a value.  Of what is nested only strings and brackets are understood: nothing in it is
 * used. */
static bool
skip_value(Reader *r)
{
    int depth = 0;
    do {
        r->at += strspn(r->at, depth > 0 ? SPACE ",:" : SPACE);
        bool opens = *r->at == '{' || *r->at == '[';
        bool closes = *r->at == '}' || *r->at == ']';
        if (opens || closes) {
            depth += opens ? 1 : -1;
            r->at++;
        } else if (*r->at == '"' ? read_string(r) == NULL : !skip_word(r)) {
            return false;
        }
    } while (depth > 0 && depth <= MOST_DEPTH);
    return depth == 0;
}

static bool
read_text(Reader *r, const char **ret)
{
    if (*ret != NULL)
        return false;
    *ret = read_string(r);
    return *ret != NULL;
}

static bool
read_member(Reader *r, ClientData *data)
{
    const char *name = read_string(r);
    if (name == NULL || !take(r, ':'))
        return false;
    if (strcmp(name, "type") == 0)
        return read_text(r, &data->type);
    if (strcmp(name, "challenge") == 0)
        return read_text(r, &data->challenge);
    if (strcmp(name, "origin") == 0)
        return read_text(r, &data->origin);
    r->at += strspn(r->at, SPACE);
    if (strcmp(name, "crossOrigin") == 0)
        data->cross_origin |= !g_str_has_prefix(r->at, "false");
    return skip_value(r);
}

bool
client_data_read(Arena *arena, Bytes json, ClientData *ret)
{
    ClientData data = {0};
    Reader r = {arena, arena_strndup(arena, json.at, json.n)};
    if (!g_utf8_validate(json.at, (gssize)json.n, NULL) || !take(&r, '{'))
        return false;
    do {
        if (!read_member(&r, &data))
            return false;
    } while (take(&r, ','));
    if (!take(&r, '}') || r.at[strspn(r.at, SPACE)] != '\0')
        return false;
    *ret = data;
    return true;
}
