/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "db/row.h"
#include "base/error.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

/* ---- writing ---- */

static void
format_text(GString *out, Bytes text)
{
    const char *p = text.at, *end = p + text.n;
    g_string_append_c(out, '"');
    for (; p < end; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\')
            g_string_append_c(out, '\\');
        if (c < 0x20)
            g_string_append_printf(out, "\\u%04x", c);
        else
            g_string_append_c(out, *p);
    }
    g_string_append_c(out, '"');
}

static void
format_bytes(GString *out, Bytes bytes)
{
    g_autofree char *text = g_base64_encode(bytes.at, bytes.n);
    g_string_append_printf(out, "\"%s\"", text);
}

/* 17 digits are enough for every double; most need fewer. */
static void
format_real(GString *out, double number)
{
    static const char *const formats[] = {"%.15g", "%.16g", "%.17g"};
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    if (isinf(number)) {
        g_string_append(out, number > 0 ? "1e999" : "-1e999");
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_ascii_formatd(text, sizeof text, formats[i], number);
        double again = g_ascii_strtod(text, NULL);
        if (memcmp(&again, &number, sizeof number) == 0)
            break;
    }
    g_string_append(out, text);
}

static void
format_value(GString *out, const DbValue *value)
{
    switch (value->kind) {
    case DB_INT: g_string_append_printf(out, "%" PRId64, value->number); break;
    case DB_REAL: format_real(out, value->real); break;
    case DB_TEXT: format_text(out, value->bytes); break;
    case DB_BYTES: format_bytes(out, value->bytes); break;
    default: g_string_append(out, "null"); break;
    }
}

void
row_format(GString *out, const SchemaTable *table, const DbValue *values)
{
    for (int i = 0; i < table->n_columns; i++) {
        g_string_append_printf(out, "%c\"%s\":", i == 0 ? '{' : ',', table->columns[i].name);
        format_value(out, &values[i]);
    }
    g_string_append(out, "}\n");
}

/* ---- reading ---- */

/* Step over @text; false if something else is there. */
static bool
skip(char **p, const char *text)
{
    size_t n = strlen(text);
    if (strncmp(*p, text, n) != 0)
        return false;
    *p += n;
    return true;
}

/* Read four hexadecimal digits below U+0020, the only ones that we write. */
static bool
parse_control(char **p, char *ret_c)
{
    int code = 0;
    for (int i = 0; i < 4; i++) {
        int digit = g_ascii_xdigit_value((*p)[i]);
        if (digit < 0)
            return false;
        code = code * 16 + digit;
    }
    if (code == 0 || code >= 0x20)
        return false;
    *p += 4;
    *ret_c = (char)code;
    return true;
}

/* Read a string where it stands: what is decoded is never longer. */
static bool
parse_string(char **p, char **ret_text, size_t *ret_n)
{
    if (!skip(p, "\""))
        return false;
    char *begin = *p, *out = begin;
    while (**p != '"') {
        char c = *(*p)++;
        if (c == '\0')
            return false;
        if (c == '\\') {
            c = *(*p)++;
            if (c != '"' && c != '\\' && (c != 'u' || !parse_control(p, &c)))
                return false;
        }
        *out++ = c;
    }
    (*p)++;
    *out = '\0';
    *ret_text = begin;
    *ret_n = (size_t)(out - begin);
    return true;
}

static bool
parse_int(char **p, DbValue *value)
{
    char *end = NULL;
    errno = 0;
    value->number = g_ascii_strtoll(*p, &end, 10);
    bool ok = end != *p && errno == 0;
    *p = end;
    return ok;
}

static bool
parse_real(char **p, DbValue *value)
{
    char *end = NULL;
    value->real = g_ascii_strtod(*p, &end);
    bool ok = end != *p && !isnan(value->real);
    *p = end;
    return ok;
}

static bool
parse_text(char **p, DbValue *value)
{
    char *text = NULL;
    size_t n = 0;
    if (!parse_string(p, &text, &n) || !g_utf8_validate(text, (gssize)n, NULL))
        return false;
    value->bytes = (Bytes){text, n};
    return true;
}

static bool
parse_bytes(char **p, DbValue *value)
{
    char *text = NULL;
    size_t n = 0;
    if (!parse_string(p, &text, &n) || n % 4 != 0)
        return false;
    if (n > 0)
        g_base64_decode_inplace(text, &n);
    value->bytes = (Bytes){text, n};
    return true;
}

static bool
parse_value(char **p, DbKind kind, DbValue *value)
{
    if (skip(p, "null")) {
        *value = DB_NONE;
        return true;
    }
    *value = (DbValue){.kind = kind};
    switch (kind) {
    case DB_INT: return parse_int(p, value);
    case DB_REAL: return parse_real(p, value);
    case DB_TEXT: return parse_text(p, value);
    default: return parse_bytes(p, value);
    }
}

/* Step over the brace or comma, the column's name and the colon. */
static bool
skip_name(char **p, const char *name, bool is_first)
{
    return skip(p, is_first ? "{\"" : ",\"") && skip(p, name) && skip(p, "\":");
}

bool
row_parse(const SchemaTable *table, char *line, DbValue *ret_values, GError **error)
{
    char *p = line;
    bool ok = true;
    int i = 0;
    for (; ok && i < table->n_columns; i++)
        ok = skip_name(&p, table->columns[i].name, i == 0) &&
             parse_value(&p, table->columns[i].kind, &ret_values[i]);
    if (!ok) {
        g_set_error(error, BARAZA_ERROR, ERROR_INPUT, "column %s: not what was expected",
                    table->columns[i - 1].name);
        return false;
    }
    ret_values[table->n_columns] = (DbValue){0};
    if (strcmp(p, "}\n") == 0 || strcmp(p, "}") == 0)
        return true;
    g_set_error(error, BARAZA_ERROR, ERROR_INPUT, "something stands behind the last column");
    return false;
}
