/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "render/json.h"

#include <math.h>
#include <string.h>

void
json_init(Json *out, GString *text)
{
    *out = (Json){.text = text};
}

/* Append @value in quotes.  Besides what RFC 8259 demands, "<" and the two line separators are
 * escaped, so that the text may stand in a script element too. */
static void
append_string(GString *out, const char *value, size_t n)
{
    g_string_append_c(out, '"');
    const char *run = value, *end = value + n;
    for (const char *c = value; c < end; c++) {
        bool separator = n >= 3 && c <= end - 3 && memcmp(c, "\xe2\x80", 2) == 0 &&
                         (c[2] == '\xa8' || c[2] == '\xa9');
        if ((unsigned char)*c >= 0x20 && *c != '"' && *c != '\\' && *c != '<' && !separator)
            continue;
        g_string_append_len(out, run, c - run);
        if (separator)
            g_string_append(out, c[2] == '\xa8' ? "\\u2028" : "\\u2029");
        else if (*c == '\n')
            g_string_append(out, "\\n");
        else if (*c == '"' || *c == '\\')
            g_string_append_printf(out, "\\%c", *c);
        else
            g_string_append_printf(out, "\\u%04x", (unsigned)(unsigned char)*c);
        c += separator ? 2 : 0;
        run = c + 1;
    }
    g_string_append_len(out, run, end - run);
    g_string_append_c(out, '"');
}

/* Write what comes before a value: the comma and its name. */
static void
begin_value(Json *out, const char *name)
{
    if (out->need_comma)
        g_string_append_c(out->text, ',');
    if (name != NULL) {
        append_string(out->text, name, strlen(name));
        g_string_append_c(out->text, ':');
    }
    out->need_comma = true;
}

static void
open_nested(Json *out, const char *name, char bracket)
{
    begin_value(out, name);
    g_string_append_c(out->text, bracket);
    out->depth++;
    out->need_comma = false;
}

static void
close_nested(Json *out, char bracket)
{
    g_assert(out->depth > 0);
    g_string_append_c(out->text, bracket);
    out->depth--;
    out->need_comma = true;
}

void
json_open_object(Json *out, const char *name)
{
    open_nested(out, name, '{');
}

void
json_close_object(Json *out)
{
    close_nested(out, '}');
}

void
json_open_array(Json *out, const char *name)
{
    open_nested(out, name, '[');
}

void
json_close_array(Json *out)
{
    close_nested(out, ']');
}

void
json_str(Json *out, const char *name, const char *value)
{
    begin_value(out, name);
    if (value != NULL)
        append_string(out->text, value, strlen(value));
    else
        g_string_append(out->text, "null");
}

void
json_int(Json *out, const char *name, int64_t value)
{
    begin_value(out, name);
    g_string_append_printf(out->text, "%" G_GINT64_FORMAT, value);
}

void
json_bool(Json *out, const char *name, bool value)
{
    begin_value(out, name);
    g_string_append(out->text, value ? "true" : "false");
}

void
json_real(Json *out, const char *name, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    begin_value(out, name);
    /* JSON has no infinity and no "not a number". */
    g_string_append(out->text,
                    isfinite(value) ? g_ascii_dtostr(digits, sizeof digits, value) : "null");
}

void
json_html(Json *out, const char *name, SafeHtml value)
{
    begin_value(out, name);
    append_string(out->text, value.markup, value.len);
}

void
json_bytes(Json *out, const char *name, Bytes value)
{
    begin_value(out, name);
    g_autofree char *text = value.n > 0 ? g_base64_encode(value.at, value.n) : g_strdup("");
    g_string_append_printf(out->text, "\"%s\"", text);
}

/* Inside <script> nothing is escaped as in HTML: only "<" could end it, and in JSON that stands
 * in texts alone. */
SafeHtml
json_script(Arena *arena, const char *json)
{
    GString *markup = arena_string(arena, strlen(json) + 64);
    g_string_append(markup, "<script type=\"application/ld+json\">");
    for (const char *c = json; *c != '\0'; c++) {
        if (*c == '<')
            g_string_append(markup, "\\u003c");
        else
            g_string_append_c(markup, *c);
    }
    g_string_append(markup, "</script>\n");
    return (SafeHtml){markup->str, markup->len};
}
