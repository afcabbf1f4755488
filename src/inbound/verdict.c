/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "inbound/verdict.h"

#include "base/text.h"

#include <string.h>

/* The value without comments, which nest, and without the quotes of quoted words; what stands in
 * quotes separates nothing (RFC 8601, 2.2; RFC 5322, 3.2). */
static const char *
without_comments(Arena *arena, const char *value)
{
    GString *bare = arena_string(arena, strlen(value) + 1);
    int depth = 0;
    bool quoted = false;
    for (const char *c = value; *c != '\0'; c++) {
        if (*c == '\\' && (depth > 0 || quoted) && c[1] != '\0')
            c++;
        else if (*c == '"' && depth == 0)
            quoted = !quoted;
        else if (*c == '(' && !quoted)
            depth++;
        else if (*c == ')' && depth > 0)
            depth--;
        else if (depth == 0 && !(quoted && strchr(";= ", *c) != NULL))
            g_string_append_c(bare, *c);
    }
    return bare->str;
}

/* Is @text the word @word, alone or before a blank?  Returns what follows it, or NULL. */
static const char *
after_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    text += strspn(text, " \t");
    if (g_ascii_strncasecmp(text, word, n) != 0)
        return NULL;
    return strchr(" \t/=;", text[n]) != NULL ? text + n : NULL; /* the end of the text, too */
}

/* One result: "dmarc=pass header.from=a.example"; a version may stand behind the method. */
static Verdict
read_result(const char *result)
{
    static const char *const good[] = {"pass", "none"};
    const char *at = after_word(result, "dmarc");
    if (at == NULL)
        return VERDICT_MISSING;
    at += strcspn(at, "=");
    if (*at != '=')
        return VERDICT_MISSING;
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
        if (after_word(at + 1, good[i]) != NULL)
            return VERDICT_GOOD;
    return VERDICT_BAD;
}

static Verdict
read_line(Arena *arena, const char *line, const char *authority)
{
    g_auto(GStrv) parts = g_strsplit(without_comments(arena, line), ";", -1);
    Verdict worst = VERDICT_MISSING;
    if (*parts == NULL || after_word(*parts, authority) == NULL)
        return worst;
    for (char **part = parts + 1; *part != NULL; part++)
        worst = MAX(worst, read_result(*part));
    return worst;
}

Verdict
verdict_read(Arena *arena, const char *results, const char *authority)
{
    g_auto(GStrv) lines = g_strsplit(results, "\n", -1);
    Verdict worst = VERDICT_MISSING;
    for (char **line = lines; *line != NULL; line++)
        worst = MAX(worst, read_line(arena, *line, authority));
    return worst;
}
