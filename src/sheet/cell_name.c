/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "sheet/cell.h"

#include <string.h>

/* Marks that nobody sees: soft hyphen, zero width, direction. */
static bool
is_unseen(gunichar u)
{
    return u == 0xad || u == 0x200b || u == 0x200e || u == 0x200f || u == 0x2060 || u == 0xfeff ||
           (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
}

const char *
cell_trim(Arena *arena, const char *text)
{
    char *out = arena_alloc(arena, strlen(text) + 1), *end = out;
    bool space = false;
    if (text[0] == '\'' && text[1] != '\0' && strchr("=+-@\t\r\n", text[1]) != NULL)
        text++;
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        bool plain = (uint8_t)*c < 0x80; /* most are: spare them the tables of Unicode */
        gunichar u = plain ? (gunichar)*c : g_utf8_get_char(c);
        if (plain ? g_ascii_isspace(*c) : g_unichar_isspace(u)) {
            space = end > out;
            continue;
        }
        if (!plain && is_unseen(u))
            continue;
        if (space)
            *end++ = ' ';
        space = false;
        if (plain)
            *end++ = *c;
        else
            end += g_unichar_to_utf8(u, end);
    }
    return out;
}

static bool
has_one_case(const char *text)
{
    bool upper = false, lower = false;
    for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
        upper |= g_unichar_isupper(g_utf8_get_char(c));
        lower |= g_unichar_islower(g_utf8_get_char(c));
    }
    return upper != lower;
}

/* Words that are small unless they come first. */
static bool
is_particle(const char *word)
{
    static const char *const particles[] = {"van", "der", "den",  "de", "la",  "del", "da",
                                            "das", "do",  "dos",  "di", "du",  "des", "von",
                                            "zu",  "bin", "bint", "e",  "ibn", NULL};
    return g_strv_contains(particles, word);
}

static bool
is_number(const char *word)
{
    static const char *const numbers[] = {"ii", "iii", "iv", NULL};
    return g_strv_contains(numbers, word);
}

/* Capitals where a word or a part of it begins, and after "Mc". */
static void
append_word(GString *out, const char *word, bool first)
{
    g_autofree char *small = g_utf8_strdown(word, -1);
    if (!first && is_particle(small)) {
        g_string_append(out, small);
        return;
    }
    bool begins = true, number = is_number(small);
    for (const char *c = small; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar u = g_utf8_get_char(c);
        bool after_mc = c == small + 2 && g_str_has_prefix(small, "mc") && strlen(small) > 4;
        g_string_append_unichar(out, begins || number || after_mc ? g_unichar_totitle(u) : u);
        begins = u == '-' || u == '\'' || u == 0x2019 || u == '.' || u == '(';
    }
}

static const char *
in_sensible_case(Arena *arena, const char *name)
{
    if (!has_one_case(name))
        return name;
    GString *out = arena_string(arena, strlen(name) + 8);
    g_auto(GStrv) words = g_strsplit(name, " ", -1);
    for (char **word = words; *word != NULL; word++) {
        if (word != words)
            g_string_append_c(out, ' ');
        append_word(out, *word, word == words);
    }
    return out->str;
}

const char *
cell_name(Arena *arena, const char *text, bool turn)
{
    const char *name = cell_trim(arena, text), *comma = strchr(name, ',');
    if (!turn || comma == NULL || comma == name || strchr(comma + 1, ',') != NULL)
        return in_sensible_case(arena, name);
    const char *last = cell_trim(arena, arena_strndup(arena, name, (size_t)(comma - name)));
    const char *first = cell_trim(arena, comma + 1);
    if (*first == '\0')
        return in_sensible_case(arena, last);
    return arena_printf(arena, "%s %s", in_sensible_case(arena, first),
                        in_sensible_case(arena, last));
}
