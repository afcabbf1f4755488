/* SPDX-License-Identifier: AGPL-3.0-or-later
 *
 * html - the only way to write HTML, SVG and XML.
 *
 * Compiled templates call these functions; hand-written code rarely does.
 * Every function but html_lit() and html_safe() escapes, so a plain string
 * can not become markup.
 */
#pragma once
#include "base/arena.h"
#include "lang/lang.h"

typedef struct Html {
    GString *text; /* ends with the arena */
    Arena *arena;
    const Lang *lang;   /* never NULL */
    const char *prefix; /* of the program's own links: "" or "/fr" */
    const char *token;  /* anti-forgery field's value, or NULL for a visitor */
    const char *zone;   /* the reader's IANA time zone; never NULL */
    int64_t now;        /* the request's time */
} Html;

/** Markup that is known to be safe, for example sanitised Markdown. */
typedef struct SafeHtml {
    const char *markup;
    size_t len;
} SafeHtml;

/** Append a literal of the program's own text. */
#define html_lit(out, lit) g_string_append_len((out)->text, "" lit "", sizeof(lit) - 1)

void html_text_str(Html *out, const char *text);
void html_text_int(Html *out, int64_t number);

/** Append @x as text or as a quoted attribute's value.  A number is written plainly; for people
 *  use the filter `number`. */
#define html_text(out, x)                                                                          \
    _Generic((x),                                                                                  \
        char *: html_text_str,                                                                     \
        const char *: html_text_str,                                                               \
        bool: html_text_int,                                                                       \
        int: html_text_int,                                                                        \
        unsigned: html_text_int,                                                                   \
        size_t: html_text_int,                                                                     \
        int64_t: html_text_int)(out, x)

/** Append @url as a whole link target.  "/path" gets the language's prefix; a scheme but http,
 *  https, mailto, tel becomes "#". */
void html_url(Html *out, const char *url);

/** Is it a page of this program, which exists in every language?  Files and what is elsewhere do
 *  not. */
bool html_url_has_languages(const char *url);

/** Is @url relative, or of one of these schemes, and without what browsers read otherwise than
 *  written (control characters, white space in front, backslashes)? */
bool html_url_is_safe(const char *url);

/** Append <name>text</name>: XML, where an element without a text is written, too. */
void html_element(Html *out, const char *name, const char *text);

void html_url_part_str(Html *out, const char *text);

/** Append @x percent-encoded, as one path segment or query value.  No path segment is "." or "..":
 *  browsers go up there however the dots are written. */
#define html_url_part(out, x)                                                                      \
    _Generic((x),                                                                                  \
        char *: html_url_part_str,                                                                 \
        const char *: html_url_part_str,                                                           \
        bool: html_text_int,                                                                       \
        int: html_text_int,                                                                        \
        size_t: html_text_int,                                                                     \
        int64_t: html_text_int)(out, x)

/** Append markup unescaped.  Takes SafeHtml only, so a string does not compile. */
void html_safe(Html *out, SafeHtml safe);

/** Append the hidden anti-forgery field; tmplc calls it after every <form method="post">. */
void html_token(Html *out);

/** Append the language's prefix; tmplc calls it before a literal link such as href="/about". */
void html_prefix(Html *out);

/** Append a translated text with its {placeholders}: alternating names and values, ends with a
 *  NULL name.  Text and values are escaped; what is no placeholder stays as it is. */
void html_fill(Html *out, const char *text, ...) G_GNUC_NULL_TERMINATED;

const char *html_string_str(Html *out, const char *text);
const char *html_string_int(Html *out, int64_t number);

/** Return @x as text for html_fill(): itself, or a number written plainly. */
#define html_string(out, x)                                                                        \
    _Generic((x),                                                                                  \
        char *: html_string_str,                                                                   \
        const char *: html_string_str,                                                             \
        bool: html_string_int,                                                                     \
        int: html_string_int,                                                                      \
        unsigned: html_string_int,                                                                 \
        size_t: html_string_int,                                                                   \
        int64_t: html_string_int)(out, x)

bool html_has_str(const char *text);
bool html_has_int(int64_t number);
bool html_has_real(double number);
bool html_has_pointer(const void *pointer);

/** What {{#if x}} asks: a text that is not empty, a number that is not 0, a pointer. */
#define html_has(x)                                                                                \
    _Generic((x),                                                                                  \
        char *: html_has_str,                                                                      \
        const char *: html_has_str,                                                                \
        bool: html_has_int,                                                                        \
        int: html_has_int,                                                                         \
        unsigned: html_has_int,                                                                    \
        size_t: html_has_int,                                                                      \
        int64_t: html_has_int,                                                                     \
        double: html_has_real,                                                                     \
        default: html_has_pointer)(x)
