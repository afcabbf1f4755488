/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "lang/lang.h"

#include <string.h>

const Lang *
lang_find(const char *code)
{
    for (size_t i = 0; i < N_LANGS; i++)
        if (g_strcmp0(LANGS[i]->code, code) == 0)
            return LANGS[i];
    return NULL;
}

/* Find the language of a range such as "fr-CA": by its first subtag. */
static const Lang *
find_range(const char *range, size_t n)
{
    size_t primary = 0;
    while (primary < n && range[primary] != '-')
        primary++;
    for (size_t i = 0; i < N_LANGS; i++)
        if (strlen(LANGS[i]->code) == primary &&
            g_ascii_strncasecmp(LANGS[i]->code, range, primary) == 0)
            return LANGS[i];
    return NULL;
}

/* RFC 9110 12.4.2: "0", "0.123", "1", "1.000" in thousandths; 0 if it is anything else. */
static int
read_qvalue(const char *text)
{
    if (text[0] != '0' && text[0] != '1')
        return 0;
    int value = text[0] - '0', digits = 0;
    if (text[1] == '.')
        while (digits < 3 && g_ascii_isdigit(text[2 + digits]))
            value = value * 10 + text[2 + digits++] - '0';
    const char *end = text + (text[1] == '.' ? 2 + digits : 1);
    for (; digits < 3; digits++)
        value *= 10;
    return *end == '\0' && value <= 1000 ? value : 0;
}

/* The weight among the parameters behind a range: 1000 if there is none. */
static int
read_weight(const char *parameters, size_t n)
{
    g_autofree char *text = g_strndup(parameters, n);
    g_auto(GStrv) parts = g_strsplit(text, ";", -1);
    for (char **part = parts; *part != NULL; part++) {
        const char *parameter = g_strstrip(*part);
        if (g_ascii_strncasecmp(parameter, "q=", 2) == 0)
            return read_qvalue(parameter + 2);
    }
    return 1000;
}

const Lang *
lang_choose(const char *accept_language)
{
    const Lang *best = LANG_ENGLISH;
    int best_weight = 0;

    for (const char *p = accept_language; p != NULL && *p != '\0';) {
        p += strspn(p, ", \t");
        size_t n = strcspn(p, ",");
        size_t range = strcspn(p, ",; \t");
        const Lang *lang = *p == '*' ? LANG_ENGLISH : find_range(p, range);
        int weight = lang ? read_weight(p + range, n - range) : 0;
        if (weight > best_weight) {
            best = lang;
            best_weight = weight;
        }
        p += n;
    }
    return best;
}

static const Message *
find_message(const Lang *lang, const char *id)
{
    size_t low = 0, high = lang->n_messages;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(id, lang->messages[middle].id);
        if (order == 0)
            return &lang->messages[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *
lang_name(const Lang *lang, const char *own, const char *french)
{
    return strcmp(lang->code, "fr") == 0 && *french != '\0' ? french : own;
}

const char *
lang_text(const Lang *lang, const char *id)
{
    const Message *message = find_message(lang, id);
    return message ? message->text[0] : id;
}

const char *
lang_plural(const Lang *lang, const char *one, const char *many, int64_t n)
{
    uint64_t count = n < 0 ? -(uint64_t)n : (uint64_t)n;
    const Message *message = find_message(lang, one);
    if (message == NULL)
        return count == 1 ? one : many;
    /* A text that is also used without plural has one form only. */
    int form = lang->plural(count);
    for (int i = 0; i < form; i++)
        if (message->text[i + 1] == NULL)
            return message->text[i];
    return message->text[form];
}

/* Find the value of @name (of @n bytes) among the alternating names and values. */
static const char *
find_value(va_list values, const char *name, size_t n)
{
    const char *key;
    while ((key = va_arg(values, const char *)) != NULL) {
        const char *value = va_arg(values, const char *);
        if (strlen(key) == n && strncmp(key, name, n) == 0)
            return value ? value : "";
    }
    return NULL;
}

const char *
lang_fill(Arena *arena, const char *text, ...)
{
    GString *out = arena_string(arena, strlen(text) + 64);
    while (*text != '\0') {
        size_t literal = strcspn(text, "{");
        g_string_append_len(out, text, (gssize)literal);
        text += literal;
        if (*text == '\0')
            break;
        size_t n = strcspn(text, "}");
        va_list values;
        va_start(values, text);
        const char *value = text[n] == '}' ? find_value(values, text + 1, n - 1) : NULL;
        va_end(values);
        /* What is no placeholder stays as it is written. */
        g_string_append_len(out, value ? value : text, value ? -1 : 1);
        text += value ? n + 1 : 1;
    }
    return out->str;
}
