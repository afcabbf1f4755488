/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * json - write JSON (RFC 8259), one value after another.
 *
 * Commas and nesting are kept here.  tmplc writes NAME_json() with these
 * calls; exports and logs use them too.
 */
#pragma once
#include "base/arena.h"
#include "render/html.h"

typedef struct Json {
    GString *text;
    int depth;
    bool need_comma;
} Json;

/** Write into @text, which the caller owns. */
void json_init(Json *out, GString *text);

/** @name is NULL inside an array and at the top. */
void json_open_object(Json *out, const char *name);
void json_close_object(Json *out);
void json_open_array(Json *out, const char *name);
void json_close_array(Json *out);

void json_str(Json *out, const char *name, const char *value); /* NULL is null */
void json_int(Json *out, const char *name, int64_t value);
void json_bool(Json *out, const char *name, bool value);
void json_real(Json *out, const char *name, double value);
void json_html(Json *out, const char *name, SafeHtml value); /* markup as a string */
void json_bytes(Json *out, const char *name, Bytes value);   /* base64 */

/** The object @json for machines in a page: JSON-LD in its <script>. */
SafeHtml json_script(Arena *arena, const char *json);

#define json_value(out, name, x)                                                                   \
    _Generic((x),                                                                                  \
        char *: json_str,                                                                          \
        const char *: json_str,                                                                    \
        bool: json_bool,                                                                           \
        int: json_int,                                                                             \
        int64_t: json_int,                                                                         \
        size_t: json_int,                                                                          \
        double: json_real,                                                                         \
        SafeHtml: json_html,                                                                       \
        Bytes: json_bytes)(out, name, x)
