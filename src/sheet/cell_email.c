/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/cell.h"

#include "base/text.h"

#include <string.h>

#define SEPARATORS ";,/| \t\n"

/* Take off what is around an address. */
static char *
strip(char *word)
{
    while (*word != '\0' && strchr("<([{\"'", *word) != NULL)
        word++;
    if (g_ascii_strncasecmp(word, "mailto:", 7) == 0)
        word += 7;
    size_t n = strlen(word);
    while (n > 0 && strchr(">)]}\"'.:", word[n - 1]) != NULL)
        word[--n] = '\0';
    return word;
}

static bool
is_there(const CellEmail *emails, size_t n, const char *address)
{
    for (size_t i = 0; i < n; i++)
        if (g_ascii_strcasecmp(emails[i].address, address) == 0)
            return true;
    return false;
}

static const char *
name_of(Arena *arena, const GString *words)
{
    char *name = g_strstrip(arena_strdup(arena, words->str));
    g_strdelimit(name, "\"", ' ');
    return cell_trim(arena, name);
}

CellEmailSpan
cell_emails(Arena *arena, const char *text)
{
    CellEmail *emails = arena_array_of(arena, CellEmail, CELL_MAX_EMAILS);
    const char *trimmed = cell_trim(arena, text);
    GString *words = arena_string(arena, 32); /* since the last address */
    size_t n = 0;
    for (const char *c = trimmed; *c != '\0' && n < CELL_MAX_EMAILS;) {
        size_t length = strcspn(c, SEPARATORS);
        char *word = arena_strndup(arena, c, length);
        size_t gap = strspn(c + length, SEPARATORS);
        if (strchr(word, '@') == NULL) {
            g_string_append_len(words, c, (gssize)(length + gap));
            c += length + gap;
            continue;
        }
        const char *address = text_fold_email(arena, strip(word));
        const char *name = c[0] == '<' ? name_of(arena, words) : "";
        if (!is_there(emails, n, address))
            emails[n++] = (CellEmail){address, name, text_is_email(address)};
        g_string_truncate(words, 0);
        c += length + gap;
    }
    if (n == 0 && *trimmed != '\0')
        emails[n++] = (CellEmail){trimmed, "", false};
    return (CellEmailSpan){emails, n};
}
